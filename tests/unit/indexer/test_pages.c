/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What a page has besides upright lines in one column: lib/pdf.c and what it
 * calls, on pages that are drawn here.
 */
#include "support.h"

#include "lines/pdf.h"
#include "paper_lines.h"

#include <stdlib.h>
#include <string.h>

static const char *const body[] = {
    "1. The port has two schools and a clinic, and families come to it in the",
    "spring. Workers know most of them by name, and visit them at home before",
    "they are asked to.",
    "2. In the winter the ferry is late. Those who live on the islands are "
    "seen",
    "less often than they should be, which the council has known for a while,",
    "and it has bought a boat. Nobody has been trained to sail it.",
    NULL};

static const char *const left_column[] = {
    "Letters reach the islands late in the",
    "winter, and some never do. Those who",
    "answer them do so from their kitchens,",
    "and keep no copies of what they wrote",
    "to the families or to the school. The",
    "harbour office lends them a desk when",
    "there is one, and a stamp if they ask",
    "for it in the proper form.",
    NULL};

static const char *const right_column[] = {
    "Visits are better than they were, as",
    "the new boat has a heater. Families",
    "say that workers stay for longer and",
    "listen to what the children have to",
    "tell them about the school. Nobody has",
    "asked the teachers yet, who see them",
    "every day and would know what is wrong",
    "before anyone else would.",
    NULL};

static const char *const third_column[] = {
    "The clinic is open on two days of the",
    "week. Its nurse knows the children and",
    "writes down what she is told, but her",
    "notes are kept in a box that nobody",
    "from the council has ever opened, so",
    "what she knows is found out only when",
    "something has gone wrong, and then by",
    "somebody who was not looking.",
    NULL};

enum { SIZE = 9 };

static void
put(struct paper *paper, double x, double y, const char *const *lines)
{
    for (; *lines; lines++, y += SIZE * 1.2)
        paper_text(paper, x, y, PAPER_PLAIN, SIZE, *lines);
}

/* A page of the body. */
static struct paper *
begin(void)
{
    struct paper *paper = paper_new();

    paper_page(paper);
    put(paper, 60, 80, body);
    return paper;
}

/* Check that the lines of this page are these; returns the next line. */
static void
assert_page(const struct lines *lines, unsigned page, const char *const *wanted)
{
    size_t i = 0;

    while (i < lines->count && lines->list[i].page < page)
        i++;
    for (; *wanted; wanted++, i++) {
        if (i == lines->count)
            fail_msg("no line \"%s\"", *wanted);
        const struct line *line = &lines->list[i];
        if (line->len != strlen(*wanted) ||
            memcmp(line->text, *wanted, line->len) != 0)
            fail_msg("\"%.*s\" is not \"%s\"", (int)line->len, line->text,
                     *wanted);
    }
    if (i < lines->count && lines->list[i].page == page)
        fail_msg("one line too many: \"%.*s\"", (int)lines->list[i].len,
                 lines->list[i].text);
}

/* Check that there is one remark, of this page. */
static void
assert_remark(const struct lines *lines, unsigned page, const char *text)
{
    assert_int_equal(lines->n_remarks, 1);
    assert_int_equal(lines->remarks[0].page, page);
    if (!strstr(lines->remarks[0].text, text))
        fail_msg("\"%s\" does not contain \"%s\"", lines->remarks[0].text,
                 text);
}

/* Upright pages before and after one that is printed sideways, and the measures
 * of the type, are the same as without it. */
static void
a_sideways_page_is_read_along_its_lines_and_changes_no_other(void **state)
{
    struct paper *upright = begin(), *paper = begin();
    paper_page(upright);
    put(upright, 60, 80, body);
    struct lines alone = paper_lines(upright);
    paper_page(paper);
    paper_turn(paper);
    put(paper, 60, 80, left_column);
    put(paper, 60, 80 + 20 * SIZE, right_column);
    paper_page(paper);
    put(paper, 60, 80, body);
    struct lines lines = paper_lines(paper);

    (void)state;
    assert_page(&lines, 1, body);
    assert_page(&lines, 3, body);
    for (size_t i = 0; i < alone.count / 2; i++) {
        assert_float_equal(lines.list[i].margin, alone.list[i].margin, 0.5);
        assert_int_equal(lines.list[i].after_blank, alone.list[i].after_blank);
    }
    assert_float_equal(lines.leading, alone.leading, 0.5);
    assert_remark(&lines, 2, "sideways");
    const struct line *first = &lines.list[6];
    assert_int_equal(first->page, 2);
    assert_memory_equal(first->text, left_column[0], first->len);
    assert_float_equal(first->left, 60, 0.5);
    assert_float_equal(first->page_width, PAPER_HEIGHT, 0.5);
    lines_fini(&alone);
    lines_fini(&lines);
}

