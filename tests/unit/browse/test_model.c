/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What each key does, without a terminal and without a daemon.
 */
#include "model.h"
#include "titles.h"
#include "saving.h"

#include "print/member.h"

#include "support.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

static const struct press named[] = {
    {PRESS_ENTER, ""},     {PRESS_TAB, ""},    {PRESS_ESCAPE, ""},
    {PRESS_BACKSPACE, ""}, {PRESS_DELETE, ""}, {PRESS_UP, ""},
    {PRESS_DOWN, ""},      {PRESS_LEFT, ""},   {PRESS_RIGHT, ""},
    {PRESS_HOME, ""},      {PRESS_END, ""},    {PRESS_PAGE_DOWN, ""},
    {PRESS_HELP, ""},
};

static enum model_wish
press(struct model *model, enum press_kind kind)
{
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (named[i].kind == kind)
            return model_press(model, &named[i]);
    fail_msg("no such key");
    return MODEL_NOTHING;
}

static enum model_wish
control(struct model *model, char letter)
{
    const struct press key = {PRESS_CONTROL, {letter}};
    return model_press(model, &key);
}

/* Types the characters one by one. */
static void
type(struct model *model, const char *text)
{
    while (*text) {
        struct press key = {PRESS_TEXT, ""};
        size_t len = 1;
        while ((text[len] & 0xc0) == 0x80)
            len++;
        memcpy(key.text, text, len);
        model_press(model, &key);
        text += len;
    }
}

static void
open_model(struct model *model, const char *params)
{
    json_t *object = json_loads(params, 0, NULL);
    assert_non_null(object);
    model_init(model, object);
    json_decref(object);
}

/* A result with so many of `ranked` hits, from `first` on. */
static json_t *
result_of(int first, int n, int ranked, int revision)
{
    json_t *hits = json_array();

    for (int i = first; i < first + n; i++) {
        json_t *hit =
            json_pack("{s:s, s:s, s:s, s:s}", "report", "r-1", "grade", "good",
                      "text", "Some text.", "snippet", "Some text.");
        json_object_set_new(hit, "id", json_sprintf("r-1/%d", i));
        json_array_append_new(hits, hit);
    }
    return json_pack("{s:{s:o, s:i, s:i, s:i, s:{s:i}, s:i, s:{s:[{s:s, s:i}, "
                     "{s:s, s:i}], s:[{s:s, s:i}]}}}",
                     "result", "hits", hits, "total", ranked, "ranked", ranked,
                     "shown", ranked, "totals", "reports", 1, "revision",
                     revision, "facets", "grade", "value", "good", "count", 7,
                     "value", "inadequate", "count", 2, "authority", "value",
                     "Northmere", "count", 9);
}

static void
take(struct model *model, enum model_question question, json_t *answer)
{
    model_take(model, question, answer);
    json_decref(answer);
}

/* What is asked, which must be due; the caller frees it. */
static json_t *
asked(struct model *model, enum model_question question)
{
    const char *method;
    json_t *params = model_ask(model, question, &method);

    assert_non_null(params);
    assert_string_equal(method, question == MODEL_NEAR ? "get" : "search");
    return params;
}

static bool
is_asked(struct model *model, enum model_question question)
{
    const char *method;
    json_t *params = model_ask(model, question, &method);
    const bool is_any = params != NULL;

    json_decref(params);
    return is_any;
}

