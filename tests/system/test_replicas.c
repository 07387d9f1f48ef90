/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A copy of an index that xapian-replicate keeps is served like any index, and
 * takes its place when that is away, while requests are answered all the time.
 */
#include "support.h"

#include <arpa/inet.h>
#include <glib.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static const char server_name[] = "xapian-replicate-server",
                  client_name[] = "xapian-replicate";

enum { DAEMONS = 4, SEARCH_MS = 3000 };

enum { ORIGINAL_OR_COPY, COPY, COPY_AS_SHARD, BEHIND_SOCKET };

struct world {
    char *folder;
    char *original, *copy;
    char port[8];
    pid_t server;
    char *sockets[DAEMONS];
    pid_t daemons[DAEMONS];
};

/* xapian-replicate. */

/* A port on which nobody listens now. */
static in_port_t
free_port(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t len = sizeof address;
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, len), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &len), 0);
    close(fd);
    return ntohs(address.sin_port);
}

static bool
is_listening(in_port_t port)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons(port)};
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool is_connected =
        connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
    close(fd);
    return is_connected;
}

/* A server ends its whole process group with itself. */
static void
leave_group(void *data)
{
    (void)data;
    setpgid(0, 0);
}

static pid_t
start_server(const struct world *w)
{
    const char *args[] = {server_name, "-I",      "127.0.0.1", "-p",
                          w->port,     w->folder, NULL};
    GPid pid;

    assert_true(g_spawn_async(NULL, (char **)args, NULL,
                              G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD |
                                  G_SPAWN_STDOUT_TO_DEV_NULL |
                                  G_SPAWN_STDERR_TO_DEV_NULL,
                              leave_group, NULL, &pid, NULL));
    return pid;
}

/* Somebody may take the port before the server does: then it exits. */
static void
serve_original(struct world *w)
{
    for (int attempt = 0; attempt < 20; attempt++) {
        const in_port_t port = free_port();
        snprintf(w->port, sizeof w->port, "%d", port);
        w->server = start_server(w);
        for (int i = 0; i < 1000; i++) {
            if (waitpid(w->server, NULL, WNOHANG) == w->server)
                break;
            if (is_listening(port))
                return;
            test_nap();
        }
    }
    fail_msg("%s does not listen", server_name);
}

/* Bring the copy up to date, as a whole if that is wanted. By itself it would
 * wait for half a minute between two changesets, for readers that do not try
 * again. */
static void
replicate(const struct world *w, const char *option)
{
    const char *args[] = {client_name, "-h",       "127.0.0.1", "-p", w->port,
                          "-m",        "original", "-o",        "-r", "0",
                          "-q",        w->copy,    option,      NULL};
    char *err = NULL;
    int status;

    assert_true(g_spawn_sync(NULL, (char **)args, NULL, G_SPAWN_SEARCH_PATH,
                             NULL, NULL, NULL, &err, &status, NULL));
    if (status != 0)
        fail_msg("%s: %s", client_name, err);
    g_free(err);
}

/* findings. */

static struct test_run
run_index(const char *db, const char *a, const char *b)
{
    const char *args[] = {"--db", db, a, b, NULL};

    return test_program("findings-index", args);
}

static void
index_into(const char *db, const char *a, const char *b)
{
    struct test_run run = run_index(db, a, b);

    if (run.status != 0)
        fail_msg("%s", run.err);
    test_run_free(&run);
}

static void
add_letter(const struct world *w, const char *name)
{
    char *file = g_strdup_printf("%s/%s.txt", w->folder, name);
    char *text = g_strdup_printf(
        "14 May 2019\n\nFocused visit to %s local authority children's "
        "services\n\nThis letter is about a visit to %s on 7 May "
        "2019.\n\nFindings\n\n- Case recording of zebras is late.\n",
        name, name);

    test_write(file, text, strlen(text));
    index_into(w->original, file, NULL);
    g_free(text);
    g_free(file);
}

static void
start_daemon(struct world *w, int i, const char *db, const char *shard_socket)
{
    char *socket = g_strdup_printf("%s/socket%d", w->folder, i);
    char *log = g_strdup_printf("%s/log%d", w->folder, i);
    const char *args[] = {"--db",
                          db,
                          "--socket",
                          socket,
                          shard_socket ? "--shard-socket" : NULL,
                          shard_socket,
                          NULL};

    w->sockets[i] = socket;
    w->daemons[i] = test_daemon_with(args, socket, log);
    g_free(log);
}

static void
start_daemons(struct world *w)
{
    static const char places[] = "original\n| copy\n", shard[] = "copy.sock\n";
    char *list = test_path(w->folder, "list");
    char *remote = test_path(w->folder, "remote");
    char *socket = test_path(w->folder, "copy.sock");

    test_write(list, places, strlen(places));
    test_write(remote, shard, strlen(shard));
    start_daemon(w, ORIGINAL_OR_COPY, list, NULL);
    start_daemon(w, COPY, w->copy, NULL);
    start_daemon(w, COPY_AS_SHARD, w->copy, socket);
    start_daemon(w, BEHIND_SOCKET, remote, NULL);
    free(socket);
    free(remote);
    free(list);
}

