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
it_can_change_only_what_is_saved(void **state)
{
    char wanted[128];

    snprintf(wanted, sizeof wanted,
             "read 0, write %d, make %d, remove %d, run %d, save 0", EACCES,
             EACCES, EACCES, EACCES);
    struct page page = browsing_get(*state, "/?q=case");
    char *tried = page_header(&page, INTRUDER_HEADER);
    assert_int_equal(page.status, 200);
    assert_string_equal(tried, wanted);
    free(tried);
    page_free(&page);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_can_change_only_what_is_saved),
    };

    if (FINDINGS_IS_SANITIZED ||
        syscall(SYS_landlock_create_ruleset, NULL, 0,
                LANDLOCK_CREATE_RULESET_VERSION) <= 0) {
        printf("skipped: there is no Landlock here, or a sanitizer\n");
        return TEST_SKIPPED;
    }
    return cmocka_run_group_tests(tests, open_world, browsing_close);
}
