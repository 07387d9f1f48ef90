/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Fields in a query, as in name:value.
 */
#include "support.h"
#include "texts.h"

#include <stdlib.h>
#include <string.h>

enum { AUTHORITY = 1, GRADE, DATE, NUMBER };

static int
set_up(void **state)
{
    static const struct fe_word grades[] = {
        {"good", NULL},
        {"requires-improvement", "ri|needs-improvement"},
        {"inadequate", "poor"},
        {0}};
    static const struct fe_field fields[] = {
        {.name = "authority", .slot = AUTHORITY},
        {.name = "section_grade", .slot = GRADE, .words = grades},
        {.name = "date", .kind = FE_FIELD_DATE, .slot = DATE},
        {.name = "year", .kind = FE_FIELD_DATE, .slot = DATE, .length = 4},
        {.name = "number", .kind = FE_FIELD_NUMBER, .slot = NUMBER},
        {.name = "title", .kind = FE_FIELD_TEXT, .prefix = "S", .weight = 0.2},
    };
    static const struct text_row rows[] = {
        {"case recording", {"Leeds", "good", "2010-10-15", "1"}, "Care plans"},
        {"case plans", {"Leeds", "inadequate", "2011-02-01", "2"}, "Leaving"},
        {"case work",
         {"South Gloucestershire", "good", "2012-12-31", "10"},
         "Planning for leaving care"},
        {"recording work",
         {"Ynys M\u00f4n", "requires-improvement", "2013", "40"},
         "Case recording"},
        {"case work, note:case", {NULL}, NULL},
        {"nothing", {"Bournemouth, Christchurch and Poole"}, NULL},
        {"nothing", {"Bournemouth"}, NULL},
    };
    struct texts *tx;

    texts_open(state);
    tx = *state;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        texts_field(tx, &fields[i]);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        texts_add(tx, &rows[i]);
    texts_commit(tx);
    return 0;
}

static void
a_value_selects_the_documents_that_have_it(void **state)
{
    static const struct texts_case cases[] = {
        {"authority:leeds", "12"},
        {"authority:LEEDS", "12"},
        {"AUTHORITY:Leeds", "12"},
        {"authority:leed", ""},
        {"authority:leeds case", "12"},
        {"case authority:leeds", "12"},
        {"recording authority:leeds", "1"},
        {"authority:leeds,m\u00f4n", "12"},
        {"authority:\"South Gloucestershire\"", "3"},
        {"authority:\u201csouth gloucestershire\u201d", "3"},
        {"authority:\"ynys mon\"", "4"},
        {"authority:\"leeds,ynys\"", "12"},
        {"authority:\"Bournemouth, Christchurch and Poole\"", "6"},
        {"authority:\"Bournemouth, Christchurch and Poole, Leeds\"", "126"},
        {"authority:\"Leeds,  Bournemouth,Christchurch & Poole\"", "126"},
        {"authority:\"Bournemouth, Poole\"", "7"},
        {"section_grade:good", "13"},
        {"section-grade:good", "13"},
        {"Section-Grade:Good", "13"},
        {"section-grade:poor", "2"},
        {"section-grade:RI", "4"},
        {"section-grade:requires-improvement", "4"},
        {"section-grade:requires_improvement", "4"},
        {"section-grade:\"requires improvement\"", "4"},
        {"section-grade:\"Requires  improvement \"", "4"},
        {"section-grade:\"good, poor\"", "123"},
        {"section-grade:good,poor", "123"},
        {"case section-grade:good,poor authority:leeds", "12"},
    };
    struct texts *tx = *state;

    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
    TEXTS_FIND(tx, FE_MATCH_AUTO, cases);
}

