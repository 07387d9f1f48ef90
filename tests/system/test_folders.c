/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Folders as they are found on people's disks: names that nobody should print.
 */
#include "index.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct fixture {
    char *folder;
    char *db;
    char *reports; /* a folder, empty */
};

static int
set_up(void **state)
{
    struct fixture *f = malloc(sizeof *f);

    f->folder = test_folder();
    f->db = test_path(f->folder, "db");
    f->reports = test_path(f->folder, "reports");
    assert_int_equal(mkdir(f->reports, 0700), 0);
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
    free(f);
    return 0;
}

/* Write a file below the folder of reports. */
static void
put(const struct fixture *f, const char *name, const char *text)
{
    char *path = test_path(f->reports, name);

    test_write(path, text, strlen(text));
    free(path);
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
    const struct fixture *f = *state;
    const char *const runs[][4] = {{"--db", f->db, f->reports},
                                   {"--check", f->reports},
                                   {"--dump", "reports", f->reports}};

    put(f,
        "a\033]0;t\007\xc2\x9b"
        "1m\xe2\x80\xae.txt",
        "");
    put(f, "b\xff.txt", letter);
    put(f, "c\n\033[1m\xc2\x9b.txt", letter);
    for (size_t i = 0; i < 3; i++) {
        struct test_run run = test_program("findings-index", runs[i]);
        assert_int_equal(run.status, 3);
        assert_false(has_control(run.out));
        assert_false(has_control(run.err));
        assert_non_null(strstr(run.err, "/a?]0;t??1m?.txt: it is empty\n"));
        assert_non_null(strstr(run.err, "/b?.txt: its path is not valid"));
        if (i == 1)
            assert_non_null(strstr(run.out, "c??[1m?.txt: no date"));
        if (i == 2)
            assert_non_null(strstr(run.out, "\"c\\n\\u001B[1m\\u009b.txt\""));
        test_run_free(&run);
    }
}

/* Or results would be written to the first file that is opened. */
static void
a_closed_standard_output_is_said(void **state)
{
    const struct fixture *f = *state;
    const char *args[] = {"--dump", "paragraphs", f->reports, NULL};
    char *err = test_path(f->folder, "err");
    size_t len;

    put(f, "a.jsonl", "{\"text\": \"Records are clear.\"}\n");
    assert_int_equal(test_wait(test_start("findings-index", args, NULL, err)),
                     2);
    char *said = test_read(err, &len);
    assert_non_null(strstr(said, "cannot write to standard output"));
    free(said);
    free(err);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_name_cannot_do_anything_to_a_terminal),
        TEST(a_closed_standard_output_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
