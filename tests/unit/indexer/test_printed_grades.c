/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Grades as reports of unknown kinds print them.
 */
#include "read_paper.h"
#include "read_text.h"

#include <glib.h>
#include <string.h>

/* A judgement, in a table unless its source says otherwise. */
#define TABLE(n, g)                                                            \
    {                                                                          \
        .name = (n), .area = "general", .grade = (g), "table"                  \
    }
#define HEADING(n, g)                                                          \
    {                                                                          \
        .name = (n), .area = "general", .grade = (g), "heading"                \
    }

static void
assert_judged(struct report report, const struct judged *wanted)
{
    size_t count = 0;

    assert_string_equal(report.framework, "other");
    while (wanted[count].name)
        count++;
    assert_judgements(&report, wanted, count);
    report_fini(&report);
}

#define ASSERT_JUDGED(text, ...)                                               \
    assert_judged(read_report(text), (const struct judged[]){__VA_ARGS__, {0}})
#define ASSERT_PAPER(source, ...)                                              \
    assert_judged(read_paper(source), (const struct judged[]){__VA_ARGS__, {0}})
#define NO_JUDGEMENTS                                                          \
    {                                                                          \
        0                                                                      \
    }

#define BOATS "Boats are kept by the harbour, and pupils come in them.\n"

static void
a_table_has_the_name_and_the_grade(void **state)
{
    (void)state;
    ASSERT_PAPER("= Harbour School\n.cells 388\n"
                 "| Overall effectiveness | Good\n"
                 "| The quality of education | Outstanding\n"
                 "| Previous inspection grade | Inadequate\n"
                 "== What is it like?\n" BOATS TYPESET_FILLER,
                 TABLE("Overall effectiveness", "good"),
                 TABLE("The quality of education", "outstanding"));
    ASSERT_JUDGED("Harbour School\n\n"
                  "Overall effectiveness\tThis inspection:\tGood\t2\n"
                  "\tPrevious inspection:\tInadequate\t4\n"
                  "Quality of teaching\tRequires improvement\t3\n\n" BOATS,
                  TABLE("Overall effectiveness", "good"),
                  TABLE("Quality of teaching", "requires-improvement"));
}

static void
questions_are_answered_by_grades(void **state)
{
    (void)state;
    ASSERT_PAPER("= Harbour Surgery\n.cells 388\n"
                 "| _Overall rating of this lighthouse_ | Good \xe2\x97\x8f\n"
                 "| _Is the lamp bright?_ | Requires improvement\n"
                 "| _Is the keeper caring?_ | Good\n.page\n" TYPESET_FILLER
                 "== Is the lamp bright?\n=== Requires improvement\n" BOATS
                 "== Is the keeper caring? Good\n" BOATS,
                 TABLE("Overall rating of this lighthouse", "good"),
                 TABLE("Is the lamp bright?", "requires-improvement"),
                 TABLE("Is the keeper caring?", "good"));
}

static void
a_graded_heading_opens_a_section_with_the_grade(void **state)
{
    struct report report = read_paper(
        "= Harbour House\n" TYPESET_FILLER
        "== How well children are helped and protected: outstanding\n" BOATS
        "== Behaviour is good\n" BOATS ".cells 388\n"
        "| _Leadership and management_ | Inadequate\n" BOATS
        "== Provision\nGrade: Good\n\n" BOATS
        "== How good was it in earlier times?\n" BOATS);
    static const struct judged wanted[] = {
        HEADING("How well children are helped and protected", "outstanding"),
        HEADING("Behaviour", "good"),
        HEADING("Leadership and management", "inadequate"),
        HEADING("Provision", "good"),
    };
    static const char *const grades[] = {"outstanding", "good", "inadequate",
                                         "good", "ungraded"};
    size_t n = 0;

    (void)state;
    ASSERT_JUDGEMENTS(&report, wanted);
    for (size_t i = 0; i < report.n_paragraphs; i++)
        if (strncmp(report.paragraphs[i].text, "Boats", 5) == 0)
            assert_string_equal(report.paragraphs[i].grade, grades[n++]);
    assert_int_equal(n, sizeof grades / sizeof *grades);
    report_fini(&report);
}

static void
a_number_is_a_grade_where_a_scale_says_so(void **state)
{
    static const char numbers[] =
        "Harbour School\n\nOverall effectiveness\t2\nStaying safe\t1\n"
        "Number of pupils\t3\n\n" BOATS "\n";
    char *with_scale = g_strconcat(
        numbers, "Grade 1\tOutstanding\tIt leads.\nGrade 2\tGood\tIt does.\n",
        NULL);
    char *in_words = g_strconcat(numbers,
                                 "Partnership\t1\tNA\n\nGrade 1 is "
                                 "outstanding, grade 2 is good, and grade 4 is "
                                 "inadequate.\n",
                                 NULL);

    (void)state;
    ASSERT_JUDGED(with_scale, TABLE("Overall effectiveness", "good"),
                  TABLE("Staying safe", "outstanding"));
    ASSERT_JUDGED(in_words, TABLE("Overall effectiveness", "good"),
                  TABLE("Staying safe", "outstanding"),
                  HEADING("Partnership", "outstanding"));
    ASSERT_JUDGED(numbers, NO_JUDGEMENTS);
    g_free(with_scale);
    g_free(in_words);
}

