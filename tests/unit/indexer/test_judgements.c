/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Grades and judgements in the text of a report: in tables and records, in
 * headings, and as paragraphs state them.
 */
#include "read_text.h"

#define ILACS                                                                  \
    "Inspection of Elmcastle Council\nlocal authority children's services\n"   \
    "Inspection dates: 3 to 7 March 2025\n"                                    \
    "Lead inspector: Jo Example, His Majesty's "                               \
    "Inspector\nJudgement\n\nGrade\n\n"

static const struct judged ilacs_judgements[] = {
    {.name = "The experiences and progress of children who need help and "
             "protection",
     .area = "safeguarding",
     .grade = "requires-improvement",
     .source = "table"},
    {.name = "Overall effectiveness",
     .area = "general",
     .grade = "good",
     .source = "table"},
};

static void
a_table_whose_cells_came_apart_is_reassembled(void **state)
{
    struct report report = read_report(
        ILACS "The experiences and progress of children who need\nhelp and "
              "protection\n\nRequires improvement to be\ngood\n\n"
              "Overall effectiveness\n\nGood\n\n"
              "Leaders know their services and act on what they know.\n\n"
              "What needs to improve?\n\n- Plans.\n\n"
              "The experiences and progress of children who need help and\n"
              "protection: requires improvement to be good\n\n"
              "1. Help comes late.\n");

    (void)state;
    assert_string_equal(report.framework, "ilacs");
    assert_string_equal(report.authority, "Elmcastle");
    assert_string_equal(report.inspected_to, "2025-03-07");
    ASSERT_JUDGEMENTS(&report, ilacs_judgements);
    assert_string_equal(paragraph_of(&report, "p1")->text,
                        "Leaders know their services and act on what they "
                        "know.");
    assert_string_equal(section_of(&report, "p2")->kind, "recommendation");
    assert_string_equal(section_of(&report, "1")->area, "safeguarding");
    assert_string_equal(section_of(&report, "1")->grade,
                        "requires-improvement");
    report_fini(&report);
}

/* A paragraph of its section is about either; the judgement is about both. */
static void
a_judgement_may_be_of_two_areas(void **state)
{
    struct report report = read_report(
        ILACS "The experiences and progress of children in care and care "
              "leavers\n\nGood\n\nOverall effectiveness\n\nGood\n\n"
              "What needs to improve?\n\n- Plans.\n");

    (void)state;
    assert_int_equal(report.n_judgements, 2);
    assert_string_equal(report.judgements[0].area, "looked-after-children");
    assert_string_equal(report.judgements[0].second_area, "care-leavers");
    assert_null(report.judgements[1].second_area);
    report_fini(&report);
}

static void
names_of_a_table_may_precede_all_its_grades(void **state)
{
    struct report report = read_report(
        ILACS "The experiences and progress of children who need help and "
              "protection\n\nOverall effectiveness\n\n"
              "Requires improvement to be good\n\nGood\n\n"
              "Leaders know their services.\n");

    (void)state;
    ASSERT_JUDGEMENTS(&report, ilacs_judgements);
    assert_int_equal(report.n_paragraphs, 1);
    report_fini(&report);
}

static void
what_a_table_does_not_judge_is_odd_and_not_a_paragraph(void **state)
{
    struct report report =
        read_report(ILACS "The experiences and progress of children in care\n\n"
                          "Not judged\n\nOverall effectiveness\n\nGood\n\n"
                          "Leaders know their services.\n");

    (void)state;
    assert_int_equal(report.n_judgements, 1);
    assert_int_equal(report.n_paragraphs, 1);
    assert_int_equal(report.n_oddities, 1);
    assert_string_equal(report.oddities[0].text,
                        "the table has no grade for \"The experiences and "
                        "progress of children in care\": Not judged");
    report_fini(&report);
}

static void
prose_that_begins_like_a_graded_heading_is_prose(void **state)
{
    struct report report = read_report(
        ILACS "Overall effectiveness\n\nGood\n\n"
              "The experiences and progress of children in care have improved\n"
              "since the last inspection, and leaders know it.\n");

    (void)state;
    assert_int_equal(report.n_paragraphs, 1);
    assert_null(section_of(&report, "p1")->heading);
    report_fini(&report);
}

