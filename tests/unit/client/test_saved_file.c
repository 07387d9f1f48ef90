/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Saved queries: words as a shell would read them, and the file.
 */
#include "ask/saved_file.h"
#include "ask/shell_words.h"
#include "ask/text_lines.h"

#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The words of a line with a '|' after each, or what is wrong with it. The
 * caller frees it. */
static char *
words_of(const char *line)
{
    const char *fault = NULL;
    json_t *words = shell_words_of(line, &fault), *word;
    char *out = NULL;
    size_t size, i;
    FILE *to = open_memstream(&out, &size);

    if (!words)
        fputs(fault, to);
    json_array_foreach(words, i, word)
    {
        fprintf(to, "%s|", json_string_value(word));
    }
    fclose(to);
    json_decref(words);
    return out;
}

static void
words_are_read_as_by_a_shell(void **state)
{
    static const char *const cases[][2] = {
        {"", ""},
        {"  ", ""},
        {"a b", "a|b|"},
        {" a\tb ", "a|b|"},
        {"'a b' c", "a b|c|"},
        {"\"a b\"c", "a bc|"},
        {"a\\ b", "a b|"},
        {"'\"a b\"'", "\"a b\"|"},
        {"it\\'s 'it'\\''s'", "it's|it's|"},
        {"\"\\\"a\\\" \\\\ \\$ \\x\"", "\"a\" \\ $ \\x|"},
        {"''", "|"},
        {"a'' ''", "a||"},
        {"$HOME * `x` ~ a#b", "$HOME|*|`x`|~|a#b|"},
        {"a # b", "a|"},
        {"# a", ""},
        {"'# a'", "# a|"},
        {"'a", "a ' is not closed by another one"},
        {"a \"b", "a \" is not closed by another one"},
        {"\"a\\", "a \" is not closed by another one"},
        {"a\\", "nothing follows the \\ at its end"},
        {"caf\xc3\xa9 'caf\xc3\xa9'", "caf\xc3\xa9|caf\xc3\xa9|"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *out = words_of(cases[i][0]);
        assert_string_equal(out, cases[i][1]);
        free(out);
    }
}

static void
a_word_that_is_written_is_read_again(void **state)
{
    static const char *const words[] = {
        "a",  "case recording", "\"a b\"", "it's",        "''",   "\\", "",
        "#x", "$HOME",          "a=b",     "caf\xc3\xa9", "=now", "~",  "-x",
    };

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char *line = NULL, expected[64];
        size_t size;
        FILE *to = open_memstream(&line, &size);
        shell_words_put(words[i], to);
        fclose(to);
        char *out = words_of(line);
        snprintf(expected, sizeof expected, "%s|", words[i]);
        assert_string_equal(out, expected);
        free(out);
        free(line);
    }
}

static json_t *
lines_of(const char *text)
{
    char reason[FINDINGS_REASON_SIZE];
    json_t *lines = text_lines_of(text, strlen(text), "queries", reason);

    assert_non_null(lines);
    return lines;
}

