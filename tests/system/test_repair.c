/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A damaged index is not updated; --verify says what is wrong with it, and
 * --repair makes a new one, while a daemon goes on with what there is.
 */
#define _GNU_SOURCE /* unshare() */
#include "indexing.h"

#include "findings/engine.h"

#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char elm[] = "elm-2019-05-07";

/* An index of two letters, in the folder of reports. */
static int
set_up(void **state)
{
    indexing_set_up(state);
    const struct indexing *f = *state;

    indexing_letter(indexing_path(f, "reports/elm.txt"), "Elm",
                    "Case recording is clear and up to date for children.");
    indexing_letter(indexing_path(f, "reports/oak.txt"), "Oak",
                    "Social workers visit children often and know them well.");
    assert_run(f, f->reports, NULL, 0, "reports indexed: 2");
    return 0;
}

/* Change a byte of the n-th record, from 1, in the table of values, wherever it
 * is: blocks of commits before are still there. */
static void
damage_record(const struct indexing *f, size_t n)
{
    static const char frame[] = "\x28\xb5\x2f\xfd"; /* of Zstandard */
    enum { SAME = 64 }; /* bytes that tell records apart */
    const char *path = indexing_path(f, "db/postlist.glass");
    GHashTable *known = g_hash_table_new_full(
        g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    size_t len, n_damaged = 0;
    char *bytes = test_read(path, &len);

    for (size_t at = 0; at + SAME <= len; at++) {
        if (memcmp(bytes + at, frame, 4) != 0)
            continue;
        GBytes *record = g_bytes_new(bytes + at, SAME);
        size_t number = GPOINTER_TO_SIZE(g_hash_table_lookup(known, record));
        if (number == 0)
            number = g_hash_table_size(known) + 1;
        g_hash_table_insert(known, record, GSIZE_TO_POINTER(number));
        if (number != n)
            continue;
        bytes[at + 20] ^= 4;
        n_damaged++;
    }
    assert_true(n_damaged > 0);
    test_write(path, bytes, len);
    free(bytes);
    g_hash_table_destroy(known);
}

/* What the index says of a report; the caller frees it. */
static char *
described(const struct indexing *f, const char *id)
{
    struct fe_reader *reader;
    struct fe_error err;
    char key[64], *value;

    if (fe_reader_open_path(f->db, NULL, &reader, &err) != FE_OK)
        fail_msg("%s", err.message);
    snprintf(key, sizeof key, "report/%s", id);
    assert_int_equal(fe_reader_metadata(reader, key, &value, &err), FE_OK);
    fe_reader_close(reader);
    return value;
}

/* How many names in the folder of the test begin like this. */
static size_t
count_names(const struct indexing *f, const char *beginning)
{
    GDir *folder = g_dir_open(f->folder, 0, NULL);
    const char *name;
    size_t n = 0;

    while ((name = g_dir_read_name(folder)))
        n += g_str_has_prefix(name, beginning);
    g_dir_close(folder);
    return n;
}

static void
an_intact_index_is_called_so(void **state)
{
    const struct indexing *f = *state;

    assert_run(f, "--verify", NULL, 0, "is intact");
    assert_run(f, "--verify", f->reports, 2, "reads only the index");
    assert_run(f, "--verify", "--repair", 2, "cannot be combined");
    assert_int_equal(unlink(indexing_path(f, "reports/oak.txt")), 0);
    assert_run(f, "--prune", NULL, 0, "reports dropped: 1");
    assert_run(f, "--verify", NULL, 0, "is intact");
}

static void
an_index_is_not_verified_while_a_run_writes(void **state)
{
    const struct indexing *f = *state;
    struct fe_writer *writer;
    struct fe_lock *lock;
    struct fe_error err;

    assert_int_equal(fe_writer_open(f->db, &writer, &err), FE_OK);
    assert_run(f, "--verify", NULL, 4, "another findings-index");
    assert_int_equal(fe_index_hold(f->db, &lock, &err), FE_LOCKED);
    fe_writer_close(writer);
    /* Nor does a run begin meanwhile. */
    assert_int_equal(fe_index_hold(f->db, &lock, &err), FE_OK);
    assert_run(f, "--verify", NULL, 0, "is intact");
    assert_run(f, f->reports, NULL, 4, "another findings-index");
    fe_index_unlock(lock);
    assert_run(f, f->reports, NULL, 0, "unchanged: 2");
    /* A copy may lack the file that is locked, and be read-only. */
    assert_int_equal(unlink(indexing_path(f, "db/flintlock")), 0);
    assert_run(f, "--verify", NULL, 0, "is intact");
    assert_int_equal(access(indexing_path(f, "db/flintlock"), F_OK), -1);
}

/* As another user, who may only read: the tables that are half written are not
 * taken for damaged. */
static void
who_may_not_write_sees_that_a_run_does(void **state)
{
    const struct indexing *f = *state;
    struct fe_writer *writer;
    struct fe_error err;
    int status;

    if (geteuid() != 0) {
        print_message("only root can become another user\n");
        skip();
    }
    assert_int_equal(fe_writer_open(f->db, &writer, &err), FE_OK);
    assert_int_equal(chmod(f->folder, 0711), 0);
    assert_int_equal(chmod(f->db, 0755), 0);
    assert_int_equal(chmod(indexing_path(f, "db/flintlock"), 0644), 0);
    const pid_t pid = fork();
    if (pid == 0) {
        struct fe_lock *lock;
        _exit(setgid(65534) == 0 && setuid(65534) == 0
                  ? (int)fe_index_hold(f->db, &lock, &err)
                  : 100);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    fe_writer_close(writer);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), FE_LOCKED);
}