static void
keys_edit_the_query(void **state)
{
    struct model model;

    (void)state;
    open_model(&model, "{\"query\": \"case\"}");
    type(&model, " recordings");
    assert_string_equal(model.query.text->str, "case recordings");
    press(&model, PRESS_BACKSPACE);
    control(&model, 'w');
    assert_string_equal(model.query.text->str, "case ");
    type(&model, "e\u0301te\u0301");
    press(&model, PRESS_LEFT);
    press(&model, PRESS_BACKSPACE); /* the t, before the second letter */
    assert_string_equal(model.query.text->str, "case e\u0301e\u0301");
    press(&model, PRESS_DELETE); /* it and its accent */
    assert_string_equal(model.query.text->str, "case e\u0301");
    press(&model, PRESS_HOME);
    type(&model, "\u5150");
    press(&model, PRESS_LEFT);
    press(&model, PRESS_RIGHT);
    control(&model, 'k');
    assert_string_equal(model.query.text->str, "\u5150");
    control(&model, 'u');
    assert_string_equal(model.query.text->str, "");
    press(&model, PRESS_BACKSPACE);
    press(&model, PRESS_DELETE);
    press(&model, PRESS_RIGHT);
    assert_int_equal(model.query.cursor, 0);
    model_fini(&model);
}

static void
a_query_has_an_end(void **state)
{
    struct model model;

    (void)state;
    open_model(&model, "{}");
    for (int i = 0; i < 2 * EDIT_MAX; i++)
        type(&model, "x");
    assert_int_equal(model.query.text->len, EDIT_MAX);
    model_fini(&model);
}

static void
typing_asks_with_everything_that_was_given(void **state)
{
    struct model model;

    (void)state;
    open_model(&model, "{\"query\": \"case\", \"filters\": {\"grade\": "
                       "[\"good\"]}, \"date_from\": \"2010\", \"collapse\": "
                       "true}");
    json_t *params = asked(&model, MODEL_SEARCH);
    assert_string_equal(member_text(params, "query"), "case");
    assert_string_equal(member_text(params, "date_from"), "2010");
    assert_true(json_is_true(json_object_get(params, "collapse")));
    assert_string_equal(
        member_nth(json_object_get(params, "filters"), "grade", 0), "good");
    json_decref(params);
    assert_false(is_asked(&model, MODEL_SEARCH));
    press(&model, PRESS_LEFT); /* changes nothing */
    assert_false(is_asked(&model, MODEL_SEARCH));
    type(&model, "x");
    assert_true(model.is_typed);
    params = asked(&model, MODEL_SEARCH);
    assert_string_equal(member_text(params, "query"), "casxe");
    json_decref(params);
    model_fini(&model);
}

static void
walking_down_loads_more_hits(void **state)
{
    struct model model;

    (void)state;
    open_model(&model, "{}");
    assert_true(is_asked(&model, MODEL_SEARCH));
    take(&model, MODEL_SEARCH, result_of(0, MODEL_PAGE, 40, 1));
    press(&model, PRESS_DOWN);
    assert_int_equal(model.chosen, 1);
    control(&model, 'n');
    control(&model, 'p');
    assert_int_equal(model.chosen, 1);
    assert_false(is_asked(&model, MODEL_MORE));
    for (int i = 0; i < MODEL_PAGE; i++)
        press(&model, PRESS_DOWN);
    assert_int_equal(model.chosen, MODEL_PAGE - 1);
    json_t *params = asked(&model, MODEL_MORE);
    assert_int_equal(member_count(params, "offset"), MODEL_PAGE);
    json_decref(params);
    press(&model, PRESS_DOWN); /* it is on its way */
    assert_false(is_asked(&model, MODEL_MORE));
    take(&model, MODEL_MORE, result_of(MODEL_PAGE, 10, 40, 1));
    assert_int_equal(json_array_size(model.hits), 40);
    for (int i = 0; i < 50; i++)
        press(&model, PRESS_PAGE_DOWN);
    assert_int_equal(model.chosen, 39);
    assert_false(is_asked(&model, MODEL_MORE));
    model_fini(&model);
}

