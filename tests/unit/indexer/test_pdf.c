/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "paper_lines.h"
#include "base/memory.h"
#include "lines/pdf.h"
#include "typeset.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#define FOOT "Inspection of Northmere children\xe2\x80\x99s services"
#define PRIVATE_BULLET "\xef\x81\xae" /* U+F06E */
#define LABEL "The experiences and progress of children in care"

/* The line with exactly these words; NULL if there is none. */
static const struct line *
find(const struct lines *lines, const char *words)
{
    for (size_t i = 0; i < lines->count; i++)
        if (lines->list[i].len == strlen(words) &&
            memcmp(lines->list[i].text, words, lines->list[i].len) == 0)
            return &lines->list[i];
    return NULL;
}

static const struct line *
line_of(const struct lines *lines, const char *words)
{
    const struct line *line = find(lines, words);
    if (!line)
        fail_msg("no line \"%s\"", words);
    return line;
}

/* Whether any line contains the words. */
static bool
contains(const struct lines *lines, const char *words)
{
    return strstr(lines->bytes, words) != NULL;
}

/* Fails unless page 2 has exactly these lines. */
static void
assert_lines(const char *source, const char *const *wanted)
{
    struct lines lines = typeset_lines(source);
    size_t i = 0;

    while (i < lines.count && lines.list[i].page < 2)
        i++;
    for (; *wanted; wanted++, i++) {
        if (i == lines.count)
            fail_msg("no line \"%s\"", *wanted);
        const struct line *line = &lines.list[i];
        if (line->len != strlen(*wanted) ||
            memcmp(line->text, *wanted, line->len) != 0)
            fail_msg("\"%.*s\" is not \"%s\"", (int)line->len, line->text,
                     *wanted);
    }
    if (i < lines.count)
        fail_msg("one line too many: \"%.*s\"", (int)lines.list[i].len,
                 lines.list[i].text);
    lines_fini(&lines);
}

#define ASSERT_LINES(source, ...)                                              \
    assert_lines(TYPESET_FILLER source,                                        \
                 (const char *const[]){__VA_ARGS__, NULL})

static void
a_line_knows_its_page_place_and_type(void **state)
{
    struct lines lines = typeset_lines("= Northmere\n" TYPESET_FILLER
                                       "=== Help\n1. Boats are kept.\n");
    const struct line *title = line_of(&lines, "Northmere");
    const struct line *heading = line_of(&lines, "Help");
    const struct line *number = line_of(&lines, "1. Boats are kept.");

    (void)state;
    assert_true(lines.has_type);
    assert_true(lines.body_size > 11.9 && lines.body_size < 12.1);
    assert_true(lines.leading > 14 && lines.leading < 15);
    assert_true(title->size > 25);
    assert_int_equal(title->page, 1);
    assert_false(title->is_bold);
    assert_true(heading->is_bold);
    assert_int_equal(heading->page, 2);
    assert_true(number->text_left > number->left + 20);
    assert_true(number->top > heading->bottom);
    lines_fini(&lines);
}

static void
a_short_papers_leading_is_that_of_its_type(void **state)
{
    struct lines lines =
        typeset_lines(TYPESET_FILLER "Boats.\nNets.\nSails.\nOars.\nBuoys.\n"
                                     "Masts.\nRopes.\nHooks.\nSpars.\n");

    (void)state;
    assert_true(lines.leading > 14 && lines.leading < 15);
    assert_true(line_of(&lines, "Hooks.")->after_blank);
    lines_fini(&lines);
}

/* The last words of each line are in this font. */
static void
assert_in_page_order(enum paper_font font)
{
    struct paper *paper = paper_new();
    struct lines lines;

    paper_page(paper);
    for (int i = 9; i >= 0; i--) {
        const char text[] = {'0' + (char)i, ' ', 's', 'h', 'i', 'p', 's', '\0'};
        paper_text(paper, 101.5, 100 + 20 * i, font, 12,
                   "came to the harbour in the spring.");
        paper_text(paper, 60, 100 + 20 * i, PAPER_PLAIN, 12, text);
    }
    lines = paper_lines(paper);
    assert_int_equal(lines.count, 10);
    for (size_t i = 0; i < lines.count; i++) {
        assert_int_equal(lines.list[i].text[0], '0' + i);
        assert_memory_equal(lines.list[i].text + 1, " ships came ", 12);
    }
    lines_fini(&lines);
}

