/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * How requests are answered: malformed ones, ids, errors, and commits
 * meanwhile.
 */
#include "answers.h"

#include "xapian-capi.h"
#include "engine/text/stream.h"

#include "findings/schema.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void
what_is_not_a_request_is_an_error_without_an_id(void **state)
{
    static const struct bad cases[] = {
        {"", FINDINGS_PARSE_ERROR, NULL, NULL},
        {"hello", FINDINGS_PARSE_ERROR, NULL, NULL},
        {"{'id': 1", FINDINGS_PARSE_ERROR, NULL, NULL},
        {"{'id': 1} {}", FINDINGS_PARSE_ERROR, NULL, NULL},
        {"{'id': 1, 'method': '\xff'}", FINDINGS_PARSE_ERROR, NULL, NULL},
        {"{'id': 1, 'id': 1, 'method': 'ping'}", FINDINGS_PARSE_ERROR, NULL,
         NULL},
        {"{'id': 1, 'method': 'search', 'params': "
         "{'limit': 1, 'limit': 2}}",
         FINDINGS_PARSE_ERROR, NULL, "duplicate"},
        {"{'id': 1, 'method': '\\u0000'}", FINDINGS_PARSE_ERROR, NULL,
         "NUL character (\\u0000)"},
        {"{'id': 1, '\\u0000': 1}", FINDINGS_PARSE_ERROR, NULL,
         "NUL character (\\u0000)"},
        {"7", FINDINGS_INVALID_REQUEST, NULL, NULL},
        {"[]", FINDINGS_INVALID_REQUEST, NULL, NULL},
        {"[{'id': 1, 'method': 'ping'}]", FINDINGS_INVALID_REQUEST, NULL,
         "batch"},
        {"{}", FINDINGS_INVALID_REQUEST, NULL, "\"id\""},
        {"{'method': 'ping'}", FINDINGS_INVALID_REQUEST, NULL, "\"id\""},
        {"{'id': 1.5, 'method': 'ping'}", FINDINGS_INVALID_REQUEST, NULL, NULL},
        {"{'id': true, 'method': 'ping'}", FINDINGS_INVALID_REQUEST, NULL,
         NULL},
        {"{'id': {}, 'method': 'ping'}", FINDINGS_INVALID_REQUEST, NULL, NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *answer = answered(*state, cases[i].request);
        check_bad(answer, &cases[i]);
        assert_true(json_is_null(json_object_get(answer, "id")));
        json_decref(answer);
    }
}

static void
a_wrong_request_is_an_error_with_its_id(void **state)
{
    static const struct bad cases[] = {
        {"{'id': 7, 'method': 'ping', 'extra': 1}", FINDINGS_INVALID_REQUEST,
         "extra", "method"},
        {"{'id': 7}", FINDINGS_INVALID_REQUEST, NULL, "\"method\""},
        {"{'id': 7, 'method': 5}", FINDINGS_INVALID_REQUEST, NULL, NULL},
        {"{'id': 7, 'method': 'ping', 'jsonrpc': '1.0'}",
         FINDINGS_INVALID_REQUEST, NULL, "2.0"},
        {"{'id': 7, 'method': 'ping', 'jsonrpc': 2.0}",
         FINDINGS_INVALID_REQUEST, NULL, "2.0"},
        {"{'id': 7, 'method': 'sarch'}", FINDINGS_NO_METHOD, NULL, "search"},
        {"{'id': 7, 'method': ''}", FINDINGS_NO_METHOD, NULL, NULL},
        {ASK("ping") "[]}", FINDINGS_BAD_PARAMS, NULL, "object"},
        {ASK("ping") "null}", FINDINGS_BAD_PARAMS, NULL, "object"},
        {ASK("ping") "{'x': 1}}", FINDINGS_BAD_PARAMS, "x", NULL},
        {ASK("status") "{'x': 1}}", FINDINGS_BAD_PARAMS, "x", NULL},
        {"{'id': 7, 'method': 'get'}", FINDINGS_BAD_PARAMS, "id", NULL},
        {ASK("get") "{'id': 1}}", FINDINGS_BAD_PARAMS, "id", "string"},
        {ASK("get") "{'id': ''}}", FINDINGS_BAD_PARAMS, "id", NULL},
        {ASK("get") "{'id': 'a/1', 'ids': []}}", FINDINGS_BAD_PARAMS, "ids",
         NULL},
        {ASK("get") "{'id': 'a/1'}}", FINDINGS_NOT_FOUND, "id", "a/1"},
        {ASK("get") "{'id': 'a\\n\\u001b\\u007f/1'}}", FINDINGS_NOT_FOUND, "id",
         "\"a   /1\""},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *answer = answered(*state, cases[i].request);
        check_bad(answer, &cases[i]);
        assert_int_equal(integer(answer, "id"), 7);
        json_decref(answer);
    }
}

static void
a_bad_query_is_reported_with_the_byte_at_fault(void **state)
{
    static const struct {
        const char *query;
        json_int_t offset;
    } cases[] = {{"case AND", 8}, {"m\u00f4n (case", 5}, {"-case", 0}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char request[256];
        snprintf(request, sizeof request, ASK("search") "{'query': '%s'}}",
                 cases[i].query);
        json_t *answer = answered(*state, request);
        const json_t *error = json_object_get(answer, "error");
        const json_t *data = json_object_get(error, "data");
        assert_int_equal(integer(error, "code"), FINDINGS_BAD_QUERY);
        assert_int_equal(json_object_size(data), 1);
        assert_int_equal(integer(data, "offset"), cases[i].offset);
        json_decref(answer);
    }
}

static void
a_quoted_request_is_cut_between_characters(void **state)
{
    char name[300] = "";

    for (size_t n = 1; n < 100; n++) { /* of two-byte characters */
        char request[1024];
        strcat(name, "\u00f4");
        for (int odd = 0; odd < 2; odd++) {
            snprintf(request, sizeof request,
                     ASK("search") "{'%s%s': 1, 'filters': {'grade': ['%s']}}}",
                     odd ? "x" : "", name, name);
            json_decref(answered(*state, request)); /* valid UTF-8 */
            snprintf(request, sizeof request, ASK("get") "{'id': '%s%s'}}",
                     odd ? "x" : "", name);
            json_decref(answered(*state, request));
        }
    }
}

static void
an_id_comes_back_as_it_was(void **state)
{
    static const char *const ids[] = {"1",
                                      "0",
                                      "-5",
                                      "\"\"",
                                      "\"a\"",
                                      "9007199254740993",
                                      "null",
                                      "\"\U0001f600 m\u00f4n\"",
                                      "\"\\u00f4\\n\\\"\""};

    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        char request[128];
        snprintf(request, sizeof request,
                 "{'jsonrpc': '2.0', 'id': %s, 'method': 'ping'}", ids[i]);
        json_t *answer = answered(*state, request);
        json_t *id = json_of(ids[i]);
        assert_true(json_equal(json_object_get(answer, "id"), id));
        assert_true(json_is_true(
            json_object_get(json_object_get(answer, "result"), "pong")));
        json_decref(id);
        json_decref(answer);
    }
}

