/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Blocks of a PDF; test_blocks.c has those of a text.
 */
#include "paper_lines.h"

#include "blocks/blocks.h"
#include "blocks/layout.h"
#include "lines/pdf.h"
#include "reading.h"
#include "typeset.h"
#include "wanted.h"

#include <stdlib.h>
#include <string.h>

#define TITLE "= Inspection of local authority children\xe2\x80\x99s services\n"
#define HELP                                                                   \
    "The experiences and progress of children who need help and protection"
/* A paragraph of seven lines; its first half ends with a full stop at the end
 * of a full line. */
#define LONG                                                                   \
    "Boats are kept by the board, which mends them in the winter, and by the " \
    "school, which paints them."

static struct blocks
read_blocks(const char *source)
{
    struct lines lines = typeset_lines(source);
    struct blocks blocks;

    layout_read(&lines, reading_framework(&lines), &blocks);
    lines_fini(&lines);
    return blocks;
}

/* Fails unless these are the blocks from page 2 on; those of a PDF have no line
 * number. */
static void
assert_wanted(const char *source, const struct wanted *wanted)
{
    struct blocks blocks = read_blocks(source);
    size_t first = 0;

    for (size_t i = 0; i < blocks.count; i++) {
        assert_int_equal(blocks.list[i].line, 0);
        first += blocks.list[i].page < 2;
    }
    assert_blocks(&blocks, first, wanted);
}

#define ASSERT_BLOCKS(source, ...)                                             \
    assert_wanted(TITLE TYPESET_FILLER source,                                 \
                  (const struct wanted[]){__VA_ARGS__, {0}})

static void
lines_of_a_paragraph_are_joined_and_paragraphs_are_not(void **state)
{
    (void)state;
    ASSERT_BLOCKS(LONG "\n" LONG "\n", PROSE(LONG), PROSE(LONG));
}

static void
a_number_begins_a_paragraph(void **state)
{
    (void)state;
    ASSERT_BLOCKS("1. " LONG "\n2. Nets, too.\n3. Sails.\n", NUMBERED(1, LONG),
                  NUMBERED(2, "Nets, too."), NUMBERED(3, "Sails."));
}

static void
a_number_alone_belongs_to_the_text_below(void **state)
{
    (void)state;
    ASSERT_BLOCKS("1.\nBoats are kept.\n2.\nNets, too.\n",
                  NUMBERED(1, "Boats are kept."), NUMBERED(2, "Nets, too."));
    ASSERT_BLOCKS("1.\n.page\nBoats are kept.\n",
                  {BLOCK_NUMBERED, "Boats are kept.", 1, NULL, 3});
}

static void
a_paragraph_that_a_page_cuts_belongs_to_the_page_it_began_on(void **state)
{
    (void)state;
    ASSERT_BLOCKS(
        ".foot Inspection of Northmere\n"
        "1. Boats are kept by the board, which mends\f them in the winter.\n"
        "2. Nets, too.\n",
        {BLOCK_NUMBERED,
         "Boats are kept by the board, which mends them in the winter.", 1,
         NULL, 2},
        {BLOCK_NUMBERED, "Nets, too.", 2, NULL, 3});
}

static void
a_paragraph_cut_after_a_sentence_is_joined(void **state)
{
    (void)state;
    ASSERT_BLOCKS("1. Boats are kept.\f They are mended.\n2. Nets, too.\n",
                  NUMBERED(1, "Boats are kept. They are mended."),
                  NUMBERED(2, "Nets, too."));
}

static void
prose_continues_on_the_next_page_if_its_last_line_was_full(void **state)
{
    (void)state;
    ASSERT_BLOCKS("Boats are kept by the board, which mends them in winter, or "
                  "else in the summer.\fNets, too.\n",
                  PROSE("Boats are kept by the board, which mends them in "
                        "winter, or else in the summer. Nets, too."));
    ASSERT_BLOCKS("Boats are kept.\n.page\nNets, too.\n",
                  PROSE("Boats are kept."), PROSE("Nets, too."));
    ASSERT_BLOCKS("Boats are kept by the board, i.e.\fby the town.\n",
                  PROSE("Boats are kept by the board, i.e. by the town."));
}

static void
a_bullet_that_a_page_cuts_is_joined(void **state)
{
    (void)state;
    ASSERT_BLOCKS("- Boats that are kept by\f the board\n- Nets\n.page\n"
                  "- Sails\n",
                  BULLET("Boats that are kept by the board"), BULLET("Nets"),
                  BULLET("Sails"));
}

static void
a_footnote_does_not_cut_a_paragraph(void **state)
{
    (void)state;
    ASSERT_BLOCKS(
        ".foot Inspection of Northmere\n"
        "^1 By the harbour's.\n"
        "1. Boats are kept by the board,^1 which mends\f them.\n",
        NUMBERED(1, "Boats are kept by the board, which mends them."));
}