static void
a_page_of_another_commit_begins_again(void **state)
{
    struct model model;

    (void)state;
    open_model(&model, "{}");
    assert_true(is_asked(&model, MODEL_SEARCH));
    take(&model, MODEL_SEARCH, result_of(0, MODEL_PAGE, 40, 1));
    for (int i = 0; i < MODEL_PAGE; i++)
        press(&model, PRESS_DOWN);
    assert_true(is_asked(&model, MODEL_MORE));
    take(&model, MODEL_MORE, result_of(MODEL_PAGE, 10, 40, 2));
    assert_int_equal(json_array_size(model.hits), MODEL_PAGE);
    assert_true(is_asked(&model, MODEL_SEARCH));
    model_fini(&model);
}

/* The same, without a part of the index. */
static json_t *
without_a_part(json_t *answer)
{
    json_object_set_new(
        json_object_get(answer, "result"), "incomplete",
        json_pack("[{s:s, s:n, s:s}]", "part", "/p", "since", "why", "away"));
    return answer;
}

static void
a_page_from_other_parts_begins_again(void **state)
{
    struct model model;

    (void)state;
    open_model(&model, "{}");
    assert_true(is_asked(&model, MODEL_SEARCH));
    take(&model, MODEL_SEARCH, result_of(0, MODEL_PAGE, 40, 1));
    assert_null(model.incomplete);
    for (int i = 0; i < MODEL_PAGE; i++)
        press(&model, PRESS_DOWN);
    assert_true(is_asked(&model, MODEL_MORE));
    take(&model, MODEL_MORE, without_a_part(result_of(MODEL_PAGE, 10, 40, 1)));
    assert_int_equal(json_array_size(model.hits), MODEL_PAGE);
    assert_true(is_asked(&model, MODEL_SEARCH));
    take(&model, MODEL_SEARCH, without_a_part(result_of(0, 3, 3, 1)));
    char *said = titles_incomplete(&model);
    assert_string_equal(said, "This is incomplete: it leaves out \"/p\" (away);"
                              " more may match than is shown or counted");
    g_free(said);
    type(&model, "x");
    assert_true(is_asked(&model, MODEL_SEARCH));
    take(&model, MODEL_SEARCH, result_of(0, 3, 3, 1));
    assert_null(model.incomplete);
    model_fini(&model);
}

static void
a_newer_search_drops_the_next_page(void **state)
{
    struct model model;

    (void)state;
    open_model(&model, "{}");
    assert_true(is_asked(&model, MODEL_SEARCH));
    take(&model, MODEL_SEARCH, result_of(0, MODEL_PAGE, 40, 1));
    for (int i = 0; i < MODEL_PAGE; i++)
        press(&model, PRESS_DOWN);
    assert_true(is_asked(&model, MODEL_MORE));
    assert_false(model_drop(&model, MODEL_MORE));
    type(&model, "x");
    assert_true(is_asked(&model, MODEL_SEARCH));
    assert_true(model_drop(&model, MODEL_MORE));
    assert_false(model_drop(&model, MODEL_MORE));
    model_fini(&model);
}

static const char *
grade_filter(const struct model *model, size_t i)
{
    const char *value = member_nth(model->facets.filters, "grade", i);
    return value ? value : "";
}

