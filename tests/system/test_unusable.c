/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * An index that cannot be used: the programs name the cause, and whatever a
 * first run leaves behind is no obstacle to the next.
 */
#include "indexing.h"

#include "findings/wire.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static const char report[] = TEST_SOURCE_DIR "/corpus/northmere-2010.txt";

/* What creating an index may leave when it is stopped, one step after another:
 * files of these names, empty or with a part of their content. */
static void
a_run_starts_from_whatever_a_first_run_leaves(void **state)
{
    static const char *const steps[][4] = {
        {NULL},
        {"flintlock", NULL},
        {"flintlock", "v.tmp", NULL},
        {"flintlock", "v.tmp", "termlist.glass", NULL},
        {"v.tmp", "termlist.glass", "postlist.glass", NULL},
    };
    const struct indexing *f = *state;

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        indexing_folder(f, "db");
        for (size_t k = 0; steps[i][k]; k++) {
            char *path = test_path(f->db, steps[i][k]);
            test_write(path, "\x0f\x0dXapian", k == 1 ? 8 : 0);
            free(path);
        }
        assert_run(f, report, NULL, 0, "reports indexed: 1");
        test_folder_remove(strdup(f->db));
    }
}

static void
a_full_disk_at_any_size_leaves_an_index_or_a_fresh_start(void **state)
{
    const struct indexing *f = *state;
    const char *args[] = {"--db", f->db, report, NULL};

    for (size_t bytes = 512; bytes < 65536; bytes *= 2) {
        test_limit_files(bytes);
        struct test_run run = test_program("findings-index", args);
        test_limit_files(0);
        assert_int_equal(run.status, 2);
        assert_has(run.err, "ulimit -f");
        test_run_free(&run);
        if (access(indexing_path(f, "db/iamglass"), F_OK) == 0)
            assert_run(f, "--verify", NULL, 0, "is intact");
    }
    assert_run(f, report, NULL, 0, "reports indexed: 1");
}

static void
an_index_without_its_version_file_is_not_overwritten(void **state)
{
    const struct indexing *f = *state;

    assert_run(f, report, NULL, 0, "reports indexed: 1");
    assert_int_equal(unlink(indexing_path(f, "db/iamglass")), 0);
    assert_run(f, report, NULL, 5, "is damaged (iamglass is missing)");
}

/* The error of the daemon's answer to a search; the caller owns it. */
static json_t *
error_of(const char *socket)
{
    json_t *answer = test_ask(socket, "{\"id\": 1, \"method\": \"search\", "
                                      "\"params\": {\"query\": \"case\"}}");
    json_t *error = json_incref(json_object_get(answer, "error"));

    json_decref(answer);
    return error;
}

static void
assert_error(const char *socket, const char *said)
{
    json_t *error = error_of(socket);

    assert_non_null(error);
    assert_int_equal(json_integer_value(json_object_get(error, "code")),
                     FINDINGS_NO_INDEX);
    assert_has(json_string_value(json_object_get(error, "message")), said);
    json_decref(error);
}

/* As when a disk is unmounted and mounted again. */
static void
an_index_that_is_moved_away_is_missed_and_found_again(void **state)
{
    const struct indexing *f = *state;
    const char *away = indexing_path(f, "away");
    const char *socket = indexing_path(f, "s");

    assert_run(f, report, NULL, 0, "");
    const pid_t daemon = test_daemon(f->folder, f->db, socket);
    assert_int_equal(rename(f->db, away), 0);
    assert_error(socket, "move it back or mount it");
    assert_int_equal(rename(away, f->db), 0);
    assert_null(error_of(socket));
    assert_int_equal(test_daemon_stop(daemon), 0);
}

static void
a_removed_table_is_damage(void **state)
{
    const struct indexing *f = *state;
    const char *socket = indexing_path(f, "s");

    assert_run(f, report, NULL, 0, "");
    const pid_t daemon = test_daemon(f->folder, f->db, socket);
    assert_int_equal(unlink(indexing_path(f, "db/postlist.glass")), 0);
    /* It has what it opened until it must open the index again. */
    const char *copy = indexing_path(f, "copy"), *db = f->db;
    const char *version = indexing_path(f, "db/iamglass");
    assert_int_equal(rename(version, copy), 0);
    size_t len;
    char *bytes = test_read(copy, &len);
    test_write(version, bytes, len);
    free(bytes);
    assert_error(socket, "postlist.glass is missing");
    assert_int_equal(test_daemon_stop(daemon), 0);
    const char *args[] = {"--db", db, "--socket", socket, NULL};
    struct test_run run = test_program("findingsd", args);
    assert_int_equal(run.status, 2);
    assert_has(run.err, "--repair");
    test_run_free(&run);
}

static void
too_few_open_files_are_not_damage(void **state)
{
    const struct indexing *f = *state;
    const char *args[] = {"--db", f->db, report, NULL};
    struct rlimit was, few;
    bool has_run = false;

    assert_run(f, report, NULL, 0, "");
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &was), 0);
    for (few = was, few.rlim_cur = 5; few.rlim_cur < 12; few.rlim_cur++) {
        assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
        struct test_run run = test_program("findings-index", args);
        assert_int_equal(setrlimit(RLIMIT_NOFILE, &was), 0);
        has_run |= strstr(run.err, "ulimit -n") != NULL;
        assert_null(strstr(run.err, "damaged"));
        assert_null(strstr(run.err, "another findings-index"));
        test_run_free(&run);
    }
    assert_true(has_run);
    assert_run(f, report, NULL, 0, "unchanged: 1");
}

#define WITH_FOLDER(test)                                                      \
    cmocka_unit_test_setup_teardown(test, indexing_set_up, indexing_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(a_run_starts_from_whatever_a_first_run_leaves),
        WITH_FOLDER(a_full_disk_at_any_size_leaves_an_index_or_a_fresh_start),
        WITH_FOLDER(an_index_without_its_version_file_is_not_overwritten),
        WITH_FOLDER(an_index_that_is_moved_away_is_missed_and_found_again),
        WITH_FOLDER(a_removed_table_is_damage),
        WITH_FOLDER(too_few_open_files_are_not_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
