/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Fuzz target: a list of themes. Each theme has a place in the text, and either
 * a query, which is what its line has from that place on, or a reason why it
 * has none.
 */
#include "check.h"

#include "ask/text_lines.h"
#include "ask/themes.h"

#include <string.h>

static const char *
text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static size_t
number_of(const json_t *object, const char *key)
{
    return (size_t)json_integer_value(json_object_get(object, key));
}

/* The text from the n-th character on. */
static const char *
from_character(const char *text, size_t n)
{
    while (n > 0 && *text) {
        text++;
        n -= (*text & 0xc0) != 0x80;
    }
    return text;
}

static void
check_theme(const json_t *theme, const json_t *lines)
{
    const json_t *error = json_object_get(theme, "error");
    const char *query = text_of(theme, "query");
    const size_t line = number_of(theme, "line");

    check(line > 0 && line <= json_array_size(lines), "no such line");
    check(*text_of(theme, "name"), "a theme without a name");
    if (error) {
        check_reason(text_of(error, "message"));
        check(number_of(error, "column") > 0, "an error without a column");
        return;
    }
    const char *text = json_string_value(json_array_get(lines, line - 1));
    check(*query && number_of(theme, "column") > 0, "a theme without a query");
    check(strncmp(from_character(text, number_of(theme, "column") - 1), query,
                  strlen(query)) == 0,
          "the query is somewhere else");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char reason[FINDINGS_REASON_SIZE] = "";
    json_t *lines = text_lines_of((const char *)data, size, "f", reason);
    size_t i;
    json_t *theme;

    if (!lines) {
        check_reason(reason);
        return 0;
    }
    json_t *themes = themes_of(lines);
    json_array_foreach(themes, i, theme) { check_theme(theme, lines); }
    json_decref(themes);
    json_decref(lines);
    return 0;
}
