/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A deadline that has passed, or a flag that is set, ends whatever a reader
 * does, and leaves nothing half made behind.
 */
#include "support.h"
#include "texts.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static atomic_bool is_cancelled;
static const struct fe_stop cancelled = {.is_cancelled = &is_cancelled};

/* Documents of random words, so many that a request takes several readings of
 * the clock, and some with fields. */
static void
add_documents(struct texts *tx)
{
    enum { DOCUMENTS = 600, WORDS = 60, VOCABULARY = 700 };
    static const struct text_row rows[] = {
        {"case recording, well-being and more", {"leeds", "good"}, "Case"},
        {"neglect of kids, poor care", {"kent", "good|poor"}, "Recording"},
        {"safeguarding hub", {"hull", "poor"}, "Case recording"},
    };
    unsigned seed = 1;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        texts_add(tx, &rows[i]);
    for (unsigned i = 0; i < DOCUMENTS; i++) {
        GString *text = g_string_new("case recording ");
        char term[16];
        for (unsigned w = 0; w < WORDS; w++) {
            seed = seed * 1103515245 + 12345;
            g_string_append_printf(text, "word%c%c ",
                                   'a' + (int)(seed >> 16) % VOCABULARY / 26,
                                   'a' + (int)(seed >> 16) % 26);
        }
        g_snprintf(term, sizeof term, "N:%u", i);
        assert_int_equal(texts_try_add(tx, term, text->str), FE_OK);
        g_string_free(text, TRUE);
    }
    assert_int_equal(
        fe_writer_set_metadata(tx->writer, "equal/crw", "case recording", NULL),
        FE_OK);
}

static int
set_up(void **state)
{
    static const struct fe_field title = {
        .name = "title", .kind = FE_FIELD_TEXT, .prefix = "S", .weight = 0.2};
    static const struct fe_field authority = {
        .name = "authority", .slot = 1, .naming = FE_NAMES_PLACE};
    static const struct fe_field grade = {.name = "grade", .slot = 2};
    struct texts *tx;

    texts_open(state);
    tx = *state;
    is_cancelled = false;
    texts_words(tx, "kids = children\nneglect ~ poor care, harm\n");
    texts_field(tx, &title);
    texts_field(tx, &authority);
    texts_field(tx, &grade);
    add_documents(tx);
    texts_commit(tx);
    return 0;
}

/* Calls of readers. Each appends what it was answered. */

static void
tell_hits(GString *out, const struct fe_hits *hits)
{
    g_string_append_printf(out, "%s %zu %zu:", fe_hits_query(hits),
                           fe_hits_total(hits), fe_hits_ranked(hits));
    for (size_t i = 0; i < fe_hits_count(hits); i++) {
        const struct fe_hit hit = fe_hits_at(hits, i);
        g_string_append_printf(out, " %.*s=%g+%zu", (int)hit.data_len, hit.data,
                               hit.score, hit.alike);
        for (size_t t = 0; t < fe_hits_n_terms(hits); t++)
            g_string_append_printf(out, ",%g", fe_hits_share(hits, i, t).score);
    }
    for (size_t f = 0; f < fe_hits_n_facets(hits); f++) {
        const struct fe_facet_counts facet = fe_hits_facet(hits, f);
        for (size_t i = 0; i < facet.n_counts; i++)
            g_string_append_printf(out, " %s:%zu", facet.counts[i].value,
                                   facet.counts[i].count);
    }
    for (size_t i = 0; i < fe_hits_n_corrections(hits); i++)
        g_string_append_printf(out, " %s",
                               fe_hits_correction(hits, i).words[0].value);
}

static void
tell_counts(GString *out, struct fe_counts *counts)
{
    for (size_t i = 0; i < counts->count; i++)
        g_string_append_printf(out, " %s:%zu", counts->list[i].value,
                               counts->list[i].count);
    fe_counts_free(counts);
}

#define QUERY                                                                  \
    "wordaa wordbb wrodcc \"case recording\" wordd* kids neglect wordee "      \
    "leeds well-being wordff wordgg (wordhh NEAR/30 wordii)"

static struct fe_request
full_request(void)
{
    static const struct fe_facet facets[] = {{1, 0}, {2, 0}};
    static const unsigned by[] = {2};
    struct fe_request request = texts_request(QUERY);

    request.match = FE_MATCH_ANY;
    request.facets = facets;
    request.n_facets = 2;
    request.alike_by = by;
    request.n_alike_by = 1;
    request.alike_slot = 1;
    request.is_explained = true;
    return request;
}