static void
a_damaged_index_is_not_updated_but_repaired(void **state)
{
    const struct indexing *f = *state;
    const char *kept = indexing_path(f, "db.before-repair");

    damage_record(f, 2);
    assert_run(f, f->reports, NULL, 5, "--repair");
    assert_run(f, "--verify", NULL, 5, "record after paragraph elm-");
    assert_run(f, "--repair", NULL, 0, kept);
    assert_int_equal(access(kept, F_OK), 0);
    assert_run(f, "--verify", NULL, 0, "is intact");
    assert_run(f, f->reports, NULL, 0, "unchanged: 2");
    /* The one kept before is left alone. */
    assert_run(f, "--repair", NULL, 0, "db.before-repair-2");
}

/* A run that was killed leaves no seal, so that only --verify can know. */
static void
without_a_seal_verification_compares_texts_with_tables(void **state)
{
    const struct indexing *f = *state;

    assert_int_equal(unlink(indexing_path(f, "db/seal")), 0);
    damage_record(f, 2);
    assert_run(f, "--verify", NULL, 5, "1 of its paragraphs is missing");
}

static void
reports_without_files_are_saved_from_their_records(void **state)
{
    const struct indexing *f = *state;
    const char *away = indexing_path(f, "away.txt");
    const char *path = indexing_path(f, "reports/elm.txt");
    char *before = described(f, elm);

    assert_int_equal(rename(path, away), 0);
    assert_run(f, "--repair", NULL, 0, "1 report was made from records");
    char *after = described(f, elm);
    assert_string_equal(after, before);
    assert_run(f, "--verify", NULL, 0, "is intact");
    assert_int_equal(rename(away, path), 0);
    assert_run(f, f->reports, NULL, 0, "unchanged: 2");
    free(after);
    free(before);
}

