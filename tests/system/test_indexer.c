/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findings-index as a person runs it: what it prints, what is in the index, and
 * its exit status.
 */
#include "indexing.h"

#include "findings/engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* A letter, the only report. */
static const char *visit;

static int
set_up(void **state)
{
    indexing_set_up(state);
    visit = indexing_path(*state, "reports/visit.txt");
    indexing_letter(visit, "Eastholm", "Records of visits are short.");
    return 0;
}

static void
help_and_version_go_to_standard_output(void **state)
{
    static const char *const options[] = {"--help", "--version"};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const char *args[] = {options[i], NULL};
        struct test_run run = test_program("findings-index", args);
        assert_int_equal(run.status, 0);
        assert_has(run.out, "findings-index");
        assert_string_equal(run.err, "");
        test_run_free(&run);
    }
}

static void
a_wrong_command_line_is_exit_status_two_with_a_reason(void **state)
{
    static const char *const wrong[][4] = {{NULL},
                                           {"--colour", "x"},
                                           {"--dump", "sentences", "x"},
                                           {"--db", "", "x"},
                                           {"--prune", "--dump", "reports"}};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct test_run run = test_program("findings-index", wrong[i]);
        assert_int_equal(run.status, 2);
        assert_string_equal(run.out, "");
        assert_true(strlen(run.err) > 0);
        test_run_free(&run);
    }
}

static void
the_corpus_is_read_to_the_last_paragraph(void **state)
{
    char *corpus = test_source("corpus");
    const char *args[] = {"--dump", "paragraphs", corpus, NULL};
    struct test_run run = test_program("findings-index", args);
    size_t lines = 0, numbered = 0;

    (void)state;
    assert_int_equal(run.status, 0);
    assert_string_equal(run.err, "");
    for (char *rest = run.out, *line; (line = strsep(&rest, "\n")) && *line;
         lines++) {
        json_t *record = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
        assert_non_null(record);
        numbered += json_is_integer(json_object_get(record, "number")) &&
                    json_is_null(json_object_get(record, "item"));
        json_decref(record);
    }
    /* The numbers in corpus/README.md. */
    assert_int_equal(lines, 327);
    assert_int_equal(numbered, 187);
    test_run_free(&run);
    free(corpus);
}

static void
a_report_that_is_read_again_is_replaced(void **state)
{
    const struct indexing *f = *state;

    assert_run(f, visit, NULL, 0, "");
    assert_int_equal(index_documents(f->db), 3);
    assert_run(f, visit, NULL, 0, "");
    assert_int_equal(index_documents(f->db), 3);
    assert_reports(f->db, "eastholm-2019-05-07");
}

static void
a_report_that_changed_is_replaced_whole(void **state)
{
    const struct indexing *f = *state;
    char *letter = test_read(visit, NULL);

    assert_run(f, visit, NULL, 0, "");
    memcpy(strstr(letter, "on 7 May"), "on 8 May", 8);
    *strstr(letter, "- Plans") = '\0';
    test_write(visit, letter, strlen(letter));
    free(letter);
    assert_run(f, visit, NULL, 0, "");
    assert_int_equal(index_documents(f->db), 2);
    assert_reports(f->db, "eastholm-2019-05-08");
}

static void
two_reports_of_one_day_keep_their_own_ids(void **state)
{
    const struct indexing *f = *state;
    const char *other = indexing_path(f, "other.txt");
    size_t len;
    char *letter = test_read(visit, &len);

    test_write(other, letter, len - 1); /* not quite a copy */
    free(letter);
    assert_run(f, visit, other, 0, "");
    assert_reports(f->db, "eastholm-2019-05-07,eastholm-2019-05-07-2");
    /* In whichever order they are indexed again. */
    assert_run(f, other, visit, 0, "");
    assert_reports(f->db, "eastholm-2019-05-07,eastholm-2019-05-07-2");
    assert_int_equal(index_documents(f->db), 6);
}

