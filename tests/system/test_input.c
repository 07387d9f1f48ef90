/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findings-index reads standard input: records, each report of which is
 * replaced by itself, or a file under a name.
 */
#include "indexing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RECORD(report, text)                                                   \
    "{\"report\": \"" report "\", \"authority\": \"Hull\", \"date\": "         \
    "\"2010-01-02\", \"text\": \"" text "\"}\n"

/* Runs findings-index on the index with this input and up to three more
 * arguments. The exit status must be as expected, and standard error contain
 * what is said. */
static void
assert_fed(const struct indexing *f,
           const char *input,
           const char *a,
           const char *b,
           const char *c,
           int status,
           const char *said)
{
    const char *args[] = {"--db", f->db, a, b, c, NULL};
    struct test_run run =
        test_program_fed("findings-index", args, input, strlen(input));

    assert_has(run.err, said);
    assert_int_equal(run.status, status);
    assert_string_equal(run.out, "");
    test_run_free(&run);
}

/* A letter about the place, which a test may use until the next one. */
static const char *
letter(const struct indexing *f, const char *place, const char *finding)
{
    static char text[2048];
    const char *path = indexing_path(f, "letter");

    indexing_letter(path, place, finding);
    char *bytes = test_read(path, NULL);
    snprintf(text, sizeof text, "%s", bytes);
    free(bytes);
    unlink(path);
    return text;
}

static void
each_report_of_records_is_replaced_by_itself(void **state)
{
    const struct indexing *f = *state;

    assert_fed(f, RECORD("a", "Boats.") RECORD("b", "Kites."), "-", NULL, NULL,
               0, "reports indexed: 2");
    assert_fed(f, RECORD("b", "Trains.") RECORD("c", "Lamps."), "-", NULL, NULL,
               0, "reports indexed: 2, paragraphs: 2");
    assert_int_equal(index_documents(f->db), 3);
    assert_int_equal(index_found(f->db, "boats"), 1);
    assert_int_equal(index_found(f->db, "kites"), 0);
    assert_int_equal(index_found(f->db, "trains"), 1);
    json_t *record = index_record(f->db, "b");
    assert_string_equal(json_string_value(json_object_get(record, "path")),
                        "stdin:b");
    json_decref(record);
}

static void
a_text_has_the_name_that_it_is_given(void **state)
{
    const struct indexing *f = *state;

    assert_fed(f, letter(f, "Leeds", "Boats are late."), "--as", "leeds.txt",
               "-", 0, "reports indexed: 1");
    assert_fed(f, letter(f, "Leeds", "Boats are late."), "--as", "leeds.txt",
               "-", 0, "unchanged: 1");
    assert_fed(f, letter(f, "Leeds", "Kites are late."), "--as", "leeds.txt",
               "-", 0, "reports indexed: 1");
    assert_fed(f, letter(f, "Leeds", "Lamps are dim."), "--as", "other.txt",
               "-", 0, "reports indexed: 1");
    assert_int_equal(index_found(f->db, "boats"), 0);
    assert_int_equal(index_found(f->db, "kites"), 1);
    assert_int_equal(index_found(f->db, "lamps"), 1);
    assert_reports(f->db, "leeds-2019-05-07,leeds-2019-05-07-2");
}

/* The index has the only copy of it. */
static void
what_came_by_standard_input_is_pruned_only_by_name(void **state)
{
    const struct indexing *f = *state;

    assert_fed(f, RECORD("a", "Boats."), "-", NULL, NULL, 0,
               "reports indexed: 1");
    assert_fed(f, letter(f, "Leeds", "Kites."), "--as", "leeds.txt", "-", 0,
               "reports indexed: 1");
    assert_run(f, "--prune", NULL, 0, "reports dropped: 0");
    assert_run(f, "--prune", f->folder, 0, "reports dropped: 0");
    assert_run(f, "--prune", "stdin:nobody", 0, "reports dropped: 0");
    assert_run(f, "--prune", "stdin:leeds.txt", 0, "reports dropped: 1");
    assert_reports(f->db, "a");
    assert_run(f, "--prune", "stdin:a", 0, "reports dropped: 1");
    assert_int_equal(index_documents(f->db), 0);
}

static void
a_repair_keeps_what_came_by_standard_input(void **state)
{
    const struct indexing *f = *state;

    assert_fed(f, RECORD("a", "Boats."), "-", NULL, NULL, 0,
               "reports indexed: 1");
    assert_fed(f, letter(f, "Leeds", "Kites."), "--as", "leeds.txt", "-", 0,
               "reports indexed: 1");
    assert_run(f, "--repair", NULL, 0, "is kept at");
    assert_reports(f->db, "a,leeds-2019-05-07");
    assert_fed(f, RECORD("a", "Trains."), "-", NULL, NULL, 0,
               "reports indexed: 1");
    assert_int_equal(index_found(f->db, "boats"), 0);
    assert_fed(f, letter(f, "Leeds", "Lamps."), "--as", "leeds.txt", "-", 0,
               "reports indexed: 1");
    assert_reports(f->db, "a,leeds-2019-05-07");
}

