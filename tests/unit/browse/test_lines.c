/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Lines of a width, by display columns.
 */
#include "lines.h"

#include "support.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#define WIDE "\u5150\u7ae5"         /* two characters, four columns */
#define ACUTE "e\u0301"             /* two characters, one column */
#define HOSTILE "\x1b[2J\u202e\x9b" /* as escapes: \x1b[2JU+202E\x9b */

/* The lines with a bar between them; the caller frees it. */
static char *
wrapped(const char *text, size_t width)
{
    struct lines lines = {0};
    char *out = calloc(1, 2 * strlen(text) + 2);

    assert_non_null(out);
    lines_wrap(&lines, text, width);
    for (size_t i = 0; i < lines.n; i++) {
        strcat(out, i > 0 ? "|" : "");
        strncat(out, text + lines.all[i].from,
                lines.all[i].to - lines.all[i].from);
    }
    lines_fini(&lines);
    return out;
}

static void
text_is_divided_at_blanks_by_columns(void **state)
{
    static const struct {
        const char *text;
        size_t width;
        const char *lines;
    } cases[] = {
        {"", 10, ""},
        {"one", 3, "one"},
        {"one two", 7, "one two"},
        {"one two", 6, "one|two"},
        {"one two three", 3, "one|two|thr|ee"},
        {"abcdefgh", 3, "abc|def|gh"},
        {"one ", 3, "one"},
        {"a\nb\tc", 1, "a|b|c"},
        {WIDE " " WIDE, 4, WIDE "|" WIDE},
        {WIDE WIDE, 5, WIDE "|" WIDE},
        {ACUTE ACUTE ACUTE, 3, ACUTE ACUTE ACUTE},
        {ACUTE ACUTE ACUTE, 2, ACUTE ACUTE "|" ACUTE},
        {WIDE, 1, "\u5150|\u7ae5"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *lines = wrapped(cases[i].text, cases[i].width);
        if (strcmp(lines, cases[i].lines) != 0)
            fail_msg("\"%s\" in %zu columns: %s", cases[i].text, cases[i].width,
                     lines);
        free(lines);
    }
}

static void
no_line_is_wider_than_it_may_be(void **state)
{
    static const char text[] =
        "a " WIDE " " ACUTE "-word " HOSTILE " more of it, and " WIDE WIDE WIDE;
    struct lines lines = {0};

    (void)state;
    for (size_t width = 7; width < 60; width++) {
        lines_wrap(&lines, text, width);
        assert_int_equal(lines.all[0].from, 0);
        assert_int_equal(lines.all[lines.n - 1].to, strlen(text));
        for (size_t i = 0; i < lines.n; i++)
            assert_true(lines_columns(text + lines.all[i].from,
                                      lines.all[i].to - lines.all[i].from) <=
                        width);
    }
    lines_fini(&lines);
}

static void
what_cannot_be_seen_is_an_escape(void **state)
{
    char shown[FINDINGS_VISIBLE_SIZE];
    char all[128] = "";
    size_t columns, sum = 0;

    (void)state;
    for (const char *p = HOSTILE; *p; sum += columns) {
        p += lines_step(p, shown, &columns);
        strcat(all, shown);
    }
    assert_string_equal(all, "\\x1b[2JU+202E\\x9b");
    assert_int_equal(sum, strlen(all));
}

static void
marks_are_found_by_bytes(void **state)
{
    json_t *spans = json_loads("[[0, 2], [5, 6], [9, 40]]", 0, NULL);
    char marks[13] = "";
    size_t next = 0;

    (void)state;
    for (size_t at = 0; at < 12; at++)
        marks[at] = lines_is_marked(spans, at, &next) ? '*' : '.';
    assert_string_equal(marks, "**...*...***");
    next = 0;
    assert_false(lines_is_marked(NULL, 0, &next));
    /* From the middle, as for a line that is not the first. */
    assert_true(lines_is_marked(spans, 5, &next));
    json_decref(spans);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_divided_at_blanks_by_columns),
        cmocka_unit_test(no_line_is_wider_than_it_may_be),
        cmocka_unit_test(what_cannot_be_seen_is_an_escape),
        cmocka_unit_test(marks_are_found_by_bytes),
    };
    setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
