/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "blocks/blocks.h"
#include "blocks/layout.h"
#include "reading.h"
#include "lines/txt.h"
#include "wanted.h"

#include <string.h>

/* A report whose paragraphs are all numbered, and a letter. */
#define REPORT                                                                 \
    "Inspection of safeguarding and looked after children services\n\n"
#define LETTER "Focused visit to Northmere children's services\n\n"

#define PRIVATE_BULLET "\xef\x81\xae" /* U+F06E */

static struct blocks
read_blocks(const char *text)
{
    struct lines lines;
    struct blocks blocks;
    char reason[REASON_SIZE] = "";

    if (!txt_read(text, strlen(text), &lines, reason))
        fail_msg("refused: %s", reason);
    layout_read(&lines, reading_framework(&lines), &blocks);
    lines_fini(&lines);
    return blocks;
}

/* Fails unless these are the blocks after the title. */
static void
assert_wanted(const char *text, const struct wanted *wanted)
{
    struct blocks blocks = read_blocks(text);

    assert_blocks(&blocks, 1, wanted);
}

#define ASSERT_BLOCKS(text, ...)                                               \
    assert_wanted(text, (const struct wanted[]){__VA_ARGS__, {0}})

static void
a_number_begins_a_paragraph(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. Plans are made.\n2.   They are kept.\n3.Too.\n",
                  NUMBERED(1, "Plans are made."), NUMBERED(2, "They are kept."),
                  NUMBERED(3, "Too."));
}

static void
a_number_alone_belongs_to_the_text_below(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1.\n\nPlans are made.\n\n2.\nThey are kept.\n",
                  NUMBERED(1, "Plans are made."),
                  NUMBERED(2, "They are kept."));
}

static void
numbers_may_have_a_gap_and_start_again_at_one(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. One.\n2. Two.\n4. Four.\n\nPartnership working\n\n"
                         "1. One again.\n2. Two again.\n",
                  NUMBERED(1, "One."), NUMBERED(2, "Two."),
                  NUMBERED(4, "Four."), HEADING("Partnership working"),
                  NUMBERED(1, "One again."), NUMBERED(2, "Two again."));
}

static void
a_figure_that_ends_a_sentence_is_not_a_paragraph_number(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. Plans were made in the year to March\n"
                         "2010. They were kept until May\n"
                         "27. Nobody was late.\n"
                         "2. Visits are 2.5 miles apart or\n"
                         "3.5 at most.\n",
                  NUMBERED(1, "Plans were made in the year to March 2010. They "
                              "were kept until May 27. Nobody was late."),
                  NUMBERED(2, "Visits are 2.5 miles apart or 3.5 at most."));
}

static void
a_number_in_mid_sentence_does_not_begin_a_paragraph(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. One.\n2. Two.\n"
                         "3. Results are good at the end of Key Stage\n"
                         "1. They rise later.\n"
                         "4. Four.\n",
                  NUMBERED(1, "One."), NUMBERED(2, "Two."),
                  NUMBERED(3,
                           "Results are good at the end of Key Stage 1. They "
                           "rise later."),
                  NUMBERED(4, "Four."));
}

