/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Indexing JSON Lines: a record in a file can be found, and a dump that is
 * indexed gives the same dump.
 */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The output of findings-index --dump paragraphs, which must succeed. */
static struct test_run
dump(const char *path)
{
    const char *args[] = {"--dump", "paragraphs", path, NULL};
    struct test_run run = test_program("findings-index", args);

    assert_string_equal(run.err, "");
    assert_int_equal(run.status, 0);
    return run;
}

static void
a_record_is_found_by_its_own_id(void **state)
{
    static const char lines[] =
        "{\"id\": \"my-set/first\", \"report\": \"my-set\", \"authority\": "
        "\"Northmere\", \"grade\": \"good\", \"text\": \"Visits are timely.\"}"
        "\n"
        "{\"report\": \"my-set\", \"text\": \"Plans are not.\"}\n";
    char *folder = test_folder();
    char *file = test_path(folder, "set.jsonl");
    struct test_world world;

    (void)state;
    test_write(file, lines, strlen(lines));
    test_world_open(&world, folder);
    json_t *answer = test_ask(
        world.socket, "{\"id\": 1, \"method\": \"get\", \"params\": {\"id\": "
                      "\"my-set/first\"}}");
    const json_t *hit =
        json_object_get(json_object_get(answer, "result"), "paragraph");
    assert_non_null(hit);
    assert_string_equal(json_string_value(json_object_get(hit, "text")),
                        "Visits are timely.");
    assert_string_equal(json_string_value(json_object_get(hit, "report")),
                        "my-set");
    assert_string_equal(json_string_value(json_object_get(hit, "source")),
                        "set.jsonl");
    json_decref(answer);
    answer = test_ask(world.socket,
                      "{\"id\": 2, \"method\": \"search\", \"params\": "
                      "{\"query\": \"plans\"}}");
    hit = json_array_get(
        json_object_get(json_object_get(answer, "result"), "hits"), 0);
    assert_string_equal(json_string_value(json_object_get(hit, "id")),
                        "my-set/p2");
    json_decref(answer);
    test_world_close(&world);
    free(file);
    test_folder_remove(folder);
}

/* Words by chance, so that they stay long when they are packed. */
static char *
long_text(size_t size)
{
    char *text = malloc(size + 1);
    unsigned state = 1;

    assert_non_null(text);
    for (size_t i = 0; i < size; i++) {
        state = state * 1103515245u + 12345u;
        const unsigned n = state >> 16 & 31;
        text[i] = n < 26 ? (char)('a' + n) : ' ';
    }
    text[0] = 'x';
    text[size] = '\0';
    return text;
}

static void
texts_and_values_may_be_long(void **state)
{
    enum { TEXT = 300000, AUTHORITY = 400000 };
    char *folder = test_folder(), *file = test_path(folder, "set.jsonl");
    char *text = long_text(TEXT), *authority = long_text(AUTHORITY);
    json_t *record =
        json_pack("{s:s, s:s, s:s+}", "report", "my-set", "authority",
                  authority, "text", text, " plum tart.");
    char *line = json_dumps(record, JSON_COMPACT);
    struct test_world world;

    (void)state;
    test_write(file, line, strlen(line));
    test_world_open(&world, folder);
    json_t *answer = test_ask(world.socket,
                              "{\"id\": 1, \"method\": \"search\", \"params\": "
                              "{\"query\": \"\\\"plum tart\\\"\", \"facets\": "
                              "[\"authority\"]}}");
    const json_t *result = json_object_get(answer, "result");
    assert_int_equal(json_integer_value(json_object_get(result, "total")), 1);
    assert_int_equal(json_array_size(json_object_get(
                         json_object_get(result, "facets"), "authority")),
                     1);
    json_decref(answer);
    answer = test_ask(world.socket,
                      "{\"id\": 2, \"method\": \"get\", \"params\": {\"id\": "
                      "\"my-set/p1\"}}");
    const json_t *hit =
        json_object_get(json_object_get(answer, "result"), "paragraph");
    assert_int_equal(json_string_length(json_object_get(hit, "text")),
                     TEXT + strlen(" plum tart."));
    json_decref(answer);
    json_decref(record);
    free(line);
    free(authority);
    free(text);
    test_world_close(&world);
    free(file);
    test_folder_remove(folder);
}

static void
a_dump_is_indexed_as_it_was(void **state)
{
    char *corpus = test_source("corpus");
    char *folder = test_folder();
    char *file = test_path(folder, "dump.jsonl");
    struct test_run first = dump(corpus);
    size_t lines = 0;

    (void)state;
    test_write(file, first.out, strlen(first.out));
    struct test_run second = dump(file);
    char *a = first.out, *b = second.out, *was, *is;
    while ((was = strsep(&a, "\n")) && *was) {
        is = strsep(&b, "\n");
        assert_non_null(is);
        json_t *expected = json_loads(was, 0, NULL);
        json_t *record = json_loads(is, 0, NULL);
        json_object_set_new(expected, "source", json_string("dump.jsonl"));
        if (!json_equal(expected, record))
            fail_msg("%s\n came back as\n%s", was, is);
        json_decref(expected);
        json_decref(record);
        lines++;
    }
    assert_true(lines > 200);
    assert_string_equal(b, "");
    test_run_free(&first);
    test_run_free(&second);
    free(file);
    test_folder_remove(folder);
    free(corpus);
}