static void
a_file_that_was_renamed_keeps_its_id(void **state)
{
    const struct indexing *f = *state;
    const char *renamed = indexing_path(f, "renamed.txt");

    assert_run(f, visit, NULL, 0, "");
    assert_int_equal(rename(visit, renamed), 0);
    assert_run(f, renamed, NULL, 0, "");
    assert_reports(f->db, "eastholm-2019-05-07");
    assert_int_equal(index_documents(f->db), 3);
}

static void
a_file_that_cannot_be_read_is_named_and_the_run_goes_on(void **state)
{
    static const struct {
        const char *name;
        const char *bytes;
        size_t len;
        const char *reason;
    } files[] = {
        {"empty.txt", "", 0, "empty"},
        {"binary.txt", "ab\0cd", 5, "binary"},
        {"latin.txt", "It\x92s late\n", 10, "line 1"},
        {"scan.pdf", "%PDF-1.4 ...", 12, "PDF"},
        {"page.txt", "<!DOCTYPE html><p>", 18, "web page"},
        {"numbers.txt", "1\n2\n", 4, "page numbers"},
    };
    const struct indexing *f = *state;

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *path = indexing_path(f, files[i].name);
        test_write(path, files[i].bytes, files[i].len);
        assert_run(f, path, visit, 3, path);
        assert_run(f, path, visit, 3, files[i].reason);
        assert_int_equal(index_documents(f->db), 3);
    }
}

static void
a_file_of_any_name_is_indexed(void **state)
{
    static const char other[] = "A report without a name of its own\n\n"
                                "1. It is read all the same.\n";
    const struct indexing *f = *state;
    char name[256];

    memset(name, 'a', sizeof name - 1);
    strcpy(name + sizeof name - 5, ".txt");
    assert_run(f, indexing_file(f, name, other), visit, 0, "");
    assert_true(index_documents(f->db) > 3);
}

static void
a_path_that_does_not_exist_is_refused(void **state)
{
    const struct indexing *f = *state;
    const char *path = indexing_path(f, "nowhere");

    assert_run(f, path, visit, 3, path);
    assert_run(f, path, visit, 3, "No such file");
}

static void
what_is_no_file_is_named(void **state)
{
    const struct indexing *f = *state;
    const char *pipe = indexing_path(f, "reports/pipe.txt");

    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_run(f, f->reports, NULL, 3, "neither a file nor a folder");
    assert_run(f, pipe, NULL, 3, "neither a file nor a folder");
    assert_int_equal(unlink(pipe), 0);
}

/* No folder, no lock. */
static void
a_run_without_files_creates_nothing(void **state)
{
    const struct indexing *f = *state;

    assert_run(f, indexing_path(f, "nowhere"), NULL, 3, "No such file");
    assert_run(f, "--prune", NULL, 2, "no index at");
    assert_int_equal(access(f->db, F_OK), -1);
}

static void
a_folder_without_files_is_named(void **state)
{
    const struct indexing *f = *state;
    const char *empty = indexing_folder(f, "empty");
    char said[512];

    snprintf(said, sizeof said, "there are no files in %s; name the", empty);
    assert_run(f, empty, NULL, 0, said);
}

static void
an_index_that_is_being_written_is_exit_status_four(void **state)
{
    const struct indexing *f = *state;
    struct fe_writer *writer;
    struct fe_error error;

    assert_run(f, visit, NULL, 0, "");
    assert_int_equal(fe_writer_open(f->db, &writer, &error), FE_OK);
    assert_run(f, visit, NULL, 4, "another findings-index");
    fe_writer_close(writer);
    assert_run(f, visit, NULL, 0, "");
}

static void
a_full_disk_is_named_and_the_next_run_goes_on(void **state)
{
    const struct indexing *f = *state;
    const char *args[] = {"--db", f->db, TEST_SOURCE_DIR "/corpus", NULL};
    struct rlimit was, small;

    assert_run(f, visit, NULL, 0, "");
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
    small = was;
    small.rlim_cur = 128 * 1024;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    struct test_run run = test_program("findings-index", args);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
    assert_int_equal(run.status, 2);
    assert_has(run.err, f->db);
    assert_has(run.err, "ulimit -f");
    assert_has(run.err, "nothing in it is lost");
    test_run_free(&run);
    assert_run(f, TEST_SOURCE_DIR "/corpus", NULL, 0, "");
}

