/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Repeated runs of findings-index over the same files: what is read again, what
 * is left as it is, and what is dropped.
 */
#include "indexing.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

/* Two letters among the reports. */
static const char *east, *west;

static int
set_up(void **state)
{
    indexing_set_up(state);
    east = indexing_path(*state, "reports/east.txt");
    west = indexing_path(*state, "reports/west.txt");
    indexing_letter(east, "Eastholm", "Records are clear.");
    indexing_letter(west, "Westholm", "Records are short.");
    return 0;
}

#define BOTH "eastholm-2019-05-07,westholm-2019-05-07"

static void
a_file_that_has_not_changed_is_not_read_again(void **state)
{
    const struct indexing *f = *state;
    const struct utimbuf long_ago = {0};

    assert_run(f, NULL, f->reports, 0, "reports indexed: 2, paragraphs: 6,");
    assert_run(f, NULL, f->reports, 0, "reports indexed: 0,");
    /* The modification time does not matter. */
    assert_int_equal(utime(east, &long_ago), 0);
    assert_run(f, NULL, f->reports, 0, "unchanged: 2, moved: 0");
    /* Named by itself its path looks different, but it is the same file. */
    assert_run(f, NULL, east, 0, "unchanged: 1, moved: 0");
    assert_reports(f->db, BOTH);
    assert_int_equal(index_documents(f->db), 6);
}

static void
a_file_that_has_changed_is_read_again_whatever_its_time(void **state)
{
    const struct indexing *f = *state;
    struct stat st;

    assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
    assert_int_equal(stat(east, &st), 0);
    indexing_letter(east, "Eastholm", "Records are clean.");
    const struct utimbuf as_it_was = {st.st_atime, st.st_mtime};
    assert_int_equal(utime(east, &as_it_was), 0);
    assert_run(f, NULL, f->reports, 0,
               "reports indexed: 1, paragraphs: 3, files refused: 0, "
               "unchanged: 1");
    assert_int_equal(index_found(f->db, "records clean"), 1);
    assert_int_equal(index_found(f->db, "records clear"), 0);
    assert_reports(f->db, BOTH);
}

static void
a_report_that_is_no_longer_in_its_file_is_dropped(void **state)
{
    const struct indexing *f = *state;

    assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
    indexing_letter(east, "Northholm", "Records are clear.");
    assert_run(f, NULL, f->reports, 0, "reports dropped: 1");
    assert_reports(f->db, "northholm-2019-05-07,westholm-2019-05-07");
    assert_int_equal(index_documents(f->db), 6);
}

static void
a_file_that_moved_is_not_read_again(void **state)
{
    const struct indexing *f = *state;
    const char *other = indexing_folder(f, "other");
    const char *moved = indexing_path(f, "other/east.txt");

    assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
    assert_int_equal(rename(east, moved), 0);
    assert_run(f, NULL, other, 0,
               "reports indexed: 0, paragraphs: 0, files refused: 0, "
               "unchanged: 0, moved: 1");
    assert_reports(f->db, BOTH);
    assert_int_equal(index_documents(f->db), 6);
    assert_record(f->db, "eastholm-2019-05-07", "path", moved);
    assert_run(f, "--prune", NULL, 0, "reports dropped: 0");
    assert_run(f, NULL, other, 0, "unchanged: 1, moved: 0");
}

static void
a_renamed_file_is_read_again_and_keeps_its_id(void **state)
{
    const struct indexing *f = *state;
    const char *renamed = indexing_path(f, "reports/renamed.txt");

    assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
    assert_int_equal(rename(east, renamed), 0);
    assert_run(f, NULL, f->reports, 0,
               "reports indexed: 1, paragraphs: 3, files refused: 0, "
               "unchanged: 1, moved: 1; reports dropped: 0");
    assert_reports(f->db, BOTH);
    assert_int_equal(index_documents(f->db), 6);
    assert_record(f->db, "eastholm-2019-05-07", "source", "renamed.txt");
    assert_run(f, NULL, f->reports, 0, "unchanged: 2, moved: 0");
}

