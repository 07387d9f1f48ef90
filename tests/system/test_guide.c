/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What findings teaches: the examples of its help, and why options cannot be
 * combined.
 */
#include "asking.h"

#include "ask/options.h"
#include "findings/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Runs each line of the text that begins with this; returns how many. */
static size_t
run_examples(char *text, const char *begin)
{
    size_t n = 0;

    for (char *line; (line = strsep(&text, "\n"));)
        if (strncmp(line, begin, strlen(begin)) == 0) {
            asking_shell(line);
            n++;
        }
    return n;
}

static void
every_group_of_options_has_an_example_that_works(void **state)
{
    struct test_run r = asking_run("--help", NULL, NULL, NULL);

    (void)state;
    assert_true(run_examples(r.out, "    findings ") >= 6);
    test_run_free(&r);
}

static void
queries_are_taught_by_ten_examples_that_work(void **state)
{
    struct test_run r = asking_run("help", "queries", NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 0);
    assert_int_equal(run_examples(r.out, "  findings "), 10);
    test_run_free(&r);
}

static void
the_overview_has_every_option(void **state)
{
    struct test_run r = asking_run("--help", NULL, NULL, NULL);
    char option[40], name[32];

    (void)state;
    for (int id = 0; id < OPTIONS; id++) {
        snprintf(option, sizeof option, " %s",
                 options_spelling((enum option_id)id, name));
        assert_has(r.out, option);
    }
    for (size_t i = 0; i < findings_n_fields; i++) {
        if (!findings_fields[i].option)
            continue;
        snprintf(option, sizeof option, " --%s X", findings_fields[i].option);
        assert_has(r.out, option);
    }
    test_run_free(&r);
}

static void
options_that_cannot_be_combined_are_explained(void **state)
{
    static const struct {
        const char *args[4];
        const char *said;
    } cases[] = {
        {{"case", "--format=ris", "-n5"},
         "--format cannot be combined with -n: an export has everything that "
         "is "
         "counted; for a part of it, use --json\n"},
        {{"case", "--format=ris", "--full"},
         "with --full: an export has every"},
        {{"case", "--format=ris", "--facets=year"},
         "not counts; for these, use"},
        {{"case", "--format=ris", "--absent=reports"}, "or in a pipe\n"},
        {{"case", "--format=ris", "--json"}, "each is a form of output by it"},
        {{"case", "--format=ris", "--ids"},
         "each is a form of output by itself"},
        {{"case", "--absent=reports", "--sort=newest"},
         "always whole and in or"},
        {{"case", "--absent=reports", "--all"},
         "not paragraphs; leave out the"},
        {{"case", "--absent=reports", "--cite"},
         "no paragraph to cite; leave "},
        {{"case", "--cite", "--full"}, "quotes the whole paragraph; leave out"},
        {{"case", "--cite", "--count=reports"},
         "have no counts; ask for these"},
        {{"case", "--cite", "--fields=id"}, "use only one\n"},
        {{"judgements", "--csv", "--json"}, "use only one\n"},
        {{"case", "--json", "-0"}, "--json cannot be combined with -0: each"},
        {{"case", "--ids", "--fields=id"}, "--ids is short for --fields id;"},
        {{"case", "--ids", "--facets=year"}, "counts have no ids; leave out"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const *a = cases[i].args;
        struct test_run r = asking_run(a[0], a[1], a[2], a[3]);
        assert_int_equal(r.status, 2);
        assert_string_equal(r.out, "");
        assert_has(r.err, " cannot be combined with ");
        assert_has(r.err, cases[i].said);
        test_run_free(&r);
    }
}

static void
help_is_only_for_what_there_is(void **state)
{
    struct test_run r = asking_run("help", "elephants", NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 2);
    assert_has(r.err, "help takes the name of a command, or \"queries\"");
    test_run_free(&r);
}

/* What is printed for these arguments has the text. */
static void
prints(const char *a, const char *b, const char *c, const char *text)
{
    struct test_run r = asking_run(a, b, c, NULL);

    assert_int_equal(r.status, 0);
    assert_has(r.out, text);
    test_run_free(&r);
}

static void
help_has_help_of_its_own(void **state)
{
    (void)state;
    prints("help", "help", NULL, "\n  help queries ");
    prints("help", NULL, NULL, "\nManual: findings(1), ");
    prints("complete", "findings help qu", NULL, "queries\n");
}

static void
help_says_what_options_are_by_default(void **state)
{
    (void)state;
    prints("help", "search", NULL, "how many to show (by default 10;");
    prints("help", "matrix", NULL, "(of a matrix,");
    prints("help", "trend", NULL, "what to count: by default paragraphs, in a");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_group_of_options_has_an_example_that_works),
        cmocka_unit_test(queries_are_taught_by_ten_examples_that_work),
        cmocka_unit_test(the_overview_has_every_option),
        cmocka_unit_test(options_that_cannot_be_combined_are_explained),
        cmocka_unit_test(help_is_only_for_what_there_is),
        cmocka_unit_test(help_has_help_of_its_own),
        cmocka_unit_test(help_says_what_options_are_by_default),
    };
    return cmocka_run_group_tests(tests, asking_open, test_corpus_close);
}