static int
set_up(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    char *corpus = test_source("corpus");

    assert_non_null(w);
    w->folder = test_folder();
    w->original = test_path(w->folder, "original");
    w->copy = test_path(w->folder, "copy");
    setenv("XAPIAN_MAX_CHANGESETS", "10", 1);
    index_into(w->original, corpus, NULL);
    free(corpus);
    serve_original(w);
    replicate(w, NULL);
    start_daemons(w);
    *state = w;
    return 0;
}

static int
tear_down(void **state)
{
    struct world *w = *state;

    kill(w->server, SIGTERM);
    waitpid(w->server, NULL, 0);
    for (int i = DAEMONS; i-- > 0;) {
        assert_int_equal(test_daemon_stop(w->daemons[i]), 0);
        g_free(w->sockets[i]);
    }
    free(w->original);
    free(w->copy);
    test_folder_remove(w->folder);
    free(w);
    return 0;
}

/* Asking. */

/* "=": it is not to be corrected while the index does not have it. */
static const char search_zebras[] =
    "{\"id\": 1, \"method\": \"search\", \"params\": {\"query\": \"=zebras\", "
    "\"facets\": [\"authority\"]}}";

/* How many paragraphs are found, if the counts of their authorities agree with
 * that; -1 if there is no such answer. */
static int
zebras_of(const json_t *answer)
{
    json_t *counts = NULL, *count;
    int total, sum = 0;
    size_t i;

    if (json_unpack((json_t *)answer, "{s:{s:i, s:{s:o}}}", "result", "total",
                    &total, "facets", "authority", &counts) < 0)
        return -1;
    json_array_foreach(counts, i, count) sum +=
        (int)json_integer_value(json_object_get(count, "count"));
    return sum == total ? total : -1;
}

static void
has_zebras(const struct world *w, int daemon, int n)
{
    json_t *answer = test_ask(w->sockets[daemon], search_zebras);

    assert_int_equal(zebras_of(answer), n);
    json_decref(answer);
}

static void
copies_have_zebras(const struct world *w, int n)
{
    for (int i = COPY; i < DAEMONS; i++)
        has_zebras(w, i, n);
}

/* The state and the lag of a place of the only part. */
static const char *
place_of(const struct world *w, int place, json_int_t *behind, json_t **answer)
{
    const char *state = NULL;
    json_t *places = NULL;

    *answer = test_ask(w->sockets[ORIGINAL_OR_COPY],
                       "{\"id\": 1, \"method\": \"status\"}");
    assert_int_equal(json_unpack(*answer, "{s:{s:[{s:o}]}}", "result", "parts",
                                 "places", &places),
                     0);
    assert_int_equal(json_unpack(json_array_get(places, (size_t)place),
                                 "{s:s, s:I}", "state", &state, "behind_s",
                                 behind),
                     0);
    return state;
}

static void
place_is(const struct world *w, int place, const char *state, bool is_behind)
{
    json_int_t behind;
    json_t *answer;

    assert_string_equal(place_of(w, place, &behind, &answer), state);
    if (is_behind)
        assert_in_range(behind, 1, 60);
    else
        assert_int_equal(behind, 0);
    json_decref(answer);
}

/* Asks a daemon all the time, on a thread of its own. */
struct asker {
    const char *socket;
    atomic_bool is_over;
    int answers, failures;
    char *failure; /* the first */
    pthread_t thread;
};

static void *
ask_all_the_time(void *data)
{
    struct asker *asker = data;
    const int fd = test_connect(asker->socket);

    json_decref(test_receive(fd));
    while (!atomic_load(&asker->is_over)) {
        test_send(fd, search_zebras);
        test_send(fd, "\n");
        json_t *answer = test_receive(fd);
        asker->answers++;
        if (zebras_of(answer) < 0 && asker->failures++ == 0)
            asker->failure = json_dumps(answer, 0);
        json_decref(answer);
        g_usleep(500);
    }
    close(fd);
    return NULL;
}

static void
begin_asking(const struct world *w, struct asker askers[DAEMONS])
{
    for (int i = 0; i < DAEMONS; i++) {
        askers[i] = (struct asker){.socket = w->sockets[i]};
        assert_int_equal(pthread_create(&askers[i].thread, NULL,
                                        ask_all_the_time, &askers[i]),
                         0);
    }
}