static void
a_file_that_moved_over_another_takes_its_place(void **state)
{
    const struct indexing *f = *state;

    assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
    assert_int_equal(rename(east, west), 0);
    assert_run(f, NULL, f->reports, 0, "moved: 1; reports dropped: 1");
    assert_reports(f->db, "eastholm-2019-05-07");
    assert_int_equal(index_documents(f->db), 3);
}

static void
files_that_changed_places_are_read_again(void **state)
{
    const struct indexing *f = *state;
    const char *between = indexing_path(f, "between");

    assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
    assert_int_equal(rename(east, between), 0);
    assert_int_equal(rename(west, east), 0);
    assert_int_equal(rename(between, west), 0);
    assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
    assert_int_equal(index_documents(f->db), 6);
    assert_int_equal(index_found(f->db, "records clear"), 1);
}

static void
a_copy_does_not_take_the_id_of_a_file_that_moved(void **state)
{
    const struct indexing *f = *state;
    const char *other = indexing_folder(f, "other");
    const char *moved = indexing_path(f, "other/east.txt");
    const char *copy = indexing_path(f, "other/a-copy.txt");

    assert_run(f, NULL, east, 0, "reports indexed: 1,");
    assert_int_equal(rename(east, moved), 0);
    indexing_letter(copy, "Eastholm", "Records are clear.");
    assert_run(f, NULL, other, 0, "moved: 1;");
    assert_reports(f->db, "eastholm-2019-05-07");
    assert_record(f->db, "eastholm-2019-05-07", "path", moved);
}

static void
a_removed_file_stays_indexed_until_it_is_pruned(void **state)
{
    const struct indexing *f = *state;

    assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
    assert_int_equal(unlink(east), 0);
    assert_run(f, NULL, f->reports, 0, "unchanged: 1");
    assert_run(f, NULL, f->reports, 0,
               "1 indexed file no longer exists; remove it with: "
               "findings-index --db ");
    assert_reports(f->db, BOTH);
    assert_run(f, "--prune", f->reports, 0,
               "unchanged: 1, moved: 0; reports dropped: 1");
    assert_reports(f->db, "westholm-2019-05-07");
    assert_int_equal(index_documents(f->db), 3);
}

static void
a_pruned_report_no_longer_explains_abbreviations(void **state)
{
    const struct indexing *f = *state;

    indexing_letter(east, "Eastholm", "The night care team (NCT) helps.");
    indexing_letter(west, "Westholm", "A family help plan (FHP) helps.");
    assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
    assert_abbreviations(f->db, "fhp=family help plan;nct=night care team");
    assert_int_equal(unlink(east), 0);
    assert_run(f, "--prune", f->reports, 0, "reports dropped: 1");
    assert_abbreviations(f->db, "fhp=family help plan");
}

static void
pruning_below_a_path_leaves_the_rest(void **state)
{
    const struct indexing *f = *state;
    const char *north = indexing_path(f, "reports-2/north.txt");

    indexing_folder(f, "reports-2");
    indexing_letter(north, "Northholm", "Records are long.");
    assert_run(f, NULL, f->folder, 0, "reports indexed: 3,");
    assert_int_equal(unlink(north), 0);
    assert_int_equal(unlink(east), 0);
    assert_int_equal(unlink(west), 0);
    assert_int_equal(rmdir(f->reports), 0);
    /* With --prune a path that does not exist is not an error; otherwise it is.
     */
    assert_run(f, "--prune", f->reports, 0, "reports dropped: 2");
    assert_reports(f->db, "northholm-2019-05-07");
    assert_run(f, NULL, f->reports, 3, "No such file");
    assert_run(f, "--prune", NULL, 0, "reports dropped: 1");
    assert_reports(f->db, "");
    assert_int_equal(index_documents(f->db), 0);
}

