/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Files whose reports want the same ids: none of them is lost, and each can be
 * found.
 */
#include "indexing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Writes a record. The id of the paragraph may be NULL. */
static void
write_record(const struct indexing *f,
             const char *name,
             const char *report,
             const char *id,
             const char *text)
{
    char line[1024];

    snprintf(line, sizeof line, "{\"report\":\"%s\",%s%s%s\"text\":\"%s\"}\n",
             report, id ? "\"id\":\"" : "", id ? id : "", id ? "\"," : "",
             text);
    indexing_file(f, name, line);
}

#define JANUARY                                                                \
    "The January minutes are about the panel that approves foster carers."
#define JUNE "Nobody knew in June who had the only key to the cupboard."

static void
assert_intact(const struct indexing *f)
{
    assert_run(f, "--verify", NULL, 0, "is intact");
}

static void
ids_in_other_letters_are_rivals(void **state)
{
    const struct indexing *f = *state;

    indexing_letter(indexing_path(f, "reports/a.txt"), "Eastholm", "Good.");
    write_record(f, "reports/b.jsonl", "Eastholm-2019-05-07", NULL, JUNE);
    write_record(f, "reports/c.jsonl", "caf\u00e9", NULL, JUNE);
    write_record(f, "reports/d.jsonl", "Cafe", NULL, JANUARY);
    assert_run(f, NULL, f->reports, 0, "reports indexed: 4,");
    assert_reports(
        f->db, "Cafe-2,Eastholm-2019-05-07-2,caf\u00e9,eastholm-2019-05-07");
    assert_int_equal(index_documents(f->db), 6);
    assert_intact(f);
    /* A record with its own id cannot get another. */
    write_record(f, "reports/e.jsonl", "EASTHOLM-2019-05-07", "e/1", JANUARY);
    assert_run(f, NULL, f->reports, 3,
               "its report EASTHOLM-2019-05-07 is already in the index");
    assert_int_equal(index_documents(f->db), 6);
}

/* The other is on a disk that is not mounted. */
static void
the_report_of_a_file_that_is_away_stays(void **state)
{
    const struct indexing *f = *state;
    const char *disk = indexing_folder(f, "disk");
    const char *away = indexing_path(f, "away");
    const char *first = indexing_path(f, "disk/minutes.txt");
    const char *moved = indexing_path(f, "away/minutes.txt");

    indexing_file(f, "disk/minutes.txt", "Minutes\n\n" JANUARY "\n");
    write_record(f, "disk/a.jsonl", "notes", "notes/1", JANUARY);
    assert_run(f, NULL, disk, 0, "reports indexed: 2,");
    assert_int_equal(rename(disk, away), 0);
    indexing_file(f, "reports/minutes.txt", "Minutes\n\n" JUNE "\n");
    write_record(f, "reports/b.jsonl", "notes", "notes/1", JUNE);
    assert_run(f, NULL, f->reports, 3,
               "disk/a.jsonl, which no longer exists; leave the ids out of one "
               "file, or remove the other with --prune");
    assert_reports(f->db, "minutes,minutes-2,notes");
    assert_record(f->db, "minutes", "path", first);
    assert_int_equal(rename(away, disk), 0);
    assert_run(f, NULL, disk, 0, "unchanged: 2,");
    /* One that is much the same takes its place, and this is said. */
    assert_int_equal(rename(disk, away), 0);
    indexing_file(f, "away/minutes.txt", "Minutes\n\n" JANUARY " Indeed.\n");
    assert_run(f, NULL, moved, 0, "away/minutes.txt has the report of ");
    assert_reports(f->db, "minutes,minutes-2,notes");
    assert_record(f->db, "minutes", "path", moved);
}

/* A run that prunes gives the ids of what it is about to remove to others. */
static void
the_report_of_a_file_that_is_pruned_is_replaced(void **state)
{
    const struct indexing *f = *state;

    write_record(f, "reports/a.jsonl", "notes", "notes/1", JANUARY);
    assert_run(f, NULL, f->reports, 0, "reports indexed: 1,");
    assert_int_equal(unlink(indexing_path(f, "reports/a.jsonl")), 0);
    write_record(f, "reports/b.jsonl", "notes", "notes/1", JUNE);
    assert_run(f, "--prune", f->reports, 0, "reports indexed: 1,");
    assert_record(f->db, "notes", "path", indexing_path(f, "reports/b.jsonl"));
    assert_int_equal(index_documents(f->db), 1);
    assert_intact(f);
}

