/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findings-index under limits on open files, memory and the size of files: it
 * says what is missing and what to do, and refuses no report for it. Whatever
 * was indexed remains, and a run without the limit completes the work.
 */
#include "indexing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITIZED true
#else
#define IS_SANITIZED false
#endif

enum { LETTERS = 12, MANY = 2500 };

static void
write_letters(const struct indexing *f)
{
    for (int i = 0; i < LETTERS; i++) {
        char name[64], place[64];
        snprintf(name, sizeof name, "reports/%02d.txt", i);
        snprintf(place, sizeof place, "Place%c", 'a' + i);
        indexing_letter(indexing_path(f, name), place, "Records are kept.");
    }
}

/* Records of so many paragraphs of 5 KB. */
static void
write_records(const struct indexing *f, int paragraphs)
{
    FILE *file = fopen(indexing_path(f, "reports/z.jsonl"), "w");

    assert_non_null(file);
    for (int i = 1; i <= paragraphs; i++) {
        fprintf(file, "{\"id\":\"zedholm-2019-05-07/%d\",\"text\":\"", i);
        for (int word = 0; word < 700; word++)
            fprintf(file, "word%d ", (i * 7 + word) % 1000);
        fputs("\"}\n", file);
    }
    assert_int_equal(fclose(file), 0);
}

/* The exit status of a run under a limit that it cannot lift, and what it says,
 * which the caller frees. */
static int
run_limited(const struct indexing *f, int resource, size_t most, char **said)
{
    const char *args[] = {"--db", f->db, f->reports, NULL};
    const char *err = indexing_path(f, "said");
    int status;

    fflush(NULL);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        setrlimit(resource, &(struct rlimit){most, most});
        _exit(test_wait(test_start("findings-index", args, "/dev/null", err)));
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    *said = test_read(err, NULL);
    assert_non_null(*said);
    return WEXITSTATUS(status);
}

/* It has done its work, or says what is missing in its last line. */
static bool
assert_done_or_said(int status, const char *said, const char *advice)
{
    assert_null(strstr(said, "refused /"));
    if (status == 0)
        return true;
    assert_int_equal(status, 2);
    assert_has(said, advice);
    return false;
}

static void
too_few_open_files_are_said(void **state)
{
    const struct indexing *f = *state;
    int n_said = 0;

    if (IS_SANITIZED) /* sanitizers need descriptors of their own */
        skip();
    write_letters(f);
    for (size_t files = 7; files <= 14; files++) {
        char *said;
        const int status = run_limited(f, RLIMIT_NOFILE, files, &said);
        n_said += !assert_done_or_said(status, said, "(ulimit -n)");
        free(said);
    }
    assert_true(n_said > 0);
    assert_run(f, f->reports, NULL, 0, "files refused: 0");
    assert_int_equal(index_documents(f->db), 3 * LETTERS);
}

static void
too_little_memory_is_said_and_what_was_good_is_kept(void **state)
{
    const struct indexing *f = *state;
    int n_said = 0;

    if (IS_SANITIZED)
        skip();
    write_letters(f);
    assert_run(f, f->reports, NULL, 0, "files refused: 0");
    indexing_letter(indexing_path(f, "reports/new.txt"), "Newholm",
                    "Records are kept.");
    write_records(f, MANY);
    for (size_t mb = 80; mb <= 200; mb += 60) {
        char *said;
        const int status = run_limited(f, RLIMIT_AS, mb << 20, &said);
        if (status == 127) { /* too little to be started */
            free(said);
            continue;
        }
        n_said += !assert_done_or_said(status, said, "(ulimit -v)");
        free(said);
        /* Whether the letter was read too depends on how much there was. */
        assert_true(index_documents(f->db) >= 3 * LETTERS);
    }
    assert_true(n_said > 0);
    assert_run(f, f->reports, NULL, 0, "files refused: 0");
    assert_int_equal(index_documents(f->db), 3 * LETTERS + 3 + MANY);
}

static void
files_that_may_not_grow_are_said(void **state)
{
    const struct indexing *f = *state;

    write_letters(f);
    for (size_t kb = 0; kb <= 64; kb = kb ? 2 * kb : 4) {
        char *said;
        const int status = run_limited(f, RLIMIT_FSIZE, kb << 10, &said);
        /* Standard error is a file too: nothing can be said in no bytes. */
        if (kb > 0)
            assert_done_or_said(status, said, "(ulimit -f)");
        assert_true(status == 0 || status == 2);
        free(said);
    }
    assert_run(f, f->reports, NULL, 0, "files refused: 0");
    assert_int_equal(index_documents(f->db), 3 * LETTERS);
}

/* A record of this many bytes of text. */
static void
write_long_record(const char *path, size_t len)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs("{\"id\":\"longholm-2019-05-07/1\",\"text\":\"", file);
    for (size_t i = 0; i < len; i++)
        fputc(i % 8 == 7 ? ' ' : 'a' + (int)(i / 8 % 26), file);
    fputs("\"}\n", file);
    assert_int_equal(fclose(file), 0);
}

static void
a_paragraph_has_a_longest_length(void **state)
{
    const struct indexing *f = *state;
    const char *records = indexing_path(f, "reports/long.jsonl");

    write_letters(f);
    write_long_record(records, (1 << 20) + 1);
    assert_run(f, f->reports, NULL, 3,
               "the text of paragraph \"longholm-2019-05-07/1\" is longer than "
               "1 MB; divide it");
    assert_int_equal(index_documents(f->db), 3 * LETTERS);
    write_long_record(records, 1 << 20);
    assert_run(f, f->reports, NULL, 0, "files refused: 0");
    assert_int_equal(index_documents(f->db), 3 * LETTERS + 1);
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, indexing_set_up, indexing_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(too_few_open_files_are_said),
        TEST(too_little_memory_is_said_and_what_was_good_is_kept),
        TEST(files_that_may_not_grow_are_said),
        TEST(a_paragraph_has_a_longest_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
