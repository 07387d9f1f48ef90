/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index.h"

#include "base/memory.h"
#include "base/text.h"
#include "index/ids.h"
#include "index/ingest.h"
#include "reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An index, and files that are never opened. */
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
    struct fe_error err;

    assert_non_null(f);
    f->folder = test_folder();
    f->db = test_path(f->folder, "db");
    f->ingest = ingest_open(f->db, &err);
    assert_non_null(f->ingest);
    f->file = (struct source){.path = f->folder, .name = (char *)"many.jsonl"};
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

/* Adds the report of a visit, which has three paragraphs. */
static struct report *
add_visit(struct report_list *reports, const char *place)
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
    struct report_list read;

    assert_true(reading_bytes("many.txt", letter, (size_t)len, &read, reason));
    struct report *report = report_list_add(reports);
    *report = read.list[0];
    free(read.list);
    return report;
}

/* Stores visits to these places, comma-separated, as the reports of the file.
 */
static void
put(struct fixture *f, const char *places)
{
    struct report_list reports = {0};
    struct fe_error err;
    char reason[REASON_SIZE];
    char *copy = strdup(places), *rest = copy;

    for (char *place; (place = strsep(&rest, ","));)
        add_visit(&reports, place);
    free(copy);
    assert_true(ids_accept(f->ingest, &reports, f->file.path, reason));
    assert_int_equal(ingest_file(f->ingest, &reports, &f->file, "digest", &err),
                     FE_OK);
    assert_int_equal(ingest_finish(f->ingest, &err), FE_OK);
    report_list_fini(&reports);
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

/* With its notes, after the index was closed and opened again. */
static void
the_index_remembers_copies_until_the_file_is_read_again(void **state)
{
    struct fixture *f = *state;
    const struct source copy = {.path = f->db, .name = (char *)"copy.jsonl"};
    const struct registry_copy *noted;
    struct fe_error err;

    put(f, "Eastholm,Westholm");
    assert_int_equal(
        ingest_copy(f->ingest, f->file.path, &copy, "digest", &err), FE_OK);
    assert_int_equal(ingest_finish(f->ingest, &err), FE_OK);
    ingest_close(f->ingest);
    f->ingest = ingest_open(f->db, &err);
    const struct registry *registry = ingest_registry(f->ingest);
    assert_non_null(registry_copy(registry, copy.path, &noted));
    assert_string_equal(noted->file.name, "copy.jsonl");
    assert_string_equal(noted->digest, "digest");
    put(f, "Eastholm,Westholm");
    assert_null(registry_copy(registry, copy.path, NULL));
    ingest_close(f->ingest);
    f->ingest = ingest_open(f->db, &err);
    assert_null(registry_copy(ingest_registry(f->ingest), copy.path, NULL));
}

static void
a_file_is_moved_and_dropped_with_all_its_reports(void **state)
{
    struct fixture *f = *state;
    const struct source other = {.path = f->db, .name = f->file.name};
    const struct source renamed = {.path = f->folder,
                                   .name = (char *)"renamed.jsonl"};
    struct fe_error err;

    put(f, "Eastholm,Westholm");
    assert_int_equal(ingest_move(f->ingest, f->file.path, &other, &err), FE_OK);
    assert_null(registry_of(ingest_registry(f->ingest), f->file.path));
    assert_string_equal(
        registry_of(ingest_registry(f->ingest), other.path)->digest, "digest");
    /* With another name the file must be read again. */
    assert_int_equal(ingest_finish(f->ingest, &err), FE_OK);
    assert_int_equal(ingest_move(f->ingest, other.path, &renamed, &err), FE_OK);
    assert_string_equal(
        registry_of(ingest_registry(f->ingest), renamed.path)->digest, "");
    assert_int_equal(ingest_finish(f->ingest, &err), FE_OK);
    assert_reports(f->db, "eastholm-2019-05-07,westholm-2019-05-07");
    assert_int_equal(ingest_drop(f->ingest, renamed.path, &err), FE_OK);
    assert_int_equal(ingest_finish(f->ingest, &err), FE_OK);
    assert_reports(f->db, "");
    assert_int_equal(index_documents(f->db), 0);
    /* Dropping a file twice is harmless. */
    assert_int_equal(ingest_drop(f->ingest, renamed.path, &err), FE_OK);
    assert_int_equal(ingest_dropped(f->ingest), 2);
}

/* As when a file that was read in this run is gone before it is pruned. */
static void
a_report_that_is_not_committed_can_be_moved(void **state)
{
    struct fixture *f = *state;
    const struct source other = {.path = f->db, .name = f->file.name};
    struct report_list reports = {0};
    struct fe_error err;

    put(f, "Eastholm");
    add_visit(&reports, "Eastholm");
    add_visit(&reports, "Westholm");
    assert_int_equal(ingest_file(f->ingest, &reports, &f->file, "new", &err),
                     FE_OK);
    assert_int_equal(ingest_move(f->ingest, f->file.path, &other, &err), FE_OK);
    assert_int_equal(ingest_finish(f->ingest, &err), FE_OK);
    report_list_fini(&reports);
    assert_reports(f->db, "eastholm-2019-05-07,westholm-2019-05-07");
    assert_record(f->db, "eastholm-2019-05-07", "digest", "new");
    assert_record(f->db, "westholm-2019-05-07", "path", other.path);
}

static void
an_index_remembers_what_its_files_were(void **state)
{
    struct fixture *f = *state;
    struct fe_error err;

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
unfinished_changes_are_discarded(void **state)
{
    struct fixture *f = *state;
    struct report_list reports = {0};
    struct fe_error err;

    put(f, "Eastholm");
    add_visit(&reports, "Westholm");
    assert_int_equal(ingest_file(f->ingest, &reports, &f->file, "new", &err),
                     FE_OK);
    report_list_fini(&reports);
    ingest_close(f->ingest);
    f->ingest = NULL;
    assert_reports(f->db, "eastholm-2019-05-07");
    assert_int_equal(index_documents(f->db), 3);
}

/* The longest id that is accepted can be indexed; one byte more is refused. A
 * report whose paragraphs have no ids of their own may get a number. */
static void
index_longest_id(struct fixture *f, bool is_whole, size_t n_reports)
{
    struct report_list reports = {0};
    struct fe_error err;
    char reason[REASON_SIZE];
    struct text id = {0};

    for (size_t i = 0; i < n_reports; i++) {
        struct report *report = add_visit(&reports, "Eastholm");
        for (size_t p = 0; p < report->n_paragraphs; p++)
            report->paragraphs[p].is_id_whole = is_whole;
    }
    while (ids_accept(f->ingest, &reports, f->file.path, reason)) {
        text_add(&id, "x", 1);
        for (size_t i = 0; i < reports.count; i++) {
            free(reports.list[i].id);
            reports.list[i].id = memory_strdup(id.bytes);
        }
    }
    assert_non_null(strstr(reason, "longer than"));
    for (size_t i = 0; i < reports.count; i++)
        reports.list[i].id[id.len - 1] = '\0';
    assert_true(ids_accept(f->ingest, &reports, f->file.path, reason));
    assert_int_equal(ingest_file(f->ingest, &reports, &f->file, "d", &err),
                     FE_OK);
    assert_int_equal(ingest_finish(f->ingest, &err), FE_OK);
    assert_int_equal(index_documents(f->db), 3 * n_reports);
    report_list_fini(&reports);
    free(id.bytes);
}

static void
an_id_too_long_for_a_term_is_refused(void **state)
{
    index_longest_id(*state, true, 1);
    index_longest_id(*state, false, 2);
}

/* Stores the lines of JSON as the records of the file at path. */
static void
put_records(struct ingest *ingest, const char *path, const char *lines)
{
    const struct source file = {.path = (char *)path,
                                .name = (char *)"set.jsonl"};
    struct report_list reports;
    struct fe_error err;
    char reason[REASON_SIZE], *bytes = memory_strdup(lines);

    assert_true(
        reading_bytes(file.name, bytes, strlen(bytes), &reports, reason));
    free(bytes);
    assert_true(ids_accept(ingest, &reports, path, reason));
    assert_int_equal(ingest_file(ingest, &reports, &file, "digest", &err),
                     FE_OK);
    report_list_fini(&reports);
}

static void
finish(struct ingest *ingest)
{
    struct fe_error err;
    assert_int_equal(ingest_finish(ingest, &err), FE_OK);
}

/* A member of the report's record must have this value. */
static void
assert_kept(const char *db,
            const char *report,
            const char *member,
            const char *expected)
{
    json_t *record = index_record(db, report);
    char *is = json_dumps(json_object_get(record, member), JSON_COMPACT);

    assert_non_null(is);
    assert_string_equal(is, expected);
    free(is);
    json_decref(record);
}

static void
a_record_keeps_judgements_and_abbreviations(void **state)
{
    struct fixture *f = *state;

    put_records(f->ingest, "/set",
                "{\"report\": \"r\", \"service_area\": \"safeguarding\", "
                "\"judgement\": \"Early help\", \"grade\": \"good\", \"text\": "
                "\"Family help plans (FHPs) are good. An FHP (family help "
                "plan) takes a day.\"}\n"
                "{\"report\": \"r\", \"service_area\": \"care-leavers\", "
                "\"judgement\": \"Care leavers\", \"grade\": \"inadequate\", "
                "\"text\": \"Night care teams (NCT) are not.\"}\n");
    put_records(f->ingest, "/plain", "{\"report\": \"p\", \"text\": \"A\"}\n");
    finish(f->ingest);
    assert_kept(f->db, "r", "abbreviations",
                "[[\"FHP\",\"family help plan\"],[\"NCT\",\"night care "
                "teams\"]]");
    assert_kept(f->db, "r", "judgements",
                "[{\"service_area\":\"safeguarding\",\"judgement\":\"Early "
                "help\",\"grade\":\"good\",\"source\":\"record\"},"
                "{\"service_area\":\"care-leavers\",\"judgement\":\"Care "
                "leavers\",\"grade\":\"inadequate\",\"source\":\"record\"}]");
    assert_kept(f->db, "p", "abbreviations", "[]");
    assert_kept(f->db, "p", "judgements", "[]");
    assert_abbreviations(f->db, "fhp=family help plan;nct=night care teams");
}

/* Whichever of its areas a paragraph is about. */
static void
a_judgement_of_two_areas_is_kept_once(void **state)
{
    struct fixture *f = *state;

    put_records(f->ingest, "/set",
                "{\"report\": \"r\", \"service_area\": "
                "\"looked-after-children\", \"judgement\": \"Children in care "
                "and care leavers\", \"grade\": \"good\", \"text\": \"A\"}\n"
                "{\"report\": \"r\", \"service_area\": \"care-leavers\", "
                "\"judgement\": \"Children in care and care leavers\", "
                "\"grade\": \"good\", \"text\": \"B\"}\n");
    finish(f->ingest);
    assert_kept(f->db, "r", "judgements",
                "[{\"service_area\":[\"looked-after-children\","
                "\"care-leavers\"],\"judgement\":\"Children in care and care "
                "leavers\",\"grade\":\"good\",\"source\":\"record\"}]");
}

/* Stores reports of one paragraph each, separated by '|', as those of the file.
 * They are named after it, so that reports of different files do not replace
 * one another. */
static void
put_texts(struct ingest *ingest, const char *path, const char *texts)
{
    struct text lines = {0};
    char *copy = strdup(texts), *rest = copy;
    char line[256];

    for (int i = 1; rest; i++) {
        snprintf(line, sizeof line,
                 "{\"report\": \"%s-%d\", \"text\": \"%s\"}\n", path, i,
                 strsep(&rest, "|"));
        text_add_string(&lines, line);
    }
    free(copy);
    put_records(ingest, path, lines.bytes);
    free(lines.bytes);
}

static void
drop(struct ingest *ingest, const char *path)
{
    struct fe_error err;
    assert_int_equal(ingest_drop(ingest, path, &err), FE_OK);
}

static void
open_again(struct fixture *f)
{
    struct fe_error err;

    ingest_close(f->ingest);
    f->ingest = ingest_open(f->db, &err);
    assert_non_null(f->ingest);
}

static void
the_meanings_of_abbreviations_follow_the_reports(void **state)
{
    static const char pass[] = "A food hygiene pass (FHP).";
    static const char plan[] = "A family help plan (FHP).";
    struct fixture *f = *state;
    const struct source moved = {.path = (char *)"/moved",
                                 .name = (char *)"set.jsonl"};
    struct fe_error err;

    put_texts(f->ingest, "/a", pass);
    put_texts(f->ingest, "/b", plan);
    put_texts(f->ingest, "/c", plan);
    finish(f->ingest);
    assert_abbreviations(f->db, "fhp=family help plan");
    /* Reports from before still count. */
    open_again(f);
    put_texts(f->ingest, "/b", pass);
    finish(f->ingest);
    assert_abbreviations(f->db, "fhp=food hygiene pass");
    assert_int_equal(ingest_move(f->ingest, "/a", &moved, &err), FE_OK);
    finish(f->ingest);
    drop(f->ingest, "/moved");
    drop(f->ingest, "/b");
    finish(f->ingest);
    assert_abbreviations(f->db, "fhp=family help plan");
    put_texts(f->ingest, "/c", "None.");
    finish(f->ingest);
    assert_abbreviations(f->db, "");
}

static void
unfinished_changes_explain_no_abbreviations(void **state)
{
    struct fixture *f = *state;

    put_texts(f->ingest, "/a", "A food hygiene pass (FHP).");
    finish(f->ingest);
    put_texts(f->ingest, "/a", "The night care team (NCT).");
    open_again(f);
    finish(f->ingest);
    assert_abbreviations(f->db, "fhp=food hygiene pass");
}

/* A file has one of these texts, or is not there. */
static const char *const ways[] = {
    NULL,
    "A food hygiene pass (FHP), the night care team (NCT).",
    "Food hygiene passes (FHPs).",
    "A family help plan (FHP). FHP (food hygiene plan).",
    "Family-help plans (FHP).|A foster home place (FHP).|It is.",
    "Nothing.",
};

enum { FILES = 5, WAYS = sizeof ways / sizeof *ways };

static void
put_way(struct ingest *ingest, size_t file, size_t way)
{
    char path[32];

    snprintf(path, sizeof path, "/%zu", file);
    if (ways[way])
        put_texts(ingest, path, ways[way]);
    else
        drop(ingest, path);
}

static void
assert_as_rebuilt(const char *db, const size_t chosen[FILES])
{
    char *folder = test_folder(), *rebuilt = test_path(folder, "db");
    struct fe_error err;
    struct ingest *ingest = ingest_open(rebuilt, &err);

    assert_non_null(ingest);
    for (size_t i = FILES; i-- > 0;)
        put_way(ingest, i, chosen[i]);
    finish(ingest);
    ingest_close(ingest);
    char *expected = index_abbreviations(rebuilt);
    assert_abbreviations(db, expected);
    free(expected);
    free(rebuilt);
    test_folder_remove(folder);
}

static void
after_any_updates_the_glossary_is_that_of_a_rebuilt_index(void **state)
{
    struct fixture *f = *state;
    size_t chosen[FILES] = {0};

    srand(3);
    for (int step = 0; step < 60; step++) {
        const size_t file = (size_t)rand() % FILES;
        chosen[file] = (size_t)rand() % WAYS;
        put_way(f->ingest, file, chosen[file]);
        if (step % 3 == 0)
            continue;
        finish(f->ingest);
        assert_as_rebuilt(f->db, chosen);
        if (step % 4 == 0)
            open_again(f);
    }
}

static void
a_plain_document_is_found_by_its_title(void **state)
{
    struct fixture *f = *state;

    put_records(f->ingest, "/a",
                "{\"report\": \"a\", \"title\": \"Swimming\", \"text\": \"It "
                "is safe.\"}\n");
    /* Headings and titles of reports are not part of the text. */
    put_records(f->ingest, "/b",
                "{\"report\": \"b\", \"title\": \"Sailing\", \"section\": "
                "\"Wind\", \"text\": "
                "\"It is not.\"}\n");
    put_records(f->ingest, "/c",
                "{\"report\": \"c\", \"title\": \"Rowing\", \"authority\": "
                "\"Alderbrook\", \"text\": \"It is.\"}\n");
    put_records(f->ingest, "/d",
                "{\"report\": \"d\", \"title\": \"Rowing\", \"date\": "
                "\"2010-10-15\", \"text\": \"Is it?\"}\n");
    finish(f->ingest);
    assert_int_equal(index_found(f->db, "swimming"), 1);
    assert_int_equal(index_found(f->db, "swimming safe"), 1);
    assert_int_equal(index_found(f->db, "sailing"), 0);
    assert_int_equal(index_found(f->db, "wind"), 0);
    assert_int_equal(index_found(f->db, "rowing"), 0);
}

static void
headings_judgements_and_numbers_are_fields(void **state)
{
    struct fixture *f = *state;

    put_records(f->ingest, "/a",
                "{\"section\": \"Early wind\", \"judgement\": \"Late rain\", "
                "\"grade\": \"good\", \"number\": 12, \"text\": \"One.\"}\n"
                "{\"section\": \"Late rain\", \"number\": 120, \"text\": "
                "\"Two.\"}\n"
                "{\"number\": \"12.3\", \"text\": \"Three.\"}\n");
    finish(f->ingest);
    assert_int_equal(index_field_found(f->db, "section:wind"), 1);
    assert_int_equal(index_field_found(f->db, "section:rain"), 1);
    assert_int_equal(index_field_found(f->db, "judgement:rain"), 1);
    assert_int_equal(index_field_found(f->db, "judgement:wind"), 0);
    assert_int_equal(index_field_found(f->db, "number:12"), 1);
    assert_int_equal(index_field_found(f->db, "number:13..120"), 1);
    assert_int_equal(index_field_found(f->db, "number:..11"), 0);
    assert_int_equal(index_field_found(f->db, "number:12.3"), 1);
    assert_int_equal(index_field_found(f->db, "number:12.2..12.10"), 1);
    assert_int_equal(index_field_found(f->db, "number:12.4..13"), 0);
    /* The end of a range includes its parts. */
    assert_int_equal(index_field_found(f->db, "number:..12"), 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_reports_of_a_file_are_replaced_together),
        TEST(reports_of_one_file_and_day_keep_their_ids),
        TEST(the_index_remembers_copies_until_the_file_is_read_again),
        TEST(a_file_is_moved_and_dropped_with_all_its_reports),
        TEST(a_report_that_is_not_committed_can_be_moved),
        TEST(an_index_remembers_what_its_files_were),
        TEST(unfinished_changes_are_discarded),
        TEST(an_id_too_long_for_a_term_is_refused),
        TEST(a_record_keeps_judgements_and_abbreviations),
        TEST(a_judgement_of_two_areas_is_kept_once),
        TEST(the_meanings_of_abbreviations_follow_the_reports),
        TEST(unfinished_changes_explain_no_abbreviations),
        TEST(after_any_updates_the_glossary_is_that_of_a_rebuilt_index),
        TEST(a_plain_document_is_found_by_its_title),
        TEST(headings_judgements_and_numbers_are_fields),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
