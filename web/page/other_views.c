/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/other_views.h"

#include "page/html.h"
#include "page/selecting.h"

#include <stdlib.h>
#include <string.h>

static const struct view {
    const char *path, *name;
    const char *needs; /* this argument; NULL: none */
} views[] = {
    {"/", "a list of paragraphs", NULL},
    {"/matrix", "a table of counts", NULL},
    {"/trend", "a chart by year", "q"},
    {"/judgements", "grades over time", NULL},
    {"/compare", "two reports side by side", "authority"},
    {"/absent", "who never mentions it", "q"},
};

void
other_views_put(GString *out, const struct request *request)
{
    html(out, "<nav class=\"views\" aria-label=\"Other views\">\n"
              "<p>See this as:</p>\n<ul>\n");
    for (size_t i = 0; i < G_N_ELEMENTS(views); i++) {
        if (strcmp(views[i].path, request->path) == 0 ||
            (views[i].needs && !request_get(request, views[i].needs)))
            continue;
        char *address = selecting_address(request, views[i].path, NULL);
        html(out, "<li><a href=\"%s\">%s</a></li>\n", address, views[i].name);
        free(address);
    }
    html(out, "</ul>\n</nav>\n");
}