static void
every_kind_of_bullet_begins_a_paragraph(void **state)
{
    static const char *const marks[] = {
        "- ",
        "* ",
        "\xe2\x80\xa2 ",  /* U+2022 */
        "\xe2\x96\xaa\t", /* U+25AA */
        "\xe2\x97\xbc ",  /* U+25FC */
        "\xe2\x80\x93 ",  /* U+2013 */
        "\xc2\xb7 ",      /* U+00B7 */
        PRIVATE_BULLET " ",
        PRIVATE_BULLET,    /* glued to its text */
        "\xef\x80\xad ",   /* U+F02D, second level */
        "\xef\x82\xa7 ",   /* U+F0A7 */
        "\xef\x82\xbe   ", /* U+F0BE */
        "\xef\x83\x98 ",   /* U+F0D8, an arrow of Wingdings */
        "\xe2\x86\x92 ",   /* U+2192, an arrow */
        "\xe2\x96\xba ",   /* U+25BA, a pointer */
        "\xe2\x9e\xa2 ",   /* U+27A2, an arrowhead */
        "\xe2\x9e\xa4",    /* U+27A4, another, glued to its text */
        "\xe2\x9e\x94 ",   /* U+2794 */
        "\xe2\x9c\x93 ",   /* U+2713, a tick */
        "\xe2\x9d\x91 ",   /* U+2751, a square */
        "\xe2\x80\x95 ",   /* U+2015, a bar */
        "o ",
        "o\xc2\xa0", /* with a blank that does not break */
        "\xc2\xa7 ", /* as a symbol font's square is read */
    };

    (void)state;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        char text[256] = REPORT "1. Needed are:\n";
        strcat(strcat(text, marks[i]), "Early plans\nfor all\n");
        strcat(strcat(strcat(text, "  "), marks[i]), "Kept visits\n");
        ASSERT_BLOCKS(text, NUMBERED(1, "Needed are:"),
                      BULLET("Early plans for all"), BULLET("Kept visits"));
    }
}

static void
a_mark_within_a_word_is_not_a_bullet(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. Costs fell to\n-5 points and\n*much* was saved.\n",
                  NUMBERED(1, "Costs fell to -5 points and much was saved."));
    ASSERT_BLOCKS(REPORT "1. Plans are made\nof wood.\n\xc2\xa7 17 is met.\n",
                  NUMBERED(1, "Plans are made of wood. \xc2\xa7 17 is met."));
}

static void
a_letter_or_arrow_in_mid_sentence_is_not_a_bullet(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. The name has the letter\no in it, and plan\n"
                         "\xe2\x86\x92 visit is the rule.\n",
                  NUMBERED(1, "The name has the letter o in it, and plan "
                              "\xe2\x86\x92 visit is the rule."));
}

static void
a_sentence_before_a_list_begins_a_paragraph(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. Plans are made.\n\nThe council should:\n"
                         "- keep them\n",
                  NUMBERED(1, "Plans are made."), PROSE("The council should:"),
                  BULLET("keep them"));
    ASSERT_BLOCKS(REPORT "1. Plans are made.\n\fThe plans include:\n- time\n",
                  NUMBERED(1, "Plans are made. The plans include:"),
                  BULLET("time"));
}

static void
a_dash_in_mid_sentence_is_not_a_bullet(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. Work with partners\n"
                         "\xe2\x80\x93 health above all \xe2\x80\x93 has\n"
                         "grown.\n",
                  NUMBERED(1,
                           "Work with partners \xe2\x80\x93 health above all "
                           "\xe2\x80\x93 has grown."));
}

static void
a_bullet_alone_belongs_to_the_text_below(void **state)
{
    (void)state;
    ASSERT_BLOCKS(LETTER "Findings\n\n" PRIVATE_BULLET
                         "\n\nPlans are made.\n\n" PRIVATE_BULLET
                         "\nVisits are kept.\n",
                  HEADING("Findings"), BULLET("Plans are made."),
                  BULLET("Visits are kept."));
}

static void
a_stray_dash_is_ignored(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. Plans are made.\n\n-\n2. They are kept.\n-\n"
                         "Overall effectiveness\n\n3. Visits too.\n-\n",
                  NUMBERED(1, "Plans are made."), NUMBERED(2, "They are kept."),
                  HEADING("Overall effectiveness"), NUMBERED(3, "Visits too."));
}

static void
wrapped_lines_are_joined(void **state)
{
    (void)state;
    ASSERT_BLOCKS(LETTER "Findings\n\nPlans are\nmade early\nand kept.\n\n"
                         "- That visits\n  are kept\n- That views\n"
                         "are heard\n",
                  HEADING("Findings"), PROSE("Plans are made early and kept."),
                  BULLET("That visits are kept"),
                  BULLET("That views are heard"));
}

