/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findings as a person runs it: what it prints, and how it ends.
 */
#include "support.h"

#include <stdlib.h>
#include <string.h>

static const char *socket_path;

static struct test_run
run(const char *a, const char *b, const char *c, const char *d)
{
    const char *args[] = {"--socket", socket_path, a, b, c, d, NULL};
    return test_program("findings", args);
}

static void
assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" is not in:\n%s", part, text);
}

static void
what_is_found_is_printed_and_ends_with_zero(void **state)
{
    struct test_run r = run("case recording", "--grade", "inadequate", NULL);

    (void)state;
    assert_int_equal(r.status, 0);
    assert_string_equal(r.err, "");
    assert_has(r.out, " 1. West Calder Vale, 2010-06-25, paragraph 14");
    assert_has(r.out, "*Case recording* is inadequate.");
    assert_has(r.out, "5 paragraphs found");
    assert_has(r.out, "grade         ungraded 11, inadequate 5");
    assert_null(strchr(r.out, '\033')); /* no colour but on a terminal */
    test_run_free(&r);
}

static void
nothing_found_ends_with_one(void **state)
{
    struct test_run r = run("zebra", NULL, NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 1);
    assert_has(r.out, "0 paragraphs found");
    assert_string_equal(r.err, "");
    test_run_free(&r);
}