static void
a_file_that_is_refused_now_leaves_what_was_read(void **state)
{
    const struct indexing *f = *state;

    assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
    test_write(east, "bin\0ary", 7);
    assert_run(f, "--prune", f->reports, 3,
               "the index keeps its earlier contents");
    assert_reports(f->db, BOTH);
    assert_int_equal(index_documents(f->db), 6);
    /* It is refused in each run until it can be read. */
    assert_run(f, NULL, f->reports, 3, "files refused: 1, unchanged: 1");
    indexing_letter(east, "Eastholm", "Records are clear.");
    assert_run(f, NULL, f->reports, 0, "reports indexed: 0,");
}

static void
a_file_name_that_is_not_utf8_is_refused(void **state)
{
    const struct indexing *f = *state;
    const char *path = indexing_path(f, "reports/caf\xe9.txt");

    indexing_letter(path, "Northholm", "Records are long.");
    assert_run(f, NULL, f->reports, 3, "is not valid UTF-8");
    assert_reports(f->db, BOTH);
}

/* Enough letters to take a while to index. */
enum { MANY = 3000 };

static const char *
many_letters(const struct indexing *f)
{
    const char *folder = indexing_folder(f, "many");
    char name[32], place[32];

    for (int i = 0; i < MANY; i++) {
        snprintf(name, sizeof name, "%06d.txt", i);
        snprintf(place, sizeof place, "Ab%c%c%c", 'a' + i % 26,
                 'a' + i / 26 % 26, 'a' + i / 676);
        char *path = test_path(folder, name);
        indexing_letter(path, place, "Records are clear.");
        free(path);
    }
    return folder;
}

/* The master side of a pseudo-terminal. Where none can be opened, for example
 * because /dev/pts is not mounted, the test is skipped. */
static int
open_terminal(void)
{
    const int terminal = posix_openpt(O_RDWR | O_NOCTTY);

    if (terminal >= 0 && grantpt(terminal) == 0 && unlockpt(terminal) == 0 &&
        access(ptsname(terminal), R_OK | W_OK) == 0)
        return terminal;
    print_message("no pseudo-terminal can be opened here: %s\n",
                  strerror(errno));
    if (terminal >= 0)
        close(terminal);
    skip();
    return -1;
}

/* What a program writes on the terminal until it ends; a terminal that nobody
 * reads keeps it waiting. The caller frees it. */
static char *
read_terminal(int terminal)
{
    enum { SIZE = 1 << 20 };
    char *said = calloc(1, SIZE);
    size_t len = 0;
    ssize_t n;

    assert_non_null(said);
    while ((n = read(terminal, said + len, SIZE - 1 - len)) > 0)
        len += (size_t)n;
    return said;
}

static void
a_terminal_shows_progress_and_then_what_was_done(void **state)
{
    const struct indexing *f = *state;
    const int terminal = open_terminal();
    const char *folder = many_letters(f);
    const char *bad = indexing_path(f, "many/bad.txt");
    const char *args[] = {"--db", f->db, folder, NULL};

    test_write(bad, "bin\0ary", 7);
    const pid_t pid =
        test_start("findings-index", args, "/dev/null", ptsname(terminal));
    char *said = read_terminal(terminal);
    assert_int_equal(test_wait(pid), 3);
    assert_has(said, "\rreading: ");
    assert_has(said, "/3001 files, ");
    /* Every message begins at the left, after the progress line was erased. */
    static const char *const messages[] = {
        "findings-index: refused ", "findings-index: reports indexed: 3000,"};
    for (size_t i = 0; i < 2; i++) {
        const char *message = strstr(said, messages[i]);
        assert_non_null(message);
        assert_true(message > said);
        assert_true(message[-1] == '\r' || message[-1] == '\n');
    }
    free(said);
    close(terminal);
}

/* Whether the process has a handler for the signal. */
static bool
handles(pid_t pid, int number)
{
    char path[64], line[256];
    unsigned long long caught = 0;

    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *file = fopen(path, "r");
    if (!file)
        return false;
    while (fgets(line, sizeof line, file))
        if (sscanf(line, "SigCgt: %llx", &caught) == 1)
            break;
    fclose(file);
    return caught >> (number - 1) & 1;
}

