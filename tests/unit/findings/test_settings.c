/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "findings/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder of configuration, and the file in it. */
struct fixture {
    char *folder, *own, *file;
};

static int
set_up(void **state)
{
    struct fixture *fx = calloc(1, sizeof *fx);

    assert_non_null(fx);
    fx->folder = test_folder();
    fx->own = test_path(fx->folder, "findings");
    fx->file = test_path(fx->own, "config");
    assert_int_equal(mkdir(fx->own, 0700), 0);
    setenv("XDG_CONFIG_HOME", fx->folder, 1);
    setenv("HOME", "/home/ann", 1);
    unsetenv("FINDINGS_DB");
    unsetenv("FINDINGS_PAGER");
    unsetenv("PAGER");
    unsetenv("NO_COLOR");
    *state = fx;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *fx = *state;

    test_folder_remove(fx->folder);
    free(fx->own);
    free(fx->file);
    free(fx);
    return 0;
}

/* Writes the file and reads it. */
static bool
reads(struct fixture *fx, const char *text, char *reason)
{
    *reason = '\0';
    test_write(fx->file, text, strlen(text));
    return findings_settings_read(reason);
}

static void
accept(void **state, const char *text)
{
    char reason[FINDINGS_REASON_SIZE];

    if (!reads(*state, text, reason))
        fail_msg("refused: %s", reason);
}

/* The file is refused, with this after its name. */
static void
refuse(void **state, const char *text, const char *words)
{
    const struct fixture *fx = *state;
    char reason[FINDINGS_REASON_SIZE];

    assert_false(reads(*state, text, reason));
    assert_ptr_equal(strstr(reason, fx->file), reason);
    assert_string_equal(reason + strlen(fx->file), words);
}

static void
comes_from(enum findings_key key, const char *value, const char *source)
{
    char out[FINDINGS_SOURCE_SIZE];
    const char *found = findings_setting(key);

    if (value)
        assert_string_equal(found, value);
    else
        assert_null(found);
    assert_string_equal(findings_setting_source(key, out), source);
}

/* The same of a line of the file. */
static void
is_of_line(void **state, enum findings_key key, const char *value, int line)
{
    const struct fixture *fx = *state;
    char source[256];

    snprintf(source, sizeof source, "%s:%d", fx->file, line);
    comes_from(key, value, source);
}

static void
without_a_file_what_is_built_in_is_in_force(void **state)
{
    char reason[FINDINGS_REASON_SIZE];

    (void)state;
    assert_true(findings_settings_read(reason));
    comes_from(FINDINGS_KEY_DB, NULL, "default");
    comes_from(FINDINGS_KEY_COUNT, "10", "default");
    comes_from(FINDINGS_KEY_COLOR, "auto", "default");
    comes_from(FINDINGS_KEY_IDLE_EXIT, "30", "default");
    assert_int_equal(findings_setting_number(FINDINGS_KEY_CONTEXT), 1);
    assert_false(findings_setting_is_given(FINDINGS_KEY_CONTEXT));
    setenv("XDG_CONFIG_HOME", "/proc/nonexistent", 1);
    assert_true(findings_settings_read(reason));
}

static void
a_file_sets_what_it_names(void **state)
{
    accept(state, "# mine\n"
                  "\n"
                  "  count=20   # for a search\n"
                  "pager = less -R\r\n"
                  "\tcontext\t=\t0\n"
                  "color = never");
    is_of_line(state, FINDINGS_KEY_COUNT, "20", 3);
    is_of_line(state, FINDINGS_KEY_PAGER, "less -R", 4);
    is_of_line(state, FINDINGS_KEY_CONTEXT, "0", 5);
    is_of_line(state, FINDINGS_KEY_COLOR, "never", 6);
    assert_int_equal(findings_setting_number(FINDINGS_KEY_COUNT), 20);
    assert_true(findings_setting_is_given(FINDINGS_KEY_CONTEXT));
    accept(state, "");
    comes_from(FINDINGS_KEY_COUNT, "10", "default");
}

static void
paths_begin_at_home(void **state)
{
    accept(state, "db = ~/reports#1.index\n"
                  "socket = $HOME/s\n"
                  "words = ~/a.txt, /srv/b.txt\n");
    is_of_line(state, FINDINGS_KEY_DB, "/home/ann/reports#1.index", 1);
    is_of_line(state, FINDINGS_KEY_SOCKET, "/home/ann/s", 2);
    is_of_line(state, FINDINGS_KEY_WORDS, "/home/ann/a.txt,/srv/b.txt", 3);
    accept(state, "db = ~\n");
    is_of_line(state, FINDINGS_KEY_DB, "/home/ann", 1);
    refuse(state, "\ndb = reports.index\n",
           ", line 2: the db \"reports.index\" is not a whole path; begin it "
           "with / or ~/");
    refuse(state, "words = /a,b\n",
           ", line 1: the words \"/a,b\" is not a whole path; begin it with / "
           "or ~/");
    refuse(state, "db = ~bob/x\n",
           ", line 1: the db \"~bob/x\" is not a whole path; begin it with / "
           "or ~/");
    unsetenv("HOME");
    refuse(state, "db = ~/x\n",
           ", line 1: the db \"~/x\" needs HOME, which is not set; write the "
           "whole path");
}