static void
a_paragraph_cut_in_mid_sentence_is_joined(void **state)
{
    (void)state;
    ASSERT_BLOCKS(
        REPORT "1. Plans are made by staff who\n\n"
               "3\n\fKnow Your Way leads.\n\n2. They last.\n",
        NUMBERED(1, "Plans are made by staff who Know Your Way leads."),
        NUMBERED(2, "They last."));
    ASSERT_BLOCKS(LETTER "Findings\n\nPlans are made in good time, in the "
                         "child's own words, by members of staff who\n\n"
                         "1\n\fknow the family.\n\nThey last.\n",
                  HEADING("Findings"),
                  PROSE("Plans are made in good time, in the child's own "
                        "words, by members of staff who know the family."),
                  PROSE("They last."));
}

static void
a_numbered_paragraph_cut_after_a_full_stop_is_joined(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. Plans are made.\n\n\fStaff know the child.\n\n"
                         "2. They last.\n",
                  NUMBERED(1, "Plans are made. Staff know the child."),
                  NUMBERED(2, "They last."));
}

static void
a_bullet_cut_by_a_page_is_joined(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. Needed are:\n- Plans that are made by\n\n"
                         "7\n\fstaff who know the child\n- Visits\n",
                  NUMBERED(1, "Needed are:"),
                  BULLET("Plans that are made by staff who know the child"),
                  BULLET("Visits"));
}

static void
prose_after_a_finished_bullet_is_separate(void **state)
{
    (void)state;
    ASSERT_BLOCKS(LETTER "Findings\n\n- Plans are made.\n\n"
                         "These findings will be weighed at the next visit.\n",
                  HEADING("Findings"), BULLET("Plans are made."),
                  PROSE("These findings will be weighed at the next visit."));
}

static void
a_heading_after_an_unfinished_bullet_is_separate(void **state)
{
    (void)state;
    ASSERT_BLOCKS(LETTER "Findings\n\n- Plans that last\n\n"
                         "Children with disabilities\n\nTheir plans last.\n",
                  HEADING("Findings"), BULLET("Plans that last"),
                  HEADING("Children with disabilities"),
                  PROSE("Their plans last."));
}

/* After a full last line the paragraph may continue; after a short one it does
 * not. */
static void
wrapped_prose_cut_after_a_full_stop_continues_if_its_last_line_is_full(
    void **state)
{
    static const char text[] = LETTER
        "Findings\n\n"
        "Plans for children are made early by people who know each of them\n"
        "and who come back to see what has been done. Few plans come late.\n"
        "1\n\f"
        "Reviews are held on time and the views of children are heard well\n"
        "before. Chairs have met every child, and some have met them twice\n"
        "over.\n"
        "2\n\f"
        "Visits are kept, as a rule, and what was seen is told in words of\n"
        "the child's own. A few of the visits were noted later than agreed\n"
        "and two were not noted, which had been seen by the team's manager\n"
        "in June.\n";
    struct blocks blocks = read_blocks(text);

    (void)state;
    assert_int_equal(blocks.count, 4);
    assert_non_null(strstr(blocks.list[2].text, "late. Reviews"));
    assert_memory_equal(blocks.list[3].text, "Visits are kept", 15);
    blocks_fini(&blocks);
}

static void
a_contents_list_is_dropped_in_every_layout(void **state)
{
    static const char *const lists[] = {
        "About this inspection\t2\nOverall effectiveness\t4\n"
        "Record of main findings\t9\n\n",

        "| | |\n|--|---|\n| About this inspection | 2 |\n"
        "| 1. Overall effectiveness | 4 |\n| a. Staying safe | 5 |\n"
        "| Record of main findings | 9 |\n\n",

        "About this inspection\n\n2\n\nOverall effectiveness\n\n4\n\n"
        "Record of main findings\n\n9\n\n",

        "About this inspection       2\nOverall effectiveness       4\n"
        "Record of main findings     9\n\n1\n\f",

        "About this inspection ........ 2\nOverall effectiveness .......... 4\n"
        "Record of main findings ...... 9\n\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        char text[512] = REPORT "Contents\n\n";
        strcat(strcat(text, lists[i]),
               "About this inspection\n\n1. Plans were read.\n");
        ASSERT_BLOCKS(text, HEADING("About this inspection"),
                      NUMBERED(1, "Plans were read."));
    }
}

