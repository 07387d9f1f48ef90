/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Connections and the queue for workers, without an engine: the answers are
 * made here, and take as long as a test wants them to. The daemon's loop runs
 * in a thread, with limits that a test can reach.
 */
#include "questions.h"

#include "conn.h"
#include "log.h"

#include "findings/places.h"
#include "findings/wire.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Answers. A request is {"id": ID, "method": METHOD, "params": PARAMS}, with
 * the methods ping, get (quick, but needs a reader), broken and lost (the same,
 * but the index is damaged in part, or gone; params has the text), search (runs
 * until the gate is open), big (is long) and cancel. */

enum { BIG = 4 << 20, STARTED_MAX = 64 };

static struct {
    atomic_bool is_open; /* searches may end */
    atomic_uint started;
    /* Of the searches that were started, in order; 0 for no more. */
    atomic_long ids[STARTED_MAX + 1];
} gate;

static atomic_uint logged; /* lines */

static const char search_name[] = "search"; /* in the counts */

void
log_line(const char *format, ...)
{
    (void)format;
    atomic_fetch_add(&logged, 1);
}

void
log_at(enum log_level level, const char *format, ...)
{
    (void)format;
    if (level <= LEVEL_NOTICE)
        atomic_fetch_add(&logged, 1);
}

bool
log_has(enum log_level level)
{
    return level <= LEVEL_NOTICE;
}

static void
gate_close(void)
{
    atomic_store(&logged, 0);
    atomic_store(&gate.is_open, false);
    atomic_store(&gate.started, 0);
    for (int i = 0; i < STARTED_MAX; i++)
        atomic_store(&gate.ids[i], 0);
}

struct answer {
    struct request_report report;
    json_t *request; /* NULL for one that nobody asked for */
    size_t size;
    const char *method;
    int code; /* of an error */
    bool is_found;
    atomic_bool is_cancelled;
    long timeout_ms;
    double deadline;
    char *line;
};

struct answer *
answer_begin(const char *line, size_t len)
{
    struct answer *a = calloc(1, sizeof *a);

    a->size = len;
    a->request = json_loadb(line, len, 0, NULL);
    a->method = json_string_value(json_object_get(a->request, "method"));
    a->timeout_ms = (long)json_integer_value(
        json_object_get(json_object_get(a->request, "params"), "timeout_ms"));
    a->report.method =
        a->method && strcmp(a->method, "search") == 0 ? search_name : "another";
    a->report.bytes_in = len + 1;
    return a;
}

static struct answer *
unasked(const char *method, int code)
{
    struct answer *a = calloc(1, sizeof *a);

    a->method = method;
    a->code = code;
    return a;
}

struct answer *
answer_greeting(void)
{
    return unasked("greeting", 0);
}

struct answer *
answer_unasked(enum answer_unasked why, const struct limit *limits)
{
    (void)limits;
    return unasked("error", why == ANSWER_BUSY       ? FINDINGS_BUSY
                            : why == ANSWER_TOO_LONG ? FINDINGS_TOO_LONG
                                                     : FINDINGS_CLOSED);
}

static bool
is_method(const struct answer *a, const char *method)
{
    return strcmp(a->method, method) == 0;
}

bool
answer_is_restricted(const struct answer *a)
{
    (void)a;
    return false;
}

void
answer_refuse(struct answer *a)
{
    (void)a;
}

struct words *
answer_take_words(struct answer *a, const char **trouble)
{
    (void)a;
    *trouble = NULL;
    return NULL;
}

bool
answer_needs_reader(const struct answer *a)
{
    return is_method(a, "search") || is_method(a, "big") || answer_is_quick(a);
}

bool
answer_is_quick(const struct answer *a)
{
    return is_method(a, "get") || is_method(a, "broken") ||
           is_method(a, "lost");
}

const json_t *
answer_target(const struct answer *a)
{
    return is_method(a, "cancel")
               ? json_object_get(json_object_get(a->request, "params"), "id")
               : NULL;
}

void
answer_found(struct answer *a)
{
    a->is_found = true;
}

static const json_t *
id_in(const struct answer *a)
{
    return json_object_get(a->request, "id");
}