static void
a_list_of_paths_is_taken_apart(void **state)
{
    const char *rest = "/a,/bc";
    char out[8];

    (void)state;
    assert_true(findings_setting_next(&rest, out, sizeof out));
    assert_string_equal(out, "/a");
    assert_true(findings_setting_next(&rest, out, sizeof out));
    assert_string_equal(out, "/bc");
    assert_null(rest);
    rest = "/a-long-path";
    assert_false(findings_setting_next(&rest, out, sizeof out));
}

static void
the_environment_overrides_the_file(void **state)
{
    accept(state, "db = /file\npager = most\ncolor = always\n");
    setenv("FINDINGS_DB", "/environment", 1);
    comes_from(FINDINGS_KEY_DB, "/environment", "$FINDINGS_DB");
    setenv("FINDINGS_DB", "", 1);
    is_of_line(state, FINDINGS_KEY_DB, "/file", 1);
    setenv("PAGER", "more", 1);
    comes_from(FINDINGS_KEY_PAGER, "more", "$PAGER");
    setenv("FINDINGS_PAGER", "", 1);
    comes_from(FINDINGS_KEY_PAGER, "", "$FINDINGS_PAGER");
    setenv("NO_COLOR", "1", 1);
    comes_from(FINDINGS_KEY_COLOR, "never", "$NO_COLOR");
}

static void
a_bad_line_is_refused_with_its_number(void **state)
{
    refuse(state, "count = 5\ncolour = auto\n",
           ", line 2: there is no key \"colour\"; the keys are db, socket, "
           "words, count, color, pager, context, idle_exit");
    refuse(state, "count 5\n",
           ", line 1: \"count 5\" is not a setting; write: KEY = VALUE");
    refuse(state, "count =  # none\n",
           ", line 1: count has no value; add one, or remove it");
    refuse(state, "count = 5\n\ncount = 6\n",
           ", line 3: count is already set in line 1; remove one of them");
    refuse(state, "pager = \xff\n",
           ", line 1: it is not valid UTF-8; save it as UTF-8");
}

static void
a_bad_value_is_refused(void **state)
{
    static const char *const numbers[] = {
        "0", "1001", "-1", "+5", "5.5", "0x5", "ten", "99999999999999999999"};
    char text[64], words[256];

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        snprintf(text, sizeof text, "count = %s\n", numbers[i]);
        snprintf(words, sizeof words,
                 ", line 1: count takes a whole number from 1 to 1000, not "
                 "\"%s\"",
                 numbers[i]);
        refuse(state, text, words);
    }
    refuse(state, "color = yes\n",
           ", line 1: color takes one of auto|always|never, not \"yes\"");
    refuse(state, "idle_exit = soon\n",
           ", line 1: idle_exit takes a number of minutes, or 0 for never, not "
           "\"soon\"");
}

static void
what_is_not_a_file_of_settings_is_refused(void **state)
{
    const struct fixture *fx = *state;
    char reason[FINDINGS_REASON_SIZE];
    char *many = malloc(70001);

    assert_non_null(many);
    memset(many, '#', 70000);
    many[70000] = '\0';
    assert_false(reads(*state, many, reason));
    assert_has(reason, "it is longer than 65535 bytes");
    free(many);
    test_write(fx->file, "count = 5\0\n", 11);
    assert_false(findings_settings_read(reason));
    assert_has(reason, "line 1: it is not text");
    assert_int_equal(unlink(fx->file), 0);
    assert_int_equal(mkfifo(fx->file, 0600), 0);
    assert_false(findings_settings_read(reason));
    assert_has(reason, "it is not a file");
    assert_int_equal(unlink(fx->file), 0);
    assert_int_equal(symlink("config", fx->file), 0);
    assert_false(findings_settings_read(reason));
    assert_has(reason, "Too many levels of symbolic links");
}

static void
minutes_are_read_as_milliseconds(void **state)
{
    static const char *const bad[] = {"",    ".",     "-1",        "1e3",
                                      "inf", "nan",   "600000",    "0x1",
                                      "1 ",  "1.2.3", "0.00000001"};
    uint64_t ms;

    (void)state;
    assert_true(findings_minutes("0", &ms));
    assert_int_equal(ms, 0);
    assert_true(findings_minutes("30", &ms));
    assert_int_equal(ms, 1800000);
    assert_true(findings_minutes("0.001", &ms));
    assert_int_equal(ms, 60);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (findings_minutes(bad[i], &ms))
            fail_msg("\"%s\" was read", bad[i]);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(without_a_file_what_is_built_in_is_in_force),
        CASE(a_file_sets_what_it_names),
        CASE(paths_begin_at_home),
        CASE(a_list_of_paths_is_taken_apart),
        CASE(the_environment_overrides_the_file),
        CASE(a_bad_line_is_refused_with_its_number),
        CASE(a_bad_value_is_refused),
        CASE(what_is_not_a_file_of_settings_is_refused),
        CASE(minutes_are_read_as_milliseconds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