static void
without_a_list_the_word_contents_drops_nothing(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "Contents\n\nAbout this inspection\n\n"
                         "1. Plans were read.\n",
                  HEADING("Contents"), HEADING("About this inspection"),
                  NUMBERED(1, "Plans were read."));
}

static void
bars_and_tabs_make_rows(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "Record of main findings\n\n"
                         "|---|:--:|\n|Staying safe| **Good** |\n"
                         "| Being healthy | | Adequate |\n\n"
                         "Value for money\tGood\n+----+---+\n",
                  HEADING("Record of main findings"), ROW("Staying safe\tGood"),
                  ROW("Being healthy\t\tAdequate"),
                  ROW("Value for money\tGood"));
}

static void
what_the_grades_mean_is_a_scale(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. The grades are these.\n\n"
                         "| Outstanding (Grade 1) | Far more than asked |\n"
                         "| Good (Grade 2) | More than asked |\n\n"
                         "Adequate (Grade 3)   As much as is\nasked\n"
                         "Inadequate (Grade 4)   Less than asked\n\n"
                         "Service information\n\n2. A port.\n",
                  NUMBERED(1, "The grades are these."), SCALE, SCALE, SCALE,
                  SCALE, HEADING("Service information"),
                  NUMBERED(2, "A port."));
}

static void
a_heading_of_the_framework_is_known(void **state)
{
    static const struct {
        const char *line;
        const char *text;
        enum heading_role role;
    } cases[] = {
        {"Overall effectiveness", "Overall effectiveness", HEADING_SECTION},
        {"OVERALL EFFECTIVENESS:", "OVERALL EFFECTIVENESS", HEADING_SECTION},
        {"2. Overall effectiveness", "Overall effectiveness", HEADING_SECTION},
        {"**Overall effectiveness**", "Overall effectiveness", HEADING_SECTION},
        {"## Overall effectiveness", "Overall effectiveness", HEADING_SECTION},
        {"The inspection outcomes: Safeguarding services",
         "The inspection outcomes: Safeguarding services", HEADING_PART},
        {"Within three months:", "Within three months", HEADING_DEADLINE},
        {"Areas for improvement1", "Areas for improvement", HEADING_SECTION},
        {"Record of main findings: Northmere",
         "Record of main findings: Northmere", HEADING_RECORD},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[256] = REPORT "1. Plans are made.\n";
        strcat(strcat(text, cases[i].line), "\n2. They are kept.\n");
        struct blocks blocks = read_blocks(text);
        assert_int_equal(blocks.count, 4);
        assert_int_equal(blocks.list[2].kind, BLOCK_HEADING);
        assert_string_equal(blocks.list[2].text, cases[i].text);
        assert_non_null(blocks.list[2].rule);
        assert_int_equal(blocks.list[2].rule->role, cases[i].role);
        blocks_fini(&blocks);
    }
}

static void
a_heading_of_no_framework_is_recognised_by_its_shape(void **state)
{
    struct blocks blocks = read_blocks(REPORT "1. Plans are made.\n\n"
                                              "Children with disabilities\n\n"
                                              "2. They are kept.\n");

    (void)state;
    assert_int_equal(blocks.count, 4);
    assert_int_equal(blocks.list[2].kind, BLOCK_HEADING);
    assert_string_equal(blocks.list[2].text, "Children with disabilities");
    assert_null(blocks.list[2].rule);
    blocks_fini(&blocks);

    ASSERT_BLOCKS(LETTER "Plans are made.\n\nVisits are kept.\n\n"
                         "# Any words at all, marked.\n\nThey last.\n",
                  PROSE("Plans are made."), PROSE("Visits are kept."),
                  HEADING("Any words at all, marked."), PROSE("They last."));
}

