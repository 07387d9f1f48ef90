/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What headings and sentences of PDFs do to the sections and judgements around
 * them, and what is left out.
 */
#include "read_paper.h"

static void
a_graded_heading_that_is_worded_differently_opens_its_area(void **state)
{
    struct report report = read_paper(
        ILACS_COVER ILACS_TABLE TYPESET_FILLER
        "== What needs to improve?\n- The boats.\n"
        "== Experiences and progress of children in need of help and "
        "protection: inadequate\n1. Help comes late.\n"
        "== The experience of care leavers is outstanding\n"
        "2. Flats are dry.\n");

    (void)state;
    ASSERT_PLACED(&report, {"The boats.", "general", "recommendation", NULL},
                  {"Help comes late.", "safeguarding", "finding", "inadequate"},
                  {"Flats are dry.", "care-leavers", "finding", "outstanding"});
    report_fini(&report);
}

static void
topics_of_a_list_are_not_sections(void **state)
{
    struct report report = read_paper(
        SIF_COVER SIF_TABLE SIF_ROWS
        ".page\n== Recommendations\n"
        "=== Priority and immediate action\n"
        "=== Leadership, management and governance\n1. Mend the boats.\n"
        "=== Areas for improvement\n"
        "=== Care leavers\n2. Dry the flats.\n"
        "=== Nets\n3. Dry the nets.\n" SIF_BODY);

    (void)state;
    ASSERT_PLACED(&report,
                  {"Mend the boats.", "leadership", "recommendation", NULL},
                  {"Dry the flats.", "care-leavers", "recommendation", NULL},
                  {"Dry the nets.", "general", "recommendation", NULL});
    assert_string_equal(
        paragraph_that_begins(&report, "Mend the boats.")->deadline,
        "immediately");
    assert_null(paragraph_that_begins(&report, "Dry the flats.")->deadline);
    report_fini(&report);
}

static void
sections_below_a_graded_one_have_its_judgement(void **state)
{
    struct report report =
        read_paper(SIF_COVER SIF_TABLE SIF_ROWS SIF_BODY
                   "=== Executive summary\nIt has met often.\n"
                   "=== Recommendations\n1. Meet more often.\n"
                   "=== Inspection findings\n7. It looks at boats.\n");

    (void)state;
    ASSERT_PLACED(
        &report,
        {"Help comes, but late.", "safeguarding", "finding",
         "requires-improvement"},
        {"It has met often.", "safeguarding-board", "finding", "good"},
        {"Meet more often.", "safeguarding-board", "recommendation", NULL},
        {"It looks at boats.", "safeguarding-board", "finding", "good"});
    const size_t judgement =
        paragraph_that_begins(&report, "Help comes, but late.")->judgement;
    assert_true(judgement < report.n_judgements);
    assert_string_equal(report.judgements[judgement].name,
                        "Children who need help and protection");
    report_fini(&report);
}

static void
a_sentence_belongs_to_the_judgement_that_is_its_subject(void **state)
{
    struct report report = read_paper(
        ILACS_COVER ILACS_TABLE TYPESET_FILLER
        "== " CARE ": good\n"
        "1. Education for children in care is outstanding.\n"
        "2. Boats are lent.\n"
        "3. Services for children in care are good.\n4. Nets are lent.\n");

    (void)state;
    assert_string_equal(paragraph_that_begins(&report, "Boats")->grade_source,
                        "section");
    assert_string_equal(paragraph_that_begins(&report, "Nets")->grade_source,
                        "carried");
    assert_string_equal(paragraph_that_begins(&report, "Nets")->grade, "good");
    report_fini(&report);
}

static void
an_unknown_first_heading_does_not_make_context(void **state)
{
    struct report report =
        read_paper("9 May 2023\nDear Ada Quill\n"
                   "=== Focused visit to Northmere " CHILDREN " services\n"
                   "This letter summarises a visit on 18 and 19 April 2023.\n"
                   "=== Summary of what was seen\n" TYPESET_FILLER
                   "Ofsted will take the findings into account.\n"
                   "It will come again.\n"
                   "Yours sincerely\nBede Marl\n");

    (void)state;
    ASSERT_PLACED(&report, {"This letter", "general", "context", NULL},
                  {"The port", "general", "finding", NULL},
                  {"Ofsted will take", "general", "context", NULL},
                  {"It will come", "general", "context", NULL});
    report_fini(&report);
}

static void
what_inspectors_looked_at_as_evidence_is_not_a_theme(void **state)
{
    struct report report = read_paper(
        "9 May 2023\nDear Ada Quill\n"
        "=== Focused visit to Northmere " CHILDREN " services\n"
        "This letter summarises a visit on 18 and 19 April 2023. The visit "
        "focused on children in need. Inspectors looked at a range of "
        "evidence, including discussions with care leavers.\n"
        "=== Main findings\n" TYPESET_FILLER "Yours sincerely\nBede Marl\n");

    (void)state;
    ASSERT_PLACED(&report, {"The port", "safeguarding", "finding", NULL});
    report_fini(&report);
}

static const char *
kind_of(const struct report *report, const char *beginning)
{
    const struct paragraph *p = paragraph_that_begins(report, beginning);
    return report->sections[p->section].kind;
}

static void
an_imprint_and_how_to_complain_are_not_findings(void **state)
{
    struct report report = read_paper(
        "= Inspection of the harbour in Northmere\nPublished: 3 July 2009\n"
        ".page\n\xc2\xa9 Crown copyright 2009\n"
        "It may be printed where its source is named.\n.page\n"
        "== Key findings\n1. Boats are mended.\n" TYPESET_FILLER
        "Any complaints about the inspection go to the harbour master.\n");

    (void)state;
    assert_string_equal(report.framework, "other");
    static const char *const not_findings[] = {
        "\xc2\xa9 Crown copyright", "It may be printed", "Any complaints"};
    for (size_t i = 0; i < sizeof not_findings / sizeof *not_findings; i++)
        assert_string_equal(kind_of(&report, not_findings[i]), "context");
    assert_string_equal(kind_of(&report, "Boats are mended."), "finding");
    report_fini(&report);
}

static void
a_section_resumes_after_a_box(void **state)
{
    struct report report = read_paper(
        "31 March 2023\nDear Northmere Local Safeguarding Partnership\n"
        "=== Joint targeted area inspection of Northmere\n"
        "This inspection took place from 6 to 10 February 2023.\n"
        "=== Main findings\n" TYPESET_FILLER "1. Help comes soon.\n"
        "=== Practice study: a strength\nOla was helped at school.\n"
        "2. Help goes on.\nYours sincerely\nAda Quill\n");

    (void)state;
    const struct paragraph *p = paragraph_that_begins(&report, "Help goes on.");
    assert_string_equal(report.sections[p->section].heading, "Main findings");
    p = paragraph_that_begins(&report, "Ola was helped");
    assert_string_equal(report.sections[p->section].heading,
                        "Practice study: a strength");
    assert_null(report.lead_inspector);
    report_fini(&report);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_graded_heading_that_is_worded_differently_opens_its_area),
        cmocka_unit_test(topics_of_a_list_are_not_sections),
        cmocka_unit_test(sections_below_a_graded_one_have_its_judgement),
        cmocka_unit_test(
            a_sentence_belongs_to_the_judgement_that_is_its_subject),
        cmocka_unit_test(an_unknown_first_heading_does_not_make_context),
        cmocka_unit_test(what_inspectors_looked_at_as_evidence_is_not_a_theme),
        cmocka_unit_test(a_section_resumes_after_a_box),
        cmocka_unit_test(an_imprint_and_how_to_complain_are_not_findings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