/* Its path is damaged too, so that the file is not known any more. */
static void
what_the_index_says_of_a_report_has_a_digest(void **state)
{
    static const char member[] = "\"authority\":\"Elm\"";
    const struct indexing *f = *state;
    const char *path = indexing_path(f, "db/postlist.glass");
    size_t len, at = 0;
    char *bytes = test_read(path, &len);

    while (memcmp(bytes + at, member, strlen(member)) != 0)
        assert_true(++at + strlen(member) < len);
    bytes[at + strlen(member) - 2] = 'k';
    test_write(path, bytes, len);
    free(bytes);
    assert_int_equal(unlink(indexing_path(f, "db/seal")), 0);
    assert_run(f, "--verify", NULL, 5,
               "report elm-2019-05-07: its record is damaged");
    assert_run(f, f->reports, NULL, 5, "--repair");
    assert_run(f, "--repair", NULL, 3, "judgements");
    assert_run(f, "--verify", NULL, 0, "is intact");
    /* The file takes its report over. */
    assert_run(f, f->reports, NULL, 0, "reports indexed: 1");
    assert_reports(f->db, "elm-2019-05-07,oak-2019-05-07");
    assert_run(f, "--verify", NULL, 0, "is intact");
}

static void
assert_mode(const char *path, mode_t mode)
{
    struct stat st;

    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, mode);
}

static void
a_repaired_index_has_the_permissions_of_the_old_one(void **state)
{
    const struct indexing *f = *state;
    const mode_t mask = umask(022);

    assert_int_equal(chmod(f->db, 0750), 0);
    assert_int_equal(chmod(indexing_path(f, "db/termlist.glass"), 0640), 0);
    assert_run(f, "--repair", NULL, 0, "the repaired index is at");
    umask(mask);
    assert_mode(f->db, 0750);
    assert_mode(indexing_path(f, "db/termlist.glass"), 0640);
    assert_run(f, "--verify", NULL, 0, "is intact");
}

static void
what_cannot_be_saved_is_named(void **state)
{
    const struct indexing *f = *state;

    const char *away = indexing_path(f, "away.txt");
    const char *path = indexing_path(f, "reports/elm.txt");

    damage_record(f, 2);
    assert_int_equal(rename(path, away), 0);
    assert_run(f, "--repair", NULL, 3,
               "report elm-2019-05-07: 1 of its 3 paragraphs could not be "
               "saved");
    assert_run(f, "--verify", NULL, 0, "is intact");
    /* It is read again as soon as it can be. */
    assert_int_equal(rename(away, path), 0);
    assert_run(f, f->reports, NULL, 0, "reports indexed: 1, paragraphs: 3");
    assert_int_equal(index_documents(f->db), 6);
}

static void
an_index_that_cannot_be_read_is_made_from_the_files_given(void **state)
{
    const struct indexing *f = *state;

    assert_int_equal(unlink(indexing_path(f, "db/iamglass")), 0);
    assert_run(f, "--repair", NULL, 2, "--repair PATH...");
    assert_int_equal(access(indexing_path(f, "db/postlist.glass"), F_OK), 0);
    assert_run(f, "--repair", f->reports, 0, "reports indexed: 2");
    assert_run(f, "--verify", NULL, 0, "is intact");
    /* Itself and the old one. */
    assert_int_equal(count_names(f, "db"), 2);
}

static void
an_index_of_another_version_is_made_again_while_it_is_served(void **state)
{
    const struct indexing *f = *state;
    const char *socket = indexing_path(f, "s");
    struct fe_writer *writer;
    struct fe_error err;

    const pid_t daemon = test_daemon(f->folder, f->db, socket);
    assert_int_equal(fe_writer_open(f->db, &writer, &err), FE_OK);
    assert_run(f, "--repair", NULL, 4, "another findings-index");
    fe_writer_set_metadata(writer, "schema", "1", &err);
    assert_int_equal(fe_writer_commit(writer, &err), FE_OK);
    fe_writer_close(writer);
    assert_run(f, f->reports, NULL, 2, "another version");
    assert_run(f, f->reports, NULL, 2, "--repair");
    assert_run(f, "--repair", NULL, 0, "reports indexed: 2");
    json_t *answer = test_ask(socket, "{\"id\": 1, \"method\": \"search\", "
                                      "\"params\": {\"query\": \"children\"}}");
    assert_true(json_integer_value(json_object_get(
                    json_object_get(answer, "result"), "total")) > 0);
    json_decref(answer);
    assert_int_equal(test_daemon_stop(daemon), 0);
}

