/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Folders as they are found on people's disks: links, long paths, names that
 * nobody should print.
 */
#include "indexing.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
put_link(const struct indexing *f, const char *name, const char *target)
{
    assert_int_equal(symlink(target, indexing_path(f, name)), 0);
}

#define ONE(name) "{\"report\": \"" name "\", \"text\": \"" name "\"}\n"

static size_t
lines_in(const char *text)
{
    size_t n = 0;

    for (; *text; text++)
        n += *text == '\n';
    return n;
}

static void
a_folder_is_read_once_whatever_links_to_it(void **state)
{
    const struct indexing *f = *state;

    indexing_folder(f, "reports/b");
    indexing_file(f, "reports/b/one.jsonl", ONE("one"));
    put_link(f, "reports/a", "b"); /* comes first, but is a link */
    put_link(f, "reports/b/loop", "..");
    put_link(f, "reports/b/self", "self");
    struct test_run run = indexing_dump(f, "reports");
    assert_string_equal(run.err, "");
    assert_int_equal(run.status, 0);
    assert_int_equal(lines_in(run.out), 1);
    assert_has(run.out, "\"source\":\"b/one.jsonl\"");
    test_run_free(&run);
}

static void
a_link_leads_to_a_folder_elsewhere_and_on(void **state)
{
    const struct indexing *f = *state;
    const char *other = indexing_folder(f, "other");
    const char *third = indexing_folder(f, "third");

    put_link(f, "reports/x", other);
    put_link(f, "reports/x/y", third);
    put_link(f, "reports/x/y/z", f->folder); /* all of it, again */
    indexing_file(f, "reports/x/y/one.jsonl", ONE("one"));
    struct test_run run = indexing_dump(f, "reports");
    assert_string_equal(run.err, "");
    assert_int_equal(lines_in(run.out), 1);
    assert_has(run.out, "\"source\":\"x/y/one.jsonl\"");
    test_run_free(&run);
}

static void
what_a_link_or_a_folder_hides_is_named(void **state)
{
    const struct indexing *f = *state;

    indexing_file(f, "reports/one.jsonl", ONE("one"));
    put_link(f, "reports/lost.pdf", "nowhere");
    put_link(f, "reports/lost", "nowhere"); /* nobody would read it */
    struct test_run run = indexing_dump(f, "reports");
    assert_int_equal(run.status, 3);
    assert_int_equal(lines_in(run.out), 1);
    assert_int_equal(lines_in(run.err), 1);
    assert_has(run.err, "/lost.pdf: it is a link that leads");
    test_run_free(&run);
}

/* However deep it is, a file is read unless its path is too long for the
 * system; then it is said. */
static void
a_path_that_is_too_long_is_named(void **state)
{
    enum { LEVELS = 150 };
    static const char level[] = "a-folder-of-a-name-of-thirty-b";
    const struct indexing *f = *state;
    const int home = open(".", O_RDONLY | O_DIRECTORY);

    assert_int_equal(chdir(f->reports), 0);
    for (int i = 0; i < LEVELS; i++) {
        assert_int_equal(mkdir(level, 0700), 0);
        assert_int_equal(chdir(level), 0);
        if (i == 100 || i == LEVELS - 1)
            test_write("one.jsonl", i == 100 ? ONE("one") : ONE("two"),
                       strlen(ONE("one")));
    }
    assert_int_equal(fchdir(home), 0);
    struct test_run run = indexing_dump(f, "reports");
    assert_int_equal(run.status, 3);
    assert_int_equal(lines_in(run.out), 1);
    assert_has(run.out, "\"id\":\"one\"");
    assert_int_equal(lines_in(run.err), 1);
    assert_has(run.err, "in it is longer than 4095 bytes");
    test_run_free(&run);
    /* Nor can its path be used to remove it. */
    assert_int_equal(chdir(f->reports), 0);
    for (int i = 0; i < LEVELS; i++)
        assert_int_equal(chdir(level), 0);
    for (int i = 0; i < LEVELS; i++) {
        unlink("one.jsonl");
        assert_int_equal(chdir(".."), 0);
        assert_int_equal(rmdir(level), 0);
    }
    assert_int_equal(fchdir(home), 0);
    close(home);
}