static void
a_section_has_the_grade_of_its_own_heading_only(void **state)
{
    struct report report = read_report(
        COVER SAFEGUARDING
        "Overall effectiveness Grade 2 (good)\n\n1. Help comes.\n\n"
        "Being healthy\n\n2. Nurses call.\n\n"
        "Staying safe\nGrade 4 (inadequate)\n\n3. Doors are locked.\n\n"
        "Partnership working\n\n4. Schools help.\n");

    (void)state;
    assert_grade(&report, "1", "good", "section");
    assert_grade(&report, "2", "ungraded", "none");
    assert_grade(&report, "3", "inadequate", "section");
    assert_grade(&report, "4", "ungraded", "none");
    assert_null(section_of(&report, "2")->grade);
    report_fini(&report);
}

static void
a_heading_within_a_section_keeps_its_grade(void **state)
{
    struct report report = read_report(
        COVER SAFEGUARDING PROVISION
        "1. Help comes.\n\nChildren with disabilities\n\n2. A club helps.\n\n"
        "Young carers Grade 2 (good)\n\n3. A card helps.\n");

    (void)state;
    assert_grade(&report, "1", "adequate", "section");
    assert_grade(&report, "2", "adequate", "section");
    assert_grade(&report, "3", "good", "section");
    report_fini(&report);
}

static void
a_heading_within_a_section_may_have_a_grade_of_its_own_below(void **state)
{
    struct report report =
        read_report(COVER SAFEGUARDING PROVISION
                    "1. Help comes.\n\nYoung carers\n\nGrade 2 (good)\n\n"
                    "2. A card helps.\n");

    (void)state;
    assert_grade(&report, "1", "adequate", "section");
    assert_grade(&report, "2", "good", "section");
    report_fini(&report);
}

static void
a_grade_after_a_paragraph_does_not_belong_to_the_heading(void **state)
{
    struct report report = read_report(
        COVER SAFEGUARDING "Being healthy\n\n1. Nurses call.\n\n"
                           "Grade 4 (inadequate)\n\n2. They are kind.\n");

    (void)state;
    assert_grade(&report, "1", "ungraded", "none");
    assert_grade(&report, "2", "ungraded", "none");
    report_fini(&report);
}

#define PLANNED_RECORD                                                         \
    RECORD "| Overall effectiveness | Adequate |\n"                            \
           "| Quality of provision | |\n"                                      \
           "| Service responsiveness | Good |\n"                               \
           "| Case planning, review and recording | Adequate |\n"

static void
what_a_paragraph_states_overrides_its_section(void **state)
{
    struct report report = read_report(
        COVER SAFEGUARDING PROVISION
        "1. Visits are kept.\n2. Case recording is inadequate. Files are "
        "thin.\n" PLANNED_RECORD);

    (void)state;
    assert_grade(&report, "1", "adequate", "section");
    assert_grade(&report, "2", "inadequate", "stated");
    assert_string_equal(section_of(&report, "2")->grade, "adequate");
    assert_judged_by(&report, "2", "Case planning, review and recording");
    report_fini(&report);
}

static void
a_statement_on_a_named_judgement_is_carried(void **state)
{
    struct report report =
        read_report(COVER SAFEGUARDING PROVISION
                    "1. Case recording is inadequate.\n2. Files are thin.\n"
                    "3. The system is slow.\n\n"
                    "Partnership working\n\n4. Schools help.\n" PLANNED_RECORD);

    (void)state;
    assert_grade(&report, "1", "inadequate", "stated");
    assert_grade(&report, "2", "inadequate", "carried");
    assert_grade(&report, "3", "inadequate", "carried");
    assert_judged_by(&report, "3", "Case planning, review and recording");
    /* It is not carried into another section. */
    assert_grade(&report, "4", "ungraded", "none");
    report_fini(&report);
}

static void
another_statement_ends_what_was_carried(void **state)
{
    struct report report = read_report(
        COVER SAFEGUARDING PROVISION
        "1. Case recording is inadequate.\n2. Service responsiveness is good.\n"
        "3. Calls are taken.\n4. The bus to town is outstanding.\n"
        "5. It runs late.\n" PLANNED_RECORD);

    (void)state;
    assert_grade(&report, "2", "good", "stated");
    assert_grade(&report, "3", "good", "carried");
    assert_judged_by(&report, "3", "Service responsiveness");
    /* A grade of something that the record does not name is stated, but not
     * carried. */
    assert_grade(&report, "4", "outstanding", "stated");
    assert_grade(&report, "5", "adequate", "section");
    report_fini(&report);
}