static void
a_heading_may_take_two_lines(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. Plans are made.\n\n"
                         "The contribution of health agencies to keeping\n"
                         "children and young people safe\n\n2. They last.\n",
                  NUMBERED(1, "Plans are made."),
                  HEADING("The contribution of health agencies to keeping "
                          "children and young people safe"),
                  NUMBERED(2, "They last."));
}

static void
a_heading_known_by_how_it_begins_may_take_two_lines(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. Plans are made.\n\n"
                         "Making a positive contribution, including user\n"
                         "engagement\n\n2. They last.\n",
                  NUMBERED(1, "Plans are made."),
                  HEADING("Making a positive contribution, including user "
                          "engagement"),
                  NUMBERED(2, "They last."));
    ASSERT_BLOCKS(REPORT "The effectiveness of services in taking reasonable "
                         "steps to ensure\nthat children are safe. Grade 2 "
                         "(good)\n\n1. Plans last.\n",
                  GRADED("The effectiveness of services in taking reasonable "
                         "steps to ensure that children are safe",
                         "good"),
                  NUMBERED(1, "Plans last."));
}

static void
a_last_word_on_a_line_of_its_own_is_not_a_heading(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. Where a child is hurt, staff act\nimmediately.\n\n"
                         "2. They last.\n",
                  NUMBERED(1, "Where a child is hurt, staff act immediately."),
                  NUMBERED(2, "They last."));
    ASSERT_BLOCKS(LETTER "What was seen by them is told in these\n"
                         "findings.\n\nPlans last.\n",
                  PROSE("What was seen by them is told in these findings."),
                  PROSE("Plans last."));
}

static void
a_heading_may_carry_its_grade(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "Overall effectiveness Grade 2 (good)\n\n1. One.\n\n"
                         "Staying safe**Grade 3 (adequate)**\n\n2. Two.\n\n"
                         "Children are safe. Grade 2 (good)\n\n3. Three.\n\n"
                         "Partnership working Inadequate Grade 4\n\n4. Four.\n",
                  GRADED("Overall effectiveness", "good"), NUMBERED(1, "One."),
                  GRADED("Staying safe", "adequate"), NUMBERED(2, "Two."),
                  GRADED("Children are safe", "good"), NUMBERED(3, "Three."),
                  GRADED("Partnership working", "inadequate"),
                  NUMBERED(4, "Four."));
}

static void
a_grade_may_be_on_the_line_below(void **state)
{
    (void)state;
    ASSERT_BLOCKS(
        REPORT "Overall effectiveness\nGrade 2 (good)\n1. One.\n\n"
               "Being healthy\n\n**Grade 3 (adequate)**\n\n2. Two.\n\n"
               "Staying safe\n\n5\n\fGrade 4 Inadequate\n\n3. Three.\n",
        HEADING("Overall effectiveness"), GRADE("good"), NUMBERED(1, "One."),
        HEADING("Being healthy"), GRADE("adequate"), NUMBERED(2, "Two."),
        HEADING("Staying safe"), GRADE("inadequate"), NUMBERED(3, "Three."));
}

static void
emphasis_marks_are_dropped_and_other_asterisks_kept(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. The **plan** is *clear*; *The Right Way* helps.\n"
                         "2. Grades A*\xe2\x80\x93"
                         "C and A* rose; 5 * 3 is 15.\n"
                         "3. *All* gain (*some* more), A*\xe2\x80\x93"
                         "C with *maths*.\n",
                  NUMBERED(1, "The plan is clear; The Right Way helps."),
                  NUMBERED(2, "Grades A*\xe2\x80\x93"
                              "C and A* rose; 5 * 3 is 15."),
                  NUMBERED(3, "All gain (some more), A*\xe2\x80\x93"
                              "C with maths."));
}

