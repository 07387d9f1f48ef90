/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findings-index --watch: files come, change and go while it runs.
 */
#include "indexing.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAPS_MAX = 3000 }; /* half a minute: much longer than it ever takes */

/* A run that follows the folder of reports; its messages go to a file. */
struct watching {
    struct indexing *files;
    pid_t pid;
    const char *log;
    size_t read; /* bytes of the log that a test has waited for */
};

static void
start(struct watching *w, struct indexing *files, const char *option)
{
    const char *const args[] = {"--db",         files->db, "--watch",
                                files->reports, option,    NULL};

    *w = (struct watching){.files = files, .log = indexing_path(files, "log")};
    w->pid = test_start("findings-index", args, NULL, w->log);
}

/* Wait until it has said this, after what was waited for before. */
static void
wait_for(struct watching *w, const char *said)
{
    for (int naps = 0; naps < NAPS_MAX; naps++, test_nap()) {
        size_t len = 0;
        char *log = test_read(w->log, &len);
        const char *at = log ? strstr(log + w->read, said) : NULL;
        if (at)
            w->read = (size_t)(at - log) + strlen(said);
        free(log);
        if (at)
            return;
    }
    fail_msg("it did not say \"%s\"", said);
}

/* How often it has said this. */
static int
times(const struct watching *w, const char *said)
{
    char *log = test_read(w->log, NULL);
    int n = 0;

    for (const char *at = log; (at = strstr(at, said)); at++)
        n++;
    free(log);
    return n;
}

static void
stop(struct watching *w)
{
    kill(w->pid, SIGTERM);
    assert_int_equal(test_wait(w->pid), 0);
}

/* Wait until the run has ended, and look with a run of our own that the index
 * has so many files, and no others. */
static void
settled(const struct watching *w, const char *db, const char *unchanged)
{
    const char *const args[] = {"--db", db, w->files->reports, NULL};
    struct test_run run = {.status = 4};

    for (int naps = 0; naps < NAPS_MAX && run.status == 4; naps++) {
        test_nap(); /* the index is locked */
        test_run_free(&run);
        run = test_program("findings-index", args);
    }
    assert_has(run.err, unchanged);
    assert_has(run.err, "reports indexed: 0,");
    assert_null(strstr(run.err, "no longer exist"));
    test_run_free(&run);
}

/* Put a letter there in one step. */
static void
put_letter(const struct indexing *f, const char *name, const char *finding)
{
    const char *draft = indexing_path(f, "draft");

    indexing_letter(draft, "Northmere", finding);
    assert_int_equal(rename(draft, indexing_path(f, name)), 0);
}

static void
files_are_indexed_when_they_come_and_dropped_when_they_go(void **state)
{
    struct indexing *f = *state;
    struct watching w;

    put_letter(f, "reports/a.txt", "Plans are clear.");
    start(&w, f, "--prune");
    wait_for(&w, "reports indexed: 1,");
    wait_for(&w, "following 1 folder;");
    put_letter(f, "reports/b.txt", "Visits are regular.");
    wait_for(&w, "/b.txt: 1 report\n");
    put_letter(f, "reports/b.txt", "Visits are late.");
    wait_for(&w, "/b.txt: 1 report\n");
    indexing_folder(f, "reports/new");
    put_letter(f, "reports/new/c.txt", "Records are brief.");
    wait_for(&w, "/new/c.txt: 1 report\n");
    unlink(indexing_path(f, "reports/a.txt"));
    wait_for(&w, "/a.txt is gone\n");
    rename(indexing_path(f, "reports/b.txt"),
           indexing_path(f, "reports/new/b.txt"));
    wait_for(&w, "/new/b.txt"); /* moved, or read if it was just pruned */
    settled(&w, f->db, "unchanged: 2, moved: 0;");
    stop(&w);
    assert_int_equal(times(&w, "reports indexed:"), 1);
}

static void
a_file_is_refused_once_until_it_changes(void **state)
{
    struct indexing *f = *state;
    struct watching w;

    indexing_file(f, "reports/bad.pdf", "Not found");
    start(&w, f, NULL);
    wait_for(&w, "refused ");
    wait_for(&w, "following ");
    put_letter(f, "reports/a.txt", "Plans are clear.");
    wait_for(&w, "/a.txt: 1 report\n");
    assert_int_equal(times(&w, "refused "), 1);
    indexing_file(f, "reports/bad.pdf", "Gone");
    wait_for(&w, "refused ");
    put_letter(f, "reports/bad.pdf", "Visits are regular.");
    stop(&w);
    assert_int_equal(times(&w, "refused "), 2);
}

static void
nothing_is_pruned_while_the_folder_itself_is_gone(void **state)
{
    struct indexing *f = *state;
    const char *elsewhere = indexing_path(f, "elsewhere");
    struct watching w;

    put_letter(f, "reports/a.txt", "Plans are clear.");
    start(&w, f, "--prune");
    wait_for(&w, "following ");
    rename(f->reports, elsewhere);
    wait_for(&w, "is gone; waiting for it\n");
    rename(elsewhere, f->reports);
    wait_for(&w, "is there again\n");
    put_letter(f, "reports/b.txt", "Visits are regular.");
    wait_for(&w, "/b.txt: 1 report\n");
    settled(&w, f->db, "unchanged: 2, moved: 0;");
    stop(&w);
    assert_int_equal(times(&w, "a.txt is gone"), 0);
}

/* Its own changes are not noticed, although it follows the folder around. */
static void
an_index_may_be_below_a_folder_that_is_followed(void **state)
{
    struct indexing *f = *state;
    const char *db = indexing_path(f, "reports/index");
    const char *const args[] = {"--db", db, "--watch", f->reports, NULL};
    struct watching w = {.files = f, .log = indexing_path(f, "log")};

    put_letter(f, "reports/a.txt", "Plans are clear.");
    w.pid = test_start("findings-index", args, NULL, w.log);
    wait_for(&w, "following ");
    put_letter(f, "reports/b.txt", "Visits are regular.");
    wait_for(&w, "/b.txt: 1 report\n");
    settled(&w, db, "unchanged: 2, moved: 0;");
    const int lines = times(&w, "\n");
    for (int naps = 0; naps < 200; naps++) /* two of the times it waits for */
        test_nap();
    stop(&w);
    assert_int_equal(times(&w, ": 1 report"), 1);
    assert_int_equal(times(&w, "\n"), lines);
}

static void
what_cannot_be_followed_is_an_error(void **state)
{
    const struct indexing *f = *state;

    assert_run(f, "--watch", NULL, 2, "needs to know what to follow");
    assert_run(f, "--watch", "--verify", 2, "cannot be combined");
    assert_run(f, "--watch", "--check", 2, "cannot be combined");
}

#define WITH_FILES(test)                                                       \
    cmocka_unit_test_setup_teardown(test, indexing_set_up, indexing_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FILES(files_are_indexed_when_they_come_and_dropped_when_they_go),
        WITH_FILES(a_file_is_refused_once_until_it_changes),
        WITH_FILES(nothing_is_pruned_while_the_folder_itself_is_gone),
        WITH_FILES(an_index_may_be_below_a_folder_that_is_followed),
        WITH_FILES(what_cannot_be_followed_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