static void
mentioning_another_judgement_ends_what_was_carried(void **state)
{
    struct report report =
        read_report(COVER SAFEGUARDING PROVISION
                    "1. Case recording is inadequate.\n"
                    "2. Files are thin. Service responsiveness suffers.\n"
                    "3. Service responsiveness has been looked at twice.\n"
                    "4. Calls are taken.\n" PLANNED_RECORD);

    (void)state;
    assert_grade(&report, "2", "inadequate", "carried");
    assert_grade(&report, "3", "adequate", "section");
    assert_grade(&report, "4", "adequate", "section");
    report_fini(&report);
}

static void
a_statement_does_not_mean_judgements_of_another_area(void **state)
{
    struct report report =
        read_report(COVER SAFEGUARDING
                    "Overall effectiveness\n\n1. Being healthy is good."
                    "\n2. Nurses call.\n\n" LOOKED_AFTER
                    "Overall effectiveness\n\n3. Being healthy is good."
                    "\n4. Nurses call.\n" RECORD "Overall effectiveness\tGood\n"
                    "Overall effectiveness\tGood\n"
                    "Being healthy\tGood\n");

    (void)state;
    assert_grade(&report, "1", "good", "stated");
    assert_grade(&report, "2", "ungraded", "none");
    assert_grade(&report, "3", "good", "stated");
    assert_grade(&report, "4", "good", "carried");
    report_fini(&report);
}

static void
recommendations_and_context_are_ungraded(void **state)
{
    struct report report =
        read_report(COVER "About this inspection\n\n1. Case recording is "
                          "inadequate.\n\n" SAFEGUARDING
                          "Areas for improvement Grade 2 (good)\n\n"
                          "2. Case recording is inadequate.\n");

    (void)state;
    assert_grade(&report, "1", "ungraded", "none");
    assert_grade(&report, "2", "ungraded", "none");
    report_fini(&report);
}

static void
the_scale_of_grades_is_not_a_paragraph(void **state)
{
    struct report report =
        read_report(COVER "The inspection judgements and what they mean\n\n"
                          "1. The grades are these.\n\n"
                          "| Good (Grade 2) | More than is asked |\n"
                          "Adequate (Grade 3)   As much as is asked\n\n"
                          "Service information\n\n2. A port.\n");

    (void)state;
    assert_int_equal(report.n_paragraphs, 2);
    assert_int_equal(report.n_judgements, 0);
    report_fini(&report);
}

#define TWO_PARTS                                                              \
    COVER SAFEGUARDING                                                         \
        "Overall effectiveness\n\n1. Help comes.\n\n" LOOKED_AFTER             \
        "Overall effectiveness\n\n2. Homes are warm.\n"

static const struct judged two_parts[] = {
    {"safeguarding", "Overall effectiveness", "adequate", "record"},
    {"safeguarding", "Staying safe", "inadequate", "record"},
    {"looked-after-children", "Overall effectiveness", "good", "record"},
    {"looked-after-children", "Being healthy", "outstanding", "record"},
};

static void
a_record_may_be_a_table_of_bars(void **state)
{
    struct report report = read_report(
        TWO_PARTS RECORD "| Safeguarding services | |\n|---|---|\n"
                         "| Overall effectiveness | Adequate |\n"
                         "| Staying safe | **Inadequate** |\n\n"
                         "| Services for looked after children | |\n"
                         "| Overall effectiveness | Grade 2 (good) |\n"
                         "| Being healthy | Outstanding |\n");

    (void)state;
    ASSERT_JUDGEMENTS(&report, two_parts);
    assert_int_equal(report.n_paragraphs, 2);
    report_fini(&report);
}

