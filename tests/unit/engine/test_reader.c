/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A reader as its index changes: commits, rebuilt and damaged indexes.
 */
#include "sample.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void
a_missing_index_is_not_found(void **state)
{
    struct sample *fx = *state;
    char *path = test_path(fx->folder, "missing");
    struct fe_reader *reader = fx->reader;
    struct fe_error err = {0};

    assert_int_equal(fe_reader_open_path(path, NULL, &reader, &err),
                     FE_NOT_FOUND);
    assert_null(reader);
    assert_int_equal(err.status, FE_NOT_FOUND);
    assert_string_not_equal(err.message, "");
    free(path);
}

static void
a_folder_that_is_not_an_index_is_not_found(void **state)
{
    struct sample *fx = *state;
    struct fe_reader *reader = fx->reader;

    assert_int_equal(fe_reader_open_path(fx->folder, NULL, &reader, NULL),
                     FE_NOT_FOUND);
    assert_null(reader);
}

static void
a_file_is_not_an_index(void **state)
{
    static const char *const contents[] = {"", "hello\n"};
    struct sample *fx = *state;
    char *path = test_path(fx->folder, "file");

    for (size_t i = 0; i < 2; i++) {
        struct fe_reader *reader = fx->reader;
        test_write(path, contents[i], strlen(contents[i]));
        assert_int_not_equal(fe_reader_open_path(path, NULL, &reader, NULL),
                             FE_OK);
        assert_null(reader);
    }
    free(path);
}

/* It is a folder, not another machine, which would not answer. */
static void
a_path_is_not_an_address(void **state)
{
    static const char name[] = "tcp:localhost:1";
    struct sample *fx = *state;
    struct fe_reader *reader;
    struct fe_salvage *salvage;
    char *path = test_path(fx->folder, name), *here = g_get_current_dir();

    assert_int_equal(chdir(fx->folder), 0);
    assert_int_equal(fe_reader_open_path(name, NULL, &reader, NULL),
                     FE_NOT_FOUND);
    assert_int_equal(fe_salvage_open(name, &salvage, NULL), FE_NOT_FOUND);
    assert_int_equal(rename(fx->db, path), 0);
    assert_int_equal(fe_reader_open_path(name, NULL, &reader, NULL), FE_OK);
    fe_reader_close(reader);
    assert_int_equal(rename(path, fx->db), 0);
    /* Nor is a file a list of other indexes. */
    char *list = g_strconcat("auto ", fx->db, "\n", NULL);
    test_write(path, list, strlen(list));
    assert_int_equal(fe_reader_open_path(path, NULL, &reader, NULL),
                     FE_NOT_FOUND);
    assert_int_equal(chdir(here), 0);
    g_free(list);
    g_free(here);
    free(path);
}

static void
an_index_knows_the_last_revision_that_was_seen(void **state)
{
    struct sample *fx = *state;
    struct fe_index *index;
    struct fe_reader *reader;
    struct fe_info info;

    assert_int_equal(fe_index_open(fx->db, NULL, &index, NULL), FE_OK);
    assert_int_equal(fe_index_revision(index), 0);
    assert_int_equal(fe_index_changes(index), 0);
    assert_int_equal(fe_reader_open(index, &reader, NULL), FE_OK);
    for (int commit = 0; commit < 2; commit++) {
        assert_int_equal(fe_reader_info(reader, &info, NULL), FE_OK);
        assert_int_equal(fe_index_revision(index), info.revision);
        assert_int_equal(fe_index_changes(index), commit + 1);
        sample_add_plain(fx, "more", 1);
        sample_commit(fx);
        assert_int_equal(fe_index_revision(index), info.revision);
    }
    fe_reader_close(reader);
    fe_index_close(index);
}

static void
a_reader_sees_a_commit_made_after_it_was_opened(void **state)
{
    static const struct fe_facet facets[] = {{AUTHORITY, 0}};
    struct sample *fx = *state;
    struct fe_info before, after;
    struct fe_request request = sample_words("case", FE_MATCH_AUTO);

    request.facets = facets;
    request.n_facets = 1;
    sample_finds(fx, request, "01 02 05 06"); /* loads the columns */
    assert_int_equal(fe_reader_info(fx->reader, &before, NULL), FE_OK);
    sample_add(fx, "Another case.", "Aberdeen", "good", "2014");
    sample_finds(fx, request, "01 02 05 06");
    sample_commit(fx);
    struct fe_hits *hits = sample_ask(fx, &request);
    assert_int_equal(fe_hits_total(hits), 5);
    assert_int_equal(fe_hits_facet(hits, 0).n_counts, 3);
    assert_int_equal(fe_reader_info(fx->reader, &after, NULL), FE_OK);
    assert_int_equal(after.documents, before.documents + 1);
    assert_true(after.revision > before.revision);
    assert_int_equal(fe_hits_revision(hits), after.revision);
    fe_hits_free(hits);
}