static bool
has_control(const char *text)
{
    for (; *text; text++)
        if (((unsigned char)*text < ' ' && *text != '\n') || *text == 0x7f ||
            ((unsigned char)*text == 0xc2 && (unsigned char)text[1] < 0xa0))
            return true;
    return false;
}

/* ESC and BEL, CSI of Unicode, a byte that is not UTF-8, an override of the
 * direction of writing, a new line. */
static void
a_name_cannot_do_anything_to_a_terminal(void **state)
{
    static const char letter[] = "Findings\n\n1. Records are clear.\n";
    const struct indexing *f = *state;
    const char *const runs[][4] = {{"--db", f->db, f->reports},
                                   {"--check", f->reports},
                                   {"--dump", "reports", f->reports}};

    indexing_file(f,
                  "reports/a\033]0;t\007\xc2\x9b"
                  "1m\xe2\x80\xae.txt",
                  "");
    indexing_file(f, "reports/b\xff.txt", letter);
    indexing_file(f, "reports/c\n\033[1m\xc2\x9b.txt", letter);
    for (size_t i = 0; i < 3; i++) {
        struct test_run run = test_program("findings-index", runs[i]);
        assert_int_equal(run.status, 3);
        assert_false(has_control(run.out));
        assert_false(has_control(run.err));
        assert_has(run.err, "/a\\x1b]0;t\\aU+009B1mU+202E.txt: it is empty\n");
        assert_has(run.err, "/b\\xff.txt: its path is not valid");
        if (i == 1)
            assert_has(run.out, "c\\n\\x1b[1mU+009B.txt: no date");
        if (i == 2)
            assert_has(run.out, "\"c\\n\\u001B[1m\\u009b.txt\"");
        test_run_free(&run);
    }
}

/* Or results would be written to the first file that is opened. */
static void
a_closed_standard_output_is_said(void **state)
{
    const struct indexing *f = *state;
    const char *args[] = {"--dump", "paragraphs", f->reports, NULL};
    const char *err = indexing_path(f, "err");
    size_t len;

    indexing_file(f, "reports/a.jsonl", "{\"text\": \"Records are clear.\"}\n");
    assert_int_equal(test_wait(test_start("findings-index", args, NULL, err)),
                     2);
    char *said = test_read(err, &len);
    assert_has(said, "cannot write to standard output");
    free(said);
}

static void
files_are_recognised_by_content_and_the_rest_are_counted(void **state)
{
    const struct indexing *f = *state;

    indexing_file(f, "reports/one.jsonl", ONE("one"));
    indexing_file(f, "reports/two", "%PDF-1.7 of which no more is there");
    indexing_file(f, "reports/a.xlsx", "PK\3\4");
    indexing_file(f, "reports/b.XLSX", "PK\3\4");
    indexing_file(f, "reports/c.png", "\x89PNG");
    indexing_file(f, "reports/LICENCE", "Boats may be lent.");
    indexing_file(f, "reports/README", "Boats.");
    assert_run(f, f->reports, NULL, 3, "/two: ");
    assert_run(f, f->reports, NULL, 3,
               "4 files of kinds that are not read: .png (1), .xlsx (2), no "
               "ending (1)");
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, indexing_set_up, indexing_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_folder_is_read_once_whatever_links_to_it),
        TEST(a_link_leads_to_a_folder_elsewhere_and_on),
        TEST(what_a_link_or_a_folder_hides_is_named),
        TEST(a_path_that_is_too_long_is_named),
        TEST(files_are_recognised_by_content_and_the_rest_are_counted),
        TEST(a_name_cannot_do_anything_to_a_terminal),
        TEST(a_closed_standard_output_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
