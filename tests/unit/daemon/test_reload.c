/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Words that are read again while clients ask: each answer is from the words
 * before or from those after. The daemon's loop runs in a thread, with a
 * lexicon that is quickly made.
 */
#include "questions.h"

#include "conn.h"

#include "findings/places.h"
#include "findings/wire.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROUNDS = 200, READERS = 3, ASKERS = 2 };

/* Which words are read: "cat" is also "feline", or "kitten", by turns. */
static atomic_uint n_read;
static atomic_uint n_made;
static atomic_bool is_bad;

static struct words *
read_words(const struct words_reader *reader,
           bool is_reread,
           char reason[WORDS_REASON_SIZE])
{
    static const char *const texts[] = {"cat = feline\n", "cat = kitten\n"};
    const char *text = texts[atomic_fetch_add(&n_read, 1) % 2];
    const double begun = facts_clock();
    struct fe_lexicon *lexicon;

    (void)reader;
    if (atomic_load(&is_bad)) {
        snprintf(reason, WORDS_REASON_SIZE, "mine, line 7: it is odd");
        return NULL;
    }
    assert_int_equal(fe_lexicon_new(&lexicon, NULL), FE_OK);
    assert_int_equal(
        fe_lexicon_add_words(lexicon, "mine", text, strlen(text), NULL), FE_OK);
    assert_int_equal(fe_lexicon_finish(lexicon, NULL), FE_OK);
    atomic_fetch_add(&n_made, 1);
    return words_new(lexicon, 0, begun, is_reread);
}

static const struct words_reader words_reader = {read_words, NULL, 0};

struct serving {
    struct conns conns; /* first: see on_empty() */
    struct work work;
    struct endpoint endpoint;
    struct questions *questions;
    struct served served;
    uv_loop_t loop;
    uv_pipe_t listener;
    uv_async_t stop;
    pthread_t thread;
    char *path;
};

static void
on_connection(uv_stream_t *listener, int status)
{
    assert_int_equal(status, 0);
    conns_accept(listener->data, listener);
}

static void
on_stop(uv_async_t *stop)
{
    struct serving *s = stop->data;

    uv_close((uv_handle_t *)&s->listener, NULL);
    uv_close((uv_handle_t *)&s->stop, NULL);
    conns_stop(&s->conns);
    conns_close(&s->conns);
}

static void
on_empty(struct conns *conns)
{
    (void)conns;
}

static void *
run_loop(void *data)
{
    struct serving *s = data;

    uv_run(&s->loop, UV_RUN_DEFAULT);
    return NULL;
}

static void
add_texts(struct questions *q)
{
    static const char *const texts[] = {"the cat", "the feline", "the kitten"};
    char record[128];

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        snprintf(record, sizeof record, "{'id': 'a/%zu', 'text': '%s'}", i,
                 texts[i]);
        questions_add(q, record);
    }
    questions_commit(q);
}

static int
start(void **state)
{
    struct serving *s = calloc(1, sizeof *s);
    char reason[WORDS_REASON_SIZE];
    struct fe_error err;

    atomic_store(&n_read, 0);
    atomic_store(&n_made, 0);
    atomic_store(&is_bad, false);
    s->questions = questions_open();
    add_texts(s->questions);
    s->path = test_path(s->questions->folder, "socket");
    uv_loop_init(&s->loop);
    s->work = (struct work){
        .loop = &s->loop,
        .n_searches = 2,
        .facts = {.served = questions_facts.served,
                  .limits = limits_default,
                  .metrics = &s->work.metrics,
                  .words = read_words(&words_reader, false, reason),
                  .words_reader = &words_reader}};
    metrics_open(&s->work.metrics);
    pool_open(&s->work.pool, &s->loop);
    const char *db = s->questions->db;
    char why[FINDINGS_REASON_SIZE];
    assert_true(served_open(&db, 1, &s->served, why));
    s->served.answer_ms = 1000;
    assert_true(readers_open(&s->work.readers, &s->served, READERS,
                             s->work.facts.words->lexicon, &err));
    s->endpoint.group = (gid_t)-1;
    conns_open(&s->conns, &s->work, &s->endpoint, on_empty);
    uv_pipe_init(&s->loop, &s->listener, 0);
    s->listener.data = &s->conns;
    assert_int_equal(uv_pipe_bind(&s->listener, s->path), 0);
    assert_int_equal(uv_listen((uv_stream_t *)&s->listener, 16, on_connection),
                     0);
    uv_async_init(&s->loop, &s->stop, on_stop);
    s->stop.data = s;
    pthread_create(&s->thread, NULL, run_loop, s);
    *state = s;
    return 0;
}

