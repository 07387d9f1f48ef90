/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What the programs make of the file of settings.
 */
#include "asking.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder of configuration, beside a daemon over corpus/. */
struct fixture {
    const struct test_world *world;
    char *folder, *file;
};

static struct fixture
fixture_new(void **state)
{
    struct fixture fx = {.world = *state, .folder = test_folder()};
    char *own = test_path(fx.folder, "findings");

    assert_int_equal(mkdir(own, 0700), 0);
    fx.file = test_path(own, "config");
    free(own);
    setenv("XDG_CONFIG_HOME", fx.folder, 1);
    setenv("HOME", fx.folder, 1);
    return fx;
}

static void
fixture_free(struct fixture *fx)
{
    setenv("XDG_CONFIG_HOME", "/proc/nonexistent", 1);
    test_folder_remove(fx->folder);
    free(fx->file);
}

/* Writes the file: these three one after the other. */
static void
set(const struct fixture *fx, const char *a, const char *b, const char *c)
{
    char text[512];

    snprintf(text, sizeof text, "%s%s%s", a, b, c);
    test_write(fx->file, text, strlen(text));
}

static struct test_run
run(const char *program, const char *a, const char *b)
{
    const char *args[] = {a, b, NULL};

    return test_program(program, args);
}

static size_t
hits_of(struct test_run *r)
{
    json_t *result = json_loads(r->out, 0, NULL);
    const size_t n = json_array_size(json_object_get(result, "hits"));

    json_decref(result);
    test_run_free(r);
    return n;
}

static void
no_program_starts_with_a_bad_file(void **state)
{
    static const char *const programs[] = {"findings", "findingsd",
                                           "findings-index"};
    struct fixture fx = fixture_new(state);

    set(&fx, "", "colour", " = 1\n");
    for (size_t i = 0; i < 3; i++) {
        struct test_run r = run(programs[i], i == 1 ? NULL : fx.folder, NULL);
        assert_int_equal(r.status, 2);
        assert_has(r.err, "/findings/config, line 1: there is no key "
                          "\"colour\"; the keys are db, socket,");
        assert_string_equal(r.out, "");
        test_run_free(&r);
        r = run(programs[i], "--help", NULL);
        assert_int_equal(r.status, 0);
        test_run_free(&r);
    }
    fixture_free(&fx);
}

static void
a_client_asks_at_the_socket_of_the_file(void **state)
{
    struct fixture fx = fixture_new(state);

    set(&fx, "socket = ", fx.world->socket, "\ncount = 2\n");
    struct test_run r = run("findings", "case recording", "--json");
    assert_int_equal(hits_of(&r), 2);
    const char *args[] = {"case recording", "--json", "-n", "3", NULL};
    r = test_program("findings", args);
    assert_int_equal(hits_of(&r), 3);
    /* An export has no count. */
    r = run("findings", "case recording", "--format=jsonl");
    assert_int_equal(r.status, 0);
    test_run_free(&r);
    fixture_free(&fx);
}

static size_t
neighbours(const char *extra)
{
    const char *args[] = {"show", "northmere-2010-02-19/23", "--json", extra,
                          NULL};
    struct test_run r = test_program("findings", args);
    json_t *result = json_loads(r.out, 0, NULL);
    const size_t n = json_array_size(json_object_get(result, "before"));

    json_decref(result);
    test_run_free(&r);
    return n;
}

static void
context_says_how_many_neighbours_are_shown(void **state)
{
    struct fixture fx = fixture_new(state);

    set(&fx, "socket = ", fx.world->socket, "\ncontext = 3\n");
    assert_int_equal(neighbours(NULL), 3);
    assert_int_equal(neighbours("--before=2"), 2);
    assert_int_equal(neighbours("--cite"), 0);
    fixture_free(&fx);
}

static void
the_indexer_writes_where_the_file_says(void **state)
{
    struct fixture fx = fixture_new(state);
    char *corpus = test_source("corpus"), *db = test_path(fx.folder, "index");

    set(&fx, "db = ", "~/index", "\n");
    struct test_run r = run("findings-index", corpus, NULL);
    assert_int_equal(r.status, 0);
    assert_int_equal(access(db, F_OK), 0);
    test_run_free(&r);
    free(corpus);
    free(db);
    fixture_free(&fx);
}

static void
the_daemon_reads_the_words_that_the_file_names(void **state)
{
    struct fixture fx = fixture_new(state);
    char *words = test_path(fx.folder, "words");
    char *socket = test_path(fx.folder, "s");
    const char *args[] = {"--db", fx.world->db, "--socket", socket, NULL};

    test_write(words, "= x\n", 4);
    set(&fx, "words = ", "~/words", "\n");
    struct test_run r = test_program("findingsd", args);
    assert_int_equal(r.status, 2);
    assert_has(r.err, "/words, line 1: ");
    test_run_free(&r);
    free(socket);
    free(words);
    fixture_free(&fx);
}

static const char *
member(const json_t *result, const char *key, const char *name)
{
    return asking_text(json_object_get(result, key), name);
}

static void
config_says_what_is_in_force_and_why(void **state)
{
    struct fixture fx = fixture_new(state);
    const char *args[] = {"config", "--socket", "/s", NULL};
    char source[256];

    set(&fx, "db = /file\npager = most\n", "idle_exit = 0.5\n", "");
    setenv("FINDINGS_DB", "/environment", 1);
    struct test_run r = test_program("findings", args);
    assert_int_equal(r.status, 0);
    assert_has(r.out, "db         /environment  ($FINDINGS_DB)\n"
                      "socket     /s  (--socket)\n");
    assert_has(r.out, "/findings/config:2)\n");
    assert_has(r.out, "count      10  (default)\n");
    test_run_free(&r);
    r = run("findings", "config", "--json");
    json_t *result = json_loads(r.out, 0, NULL);
    assert_string_equal(member(result, "db", "source"), "$FINDINGS_DB");
    snprintf(source, sizeof source, "%s:3", fx.file);
    assert_string_equal(member(result, "idle_exit", "source"), source);
    assert_int_equal(asking_number(json_object_get(result, "count"), "value"),
                     10);
    assert_string_equal(member(result, "words", "source"), "default");
    assert_int_equal(json_object_size(result), 8);
    json_decref(result);
    test_run_free(&r);
    unsetenv("FINDINGS_DB");
    fixture_free(&fx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_program_starts_with_a_bad_file),
        cmocka_unit_test(a_client_asks_at_the_socket_of_the_file),
        cmocka_unit_test(context_says_how_many_neighbours_are_shown),
        cmocka_unit_test(the_indexer_writes_where_the_file_says),
        cmocka_unit_test(the_daemon_reads_the_words_that_the_file_names),
        cmocka_unit_test(config_says_what_is_in_force_and_why),
    };
    return cmocka_run_group_tests(tests, asking_open, test_corpus_close);
}