static void
numbers_have_lists_and_ranges(void **state)
{
    static const struct texts_case cases[] = {
        {"number:2", "2"},        {"number:02", "2"},
        {"number:1,40", "14"},    {"number:2..10", "23"},
        {"number:2..", "234"},    {"number:..9", "12"},
        {"number:3..9", ""},      {"number:4", ""},
        {"number:01..02", "12"},  {"number:002..10", "23"},
        {"number:1.5..2.1", "2"}, {"number:2.1", ""},
    };
    struct texts *tx = *state;

    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

static void
dates_may_be_days_months_or_years(void **state)
{
    static const struct texts_case cases[] = {
        {"date:2010", "1"},
        {"date:2010-10", "1"},
        {"date:2010-10-15", "1"},
        {"date:2010-11", ""},
        {"date:2010,2013", "14"},
        {"date:2010..2012", "123"},
        {"date:2010-11..2012", "23"},
        {"date:2011..", "234"},
        {"date:..2011-02", "12"},
        {"date:..2010", "1"},
        {"date:2012-12-31..2012-12-31", "3"},
        {"date:\"2010 .. 2011\"", "12"},
        {"year:2010..2011", "12"},
        {"year:2012", "3"},
    };
    struct texts *tx = *state;

    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
}

static void
texts_of_fields_are_searched_by_stem_and_phrase(void **state)
{
    static const struct texts_case cases[] = {
        {"title:plan", "13"},
        {"title:Plans", "13"},
        {"title:care", "13"},
        {"title:\"leaving care\"", "3"},
        {"title:\u201ccare plans\u201d", "1"},
        {"title:\"care leaving\"", ""},
        {"title:recording", "4"},
        {"case title:care", "13"},
        {"case -title:care", "25"},
        {"title:care title:leaving", "3"},
    };
    struct texts *tx = *state;

    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
    TEXTS_FIND(tx, FE_MATCH_AUTO, cases);
}

static void
fields_combine_with_signs_operators_and_brackets(void **state)
{
    static const struct texts_case cases[] = {
        {"case -authority:leeds", "35"},
        {"case NOT authority:leeds", "35"},
        {"case AND authority:leeds", "12"},
        {"+authority:leeds case", "12"},
        {"authority:leeds OR number:40", "124"},
        {"(authority:leeds OR number:40) case", "12"},
        {"(authority:leeds) recording", "1"},
        {"+(authority:leeds OR number:40) recording", "14"},
        {"recording AND (authority:leeds OR number:40)", "14"},
    };
    struct texts *tx = *state;

    TEXTS_FIND(tx, FE_MATCH_ALL, cases);
    TEXTS_FIND(tx, FE_MATCH_AUTO, cases);
    TEXTS_FIND(tx, FE_MATCH_ANY, cases);
}

static void
a_colon_next_to_a_blank_or_a_digit_is_text(void **state)
{
    static const struct texts_case cases[] = {
        {"http://case", "1235"},
        {"case:", "1235"},
        {":case", "1235"},
        {"10:30 case", "1235"},
        {"note: case", "1235"},
        {"titles: case", "1235"},
        {"case : note", "1235"},
        {"\"note:case\"", "5"},
        {"+\"note:case\" work", "5"},
    };
    struct texts *tx = *state;

    TEXTS_FIND(tx, FE_MATCH_ANY, cases);
}

static void
a_name_that_is_not_a_field_is_a_fault(void **state)
{
    struct texts *tx = *state;

    texts_bad(tx, "authorty:leeds", 0, "did you mean authority:?");
    texts_bad(tx, "case titel:care", 5, "did you mean title:?");
    texts_bad(tx, "case -dates:2010", 6, "there is no field \"dates\"");
    texts_bad(tx, "case council:Leeds", 5,
              "there is no field \"council\"; the fields are authority, "
              "section_grade, date, year, number, title; put quotes around "
              "text with a colon");
    texts_bad(tx, "note:\"case\"", 0, "there is no field \"note\"");
    texts_bad(tx, "=authority:leeds", 0, "= cannot be before a field");
}

static void
a_field_can_only_be_written_in_one_way(void **state)
{
    struct texts *tx = *state;

    texts_bad(tx, "section-grade=good", 13, "write section_grade:good");
    texts_bad(tx, "case section-grade : good", 19,
              "no blanks around its colon; write section_grade:good");
    texts_bad(tx, "title :care", 6, "write title:recording");
    texts_bad(tx, "section-grade:(good OR poor)", 14, "one,other");
    texts_bad(tx, "title:(care plans)", 6, "before each of the words");
    texts_bad(tx, "authority:Lee*", 13, "* cannot be in a value");
    texts_bad(tx, "authority:\"M\u00f4n *\"", 16, "* cannot be in a value");
    texts_bad(tx, "number:<5", 0, "such as number:40..50");
    texts_bad(tx, "section-grade:good, poor", 0, "is missing here");
}

static void
an_impossible_value_is_a_fault(void **state)
{
    static const struct texts_fault faults[] = {
        {"authority:", 10, "a value is missing here, as in authority:"},
        {"case number:", 12, "as in number:47"},
        {"date: 2010", 5, "as in date:2010..2013"},
        {"date:2010-13", 0, "write 2010, 2010-10 or 2010-10-15"},
        {"date:2010-02-30", 0, "\"2010-02-30\" is not a date"},
        {"date:2011-02-29..", 0, "\"2011-02-29\" is not a date"},
        {"date:2012..2010", 0, "ends before it begins"},
        {"date:2010-05..2010-04", 0, "ends before it begins"},
        {"number:10..2", 0, "ends before it begins"},
        {"\"case record*\"", 12, "cannot appear inside quotes"},
        {"section-grade:", 14, "as in section_grade:good"},
        {"title:", 6, "a word is missing here"},
        {"title:?", 6, "a word is missing here"},
        {"authority:\"", 10, "not closed"},
        {"case section-grade:great", 5,
         "\"great\" is not a value of section_grade; it takes good, "
         "requires-improvement, inadequate"},
        {"section-grade:good,great", 0, "\"great\" is not a value"},
        {"section-grade:good,,poor", 0, "a value of section_grade is missing"},
        {"case number:seven", 5, "\"seven\" is not a number; write it as"},
        {"number:1..x", 0, "\"x\" is not a number"},
        {"number:-1", 0, "or a range such as number:40..50"},
        {"number:..", 0, "a range needs an end"},
        {"date:..", 0, "a range needs an end"},
        {"date:201", 0, "or a range such as date:2010..2013"},
        {"year:2010-10", 0, "\"2010-10\" is not a year"},
        {"year:2010..2011-01", 0, "\"2011-01\" is not a year"},
        {"date:15-10-2010", 0, "is not a date"},
        {"date:2010..soon", 0, "\"soon\" is not a date"},
        {"case -date:2010-1", 6, "is not a date"},
        {"case NEAR authority:leeds", 10, "NEAR joins"},
        {"title:care NEAR case", 0, "NEAR joins"},
    };
    struct texts *tx = *state;

    TEXTS_FAULTS(tx, faults);
}

static void
a_long_value_is_quoted_up_to_the_end_of_a_character(void **state)
{
    char query[256] = "section-grade:x";
    struct texts *tx = *state;
    struct fe_error err;
    struct fe_hits *hits;

    for (int i = 0; i < 60; i++)
        strcat(query, "\u00e9");
    struct fe_request request = texts_request(query);
    assert_int_equal(texts_try(tx, &request, &hits, &err), FE_BAD_QUERY);
    json_t *message = json_string(err.message); /* fails unless it is UTF-8 */
    assert_non_null(message);
    json_decref(message);
}

static void
fields_are_reported_as_they_were_understood(void **state)
{
    static const char *const cases[][2] = {
        {"Authority:Leeds case", "authority:Leeds case"},
        {"authority:\"Ynys M\u00f4n\"", "authority:\"Ynys M\u00f4n\""},
        {"section-grade:poor", "section_grade:poor"},
        {"number:..7", "number:..7"},
        {"title:\"Leaving Care\"", "title:\"leaving care\""},
        {"title:plan", "title:plan"},
    };
    struct texts *tx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fe_request request = texts_request(cases[i][0]);
        struct fe_hits *hits = texts_ask(tx, &request);
        assert_string_equal(fe_hits_query(hits), cases[i][1]);
        fe_hits_free(hits);
    }
}

