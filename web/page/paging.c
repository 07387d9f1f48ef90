/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/paging.h"

#include "page/address.h"
#include "page/html.h"

#include <stdio.h>

void
paging_put_link(GString *out,
                const struct request *request,
                size_t offset,
                const char *rel,
                const char *text)
{
    char number[32];

    snprintf(number, sizeof number, "%zu", offset);
    char *link =
        address_with(request, NULL, "offset", offset > 0 ? number : NULL);
    html(out, "<li><a href=\"%s\" rel=\"%s\">%s</a></li>\n", link, rel, text);
    g_free(link);
}
