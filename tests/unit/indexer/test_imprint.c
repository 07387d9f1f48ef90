/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "read_text.h"

#include <string.h>

#define BODY                                                                   \
    "\nWhat was found\n\n1. The boats were late on the river all summer.\n\n"  \
    "2. Nobody had mended the nets, and nobody had asked for them.\n\n"
#define TITLED "Boats on the River\n\n"

static void
assert_published(const char *text, const char *publisher, const char *date)
{
    struct report r = read_report(text);

    if (!r.publisher != !publisher ||
        (publisher && strcmp(r.publisher, publisher) != 0))
        fail_msg("published by %s: %s", r.publisher ? r.publisher : "nobody",
                 text);
    if (strcmp(r.published, date) != 0)
        fail_msg("published on \"%s\": %s", r.published, text);
    report_fini(&r);
}

static void
the_publisher_is_named_in_the_imprint(void **state)
{
    static const char *const cases[][2] = {
        {TITLED "Published by: Boat Safety Bureau\n" BODY,
         "Boat Safety Bureau"},
        {TITLED "\xc2\xa9 Board of Boats 2020\n" BODY, "Board of Boats"},
        {TITLED "\xc2\xa9 2020 Board of Boats\n" BODY, "Board of Boats"},
        {TITLED "\xc2\xa9 Her Majesty the Queen in Right of Northland, as "
                "represented by the Boat Safety Board, 2020\n" BODY,
         "Boat Safety Board"},
        {TITLED BODY "The Office for Boats, Nets and Rivers (Ofboat) regulates "
                     "and inspects boats of every kind on the river.\n\n"
                     "\xc2\xa9 Crown copyright 2020\n",
         "Ofboat"},
        {TITLED "The Boat Safety Commission is an independent body that looks "
                "into accidents on the river, and does not blame.\n" BODY,
         "Boat Safety Commission"},
        {TITLED "This letter will be published on the Ofboat website.\n" BODY,
         "Ofboat"},
        {TITLED "by Ofboat, Her Majesty's Inspectorate for Boats\n" BODY,
         "Ofboat"},
        {"AAIB Bulletin: 6/2018\n\n" TITLED BODY,
         "Air Accidents Investigation Branch"},
        {TITLED "Boat Inspectorate Northland (BIN) is the independent "
                "inspectorate of boats.\n" BODY,
         "Boat Inspectorate Northland"},
        {TITLED "All MAIB publications are on our website: www.gov.uk/maib\n"
                "Telephone: 01632 960000\n" BODY,
         "Marine Accident Investigation Branch"},
        /* A kind of report that one body writes. */
        {TITLED "Overall rating for this service\tGood\n"
                "Is the service safe?\tGood\n" BODY,
         "Care Quality Commission"},
        /* The state, a person, a body that is only mentioned. */
        {TITLED "\xc2\xa9 Crown copyright 2020\n" BODY, NULL},
        {TITLED "\xc2\xa9 Sample text, 2020\n" BODY, NULL},
        {TITLED "The Boat Safety Commission was told about it in May.\n" BODY,
         NULL},
        {TITLED "The Boat Council is the independent voice of boats.\n" BODY,
         NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_published(cases[i][0], cases[i][1], "");
}

static void
the_head_of_a_letter_names_bodies_from_the_largest_to_the_smallest(void **state)
{
    (void)state;
    assert_published("Department of Rivers\n\nBureau of Boats\n\n" TITLED BODY,
                     "Bureau of Boats", "");
    /* An office has no name of its own. */
    assert_published("Department of Rivers\n\nOFFICE OF BOAT "
                     "INSPECTION\n\n" TITLED BODY,
                     "Department of Rivers, Office of Boat Inspection", "");
    /* A joint report, and one about a council. */
    assert_published("Boat Commission\n\nRiver Commission\n\n" TITLED BODY,
                     NULL, "");
    assert_published("Northmere City Council\n\n" TITLED BODY, NULL, "");
}

static void
an_address_among_the_ways_to_reach_a_body_names_it(void **state)
{
    static const char *const cases[][2] = {
        {TITLED "Ofboat, Quay House\n\nE: ask@ofboat.gov.uk "
                "www.ofboat.gov.uk\n" BODY,
         "Ofboat"},
        {TITLED "Website: www.gov.uk/ofboat\n" BODY "The inspectors of Ofboat "
                "came twice to the river, and saw all of it.\n",
         "Ofboat"},
        {TITLED "This is available at www.gov.uk/government/organisations/"
                "ofboat.\n" BODY "The inspectors of Ofboat came twice.\n",
         "Ofboat"},
        {TITLED
         "Website: www.boatwarden.gov.uk\n" BODY
         "The Boat Warden\xe2\x80\x99s advice was not taken by anyone.\n",
         "Boat Warden"},
        {TITLED "020 7000 0000 www.boatwarden.gov.uk\n" BODY
                "The Boat Warden was asked.\n",
         "Boat Warden"},
        {TITLED "Website: www.bsc.org.nz\n" BODY
                "It was for the Boat Safety Commission (BSC) to say so.\n",
         "Boat Safety Commission"},
        /* A council, a page of another body, a site that anyone can have, one
         * that is mentioned. */
        {TITLED "Website: www.sheffield.gov.uk\n" BODY
                "Sheffield has a river, and boats are on it all summer.\n",
         NULL},
        {TITLED "Website: www.ofboat.gov.uk/licence\n" BODY
                "The inspectors of Ofboat came twice to the river.\n",
         NULL},
        {TITLED "Website: www.quayhouse.org.uk\n" BODY
                "Quay House has a river, and boats are on it all summer.\n",
         NULL},
        {TITLED "Read about it at www.ofboat.gov.uk\n" BODY
                "The inspectors of Ofboat came twice to the river.\n",
         NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_published(cases[i][0], cases[i][1], "");
}

static void
the_date_of_publication_has_a_label_or_is_that_of_a_letter(void **state)
{
    static const char *const cases[][2] = {
        {TITLED "Published: 7 March 2012\n" BODY, "2012-03-07"},
        {TITLED "Published: March 2012\n" BODY, "2012-03"},
        {TITLED "Publication date: 7 March 2012\n" BODY, "2012-03-07"},
        {TITLED "Final \xe2\x80\x93 7 March 2012\n" BODY, "2012-03-07"},
        {TITLED "Board of Boats, Report 7 (released 7 March 2012)\n" BODY,
         "2012-03-07"},
        {TITLED BODY "Approved on 7 March 2012 for publication\n",
         "2012-03-07"},
        {TITLED "Updated 9 May 2013\n\nFirst published 7 March 2012\n" BODY,
         "2012-03-07"},
        {TITLED "Published\n\n7 March 2012\n" BODY, "2012-03-07"},
        {TITLED "Published on: 7 March 2012\n" BODY, "2012-03-07"},
        {TITLED "Report issued 7 March 2012\n" BODY, "2012-03-07"},
        {TITLED "Decision date: 7 March 2012\n" BODY, "2012-03-07"},
        {TITLED "Report date\t7 March 2012\n" BODY, "2012-03-07"},
        {"7 March 2012\n\nMs B Quill\n\nQuay School\n\nDear Ms Quill\n\n"
         "Nets were mended.\n" BODY,
         "2012-03-07"},
        /* That of an earlier report; somebody else's publication; an event. */
        {TITLED
         "Rating at last inspection: good (published 7 March 2012)\n" BODY,
         ""},
        {TITLED BODY "Boat News, Nets and Rivers, published 7 March 2012\n",
         ""},
        {TITLED "The plan published in March 2012 was about nets.\n" BODY, ""},
        {TITLED "7 March 2012\n" BODY, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_published(cases[i][0], NULL, cases[i][1]);
}

static void
a_cover_may_have_only_the_month(void **state)
{
    static const char *const cases[][2] = {
        {TITLED "March 2012\n" BODY, "2012-03"},
        {TITLED "March 2012, No. 77\n" BODY, "2012-03"},
        {"Boats on the River March 2012\n" BODY, "2012-03"},
        {TITLED "Boat Inspectorate, March 2012\n" BODY, "2012-03"},
        {TITLED "Report 8/2012 March 2012\n" BODY, "2012-03"},
        {TITLED "Report 8/2012\tMarch 2012\n" BODY, "2012-03"},
        {TITLED "Date and time: 4 March 2011, 0530\n\nMarch 2012\n" BODY,
         "2012-03"},
        /* Before the event, or the label on the line before. */
        {TITLED "Date and time: 4 March 2011, 0530\n\nMarch 2010\n" BODY, ""},
        {TITLED "Inspection date\n\nMarch 2012\n" BODY, ""},
        /* A report for a year is as of its last day; one of days is not. */
        {TITLED "Report on boats for 1 July 2011 to 30 June 2012\n" BODY,
         "2012-06-30"},
        {TITLED "Report on boats for 1 July 2011 to 5 July 2011\n" BODY, ""},
        {TITLED "Boats for 1 July 2011 to 30 June 2012\n" BODY, ""},
        /* A period, an inspection, a day. */
        {"Boats from March 2012\n" BODY, ""},
        {"Inspection of boats March 2012\n" BODY, ""},
        {"Boats on the River 7 March 2012\n" BODY, ""},
        {"Boats on the River 7th March 2012\n" BODY, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_published(cases[i][0], NULL, cases[i][1]);
}

/* A web page that is a title and a paragraph. The caller frees it with
 * report_list_fini(). */
static struct report_list
read_page(const char *head, const char *title)
{
    char page[1024], reason[REASON_SIZE] = "";
    struct report_list reports;

    snprintf(page, sizeof page,
             "<html><head>%s</head><body><h1>%s</h1><p>The boats were late on "
             "the river all summer.</p></body></html>",
             head, title);
    if (!reading_bytes("page.html", page, strlen(page), &reports, reason))
        fail_msg("refused: %s", reason);
    return reports;
}

static void
a_title_may_begin_with_the_date_in_figures(void **state)
{
    static const char *const cases[][2] = {
        {"03-27-2012 Boats on the River", "2012-03-27"},
        {"27/03/2012 Boats on the River", "2012-03-27"},
        {"03-03-2012 Boats on the River", "2012-03-03"},
        /* Which is the month?; no day, no month, no title. */
        {"03-07-2012 Boats on the River", ""},
        {"03-32-2012 Boats on the River", ""},
        {"13-27-2012 Boats on the River", ""},
        {"03-27-2012", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct report_list reports = read_page("", cases[i][0]);
        assert_string_equal(reports.list[0].published, cases[i][1]);
        report_list_fini(&reports);
    }
}

#define META(name, content) "<meta name=\"" name "\" content=\"" content "\">"

static void
a_web_page_says_it_of_itself(void **state)
{
    static const struct {
        const char *head;
        const char *publisher; /* NULL: none */
        const char *date;
    } cases[] = {
        {META("DC.publisher", " Board of Boats ")
             META("og:site_name", "The Quay"),
         "Board of Boats", ""},
        {"<meta property=\"og:site_name\" content=\"Board of Boats\">"
         "<meta property=\"article:published_time\" "
         "content=\"2012-03-07T10:00:00Z\">",
         "Board of Boats", "2012-03-07"},
        {META("citation_publication_date", "2012/03"), NULL, "2012-03"},
        /* The site of many; an address; what is not a date. */
        {META("og:site_name", "GOV.UK"), NULL, ""},
        {META("dc.publisher", "https://quay.example/boats of the river"), NULL,
         ""},
        {META("dc.date", "2012-13-07") META("dc.publisher", " "), NULL, ""},
        {META("dc.date", "7 March 2012") "<meta name=\"dc.publisher\">", NULL,
         ""},
        {"", NULL, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct report_list reports = read_page(cases[i].head, "Boats");
        const struct report *r = &reports.list[0];
        assert_int_equal(r->publisher != NULL, cases[i].publisher != NULL);
        if (r->publisher)
            assert_string_equal(r->publisher, cases[i].publisher);
        assert_string_equal(r->published, cases[i].date);
        report_list_fini(&reports);
    }
}

static void
what_is_printed_comes_before_what_a_page_says(void **state)
{
    struct report_list reports = read_page(
        META("dc.publisher", "The Quay") META("dc.date", "2015-01-01"),
        "Boats</h1><p>Published by: Board of Boats</p>"
        "<p>Published: 7 March 2012</p><h1>Nets");

    (void)state;
    assert_string_equal(reports.list[0].publisher, "Board of Boats");
    assert_string_equal(reports.list[0].published, "2012-03-07");
    report_list_fini(&reports);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_publisher_is_named_in_the_imprint),
        cmocka_unit_test(
            the_head_of_a_letter_names_bodies_from_the_largest_to_the_smallest),
        cmocka_unit_test(an_address_among_the_ways_to_reach_a_body_names_it),
        cmocka_unit_test(
            the_date_of_publication_has_a_label_or_is_that_of_a_letter),
        cmocka_unit_test(a_cover_may_have_only_the_month),
        cmocka_unit_test(a_title_may_begin_with_the_date_in_figures),
        cmocka_unit_test(a_web_page_says_it_of_itself),
        cmocka_unit_test(what_is_printed_comes_before_what_a_page_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