static void
facets_are_chosen_and_removed(void **state)
{
    struct model model;

    (void)state;
    open_model(&model, "{\"filters\": {\"authority\": [\"Elsewhere\"]}}");
    assert_true(is_asked(&model, MODEL_SEARCH));
    take(&model, MODEL_SEARCH, result_of(0, 3, 3, 1));
    press(&model, PRESS_TAB);
    assert_int_equal(model.mode, MODEL_FACETS);
    assert_string_equal(facets_row(&model.facets, model.facets.cursor)->value,
                        "good");
    press(&model, PRESS_UP); /* it is the first, below a heading */
    press(&model, PRESS_DOWN);
    type(&model, " ");
    assert_string_equal(grade_filter(&model, 0), "inadequate");
    assert_false(model.is_typed);
    assert_true(is_asked(&model, MODEL_SEARCH));
    take(&model, MODEL_SEARCH, result_of(0, 2, 2, 1));
    /* The cursor is still on the value, and what no paragraph has any more can
     * be seen and removed. */
    assert_string_equal(facets_row(&model.facets, model.facets.cursor)->value,
                        "inadequate");
    char *described = facets_describe(&model.facets);
    assert_string_equal(described, "authority: Elsewhere; grade: inadequate");
    g_free(described);
    bool is_there = false;
    for (size_t i = 0; facets_row(&model.facets, i); i++) {
        const struct facet_row *row = facets_row(&model.facets, i);
        is_there |= row->value && strcmp(row->value, "Elsewhere") == 0 &&
                    row->is_chosen && row->count == 0;
    }
    assert_true(is_there);
    press(&model, PRESS_ENTER); /* no longer */
    assert_string_equal(grade_filter(&model, 0), "");
    press(&model, PRESS_BACKSPACE);
    assert_int_equal(json_object_size(model.facets.filters), 0);
    assert_true(is_asked(&model, MODEL_SEARCH));
    press(&model, PRESS_BACKSPACE);
    assert_false(is_asked(&model, MODEL_SEARCH));
    type(&model, "w"); /* goes on with the query */
    assert_int_equal(model.mode, MODEL_LIST);
    assert_string_equal(model.query.text->str, "w");
    model_fini(&model);
}

static void
a_report_is_opened_and_closed(void **state)
{
    struct model model;

    (void)state;
    open_model(&model, "{\"query\": \"text\"}");
    press(&model, PRESS_ENTER); /* there is nothing to open */
    assert_int_equal(model.mode, MODEL_LIST);
    assert_true(is_asked(&model, MODEL_SEARCH));
    take(&model, MODEL_SEARCH, result_of(0, 3, 3, 1));
    press(&model, PRESS_DOWN);
    reading_resize(&model.reading, 60, 20);
    press(&model, PRESS_ENTER);
    assert_int_equal(model.mode, MODEL_REPORT);
    json_t *params = asked(&model, MODEL_FOUND);
    assert_string_equal(
        member_nth(json_object_get(params, "filters"), "report", 0), "r-1");
    json_decref(params);
    params = asked(&model, MODEL_NEAR);
    assert_string_equal(member_text(params, "id"), "r-1/1");
    json_decref(params);
    press(&model, PRESS_HELP);
    assert_int_equal(model.mode, MODEL_HELP);
    type(&model, "x");
    assert_int_equal(model.mode, MODEL_REPORT);
    type(&model, "q");
    assert_int_equal(model.mode, MODEL_LIST);
    assert_int_equal(model.chosen, 1);
    assert_true(model_drop(&model, MODEL_NEAR));
    assert_true(model_drop(&model, MODEL_FOUND));
    model_fini(&model);
}

static void
a_query_is_saved_with_its_filters_and_options(void **state)
{
    static const char *const wanted[] = {
        "save", "--area=send", "--grade=good", "--from=2010", "--exact",
        "--",   "-mine",       "case",         NULL};
    struct model model;

    (void)state;
    open_model(&model, "{\"query\": \"case\", \"filters\": {\"service_area\": "
                       "[\"send\"], \"grade\": [\"good\"]}, \"date_from\": "
                       "\"2010\", \"exact\": true, \"sort\": \"newest\"}");
    control(&model, 's');
    assert_int_equal(press(&model, PRESS_ENTER), MODEL_NOTHING); /* no name */
    control(&model, 's');
    type(&model, "-minx");
    press(&model, PRESS_BACKSPACE);
    type(&model, "e");
    assert_string_equal(model.query.text->str, "case");
    assert_int_equal(press(&model, PRESS_ENTER), MODEL_SAVE);
    char **args = saving_arguments(&model);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        if (wanted[i])
            assert_string_equal(args[i], wanted[i]);
        else
            assert_null(args[i]);
    }
    g_strfreev(args);
    control(&model, 's');
    press(&model, PRESS_ESCAPE);
    assert_int_equal(model.mode, MODEL_LIST);
    model_fini(&model);
}

