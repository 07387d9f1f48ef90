/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findings-index as a person runs it: what it prints, what is in the index, and
 * its exit status.
 */
#include "index.h"

#include "findings/engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static const char visit[] =
    "14 May 2019\n\nDear Ms Example\n\n"
    "Focused visit to Eastholm local authority children's services\n\n"
    "This letter is about a visit to Eastholm on 7 May 2019.\n\n"
    "Findings\n\n"
    "- Records of visits are short but clear.\n"
    "- Plans are reviewed on time.\n\n"
    "Yours sincerely\n\nJo Example\n";

struct fixture {
    char *folder;
    char *db;
    char *file;
};

static int
set_up(void **state)
{
    struct fixture *f = malloc(sizeof *f);

    f->folder = test_folder();
    f->db = test_path(f->folder, "db");
    f->file = test_path(f->folder, "visit.txt");
    test_write(f->file, visit, strlen(visit));
    *state = f;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *f = *state;

    test_folder_remove(f->folder);
    free(f->db);
    free(f->file);
    free(f);
    return 0;
}

/* Index the paths. Returns the exit status and, unless err is NULL, standard
 * error in *err. */
static int
index_paths(const struct fixture *f, const char *a, const char *b, char **err)
{
    const char *args[] = {"--db", f->db, a, b, NULL};
    struct test_run run = test_program("findings-index", args);

    assert_string_equal(run.out, "");
    if (err)
        *err = strdup(run.err);
    test_run_free(&run);
    return run.status;
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
        assert_non_null(strstr(run.out, "findings-index"));
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
    const struct fixture *f = *state;

    assert_int_equal(index_paths(f, f->file, NULL, NULL), 0);
    assert_int_equal(index_documents(f->db), 3);
    assert_int_equal(index_paths(f, f->file, NULL, NULL), 0);
    assert_int_equal(index_documents(f->db), 3);
    assert_reports(f->db, "eastholm-2019-05-07");
}

static void
a_report_that_changed_is_replaced_whole(void **state)
{
    const struct fixture *f = *state;
    char *changed = strdup(visit);

    assert_int_equal(index_paths(f, f->file, NULL, NULL), 0);
    memcpy(strstr(changed, "on 7 May"), "on 8 May", 8);
    *strstr(changed, "- Plans") = '\0';
    test_write(f->file, changed, strlen(changed));
    free(changed);
    assert_int_equal(index_paths(f, f->file, NULL, NULL), 0);
    assert_int_equal(index_documents(f->db), 2);
    assert_reports(f->db, "eastholm-2019-05-08");
}

static void
two_reports_of_one_day_keep_their_own_ids(void **state)
{
    const struct fixture *f = *state;
    char *other = test_path(f->folder, "other.txt");

    test_write(other, visit, strlen(visit) - 1); /* not quite a copy */
    assert_int_equal(index_paths(f, f->file, other, NULL), 0);
    assert_reports(f->db, "eastholm-2019-05-07,eastholm-2019-05-07-2");
    /* In whichever order they are indexed again. */
    assert_int_equal(index_paths(f, other, f->file, NULL), 0);
    assert_reports(f->db, "eastholm-2019-05-07,eastholm-2019-05-07-2");
    assert_int_equal(index_documents(f->db), 6);
    free(other);
}

static void
a_file_that_was_renamed_keeps_its_id(void **state)
{
    const struct fixture *f = *state;
    char *renamed = test_path(f->folder, "renamed.txt");

    assert_int_equal(index_paths(f, f->file, NULL, NULL), 0);
    assert_int_equal(rename(f->file, renamed), 0);
    assert_int_equal(index_paths(f, renamed, NULL, NULL), 0);
    assert_reports(f->db, "eastholm-2019-05-07");
    assert_int_equal(index_documents(f->db), 3);
    free(renamed);
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
    const struct fixture *f = *state;

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *path = test_path(f->folder, files[i].name), *err;
        test_write(path, files[i].bytes, files[i].len);
        assert_int_equal(index_paths(f, path, f->file, &err), 3);
        assert_non_null(strstr(err, path));
        assert_non_null(strstr(err, files[i].reason));
        assert_int_equal(index_documents(f->db), 3);
        free(err);
        free(path);
    }
}

static void
a_file_of_any_name_is_indexed(void **state)
{
    static const char other[] = "A report without a name of its own\n\n"
                                "1. It is read all the same.\n";
    const struct fixture *f = *state;
    char name[256];

    memset(name, 'a', sizeof name - 1);
    strcpy(name + sizeof name - 5, ".txt");
    char *path = test_path(f->folder, name);
    test_write(path, other, strlen(other));
    assert_int_equal(index_paths(f, path, f->file, NULL), 0);
    assert_true(index_documents(f->db) > 3);
    free(path);
}

static void
a_path_that_does_not_exist_is_refused(void **state)
{
    const struct fixture *f = *state;
    char *path = test_path(f->folder, "nowhere"), *err;

    assert_int_equal(index_paths(f, path, f->file, &err), 3);
    assert_non_null(strstr(err, path));
    assert_non_null(strstr(err, "No such file"));
    free(err);
    free(path);
}