static void
a_paragraph_is_fetched_by_its_id(void **state)
{
    json_t *record = json_of(answers_records[0]);
    static const char *const ids[] = {"{'id': 'leeds-2010-10-15/1'}",
                                      "{'id': 'Leeds-2010-10-15/1'}"};

    for (size_t i = 0; i < 2; i++) {
        json_t *result = result_of(*state, "get", ids[i]);
        assert_true(json_equal(json_object_get(result, "paragraph"), record));
        member_is(result, "before", "[]");
        member_is(result, "after", "[]");
        assert_true(integer(result, "revision") > 0);
        assert_int_equal(json_object_size(result), 4);
        json_decref(result);
    }
    json_decref(record);
}

static void
the_status_describes_daemon_and_index(void **state)
{
    json_t *result = result_of(*state, "status", "{}");

    string_is(result, "product", "findings");
    string_is(result, "xapian", fe_xapian_version());
    string_is(result, "db", "/srv/db");
    assert_int_equal(integer(result, "protocol"), FINDINGS_PROTOCOL);
    assert_int_equal(integer(result, "reports"), 3);
    assert_int_equal(integer(result, "paragraphs"), 14);
    assert_int_equal(integer(result, "connections"), 3);
    assert_int_equal(integer(result, "running"), 2);
    assert_int_equal(integer(result, "waiting"), 1);
    assert_int_equal(integer(result, "unread_bytes"), 70000);
    assert_true(integer(result, "revision") > 0);
    assert_true(integer(result, "uptime_s") >= 0);
    json_decref(result);
}

