/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What reports of an unknown kind say about themselves: whose area, when, who.
 */
#include "read_paper.h"
#include "read_text.h"

#include <glib.h>
#include <string.h>

#define BODY                                                                   \
    "\n\nIntroduction\n\n"                                                     \
    "The school stands by the harbour and takes pupils from all the "          \
    "islands.\n\nThey come by boat, and the boats are late.\n"

/* What is read from a text. */
struct facts {
    const char *authority, *from, *to, *published, *inspector, *title;
};

static void
assert_said(const char *what, const char *got, const char *wanted)
{
    if (strcmp(got ? got : "", wanted ? wanted : "") != 0)
        fail_msg("%s is \"%s\", not \"%s\"", what, got ? got : "",
                 wanted ? wanted : "");
}

static void
assert_facts(struct report report, const struct facts *wanted)
{
    assert_string_equal(report.framework, "other");
    assert_said("authority", report.authority, wanted->authority);
    assert_said("from", report.inspected_from, wanted->from);
    assert_said("to", report.inspected_to, wanted->to);
    assert_said("published", report.published, wanted->published);
    assert_said("inspector", report.lead_inspector, wanted->inspector);
    if (wanted->title)
        assert_said("title", report.title, wanted->title);
    report_fini(&report);
}

#define ASSERT_FACTS(text, ...)                                                \
    assert_facts(read_report(text), &(const struct facts){__VA_ARGS__})
#define ASSERT_PAPER(source, ...)                                              \
    assert_facts(read_paper(source), &(const struct facts){__VA_ARGS__})

static void
a_form_labels_what_it_says(void **state)
{
    (void)state;
    ASSERT_FACTS("INSPECTION REPORT\n\nHarbour Primary School\n\n"
                 "LEA area: Camden\n\nHeadteacher: Mr B Marl\n\n"
                 "Reporting inspector: Mrs A Quill\n\nRgI's number: 1234\n\n"
                 "Dates of inspection: 15th - 16th October 2001\n\n"
                 "Inspection number: 194353" BODY,
                 .authority = "Camden", .from = "2001-10-15",
                 .to = "2001-10-16", .inspector = "Mrs A Quill",
                 .title = "Harbour Primary School");
    ASSERT_FACTS("School report\n\nHarbour Primary School\n\n"
                 "Inspection dates\t28/01/2015 - 29/01/2015\n"
                 "Previous inspection\t7 May 2010" BODY
                 "\nSchool details\n\nUnique reference number\t100008\n"
                 "Local authority\tLondon Borough of Camden\n"
                 "Date of previous school inspection\t7-8 October 2009\n",
                 .authority = "Camden", .from = "2015-01-28",
                 .to = "2015-01-29");
}

static void
labels_may_be_broken_or_on_the_line_above(void **state)
{
    (void)state;
    ASSERT_FACTS("Harbour House\n\nLocal author ity\n\nKent County Council\n\n"
                 "Inspect ion dates\n\n9 to 10 March 2011\n\n"
                 "Date of publication\n\n4 April 2011" BODY,
                 .authority = "Kent", .from = "2011-03-09", .to = "2011-03-10",
                 .published = "2011-04-04");
    ASSERT_FACTS(
        "Harbour House\n\nDate of inspection visit:\n"
        "12 May 2015\n13 May 2015\nDate of publication:\n3 June 2015" BODY,
        .from = "2015-05-12", .to = "2015-05-13", .published = "2015-06-03");
}

static void
labels_may_follow_one_another(void **state)
{
    (void)state;
    ASSERT_FACTS("Harbour House\n\nReporting inspector: Mr A Quill 23456 Dates "
                 "of inspection: 15 October 2001 Date of previous inspection: "
                 "4 November 1996" BODY,
                 .from = "2001-10-15", .to = "2001-10-15",
                 .inspector = "Mr A Quill");
    ASSERT_FACTS("Harbour House\n\nInspection start date: 15 May 2012\n\n"
                 "Inspection end date: 18 May 2012" BODY,
                 .from = "2012-05-15", .to = "2012-05-18");
}

static void
an_authority_is_labelled_or_named_as_one(void **state)
{
    (void)state;
    /* A council that is not in the table. */
    ASSERT_FACTS("Harbour House\n\nLocal authority: Northmere" BODY,
                 .authority = "Northmere");
    ASSERT_FACTS("Harbour House\n\nLocal authority: Not applicable" BODY, 0);
    ASSERT_PAPER("= Harbour School\n.cells 388\n| LEA | Camden "
                 "LEA\n.page\n" TYPESET_FILLER "== Findings\nBoats are late.\n",
                 .authority = "Camden");
    ASSERT_FACTS("Youth offending services\n\nLeeds City Council" BODY,
                 .authority = "Leeds");
}

