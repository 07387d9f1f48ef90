/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A shard that another process serves may be away, slow, or come back; and it
 * may have copies.
 */
#include "described.h"
#include "shard_server.h"
#include "support.h"

#include "engine/match/columns.h"
#include "engine/match/reader.h"
#include "engine/match/run_words.h"
#include "engine/store/runs.h"
#include "engine/store/site.h"

#include <errno.h>
#include <glib.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { SHARDS = 2, ANSWER_MS = 1000 };

struct fixture {
    char *folder;
    char *dbs[SHARDS];
    char *copy;   /* of the second */
    char *sock;   /* of the second */
    char *copied; /* where its copy is served */
    struct shard_server *server, *copy_server;
    struct fe_index *index;
    struct fe_reader *reader;
};

static void
add(const char *db, const char *text)
{
    struct fe_writer *writer;

    assert_int_equal(fe_writer_open(db, &writer, NULL), FE_OK);
    described_add(writer, &(struct described_document){"r1", "visit",
                                                       "2024-05-01", text});
    assert_int_equal(fe_writer_commit(writer, NULL), FE_OK);
    fe_writer_close(writer);
}

/* Have this text instead of all others. */
static void
replace(const char *db, const char *text)
{
    struct fe_writer *writer;

    assert_int_equal(fe_writer_open(db, &writer, NULL), FE_OK);
    assert_int_equal(fe_writer_remove(writer, "XR:r1", NULL), FE_OK);
    described_add(writer, &(struct described_document){"r1", "visit",
                                                       "2024-05-01", text});
    assert_int_equal(fe_writer_commit(writer, NULL), FE_OK);
    fe_writer_close(writer);
}

static void
copy_folder(const char *from, const char *to)
{
    const char *args[] = {"cp", "-r", from, to, NULL};

    assert_true(g_spawn_sync(NULL, (char **)args, NULL, G_SPAWN_SEARCH_PATH,
                             NULL, NULL, NULL, NULL, NULL, NULL));
}

static int
set_up(void **state)
{
    struct fixture *fx = calloc(1, sizeof *fx);

    assert_non_null(fx);
    fx->folder = test_folder();
    fx->dbs[0] = test_path(fx->folder, "db0");
    fx->dbs[1] = test_path(fx->folder, "db1");
    fx->copy = test_path(fx->folder, "copy");
    fx->sock = test_path(fx->folder, "db1.sock");
    fx->copied = test_path(fx->folder, "copy.sock");
    add(fx->dbs[0], "The oak is old.");
    add(fx->dbs[1], "The elm is tall.");
    copy_folder(fx->dbs[1], fx->copy);
    *state = fx;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *fx = *state;

    fe_reader_close(fx->reader);
    fe_index_close(fx->index);
    shard_server_stop(fx->server);
    shard_server_stop(fx->copy_server);
    free(fx->dbs[0]);
    free(fx->dbs[1]);
    free(fx->copy);
    free(fx->sock);
    free(fx->copied);
    test_folder_remove(fx->folder);
    free(fx);
    return 0;
}

static void
serve(struct fixture *fx)
{
    fx->server = shard_server_start(fx->dbs[1], fx->sock);
}

static void
stop_serving(struct fixture *fx)
{
    shard_server_stop(fx->server);
    fx->server = NULL;
}

static void
serve_copy(struct fixture *fx)
{
    fx->copy_server = shard_server_start(fx->copy, fx->copied);
}

/* The first shard is a folder, the second is at the places. */
static enum fe_status
open_at(struct fixture *fx,
        const char *const *places,
        size_t n,
        struct fe_error *err)
{
    const char *first = fx->dbs[0];
    const struct fe_shard shards[SHARDS] = {{&first, 1}, {places, n}};

    return fe_index_open_shards(shards, SHARDS, ANSWER_MS, NULL, &fx->index,
                                err);
}