static void
end_asking(struct asker askers[DAEMONS])
{
    for (int i = 0; i < DAEMONS; i++)
        atomic_store(&askers[i].is_over, true);
    for (int i = 0; i < DAEMONS; i++) {
        assert_int_equal(pthread_join(askers[i].thread, NULL), 0);
        if (askers[i].failures > 0)
            fail_msg("%d of %d answers of daemon %d, such as %s",
                     askers[i].failures, askers[i].answers, i,
                     askers[i].failure);
        assert_true(askers[i].answers > 0);
    }
}

/* Tests. */

static void
pass_a_second(void)
{
    g_usleep(1100000);
}

static void
a_copy_follows_its_original_while_it_is_searched(void **state)
{
    struct asker askers[DAEMONS];
    const struct world *w = *state;

    begin_asking(w, askers);
    place_is(w, 0, "used", false);
    place_is(w, 1, "ready", false);
    copies_have_zebras(w, 0);
    pass_a_second();
    add_letter(w, "Eastholm");
    has_zebras(w, ORIGINAL_OR_COPY, 1);
    copies_have_zebras(w, 0);
    place_is(w, 0, "used", false);
    place_is(w, 1, "ready", true);

    /* By a changeset, by a whole copy, by several changesets. */
    replicate(w, NULL);
    copies_have_zebras(w, 1);
    place_is(w, 1, "ready", false);
    add_letter(w, "Westholm");
    replicate(w, "-f");
    copies_have_zebras(w, 2);
    add_letter(w, "Northholm");
    add_letter(w, "Southholm");
    replicate(w, NULL);
    copies_have_zebras(w, 4);
    /* Compacting makes another index of it. */
    index_into(w->original, "--compact", NULL);
    replicate(w, NULL);
    copies_have_zebras(w, 4);
    add_letter(w, "Midholm");
    replicate(w, NULL);
    copies_have_zebras(w, 5);
    place_is(w, 1, "ready", false);
    end_asking(askers);
}

static void
a_copy_takes_the_place_of_its_original(void **state)
{
    struct asker askers[DAEMONS];
    const struct world *w = *state;
    char *away = test_path(w->folder, "away");

    add_letter(w, "Eastholm");
    replicate(w, NULL);
    begin_asking(w, askers);
    has_zebras(w, ORIGINAL_OR_COPY, 1);
    assert_int_equal(rename(w->original, away), 0);
    has_zebras(w, ORIGINAL_OR_COPY, 1);
    place_is(w, 0, "away", false);
    place_is(w, 1, "used", false);
    assert_int_equal(rename(away, w->original), 0);
    add_letter(w, "Westholm");
    for (int i = 0; i < SEARCH_MS; i++) {
        json_t *answer = test_ask(w->sockets[ORIGINAL_OR_COPY], search_zebras);
        const int n = zebras_of(answer);
        json_decref(answer);
        if (n == 2)
            break;
        test_nap();
    }
    has_zebras(w, ORIGINAL_OR_COPY, 2);
    place_is(w, 0, "used", false);
    end_asking(askers);
    free(away);
}

static void
findings_index_does_not_write_to_a_copy(void **state)
{
    const struct world *w = *state;
    char *corpus = test_source("corpus");
    const char *const cases[][2] = {{corpus, NULL},
                                    {"--prune", NULL},
                                    {"--compact", NULL},
                                    {"--repair", NULL}};
    char **before, **after;
    const char *list[] = {"ls", "-lR", "--full-time", w->copy, NULL};
    char *text[2];

    before = after = (char **)list;
    assert_true(g_spawn_sync(NULL, before, NULL, G_SPAWN_SEARCH_PATH, NULL,
                             NULL, &text[0], NULL, NULL, NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct test_run run = run_index(w->copy, cases[i][0], cases[i][1]);
        assert_int_equal(run.status, 2);
        assert_has(run.err, w->copy);
        assert_has(run.err, "it is a copy that xapian-replicate keeps");
        assert_has(run.err, "change the original");
        test_run_free(&run);
    }
    assert_true(g_spawn_sync(NULL, after, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                             &text[1], NULL, NULL, NULL));
    assert_string_equal(text[0], text[1]);
    struct test_run run = run_index(w->copy, "--verify", NULL);
    assert_int_equal(run.status, 0);
    assert_has(run.err, "is intact");
    test_run_free(&run);
    g_free(text[0]);
    g_free(text[1]);
    free(corpus);
}

#define WITH_WORLD(test)                                                       \
    cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORLD(a_copy_follows_its_original_while_it_is_searched),
        WITH_WORLD(a_copy_takes_the_place_of_its_original),
        WITH_WORLD(findings_index_does_not_write_to_a_copy),
    };
    char *server = g_find_program_in_path(server_name);
    char *client = g_find_program_in_path(client_name);
    const bool is_installed = server && client;

    g_free(server);
    g_free(client);
    if (!is_installed) {
        print_message("skipped: install xapian-tools, which has %s\n",
                      client_name);
        return TEST_SKIPPED;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