static void
a_file_with_the_same_report_is_a_copy(void **state)
{
    const struct indexing *f = *state;
    const char *text = letter(f, "Leeds", "Boats are late.");
    const char *path = indexing_file(f, "reports/leeds.txt", text);

    assert_fed(f, text, "--as", "leeds.txt", "-", 0, "reports indexed: 1");
    assert_run(f, f->reports, NULL, 0, "is a copy of stdin:leeds.txt");
    assert_int_equal(index_documents(f->db), 3);
    unlink(path);
    assert_run(f, "--prune", NULL, 0, "reports dropped: 0");
    assert_int_equal(index_documents(f->db), 3);
}

static void
what_cannot_be_read_is_refused(void **state)
{
    const struct indexing *f = *state;

    assert_fed(f, "", "-", NULL, NULL, 3, "refused -: standard input is empty");
    assert_fed(f, "A letter.\n", "-", NULL, NULL, 3,
               "refused -: standard input is not records (JSON Lines); say "
               "what it is with --as");
    assert_fed(f, "{\"text\": 5}\n", "-", NULL, NULL, 3,
               "refused stdin:records.jsonl: ");
    assert_fed(f, "x\n", "--as", "a.pdf", "-", 3, "refused stdin:a.pdf: ");
    assert_fed(f, "x", "-", "-", NULL, 2, "can only be given once");
    assert_fed(f, "x", "--as", "a.txt", f->reports, 2, "give - as well");
    assert_fed(f, "x", "--as", "", "-", 2, "--as needs a name");
    assert_fed(f, "x", "--repair", "-", NULL, 2, "--repair reads files");
}

/* Records with ids that another file has already are refused, as those of a
 * file are. */
static void
ids_are_not_taken_over_from_files(void **state)
{
    static const char own[] =
        "{\"report\": \"a\", \"id\": \"a/1\", \"text\": \"Boats.\"}\n";
    const struct indexing *f = *state;

    indexing_file(f, "reports/a.jsonl", own);
    assert_run(f, f->reports, NULL, 0, "reports indexed: 1");
    assert_fed(f,
               "{\"report\": \"a\", \"id\": \"a/1\", \"text\": \"Kites.\"}\n",
               "-", NULL, NULL, 3, "its report a is already in the index");
    assert_fed(f, own, "-", NULL, NULL, 0, "is a copy of");
}

static void
it_can_be_dumped_without_an_index(void **state)
{
    static const char *const args[] = {"--dump",    "reports", "--as",
                                       "leeds.txt", "-",       NULL};
    const struct indexing *f = *state;
    const char *text = letter(f, "Leeds", "Boats.");
    struct test_run run =
        test_program_fed("findings-index", args, text, strlen(text));

    assert_int_equal(run.status, 0);
    assert_has(run.out, "\"source\":\"leeds.txt\"");
    test_run_free(&run);
}

/* What is suggested can be pasted into a shell. */
static void
there_is_no_file_to_open(void **state)
{
    const struct indexing *f = *state;
    const char *socket = indexing_path(f, "socket");

    assert_fed(f, RECORD("it's a", "Boats."), "-", NULL, NULL, 0,
               "reports indexed: 1");
    const pid_t daemon = test_daemon(f->folder, f->db, socket);
    const char *args[] = {"--socket", socket, "open", "it's a", NULL};
    struct test_run run = test_program("findings", args);
    assert_int_equal(run.status, 2);
    assert_has(run.err, "came by standard input; show it with: findings show "
                        "'it'\\''s a'\n");
    test_run_free(&run);
    assert_int_equal(test_daemon_stop(daemon), 0);
}

#define WITH_FOLDER(test)                                                      \
    cmocka_unit_test_setup_teardown(test, indexing_set_up, indexing_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(each_report_of_records_is_replaced_by_itself),
        WITH_FOLDER(a_text_has_the_name_that_it_is_given),
        WITH_FOLDER(what_came_by_standard_input_is_pruned_only_by_name),
        WITH_FOLDER(a_repair_keeps_what_came_by_standard_input),
        WITH_FOLDER(a_file_with_the_same_report_is_a_copy),
        WITH_FOLDER(what_cannot_be_read_is_refused),
        WITH_FOLDER(ids_are_not_taken_over_from_files),
        WITH_FOLDER(it_can_be_dumped_without_an_index),
        WITH_FOLDER(there_is_no_file_to_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
