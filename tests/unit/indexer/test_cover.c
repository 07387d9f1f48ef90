/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "report/cover.h"
#include "report/imprint.h"
#include "blocks/layout.h"
#include "reading.h"
#include "lines/txt.h"

#include <stdlib.h>
#include <string.h>

#define TITLE_WORDS                                                            \
    "Inspection of safeguarding and looked after children services"
#define TITLE TITLE_WORDS "\n\n"
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
    imprint_read(&lines, &blocks, framework, &report);
    blocks_fini(&blocks);
    lines_fini(&lines);
    return report;
}

/* What a cover says. Authority and inspector are NULL if it does not say. */
struct cover {
    const char *title, *authority, *from, *to, *published, *inspector;
    const char *date; /* the date of the report, by which it is named */
};

static void
assert_text(const char *text, const char *expected)
{
    if (!expected) {
        assert_null(text);
        return;
    }
    assert_non_null(text);
    assert_string_equal(text, expected);
}

static void
assert_cover(const char *text, const struct cover *expected)
{
    struct report report = read_cover(text);
    char day[DAY_SIZE];

    assert_text(report.title, expected->title);
    assert_text(report.authority, expected->authority);
    assert_string_equal(report.inspected_from, expected->from);
    assert_string_equal(report.inspected_to, expected->to);
    assert_string_equal(report.published, expected->published);
    report_date(&report, day);
    assert_string_equal(day, expected->date);
    assert_text(report.lead_inspector, expected->inspector);
    report_fini(&report);
}

#define ASSERT_COVER(text, ...)                                                \
    assert_cover(text, &(const struct cover){__VA_ARGS__})

static void
a_cover_page_says_everything(void **state)
{
    (void)state;
    ASSERT_COVER(TITLE "Northmere City Council\n\n"
                       "Inspection dates: 8 \xe2\x80\x93 19 February 2010\n"
                       "Reporting inspector: Averil Stainmoor HMI\n\n"
                       "Age group: All\n\n"
                       "Published: 26 March 2010\n\n"
                       "\xc2\xa9 Sample text, 2010\n" BODY,
                 TITLE_WORDS, "Northmere", "2010-02-08", "2010-02-19",
                 "2010-03-26", "Averil Stainmoor", "2010-02-19");
}

static void
labels_need_no_colon(void **state)
{
    (void)state;
    ASSERT_COVER(TITLE "Northmere\n\nInspection dates 21 March-1 April 2011\n"
                       "Reporting inspector Averil Stainmoor\n\n"
                       "Age group All\n\nPublished 6 May 2011\n" BODY,
                 TITLE_WORDS, "Northmere", "2011-03-21", "2011-04-01",
                 "2011-05-06", "Averil Stainmoor", "2011-04-01");
}

static void
every_line_of_a_cover_may_be_separate(void **state)
{
    (void)state;
    ASSERT_COVER(TITLE "Northmere\n\nInspection dates:\n\n4 \xe2\x80\x93 15 "
                       "October 2010\n\nReporting inspector:\n\n"
                       "Averil Stainmoor HMI\n\nAge group:\n\nAll\n\n"
                       "Published:\n\n16 November 2010\n" BODY,
                 TITLE_WORDS, "Northmere", "2010-10-04", "2010-10-15",
                 "2010-11-16", "Averil Stainmoor", "2010-10-15");
}

static void
labels_may_come_before_their_values(void **state)
{
    (void)state;
    ASSERT_COVER("Inspection of looked after children\nservices\n\n"
                 "Marlingford Borough Council\n\n"
                 "Inspection dates: 10 \xe2\x80\x93 19 June 2013\n"
                 "Reporting inspector Beatrix Hollinshade HMI\n\n"
                 "Age group:\nPublished:\n\nAll\n26 July 2013\n" BODY,
                 "Inspection of looked after children services", "Marlingford",
                 "2013-06-10", "2013-06-19", "2013-07-26",
                 "Beatrix Hollinshade", "2013-06-19");
}

static void
labels_may_be_worded_and_written_differently(void **state)
{
    static const char *const inspected[] = {
        "Inspection dates:",    "Inspection date(s):", "INSPECTION DATES:",
        "Dates of inspection:", "Inspection dates :",  NULL};
    static const char *const published[] = {
        "Report published:", "Publication date:", "Date of publication:", NULL};

    (void)state;
    for (size_t i = 0; inspected[i]; i++)
        for (size_t k = 0; published[k]; k++) {
            char text[512] = TITLE "Northmere\n\n";
            strcat(strcat(text, inspected[i]), " 4 to 15 October 2010\n\n");
            strcat(strcat(text, published[k]), " 16 November 2010\n" BODY);
            ASSERT_COVER(text, TITLE_WORDS, "Northmere", "2010-10-04",
                         "2010-10-15", "2010-11-16", NULL, "2010-10-15");
        }
}

