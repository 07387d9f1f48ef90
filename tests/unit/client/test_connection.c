/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What the client believes of the program at the socket.
 */
#include "ask/connection.h"
#include "ask/shape.h"

#include "fake.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void
an_answer_of_another_shape_is_a_fault(void **state)
{
    static const struct {
        const char *method, *answer, *fault;
    } cases[] = {
        {"ping", "{\"id\": 1, \"result\": {}}", NULL},
        {"ping", "{\"id\": 2, \"result\": {}}", "id"},
        {"ping", "{\"result\": {}}", "id"},
        {"ping", "{\"id\": 1}", "result"},
        {"ping", "{\"id\": 1, \"result\": []}", "result"},
        {"ping", "{\"id\": 1, \"part\": [{\"id\": \"a\"}]}", "result"},
        {"ping", "{\"error\": \"no\"}", "error"},
        {"ping", "{\"error\": {\"code\": -1}}", "error.message"},
        {"ping", "{\"error\": {\"code\": -1, \"message\": \"no\"}}", NULL},
        {"ping",
         "{\"error\": {\"code\": -1, \"message\": \"no\", \"data\": "
         "{\"offset\": \"x\"}}}",
         "error.data.offset"},
        {"export", "{\"id\": 1, \"part\": []}", "result"},
        {"export", "{\"id\": 1, \"part\": [{}]}", "part.*.id"},
        {"export", "{\"id\": 1, \"part\": [{\"id\": \"a\"}]}", NULL},
        {"export", "{\"id\": 1, \"result\": {}}", "result.total"},
        {"similar", "{\"id\": 1, \"result\": {}}", "result.hits"},
        {"similar", "{\"id\": 1, \"result\": {\"hits\": {}}}", "result.hits"},
        {"similar", "{\"id\": 1, \"result\": {\"hits\": [1], \"total\": 1}}",
         "result.hits.*.id"},
        {"similar", "{\"id\": 1, \"result\": {\"hits\": [], \"total\": \"1\"}}",
         "result.total"},
        {"similar", "{\"id\": 1, \"result\": {\"hits\": [], \"total\": 0}}",
         NULL},
        {"suggest", "{\"id\": 1, \"result\": {}}", "result.words|values"},
        {"suggest",
         "{\"id\": 1, \"result\": {\"values\": [{\"value\": \"a\"}]}}",
         "result.words|values.*.count"},
        {"suggest", "{\"id\": 1, \"result\": {\"words\": []}}", NULL},
        {"matrix",
         "{\"id\": 1, \"result\": {\"total\": 0, \"totals\": {}, \"rows\": "
         "{\"values\": []}, \"columns\": {\"values\": []}, \"cells\": [[\"a\"]]"
         "}}",
         "result.cells.*.*"},
        {"get", "{\"id\": 1, \"result\": {\"paragraph\": null}}",
         "result.paragraph"},
        {"reports", "{\"id\": 1, \"part\": [{\"id\": \"a\"}]}", NULL},
        {"reports", "{\"id\": 1, \"part\": [{\"id\": \"a\", \"path\": 5}]}",
         "part.*.path"},
        {"search", "{\"id\": 1, \"part\": [{\"id\": \"a\"}]}", "result"},
        {"report",
         "{\"id\": 1, \"result\": {\"report\": {\"id\": \"a\"}, \"sections\": "
         "[{\"paragraphs\": 1, \"pages\": [1, \"2\"]}]}}",
         "result.sections.*.pages.*"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *answer = json_loads(cases[i].answer, 0, NULL);
        const char *fault = shape_fault(cases[i].method, 1, answer);
        assert_non_null(answer);
        if (!fault != !cases[i].fault ||
            (fault && strcmp(fault, cases[i].fault) != 0))
            fail_msg("%s of %s: %s", fault ? fault : "nothing", cases[i].method,
                     cases[i].answer);
        json_decref(answer);
    }
}

static void
assert_given_up(const struct fake *fake,
                struct connection connection,
                const char *said)
{
    char *folder = test_folder(), *path = test_path(folder, "socket");
    char reason[FINDINGS_REASON_SIZE];
    char *line = connection_request(1, "ping", json_object(), reason);
    const pid_t pid = fake_start(path, fake);

    assert_true(connection_open(&connection, path, NULL, line, reason));
    assert_null(connection_next(&connection, "ping", reason));
    assert_has(reason, said);
    connection_close(&connection);
    free(line);
    kill(pid, SIGKILL);
    test_wait(pid);
    free(path);
    test_folder_remove(folder);
}

static void
an_answer_that_does_not_come_is_given_up(void **state)
{
    (void)state;
    assert_given_up(&(struct fake){.lines = "", .is_repeated = true},
                    (struct connection){.silence_ms = 500},
                    "did not answer within");
}

static void
an_answer_that_comes_byte_by_byte_is_given_up(void **state)
{
    (void)state;
    assert_given_up(&(struct fake){.lines = " ", .is_repeated = true},
                    (struct connection){.line_ms = 500},
                    "was not complete after");
}

/* So that it is not used for the next request. */
static void
a_connection_that_was_closed_is_not_quiet(void **state)
{
    char *folder = test_folder(), *path = test_path(folder, "socket");
    char reason[FINDINGS_REASON_SIZE];
    struct connection connection = {0};
    char *line = connection_request(1, "ping", json_object(), reason);
    const pid_t pid = fake_start(
        path, &(struct fake){.lines = "{\"id\": 1, \"result\": {}}\n"});

    (void)state;
    assert_true(connection_open(&connection, path, NULL, NULL, reason));
    assert_true(connection_is_quiet(&connection));
    assert_true(connection_send(&connection, line, reason));
    json_decref(connection_next(&connection, "ping", reason));
    free(line);
    for (int i = 0; i < 1000 && connection_is_quiet(&connection); i++)
        test_nap();
    assert_false(connection_is_quiet(&connection));
    connection_close(&connection);
    test_wait(pid);
    free(path);
    test_folder_remove(folder);
}

/* Nor is it told what somebody asks. */
static void
another_users_program_is_not_believed(void **state)
{
    enum { SOMEBODY = 65533 };
    char *folder = test_folder(), *path = test_path(folder, "socket");
    char *asked = test_path(folder, "socket.asked");
    const char *const owners[] = {NULL, "0", "65533", "nobody-of-this-name"};
    const char *const said[] = {"belongs to", "belongs to", NULL, "no user"};
    char reason[FINDINGS_REASON_SIZE];
    size_t len;

    (void)state;
    if (geteuid() != 0)
        skip(); /* only root can be somebody else */
    char *line = connection_request(1, "ping", json_object(), reason);
    for (size_t i = 0; i < 4; i++) {
        struct connection connection = {0};
        const pid_t pid =
            fake_start(path, &(struct fake){.lines = "", .user = SOMEBODY});
        assert_int_equal(
            connection_open(&connection, path, owners[i], line, reason),
            !said[i]);
        if (said[i])
            assert_has(reason, said[i]);
        connection_close(&connection);
        test_wait(pid);
        char *seen = test_read(asked, &len);
        assert_string_equal(seen, said[i] ? "" : line);
        free(seen);
        unlink(path);
    }
    free(line);
    free(asked);
    free(path);
    test_folder_remove(folder);
}

/* The command that is suggested can be pasted. */
static void
a_path_with_blanks_is_quoted_in_the_command(void **state)
{
    char reason[FINDINGS_REASON_SIZE];
    struct connection connection = {0};

    (void)state;
    assert_false(
        connection_open(&connection, "/nowhere/a b", NULL, NULL, reason));
    assert_int_equal(connection.failure, CONNECTION_ABSENT);
    assert_has(reason, "findingsd --db DIR --socket '/nowhere/a b'");
    connection_close(&connection);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_of_another_shape_is_a_fault),
        cmocka_unit_test(an_answer_that_does_not_come_is_given_up),
        cmocka_unit_test(an_answer_that_comes_byte_by_byte_is_given_up),
        cmocka_unit_test(a_connection_that_was_closed_is_not_quiet),
        cmocka_unit_test(another_users_program_is_not_believed),
        cmocka_unit_test(a_path_with_blanks_is_quoted_in_the_command),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
