/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "report/cover.h"
#include "blocks/layout.h"
#include "reading.h"
#include "lines/txt.h"

#include <stdlib.h>
#include <string.h>

#define TITLE                                                                  \
    "Inspection of safeguarding and looked after children services\n\n"
#define BODY "\nAbout this inspection\n\n1. Plans were read in May 2009.\n"

/* The caller frees it with report_fini(). */
static struct report
read_cover(const char *text)
{
    struct lines lines;
    struct blocks blocks;
    struct report report = {0};
    char reason[REASON_SIZE] = "";

    if (!txt_read(text, strlen(text), &lines, reason))
        fail_msg("refused: %s", reason);
    const struct framework *framework = reading_framework(&lines);
    layout_read(&lines, framework, &blocks);
    cover_read(&blocks, framework, &report);
    blocks_fini(&blocks);
    lines_fini(&lines);
    return report;
}

static void
a_cover_page_says_everything(void **state)
{
    struct report report =
        read_cover(TITLE "Northmere City Council\n\n"
                         "Inspection dates: 8 \xe2\x80\x93 19 February 2010\n"
                         "Reporting inspector: Averil Stainmoor HMI\n\n"
                         "Age group: All\n\n"
                         "Published: 26 March 2010\n\n"
                         "\xc2\xa9 Sample text, 2010\n" BODY);

    (void)state;
    assert_string_equal(
        report.title,
        "Inspection of safeguarding and looked after children services");
    assert_string_equal(report.authority, "Northmere");
    assert_string_equal(report.inspected_from, "2010-02-08");
    assert_string_equal(report.inspected_to, "2010-02-19");
    assert_string_equal(report.published, "2010-03-26");
    assert_string_equal(report.lead_inspector, "Averil Stainmoor");
    assert_string_equal(report_date(&report), "2010-02-19");
    report_fini(&report);
}

static void
labels_need_no_colon(void **state)
{
    struct report report =
        read_cover(TITLE "Northmere\n\nInspection dates 21 March-1 April 2011\n"
                         "Reporting inspector Averil Stainmoor\n\n"
                         "Age group All\n\nPublished 6 May 2011\n" BODY);

    (void)state;
    assert_string_equal(report.inspected_from, "2011-03-21");
    assert_string_equal(report.inspected_to, "2011-04-01");
    assert_string_equal(report.published, "2011-05-06");
    assert_string_equal(report.lead_inspector, "Averil Stainmoor");
    report_fini(&report);
}

static void
every_line_of_a_cover_may_be_separate(void **state)
{
    struct report report =
        read_cover(TITLE "Northmere\n\nInspection dates:\n\n4 \xe2\x80\x93 15 "
                         "October 2010\n\nReporting inspector:\n\n"
                         "Averil Stainmoor HMI\n\nAge group:\n\nAll\n\n"
                         "Published:\n\n16 November 2010\n" BODY);

    (void)state;
    assert_string_equal(report.authority, "Northmere");
    assert_string_equal(report.inspected_from, "2010-10-04");
    assert_string_equal(report.published, "2010-11-16");
    assert_string_equal(report.lead_inspector, "Averil Stainmoor");
    report_fini(&report);
}

static void
labels_may_come_before_their_values(void **state)
{
    struct report report =
        read_cover("Inspection of looked after children\nservices\n\n"
                   "Marlingford Borough Council\n\n"
                   "Inspection dates: 10 \xe2\x80\x93 19 June 2013\n"
                   "Reporting inspector Beatrix Hollinshade HMI\n\n"
                   "Age group:\nPublished:\n\nAll\n26 July 2013\n" BODY);

    (void)state;
    assert_string_equal(report.title,
                        "Inspection of looked after children services");
    assert_string_equal(report.authority, "Marlingford");
    assert_string_equal(report.inspected_to, "2013-06-19");
    assert_string_equal(report.published, "2013-07-26");
    assert_string_equal(report.lead_inspector, "Beatrix Hollinshade");
    report_fini(&report);
}