bool
answer_has_id(const struct answer *a, const json_t *id)
{
    return json_equal(id_in(a), id);
}

void
answer_start_clock(struct answer *a)
{
    if (a->timeout_ms > 0)
        a->deadline = facts_clock() + (double)a->timeout_ms / 1e3;
}

size_t
answer_size(const struct answer *a)
{
    return a->size;
}

void
answer_cancel(struct answer *a)
{
    atomic_store(&a->is_cancelled, true);
}

bool
answer_is_over(const struct answer *a)
{
    return atomic_load(&a->is_cancelled) ||
           (a->deadline > 0 && facts_clock() >= a->deadline);
}

/* Run until the gate is open. */
static void
search(struct answer *a)
{
    const unsigned n = atomic_fetch_add(&gate.started, 1);

    if (n < STARTED_MAX)
        atomic_store(&gate.ids[n], (long)json_integer_value(id_in(a)));
    while (!atomic_load(&gate.is_open) && !answer_is_over(a))
        test_nap();
}

void
answer_work(struct answer *a,
            struct fe_reader *reader,
            const struct facts *facts)
{
    json_t *line = json_pack("{s:O?}", "id", id_in(a));

    if (reader && is_method(a, "search"))
        search(a);
    if (answer_is_over(a))
        a->code = atomic_load(&a->is_cancelled) ? FINDINGS_CANCELLED
                                                : FINDINGS_TIMED_OUT;
    if (a->code)
        json_object_set_new(line, "error", json_pack("{s:i}", "code", a->code));
    else if (facts)
        json_object_set_new(line, "result",
                            json_pack("{s:b, s:i, s:i, s:i, s:I}", "found",
                                      a->is_found, "waiting", facts->waiting,
                                      "unread_bytes", (int)facts->unread_bytes,
                                      "connections", facts->connections,
                                      "revision", (json_int_t)facts->revision));
    if (!a->code && is_method(a, "big")) {
        char *filler = calloc(1, BIG + 1);
        memset(filler, 'x', BIG);
        json_object_set_new(line, "filler", json_string(filler));
        free(filler);
    }
    free(a->line);
    a->line = json_dumps(line, JSON_COMPACT);
    json_decref(line);
}

const char *
answer_trouble(const struct answer *a)
{
    return json_string_value(
        json_object_get(json_object_get(a->request, "params"), "text"));
}

bool
answer_has_commit(const struct answer *a)
{
    return answer_needs_reader(a) && !is_method(a, "lost");
}

char *
answer_line(struct answer *a, size_t *len)
{
    char *line = a->line;

    *len = strlen(line);
    line = realloc(line, *len + 2);
    strcpy(line + (*len)++, "\n");
    a->line = NULL;
    a->report.code = a->code;
    a->report.bytes_out += *len;
    return line;
}

void
answer_spend(struct answer *a, double waited, double worked)
{
    a->report.waited += waited;
    a->report.worked += worked;
}

const struct request_report *
answer_report(const struct answer *a)
{
    return &a->report;
}

bool
answer_has_more(const struct answer *a)
{
    (void)a;
    return false;
}

void
answer_stop(struct answer *a)
{
    (void)a;
}

void
answer_free(struct answer *a)
{
    if (!a)
        return;
    json_decref(a->request);
    free(a->line);
    free(a);
}

/* The loop. */

struct serving {
    struct conns conns; /* first: see on_empty() */
    struct work work;
    struct endpoint endpoint;
    struct limit limits[LIMITS];
    struct questions *questions;
    struct served served;
    uv_loop_t loop;
    uv_pipe_t listener;
    uv_async_t stop;
    pthread_t thread;
    char *path;
};

/* Whether connections must wait to be accepted, and the loop with them. */
static atomic_bool is_held;

