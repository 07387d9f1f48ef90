/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What is typed wrong, or finds nothing: what findings says about it helps to
 * do it right.
 */
#include "asking.h"
#include "terminal.h"

#include <stdlib.h>
#include <string.h>

struct wrong {
    const char *args[4];
    int status;
    const char *said; /* on standard error, after "findings: " */
};

static void
check(const struct wrong *w)
{
    struct test_run r =
        asking_run(w->args[0], w->args[1], w->args[2], w->args[3]);
    char line[512];

    snprintf(line, sizeof line, "findings: %s\n", w->said);
    assert_int_equal(r.status, w->status);
    assert_string_equal(r.out, "");
    assert_string_equal(r.err, line);
    test_run_free(&r);
}

static void
options_that_are_mistyped_are_suggested(void **state)
{
    static const struct wrong cases[] = {
        {{"case", "--grde=good"},
         2,
         "unknown option \"--grde=good\"; did you mean --grade? See findings "
         "--help"},
        {{"case", "--fr", "2010"},
         2,
         "unknown option \"--fr\"; did you mean --from or --framework? See "
         "findings --help"},
        {{"case", "--elephants"},
         2,
         "unknown option \"--elephants\"; see findings --help; put words that "
         "begin with '-' after --, as in: findings -- case -neglect"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(&cases[i]);
}

static void
options_of_other_commands_are_replaced(void **state)
{
    static const struct wrong cases[] = {
        {{"case", "--csv"},
         2,
         "search does not accept --csv; use --format csv"},
        {{"trend", "case", "--rows=grade"},
         2,
         "trend does not accept --rows; use --by"},
        {{"matrix", "--by=year"}, 2, "matrix does not accept --by; use --rows"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(&cases[i]);
}

static void
errors_name_options_not_parameters(void **state)
{
    static const struct wrong cases[] = {
        {{"case", "-n", "5000"}, 2, "-n must be a whole number from 0 to 1000"},
        {{"case", "--from=2020", "--to=2015"},
         2,
         "--to is earlier than --from; give a later one"},
        {{"matrix", "--rows=grade", "--columns=grade"},
         2,
         "--rows and --columns are both \"grade\"; choose two different "
         "fields"},
        /* What was typed is not the name of a parameter. */
        {{"case", "--from=limit", "-n1"},
         2,
         "--from: \"limit\" is not a date; write 2010, 2010-10 or 2010-10-15"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(&cases[i]);
}

static void
what_cannot_be_compared_is_named(void **state)
{
    static const struct wrong cases[] = {
        {{"compare", "northmere-2010", "alderbrook-1999"},
         2,
         "compare takes two reports or authorities, but \"alderbrook-1999\" is "
         "neither in the index; findings reports lists them"},
        {{"compare", "Northmere", "Elsewhere"},
         1,
         "\"Northmere\" has only one report with judgements, but two are "
         "needed; give the ids of two reports instead of the authority\n"
         "findings: \"Elsewhere\" was read as a word to search for, because it "
         "is not an authority or a report in the index"},
        /* The first one is wrong. */
        {{"compare", "Elsewhere", "neglect"},
         1,
         "there is no authority \"Elsewhere\"; check the spelling"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(&cases[i]);
}

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
a_word_that_is_nearly_a_command_is_pointed_out(void **state)
{
    (void)state;
    struct test_run r = asking_run("judgments", NULL, NULL, NULL);
    assert_has(r.out, "\"judgments\" is searched for; the command is: findings "
                      "judgements\n\n");
    test_run_free(&r);
    prints("northmere-2010-02-19/23", NULL, NULL,
           "To show it: findings show northmere-2010-02-19/23\n\n");
    r = asking_run("match", NULL, NULL, NULL);
    assert_null(strstr(r.out, "the command is"));
    test_run_free(&r);
    /* Whoever names the command means it. */
    r = asking_run("search", "judgments", NULL, NULL);
    assert_null(strstr(r.out, "the command is"));
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

/* Whatever the number of their paragraphs. */
static void
reports_that_may_be_meant_are_named_in_order(void **state)
{
    static const char lines[] =
        "{\"report\": \"e-2013\", \"text\": \"One.\"}\n"
        "{\"report\": \"e-2013\", \"text\": \"Two.\"}\n"
        "{\"report\": \"e-2009\", \"text\": \"One.\"}\n"
        "{\"report\": \"e-2011\", \"text\": \"One.\"}\n"
        "{\"report\": \"e-2011\", \"text\": \"Two.\"}\n"
        "{\"report\": \"e-2011\", \"text\": \"Three.\"}\n";
    char *folder = test_folder(), *file = test_path(folder, "reports.jsonl");
    struct test_world world;

    (void)state;
    test_write(file, lines, strlen(lines));
    test_world_open(&world, file);
    const char *args[] = {"--socket", world.socket, "show", "e-20", NULL};
    struct test_run r = test_program("findings", args);
    assert_int_equal(r.status, 1);
    assert_has(r.err, "of the ids of 3 reports: e-2009, e-2011, e-2013; give");
    test_run_free(&r);
    test_world_close(&world);
    free(file);
    test_folder_remove(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_that_are_mistyped_are_suggested),
        cmocka_unit_test(options_of_other_commands_are_replaced),
        cmocka_unit_test(errors_name_options_not_parameters),
        cmocka_unit_test(what_cannot_be_compared_is_named),
        cmocka_unit_test(a_word_that_is_nearly_a_command_is_pointed_out),
        cmocka_unit_test(
            a_filter_that_leaves_nothing_is_shown_with_other_values),
        cmocka_unit_test(
            a_line_of_counts_has_the_chosen_value_even_if_it_is_rare),
        cmocka_unit_test(counts_say_which_filters_they_ignore),
        cmocka_unit_test(counts_are_in_their_natural_order_in_a_pipe),
        cmocka_unit_test(corrections_are_said_above_records),
        cmocka_unit_test(reports_that_may_be_meant_are_named_in_order),
    };
    return cmocka_run_group_tests(tests, asking_open, test_corpus_close);
}