static void
the_greeting_gives_product_protocol_revision_and_limits(void **state)
{
    json_t *greeting = finished(*state, answer_greeting());
    const json_t *limits = json_object_get(greeting, "limits");

    string_is(greeting, "product", "findings");
    string_is(greeting, "db", "/srv/db");
    assert_non_null(json_object_get(greeting, "version"));
    assert_null(json_object_get(greeting, "id"));
    assert_int_equal(integer(greeting, "protocol"), FINDINGS_PROTOCOL);
    assert_int_equal(integer(greeting, "revision"), 12);
    for (int id = 0; id < LIMITS; id++)
        assert_int_equal(integer(limits, limits_default[id].name),
                         limits_default[id].value);
    assert_int_equal(integer(limits, "request_bytes"), FINDINGS_REQUEST_MAX);
    assert_int_equal(integer(limits, "query_bytes"), FE_QUERY_MAX);
    assert_int_equal(integer(limits, "timeout_ms"), FINDINGS_TIMEOUT_MAX);
    json_decref(greeting);
}

static void
errors_that_nobody_asked_for_have_no_id(void **state)
{
    static const struct bad errors[] = {
        [ANSWER_BUSY] = {"busy", FINDINGS_BUSY, NULL, "again"},
        [ANSWER_TOO_LONG] = {"long", FINDINGS_TOO_LONG, NULL, "65536"},
        [ANSWER_TOO_SLOW] = {"slow", FINDINGS_CLOSED, NULL, "within 10 s"},
        [ANSWER_IDLE] = {"idle", FINDINGS_CLOSED, NULL, "for 600 s"},
        [ANSWER_DISPLACED] = {"displaced", FINDINGS_CLOSED, NULL, "too many"},
    };

    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        json_t *answer = finished(
            *state, answer_unasked((enum answer_unasked)i, limits_default));
        check_bad(answer, &errors[i]);
        assert_true(json_is_null(json_object_get(answer, "id")));
        json_decref(answer);
    }
}

static void
only_requests_about_the_index_need_a_reader(void **state)
{
    static const struct {
        const char *request;
        bool needs;
    } cases[] = {
        {"{'id': 1, 'method': 'search'}", true},
        {"{'id': 1, 'method': 'get', 'params': {'id': 'x'}}", true},
        {"{'id': 1, 'method': 'status'}", true},
        {"{'id': 1, 'method': 'ping'}", false},
        {"{'id': 1, 'method': 'get'}", false},
        {"{'id': 1, 'method': 'search', 'params': {'limit': -1}}", false},
        {"hello", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *json = json_text(cases[i].request);
        struct answer *answer = answer_begin(json, strlen(json));
        assert_int_equal(answer_needs_reader(answer), cases[i].needs);
        answer_free(answer); /* the client has gone */
        free(json);
    }
    answer_free(NULL);
}

/* What the thread that adds to the index needs. */
struct adding {
    struct questions *q;
    atomic_bool is_over;
};

/* Each commit adds one paragraph and the record of its report. */
static void *
add_unicorns(void *data)
{
    static const char unicorn[] =
        "{'id': 'unicorn-%d/1', 'report': 'unicorn-%d', 'authority': 'Hull',"
        " 'date': '2009-05-08', 'kind': 'finding', 'text': 'A unicorn.'}";
    struct adding *adding = data;
    char record[256], report[32];

    for (int i = 1; i <= 300; i++) {
        snprintf(record, sizeof record, unicorn, i, i);
        snprintf(report, sizeof report, "unicorn-%d", i);
        questions_add(adding->q, record);
        questions_keep(adding->q, report, "{}");
        questions_commit(adding->q);
    }
    adding->is_over = true;
    return NULL;
}

/* Whether an answer comes from a single commit: paragraphs and reports differ
 * by the same number as at the start, or the index was busy. */
static bool
is_of_one_commit(struct questions *q, json_int_t others)
{
    json_t *answer = answered(q, ASK("status") "{}}");
    const json_t *status = json_object_get(answer, "result");
    const bool is_good =
        status ? integer(status, "paragraphs") - integer(status, "reports") ==
                     others
               : integer(json_object_get(answer, "error"), "code") ==
                     FINDINGS_BUSY;

    json_decref(answer);
    return is_good;
}

static void
an_answer_comes_from_a_single_commit(void **state)
{
    struct adding adding = {.q = *state};
    json_t *status = result_of(*state, "status", "{}");
    const json_int_t others =
        integer(status, "paragraphs") - integer(status, "reports");
    size_t n_mixed = 0;
    pthread_t writer;

    json_decref(status);
    assert_int_equal(pthread_create(&writer, NULL, add_unicorns, &adding), 0);
    while (!adding.is_over)
        n_mixed += !is_of_one_commit(*state, others);
    pthread_join(writer, NULL);
    assert_int_equal(n_mixed, 0);
}

static void
a_damaged_record_is_an_error_that_says_what_to_do(void **state)
{
    static const char *const data[] = {"no JSON", "[]", ""};
    static const char text[] = "unicorn";
    static const char *const term = "Q:unicorn/1";
    static const struct bad bad[] = {
        {ASK("search") "{'query': 'unicorn'}}", FINDINGS_NO_INDEX, NULL,
         "findings-index"},
        {ASK("get") "{'id': 'unicorn/1'}}", FINDINGS_NO_INDEX, NULL,
         "findings-index"},
        {ASK("export") "{'query': 'unicorn'}}", FINDINGS_NO_INDEX, NULL,
         "findings-index"},
    };
    struct questions *q = *state;

    for (size_t i = 0; i < sizeof data / sizeof *data; i++) {
        const struct fe_text texts = {NULL, text, strlen(text), 1};
        const struct fe_document document = {.data = data[i],
                                             .data_len = strlen(data[i]),
                                             .texts = &texts,
                                             .n_texts = 1,
                                             .terms = &term,
                                             .n_terms = 1};
        fe_writer_remove(q->writer, term, NULL);
        assert_int_equal(fe_writer_add(q->writer, &document, NULL), FE_OK);
        assert_int_equal(fe_writer_commit(q->writer, NULL), FE_OK);
        for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
            json_t *answer = answered(q, bad[k].request);
            check_bad(answer, &bad[k]);
            json_decref(answer);
        }
    }
}