static void
open_index(struct fixture *fx, size_t n_places)
{
    const char *const places[] = {fx->sock, fx->copied};
    struct fe_error err;

    if (open_at(fx, places, n_places, &err) != FE_OK ||
        fe_reader_open(fx->index, &fx->reader, &err) != FE_OK)
        fail_msg("%s", err.message);
}

/* How many documents there are; and how many shards are missing. */
static size_t
documents(struct fixture *fx)
{
    struct fe_info info;
    struct fe_error err;

    if (fe_reader_info(fx->reader, &info, &err) != FE_OK)
        fail_msg("%s", err.message);
    return info.documents;
}

/* With the second shard served. */
static void
open_whole(struct fixture *fx)
{
    serve(fx);
    open_index(fx, 1);
    assert_int_equal(documents(fx), 2);
}

static size_t
missing(struct fixture *fx)
{
    return fe_reader_missing(fx->reader, NULL, 0);
}

static double
now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Ask until nothing is missing. */
static void
wait_until_whole(struct fixture *fx)
{
    const double end = now() + 30;

    while (documents(fx) != 2 && now() < end)
        usleep(20000);
    assert_int_equal(documents(fx), 2);
    assert_int_equal(missing(fx), 0);
}

static void
a_shard_that_is_away_at_the_start_is_named_and_comes_back(void **state)
{
    struct fixture *fx = *state;
    struct fe_location away;
    const int64_t before = (int64_t)time(NULL);

    open_index(fx, 1);
    assert_int_equal(documents(fx), 1);
    assert_int_equal(fe_reader_missing(fx->reader, &away, 1), 1);
    assert_int_equal(away.shard, 1);
    assert_int_equal(away.place, 0);
    assert_true(away.is_away);
    assert_in_range(away.since, before, before + 60);
    assert_non_null(strstr(away.why, "nobody serves it"));
    serve(fx);
    wait_until_whole(fx);
}

static void
a_shard_that_goes_away_is_left_out(void **state)
{
    struct fixture *fx = *state;

    open_whole(fx);
    assert_int_equal(missing(fx), 0);
    stop_serving(fx);
    assert_int_equal(documents(fx), 1);
    assert_int_equal(missing(fx), 1);
    serve(fx);
    wait_until_whole(fx);
}

/* Another reader may have found it again by the time that this is asked. */
static void
what_an_answer_left_out_has_a_reason_even_if_it_is_back(void **state)
{
    struct fixture *fx = *state;
    struct fe_reader *other;
    struct fe_location away;

    open_index(fx, 1);
    assert_int_equal(fe_reader_open(fx->index, &other, NULL), FE_OK);
    serve(fx);
    wait_until_whole(fx);
    assert_int_equal(fe_reader_missing(other, &away, 1), 1);
    assert_false(away.is_away);
    assert_true(away.since > 0);
    assert_non_null(strstr(away.why, "nobody serves it"));
    fe_reader_close(other);
}

/* Each reader finds out by itself that its connection has ended. */
static void
a_shard_that_was_started_anew_is_never_missing(void **state)
{
    struct fixture *fx = *state;
    struct fe_reader *other;

    serve(fx);
    open_index(fx, 1);
    assert_int_equal(fe_reader_open(fx->index, &other, NULL), FE_OK);
    stop_serving(fx);
    serve(fx);
    assert_int_equal(documents(fx), 2);
    fe_reader_close(fx->reader);
    fx->reader = other;
    assert_int_equal(documents(fx), 2);
    assert_int_equal(missing(fx), 0);
}

static void
a_shard_that_does_not_answer_is_left_out_after_the_time(void **state)
{
    struct fixture *fx = *state;
    struct fe_location away;

    open_whole(fx);
    shard_server_hold(fx->server, true);
    const double begun = now();
    assert_int_equal(documents(fx), 1);
    assert_true(now() - begun >= ANSWER_MS / 1e3);
    assert_int_equal(fe_reader_missing(fx->reader, &away, 1), 1);
    assert_non_null(strstr(away.why, "in time"));
    /* The next request does not wait for it. */
    assert_int_equal(documents(fx), 1);
    shard_server_hold(fx->server, false);
    wait_until_whole(fx);
}

