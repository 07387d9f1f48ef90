/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sample.h"

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
                                        "docdata.glass", "termlist.glass"};
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

static void
the_match_says_how_many_of_the_words_are_needed(void **state)
{
    struct sample *fx = *state;
    const char *query = "case recording";

    sample_finds(fx, sample_words(query, FE_MATCH_ALL), "01 02");
    sample_finds(fx, sample_words(query, FE_MATCH_ANY), "01 02 04 05 06");
    /* A word that most documents contain is a small part of a query beside one
     * that few contain. */
    sample_add_plain(fx, "case", 60);
    sample_add_plain(fx, "unicorn case", 1);
    sample_commit(fx);
    sample_finds(fx, sample_words("case unicorn", FE_MATCH_AUTO), "67");
}

static void
words_are_stemmed_on_both_sides(void **state)
{
    struct sample *fx = *state;

    sample_finds(fx, sample_words("recording", FE_MATCH_ALL), "01 02 04");
    sample_finds(fx, sample_words("records", FE_MATCH_ALL), "01 02 04");
    sample_finds(fx, sample_words("planned", FE_MATCH_ALL), "05 06");
    sample_finds(fx, sample_words("cases", FE_MATCH_ALL), "01 02 05 06");
}

static void
letter_case_changes_nothing(void **state)
{
    static const char *const queries[] = {"case recording", "Case recording",
                                          "CASE RECORDING", "Case Recordings",
                                          "cases RECORDED"};
    struct sample *fx = *state;

    for (size_t i = 1; i < sizeof queries / sizeof *queries; i++) {
        struct fe_request request = sample_words(queries[0], FE_MATCH_ANY);
        request.limit = 10;
        struct fe_hits *plain = sample_ask(fx, &request);
        request.query = queries[i];
        request.query_len = strlen(queries[i]);
        struct fe_hits *hits = sample_ask(fx, &request);
        assert_int_equal(fe_hits_total(hits), fe_hits_total(plain));
        for (size_t k = 0; k < fe_hits_count(plain); k++)
            assert_true(fe_hits_at(hits, k).score ==
                        fe_hits_at(plain, k).score);
        fe_hits_free(plain);
        fe_hits_free(hits);
    }
}

static void
the_best_come_first(void **state)
{
    struct sample *fx = *state;
    struct fe_request request = sample_words("case recording", FE_MATCH_ANY);

    request.order = FE_ORDER_RELEVANCE;
    request.limit = 10;
    struct fe_hits *hits = sample_ask(fx, &request);
    assert_int_equal(fe_hits_total(hits), 5);
    for (size_t i = 1; i < fe_hits_count(hits); i++)
        assert_true(fe_hits_at(hits, i - 1).score >= fe_hits_at(hits, i).score);
    assert_true(fe_hits_at(hits, 4).score > 0);
    /* 01 and 02 contain both words; otherwise shorter documents come first. */
    char *ids = sample_ids_of(hits);
    assert_int_equal(strncmp(ids, "01 02 04", 8), 0);
    free(ids);
    fe_hits_free(hits);
}

static void
ties_come_in_the_order_they_were_added(void **state)
{
    struct sample *fx = *state;
    struct fe_request request = sample_words("fostering", FE_MATCH_AUTO);

    for (int i = 0; i < 5; i++)
        sample_add(fx, "Fostering is good.", "Leeds", "good", "2010");
    sample_commit(fx);
    request.order = FE_ORDER_RELEVANCE;
    sample_finds(fx, request, "07 08 09 10 11");
}

static void
an_empty_query_gives_every_document(void **state)
{
    static const char *const blanks[] = {"", " ", "\t \n\r "};
    struct sample *fx = *state;

    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        struct fe_request request = sample_words(blanks[i], FE_MATCH_AUTO);
        request.order = FE_ORDER_RELEVANCE;
        sample_finds(fx, request, "01 02 03 04 05 06");
    }
    struct fe_request request = sample_words("", FE_MATCH_AUTO);
    request.limit = 1;
    struct fe_hits *hits = sample_ask(fx, &request);
    assert_true(fe_hits_at(hits, 0).score == 0);
    assert_string_equal(fe_hits_query(hits), "");
    fe_hits_free(hits);
}

static void
an_empty_index_answers(void **state)
{
    struct sample *fx = *state;

    sample_finds(fx, sample_words("", FE_MATCH_AUTO), "");
    sample_finds(fx, sample_words("case recording", FE_MATCH_AUTO), "");
    sample_finds(fx, sample_words("\"case recording\"", FE_MATCH_ALL), "");
}