static void
a_label_up_the_margin_is_left_out_and_reported(void **state)
{
    struct paper *paper = begin();
    paper_text_at(paper, 30, 300, 90, 8, "Printed by the harbour office");
    struct lines lines = paper_lines(paper);

    (void)state;
    assert_page(&lines, 1, body);
    assert_int_equal(lines.n_asides, 0);
    assert_remark(&lines, 1,
                  "left out text set at right angles to the page: "
                  "\"Printed by the harbour office\"");
    lines_fini(&lines);
}

static void
a_note_down_the_margin_is_beside_the_text(void **state)
{
    static const char note[] = "Those who live on the islands were not asked "
                               "for this report, but for one family";
    struct paper *paper = begin();
    paper_text_at(paper, 560, 100, -90, 8, note);
    struct lines lines = paper_lines(paper);

    (void)state;
    assert_page(&lines, 1, body);
    assert_int_equal(lines.n_asides, 1);
    assert_int_equal(lines.asides[0].page, 1);
    assert_string_equal(lines.asides[0].text, note);
    assert_remark(&lines, 1, "is a paragraph of its own");
    lines_fini(&lines);
}

/* However long they are, and if their numbers differ. */
static void
a_note_in_the_margin_of_two_pages_is_left_out(void **state)
{
    struct paper *paper = begin();
    paper_text_at(
        paper, 30, 500, 90, 8,
        "Inspection of the harbour town, page 1 of this report, draft");
    paper_page(paper);
    put(paper, 60, 80, body);
    paper_text_at(
        paper, 30, 500, 90, 8,
        "Inspection of the harbour town, page 2 of this report, draft");
    struct lines lines = paper_lines(paper);

    (void)state;
    assert_int_equal(lines.n_asides, 0);
    assert_int_equal(lines.n_remarks, 2);
    lines_fini(&lines);
}

static void
a_watermark_is_left_out_at_any_slant_and_over_the_text(void **state)
{
    static const struct {
        double degrees, y;
    } cases[] = {{65, 400}, {55, 300}, {45, 300},
                 {30, 200}, {-40, 90}, {0, 140}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct paper *paper = begin();
        paper_text_at(paper, 150, cases[i].y, cases[i].degrees, 60, "DRAFT");
        struct lines lines = paper_lines(paper);
        assert_page(&lines, 1, body);
        assert_remark(&lines, 1, "left out a watermark: \"DRAFT\"");
        lines_fini(&lines);
    }
}

/* Check that a page below the body has these columns, one after another. */
static void
assert_columns(struct paper *paper, const char *const *const *columns)
{
    struct lines lines = paper_lines(paper);
    const char *wanted[64];
    size_t n = 0;

    for (; *columns; columns++)
        for (size_t i = 0; (*columns)[i]; i++)
            wanted[n++] = (*columns)[i];
    wanted[n] = NULL;
    assert_page(&lines, 2, wanted);
    for (size_t i = 0; i < lines.count; i++)
        if (lines.list[i].page == 2)
            assert_true(lines.list[i].left < 150);
    assert_int_equal(lines.n_remarks, 0);
    lines_fini(&lines);
}

static const char *const *const both[] = {left_column, right_column, NULL};

static void
two_columns_are_read_one_after_the_other(void **state)
{
    static const double rights[] = {330, 240, 231};

    (void)state;
    for (size_t i = 0; i < sizeof rights / sizeof *rights; i++) {
        struct paper *by_column = begin();
        paper_page(by_column);
        put(by_column, 60, 80, left_column);
        put(by_column, rights[i], 80, right_column);
        assert_columns(by_column, both);

        struct paper *by_row = begin();
        paper_page(by_row);
        for (size_t k = 0; left_column[k]; k++) {
            const double y = 80 + (double)k * SIZE * 1.2;
            paper_text(by_row, 60, y, PAPER_PLAIN, SIZE, left_column[k]);
            paper_text(by_row, rights[i], y, PAPER_PLAIN, SIZE,
                       right_column[k]);
        }
        assert_columns(by_row, both);
    }
}

static void
three_columns_are_read_one_after_the_other(void **state)
{
    static const char *const *const three[] = {left_column, right_column,
                                               third_column, NULL};
    struct paper *paper = begin();

    (void)state;
    paper_page(paper);
    put(paper, 40, 80, left_column);
    put(paper, 215, 80, right_column);
    put(paper, 390, 80, third_column);
    assert_columns(paper, three);
}

