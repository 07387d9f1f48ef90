/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/downloads.h"

#include "page/address.h"
#include "page/html.h"
#include "page/tables.h"
#include "print/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool
downloads_are(const struct request *request, const char *type)
{
    const char *as = request_get(request, "as");

    return as && strcmp(as, type) == 0;
}

static void
put_link(GString *out,
         const struct request *request,
         const char *type,
         const char *class,
         const char *text)
{
    char *address = address_with(request, NULL, "as", type);

    html(out, "<li><a class=\"%s\" href=\"%s\" download>%s</a></li>\n", class,
         address, text);
    g_free(address);
}

void
downloads_put(GString *out, const struct request *request, bool has_picture)
{
    html(out, "<div class=\"takeaway\">\n<p>Take away:</p>\n<ul>\n");
    put_link(out, request, "csv", "csv", "table (CSV)");
    if (has_picture)
        put_link(out, request, "svg", "svg", "picture (SVG)");
    html(out, "</ul>\n</div>\n");
}

void
downloads_reply_csv(struct reply *reply, json_t *rows, const char *name)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    if (out) {
        sheet_put_csv(rows, out);
        fclose(out);
    }
    json_decref(rows);
    reply->type = reply_csv;
    reply->download = g_strdup_printf("%s.csv", name);
    g_string_append_len(reply->body, text, (gssize)size);
    free(text);
}

void
downloads_reply_svg(struct reply *reply, const char *name)
{
    reply->type = reply_svg;
    reply->download = g_strdup_printf("%s.svg", name);
}

void
downloads_reply_table(struct reply *reply, json_t *table, const char *name)
{
    tables_put_svg(reply->body, table);
    json_decref(table);
    downloads_reply_svg(reply, name);
}