static void
a_scale_may_have_the_numbers_after_the_grades(void **state)
{
    static const char *const scales[] = {
        "Lamps are graded on a scale of seven: excellent (1); very good (2); "
        "good (3); satisfactory (4); unsatisfactory (5).",
        "(1) excellent (2) very good (3) good", NULL};

    (void)state;
    for (size_t i = 0; scales[i]; i++) {
        char *text = g_strconcat("Harbour School\n\n", scales[i],
                                 "\n\nCare of the lamps\t2\n"
                                 "Mending of nets\t3\n\n" BOATS "\n",
                                 NULL);
        ASSERT_JUDGED(text, TABLE("Care of the lamps", "very-good"),
                      TABLE("Mending of nets", "good"));
        g_free(text);
    }
}

static void
a_sentence_may_state_a_grade_of_several_words(void **state)
{
    struct report report = read_paper(
        "= Harbour House\n" TYPESET_FILLER
        "== The lamps\nThe care of the lamps is very good.\n"
        "== The nets\nMending of nets is not sufficiently good.\n"
        "== The boats\nThe boats are consistently reasonably good, but wet.\n"
        "== The keepers\nThe keepers are very good sailors.\n");
    static const char *const wanted[][2] = {
        {"The care", "very-good"},
        {"Mending", "not-sufficiently-good"},
        {"The boats are", "reasonably-good"},
        {"The keepers are", "ungraded"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        assert_string_equal(paragraph_that_begins(&report, wanted[i][0])->grade,
                            wanted[i][1]);
    report_fini(&report);
}

static void
a_section_may_begin_with_its_grade(void **state)
{
    struct report report =
        read_paper("= Harbour House\n" TYPESET_FILLER
                   "== Care of the lamps\nThe care of the lamps is good.\n\n"
                   "The keepers know when it is dark.\n"
                   "== Nets\nBoats are good. They are blue.\n"
                   "== Ships\nThe boats are good.\n");
    static const struct judged wanted[] = {
        HEADING("Care of the lamps", "good")};

    (void)state;
    ASSERT_JUDGEMENTS(&report, wanted);
    assert_string_equal(paragraph_that_begins(&report, "The keepers")->grade,
                        "good");
    report_fini(&report);
}

static void
a_number_may_be_before_its_grade(void **state)
{
    (void)state;
    ASSERT_JUDGED("Harbour House\n\n"
                  "How well do we support people?\t4 - Good\n"
                  "How good is our leadership?\tGood (4)\n\n" BOATS,
                  TABLE("How well do we support people?", "good"),
                  TABLE("How good is our leadership?", "good"));
}

static void
lines_of_a_list_may_be_read_as_one(void **state)
{
    (void)state;
    ASSERT_JUDGED("Harbour House\n\n" BOATS "\nQuality of care: 4 - Good\n"
                  "Quality of staffing: Requires improvement\n"
                  "Is the house safe? Inadequate\n\n" BOATS,
                  TABLE("Quality of care", "good"),
                  TABLE("Quality of staffing", "requires-improvement"),
                  TABLE("Is the house safe?", "inadequate"));
    ASSERT_JUDGED("Harbour School\n\n" BOATS
                  "\nProgress since the boats came \xe2\x80\x93 satisfactory "
                  "Progress since the last visit \xe2\x80\x93 satisfactory "
                  "Nobody else may come.\n",
                  HEADING("Progress since the boats came", "satisfactory"));
}

static void
an_explanation_of_the_grades_is_not_a_judgement(void **state)
{
    (void)state;
    ASSERT_JUDGED("Harbour House\n\n" BOATS "\nOverall effectiveness\t2\n"
                  "Safety\t1\n\nKey for inspection grades\n\n"
                  "Grade 1\tOutstanding\nGrade 2\tGood\n",
                  TABLE("Overall effectiveness", "good"),
                  TABLE("Safety", "outstanding"));
}

static void
an_earlier_grade_is_not_one(void **state)
{
    (void)state;
    ASSERT_JUDGED("Harbour House\n\nFull inspection\n\n" BOATS
                  "\nOverall judgement at last inspection: good\n\n"
                  "Recent inspection history\n\n"
                  "Inspection date\tInspection type\tInspection judgement\n"
                  "11/07/2024\tFull\tOutstanding\n",
                  NO_JUDGEMENTS);
    ASSERT_JUDGED("Harbour House\n\n"
                  "Judgement\tThis inspection\tPrevious inspection\n"
                  "Overall effectiveness\tGood\tInadequate\n\n" BOATS,
                  TABLE("Overall effectiveness", "good"));
    ASSERT_JUDGED("Harbour House\n\nCare of the lamps\n\n"
                  "Good (2019: Inadequate)\n\nWhat was found\n\n" BOATS,
                  TABLE("Care of the lamps", "good"));
}

static void
a_word_in_a_sentence_is_not_a_grade(void **state)
{
    (void)state;
    ASSERT_PAPER("= Harbour School\n" TYPESET_FILLER
                 "== It is not yet an outstanding school because\n" BOATS
                 "== What makes teaching good\n" BOATS
                 "Some say that the boats are good.\n",
                 NO_JUDGEMENTS);
}

static void
a_name_may_go_on_below_its_grade(void **state)
{
    (void)state;
    ASSERT_JUDGED("Harbour House\n\n"
                  "Overall experiences and progress of\tgood\n"
                  "children, taking into account\n\n"
                  "How well children are helped\tgood\n\n" BOATS,
                  TABLE("Overall experiences and progress of children, taking "
                        "into account",
                        "good"),
                  TABLE("How well children are helped", "good"));
}

static void
a_grade_may_be_the_line_after_its_name(void **state)
{
    (void)state;
    ASSERT_JUDGED("Harbour House\n\nInspection date\n\n7 March 2012\n\n"
                  "Quality of the lamps\n\nGood\n\nCare of the nets\n\n"
                  "6 - Excellent\n\nPrevious inspection grade\n\n"
                  "Inadequate\n\nWhat was found\n\n" BOATS,
                  TABLE("Quality of the lamps", "good"),
                  TABLE("Care of the nets", "excellent"));
    /* Steps of a scale; a list of grades; a number of something; prose. */
    ASSERT_JUDGED("Harbour House\n\nGrade 1\n\nOutstanding\n\nGrade 2\n\n"
                  "Good\n\n- Lighthouses are\n- Outstanding\n- Good\n\n"
                  "Number of boats\n\n2\n\nThe boats were late.\n\nGood\n\n"
                  "What was found\n\n" BOATS,
                  NO_JUDGEMENTS);
}

static void
a_list_of_ratings_needs_no_marks(void **state)
{
    (void)state;
    ASSERT_JUDGED("Harbour House\n\nRatings\n\n- Safe Requires improvement\n"
                  "- Well-lit Good\n\nWhat was found\n\n" BOATS,
                  TABLE("Safe", "requires-improvement"),
                  TABLE("Well-lit", "good"));
    /* One item is not a list; a sentence is not a rating. */
    ASSERT_JUDGED("Harbour House\n\nRatings\n\n- Boats Are Good\n"
                  "- The nets are good\n- The lamps are good\n\n"
                  "What was found\n\n" BOATS,
                  NO_JUDGEMENTS);
}

static void
the_number_of_a_row_is_not_in_the_name(void **state)
{
    (void)state;
    ASSERT_PAPER("= Harbour House\n.cells 388\n"
                 "| 1.1 Keeping lamps | Good\n| 1.2 Mending nets | Weak\n"
                 "== What was found\n" BOATS TYPESET_FILLER,
                 TABLE("Keeping lamps", "good"), TABLE("Mending nets", "weak"));
}

static void
a_heading_may_be_nothing_but_the_judgement(void **state)
{
    (void)state;
    ASSERT_PAPER("= Harbour House\n" TYPESET_FILLER
                 "== Judgement: good\n" BOATS,
                 HEADING("Judgement", "good"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_has_the_name_and_the_grade),
        cmocka_unit_test(questions_are_answered_by_grades),
        cmocka_unit_test(a_graded_heading_opens_a_section_with_the_grade),
        cmocka_unit_test(a_number_is_a_grade_where_a_scale_says_so),
        cmocka_unit_test(a_scale_may_have_the_numbers_after_the_grades),
        cmocka_unit_test(a_sentence_may_state_a_grade_of_several_words),
        cmocka_unit_test(a_section_may_begin_with_its_grade),
        cmocka_unit_test(a_number_may_be_before_its_grade),
        cmocka_unit_test(lines_of_a_list_may_be_read_as_one),
        cmocka_unit_test(an_explanation_of_the_grades_is_not_a_judgement),
        cmocka_unit_test(an_earlier_grade_is_not_one),
        cmocka_unit_test(a_word_in_a_sentence_is_not_a_grade),
        cmocka_unit_test(a_name_may_go_on_below_its_grade),
        cmocka_unit_test(a_grade_may_be_the_line_after_its_name),
        cmocka_unit_test(a_list_of_ratings_needs_no_marks),
        cmocka_unit_test(the_number_of_a_row_is_not_in_the_name),
        cmocka_unit_test(a_heading_may_be_nothing_but_the_judgement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
