/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/themes.h"
#include "print/member.h"
#include "print/print.h"

#include "findings/visible.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define BLANKS " \t"

/* How many characters the first bytes of the text have. */
static size_t
count_characters(const char *text, size_t len)
{
    size_t n = 0;

    for (size_t i = 0; i < len && text[i]; i++)
        n += (text[i] & 0xc0) != 0x80;
    return n;
}

size_t
themes_column(const json_t *theme, size_t offset)
{
    return member_count(theme, "column") +
           count_characters(member_text(theme, "query"), offset);
}

void
themes_fail(json_t *theme, size_t column, const char *message)
{
    json_object_set_new(theme, "error",
                        json_pack("{s:s, s:I}", "message", message, "column",
                                  (json_int_t)column));
}

/* Where the query of a line begins, which ends before end; *name_len is 0 if it
 * has no name. A name ends with a colon and a blank, which no query contains
 * but between quotation marks: a field's value follows its colon at once. */
static const char *
find_query(const char *line, const char *end, size_t *name_len)
{
    const char *colon = line + strcspn(line, ":\"");

    *name_len = 0;
    while (colon + 1 < end && *colon == ':' && !strchr(BLANKS, colon[1]))
        colon += 1 + strcspn(colon + 1, ":\"");
    if (colon >= end || *colon == '"' || colon == line)
        return line;
    *name_len = (size_t)(colon - line);
    while (strchr(BLANKS, line[*name_len - 1]))
        --*name_len;
    colon++;
    return colon + strspn(colon, BLANKS);
}

static json_t *
unreadable(size_t line, size_t column, const char *message)
{
    json_t *theme =
        json_pack("{s:o, s:I, s:s}", "name", json_sprintf("line %zu", line),
                  "line", (json_int_t)line, "query", "");
    themes_fail(theme, column, message);
    return theme;
}

/* The theme of a line; NULL if it has none. */
static json_t *
theme_of(const char *text, size_t line)
{
    const size_t fault = findings_utf8_fault(text, strlen(text));
    const char *begin = text + strspn(text, BLANKS);
    const char *end = begin + strlen(begin);
    size_t name_len;

    if (!*begin || *begin == '#')
        return NULL;
    if (text[fault])
        return unreadable(line, count_characters(text, fault) + 1,
                          "the line is not valid UTF-8; save the file as "
                          "UTF-8");
    while (strchr(BLANKS, end[-1]))
        end--;
    const char *query = find_query(begin, end, &name_len);
    query = query < end ? query : end;
    const size_t column = count_characters(text, (size_t)(query - text)) + 1;
    if (query == end)
        return unreadable(line, column,
                          "there is no query after the name; write one, or "
                          "leave out the line");
    if (query == begin)
        name_len = (size_t)(end - query);
    return json_pack("{s:s%, s:I, s:s%, s:I}", "name", begin, name_len, "line",
                     (json_int_t)line, "query", query, (size_t)(end - query),
                     "column", (json_int_t)column);
}

/* The line of an earlier theme with this name; 0 if there is none. */
static size_t
find_name(const json_t *lines_of_names, const json_t *theme)
{
    return member_count(lines_of_names, member_text(theme, "name"));
}

json_t *
themes_of(const json_t *lines)
{
    json_t *themes = json_array(), *names = json_object(), *line;
    char message[128];
    size_t i;

    json_array_foreach(lines, i, line)
    {
        json_t *theme = theme_of(json_string_value(line), i + 1);
        if (!theme)
            continue;
        if (find_name(names, theme) > 0) {
            snprintf(message, sizeof message,
                     "line %zu has the same name; give one of them another "
                     "name, as in: NAME: QUERY",
                     find_name(names, theme));
            themes_fail(theme, 1, message);
        } else {
            json_object_set(names, member_text(theme, "name"),
                            json_object_get(theme, "line"));
        }
        json_array_append_new(themes, theme);
    }
    json_decref(names);
    return themes;
}