static void
on_connection(uv_stream_t *listener, int status)
{
    assert_int_equal(status, 0);
    while (atomic_load(&is_held))
        test_nap();
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

/* So many searches at a time, and a reader for what is quick; if there are more
 * readers, searches that take long make way for others. */
static struct serving *
serving_new(unsigned searches, size_t readers)
{
    struct serving *s = calloc(1, sizeof *s);
    struct fe_error err;

    gate_close();
    s->questions = questions_open();
    s->path = test_path(s->questions->folder, "socket");
    memcpy(s->limits, limits_default, sizeof s->limits);
    uv_loop_init(&s->loop);
    s->work = (struct work){.loop = &s->loop,
                            .n_searches = searches,
                            .facts = {.served = questions_facts.served,
                                      .limits = s->limits,
                                      .metrics = &s->work.metrics}};
    metrics_open(&s->work.metrics);
    pool_open(&s->work.pool, &s->loop);
    const char *db = s->questions->db;
    char why[FINDINGS_REASON_SIZE];
    assert_true(served_open(&db, 1, &s->served, why));
    s->served.answer_ms = 1000;
    assert_true(
        readers_open(&s->work.readers, &s->served, readers, NULL, &err));
    s->endpoint.group = (gid_t)-1;
    conns_open(&s->conns, &s->work, &s->endpoint, on_empty);
    uv_pipe_init(&s->loop, &s->listener, 0);
    s->listener.data = &s->conns;
    assert_int_equal(uv_pipe_bind(&s->listener, s->path), 0);
    assert_int_equal(uv_listen((uv_stream_t *)&s->listener, 128, on_connection),
                     0);
    uv_async_init(&s->loop, &s->stop, on_stop);
    s->stop.data = s;
    return s;
}

static void
serving_start(struct serving *s)
{
    assert_int_equal(pthread_create(&s->thread, NULL, run_loop, s), 0);
}

/* Stop it: nothing may be left behind. */
static void
serving_end(struct serving *s)
{
    uv_async_send(&s->stop);
    pthread_join(s->thread, NULL);
    assert_int_equal(s->work.facts.unread_bytes, 0);
    assert_int_equal(s->work.facts.running, 0);
    assert_int_equal(s->work.facts.waiting, 0);
    assert_int_equal(s->work.searching + s->work.facts.slow, 0);
    pool_close(&s->work.pool);
    uv_run(&s->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&s->loop), 0);
    readers_close(&s->work.readers);
    served_close(&s->served);
    metrics_close(&s->work.metrics);
    questions_close(s->questions);
    free(s->path);
    free(s);
}

static int
greeted(const struct serving *s)
{
    const int fd = test_connect(s->path);

    json_t *greeting = test_receive(fd);
    assert_non_null(json_object_get(greeting, "result"));
    json_decref(greeting);
    return fd;
}

static void
ask(int fd, long id, const char *method, const char *params)
{
    char line[256];

    snprintf(line, sizeof line,
             "{\"id\": %ld, \"method\": \"%s\", \"params\": {%s}}\n", id,
             method, params);
    test_send(fd, line);
}

/* The next answer must have this id and this error; 0: none. Returns a number
 * of its result. */
static long
answer_is(int fd, long id, int code, const char *name)
{
    json_t *answer = test_receive(fd);

    assert_non_null(answer);
    assert_int_equal(json_integer_value(json_object_get(answer, "id")), id);
    assert_int_equal(json_integer_value(json_object_get(
                         json_object_get(answer, "error"), "code")),
                     code);
    const json_t *value =
        json_object_get(json_object_get(answer, "result"), name);
    const long n = json_is_true(value) ? 1 : (long)json_integer_value(value);
    json_decref(answer);
    return n;
}

static long
asked(int fd, long id, const char *method, const char *params, const char *name)
{
    ask(fd, id, method, params);
    return answer_is(fd, id, 0, name);
}

/* Wait until this many searches have been started. */
static void
wait_started(unsigned n)
{
    while (atomic_load(&gate.started) < n)
        test_nap();
}

/* The searches must have been started in this order, from the one numbered
 * first; 0 after the last. */
static void
assert_started(unsigned first, const long *ids)
{
    for (; *ids; first++, ids++) {
        while (atomic_load(&gate.ids[first]) == 0)
            test_nap();
        assert_int_equal(atomic_load(&gate.ids[first]), *ids);
    }
}

/* Wait until a ping says that there are so many. */
static void
wait_for(int fd, const char *name, long n)
{
    while (asked(fd, 0, "ping", "", name) != n)
        test_nap();
}

