/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The five real reports, and what a person read in them; skipped, with a
 * message, if they are not available.
 */
#include "oracle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char *
shared(const char *name)
{
    return test_path(TEST_SHARED, name);
}

static bool
is_there(const char *name)
{
    char *path = shared(name);
    struct stat st;
    const bool is = stat(path, &st) == 0;

    free(path);
    return is;
}

/* Whether a paragraph with this number is among the first hits for an
 * authority. */
static bool
is_hit(const json_t *result, const char *authority, int number)
{
    json_t *hit;
    size_t i;

    json_array_foreach(json_object_get(result, "hits"), i, hit)
    {
        if (strcmp(json_string_value(json_object_get(hit, "authority")),
                   authority) == 0 &&
            json_integer_value(json_object_get(hit, "number")) == number)
            return true;
    }
    return false;
}

static json_t *
client(const struct test_world *world, const char *const *more)
{
    const char *args[16] = {"--socket", world->socket, "--json"};
    size_t n = 3;

    for (; *more; more++)
        args[n++] = *more;
    struct test_run run = test_program("findings", args);
    json_t *result = json_loads(run.out, 0, NULL);
    assert_int_equal(run.status, 0);
    assert_non_null(result);
    test_run_free(&run);
    return result;
}

static void
case_recording_graded_inadequate_comes_first(void **state)
{
    static const char *const args[] = {
        "case recording", "--grade", "inadequate", "-n", "5", NULL};
    json_t *result = client(*state, args);

    assert_true(is_hit(result, "Sheffield", 47));
    assert_true(is_hit(result, "Sheffield", 104));
    assert_true(is_hit(result, "Rotherham", 31));
    json_decref(result);
}

static void
a_service_area_excludes_the_others(void **state)
{
    static const char *const args[] = {
        "case recording",        "--grade", "inadequate", "--area",
        "looked-after-children", "-n",      "1000",       NULL};
    json_t *result = client(*state, args);

    assert_true(is_hit(result, "Sheffield", 104));
    assert_false(is_hit(result, "Sheffield", 47));
    assert_false(is_hit(result, "Rotherham", 31));
    json_decref(result);
}

static void
the_client_and_the_socket_say_the_same(void **state)
{
    const struct test_world *world = *state;
    static const char *const args[] = {"case recording", "--grade",
                                       "inadequate", NULL};
    json_t *printed = client(world, args);
    json_t *answer = test_ask(
        world->socket,
        "{\"id\": 1, \"method\": \"search\", \"params\": {\"query\": \"case "
        "recording\", \"filters\": {\"grade\": [\"inadequate\"]}, \"paths\": "
        "true}}");

    assert_true(
        json_equal(json_object_get(printed, "hits"),
                   json_object_get(json_object_get(answer, "result"), "hits")));
    json_decref(printed);
    json_decref(answer);
}

/* All of them, with sections, by ids from standard input. */
static void
every_report_can_be_listed_and_shown(void **state)
{
    const struct test_world *world = *state;
    const char *list[] = {"--socket", world->socket, "reports", "--json", NULL};
    const char *show[] = {"--socket", world->socket, "show",
                          "-",        "--json",      NULL};
    struct test_run run = test_program("findings", list);
    json_t *listed = json_loads(run.out, 0, NULL), *report;
    json_t *reports = json_object_get(listed, "reports");
    char *ids = calloc(json_array_size(reports) + 1, 256), *rest, *line;
    size_t i;

    assert_true(json_array_size(reports) > 0);
    json_array_foreach(reports, i, report)
    {
        strcat(strcat(ids, json_string_value(json_object_get(report, "id"))),
               "\n");
        assert_non_null(json_string_value(json_object_get(report, "path")));
    }
    test_run_free(&run);
    run = test_program_fed("findings", show, ids, strlen(ids));
    assert_string_equal(run.err, "");
    for (i = 0, rest = run.out; (line = strsep(&rest, "\n")) && *line; i++) {
        json_t *shown = json_loads(line, 0, NULL), *section;
        json_int_t n = 0;
        size_t k;
        json_array_foreach(json_object_get(shown, "sections"), k, section)
        {
            n += json_integer_value(json_object_get(section, "paragraphs"));
        }
        assert_int_equal(n, json_integer_value(json_object_get(
                                json_array_get(reports, i), "paragraphs")));
        json_decref(shown);
    }
    assert_int_equal(i, json_array_size(reports));
    json_decref(listed);
    free(ids);
    test_run_free(&run);
}

static void
the_reports_are_searched_as_by_a_scan(void **state)
{
    char *corpus = shared("corpus");
    const char *paths[] = {corpus, NULL};
    struct scan scan;

    scan_open(&scan, paths);
    oracle_check(*state, &scan, 35);
    scan_close(&scan);
    free(corpus);
}

/* Reports of another framework: letters, as PDFs. */
static void
letters_as_pdf_are_searched_as_by_a_scan(void **state)
{
    char *letters = shared("reports/jtai");
    const char *paths[] = {letters, NULL};
    struct test_world world;
    struct scan scan;

    (void)state;
    if (!is_there("reports/jtai")) {
        print_message("no reports/jtai: they are not searched\n");
    } else {
        test_world_open(&world, letters);
        scan_open(&scan, paths);
        oracle_check(&world, &scan, 35);
        scan_close(&scan);
        test_world_close(&world);
    }
    free(letters);
}

/* The gold's own script prints its rates, and fails if one is too low. */
static void
the_reading_agrees_with_that_of_a_person(void **state)
{
    const struct test_world *world = *state;
    char *corpus = shared("corpus"), *dump = test_path(world->folder, "dump");
    const char *args[] = {"--dump", "paragraphs", corpus, NULL};
    struct test_run run = test_program("findings-index", args);
    char command[2048];

    assert_int_equal(run.status, 0);
    test_write(dump, run.out, strlen(run.out));
    test_run_free(&run);
    if (system("python3 -c '' 2>/dev/null") != 0) {
        print_message("no python3: the gold is not compared\n");
    } else {
        snprintf(command, sizeof command,
                 "python3 '%s/gold/compare.py' '%s/gold/units.jsonl' '%s' -v "
                 "1>&2",
                 TEST_SHARED, TEST_SHARED, dump);
        assert_int_equal(system(command), 0);
    }
    free(corpus);
    free(dump);
}

static int
set_up(void **state)
{
    struct test_world *world = malloc(sizeof *world);
    char *corpus = shared("corpus");

    test_world_open(world, corpus);
    free(corpus);
    *state = world;
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_recording_graded_inadequate_comes_first),
        cmocka_unit_test(a_service_area_excludes_the_others),
        cmocka_unit_test(the_client_and_the_socket_say_the_same),
        cmocka_unit_test(every_report_can_be_listed_and_shown),
        cmocka_unit_test(the_reports_are_searched_as_by_a_scan),
        cmocka_unit_test(letters_as_pdf_are_searched_as_by_a_scan),
        cmocka_unit_test(the_reading_agrees_with_that_of_a_person),
    };

    if (!is_there("corpus") || !is_there("gold/units.jsonl")) {
        printf("skipped: there are no real reports at %s; point the CMake "
               "option FINDINGS_SHARED at them\n",
               TEST_SHARED);
        return TEST_SKIPPED;
    }
    return cmocka_run_group_tests(tests, set_up, test_corpus_close);
}