static void
an_error_is_said_and_leaves_the_hits(void **state)
{
    struct model model;

    (void)state;
    open_model(&model, "{}");
    assert_true(is_asked(&model, MODEL_SEARCH));
    take(&model, MODEL_SEARCH, result_of(0, 3, 3, 1));
    type(&model, "\"");
    assert_true(is_asked(&model, MODEL_SEARCH));
    take(&model, MODEL_SEARCH,
         json_pack("{s:{s:i, s:s}}", "error", "code", -32001, "message",
                   "a quotation mark is missing"));
    assert_string_equal(model.message, "a quotation mark is missing");
    assert_int_equal(json_array_size(model.hits), 3);
    type(&model, "\"");
    assert_null(model.message);
    assert_true(is_asked(&model, MODEL_SEARCH));
    /* What was cancelled is nothing to speak of. */
    take(&model, MODEL_SEARCH,
         json_pack("{s:{s:i, s:s}}", "error", "code", -32008, "message",
                   "cancelled"));
    assert_null(model.message);
    model_fini(&model);
}

static void
other_keys_are_wishes(void **state)
{
    struct model model;

    (void)state;
    open_model(&model, "{}");
    assert_int_equal(control(&model, 'y'), MODEL_NOTHING); /* nothing chosen */
    assert_non_null(model.message);
    assert_true(is_asked(&model, MODEL_SEARCH));
    take(&model, MODEL_SEARCH, result_of(0, 3, 3, 1));
    assert_int_equal(control(&model, 'y'), MODEL_COPY);
    assert_int_equal(control(&model, 'o'), MODEL_ORIGINAL);
    assert_int_equal(control(&model, 'z'), MODEL_SUSPEND);
    assert_int_equal(control(&model, 'l'), MODEL_REDRAW);
    assert_int_equal(control(&model, 'c'), MODEL_QUIT);
    assert_int_equal(control(&model, 'q'), MODEL_QUIT);
    assert_int_equal(press(&model, PRESS_ESCAPE), MODEL_QUIT);
    press(&model, PRESS_HELP);
    assert_int_equal(control(&model, 'c'), MODEL_QUIT);
    model_fini(&model);
}

static void
facets_are_in_their_natural_order(void **state)
{
    static const char *const grades[] = {"outstanding", "good", "ungraded"};
    json_t *counts = json_loads("{\"grade\": ["
                                "{\"value\": \"ungraded\", \"count\": 9}, "
                                "{\"value\": \"good\", \"count\": 5}, "
                                "{\"value\": \"outstanding\", \"count\": 1}]}",
                                0, NULL);
    struct facets facets;

    (void)state;
    facets_init(&facets, NULL);
    facets_show(&facets, counts);
    for (size_t i = 0; i < 3; i++) /* below the heading */
        assert_string_equal(facets_row(&facets, i + 1)->value, grades[i]);
    facets_fini(&facets);
    json_decref(counts);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_edit_the_query),
        cmocka_unit_test(a_query_has_an_end),
        cmocka_unit_test(typing_asks_with_everything_that_was_given),
        cmocka_unit_test(walking_down_loads_more_hits),
        cmocka_unit_test(a_page_of_another_commit_begins_again),
        cmocka_unit_test(a_page_from_other_parts_begins_again),
        cmocka_unit_test(a_newer_search_drops_the_next_page),
        cmocka_unit_test(facets_are_chosen_and_removed),
        cmocka_unit_test(facets_are_in_their_natural_order),
        cmocka_unit_test(a_report_is_opened_and_closed),
        cmocka_unit_test(a_query_is_saved_with_its_filters_and_options),
        cmocka_unit_test(an_error_is_said_and_leaves_the_hits),
        cmocka_unit_test(other_keys_are_wishes),
    };
    setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