static void
a_reader_two_commits_behind_still_answers(void **state)
{
    struct sample *fx = *state;
    struct fe_hits *hits;

    sample_finds(fx, sample_words("case", FE_MATCH_AUTO), "01 02 05 06");
    for (int i = 0; i < 5; i++) {
        sample_add(fx, "Another case.", "Aberdeen", "good", "2014");
        sample_commit(fx);
    }
    sample_finds(fx, sample_words("another case", FE_MATCH_ALL),
                 "07 08 09 10 11");
    for (int i = 0; i < 5; i++) {
        assert_int_equal(fe_writer_remove(fx->writer, "Q01", NULL), FE_OK);
        sample_add(fx, "Another case.", "Aberdeen", "good", "2014");
        sample_commit(fx);
    }
    assert_int_equal(fe_reader_get(fx->reader, "Q16", NULL, 0, 0, &hits, NULL),
                     FE_OK);
    fe_hits_free(hits);
    assert_int_equal(fe_reader_get(fx->reader, "Q01", NULL, 0, 0, &hits, NULL),
                     FE_NO_DOCUMENT);
}

static void
a_reader_sees_the_commit_that_it_holds(void **state)
{
    struct sample *fx = *state;
    struct fe_info before, info;

    fe_reader_hold(fx->reader);
    assert_false(fe_reader_has_commit(fx->reader));
    assert_int_equal(fe_reader_info(fx->reader, &before, NULL), FE_OK);
    assert_true(fe_reader_has_commit(fx->reader));
    sample_add(fx, "Another case.", "Aberdeen", "good", "2014");
    sample_commit(fx);
    sample_finds(fx, sample_words("case", FE_MATCH_AUTO), "01 02 05 06");
    assert_int_equal(fe_reader_info(fx->reader, &info, NULL), FE_OK);
    assert_int_equal(info.revision, before.revision);
    fe_reader_release(fx->reader);
    assert_false(fe_reader_has_commit(fx->reader));
    sample_finds(fx, sample_words("case", FE_MATCH_AUTO), "01 02 05 06 07");
}

static void
a_held_commit_that_is_gone_is_stale_until_it_is_released(void **state)
{
    /* So many that they take several blocks of the index: the last of them is
     * in one that commits write again, and the first is in another. */
    static const char *const terms[] = {"Q01", "Q2000"};
    struct sample *fx = *state;
    enum fe_status status = FE_OK;
    struct fe_info before, info;

    sample_add_plain(fx, "Another case.", 2000 - fx->added);
    sample_commit(fx);
    fe_reader_hold(fx->reader);
    assert_int_equal(fe_reader_info(fx->reader, &before, NULL), FE_OK);
    for (int i = 0; i < 50 && status == FE_OK; i++) {
        struct fe_hits *hits;
        sample_add_plain(fx, "Another case.", 1);
        sample_commit(fx);
        status =
            fe_reader_get(fx->reader, terms[i % 2], NULL, 0, 0, &hits, NULL);
        fe_hits_free(hits);
    }
    assert_int_equal(status, FE_STALE);
    fe_reader_release(fx->reader);
    assert_int_equal(fe_reader_info(fx->reader, &info, NULL), FE_OK);
    assert_int_equal(info.documents, fx->added);
    assert_true(info.revision > before.revision);
}

/* Writes pairs of documents, one pair in each commit. */
static pid_t
write_pairs(struct sample *fx, int pairs)
{
    const pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid > 0)
        return pid;
    const char text[] = "case recording of a pair";
    const struct fe_text texts = {
        .text = text, .text_len = sizeof text - 1, .weight = 1};
    const struct fe_document document = {.texts = &texts, .n_texts = 1};
    struct fe_writer *writer;
    bool is_good = fe_writer_open(fx->db, &writer, NULL) == FE_OK;
    for (int i = 0; is_good && i < pairs; i++)
        is_good = fe_writer_add(writer, &document, NULL) == FE_OK &&
                  fe_writer_add(writer, &document, NULL) == FE_OK &&
                  fe_writer_commit(writer, NULL) == FE_OK;
    _exit(is_good ? 0 : 1);
}