static enum fe_status
ask_info(struct fe_reader *reader, GString *out, struct fe_error *err)
{
    struct fe_info info;
    const enum fe_status status = fe_reader_info(reader, &info, err);

    g_string_append_printf(out, "%u", (unsigned)info.documents);
    return status;
}

static enum fe_status
ask_metadata(struct fe_reader *reader, GString *out, struct fe_error *err)
{
    char *value;
    const enum fe_status status =
        fe_reader_metadata(reader, "equal/crw", &value, err);

    g_string_append(out, value ? value : "");
    free(value);
    return status;
}

static enum fe_status
ask_keys(struct fe_reader *reader, GString *out, struct fe_error *err)
{
    struct fe_keys keys;
    const enum fe_status status =
        fe_reader_metadata_keys(reader, "equal/", &keys, err);

    g_string_append_printf(out, "%zu", keys.count);
    fe_keys_free(&keys);
    return status;
}

static enum fe_status
told(enum fe_status status, struct fe_hits *hits, GString *out)
{
    if (status == FE_OK)
        tell_hits(out, hits);
    fe_hits_free(hits);
    return status;
}

static enum fe_status
ask_search(struct fe_reader *reader, GString *out, struct fe_error *err)
{
    const struct fe_request request = full_request();
    struct fe_hits *hits;

    const enum fe_status status =
        fe_reader_search(reader, &request, &hits, err);

    return told(status, hits, out);
}

static enum fe_status
ask_get(struct fe_reader *reader, GString *out, struct fe_error *err)
{
    struct fe_hits *hits;

    const enum fe_status status =
        fe_reader_get(reader, "Q:1", "XR", 1, 1, &hits, err);

    return told(status, hits, out);
}

static enum fe_status
ask_similar(struct fe_reader *reader, GString *out, struct fe_error *err)
{
    const struct fe_request request = texts_request("");
    struct fe_hits *hits;

    const enum fe_status status =
        fe_reader_similar(reader, "N:7", 1, &request, &hits, err);

    return told(status, hits, out);
}

static enum fe_status
ask_scroll(struct fe_reader *reader, GString *out, struct fe_error *err)
{
    const struct fe_request request = full_request();
    struct fe_scroll *scroll;
    struct fe_hits *hits = NULL;
    enum fe_status status = fe_scroll_open(reader, &request, &scroll, err);

    if (status == FE_OK)
        status = fe_scroll_next(scroll, reader, 9, &hits, err);
    told(status, hits, out);
    fe_scroll_close(scroll);
    return status;
}

static enum fe_status
ask_table(struct fe_reader *reader, GString *out, struct fe_error *err)
{
    const struct fe_request request = full_request();
    struct fe_table *table;
    const enum fe_status status =
        fe_reader_table(reader, &request, (struct fe_facet){1, 0},
                        (struct fe_facet){2, 0}, &table, err);

    for (size_t r = 0; table && r < fe_table_n_rows(table); r++)
        g_string_append_printf(out, " %s:%zu", fe_table_row(table, r),
                               fe_table_cell(table, r, FE_ALL));
    fe_table_free(table);
    return status;
}

static enum fe_status
ask_absent(struct fe_reader *reader, GString *out, struct fe_error *err)
{
    const struct fe_request request = texts_request("neglect");
    struct fe_counts counts;
    struct fe_hits *hits;
    size_t selected;
    const enum fe_status status =
        fe_reader_absent(reader, &request, 1, &counts, &selected, &hits, err);

    tell_counts(out, &counts);
    return told(status, hits, out);
}

static enum fe_status
ask_suggest(struct fe_reader *reader, GString *out, struct fe_error *err)
{
    struct fe_counts counts;
    const enum fe_status status =
        fe_reader_suggest(reader, "recordng", 5, &counts, err);

    tell_counts(out, &counts);
    return status;
}

static enum fe_status
ask_complete(struct fe_reader *reader, GString *out, struct fe_error *err)
{
    struct fe_counts counts;
    const enum fe_status status =
        fe_reader_complete(reader, "re", 5, &counts, err);

    tell_counts(out, &counts);
    return status;
}

static enum fe_status
ask_value(struct fe_reader *reader, GString *out, struct fe_error *err)
{
    struct fe_counts counts;
    const enum fe_status status =
        fe_reader_suggest_value(reader, 1, "leds", 5, &counts, err);

    tell_counts(out, &counts);
    return status;
}

static const struct call {
    const char *name;
    enum fe_status (*ask)(struct fe_reader *reader,
                          GString *out,
                          struct fe_error *err);
} calls[] = {
    {"info", ask_info},         {"metadata", ask_metadata},
    {"keys", ask_keys},         {"search", ask_search},
    {"get", ask_get},           {"scroll", ask_scroll},
    {"similar", ask_similar},   {"table", ask_table},
    {"absent", ask_absent},     {"suggest", ask_suggest},
    {"complete", ask_complete}, {"value", ask_value},
};