/* What is kept under a key; the caller frees it. */
static char *
kept(const struct indexing *f, const char *key)
{
    struct fe_reader *reader;
    struct fe_error err;
    char *value;

    assert_int_equal(fe_reader_open_path(f->db, NULL, &reader, &err), FE_OK);
    assert_int_equal(fe_reader_metadata(reader, key, &value, &err), FE_OK);
    fe_reader_close(reader);
    return value;
}

static void
keep(const struct indexing *f, const char *key, const char *value)
{
    struct fe_writer *writer;
    struct fe_error err;

    assert_int_equal(fe_writer_open(f->db, &writer, &err), FE_OK);
    assert_int_equal(fe_writer_set_metadata(writer, key, value, &err), FE_OK);
    assert_int_equal(fe_writer_commit(writer, &err), FE_OK);
    fe_writer_close(writer);
}

/* No run leaves it so, because all of it is one transaction. */
static void
a_list_of_files_that_differs_from_the_records_is_found_and_repaired(
    void **state)
{
    static const char key[] = "files/000001";
    const struct indexing *f = *state;
    char *before = index_contents(f->db), *list = kept(f, key);
    char *name = strstr(list, "oak.txt\t");

    assert_non_null(name);
    *name = 'a';
    keep(f, key, list);
    assert_run(
        f, "--verify", NULL, 5,
        "report oak-2019-05-07: its file is not listed as in its record");
    keep(f, key, "\n");
    assert_run(f, "--verify", NULL, 5,
               "2 reports are described, but 0 are listed with their files");
    keep(f, key, "a list of another kind\n");
    assert_run(f, "--verify", NULL, 5, "the list of files is damaged");
    assert_run(f, f->reports, NULL, 5, "--repair");
    assert_run(f, "--repair", NULL, 0, "reports indexed: 2");
    assert_run(f, "--verify", NULL, 0, "is intact");
    char *after = index_contents(f->db);
    assert_string_equal(after, before);
    free(after);
    free(before);
    free(list);
}

/* It has no list of the files. */
static void
an_index_of_the_version_before_is_made_again_with_all_it_knows(void **state)
{
    const struct indexing *f = *state;
    const char *copy = indexing_path(f, "reports/oak-copy.txt");
    size_t len;

    char *bytes = test_read(indexing_path(f, "reports/oak.txt"), &len);
    test_write(copy, bytes, len);
    free(bytes);
    assert_run(f, f->reports, NULL, 0, "is a copy of");
    char *before = index_contents(f->db);
    keep(f, "files/000001", "");
    keep(f, "schema", "10");
    assert_run(f, f->reports, NULL, 2, "another version");
    assert_run(f, "--repair", NULL, 0, "reports indexed: 2");
    assert_run(f, f->reports, NULL, 0, "unchanged: 2");
    char *after = index_contents(f->db);
    assert_string_equal(after, before);
    free(after);
    free(before);
}

static long long
size_of(const char *path)
{
    struct stat st;

    assert_int_equal(stat(path, &st), 0);
    return st.st_size;
}

/* How many paragraphs have the words "visit 19". */
static long long
total_of(const char *socket)
{
    json_t *answer =
        test_ask(socket, "{\"id\": 1, \"method\": \"search\", \"params\": "
                         "{\"query\": \"\\\"visit 19\\\"\"}}");
    const long long total = json_integer_value(
        json_object_get(json_object_get(answer, "result"), "total"));

    json_decref(answer);
    return total;
}