static void
errors_end_with_two_and_say_what_to_do(void **state)
{
    static const struct {
        const char *args[4];
        const char *words;
    } wrong[] = {
        {{"case AND"}, "a word is missing here\n    case AND\n            ^"},
        {{"x \"case rec"}, "not closed\n    x \"case rec\n      ^"},
        {{NULL}, "nothing to look for"},
        {{"case", "--grade", "poor"}, "outstanding, good"},
        {{"case", "--from", "yesterday"}, "2010-10-15"},
        {{"case", "-n", "many"}, "whole number"},
        {{"case", "-n", "100000"}, "0 to 1000"},
        {{"case", "--sort", "best"}, "newest"},
        {{"case", "--frobnicate"}, "--help"},
        {{"show"}, "one id"},
        {{"status", "of", "cases"}, "findings search status"},
        {{"show", "x", "--grade=good"}, "one id"},
        {{""}, "nothing to look for"},
        {{"case", "--from", "\xff"}, "--from"},
        {{"case", "--authority", "Alderbrook,\xff"}, "--authority"},
        {{"case \xff"}, "UTF-8"},
        {{"--socket="}, "not an empty name"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const char *const *a = wrong[i].args;
        struct test_run r =
            run(a[0], a[0] ? a[1] : NULL, a[0] && a[1] ? a[2] : NULL, NULL);
        assert_int_equal(r.status, 2);
        assert_string_equal(r.out, "");
        assert_has(r.err, wrong[i].words);
        test_run_free(&r);
    }
}

static void
without_a_daemon_it_says_how_to_start_one(void **state)
{
    const struct test_world *world = *state;
    char *nobody = test_path(world->folder, "nobody");
    const char *args[] = {"--socket", nobody, "case", NULL};
    struct test_run r = test_program("findings", args);

    assert_int_equal(r.status, 2);
    assert_has(r.err, "findingsd --db");
    test_run_free(&r);
    free(nobody);
}

static void
a_socket_path_too_long_is_refused(void **state)
{
    char longer[300];
    const char *args[] = {"--socket", longer, "case", NULL};

    (void)state;
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    struct test_run r = test_program("findings", args);
    assert_int_equal(r.status, 2);
    assert_has(r.err, "299 bytes");
    test_run_free(&r);
}

static void
json_is_the_result_of_the_socket(void **state)
{
    const struct test_world *world = *state;
    struct test_run r = run("case recording", "--json", "-n", "3");
    json_t *answer = test_ask(world->socket,
                              "{\"id\": 1, \"method\": \"search\", \"params\": "
                              "{\"query\": \"case recording\", \"limit\": 3}}");
    json_t *printed = json_loads(r.out, 0, NULL);
    json_t *result = json_object_get(answer, "result");

    assert_int_equal(r.status, 0);
    assert_non_null(printed);
    json_object_del(printed, "took_us");
    json_object_del(result, "took_us");
    assert_true(json_equal(printed, result));
    json_decref(printed);
    json_decref(answer);
    test_run_free(&r);
}

/* The total that a command line gives. */
static long
total(const char *a, const char *b, const char *c)
{
    struct test_run r = run("--json", a, b, c);
    json_t *result = json_loads(r.out, 0, NULL);
    const long n = (long)json_integer_value(json_object_get(result, "total"));

    json_decref(result);
    test_run_free(&r);
    return n;
}

static void
values_of_one_filter_are_alternatives(void **state)
{
    const long good = total("--grade=good", NULL, NULL);
    const long adequate = total("--grade=adequate", NULL, NULL);

    (void)state;
    assert_true(good > 0 && adequate > 0);
    assert_int_equal(total("--grade=good,adequate", NULL, NULL),
                     good + adequate);
    assert_int_equal(total("--grade=good", "--grade=adequate", NULL),
                     good + adequate);
    assert_int_equal(total("--grade=Good", NULL, NULL), good);
}

static void
filters_of_two_fields_must_both_fit(void **state)
{
    (void)state;
    assert_true(total("--grade=good", "--area=safeguarding", NULL) <
                total("--grade=good", NULL, NULL));
    assert_true(total("--from=2018", "--to=2018", NULL) > 0);
    assert_int_equal(total("--from=2018", "--to=2018", "--framework=slac"), 0);
}

static void
a_paragraph_is_shown_whole(void **state)
{
    struct test_run r = run("show", "northmere-2010-02-19/23", NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 0);
    assert_has(r.out, "Northmere, 2010-02-19, paragraph 23");
    assert_has(r.out, "on such files in an emergency.");
    test_run_free(&r);
}

static void
a_paragraph_that_is_not_there_ends_with_one(void **state)
{
    struct test_run r = run("show", "northmere-2010-02-19/999", NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 1);
    assert_has(r.err, "no paragraph");
    test_run_free(&r);
}

static void
status_tells_what_is_served(void **state)
{
    struct test_run r = run("status", NULL, NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 0);
    assert_has(r.out, "paragraphs  327");
    test_run_free(&r);
}

static void
a_command_can_be_searched_for(void **state)
{
    struct test_run r = run("search", "status", NULL, NULL);

    (void)state;
    assert_true(r.status == 0 || r.status == 1);
    assert_has(r.out, "found");
    test_run_free(&r);
}

static void
help_names_every_filter(void **state)
{
    static const char *const words[] = {"--grade", "--area",      "--authority",
                                        "--kind",  "--deadline",  "--framework",
                                        "--from",  "Exit status", NULL};
    struct test_run r = run("--help", NULL, NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 0);
    for (size_t i = 0; words[i]; i++)
        assert_has(r.out, words[i]);
    test_run_free(&r);
}

static int
set_up(void **state)
{
    test_corpus_open(state);
    socket_path = ((struct test_world *)*state)->socket;
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_found_is_printed_and_ends_with_zero),
        cmocka_unit_test(nothing_found_ends_with_one),
        cmocka_unit_test(errors_end_with_two_and_say_what_to_do),
        cmocka_unit_test(without_a_daemon_it_says_how_to_start_one),
        cmocka_unit_test(a_socket_path_too_long_is_refused),
        cmocka_unit_test(json_is_the_result_of_the_socket),
        cmocka_unit_test(values_of_one_filter_are_alternatives),
        cmocka_unit_test(filters_of_two_fields_must_both_fit),
        cmocka_unit_test(a_paragraph_is_shown_whole),
        cmocka_unit_test(a_paragraph_that_is_not_there_ends_with_one),
        cmocka_unit_test(status_tells_what_is_served),
        cmocka_unit_test(a_command_can_be_searched_for),
        cmocka_unit_test(help_names_every_filter),
    };
    return cmocka_run_group_tests(tests, set_up, test_corpus_close);
}