static void
lines_across_the_columns_keep_their_place(void **state)
{
    static const char *const above[] = {
        "What inspectors found in the harbour town and on its many islands",
        NULL};
    static const char *const below[] = {
        "The clinic was not visited, and nobody has said when that will be "
        "done",
        NULL};
    static const char *const *const wanted[] = {above, left_column,
                                                right_column, below, NULL};
    struct paper *paper = begin();

    (void)state;
    paper_page(paper);
    put(paper, 60, 60, above);
    put(paper, 60, 80, left_column);
    put(paper, 250, 80, right_column);
    put(paper, 60, 180, below);
    assert_columns(paper, wanted);
}

static void
lines_may_be_far_apart(void **state)
{
    static const char *const *const texts[] = {left_column, right_column,
                                               third_column};
    struct paper *paper = paper_new();
    double y = 80;

    (void)state;
    paper_page(paper);
    for (size_t t = 0; t < 3; t++, y += 1.4 * SIZE)
        for (size_t i = 0; texts[t][i]; i++, y += 1.8 * SIZE)
            paper_text(paper, 60, y, PAPER_PLAIN, SIZE, texts[t][i]);
    struct lines lines = paper_lines(paper);
    assert_float_equal(lines.leading, 1.8 * SIZE, 0.1);
    for (size_t i = 0; i < lines.count; i++)
        assert_int_equal(lines.list[i].after_blank, i % 8 == 0);
    lines_fini(&lines);
}

/* It ends before the gutter, and is apart from both columns. */
static void
a_short_heading_across_the_columns_is_above_both(void **state)
{
    static const char heading[] = "What the harbour needs";
    struct paper *paper = begin();
    size_t i = 0;

    (void)state;
    paper_page(paper);
    put(paper, 60, 80, left_column);
    put(paper, 250, 80, right_column);
    paper_text(paper, 60, 190, PAPER_BOLD, SIZE, heading);
    put(paper, 60, 215, third_column);
    put(paper, 250, 215, left_column);
    struct lines lines = paper_lines(paper);
    while (lines.list[i].page < 2)
        i++;
    while (!lines.list[i].is_bold)
        i++;
    const struct line *line = &lines.list[i];
    assert_memory_equal(line->text, heading, line->len);
    assert_memory_equal(line[-1].text, right_column[7], line[-1].len);
    assert_memory_equal(line[1].text, third_column[0], line[1].len);
    lines_fini(&lines);
}

/* Put a list of items of two lines, with their bullets to their left. */
static void
put_items(
    struct paper *paper, double x, double y, const char *const *lines, size_t n)
{
    for (size_t i = 0; i < n; i++, y += SIZE * 1.2) {
        if (i % 2 == 0)
            paper_text(paper, x - 12, y, PAPER_SYMBOLS, SIZE, "n");
        paper_text(paper, x, y, PAPER_PLAIN, SIZE, lines[i]);
    }
}

/* Even if they are short. */
static void
lists_in_two_columns_keep_their_bullets(void **state)
{
    (void)state;
    for (size_t n = 4; n <= 8; n += 4) {
        struct paper *paper = begin();
        size_t i = 0;
        paper_page(paper);
        put_items(paper, 60, 80, left_column, n);
        put_items(paper, 260, 80, right_column, n);
        struct lines lines = paper_lines(paper);
        while (lines.list[i].page < 2)
            i++;
        assert_int_equal(lines.count - i, 2 * n);
        for (size_t k = 0; k < 2 * n; k++) {
            const struct line *line = &lines.list[i + k];
            const char *words = k < n ? left_column[k] : right_column[k - n];
            const size_t len = strlen(words);
            assert_int_equal(line->len > len, k % 2 == 0);
            assert_memory_equal(line->text + line->len - len, words, len);
        }
        lines_fini(&lines);
    }
}

/* Its labels are not on the lines of the text. */
static void
a_figure_beside_the_text_is_read_after_it(void **state)
{
    static const char *const labels[] = {"100",   "Ships", "80",
                                         "Boats", "60",    "0"};
    enum { N = sizeof labels / sizeof *labels };
    struct paper *paper = begin();
    size_t i = 0;

    (void)state;
    paper_page(paper);
    put(paper, 60, 80, left_column);
    for (size_t k = 0; k < N; k++)
        paper_text(paper, 300, 83 + 13.0 * (double)k, PAPER_PLAIN, 7,
                   labels[k]);
    struct lines lines = paper_lines(paper);
    while (lines.list[i].page < 2)
        i++;
    for (size_t k = 0; left_column[k]; k++, i++) {
        assert_int_equal(lines.list[i].len, strlen(left_column[k]));
        assert_memory_equal(lines.list[i].text, left_column[k],
                            lines.list[i].len);
    }
    assert_true(i < lines.count);
    for (; i < lines.count; i++)
        assert_true(lines.list[i].is_figure);
    lines_fini(&lines);
}

