/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What the daemon says about itself: its log, its status, its words, and words
 * that are read again.
 */
#include "support.h"

#include "findings/wire.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A daemon over the index of corpus/, with words of its own in a folder. */
struct looking {
    struct test_world *world;
    char *socket;
    char *log;
    char *folder;
    char *words; /* in the folder */
    pid_t daemon;
};

static void
write_words(const struct looking *l, const char *text)
{
    test_write(l->words, text, strlen(text));
}

static int
start(void **state)
{
    static struct looking l;
    struct test_world *world = *state;

    l.world = world;
    l.socket = test_path(world->folder, "looking");
    l.log = test_path(world->folder, "looking.log");
    l.folder = test_folder();
    l.words = test_path(l.folder, "words.txt");
    write_words(&l, "xyzzy = case recording\nplover ~ files\n");
    const char *args[] = {"--db",        world->db, "--socket",
                          l.socket,      "--words", l.words,
                          "--log-level", "debug",   NULL};
    l.daemon = test_daemon_with(args, l.socket, l.log);
    *state = &l;
    return 0;
}

static int
end(void **state)
{
    struct looking *l = *state;

    *state = l->world;
    assert_int_equal(test_daemon_stop(l->daemon), 0);
    free(l->socket);
    free(l->log);
    free(l->words);
    test_folder_remove(l->folder);
    return 0;
}

static struct test_run
run(const struct looking *l, const char *a, const char *b, const char *c)
{
    const char *args[] = {"--text", "--socket", l->socket, a, b, c, NULL};

    return test_program("findings", args);
}

/* Waits until the log has these words so many times. */
static char *
wait_logged(const struct looking *l, const char *words, size_t times)
{
    for (;;) {
        char *log = test_read(l->log, NULL);
        size_t n = 0;
        for (const char *p = log; (p = strstr(p, words)); p++)
            n++;
        if (n >= times)
            return log;
        free(log);
        test_nap();
    }
}

/* How much the query finds. */
static long
total(const struct looking *l, const char *query)
{
    char request[128];

    snprintf(request, sizeof request,
             "{\"id\": 1, \"method\": \"search\", \"params\": {\"query\": "
             "\"%s\"}}",
             query);
    json_t *answer = test_ask(l->socket, request);
    const json_t *n =
        json_object_get(json_object_get(answer, "result"), "total");
    assert_true(json_is_integer(n));
    const long found = (long)json_integer_value(n);
    json_decref(answer);
    return found;
}

static json_t *
result_of(const struct looking *l, const char *request)
{
    json_t *answer = test_ask(l->socket, request);
    json_t *result = json_incref(json_object_get(answer, "result"));

    assert_non_null(result);
    json_decref(answer);
    return result;
}

static void
each_request_is_a_line_of_the_log_without_its_words(void **state)
{
    const struct looking *l = *state;
    struct test_run r = run(l, "recording", "--grade=inadequate", NULL);

    assert_int_equal(r.status, 0);
    test_run_free(&r);
    r = run(l, "secret AND", NULL, NULL);
    assert_int_equal(r.status, 2);
    test_run_free(&r);
    r = run(l, "recording", "--format=jsonl", NULL);
    test_run_free(&r);
    char *log = wait_logged(l, "export connection=", 1);
    assert_has(log, "Z findingsd: search connection=");
    assert_has(log, " pid=");
    assert_has(log, " status=ok wait_ms=");
    assert_has(log, " work_ms=");
    assert_has(log, " hits=");
    assert_has(log, " total=");
    assert_has(log, " bytes=");
    assert_has(log, " status=-32001 ");
    assert_has(log, "opened connection=");
    assert_has(log, "Z findingsd: answering from");
    assert_null(strstr(log, "secret"));
    assert_null(strstr(log, "recording"));
    assert_null(strstr(log, "inadequate"));
    free(log);
    free(wait_logged(l, "closed connection=", 3));
}

static long
number(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);

    if (!json_is_number(value))
        fail_msg("there is no number \"%s\"", name);
    return (long)json_number_value(value);
}