static void
values_of_one_filter_are_alternatives_and_filters_all_pass(void **state)
{
    static const char *const leeds[] = {"Leeds"};
    static const char *const two[] = {"Leeds", "Sheffield"};
    static const char *const good[] = {"good"};
    static const char *const odd[] = {"LEEDS", "yNYS m\u00d4n", "none"};
    const struct fe_filter filters[] = {
        {.slot = AUTHORITY, .values = leeds, .n_values = 1},
        {.slot = AUTHORITY, .values = two, .n_values = 2},
        {.slot = AUTHORITY, .values = odd, .n_values = 3},
        {.slot = GRADE, .values = good, .n_values = 1},
        {.slot = UNUSED, .values = good, .n_values = 1},
    };
    struct sample *fx = *state;
    struct fe_request request = sample_words("", FE_MATCH_AUTO);

    request.n_filters = 1;
    request.filters = &filters[0];
    sample_finds(fx, request, "01 02");
    request.filters = &filters[1];
    sample_finds(fx, request, "01 02 03 05 06");
    request.filters = &filters[2]; /* letter case changes nothing */
    sample_finds(fx, request, "01 02 04");
    request.filters = &filters[4];
    sample_finds(fx, request, "");

    const struct fe_filter both[] = {filters[1], filters[3]};
    request.filters = both;
    request.n_filters = 2;
    sample_finds(fx, request, "02 03");
    request.query = "recording";
    request.query_len = 9;
    sample_finds(fx, request, "02");
}

static void
a_range_includes_both_ends_but_no_document_without_a_value(void **state)
{
    static const struct {
        const char *from, *to, *expected;
    } cases[] = {
        {"2010-10", "2012-02", "01 02 03 05"},
        {"2010-11", "2012-01", "03"},
        {"2011", NULL, "02 03 06"},
        {NULL, "2011-05", "01 03 05"},
        {"2014", NULL, ""},
        {"2012", "2011", ""},
    };
    struct sample *fx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct fe_filter filter = {
            .slot = DATE, .from = cases[i].from, .to = cases[i].to};
        struct fe_request request = sample_words("", FE_MATCH_AUTO);
        request.filters = &filter;
        request.n_filters = 1;
        sample_finds(fx, request, cases[i].expected);
    }
}

static void
a_facet_is_counted_without_its_own_filter(void **state)
{
    static const char *const leeds[] = {"leeds"};
    static const struct fe_filter filter = {
        .slot = AUTHORITY, .values = leeds, .n_values = 1};
    static const struct fe_facet facets[] = {
        {GRADE, 0}, {UNUSED, 0}, {AUTHORITY, 0}};
    struct sample *fx = *state;
    struct fe_request request = sample_words("case", FE_MATCH_AUTO);

    request.filters = &filter;
    request.n_filters = 1;
    request.facets = facets;
    request.n_facets = 3;
    struct fe_hits *hits = sample_ask(fx, &request);
    assert_int_equal(fe_hits_total(hits), 2);
    assert_int_equal(fe_hits_n_facets(hits), 3);

    const struct fe_facet_counts grade = fe_hits_facet(hits, 0);
    assert_int_equal(grade.facet.slot, GRADE);
    assert_int_equal(grade.n_counts, 2);
    assert_string_equal(grade.counts[0].value, "good"); /* ties: by value */
    assert_string_equal(grade.counts[1].value, "inadequate");

    const struct fe_facet_counts unused = fe_hits_facet(hits, 1);
    assert_int_equal(unused.facet.slot, UNUSED);
    assert_int_equal(unused.n_counts, 0);

    const struct fe_facet_counts authority = fe_hits_facet(hits, 2);
    assert_int_equal(authority.n_counts, 2);
    assert_string_equal(authority.counts[0].value, "Leeds");
    assert_int_equal(authority.counts[0].count, 2);
    assert_string_equal(authority.counts[1].value, "Sheffield");
    assert_int_equal(authority.counts[1].count, 2);
    fe_hits_free(hits);
}

/* Adds some hundred documents with few words and values. */
static void
add_many(struct sample *fx)
{
    static const char *const texts[] = {
        "case",           "recording",          "adoption",
        "case recording", "case adoption case", "plan"};
    static const char *const authorities[] = {"Leeds", "Kent", "Hull", ""};
    static const char *const grades[] = {"good", "inadequate", "adequate"};
    static const char *const dates[] = {"2009", "2010", "2011", "2012", ""};
    unsigned random = 1;

    for (int i = 0; i < 300; i++) {
        random = random * 1103515245u + 12345u;
        const unsigned r = random >> 8;
        sample_add(fx, texts[r % 6], authorities[r / 6 % 4], grades[r / 24 % 3],
                   dates[r / 72 % 5]);
    }
    sample_commit(fx);
}

