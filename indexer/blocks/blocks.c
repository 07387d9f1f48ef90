/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blocks/blocks.h"

#include <stdlib.h>

void
blocks_fini(struct blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++)
        free(blocks->list[i].text);
    free(blocks->list);
    *blocks = (struct blocks){0};
}