/* The rows of a table begin together, after cells of unequal length. */
static void
the_cells_of_a_table_are_not_columns(void **state)
{
    struct paper *paper = begin();
    double y = 80;

    (void)state;
    paper_page(paper);
    for (size_t row = 0; row < 4; row++, y += 3.6 * SIZE + 6) {
        paper_text(paper, 60, y, PAPER_PLAIN, SIZE, left_column[2 * row]);
        if (row % 2)
            paper_text(paper, 60, y + 1.2 * SIZE, PAPER_PLAIN, SIZE,
                       left_column[2 * row + 1]);
        for (size_t k = 0; k < 2 + (row + 1) % 2; k++)
            paper_text(paper, 250, y + (double)k * 1.2 * SIZE, PAPER_PLAIN,
                       SIZE, right_column[2 * row + k]);
    }
    struct lines lines = paper_lines(paper);
    size_t i = 0;
    while (lines.list[i].page < 2)
        i++;
    assert_non_null(memchr(lines.list[i].text, '\t', lines.list[i].len));
    lines_fini(&lines);
}

static void
what_was_typed_on_the_page_is_read_in_its_place(void **state)
{
    static const enum paper_input kinds[] = {PAPER_NOTE, PAPER_FIELD};

    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct paper *paper = begin();
        paper_input(paper, kinds[i], 60, 160, 400, 14,
                    "3. The boat has a captain now.");
        paper_text(paper, 60, 200, PAPER_PLAIN, SIZE, "4. He is not asked.");
        struct lines lines = paper_lines(paper);
        const struct line *line = &lines.list[lines.count - 2];
        assert_int_equal(line->len, strlen("3. The boat has a captain now."));
        assert_memory_equal(line->text, "3. The boat has a captain now.",
                            line->len);
        assert_int_equal(lines.n_remarks, 0);
        lines_fini(&lines);
    }
}

static void
comments_are_left_out_and_reported(void **state)
{
    struct paper *paper = begin();
    paper_input(paper, PAPER_COMMENT, 60, 160, 20, 20, "Is this true?");
    struct lines lines = paper_lines(paper);

    (void)state;
    assert_page(&lines, 1, body);
    assert_remark(&lines, 1, "were left out: 1");
    lines_fini(&lines);
}

static void
a_damaged_page_is_reported(void **state)
{
    struct paper *paper = begin();
    paper_page(paper);
    put(paper, 60, 80, left_column);
    paper_raw(paper, "x9!k)");
    struct lines lines = paper_lines(paper);

    (void)state;
    assert_remark(&lines, 2, "the page is damaged");
    assert_true(lines.remarks[0].is_damage);
    lines_fini(&lines);
}

static void
a_page_of_which_nothing_is_left_is_refused(void **state)
{
    struct paper *paper = begin();

    (void)state;
    paper_page(paper);
    paper_raw(paper, "(all of this ) is wrong) x9!k");
    assert_paper_refused(paper, "page 2 of 2 is damaged; download it again");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_sideways_page_is_read_along_its_lines_and_changes_no_other),
        cmocka_unit_test(a_label_up_the_margin_is_left_out_and_reported),
        cmocka_unit_test(a_note_down_the_margin_is_beside_the_text),
        cmocka_unit_test(a_note_in_the_margin_of_two_pages_is_left_out),
        cmocka_unit_test(
            a_watermark_is_left_out_at_any_slant_and_over_the_text),
        cmocka_unit_test(two_columns_are_read_one_after_the_other),
        cmocka_unit_test(three_columns_are_read_one_after_the_other),
        cmocka_unit_test(lines_across_the_columns_keep_their_place),
        cmocka_unit_test(lines_may_be_far_apart),
        cmocka_unit_test(a_short_heading_across_the_columns_is_above_both),
        cmocka_unit_test(lists_in_two_columns_keep_their_bullets),
        cmocka_unit_test(a_figure_beside_the_text_is_read_after_it),
        cmocka_unit_test(the_cells_of_a_table_are_not_columns),
        cmocka_unit_test(what_was_typed_on_the_page_is_read_in_its_place),
        cmocka_unit_test(comments_are_left_out_and_reported),
        cmocka_unit_test(a_damaged_page_is_reported),
        cmocka_unit_test(a_page_of_which_nothing_is_left_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