static void
a_cover_says_where_services_were_inspected(void **state)
{
    (void)state;
    ASSERT_PAPER("=== An inspection of boat services in\n= Kirklees\n"
                 "Board of Boats, October 2020\n.page\n" TYPESET_FILLER
                 "== Findings\nBoats are late.\n",
                 .authority = "Kirklees", .published = "2020-10");
    ASSERT_PAPER(
        "= An inspection of boat services in Kirklees\n.page\n" TYPESET_FILLER
        "== Findings\nBoats are late.\n",
        .authority = "Kirklees");
    /* Not what was inspected, or not only the name. */
    ASSERT_PAPER("= A survey of boat services in\n= Kirklees\n"
                 ".page\n" TYPESET_FILLER "== Findings\nBoats are late.\n",
                 0);
    ASSERT_PAPER("=== An inspection of boat services in\n= Reading Rooms\n"
                 ".page\n" TYPESET_FILLER "== Findings\nBoats are late.\n",
                 0);
}

static void
a_name_in_prose_or_in_another_name_is_not_the_authority(void **state)
{
    static const char *const covers[] = {
        "Birmingham City University",
        "Camden School for Girls",
        "Reading and writing in the islands",
        "Peterborough, Ontario",
        "Rochdale Road Primary School",
        "Bristol Street, Leeds LS1 2AB",
        NULL,
    };

    (void)state;
    for (size_t i = 0; covers[i]; i++) {
        char text[512];
        g_snprintf(text, sizeof text,
                   "%s\n\nThe Sutton Trust says that Kent County Council "
                   "helps children with reading.%s",
                   covers[i], BODY);
        ASSERT_FACTS(text, 0);
    }
}

static void
a_letter_says_when_the_visit_was(void **state)
{
    (void)state;
    ASSERT_FACTS("25 November 2011\n\nMiss B Marl\nHeadteacher\n\n"
                 "Dear Miss Marl\n\n"
                 "Monitoring inspection of Harbour School\n\n"
                 "Following my visit to your school on 23 and 24 November "
                 "2011, I write to confirm the findings. The school was last "
                 "inspected on 4 December 2010.\n\n"
                 "I am copying this letter to the Director of Children's "
                 "Services for Leeds.\n\nYours sincerely\n\nAda Quill\n\n"
                 "Her Majesty's Inspector\n",
                 .authority = "Leeds", .from = "2011-11-23", .to = "2011-11-24",
                 .published = "2011-11-25", .inspector = "Ada Quill",
                 .title = "Monitoring inspection of Harbour School");
}

static void
the_signature_may_be_on_the_line_of_the_name(void **state)
{
    (void)state;
    ASSERT_FACTS("25 November 2011\n\nDear Miss Marl\n\n"
                 "Monitoring inspection of Harbour School\n\n"
                 "The boats were late, and nobody had mended the nets.\n\n"
                 "I am copying this letter to the director of children's "
                 "services for Leeds.\n\nYours sincerely\n\n"
                 "Ada Quill Her Majesty\xe2\x80\x99s Inspector\n",
                 .authority = "Leeds", .published = "2011-11-25",
                 .inspector = "Ada Quill");
}

static void
an_accident_is_dated_by_its_day(void **state)
{
    (void)state;
    ASSERT_PAPER("= Collision of the ferry Halcyon with a pier\n"
                 "Northmere, on 17 September 2021\n"
                 "Final - 7 December 2022\n.page\n" TYPESET_FILLER
                 "== Summary\nOn 17 September 2021, the ferry was late and "
                 "the pier was not lit.\n",
                 .from = "2021-09-17", .to = "2021-09-17",
                 .published = "2022-12-07",
                 .title = "Collision of the ferry Halcyon with a pier");
    ASSERT_FACTS("Report 04-121\n\nData summary\n\n"
                 "Date and time:\t24 August 2004 at about 1530\n"
                 "Investigator-in-charge:\tB Marl" BODY,
                 .from = "2004-08-24", .to = "2004-08-24",
                 .inspector = "B Marl");
    /* The sentence may be a numbered paragraph. */
    ASSERT_PAPER("= Collision of the ferry Halcyon, 17 September 2021\n"
                 "Report 8/2022\n.page\n" TYPESET_FILLER
                 "== Summary\n3 At around 21:25 on Friday 17 September 2021, "
                 "the ferry was late.\n",
                 .from = "2021-09-17", .to = "2021-09-17");
}

static void
a_death_is_dated_on_the_cover(void **state)
{
    (void)state;
    ASSERT_FACTS("Investigation into the death of a keeper on 7 March "
                 "2012" BODY,
                 .from = "2012-03-07", .to = "2012-03-07");
    ASSERT_FACTS("Investigation into the death of a keeper, published 7 March "
                 "2012" BODY,
                 .published = "");
}

