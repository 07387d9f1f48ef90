/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int
indexing_set_up(void **state)
{
    struct indexing *indexing = malloc(sizeof *indexing);

    assert_non_null(indexing);
    indexing->folder = test_folder();
    indexing->db = test_path(indexing->folder, "db");
    indexing->reports = test_path(indexing->folder, "reports");
    indexing->paths = g_ptr_array_new_with_free_func(free);
    assert_int_equal(mkdir(indexing->reports, 0700), 0);
    *state = indexing;
    return 0;
}

int
indexing_tear_down(void **state)
{
    struct indexing *indexing = *state;

    test_folder_remove(indexing->folder);
    free(indexing->db);
    free(indexing->reports);
    g_ptr_array_free(indexing->paths, TRUE);
    free(indexing);
    return 0;
}

const char *
indexing_path(const struct indexing *indexing, const char *name)
{
    char *path = test_path(indexing->folder, name);

    g_ptr_array_add(indexing->paths, path);
    return path;
}

const char *
indexing_folder(const struct indexing *indexing, const char *name)
{
    const char *path = indexing_path(indexing, name);

    assert_int_equal(mkdir(path, 0700), 0);
    return path;
}

const char *
indexing_file(const struct indexing *indexing,
              const char *name,
              const char *text)
{
    const char *path = indexing_path(indexing, name);

    test_write(path, text, strlen(text));
    return path;
}

void
indexing_letter(const char *path, const char *place, const char *finding)
{
    char letter[1024];

    const int len =
        snprintf(letter, sizeof letter,
                 "14 May 2019\n\nDear Ms Example\n\n"
                 "Focused visit to %s local authority children's services\n\n"
                 "This letter is about a visit to %s on 7 May 2019.\n\n"
                 "Findings\n\n- %s\n- Plans are reviewed on time by managers "
                 "who know each child.\n\n"
                 "Yours sincerely\n\nJo Example\n",
                 place, place, finding);
    assert_true(len > 0 && (size_t)len < sizeof letter);
    test_write(path, letter, (size_t)len);
}

void
assert_run(const struct indexing *indexing,
           const char *a,
           const char *b,
           int status,
           const char *said)
{
    const char *args[] = {"--db", indexing->db, a ? a : b, a ? b : NULL, NULL};
    struct test_run run = test_program("findings-index", args);

    assert_has(run.err, said);
    assert_int_equal(run.status, status);
    assert_string_equal(run.out, "");
    test_run_free(&run);
}

struct test_run
indexing_check(const struct indexing *indexing)
{
    const char *args[] = {"--check", indexing->reports, NULL};
    return test_program("findings-index", args);
}

struct test_run
indexing_dump(const struct indexing *indexing, const char *what)
{
    const char *args[] = {"--dump", what, indexing->reports, NULL};
    return test_program("findings-index", args);
}