static void
a_bad_line_is_named(void **state)
{
    static const char *const cases[][2] = {
        {"recording", "queries:1: a line begins with a name"},
        {"# c\n\n= x", "queries:3: a line begins with a name"},
        {"a b = x", "queries:1: a line begins with a name"},
        {"a.b = x", "queries:1: a line begins with a name"},
        {"a = 'x", "queries:1: a ' is not closed"},
        {"a =", "queries:1: nothing follows the \"=\""},
        {"a = # x", "queries:1: nothing follows the \"=\""},
        {"a = x\nb = y\na = z", "queries:3: line 1 has the name \"a\" too"},
        {"a = \xff", "queries:1: the line is not valid UTF-8"},
        {"a = x\n# \xff", "queries:2: the line is not valid UTF-8"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char reason[FINDINGS_REASON_SIZE] = "";
        json_t *lines = lines_of(cases[i][0]);
        assert_false(saved_file_check(lines, "queries", reason));
        assert_has(reason, cases[i][1]);
        json_decref(lines);
    }
}

static void
good_lines_are_read(void **state)
{
    char reason[FINDINGS_REASON_SIZE];
    json_t *lines = lines_of("\xef\xbb\xbf# mine\r\n\r\n  a=x\r\n"
                             "B-2_c   =   'x y' --exact\n");

    (void)state;
    assert_true(saved_file_check(lines, "queries", reason));
    assert_int_equal(saved_file_find(lines, "a", 1).line, 3);
    assert_string_equal(saved_file_find(lines, "a", 1).value, "x");
    assert_int_equal(saved_file_find(lines, "B-2_c", 5).line, 4);
    assert_int_equal(saved_file_find(lines, "b-2_c", 5).line, 0);
    assert_int_equal(saved_file_find(lines, "B", 1).line, 0);
    json_decref(lines);
}

static void
what_is_not_text_is_refused(void **state)
{
    char reason[FINDINGS_REASON_SIZE];
    char *large = calloc(1, TEXT_LINES_MAX + 2);

    (void)state;
    assert_null(text_lines_of("a = x\nb\0c", 9, "queries", reason));
    assert_has(reason, "queries:2: the line contains a NUL byte");
    memset(large, '#', TEXT_LINES_MAX + 1);
    assert_null(text_lines_of(large, TEXT_LINES_MAX + 1, "queries", reason));
    assert_has(reason, "queries: the file is larger than ");
    free(large);
}

/* Open the file of a folder that is the place of configurations. */
static void
open_in(struct saved_file *file, const char *folder, bool is_to_change)
{
    char reason[FINDINGS_REASON_SIZE];

    setenv("XDG_CONFIG_HOME", folder, 1);
    assert_true(saved_file_open(file, is_to_change, reason));
}

static void
change(const char *folder, const char *name, const char *value)
{
    char reason[FINDINGS_REASON_SIZE];
    struct saved_file file;

    open_in(&file, folder, true);
    if (value)
        saved_file_put(file.lines, name, value);
    else
        saved_file_remove(file.lines, name);
    assert_true(saved_file_write(&file, reason));
    saved_file_close(&file);
}

static void
assert_contains(const char *folder, const char *expected)
{
    char *path = test_path(folder, "findings/queries");
    char *text = test_read(path, NULL);

    assert_string_equal(text, expected);
    free(text);
    free(path);
}

static void
saving_keeps_all_other_lines(void **state)
{
    char *folder = test_folder();
    char *path = test_path(folder, "findings/queries");
    static const char before[] = "# mine\n\nb =  y # note\n  a = x\nc = z\n";

    (void)state;
    change(folder, "a", "x"); /* there is no folder yet */
    assert_contains(folder, "a = x\n");
    test_write(path, before, strlen(before));
    chmod(path, 0640);
    change(folder, "a", "'x y'");
    assert_contains(folder, "# mine\n\nb =  y # note\na = 'x y'\nc = z\n");
    change(folder, "b", NULL);
    change(folder, "d", "w");
    assert_contains(folder, "# mine\n\na = 'x y'\nc = z\nd = w\n");
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
    free(path);
    test_folder_remove(folder);
}

static void
a_link_stays_a_link(void **state)
{
    char *folder = test_folder();
    char *path = test_path(folder, "findings/queries");
    char *target = test_path(folder, "dotfile");
    struct stat st;

    (void)state;
    change(folder, "a", "x");
    assert_int_equal(rename(path, target), 0);
    assert_int_equal(symlink(target, path), 0);
    change(folder, "b", "y");
    assert_int_equal(lstat(path, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_contains(folder, "a = x\nb = y\n");
    free(target);
    free(path);
    test_folder_remove(folder);
}

static void
a_pipe_is_not_waited_for(void **state)
{
    char *folder = test_folder();
    char *path = test_path(folder, "findings/queries");
    char reason[FINDINGS_REASON_SIZE];
    struct saved_file file;

    (void)state;
    change(folder, "a", "x");
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_false(saved_file_open(&file, false, reason));
    assert_has(reason, "it is not a file");
    saved_file_close(&file);
    free(path);
    test_folder_remove(folder);
}

static void
a_full_disk_loses_nothing(void **state)
{
    char *folder = test_folder();
    char reason[FINDINGS_REASON_SIZE], long_value[4096];
    struct saved_file file;

    (void)state;
    change(folder, "a", "x");
    open_in(&file, folder, true);
    memset(long_value, 'y', sizeof long_value);
    long_value[sizeof long_value - 1] = '\0';
    saved_file_put(file.lines, "b", long_value);
    test_limit_files(1024);
    assert_false(saved_file_write(&file, reason));
    test_limit_files(0);
    assert_has(reason, "cannot write \"");
    saved_file_close(&file);
    assert_contains(folder, "a = x\n");
    test_folder_remove(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_read_as_by_a_shell),
        cmocka_unit_test(a_word_that_is_written_is_read_again),
        cmocka_unit_test(a_bad_line_is_named),
        cmocka_unit_test(good_lines_are_read),
        cmocka_unit_test(what_is_not_text_is_refused),
        cmocka_unit_test(saving_keeps_all_other_lines),
        cmocka_unit_test(a_link_stays_a_link),
        cmocka_unit_test(a_pipe_is_not_waited_for),
        cmocka_unit_test(a_full_disk_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