static void
lines_come_in_page_order_and_not_in_file_order(void **state)
{
    (void)state;
    assert_in_page_order(PAPER_PLAIN);
}

static void
a_font_with_tall_boxes_leaves_lines_in_order(void **state)
{
    (void)state;
    assert_in_page_order(PAPER_DEEP);
}

static void
typographic_signs_are_read(void **state)
{
    (void)state;
    ASSERT_LINES("From 8 \xe2\x80\x93 12 July the town\xe2\x80\x99s caf\xc3\xa9"
                 " paid \xc2\xa3"
                 "5 for a \xe2\x80\x98"
                 "book\xe2\x80\x99.\n",
                 "From 8 \xe2\x80\x93 12 July the town\xe2\x80\x99s caf\xc3\xa9"
                 " paid \xc2\xa3"
                 "5 for a \xe2\x80\x98"
                 "book\xe2\x80\x99.");
}

static void
a_running_foot_and_page_numbers_are_dropped(void **state)
{
    struct lines lines =
        typeset_lines(".foot " FOOT "\n" TYPESET_FILLER
                      "Boats are kept.\n.page\nNets are mended.\n"
                      ".page\nSails are sewn.\n");

    (void)state;
    assert_false(contains(&lines, FOOT));
    assert_null(find(&lines, "2"));
    assert_null(find(&lines, "4"));
    assert_int_equal(line_of(&lines, "Nets are mended.")->page, 3);
    lines_fini(&lines);
}

static void
a_running_head_is_dropped_and_the_same_words_in_the_text_are_kept(void **state)
{
    struct lines lines =
        typeset_lines(".head " FOOT "\n" TYPESET_FILLER "Boats are kept.\n"
                      ".page\nNets are mended.\n.space 300\n" FOOT "\n");
    const struct line *line = line_of(&lines, FOOT);

    (void)state;
    assert_int_equal(line->page, 3);
    assert_true(line->top > 300);
    lines_fini(&lines);
}

static void
a_heading_repeated_at_the_top_of_a_page_is_kept(void **state)
{
    (void)state;
    ASSERT_LINES(".foot " FOOT "\n"
                 "== Main findings\nBoats are kept.\n.page\n"
                 "== Main findings\nNets are mended.\n.page\nSails are sewn.\n",
                 "Main findings", "Boats are kept.", "Main findings",
                 "Nets are mended.", "Sails are sewn.");
}

static void
a_page_number_as_large_as_the_text_is_dropped(void **state)
{
    (void)state;
    ASSERT_LINES("Boats are kept.\n.space 620\n2\n.page\n"
                 "3\nNets are mended.\n",
                 "Boats are kept.", "Nets are mended.");
}

static void
figures_alone_in_mid_page_are_kept(void **state)
{
    (void)state;
    ASSERT_LINES(".space 200\nBoats at sea:\n12\nNets:\n",
                 "Boats at sea:", "12", "Nets:");
}

static void
a_footnote_and_its_raised_figures_are_dropped(void **state)
{
    (void)state;
    ASSERT_LINES("Boats are kept by the board,^1 and by nobody else.^2\n"
                 "^1 The Northmere Harbour Board, which was founded in 1911 "
                 "and meets in every month that has an r in it.\n"
                 "^2 But for the ferry.\n",
                 "Boats are kept by the board, and by nobody else.");
}

static void
many_footnotes_are_dropped_and_a_small_table_above_them_is_kept(void **state)
{
    (void)state;
    ASSERT_LINES("Boats^1 are^2 kept.^3\n.space 380\n.size 9\n"
                 "| Ferries | Two\n| Trawlers | Twelve\n"
                 "^1 One.\n^2 Two.\n^3 Three.\n^4 Four.\n^5 Five.\n^6 Six.\n"
                 "^7 Seven.\n^8 Eight.\n^9 Nine.\n^10 Ten.\n^11 Eleven.\n",
                 "Boats are kept.", "Ferries\tTwo", "Trawlers\tTwelve");
}

static void
a_footnote_above_the_running_foot_is_dropped(void **state)
{
    (void)state;
    ASSERT_LINES(".foot " FOOT "\n"
                 "Boats are kept.^1\n^1 By the board.\n.page\n"
                 "Nets are mended.^2\n^2 By hand.\n",
                 "Boats are kept.", "Nets are mended.");
}

