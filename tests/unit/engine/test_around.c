/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What surrounds a document: its neighbours and similar documents; scrolls,
 * which return everything that a query finds piece by piece; and what a mistake
 * of the caller does.
 */
#include "support.h"
#include "texts.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { REPORT = 1, DATE };

static void
a_document_comes_with_its_neighbours_of_the_group(void **state)
{
    static const char *const reports[] = {"a", "b", "a", "a",
                                          "b", "a", "a", NULL};
    static const struct {
        const char *term, *group;
        size_t before, after;
        const char *ids;
        size_t origin;
    } cases[] = {
        {"Q:4", NULL, 5, 5, "4", 0},
        {"Q:4", "XR", 0, 0, "4", 0},
        {"Q:4", "XR", 1, 1, "346", 1},
        {"Q:4", "XR", 2, 0, "134", 2},
        {"Q:4", "XR", 0, 2, "467", 0},
        {"Q:4", "XR", 9, 9, "13467", 2},
        {"Q:4", "XR", SIZE_MAX, SIZE_MAX, "13467", 2},
        {"Q:1", "XR", 3, 1, "13", 0},
        {"Q:7", "XR", 1, 3, "67", 1},
        {"Q:5", "XR", 3, 3, "25", 1},
        {"Q:8", "XR", 3, 3, "8", 0}, /* belongs to no report */
        {"Q:4", "X", 3, 3, "4", 0},  /* no term has this prefix */
        {"XR:b", "XR", 0, 9, "25", 0},
    };
    struct texts *tx = *state;
    struct fe_error err;
    struct fe_hits *hits;

    for (size_t i = 0; i < 8; i++)
        texts_add(tx, &(struct text_row){"case", {reports[i]}, NULL});
    texts_commit(tx);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (fe_reader_get(tx->reader, cases[i].term, cases[i].group,
                          cases[i].before, cases[i].after, &hits,
                          &err) != FE_OK)
            fail_msg("%s: %s", cases[i].term, err.message);
        assert_int_equal(fe_hits_origin(hits), cases[i].origin);
        assert_int_equal(fe_hits_total(hits), strlen(cases[i].ids));
        assert_int_equal(fe_hits_ranked(hits), strlen(cases[i].ids));
        char *ids = texts_ids(hits);
        assert_string_equal(ids, cases[i].ids);
        free(ids);
    }
    assert_int_equal(fe_reader_get(tx->reader, "Q:9", "XR", 1, 1, &hits, &err),
                     FE_NO_DOCUMENT);
    assert_null(hits);
    assert_string_not_equal(err.message, "");
}

static int
set_up_similar(void **state)
{
    static const struct text_row rows[] = {
        {"Chronic neglect of toddlers was overlooked by housing officers, "
         "whose visits to damp flats in tower blocks were rushed in 12 cases.",
         {"leeds", "2010"},
         NULL},
        /* from the same report */
        {"Housing officers overlooked chronic neglect in damp flats.",
         {"leeds", "2010"},
         NULL},
        {"In tower blocks, housing officers rushed visits to toddlers.",
         {"kent", "2012"},
         NULL},
        {"Neglect of toddlers in damp flats was overlooked; visits rushed.",
         {"hull", "2011"},
         NULL},
        /* nearly the same text */
        {"Chronic neglect of toddlers was overlooked by housing officers, "
         "whose visits to damp flats in tower blocks were rushed in 12 homes.",
         {"hull", "2011"},
         NULL},
        {"The budget of the board was approved by its chair.",
         {"kent", "2012"},
         NULL},
        {"The chair of the board approved a plan.", {"york", "2012"}, NULL},
    };
    struct texts *tx;

    texts_open(state);
    tx = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        texts_add(tx, &rows[i]);
    texts_commit(tx);
    return 0;
}

static struct fe_hits *
similar(struct texts *tx,
        const char *term,
        unsigned apart,
        const struct fe_request *request)
{
    struct fe_error err;
    struct fe_hits *hits;

    if (fe_reader_similar(tx->reader, term, apart, request, &hits, &err) !=
        FE_OK)
        fail_msg("%s", err.message);
    return hits;
}