static void
a_record_may_be_a_table_of_tabs(void **state)
{
    struct report report =
        read_report(TWO_PARTS RECORD "Safeguarding services\t\n"
                                     "Overall effectiveness\tAdequate\n"
                                     "Staying safe\tInadequate\n"
                                     "Services for looked after children\t\n"
                                     "Overall effectiveness\tGood\n"
                                     "Being healthy\tOutstanding\n");

    (void)state;
    ASSERT_JUDGEMENTS(&report, two_parts);
    assert_int_equal(report.n_paragraphs, 2);
    report_fini(&report);
}

static void
a_record_may_be_lines(void **state)
{
    struct report report =
        read_report(TWO_PARTS RECORD "Safeguarding services\n\n"
                                     "Overall effectiveness\n\nAdequate\n\n"
                                     "Staying safe\n\nInadequate Grade 4\n\n"
                                     "Services for looked after children\n\n"
                                     "Overall effectiveness\n\nGood\n\n4\n\f"
                                     "Being healthy   Outstanding\n");

    (void)state;
    ASSERT_JUDGEMENTS(&report, two_parts);
    assert_int_equal(report.n_paragraphs, 2);
    report_fini(&report);
}

static void
a_label_of_the_record_may_take_two_lines(void **state)
{
    struct report report = read_report(
        COVER SAFEGUARDING "Overall effectiveness\n\n1. Help comes.\n" RECORD
                           "Overall effectiveness\n\nGood\n\n"
                           "Evaluation, including performance management and\n"
                           "workforce development\n\nAdequate\n\n"
                           "Value for money\n\nGood\n");
    static const struct judged wanted[] = {
        {"safeguarding", "Overall effectiveness", "good", "record"},
        {"safeguarding",
         "Evaluation, including performance management and workforce "
         "development",
         "adequate", "record"},
        {"safeguarding", "Value for money", "good", "record"},
    };

    (void)state;
    ASSERT_JUDGEMENTS(&report, wanted);
    report_fini(&report);
}

static void
a_long_label_of_the_record_does_not_swallow_another(void **state)
{
    struct report report = read_report(
        COVER SAFEGUARDING "Overall effectiveness\n\n1. Help comes.\n" RECORD
                           "Overall effectiveness\n\nGood\n\n"
                           "Children are safe: how well the services of the "
                           "town see to it that all its children are safe\n\n"
                           "Adequate\n\nUser engagement\n\nGood\n");
    static const struct judged wanted[] = {
        {"safeguarding", "Overall effectiveness", "good", "record"},
        {"safeguarding",
         "Children are safe: how well the services of the town see to it that "
         "all its children are safe",
         "adequate", "record"},
        {"safeguarding", "User engagement", "good", "record"},
    };

    (void)state;
    ASSERT_JUDGEMENTS(&report, wanted);
    report_fini(&report);
}

static void
area_headings_in_wrong_places_of_the_record_shift_nothing(void **state)
{
    struct report report =
        read_report(TWO_PARTS RECORD "Safeguarding services\t\n"
                                     "Overall effectiveness\tAdequate\n"
                                     "Services for looked after children\t\n"
                                     "Staying safe\tInadequate\n"
                                     "Services for looked after children\t\n"
                                     "Overall effectiveness\tGood\n"
                                     "Services for looked after children\t\n"
                                     "Being healthy\tOutstanding\n");

    (void)state;
    ASSERT_JUDGEMENTS(&report, two_parts);
    report_fini(&report);
}

static void
a_part_whose_heading_is_repeated_shifts_nothing(void **state)
{
    struct report report = read_report(
        COVER SAFEGUARDING
        "Safeguarding services\n\nOverall effectiveness\n\n1. Help "
        "comes.\n\n" LOOKED_AFTER
        "Services for looked after children\n\nOverall effectiveness\n\n"
        "2. Homes are warm.\n" RECORD
        "Overall effectiveness\tAdequate\nStaying safe\tInadequate\n"
        "Overall effectiveness\tGood\nBeing healthy\tOutstanding\n");

    (void)state;
    ASSERT_JUDGEMENTS(&report, two_parts);
    report_fini(&report);
}