static void
shards_that_do_not_answer_are_waited_for_at_once(void **state)
{
    enum { HELD = 4 };
    struct fixture *fx = *state;
    struct shard_server *servers[HELD];
    char *sockets[HELD];
    struct fe_shard shards[HELD + 1] = {{(const char *const *)&fx->dbs[0], 1}};

    for (size_t i = 0; i < HELD; i++) {
        char name[] = "0.sock";
        name[0] += (char)i;
        sockets[i] = test_path(fx->folder, name);
        servers[i] = shard_server_start(fx->dbs[1], sockets[i]);
        shards[i + 1] = (struct fe_shard){(const char *const *)&sockets[i], 1};
    }
    assert_int_equal(fe_index_open_shards(shards, HELD + 1, ANSWER_MS, NULL,
                                          &fx->index, NULL),
                     FE_OK);
    assert_int_equal(fe_reader_open(fx->index, &fx->reader, NULL), FE_OK);
    assert_int_equal(documents(fx), HELD + 1);
    for (size_t i = 0; i < HELD; i++)
        shard_server_hold(servers[i], true);
    const double begun = now();
    assert_int_equal(documents(fx), 1);
    assert_true(now() - begun < 3 * ANSWER_MS / 1e3);
    assert_int_equal(missing(fx), HELD);
    for (size_t i = 0; i < HELD; i++) {
        shard_server_stop(servers[i]);
        free(sockets[i]);
    }
}

static void
a_copy_takes_over_without_anything_missing(void **state)
{
    struct fixture *fx = *state;
    struct fe_location places[3];

    serve(fx);
    serve_copy(fx);
    open_index(fx, 2);
    assert_int_equal(documents(fx), 2);
    stop_serving(fx);
    assert_int_equal(documents(fx), 2);
    assert_int_equal(missing(fx), 0);
    assert_int_equal(fe_reader_places(fx->reader, places, 3), 3);
    assert_false(places[0].is_away);
    assert_true(places[1].is_away);
    assert_false(places[2].is_away);
    assert_true(places[2].written > 0);
}

/* Something that is read anew each time. */
static void
has_no_key(struct fixture *fx)
{
    struct fe_keys keys;
    struct fe_error err;

    if (fe_reader_metadata_keys(fx->reader, "x", &keys, &err) != FE_OK)
        fail_msg("%s", err.message);
    assert_int_equal(keys.count, 0);
}

static void
a_slow_call_is_sent_to_a_copy_as_well(void **state)
{
    struct fixture *fx = *state;

    serve(fx);
    serve_copy(fx);
    open_index(fx, 2);
    fe_reader_hold(fx->reader);
    assert_int_equal(documents(fx), 2);
    shard_server_hold(fx->server, true);
    const double begun = now();
    has_no_key(fx);
    assert_true(now() - begun < ANSWER_MS / 1e3);
    assert_int_equal(shard_server_connections(fx->copy_server), 1);
    /* What comes late is passed over. */
    shard_server_hold(fx->server, false);
    for (int i = 0; i < 20; i++)
        has_no_key(fx);
    fe_reader_release(fx->reader);
    for (int i = 0; i < 20; i++)
        assert_int_equal(documents(fx), 2);
    assert_int_equal(missing(fx), 0);
}

static void
a_copy_that_lags_is_not_mixed_with_what_it_is_a_copy_of(void **state)
{
    struct fixture *fx = *state;

    serve(fx);
    serve_copy(fx);
    add(fx->dbs[1], "The ash is tall.");
    open_index(fx, 2);
    assert_int_equal(documents(fx), 3);
    shard_server_hold(fx->server, true);
    /* It takes over when the other one is away. */
    const double begun = now();
    assert_int_equal(documents(fx), 2);
    assert_true(now() - begun >= ANSWER_MS / 1e3);
    assert_int_equal(missing(fx), 0);
    shard_server_hold(fx->server, false);
    const double end = now() + 30;
    while (documents(fx) != 3 && now() < end)
        usleep(20000);
    assert_int_equal(documents(fx), 3);
}