static void
beside_a_busy_writer_a_reader_sees_a_commit_whole_or_not_at_all(void **state)
{
    struct sample *fx = *state;
    const struct fe_request request =
        sample_words("\"recording of a pair\"", 0);
    int status;

    fe_writer_close(fx->writer);
    fx->writer = NULL;
    const pid_t pid = write_pairs(fx, 100);
    while (waitpid(pid, &status, WNOHANG) == 0) {
        struct fe_hits *hits;
        struct fe_error err;
        if (fe_reader_search(fx->reader, &request, &hits, &err) == FE_OK)
            assert_int_equal(fe_hits_total(hits) % 2, 0);
        else
            assert_int_equal(err.status, FE_STALE);
        fe_hits_free(hits);
    }
    assert_int_equal(status, 0);
    struct fe_hits *hits = sample_ask(fx, &request);
    assert_int_equal(fe_hits_total(hits), 200);
    fe_hits_free(hits);
}

/* Rebuilds with as many commits as before, and with fewer or more: the new
 * revision may be the same, lower or higher. */
static void
an_index_removed_and_rebuilt_is_seen(void **state)
{
    struct sample *fx = *state;

    for (int commits = 1; commits <= 4; commits++) {
        sample_finds(fx, sample_words("case", FE_MATCH_AUTO),
                     commits == 1 ? "01 02 05 06" : "01");
        fe_writer_close(fx->writer);
        test_folder_remove(strdup(fx->db));
        fx->added = 0;
        sample_open_writer(fx);
        for (int i = 0; i < commits; i++) {
            sample_add(fx, i ? "Nothing." : "A new case.", "Hull", "good",
                       "2020");
            sample_commit(fx);
        }
        struct fe_request request = sample_words("", FE_MATCH_AUTO);
        struct fe_hits *hits = sample_ask(fx, &request);
        assert_int_equal(fe_hits_total(hits), commits);
        fe_hits_free(hits);
    }
    sample_finds(fx, sample_words("case", FE_MATCH_AUTO), "01");
}

static void
copy_folder(const char *from, const char *to)
{
    char command[512];

    snprintf(command, sizeof command, "cp -r '%s' '%s'", from, to);
    assert_int_equal(system(command), 0);
}

/* Its revision is lower than the one that was read, but its identity is the
 * same. */
static void
an_index_restored_from_a_backup_is_seen(void **state)
{
    struct sample *fx = *state;
    char *backup = test_path(fx->folder, "backup");

    copy_folder(fx->db, backup);
    sample_add(fx, "Another case.", "Aberdeen", "good", "2014");
    sample_commit(fx);
    sample_finds(fx, sample_words("case", FE_MATCH_AUTO), "01 02 05 06 07");
    fe_writer_close(fx->writer);
    fx->writer = NULL;
    test_folder_remove(strdup(fx->db));
    copy_folder(backup, fx->db);
    sample_finds(fx, sample_words("case", FE_MATCH_AUTO), "01 02 05 06");
    sample_open_writer(fx);
    fx->added--;
    sample_add(fx, "Quite other words.", "Hull", "good", "2020");
    sample_commit(fx);
    sample_finds(fx, sample_words("case", FE_MATCH_AUTO), "01 02 05 06");
    sample_finds(fx, sample_words("quite other words", FE_MATCH_ALL), "07");
    free(backup);
}

/* Nothing is asked until the revision is as high as it was, or higher: nothing
 * that was kept in memory may be used again. */
static void
a_backup_that_was_written_to_before_a_request_is_seen(void **state)
{
    struct sample *fx = *state;
    char *backup = test_path(fx->folder, "backup");

    copy_folder(fx->db, backup);
    for (int commits = 1; commits <= 3; commits++) {
        fe_writer_close(fx->writer);
        test_folder_remove(strdup(fx->db));
        copy_folder(backup, fx->db);
        sample_open_writer(fx);
        fx->added = 6;
        sample_add(fx, "Another case of zebras.", "Aberdeen", "good", "2014");
        sample_commit(fx);
        sample_finds(fx, sample_words("case", FE_MATCH_AUTO), "01 02 05 06 07");
        sample_finds(fx, sample_words("zebras", FE_MATCH_ALL), "07");
        fe_writer_close(fx->writer);
        test_folder_remove(strdup(fx->db));
        copy_folder(backup, fx->db);
        sample_open_writer(fx);
        fx->added = 6;
        for (int i = 0; i < commits; i++) {
            sample_add(fx, "Quite other words.", "Hull", "good", "2020");
            sample_commit(fx);
        }
        sample_finds(fx, sample_words("case", FE_MATCH_AUTO), "01 02 05 06");
        sample_finds(fx, sample_words("zebras", FE_MATCH_ALL), "");
        sample_finds(fx, sample_words("other words", FE_MATCH_ALL),
                     commits == 1   ? "07"
                     : commits == 2 ? "07 08"
                                    : "07 08 09");
    }
    free(backup);
}

