/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Many themes at once: every number is what a search for the theme alone
 * counts, and a theme that cannot be read does not stop the others.
 */
#include "asking.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Each test has a file of themes, and no saved queries. */
static char *folder, *path;

static int
set_up(void **state)
{
    (void)state;
    folder = test_folder();
    path = test_path(folder, "themes.txt");
    setenv("XDG_CONFIG_HOME", folder, 1);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    free(path);
    test_folder_remove(folder);
    return 0;
}

/* findings batch with one or two options; either may be NULL. */
static struct test_run
batch(const char *themes, const char *a, const char *b)
{
    test_write(path, themes, strlen(themes));
    return asking_run("batch", path, a, b);
}

/* The result of findings --json, which must find something. */
static json_t *
result_of(struct test_run run)
{
    json_t *result = json_loads(run.out, 0, NULL);

    if (run.status != 0 || !result)
        fail_msg("exit status %d: %s", run.status, run.err);
    test_run_free(&run);
    return result;
}

static json_t *
search(const char *words, const char *option)
{
    struct test_run run = asking_run("search", words, "--json", option);
    json_t *result = json_loads(run.out, 0, NULL);

    assert_non_null(result);
    test_run_free(&run);
    return result;
}

static const json_t *
theme_at(const json_t *result, size_t i)
{
    return json_array_get(json_object_get(result, "themes"), i);
}

static void
a_theme_has_the_totals_of_its_search(void **state)
{
    static const char *const queries[] = {
        "case recording", "\"case recording\"",
        "supervision",    "foster* OR adopt*",
        "zebra",          "grade:inadequate"};
    enum { N = sizeof queries / sizeof *queries };
    char themes[512] = "";

    (void)state;
    for (size_t i = 0; i < N; i++)
        sprintf(themes + strlen(themes), "%s\n", queries[i]);
    json_t *result = result_of(batch(themes, "--area=safeguarding", "--json"));
    struct test_run all =
        asking_run("--area=safeguarding", "--json", NULL, NULL);
    json_t *selected = json_loads(all.out, 0, NULL);
    assert_true(json_equal(json_object_get(result, "selected"),
                           json_object_get(selected, "totals")));
    const double n =
        (double)asking_number(json_object_get(selected, "totals"), "reports");
    for (size_t i = 0; i < N; i++) {
        const json_t *theme = theme_at(result, i);
        json_t *alone = search(queries[i], "--area=safeguarding");
        json_t *totals = json_object_get(alone, "totals");
        assert_string_equal(asking_text(theme, "name"), queries[i]);
        assert_true(json_equal(json_object_get(theme, "totals"), totals));
        assert_float_equal(json_real_value(json_object_get(theme, "share")),
                           (double)asking_number(totals, "reports") / n, 1e-6);
        json_decref(alone);
    }
    json_decref(selected);
    json_decref(result);
    test_run_free(&all);
}

/* Check the cells in the rows of one field. */
static void
check_rows(const struct test_world *world, const char *field, const char *unit)
{
    static const char *const queries[] = {"case recording", "supervision"};
    char filter[128];
    const char *args[] = {"--socket", world->socket, "batch",   path, "--json",
                          "--rows",   field,         "--count", unit, NULL};

    test_write(path, "case recording\nb: supervision\n", 30);
    json_t *result = result_of(test_program("findings", args));
    const json_t *values =
        json_object_get(json_object_get(result, "rows"), "values");
    assert_true(json_array_size(values) > 1);
    for (size_t i = 0; i < json_array_size(values); i++) {
        const json_t *value = json_array_get(values, i);
        snprintf(filter, sizeof filter, "--%s=%s", field,
                 asking_text(value, "value"));
        for (size_t t = 0; t < 2; t++) {
            json_t *alone = search(queries[t], filter);
            assert_int_equal(
                json_integer_value(json_array_get(
                    json_array_get(json_object_get(result, "cells"), i), t)),
                asking_number(json_object_get(alone, "totals"), unit));
            json_decref(alone);
        }
        json_t *base = search("", filter);
        assert_int_equal(
            asking_number(value, "count"),
            asking_number(json_object_get(base, "totals"), "reports"));
        json_decref(base);
    }
    json_decref(result);
}

static void
a_cell_is_what_its_filter_would_find(void **state)
{
    check_rows(*state, "authority", "paragraphs");
    check_rows(*state, "year", "reports");
    check_rows(*state, "report", "paragraphs");
    check_rows(*state, "grade", "authorities");
}

static void
a_theme_that_cannot_be_read_does_not_stop_the_others(void **state)
{
    struct test_run r =
        batch("good: case recording\nbad: case (recording\n@zebra\n"
              "supervision\nsupervision\nempty:\n",
              "--csv", NULL);

    (void)state;
    assert_int_equal(r.status, 2);
    assert_has(r.err, "themes.txt:2:11: the query cannot be read: ");
    assert_has(r.err, "themes.txt:3:1: there is no saved query \"zebra\"");
    assert_has(r.err, "themes.txt:5:1: line 4 has the same name");
    assert_has(r.err, "themes.txt:6:7: there is no query after the name");
    assert_has(r.out, "good,case recording,60,10,10,100.00,10\r\n");
    assert_has(r.out, "bad,case (recording,,,,,10\r\n");
    test_run_free(&r);
}

