/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findings at a terminal: nothing is wider than it, and results are read
 * through a pager.
 */
#include "asking.h"
#include "terminal.h"

#include "print/columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct test_world *world;

/* Runs findings at a terminal of this width, with these arguments up to the
 * first NULL. */
static struct test_run
at_terminal(unsigned short columns, const char *const *more)
{
    const struct terminal terminal = {.rows = 24, .columns = columns};
    const char *args[16] = {"--socket", world->socket};

    for (size_t n = 2; *more; n++)
        args[n] = *more++;
    return terminal_run(&terminal, "findings", args);
}

/* Widths. */

static void
assert_fits(char *text, size_t columns, const char *asked)
{
    terminal_strip(text);
    for (char *line; (line = strsep(&text, "\n"));)
        if (columns_of(line) > columns)
            fail_msg("%s: wider than %zu columns: %s", asked, columns, line);
}

static void
nothing_is_wider_than_the_terminal(void **state)
{
    static const char *const asked[][8] = {
        {"case recording", "--grade", "inadequate"},
        {"child", "-n300"},
        {"child", "-n100", "--full"},
        {"case recording supervision zebra famlies"},
        {"safegaurding northmere 2010 boss"},
        {"case", "--authority=Northmeer"},
        {"child", "--facets=authority,area,date,report,number", "-n0"},
        {"child", "--facets=report", "--count=reports", "-n0"},
        {"zebra", "--exact"},
        {"zebra", "--absent=reports"},
        {"zebra", "--absent=authorities"},
        {"show", "northmere-2010-02-19/23"},
        {"similar", "northmere-2010-02-19/23"},
        {"matrix", "child"},
        {"matrix", "child", "--rows=report", "--columns=authority"},
        {"matrix", "child", "--rows=number", "--columns=date"},
        {"matrix", "child", "--rows=area", "--columns=year"},
        {"judgements"},
        {"compare", "northmere-2010-02-19", "west-calder-vale-2010-06-25"},
        {"compare", "northmere-2010-02-19", "west-calder-vale-2010-06-25",
         "case recording"},
        {"explain", "case recording northmere face-to-face practice"},
        {"explain", "looked after children safegaurding not seen"},
        {"suggest", "recordng"},
        {"suggest", "--authority=west"},
        {"case", "--fields=id,year"},
        {"status"},
        {"--help"},
        {"help", "search"},
        {"help", "compare"},
        {"help", "queries"},
    };
    static const unsigned short widths[] = {40, 80, 200};

    (void)state;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
            struct test_run r = at_terminal(widths[w], asked[i]);
            assert_true(r.status >= 0 && r.status <= 2 && *r.out);
            assert_fits(r.out, widths[w], asked[i][0]);
            test_run_free(&r);
        }
}

static void
a_table_takes_the_whole_width_but_text_does_not(void **state)
{
    static const char *const table[] = {"matrix", "child", "--rows=grade",
                                        "--columns=authority", NULL};
    static const char *const text[] = {"child", NULL};
    struct test_run r = at_terminal(200, table);

    (void)state;
    terminal_strip(r.out);
    assert_null(strstr(r.out, "\n\n")); /* not in parts */
    assert_true(strcspn(strstr(r.out, "\ngrade") + 1, "\n") > 90);
    test_run_free(&r);
    r = at_terminal(200, text);
    assert_fits(r.out, 120, "child");
    test_run_free(&r);
}

static void
labels_are_wrapped_before_grades_are_cut(void **state)
{
    static const char *const args[] = {"compare", "wyndmoor-2015",
                                       "stonebeck-2023", NULL};
    struct test_run r = at_terminal(62, args);

    (void)state;
    terminal_strip(r.out);
    assert_has(r.out, " requires-improvement requires-improvement\n");
    assert_null(strstr(r.out, "…"));
    test_run_free(&r);
}

/* The pager. */

/* Makes a pager of the lines of a shell script; returns its path, which is at
 * $0 in the script. The caller frees it. */
static char *
make_pager(const char *lines)
{
    char *path = test_path(world->folder, "pager");
    char script[512];

    snprintf(script, sizeof script, "#!/bin/sh\n%s\n", lines);
    test_write(path, script, strlen(script));
    assert_int_equal(chmod(path, 0700), 0);
    setenv("FINDINGS_PAGER", path, 1);
    return path;
}