static void
similar_documents_exclude_near_duplicates_with_other_reports_first(void **state)
{
    struct texts *tx = *state;
    struct fe_request request = texts_request("");

    struct fe_hits *hits = similar(tx, "Q:1", REPORT, &request);
    assert_int_equal(fe_hits_total(hits), 3);
    assert_memory_equal(fe_hits_at(hits, 2).data, "2", 1);
    assert_non_null(strstr(fe_hits_query(hits), "toddlers"));
    assert_null(strstr(fe_hits_query(hits), "budget"));
    assert_true(fe_hits_at(hits, 0).score >= fe_hits_at(hits, 1).score);
    char *ids = texts_sorted(hits);
    assert_string_equal(ids, "234");
    free(ids);
    hits = similar(tx, "Q:1", FE_NO_SLOT, &request);
    for (size_t i = 1; i < fe_hits_count(hits); i++)
        assert_true(fe_hits_at(hits, i - 1).score >= fe_hits_at(hits, i).score);
    ids = texts_sorted(hits);
    assert_string_equal(ids, "234");
    free(ids);
}

static void
similar_documents_obey_filters_limit_and_offset(void **state)
{
    static const char *const kent[] = {"kent"};
    static const struct fe_filter filter = {
        .slot = REPORT, .values = kent, .n_values = 1};
    struct texts *tx = *state;
    struct fe_request request = texts_request("(not a query");
    char seen[4] = "";

    request.filters = &filter;
    request.n_filters = 1;
    char *ids = texts_ids(similar(tx, "Q:1", REPORT, &request));
    assert_string_equal(ids, "3");
    free(ids);
    request.n_filters = 0;
    request.limit = 1;
    for (; request.offset < 4; request.offset++) {
        struct fe_hits *hits = similar(tx, "Q:1", REPORT, &request);
        assert_int_equal(fe_hits_total(hits), 3);
        assert_int_equal(fe_hits_ranked(hits), 3);
        ids = texts_ids(hits);
        strcat(seen, ids);
        free(ids);
    }
    assert_int_equal(strlen(seen), 3);
    assert_int_equal(seen[2], '2');
}

static void
nothing_is_similar_to_a_missing_document(void **state)
{
    struct texts *tx = *state;
    const struct fe_request request = texts_request("");
    struct fe_error err;
    struct fe_hits *hits;

    assert_int_equal(
        fe_reader_similar(tx->reader, "Q:9", REPORT, &request, &hits, &err),
        FE_NO_DOCUMENT);
    assert_null(hits);
    assert_string_not_equal(err.message, "");
    texts_add(tx, &(struct text_row){"", {NULL}, NULL});
    texts_commit(tx);
    assert_int_equal(
        fe_reader_similar(tx->reader, "Q:8", REPORT, &request, &hits, &err),
        FE_OK);
    assert_int_equal(fe_hits_total(hits), 0);
    fe_hits_free(hits);
}

static struct fe_scroll *
open_scroll(struct texts *tx, const struct fe_request *request)
{
    struct fe_scroll *scroll;
    struct fe_error err;

    if (fe_scroll_open(tx->reader, request, &scroll, &err) != FE_OK)
        fail_msg("%s", err.message);
    return scroll;
}

static void
add_many(struct texts *tx)
{
    static const char *const dates[] = {"2012", "2010", "", "2011", "2010"};

    for (size_t i = 0; i < 30; i++)
        texts_add(tx,
                  &(struct text_row){i % 3 ? "case plan" : "case recording",
                                     {i % 2 ? "leeds" : "kent", dates[i % 5]},
                                     NULL});
    texts_commit(tx);
}

static void
a_scroll_has_all_hits_of_a_search_in_the_same_order(void **state)
{
    static const char *const leeds[] = {"leeds"};
    static const struct fe_filter filter = {
        .slot = REPORT, .values = leeds, .n_values = 1};
    static const char *const queries[] = {"", "case recording", "recording",
                                          "unicorn"};
    struct texts *tx = *state;

    add_many(tx);
    for (size_t i = 0; i < 32; i++) {
        struct fe_request request = texts_request(queries[i % 4]);
        request.order = (enum fe_order)(i / 4 % 4);
        request.order_slot = DATE;
        request.match = FE_MATCH_ANY;
        request.filters = &filter;
        request.n_filters = i / 16;
        char *expected = texts_ids(texts_ask(tx, &request));
        char got[40] = "";
        request.offset = 3; /* a scroll ignores both */
        request.limit = 1;
        struct fe_scroll *scroll = open_scroll(tx, &request);
        for (size_t n = 7; n > 0;) {
            struct fe_hits *hits;
            assert_int_equal(fe_scroll_next(scroll, tx->reader, 7, &hits, NULL),
                             FE_OK);
            assert_int_equal(fe_hits_total(hits), strlen(expected));
            n = fe_hits_count(hits);
            char *ids = texts_ids(hits);
            strcat(got, ids);
            free(ids);
        }
        fe_scroll_close(scroll);
        assert_string_equal(got, expected);
        free(expected);
    }
}

