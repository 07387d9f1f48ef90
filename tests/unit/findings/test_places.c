/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "findings/places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static const char *const names[] = {
    "FINDINGS_DB",   "FINDINGS_SOCKET", "XDG_CONFIG_HOME",
    "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_STATE_HOME",
    "HOME",
};

enum { N_NAMES = sizeof names / sizeof *names };

/* The environment before the test, which begins with all these variables unset.
 */
struct fixture {
    char *kept[N_NAMES];
};

static int
set_up(void **state)
{
    struct fixture *fx = calloc(1, sizeof *fx);

    assert_non_null(fx);
    for (size_t i = 0; i < N_NAMES; i++) {
        const char *value = getenv(names[i]);
        fx->kept[i] = value ? strdup(value) : NULL;
        unsetenv(names[i]);
    }
    *state = fx;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *fx = *state;

    for (size_t i = 0; i < N_NAMES; i++) {
        if (fx->kept[i])
            setenv(names[i], fx->kept[i], 1);
        else
            unsetenv(names[i]);
        free(fx->kept[i]);
    }
    free(fx);
    return 0;
}

static void
db_is(const char *expected)
{
    char out[256] = "", reason[FINDINGS_REASON_SIZE] = "";

    assert_true(findings_default_db(out, sizeof out, reason));
    assert_string_equal(out, expected);
    assert_string_equal(reason, "");
}

static void
socket_is(const char *expected)
{
    char out[256] = "", reason[FINDINGS_REASON_SIZE] = "";

    assert_true(findings_default_socket(out, sizeof out, reason));
    assert_string_equal(out, expected);
    assert_string_equal(reason, "");
}

static void
the_index_is_where_the_most_specific_variable_says(void **state)
{
    (void)state;
    setenv("HOME", "/home/ann", 1);
    db_is("/home/ann/.local/share/findings");
    setenv("XDG_DATA_HOME", "/home/ann/data", 1);
    db_is("/home/ann/data/findings");
    setenv("FINDINGS_DB", "/srv/reports.index", 1);
    db_is("/srv/reports.index");
}

static void
the_folder_of_state_is_made_for_the_user_alone(void **state)
{
    char out[256], reason[FINDINGS_REASON_SIZE], own[256];
    char *folder = test_folder();
    struct stat st;

    (void)state;
    assert_false(findings_state_folder(out, sizeof out, reason));
    assert_has(reason, "HOME is not set");
    setenv("HOME", folder, 1);
    for (int i = 0; i < 2; i++) {
        assert_true(findings_state_folder(out, sizeof out, reason));
        snprintf(own, sizeof own, "%s/.local/state/findings", folder);
        assert_string_equal(out, own);
        assert_int_equal(stat(own, &st), 0);
        assert_int_equal(st.st_mode & 07777, 0700);
    }
    setenv("XDG_STATE_HOME", "/dev/null", 1);
    assert_false(findings_state_folder(out, sizeof out, reason));
    assert_has(reason, "cannot create the folder \"/dev/null/findings\": Not a "
                       "directory; choose another with XDG_STATE_HOME");
    test_folder_remove(folder);
}

static void
the_users_words_are_in_the_configuration_folder(void **state)
{
    char out[256];

    (void)state;
    assert_false(findings_default_words(out, sizeof out)); /* no home folder */
    setenv("HOME", "/home/ann", 1);
    assert_true(findings_default_words(out, sizeof out));
    assert_string_equal(out, "/home/ann/.config/findings/words.txt");
    setenv("XDG_CONFIG_HOME", "relative", 1);
    assert_true(findings_default_words(out, sizeof out));
    assert_string_equal(out, "/home/ann/.config/findings/words.txt");
    setenv("XDG_CONFIG_HOME", "/home/ann/etc", 1);
    assert_true(findings_default_words(out, sizeof out));
    assert_string_equal(out, "/home/ann/etc/findings/words.txt");
    assert_false(findings_default_words(out, 10));
}

static void
saved_queries_are_in_the_configuration_folder(void **state)
{
    char out[256];

    (void)state;
    assert_false(findings_default_queries(out, sizeof out));
    setenv("HOME", "/home/ann", 1);
    assert_true(findings_default_queries(out, sizeof out));
    assert_string_equal(out, "/home/ann/.config/findings/queries");
    setenv("XDG_CONFIG_HOME", "/home/ann/etc", 1);
    assert_true(findings_default_queries(out, sizeof out));
    assert_string_equal(out, "/home/ann/etc/findings/queries");
}

static void
an_empty_variable_counts_as_unset(void **state)
{
    (void)state;
    setenv("HOME", "/home/ann", 1);
    setenv("XDG_DATA_HOME", "", 1);
    setenv("FINDINGS_DB", "", 1);
    db_is("/home/ann/.local/share/findings");
    setenv("FINDINGS_SOCKET", "", 1);
    setenv("XDG_RUNTIME_DIR", "/run/user/7", 1);
    socket_is("/run/user/7/findings.sock");
}

