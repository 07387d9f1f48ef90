/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines.h"

#include <stdlib.h>

void
lines_fini(struct lines *lines)
{
    free(lines->bytes);
    free(lines->list);
    *lines = (struct lines){0};
}