static void
assert_closed(int fd)
{
    assert_null(test_receive(fd));
    close(fd);
}

/* Tests. */

static void
clients_take_turns(void **state)
{
    struct serving *s = serving_new(1, 2);
    int heavy, others[2];

    (void)state;
    serving_start(s);
    heavy = greeted(s);
    for (long id = 1; id <= 8; id++)
        ask(heavy, id, "search", "");
    wait_started(1);
    for (long i = 0; i < 2; i++) {
        others[i] = greeted(s);
        ask(others[i], 11 + i, "search", "");
        wait_for(others[i], "waiting", 8 + i);
    }
    atomic_store(&gate.is_open, true);
    for (long i = 0; i < 2; i++)
        answer_is(others[i], 11 + i, 0, "found");
    for (long id = 1; id <= 8; id++)
        answer_is(heavy, id, 0, "found");
    static const long order[] = {1, 2, 11, 12, 3, 4, 5, 6, 7, 8, 0};
    assert_started(0, order);
    close(heavy);
    close(others[0]);
    close(others[1]);
    serving_end(s);
}

static void
what_is_quick_does_not_wait_for_searches(void **state)
{
    struct serving *s = serving_new(1, 2);

    (void)state;
    serving_start(s);
    const int heavy = greeted(s);
    for (long id = 1; id <= 8; id++)
        ask(heavy, id, "search", "");
    wait_started(1);
    const int other = greeted(s); /* so is the greeting */
    asked(other, 1, "ping", "", "found");
    asked(other, 2, "get", "", "found");
    ask(other, 3, "search", "");
    asked(other, 4, "get", "", "found"); /* before its own search */
    assert_int_equal(atomic_load(&gate.started), 1);
    close(other);
    close(heavy);
    serving_end(s);
}

static void
a_slow_search_makes_way_for_other_clients(void **state)
{
    struct serving *s = serving_new(1, 4);

    (void)state;
    serving_start(s);
    const int heavy = greeted(s), other = greeted(s), third = greeted(s),
              fourth = greeted(s);
    ask(heavy, 1, "search", "");
    ask(heavy, 2, "search", "");
    wait_started(1);
    ask(other, 11, "search", "");
    wait_started(2); /* that of short searches */
    ask(third, 21, "search", "");
    wait_started(3); /* although none has ended */
    ask(fourth, 31, "search", "");
    ask(third, 22, "cancel", "\"id\": 21");
    /* The second search of a slow client waits. */
    static const long order[] = {1, 11, 21, 31, 0};
    assert_started(0, order);
    close(heavy);
    close(other);
    close(third);
    close(fourth);
    serving_end(s);
}

static void
a_short_search_has_a_place_more(void **state)
{
    static const long order[] = {1, 21, 0};
    struct serving *s = serving_new(1, 3);

    (void)state;
    serving_start(s);
    const int medium = greeted(s), heavy = greeted(s), other = greeted(s);
    ask(medium, 10, "search", "");
    wait_started(1);
    for (int i = 0; i < 20; i++) /* it is not short */
        test_nap();
    atomic_store(&gate.is_open, true);
    answer_is(medium, 10, 0, "found");
    gate_close();
    ask(heavy, 1, "search", "");
    wait_started(1);
    ask(medium, 11, "search", "");
    wait_for(medium, "waiting", 1);
    ask(other, 21, "search", ""); /* as if its last had been short */
    assert_started(0, order);
    close(medium);
    close(heavy);
    close(other);
    serving_end(s);
}

static void
a_client_whose_searches_are_slow_leaves_a_place_for_others(void **state)
{
    static const long order[] = {2, 21, 0};
    struct serving *s = serving_new(2, 3);
    int heavy[2];

    (void)state;
    serving_start(s);
    for (int i = 0; i < 2; i++) {
        heavy[i] = greeted(s);
        ask(heavy[i], 1, "search", "");
        wait_started(1 + (unsigned)i);
    }
    for (int i = 0; i < 40; i++) /* longer than a search usually takes */
        test_nap();
    atomic_store(&gate.is_open, true);
    for (int i = 0; i < 2; i++)
        answer_is(heavy[i], 1, 0, "found");
    gate_close();
    ask(heavy[0], 2, "search", "");
    wait_started(1);
    ask(heavy[1], 3, "search", "");
    wait_for(heavy[1], "waiting", 1); /* although there is a place */
    const int other = greeted(s);
    ask(other, 21, "search", "");
    assert_started(0, order);
    close(heavy[0]);
    close(heavy[1]);
    close(other);
    serving_end(s);
}