static void
a_file_with_bad_lines_is_refused_and_they_are_listed(void **state)
{
    static const char lines[] =
        "{\"text\": \"a\"}\n{\"text\": \"b\", \"grade\": \"poor\"}\n"
        "{\"page\": 4.5, \"text\": \"c\"}\n";
    char *folder = test_folder();
    char *file = test_path(folder, "set.jsonl");
    char *db = test_path(folder, "db");
    const char *args[] = {"--db", db, file, NULL};

    (void)state;
    test_write(file, lines, strlen(lines));
    struct test_run run = test_program("findings-index", args);
    assert_int_equal(run.status, 3);
    assert_non_null(
        strstr(run.err,
               "/set.jsonl: 2 lines are bad, so none of the file is indexed\n"
               "    line 2, column 15: grade is \"poor\"; it must be one of "));
    assert_non_null(strstr(run.err, "\n    line 3, column 2: page is 4.5; give "
                                    "a whole number above 0, or null\n"));
    assert_non_null(strstr(run.err, "reports indexed: 0,"));
    test_run_free(&run);
    free(db);
    free(file);
    test_folder_remove(folder);
}

static void
ids_of_another_file_are_not_taken_over(void **state)
{
    static const char line[] = "{\"id\": \"my-set/1\", \"report\": \"my-set\", "
                               "\"text\": \"Visits are timely.\"}\n";
    char *folder = test_folder(), *db = test_path(folder, "db");
    char *one = test_path(folder, "one.jsonl");
    char *two = test_path(folder, "two.jsonl");
    const char *args[] = {"--db", db, one, two, NULL};

    (void)state;
    test_write(one, line, strlen(line));
    test_write(two, line, strlen(line) - 1); /* not quite a copy */
    struct test_run run = test_program("findings-index", args);
    assert_int_equal(run.status, 3);
    assert_non_null(strstr(run.err,
                           "two.jsonl: its report my-set is already in the "
                           "index, from "));
    test_run_free(&run);
    test_folder_remove(folder);
    free(db);
    free(one);
    free(two);
}

/* The ids of the hits of a search, with these parameters, in one string. */
static void
assert_found(const struct test_world *world,
             const char *params,
             const char *wanted)
{
    char request[512], ids[256] = "";
    json_t *hit;
    size_t i, n = 0;

    snprintf(request, sizeof request,
             "{\"id\": 1, \"method\": \"search\", \"params\": {%s}}", params);
    json_t *answer = test_ask(world->socket, request);
    const json_t *result = json_object_get(answer, "result");
    json_array_foreach(json_object_get(result, "hits"), i, hit)
    {
        if (json_is_true(json_object_get(hit, "counted")))
            n +=
                (size_t)snprintf(ids + n, sizeof ids - n, "%s ",
                                 json_string_value(json_object_get(hit, "id")));
    }
    assert_string_equal(ids, wanted);
    json_decref(answer);
}

static void
what_was_inspected_is_filtered_and_named(void **state)
{
    static const char lines[] =
        "{\"provider\": \"Quay House\", \"date\": \"2012-03-07\", \"text\": "
        "\"Boats are late.\"}\n"
        "{\"provider\": \"SC000001\", \"date\": \"2012-03-08\", \"text\": "
        "\"Boats are early.\"}\n"
        "{\"authority\": \"Northmere\", \"date\": \"2012-03-09\", \"text\": "
        "\"Boats are sold.\"}\n";
    char *folder = test_folder();
    char *file = test_path(folder, "set.jsonl");
    struct test_world world;

    (void)state;
    test_write(file, lines, strlen(lines));
    test_world_open(&world, folder);
    assert_found(&world, "\"filters\": {\"provider\": [\"sc000001\"]}",
                 "sc000001-2012-03-08/p1 ");
    assert_found(&world, "\"query\": \"boats provider:\\\"quay house\\\"\"",
                 "quay-house-2012-03-07/p1 ");
    /* Its whole name means it; without a name, all are found. */
    assert_found(&world, "\"query\": \"boats at quay house\"",
                 "quay-house-2012-03-07/p1 ");
    assert_found(&world, "\"query\": \"boats\", \"sort\": \"oldest\"",
                 "quay-house-2012-03-07/p1 sc000001-2012-03-08/p1 "
                 "northmere-2012-03-09/p1 ");
    test_world_close(&world);
    free(file);
    test_folder_remove(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_of_another_file_are_not_taken_over),
        cmocka_unit_test(a_record_is_found_by_its_own_id),
        cmocka_unit_test(texts_and_values_may_be_long),
        cmocka_unit_test(what_was_inspected_is_filtered_and_named),
        cmocka_unit_test(a_dump_is_indexed_as_it_was),
        cmocka_unit_test(a_file_with_bad_lines_is_refused_and_they_are_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