static void
a_copy_that_was_away_is_tried_when_it_is_needed(void **state)
{
    struct fixture *fx = *state;

    serve(fx);
    open_index(fx, 2);
    stop_serving(fx);
    assert_int_equal(documents(fx), 1);
    serve(fx);
    wait_until_whole(fx);
    serve_copy(fx);
    stop_serving(fx);
    assert_int_equal(documents(fx), 2);
    assert_int_equal(missing(fx), 0);
}

static void
while_a_commit_is_held_a_shard_that_goes_away_makes_it_stale(void **state)
{
    struct fixture *fx = *state;
    struct fe_keys keys;
    struct fe_error err;

    serve(fx);
    open_index(fx, 1);
    fe_reader_hold(fx->reader);
    assert_int_equal(documents(fx), 2);
    stop_serving(fx);
    assert_int_equal(fe_reader_metadata_keys(fx->reader, "x", &keys, &err),
                     FE_STALE);
    fe_reader_release(fx->reader);
    assert_int_equal(documents(fx), 1);
}

static void
without_any_shard_calls_fail(void **state)
{
    struct fixture *fx = *state;
    const char *const places[] = {fx->sock};
    const struct fe_shard only = {places, 1};
    struct fe_error err;

    assert_int_equal(
        fe_index_open_shards(&only, 1, ANSWER_MS, NULL, &fx->index, &err),
        FE_FAILED);
    assert_int_equal(err.system, EHOSTUNREACH);
    serve(fx);
    assert_int_equal(
        fe_index_open_shards(&only, 1, ANSWER_MS, NULL, &fx->index, &err),
        FE_OK);
    assert_int_equal(fe_reader_open(fx->index, &fx->reader, &err), FE_OK);
    stop_serving(fx);
    struct fe_info info;
    assert_int_equal(fe_reader_info(fx->reader, &info, &err), FE_FAILED);
    assert_int_equal(err.system, EHOSTUNREACH);
    assert_int_equal(err.shard, 0);
}

/* Requests that end before a call is answered. */

enum { HURRY_MS = 200 };

/* Have the reader give up after some time; 0: never. */
static void
stop_after(struct fixture *fx, int ms)
{
    const int64_t deadline = (int64_t)(now() * 1e9) + (int64_t)ms * 1000000;

    fe_reader_stop_at(fx->reader,
                      &(struct fe_stop){ms > 0 ? deadline : 0, NULL});
}

static enum fe_status
ask_within(struct fixture *fx, int ms)
{
    struct fe_info info;

    stop_after(fx, ms);
    const enum fe_status status = fe_reader_info(fx->reader, &info, NULL);
    stop_after(fx, 0);
    return status;
}

static enum fe_status
ask_in_a_hurry(struct fixture *fx)
{
    return ask_within(fx, HURRY_MS);
}

static void
a_request_that_is_over_does_not_wait_for_a_shard(void **state)
{
    struct fixture *fx = *state;

    open_whole(fx);
    shard_server_hold(fx->server, true);
    const double begun = now();
    assert_int_equal(ask_in_a_hurry(fx), FE_TIMED_OUT);
    assert_true(now() - begun < ANSWER_MS / 1e3);
    /* The shard is not taken to be away for that. */
    shard_server_hold(fx->server, false);
    for (int i = 0; i < 20; i++)
        assert_int_equal(documents(fx), 2);
    assert_int_equal(missing(fx), 0);
}

static void *
cancel_later(void *data)
{
    usleep(100000);
    atomic_store((atomic_bool *)data, true);
    return NULL;
}

