/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What findings-web cannot do any more when it answers, whatever a request has
 * made of it: Landlock keeps it from that.
 */
#define _GNU_SOURCE /* syscall() */
#include "browsing.h"
#include "intruder.h"

#include "findings/confine.h"

#include <errno.h>
#include <linux/landlock.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int
open_world(void **state)
{
    static const char *const none[] = {NULL};
    struct browsing *f = calloc(1, sizeof *f);
    char *corpus = test_source("corpus");

    test_world_open(&f->world, corpus);
    char *saved = test_path(f->world.folder, "findings");
    char *folder = test_path(f->world.folder, "own");
    char *file = test_path(folder, "file");
    assert_int_equal(mkdir(folder, 0700), 0);
    test_write(file, "own", 3);
    setenv("XDG_CONFIG_HOME", f->world.folder, 1);
    setenv(INTRUDER_FOLDER, folder, 1);
    setenv(INTRUDER_SAVED, saved, 1);
    setenv("LD_PRELOAD", INTRUDER_LIBRARY, 1);
    browsing_start(f, none);
    unsetenv("LD_PRELOAD");
    free(file);
    free(folder);
    free(saved);
    free(corpus);
    *state = f;
    return 0;
}

static void
it_changes_nothing_and_runs_nothing(void **state)
{
    char wanted[128];

    snprintf(wanted, sizeof wanted,
             "read 0, write %d, make %d, remove %d, run %d, save %d", EACCES,
             EACCES, EACCES, EACCES, EACCES);
    struct page page = browsing_get(*state, "/?q=case");
    char *tried = page_header(&page, INTRUDER_HEADER);
    assert_int_equal(page.status, 200);
    assert_string_equal(tried, wanted);
    free(tried);
    page_free(&page);
}

static int
save(const struct browsing *f, const char *form, const char *says)
{
    struct page page = browsing_post(
        f, "/saved", "Content-Type: application/x-www-form-urlencoded\r\n",
        form);
    const int status = page.status;

    assert_has(page.body, says);
    page_free(&page);
    return status;
}

/* The only process that findings-web has started: with --socket it starts no
 * daemon. */
static pid_t
saver_of(const struct browsing *f)
{
    char path[64];
    long saver = 0;

    snprintf(path, sizeof path, "/proc/%ld/task/%ld/children", (long)f->web,
             (long)f->web);
    FILE *children = fopen(path, "r");
    assert_non_null(children);
    assert_int_equal(fscanf(children, "%ld", &saver), 1);
    fclose(children);
    return (pid_t)saver;
}

/* Another process does, and if that is gone, it is said. */
static void
searches_are_saved_all_the_same(void **state)
{
    const struct browsing *f = *state;
    char *folder = test_path(f->world.folder, "findings");
    char *path = test_path(folder, "queries");

    assert_int_equal(save(f, "name=files&q=case+files", ""), 303);
    char *saved = test_read(path, NULL);
    assert_string_equal(saved, "files = 'case files'\n");
    kill(saver_of(f), SIGKILL);
    assert_int_equal(save(f, "name=records&q=case", "start findings-web again"),
                     500);
    free(saved);
    saved = test_read(path, NULL);
    assert_string_equal(saved, "files = 'case files'\n");
    free(saved);
    free(path);
    free(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_changes_nothing_and_runs_nothing),
        cmocka_unit_test(searches_are_saved_all_the_same),
    };

    if (FINDINGS_IS_SANITIZED ||
        syscall(SYS_landlock_create_ruleset, NULL, 0,
                LANDLOCK_CREATE_RULESET_VERSION) <= 0) {
        printf("skipped: there is no Landlock here, or a sanitizer\n");
        return TEST_SKIPPED;
    }
    return cmocka_run_group_tests(tests, open_world, browsing_close);
}