/* Its paragraphs have longer ids, and its number makes them longer still. */
static void
the_longest_id_can_be_read_back(void **state)
{
    const struct indexing *f = *state;
    char id[260] = "";
    int status;

    for (size_t n = 190; n < sizeof id; n++) {
        memset(id, 'a', n);
        write_record(f, "reports/a.jsonl", id, NULL, JANUARY);
        write_record(f, "reports/b.jsonl", id, NULL, JUNE);
        struct test_run read = indexing_dump(f, "paragraphs");
        status = read.status;
        if (status == 0) {
            const char *args[] = {"--dump", "paragraphs", "-", NULL};
            args[2] = indexing_file(f, "back.jsonl", read.out);
            struct test_run again = test_program("findings-index", args);
            assert_int_equal(again.status, 0);
            test_run_free(&again);
        } else {
            assert_has(read.err, "longer than 238 bytes");
        }
        test_run_free(&read);
        if (status != 0)
            break;
    }
    assert_int_equal(status, 3);
    id[strlen(id) - 1] = '\0';
    write_record(f, "reports/a.jsonl", id, NULL, JANUARY);
    write_record(f, "reports/b.jsonl", id, NULL, JUNE);
    assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
    assert_intact(f);
}

/* Writes records of two reports; the second may be NULL. */
static void
write_two(const struct indexing *f,
          const char *name,
          const char *first,
          const char *second,
          const char *text)
{
    char lines[1024];
    int n = snprintf(lines, sizeof lines,
                     "{\"report\":\"%s\",\"id\":\"%s/1\",\"text\":\"%s\"}\n",
                     first, first, text);

    if (second)
        snprintf(lines + n, sizeof lines - (size_t)n,
                 "{\"report\":\"%s\",\"id\":\"%s/1\",\"text\":\"%s\"}\n",
                 second, second, text);
    indexing_file(f, name, lines);
}

/* The report is from that file of the folder. */
static void
assert_in(const struct indexing *f, const char *report, const char *name)
{
    assert_record(f->db, report, "path", indexing_path(f, name));
}

static void
files_of_records_may_exchange_their_reports(void **state)
{
    const struct indexing *f = *state;

    write_two(f, "reports/a.jsonl", "east", NULL, JANUARY);
    write_two(f, "reports/b.jsonl", "north", NULL, JANUARY);
    write_two(f, "reports/c.jsonl", "west", NULL, JANUARY);
    assert_run(f, NULL, f->reports, 0, "reports indexed: 3,");
    /* In a circle, and with other words. */
    write_two(f, "reports/a.jsonl", "north", NULL, JUNE);
    write_two(f, "reports/b.jsonl", "west", NULL, JUNE);
    write_two(f, "reports/c.jsonl", "east", NULL, JUNE);
    assert_run(f, NULL, f->reports, 0,
               "reports indexed: 3, paragraphs: 3, files refused: 0, "
               "unchanged: 0, moved: 0; reports dropped: 0");
    assert_reports(f->db, "east,north,west");
    assert_in(f, "north", "reports/a.jsonl");
    assert_in(f, "east", "reports/c.jsonl");
    assert_int_equal(index_documents(f->db), 3);
    assert_intact(f);
    assert_run(f, NULL, f->reports, 0, "unchanged: 3,");
}

/* Whichever of the files is read first. */
static void
a_report_may_move_to_another_file(void **state)
{
    const struct indexing *f = *state;
    static const char *const names[] = {"reports/a.jsonl", "reports/b.jsonl"};

    for (int i = 0; i < 2; i++) {
        const char *from = names[i], *to = names[1 - i];
        write_two(f, from, "east", "north", JANUARY);
        write_two(f, to, "west", NULL, JANUARY);
        assert_run(f, NULL, f->reports, 0, "files refused: 0");
        write_two(f, from, "east", "new", JANUARY);
        write_two(f, to, "west", "north", JUNE);
        assert_run(f, NULL, f->reports, 0, "files refused: 0");
        assert_reports(f->db, "east,new,north,west");
        assert_in(f, "north", to);
        assert_int_equal(index_documents(f->db), 4);
        assert_intact(f);
        write_two(f, from, "east", NULL, JANUARY);
        write_two(f, to, "west", NULL, JANUARY);
        assert_run(f, NULL, f->reports, 0, "reports dropped: 2");
    }
}

/* Those that want its reports are refused too, and all stay as they were. */
static void
a_file_that_is_refused_keeps_its_reports_from_others(void **state)
{
    const struct indexing *f = *state;

    write_two(f, "reports/a.jsonl", "east", NULL, JANUARY);
    write_two(f, "reports/b.jsonl", "north", NULL, JANUARY);
    write_two(f, "reports/c.jsonl", "west", NULL, JANUARY);
    assert_run(f, NULL, f->reports, 0, "reports indexed: 3,");
    char *before = index_contents(f->db);
    write_two(f, "reports/a.jsonl", "north", NULL, JUNE);
    write_two(f, "reports/b.jsonl", "west", NULL, JUNE);
    indexing_file(f, "reports/c.jsonl", "{\"report\":\"east\"");
    assert_run(f, NULL, f->reports, 3, "files refused: 3,");
    char *after = index_contents(f->db);
    assert_string_equal(after, before);
    free(before);
    free(after);
    /* Of two that want the same, the first has it. */
    write_two(f, "reports/a.jsonl", "east", "both", JANUARY);
    write_two(f, "reports/b.jsonl", "west", "both", JUNE);
    write_two(f, "reports/c.jsonl", "new", NULL, JUNE);
    assert_run(f, NULL, f->reports, 3, "its report both is already in the");
    assert_reports(f->db, "both,east,new,north");
    assert_in(f, "both", "reports/a.jsonl");
    assert_intact(f);
}

