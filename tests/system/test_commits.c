/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * While the index is being written, every question is answered, and the daemon
 * sees each commit without a restart.
 */
#include "support.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { COMMITS = 10 };

/* Write a letter with this many findings. It runs on a thread of its own, where
 * no assertion may fail, so the main thread checks how many runs succeeded. */
static void
write_letter(const char *path, int number)
{
    FILE *file = fopen(path, "w");

    if (!file)
        return;
    fputs("14 May 2019\n\n"
          "Focused visit to Eastholm local authority children's services\n\n"
          "This letter is about a visit to Eastholm on 7 May 2019.\n\n"
          "Findings\n\n",
          file);
    for (int i = 0; i < number; i++)
        fprintf(file, "- Case recording of kind %d is a zebra.\n", i + 1);
    fclose(file);
}

struct writing {
    const struct test_world *world;
    int done;
};

static void *
commit_many_times(void *argument)
{
    struct writing *writing = argument;
    const struct test_world *world = writing->world;
    char *letter = test_path(world->folder, "letter.txt");

    for (int i = 1; i <= COMMITS; i++) {
        const char *args[] = {"--db", world->db, letter, NULL};
        write_letter(letter, i);
        struct test_run run = test_program("findings-index", args);
        writing->done += run.status == 0;
        test_run_free(&run);
    }
    free(letter);
    return NULL;
}

static long
result_number(const json_t *answer, const char *name)
{
    const json_t *result = json_object_get(answer, "result");
    assert_non_null(result);
    return (long)json_integer_value(json_object_get(result, name));
}

/* Ask for zebras with a filter that no paragraph passes. The filter suggests
 * the authority of the letter, whose paragraphs without zebras stay the same;
 * the facet counts those with zebras, which are returned. */
static long
ask_for_zebras(int fd, long *others)
{
    test_send(fd, "{\"id\": 2, \"method\": \"search\", \"params\": {\"query\": "
                  "\"zebra\", \"facets\": [\"authority\"], \"filters\": "
                  "{\"authority\": [\"Eastholn\"]}}}\n");
    json_t *answer = test_receive(fd);
    json_t *counts = NULL, *unknown = NULL;
    json_int_t zebras = 0, all = 0;

    assert_int_equal(json_unpack(answer, "{s:{s:{s:o}, s:o}}", "result",
                                 "facets", "authority", &counts, "unknown",
                                 &unknown),
                     0);
    if (json_array_size(counts) > 0) {
        json_unpack(counts, "[{s:I}]", "count", &zebras);
        assert_int_equal(
            json_unpack(unknown, "[{s:[{s:I}]}]", "suggestions", "count", &all),
            0);
        if (*others < 0)
            *others = all - zebras;
        assert_int_equal(all - zebras, *others); /* of the same commit */
    }
    json_decref(answer);
    return zebras;
}

static void
every_question_is_answered_while_the_indexer_commits(void **state)
{
    struct test_world *world = *state;
    struct writing writing = {.world = world};
    pthread_t writer;
    int fds[3];
    long asked = 0, last = 0, zebras = 0, others = -1;
    json_t *status =
        test_ask(world->socket, "{\"id\": 0, \"method\": \"status\"}");
    const long first = result_number(status, "revision");

    json_decref(status);

    for (int i = 0; i < 3; i++) {
        fds[i] = test_connect(world->socket);
        json_decref(test_receive(fds[i]));
    }
    assert_int_equal(pthread_create(&writer, NULL, commit_many_times, &writing),
                     0);
    while (zebras < COMMITS) {
        /* Three questions at once, so that several readers are busy. */
        for (int i = 0; i < 3; i++)
            test_send(fds[i], "{\"id\": 1, \"method\": \"search\", "
                              "\"params\": {\"query\": \"case recording\", "
                              "\"limit\": 100}}\n");
        for (int i = 0; i < 3; i++) {
            json_t *answer = test_receive(fds[i]);
            const long revision = result_number(answer, "revision");
            assert_true(revision >= first);
            if (revision > last)
                last = revision;
            json_decref(answer);
            asked++;
        }
        zebras = ask_for_zebras(fds[0], &others);
        assert_true(asked < 1000000); /* it never saw the last commit */
    }
    pthread_join(writer, NULL);
    assert_int_equal(writing.done, COMMITS);
    print_message("asked %ld, revisions %ld to %ld\n", asked, first, last);
    assert_true(last > first);
    for (int i = 0; i < 3; i++)
        close(fds[i]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            every_question_is_answered_while_the_indexer_commits,
            test_corpus_open, test_corpus_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