static void
the_count_beside_a_value_is_the_total_after_choosing_it(void **state)
{
    static const char *const chosen[] = {"Leeds", "Hull"};
    static const char *const grade[] = {"good"};
    static const struct fe_facet facets[] = {
        {AUTHORITY, 0}, {GRADE, 0}, {DATE, 0}};
    const struct fe_filter filters[] = {
        {.slot = AUTHORITY, .values = chosen, .n_values = 2},
        {.slot = GRADE, .values = grade, .n_values = 1},
        {.slot = DATE, .from = "2010", .to = "2012"},
    };
    struct sample *fx = *state;
    struct fe_request request = sample_words("case recording", FE_MATCH_AUTO);

    add_many(fx);
    request.filters = filters;
    request.n_filters = 3;
    request.facets = facets;
    request.n_facets = 3;
    struct fe_hits *hits = sample_ask(fx, &request);
    for (size_t f = 0; f < 3; f++) {
        const struct fe_facet_counts facet = fe_hits_facet(hits, f);
        assert_true(facet.n_counts > 1);
        for (size_t i = 0; i < facet.n_counts; i++) {
            struct fe_filter next[3];
            memcpy(next, filters, sizeof next);
            next[f] = (struct fe_filter){.slot = facet.facet.slot,
                                         .values = &facet.counts[i].value,
                                         .n_values = 1};
            request.filters = next;
            request.n_facets = 0;
            struct fe_hits *then = sample_ask(fx, &request);
            assert_int_equal(fe_hits_total(then), facet.counts[i].count);
            assert_true(facet.counts[i].count > 0);
            fe_hits_free(then);
            if (i > 0)
                assert_true(facet.counts[i - 1].count >= facet.counts[i].count);
        }
    }
    fe_hits_free(hits);
}

static void
documents_are_ordered_by_a_slot_and_ties_as_they_were_added(void **state)
{
    struct sample *fx = *state;
    struct fe_request request = sample_words("", FE_MATCH_AUTO);

    request.order_slot = DATE;
    request.order = FE_ORDER_RISING;
    sample_finds(fx, request, "04 01 05 03 02 06");
    request.order = FE_ORDER_FALLING;
    sample_finds(fx, request, "06 02 03 01 05 04");
    request.order_slot = UNUSED;
    sample_finds(fx, request, "01 02 03 04 05 06");
}

static void
pages_joined_are_one_large_page(void **state)
{
    static const char *const queries[] = {"", "case recording"};
    static const enum fe_order orders[] = {FE_ORDER_RELEVANCE, FE_ORDER_FALLING,
                                           FE_ORDER_RISING};
    struct sample *fx = *state;

    add_many(fx);
    for (size_t i = 0; i < 6; i++) {
        struct fe_request request = sample_words(queries[i % 2], FE_MATCH_ANY);
        request.order = orders[i / 2];
        request.order_slot = DATE;
        request.limit = 1000;
        struct fe_hits *all = sample_ask(fx, &request);
        const size_t total = fe_hits_total(all);
        assert_int_equal(fe_hits_count(all), total);
        request.limit = 7;
        for (size_t at = 0; at < total; at += 7) {
            request.offset = at;
            struct fe_hits *page = sample_ask(fx, &request);
            assert_int_equal(fe_hits_total(page), total);
            assert_int_equal(fe_hits_count(page),
                             total - at < 7 ? total - at : 7);
            for (size_t k = 0; k < fe_hits_count(page); k++) {
                const struct fe_hit a = fe_hits_at(page, k);
                const struct fe_hit b = fe_hits_at(all, at + k);
                assert_int_equal(a.data_len, b.data_len);
                assert_memory_equal(a.data, b.data, a.data_len);
                assert_true(a.score == b.score);
            }
            fe_hits_free(page);
        }
        fe_hits_free(all);
    }
}

