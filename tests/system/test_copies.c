/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A report that several files have: which of them the index takes it from, and
 * what becomes of it when one of them changes or goes.
 */
#include "indexing.h"

#include <string.h>
#include <unistd.h>

/* Files that a test may write: the report, and what may be a copy of it. */
static const char *first, *copy, *other;

static int
set_up(void **state)
{
    indexing_set_up(state);
    indexing_folder(*state, "reports/a");
    indexing_folder(*state, "reports/b");
    first = indexing_path(*state, "reports/a/visit.txt");
    copy = indexing_path(*state, "reports/b/visit.txt");
    other = indexing_path(*state, "reports/b/visit.md");
    return 0;
}

/* Writes a letter about Eastholm. */
static void
write_letter(const char *path, const char *finding)
{
    indexing_letter(path, "Eastholm", finding);
}

/* The index has this one report, of three paragraphs, from the file. */
static void
assert_from(const struct indexing *f, const char *path)
{
    assert_reports(f->db, "eastholm-2019-05-07");
    assert_int_equal(index_documents(f->db), 3);
    assert_record(f->db, "eastholm-2019-05-07", "path", path);
}

/* More than all else in the letter. */
#define OTHER_WORDS                                                            \
    "Nobody has seen a single record of any visit to a child since the "       \
    "spring of last year, when the person who kept them left, took the only "  \
    "key and moved to another town. Those in charge did not know, and when "   \
    "they heard of it they neither told the board nor looked for the papers."

#define BOTH "eastholm-2019-05-07,eastholm-2019-05-07-2"

static void
put_two(const struct indexing *f, const char *second)
{
    write_letter(first, "Records are clear.");
    write_letter(second, "Records are clear.");
    assert_run(f, NULL, f->reports, 0, "reports indexed: 1,");
    assert_from(f, first);
}

static void
copies_are_one_report_and_are_named(void **state)
{
    const struct indexing *f = *state;

    put_two(f, copy);
    assert_run(f, NULL, f->reports, 0,
               "reports indexed: 0, paragraphs: 0, files refused: 0, "
               "unchanged: 1, moved: 0; reports dropped: 0;");
    assert_run(f, NULL, f->reports, 0, "b/visit.txt is a copy of ");
    struct test_run run = indexing_check(f);
    assert_has(run.out, "b/visit.txt: it is a copy of ");
    assert_has(run.out, "a/visit.txt, and only that is indexed\n");
    test_run_free(&run);
    run = indexing_dump(f, "reports");
    assert_has(run.out, "\"source\":\"a/visit.txt\"");
    assert_null(strstr(run.out, "b/visit.txt"));
    assert_has(run.err, "is a copy of");
    test_run_free(&run);
}

static void
a_copy_may_come_later_and_elsewhere(void **state)
{
    const struct indexing *f = *state;

    write_letter(copy, "Records are clear.");
    assert_run(f, NULL, copy, 0, "reports indexed: 1,");
    write_letter(first, "Records are clear.");
    assert_run(f, NULL, first, 0, "a/visit.txt is a copy of ");
    assert_from(f, copy);
    /* Though it comes first in a run over both. */
    assert_run(f, NULL, f->reports, 0, "a/visit.txt is a copy of ");
    assert_from(f, copy);
}

static void
the_copy_takes_the_place_of_an_original_that_is_gone(void **state)
{
    const struct indexing *f = *state;
    static const char *const options[] = {NULL, "--prune"};

    for (size_t i = 0; i < 2; i++) {
        put_two(f, copy);
        assert_int_equal(unlink(first), 0);
        assert_run(f, options[i], f->reports, 0,
                   "moved: 1; reports dropped: 0");
        assert_from(f, copy);
        assert_int_equal(unlink(copy), 0);
        assert_run(f, "--prune", NULL, 0, "reports dropped: 1");
    }
}

/* The run does not read the copy: it is known from before. */
static void
nothing_is_pruned_that_has_a_copy(void **state)
{
    const struct indexing *f = *state;
    const char *const seconds[] = {copy, other};

    for (size_t i = 0; i < 2; i++) {
        put_two(f, seconds[i]);
        assert_int_equal(unlink(first), 0);
        assert_run(f, "--prune", NULL, 0, "reports dropped: 0");
        assert_from(f, seconds[i]);
        assert_run(f, NULL, f->reports, 0, "reports dropped: 0");
        assert_from(f, seconds[i]);
        assert_int_equal(unlink(seconds[i]), 0);
        assert_run(f, "--prune", NULL, 0, "reports dropped: 1");
    }
}

static void
a_copy_that_goes_is_not_missed(void **state)
{
    const struct indexing *f = *state;
    const char *args[] = {"--db", f->db, f->reports, NULL};

    put_two(f, copy);
    assert_int_equal(unlink(copy), 0);
    struct test_run run = test_program("findings-index", args);
    assert_null(strstr(run.err, "no longer exist"));
    assert_null(strstr(run.err, "copy"));
    test_run_free(&run);
    assert_run(f, "--prune", f->reports, 0, "reports dropped: 0");
    assert_from(f, first);
}