static void
emphasis_marks_alone_are_nothing(void **state)
{
    (void)state;
    ASSERT_BLOCKS(LETTER "Findings\n\nPlans last.\n\n****\n\n- **\n"
                         "- Visits last.\n",
                  HEADING("Findings"), PROSE("Plans last."),
                  BULLET("Visits last."));
}

static void
soft_hyphens_and_odd_blanks_are_dropped(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. Safe\xc2\xad"
                         "guarding is safe\xc2\xad\nguarding.\n"
                         "2. Zero\xe2\x80\x8b"
                         "width, thin\xe2\x80\x89"
                         "blank,  two  blanks\xc2\xa0.\n",
                  NUMBERED(1, "Safeguarding is safeguarding."),
                  NUMBERED(2, "Zerowidth, thin blank, two blanks ."));
}

static void
characters_are_written_as_people_type_them(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. The \xef\xac\x81rst multi\xe2\x80\x91"
                         "agency o\xef\xac\x83"
                         "ce, 2016\xef\x80\xad"
                         "17\xef\x82\xb7.\n",
                  NUMBERED(1, "The first multi-agency office, 2016-17."));
}

static void
a_soft_hyphen_does_not_hide_a_heading(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. Plans are made.\n"
                         "Overall effective\xc2\xad"
                         "ness\n2. They last.\n",
                  NUMBERED(1, "Plans are made."),
                  HEADING("Overall effectiveness"), NUMBERED(2, "They last."));
}

static void
a_word_broken_at_a_line_end_is_joined(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. Assessments are late. Core assess-\nments too.\n",
                  NUMBERED(1, "Assessments are late. Core assessments too."));
}

static void
a_broken_word_that_occurs_nowhere_else_is_joined(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. Managers are strengthe-\nning their teams.\n",
                  NUMBERED(1, "Managers are strengthening their teams."));
}

static void
a_hyphen_of_the_words_own_is_kept_at_a_line_end(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. The short visit of one term gave a short-\n"
                         "term gain.\n",
                  NUMBERED(1, "The short visit of one term gave a short-term "
                              "gain."));
}

static void
a_hyphen_of_unicode_breaks_a_word_too(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. Assessments are late. Core assess\xe2\x80\x90\n"
                         "ments too.\n",
                  NUMBERED(1, "Assessments are late. Core assessments too."));
}

static void
a_hyphen_before_a_capital_or_a_figure_is_kept(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. In 2009-\n10 the Tarne-\nFell board met.\n",
                  NUMBERED(1, "In 2009-10 the Tarne-Fell board met."));
}

static void
a_dash_at_a_line_end_keeps_its_blanks(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. Plans are made -\nand kept.\n",
                  NUMBERED(1, "Plans are made - and kept."));
}

static void
a_block_knows_its_line(void **state)
{
    struct blocks blocks =
        read_blocks(REPORT "Overall effectiveness\n1. Plans are\nmade.\n\n1\n\f"
                           "2. They are\nkept.\n");

    (void)state;
    assert_int_equal(blocks.count, 4);
    assert_int_equal(blocks.list[0].line, 1);
    assert_int_equal(blocks.list[1].line, 3);
    assert_int_equal(blocks.list[2].line, 4);
    assert_int_equal(blocks.list[3].line, 8);
    blocks_fini(&blocks);
}

static void
a_known_heading_may_take_three_lines(void **state)
{
    (void)state;
    ASSERT_BLOCKS(REPORT "1. Plans are made.\n"
                         "The contribution of health agencies\n"
                         "to keeping children and\nyoung people safe\n"
                         "2. They last.\n",
                  NUMBERED(1, "Plans are made."),
                  HEADING("The contribution of health agencies to keeping "
                          "children and young people safe"),
                  NUMBERED(2, "They last."));
}