static void
while_there_is_no_index_there_is_an_error_not_a_crash(void **state)
{
    struct sample *fx = *state;
    struct fe_request request = sample_words("case", FE_MATCH_AUTO);
    struct fe_hits *hits;
    struct fe_error err = {0};

    fe_writer_close(fx->writer);
    fx->writer = NULL;
    test_folder_remove(strdup(fx->db));
    assert_int_equal(fe_reader_search(fx->reader, &request, &hits, &err),
                     FE_NOT_FOUND);
    assert_null(hits);
    assert_string_not_equal(err.message, "");
}

static void
a_document_is_fetched_by_its_exact_term(void **state)
{
    struct sample *fx = *state;
    struct fe_hits *hits;
    struct fe_error err = {0};
    char term[1001];

    assert_int_equal(fe_reader_get(fx->reader, "Q03", NULL, 0, 0, &hits, &err),
                     FE_OK);
    assert_int_equal(fe_hits_total(hits), 1);
    assert_int_equal(fe_hits_count(hits), 1);
    assert_memory_equal(fe_hits_at(hits, 0).data, "03", 2);
    fe_hits_free(hits);
    /* The first of several. */
    assert_int_equal(fe_reader_get(fx->reader, "XALL", NULL, 0, 0, &hits, &err),
                     FE_OK);
    assert_int_equal(fe_hits_count(hits), 1);
    assert_memory_equal(fe_hits_at(hits, 0).data, "01", 2);
    fe_hits_free(hits);

    memset(term, 'x', sizeof term);
    term[1000] = '\0';
    const char *const none[] = {"Q0", "Q033", "q03", term};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        assert_int_equal(
            fe_reader_get(fx->reader, none[i], NULL, 0, 0, &hits, &err),
            FE_NO_DOCUMENT);
        assert_null(hits);
        assert_string_not_equal(err.message, "");
    }
}

static void
hits_outlive_the_reader_and_the_index(void **state)
{
    static const struct fe_facet facets[] = {{AUTHORITY, 0}};
    struct sample *fx = *state;
    struct fe_request request = sample_words("recording", FE_MATCH_AUTO);
    struct fe_snippet snippet;

    request.facets = facets;
    request.n_facets = 1;
    request.limit = 10;
    struct fe_hits *hits = sample_ask(fx, &request);
    fe_reader_close(fx->reader);
    fx->reader = NULL;
    test_folder_remove(strdup(fx->db));
    char *ids = sample_ids_of(hits);
    assert_string_equal(ids, "01 02 04");
    free(ids);
    assert_string_equal(fe_hits_query(hits), "recording");
    assert_string_equal(fe_hits_facet(hits, 0).counts[0].value, "Leeds");
    assert_int_equal(
        fe_hits_snippet(hits, "A recording", 11, 100, &snippet, NULL), FE_OK);
    assert_int_equal(snippet.n_spans, 1);
    fe_snippet_free(&snippet);
    fe_hits_free(hits);
}

/* Asks everything that can be asked of an index that may be damaged. True if
 * everything was answered, and correctly. */
static bool
answers(const char *db, struct fe_error *err)
{
    static const struct fe_facet facets[] = {{AUTHORITY, 0}, {GRADE, 0}};
    struct fe_request request =
        sample_words("\"case recording\" plan", FE_MATCH_ANY);
    struct fe_reader *reader;
    struct fe_hits *found = NULL, *got = NULL;

    request.facets = facets;
    request.n_facets = 2;
    request.limit = 10;
    if (fe_reader_open_path(db, NULL, &reader, err) != FE_OK)
        return false;
    const bool is_good =
        fe_reader_search(reader, &request, &found, err) == FE_OK &&
        fe_reader_get(reader, "Q03", NULL, 0, 0, &got, err) == FE_OK;
    if (is_good) {
        assert_int_equal(fe_hits_total(found), 3);
        assert_memory_equal(fe_hits_at(got, 0).data, "03", 2);
    }
    fe_hits_free(found);
    fe_hits_free(got);
    fe_reader_close(reader);
    return is_good;
}