static void
a_row_of_one_cell_in_the_record_is_not_a_judgement(void **state)
{
    struct report report =
        read_report(TWO_PARTS RECORD "| Safeguarding services |\n"
                                     "| Overall effectiveness | Adequate |\n"
                                     "| Staying safe | Inadequate |\n"
                                     "| Services for looked after children |\n"
                                     "| Overall effectiveness | Good |\n"
                                     "| Being healthy | Outstanding |\n");

    (void)state;
    ASSERT_JUDGEMENTS(&report, two_parts);
    report_fini(&report);
}

static void
a_graded_heading_that_the_record_lacks_is_a_judgement(void **state)
{
    struct report report = read_report(
        COVER SAFEGUARDING
        "Overall effectiveness Grade 3 (adequate)\n\n1. Help comes.\n\n"
        "Young carers Grade 2 (good)\n\n2. A card helps.\n" RECORD
        "Overall effectiveness\tAdequate\n");
    static const struct judged wanted[] = {
        {"safeguarding", "Overall effectiveness", "adequate", "record"},
        {"safeguarding", "Young carers", "good", "heading"},
    };

    (void)state;
    ASSERT_JUDGEMENTS(&report, wanted);
    assert_judged_by(&report, "1", "Overall effectiveness");
    assert_judged_by(&report, "2", "Young carers");
    report_fini(&report);
}

static void
a_framework_without_grades_has_none(void **state)
{
    struct report report =
        read_report(LETTER "Findings\n\n- Case recording is inadequate.\n");

    (void)state;
    assert_grade(&report, "p1", "ungraded", "none");
    report_fini(&report);
}

static void
the_subject_of_another_judgement_ends_what_was_carried(void **state)
{
    struct report report = read_report(
        COVER SAFEGUARDING PROVISION
        "1. Case recording is inadequate.\n"
        "2. Entries are late.\n"
        "3. Complaints processes are satisfactory.\n" RECORD
        "| Overall effectiveness | Adequate |\n"
        "| Service responsiveness including complaints | Adequate |\n"
        "| Case planning, review and recording | Inadequate |\n");

    (void)state;
    assert_grade(&report, "2", "inadequate", "carried");
    assert_grade(&report, "3", "adequate", "section");
    report_fini(&report);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_whose_cells_came_apart_is_reassembled),
        cmocka_unit_test(a_judgement_may_be_of_two_areas),
        cmocka_unit_test(names_of_a_table_may_precede_all_its_grades),
        cmocka_unit_test(
            what_a_table_does_not_judge_is_odd_and_not_a_paragraph),
        cmocka_unit_test(prose_that_begins_like_a_graded_heading_is_prose),
        cmocka_unit_test(a_section_has_the_grade_of_its_own_heading_only),
        cmocka_unit_test(a_heading_within_a_section_keeps_its_grade),
        cmocka_unit_test(
            a_heading_within_a_section_may_have_a_grade_of_its_own_below),
        cmocka_unit_test(
            a_grade_after_a_paragraph_does_not_belong_to_the_heading),
        cmocka_unit_test(what_a_paragraph_states_overrides_its_section),
        cmocka_unit_test(a_statement_on_a_named_judgement_is_carried),
        cmocka_unit_test(another_statement_ends_what_was_carried),
        cmocka_unit_test(mentioning_another_judgement_ends_what_was_carried),
        cmocka_unit_test(a_statement_does_not_mean_judgements_of_another_area),
        cmocka_unit_test(recommendations_and_context_are_ungraded),
        cmocka_unit_test(the_scale_of_grades_is_not_a_paragraph),
        cmocka_unit_test(a_record_may_be_a_table_of_bars),
        cmocka_unit_test(a_record_may_be_a_table_of_tabs),
        cmocka_unit_test(a_record_may_be_lines),
        cmocka_unit_test(a_label_of_the_record_may_take_two_lines),
        cmocka_unit_test(a_long_label_of_the_record_does_not_swallow_another),
        cmocka_unit_test(
            area_headings_in_wrong_places_of_the_record_shift_nothing),
        cmocka_unit_test(a_part_whose_heading_is_repeated_shifts_nothing),
        cmocka_unit_test(a_row_of_one_cell_in_the_record_is_not_a_judgement),
        cmocka_unit_test(a_graded_heading_that_the_record_lacks_is_a_judgement),
        cmocka_unit_test(a_framework_without_grades_has_none),
        cmocka_unit_test(
            the_subject_of_another_judgement_ends_what_was_carried),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