static void
a_bar_before_a_tab_is_a_part_of_its_cell(void **state)
{
    struct blocks blocks = read_blocks(REPORT "1. One.\n\n| a\tb\xc3\xa9\n");

    (void)state;
    assert_int_equal(blocks.list[2].kind, BLOCK_ROW);
    assert_string_equal(blocks.list[2].text, "| a\tb\xc3\xa9");
    blocks_fini(&blocks);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_begins_a_paragraph),
        cmocka_unit_test(a_number_alone_belongs_to_the_text_below),
        cmocka_unit_test(numbers_may_have_a_gap_and_start_again_at_one),
        cmocka_unit_test(
            a_figure_that_ends_a_sentence_is_not_a_paragraph_number),
        cmocka_unit_test(a_number_in_mid_sentence_does_not_begin_a_paragraph),
        cmocka_unit_test(every_kind_of_bullet_begins_a_paragraph),
        cmocka_unit_test(a_mark_within_a_word_is_not_a_bullet),
        cmocka_unit_test(a_letter_or_arrow_in_mid_sentence_is_not_a_bullet),
        cmocka_unit_test(a_sentence_before_a_list_begins_a_paragraph),
        cmocka_unit_test(a_dash_in_mid_sentence_is_not_a_bullet),
        cmocka_unit_test(a_bullet_alone_belongs_to_the_text_below),
        cmocka_unit_test(a_stray_dash_is_ignored),
        cmocka_unit_test(wrapped_lines_are_joined),
        cmocka_unit_test(a_paragraph_cut_in_mid_sentence_is_joined),
        cmocka_unit_test(a_numbered_paragraph_cut_after_a_full_stop_is_joined),
        cmocka_unit_test(a_bullet_cut_by_a_page_is_joined),
        cmocka_unit_test(prose_after_a_finished_bullet_is_separate),
        cmocka_unit_test(a_heading_after_an_unfinished_bullet_is_separate),
        cmocka_unit_test(
            wrapped_prose_cut_after_a_full_stop_continues_if_its_last_line_is_full),
        cmocka_unit_test(a_contents_list_is_dropped_in_every_layout),
        cmocka_unit_test(without_a_list_the_word_contents_drops_nothing),
        cmocka_unit_test(bars_and_tabs_make_rows),
        cmocka_unit_test(what_the_grades_mean_is_a_scale),
        cmocka_unit_test(a_heading_of_the_framework_is_known),
        cmocka_unit_test(a_heading_of_no_framework_is_recognised_by_its_shape),
        cmocka_unit_test(a_heading_may_take_two_lines),
        cmocka_unit_test(a_heading_known_by_how_it_begins_may_take_two_lines),
        cmocka_unit_test(a_last_word_on_a_line_of_its_own_is_not_a_heading),
        cmocka_unit_test(a_known_heading_may_take_three_lines),
        cmocka_unit_test(a_bar_before_a_tab_is_a_part_of_its_cell),
        cmocka_unit_test(a_heading_may_carry_its_grade),
        cmocka_unit_test(a_grade_may_be_on_the_line_below),
        cmocka_unit_test(emphasis_marks_are_dropped_and_other_asterisks_kept),
        cmocka_unit_test(emphasis_marks_alone_are_nothing),
        cmocka_unit_test(soft_hyphens_and_odd_blanks_are_dropped),
        cmocka_unit_test(characters_are_written_as_people_type_them),
        cmocka_unit_test(a_soft_hyphen_does_not_hide_a_heading),
        cmocka_unit_test(a_word_broken_at_a_line_end_is_joined),
        cmocka_unit_test(a_broken_word_that_occurs_nowhere_else_is_joined),
        cmocka_unit_test(a_hyphen_of_the_words_own_is_kept_at_a_line_end),
        cmocka_unit_test(a_hyphen_of_unicode_breaks_a_word_too),
        cmocka_unit_test(a_hyphen_before_a_capital_or_a_figure_is_kept),
        cmocka_unit_test(a_dash_at_a_line_end_keeps_its_blanks),
        cmocka_unit_test(a_block_knows_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