static void
a_request_that_is_cancelled_does_not_wait_for_a_shard(void **state)
{
    struct fixture *fx = *state;
    atomic_bool is_cancelled = false;
    struct fe_info info;
    pthread_t thread;

    open_whole(fx);
    shard_server_hold(fx->server, true);
    assert_int_equal(pthread_create(&thread, NULL, cancel_later, &is_cancelled),
                     0);
    const double begun = now();
    fe_reader_stop_at(fx->reader, &(struct fe_stop){0, &is_cancelled});
    assert_int_equal(fe_reader_info(fx->reader, &info, NULL), FE_CANCELLED);
    assert_true(now() - begun < ANSWER_MS / 1e3);
    stop_after(fx, 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
}

/* As while somebody types. */
static void
a_shard_is_not_away_because_many_requests_do_not_wait_for_it(void **state)
{
    enum { REQUESTS = 20, EACH_MS = 20 };
    struct fixture *fx = *state;

    open_whole(fx);
    shard_server_hold(fx->server, true);
    for (int i = 0; i < REQUESTS; i++)
        assert_int_equal(ask_within(fx, EACH_MS), FE_TIMED_OUT);
    shard_server_hold(fx->server, false);
    assert_int_equal(documents(fx), 2);
    assert_int_equal(missing(fx), 0);
}

/* The time runs from the first call that is still to be answered. */
static void
a_shard_that_answers_late_is_not_away(void **state)
{
    enum { DELAY_MS = 300, EACH_MS = 120 };
    struct fixture *fx = *state;
    atomic_bool is_cancelled = false;
    struct fe_info info;

    open_whole(fx);
    shard_server_delay(fx->server, DELAY_MS);
    const double end = now() + 1.5 * ANSWER_MS / 1e3;
    while (now() < end)
        assert_int_equal(ask_within(fx, EACH_MS), FE_TIMED_OUT);
    fe_reader_stop_at(fx->reader, &(struct fe_stop){0, &is_cancelled});
    assert_int_equal(fe_reader_info(fx->reader, &info, NULL), FE_OK);
    assert_int_equal(info.documents, 2);
    assert_int_equal(missing(fx), 0);
    stop_after(fx, 0);
}

/* Or else such requests would never have an answer. */
static void
a_shard_that_answers_no_short_request_is_left_out_in_the_end(void **state)
{
    struct fixture *fx = *state;

    open_whole(fx);
    shard_server_hold(fx->server, true);
    const double end = now() + 30;
    while (ask_in_a_hurry(fx) == FE_TIMED_OUT && now() < end)
        ;
    assert_int_equal(missing(fx), 1);
    assert_int_equal(documents(fx), 1);
    shard_server_hold(fx->server, false);
    wait_until_whole(fx);
}

/* Set so many keys that reading them takes more steps than there are between
 * two readings of the clock. */
static void
set_many_keys(const char *db)
{
    enum { KEYS = 20000 };
    struct fe_writer *writer;
    char key[32];

    assert_int_equal(fe_writer_open(db, &writer, NULL), FE_OK);
    for (int i = 0; i < KEYS; i++) {
        snprintf(key, sizeof key, "many/%d", i);
        assert_int_equal(fe_writer_set_metadata(writer, key, "x", NULL), FE_OK);
    }
    assert_int_equal(fe_writer_commit(writer, NULL), FE_OK);
    fe_writer_close(writer);
}

static void
what_all_need_takes_no_time_from_the_request(void **state)
{
    enum { DELAY_MS = 200, LIMIT_MS = 350 };
    struct fixture *fx = *state;

    set_many_keys(fx->dbs[0]);
    serve(fx);
    open_index(fx, 1);
    fe_index_expect_unique(fx->index, "many/");
    assert_int_equal(documents(fx), 2);
    add(fx->dbs[1], "The ash is tall.");
    shard_server_delay(fx->server, DELAY_MS);
    assert_int_equal(ask_within(fx, LIMIT_MS), FE_OK);
    shard_server_delay(fx->server, 0);
    assert_int_equal(documents(fx), 3);
    assert_int_equal(missing(fx), 0);
}

/* The text of the only document that has the word. */
struct only_document {
    const char *word, *text;
    size_t n;
};

static void
find_only_document(const struct snapshot *snapshot, void *data)
{
    struct only_document *only = data;
    const struct posting_list list = run_postings(snapshot, only->word, 0);
    size_t len;

    only->n = list.n;
    if (list.n == 1)
        only->text = snapshot_data(snapshot, list.ids[0], &len);
}

static void
only_one_has(struct fixture *fx, const char *word, const char *text)
{
    struct only_document only = {.word = word};
    struct fe_error err;

    if (reader_run(fx->reader, find_only_document, &only, &err) != FE_OK)
        fail_msg("%s", err.message);
    assert_int_equal(only.n, 1);
    assert_string_equal(only.text, text);
}

/* The shard has moved to the commit, although the reader did not wait for it to
 * say so: the documents of the next shard have other numbers. */
static void
a_commit_that_was_not_waited_for_is_read_by_the_next_request(void **state)
{
    struct fixture *fx = *state;
    const char *places[] = {fx->sock};
    const struct fe_shard shards[SHARDS] = {
        {places, 1}, {(const char *const *)&fx->dbs[0], 1}};

    serve(fx);
    assert_int_equal(
        fe_index_open_shards(shards, SHARDS, ANSWER_MS, NULL, &fx->index, NULL),
        FE_OK);
    assert_int_equal(fe_reader_open(fx->index, &fx->reader, NULL), FE_OK);
    only_one_has(fx, "oak", "The oak is old.");
    replace(fx->dbs[1], "The ash is tall.");
    shard_server_hold(fx->server, true);
    assert_int_equal(ask_in_a_hurry(fx), FE_TIMED_OUT);
    shard_server_hold(fx->server, false);
    only_one_has(fx, "ash", "The ash is tall.");
    only_one_has(fx, "oak", "The oak is old.");
}

/* Values. */

struct wanted_data {
    uint32_t id;
    const char *data;
    size_t len;
};

static void
read_data(const struct snapshot *snapshot, void *data)
{
    struct wanted_data *wanted = data;

    wanted->data = snapshot_data(snapshot, wanted->id, &wanted->len);
}

static void
a_value_that_is_larger_than_most_is_read(void **state)
{
    enum { SIZE = 200000 };
    struct fixture *fx = *state;
    /* In db0 is one document, in db1 is one before it. */
    struct wanted_data wanted = {.id = 3};
    char *text = g_malloc(SIZE + 1);
    struct fe_error err;

    for (size_t i = 0; i < SIZE; i++)
        text[i] = rand() % 6 == 0 ? ' ' : (char)('a' + rand() % 26);
    text[SIZE] = '\0';
    add(fx->dbs[1], text);
    serve(fx);
    open_index(fx, 1);
    if (reader_run(fx->reader, read_data, &wanted, &err) != FE_OK)
        fail_msg("%s", err.message);
    assert_int_equal(wanted.len, SIZE);
    assert_memory_equal(wanted.data, text, SIZE);
    assert_int_equal(missing(fx), 0);
    g_free(text);
}

/* Calls that are sent ahead. */

static void
expect_words(const struct snapshot *snapshot, void *data)
{
    run_expect(snapshot, data, 0);
}

/* How many bytes the shard sends for a request that these words are to be
 * looked up for. */
static size_t
sent_for(struct fixture *fx, const char **words, size_t n)
{
    struct phrase phrase = {words, n};
    const size_t before = shard_server_sent(fx->server);
    struct fe_error err;

    if (reader_run(fx->reader, expect_words, &phrase, &err) != FE_OK)
        fail_msg("%s", err.message);
    return shard_server_sent(fx->server) - before;
}

static void
a_page_that_several_words_are_in_is_sent_once(void **state)
{
    const char *words[] = {"elm", "is", "tall", "the"};
    struct fixture *fx = *state;

    serve(fx);
    open_index(fx, 1);
    const size_t none = sent_for(fx, words, 0), one = sent_for(fx, words, 1);
    assert_true(one > none);
    assert_int_equal(sent_for(fx, words, 4), one);
}

static void *
release_later(void *data)
{
    usleep(300000);
    shard_server_hold(data, false);
    return NULL;
}

static void
a_call_that_was_sent_ahead_for_nothing_takes_no_time_from_the_next(void **state)
{
    static const struct call ahead = {.op = CALL_METADATA, .text = "ahead"};
    static const struct call next = {.op = CALL_METADATA, .text = "next"};
    static const struct fe_stop never;
    struct fixture *fx = *state;
    const char *places[] = {fx->sock};
    const struct fe_shard shard = {places, 1};
    struct call_answer answer = {0};
    struct site *site;
    struct xc_error err;
    struct fe_error failure;
    pthread_t thread;

    serve(fx);
    struct parts *parts = parts_new(&shard, 1, ANSWER_MS);
    assert_int_equal(site_open(parts, 0, &site, &failure), FE_OK);
    assert_non_null(site);
    shard_server_hold(fx->server, true);
    site_begin(site, &ahead);
    usleep(ANSWER_MS * 1000);
    assert_int_equal(pthread_create(&thread, NULL, release_later, fx->server),
                     0);
    assert_int_equal(site_call(site, &next, &never, &answer, &err), XC_OK);
    assert_int_equal(answer.len, 0);
    free(answer.bytes);
    assert_int_equal(pthread_join(thread, NULL), 0);
    site_close(site);
    parts_free(parts);
}

/* Calls that are given up. */

static struct fe_stop
stop_in(int ms)
{
    return (struct fe_stop){(int64_t)(now() * 1e9) + (int64_t)ms * 1000000,
                            NULL};
}

/* Have the site read a key, of which it has a value or not. */
static void
reads(struct site *site, const char *key, bool has_value)
{
    atomic_bool is_cancelled = false;
    const struct fe_stop stop = {0, &is_cancelled};
    const struct call call = {.op = CALL_METADATA, .text = key};
    struct call_answer answer = {0};
    struct xc_error err;

    if (site_call(site, &call, &stop, &answer, &err) != XC_OK)
        fail_msg("%s", err.message);
    assert_int_equal(answer.len > 0, has_value);
    free(answer.bytes);
}

/* The time of the first place is over, but the copy has answered. */
static void
an_answer_that_comes_after_the_time_of_the_place_is_passed_over(void **state)
{
    static const struct call call = {.op = CALL_METADATA, .text = "x"};
    struct fixture *fx = *state;
    const char *places[] = {fx->sock, fx->copied};
    const struct fe_shard shard = {places, 2};
    struct call_answer answer = {0};
    struct site *site;
    struct xc_error err;
    struct fe_error failure;
    pthread_t thread;

    serve(fx);
    serve_copy(fx);
    struct parts *parts = parts_new(&shard, 1, ANSWER_MS);
    assert_int_equal(site_open(parts, 0, &site, &failure), FE_OK);
    assert_non_null(site);
    /* So that it is connected with the copy. */
    shard_server_hold(fx->server, true);
    reads(site, RUNS_KEY, true);
    shard_server_hold(fx->server, false);
    usleep(100000);
    reads(site, RUNS_KEY, true);
    shard_server_hold(fx->server, true);
    shard_server_hold(fx->copy_server, true);
    const struct fe_stop stop = stop_in(HURRY_MS);
    assert_int_equal(site_call(site, &call, &stop, &answer, &err), XC_FAILED);
    assert_int_equal(err.system, ECANCELED);
    usleep(ANSWER_MS * 1000);
    assert_int_equal(
        pthread_create(&thread, NULL, release_later, fx->copy_server), 0);
    reads(site, RUNS_KEY, true);
    assert_int_equal(pthread_join(thread, NULL), 0);
    shard_server_hold(fx->server, false);
    usleep(100000);
    reads(site, "x", false);
    site_close(site);
    parts_free(parts);
}

/* Who listens but is no shard. */

static void *
say_hello(void *data)
{
    static const char greeting[] = "{\"product\": \"findings\"}\n";
    const int *listener = data;
    const int fd = accept(*listener, NULL, NULL);

    send(fd, greeting, sizeof greeting - 1, MSG_NOSIGNAL);
    sleep(1);
    close(fd);
    return NULL;
}

static void
another_kind_of_socket_is_recognised(void **state)
{
    struct fixture *fx = *state;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct fe_location away;
    pthread_t thread;

    strcpy(address.sun_path, fx->sock);
    assert_int_equal(
        bind(listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(listener, 4), 0);
    assert_int_equal(pthread_create(&thread, NULL, say_hello, &listener), 0);
    open_index(fx, 1);
    assert_int_equal(fe_reader_missing(fx->reader, &away, 1), 1);
    assert_non_null(strstr(away.why, "not the socket of a shard"));
    pthread_join(thread, NULL);
    close(listener);
}

/* As of a process that was stopped, once enough have tried. */
static void
who_accepts_no_connection_is_left_out_after_the_time(void **state)
{
    struct fixture *fx = *state;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int waiting = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct fe_location away;

    strcpy(address.sun_path, fx->sock);
    assert_int_equal(
        bind(listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(listener, 0), 0);
    assert_int_equal(
        connect(waiting, (struct sockaddr *)&address, sizeof address), 0);
    const double begun = now();
    open_index(fx, 1);
    assert_true(now() - begun >= ANSWER_MS / 1e3);
    assert_int_equal(documents(fx), 1);
    assert_int_equal(fe_reader_missing(fx->reader, &away, 1), 1);
    assert_non_null(strstr(away.why, "in time"));
    close(waiting);
    close(listener);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(a_shard_that_is_away_at_the_start_is_named_and_comes_back),
        WITH(a_shard_that_goes_away_is_left_out),
        WITH(what_an_answer_left_out_has_a_reason_even_if_it_is_back),
        WITH(a_shard_that_was_started_anew_is_never_missing),
        WITH(a_shard_that_does_not_answer_is_left_out_after_the_time),
        WITH(shards_that_do_not_answer_are_waited_for_at_once),
        WITH(a_copy_takes_over_without_anything_missing),
        WITH(a_slow_call_is_sent_to_a_copy_as_well),
        WITH(a_copy_that_lags_is_not_mixed_with_what_it_is_a_copy_of),
        WITH(a_copy_that_was_away_is_tried_when_it_is_needed),
        WITH(while_a_commit_is_held_a_shard_that_goes_away_makes_it_stale),
        WITH(without_any_shard_calls_fail),
        WITH(a_request_that_is_over_does_not_wait_for_a_shard),
        WITH(a_request_that_is_cancelled_does_not_wait_for_a_shard),
        WITH(a_shard_is_not_away_because_many_requests_do_not_wait_for_it),
        WITH(a_shard_that_answers_late_is_not_away),
        WITH(a_shard_that_answers_no_short_request_is_left_out_in_the_end),
        WITH(what_all_need_takes_no_time_from_the_request),
        WITH(a_commit_that_was_not_waited_for_is_read_by_the_next_request),
        WITH(a_value_that_is_larger_than_most_is_read),
        WITH(a_page_that_several_words_are_in_is_sent_once),
        WITH(
            a_call_that_was_sent_ahead_for_nothing_takes_no_time_from_the_next),
        WITH(an_answer_that_comes_after_the_time_of_the_place_is_passed_over),
        WITH(another_kind_of_socket_is_recognised),
        WITH(who_accepts_no_connection_is_left_out_after_the_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
