/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Several indexes that are served as one answer as one index of the same
 * reports does, in folders and behind the sockets of other daemons.
 */
#include "support.h"

#include "findings/wire.h"

#include <glib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SHARDS = 3, REPORTS = 10 };

struct world {
    char *folder;
    const char *reports; /* of the prototype: leave them as they were */
    char *one;
    char *shards[SHARDS];
    char *list;          /* the file that names the shards */
    char *sites[SHARDS]; /* their sockets; NULL: they are in folders */
    pid_t site_daemons[SHARDS];
    char *sockets[2];
    pid_t daemons[2]; /* over the one index, and over the shards */
};

/* Runs findings-index; the arguments after the index are NULL-terminated. */
static struct test_run
run_index(const char *db, const char *a, const char *b, const char *c)
{
    const char *args[] = {"--db", db, a, b, c, NULL};

    return test_program("findings-index", args);
}

static void
index_into(const char *db, const char *a, const char *b, const char *c)
{
    struct test_run run = run_index(db, a, b, c);

    if (run.status != 0)
        print_error("%s\n", run.err);
    assert_int_equal(run.status, 0);
    test_run_free(&run);
}

static void
write_list(const struct world *w)
{
    static const char list[] =
        "# the shards\n\n  shard1\nshard2  \r\n./shard3\n";

    test_write(w->list, list, strlen(list));
}

/* Serve a shard to the daemon over all of them. */
static void
serve_shard(struct world *w, int i)
{
    char name[32];

    snprintf(name, sizeof name, "asked%d", i + 1);
    char *socket = test_path(w->folder, name);
    snprintf(name, sizeof name, "log%d", i + 1);
    char *log = test_path(w->folder, name);
    const char *args[] = {"--db",           w->shards[i], "--socket", socket,
                          "--shard-socket", w->sites[i],  NULL};
    w->site_daemons[i] = test_daemon_with(args, socket, log);
    free(log);
    free(socket);
}

static void
serve_shards(struct world *w)
{
    static const char list[] = "shard1.sock\nshard2.sock\nshard3.sock\n";

    for (int i = 0; i < SHARDS; i++) {
        char name[32];
        snprintf(name, sizeof name, "shard%d.sock", i + 1);
        w->sites[i] = test_path(w->folder, name);
        serve_shard(w, i);
    }
    test_write(w->list, list, strlen(list));
}

static void
copy(const char *from, const char *to)
{
    const char *args[] = {"cp", "-r", from, to, NULL};

    assert_true(g_spawn_sync(NULL, (char **)args, NULL, G_SPAWN_SEARCH_PATH,
                             NULL, NULL, NULL, NULL, NULL, NULL));
}

/* The reports, and the indexes of them that each world gets a copy of. */
static struct {
    char *folder, *reports, *one;
    char *shards[SHARDS];
} prototype;

static int
set_up_prototype(void **state)
{
    char *corpus = test_source("corpus");

    (void)state;
    prototype.folder = test_folder();
    prototype.reports = test_path(prototype.folder, "reports");
    prototype.one = test_path(prototype.folder, "one");
    copy(corpus, prototype.reports);
    free(corpus);
    index_into(prototype.one, prototype.reports, NULL, NULL);
    for (int i = 0; i < SHARDS; i++) {
        char name[32], shard[32];
        snprintf(name, sizeof name, "shard%d", i + 1);
        snprintf(shard, sizeof shard, "%d/%d", i + 1, SHARDS);
        prototype.shards[i] = test_path(prototype.folder, name);
        index_into(prototype.shards[i], "--shard", shard, prototype.reports);
    }
    return 0;
}

static int
tear_down_prototype(void **state)
{
    (void)state;
    for (int i = 0; i < SHARDS; i++)
        free(prototype.shards[i]);
    free(prototype.one);
    free(prototype.reports);
    test_folder_remove(prototype.folder);
    return 0;
}