/* Word processors hardly ever break words by themselves, so a hyphen at the end
 * of a line belongs to the word, unless the paper has the word without a hyphen
 * or the second half is not a word. */
static void
a_word_broken_at_a_line_end_is_spelt_as_elsewhere_in_the_paper(void **state)
{
    (void)state;
    ASSERT_BLOCKS("Boats are carefully kept, and nets are care-\vfully mended, "
                  "in well-\vknown places, for short-\vterm hire by infor-\v"
                  "mation.\n",
                  PROSE("Boats are carefully kept, and nets are carefully "
                        "mended, in well-known places, for short-term hire by "
                        "information."));
}

static void
a_word_broken_at_the_end_of_a_page_is_joined(void **state)
{
    (void)state;
    ASSERT_BLOCKS("1. Boats are carefully kept, and nets are care-\ffully "
                  "mended.\n",
                  NUMBERED(1, "Boats are carefully kept, and nets are "
                              "carefully mended."));
}

static void
bullets_of_every_font_and_level_are_bullets(void **state)
{
    (void)state;
    ASSERT_BLOCKS("1. There are:\n- boats, and those are kept by the board "
                  "which mends them in the winter\n-- oars\n-- nets\n- sails\n"
                  "* and a ferry\n2. All are kept.\n",
                  NUMBERED(1, "There are:"),
                  BULLET("boats, and those are kept by the board which mends "
                         "them in the winter"),
                  BULLET("oars"), BULLET("nets"), BULLET("sails"),
                  BULLET("and a ferry"), NUMBERED(2, "All are kept."));
}

static void
a_dash_in_mid_sentence_is_not_a_bullet(void **state)
{
    (void)state;
    ASSERT_BLOCKS("Boats are kept by the board\v\xe2\x80\x93 which is old \xe2"
                  "\x80\x93 and mended.\n",
                  PROSE("Boats are kept by the board \xe2\x80\x93 which is old "
                        "\xe2\x80\x93 and mended."));
}

static void
a_sentence_before_a_list_begins_a_paragraph(void **state)
{
    (void)state;
    ASSERT_BLOCKS("1. Boats are kept by the board.\vThe council should:\n"
                  "- paint them\vThe board should:\n- mend the nets\n",
                  NUMBERED(1, "Boats are kept by the board."),
                  PROSE("The council should:"), BULLET("paint them"),
                  PROSE("The board should:"), BULLET("mend the nets"));
}

static void
a_letter_is_a_bullet_by_its_place(void **state)
{
    (void)state;
    ASSERT_BLOCKS("=== Boats\no paint the boats\no mend\vthe nets\n",
                  HEADING("Boats"), BULLET("paint the boats"),
                  BULLET("mend the nets"));
    ASSERT_BLOCKS("The name of the boat has the letter\vo in the middle\n",
                  PROSE("The name of the boat has the letter o in the middle"));
    /* The mark of the list, although the bullet before has no full stop. */
    ASSERT_BLOCKS(".at 80 200 - paint the boats\n.at 80 210 o mend the nets\n"
                  ".at 80 220 - sail them\n",
                  BULLET("paint the boats"), BULLET("mend the nets"),
                  BULLET("sail them"));
}

static void
numbering_continues_after_a_list_that_started_again_at_one(void **state)
{
    (void)state;
    ASSERT_BLOCKS(
        "1. Boats.\n2. Nets.\n3. Sails.\n"
        "=== Recommendations\n1. Paint.\n2. Mend.\n"
        "== Leadership\n4. Board.\n5. School.\n",
        NUMBERED(1, "Boats."), NUMBERED(2, "Nets."), NUMBERED(3, "Sails."),
        HEADING("Recommendations"), NUMBERED(1, "Paint."), NUMBERED(2, "Mend."),
        HEADING("Leadership"), NUMBERED(4, "Board."), NUMBERED(5, "School."));
}

static void
a_misprinted_number_is_recognised_by_its_position(void **state)
{
    (void)state;
    ASSERT_BLOCKS("1. Boats.\n2. Nets.\n33. Sails.\n4. Oars.\n",
                  NUMBERED(1, "Boats."), NUMBERED(2, "Nets."),
                  NUMBERED(33, "Sails."), NUMBERED(4, "Oars."));
}

static void
a_year_at_the_beginning_of_a_line_is_not_a_paragraph_number(void **state)
{
    (void)state;
    ASSERT_BLOCKS("1. Boats were kept from the year\v2010. They still are, in "
                  "Key Stage\v3. Nets, too.\n2. Sails.\n",
                  NUMBERED(1, "Boats were kept from the year 2010. They still "
                              "are, in Key Stage 3. Nets, too."),
                  NUMBERED(2, "Sails."));
}

