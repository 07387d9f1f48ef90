/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A report that several files have: which of them the index takes it from, and
 * what becomes of it when one of them changes or goes.
 */
#include "index.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct fixture {
    char *folder;
    char *db;
    char *reports;
    char *first; /* reports/a/visit.txt */
    char *copy;  /* reports/b/visit.txt */
    char *other; /* reports/b/visit.md */
};

/* A letter of three paragraphs: the visit, two findings. */
static void
write_letter(const char *path, const char *place, const char *finding)
{
    char letter[1024];

    const int len =
        snprintf(letter, sizeof letter,
                 "14 May 2019\n\nDear Ms Example\n\n"
                 "Focused visit to %s local authority children's services\n\n"
                 "This letter is about a visit to %s on 7 May 2019.\n\n"
                 "Findings\n\n- %s\n- Plans are reviewed on time by managers "
                 "who know each child.\n\n"
                 "Yours sincerely\n\nJo Example\n",
                 place, place, finding);
    test_write(path, letter, (size_t)len);
}

static int
set_up(void **state)
{
    struct fixture *f = malloc(sizeof *f);

    f->folder = test_folder();
    f->db = test_path(f->folder, "db");
    f->reports = test_path(f->folder, "reports");
    char *a = test_path(f->reports, "a"), *b = test_path(f->reports, "b");
    assert_int_equal(mkdir(f->reports, 0700), 0);
    assert_int_equal(mkdir(a, 0700), 0);
    assert_int_equal(mkdir(b, 0700), 0);
    f->first = test_path(a, "visit.txt");
    f->copy = test_path(b, "visit.txt");
    f->other = test_path(b, "visit.md");
    free(a);
    free(b);
    *state = f;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *f = *state;

    test_folder_remove(f->folder);
    free(f->db);
    free(f->reports);
    free(f->first);
    free(f->copy);
    free(f->other);
    free(f);
    return 0;
}

/* Index the path, after an option; both may be NULL. Part of what is said must
 * be as expected. */
static void
assert_run(const struct fixture *f,
           const char *option,
           const char *path,
           const char *said)
{
    const char *args[] = {"--db", f->db, option ? option : path,
                          option ? path : NULL, NULL};
    struct test_run run = test_program("findings-index", args);

    if (!strstr(run.err, said))
        print_error("%s", run.err);
    assert_non_null(strstr(run.err, said));
    assert_int_equal(run.status, 0);
    test_run_free(&run);
}

/* The index has this one report, of three paragraphs, from the file. */
static void
assert_from(const struct fixture *f, const char *path)
{
    assert_reports(f->db, "eastholm-2019-05-07");
    assert_int_equal(index_documents(f->db), 3);
    json_t *record = index_record(f->db, "eastholm-2019-05-07");
    assert_string_equal(json_string_value(json_object_get(record, "path")),
                        path);
    json_decref(record);
}

/* More than all else in the letter. */
#define OTHER_WORDS                                                            \
    "Nobody has seen a single record of any visit to a child since the "       \
    "spring of last year, when the person who kept them left, took the only "  \
    "key and moved to another town. Those in charge did not know, and when "   \
    "they heard of it they neither told the board nor looked for the papers."

#define BOTH "eastholm-2019-05-07,eastholm-2019-05-07-2"

static void
put_two(const struct fixture *f, const char *second)
{
    write_letter(f->first, "Eastholm", "Records are clear.");
    write_letter(second, "Eastholm", "Records are clear.");
    assert_run(f, NULL, f->reports, "reports indexed: 1,");
    assert_from(f, f->first);
}

static void
copies_are_one_report_and_are_named(void **state)
{
    const struct fixture *f = *state;
    const char *check[] = {"--check", f->reports, NULL};
    const char *dump[] = {"--dump", "reports", f->reports, NULL};

    put_two(f, f->copy);
    assert_run(f, NULL, f->reports,
               "reports indexed: 0, paragraphs: 0, files refused: 0, "
               "unchanged: 1, moved: 0; reports dropped: 0;");
    assert_run(f, NULL, f->reports, "b/visit.txt is a copy of ");
    struct test_run run = test_program("findings-index", check);
    assert_non_null(strstr(run.out, "b/visit.txt: it is a copy of "));
    assert_non_null(strstr(run.out, "a/visit.txt, and only that is indexed\n"));
    test_run_free(&run);
    run = test_program("findings-index", dump);
    assert_non_null(strstr(run.out, "\"source\":\"a/visit.txt\""));
    assert_null(strstr(run.out, "b/visit.txt"));
    assert_non_null(strstr(run.err, "is a copy of"));
    test_run_free(&run);
}

static void
a_copy_may_come_later_and_elsewhere(void **state)
{
    const struct fixture *f = *state;

    write_letter(f->copy, "Eastholm", "Records are clear.");
    assert_run(f, NULL, f->copy, "reports indexed: 1,");
    write_letter(f->first, "Eastholm", "Records are clear.");
    assert_run(f, NULL, f->first, "a/visit.txt is a copy of ");
    assert_from(f, f->copy);
    /* Though it comes first in a run over both. */
    assert_run(f, NULL, f->reports, "a/visit.txt is a copy of ");
    assert_from(f, f->copy);
}

static void
the_copy_takes_the_place_of_an_original_that_is_gone(void **state)
{
    const struct fixture *f = *state;
    static const char *const options[] = {NULL, "--prune"};

    for (size_t i = 0; i < 2; i++) {
        put_two(f, f->copy);
        assert_int_equal(unlink(f->first), 0);
        assert_run(f, options[i], f->reports, "moved: 1; reports dropped: 0");
        assert_from(f, f->copy);
        assert_int_equal(unlink(f->copy), 0);
        assert_run(f, "--prune", NULL, "reports dropped: 1");
    }
}

