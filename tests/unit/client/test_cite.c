/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/cite.h"

#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
assert_date(const char *record, const char *expected)
{
    json_t *object = json_loads(record, 0, NULL);
    char date[CITE_DATE_SIZE];

    assert_non_null(object);
    cite_date(object, date);
    assert_string_equal(date, expected);
    json_decref(object);
}

static void
the_date_is_that_of_publication(void **state)
{
    (void)state;
    assert_date("{\"published\": \"2010-11-16\", \"inspected_to\": "
                "\"2010-10-15\"}",
                "published 16 November 2010");
    assert_date("{\"published\": \"2010-11\"}", "published November 2010");
}

static void
else_it_is_the_inspections_as_short_as_it_can_be(void **state)
{
    (void)state;
    assert_date("{\"published\": null, \"inspected_from\": \"2010-10-04\", "
                "\"inspected_to\": \"2010-10-15\"}",
                "inspected 4 to 15 October 2010");
    assert_date("{\"inspected_from\": \"2010-09-28\", "
                "\"inspected_to\": \"2010-10-09\"}",
                "inspected 28 September to 9 October 2010");
    assert_date("{\"inspected_from\": \"2009-12-14\", "
                "\"inspected_to\": \"2010-01-08\"}",
                "inspected 14 December 2009 to 8 January 2010");
    assert_date("{\"inspected_from\": \"2010-10-15\", "
                "\"inspected_to\": \"2010-10-15\"}",
                "inspected 15 October 2010");
    assert_date("{\"inspected_to\": \"2010-10-15\"}",
                "inspection ended 15 October 2010");
}

static void
without_either_there_is_none(void **state)
{
    (void)state;
    assert_date("{\"date\": \"2010-10-15\"}", "");
    assert_date("{\"published\": \"soon\"}", "");
    assert_date("{\"published\": \"2010-13-01\"}", "");
    assert_date("{\"published\": \"2010\"}", "");
}

static void
assert_cited(const char *record, const char *expected)
{
    json_t *object = json_loads(record, 0, NULL);
    char *text = NULL;
    size_t len;
    FILE *out = open_memstream(&text, &len);

    assert_non_null(object);
    assert_non_null(out);
    cite_put(object, out);
    fclose(out);
    assert_string_equal(text, expected);
    free(text);
    json_decref(object);
}

static void
a_citation_leaves_out_what_is_not_known(void **state)
{
    (void)state;
    assert_cited(
        "{\"id\": \"set/1\", \"report\": \"set\", \"text\": \"A\\nb.\"}",
        "set: “A b.” [set/1]\n");
    assert_cited("{\"id\": \"set/1\", \"title\": \"Report\", \"number\": 4, "
                 "\"text\": \"B.\"}",
                 "Report, paragraph 4: “B.” [set/1]\n");
    assert_cited("{\"id\": \"s/1\", \"title\": \"Report\", \"authority\": "
                 "\"Leeds\", \"page\": 7, \"item\": 2, \"section\": "
                 "\"Leadership\", \"inspected_to\": \"2019-05-02\", \"text\": "
                 "\"C.\"}",
                 "Leeds, Report, inspection ended 2 May 2019, bullet 2, page "
                 "7, section Leadership: “C.” [s/1]\n");
    assert_cited("{\"id\": \"s/1\", \"title\": \"Report\", \"chapter\": "
                 "\"Boats\", \"section\": \"Summary\", \"text\": \"C.\"}",
                 "Report, chapter Boats, section Summary: “C.” [s/1]\n");
}

static void
a_citation_names_what_was_inspected(void **state)
{
    (void)state;
    assert_cited("{\"id\": \"s/1\", \"title\": \"School report\", "
                 "\"authority\": \"Leeds\", \"provider\": \"Quay School\", "
                 "\"text\": \"C.\"}",
                 "Quay School, School report: “C.” [s/1]\n");
    assert_cited("{\"id\": \"s/1\", \"title\": \"Quay School\", "
                 "\"provider\": \"Quay School\", \"text\": \"C.\"}",
                 "Quay School: “C.” [s/1]\n");
}

