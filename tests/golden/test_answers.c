/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Golden answers: for each NAME.args in this folder, which has the client's
 * arguments, one to a line, the client must print NAME.expected over corpus/,
 * for a person (--text).
 * The ranking is reviewed like code: run this with FINDINGS_GOLDEN=update to
 * rewrite the files, and look at the difference before you commit it.
 */
#include "support.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
is_args(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return dot && strcmp(dot, ".args") == 0;
}

/* What the client prints, and its exit status. The caller frees it. */
static char *
answer(const struct test_world *world, char *lines)
{
    const char *args[32] = {"--socket", world->socket, "--text"};
    size_t n = 3;

    for (char *line; (line = strsep(&lines, "\n")) && n + 1 < 32;)
        if (*line)
            args[n++] = line;
    struct test_run run = test_program("findings", args);
    char *text = malloc(strlen(run.out) + strlen(run.err) + 64);
    sprintf(text, "%s%s[exit status %d]\n", run.out, run.err, run.status);
    test_run_free(&run);
    return text;
}

static void
check(const struct test_world *world, const char *folder, const char *name)
{
    const char *update = getenv("FINDINGS_GOLDEN");
    char *asked_path = test_path(folder, name);
    char *expected_path = strdup(asked_path);

    expected_path = realloc(expected_path, strlen(expected_path) + 16);
    strcpy(strrchr(expected_path, '.'), ".expected");
    char *asked = test_read(asked_path, NULL);
    char *got = answer(world, asked);
    if (update && strcmp(update, "update") == 0)
        test_write(expected_path, got, strlen(got));
    char *expected = test_read(expected_path, NULL);
    if (!expected || strcmp(expected, got) != 0)
        fail_msg("%s: expected\n%s\ngot\n%s", name,
                 expected ? expected : "(no file)", got);
    free(expected);
    free(got);
    free(asked);
    free(asked_path);
    free(expected_path);
}

static void
answers_are_as_they_were(void **state)
{
    char *folder = test_source("tests/golden");
    struct dirent **entries;
    const int n = scandir(folder, &entries, is_args, alphasort);

    assert_true(n > 0);
    for (int i = 0; i < n; i++) {
        check(*state, folder, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    free(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_are_as_they_were),
    };
    return cmocka_run_group_tests(tests, test_corpus_open, test_corpus_close);
}