static void
a_damaged_index_is_an_error_not_a_crash(void **state)
{
    static const char *const files[] = {"iamglass", "postlist.glass",
                                        "termlist.glass"};
    struct sample *fx = *state;
    struct fe_error err = {0};

    fe_writer_close(fx->writer);
    fx->writer = NULL;
    assert_true(answers(fx->db, &err));
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *path = test_path(fx->db, files[i]);
        size_t len;
        char *bytes = test_read(path, &len), *damaged = malloc(len + 1);
        assert_non_null(bytes);
        assert_non_null(damaged);
        for (int how = 0; how < 5; how++) {
            size_t left = len;
            memcpy(damaged, bytes, len);
            if (how == 0)
                left = 0;
            else if (how == 1)
                left = len / 2;
            else if (how == 2)
                memset(damaged, 0, len);
            else if (how == 3)
                memset(damaged, 0xff, len);
            else
                memset(damaged, 'x', len);
            test_write(path, damaged, left);
            /* A file that is never read, such as the list of terms, does no
             * harm. */
            if (answers(fx->db, &err))
                assert_int_equal(strcmp(files[i], "termlist.glass"), 0);
            else if (err.status != FE_CORRUPT)
                fail_msg("%s damaged (%d): status %d, %s", files[i], how,
                         (int)err.status, err.message);
        }
        test_write(path, bytes, len);
        free(bytes);
        free(damaged);
        free(path);
    }
    assert_true(answers(fx->db, &err));
}

static void
an_index_of_another_version_is_refused_and_seen_again(void **state)
{
    struct sample *fx = *state;
    struct fe_index *index;
    struct fe_reader *reader;
    struct fe_info info;
    struct fe_error err;

    if (!fx->writer)
        sample_open_writer(fx);

    fe_writer_set_metadata(fx->writer, "schema", "1", &err);
    assert_int_equal(fe_writer_commit(fx->writer, &err), FE_OK);
    assert_int_equal(fe_index_open(fx->db, NULL, &index, &err), FE_OK);
    fe_index_expect(index, "schema", "1");
    assert_int_equal(fe_reader_open(index, &reader, &err), FE_OK);
    fe_writer_set_metadata(fx->writer, "schema", "2", &err);
    assert_int_equal(fe_writer_commit(fx->writer, &err), FE_OK);
    assert_int_equal(fe_reader_info(reader, &info, &err), FE_WRONG_VERSION);
    fe_writer_set_metadata(fx->writer, "schema", "1", &err);
    assert_int_equal(fe_writer_commit(fx->writer, &err), FE_OK);
    assert_int_equal(fe_reader_info(reader, &info, &err), FE_OK);
    fe_reader_close(reader);
    fe_index_close(index);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_EMPTY_INDEX(a_missing_index_is_not_found),
        WITH_EMPTY_INDEX(a_folder_that_is_not_an_index_is_not_found),
        WITH_EMPTY_INDEX(a_file_is_not_an_index),
        WITH_INDEX(a_path_is_not_an_address),
        WITH_INDEX(a_damaged_index_is_an_error_not_a_crash),
        WITH_INDEX(an_index_knows_the_last_revision_that_was_seen),
        WITH_INDEX(a_reader_sees_a_commit_made_after_it_was_opened),
        WITH_INDEX(a_reader_sees_the_commit_that_it_holds),
        WITH_INDEX(a_held_commit_that_is_gone_is_stale_until_it_is_released),
        WITH_INDEX(a_reader_two_commits_behind_still_answers),
        WITH_INDEX(
            beside_a_busy_writer_a_reader_sees_a_commit_whole_or_not_at_all),
        WITH_INDEX(while_there_is_no_index_there_is_an_error_not_a_crash),
        WITH_INDEX(a_document_is_fetched_by_its_exact_term),
        WITH_INDEX(hits_outlive_the_reader_and_the_index),
        WITH_INDEX(an_index_of_another_version_is_refused_and_seen_again),
        WITH_INDEX(an_index_removed_and_rebuilt_is_seen),
        WITH_INDEX(an_index_restored_from_a_backup_is_seen),
        WITH_INDEX(a_backup_that_was_written_to_before_a_request_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
