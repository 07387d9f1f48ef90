/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Answers of many lines, made one line at a time as the daemon's loop does.
 */
#include "questions.h"

#include "findings/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PARAGRAPHS = 2 * FINDINGS_PART_MAX + 50 };

static void
add_some(struct questions *q, int from, int to)
{
    char record[512];

    for (int i = from; i < to; i++) {
        snprintf(record, sizeof record,
                 "{'id': 'hull-2009-05-08/%d', 'report': 'hull-2009-05-08',"
                 " 'authority': 'Hull', 'date': '2009-05-08', 'number': %d,"
                 " 'kind': '%s', 'text': 'Adoption is timely (%d).'}",
                 i, i + 1, i < 7 ? "recommendation" : "finding", i);
        questions_add(q, record);
    }
    questions_commit(q);
}

static int
set_up(void **state)
{
    struct questions *q = questions_open();

    add_some(q, 0, PARAGRAPHS);
    *state = q;
    return 0;
}

static struct answer *
begun(const char *params)
{
    char request[512];

    snprintf(request, sizeof request,
             "{'id': 'x', 'method': 'export', 'params': %s}", params);
    char *json = json_text(request);
    struct answer *answer = answer_begin(json, strlen(json));
    free(json);
    return answer;
}

static json_t *
next_line(struct questions *q, struct answer *answer)
{
    char *line = worked(q, answer);
    json_t *object = json_loads(line, JSON_REJECT_DUPLICATES, NULL);

    assert_int_equal(json_object_size(object), 2);
    string_is(object, "id", "x");
    free(line);
    return object;
}

/* The next line must be a part with this many records. */
static void
part_is(struct questions *q, struct answer *answer, size_t size)
{
    json_t *line = next_line(q, answer);

    assert_true(answer_has_more(answer));
    assert_int_equal(json_array_size(json_object_get(line, "part")), size);
    json_decref(line);
}

/* The next line must be the last, and this error; frees the answer. */
static void
error_is(struct questions *q, struct answer *answer, int code, const char *said)
{
    const struct bad bad = {"export", code, NULL, said};
    json_t *line = next_line(q, answer);

    assert_false(answer_has_more(answer));
    check_bad(line, &bad);
    json_decref(line);
    answer_free(answer);
}

static void
everything_found_is_exported_once_and_in_order(void **state)
{
    struct answer *answer = begun("{'query': 'adoption', 'sort': 'oldest'}");
    int seen = 0;

    for (int part = 0; part < 3; part++) {
        assert_true(answer_needs_reader(answer));
        json_t *line = next_line(*state, answer), *record;
        size_t i;
        assert_true(answer_has_more(answer));
        json_array_foreach(json_object_get(line, "part"), i, record)
        {
            char id[64];
            snprintf(id, sizeof id, "hull-2009-05-08/%d", seen++);
            string_is(record, "id", id);
            assert_null(json_object_get(record, "score"));
            assert_null(json_object_get(record, "snippet"));
        }
        json_decref(line);
    }
    assert_int_equal(seen, PARAGRAPHS);
    /* The last line, with the totals, does not need the index. */
    assert_false(answer_needs_reader(answer));
    json_t *line = next_line(*state, answer);
    const json_t *result = json_object_get(line, "result");
    assert_false(answer_has_more(answer));
    assert_int_equal(integer(result, "total"), PARAGRAPHS);
    assert_true(integer(result, "revision") > 0);
    assert_true(integer(result, "took_us") > 0);
    member_is(result, "unknown", "[]");
    string_is(json_object_get(result, "query"), "parsed", "adoption");
    json_decref(line);
    answer_free(answer);
}

static void
filters_narrow_an_export(void **state)
{
    struct answer *answer = begun("{'filters': {'kind': ['recommendation']}}");

    part_is(*state, answer, 7);
    json_t *line = next_line(*state, answer);
    member_is(json_object_get(line, "result"), "total", "7");
    json_decref(line);
    answer_free(answer);
}