static void
a_bold_heading_over_several_lines_is_joined(void **state)
{
    (void)state;
    ASSERT_BLOCKS("== " HELP "\n1. Boats.\n"
                  "== What it is like to be a child who lives by the sea and "
                  "has no boat of his own to sail it\n2. Nets.\n",
                  HEADING(HELP), NUMBERED(1, "Boats."),
                  HEADING("What it is like to be a child who lives by the sea "
                          "and has no boat of his own to sail it"),
                  NUMBERED(2, "Nets."));
}

static void
successive_headings_are_separate(void **state)
{
    (void)state;
    ASSERT_BLOCKS("=== Recommendations\n=== Immediately:\n1. Paint.\n",
                  HEADING("Recommendations"), HEADING("Immediately"),
                  NUMBERED(1, "Paint."));
    ASSERT_BLOCKS("=== Recommendations\n.space -12\n=== Immediately:\n"
                  "1. Paint.\n",
                  HEADING("Recommendations"), HEADING("Immediately"),
                  NUMBERED(1, "Paint."));
}

static void
a_heading_has_the_grade_after_its_words(void **state)
{
    (void)state;
    ASSERT_BLOCKS(
        "== " HELP ": requires improvement to be good\n1. Boats.\n"
        "== The experiences and progress of care leavers is "
        "outstanding\n2. Nets.\n",
        GRADED(HELP, "requires-improvement"), NUMBERED(1, "Boats."),
        GRADED("The experiences and progress of care leavers", "outstanding"),
        NUMBERED(2, "Nets."));
}

static void
a_heading_beside_its_grades_cell_is_graded(void **state)
{
    (void)state;
    ASSERT_BLOCKS("| _" HELP "_ | _Inadequate_\n1. Boats.\n",
                  GRADED_ROW(HELP "\tInadequate", "inadequate"),
                  NUMBERED(1, "Boats."));
}

static void
a_grade_alone_below_a_heading_is_a_grade(void **state)
{
    struct blocks blocks = read_blocks(
        TITLE TYPESET_FILLER "== " HELP "\nGrade 4 (inadequate)\n1. Boats.\n");

    (void)state;
    assert_true(blocks.count > 3);
    const struct block *grade = &blocks.list[blocks.count - 2];
    assert_int_equal(grade->kind, BLOCK_GRADE);
    assert_string_equal(grade->grade, "inadequate");
    blocks_fini(&blocks);
}

static void
bold_words_at_the_beginning_of_a_paragraph_are_not_a_heading(void **state)
{
    (void)state;
    ASSERT_BLOCKS(
        "_Boats are kept by the board, which has always mended them in the "
        "winter, and by the old_ school.\n"
        "1. _Nets_ are mended by the school, too, which has the time for "
        "it, and by hand.\n",
        PROSE("Boats are kept by the board, which has always mended them in "
              "the winter, and by the old school."),
        NUMBERED(1, "Nets are mended by the school, too, which has the time "
                    "for it, and by hand."));
}

static void
a_bold_sentence_is_not_a_heading(void **state)
{
    (void)state;
    ASSERT_BLOCKS("_Boats are kept by the board._\nNets, too.\n",
                  PROSE("Boats are kept by the board."), PROSE("Nets, too."));
}

static void
a_figure_at_the_beginning_of_a_line_is_not_a_number(void **state)
{
    (void)state;
    ASSERT_BLOCKS("1. Boats are kept for those who are 1 or\v2. They are dry.\n"
                  "2. Nets are kept for those who are 2 or\f 3. They are dry."
                  "\n3. Ropes are kept.\n",
                  NUMBERED(1, "Boats are kept for those who are 1 or 2. They "
                              "are dry."),
                  NUMBERED(2, "Nets are kept for those who are 2 or 3. They "
                              "are dry."),
                  NUMBERED(3, "Ropes are kept."));
}

static void
a_contents_list_is_dropped(void **state)
{
    (void)state;
    ASSERT_BLOCKS("== Contents\n.cells 500\n| Executive summary | 2\n"
                  "| Recommendations | 4\n| Leadership | 12\n.page\n"
                  "== Executive summary\nBoats are kept.\n",
                  HEADING("Executive summary"), PROSE("Boats are kept."));
}

static void
a_contents_list_of_two_pages_is_dropped(void **state)
{
    (void)state;
    ASSERT_BLOCKS("== Contents\n.cells 500\n| Executive summary | 2\n"
                  "| Recommendations | 4\n.page\n| Leadership | 12\n"
                  "| Inspection team | 40\n.page\n"
                  "== Executive summary\nBoats are kept.\n",
                  HEADING("Executive summary"), PROSE("Boats are kept."));
}

