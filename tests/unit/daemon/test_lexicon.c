/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "lexicon_setup.h"
#include "shipped_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct fixture {
    char *folder;
    char *path;
};

static int
set_up(void **state)
{
    struct fixture *fx = calloc(1, sizeof *fx);

    fx->folder = test_folder();
    fx->path = test_path(fx->folder, "mine");
    setenv("XDG_CONFIG_HOME", fx->folder, 1);
    *state = fx;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *fx = *state;

    free(fx->path);
    test_folder_remove(fx->folder);
    free(fx);
    return 0;
}

static void
made_of(const char *const *files, size_t n)
{
    char reason[LEXICON_SETUP_REASON_SIZE] = "";
    struct fe_lexicon *lexicon = lexicon_setup(files, n, reason);

    if (!lexicon)
        fail_msg("%s", reason);
    fe_lexicon_free(lexicon);
}

static void
refused(const char *const *files, size_t n, const char *one, const char *other)
{
    char reason[LEXICON_SETUP_REASON_SIZE] = "";

    assert_null(lexicon_setup(files, n, reason));
    if (!strstr(reason, one) || !strstr(reason, other))
        fail_msg("\"%s\" or \"%s\" is not in: %s", one, other, reason);
}

static void
write_words(const char *path, const char *words)
{
    test_write(path, words, strlen(words));
}

static void
the_built_in_words_are_those_of_the_files(void **state)
{
    char *path = test_source("share/thesaurus/people.txt");
    size_t len;
    char *words = test_read(path, &len);

    (void)state;
    assert_int_equal(shipped_words_people_len, len);
    assert_memory_equal(shipped_words_people, words, len);
    made_of(NULL, 0); /* fails if a line cannot be read */
    free(words);
    free(path);
}

static void
files_of_words_are_added(void **state)
{
    const struct fixture *fx = *state;
    const char *files[] = {fx->path, fx->path};

    write_words(fx->path, "# mine\n\ntab = team around the block\n"
                          "neglect ~ poor care, harm # and more\n");
    made_of(files, 2);
    write_words(fx->path, "");
    made_of(files, 1);
}

static void
a_line_that_cannot_be_read_is_named(void **state)
{
    const struct fixture *fx = *state;
    const char *files[] = {fx->path};

    write_words(fx->path, "# mine\ntab = team around the block\nnonsense\n");
    refused(files, 1, fx->path, "line 3");
}

static void
what_cannot_be_in_a_term_is_refused_with_its_line(void **state)
{
    const struct fixture *fx = *state;
    const char *files[] = {fx->path};

    write_words(fx->path, "tab = team around the block\ncaf\xe9 = bar\n");
    refused(files, 1, "line 2", "not valid UTF-8");
    write_words(fx->path, "# caf\xe9\n");
    refused(files, 1, "line 1", "not valid UTF-8");
    write_words(fx->path, "tab = team*\n");
    refused(files, 1, "line 1", "endings do not matter");
    write_words(fx->path, "\n\n\"team manager\" = manager");
    refused(files, 1, "line 3", "quotation mark");
    write_words(fx->path, "neglect ~ \u201cpoor care\u201d\n");
    refused(files, 1, "line 1", "quotation mark");
    write_words(fx->path, "tab = team # a \"block\" *\ncaf\u00e9 = bar\n");
    made_of(files, 1);
}

static void
a_missing_file_is_named(void **state)
{
    const struct fixture *fx = *state;
    const char *files[] = {fx->path};

    refused(files, 1, fx->path, "No such file");
    files[0] = fx->folder;
    refused(files, 1, fx->folder, "directory");
}

/* Nobody writes to the pipe. */
static void
a_pipe_is_refused_at_once(void **state)
{
    const struct fixture *fx = *state;
    const char *files[] = {fx->path};

    assert_int_equal(mkfifo(fx->path, 0600), 0);
    refused(files, 1, fx->path, "it is not a file");
}

static void
the_users_own_words_are_read_if_no_file_is_named(void **state)
{
    const struct fixture *fx = *state;
    char *folder = test_path(fx->folder, "findings");
    char *place = test_path(folder, "words.txt");
    const char *files[] = {fx->path};

    assert_int_equal(mkdir(folder, 0700), 0);
    made_of(NULL, 0); /* the user's file is optional */
    write_words(place, "nonsense\n");
    refused(NULL, 0, place, "line 1");
    write_words(fx->path, "a = b\n");
    made_of(files, 1);
    free(place);
    free(folder);
}

#define WITH_FOLDER(test)                                                      \
    cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(the_built_in_words_are_those_of_the_files),
        WITH_FOLDER(files_of_words_are_added),
        WITH_FOLDER(a_line_that_cannot_be_read_is_named),
        WITH_FOLDER(what_cannot_be_in_a_term_is_refused_with_its_line),
        WITH_FOLDER(a_missing_file_is_named),
        WITH_FOLDER(a_pipe_is_refused_at_once),
        WITH_FOLDER(the_users_own_words_are_read_if_no_file_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
