/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Saved queries, as a person uses them.
 */
#include "asking.h"

#include <stdlib.h>
#include <string.h>

/* Each test begins without saved queries. */
static char *folder;

static int
set_up(void **state)
{
    (void)state;
    folder = test_folder();
    setenv("XDG_CONFIG_HOME", folder, 1);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    test_folder_remove(folder);
    return 0;
}

/* Run findings; the exit status must be as expected, and the output, or else
 * standard error, contain the text. */
static void
assert_says(int status,
            const char *text,
            const char *a,
            const char *b,
            const char *c,
            const char *d)
{
    struct test_run r = asking_run(a, b, c, d);

    assert_int_equal(r.status, status);
    assert_has(status == 0 || !*r.err ? r.out : r.err, text);
    test_run_free(&r);
}

/* Both command lines print the same. */
static void
assert_same(const char *const a[4], const char *const b[4])
{
    struct test_run one = asking_run(a[0], a[1], a[2], a[3]);
    struct test_run other = asking_run(b[0], b[1], b[2], b[3]);

    assert_int_equal(one.status, 0);
    assert_string_equal(one.err, "");
    assert_string_equal(one.out, other.out);
    test_run_free(&one);
    test_run_free(&other);
}

static void
a_saved_query_is_its_words_and_filters(void **state)
{
    (void)state;
    assert_says(0, "Saved; run it with: findings @weak\n", "save", "weak",
                "case recording", "--grade=inadequate");
    assert_same((const char *const[4]){"@weak"},
                (const char *const[4]){"case recording", "--grade=inadequate"});
    assert_same((const char *const[4]){"matrix", "@weak"},
                (const char *const[4]){"matrix", "case recording",
                                       "--grade=inadequate"});
    assert_same((const char *const[4]){"trend", "@weak"},
                (const char *const[4]){"trend", "case recording",
                                       "--grade=inadequate"});
    assert_same((const char *const[4]){"explain", "@weak", "-n1"},
                (const char *const[4]){"explain", "case recording",
                                       "--grade=inadequate", "-n1"});
    assert_same((const char *const[4]){"@weak", "files", "--area=safeguarding"},
                (const char *const[4]){"case recording files",
                                       "--grade=inadequate",
                                       "--area=safeguarding"});
    assert_same(
        (const char *const[4]){"@weak files"},
        (const char *const[4]){"case recording files", "--grade=inadequate"});
}

static void
words_alone_can_be_compared(void **state)
{
    (void)state;
    assert_says(0, "Saved", "save", "words", "case recording", NULL);
    assert_same((const char *const[4]){"compare", "northmere-2010-02-19",
                                       "alderbrook-2011-04-01", "@words"},
                (const char *const[4]){"compare", "northmere-2010-02-19",
                                       "alderbrook-2011-04-01",
                                       "case recording"});
    assert_says(0, "Saved", "save", "weak", "case", "--grade=inadequate");
    assert_says(2, "compare does not accept --grade", "compare",
                "northmere-2010-02-19", "alderbrook-2011-04-01", "@weak");
}

static void
an_option_takes_the_place_of_the_same_one_that_was_saved(void **state)
{
    (void)state;
    assert_says(0, "Saved", "save", "a", "case recording",
                "--grade=inadequate");
    assert_same((const char *const[4]){"@a", "--grade=good"},
                (const char *const[4]){"case recording", "--grade=good"});
}

static void
names_with_commas_are_split_when_it_is_run(void **state)
{
    (void)state;
    assert_says(0, "Saved", "save", "two", "case",
                "--authority=Northmere,Alderbrook");
    assert_same(
        (const char *const[4]){"@two"},
        (const char *const[4]){"case", "--authority=Northmere,Alderbrook"});
}

static void
filters_alone_and_phrases_can_be_saved(void **state)
{
    (void)state;
    assert_says(0, "Saved", "save", "weak", "--polarity=weakness", NULL);
    assert_says(0, "Saved", "save", "phrase", "\"case recording\"", "--exact");
    assert_same((const char *const[4]){"@phrase", "--absent=reports"},
                (const char *const[4]){"\"case recording\"", "--exact",
                                       "--absent=reports"});
    assert_same((const char *const[4]){"@weak"},
                (const char *const[4]){"--polarity=weakness"});
    assert_same((const char *const[4]){"@phrase"},
                (const char *const[4]){"\"case recording\"", "--exact"});
    assert_says(0,
                "weak = --polarity weakness\n"
                "phrase = '\"case recording\"' --exact\n",
                "save", NULL, NULL, NULL);
}

