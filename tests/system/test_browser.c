/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findings-web in a browser: test_browser NAME runs tests/browser/NAME.mjs with
 * node and chromium (harness.mjs) over corpus/ and hostile.jsonl. Skipped where
 * one of them, or a module of the npm registry, is missing.
 */
#include "browsing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *script;

/* Whether the shell command succeeds; what it prints is not shown. */
static bool
succeeds(const char *command)
{
    char *silent = NULL;
    const bool is_made =
        asprintf(&silent, "{ %s; } </dev/null >/dev/null 2>&1", command) > 0;
    const int status = is_made ? system(silent) : -1;

    free(silent);
    return status == 0;
}

/* What is missing, for a person; NULL if nothing is. */
static const char *
missing(void)
{
    if (!succeeds("node -e 'process.exit(+!(parseInt(process.versions.node) "
                  ">= 18))'"))
        return "node 18 or later";
    if (!succeeds("command -v \"${FINDINGS_CHROMIUM:-chromium}\""))
        return "chromium";
    if (access(TEST_NPM "/puppeteer-core/package.json", R_OK) != 0 ||
        access(TEST_NPM "/axe-core/axe.min.js", R_OK) != 0)
        return "modules in " TEST_NPM;
    return NULL;
}

/* findings-web over both sources, with a home of its own. */
static int
open_world(void **state)
{
    static const char *const none[] = {NULL};
    struct browsing *f = calloc(1, sizeof *f);
    char *corpus = test_source("corpus");
    char *hostile = test_source("tests/browser/hostile.jsonl");

    test_world_open(&f->world, corpus);
    setenv("XDG_DATA_HOME", f->world.folder, 1);
    setenv("XDG_CONFIG_HOME", f->world.folder, 1);
    setenv("XDG_STATE_HOME", f->world.folder, 1);
    const char *const args[] = {"--db", f->world.db, hostile, NULL};
    struct test_run run = test_program("findings-index", args);
    assert_int_equal(run.status, 0);
    test_run_free(&run);
    free(corpus);
    free(hostile);
    browsing_start(f, none);
    *state = f;
    return 0;
}

static void
the_browser_shows_what_it_should(void **state)
{
    const struct browsing *f = *state;
    char address[64];
    char *name = NULL;

    snprintf(address, sizeof address, "http://127.0.0.1:%u/", f->port);
    assert_true(asprintf(&name, "tests/browser/%s.mjs", script) > 0);
    char *path = test_source(name);
    fflush(NULL);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        setenv("FINDINGS_NPM", TEST_NPM, 1);
        execlp("node", "node", path, address, (char *)NULL);
        _exit(127);
    }
    assert_int_equal(test_wait(pid), 0);
    free(path);
    free(name);
}

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_browser_shows_what_it_should),
    };

    if (argc != 2) {
        fprintf(stderr, "usage: test_browser NAME\n");
        return 2;
    }
    script = argv[1];
    const char *what = missing();
    if (what) {
        printf("skipped: there is no %s; ./bootstrap test installs it\n", what);
        return TEST_SKIPPED;
    }
    return cmocka_run_group_tests(tests, open_world, browsing_close);
}