static void
the_rest_of_a_footnote_on_the_next_page_is_dropped(void **state)
{
    (void)state;
    ASSERT_LINES("Boats are kept.^1\n^1 By the board, which has been there\n"
                 ".page\nNets are mended.\n"
                 ".at 71 760 since 1911, as its own report says.\n",
                 "Boats are kept.", "Nets are mended.");
}

/* The notes are higher than a note without a number may be. */
static void
the_rest_of_a_footnote_may_lie_above_the_next_ones(void **state)
{
    (void)state;
    ASSERT_LINES("Boats are kept.^1\n^1 By the Northmere Harbour Board, which "
                 "was founded in 1911 and has several\n"
                 ".page\nNets are mended.^2\n"
                 ".at 71 600 representatives-of-the-fishing-villages\n"
                 ".at 71 611 among its members.\n"
                 "^2 By hand.\n",
                 "Boats are kept.", "Nets are mended.");
    ASSERT_LINES("Boats are kept.^1\n^1 By the Northmere Harbour Board.\n"
                 ".page\nNets are mended.^2\n"
                 ".at 71 600 Ferries: two\n"
                 "^2 By hand.\n",
                 "Boats are kept.", "Nets are mended.", "Ferries: two");
}

static void
a_footnote_whose_number_is_not_raised_is_gone(void **state)
{
    (void)state;
    ASSERT_LINES("Boats are kept.\n.at 71 600 1 By the board, which has been "
                 "there\n.at 71 611 since 1911.\n.at 71 622 2 By hand.\n"
                 ".page\nNets are mended.\n.at 71 600 3 In the winter.\n",
                 "Boats are kept.", "Nets are mended.");
}

static void
small_type_with_another_number_or_a_date_stays(void **state)
{
    (void)state;
    ASSERT_LINES("Boats are kept.\n.at 71 600 7 Harbour Lane\n"
                 ".at 71 611 1 May 2019\n",
                 "Boats are kept.", "7 Harbour Lane", "1 May 2019");
}

static void
a_table_in_small_type_at_the_foot_of_a_page_is_kept(void **state)
{
    (void)state;
    ASSERT_LINES("Boats are kept.\n.space 420\n.size 9\n"
                 "| Ferries | Two\n| Trawlers | Twelve\n"
                 "| Rowing boats | Thirty\n| Yachts | None\n"
                 "| Canoes | Some\n| Rafts | One\n"
                 "| Barges | Nine\n| Tugs | Three\n",
                 "Boats are kept.", "Ferries\tTwo", "Trawlers\tTwelve",
                 "Rowing boats\tThirty", "Yachts\tNone", "Canoes\tSome",
                 "Rafts\tOne", "Barges\tNine", "Tugs\tThree");
}

static void
the_small_print_of_the_cover_is_kept(void **state)
{
    struct lines lines =
        typeset_lines(".at 71 780 Published: 2 August 2013\n"
                      "Boats are kept.\n.page\n" TYPESET_FILLER);

    (void)state;
    line_of(&lines, "Published: 2 August 2013");
    lines_fini(&lines);
}

static void
a_symbol_fonts_bullet_is_its_private_character(void **state)
{
    (void)state;
    ASSERT_LINES("- Boats are kept.\n-- Nets, too.\n",
                 PRIVATE_BULLET " Boats are kept.",
                 "\xef\x80\xad Nets, too."); /* U+F02D */
}

static void
a_row_is_one_line_wherever_its_grade_is_set(void **state)
{
    static const char *const aligns[] = {".top\n", ".middle\n", ".bottom\n"};

    (void)state;
    for (size_t i = 0; i < sizeof aligns / sizeof *aligns; i++) {
        char source[2048] = TYPESET_FILLER;
        strcat(source, aligns[i]);
        strcat(source,
               "| _Judgement_ | _Grade_\n"
               "| " LABEL " | Good\n"
               "| The impact of leaders on social work practice with "
               "children and families | Inadequate\n"
               "| The experiences and progress of care leavers, wherever it "
               "is that they have gone to live | Outstanding\n"
               "Boats are kept.\n");
        assert_lines(
            source,
            (const char *const[]){
                "Judgement\tGrade", LABEL "\tGood",
                "The impact of leaders on social work practice with children "
                "and families\tInadequate",
                "The experiences and progress of care leavers, wherever it is "
                "that they have gone to live\tOutstanding",
                "Boats are kept.", NULL});
    }
}