static void
a_query_can_be_replaced_and_removed(void **state)
{
    (void)state;
    assert_says(1, "No saved queries. Save one with: findings save", "save",
                NULL, NULL, NULL);
    assert_says(0, "Saved", "save", "a", "case recording", NULL);
    assert_says(0, "\nIt was: 'case recording'\n", "save", "a", "files", NULL);
    assert_says(0, "a = files\n", "save", NULL, NULL, NULL);
    assert_says(0, "Removed a, which was: files\n", "save", "--remove", "a",
                NULL);
    assert_says(1, "there is no saved query \"a\"", "save", "--remove", "a",
                NULL);
    assert_says(2, "there is no saved query \"a\"", "@a", NULL, NULL, NULL);
}

static void
a_saved_query_can_be_made_of_another(void **state)
{
    (void)state;
    assert_says(0, "Saved", "save", "a", "case", "--grade=inadequate");
    assert_says(0, "Saved", "save", "b", "@a", "recording");
    assert_says(0, "b = case recording --grade inadequate\n", "save", NULL,
                NULL, NULL);
}

static void
an_unknown_name_is_an_error_that_helps(void **state)
{
    (void)state;
    assert_says(0, "Saved", "save", "recording", "case recording", NULL);
    assert_says(2,
                "there is no saved query \"recrding\"; did you mean "
                "@recording? findings save lists them; to search for the word "
                "itself, put it between quotation marks: '\"@recrding\"'\n",
                "@recrding", NULL, NULL, NULL);
    assert_says(2, "\"zebra\"; findings save lists them", "matrix", "@zebra",
                NULL, NULL);
    /* Not at the beginning, it is a word. */
    assert_same((const char *const[4]){"\"@case\""},
                (const char *const[4]){"\"@case\""});
    assert_same((const char *const[4]){"case", "@recording"},
                (const char *const[4]){"case @recording"});
}

static void
what_cannot_be_saved_is_refused(void **state)
{
    (void)state;
    assert_says(2, "\"a.b\" cannot be the name of a saved query", "save", "a.b",
                "case", NULL);
    assert_says(2, "nothing to save as \"a\"", "save", "a", NULL, NULL);
    assert_says(2, "nothing to save as \"a\"", "save", "a", " ", NULL);
    assert_says(2, "save takes a name before filters", "save", "--exact", NULL,
                NULL);
    assert_says(2, "--remove takes one name", "save", "--remove", NULL, NULL);
    assert_says(2, "--remove takes one name", "save", "--remove", "a", "b");
    assert_says(2, "save does not accept --sort", "save", "a", "b",
                "--sort=newest");
    assert_says(2, "the words are not valid UTF-8", "save", "a", "\xff", NULL);
    assert_says(1, "No saved queries", "save", NULL, NULL, NULL);
}

static void
a_line_that_cannot_be_read_is_named(void **state)
{
    static const char *const cases[][3] = {
        {"a = x\nb\n", "@a", "queries:2: a line begins with a name"},
        {"a = x --sort newest\n", "@a",
         "queries:1: a saved query cannot have --sort, only filters"},
        {"# c\na = x --zebra\n", "@a", "queries:2: unknown option \"--zebra\""},
        {"a = x --grade\n", "@a", "queries:1: --grade needs a value"},
        {"a = @b\nb = x\n", "@a",
         "queries:1: a saved query cannot begin with another one"},
    };
    char *path = test_path(folder, "findings/queries");

    (void)state;
    assert_says(0, "Saved", "save", "a", "case", NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        test_write(path, cases[i][0], strlen(cases[i][0]));
        assert_says(2, cases[i][2], cases[i][1], NULL, NULL, NULL);
    }
    free(path);
}

/* Without --text, as in a pipe. */
static void
assert_listed(int status, const char *out)
{
    struct test_run r =
        test_program("findings", (const char *[]){"save", "--header", NULL});

    assert_int_equal(r.status, status);
    assert_string_equal(r.out, out);
    test_run_free(&r);
}

static void
in_a_pipe_saved_queries_are_a_line_each(void **state)
{
    (void)state;
    assert_listed(1, "name\tquery\n");
    assert_says(0, "Saved", "save", "weak", "case recording",
                "--grade=inadequate");
    assert_says(0, "Saved", "save", "b", "files", NULL);
    assert_listed(0, "name\tquery\n"
                     "weak\t'case recording' --grade inadequate\n"
                     "b\tfiles\n");
    assert_says(2, "leave out the name", "save", "b", "files", "--header");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(in_a_pipe_saved_queries_are_a_line_each,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_saved_query_is_its_words_and_filters,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(words_alone_can_be_compared, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            an_option_takes_the_place_of_the_same_one_that_was_saved, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(
            names_with_commas_are_split_when_it_is_run, set_up, tear_down),
        cmocka_unit_test_setup_teardown(filters_alone_and_phrases_can_be_saved,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_query_can_be_replaced_and_removed,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_saved_query_can_be_made_of_another,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_unknown_name_is_an_error_that_helps,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_saved_is_refused, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_line_that_cannot_be_read_is_named,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, asking_open, test_corpus_close);
}
