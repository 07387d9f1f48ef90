/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A program that is started without standard streams writes what belongs there
 * nowhere else: the first file or socket that it opens is not one of them.
 */
#include "fake.h"
#include "indexing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Sets of streams, up to all three. */
enum { ALL = 8 };

/* An answer that is longer than what is printed at once. */
static char *
long_answer(void)
{
    enum { LONG = 50000 };
    char *boats = g_strnfill(LONG, 'b');
    char *lines = g_strdup_printf(
        "{\"id\": 1, \"part\": [{\"id\": \"a/1\", \"text\": \"%s\"}]}\n"
        "{\"id\": 1, \"result\": {\"total\": 1}}\n",
        boats);

    g_free(boats);
    return lines;
}

static void
results_are_not_written_to_the_socket(void **state)
{
    const struct indexing *f = *state;
    const char *socket = indexing_path(f, "socket");
    const char *args[] = {"--socket", socket, "boats", "--format=csv", NULL};
    char *lines = long_answer();

    for (unsigned closed = 1; closed < ALL; closed++) {
        const pid_t daemon = fake_start(socket, &(struct fake){.lines = lines});
        const int status =
            test_wait(test_start_without("findings", args, closed));
        assert_int_equal(status, closed & 2 ? 2 : 0);
        assert_int_equal(test_wait(daemon), 0); /* it got only the request */
        assert_int_equal(unlink(socket), 0);
    }
    g_free(lines);
}

static void
messages_are_not_written_to_the_index(void **state)
{
    const struct indexing *f = *state;
    const char *args[] = {"--db", f->db, f->reports, NULL};

    indexing_file(f, "reports/bad.txt", "");
    for (unsigned closed = 1; closed < ALL; closed++) {
        const char name[] = {'a' + (char)closed, '\0'};
        char path[32], text[64];
        snprintf(path, sizeof path, "reports/%s.jsonl", name);
        snprintf(text, sizeof text, "{\"text\": \"Boats of %s.\"}\n", name);
        indexing_file(f, path, text);
        assert_int_equal(
            test_wait(test_start_without("findings-index", args, closed)), 3);
    }
    assert_run(f, f->reports, NULL, 3, "unchanged: 7");
}

static void
the_log_is_not_written_to_a_file(void **state)
{
    const struct indexing *f = *state;
    const char *socket = indexing_path(f, "s");
    const char *args[] = {"--db", f->db, "--socket", socket, NULL};
    struct stat st;
    int fd;

    indexing_file(f, "reports/a.jsonl", "{\"text\": \"Boats are mended.\"}\n");
    assert_run(f, f->reports, NULL, 0, "");
    for (unsigned closed = 1; closed < ALL; closed++) {
        const pid_t pid = test_start_without("findingsd", args, closed);
        while ((fd = test_connect(socket)) < 0)
            test_nap();
        close(fd);
        json_t *answer =
            test_ask(socket, "{\"id\": 1, \"method\": \"search\", \"params\": "
                             "{\"query\": \"boats\"}}\n");
        assert_non_null(json_object_get(answer, "result"));
        json_decref(answer);
        assert_int_equal(test_daemon_stop(pid), 0);
    }
    assert_int_equal(stat(indexing_path(f, "s.lock"), &st), 0);
    assert_int_equal(st.st_size, 0);
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, indexing_set_up, indexing_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(results_are_not_written_to_the_socket),
        TEST(messages_are_not_written_to_the_index),
        TEST(the_log_is_not_written_to_a_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