static void
texts_may_exchange_their_names(void **state)
{
    const struct indexing *f = *state;
    const char *a = indexing_path(f, "reports/a.txt");
    const char *b = indexing_path(f, "reports/b.txt");

    indexing_letter(a, "Eastholm", "Records are clear.");
    indexing_letter(b, "Westholm", "Records are late.");
    assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
    indexing_letter(b, "Eastholm", "Records are clear.");
    indexing_letter(a, "Westholm", "Records are late.");
    assert_run(f, NULL, f->reports, 0, "reports dropped: 0");
    assert_reports(f->db, "eastholm-2019-05-07,westholm-2019-05-07");
    assert_record(f->db, "eastholm-2019-05-07", "path", b);
    assert_int_equal(index_documents(f->db), 6);
    assert_intact(f);
}

/* Whichever is read first: one of them cannot be read now. */
static void
a_text_does_not_get_another_id_while_a_file_cannot_be_read(void **state)
{
    const struct indexing *f = *state;
    const char *const paths[] = {indexing_path(f, "reports/a.txt"),
                                 indexing_path(f, "reports/b.txt")};

    for (int i = 0; i < 2; i++) {
        indexing_letter(paths[0], "Eastholm", "Records are clear.");
        indexing_letter(paths[1], "Westholm", "Records are late.");
        assert_run(f, NULL, f->reports, 0, "files refused: 0");
        char *before = index_contents(f->db);
        test_write(paths[i], "", 0);
        indexing_letter(paths[1 - i], i ? "Westholm" : "Eastholm",
                        i ? "Records are late." : "Records are clear.");
        assert_run(f, NULL, f->reports, 3,
                   ".txt, which could not be read; make that readable, or "
                   "remove it; the index keeps its earlier contents");
        char *after = index_contents(f->db);
        assert_string_equal(after, before);
        free(before);
        free(after);
        /* Another report of that day is not held up. */
        write_record(f, "reports/c.jsonl",
                     i ? "westholm-2019-05-07" : "eastholm-2019-05-07", NULL,
                     JUNE);
        assert_run(f, NULL, f->reports, 3, "reports indexed: 1,");
        assert_int_equal(unlink(indexing_path(f, "reports/c.jsonl")), 0);
        assert_run(f, "--prune", f->reports, 3, "reports dropped: 1");
    }
}

static void
an_id_of_a_paragraph_is_that_of_one_file(void **state)
{
    const struct indexing *f = *state;

    indexing_letter(indexing_path(f, "reports/x.txt"), "Eastholm", "Good.");
    write_record(f, "reports/a.jsonl", "r1", "p/1", JANUARY);
    write_record(f, "reports/b.jsonl", "r2", "P/1", JUNE);
    assert_run(f, NULL, f->reports, 3,
               "b.jsonl: its paragraph P/1 is already in the index, from ");
    assert_reports(f->db, "eastholm-2019-05-07,r1");
    write_record(f, "reports/b.jsonl", "r2", "eastholm-2019-05-07/p1", JUNE);
    assert_run(f, NULL, f->reports, 3, "b.jsonl: its paragraph eastholm-");
    /* It is free as soon as the other file does not have it any more. */
    write_record(f, "reports/a.jsonl", "r1", "p/2", JANUARY);
    write_record(f, "reports/b.jsonl", "r2", "p/1", JUNE);
    assert_run(f, NULL, f->reports, 0, "files refused: 0");
    write_record(f, "reports/a.jsonl", "r1", "p/1", JANUARY);
    write_record(f, "reports/b.jsonl", "r2", "p/2", JUNE);
    assert_run(f, NULL, f->reports, 0, "files refused: 0");
    assert_reports(f->db, "eastholm-2019-05-07,r1,r2");
    assert_int_equal(index_documents(f->db), 5);
    assert_intact(f);
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, indexing_set_up, indexing_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(ids_in_other_letters_are_rivals),
        TEST(the_report_of_a_file_that_is_away_stays),
        TEST(the_report_of_a_file_that_is_pruned_is_replaced),
        TEST(the_longest_id_can_be_read_back),
        TEST(files_of_records_may_exchange_their_reports),
        TEST(a_report_may_move_to_another_file),
        TEST(a_file_that_is_refused_keeps_its_reports_from_others),
        TEST(texts_may_exchange_their_names),
        TEST(a_text_does_not_get_another_id_while_a_file_cannot_be_read),
        TEST(an_id_of_a_paragraph_is_that_of_one_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