static int
set_up_at(void **state, bool is_remote)
{
    struct world *w = calloc(1, sizeof *w);

    assert_non_null(w);
    w->folder = test_folder();
    w->reports = prototype.reports;
    w->one = test_path(w->folder, "one");
    w->list = test_path(w->folder, "list");
    copy(prototype.one, w->one);
    for (int i = 0; i < SHARDS; i++) {
        char name[32];
        snprintf(name, sizeof name, "shard%d", i + 1);
        w->shards[i] = test_path(w->folder, name);
        copy(prototype.shards[i], w->shards[i]);
    }
    write_list(w);
    if (is_remote)
        serve_shards(w);
    for (int i = 0; i < 2; i++) {
        char name[32];
        snprintf(name, sizeof name, "socket%d", i);
        w->sockets[i] = test_path(w->folder, name);
        w->daemons[i] =
            test_daemon(w->folder, i == 0 ? w->one : w->list, w->sockets[i]);
    }
    *state = w;
    return 0;
}

static int
set_up(void **state)
{
    return set_up_at(state, false);
}

static int
set_up_remote(void **state)
{
    return set_up_at(state, true);
}

static int
tear_down(void **state)
{
    struct world *w = *state;

    for (int i = 0; i < 2; i++) {
        assert_int_equal(test_daemon_stop(w->daemons[i]), 0);
        free(w->sockets[i]);
    }
    for (int i = 0; i < SHARDS; i++) {
        if (w->sites[i])
            assert_int_equal(test_daemon_stop(w->site_daemons[i]), 0);
        free(w->sites[i]);
        free(w->shards[i]);
    }
    free(w->one);
    free(w->list);
    test_folder_remove(w->folder);
    free(w);
    return 0;
}

/* All lines of an answer. */
static json_t *
ask(const char *socket, const char *request)
{
    const int fd = test_connect(socket);
    json_t *lines = json_array();

    assert_true(fd >= 0);
    json_decref(test_receive(fd));
    test_send(fd, request);
    test_send(fd, "\n");
    for (bool is_end = false; !is_end;) {
        json_t *line = test_receive(fd);
        assert_non_null(line);
        is_end = !json_object_get(line, "part");
        json_array_append_new(lines, line);
    }
    close(fd);
    return lines;
}

static bool
is_of_the_moment(const char *key)
{
    return strcmp(key, "took_us") == 0 || strcmp(key, "revision") == 0 ||
           strcmp(key, "read") == 0;
}

static bool
is_same(const json_t *a, const json_t *b)
{
    const char *key;
    json_t *value;
    size_t i;

    if (json_is_number(a) && json_is_number(b)) {
        const double x = json_number_value(a), y = json_number_value(b);
        return fabs(x - y) <= 1e-9 * MAX(fabs(x), fabs(y));
    }
    if (json_is_array(a) && json_is_array(b)) {
        json_array_foreach(
            a, i,
            value) if (!is_same(value, json_array_get(b, i))) return false;
        return json_array_size(a) == json_array_size(b);
    }
    if (json_is_object(a) && json_is_object(b)) {
        json_object_foreach(
            (json_t *)a, key,
            value) if (!is_of_the_moment(key) &&
                       !is_same(value, json_object_get(b, key))) return false;
        return json_object_size(a) == json_object_size(b);
    }
    return json_equal((json_t *)a, (json_t *)b);
}