static void
all_labels_may_come_before_all_values(void **state)
{
    (void)state;
    ASSERT_COVER(TITLE "Northmere\n\nInspection dates:\nReporting inspector\n"
                       "Age group:\nPublished:\n\n4 \xe2\x80\x93 15 October "
                       "2010\nAll\n16 November 2010\n" BODY,
                 TITLE_WORDS, "Northmere", "2010-10-04", "2010-10-15",
                 "2010-11-16", NULL, "2010-10-15");
}

static void
a_label_does_not_take_the_date_of_another(void **state)
{
    (void)state;
    ASSERT_COVER(TITLE "Northmere\n\nInspection dates:\n\n"
                       "Published: 16 November 2010\n" BODY,
                 TITLE_WORDS, "Northmere", "", "", "2010-11-16", NULL,
                 "2010-11-16");
    /* A misprint: it runs backwards. */
    ASSERT_COVER(TITLE "Northmere\n\nInspection dates: 15 - 4 October 2010\n\n"
                       "Published: 16 November 2010\n" BODY,
                 TITLE_WORDS, "Northmere", "", "", "2010-11-16", NULL,
                 "2010-11-16");
    ASSERT_COVER(TITLE "Northmere\n\n"
                       "Previous inspection dates: 3 to 7 May 2008\n\n"
                       "Inspection dates: 4 to 15 October 2010\n" BODY,
                 TITLE_WORDS, "Northmere", "2010-10-04", "2010-10-15", "", NULL,
                 "2010-10-15");
    ASSERT_COVER(TITLE "Northmere\n\nInspection dates:\n\n"
                       "Date of last inspection: 7 May 2008\n" BODY,
                 TITLE_WORDS, "Northmere", "", "", "", NULL, "");
}

static void
days_may_be_broken_over_lines(void **state)
{
    static const char *const broken[] = {"4 October to\n\n15 October 2010",
                                         "4 October \xe2\x80\x93\n\n15 October "
                                         "2010",
                                         "4 October to 15 October\n\n2010",
                                         NULL};

    (void)state;
    for (size_t i = 0; broken[i]; i++) {
        char text[512] = TITLE "Northmere\n\nInspection dates: ";
        strcat(strcat(text, broken[i]),
               "\n\nPublished: 16 November 2010\n" BODY);
        ASSERT_COVER(text, TITLE_WORDS, "Northmere", "2010-10-04", "2010-10-15",
                     "2010-11-16", NULL, "2010-10-15");
    }
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
    (void)state;
    ASSERT_COVER(TITLE "Northmere\n" BODY, TITLE_WORDS, "Northmere", "", "", "",
                 NULL, "");
}

static void
without_an_inspection_the_day_of_publication_is_the_date(void **state)
{
    (void)state;
    ASSERT_COVER(TITLE "Northmere\n\nPublished: 26 March 2010\n" BODY,
                 TITLE_WORDS, "Northmere", "", "", "2010-03-26", NULL,
                 "2010-03-26");
}

static void
dates_of_the_body_are_not_the_covers(void **state)
{
    (void)state;
    ASSERT_COVER(
        TITLE "Northmere\n\nAge group: All\n\nAbout this inspection\n\n"
              "1. The last inspection dates from 3 May 2008. It was published "
              "on 1 June 2008.\n",
        TITLE_WORDS, "Northmere", "", "", "", NULL, "");
}

#define LETTER_HEAD                                                            \
    "Wharf Chambers\n14 Tallow Lane\nQuarrystoke\n\n"                          \
    "14 December 2018\n\n"                                                     \
    "Maud Ellerington\nCivic House\nThornhaven\n\nDear Maud Ellerington\n\n"

static void
a_letter_says_everything_in_sentences(void **state)
{
    (void)state;
    ASSERT_COVER(
        LETTER_HEAD
        "Focused visit to Thornhaven local authority children's services\n\n"
        "This letter tells what was seen in Thornhaven on 20 and 21 November "
        "2018. Those who came were Constance Birkwhistle and Idris Penhallow."
        "\n\nThe last visit was on 3 May 2016.\n\n"
        "Overview\n\nPlans are made.\n\n"
        "Yours sincerely\n\nConstance Birkwhistle\nHer Majesty's Inspector\n",
        "Focused visit to Thornhaven local authority children's services",
        "Thornhaven", "2018-11-20", "2018-11-21", "2018-12-14",
        "Constance Birkwhistle", "2018-11-21");
}