static void
a_scroll_may_continue_with_another_reader_until_the_index_changes(void **state)
{
    struct texts *tx = *state;
    struct fe_request request = texts_request("case");
    struct fe_error err;
    struct fe_hits *hits;

    add_many(tx);
    struct fe_scroll *scroll = open_scroll(tx, &request);
    fe_reader_close(tx->reader);
    assert_int_equal(fe_reader_open(tx->index, &tx->reader, NULL), FE_OK);
    assert_int_equal(fe_scroll_next(scroll, tx->reader, 2, &hits, &err), FE_OK);
    assert_int_equal(fe_hits_count(hits), 2);
    fe_hits_free(hits);
    texts_add(tx, &(struct text_row){"case", {NULL}, NULL});
    assert_int_equal(fe_scroll_next(scroll, tx->reader, 2, &hits, &err), FE_OK);
    fe_hits_free(hits);
    texts_commit(tx);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(fe_scroll_next(scroll, tx->reader, 2, &hits, &err),
                         FE_STALE);
        assert_null(hits);
        assert_string_equal(err.message, "the index has changed; ask again");
    }
    fe_scroll_close(scroll);
    request = texts_request("case AND");
    assert_int_equal(fe_scroll_open(tx->reader, &request, &scroll, &err),
                     FE_BAD_QUERY);
    assert_null(scroll);
    assert_int_equal(err.offset, 8);
}

static void
ask_without_a_reader(const struct fe_hits *hits)
{
    struct fe_request request = texts_request("");
    struct fe_hits *found;

    (void)hits;
    fe_reader_search(NULL, &request, &found, NULL);
}

static void
take_a_hit_that_is_not_there(const struct fe_hits *hits)
{
    fe_hits_at(hits, fe_hits_count(hits));
}

/* Makes the mistake in another process. */
static void
mistake_ends(void (*mistake)(const struct fe_hits *hits),
             const struct fe_hits *hits,
             const char *said)
{
    char text[256] = "";
    int ends[2], status;

    assert_int_equal(pipe(ends), 0);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        signal(SIGABRT, SIG_DFL);
        dup2(ends[1], STDERR_FILENO);
        mistake(hits);
        _exit(0);
    }
    close(ends[1]);
    assert_true(read(ends[0], text, sizeof text - 1) > 0);
    close(ends[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGABRT);
    assert_string_equal(text, said);
}

static void
a_callers_mistake_ends_the_program_and_is_named(void **state)
{
    struct texts *tx = *state;
    struct fe_request request = texts_request("");

    texts_commit(tx);
    struct fe_hits *hits = texts_ask(tx, &request);
    mistake_ends(ask_without_a_reader, hits,
                 "findings: fe_reader_search was called wrongly: not (reader "
                 "&& request && out)\n");
    mistake_ends(take_a_hit_that_is_not_there, hits,
                 "findings: fe_hits_at was called wrongly: not (index < "
                 "hits->page.n)\n");
    fe_hits_free(hits);
}

#define WITH_SIMILAR(test)                                                     \
    cmocka_unit_test_setup_teardown(test, set_up_similar, texts_close)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TEXTS(a_document_comes_with_its_neighbours_of_the_group),
        WITH_SIMILAR(
            similar_documents_exclude_near_duplicates_with_other_reports_first),
        WITH_SIMILAR(similar_documents_obey_filters_limit_and_offset),
        WITH_SIMILAR(nothing_is_similar_to_a_missing_document),
        WITH_TEXTS(a_scroll_has_all_hits_of_a_search_in_the_same_order),
        WITH_TEXTS(
            a_scroll_may_continue_with_another_reader_until_the_index_changes),
        WITH_TEXTS(a_callers_mistake_ends_the_program_and_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
