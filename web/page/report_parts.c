/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/report_parts.h"

#include "page/address.h"
#include "page/html.h"
#include "print/cite.h"
#include "print/member.h"

#include <string.h>

char *
report_name(const json_t *record)
{
    const char *subject = member_subject(record);
    const char *title = member_text(record, "title");
    char date[CITE_DATE_SIZE];

    cite_ended(record, date);
    return g_strconcat(*subject ? subject
                       : *title ? title
                                : member_text(record, "source"),
                       *date ? ", " : "", date, NULL);
}

const char *
report_anchor(const char *id)
{
    const char *slash = strrchr(id, '/');

    return slash ? slash + 1 : id;
}

static void
put_headings(GString *out, const json_t *record, const json_t *before)
{
    json_t *now = member_headings(record);
    json_t *then = before ? member_headings(before) : json_string("");

    if (*json_string_value(now) && !json_equal(now, then))
        html(out, "<h2>%s</h2>\n", json_string_value(now));
    json_decref(now);
    json_decref(then);
}

void
report_put_paragraph(GString *out,
                     const json_t *record,
                     const json_t *before,
                     bool is_marked)
{
    const char *id = member_text(record, "id");
    char number[CITE_NUMBER_SIZE], item[CITE_NUMBER_SIZE];
    char *link = address_of("/paragraph/", id);

    put_headings(out, record, before);
    cite_number(record, "number", number);
    html(out,
         "<article id=\"%s\" class=\"near\">\n<p><a class=\"number\" "
         "href=\"%s\">",
         report_anchor(id), link);
    if (cite_number(record, "item", item))
        html(out,
             "<span class=\"hidden\">%s%s bullet %s</span>"
             "<span aria-hidden=\"true\">•</span>",
             *number ? "Paragraph " : "", number, item);
    else if (*number)
        html(out, "<span class=\"hidden\">Paragraph </span>%s", number);
    else
        html(out, "<span class=\"hidden\">Paragraph</span>"
                  "<span aria-hidden=\"true\">¶</span>");
    html(out, is_marked ? "</a> <mark>%s</mark>" : "</a> %s",
         member_text(record, "text"));
    html(out, "</p>\n</article>\n");
    g_free(link);
}

bool
report_put_text(GString *out,
                struct web *web,
                const char *id,
                const char *marked,
                struct link_failure *failure)
{
    json_t *paragraphs = link_list(
        web->link, "export", json_pack("{s:{s:[s]}}", "filters", "report", id),
        NULL, failure);
    const json_t *paragraph, *before = NULL;
    size_t i;

    if (!paragraphs)
        return false;
    json_array_foreach(paragraphs, i, paragraph)
    {
        report_put_paragraph(
            out, paragraph, before,
            marked && strcmp(member_text(paragraph, "id"), marked) == 0);
        before = paragraph;
    }
    json_decref(paragraphs);
    return true;
}

json_t *
report_list(struct web *web,
            json_t *params,
            json_t **result,
            struct link_failure *failure)
{
    return link_list(web->link, "reports", params, result, failure);
}