static void
a_month_dates_an_inspection_without_days(void **state)
{
    (void)state;
    ASSERT_FACTS("Harbour School\n\nDate of inspection: February 2012" BODY,
                 .from = "2012-02-01", .to = "2012-02-29");
    ASSERT_FACTS("Harbour School\n\nInspection date\n\nMarch 2014" BODY,
                 .from = "2014-03-01", .to = "2014-03-31");
    ASSERT_FACTS("Harbour School\n\nDate of previous inspection: March 2014\n"
                 "\nBefore the inspection of March 2014 nobody knew." BODY,
                 0);
    ASSERT_FACTS("A report on Harbour School, 1 Quay Road, Northmere NM1 4AB, "
                 "the islands. Date of inspection: March 2014 by Ofboat" BODY,
                 .from = "2014-03-01", .to = "2014-03-31");
    /* Days say more. */
    ASSERT_FACTS("Harbour School\n\nInspection date: March 2014\n\n"
                 "Dates of inspection: 3 to 6 March 2014" BODY,
                 .from = "2014-03-03", .to = "2014-03-06");
}

static void
an_earlier_inspection_never_dates_a_report(void **state)
{
    (void)state;
    ASSERT_FACTS("Harbour House\n\nDate of last inspection: 11 July 2024\n\n"
                 "Recent inspection history\n\n"
                 "Inspection date\tInspection type\tJudgement\n"
                 "11/07/2024\tFull\tGood\n" BODY,
                 0);
}

static void
a_sentence_may_say_when_inspectors_came(void **state)
{
    (void)state;
    ASSERT_FACTS("Harbour House" BODY
                 "\nThis inspection took place on 12 and 13 May 2015 and was "
                 "unannounced.\n",
                 .from = "2015-05-12", .to = "2015-05-13");
    ASSERT_FACTS("Harbour House\n\nInspection carried out on 3 May 2018" BODY
                 "\nInspection carried out on 4 June 2016\n",
                 .from = "2018-05-03", .to = "2018-05-03");
    /* A label has only the last day. */
    ASSERT_FACTS("Harbour House\n\nCompleted on: 13 May 2015" BODY
                 "\nThis was an unannounced inspection which took place on 12 "
                 "and 13 May 2015.\n",
                 .from = "2015-05-12", .to = "2015-05-13");
}

static void
the_lead_inspector_is_a_name_before_or_after_the_label(void **state)
{
    (void)state;
    ASSERT_FACTS("Harbour House" BODY
                 "\nThe lead inspector met with the chair of the board.\n\n"
                 "Inspection team\n\n"
                 "Ada Quill, lead inspector\tOfsted Inspector\n"
                 "Bede Marl\tOfsted Inspector\n",
                 .inspector = "Ada Quill");
    ASSERT_FACTS("Harbour House" BODY "\nThe inspection team\n\n"
                 "Ada Quill\tReporting inspector\n"
                 "Bede Marl\tLay inspector\n",
                 .inspector = "Ada Quill");
    ASSERT_FACTS("Harbour House" BODY "\nInspector\n\n"
                 "Ada Quill, Social Care Inspector\n",
                 .inspector = "Ada Quill");
}

static void
a_title_names_what_was_inspected(void **state)
{
    (void)state;
    ASSERT_PAPER("=== Department of Boats\n=== School report\n"
                 "= Harbour Primary School\nQuay Street, "
                 "Northmere\n.page\n" TYPESET_FILLER
                 "== Findings\nBoats are late.\n",
                 .title = "Harbour Primary School");
    ASSERT_PAPER("= SC012345\nRegistered provider: Harbour Care Ltd\n"
                 "Full inspection\n.page\n" TYPESET_FILLER
                 "== Findings\nBoats are late.\n",
                 .title = "SC012345");
    ASSERT_PAPER(
        "= Inspection of boats in:\n= Northmere\n.page\n" TYPESET_FILLER
        "== Findings\nBoats are late.\n",
        .title = "Inspection of boats in Northmere");
    /* The menu of a web page before it is not the text. */
    ASSERT_FACTS("- Home\n- Complaints about boats\n\n"
                 "INSPECTION OF THE HARBOUR\n\nCategory: Boats" BODY,
                 .title = "INSPECTION OF THE HARBOUR");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_form_labels_what_it_says),
        cmocka_unit_test(labels_may_be_broken_or_on_the_line_above),
        cmocka_unit_test(labels_may_follow_one_another),
        cmocka_unit_test(an_authority_is_labelled_or_named_as_one),
        cmocka_unit_test(a_cover_says_where_services_were_inspected),
        cmocka_unit_test(
            a_name_in_prose_or_in_another_name_is_not_the_authority),
        cmocka_unit_test(a_letter_says_when_the_visit_was),
        cmocka_unit_test(the_signature_may_be_on_the_line_of_the_name),
        cmocka_unit_test(an_accident_is_dated_by_its_day),
        cmocka_unit_test(a_death_is_dated_on_the_cover),
        cmocka_unit_test(a_month_dates_an_inspection_without_days),
        cmocka_unit_test(an_earlier_inspection_never_dates_a_report),
        cmocka_unit_test(a_sentence_may_say_when_inspectors_came),
        cmocka_unit_test(
            the_lead_inspector_is_a_name_before_or_after_the_label),
        cmocka_unit_test(a_title_names_what_was_inspected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
