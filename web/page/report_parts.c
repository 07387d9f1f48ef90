/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/report_parts.h"

#include "page/address.h"
#include "page/html.h"
#include "page/report_text.h"
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
report_anchor(const json_t *record)
{
    return report_text_name(member_text(record, "id"));
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
                     const char *class_name)
{
    char number[CITE_NUMBER_SIZE], item[CITE_NUMBER_SIZE];
    char *link = address_of("/paragraph/", member_text(record, "id"));

    put_headings(out, record, before);
    cite_number(record, "number", number);
    html(out,
         "<article id=\"%s\" class=\"%s\">\n<p><a class=\"number\" href=\"",
         report_anchor(record), class_name);
    html(out, "%s\">", link);
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
    html(out, "</a> %s</p>\n</article>\n", member_text(record, "text"));
    g_free(link);
}

json_t *
report_list(struct web *web,
            json_t *params,
            json_t **result,
            struct link_failure *failure)
{
    return link_list(web->link, "reports", params, result, failure);
}