static void
a_compact_index_takes_the_place_of_the_old_one_while_it_is_served(void **state)
{
    const struct indexing *f = *state;
    const char *socket = indexing_path(f, "s");
    char text[64];

    /* Each run leaves a little behind. */
    for (int i = 0; i < 20; i++) {
        snprintf(text, sizeof text, "Plans of visit %d are late.", i);
        indexing_letter(indexing_path(f, "reports/oak.txt"), "Oak", text);
        assert_run(f, f->reports, NULL, 0, "reports indexed: 1");
    }
    const pid_t daemon = test_daemon(f->folder, f->db, socket);
    assert_int_equal(total_of(socket), 1);
    char *before = index_contents(f->db);
    const long long size = size_of(indexing_path(f, "db/postlist.glass"));
    assert_run(f, "--compact", NULL, 0, "MB before");
    assert_true(size_of(indexing_path(f, "db/postlist.glass")) < size);
    char *after = index_contents(f->db);
    assert_string_equal(after, before);
    assert_run(f, "--verify", NULL, 0, "is intact");
    assert_int_equal(access(indexing_path(f, "db.before-compact"), F_OK), -1);
    assert_int_equal(total_of(socket), 1);
    /* It can be changed as before. */
    indexing_letter(indexing_path(f, "reports/ash.txt"), "Ash", "Plans.");
    assert_run(f, f->reports, NULL, 0, "reports indexed: 1");
    assert_int_equal(test_daemon_stop(daemon), 0);
    free(after);
    free(before);
}

static void
what_cannot_be_made_compact_stays(void **state)
{
    struct indexing other = **(struct indexing **)state;
    const struct indexing *f = *state;
    struct fe_writer *writer;
    struct fe_error err;

    assert_run(f, "--compact", f->reports, 2, "--compact reads only the index");
    other.db = f->reports;
    assert_run(&other, "--compact", NULL, 2, "contains other files but no");
    char *none = strdup(indexing_path(f, "none"));
    other.db = none;
    assert_run(&other, "--compact", NULL, 2, "no index");
    free(none);
    assert_int_equal(fe_writer_open(f->db, &writer, &err), FE_OK);
    assert_run(f, "--compact", NULL, 4, "another findings-index");
    fe_writer_close(writer);
    damage_record(f, 1);
    assert_run(f, "--compact", NULL, 5, "--repair");
}

/* Neither a folder without an index, nor one with files of others. */
static void
only_the_folder_of_an_index_is_replaced(void **state)
{
    struct indexing other = **(struct indexing **)state;
    const struct indexing *f = *state;

    other.db = f->reports;
    assert_run(&other, "--repair", NULL, 2, "contains other files but no");
    assert_run(&other, "--repair", f->reports, 2,
               "contains other files but no");
    assert_int_equal(access(indexing_path(f, "reports/flintlock"), F_OK), -1);
    const char *notes = indexing_file(f, "db/notes.txt", "mine");
    assert_run(f, "--repair", NULL, 2, "beside the index, such as \"notes.txt");
    assert_int_equal(access(notes, F_OK), 0);
    assert_int_equal(unlink(notes), 0);
    assert_run(f, "--repair", NULL, 0, "the repaired index is at");
}