static void
answers_are_the_same(const struct world *w)
{
    static const char *const requests[] = {
        "'search', 'params': {'query': 'case recording', 'facets': ['grade', "
        "'authority', 'year', 'framework'], 'limit': 50, 'explain': true}",
        "'search', 'params': {'query': '\\\"case recording\\\" OR "
        "\\\"care leavers\\\"', 'limit': 50, 'snippet': 80}",
        "'search', 'params': {'query': 'supervision NEAR/5 staff', 'limit': "
        "50}",
        "'search', 'params': {'query': 'supervison', 'match': 'all', "
        "'filters': {'authority': ['Marlingfrod', 'Northmere']}, 'count': "
        "'reports', 'facets': ['date', 'year']}",
        "'search', 'params': {'query': 'plan*', 'sort': 'date', 'limit': 40, "
        "'offset': 20}",
        "'search', 'params': {'limit': 100, 'collapse': true}",
        "'explain', 'params': {'query': 'CAF', 'snippet': 60, 'facets': []}",
        "'explain', 'params': {'query': 'neglect chronology', 'limit': 50}",
        "'matrix', 'params': {'query': 'supervision', 'rows': 'year', "
        "'columns': 'service_area', 'count': 'reports'}",
        "'matrix', 'params': {'rows': 'authority', 'columns': 'grade'}",
        "'absent', 'params': {'query': 'supervision', 'exact': true, 'of': "
        "'authorities'}",
        "'compare', 'params': {'reports': ['wyndmoor-2015-03-26', "
        "'northmere-2010-02-19'], 'query': 'supervision', 'limit': 5}",
        "'compare', 'params': {'sides': [{'authority': 'Northmere'}, "
        "{'authority': 'Wyndmoor'}]}",
        "'similar', 'params': {'id': 'stonebeck-2023-06-16/20', 'limit': 20}",
        "'similar', 'params': {'id': 'northmere-2010-02-19/23', 'limit': 20}",
        "'suggest', 'params': {'word': 'supervison', 'limit': 10}",
        "'suggest', 'params': {'field': 'authority', 'value': 'north'}",
        "'get', 'params': {'id': 'northmere-2010-02-19/23', 'before': 2, "
        "'after': 2, 'paths': true}",
        "'get', 'params': {'id': 'wyndmoor-2015-03-26/14', 'paths': true}",
        "'export', 'params': {'query': 'plans', 'paths': true}",
        "'export', 'params': {}",
        "'judgements', 'params': {}",
        "'reports', 'params': {}",
        "'report', 'params': {'id': 'northmere-2010'}",
        "'report', 'params': {'id': 'wyndmoor-2015'}",
        "'words', 'params': {'word': 'vacancies', 'limit': 10}",
        "'search', 'params': {'query': '\\\"case recording'}",
    };

    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        char *request =
            g_strdup_printf("{\"id\": 1, \"method\": %s}", requests[i]);
        g_strdelimit(request, "'", '"');
        json_t *one = ask(w->sockets[0], request);
        json_t *many = ask(w->sockets[1], request);
        if (!is_same(one, many)) {
            char *a = json_dumps(one, 0), *b = json_dumps(many, 0);
            print_error("%s\n%s\n%s\n", request, a, b);
            free(a);
            free(b);
            fail();
        }
        json_decref(one);
        json_decref(many);
        g_free(request);
    }
}

static void
shards_answer_as_one_index(void **state)
{
    answers_are_the_same(*state);
}

static void
write_letter(const struct world *w, const char *name, const char *town)
{
    char *path = test_path(w->folder, name);
    char *text = g_strdup_printf(
        "14 May 2019\n\nFocused visit to %s local authority children's "
        "services\n\nThis letter is about a visit to %s on 7 May "
        "2019.\n\nFindings\n\n- Case recording of zebras (ZRC, zebra "
        "recording committee) is late.\n- Supervision of staff and plans for "
        "care leavers are late.\n",
        town, town);

    test_write(path, text, strlen(text));
    g_free(text);
    free(path);
}

/* Documents that are added to the last shard come last in one index, too. */
static void
commits_to_the_last_and_to_the_first_shard_are_seen(void **state)
{
    const struct world *w = *state;
    char *letter = test_path(w->folder, "late.txt");
    char *other = test_path(w->folder, "early.txt");

    write_letter(w, "late.txt", "Eastholm");
    index_into(w->one, letter, NULL, NULL);
    index_into(w->shards[SHARDS - 1], letter, NULL, NULL);
    answers_are_the_same(w);

    /* The same, if the first shard has lost a report. */
    char *first = test_path(w->reports, "alderbrook-2011.txt");
    char *away = test_path(w->folder, "away.txt");
    assert_int_equal(rename(first, away), 0);
    index_into(w->one, "--prune", NULL, NULL);
    index_into(w->shards[0], "--prune", NULL, NULL);
    answers_are_the_same(w);

    write_letter(w, "early.txt", "Westholm");
    index_into(w->shards[0], other, NULL, NULL);
    json_t *answer =
        ask(w->sockets[1], "{\"id\": 1, \"method\": \"search\", \"params\": "
                           "{\"query\": \"zebras\"}}");
    int total = 0;
    assert_int_equal(
        json_unpack(answer, "[{s:{s:i}}]", "result", "total", &total), 0);
    assert_int_equal(total, 2);
    json_decref(answer);
    assert_int_equal(rename(away, first), 0);
    free(first);
    free(away);
    free(other);
    free(letter);
}