static void
a_grade_of_two_lines_is_joined_beside_a_label_of_one_or_two(void **state)
{
    (void)state;
    ASSERT_LINES(".middle\n"
                 "| Overall effectiveness | Requires improvement\vto be good\n"
                 "| " LABEL " | Requires improvement\vto be good\n"
                 "| Boats | Requires\vimprovement to\vbe good\n",
                 "Overall effectiveness\tRequires improvement to be good",
                 LABEL "\tRequires improvement to be good",
                 "Boats\tRequires improvement to be good");
}

static void
a_cell_that_is_nearly_full_is_still_a_cell(void **state)
{
    (void)state;
    ASSERT_LINES("| The boats that the board keeps here | Good\n"
                 "| The boats that the board keeps in winter | Good\n",
                 "The boats that the board keeps here\tGood",
                 "The boats that the board keeps in winter\tGood");
}

static void
rows_without_a_gap_are_separated_by_their_grades(void **state)
{
    (void)state;
    ASSERT_LINES("| _Judgement_ | _Grade_\n.space -12\n"
                 "| Boats | Good\n.space -12\n| Nets | Good\n.space -12\n"
                 "| Sails | Inadequate\n",
                 "Judgement\tGrade", "Boats\tGood", "Nets\tGood",
                 "Sails\tInadequate");
}

static void
assert_refused(const char *bytes, size_t len, const char *why)
{
    struct lines lines;
    char reason[REASON_SIZE] = "", *copy = memory_strndup(bytes, len);

    assert_false(pdf_read(copy, len, &lines, reason));
    free(copy);
    if (!strstr(reason, why))
        fail_msg("\"%s\" is not of %s", reason, why);
    assert_null(strchr(reason, '\n'));
}

static void
a_pdf_without_text_is_refused_with_what_to_do(void **state)
{
    struct paper *paper = paper_new();
    size_t len;

    (void)state;
    paper_page(paper);
    paper_box(paper, 72, 72, 450, 650);
    paper_page(paper);
    paper_box(paper, 72, 72, 450, 300);
    paper_text(paper, 450, 30, PAPER_PLAIN, 9, "Received 2 May 2011");
    char *bytes = paper_bytes(paper, &len);
    assert_refused(bytes, len, "too little text");
    free(bytes);
    paper_free(paper);
}

static void
a_pdf_without_pages_is_refused(void **state)
{
    struct paper *paper = paper_new();
    size_t len;
    char *bytes = paper_bytes(paper, &len);

    (void)state;
    assert_refused(bytes, len, "");
    free(bytes);
    paper_free(paper);
}

static void
an_encrypted_pdf_is_refused_as_such(void **state)
{
    struct paper *paper = paper_new();
    size_t len;

    (void)state;
    paper_page(paper);
    paper_text(paper, 72, 72, PAPER_PLAIN, 12, "Boats are kept.");
    paper_lock(paper);
    char *bytes = paper_bytes(paper, &len);
    assert_refused(bytes, len, "encrypted");
    free(bytes);
    paper_free(paper);
}

static void
a_damaged_pdf_is_refused_as_such(void **state)
{
    static const char begin_only[] = "%PDF-1.4\nand then the line broke";

    (void)state;
    assert_refused(begin_only, sizeof begin_only - 1, "damaged");
    assert_refused("%PDF-", 5, "damaged");
}

/* A PDF in a TrueType font of this name, without a table of its objects:
 * poppler looks for them. */
static char *
set_in_font(const char *name)
{
    static const char words[] =
        "Children\222s social workers know the families of the harbour well.";
    struct text page = {0};

    text_add_string(&page, "BT /F 12 Tf 14 TL 72 700 Td");
    for (int i = 0; i < 4; i++) {
        text_add_string(&page, " (");
        text_add_string(&page, words);
        text_add_string(&page, ") '");
    }
    text_add_string(&page, " ET");
    char *bytes = g_strdup_printf(
        "%%PDF-1.4\n"
        "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
        "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
        "/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>\nendobj\n"
        "4 0 obj\n<</Length %zu>>\nstream\n%s\nendstream\nendobj\n"
        "5 0 obj\n<</Type/Font/Subtype/TrueType/BaseFont/%s"
        "/FontDescriptor 6 0 R>>\nendobj\n"
        "6 0 obj\n<</Type/FontDescriptor/FontName /%s/Flags 32/Ascent 905"
        "/Descent -212/FontFile2 7 0 R>>\nendobj\n"
        "7 0 obj\n<</Length 4>>\nstream\ntrue\nendstream\nendobj\n"
        "trailer\n<</Root 1 0 R>>\n%%%%EOF\n",
        page.len, page.bytes, name, name);
    free(page.bytes);
    return bytes;
}