/* Change a byte of what the index keeps as the data of the document that has
 * the term. */
static void
damage_data(struct questions *q, const char *text, size_t from_end)
{
    const char *paths[] = {q->db};
    const struct xc_term term = {text, strlen(text), 0, NULL, 0};
    char data[1024];
    size_t end = 0;
    struct xc_strings strings = {data, sizeof data, &end};
    struct xc_value value = {.slot = DATA_SLOT, .bytes = data};
    const struct xc_document document = {
        .terms = &term, .n_terms = 1, .values = &value, .n_values = 1};
    struct xc_reader *reader;
    struct xc_writer *writer;
    uint32_t id;
    size_t n;

    fe_writer_close(q->writer);
    q->writer = NULL;
    assert_int_equal(xc_reader_open(paths, 1, &reader, NULL), XC_OK);
    assert_int_equal(xc_reader_postings(reader, text, strlen(text), 0, &id,
                                        NULL, 1, &n, NULL),
                     XC_OK);
    assert_int_equal(n, 1);
    assert_int_equal(
        xc_reader_values_of(reader, DATA_SLOT, &id, 1, &strings, &n, NULL),
        XC_OK);
    assert_int_equal(n, 1);
    xc_reader_close(reader);
    data[end - from_end] ^= 1;
    value.len = end;
    assert_int_equal(xc_writer_open(q->db, &writer, NULL), XC_OK);
    assert_int_equal(xc_writer_replace(writer, id, &document, NULL), XC_OK);
    assert_int_equal(xc_writer_commit(writer, NULL), XC_OK);
    xc_writer_close(writer);
}

static void
a_record_that_cannot_be_unpacked_is_an_error_that_says_what_to_do(void **state)
{
    static const struct bad bad = {
        ASK("get") "{'id': 'leeds-2010-10-15/1'}}", FINDINGS_NO_INDEX, NULL,
        "is damaged (the data of a document is damaged); repair it with: "
        "findings-index"};
    /* Zstandard's checksum, and its block. */
    static const size_t from_end[] = {1, 20};
    struct questions *q = *state;
    char *term = findings_term(findings_field("id"), "leeds-2010-10-15/1");

    for (size_t i = 0; i < sizeof from_end / sizeof *from_end; i++) {
        damage_data(q, term, from_end[i]);
        json_t *answer = answered(q, bad.request);
        check_bad(answer, &bad);
        json_decref(answer);
    }
    free(term);
}