static void
has_error(const struct world *w, const char *part)
{
    json_t *answer = ask(w->sockets[1], "{\"id\": 1, \"method\": \"search\", "
                                        "\"params\": {\"query\": \"plans\"}}");
    const char *message = NULL;
    int code;

    assert_int_equal(json_unpack(answer, "[{s:{s:i, s:s}}]", "error", "code",
                                 &code, "message", &message),
                     0);
    assert_int_equal(code, FINDINGS_NO_INDEX);
    assert_has(message, part);
    json_decref(answer);
}

static void
a_shard_that_is_gone_is_named(void **state)
{
    const struct world *w = *state;
    char *away = test_path(w->folder, "away");
    char *socket = test_path(w->folder, "unused");

    assert_int_equal(rename(w->shards[1], away), 0);
    assert_int_equal(mkdir(w->shards[1], 0777), 0);
    has_error(w, w->shards[1]);
    const char *args[] = {"--db",     w->shards[0], "--db", w->shards[1],
                          "--socket", socket,       NULL};
    struct test_run run = test_program("findingsd", args);
    assert_int_equal(run.status, 2);
    assert_has(run.err, w->shards[1]);
    test_run_free(&run);
    assert_int_equal(rmdir(w->shards[1]), 0);
    assert_int_equal(rename(away, w->shards[1]), 0);
    answers_are_the_same(w);
    free(socket);
    free(away);
}

static void
a_report_in_two_shards_is_named(void **state)
{
    const struct world *w = *state;
    char *letter = test_path(w->folder, "letter.txt");

    write_letter(w, "letter.txt", "Eastholm");
    for (int i = 0; i < 2; i++)
        index_into(w->shards[i], letter, NULL, NULL);
    has_error(w, "\"eastholm-2019-05-07\" is in it and in");
    has_error(w, w->shards[1]);
    has_error(w, "--prune");
    assert_int_equal(unlink(letter), 0);
    index_into(w->shards[1], "--prune", NULL, NULL);
    index_into(w->shards[0], "--prune", NULL, NULL);
    answers_are_the_same(w);
    free(letter);
}

/* The answers of the daemon over all shards to some requests, of which each
 * must say that it leaves this part out, or nothing of the kind. */
static void
answers_leave_out(const struct world *w, const char *part)
{
    static const char *const requests[] = {
        "'search', 'params': {'query': 'plans'}",
        "'search', 'params': {'query': 'nothingatall'}",
        "'matrix', 'params': {'rows': 'authority', 'columns': 'grade'}",
        "'export', 'params': {}",
        "'reports', 'params': {}",
        "'suggest', 'params': {'word': 'supervison'}",
        "'status'",
    };

    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        char *request =
            g_strdup_printf("{\"id\": 1, \"method\": %s}", requests[i]);
        g_strdelimit(request, "'", '"');
        json_t *lines = ask(w->sockets[1], request);
        const json_t *result = json_object_get(
            json_array_get(lines, json_array_size(lines) - 1), "result");
        const json_t *left = json_object_get(result, "incomplete");
        assert_non_null(result);
        if (part) {
            const char *name, *since, *why;
            assert_int_equal(json_unpack((json_t *)left, "[{s:s, s:s, s:s}]",
                                         "part", &name, "since", &since, "why",
                                         &why),
                             0);
            assert_string_equal(name, part);
            assert_int_equal(strlen(since), strlen("2026-11-30T02:15:00Z"));
            assert_true(*why != '\0');
        } else {
            assert_null(left);
        }
        json_decref(lines);
        g_free(request);
    }
}

static int
count_paragraphs(const struct world *w, int daemon)
{
    json_t *answer = ask(w->sockets[daemon],
                         "{\"id\": 1, \"method\": \"search\", \"params\": {}}");
    int total = 0;

    assert_int_equal(
        json_unpack(answer, "[{s:{s:i}}]", "result", "total", &total), 0);
    json_decref(answer);
    return total;
}

