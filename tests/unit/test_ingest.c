/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index.h"

#include "ingest.h"
#include "reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An index, and files that are not looked at. */
struct fixture {
    char *folder;
    char *db;
    struct ingest *ingest;
    struct source file;
};

static int
set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct xc_error err;

    assert_non_null(f);
    f->folder = test_folder();
    f->db = test_path(f->folder, "db");
    f->ingest = ingest_open(f->db, &err);
    assert_non_null(f->ingest);
    f->file = (struct source){f->folder, (char *)"many.jsonl"};
    *state = f;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *f = *state;

    ingest_close(f->ingest);
    test_folder_remove(f->folder);
    free(f->db);
    free(f);
    return 0;
}

/* Add the report of a visit: three paragraphs. */
static struct report *
add_visit(struct reports *reports, const char *place)
{
    char letter[512], reason[REASON_SIZE];
    const int len =
        snprintf(letter, sizeof letter,
                 "14 May 2019\n\nDear Ms Example\n\n"
                 "Focused visit to %s local authority children's services\n\n"
                 "This letter is about a visit to %s on 7 May 2019.\n\n"
                 "Findings\n\n- Records are clear.\n- Plans are on time.\n\n"
                 "Yours sincerely\n\nJo Example\n",
                 place, place);
    struct reports read;

    assert_true(reading_bytes("many.txt", letter, (size_t)len, &read, reason));
    struct report *report = reports_add(reports);
    *report = read.list[0];
    free(read.list);
    return report;
}

/* Put the visits to these places, comma-separated, in as the file's. */
static void
put(struct fixture *f, const char *places)
{
    struct reports reports = {0};
    struct xc_error err;
    char reason[REASON_SIZE];
    char *copy = strdup(places), *rest = copy;

    for (char *place; (place = strsep(&rest, ","));)
        add_visit(&reports, place);
    free(copy);
    assert_true(ingest_accepts(f->ingest, &reports, f->file.path, reason));
    assert_int_equal(ingest_file(f->ingest, &reports, &f->file, "digest", &err),
                     XC_OK);
    assert_int_equal(ingest_finish(f->ingest, &err), XC_OK);
    reports_fini(&reports);
}

static void
the_reports_of_a_file_are_replaced_together(void **state)
{
    struct fixture *f = *state;

    put(f, "Eastholm,Westholm,Northholm");
    assert_reports(f->db, "eastholm-2019-05-07,northholm-2019-05-07,"
                          "westholm-2019-05-07");
    assert_int_equal(index_documents(f->db), 9);
    put(f, "Westholm,Southholm");
    assert_reports(f->db, "southholm-2019-05-07,westholm-2019-05-07");
    assert_int_equal(index_documents(f->db), 6);
    assert_int_equal(ingest_dropped(f->ingest), 2);
}

static void
reports_of_one_file_and_day_keep_their_ids(void **state)
{
    struct fixture *f = *state;

    put(f, "Eastholm,Eastholm,Eastholm");
    assert_reports(f->db, "eastholm-2019-05-07,eastholm-2019-05-07-2,"
                          "eastholm-2019-05-07-3");
    put(f, "Eastholm,Eastholm");
    assert_reports(f->db, "eastholm-2019-05-07,eastholm-2019-05-07-2");
    assert_int_equal(index_documents(f->db), 6);
}