static void
status_says_what_has_been_done(void **state)
{
    const struct looking *l = *state;

    total(l, "recording");
    total(l, "recording");
    json_decref(test_ask(l->socket, "nonsense"));
    json_t *status = result_of(
        l, "{\"id\": 1, \"method\": \"status\", \"params\": {\"histograms\": "
           "true}}");
    const json_t *requests = json_object_get(status, "requests");
    assert_int_equal(number(requests, "search"), 2);
    assert_int_equal(number(requests, "invalid"), 1);
    assert_int_equal(number(json_object_get(status, "errors"), "-32700"), 1);
    assert_string_equal(json_string_value(json_object_get(status, "socket")),
                        l->socket);
    const json_t *work = json_object_get(
        json_object_get(json_object_get(status, "latency"), "search"),
        "work_ms");
    assert_int_equal(number(work, "count"), 2);
    assert_true(json_number_value(json_object_get(work, "p99")) >=
                json_number_value(json_object_get(work, "p50")));
    assert_true(json_number_value(json_object_get(work, "p50")) > 0);
    assert_int_equal(number(status, "refused"), 0);
    assert_true(number(status, "accepted") >= 4);
    assert_true(number(status, "bytes_in") > 100);
    assert_true(number(status, "bytes_out") > 1000);
    assert_int_equal(number(status, "commits"), 1);
    assert_int_equal(number(json_object_get(status, "queue"), "running"), 1);
    assert_int_equal(number(json_object_get(status, "limits"), "hits"),
                     FINDINGS_LIMIT_MAX);
    const char *indexed =
        json_string_value(json_object_get(status, "last_indexed"));
    assert_int_equal(strlen(indexed), strlen("2026-11-30T02:15:00Z"));
    const json_t *histogram = json_object_get(
        json_object_get(
            json_object_get(json_object_get(status, "histograms"), "methods"),
            "search"),
        "work");
    const json_t *buckets = json_object_get(histogram, "buckets");
    assert_int_equal(json_integer_value(
                         json_array_get(buckets, json_array_size(buckets) - 1)),
                     2);
    json_decref(status);
    status = result_of(l, "{\"id\": 1, \"method\": \"status\"}");
    assert_null(json_object_get(status, "histograms"));
    json_decref(status);
}

static void
status_is_printed_in_groups(void **state)
{
    const struct looking *l = *state;

    total(l, "recording");
    struct test_run r = run(l, "status", NULL, NULL);
    assert_int_equal(r.status, 0);
    assert_has(r.out, "\nindex\n  folder        ");
    assert_has(r.out, "  last indexed  2");
    assert_has(r.out, "  paragraphs    327\n");
    assert_has(r.out, l->words);
    assert_has(r.out, "                2 entries\n");
    assert_has(r.out, "\nmilliseconds at work\n");
    assert_has(r.out, "\n  search            1");
    test_run_free(&r);
}

/* A line of the text format of Prometheus: a comment, or a name, labels and a
 * number. */
static void
check_metric(const char *line)
{
    char *end;

    if (strncmp(line, "# HELP findings_", 16) == 0 ||
        strncmp(line, "# TYPE findings_", 16) == 0)
        return;
    assert_int_equal(strncmp(line, "findings_", 9), 0);
    const char *p = line + strspn(line, "abcdefghijklmnopqrstuvwxyz_");
    if (*p == '{')
        p = strstr(p, "\"} ") ? strstr(p, "\"} ") + 2 : p;
    if (*p != ' ')
        fail_msg("not a metric: %s", line);
    strtod(p + 1, &end);
    assert_true(end > p + 1 && !*end);
}

static void
metrics_are_printed_for_prometheus(void **state)
{
    const struct looking *l = *state;

    total(l, "recording");
    struct test_run r = run(l, "status", "--prometheus", NULL);
    assert_int_equal(r.status, 0);
    assert_string_equal(r.err, "");
    assert_has(r.out, "# TYPE findings_request_work_seconds histogram\n");
    assert_has(r.out, "findings_index_paragraphs 327\n");
    assert_has(r.out, "findings_requests_total{method=\"search\"} 1\n");
    assert_has(r.out, "findings_request_work_seconds_bucket{method=\"search\","
                      "le=\"1e-05\"} 0\n");
    assert_has(r.out, "findings_request_work_seconds_bucket{method=\"search\","
                      "le=\"+Inf\"} 1\n");
    assert_has(r.out,
               "findings_request_work_seconds_count{method=\"search\"} 1\n");
    assert_has(r.out, "findings_index_written_timestamp_seconds 1");
    for (char *rest = r.out, *line; (line = strsep(&rest, "\n"));)
        if (*line)
            check_metric(line);
    test_run_free(&r);
    r = run(l, "status", "--prometheus", "--json");
    assert_int_equal(r.status, 2);
    test_run_free(&r);
}