static void
a_table_on_the_page_after_a_contents_list_is_kept(void **state)
{
    (void)state;
    ASSERT_BLOCKS("== Contents\n.cells 500\n| Executive summary | 2\n"
                  "| Recommendations | 3\n.page\n== Executive summary\n"
                  "The port is small.\n.space 20\nIt has a ferry.\n"
                  ".space 20\nThe ferry is late.\n"
                  ".space 20\nThere is a bus.\n| Boats | 12\n",
                  HEADING("Executive summary"), PROSE("The port is small."),
                  PROSE("It has a ferry."), PROSE("The ferry is late."),
                  PROSE("There is a bus."), ROW("Boats\t12"));
}

static void
what_follows_a_contents_list_on_its_page_is_kept(void **state)
{
    (void)state;
    ASSERT_BLOCKS("== Contents\n.cells 500\n| Executive summary | 2\n"
                  "| Recommendations | 4\n== Executive summary\n"
                  "Boats are kept.\n",
                  HEADING("Executive summary"), PROSE("Boats are kept."));
}

static void
the_cells_of_a_table_form_rows(void **state)
{
    (void)state;
    ASSERT_BLOCKS(
        "| Children in the town, of whom some live on the islands "
        "for a part of the year | 4,100\n| Boats | 12\n",
        GRADED_ROW("Children in the town, of whom some live on the islands "
                   "for a part of the year\t4,100",
                   NULL),
        GRADED_ROW("Boats\t12", NULL));
}

static void
a_wrapped_grade_belongs_to_its_row(void **state)
{
    (void)state;
    ASSERT_BLOCKS(
        ".bottom\n| " HELP " | Requires improvement\vto be good\n"
        "| Overall effectiveness | Outstanding\n",
        GRADED_ROW(HELP "\tRequires improvement to be good",
                   "requires-improvement"),
        GRADED_ROW("Overall effectiveness\tOutstanding", "outstanding"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            lines_of_a_paragraph_are_joined_and_paragraphs_are_not),
        cmocka_unit_test(a_number_begins_a_paragraph),
        cmocka_unit_test(a_number_alone_belongs_to_the_text_below),
        cmocka_unit_test(
            a_paragraph_that_a_page_cuts_belongs_to_the_page_it_began_on),
        cmocka_unit_test(a_paragraph_cut_after_a_sentence_is_joined),
        cmocka_unit_test(
            prose_continues_on_the_next_page_if_its_last_line_was_full),
        cmocka_unit_test(a_bullet_that_a_page_cuts_is_joined),
        cmocka_unit_test(a_footnote_does_not_cut_a_paragraph),
        cmocka_unit_test(
            a_word_broken_at_a_line_end_is_spelt_as_elsewhere_in_the_paper),
        cmocka_unit_test(a_word_broken_at_the_end_of_a_page_is_joined),
        cmocka_unit_test(bullets_of_every_font_and_level_are_bullets),
        cmocka_unit_test(a_dash_in_mid_sentence_is_not_a_bullet),
        cmocka_unit_test(a_sentence_before_a_list_begins_a_paragraph),
        cmocka_unit_test(a_letter_is_a_bullet_by_its_place),
        cmocka_unit_test(
            numbering_continues_after_a_list_that_started_again_at_one),
        cmocka_unit_test(a_misprinted_number_is_recognised_by_its_position),
        cmocka_unit_test(
            a_year_at_the_beginning_of_a_line_is_not_a_paragraph_number),
        cmocka_unit_test(a_bold_heading_over_several_lines_is_joined),
        cmocka_unit_test(successive_headings_are_separate),
        cmocka_unit_test(a_heading_has_the_grade_after_its_words),
        cmocka_unit_test(a_heading_beside_its_grades_cell_is_graded),
        cmocka_unit_test(a_grade_alone_below_a_heading_is_a_grade),
        cmocka_unit_test(
            bold_words_at_the_beginning_of_a_paragraph_are_not_a_heading),
        cmocka_unit_test(a_bold_sentence_is_not_a_heading),
        cmocka_unit_test(a_figure_at_the_beginning_of_a_line_is_not_a_number),
        cmocka_unit_test(a_contents_list_is_dropped),
        cmocka_unit_test(a_contents_list_of_two_pages_is_dropped),
        cmocka_unit_test(a_table_on_the_page_after_a_contents_list_is_kept),
        cmocka_unit_test(what_follows_a_contents_list_on_its_page_is_kept),
        cmocka_unit_test(the_cells_of_a_table_form_rows),
        cmocka_unit_test(a_wrapped_grade_belongs_to_its_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
