/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A writer beside readers: reports are replaced, added and dropped, commit
 * after commit, while a client asks by all methods without a pause. No request
 * fails, and none is answered from two commits: in each generation all
 * paragraphs have its mark, and every other one has a report more.
 */
#include "support.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PLACES = 3, ZEBRAS = 4, EXPORT_CHANGED = -32006 };

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { GENERATIONS = 12 };
#else
enum { GENERATIONS = 100 };
#endif

struct generations {
    char *folder; /* of the reports */
    char *db;
    atomic_int done; /* how many have been indexed; -1: one failed */
};

static void
write_zebras(const struct generations *g, const char *place, int number)
{
    char name[64];

    snprintf(name, sizeof name, "%s.txt", place);
    char *path = test_path(g->folder, name);
    FILE *file = fopen(path, "w");
    free(path);
    if (!file)
        return;
    fprintf(file,
            "14 May 2019\n\n"
            "Focused visit to %s local authority children's services\n\n"
            "This letter is about a visit to %s on 7 May 2019.\n\n"
            "Findings\n\n",
            place, place);
    for (int i = 0; i < ZEBRAS; i++)
        fprintf(file, "- Zebra %d of mark%d is seen in time.\n", i + 1, number);
    fclose(file);
}

/* It runs on a thread of its own, where no assertion may fail. */
static void *
write_generations(void *argument)
{
    static const char *const places[PLACES] = {"Eastholm", "Westholm",
                                               "Northholm"};
    struct generations *g = argument;
    char *extra = test_path(g->folder, "Southholm.txt");

    for (int number = 1; number <= GENERATIONS; number++) {
        const char *args[] = {"--db", g->db, "--prune", g->folder, NULL};
        for (int i = 0; i < PLACES; i++)
            write_zebras(g, places[i], number);
        if (number % 2 == 0)
            write_zebras(g, "Southholm", number);
        else
            unlink(extra);
        struct test_run run = test_program("findings-index", args);
        const bool is_good = run.status == 0;
        test_run_free(&run);
        g->done = is_good ? number : -1;
        if (!is_good)
            break;
    }
    free(extra);
    return NULL;
}

/* The generation of the text, which must be that of *seen, unless this is 0. */
static void
check_mark(const char *text, int *seen)
{
    const char *mark = text ? strstr(text, "mark") : NULL;

    if (!mark) /* the paragraph about the visit */
        return;
    const int number = atoi(mark + 4);
    assert_true(number > 0);
    if (*seen > 0 && *seen != number)
        fail_msg("an answer is of generations %d and %d", *seen, number);
    *seen = number;
}

static void
check_count(const char *what, json_int_t count, int seen)
{
    const int extra = PLACES + 1;

    if (count != PLACES * ZEBRAS && count != extra * ZEBRAS)
        fail_msg("%s: %d zebras", what, (int)count);
    if (seen > 0)
        assert_int_equal(count, (seen % 2 ? PLACES : extra) * ZEBRAS);
}

static json_int_t
sum_of(const json_t *counts)
{
    json_int_t sum = 0;
    size_t i;
    const json_t *count;

    json_array_foreach(counts, i, count) sum +=
        json_integer_value(json_object_get(count, "count"));
    return sum;
}

/* Checks what a line of an answer has of hits, totals and facets; returns
 * whether it is the last. */
static bool
check_line(const json_t *line, const char *request, int *seen, json_int_t *n)
{
    const json_t *part = json_object_get(line, "part");
    const json_t *result = json_object_get(line, "result");
    const json_t *total = json_object_get(result, "total");
    const json_t *reports =
        json_object_get(json_object_get(result, "facets"), "report");
    const json_t *error = json_object_get(line, "error");
    const json_t *hits = part ? part : json_object_get(result, "hits");
    size_t i;
    const json_t *hit;

    /* An export of several lines may ask to be run again. */
    if (error &&
        (!strstr(request, "export") ||
         json_integer_value(json_object_get(error, "code")) != EXPORT_CHANGED))
        fail_msg("%s: %s", request,
                 json_string_value(json_object_get(error, "message")));
    json_array_foreach(hits, i, hit)
    {
        check_mark(json_string_value(json_object_get(hit, "text")), seen);
        check_mark(json_string_value(json_object_get(hit, "snippet")), seen);
    }
    *n += part ? (json_int_t)json_array_size(part) : 0;
    if (strstr(request, "zebra") && total)
        check_count(request, json_integer_value(total), *seen);
    if (strstr(request, "zebra") && reports)
        check_count(request, sum_of(reports), *seen);
    if (strstr(request, "export") && result)
        check_count(request, *n, *seen);
    return result || error;
}

static void
ask_and_check(int fd, const char *request)
{
    bool is_last = false;
    int seen = 0;
    json_int_t n = 0;

    test_send(fd, request);
    while (!is_last) {
        json_t *line = test_receive(fd);
        assert_non_null(line);
        is_last = check_line(line, request, &seen, &n);
        json_decref(line);
    }
}

#define ASK(method, params)                                                    \
    "{\"id\": 1, \"method\": \"" method "\", \"params\": " params "}\n"

static void
no_answer_is_from_two_commits(void **state)
{
    static const char *const requests[] = {
        ASK("search", "{\"query\": \"zebra\", \"limit\": 100, \"facets\": "
                      "[\"report\"]}"),
        ASK("get", "{\"id\": \"eastholm-2019-05-07/p2\", \"before\": 9, "
                   "\"after\": 9}"),
        ASK("search", "{\"query\": \"zebra\", \"limit\": 0, \"facets\": "
                      "[\"report\"]}"),
        ASK("export", "{\"query\": \"zebra\"}"),
        ASK("suggest", "{\"field\": \"authority\", \"value\": \"holm\"}"),
        ASK("judgements", "{}"),
        ASK("similar", "{\"id\": \"westholm-2019-05-07/p2\"}"),
        ASK("matrix", "{\"query\": \"zebra\", \"rows\": \"report\"}"),
        ASK("explain", "{\"query\": \"zebra\", \"limit\": 100}"),
    };
    struct test_world world;
    struct generations g = {.folder = test_folder()};
    pthread_t writer;
    size_t asked = 0;

    (void)state;
    for (int i = 0; i < PLACES; i++)
        write_zebras(
            &g, (const char *[]){"Eastholm", "Westholm", "Northholm"}[i], 1);
    test_world_open(&world, g.folder);
    g.db = world.db;
    const int fd = test_connect(world.socket);
    json_decref(test_receive(fd));
    assert_int_equal(pthread_create(&writer, NULL, write_generations, &g), 0);
    while (g.done >= 0 && g.done < GENERATIONS) {
        for (size_t i = 0; i < sizeof requests / sizeof *requests; i++, asked++)
            ask_and_check(fd, requests[i]);
    }
    pthread_join(writer, NULL);
    assert_int_equal(g.done, GENERATIONS);
    print_message("%d commits, %zu requests\n", GENERATIONS, asked);
    close(fd);
    test_world_close(&world);
    test_folder_remove(g.folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_answer_is_from_two_commits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