static int
end(void **state)
{
    struct serving *s = *state;

    uv_async_send(&s->stop);
    pthread_join(s->thread, NULL);
    pool_close(&s->work.pool);
    uv_run(&s->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&s->loop), 0);
    readers_close(&s->work.readers);
    served_close(&s->served);
    metrics_close(&s->work.metrics);
    /* Nobody else holds them. */
    assert_int_equal(s->work.facts.words->references, 1);
    words_unref(s->work.facts.words);
    questions_close(s->questions);
    free(s->path);
    free(s);
    return 0;
}

static int
greeted(const struct serving *s)
{
    const int fd = test_connect(s->path);

    assert_true(fd >= 0);
    json_decref(test_receive(fd));
    return fd;
}

static json_t *
asked(int fd, const char *method, const char *params)
{
    char line[256];

    snprintf(line, sizeof line,
             "{\"id\": 1, \"method\": \"%s\", \"params\": %s}\n", method,
             params);
    test_send(fd, line);
    json_t *answer = test_receive(fd);
    assert_non_null(answer);
    return answer;
}

/* Which of "feline" (1) and "kitten" (2) a search for "cat" finds besides it.
 */
static unsigned
found(int fd)
{
    json_t *answer = asked(fd, "search", "{\"query\": \"cat\"}");
    const json_t *hits =
        json_object_get(json_object_get(answer, "result"), "hits");
    unsigned set = 0;
    size_t i;
    json_t *hit;

    assert_int_equal(json_array_size(hits), 2);
    json_array_foreach(hits, i, hit)
    {
        const char *id = json_string_value(json_object_get(hit, "id"));
        set |= strcmp(id, "a/1") == 0 ? 1u : strcmp(id, "a/2") == 0 ? 2u : 0u;
    }
    json_decref(answer);
    return set;
}

struct asker {
    struct serving *serving;
    atomic_bool *is_over;
    unsigned n[4]; /* answers, by what they found */
};

static void *
ask_on(void *data)
{
    struct asker *asker = data;
    const int fd = greeted(asker->serving);

    while (!atomic_load(asker->is_over))
        asker->n[found(fd)]++;
    close(fd);
    return NULL;
}

static void
each_answer_is_from_the_old_words_or_the_new(void **state)
{
    struct serving *s = *state;
    struct asker askers[ASKERS];
    pthread_t threads[ASKERS];
    atomic_bool is_over = false;
    const int fd = greeted(s);

    for (int i = 0; i < ASKERS; i++) {
        askers[i] = (struct asker){.serving = s, .is_over = &is_over};
        pthread_create(&threads[i], NULL, ask_on, &askers[i]);
    }
    for (int round = 0; round < ROUNDS; round++) {
        json_t *answer = asked(fd, "reload", "{}");
        assert_true(json_is_true(
            json_object_get(json_object_get(answer, "result"), "reloaded")));
        json_decref(answer);
        /* Whoever asks now gets the new ones. */
        assert_int_equal(found(fd), round % 2 ? 1 : 2);
    }
    atomic_store(&is_over, true);
    for (int i = 0; i < ASKERS; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(askers[i].n[0] + askers[i].n[3], 0);
        assert_true(askers[i].n[1] > 0 && askers[i].n[2] > 0);
    }
    assert_int_equal(atomic_load(&n_made), ROUNDS + 1);
    close(fd);
}

static void
words_that_cannot_be_read_change_nothing(void **state)
{
    struct serving *s = *state;
    const int fd = greeted(s);

    assert_int_equal(found(fd), 1);
    atomic_store(&is_bad, true);
    json_t *answer = asked(fd, "reload", "{}");
    const json_t *error = json_object_get(answer, "error");
    assert_int_equal(json_integer_value(json_object_get(error, "code")),
                     FINDINGS_BAD_WORDS);
    assert_string_equal(
        json_string_value(json_object_get(error, "message")),
        "mine, line 7: it is odd; the words from before remain in force");
    json_decref(answer);
    assert_int_equal(found(fd), 1);
    close(fd);
}

static void
clients_that_leave_a_reload_do_no_harm(void **state)
{
    struct serving *s = *state;

    for (int i = 0; i < 20; i++) {
        const int fd = greeted(s);
        test_send(fd, "{\"id\": 1, \"method\": \"reload\"}\n");
        close(fd);
    }
    const int fd = greeted(s);
    json_decref(asked(fd, "reload", "{}"));
    assert_true(found(fd) == 1 || found(fd) == 2);
    close(fd);
}

#define SERVED(test) cmocka_unit_test_setup_teardown(test, start, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        SERVED(each_answer_is_from_the_old_words_or_the_new),
        SERVED(words_that_cannot_be_read_change_nothing),
        SERVED(clients_that_leave_a_reload_do_no_harm),
    };

    signal(SIGPIPE, SIG_IGN); /* as the daemon does */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
