/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/basket.h"

#include "print/member.h"

#include "findings/visible.h"

#include <stdlib.h>
#include <string.h>

/* Write a text so that nothing in it is Markdown or HTML; lines after the first
 * begin with the prefix. */
static void
put_text(GString *out, const char *text, const char *prefix)
{
    bool is_first = true; /* of a line, after blanks */
    const char *p = text;

    while (*p) {
        char shown[FINDINGS_VISIBLE_SIZE];
        const bool is_mark =
            strchr("\\`*_[]<>|~#&$!", *p) || (is_first && strchr("+-=:", *p)) ||
            ((*p == '.' || *p == ')') && p > text && g_ascii_isdigit(p[-1]) &&
             (p[1] == ' ' || p[1] == '\t'));
        if (*p == '\n') {
            g_string_append_printf(out, "\n%s", prefix);
            is_first = true;
            p++;
            continue;
        }
        if (*p == '\r' || *p == '\t') {
            g_string_append_c(out, ' ');
            p++;
            continue;
        }
        if (is_mark)
            g_string_append_c(out, '\\');
        is_first = is_first && *p == ' ';
        p += findings_visible(p, shown);
        g_string_append(out, shown);
    }
}

static void
put_paragraph(const struct basket *basket, const json_t *record, GString *out)
{
    char *heading = basket_heading(record);
    char *reference = basket_reference(basket, record);
    const char *note = member_text(record, "annotation");

    g_string_append(out, "\n## ");
    put_text(out, heading, "");
    g_string_append(out, "\n\n> ");
    put_text(out, member_text(record, "text"), "> ");
    g_string_append(out, "\n>\n> — ");
    put_text(out, g_strchomp(reference), "> ");
    g_string_append(out, " [");
    put_text(out, member_text(record, "id"), "");
    g_string_append(out, "]\n");
    if (*note) {
        g_string_append_c(out, '\n');
        put_text(out, note, "");
        g_string_append_c(out, '\n');
    }
    g_free(heading);
    free(reference);
}

void
basket_put_markdown(const struct basket *basket, GString *out)
{
    const json_t *record, *id;
    size_t i;

    g_string_append(out, "# ");
    put_text(out, *basket->title ? basket->title : "Paragraphs", "");
    g_string_append_c(out, '\n');
    json_array_foreach(basket->records, i, record)
    {
        put_paragraph(basket, record, out);
    }
    json_array_foreach(basket->missing, i, id)
    {
        g_string_append(out, "\nNot in the index any more: ");
        put_text(out, json_string_value(id), "");
        g_string_append_c(out, '\n');
    }
}
