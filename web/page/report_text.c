/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/report_text.h"

#include "page/html.h"

#include "print/cite.h"
#include "print/member.h"

#include <stdbool.h>
#include <string.h>

json_t *
report_text_ask(struct link *link, const char *id, struct link_failure *failure)
{
    json_t *params = json_pack("{s:{s:[s]}}", "filters", "report", id);

    return link_list(link, "export", params, NULL, failure);
}

const char *
report_text_name(const char *id)
{
    const char *slash = strrchr(id, '/');

    return slash ? slash + 1 : id;
}

/* A heading that the paragraph is under, if the one before was not. */
static void
put_heading(GString *out,
            const json_t *paragraph,
            const json_t *before,
            const char *key,
            bool *is_new)
{
    const char *heading = member_text(paragraph, key);

    *is_new |= strcmp(heading, member_text(before, key)) != 0;
    if (!*is_new || !*heading)
        return;
    if (strcmp(key, "chapter") == 0 || !*member_text(paragraph, "chapter"))
        html(out, "<h2>%s</h2>\n", heading);
    else
        html(out, "<h3>%s</h3>\n", heading);
}

static void
put_paragraph(GString *out, const json_t *paragraph, bool is_marked)
{
    char number[CITE_NUMBER_SIZE];

    html(out, "<article id=\"%s\">\n<p>",
         report_text_name(member_text(paragraph, "id")));
    if (cite_number(paragraph, "item", number))
        html(out, "• ");
    else if (cite_number(paragraph, "number", number))
        html(out, "<b>%s</b> ", number);
    if (is_marked)
        html(out, "<mark>%s</mark>", member_text(paragraph, "text"));
    else
        html(out, "%s", member_text(paragraph, "text"));
    html(out, "</p>\n</article>\n");
}

void
report_text_put(GString *out, const json_t *paragraphs, const char *marked)
{
    const json_t *paragraph, *before = NULL;
    size_t i;

    json_array_foreach(paragraphs, i, paragraph)
    {
        bool is_new = false;
        put_heading(out, paragraph, before, "chapter", &is_new);
        put_heading(out, paragraph, before, "section", &is_new);
        put_paragraph(out, paragraph,
                      marked &&
                          strcmp(member_text(paragraph, "id"), marked) == 0);
        before = paragraph;
    }
}