/* The answer to a call; it may fail only with this status. */
static char *
answer_of(const struct call *call,
          struct fe_reader *reader,
          enum fe_status expected)
{
    GString *out = g_string_new(NULL);
    struct fe_error err = {0};
    const enum fe_status status = call->ask(reader, out, &err);

    if (status != expected)
        fail_msg("%s: status %d, not %d: %s", call->name, (int)status,
                 (int)expected, err.message);
    assert_int_equal(*err.message != '\0', status != FE_OK);
    return g_string_free(out, FALSE);
}

static void
assert_answer(const struct call *call,
              struct fe_reader *reader,
              const char *expected)
{
    char *answer = answer_of(call, reader, FE_OK);

    assert_string_equal(answer, expected);
    g_free(answer);
}

static void
each_call_gives_up_and_answers_the_next_time(void **state)
{
    struct texts *tx = *state;

    for (size_t i = 0; i < G_N_ELEMENTS(calls); i++) {
        is_cancelled = true;
        fe_reader_stop_at(tx->reader, &cancelled);
        g_free(answer_of(&calls[i], tx->reader, FE_CANCELLED));
        is_cancelled = false;
        char *answer = answer_of(&calls[i], tx->reader, FE_OK);
        assert_string_not_equal(answer, "");
        fe_reader_stop_at(tx->reader, &(struct fe_stop){.deadline = 1});
        g_free(answer_of(&calls[i], tx->reader, FE_TIMED_OUT));
        fe_reader_stop_at(tx->reader, &(struct fe_stop){.deadline = INT64_MAX});
        assert_answer(&calls[i], tx->reader, answer);
        fe_reader_stop_at(tx->reader, NULL);
        assert_answer(&calls[i], tx->reader, answer);
        g_free(answer);
    }
}

static void
snippets_give_up_where_the_reader_of_their_hits_does(void **state)
{
    struct texts *tx = *state;
    const struct fe_request request = texts_request("case");
    struct fe_snippet snippet;

    fe_reader_stop_at(tx->reader, &cancelled);
    struct fe_hits *hits = texts_ask(tx, &request);
    fe_reader_stop_at(tx->reader, NULL);
    for (int i = 0; i < 2; i++) {
        is_cancelled = true;
        assert_int_equal(
            fe_hits_snippet(hits, "a case of it", 12, 9, &snippet, NULL),
            FE_CANCELLED);
        assert_null(snippet.text);
        is_cancelled = false;
        assert_int_equal(
            fe_hits_snippet(hits, "a case of it", 12, 9, &snippet, NULL),
            FE_OK);
        assert_int_equal(snippet.n_spans, 1);
        fe_snippet_free(&snippet);
    }
    fe_hits_free(hits);
}

/* Wherever a request gives up, the answers after it are those of a new index.
 */
static void
what_a_request_leaves_behind_is_whole(void **state)
{
    struct texts *tx = *state;
    char *answers[G_N_ELEMENTS(calls)];
    bool is_done = false;

    for (size_t i = 0; i < G_N_ELEMENTS(calls); i++)
        answers[i] = answer_of(&calls[i], tx->reader, FE_OK);
    for (int64_t patience = 50000; !is_done; patience *= 2) {
        struct timespec now;
        GString *out = g_string_new(NULL);
        texts_use(tx, tx->lexicon);
        clock_gettime(CLOCK_MONOTONIC, &now);
        fe_reader_stop_at(
            tx->reader, &(struct fe_stop){.deadline = now.tv_sec * 1000000000 +
                                                      now.tv_nsec + patience});
        const enum fe_status status = ask_search(tx->reader, out, NULL);
        is_done = status == FE_OK;
        assert_true(is_done || status == FE_TIMED_OUT);
        fe_reader_stop_at(tx->reader, NULL);
        for (size_t i = 0; i < G_N_ELEMENTS(calls); i++)
            assert_answer(&calls[i], tx->reader, answers[i]);
        g_string_free(out, TRUE);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(calls); i++)
        g_free(answers[i]);
}

#define WITH_DOCUMENTS(test)                                                   \
    cmocka_unit_test_setup_teardown(test, set_up, texts_close)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DOCUMENTS(each_call_gives_up_and_answers_the_next_time),
        WITH_DOCUMENTS(snippets_give_up_where_the_reader_of_their_hits_does),
        WITH_DOCUMENTS(what_a_request_leaves_behind_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