static void
a_page_past_the_end_or_without_hits_still_has_the_total(void **state)
{
    static const size_t pages[][2] = {
        {6, 10}, {1000, 10}, {SIZE_MAX, SIZE_MAX}, {0, 0}, {5, 0}};
    static const struct fe_facet facets[] = {{GRADE, 0}};
    struct sample *fx = *state;

    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct fe_request request = sample_words("", FE_MATCH_AUTO);
        request.offset = pages[i][0];
        request.limit = pages[i][1];
        request.facets = facets;
        request.n_facets = 1;
        struct fe_hits *hits = sample_ask(fx, &request);
        assert_int_equal(fe_hits_total(hits), 6);
        assert_int_equal(fe_hits_count(hits), 0);
        assert_int_equal(fe_hits_facet(hits, 0).n_counts, 3);
        fe_hits_free(hits);
    }
}

static void
what_is_counted_is_measured_against_the_query(void **state)
{
    struct sample *fx = *state;

    /* Nothing contains both words, and one is not enough of the query. */
    sample_finds(fx, sample_words("adoption plan", FE_MATCH_AUTO), "");
    sample_finds(fx, sample_words("adoption good", FE_MATCH_AUTO), "");
    /* The other word is not enough, either, if one occurs nowhere. */
    sample_finds(fx, sample_words("case unicorns", FE_MATCH_AUTO), "");
    /* All of the query is always enough. */
    sample_finds(fx, sample_words("case recording", FE_MATCH_AUTO), "01 02");
    /* A single word cannot match in part. */
    sample_finds(fx, sample_words("case", FE_MATCH_AUTO), "01 02 05 06");
    /* A query with operators is exact: it has no threshold. */
    sample_finds(fx, sample_words("case OR recording", FE_MATCH_AUTO),
                 "01 02 04 05 06");
}

static void
what_is_cut_off_does_not_depend_on_the_filters(void **state)
{
    static const char *const sheffield[] = {"Sheffield"};
    static const char *const hull[] = {"Hull"};
    struct fe_filter filter = {.slot = AUTHORITY, .n_values = 1};
    struct sample *fx = *state;
    struct fe_request request = sample_words("case unicorn", FE_MATCH_AUTO);

    sample_add_plain(fx, "case", 60);
    sample_add_plain(fx, "unicorn case", 1);
    sample_commit(fx);
    request.filters = &filter;
    request.n_filters = 1;
    filter.values = sheffield; /* nothing there has both words */
    sample_finds(fx, request, "");
    filter.values = hull;
    sample_finds(fx, request, "67");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_EMPTY_INDEX(a_missing_index_is_not_found),
        WITH_EMPTY_INDEX(a_folder_that_is_not_an_index_is_not_found),
        WITH_EMPTY_INDEX(a_file_is_not_an_index),
        WITH_INDEX(a_damaged_index_is_an_error_not_a_crash),
        WITH_INDEX(a_reader_sees_a_commit_made_after_it_was_opened),
        WITH_INDEX(a_reader_two_commits_behind_still_answers),
        WITH_INDEX(
            beside_a_busy_writer_a_reader_sees_a_commit_whole_or_not_at_all),
        WITH_INDEX(while_there_is_no_index_there_is_an_error_not_a_crash),
        WITH_INDEX(a_document_is_fetched_by_its_exact_term),
        WITH_INDEX(hits_outlive_the_reader_and_the_index),
        WITH_INDEX(an_index_of_another_version_is_refused_and_seen_again),
        WITH_INDEX(an_index_removed_and_rebuilt_is_seen),
        WITH_INDEX(an_index_restored_from_a_backup_is_seen),
        WITH_EMPTY_INDEX(an_empty_index_answers),
        WITH_INDEX(the_match_says_how_many_of_the_words_are_needed),
        WITH_INDEX(words_are_stemmed_on_both_sides),
        WITH_INDEX(letter_case_changes_nothing),
        WITH_INDEX(the_best_come_first),
        WITH_INDEX(ties_come_in_the_order_they_were_added),
        WITH_INDEX(an_empty_query_gives_every_document),
        WITH_INDEX(values_of_one_filter_are_alternatives_and_filters_all_pass),
        WITH_INDEX(a_range_includes_both_ends_but_no_document_without_a_value),
        WITH_INDEX(a_facet_is_counted_without_its_own_filter),
        WITH_EMPTY_INDEX(
            the_count_beside_a_value_is_the_total_after_choosing_it),
        WITH_INDEX(documents_are_ordered_by_a_slot_and_ties_as_they_were_added),
        WITH_EMPTY_INDEX(pages_joined_are_one_large_page),
        WITH_INDEX(a_page_past_the_end_or_without_hits_still_has_the_total),
        WITH_INDEX(what_is_counted_is_measured_against_the_query),
        WITH_INDEX(what_is_cut_off_does_not_depend_on_the_filters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