static void
what_others_have_beside_an_index_is_left_alone(void **state)
{
    const struct indexing *f = *state;
    static const char *const names[] = {"db.repaired", "db.salvaged",
                                        "db.repairing-", "db.before-repair"};

    indexing_folder(f, "precious");
    const char *thesis = indexing_file(f, "precious/thesis.txt", "mine");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_int_equal(symlink("precious", indexing_path(f, names[i])), 0);
    assert_run(f, "--repair", NULL, 0, "db.before-repair-2");
    assert_int_equal(access(thesis, F_OK), 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_int_equal(unlink(indexing_path(f, names[i])), 0);
    /* Itself and the old one. */
    assert_int_equal(count_names(f, "db"), 2);
}

/* In a name space of its own, which the programs that are run inherit. */
static void
a_mount_point_is_not_replaced(void **state)
{
    const struct indexing *f = *state;

    if (unshare(CLONE_NEWNS) < 0 ||
        mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
        mount(f->db, f->db, NULL, MS_BIND, NULL) < 0) {
        print_message("a file system can be mounted only by root\n");
        skip();
    }
    assert_run(f, "--repair", NULL, 2, "a file system is mounted at");
    assert_int_equal(umount2(f->db, MNT_DETACH), 0);
    assert_int_equal(count_names(f, "db"), 1);
    assert_run(f, "--verify", NULL, 0, "is intact");
}

static void
an_interrupted_repair_leaves_all_as_it_was(void **state)
{
    const struct indexing *f = *state;
    const char *args[] = {"--db", f->db, "--repair", NULL, NULL};
    const char *log = indexing_path(f, "log");
    GString *records = g_string_new(NULL);

    for (int i = 0; i < 20000; i++)
        g_string_append_printf(records, "{\"text\": \"Barrel %d.\"}\n", i);
    args[3] = indexing_file(f, "many.jsonl", records->str);
    g_string_free(records, TRUE);
    const pid_t pid = test_start("findings-index", args, NULL, log);
    while (count_names(f, "db") == 1)
        test_nap();
    assert_int_equal(kill(pid, SIGTERM), 0);
    assert_int_equal(test_wait(pid), 128 + SIGTERM);
    char *said = test_read(log, NULL);
    assert_has(said, "run it again from the start");
    assert_has(said, "has not been repaired, and is as it was");
    free(said);
    assert_int_equal(count_names(f, "db"), 1);
    assert_run(f, f->reports, NULL, 0, "unchanged: 2");
}

/* One of them is known by another file than before. */
static void
files_that_have_moved_are_read_once(void **state)
{
    const struct indexing *f = *state;
    const char *moved = indexing_path(f, "moved");

    indexing_letter(indexing_path(f, "reports/oak-2.txt"), "Oak",
                    "Social workers visit children often and know them well.");
    assert_run(f, f->reports, NULL, 0, "unchanged: 2");
    assert_int_equal(unlink(indexing_path(f, "reports/oak.txt")), 0);
    assert_int_equal(rename(f->reports, moved), 0);
    assert_run(f, "--repair", moved, 0, "reports indexed: 2");
    assert_reports(f->db, "elm-2019-05-07,oak-2019-05-07");
    assert_int_equal(index_documents(f->db), 6);
    assert_run(f, moved, NULL, 0, "unchanged: 2");
}

#define WITH_REPORTS(test)                                                     \
    cmocka_unit_test_setup_teardown(test, set_up, indexing_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_REPORTS(an_intact_index_is_called_so),
        WITH_REPORTS(an_index_is_not_verified_while_a_run_writes),
        WITH_REPORTS(who_may_not_write_sees_that_a_run_does),
        WITH_REPORTS(a_damaged_index_is_not_updated_but_repaired),
        WITH_REPORTS(without_a_seal_verification_compares_texts_with_tables),
        WITH_REPORTS(reports_without_files_are_saved_from_their_records),
        WITH_REPORTS(what_the_index_says_of_a_report_has_a_digest),
        WITH_REPORTS(a_repaired_index_has_the_permissions_of_the_old_one),
        WITH_REPORTS(what_cannot_be_saved_is_named),
        WITH_REPORTS(an_index_that_cannot_be_read_is_made_from_the_files_given),
        WITH_REPORTS(
            a_compact_index_takes_the_place_of_the_old_one_while_it_is_served),
        WITH_REPORTS(what_cannot_be_made_compact_stays),
        WITH_REPORTS(only_the_folder_of_an_index_is_replaced),
        WITH_REPORTS(what_others_have_beside_an_index_is_left_alone),
        WITH_REPORTS(a_mount_point_is_not_replaced),
        WITH_REPORTS(an_interrupted_repair_leaves_all_as_it_was),
        WITH_REPORTS(files_that_have_moved_are_read_once),
        WITH_REPORTS(
            an_index_of_another_version_is_made_again_while_it_is_served),
        WITH_REPORTS(
            a_list_of_files_that_differs_from_the_records_is_found_and_repaired),
        WITH_REPORTS(
            an_index_of_the_version_before_is_made_again_with_all_it_knows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
