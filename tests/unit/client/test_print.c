/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * How text is laid out for a person: wrapping, marks, wide characters, and the
 * natural order of values.
 */
#include "print/columns.h"
#include "print/naming.h"
#include "print/print.h"
#include "print/ranks.h"
#include "print/wrap.h"

#include "findings/schema.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct style
style_of(size_t width, bool is_colored)
{
    struct style style = print_style(stdout);

    style.width = width;
    style.mark = is_colored ? "\033[1m" : "*";
    style.unmark = is_colored ? "\033[0m" : "*";
    return style;
}

/* Check how the text is wrapped after two blanks, with these words matched. */
static void
assert_wrapped(const char *text,
               const char *matched,
               struct style style,
               const char *expected)
{
    char *printed = NULL;
    size_t size;
    json_t *spans = json_loads(matched, 0, NULL);

    style.out = open_memstream(&printed, &size);
    assert_non_null(style.out);
    wrap_matched(text, spans, 2, &style);
    fclose(style.out);
    assert_string_equal(printed, expected);
    free(printed);
    json_decref(spans);
}

static void
lines_end_at_the_last_blank_that_fits(void **state)
{
    (void)state;
    assert_wrapped("one two three", "[]", style_of(9, false),
                   "  one two\n  three\n");
    assert_wrapped("one two three", "[]", style_of(15, false),
                   "  one two three\n");
    assert_wrapped("one two three", "[]", style_of(14, false),
                   "  one two\n  three\n");
    assert_wrapped("", "[]", style_of(9, false), "  \n");
}

static void
asterisks_count_and_escapes_do_not(void **state)
{
    (void)state;
    assert_wrapped("one two three", "[[4, 7]]", style_of(9, false),
                   "  one\n  *two*\n  three\n");
    assert_wrapped("one two three", "[[4, 7]]", style_of(9, true),
                   "  one \033[1mtwo\033[0m\n  three\n");
    /* A mark that begins or ends within a word. */
    assert_wrapped("a seaside", "[[5, 9]]", style_of(11, false),
                   "  a\n  sea*side*\n");
    assert_wrapped("a seaside", "[[5, 9]]", style_of(13, false),
                   "  a sea*side*\n");
}

static void
marks_continue_on_the_next_line(void **state)
{
    (void)state;
    assert_wrapped("one two", "[[0, 7]]", style_of(7, false),
                   "  *one\n  two*\n");
    assert_wrapped("one two", "[[0, 7]]", style_of(7, true),
                   "  \033[1mone\033[0m\n  \033[1mtwo\033[0m\n");
}

static void
matched_words_side_by_side_are_one(void **state)
{
    (void)state;
    assert_wrapped("case files read", "[[0, 4], [5, 10]]", style_of(40, false),
                   "  *case files* read\n");
    assert_wrapped("face-to-face", "[[0, 4], [5, 7], [8, 12]]",
                   style_of(40, false), "  *face-to-face*\n");
    assert_wrapped("case, files", "[[0, 4], [6, 11]]", style_of(40, false),
                   "  *case*, *files*\n");
    assert_wrapped("case - files", "[[0, 4], [7, 12]]", style_of(40, false),
                   "  *case* - *files*\n");
}

/* Spans that the protocol does not allow do no harm. */
static void
spans_that_make_no_sense_are_left_out(void **state)
{
    (void)state;
    assert_wrapped("one two", "[[4, 7], [0, 3]]", style_of(40, false),
                   "  one *two*\n");
    assert_wrapped("one two", "[[4, 99]]", style_of(40, false), "  one two\n");
    assert_wrapped("one two", "[[3, 3], [-1, 2], [\"a\"]]", style_of(40, false),
                   "  one two\n");
}

static void
a_word_longer_than_a_line_is_broken(void **state)
{
    (void)state;
    assert_wrapped("a northmere-2010/23 b", "[]", style_of(10, false),
                   "  a\n  northmer\n  e-2010/2\n  3 b\n");
    assert_wrapped("abcdefgh", "[[0, 8]]", style_of(7, false),
                   "  *abcd\n  efgh*\n");
}

static void
a_separator_stays_on_its_line(void **state)
{
    (void)state;
    assert_wrapped("one | two", "[]", style_of(7, false), "  one |\n  two\n");
    assert_wrapped("one two | three", "[]", style_of(9, false),
                   "  one\n  two |\n  three\n");
}