static void
an_export_of_nothing_has_no_parts(void **state)
{
    struct answer *answer = begun("{'query': 'unicorn',"
                                  " 'filters': {'authority': ['Hul']}}");
    json_t *line = next_line(*state, answer);
    const json_t *result = json_object_get(line, "result");

    assert_false(answer_has_more(answer));
    member_is(result, "total", "0");
    assert_int_equal(json_array_size(json_object_get(result, "unknown")), 1);
    json_decref(line);
    answer_free(answer);
}

static void
a_client_that_disconnects_leaves_nothing_behind(void **state)
{
    struct answer *answer = begun("{}");

    part_is(*state, answer, FINDINGS_PART_MAX);
    answer_free(answer); /* as when its connection closes */
}

static void
a_daemon_that_shuts_down_says_so_instead_of_the_rest(void **state)
{
    struct answer *answer = begun("{}");

    part_is(*state, answer, FINDINGS_PART_MAX);
    answer_stop(answer);
    assert_false(answer_needs_reader(answer));
    error_is(*state, answer, FINDINGS_BUSY, "incomplete");
}

static void
a_change_to_the_index_ends_an_export(void **state)
{
    struct answer *answer = begun("{}");

    part_is(*state, answer, FINDINGS_PART_MAX);
    add_some(*state, PARAGRAPHS, PARAGRAPHS + 1);
    error_is(*state, answer, FINDINGS_CHANGED, "run it again");
}

static void
exports_from_one_reader_do_not_interfere(void **state)
{
    struct answer *one = begun("{}"), *other = begun("{'query': 'adoption'}");

    part_is(*state, one, FINDINGS_PART_MAX);
    part_is(*state, other, FINDINGS_PART_MAX);
    part_is(*state, one, FINDINGS_PART_MAX);
    part_is(*state, one, 50);
    part_is(*state, other, FINDINGS_PART_MAX);
    answer_free(one);
    answer_free(other);
}

static void
a_record_that_would_break_the_line_is_refused(void **state)
{
    static const char *const damaged[] = {"no JSON", "[]", "", "{",
                                          "{\"id\":\n1}"};
    struct questions *q = *state;

    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        const char *const term = "Q:unicorn";
        const struct fe_text text = {NULL, "unicorn", 7, 1};
        const struct fe_document document = {.data = damaged[i],
                                             .data_len = strlen(damaged[i]),
                                             .texts = &text,
                                             .n_texts = 1,
                                             .terms = &term,
                                             .n_terms = 1};
        fe_writer_remove(q->writer, term, NULL);
        assert_int_equal(fe_writer_add(q->writer, &document, NULL), FE_OK);
        questions_commit(q);
        error_is(q, begun("{'query': 'unicorn'}"), FINDINGS_NO_INDEX,
                 "damaged");
    }
}

static void
wrong_parameters_of_an_export_are_named(void **state)
{
    static const struct bad_params cases[] = {
        {"{'limit': 5}", "limit", "query"},
        {"{'offset': 5}", "offset", "query"},
        {"{'snippet': 5}", "snippet", "query"},
        {"{'sort': 'best'}", "sort", "newest"},
        {"{'exact': 0}", "exact", "true"},
        {"{'filters': {'date': ['2010']}}", "filters", "date_from"},
    };

    check_bad_params(*state, "export", cases, sizeof cases / sizeof *cases);
}

#define WITH_INDEX(test)                                                       \
    cmocka_unit_test_setup_teardown(test, set_up, questions_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_INDEX(everything_found_is_exported_once_and_in_order),
        WITH_INDEX(filters_narrow_an_export),
        WITH_INDEX(an_export_of_nothing_has_no_parts),
        WITH_INDEX(a_client_that_disconnects_leaves_nothing_behind),
        WITH_INDEX(a_daemon_that_shuts_down_says_so_instead_of_the_rest),
        WITH_INDEX(a_change_to_the_index_ends_an_export),
        WITH_INDEX(exports_from_one_reader_do_not_interfere),
        WITH_INDEX(a_record_that_would_break_the_line_is_refused),
        WITH_INDEX(wrong_parameters_of_an_export_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