/* The run does not read the copy: it is known from before. */
static void
nothing_is_pruned_that_has_a_copy(void **state)
{
    const struct fixture *f = *state;
    const char *const seconds[] = {f->copy, f->other};

    for (size_t i = 0; i < 2; i++) {
        put_two(f, seconds[i]);
        assert_int_equal(unlink(f->first), 0);
        assert_run(f, "--prune", NULL, "reports dropped: 0");
        assert_from(f, seconds[i]);
        assert_run(f, NULL, f->reports, "reports dropped: 0");
        assert_from(f, seconds[i]);
        assert_int_equal(unlink(seconds[i]), 0);
        assert_run(f, "--prune", NULL, "reports dropped: 1");
    }
}

static void
a_copy_that_goes_is_not_missed(void **state)
{
    const struct fixture *f = *state;
    const char *args[] = {"--db", f->db, f->reports, NULL};

    put_two(f, f->copy);
    assert_int_equal(unlink(f->copy), 0);
    struct test_run run = test_program("findings-index", args);
    assert_null(strstr(run.err, "no longer exist"));
    assert_null(strstr(run.err, "copy"));
    test_run_free(&run);
    assert_run(f, "--prune", f->reports, "reports dropped: 0");
    assert_from(f, f->first);
}

static void
a_copy_that_changes_is_a_report_of_its_own(void **state)
{
    const struct fixture *f = *state;
    const char *const seconds[] = {f->copy, f->other};

    for (size_t i = 0; i < 2; i++) {
        put_two(f, seconds[i]);
        write_letter(seconds[i], "Eastholm", OTHER_WORDS);
        assert_run(f, NULL, f->reports, "reports indexed: 1,");
        assert_reports(f->db, BOTH);
        /* And a copy again. */
        write_letter(seconds[i], "Eastholm", "Records are clear.");
        assert_run(f, NULL, f->reports, "reports dropped: 1");
        assert_from(f, f->first);
        assert_int_equal(unlink(f->first), 0);
        assert_int_equal(unlink(seconds[i]), 0);
        assert_run(f, "--prune", NULL, "reports dropped: 1");
    }
}

static void
when_the_original_changes_both_are_read(void **state)
{
    const struct fixture *f = *state;
    const char *const seconds[] = {f->copy, f->other};

    for (size_t i = 0; i < 2; i++) {
        put_two(f, seconds[i]);
        write_letter(f->first, "Eastholm", OTHER_WORDS);
        assert_run(f, NULL, f->reports, "reports indexed: 2,");
        assert_reports(f->db, BOTH);
        json_t *record = index_record(f->db, "eastholm-2019-05-07");
        assert_string_equal(json_string_value(json_object_get(record, "path")),
                            f->first);
        json_decref(record);
        assert_int_equal(unlink(f->first), 0);
        assert_int_equal(unlink(seconds[i]), 0);
        assert_run(f, "--prune", NULL, "reports dropped: 2");
    }
}

static void
another_format_of_a_report_is_the_same_report(void **state)
{
    const struct fixture *f = *state;
    const char *check[] = {"--check", f->reports, NULL};

    write_letter(f->first, "Eastholm", "Records are clear.");
    write_letter(f->other, "Eastholm", "Records are  clear");
    assert_run(f, NULL, f->reports, "b/visit.md is the same report as ");
    assert_from(f, f->first);
    assert_run(f, NULL, f->reports, "reports indexed: 0,");
    assert_run(f, NULL, f->reports, "b/visit.md is the same report as ");
    struct test_run run = test_program("findings-index", check);
    assert_non_null(strstr(run.out, "b/visit.md: it is the same report as "));
    test_run_free(&run);
}

/* Its ids would otherwise be those of the letter. */
static void
the_records_of_a_report_are_the_same_report(void **state)
{
    const struct fixture *f = *state;
    char *path = test_path(f->reports, "dump.jsonl");
    const char *dump[] = {"--dump", "paragraphs", f->first, NULL};

    write_letter(f->first, "Eastholm", "Records are clear.");
    struct test_run run = test_program("findings-index", dump);
    test_write(path, run.out, strlen(run.out));
    test_run_free(&run);
    assert_run(f, NULL, f->reports, "dump.jsonl is the same report as ");
    assert_from(f, f->first);
    free(path);
}

static void
other_words_of_one_day_are_another_report(void **state)
{
    const struct fixture *f = *state;

    write_letter(f->first, "Eastholm", "Records are clear.");
    write_letter(f->other, "Eastholm", OTHER_WORDS);
    assert_run(f, NULL, f->reports, "reports indexed: 2,");
    assert_reports(f->db, BOTH);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(copies_are_one_report_and_are_named),
        TEST(a_copy_may_come_later_and_elsewhere),
        TEST(the_copy_takes_the_place_of_an_original_that_is_gone),
        TEST(nothing_is_pruned_that_has_a_copy),
        TEST(a_copy_that_goes_is_not_missed),
        TEST(a_copy_that_changes_is_a_report_of_its_own),
        TEST(when_the_original_changes_both_are_read),
        TEST(another_format_of_a_report_is_the_same_report),
        TEST(the_records_of_a_report_are_the_same_report),
        TEST(other_words_of_one_day_are_another_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
