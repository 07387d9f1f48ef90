/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Requests that are given up: their time is over, or they are cancelled.
 */
#include "answers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The answer to the request, to be made. */
static struct answer *
begun(const char *request)
{
    char *json = json_text(request);
    struct answer *answer = answer_begin(json, strlen(json));

    free(json);
    return answer;
}

static void
a_request_that_is_out_of_time_is_an_error(void **state)
{
    static const struct bad late = {"late", FINDINGS_TIMED_OUT, NULL,
                                    "longer than 0.001 s"};
    struct answer *answer =
        begun("{'id': 7, 'method': 'search', 'params': {'timeout_ms': 1}}");

    answer_start_clock(answer);
    while (!answer_is_over(answer))
        test_nap();
    json_t *line = finished(*state, answer);
    check_bad(line, &late);
    assert_int_equal(integer(line, "id"), 7);
    json_decref(line);
}

/* Words that every paragraph of add_long_paragraphs() has, joined by blanks. */
enum { LONG_WORDS = 300, LONG_PARAGRAPHS = 300 };

static char *
many_words(void)
{
    char *words = calloc(LONG_WORDS, sizeof "word000 "), *p = words;

    for (int i = 0; i < LONG_WORDS; i++)
        p += sprintf(p, "word%d%s", i, i + 1 < LONG_WORDS ? " " : "");
    return words;
}

static void
add_long_paragraphs(struct questions *q, const char *words)
{
    char *record = malloc(strlen(words) + 200);

    for (int i = 0; i < LONG_PARAGRAPHS; i++) {
        sprintf(record,
                "{'id': 'leeds-2010/p%d', 'report': 'leeds-2010', "
                "'authority': 'Leeds', 'text': '%s'}",
                i, words);
        questions_add(q, record);
    }
    questions_commit(q);
    free(record);
}

/* This takes a hundred times as long as it may, and begins in time. */
static void
a_request_ends_in_the_middle_of_its_work(void **state)
{
    static const char beginning[] =
        "{'id': 7, 'method': 'search', 'params': {'match': 'any', "
        "'explain': true, 'timeout_ms': 1, 'limit': 1000, 'query': '";
    struct questions *q = *state;
    char *words = many_words(), *request = malloc(strlen(words) + 200);
    json_t *line;

    add_long_paragraphs(q, words);
    sprintf(request, "%s%s'}}", beginning, words);
    struct answer *answer = begun(request);
    do
        answer_start_clock(answer);
    while (answer_is_over(answer));
    line = finished(q, answer);
    assert_int_equal(integer(json_object_get(line, "error"), "code"),
                     FINDINGS_TIMED_OUT);
    json_decref(line);
    free(request);
    free(words);
}

static void
every_method_takes_a_timeout(void **state)
{
    static const struct bad bad[] = {
        {ASK("ping") "{'timeout_ms': 0}}", FINDINGS_BAD_PARAMS, "timeout_ms",
         "from 1 to 30000"},
        {ASK("search") "{'timeout_ms': 30001}}", FINDINGS_BAD_PARAMS,
         "timeout_ms", "from 1 to 30000"},
        {ASK("get") "{'timeout_ms': '1'}}", FINDINGS_BAD_PARAMS, "timeout_ms",
         NULL},
    };
    json_t *answer = answered(*state, ASK("ping") "{'timeout_ms': 30000}}");

    assert_non_null(json_object_get(answer, "result"));
    json_decref(answer);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        answer = answered(*state, bad[i].request);
        check_bad(answer, &bad[i]);
        json_decref(answer);
    }
}

static void
a_cancelled_request_is_an_error(void **state)
{
    static const struct bad cancelled = {"cancelled", FINDINGS_CANCELLED, NULL,
                                         "cancelled"};

    struct questions *q = *state;
    size_t len;

    /* Before its line is made, and afterwards. */
    for (int is_made = 0; is_made < 2; is_made++) {
        struct answer *answer = begun("{'id': 7, 'method': 'search'}");
        if (!is_made)
            answer_cancel(answer);
        answer_work(answer, q->reader, &questions_facts);
        answer_cancel(answer);
        char *line = answer_line(answer, &len);
        json_t *error = json_loadb(line, len, 0, NULL);
        check_bad(error, &cancelled);
        assert_false(answer_has_more(answer));
        json_decref(error);
        free(line);
        answer_free(answer);
    }
}

static void
cancel_names_a_request_and_says_whether_it_is_pending(void **state)
{
    static const struct bad bad[] = {
        {ASK("cancel") "{}}", FINDINGS_BAD_PARAMS, "id", "missing"},
        {ASK("cancel") "{'id': [1]}}", FINDINGS_BAD_PARAMS, "id", "a string"},
        {ASK("cancel") "{'id': 4.5}}", FINDINGS_BAD_PARAMS, "id", "a string"},
        {ASK("cancel") "{'id': true}}", FINDINGS_BAD_PARAMS, "id", "a string"},
    };
    struct answer *search = begun("{'id': 4.0, 'method': 'search'}");
    struct answer *named = begun(ASK("cancel") "{'id': 4}}");
    struct answer *other = begun(ASK("cancel") "{'id': '4'}}");

    assert_null(answer_target(search));
    assert_true(answer_has_id(search, answer_target(named)));
    assert_false(answer_has_id(search, answer_target(other)));
    answer_found(named);
    json_t *line = finished(*state, named);
    assert_true(json_is_true(
        json_object_get(json_object_get(line, "result"), "found")));
    json_decref(line);
    line = finished(*state, other);
    assert_true(json_is_false(
        json_object_get(json_object_get(line, "result"), "found")));
    json_decref(line);
    answer_free(search);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        line = answered(*state, bad[i].request);
        check_bad(line, &bad[i]);
        json_decref(line);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ANSWERS(a_request_that_is_out_of_time_is_an_error),
        WITH_ANSWERS(a_request_ends_in_the_middle_of_its_work),
        WITH_ANSWERS(every_method_takes_a_timeout),
        WITH_ANSWERS(a_cancelled_request_is_an_error),
        WITH_ANSWERS(cancel_names_a_request_and_says_whether_it_is_pending),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