/* Removes it and a file that it made, whose text it returns; NULL if there is
 * none. The caller frees it. */
static char *
remove_pager(char *path)
{
    char file[512];
    snprintf(file, sizeof file, "%s.out", path);
    char *text = test_read(file, NULL);

    unlink(file);
    unlink(path);
    free(path);
    setenv("FINDINGS_PAGER", "", 1);
    return text;
}

static void
a_pager_gets_what_is_for_a_person(void **state)
{
    static const char *const asked[][4] = {{"case recording"},
                                           {"show", "northmere-2010-02-19/23"},
                                           {"suggest", "recordin"},
                                           {"judgements"},
                                           {"--help"},
                                           {"help", "search"}};

    (void)state;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct test_run direct = at_terminal(80, asked[i]);
        char *pager = make_pager("cat >\"$0.out\"; exit 3");
        struct test_run r = at_terminal(80, asked[i]);
        char *paged = remove_pager(pager);
        assert_int_equal(r.status, 0); /* not that of the pager */
        assert_string_equal(r.out, "");
        assert_non_null(paged);
        assert_string_equal(paged, direct.out);
        free(paged);
        test_run_free(&r);
        test_run_free(&direct);
    }
}

static void
a_pager_does_not_get_what_is_for_a_program(void **state)
{
    static const char *const asked[][4] = {
        {"case", "--json"}, {"case", "--ids"},       {"case", "--format=csv"},
        {"case", "--cite"}, {"judgements", "--csv"}, {"case", "--no-pager"}};

    (void)state;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        char *pager = make_pager("cat >\"$0.out\"");
        struct test_run r = at_terminal(80, asked[i]);
        char *paged = remove_pager(pager);
        assert_null(paged);
        assert_int_equal(r.status, 0);
        assert_true(*r.out);
        test_run_free(&r);
    }
}

static void
finding_nothing_is_still_exit_status_one(void **state)
{
    static const char *const nothing[] = {"zebra", "--exact", NULL};
    static const char *const wrong[] = {"case", "--from=yesterday", NULL};
    char *pager = make_pager("cat >\"$0.out\"");
    struct test_run r = at_terminal(80, nothing);
    char *paged = remove_pager(pager);

    (void)state;
    assert_int_equal(r.status, 1);
    assert_has(paged, "0 paragraphs found");
    free(paged);
    test_run_free(&r);
    pager = make_pager("cat >\"$0.out\"");
    r = at_terminal(80, wrong);
    paged = remove_pager(pager);
    assert_int_equal(r.status, 2); /* and the error is not in the pager */
    assert_null(paged);
    assert_has(r.out, "findings: --from: ");
    test_run_free(&r);
}

static void
a_pager_that_is_left_early_is_no_error(void **state)
{
    static const char *const much[] = {"child", "-n300", "--full", NULL};
    char *pager = make_pager("exit 0");
    struct test_run r = at_terminal(80, much);

    (void)state;
    free(remove_pager(pager));
    assert_int_equal(r.status, 0);
    assert_string_equal(r.out, "");
    test_run_free(&r);
}

/* Ctrl-C goes to the pager, which may go on. */
static void
an_interrupt_is_for_the_pager(void **state)
{
    const char *args[] = {"--socket", world->socket, "case", NULL};
    const struct terminal terminal = {24, 80, "\003"};
    char *pager = make_pager("trap 'echo interrupted >\"$0.out\"' INT\n"
                             "while [ ! -e \"$0.out\" ]; do sleep 0.05; done\n"
                             "echo still here");
    struct test_run r = terminal_run(&terminal, "findings", args);
    char *said = remove_pager(pager);

    (void)state;
    assert_int_equal(r.status, 0);
    assert_string_equal(said, "interrupted\n");
    assert_has(r.out, "still here");
    free(said);
    test_run_free(&r);
}

static void
without_the_pager_the_output_goes_to_the_terminal(void **state)
{
    static const char *const args[] = {"case", NULL};
    static const struct {
        const char *pager, *said;
    } cases[] = {
        {"no-such-pager -x",
         "findings: cannot run the pager \"no-such-pager -x\": No such file or "
         "directory; set FINDINGS_PAGER to another, or use --no-pager\n"},
        {" ", "cannot run the pager"},
        {"cat", ""},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        setenv("FINDINGS_PAGER", cases[i].pager, 1);
        struct test_run r = at_terminal(200, args);
        setenv("FINDINGS_PAGER", "", 1);
        assert_int_equal(r.status, 0);
        assert_has(r.out, cases[i].said);
        assert_has(r.out, " 1. ");
        test_run_free(&r);
    }
}