static void
assert_authors(const char *record, const char *expected)
{
    json_t *object = json_loads(record, 0, NULL);

    assert_non_null(object);
    assert_string_equal(cite_authors(object), expected);
    json_decref(object);
}

static void
the_inspectorate_is_the_author_or_else_the_publisher(void **state)
{
    (void)state;
    assert_authors("{\"framework\": \"ilacs\"}", "Ofsted");
    assert_authors("{\"framework\": \"send\", \"publisher\": \"Ofsted\"}",
                   "Ofsted|Care Quality Commission");
    assert_authors("{\"framework\": \"other\", \"publisher\": \"Board of "
                   "Boats\"}",
                   "Board of Boats");
    assert_authors("{\"framework\": \"jtai\", \"publisher\": null}", "");
    assert_authors("{}", "");
}

static void
assert_styles(const char *record, const char *const expected[CITE_STYLES])
{
    json_t *object = json_loads(record, 0, NULL);

    assert_non_null(object);
    for (size_t i = 0; i < CITE_STYLES; i++) {
        char *text = NULL;
        size_t size;
        FILE *out = open_memstream(&text, &size);
        cite_styles[i].put(object, out);
        fclose(out);
        assert_string_equal(text, expected[i]);
        free(text);
    }
    json_decref(object);
}

static void
each_style_says_where_it_is(void **state)
{
    (void)state;
    assert_styles(
        "{\"id\": \"northmere-2010-02-19/23\", \"framework\": \"slac\", "
        "\"title\": \"Inspection of services\", \"authority\": "
        "\"Northmere\", \"published\": \"2010-03-26\", \"number\": 23, "
        "\"item\": 2, \"page\": 9, \"section\": \"Quality\"}",
        (const char *const[]){
            "Northmere, Inspection of services, published 26 March 2010, "
            "paragraph 23, bullet 2, page 9, section Quality",
            "Ofsted (2010) Inspection of services: Northmere, para. 23, bullet "
            "2, p. 9.",
            "Ofsted, ‘Inspection of services: Northmere’ (26 March 2010) para "
            "23 bullet 2 p 9"});
    /* Nothing is made up: an inspection's year is not that of publication. */
    assert_styles(
        "{\"report\": \"a-2019-03-01\", \"authority\": \"Alder\", "
        "\"framework\": \"other\", \"date\": \"2019-03-01\", "
        "\"inspected_to\": \"2019-03-01\"}",
        (const char *const[]){"Alder, inspection ended 1 March 2019",
                              "(inspected 2019) Alder.",
                              "‘Alder’ (inspection ended 1 March 2019)"});
    assert_styles(
        "{\"report\": \"notes\"}",
        (const char *const[]){"notes", "(no date) notes.", "‘notes’"});
}

static void
a_date_is_written_in_words(void **state)
{
    char date[CITE_DATE_SIZE];
    json_t *record = json_pack("{s:s, s:s}", "date", "2010-10-15",
                               "inspected_to", "2010-10-15");

    (void)state;
    cite_ended(record, date);
    assert_string_equal(date, "15 October 2010");
    json_object_set_new(record, "date", json_string("soon"));
    cite_ended(record, date);
    assert_string_equal(date, "soon");
    json_decref(record);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_date_is_that_of_publication),
        cmocka_unit_test(else_it_is_the_inspections_as_short_as_it_can_be),
        cmocka_unit_test(without_either_there_is_none),
        cmocka_unit_test(a_citation_leaves_out_what_is_not_known),
        cmocka_unit_test(a_citation_names_what_was_inspected),
        cmocka_unit_test(the_inspectorate_is_the_author_or_else_the_publisher),
        cmocka_unit_test(each_style_says_where_it_is),
        cmocka_unit_test(a_date_is_written_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