static void
wide_and_combining_characters_take_their_columns(void **state)
{
    (void)state;
    assert_int_equal(columns_of("case"), 4);
    assert_int_equal(columns_of("caf\u00e9"), 4);
    assert_int_equal(columns_of("cafe\u0301"), 4); /* an accent by itself */
    assert_int_equal(columns_of("\u201cM\u00f4n\u201d \u2026"), 7);
    assert_int_equal(columns_of("\u6a94\u6848"), 4); /* two, both wide */
    assert_int_equal(columns_of("\U0001f4c4"), 2);
    assert_int_equal(print_width("\u6a94\u6848 \x1b"), 9); /* " \x1b" */
    assert_wrapped("\u6a94\u6848 \u6a94\u6848", "[]", style_of(10, false),
                   "  \u6a94\u6848\n  \u6a94\u6848\n");
    assert_wrapped("cafe\u0301 cafe\u0301", "[]", style_of(11, false),
                   "  cafe\u0301 cafe\u0301\n");
}

static void
a_cut_text_fits(void **state)
{
    static const struct {
        const char *text;
        size_t width;
        const char *cut;
    } cases[] = {
        {"inadequate", 10, "inadequate"},
        {"inadequate", 5, "inad\u2026"},
        {"inadequate", 1, "\u2026"},
        {"inadequate", 0, ""},
        {"\u6a94\u6848\u6a94", 4, "\u6a94\u2026"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *printed = NULL;
        size_t size;
        FILE *out = open_memstream(&printed, &size);
        const size_t used = print_cut(cases[i].text, cases[i].width, out);
        fclose(out);
        assert_string_equal(printed, cases[i].cut);
        assert_true(used <= cases[i].width);
        free(printed);
    }
}

/* Check the order of the values, which is given with blanks between them. */
static void
assert_sorted(const char *field, const char *values, const char *expected)
{
    char copy[256], sorted[256] = "";
    json_t *counts = json_array(), *count;
    size_t i;

    snprintf(copy, sizeof copy, "%s", values);
    for (char *rest = copy, *value; (value = strsep(&rest, " "));)
        json_array_append_new(
            counts, json_pack("{s:s, s:i}", "value", value, "count", 1));
    json_t *list = ranks_sorted(field, counts);
    json_array_foreach(list, i, count)
    {
        snprintf(sorted + strlen(sorted), sizeof sorted - strlen(sorted),
                 "%s%s", i > 0 ? " " : "",
                 json_string_value(json_object_get(count, "value")));
    }
    assert_string_equal(sorted, expected);
    json_decref(list);
    json_decref(counts);
}

static void
values_have_their_natural_order(void **state)
{
    (void)state;
    assert_sorted("grade", "ungraded inadequate good mine outstanding",
                  "outstanding good inadequate ungraded mine");
    assert_sorted("deadline", "six-months priority immediately",
                  "priority immediately six-months");
    assert_sorted("year", "2015 2009 2011", "2009 2011 2015");
    assert_sorted("number", "10 2.10 9 2.9 2", "2 2.9 2.10 9 10");
    assert_sorted("authority", "Leeds Bath York", "Leeds Bath York");
}

/* Those that every kind of inspection has are in the order of the vocabulary,
 * and all others are known. */
static void
every_grade_has_a_rank(void **state)
{
    const struct findings_word *words = findings_words(findings_field("grade"));
    const size_t unknown = ranks_of_grade("no grade");

    (void)state;
    for (const struct findings_word *w = words; w->word; w++)
        if (ranks_of_grade(w->word) == unknown)
            fail_msg("client/print/ranks.c does not know \"%s\"", w->word);
    for (size_t i = 0; strcmp(words[i].word, "ungraded") != 0; i++)
        assert_true(ranks_of_grade(words[i].word) <
                    ranks_of_grade(words[i + 1].word));
    assert_int_equal(ranks_tone("good"), RANKS_GOOD);
    assert_int_equal(ranks_tone("inadequate"), RANKS_POOR);
    assert_int_equal(ranks_tone("ungraded"), RANKS_PLAIN);
    assert_int_equal(ranks_tone("mine"), RANKS_PLAIN);
}

/* A number from 0 to below n, the same in every run. */
static size_t
chance(size_t n)
{
    static uint32_t state = 1;

    state = state * 1664525 + 1013904223;
    return (size_t)(state >> 8) % n;
}

/* A text of words, some of them long or wide, and spans in it. */
static void
make_text(char *text, json_t *spans)
{
    static const char *const parts[] = {
        "a",       "case",   "\u6a94",
        "e\u0301", "record", "-",
        " ",       " ",      "northmere-2010-02-19/23"};
    size_t last = 0;

    *text = '\0';
    for (size_t n = chance(40); n > 0; n--) {
        const size_t from = strlen(text);
        strcat(text, parts[chance(sizeof parts / sizeof *parts)]);
        if (from >= last && chance(4) == 0 && text[from] != ' ') {
            last = strlen(text);
            json_array_append_new(spans,
                                  json_pack("[i, i]", (int)from, (int)last));
        }
    }
}

/* Whatever is wrapped fits, and nothing is lost but blanks. */
static void
any_text_fits_and_is_whole(void **state)
{
    (void)state;
    for (int round = 0; round < 3000; round++) {
        char text[2048], *printed = NULL, *line, *rest;
        const char *p = text;
        size_t size;
        json_t *spans = json_array();
        make_text(text, spans);
        struct style style = style_of(8 + chance(40), false);
        style.out = open_memstream(&printed, &size);
        wrap_matched(text, spans, 2, &style);
        fclose(style.out);
        for (rest = printed; (line = strsep(&rest, "\n"));) {
            if (columns_of(line) > style.width)
                fail_msg("wider than %zu: %s\nin: %s", style.width, line, text);
            for (; *line; line++) {
                if (*line == ' ' || *line == '*')
                    continue;
                p += strspn(p, " ");
                assert_int_equal(*p++, *line);
            }
        }
        assert_int_equal(p[strspn(p, " ")], '\0');
        json_decref(spans);
        free(printed);
    }
}

static void
a_setting_of_colour_comes_last(void **state)
{
    (void)state;
    unsetenv("NO_COLOR");
    unsetenv("CLICOLOR_FORCE");
    style_color(NULL, "always");
    assert_true(print_style(stderr).is_colored);
    style_color("never", "always");
    assert_false(print_style(stderr).is_colored);
    setenv("NO_COLOR", "1", 1);
    style_color(NULL, "always");
    assert_false(print_style(stderr).is_colored);
    unsetenv("NO_COLOR");
    setenv("CLICOLOR_FORCE", "1", 1);
    style_color(NULL, "never");
    assert_true(print_style(stderr).is_colored);
    unsetenv("CLICOLOR_FORCE");
    style_color(NULL, NULL);
}

static void
values_have_names_for_people(void **state)
{
    char out[NAMING_VALUE_SIZE];

    (void)state;
    assert_string_equal(
        naming_value("service_area", "looked-after-children", out),
        "looked after children");
    assert_string_equal(naming_value("framework", "sif", out),
                        "Single inspection framework");
    assert_string_equal(naming_value("framework", "focused-visit", out),
                        "focused visit");
    /* A name may have hyphens of its own. */
    assert_string_equal(naming_value("authority", "Stoke-on-Trent", out),
                        "Stoke-on-Trent");
    assert_string_equal(naming_framework("sif", out), "SIF");
    assert_string_equal(naming_framework("focused-visit", out),
                        "focused visit");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_end_at_the_last_blank_that_fits),
        cmocka_unit_test(asterisks_count_and_escapes_do_not),
        cmocka_unit_test(marks_continue_on_the_next_line),
        cmocka_unit_test(matched_words_side_by_side_are_one),
        cmocka_unit_test(spans_that_make_no_sense_are_left_out),
        cmocka_unit_test(a_word_longer_than_a_line_is_broken),
        cmocka_unit_test(a_separator_stays_on_its_line),
        cmocka_unit_test(wide_and_combining_characters_take_their_columns),
        cmocka_unit_test(a_cut_text_fits),
        cmocka_unit_test(values_have_their_natural_order),
        cmocka_unit_test(every_grade_has_a_rank),
        cmocka_unit_test(any_text_fits_and_is_whole),
        cmocka_unit_test(a_setting_of_colour_comes_last),
        cmocka_unit_test(values_have_names_for_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
