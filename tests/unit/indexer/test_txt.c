/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "lines/lines.h"
#include "lines/txt.h"

#include <string.h>

static struct lines
read_lines(const char *text)
{
    struct lines lines;
    char reason[REASON_SIZE] = "";

    if (!txt_read(text, strlen(text), &lines, reason))
        fail_msg("refused: %s", reason);
    return lines;
}

static void
assert_line(const struct lines *lines, size_t i, const char *text)
{
    assert_true(i < lines->count);
    assert_int_equal(lines->list[i].len, strlen(text));
    assert_memory_equal(lines->list[i].text, text, strlen(text));
}

/* Whether a line with these words was kept. */
static bool
has_line(const struct lines *lines, const char *text)
{
    for (size_t i = 0; i < lines->count; i++)
        if (lines->list[i].len == strlen(text) &&
            memcmp(lines->list[i].text, text, strlen(text)) == 0)
            return true;
    return false;
}

static void
assert_refused(const char *bytes, size_t len, const char *because)
{
    struct lines lines;
    char reason[REASON_SIZE] = "";

    assert_false(txt_read(bytes, len, &lines, reason));
    if (!strstr(reason, because))
        fail_msg("\"%s\" does not say \"%s\"", reason, because);
    assert_null(strchr(reason, '\n'));
}