static void
answers_name_a_shard_that_is_away(void **state)
{
    struct world *w = *state;
    char *log = test_path(w->folder, "log");

    answers_leave_out(w, NULL);
    assert_int_equal(test_daemon_stop(w->site_daemons[1]), 0);
    answers_leave_out(w, w->sites[1]);
    assert_in_range(count_paragraphs(w, 1), 1, count_paragraphs(w, 0) - 1);
    char *text;
    assert_true(g_file_get_contents(log, &text, NULL, NULL));
    assert_has(text, "answers leave out");
    assert_has(text, w->sites[1]);
    g_free(text);
    serve_shard(w, 1);
    for (int i = 0;
         i < 3000 && count_paragraphs(w, 1) != count_paragraphs(w, 0); i++)
        test_nap();
    answers_leave_out(w, NULL);
    answers_are_the_same(w);
    free(log);
}

static void
status_says_where_each_part_is(void **state)
{
    struct world *w = *state;
    char *socket = test_path(w->folder, "copied");
    char *list = test_path(w->folder, "copies");
    char *log = test_path(w->folder, "log4");
    static const char text[] = "shard1.sock\n| nobody.sock\n| shard1\n";
    const char *state_of[3], *why, *since, *used, *spare;
    int behind;

    test_write(list, text, strlen(text));
    const char *args[] = {"--db", list, "--socket", socket, NULL};
    const pid_t daemon = test_daemon_with(args, socket, log);
    json_t *answer = ask(socket, "{\"id\": 1, \"method\": \"status\"}");
    assert_int_equal(
        json_unpack(answer,
                    "[{s:{s:[{s:[{s:s, s:s, s:s}, {s:s, s:s, s:s}, {s:s, s:i, "
                    "s:s}]}]}}]",
                    "result", "parts", "places", "state", &state_of[0], "path",
                    &used, "last_indexed", &since, "state", &state_of[1], "why",
                    &why, "since", &since, "state", &state_of[2], "behind_s",
                    &behind, "path", &spare),
        0);
    assert_string_equal(state_of[0], "used");
    assert_string_equal(state_of[1], "away");
    assert_string_equal(state_of[2], "ready");
    assert_string_equal(used, w->sites[0]);
    assert_string_equal(spare, w->shards[0]);
    assert_has(why, "nobody serves it");
    assert_int_equal(behind, 0);
    json_decref(answer);
    assert_int_equal(test_daemon_stop(daemon), 0);
    free(log);
    free(list);
    free(socket);
}

static void
status_lists_the_folders(void **state)
{
    const struct world *w = *state;
    json_t *answer = ask(w->sockets[1], "{\"id\": 1, \"method\": \"status\"}");
    const char *db, *folders[SHARDS];
    int reports;

    assert_int_equal(json_unpack(answer, "[{s:{s:s, s:[s, s, s], s:i}}]",
                                 "result", "db", &db, "folders", &folders[0],
                                 &folders[1], &folders[2], "reports", &reports),
                     0);
    assert_string_equal(db, w->list);
    assert_int_equal(reports, REPORTS);
    assert_has(folders[0], "/shard1");
    assert_has(folders[2], "/shard3");
    json_decref(answer);
    const char *args[] = {"--socket", w->sockets[1], "status", NULL};
    struct test_run run = test_program("findings", args);
    assert_int_equal(run.status, 0);
    assert_has(run.out, "/shard1\n");
    assert_has(run.out, "/shard2\n");
    assert_has(run.out, "/shard3\n");
    test_run_free(&run);
}