/* Poppler takes a font that has the name of a standard one for that font,
 * without the quotes of Windows, if it does not find its file. */
static void
the_name_of_a_font_does_not_change_the_text(void **state)
{
    static const char *const names[] = {"ABCDEF+ArialMT", "ArialMT", "Harbour"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct lines lines;
        char reason[REASON_SIZE] = "", *bytes = set_in_font(names[i]);
        if (!pdf_read(bytes, strlen(bytes), &lines, reason))
            fail_msg("refused: %s", reason);
        if (!contains(&lines, "Children\xe2\x80\x99s social"))
            fail_msg("in %s: %s", names[i], lines.bytes);
        lines_fini(&lines);
        g_free(bytes);
    }
}

/* Wherever the file is cut, it is read or refused, and nothing else happens. */
static void
a_truncated_pdf_is_read_or_refused(void **state)
{
    size_t len;
    char *bytes = typeset(TYPESET_FILLER TYPESET_FILLER, &len);

    (void)state;
    for (size_t n = 5; n < len; n += 97) {
        struct lines lines;
        char reason[REASON_SIZE] = "";
        char *cut = malloc(n);
        memcpy(cut, bytes, n);
        if (pdf_read(cut, n, &lines, reason))
            lines_fini(&lines);
        else
            assert_string_not_equal(reason, "");
        free(cut);
    }
    free(bytes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_knows_its_page_place_and_type),
        cmocka_unit_test(a_short_papers_leading_is_that_of_its_type),
        cmocka_unit_test(lines_come_in_page_order_and_not_in_file_order),
        cmocka_unit_test(a_font_with_tall_boxes_leaves_lines_in_order),
        cmocka_unit_test(typographic_signs_are_read),
        cmocka_unit_test(a_running_foot_and_page_numbers_are_dropped),
        cmocka_unit_test(
            a_running_head_is_dropped_and_the_same_words_in_the_text_are_kept),
        cmocka_unit_test(a_heading_repeated_at_the_top_of_a_page_is_kept),
        cmocka_unit_test(a_page_number_as_large_as_the_text_is_dropped),
        cmocka_unit_test(figures_alone_in_mid_page_are_kept),
        cmocka_unit_test(a_footnote_and_its_raised_figures_are_dropped),
        cmocka_unit_test(
            many_footnotes_are_dropped_and_a_small_table_above_them_is_kept),
        cmocka_unit_test(a_footnote_above_the_running_foot_is_dropped),
        cmocka_unit_test(the_rest_of_a_footnote_on_the_next_page_is_dropped),
        cmocka_unit_test(the_rest_of_a_footnote_may_lie_above_the_next_ones),
        cmocka_unit_test(a_footnote_whose_number_is_not_raised_is_gone),
        cmocka_unit_test(small_type_with_another_number_or_a_date_stays),
        cmocka_unit_test(a_table_in_small_type_at_the_foot_of_a_page_is_kept),
        cmocka_unit_test(the_small_print_of_the_cover_is_kept),
        cmocka_unit_test(a_symbol_fonts_bullet_is_its_private_character),
        cmocka_unit_test(a_row_is_one_line_wherever_its_grade_is_set),
        cmocka_unit_test(
            a_grade_of_two_lines_is_joined_beside_a_label_of_one_or_two),
        cmocka_unit_test(a_cell_that_is_nearly_full_is_still_a_cell),
        cmocka_unit_test(rows_without_a_gap_are_separated_by_their_grades),
        cmocka_unit_test(a_pdf_without_text_is_refused_with_what_to_do),
        cmocka_unit_test(a_pdf_without_pages_is_refused),
        cmocka_unit_test(an_encrypted_pdf_is_refused_as_such),
        cmocka_unit_test(a_damaged_pdf_is_refused_as_such),
        cmocka_unit_test(the_name_of_a_font_does_not_change_the_text),
        cmocka_unit_test(a_truncated_pdf_is_read_or_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
