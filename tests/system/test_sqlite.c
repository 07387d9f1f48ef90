/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Exact words and phrases, joined by AND, OR and NOT, find the same paragraphs
 * as SQLite's full-text search over the same words.
 */
#include "oracle.h"
#include "trees.h"

#include <sqlite3.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { QUESTIONS = 200, ALL_HITS = 1000 };

static sqlite3_stmt *
prepared(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    return statement;
}

/* A table of the paragraphs' words, separated by blanks; the tokeniser of
 * SQLite is set up not to split them further. */
static sqlite3 *
table_of(const struct scan *scan)
{
    sqlite3 *db;

    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db,
                     "CREATE VIRTUAL TABLE paragraphs USING fts5(words, "
                     "tokenize = \"unicode61 remove_diacritics 2 tokenchars "
                     "'''&._'\")",
                     NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_stmt *insert =
        prepared(db, "INSERT INTO paragraphs (rowid, words) VALUES (?, ?)");
    for (size_t i = 0; i < scan->count; i++) {
        const struct scan_words *text = &scan->list[i].text;
        GString *words = g_string_new(NULL);
        for (size_t w = 0; w < text->count; w++)
            g_string_append_printf(words, "%s ", text->list[w].form);
        sqlite3_bind_int64(insert, 1, (sqlite3_int64)i);
        sqlite3_bind_text(insert, 2, words->str, -1, SQLITE_TRANSIENT);
        assert_int_equal(sqlite3_step(insert), SQLITE_DONE);
        sqlite3_reset(insert);
        g_string_free(words, TRUE);
    }
    sqlite3_finalize(insert);
    return db;
}

/* Append the tree as a query of SQLite, with every part in brackets. */
static void
append_match(GString *match, const struct tree *tree)
{
    static const char *const operators[] = {
        [TREE_AND] = " AND ", [TREE_OR] = " OR ", [TREE_NOT] = " NOT "};

    if (tree->kind == TREE_WORDS) {
        g_string_append_c(match, '"');
        for (size_t i = 0; i < tree->words.count; i++)
            g_string_append_printf(match, "%s%s", i > 0 ? " " : "",
                                   tree->words.list[i].form);
        g_string_append_c(match, '"');
        return;
    }
    g_string_append_c(match, '(');
    for (size_t i = 0; i < tree->n_parts; i++) {
        if (i > 0)
            g_string_append(match, operators[tree->kind]);
        append_match(match, tree->parts[i]);
    }
    g_string_append_c(match, ')');
}

/* The ids of the paragraphs that SQLite finds. */
static json_t *
found_by_sqlite(sqlite3 *db, const struct scan *scan, const struct tree *tree)
{
    sqlite3_stmt *select =
        prepared(db, "SELECT rowid FROM paragraphs WHERE paragraphs MATCH ?");
    GString *match = g_string_new(NULL);
    json_t *ids = json_object();
    int status;

    append_match(match, tree);
    sqlite3_bind_text(select, 1, match->str, -1, SQLITE_TRANSIENT);
    while ((status = sqlite3_step(select)) == SQLITE_ROW) {
        const struct paragraph *p =
            &scan->list[sqlite3_column_int64(select, 0)];
        json_object_set_new(ids,
                            json_string_value(json_object_get(p->record, "id")),
                            json_true());
    }
    if (status != SQLITE_DONE)
        fail_msg("%s: %s", match->str, sqlite3_errmsg(db));
    sqlite3_finalize(select);
    g_string_free(match, TRUE);
    return ids;
}

static json_t *
found_by_us(int fd, const char *query)
{
    json_t *params =
        json_pack("{s:s, s:b, s:s, s:i, s:i, s:[]}", "query", query, "exact", 1,
                  "match", "all", "limit", ALL_HITS, "snippet", 0, "facets");
    json_t *result = oracle_ask(fd, "search", params), *ids = json_object();
    const json_t *hit;
    size_t i;

    json_array_foreach(json_object_get(result, "hits"), i, hit)
    {
        json_object_set_new(ids, json_string_value(json_object_get(hit, "id")),
                            json_true());
    }
    json_decref(params);
    json_decref(result);
    return ids;
}

static void
exact_queries_find_what_sqlite_finds(void **state)
{
    const struct test_world *world = *state;
    char *corpus = test_source("corpus");
    const char *paths[] = {corpus, NULL};
    unsigned seed = 5, found = 0;
    struct scan scan;

    scan_open(&scan, paths);
    assert_true(scan.count < ALL_HITS);
    sqlite3 *db = table_of(&scan);
    const int fd = oracle_connect(world);
    for (unsigned i = 0; i < QUESTIONS; i++) {
        bool unused;
        struct tree *tree = tree_draw(&scan, TREE_PLAIN, &seed);
        char *query = tree_text(tree, &unused, &seed);
        json_t *theirs = found_by_sqlite(db, &scan, tree);
        json_t *ours = found_by_us(fd, query);
        if (!json_equal(ours, theirs))
            fail_msg("[%s]: we find %zu, SQLite %zu or others", query,
                     json_object_size(ours), json_object_size(theirs));
        found += json_object_size(ours) > 0;
        json_decref(ours);
        json_decref(theirs);
        g_free(query);
        tree_free(tree);
    }
    assert_true(found > QUESTIONS / 3);
    close(fd);
    sqlite3_close(db);
    scan_close(&scan);
    free(corpus);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact_queries_find_what_sqlite_finds),
    };
    return cmocka_run_group_tests(tests, test_corpus_open, test_corpus_close);
}