static void
time_passes_while_a_request_waits(void **state)
{
    struct serving *s = serving_new(1, 2);

    (void)state;
    serving_start(s);
    const int heavy = greeted(s), other = greeted(s);
    ask(heavy, 1, "search", "");
    wait_started(1);
    ask(other, 2, "search", "\"timeout_ms\": 1");
    answer_is(other, 2, FINDINGS_TIMED_OUT, "found");
    assert_int_equal(atomic_load(&gate.started), 1);
    close(heavy);
    close(other);
    serving_end(s);
}

static void
requests_can_be_cancelled_whether_they_run_or_wait(void **state)
{
    struct serving *s = serving_new(1, 2);

    (void)state;
    serving_start(s);
    const int fd = greeted(s), other = greeted(s);
    for (long id = 1; id <= 8; id++) /* as many as may be in flight */
        ask(fd, id, "search", "");
    wait_started(1);
    assert_false(asked(other, 9, "cancel", "\"id\": 2", "found"));
    assert_false(asked(fd, 9, "cancel", "\"id\": 10", "found"));
    ask(fd, 10, "cancel", "\"id\": 2");
    answer_is(fd, 2, FINDINGS_CANCELLED, "found");
    assert_true(answer_is(fd, 10, 0, "found"));
    /* When the first has been given up, the third runs. */
    assert_true(asked(fd, 20, "cancel", "\"id\": 1", "found"));
    answer_is(fd, 1, FINDINGS_CANCELLED, "found");
    static const long order[] = {1, 3, 0};
    assert_started(0, order);
    close(fd);
    close(other);
    serving_end(s);
}

static void
a_cancel_is_read_behind_requests_that_wait(void **state)
{
    struct serving *s = serving_new(1, 2);

    (void)state;
    serving_start(s);
    const int fd = greeted(s);
    for (long id = 1; id <= 20; id++)
        ask(fd, id, "search", "");
    ask(fd, 30, "cancel", "\"id\": 7"); /* in flight */
    answer_is(fd, 7, FINDINGS_CANCELLED, "found");
    assert_true(answer_is(fd, 30, 0, "found"));
    assert_true(asked(fd, 31, "cancel", "\"id\": 15", "found"));
    assert_false(asked(fd, 32, "cancel", "\"id\": 7", "found"));
    atomic_store(&gate.is_open, true);
    bool was_cancelled = false;
    for (int n = 0; n < 19; n++) {
        json_t *answer = test_receive(fd);
        const long id = (long)json_integer_value(json_object_get(answer, "id"));
        const bool is_error = json_object_get(answer, "error") != NULL;
        assert_int_equal(is_error, id == 15);
        was_cancelled |= is_error;
        json_decref(answer);
    }
    assert_true(was_cancelled);
    /* In their order, without those. */
    static const long order[] = {1,  2,  3,  4,  5,  6,  8,  9,  10, 11,
                                 12, 13, 14, 16, 17, 18, 19, 20, 0};
    assert_started(0, order);
    close(fd);
    serving_end(s);
}

