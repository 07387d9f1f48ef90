/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Repeated runs of findings-index over the same files: what is read again, what
 * is left as it is, and what is dropped.
 */
#include "index.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

struct fixture {
    char *folder;
    char *db;
    char *reports; /* a folder with two letters in it */
    char *east;
    char *west;
};

/* Write a letter of three paragraphs: the visit and two findings. */
static void
write_letter(const char *path, const char *place, const char *finding)
{
    char letter[1024];

    const int len =
        snprintf(letter, sizeof letter,
                 "14 May 2019\n\nDear Ms Example\n\n"
                 "Focused visit to %s local authority children's services\n\n"
                 "This letter is about a visit to %s on 7 May 2019.\n\n"
                 "Findings\n\n- %s\n- Plans are reviewed on time.\n\n"
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
    f->east = test_path(f->reports, "east.txt");
    f->west = test_path(f->reports, "west.txt");
    assert_int_equal(mkdir(f->reports, 0700), 0);
    write_letter(f->east, "Eastholm", "Records are clear.");
    write_letter(f->west, "Westholm", "Records are short.");
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
    free(f->east);
    free(f->west);
    free(f);
    return 0;
}

#define BOTH "eastholm-2019-05-07,westholm-2019-05-07"

/* Index the path, with an option before it; both may be NULL. The exit status
 * must be status, and standard error must contain said. */
static void
assert_run(const struct fixture *f,
           const char *option,
           const char *path,
           int status,
           const char *said)
{
    const char *args[] = {"--db", f->db, option ? option : path,
                          option ? path : NULL, NULL};
    struct test_run run = test_program("findings-index", args);

    if (!strstr(run.err, said))
        print_error("%s", run.err);
    assert_non_null(strstr(run.err, said));
    assert_int_equal(run.status, status);
    assert_string_equal(run.out, "");
    test_run_free(&run);
}

static void
a_file_that_has_not_changed_is_not_read_again(void **state)
{
    const struct fixture *f = *state;
    const struct utimbuf long_ago = {0};

    assert_run(f, NULL, f->reports, 0, "reports indexed: 2, paragraphs: 6,");
    assert_run(f, NULL, f->reports, 0, "reports indexed: 0,");
    /* The modification time does not matter. */
    assert_int_equal(utime(f->east, &long_ago), 0);
    assert_run(f, NULL, f->reports, 0, "unchanged: 2, moved: 0");
    /* Named by itself its path looks different, but it is the same file. */
    assert_run(f, NULL, f->east, 0, "unchanged: 1, moved: 0");
    assert_reports(f->db, BOTH);
    assert_int_equal(index_documents(f->db), 6);
}

static void
a_file_that_has_changed_is_read_again_whatever_its_time(void **state)
{
    const struct fixture *f = *state;
    struct stat st;

    assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
    assert_int_equal(stat(f->east, &st), 0);
    write_letter(f->east, "Eastholm", "Records are clean.");
    const struct utimbuf as_it_was = {st.st_atime, st.st_mtime};
    assert_int_equal(utime(f->east, &as_it_was), 0);
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
    const struct fixture *f = *state;

    assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
    write_letter(f->east, "Northholm", "Records are clear.");
    assert_run(f, NULL, f->reports, 0, "reports dropped: 1");
    assert_reports(f->db, "northholm-2019-05-07,westholm-2019-05-07");
    assert_int_equal(index_documents(f->db), 6);
}

static void
a_file_that_moved_is_not_read_again(void **state)
{
    const struct fixture *f = *state;
    char *other = test_path(f->folder, "other");
    char *east = test_path(other, "east.txt");

    assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
    assert_int_equal(mkdir(other, 0700), 0);
    assert_int_equal(rename(f->east, east), 0);
    assert_run(f, NULL, other, 0,
               "reports indexed: 0, paragraphs: 0, files refused: 0, "
               "unchanged: 0, moved: 1");
    assert_reports(f->db, BOTH);
    assert_int_equal(index_documents(f->db), 6);
    json_t *record = index_record(f->db, "eastholm-2019-05-07");
    assert_string_equal(json_string_value(json_object_get(record, "path")),
                        east);
    json_decref(record);
    assert_run(f, "--prune", NULL, 0, "reports dropped: 0");
    assert_run(f, NULL, other, 0, "unchanged: 1, moved: 0");
    free(east);
    free(other);
}

static void
a_renamed_file_is_read_again_and_keeps_its_id(void **state)
{
    const struct fixture *f = *state;
    char *renamed = test_path(f->reports, "renamed.txt");
    json_t *record;

    assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
    assert_int_equal(rename(f->east, renamed), 0);
    assert_run(f, NULL, f->reports, 0,
               "reports indexed: 1, paragraphs: 3, files refused: 0, "
               "unchanged: 1, moved: 1; reports dropped: 0");
    assert_reports(f->db, BOTH);
    assert_int_equal(index_documents(f->db), 6);
    record = index_record(f->db, "eastholm-2019-05-07");
    assert_string_equal(json_string_value(json_object_get(record, "source")),
                        "renamed.txt");
    json_decref(record);
    assert_run(f, NULL, f->reports, 0, "unchanged: 2, moved: 0");
    free(renamed);
}

static void
a_file_that_moved_over_another_takes_its_place(void **state)
{
    const struct fixture *f = *state;

    assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
    assert_int_equal(rename(f->east, f->west), 0);
    assert_run(f, NULL, f->reports, 0, "moved: 1; reports dropped: 1");
    assert_reports(f->db, "eastholm-2019-05-07");
    assert_int_equal(index_documents(f->db), 3);
}

static void
files_that_changed_places_are_read_again(void **state)
{
    const struct fixture *f = *state;
    char *between = test_path(f->folder, "between");

    assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
    assert_int_equal(rename(f->east, between), 0);
    assert_int_equal(rename(f->west, f->east), 0);
    assert_int_equal(rename(between, f->west), 0);
    assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
    assert_int_equal(index_documents(f->db), 6);
    assert_int_equal(index_found(f->db, "records clear"), 1);
    free(between);
}

static void
a_copy_does_not_take_the_id_of_a_file_that_moved(void **state)
{
    const struct fixture *f = *state;
    char *other = test_path(f->folder, "other");
    char *east = test_path(other, "east.txt");
    char *copy = test_path(other, "a-copy.txt");

    assert_run(f, NULL, f->east, 0, "reports indexed: 1,");
    assert_int_equal(mkdir(other, 0700), 0);
    assert_int_equal(rename(f->east, east), 0);
    write_letter(copy, "Eastholm", "Records are clear.");
    assert_run(f, NULL, other, 0, "moved: 1;");
    assert_reports(f->db, "eastholm-2019-05-07");
    json_t *record = index_record(f->db, "eastholm-2019-05-07");
    assert_string_equal(json_string_value(json_object_get(record, "path")),
                        east);
    json_decref(record);
    free(copy);
    free(east);
    free(other);
}

static void
a_removed_file_stays_indexed_until_it_is_pruned(void **state)
{
    const struct fixture *f = *state;

    assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
    assert_int_equal(unlink(f->east), 0);
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
    const struct fixture *f = *state;

    write_letter(f->east, "Eastholm", "The night care team (NCT) helps.");
    write_letter(f->west, "Westholm", "A family help plan (FHP) helps.");
    assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
    assert_abbreviations(f->db, "fhp=family help plan;nct=night care team");
    assert_int_equal(unlink(f->east), 0);
    assert_run(f, "--prune", f->reports, 0, "reports dropped: 1");
    assert_abbreviations(f->db, "fhp=family help plan");
}

static void
pruning_below_a_path_leaves_the_rest(void **state)
{
    const struct fixture *f = *state;
    char *alike = test_path(f->folder, "reports-2");
    char *north = test_path(alike, "north.txt");

    assert_int_equal(mkdir(alike, 0700), 0);
    write_letter(north, "Northholm", "Records are long.");
    assert_run(f, NULL, f->folder, 0, "reports indexed: 3,");
    assert_int_equal(unlink(north), 0);
    assert_int_equal(unlink(f->east), 0);
    assert_int_equal(unlink(f->west), 0);
    assert_int_equal(rmdir(f->reports), 0);
    /* With --prune a path that does not exist is not an error; otherwise it is.
     */
    assert_run(f, "--prune", f->reports, 0, "reports dropped: 2");
    assert_reports(f->db, "northholm-2019-05-07");
    assert_run(f, NULL, f->reports, 3, "No such file");
    assert_run(f, "--prune", NULL, 0, "reports dropped: 1");
    assert_reports(f->db, "");
    assert_int_equal(index_documents(f->db), 0);
    free(north);
    free(alike);
}

static void
a_file_that_is_refused_now_leaves_what_was_read(void **state)
{
    const struct fixture *f = *state;

    assert_run(f, NULL, f->reports, 0, "reports indexed: 2,");
    test_write(f->east, "bin\0ary", 7);
    assert_run(f, "--prune", f->reports, 3,
               "the index keeps its earlier contents");
    assert_reports(f->db, BOTH);
    assert_int_equal(index_documents(f->db), 6);
    /* It is refused in each run until it can be read. */
    assert_run(f, NULL, f->reports, 3, "files refused: 1, unchanged: 1");
    write_letter(f->east, "Eastholm", "Records are clear.");
    assert_run(f, NULL, f->reports, 0, "reports indexed: 0,");
}

static void
a_file_name_that_is_not_utf8_is_refused(void **state)
{
    const struct fixture *f = *state;
    char *path = test_path(f->reports, "caf\xe9.txt");

    write_letter(path, "Northholm", "Records are long.");
    assert_run(f, NULL, f->reports, 3, "is not valid UTF-8");
    assert_reports(f->db, BOTH);
    free(path);
}

/* Enough letters to take a while to index. */
enum { MANY = 3000 };

static char *
many_letters(const struct fixture *f)
{
    char *folder = test_path(f->folder, "many");
    char name[32], place[32];

    assert_int_equal(mkdir(folder, 0700), 0);
    for (int i = 0; i < MANY; i++) {
        snprintf(name, sizeof name, "%06d.txt", i);
        snprintf(place, sizeof place, "Ab%c%c%c", 'a' + i % 26,
                 'a' + i / 26 % 26, 'a' + i / 676);
        char *path = test_path(folder, name);
        write_letter(path, place, "Records are clear.");
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

/* What a program that has ended wrote on the terminal. The caller frees it. */
static char *
read_terminal(int terminal)
{
    enum { SIZE = 65536 };
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
    const struct fixture *f = *state;
    const int terminal = open_terminal();
    char *folder = many_letters(f);
    char *bad = test_path(folder, "bad.txt");
    const char *args[] = {"--db", f->db, folder, NULL};

    test_write(bad, "bin\0ary", 7);
    const pid_t pid =
        test_start("findings-index", args, "/dev/null", ptsname(terminal));
    assert_int_equal(test_wait(pid), 3);
    char *said = read_terminal(terminal);
    assert_non_null(strstr(said, "\rreading: "));
    assert_non_null(strstr(said, "/3001 files, "));
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
    free(bad);
    free(folder);
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
interrupt(const struct fixture *f,
          const char *folder,
          int number,
          int times,
          char **said)
{
    const char *args[] = {"--db", f->db, folder, NULL};
    char *err = test_path(f->folder, "err");
    char *mark = test_path(f->db, "iamglass");

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
    free(mark);
    free(err);
    return status;
}

static void
a_run_that_is_interrupted_leaves_whole_reports_and_goes_on(void **state)
{
    const struct fixture *f = *state;
    char *folder = many_letters(f), *said;
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
    free(folder);
}

/* However it ends, the index is as it was at a commit, with whole reports. */
static void
a_second_interrupt_ends_it_at_once(void **state)
{
    const struct fixture *f = *state;
    char *folder = many_letters(f), *said;

    const int status = interrupt(f, folder, SIGINT, 2, &said);
    free(said);
    /* Two signals that arrive together may count as one. */
    assert_true(status == -1 || status == 130);
    assert_int_equal(index_documents(f->db) % 3, 0);
    assert_run(f, NULL, folder, 0, "files refused: 0");
    assert_int_equal(index_documents(f->db), 3 * MANY);
    free(folder);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

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