static void
a_file_moves_and_goes_with_all_its_reports(void **state)
{
    struct fixture *f = *state;
    const struct source other = {f->db, f->file.name};
    const struct source renamed = {f->folder, (char *)"renamed.jsonl"};
    struct xc_error err;

    put(f, "Eastholm,Westholm");
    assert_int_equal(ingest_move(f->ingest, f->file.path, &other, &err), XC_OK);
    assert_null(registry_of(ingest_registry(f->ingest), f->file.path));
    assert_string_equal(
        registry_of(ingest_registry(f->ingest), other.path)->digest, "digest");
    /* By another name it is to be read again. */
    assert_int_equal(ingest_finish(f->ingest, &err), XC_OK);
    assert_int_equal(ingest_move(f->ingest, other.path, &renamed, &err), XC_OK);
    assert_string_equal(
        registry_of(ingest_registry(f->ingest), renamed.path)->digest, "");
    assert_int_equal(ingest_finish(f->ingest, &err), XC_OK);
    assert_reports(f->db, "eastholm-2019-05-07,westholm-2019-05-07");
    assert_int_equal(ingest_drop(f->ingest, renamed.path, &err), XC_OK);
    assert_int_equal(ingest_finish(f->ingest, &err), XC_OK);
    assert_reports(f->db, "");
    assert_int_equal(index_documents(f->db), 0);
    /* What is not there is dropped already. */
    assert_int_equal(ingest_drop(f->ingest, renamed.path, &err), XC_OK);
    assert_int_equal(ingest_dropped(f->ingest), 2);
}

static void
an_index_remembers_what_its_files_were(void **state)
{
    struct fixture *f = *state;
    struct xc_error err;

    put(f, "Eastholm");
    ingest_close(f->ingest);
    f->ingest = ingest_open(f->db, &err);
    assert_non_null(f->ingest);
    const struct registry_entry *entry =
        registry_of(ingest_registry(f->ingest), f->file.path);
    assert_non_null(entry);
    assert_string_equal(entry->id, "eastholm-2019-05-07");
    assert_string_equal(entry->file.name, f->file.name);
    assert_string_equal(entry->digest, "digest");
}

static void
what_is_not_finished_is_forgotten(void **state)
{
    struct fixture *f = *state;
    struct reports reports = {0};
    struct xc_error err;

    put(f, "Eastholm");
    add_visit(&reports, "Westholm");
    assert_int_equal(ingest_file(f->ingest, &reports, &f->file, "new", &err),
                     XC_OK);
    reports_fini(&reports);
    ingest_close(f->ingest);
    f->ingest = NULL;
    assert_reports(f->db, "eastholm-2019-05-07");
    assert_int_equal(index_documents(f->db), 3);
}

/* The longest id that is accepted can be indexed, twice; one byte more is
 * refused. */
static void
an_id_that_no_term_can_hold_is_refused(void **state)
{
    struct fixture *f = *state;
    struct reports reports = {0};
    struct xc_error err;
    char reason[REASON_SIZE];
    struct text id = {0};

    for (int i = 0; i < 2; i++) {
        struct report *report = add_visit(&reports, "Eastholm");
        for (size_t p = 0; p < report->n_paragraphs; p++)
            report->paragraphs[p].is_id_whole = true;
    }
    while (ingest_accepts(f->ingest, &reports, f->file.path, reason)) {
        text_add(&id, "x", 1);
        for (size_t i = 0; i < reports.count; i++) {
            free(reports.list[i].id);
            reports.list[i].id = xstrdup(id.bytes);
        }
    }
    assert_non_null(strstr(reason, "longer than"));
    for (size_t i = 0; i < reports.count; i++)
        reports.list[i].id[id.len - 1] = '\0';
    assert_true(ingest_accepts(f->ingest, &reports, f->file.path, reason));
    assert_int_equal(ingest_file(f->ingest, &reports, &f->file, "d", &err),
                     XC_OK);
    assert_int_equal(ingest_finish(f->ingest, &err), XC_OK);
    assert_int_equal(index_documents(f->db), 6);
    reports_fini(&reports);
    free(id.bytes);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_reports_of_a_file_are_replaced_together),
        TEST(reports_of_one_file_and_day_keep_their_ids),
        TEST(a_file_moves_and_goes_with_all_its_reports),
        TEST(an_index_remembers_what_its_files_were),
        TEST(what_is_not_finished_is_forgotten),
        TEST(an_id_that_no_term_can_hold_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