/* What is read ahead is limited in number and in bytes. */
static void
a_client_that_asks_for_too_much_is_not_read(void **state)
{
    enum { LONG = 40000 };
    struct serving *s = serving_new(1, 2);
    char *blanks = calloc(1, LONG + 1);

    (void)state;
    memset(blanks, ' ', LONG);
    serving_start(s);
    for (int is_long = 0; is_long < 2; is_long++) {
        const unsigned before = atomic_load(&gate.started);
        const int fd = greeted(s), other = greeted(s);
        const long most = is_long ? 8 + 2 : 8 + 64;
        for (long id = 1; id <= most; id++) {
            if (is_long)
                test_send(fd, blanks);
            ask(fd, id, "search", "");
        }
        ask(fd, 100, "cancel", "\"id\": 1");
        wait_started(before + 1);
        wait_for(other, "waiting", 7);
        for (int i = 0; i < 20; i++) /* it has time to read the cancel */
            asked(other, i, "ping", "", "found");
        atomic_store(&gate.is_open, true);
        for (long n = 0; n <= most; n++) {
            json_t *answer = test_receive(fd);
            json_t *result = json_object_get(answer, "result");
            assert_non_null(result); /* it came too late for the first */
            assert_false(json_is_true(json_object_get(result, "found")));
            json_decref(answer);
        }
        atomic_store(&gate.is_open, false);
        close(fd);
        close(other);
    }
    free(blanks);
    serving_end(s);
}

static void
when_a_client_leaves_its_requests_are_given_up(void **state)
{
    struct serving *s = serving_new(1, 2);

    (void)state;
    /* More than may be in flight and read ahead: then the daemon has stopped
     * reading. */
    serving_start(s);
    for (long n = 1; n <= 100; n += 99) {
        const unsigned before = atomic_load(&gate.started);
        const int heavy = greeted(s);
        for (long id = 1; id <= n; id++)
            ask(heavy, id, "search", "");
        wait_started(before + 1);
        const int other = greeted(s);
        ask(other, 30, "search", "");
        wait_for(other, "waiting", n > 8 ? 8 : n);
        close(heavy);
        static const long order[] = {1, 30, 0};
        assert_started(before, order);
        close(other);
        const int third = greeted(s);
        wait_for(third, "connections", 1);
        close(third);
    }
    serving_end(s);
}

/* Although the loop has not noticed that its client has left. */
static void
a_connection_that_was_left_gives_way_before_one_that_is_idle(void **state)
{
    struct serving *s = serving_new(1, 2);

    (void)state;
    s->limits[LIMIT_CONNECTIONS].value = 2;
    s->limits[LIMIT_KEPT].value = 1;
    serving_start(s);
    const int idle = greeted(s);
    test_nap();
    atomic_store(&is_held, true);
    const int left = test_connect(s->path), third = test_connect(s->path);
    close(left);
    atomic_store(&is_held, false);
    json_t *greeting = test_receive(third);
    assert_non_null(json_object_get(greeting, "result"));
    json_decref(greeting);
    asked(idle, 1, "ping", "", "found");
    close(idle);
    close(third);
    serving_end(s);
}

static void
nothing_is_started_for_a_client_that_does_not_read(void **state)
{
    struct serving *s = serving_new(1, 2);

    (void)state;
    serving_start(s);
    atomic_store(&gate.is_open, true);
    const int lazy = greeted(s), eager = greeted(s);
    for (long id = 1; id <= 8; id++)
        ask(lazy, id, "big", "");
    wait_for(eager, "waiting", 7);
    for (long id = 1; id <= 20; id++)
        asked(eager, id, "search", "", "found");
    const long unread = asked(eager, 1, "ping", "", "unread_bytes");
    assert_in_range(unread, 1, BIG + 100);
    assert_int_equal(asked(eager, 1, "ping", "", "waiting"), 7);
    for (long id = 1; id <= 8; id++) /* it gets them when it reads */
        answer_is(lazy, id, 0, "found");
    assert_int_equal(asked(eager, 1, "ping", "", "unread_bytes"), 0);
    close(lazy);
    close(eager);
    serving_end(s);
}

static void
if_too_much_is_unread_in_total_those_who_do_not_read_are_closed(void **state)
{
    enum { LAZY = 4 };
    struct serving *s = serving_new(1, 2);
    int lazy[LAZY];

    (void)state;
    s->limits[LIMIT_UNREAD_ALL].value = BIG;
    s->limits[LIMIT_KEPT].value = 1;
    serving_start(s);
    atomic_store(&gate.is_open, true);
    const int eager = greeted(s);
    for (int i = 0; i < LAZY; i++) {
        lazy[i] = greeted(s);
        ask(lazy[i], 1, "big", "");
        asked(eager, i, "search", "", "found");
    }
    assert_in_range(asked(eager, 1, "ping", "", "unread_bytes"), 1, 2 * BIG);
    wait_for(eager, "connections", 2);
    for (int i = 0; i < LAZY; i++)
        close(lazy[i]);
    close(eager);
    serving_end(s);
}