static void
a_copy_that_changes_is_a_report_of_its_own(void **state)
{
    const struct indexing *f = *state;
    const char *const seconds[] = {copy, other};

    for (size_t i = 0; i < 2; i++) {
        put_two(f, seconds[i]);
        write_letter(seconds[i], OTHER_WORDS);
        assert_run(f, NULL, f->reports, 0, "reports indexed: 1,");
        assert_reports(f->db, BOTH);
        /* And a copy again. */
        write_letter(seconds[i], "Records are clear.");
        assert_run(f, NULL, f->reports, 0, "reports dropped: 1");
        assert_from(f, first);
        assert_int_equal(unlink(first), 0);
        assert_int_equal(unlink(seconds[i]), 0);
        assert_run(f, "--prune", NULL, 0, "reports dropped: 1");
    }
}

static void
when_the_original_changes_both_are_read(void **state)
{
    const struct indexing *f = *state;
    const char *const seconds[] = {copy, other};

    for (size_t i = 0; i < 2; i++) {
        put_two(f, seconds[i]);
        write_letter(first, OTHER_WORDS);
        assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
        assert_reports(f->db, BOTH);
        assert_record(f->db, "eastholm-2019-05-07", "path", first);
        assert_int_equal(unlink(first), 0);
        assert_int_equal(unlink(seconds[i]), 0);
        assert_run(f, "--prune", NULL, 0, "reports dropped: 2");
    }
}

static void
another_format_of_a_report_is_the_same_report(void **state)
{
    const struct indexing *f = *state;

    write_letter(first, "Records are clear.");
    write_letter(other, "Records are  clear");
    assert_run(f, NULL, f->reports, 0, "b/visit.md is the same report as ");
    assert_from(f, first);
    assert_run(f, NULL, f->reports, 0, "reports indexed: 0,");
    assert_run(f, NULL, f->reports, 0, "b/visit.md is the same report as ");
    struct test_run run = indexing_check(f);
    assert_has(run.out, "b/visit.md: it is the same report as ");
    test_run_free(&run);
}

/* As on a full disk, or when a site answers each request with one error page.
 */
static void
reports_stay_whose_files_become_the_same_rubbish(void **state)
{
    const struct indexing *f = *state;
    static const char *const rubbish[] = {"", "<!doctype html><p>\n"};

    write_letter(first, "Records are clear.");
    indexing_letter(copy, "Westholm", "Records are late.");
    indexing_letter(other, "Northholm", OTHER_WORDS);
    assert_run(f, NULL, f->reports, 0, "reports indexed: 3,");
    for (size_t i = 0; i < sizeof rubbish / sizeof *rubbish; i++) {
        test_write(first, rubbish[i], strlen(rubbish[i]));
        test_write(copy, rubbish[i], strlen(rubbish[i]));
        assert_run(f, i ? "--prune" : NULL, f->reports, 3,
                   "b/visit.txt: it is a copy of ");
        assert_run(f, NULL, f->reports, 3,
                   "files refused: 2, unchanged: 1, moved: 0; reports dropped: "
                   "0");
        assert_int_equal(index_documents(f->db), 9);
        struct test_run run = indexing_check(f);
        assert_has(run.err, "which could not be read either");
        assert_null(strstr(run.out, "only that is indexed"));
        test_run_free(&run);
    }
    write_letter(first, "Records are clear.");
    write_letter(copy, "Records are clear.");
    assert_run(f, NULL, f->reports, 0, "b/visit.txt is a copy of ");
    assert_reports(f->db, "eastholm-2019-05-07,northholm-2019-05-07");
}

/* The text is known as the same report as the page, and the other text as a
 * copy of the text. */
static void
a_copy_of_another_format_is_a_copy_of_the_original(void **state)
{
    const struct indexing *f = *state;

    write_letter(first, "Records are clear.");
    assert_run(f, NULL, f->reports, 0, "reports indexed: 1,");
    write_letter(other, "Records are  clear");
    write_letter(indexing_path(f, "reports/b/zz.md"), "Records are  clear");
    for (int i = 0; i < 2; i++) {
        assert_run(f, NULL, f->reports, 0, "2 files have the same reports");
        assert_from(f, first);
    }
    assert_int_equal(unlink(first), 0);
    assert_int_equal(unlink(other), 0);
    assert_run(f, "--prune", NULL, 0, "reports dropped: 0");
    assert_from(f, indexing_path(f, "reports/b/zz.md"));
}

/* Its ids would otherwise be those of the letter. */
static void
the_records_of_a_report_are_the_same_report(void **state)
{
    const struct indexing *f = *state;
    write_letter(first, "Records are clear.");
    struct test_run run = indexing_dump(f, "paragraphs");
    indexing_file(f, "reports/dump.jsonl", run.out);
    test_run_free(&run);
    assert_run(f, NULL, f->reports, 0, "dump.jsonl is the same report as ");
    assert_from(f, first);
}

static void
other_words_of_one_day_are_another_report(void **state)
{
    const struct indexing *f = *state;

    write_letter(first, "Records are clear.");
    write_letter(other, OTHER_WORDS);
    assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
    assert_reports(f->db, BOTH);
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, set_up, indexing_tear_down)

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
        TEST(reports_stay_whose_files_become_the_same_rubbish),
        TEST(a_copy_of_another_format_is_a_copy_of_the_original),
        TEST(the_records_of_a_report_are_the_same_report),
        TEST(other_words_of_one_day_are_another_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