static void
an_inspector_is_a_name_without_titles(void **state)
{
    static const struct {
        const char *line;
        const char *name;
    } cases[] = {
        {"Reporting inspector Averil Stainmoor", "Averil Stainmoor"},
        {"Reporting inspector: Averil Stainmoor HMI", "Averil Stainmoor"},
        {"REPORTING INSPECTOR: Averil Stainmoor", "Averil Stainmoor"},
        {"Lead inspector: Averil Stainmoor, Her Majesty's Inspector",
         "Averil Stainmoor"},
        {"Lead inspector: Averil Stainmoor His Majesty\xe2\x80\x99s Inspector",
         "Averil Stainmoor"},
        {"Lead inspector: A. St. John-O\xe2\x80\x99"
         "Fell HMI",
         "A. St. John-O\xe2\x80\x99"
         "Fell"},
        {"Reporting inspector Averil Stainmoor HMI\nAge group: All",
         "Averil Stainmoor"},
        {"Reporting inspector: Himilda Hisby", "Himilda Hisby"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[512] = TITLE "Northmere\n\n";
        strcat(strcat(text, cases[i].line), "\n" BODY);
        struct report report = read_cover(text);
        assert_non_null(report.lead_inspector);
        assert_string_equal(report.lead_inspector, cases[i].name);
        report_fini(&report);
    }
}

static void
what_the_cover_does_not_say_is_unknown(void **state)
{
    struct report report = read_cover(TITLE "Northmere\n" BODY);

    (void)state;
    assert_string_equal(report.authority, "Northmere");
    assert_string_equal(report.inspected_from, "");
    assert_string_equal(report.inspected_to, "");
    assert_string_equal(report.published, "");
    assert_string_equal(report_date(&report), "");
    assert_null(report.lead_inspector);
    report_fini(&report);
}

static void
without_an_inspection_the_day_of_publication_is_the_date(void **state)
{
    struct report report =
        read_cover(TITLE "Northmere\n\nPublished: 26 March 2010\n" BODY);

    (void)state;
    assert_string_equal(report.inspected_to, "");
    assert_string_equal(report_date(&report), "2010-03-26");
    report_fini(&report);
}

static void
dates_of_the_body_are_not_the_covers(void **state)
{
    struct report report = read_cover(
        TITLE "Northmere\n\nAge group: All\n\nAbout this inspection\n\n"
              "1. The last inspection dates from 3 May 2008. It was published "
              "on 1 June 2008.\n");

    (void)state;
    assert_string_equal(report.inspected_to, "");
    assert_string_equal(report.published, "");
    report_fini(&report);
}

#define LETTER_HEAD                                                            \
    "Wharf Chambers\n14 Tallow Lane\nQuarrystoke\n\n"                          \
    "14 December 2018\n\n"                                                     \
    "Maud Ellerington\nCivic House\nThornhaven\n\nDear Maud Ellerington\n\n"

static void
a_letter_says_everything_in_sentences(void **state)
{
    struct report report = read_cover(
        LETTER_HEAD
        "Focused visit to Thornhaven local authority children's services\n\n"
        "This letter tells what was seen in Thornhaven on 20 and 21 November "
        "2018. Those who came were Constance Birkwhistle and Idris Penhallow."
        "\n\nThe last visit was on 3 May 2016.\n\n"
        "Overview\n\nPlans are made.\n\n"
        "Yours sincerely\n\nConstance Birkwhistle\nHer Majesty's Inspector\n");

    (void)state;
    assert_string_equal(
        report.title,
        "Focused visit to Thornhaven local authority children's services");
    assert_string_equal(report.authority, "Thornhaven");
    assert_string_equal(report.published, "2018-12-14");
    assert_string_equal(report.inspected_from, "2018-11-20");
    assert_string_equal(report.inspected_to, "2018-11-21");
    assert_string_equal(report.lead_inspector, "Constance Birkwhistle");
    report_fini(&report);
}

static void
a_letters_title_may_take_two_lines(void **state)
{
    struct report report = read_cover(
        LETTER_HEAD
        "Focused visit to the London Borough of Elmcastle\n"
        "children\xe2\x80\x99s services\n\n"
        "Inspectors came on 24 October 2018 to see how plans are made.\n\n"
        "Yours sincerely,\n\nConstance Birkwhistle, Her Majesty\xe2\x80\x99s "
        "Inspector\n");

    (void)state;
    assert_string_equal(report.authority, "Elmcastle");
    assert_string_equal(report.inspected_from, "2018-10-24");
    assert_string_equal(report.inspected_to, "2018-10-24");
    assert_string_equal(report.lead_inspector, "Constance Birkwhistle");
    report_fini(&report);
}

static void
a_letter_without_days_of_a_visit_has_its_own_date(void **state)
{
    struct report report =
        read_cover(LETTER_HEAD "Focused visit to Elmcastle Council\n\n"
                               "Inspectors came to see how plans are made.\n\n"
                               "Overview\n\nPlans are made.\n");

    (void)state;
    assert_string_equal(report.authority, "Elmcastle");
    assert_string_equal(report.inspected_to, "");
    assert_string_equal(report_date(&report), "2018-12-14");
    assert_null(report.lead_inspector);
    report_fini(&report);
}

static void
a_report_of_no_known_framework_says_what_it_labels(void **state)
{
    struct report report =
        read_cover("A look at youth work in Northmere\n\n"
                   "Inspection dates: 4 to 15 October 2010\n\n"
                   "Lead inspector: Averil Stainmoor\n\n"
                   "Published: 16 November 2010\n\n"
                   "Youth work reaches many of those who live by the port.\n");

    (void)state;
    assert_string_equal(report.title, "A look at youth work in Northmere");
    assert_string_equal(report.inspected_to, "2010-10-15");
    assert_string_equal(report.published, "2010-11-16");
    assert_string_equal(report.lead_inspector, "Averil Stainmoor");
    report_fini(&report);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cover_page_says_everything),
        cmocka_unit_test(labels_need_no_colon),
        cmocka_unit_test(every_line_of_a_cover_may_be_separate),
        cmocka_unit_test(labels_may_come_before_their_values),
        cmocka_unit_test(an_inspector_is_a_name_without_titles),
        cmocka_unit_test(what_the_cover_does_not_say_is_unknown),
        cmocka_unit_test(
            without_an_inspection_the_day_of_publication_is_the_date),
        cmocka_unit_test(dates_of_the_body_are_not_the_covers),
        cmocka_unit_test(a_letter_says_everything_in_sentences),
        cmocka_unit_test(a_letters_title_may_take_two_lines),
        cmocka_unit_test(a_letter_without_days_of_a_visit_has_its_own_date),
        cmocka_unit_test(a_report_of_no_known_framework_says_what_it_labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
