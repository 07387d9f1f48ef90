/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Many questions over one connection, with a program in the place of the daemon
 * that answers in another order, and from an index that changes.
 */
#include "ask/session.h"

#include "support.h"

#include "findings/wire.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* How the program answers. */
struct answering {
    int n_first;       /* so many answers have the revision 1, and then 2 */
    bool is_restless;  /* every answer has a revision of its own */
    int n_complete;    /* so many answers are complete, unless that is 0; the
                          others leave out a part, with the same revision */
    int refused;       /* the id that is answered with an error */
    const char *other; /* what is sent instead of answers */
};

enum { MORE_MS = 60 };

/* Read the requests that come together; exits if there are too many. Returns
 * how many. */
static int
take_requests(int client, json_t *requests[FINDINGS_IN_FLIGHT_MAX])
{
    struct pollfd polled = {.fd = client, .events = POLLIN};
    char line[4096];
    int n = 0;

    while (poll(&polled, 1, n > 0 ? MORE_MS : -1) > 0) {
        size_t len = 0;
        while (len < sizeof line && recv(client, line + len, 1, 0) == 1 &&
               line[len] != '\n')
            len++;
        if (len == 0)
            break; /* closed */
        if (n == FINDINGS_IN_FLIGHT_MAX)
            _exit(1);
        requests[n++] = json_loadb(line, len, 0, NULL);
        if (n == FINDINGS_IN_FLIGHT_MAX && poll(&polled, 1, MORE_MS) > 0)
            _exit(1); /* more than may be on their way */
        if (n == FINDINGS_IN_FLIGHT_MAX)
            break;
    }
    return n;
}

static void
answer(int client,
       const json_t *request,
       const struct answering *how,
       int *n_answered)
{
    const json_int_t id = json_integer_value(json_object_get(request, "id"));
    const int revision = how->is_restless             ? *n_answered + 1
                         : *n_answered < how->n_first ? 1
                                                      : 2;
    json_t *object =
        id == how->refused
            ? json_pack("{s:I, s:{s:i, s:s}}", "id", id, "error", "code", -1,
                        "message", "refused")
            : json_pack("{s:I, s:{s:i, s:O}}", "id", id, "result", "revision",
                        revision, "echo", json_object_get(request, "params"));
    if (how->n_complete > 0 && *n_answered >= how->n_complete)
        json_object_set_new(
            json_object_get(object, "result"), "incomplete",
            json_pack("[{s:s, s:n, s:s}]", "part", "p", "since", "why", "w"));
    char *line = json_dumps(object, JSON_COMPACT);

    ++*n_answered;
    send(client, line, strlen(line), MSG_NOSIGNAL);
    send(client, "\n", 1, MSG_NOSIGNAL);
    free(line);
    json_decref(object);
}

static void __attribute__((noreturn)) serve(int fd, const struct answering *how)
{
    static const char greeting[] =
        "{\"product\": \"findings\", \"protocol\": 1}\n";
    json_t *requests[FINDINGS_IN_FLIGHT_MAX];
    const int client = accept(fd, NULL, NULL);
    int n, n_answered = 0;

    send(client, greeting, strlen(greeting), MSG_NOSIGNAL);
    while ((n = take_requests(client, requests)) > 0) {
        if (how->other)
            send(client, how->other, strlen(how->other), MSG_NOSIGNAL);
        while (n-- > 0) {
            if (!how->other)
                answer(client, requests[n], how, &n_answered);
            json_decref(requests[n]);
        }
    }
    _exit(0);
}

static pid_t
start(const char *path, const struct answering *how)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    strcpy(address.sun_path, path);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(fd, 1), 0);
    fflush(NULL);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        serve(fd, how);
    close(fd);
    return pid;
}

enum { N = 20 };

/* Ask N questions. Returns whether all have an answer, and they are from one
 * revision. */
static bool
ask(const struct answering *how, struct question questions[N], bool *is_one)
{
    char *folder = test_folder(), *path = test_path(folder, "socket");
    const pid_t pid = start(path, how);
    struct options options = {0};
    struct session session = {0};

    snprintf(options.socket, sizeof options.socket, "%s", path);
    for (int i = 0; i < N; i++)
        questions[i] = question_of("ping", json_pack("{s:i}", "number", i));
    assert_true(session_open(&session, &options));
    const bool is_good =
        session_ask_together(&session, questions, N, NULL, NULL, is_one);
    session_close(&session);
    assert_int_equal(test_wait(pid), 0);
    free(path);
    test_folder_remove(folder);
    return is_good;
}

static json_int_t
member(const struct question *question, const char *a, const char *b)
{
    const json_t *value = json_object_get(question_result(question), a);
    return json_integer_value(b ? json_object_get(value, b) : value);
}

static void
forget(struct question questions[N])
{
    for (int i = 0; i < N; i++)
        question_fini(&questions[i]);
}

static void
each_question_gets_its_own_answer(void **state)
{
    struct question questions[N];
    bool is_one;

    (void)state;
    assert_true(ask(&(struct answering){.refused = 5}, questions, &is_one));
    assert_true(is_one);
    for (int i = 0; i < N; i++) {
        if (i + 1 == 5)
            assert_non_null(question_error(&questions[i]));
        else
            assert_int_equal(member(&questions[i], "echo", "number"), i);
    }
    forget(questions);
}

static void
answers_from_before_a_commit_are_asked_for_again(void **state)
{
    struct question questions[N];
    bool is_one;

    (void)state;
    assert_true(ask(&(struct answering){.n_first = 11}, questions, &is_one));
    assert_true(is_one);
    for (int i = 0; i < N; i++) {
        assert_int_equal(member(&questions[i], "revision", NULL), 2);
        assert_int_equal(member(&questions[i], "echo", "number"), i);
    }
    forget(questions);
}

static void
answers_from_more_parts_than_others_are_asked_for_again(void **state)
{
    struct question questions[N];
    bool is_one;

    (void)state;
    assert_true(ask(&(struct answering){.n_first = 1000, .n_complete = 9},
                    questions, &is_one));
    assert_true(is_one);
    for (int i = 0; i < N; i++)
        assert_int_equal(json_array_size(json_object_get(
                             question_result(&questions[i]), "incomplete")),
                         1);
    forget(questions);
}

static void
commits_without_end_are_told(void **state)
{
    struct question questions[N];
    bool is_one;

    (void)state;
    assert_true(
        ask(&(struct answering){.is_restless = true}, questions, &is_one));
    assert_false(is_one);
    for (int i = 0; i < N; i++)
        assert_int_equal(member(&questions[i], "echo", "number"), i);
    forget(questions);
}

static void
an_answer_to_nothing_is_a_failure(void **state)
{
    static const char *const others[] = {
        "{\"id\": 99, \"result\": {}}\n",
        "{\"id\": 0, \"result\": {}}\n",
        "{\"id\": null, \"error\": {\"code\": -32009, \"message\": "
        "\"idle\"}}\n",
        "{\"id\": 1, \"result\": []}\n",
        "[]\n",
        "{\"id\": 1, \"part\": [{\"id\": \"a\"}]}\n",
    };
    struct question questions[N];
    bool is_one;

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_false(
            ask(&(struct answering){.other = others[i]}, questions, &is_one));
        forget(questions);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_question_gets_its_own_answer),
        cmocka_unit_test(answers_from_before_a_commit_are_asked_for_again),
        cmocka_unit_test(
            answers_from_more_parts_than_others_are_asked_for_again),
        cmocka_unit_test(commits_without_end_are_told),
        cmocka_unit_test(an_answer_to_nothing_is_a_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