static void
without_a_home_the_reason_says_what_to_do(void **state)
{
    char out[256], reason[FINDINGS_REASON_SIZE] = "";

    (void)state;
    assert_false(findings_default_db(out, sizeof out, reason));
    assert_non_null(strstr(reason, "--db"));
    setenv("HOME", "", 1);
    assert_false(findings_default_db(out, sizeof out, reason));
}

static void
a_path_that_does_not_fit_is_refused_and_not_cut(void **state)
{
    static const char place[] = "/srv/reports";
    char out[sizeof place], reason[FINDINGS_REASON_SIZE] = "";

    (void)state;
    setenv("FINDINGS_DB", place, 1);
    setenv("FINDINGS_SOCKET", place, 1);
    assert_true(findings_default_db(out, sizeof out, reason));
    assert_string_equal(out, place);
    assert_false(findings_default_db(out, sizeof out - 1, reason));
    assert_non_null(strstr(reason, place));
    *reason = '\0';
    assert_false(findings_default_socket(out, sizeof out - 1, reason));
    assert_string_not_equal(reason, "");
}

static void
the_socket_is_where_the_most_specific_variable_says(void **state)
{
    (void)state;
    setenv("XDG_RUNTIME_DIR", "/run/user/7", 1);
    socket_is("/run/user/7/findings.sock");
    setenv("FINDINGS_SOCKET", "/srv/f.sock", 1);
    socket_is("/srv/f.sock");
}

static void
without_variables_the_socket_is_in_a_private_folder(void **state)
{
    char folder[64], expected[80];
    struct stat st;

    (void)state;
    snprintf(folder, sizeof folder, "/tmp/findings-%lu",
             (unsigned long)geteuid());
    snprintf(expected, sizeof expected, "%s/findings.sock", folder);
    const bool was_there = lstat(folder, &st) == 0;

    socket_is(expected);
    assert_int_equal(lstat(folder, &st), 0);
    assert_true(S_ISDIR(st.st_mode));
    assert_int_equal(st.st_uid, geteuid());
    assert_int_equal(st.st_mode & 0777, 0700);
    socket_is(expected); /* also if the folder exists */
    if (!was_there)
        rmdir(folder);
}

static void
a_folder_that_others_can_enter_is_refused(void **state)
{
    char folder[64], out[256], reason[FINDINGS_REASON_SIZE] = "";

    (void)state;
    snprintf(folder, sizeof folder, "/tmp/findings-%lu",
             (unsigned long)geteuid());
    if (mkdir(folder, 0700) < 0)
        skip(); /* the folder exists, and somebody may be using it */
    assert_int_equal(chmod(folder, 0755), 0);
    const bool is_taken = findings_default_socket(out, sizeof out, reason);
    rmdir(folder);
    assert_false(is_taken);
    assert_non_null(strstr(reason, "--socket"));

    assert_int_equal(symlink("/tmp", folder), 0);
    const bool is_followed = findings_default_socket(out, sizeof out, reason);
    unlink(folder);
    assert_false(is_followed);
}

static void
a_socket_path_at_the_limit_fits_and_one_byte_more_does_not(void **state)
{
    enum { LIMIT = 107 }; /* Linux allows 108 with the NUL */
    char path[LIMIT + 2], reason[FINDINGS_REASON_SIZE] = "";

    (void)state;
    assert_int_equal(sizeof((struct sockaddr_un *)0)->sun_path, LIMIT + 1);
    memset(path, 'x', sizeof path);
    path[0] = '/';
    path[LIMIT] = '\0';
    assert_true(findings_socket_path_fits(path, reason));
    assert_string_equal(reason, "");
    path[LIMIT] = 'x';
    path[LIMIT + 1] = '\0';
    assert_false(findings_socket_path_fits(path, reason));
    assert_non_null(strstr(reason, "107"));
    assert_non_null(strstr(reason, "--socket"));
    assert_true(findings_socket_path_fits("/a", reason));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            the_index_is_where_the_most_specific_variable_says, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(
            saved_queries_are_in_the_configuration_folder, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            the_users_words_are_in_the_configuration_folder, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            the_folder_of_state_is_made_for_the_user_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_empty_variable_counts_as_unset,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            without_a_home_the_reason_says_what_to_do, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_path_that_does_not_fit_is_refused_and_not_cut, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            the_socket_is_where_the_most_specific_variable_says, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(
            without_variables_the_socket_is_in_a_private_folder, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(
            a_folder_that_others_can_enter_is_refused, set_up, tear_down),
        cmocka_unit_test(
            a_socket_path_at_the_limit_fits_and_one_byte_more_does_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