static void
a_letters_title_may_take_two_lines(void **state)
{
    (void)state;
    ASSERT_COVER(
        LETTER_HEAD
        "Focused visit to the London Borough of Elmcastle\n"
        "children\xe2\x80\x99s services\n\n"
        "Inspectors came on 24 October 2018 to see how plans are made.\n\n"
        "Yours sincerely,\n\nConstance Birkwhistle, Her Majesty\xe2\x80\x99s "
        "Inspector\n",
        "Focused visit to the London Borough of Elmcastle "
        "children\xe2\x80\x99s services",
        "Elmcastle", "2018-10-24", "2018-10-24", "2018-12-14",
        "Constance Birkwhistle", "2018-10-24");
}

static void
a_letter_without_days_of_a_visit_has_its_own_date(void **state)
{
    (void)state;
    ASSERT_COVER(LETTER_HEAD "Focused visit to Elmcastle Council\n\n"
                             "Inspectors came to see how plans are made.\n\n"
                             "Overview\n\nPlans are made.\n",
                 "Focused visit to Elmcastle Council", "Elmcastle", "", "",
                 "2018-12-14", NULL, "2018-12-14");
}

#define VISIT "Focused visit to Elmcastle children's services"

static void
an_earlier_inspection_may_be_mentioned_before_a_visit(void **state)
{
    (void)state;
    ASSERT_COVER(
        LETTER_HEAD VISIT
        "\n\n"
        "After the inspection of 3 May 2018, this letter tells what was seen "
        "on 20 and 21 November 2018.\n\nOverview\n\nPlans are made.\n",
        VISIT, "Elmcastle", "2018-11-20", "2018-11-21", "2018-12-14", NULL,
        "2018-11-21");
    /* What comes after the letter is not the visit, */
    ASSERT_COVER(LETTER_HEAD VISIT
                 "\n\n"
                 "This letter tells what was seen on 20 and 21 November 2018. "
                 "Inspectors "
                 "will be back on 3 May 2019.\n\nOverview\n\nPlans are made.\n",
                 VISIT, "Elmcastle", "2018-11-20", "2018-11-21", "2018-12-14",
                 NULL, "2018-11-21");
    /* unless the letter is dated wrongly. */
    ASSERT_COVER(LETTER_HEAD VISIT "\n\nThis letter tells what was seen on 8 "
                                   "January 2019.\n\nOverview\n\nPlans are "
                                   "made.\n",
                 VISIT, "Elmcastle", "2019-01-08", "2019-01-08", "2018-12-14",
                 NULL, "2019-01-08");
}

static void
a_report_of_no_known_framework_says_what_it_labels(void **state)
{
    (void)state;
    ASSERT_COVER("A look at youth work in Northmere\n\n"
                 "Inspection dates: 4 to 15 October 2010\n\n"
                 "Lead inspector: Averil Stainmoor\n\n"
                 "Published: 16 November 2010\n\n"
                 "Youth work reaches many of those who live by the port.\n",
                 "A look at youth work in Northmere", NULL, "2010-10-04",
                 "2010-10-15", "2010-11-16", "Averil Stainmoor", "2010-10-15");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cover_page_says_everything),
        cmocka_unit_test(labels_need_no_colon),
        cmocka_unit_test(every_line_of_a_cover_may_be_separate),
        cmocka_unit_test(labels_may_come_before_their_values),
        cmocka_unit_test(labels_may_be_worded_and_written_differently),
        cmocka_unit_test(all_labels_may_come_before_all_values),
        cmocka_unit_test(a_label_does_not_take_the_date_of_another),
        cmocka_unit_test(days_may_be_broken_over_lines),
        cmocka_unit_test(an_inspector_is_a_name_without_titles),
        cmocka_unit_test(what_the_cover_does_not_say_is_unknown),
        cmocka_unit_test(
            without_an_inspection_the_day_of_publication_is_the_date),
        cmocka_unit_test(dates_of_the_body_are_not_the_covers),
        cmocka_unit_test(a_letter_says_everything_in_sentences),
        cmocka_unit_test(a_letters_title_may_take_two_lines),
        cmocka_unit_test(a_letter_without_days_of_a_visit_has_its_own_date),
        cmocka_unit_test(an_earlier_inspection_may_be_mentioned_before_a_visit),
        cmocka_unit_test(a_report_of_no_known_framework_says_what_it_labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