static void
without_its_index_every_answer_says_so(void **state)
{
    static const struct bad cases[] = {
        {"{'id': 7, 'method': 'search'}", FINDINGS_NO_INDEX, NULL,
         "findings-index"},
        {ASK("get") "{'id': 'leeds-2010-10-15/1'}}", FINDINGS_NO_INDEX, NULL,
         "findings-index"},
        {"{'id': 7, 'method': 'status'}", FINDINGS_NO_INDEX, NULL,
         "findings-index"},
    };
    struct questions *q = *state;

    fe_writer_close(q->writer);
    q->writer = NULL;
    test_folder_remove(strdup(q->db));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *answer = answered(q, cases[i].request);
        check_bad(answer, &cases[i]);
        json_decref(answer);
    }
}

static void
what_is_for_the_owner_can_be_refused(void **state)
{
    static const struct {
        const char *request;
        bool is_restricted;
    } cases[] = {
        {"{\"id\": 7, \"method\": \"reload\"}", true},
        {"{\"id\": 7, \"method\": \"words\"}", false},
        {"{\"id\": 7, \"method\": \"status\"}", false},
        {"nonsense", false},
    };
    static const struct bad refused = {"reload", FINDINGS_FORBIDDEN, NULL,
                                       "and root"};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct answer *answer =
            answer_begin(cases[i].request, strlen(cases[i].request));
        assert_int_equal(answer_is_restricted(answer), cases[i].is_restricted);
        if (!cases[i].is_restricted) {
            answer_free(answer);
            continue;
        }
        answer_refuse(answer);
        assert_false(answer_needs_reader(answer));
        json_t *object = finished(*state, answer);
        check_bad(object, &refused);
        assert_int_equal(integer(object, "id"), 7);
        json_decref(object);
    }
}

static void
whatever_is_sent_is_answered(void **state)
{
    static const char request[] =
        "{\"id\": 7, \"method\": \"search\", \"params\": {\"query\": \"case\","
        " \"filters\": {\"grade\": [\"good\"]}, \"limit\": 2, \"facets\": []}}";
    unsigned random = 5;
    char deep[5000];

    for (int i = 0; i < 3000; i++) {
        char bytes[sizeof request];
        memcpy(bytes, request, sizeof request);
        for (int k = 0; k <= i % 3; k++) {
            random = random * 1103515245u + 12345u;
            bytes[(random >> 16) % (sizeof request - 1)] =
                "{}[]\",:\\ 0a\xff\x01"[(random >> 8) % 13];
        }
        json_t *answer = answered_bytes(*state, bytes, sizeof request - 1);
        assert_true(json_object_get(answer, "result") ||
                    integer(json_object_get(answer, "error"), "code") < 0);
        json_decref(answer);
    }
    memset(deep, '[', sizeof deep);
    json_decref(answered_bytes(*state, deep, sizeof deep));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ANSWERS(what_is_not_a_request_is_an_error_without_an_id),
        WITH_ANSWERS(a_wrong_request_is_an_error_with_its_id),
        WITH_ANSWERS(a_bad_query_is_reported_with_the_byte_at_fault),
        WITH_ANSWERS(a_quoted_request_is_cut_between_characters),
        WITH_ANSWERS(an_id_comes_back_as_it_was),
        WITH_ANSWERS(a_paragraph_is_fetched_by_its_id),
        WITH_ANSWERS(the_status_describes_daemon_and_index),
        WITH_ANSWERS(the_greeting_gives_product_protocol_revision_and_limits),
        WITH_ANSWERS(errors_that_nobody_asked_for_have_no_id),
        WITH_ANSWERS(only_requests_about_the_index_need_a_reader),
        WITH_ANSWERS(an_answer_comes_from_a_single_commit),
        WITH_ANSWERS(a_damaged_record_is_an_error_that_says_what_to_do),
        WITH_ANSWERS(
            a_record_that_cannot_be_unpacked_is_an_error_that_says_what_to_do),
        WITH_ANSWERS(without_its_index_every_answer_says_so),
        WITH_ANSWERS(what_is_for_the_owner_can_be_refused),
        WITH_ANSWERS(whatever_is_sent_is_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