/* No folder, no lock. */
static void
a_run_without_files_creates_nothing(void **state)
{
    const struct fixture *f = *state;
    char *path = test_path(f->folder, "nowhere"), *err;

    assert_int_equal(index_paths(f, path, NULL, &err), 3);
    assert_non_null(strstr(err, "No such file"));
    free(err);
    assert_int_equal(index_paths(f, "--prune", NULL, &err), 2);
    assert_non_null(strstr(err, "no index at"));
    free(err);
    assert_int_equal(access(f->db, F_OK), -1);
    free(path);
}

static void
an_index_that_is_being_written_is_exit_status_four(void **state)
{
    const struct fixture *f = *state;
    struct fe_writer *writer;
    struct fe_error error;
    char *err;

    assert_int_equal(index_paths(f, f->file, NULL, NULL), 0);
    assert_int_equal(fe_writer_open(f->db, &writer, &error), FE_OK);
    assert_int_equal(index_paths(f, f->file, NULL, &err), 4);
    assert_non_null(strstr(err, "another findings-index"));
    free(err);
    fe_writer_close(writer);
    assert_int_equal(index_paths(f, f->file, NULL, NULL), 0);
}

static void
a_full_disk_is_named_and_the_next_run_goes_on(void **state)
{
    const struct fixture *f = *state;
    struct rlimit was, small;
    char *err;

    assert_int_equal(index_paths(f, f->file, NULL, NULL), 0);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
    small = was;
    small.rlim_cur = 512 * 1024;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    const int status = index_paths(f, TEST_SOURCE_DIR "/corpus", NULL, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
    assert_int_equal(status, 2);
    assert_non_null(strstr(err, f->db));
    assert_non_null(strstr(err, "make room"));
    free(err);
    assert_int_equal(index_paths(f, TEST_SOURCE_DIR "/corpus", NULL, NULL), 0);
}

static void
a_folder_of_other_things_is_left_alone(void **state)
{
    const struct fixture *f = *state;
    const char *args[] = {"--db", f->folder, f->file, NULL};
    struct test_run run = test_program("findings-index", args);

    assert_int_equal(run.status, 2);
    assert_non_null(strstr(run.err, "contains other files"));
    assert_int_equal(access(f->db, F_OK), -1);
    test_run_free(&run);
}

static void
an_index_of_another_schema_is_refused(void **state)
{
    const struct fixture *f = *state;
    struct fe_writer *writer;
    struct fe_error error;
    char *err;

    assert_int_equal(index_paths(f, f->file, NULL, NULL), 0);
    assert_int_equal(fe_writer_open(f->db, &writer, &error), FE_OK);
    fe_writer_set_metadata(writer, "schema", "0", &error);
    assert_int_equal(fe_writer_commit(writer, &error), FE_OK);
    fe_writer_close(writer);
    assert_int_equal(index_paths(f, f->file, NULL, &err), 2);
    assert_non_null(strstr(err, "another version"));
    free(err);
}

static void
a_damaged_index_is_told_apart_from_a_bad_report(void **state)
{
    const struct fixture *f = *state;
    char *path = test_path(f->db, "iamglass"), *err;

    assert_int_equal(index_paths(f, f->file, NULL, NULL), 0);
    test_write(path, "garbage", 7);
    assert_int_equal(index_paths(f, f->file, NULL, &err), 2);
    assert_true(strlen(err) > 0);
    free(err);
    free(path);
}

static void
only_reports_are_read_from_folders(void **state)
{
    const struct fixture *f = *state;
    char *below = test_path(f->folder, "reports");
    char *report = test_path(below, "a.md");
    char *readme = test_path(below, "README.md");
    char *hidden = test_path(below, ".b.txt");
    char *image = test_path(below, "c.png");

    assert_int_equal(mkdir(below, 0700), 0);
    test_write(report, visit, strlen(visit));
    test_write(readme, "What is in here.\n", 17);
    test_write(hidden, visit, strlen(visit));
    test_write(image, "\x89PNG\0", 5);
    assert_int_equal(index_paths(f, below, NULL, NULL), 0);
    assert_int_equal(index_documents(f->db), 3);
    free(below);
    free(report);
    free(readme);
    free(hidden);
    free(image);
}

static void
oddities_are_printed_for_a_person(void **state)
{
    static const char letter[] =
        "Focused visit to Eastholm local authority children's services\n\n"
        "Findings\n\n1. Records are clear.\n\n3. Plans are on time.\n";
    const struct fixture *f = *state;
    const char *args[] = {"--check", f->file, NULL};

    test_write(f->file, letter, strlen(letter));
    struct test_run run = test_program("findings-index", args);
    assert_int_equal(run.status, 0);
    assert_string_equal(
        run.out, "visit.txt: no date of inspection or publication was found\n"
                 "visit.txt, line 7: paragraph 3 follows paragraph 1\n");
    assert_string_equal(run.err, "");
    test_run_free(&run);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

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
        TEST(a_path_that_does_not_exist_is_refused),
        TEST(a_run_without_files_creates_nothing),
        TEST(an_index_that_is_being_written_is_exit_status_four),
        TEST(a_full_disk_is_named_and_the_next_run_goes_on),
        TEST(a_folder_of_other_things_is_left_alone),
        TEST(an_index_of_another_schema_is_refused),
        TEST(a_damaged_index_is_told_apart_from_a_bad_report),
        TEST(only_reports_are_read_from_folders),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
