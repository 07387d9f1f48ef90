/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What is typed wrong, or finds nothing: what findings says about it helps to
 * do it right.
 */
#include "asking.h"
#include "terminal.h"

#include <stdlib.h>
#include <string.h>

/* What a search for these prints. */
static void
prints(const char *word,
       const char *option,
       const char *other,
       const char *text)
{
    struct test_run r = asking_run("search", word, option, other);

    assert_string_equal(r.err, "");
    assert_has(r.out, text);
    test_run_free(&r);
}

static void
a_filter_that_leaves_nothing_is_shown_with_other_values(void **state)
{
    (void)state;
    prints("case recording", "--grade=inadequate", "--kind=recommendation",
           "0 paragraphs found\ngrade      ungraded 9\n"
           "Counts by grade ignore --grade.\n");
}

static void
a_line_of_counts_has_the_chosen_value_even_if_it_is_rare(void **state)
{
    struct test_run r = asking_run("child", "-n0", NULL, NULL);

    (void)state;
    assert_has(r.out, "\ngrade      good 36, adequate 37, inadequate 21, "
                      "ungraded 93, and 1 more\n");
    assert_null(strstr(r.out, "ignore"));
    test_run_free(&r);
    prints("child", "-n0", "--grade=requires-improvement",
           "\ngrade      requires-improvement 14, adequate 37, "
           "ungraded 93, and 2 more\nCounts by grade ignore --grade.\n");
}

static void
counts_say_which_filters_they_ignore(void **state)
{
    struct test_run r =
        asking_run("case", "--from=2011", "--to=2012", "--facets=year,grade");

    (void)state;
    assert_has(r.out, "\n  2010 ");
    assert_has(r.out, "\nCounts by year ignore --from and --to.\n");
    test_run_free(&r);
    prints("case", "--grade=good", "--year=2011",
           "\nCounts by grade ignore --grade.\n");
    r = asking_run("case", "--grade=good", "--year=2011",
                   "--facets=year,grade");
    assert_has(r.out, "\nCounts by year ignore --year; those by grade ignore "
                      "--grade.\n");
    test_run_free(&r);
}

static void
counts_are_in_their_natural_order_in_a_pipe(void **state)
{
    struct test_run r = asking_run("child", "--facets=grade", "--header", NULL);

    (void)state;
    assert_string_equal(r.out, "field\tvalue\tcount\n"
                               "grade\tgood\t36\n"
                               "grade\trequires-improvement\t14\n"
                               "grade\tadequate\t37\n"
                               "grade\tinadequate\t21\n"
                               "grade\tungraded\t93\n");
    test_run_free(&r);
}

/* Above the records, because head does not let what comes after them be said.
 */
static void
corrections_are_said_above_records(void **state)
{
    static const char *const args[] = {"recrding", "--fields=id", NULL};
    static const struct terminal wide = {.rows = 24, .columns = 100};
    struct test_world *world = *state;

    setenv("FINDINGS_SOCKET", world->socket, 1);
    struct test_run r = terminal_run(&wide, "findings", args);
    unsetenv("FINDINGS_SOCKET");
    assert_int_equal(strncmp(r.out, "No paragraph contains \"recrding\"", 32),
                     0);
    assert_has(r.out, "\nnorthmere-2010-02-19/23\n");
    test_run_free(&r);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_filter_that_leaves_nothing_is_shown_with_other_values),
        cmocka_unit_test(
            a_line_of_counts_has_the_chosen_value_even_if_it_is_rare),
        cmocka_unit_test(counts_say_which_filters_they_ignore),
        cmocka_unit_test(counts_are_in_their_natural_order_in_a_pipe),
        cmocka_unit_test(corrections_are_said_above_records),
    };
    return cmocka_run_group_tests(tests, asking_open, test_corpus_close);
}