static void
a_place_that_cannot_be_served_is_refused(void **state)
{
    const struct world *w = *state;
    char *bad = test_path(w->folder, "bad");
    char *socket = test_path(w->folder, "unused");
    const struct {
        const char *text; /* of a list; NULL: the same folder twice */
        size_t len;
        const char *message;
    } cases[] = {
        {"# nothing\n\n", 11, "names no folder"},
        {"shard1\nshard1\n", 14, "is given twice"},
        {"a\0b", 3, "neither a folder nor a text file"},
        {"shard1\nlost\n", 12, "/lost"},
        {"| shard1\n", 9, "but there is none"},
        {"lost.sock\n", 10, "nobody serves it"},
        {NULL, 0, "is given twice"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (cases[i].text)
            test_write(bad, cases[i].text, cases[i].len);
        const char *place = cases[i].text ? bad : w->shards[0];
        const char *args[] = {"--db",
                              place,
                              "--socket",
                              socket,
                              cases[i].text ? NULL : "--db",
                              w->shards[0],
                              NULL};
        struct test_run run = test_program("findingsd", args);
        assert_int_equal(run.status, 2);
        assert_has(run.err, cases[i].message);
        test_run_free(&run);
    }
    free(socket);
    free(bad);
}

/* The files of a shard. */

static void
a_copy_goes_where_its_original_is(void **state)
{
    const struct world *w = *state;
    char *reports = test_path(w->folder, "few");
    char *db = test_path(w->folder, "few1");
    static const char *const names[] = {"few/a.txt", "few/b.txt", "few/c.txt",
                                        "few/d.txt"};
    static const char *const towns[] = {"Ashholm", "Birchholm", "Ceddarholm",
                                        "Ashholm"};

    assert_int_equal(mkdir(reports, 0777), 0);
    for (int i = 0; i < 4; i++)
        write_letter(w, names[i], towns[i]);
    struct test_run run = run_index(db, "--shard", "1/2", reports);
    assert_int_equal(run.status, 0);
    assert_has(run.err, "shard 1 of 2: 3 of 4 files");
    assert_has(run.err, "reports indexed: 2");
    assert_has(run.err, "d.txt is a copy of");
    test_run_free(&run);
    char *second = test_path(w->folder, "few2");
    run = run_index(second, "--shard", "2/2", reports);
    assert_has(run.err, "shard 2 of 2: 1 of 4 files");
    assert_has(run.err, "reports indexed: 1");
    test_run_free(&run);

    /* With another file, one comes to be in the other shard. */
    write_letter(w, "few/a0.txt", "Alderholm");
    write_letter(w, "few/a1.txt", "Appleholm");
    run = run_index(second, "--shard", "2/2", reports);
    assert_has(run.err, "reports indexed: 1");
    assert_has(run.err, "reports dropped: 0");
    test_run_free(&run);
    run = run_index(db, "--shard", "1/2", reports);
    assert_has(run.err, "reports indexed: 2");
    assert_has(run.err, "reports dropped: 1");
    test_run_free(&run);
    free(second);
    free(db);
    free(reports);
}

static void
a_shard_is_refused_without_files_or_beside_other_work(void **state)
{
    const struct world *w = *state;
    static const struct {
        const char *shard, *option, *message;
    } cases[] = {
        {"0/3", NULL, "such as 2/3"},
        {"4/3", NULL, "such as 2/3"},
        {"1/65", NULL, "such as 2/3"},
        {"1/3x", NULL, "such as 2/3"},
        {"1/20", NULL, "only 10 files"},
        {"1/3", "--verify", "cannot be combined"},
        {"1/3", "--check", "cannot be combined"},
        {"1/3", "--watch", "cannot be combined"},
        {"1/3", "-", "not standard input"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *args[] = {"--shard", cases[i].shard, w->reports,
                              cases[i].option, NULL};
        struct test_run run = test_program("findings-index", args);
        assert_int_equal(run.status, 2);
        assert_has(run.err, cases[i].message);
        test_run_free(&run);
    }
    struct test_run run = run_index(w->one, "--shard", "1/3", NULL);
    assert_int_equal(run.status, 2);
    assert_has(run.err, "needs to know all files");
    test_run_free(&run);
}

#define WITH_WORLD(test)                                                       \
    cmocka_unit_test_setup_teardown(test, set_up, tear_down)
#define WITH_SITES(test)                                                       \
    {                                                                          \
        "remote " #test, test, set_up_remote, tear_down, NULL                  \
    }

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORLD(shards_answer_as_one_index),
        WITH_SITES(shards_answer_as_one_index),
        WITH_WORLD(commits_to_the_last_and_to_the_first_shard_are_seen),
        WITH_SITES(commits_to_the_last_and_to_the_first_shard_are_seen),
        WITH_SITES(answers_name_a_shard_that_is_away),
        WITH_SITES(status_says_where_each_part_is),
        WITH_WORLD(a_shard_that_is_gone_is_named),
        WITH_WORLD(a_report_in_two_shards_is_named),
        WITH_WORLD(status_lists_the_folders),
        WITH_WORLD(a_place_that_cannot_be_served_is_refused),
        WITH_WORLD(a_copy_goes_where_its_original_is),
        WITH_WORLD(a_shard_is_refused_without_files_or_beside_other_work),
    };

    return cmocka_run_group_tests(tests, set_up_prototype, tear_down_prototype);
}