static void
if_too_many_are_open_the_longest_idle_one_is_closed(void **state)
{
    enum { MOST = 4 };
    struct serving *s = serving_new(1, 2);
    int fds[MOST];

    (void)state;
    s->limits[LIMIT_CONNECTIONS].value = MOST;
    s->limits[LIMIT_KEPT].value = 1;
    serving_start(s);
    for (int i = 0; i < MOST; i++)
        fds[i] = greeted(s);
    test_nap();
    test_send(fds[0], "{\"id\""); /* it is about to ask */
    for (int i = 2; i < MOST; i++)
        asked(fds[i], 1, "ping", "", "found");
    test_nap();
    const int newest = greeted(s);
    answer_is(fds[1], 0, FINDINGS_CLOSED, "found");
    assert_closed(fds[1]);
    fds[1] = newest;
    for (int i = 0; i < MOST; i++)
        close(fds[i]);
    serving_end(s);
}

static void
if_all_connections_are_in_use_a_new_one_is_refused(void **state)
{
    enum { MOST = 4 };
    struct serving *s = serving_new(1, 2);
    int fds[MOST];

    (void)state;
    s->limits[LIMIT_CONNECTIONS].value = MOST;
    s->limits[LIMIT_KEPT].value = 1;
    serving_start(s);
    for (int i = 0; i < MOST; i++) {
        fds[i] = greeted(s);
        ask(fds[i], 1, "search", "");
    }
    wait_started(1);
    while (asked(fds[0], 2, "ping", "", "waiting") != MOST - 1)
        test_nap();
    test_nap();
    const int newest = test_connect(s->path);
    answer_is(newest, 0, FINDINGS_BUSY, "found");
    assert_closed(newest);
    for (int i = 0; i < MOST; i++)
        close(fds[i]);
    serving_end(s);
}

static void
an_idle_connection_is_closed_but_not_one_that_waits(void **state)
{
    struct serving *s = serving_new(1, 2);

    (void)state;
    s->limits[LIMIT_IDLE].value = 1;
    serving_start(s);
    const int waiting = greeted(s);
    ask(waiting, 1, "search", "");
    wait_started(1);
    const int idle = greeted(s);
    answer_is(idle, 0, FINDINGS_CLOSED, "found");
    assert_closed(idle);
    atomic_store(&gate.is_open, true);
    answer_is(waiting, 1, 0, "found");
    answer_is(waiting, 0, FINDINGS_CLOSED, "found");
    assert_closed(waiting);
    serving_end(s);
}

static void
a_line_that_takes_for_ever_is_ended(void **state)
{
    struct serving *s = serving_new(1, 2);

    (void)state;
    s->limits[LIMIT_LINE].value = 100;
    s->limits[LIMIT_IDLE].value = 1000000;
    serving_start(s);
    const int fd = greeted(s);
    while (send(fd, "x", 1, MSG_NOSIGNAL) == 1)
        test_nap();
    answer_is(fd, 0, FINDINGS_CLOSED, "found");
    assert_closed(fd);
    serving_end(s);
}

static void
what_is_wrong_with_the_index_is_logged_once(void **state)
{
    static const struct {
        const char *method, *params;
        unsigned logged;
        bool has_revision;
    } steps[] = {
        {"get", "", 0, true},
        {"broken", "\"text\": \"a list\"", 1, true},
        {"get", "", 1, true}, /* it needs another part */
        {"broken", "\"text\": \"a text\"", 2, true},
        {"broken", "\"text\": \"a list\"", 2, true},
        {"broken", "\"text\": \"a text\"", 2, true},
        {"get", "", 2, true},
        {"lost", "\"text\": \"no index\"", 3, false},
        {"lost", "\"text\": \"no index\"", 3, false},
        {"get", "", 4, true}, /* it can be read again */
        {"get", "", 4, true},
        {"broken", "\"text\": \"a list\"", 5, true},
        {"lost", "\"text\": \"no index\"", 6, false},
    };
    struct serving *s = serving_new(1, 2);

    (void)state;
    serving_start(s);
    const int fd = greeted(s);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        asked(fd, 1, steps[i].method, steps[i].params, "found");
        assert_int_equal(atomic_load(&logged), steps[i].logged);
        assert_int_equal(asked(fd, 2, "ping", "", "revision") > 0,
                         steps[i].has_revision);
    }
    /* It does not grow for ever. */
    char text[32];
    for (int i = 0; i < 100; i++) {
        snprintf(text, sizeof text, "\"text\": \"%d\"", i);
        asked(fd, 1, "lost", text, "found");
    }
    assert_in_range(atomic_load(&logged), 7, 50);
    close(fd);
    serving_end(s);
}