static void
what_is_not_text_is_refused_with_the_reason(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
        const char *because;
    } cases[] = {
        {"", 0, "empty"},
        {" \n\t\r\n\f\n", 7, "empty"},
        {"\xc2\xa0\n", 3, "empty"},
        {"\xff\xfeP\0l\0", 6, "UTF-16"},
        {"\xfe\xff\0P\0l", 6, "UTF-16"},
        {"P\0l\0a\0n\0", 8, "binary"},
        {"Plans are made\0.", 16, "binary"},
        {"12\n\n\f13\n", 8, "only page numbers"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(cases[i].bytes, cases[i].len, cases[i].because);
}

static void
bytes_that_are_not_utf8_are_refused_with_their_line(void **state)
{
    static const struct {
        const char *bytes;
        const char *line;
        const char *byte;
    } cases[] = {
        {"caf\xe9\n", "line 1 ", "0xe9"},
        {"One\n\nTwo \x96 three\nFour\n", "line 3 ", "0x96"},
        {"One\r\nTwo\r\nThree\r\nFour \xa3"
         "5",
         "line 4 ", "0xa3"},
        {"One\n\fTwo \x92s\n", "line 2 ", "0x92"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const size_t len = strlen(cases[i].bytes);
        assert_refused(cases[i].bytes, len, cases[i].line);
        assert_refused(cases[i].bytes, len, cases[i].byte);
        assert_refused(cases[i].bytes, len, "CP1252");
    }
}

static void
lines_are_trimmed_and_blank_ones_left_out(void **state)
{
    struct lines lines = read_lines("  Plans are made \n\n \t\n\xc2\xa0"
                                    "Visits too\n");

    (void)state;
    assert_int_equal(lines.count, 2);
    assert_line(&lines, 0, "Plans are made");
    assert_line(&lines, 1, "Visits too");
    assert_int_equal(lines.list[0].number, 1);
    assert_int_equal(lines.list[1].number, 4);
    assert_true(lines.list[1].after_blank);
    lines_fini(&lines);
}

static void
a_last_line_needs_no_newline(void **state)
{
    struct lines lines = read_lines("One\nTwo");

    (void)state;
    assert_int_equal(lines.count, 2);
    assert_line(&lines, 1, "Two");
    lines_fini(&lines);
}

static void
a_byte_order_mark_is_not_part_of_the_first_line(void **state)
{
    struct lines lines = read_lines("\xef\xbb\xbfPlans are made\nToo\n");

    (void)state;
    assert_line(&lines, 0, "Plans are made");
    assert_int_equal(lines.list[1].number, 2);
    lines_fini(&lines);
}

static void
windows_line_ends_are_line_ends(void **state)
{
    struct lines lines = read_lines("One\r\nTwo\r\n\r\nThree\r\n");

    (void)state;
    assert_int_equal(lines.count, 3);
    assert_line(&lines, 1, "Two");
    assert_line(&lines, 2, "Three");
    assert_int_equal(lines.list[2].number, 4);
    assert_false(lines.list[1].after_blank);
    assert_true(lines.list[2].after_blank);
    lines_fini(&lines);
}

static void
form_feeds_count_pages_and_not_lines(void **state)
{
    struct lines lines = read_lines("One\n\fTwo\nThree\f\fFour\n");

    (void)state;
    assert_int_equal(lines.count, 4);
    assert_int_equal(lines.list[0].page, 1);
    assert_int_equal(lines.list[1].page, 2);
    assert_int_equal(lines.list[1].number, 2);
    assert_true(lines.list[1].after_blank);
    assert_int_equal(lines.list[2].page, 2);
    assert_int_equal(lines.list[3].page, 4);
    assert_int_equal(lines.list[3].number, 3);
    assert_true(lines.list[3].after_blank);
    lines_fini(&lines);
}

static void
a_page_number_alone_is_dropped(void **state)
{
    static const char *const numbers[] = {"1",      "12",      "123",
                                          "Page 3", "PAGE 12", "Page 3 of 10"};

    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char text[64] = "Plans are\n";
        strcat(strcat(text, numbers[i]), "\nmade\n");
        struct lines lines = read_lines(text);
        assert_int_equal(lines.count, 2);
        assert_line(&lines, 1, "made");
        assert_true(lines.list[1].after_blank);
        lines_fini(&lines);
    }
}

static void
a_line_that_only_resembles_a_page_number_is_kept(void **state)
{
    static const char *const texts[] = {"12.",
                                        "12 children",
                                        "2010",
                                        "Page three",
                                        "Page",
                                        "3 of 10 visits",
                                        "Page 3 of the plan",
                                        "1,140",
                                        "Stage 2"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char text[64] = "Plans are\n";
        strcat(strcat(text, texts[i]), "\nmade\n");
        struct lines lines = read_lines(text);
        assert_int_equal(lines.count, 3);
        assert_line(&lines, 1, texts[i]);
        lines_fini(&lines);
    }
}

static void
a_running_head_on_three_pages_is_dropped(void **state)
{
    struct lines lines = read_lines("Northmere report 1\nPlans are\n"
                                    "\fNorthmere report 2\nmade early\n"
                                    "\fNORTHMERE REPORT 3\nand kept\n");

    (void)state;
    assert_int_equal(lines.count, 3);
    assert_line(&lines, 0, "Plans are");
    assert_line(&lines, 1, "made early");
    assert_line(&lines, 2, "and kept");
    assert_true(lines.list[2].after_blank);
    lines_fini(&lines);
}

static void
a_running_foot_is_dropped_with_its_number(void **state)
{
    struct lines lines =
        read_lines("Plans are\nmade\n\nNorthmere report\n8 to 12 May\n1\n"
                   "\fVisits are\nkept\n\nNorthmere report\n8 to 12 May\n2\n"
                   "\fViews are\nheard\n\nNorthmere report\n8 to 12 May\n3\n");

    (void)state;
    assert_int_equal(lines.count, 6);
    assert_false(has_line(&lines, "Northmere report"));
    assert_false(has_line(&lines, "8 to 12 May"));
    lines_fini(&lines);
}

static void
a_line_on_two_pages_is_kept(void **state)
{
    struct lines lines = read_lines("Northmere report\nPlans are\n"
                                    "\fNorthmere report\nmade early\n"
                                    "\fand kept\n");

    (void)state;
    assert_int_equal(lines.count, 5);
    assert_line(&lines, 2, "Northmere report");
    lines_fini(&lines);
}

static void
a_line_in_the_middle_of_three_pages_is_kept(void **state)
{
#define FILLED(n)                                                              \
    "A" n "\nB" n "\nC" n "\nPlans are made\nD" n "\nE" n "\nF" n "\n"
    struct lines lines =
        read_lines(FILLED("x") "\f" FILLED("y") "\f" FILLED("z"));
#undef FILLED

    (void)state;
    assert_int_equal(lines.count, 21);
    assert_line(&lines, 17, "Plans are made");
    lines_fini(&lines);
}

static void
a_grade_at_the_edge_of_three_pages_is_not_a_running_head(void **state)
{
    struct lines lines =
        read_lines("Being healthy\nGrade 3 (adequate)\n1. A\n"
                   "\fStaying safe\nGrade 3 (adequate)\n2. B\n"
                   "\fPartnerships\nGrade 3 (adequate)\n3. C\n");

    (void)state;
    assert_int_equal(lines.count, 9);
    assert_line(&lines, 1, "Grade 3 (adequate)");
    lines_fini(&lines);
}

static void
a_bullet_at_the_edge_of_three_pages_is_not_a_running_head(void **state)
{
    struct lines lines = read_lines("\xef\x81\xae\nThat plans are made\n"
                                    "\f\xef\x81\xae\nThat visits are kept\n"
                                    "\f\xef\x81\xae\nThat views are heard\n");

    (void)state;
    assert_int_equal(lines.count, 6);
    assert_line(&lines, 4, "\xef\x81\xae");
    lines_fini(&lines);
}

static void
a_line_after_a_gap_on_the_page_is_after_blank(void **state)
{
    struct lines lines = read_lines("One\nTwo\n\nThree\n4\nFive\n\fSix\n");
    static const bool after_blank[] = {true, false, true, true, true};

    (void)state;
    assert_int_equal(lines.count, 5);
    for (size_t i = 0; i < lines.count; i++)
        assert_int_equal(lines.list[i].after_blank, after_blank[i]);
    lines_fini(&lines);
}

#define WRAPPED                                                                \
    "Plans for children are made early, by people who know the family well\n"  \
    "and who come back to see what has been done and what has not. Reviews\n"  \
    "are held on time and the views of children are heard in each of them.\n"  \
    "They end.\n"

static void
wrapped_text_has_a_width(void **state)
{
    struct lines lines = read_lines(WRAPPED "\n" WRAPPED "\n" WRAPPED);

    (void)state;
    assert_in_range(lines.width, 65, 75);
    lines_fini(&lines);
}

static void
one_line_that_is_too_long_does_not_hide_the_width(void **state)
{
    struct lines lines = read_lines(
        WRAPPED WRAPPED WRAPPED WRAPPED WRAPPED WRAPPED
        "A word that was broken here was put together again by what made this "
        "text, and so two of its lines have become a single one of great "
        "length.\n");

    (void)state;
    assert_true(lines.width > 50);
    lines_fini(&lines);
}

static void
a_number_in_the_middle_of_a_page_is_kept(void **state)
{
    struct lines lines = read_lines("One.\nTwo.\nThe number has risen to\n150\n"
                                    "in the last year.\nSix.\nSeven.\n12\n\f"
                                    "Eight.\n");

    (void)state;
    assert_int_equal(lines.count, 8);
    assert_memory_equal(lines.list[3].text, "150", 3);
    lines_fini(&lines);
}

static void
text_of_whole_paragraphs_has_no_width(void **state)
{
    struct lines lines = read_lines(
        "Short one\nPlans are made\nVisits are kept\nViews are heard\nA\nB\n"
        "C\nD\nE\n" WRAPPED WRAPPED
        "Plans for children are made early, by people who know the family "
        "well and who come back to see what has been done and what has not; "
        "reviews are held on time, and the views of children are heard.\n");

    (void)state;
    assert_int_equal(lines.width, 0);
    lines_fini(&lines);
}

static void
a_few_lines_are_not_enough_to_find_a_width(void **state)
{
    struct lines lines = read_lines(WRAPPED WRAPPED);

    (void)state;
    assert_int_equal(lines.width, 0);
    lines_fini(&lines);
}

static void
footnotes_at_the_end_of_a_page_are_gone(void **state)
{
    struct lines lines = read_lines(
        "1. Boats are kept by the board1 and the nets are mended.2 All of\n\n"
        "1 The board was founded in 1911 and\nmeets in the winter.\n\n"
        "2 By hand.\n\n1\n\fthem are old.\n2. Sails are made.\n");

    (void)state;
    assert_int_equal(lines.count, 3);
    assert_line(&lines, 1, "them are old.");
    assert_line(&lines, 2, "2. Sails are made.");
    lines_fini(&lines);
}

static void
what_only_begins_like_a_footnote_stays(void **state)
{
    static const char *const texts[] = {
        /* No word has the number. */
        "Boats are kept, and A1 is a road; 12.1 too.\n\n"
        "1 The boats are old\n\fSails.\n",
        "Boats are kept by the board1.\n\n2 The boats are old\n\fSails.\n",
        /* The row of a table. */
        "Boats are kept by the board1.\n\n1 The boats are old\nGood\n\f"
        "Sails.\n",
        /* It is not apart, or not at the end of a page. */
        "Boats are kept by the board1 with\n1 The boats are old\n\fSails.\n",
        "Boats are kept by the board1.\n\n1 The boats are old\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct lines lines = read_lines(texts[i]);
        if (!has_line(&lines, "1 The boats are old") &&
            !has_line(&lines, "2 The boats are old"))
            fail_msg("the note of \"%s\" is gone", texts[i]);
        lines_fini(&lines);
    }
}

static void
a_table_before_a_footnote_stays(void **state)
{
    struct lines lines = read_lines(
        "Review of the board1\n\n1 Children at sea\n\n2 Children ashore\n\n"
        "1 The board was founded in 1911.\n\fSails are made.\n");

    (void)state;
    assert_int_equal(lines.count, 4);
    assert_line(&lines, 1, "1 Children at sea");
    assert_line(&lines, 2, "2 Children ashore");
    lines_fini(&lines);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_text_is_refused_with_the_reason),
        cmocka_unit_test(bytes_that_are_not_utf8_are_refused_with_their_line),
        cmocka_unit_test(lines_are_trimmed_and_blank_ones_left_out),
        cmocka_unit_test(a_last_line_needs_no_newline),
        cmocka_unit_test(a_byte_order_mark_is_not_part_of_the_first_line),
        cmocka_unit_test(windows_line_ends_are_line_ends),
        cmocka_unit_test(form_feeds_count_pages_and_not_lines),
        cmocka_unit_test(a_page_number_alone_is_dropped),
        cmocka_unit_test(a_line_that_only_resembles_a_page_number_is_kept),
        cmocka_unit_test(a_running_head_on_three_pages_is_dropped),
        cmocka_unit_test(a_running_foot_is_dropped_with_its_number),
        cmocka_unit_test(a_line_on_two_pages_is_kept),
        cmocka_unit_test(a_line_in_the_middle_of_three_pages_is_kept),
        cmocka_unit_test(
            a_grade_at_the_edge_of_three_pages_is_not_a_running_head),
        cmocka_unit_test(
            a_bullet_at_the_edge_of_three_pages_is_not_a_running_head),
        cmocka_unit_test(a_line_after_a_gap_on_the_page_is_after_blank),
        cmocka_unit_test(wrapped_text_has_a_width),
        cmocka_unit_test(one_line_that_is_too_long_does_not_hide_the_width),
        cmocka_unit_test(a_number_in_the_middle_of_a_page_is_kept),
        cmocka_unit_test(text_of_whole_paragraphs_has_no_width),
        cmocka_unit_test(a_few_lines_are_not_enough_to_find_a_width),
        cmocka_unit_test(footnotes_at_the_end_of_a_page_are_gone),
        cmocka_unit_test(what_only_begins_like_a_footnote_stays),
        cmocka_unit_test(a_table_before_a_footnote_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
