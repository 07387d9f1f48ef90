/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * SQLite's FTS5, with the porter stemmer; the fields are in a table of their
 * own.
 */
#define _GNU_SOURCE /* asprintf() */
#include "peer.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static sqlite3 *db;
static sqlite3_stmt *insert_field, *insert_text;

static void
check(int status)
{
    if (status != SQLITE_OK && status != SQLITE_DONE && status != SQLITE_ROW)
        fail("SQLite: %s", sqlite3_errmsg(db));
}

static void
run(const char *sql)
{
    check(sqlite3_exec(db, sql, NULL, NULL, NULL));
}

static void
connect_to(const char *folder)
{
    char *path = path_in(folder, "db");

    check(sqlite3_open(path, &db));
    run("PRAGMA cache_size = -65536");
    free(path);
}

static void
create(const char *folder)
{
    connect_to(folder);
    run("PRAGMA journal_mode = WAL; BEGIN;"
        "CREATE TABLE field (id TEXT, authority TEXT, service_area TEXT, "
        "grade TEXT, date TEXT);"
        "CREATE VIRTUAL TABLE paragraph "
        "USING fts5(text, tokenize = 'porter unicode61')");
    check(sqlite3_prepare_v2(db, "INSERT INTO field VALUES (?, ?, ?, ?, ?)", -1,
                             &insert_field, NULL));
    check(sqlite3_prepare_v2(
        db, "INSERT INTO paragraph (rowid, text) VALUES (?, ?)", -1,
        &insert_text, NULL));
}

static void
add(const struct record *record)
{
    const char *const values[] = {record->id, record->authority,
                                  record->service_area, record->grade,
                                  record->date};

    for (int i = 0; i < 5; i++)
        check(sqlite3_bind_text(insert_field, i + 1, values[i], -1,
                                SQLITE_STATIC));
    check(sqlite3_step(insert_field));
    check(sqlite3_reset(insert_field));
    check(sqlite3_bind_int64(insert_text, 1, sqlite3_last_insert_rowid(db)));
    check(sqlite3_bind_text(insert_text, 2, record->text, -1, SQLITE_STATIC));
    check(sqlite3_step(insert_text));
    check(sqlite3_reset(insert_text));
}

static void
finish(void)
{
    run("CREATE INDEX of_authority ON field (authority); COMMIT");
    sqlite3_finalize(insert_field);
    sqlite3_finalize(insert_text);
    check(sqlite3_close(db));
}

static void
compact(const char *folder)
{
    connect_to(folder);
    run("INSERT INTO paragraph (paragraph) VALUES ('optimize'); VACUUM");
    check(sqlite3_close(db));
}

static size_t
rows_of(const char *sql, const char *match, const char *authority)
{
    sqlite3_stmt *statement;
    size_t rows = 0;

    check(sqlite3_prepare_v2(db, sql, -1, &statement, NULL));
    check(sqlite3_bind_text(statement, 1, match, -1, SQLITE_STATIC));
    if (authority)
        check(sqlite3_bind_text(statement, 2, authority, -1, SQLITE_STATIC));
    for (int status; (status = sqlite3_step(statement)) != SQLITE_DONE;) {
        check(status);
        rows++;
    }
    sqlite3_finalize(statement);
    return rows;
}

#define MATCHES                                                                \
    "FROM paragraph JOIN field ON field.rowid = paragraph.rowid "              \
    "WHERE paragraph MATCH ?1 "

/* All matches by the three fields. */
static void
count_facets(const char *match, const char *authority)
{
    char sql[1024];

    snprintf(sql, sizeof sql,
             "WITH found AS MATERIALIZED (SELECT authority, service_area, "
             "grade " MATCHES "%s) "
             "SELECT authority, count(*) FROM found GROUP BY 1 UNION ALL "
             "SELECT service_area, count(*) FROM found GROUP BY 1 UNION ALL "
             "SELECT grade, count(*) FROM found GROUP BY 1",
             authority ? "AND authority = ?2" : "");
    rows_of(sql, match, authority);
}

static size_t
search(const struct query *query, enum wanted wanted)
{
    static const char *const separators[] = {
        [ALL] = " AND ", [ANY] = " OR ", [PHRASE] = " ", [PREFIX] = " "};
    char *words = joined(query, separators[query->operation]), *match, sql[512];
    const char *mark = query->operation == PHRASE ? "\"" : "";

    if (asprintf(&match, "%s%s%s%s", mark, words, mark,
                 query->operation == PREFIX ? "*" : "") < 0)
        fail("out of memory");
    snprintf(sql, sizeof sql, "SELECT field.id%s " MATCHES "%s %s",
             wanted == COUNT ? "" : ", paragraph.text",
             query->authority ? "AND authority = ?2" : "",
             wanted == COUNT ? "" : "ORDER BY rank LIMIT 10");
    const size_t rows = rows_of(sql, match, query->authority);
    if (wanted == FACETS)
        count_facets(match, query->authority);
    free(words);
    free(match);
    return rows;
}

const struct peer peer = {.create = create,
                          .add = add,
                          .finish = finish,
                          .compact = compact,
                          .open = connect_to,
                          .search = search};