/* Start to index the folder, and send the signal once the index exists and the
 * program handles the signal, which may take long on a busy machine. Returns
 * the exit status, and standard error in *said. */
static int
interrupt(const struct indexing *f,
          const char *folder,
          int number,
          int times,
          char **said)
{
    const char *args[] = {"--db", f->db, folder, NULL};
    const char *err = indexing_path(f, "err");
    const char *mark = indexing_path(f, "db/iamglass");

    const pid_t pid = test_start("findings-index", args, "/dev/null", err);
    for (int i = 0; i < 1000 && access(mark, F_OK) < 0; i++)
        test_nap();
    for (int i = 0; i < 1000 && !handles(pid, number); i++)
        test_nap();
    test_nap();
    test_nap();
    for (int i = 0; i < times; i++)
        assert_int_equal(kill(pid, number), 0);
    const int status = test_wait(pid);
    *said = test_read(err, NULL);
    return status;
}

static void
a_run_that_is_interrupted_leaves_whole_reports_and_goes_on(void **state)
{
    const struct indexing *f = *state;
    const char *folder = many_letters(f);
    char *said;
    size_t done = 0, rest = 0;

    assert_int_equal(interrupt(f, folder, SIGINT, 1, &said), 130);
    assert_int_equal(sscanf(said,
                            "findings-index: interrupted: %zu reports indexed; "
                            "run it again to continue",
                            &done),
                     1);
    free(said);
    assert_true(done < MANY);
    assert_int_equal(index_documents(f->db), 3 * done);
    assert_int_equal(interrupt(f, folder, SIGTERM, 1, &said), 143);
    assert_int_equal(
        sscanf(said, "findings-index: interrupted: %zu reports", &rest), 1);
    free(said);
    done += rest;
    assert_int_equal(index_documents(f->db), 3 * done);
    char expected[64];
    snprintf(expected, sizeof expected, "unchanged: %zu,", done);
    assert_run(f, NULL, folder, 0, expected);
    assert_int_equal(index_documents(f->db), 3 * MANY);
}

/* However it ends, the index is as it was at a commit, with whole reports. */
static void
a_second_interrupt_ends_it_at_once(void **state)
{
    const struct indexing *f = *state;
    const char *folder = many_letters(f);
    char *said;

    const int status = interrupt(f, folder, SIGINT, 2, &said);
    free(said);
    /* Two signals that arrive together may count as one. */
    assert_true(status == -1 || status == 130);
    assert_int_equal(index_documents(f->db) % 3, 0);
    assert_run(f, NULL, folder, 0, "files refused: 0");
    assert_int_equal(index_documents(f->db), 3 * MANY);
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, set_up, indexing_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_file_that_has_not_changed_is_not_read_again),
        TEST(a_file_that_has_changed_is_read_again_whatever_its_time),
        TEST(a_report_that_is_no_longer_in_its_file_is_dropped),
        TEST(a_file_that_moved_is_not_read_again),
        TEST(a_renamed_file_is_read_again_and_keeps_its_id),
        TEST(a_file_that_moved_over_another_takes_its_place),
        TEST(files_that_changed_places_are_read_again),
        TEST(a_copy_does_not_take_the_id_of_a_file_that_moved),
        TEST(a_removed_file_stays_indexed_until_it_is_pruned),
        TEST(a_pruned_report_no_longer_explains_abbreviations),
        TEST(pruning_below_a_path_leaves_the_rest),
        TEST(a_file_that_is_refused_now_leaves_what_was_read),
        TEST(a_file_name_that_is_not_utf8_is_refused),
        TEST(a_terminal_shows_progress_and_then_what_was_done),
        TEST(a_run_that_is_interrupted_leaves_whole_reports_and_goes_on),
        TEST(a_second_interrupt_ends_it_at_once),
    };

    /* In the background, a shell starts tests with SIGINT ignored, and the
     * programs would inherit that. */
    signal(SIGINT, SIG_DFL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