static void
a_folder_of_other_things_is_left_alone(void **state)
{
    const struct indexing *f = *state;
    const char *args[] = {"--db", f->folder, visit, NULL};
    struct test_run run = test_program("findings-index", args);

    assert_int_equal(run.status, 2);
    assert_has(run.err, "contains other files");
    assert_int_equal(access(f->db, F_OK), -1);
    test_run_free(&run);
}

static void
an_index_of_another_schema_is_refused(void **state)
{
    const struct indexing *f = *state;
    struct fe_writer *writer;
    struct fe_error error;

    assert_run(f, visit, NULL, 0, "");
    assert_int_equal(fe_writer_open(f->db, &writer, &error), FE_OK);
    fe_writer_set_metadata(writer, "schema", "0", &error);
    assert_int_equal(fe_writer_commit(writer, &error), FE_OK);
    fe_writer_close(writer);
    assert_run(f, visit, NULL, 2, "another version");
}

static void
a_damaged_index_is_told_apart_from_a_bad_report(void **state)
{
    const struct indexing *f = *state;

    assert_run(f, visit, NULL, 0, "");
    indexing_file(f, "db/iamglass", "garbage");
    assert_run(f, visit, NULL, 5, "--repair");
}

static void
only_reports_are_read_from_folders(void **state)
{
    const struct indexing *f = *state;
    const char *below = indexing_folder(f, "below");

    indexing_letter(indexing_path(f, "below/a.md"), "Eastholm", "One is read.");
    indexing_file(f, "below/README.md", "What is in here.\n");
    indexing_letter(indexing_path(f, "below/.b.txt"), "Westholm", "Not this.");
    indexing_file(f, "below/c.png", "\x89PNG");
    assert_run(f, below, NULL, 0, "");
    assert_int_equal(index_documents(f->db), 3);
}

static void
oddities_are_printed_for_a_person(void **state)
{
    static const char letter[] =
        "Focused visit to Eastholm local authority children's services\n\n"
        "Findings\n\n1. Records are clear.\n\n3. Plans are on time.\n";
    const struct indexing *f = *state;

    test_write(visit, letter, strlen(letter));
    struct test_run run = indexing_check(f);
    assert_int_equal(run.status, 0);
    assert_string_equal(
        run.out, "visit.txt: no date of inspection or publication was found\n"
                 "visit.txt, line 7: paragraph 3 follows paragraph 1\n");
    assert_string_equal(run.err, "");
    test_run_free(&run);
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, set_up, indexing_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(oddities_are_printed_for_a_person),
        cmocka_unit_test(help_and_version_go_to_standard_output),
        cmocka_unit_test(a_wrong_command_line_is_exit_status_two_with_a_reason),
        cmocka_unit_test(the_corpus_is_read_to_the_last_paragraph),
        TEST(a_report_that_is_read_again_is_replaced),
        TEST(a_report_that_changed_is_replaced_whole),
        TEST(two_reports_of_one_day_keep_their_own_ids),
        TEST(a_file_that_was_renamed_keeps_its_id),
        TEST(a_file_that_cannot_be_read_is_named_and_the_run_goes_on),
        TEST(a_file_of_any_name_is_indexed),
        TEST(what_is_no_file_is_named),
        TEST(a_path_that_does_not_exist_is_refused),
        TEST(a_run_without_files_creates_nothing),
        TEST(a_folder_without_files_is_named),
        TEST(an_index_that_is_being_written_is_exit_status_four),
        TEST(a_full_disk_is_named_and_the_next_run_goes_on),
        TEST(a_folder_of_other_things_is_left_alone),
        TEST(an_index_of_another_schema_is_refused),
        TEST(a_damaged_index_is_told_apart_from_a_bad_report),
        TEST(only_reports_are_read_from_folders),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