static void
a_pager_may_be_a_shell_command(void **state)
{
    static const char *const args[] = {"case", NULL};

    (void)state;
    setenv("FINDINGS_PAGER", "grep -c Northmere | sed 's/^/lines: /'", 1);
    struct test_run r = at_terminal(80, args);
    assert_int_equal(r.status, 0);
    assert_memory_equal(r.out, "lines: ", 7);
    test_run_free(&r);
    setenv("FINDINGS_PAGER", "no-such-pager 'a b'", 1);
    r = at_terminal(200, args);
    assert_int_equal(r.status, 0);
    assert_has(r.out,
               "findings: the pager \"no-such-pager 'a b'\" could not be "
               "run; ");
    setenv("FINDINGS_PAGER", "", 1);
    test_run_free(&r);
}

static void
the_pager_of_other_programs_comes_second(void **state)
{
    static const char *const args[] = {"case", NULL};

    (void)state;
    unsetenv("FINDINGS_PAGER");
    setenv("PAGER", "wc -l", 1);
    struct test_run r = at_terminal(80, args);
    assert_true(atoi(r.out) > 10);
    test_run_free(&r);
    setenv("FINDINGS_PAGER", "cat", 1);
    r = at_terminal(80, args);
    assert_has(r.out, " 1. ");
    test_run_free(&r);
    setenv("TERM", "dumb", 1);
    unsetenv("FINDINGS_PAGER");
    r = at_terminal(80, args);
    assert_has(r.out, " 1. ");
    assert_null(strchr(r.out, '\033'));
    test_run_free(&r);
    unsetenv("TERM");
    unsetenv("PAGER");
    setenv("FINDINGS_PAGER", "", 1);
}

/* The pager that is there by default shows colours and waits for a key, unless
 * all fits on the screen. */
static void
less_shows_colours_and_waits(void **state)
{
    const char *args[] = {"--socket", world->socket, "case", NULL};
    const char *few[] = {"--socket", world->socket, "suggest", "recordin",
                         NULL};
    struct terminal terminal = {24, 80, "q"};

    (void)state;
    if (system("command -v less >/dev/null") != 0) {
        print_message("less is not installed\n");
        skip();
    }
    unsetenv("FINDINGS_PAGER");
    struct test_run r = terminal_run(&terminal, "findings", args);
    assert_int_equal(r.status, 0);
    assert_has(r.out, " 1. ");
    assert_null(strstr(r.out, "ESC["));
    assert_null(strstr(r.out, "\n10. ")); /* it was left before */
    test_run_free(&r);
    terminal.keys = NULL;
    r = terminal_run(&terminal, "findings", few);
    assert_int_equal(r.status, 0);
    assert_has(r.out, "recording");
    test_run_free(&r);
    setenv("FINDINGS_PAGER", "", 1);
}

static int
open_world(void **state)
{
    asking_open(state);
    world = *state;
    setenv("FINDINGS_PAGER", "", 1);
    unsetenv("PAGER");
    unsetenv("LESS");
    unsetenv("NO_COLOR");
    unsetenv("TERM");
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_wider_than_the_terminal),
        cmocka_unit_test(a_table_takes_the_whole_width_but_text_does_not),
        cmocka_unit_test(labels_are_wrapped_before_grades_are_cut),
        cmocka_unit_test(a_pager_gets_what_is_for_a_person),
        cmocka_unit_test(a_pager_does_not_get_what_is_for_a_program),
        cmocka_unit_test(finding_nothing_is_still_exit_status_one),
        cmocka_unit_test(a_pager_that_is_left_early_is_no_error),
        cmocka_unit_test(an_interrupt_is_for_the_pager),
        cmocka_unit_test(without_the_pager_the_output_goes_to_the_terminal),
        cmocka_unit_test(a_pager_may_be_a_shell_command),
        cmocka_unit_test(the_pager_of_other_programs_comes_second),
        cmocka_unit_test(less_shows_colours_and_waits),
    };
    return cmocka_run_group_tests(tests, open_world, test_corpus_close);
}