static const struct method_counts *
searches_in(const struct metrics_counts *counts)
{
    size_t i = 0;

    while (i < counts->n_methods && counts->methods[i].name != search_name)
        i++;
    assert_true(i < counts->n_methods);
    return &counts->methods[i];
}

static void
what_requests_take_is_counted(void **state)
{
    struct serving *s = serving_new(1, 2);

    (void)state;
    serving_start(s);
    const int fd = greeted(s), other = greeted(s);
    ask(fd, 1, "search", "");
    ask(fd, 2, "search", "");
    wait_started(1);
    wait_for(other, "waiting", 1);
    for (int i = 0; i < 10; i++)
        test_nap();
    assert_true(asked(fd, 3, "cancel", "\"id\": 1", "found"));
    answer_is(fd, 1, FINDINGS_CANCELLED, "found");
    atomic_store(&gate.is_open, true);
    answer_is(fd, 2, 0, "found");
    struct metrics_counts *counts = metrics_copy(&s->work.metrics);
    const struct method_counts *searches = searches_in(counts);
    assert_int_equal(searches->worked.n, 2);
    /* The first worked for as long as the second waited. */
    assert_true(searches->worked.sum > 0.09 && searches->waited.sum > 0.09);
    /* The other did not wait: less than about 40 ms, on a busy machine too. */
    assert_int_equal(durations_up_to(&searches->waited, 48), 1);
    assert_int_equal(counts->n_errors, 1);
    assert_int_equal(counts->errors[0].code, FINDINGS_CANCELLED);
    assert_int_equal(counts->accepted, 2);
    assert_true(counts->bytes_in > 3 * 40);
    assert_true(counts->bytes_out > 3 * 20);
    g_free(counts);
    close(fd);
    close(other);
    serving_end(s);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_requests_take_is_counted),
        cmocka_unit_test(clients_take_turns),
        cmocka_unit_test(what_is_quick_does_not_wait_for_searches),
        cmocka_unit_test(a_slow_search_makes_way_for_other_clients),
        cmocka_unit_test(a_short_search_has_a_place_more),
        cmocka_unit_test(
            a_client_whose_searches_are_slow_leaves_a_place_for_others),
        cmocka_unit_test(time_passes_while_a_request_waits),
        cmocka_unit_test(requests_can_be_cancelled_whether_they_run_or_wait),
        cmocka_unit_test(a_cancel_is_read_behind_requests_that_wait),
        cmocka_unit_test(a_client_that_asks_for_too_much_is_not_read),
        cmocka_unit_test(when_a_client_leaves_its_requests_are_given_up),
        cmocka_unit_test(
            a_connection_that_was_left_gives_way_before_one_that_is_idle),
        cmocka_unit_test(nothing_is_started_for_a_client_that_does_not_read),
        cmocka_unit_test(
            if_too_much_is_unread_in_total_those_who_do_not_read_are_closed),
        cmocka_unit_test(if_too_many_are_open_the_longest_idle_one_is_closed),
        cmocka_unit_test(if_all_connections_are_in_use_a_new_one_is_refused),
        cmocka_unit_test(an_idle_connection_is_closed_but_not_one_that_waits),
        cmocka_unit_test(a_line_that_takes_for_ever_is_ended),
        cmocka_unit_test(what_is_wrong_with_the_index_is_logged_once),
    };

    signal(SIGPIPE, SIG_IGN); /* as in the daemon */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