static void
a_word_in_the_title_helps_rank_what_the_text_finds(void **state)
{
    static const struct text_row rows[] = {
        {"some fostering here", {NULL}, "Other matters"},
        {"some fostering here", {NULL}, "Fostering"},
        {"nothing of it here", {NULL}, "Fostering"},
    };
    struct texts *tx = *state;
    struct fe_request request = texts_request("fostering");

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        texts_add(tx, &rows[i]);
    texts_commit(tx);
    char *ids = texts_ids(texts_ask(tx, &request));
    assert_string_equal(ids, "98");
    free(ids);
}

#define WITH_FIELDS(test)                                                      \
    cmocka_unit_test_setup_teardown(test, set_up, texts_close)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FIELDS(a_value_selects_the_documents_that_have_it),
        WITH_FIELDS(numbers_have_lists_and_ranges),
        WITH_FIELDS(dates_may_be_days_months_or_years),
        WITH_FIELDS(texts_of_fields_are_searched_by_stem_and_phrase),
        WITH_FIELDS(fields_combine_with_signs_operators_and_brackets),
        WITH_FIELDS(a_colon_next_to_a_blank_or_a_digit_is_text),
        WITH_FIELDS(a_name_that_is_not_a_field_is_a_fault),
        WITH_FIELDS(a_field_can_only_be_written_in_one_way),
        WITH_FIELDS(an_impossible_value_is_a_fault),
        WITH_FIELDS(a_long_value_is_quoted_up_to_the_end_of_a_character),
        WITH_FIELDS(fields_are_reported_as_they_were_understood),
        WITH_FIELDS(a_word_in_the_title_helps_rank_what_the_text_finds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
