/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A list of themes, as findings batch reads it.
 */
#include "ask/text_lines.h"
#include "ask/themes.h"

#include "support.h"

#include <string.h>

static json_t *
themes(const char *text)
{
    char reason[FINDINGS_REASON_SIZE];
    json_t *lines = text_lines_of(text, strlen(text), "themes", reason);
    json_t *list = themes_of(lines);

    json_decref(lines);
    return list;
}

static const char *
text(const json_t *list, size_t i, const char *key)
{
    const char *member =
        json_string_value(json_object_get(json_array_get(list, i), key));
    return member ? member : "";
}

static json_int_t
number(const json_t *list, size_t i, const char *key)
{
    return json_integer_value(json_object_get(json_array_get(list, i), key));
}

static void
a_line_is_a_name_and_a_query(void **state)
{
    static const struct {
        const char *line, *name, *query;
        int column;
    } cases[] = {
        {"case recording", "case recording", "case recording", 1},
        {"a: case recording", "a", "case recording", 4},
        {"  a b :\tcase  recording \t", "a b", "case  recording", 9},
        {"grade:good case", "grade:good case", "grade:good case", 1},
        {"a: grade:good case", "a", "grade:good case", 4},
        {"grade:good b: case", "grade:good b", "case", 15},
        {"a: b: c", "a", "b: c", 4},
        {"\"a: b\" c", "\"a: b\" c", "\"a: b\" c", 1},
        {"a \"b\": c", "a \"b\": c", "a \"b\": c", 1},
        {": a", ": a", ": a", 1},
        {"@saved more", "@saved more", "@saved more", 1},
        {"a: @saved", "a", "@saved", 4},
        {"caf\xc3\xa9: tea", "caf\xc3\xa9", "tea", 7},
        {"a # b", "a # b", "a # b", 1},
        {"a:b", "a:b", "a:b", 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *list = themes(cases[i].line);
        assert_int_equal(json_array_size(list), 1);
        assert_string_equal(text(list, 0, "name"), cases[i].name);
        assert_string_equal(text(list, 0, "query"), cases[i].query);
        assert_int_equal(number(list, 0, "column"), cases[i].column);
        json_decref(list);
    }
}

static void
blank_lines_and_comments_are_no_themes(void **state)
{
    json_t *list = themes("\xef\xbb\xbf# mine\r\n\r\n  \t\r\n  # b\r\na\r\n# "
                          "\xff\r\nb: c");

    (void)state;
    assert_int_equal(json_array_size(list), 2);
    assert_string_equal(text(list, 0, "query"), "a");
    assert_int_equal(number(list, 0, "line"), 5);
    assert_string_equal(text(list, 1, "query"), "c");
    assert_int_equal(number(list, 1, "line"), 7);
    json_decref(list);
}

static void
a_line_that_cannot_be_read_is_an_error_of_its_own(void **state)
{
    static const struct {
        const char *lines, *message;
        int column;
    } cases[] = {
        {"a\nb:\nc", "there is no query after the name", 3},
        {"a\nb:  \nc", "there is no query after the name", 3},
        {"a\nx \xff\nc", "the line is not valid UTF-8", 3},
        {"a\na\nc", "line 1 has the same name", 1},
        {"a: x\na: y\nc", "line 1 has the same name", 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *list = themes(cases[i].lines);
        const json_t *error = json_object_get(json_array_get(list, 1), "error");
        assert_int_equal(json_array_size(list), 3);
        assert_null(json_object_get(json_array_get(list, 0), "error"));
        assert_null(json_object_get(json_array_get(list, 2), "error"));
        assert_has(json_string_value(json_object_get(error, "message")),
                   cases[i].message);
        assert_int_equal(json_integer_value(json_object_get(error, "column")),
                         cases[i].column);
        json_decref(list);
    }
}

static void
a_place_in_a_query_is_a_column_of_its_line(void **state)
{
    json_t *list = themes("x: caf\xc3\xa9 (");

    (void)state;
    assert_int_equal(themes_column(json_array_get(list, 0), 0), 4);
    assert_int_equal(themes_column(json_array_get(list, 0), 6), 9);
    json_decref(list);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_a_name_and_a_query),
        cmocka_unit_test(blank_lines_and_comments_are_no_themes),
        cmocka_unit_test(a_line_that_cannot_be_read_is_an_error_of_its_own),
        cmocka_unit_test(a_place_in_a_query_is_a_column_of_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