static void
words_are_listed_with_where_they_come_from(void **state)
{
    const struct looking *l = *state;
    char from[256];

    struct test_run r = run(l, "words", "xyzzy", NULL);
    assert_int_equal(r.status, 0);
    snprintf(from, sizeof from, "%s:1", l->words);
    assert_has(r.out, from);
    assert_has(r.out, "xyzzy");
    test_run_free(&r);
    r = run(l, "words", "vacancy", NULL);
    assert_has(r.out, "\n    from       share/thesaurus/");
    test_run_free(&r);
    r = run(l, "words", "unheardof", NULL);
    assert_int_equal(r.status, 1);
    assert_string_equal(r.out, "");
    test_run_free(&r);
    r = run(l, "words", "-n2", "--offset=3");
    assert_int_equal(r.status, 0);
    assert_has(r.out, "4 to 5 shown");
    test_run_free(&r);
}

static void
a_word_that_works_one_way_is_marked_in_a_record(void **state)
{
    const struct looking *l = *state;
    const char *args[] = {"--socket",
                          l->socket,
                          "words",
                          "plover",
                          "--fields=hints,one_way,names",
                          NULL};
    struct test_run r = test_program("findings", args);

    assert_string_equal(r.out, "plover\tyes\tfiles\n");
    test_run_free(&r);
}

static void
words_are_read_again_when_asked(void **state)
{
    const struct looking *l = *state;

    assert_int_equal(total(l, "plugh"), 0);
    write_words(l, "plugh = case recording\n");
    assert_int_equal(total(l, "plugh"), 0);
    struct test_run r = run(l, "reload", NULL, NULL);
    assert_int_equal(r.status, 0);
    assert_has(r.out, l->words);
    test_run_free(&r);
    assert_true(total(l, "plugh") > 0);
    assert_int_equal(total(l, "xyzzy"), 0);
    free(wait_logged(l, "words read again; entries of your own: 1", 1));
}

static void
words_are_read_again_at_a_signal_also_if_the_file_is_another(void **state)
{
    const struct looking *l = *state;
    char *other = test_path(l->folder, "other");

    test_write(other, "plover = case recording\n", 24);
    assert_int_equal(rename(other, l->words), 0);
    kill(l->daemon, SIGHUP);
    free(wait_logged(l, "words read again", 1));
    assert_true(total(l, "plover") > 0);
    /* Nor does it matter if it is a link now. */
    test_write(other, "frotz = case recording\n", 23);
    unlink(l->words);
    assert_int_equal(symlink(other, l->words), 0);
    kill(l->daemon, SIGHUP);
    free(wait_logged(l, "words read again", 2));
    assert_true(total(l, "frotz") > 0);
    free(other);
}

static void
words_with_an_error_leave_the_old_ones_in_force(void **state)
{
    const struct looking *l = *state;
    char said[256];

    write_words(l, "# fine\nplugh = case recording\nnonsense\n");
    struct test_run r = run(l, "reload", NULL, NULL);
    assert_int_equal(r.status, 2);
    snprintf(said, sizeof said, "%s, line 3: ", l->words);
    assert_has(r.err, said);
    assert_has(r.err, "remain in force\n");
    test_run_free(&r);
    kill(l->daemon, SIGHUP);
    free(wait_logged(l, said, 2));
    assert_int_equal(total(l, "plugh"), 0);
    assert_true(total(l, "xyzzy") > 0);
    unlink(l->words);
    r = run(l, "reload", NULL, NULL);
    assert_int_equal(r.status, 2);
    assert_has(r.err, "No such file");
    test_run_free(&r);
    assert_true(total(l, "xyzzy") > 0);
}

#define LOOKING(test) cmocka_unit_test_setup_teardown(test, start, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        LOOKING(each_request_is_a_line_of_the_log_without_its_words),
        LOOKING(status_says_what_has_been_done),
        LOOKING(status_is_printed_in_groups),
        LOOKING(metrics_are_printed_for_prometheus),
        LOOKING(words_are_listed_with_where_they_come_from),
        LOOKING(a_word_that_works_one_way_is_marked_in_a_record),
        LOOKING(words_are_read_again_when_asked),
        LOOKING(words_are_read_again_at_a_signal_also_if_the_file_is_another),
        LOOKING(words_with_an_error_leave_the_old_ones_in_force),
    };

    return cmocka_run_group_tests(tests, test_corpus_open, test_corpus_close);
}