static void
nothing_found_is_a_zero(void **state)
{
    struct test_run r = batch("zebra\ncase recording", NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 0);
    assert_has(r.out, "\nzebra                           0        0");
    assert_has(r.out, "\nzebra:\nNo paragraph contains \"zebra\".\n");
    test_run_free(&r);
    r = batch("zebra\ngiraffe", NULL, NULL);
    assert_int_equal(r.status, 1);
    assert_string_equal(r.err, "");
    test_run_free(&r);
}

static void
a_spreadsheet_gets_a_column_for_each_theme(void **state)
{
    struct test_run r =
        batch("a: case recording\nb: supervision", "--rows=year", "--csv");
    const char *year = strstr(r.out, "2010,");

    (void)state;
    assert_int_equal(r.status, 0);
    assert_int_equal(strncmp(r.out, "year,reports,a,b\r\n", 18), 0);
    assert_non_null(year);
    assert_has(r.out, "\r\ntotal,10,60,");
    test_run_free(&r);
}

static void
a_theme_may_be_a_saved_query(void **state)
{
    struct test_run saved =
        asking_run("save", "rec", "case recording", "--grade=inadequate");

    (void)state;
    test_run_free(&saved);
    json_t *result = result_of(batch("@rec\nb: @rec files\n", "--json", NULL));
    json_t *one = search("case recording", "--grade=inadequate");
    json_t *other = search("case recording files", "--grade=inadequate");
    assert_true(json_equal(json_object_get(theme_at(result, 0), "totals"),
                           json_object_get(one, "totals")));
    assert_true(json_equal(json_object_get(theme_at(result, 1), "totals"),
                           json_object_get(other, "totals")));
    json_decref(one);
    json_decref(other);
    json_decref(result);
}

static void
themes_may_come_from_standard_input(void **state)
{
    const struct test_world *world = *state;
    char command[1024], line[256] = "";
    char *program = test_program_path("findings");

    snprintf(command, sizeof command,
             "printf 'a: case recording\\n' | '%s' --socket '%s' batch - --csv",
             program, world->socket);
    free(program);
    FILE *in = popen(command, "r");
    assert_non_null(in);
    assert_non_null(fgets(line, sizeof line, in));
    assert_non_null(fgets(line, sizeof line, in));
    assert_string_equal(line, "a,case recording,60,10,10,100.00,10\r\n");
    assert_int_equal(pclose(in), 0);
}

static void
files_that_cannot_be_used_are_named(void **state)
{
    struct test_run r = asking_run("batch", "/none/themes.txt", NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 2);
    assert_has(r.err, "cannot open \"/none/themes.txt\": No such file or "
                      "directory; check the name, or use - for");
    test_run_free(&r);
    r = asking_run("batch", folder, NULL, NULL);
    assert_int_equal(r.status, 2);
    assert_has(r.err, "Is a directory");
    test_run_free(&r);
    r = batch("# none\n", NULL, NULL);
    assert_int_equal(r.status, 2);
    assert_has(r.err, "there are no themes in it; write one to a line");
    test_run_free(&r);
    r = batch("case", "--count=reports", NULL);
    assert_int_equal(r.status, 2);
    assert_has(r.err, "--count needs --rows");
    test_run_free(&r);
}

/* The master side of a pseudo-terminal; skips the test if there is none. */
static int
open_terminal(void)
{
    const int terminal = posix_openpt(O_RDWR | O_NOCTTY);

    if (terminal >= 0 && grantpt(terminal) == 0 && unlockpt(terminal) == 0 &&
        access(ptsname(terminal), R_OK | W_OK) == 0)
        return terminal;
    print_message("no pseudo-terminal can be opened here: %s\n",
                  strerror(errno));
    if (terminal >= 0)
        close(terminal);
    skip();
    return -1;
}

static void
a_terminal_shows_how_far_it_is(void **state)
{
    const struct test_world *world = *state;
    const int terminal = open_terminal();
    const char *args[] = {"--socket", world->socket, "batch", path, NULL};
    char said[4096] = "";
    size_t len = 0;
    ssize_t n;

    test_write(path, "a: case\nb: supervision\n", 23);
    const pid_t pid =
        test_start("findings", args, "/dev/null", ptsname(terminal));
    while ((n = read(terminal, said + len, sizeof said - 1 - len)) > 0)
        len += (size_t)n;
    assert_int_equal(test_wait(pid), 0);
    assert_has(said, "1 of 2: ");
    assert_has(said, "2 of 2: b");
    assert_int_equal(said[len - 1], '\r'); /* wiped out */
    close(terminal);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_theme_has_the_totals_of_its_search,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_cell_is_what_its_filter_would_find,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_theme_that_cannot_be_read_does_not_stop_the_others, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(nothing_found_is_a_zero, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            a_spreadsheet_gets_a_column_for_each_theme, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_theme_may_be_a_saved_query, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(themes_may_come_from_standard_input,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(files_that_cannot_be_used_are_named,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_terminal_shows_how_far_it_is, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, asking_open, test_corpus_close);
}
