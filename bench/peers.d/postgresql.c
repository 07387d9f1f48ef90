/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * PostgreSQL: a tsvector with a GIN index, in a cluster of its own that has no
 * more than a Unix socket. Without durability: the others have none either
 * before the end. Its programs are those of POSTGRESQL_BIN; they do not run as
 * root, so root becomes the user postgres.
 */
#define _GNU_SOURCE /* asprintf() */
#include "peer.h"
#include <libpq-fe.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define USER "postgres"

static pid_t postmaster;
static PGconn *connection;

static void
check(PGresult *result)
{
    const ExecStatusType status = PQresultStatus(result);

    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK &&
        status != PGRES_COPY_IN)
        fail("PostgreSQL: %s", PQerrorMessage(connection));
}

static void
run(const char *sql)
{
    PGresult *result = PQexec(connection, sql);

    check(result);
    PQclear(result);
}

static void
prepare(const char *folder)
{
    char *data = path_in(folder, "data");
    char initdb[] = POSTGRESQL_BIN "/initdb", to[] = "-D", name[] = "-U",
         user[] = USER, unsynced[] = "-N", encoding[] = "-E", utf8[] = "UTF8",
         locale[] = "--locale=C", trust[] = "--auth=trust";
    char *const arguments[] = {initdb,   to,   data,   name,  user, unsynced,
                               encoding, utf8, locale, trust, NULL};

    wait_for(started(folder, USER, arguments), "initdb");
    free(data);
}

static void
open_cluster(const char *folder)
{
    char *data = path_in(folder, "data"), *where = NULL;
    char postgres[] = POSTGRESQL_BIN "/postgres", from[] = "-D",
         sockets[] = "-k", hosts[] = "-h", none[] = "", unsynced[] = "-F",
         set[] = "-c", shared[] = "shared_buffers=256MB",
         work[] = "maintenance_work_mem=256MB",
         serial[] = "max_parallel_workers=0", wal[] = "max_wal_size=8GB";
    char *const arguments[] = {
        postgres, from, data,   sockets, (char *)folder, hosts, none,
        unsynced, set,  shared, set,     work,           set,   serial,
        set,      wal,  NULL};
    const struct timespec pause = {.tv_nsec = 50 * 1000 * 1000};

    if (asprintf(&where, "host=%s user=" USER " dbname=postgres", folder) < 0)
        fail("out of memory");
    postmaster = started(folder, USER, arguments);
    for (int tries = 0;; tries++) {
        connection = PQconnectdb(where);
        if (PQstatus(connection) == CONNECTION_OK)
            break;
        if (tries == 400)
            fail("PostgreSQL: %s", PQerrorMessage(connection));
        PQfinish(connection);
        nanosleep(&pause, NULL);
    }
    free(where);
    free(data);
}

static void
create(const char *folder)
{
    open_cluster(folder);
    /* The stemmer of "english", without its list of stop words. */
    run("CREATE TEXT SEARCH DICTIONARY stems "
        "(TEMPLATE = snowball, LANGUAGE = english);"
        "CREATE TEXT SEARCH CONFIGURATION stemmed (COPY = simple);"
        "ALTER TEXT SEARCH CONFIGURATION stemmed "
        "ALTER MAPPING FOR asciiword WITH stems;"
        "CREATE UNLOGGED TABLE paragraph (id text, authority text, "
        "service_area text, grade text, date text, text text, terms tsvector "
        "GENERATED ALWAYS AS (to_tsvector('stemmed', text)) STORED)");
    run("COPY paragraph (id, authority, service_area, grade, date, text) "
        "FROM STDIN");
}

static void
add(const struct record *record)
{
    const char *const values[] = {record->id,           record->authority,
                                  record->service_area, record->grade,
                                  record->date,         record->text};

    for (int i = 0; i < 6; i++)
        if (PQputCopyData(connection, values[i], (int)strlen(values[i])) != 1 ||
            PQputCopyData(connection, i < 5 ? "\t" : "\n", 1) != 1)
            fail("PostgreSQL: %s", PQerrorMessage(connection));
}

static void
close_cluster(void)
{
    PQfinish(connection);
    kill(postmaster, SIGINT); /* ends all sessions */
    wait_for(postmaster, "postgres");
}

static void
finish(void)
{
    if (PQputCopyEnd(connection, NULL) != 1)
        fail("PostgreSQL: %s", PQerrorMessage(connection));
    for (PGresult *result; (result = PQgetResult(connection));) {
        check(result);
        PQclear(result);
    }
    run("CREATE INDEX ON paragraph USING gin (terms)");
    run("CREATE INDEX ON paragraph (authority)");
    run("ANALYZE paragraph");
    close_cluster();
}

static size_t
rows_of(const char *sql, const char *match, const char *authority)
{
    const char *const values[] = {match, authority};
    PGresult *result = PQexecParams(connection, sql, authority ? 2 : 1, NULL,
                                    values, NULL, NULL, 0);

    check(result);
    const size_t rows = (size_t)PQntuples(result);
    PQclear(result);
    return rows;
}

#define MATCHES                                                                \
    "FROM paragraph, to_tsquery('stemmed', $1) AS asked "                      \
    "WHERE terms @@ asked "

static size_t
search(const struct query *query, enum wanted wanted)
{
    static const char *const separators[] = {
        [ALL] = " & ", [ANY] = " | ", [PHRASE] = " <-> ", [PREFIX] = " "};
    const char *filter = query->authority ? "AND authority = $2" : "";
    char *words = joined(query, separators[query->operation]), *match, sql[512];

    if (asprintf(&match, "%s%s", words,
                 query->operation == PREFIX ? ":*" : "") < 0)
        fail("out of memory");
    snprintf(sql, sizeof sql, "SELECT id%s " MATCHES "%s %s",
             wanted == COUNT ? "" : ", text", filter,
             wanted == COUNT ? ""
                             : "ORDER BY ts_rank(terms, asked) DESC LIMIT 10");
    const size_t rows = rows_of(sql, match, query->authority);
    if (wanted == FACETS) {
        snprintf(sql, sizeof sql,
                 "SELECT authority, service_area, grade, count(*) " MATCHES
                 "%s GROUP BY GROUPING SETS "
                 "((authority), (service_area), (grade))",
                 filter);
        rows_of(sql, match, query->authority);
    }
    free(words);
    free(match);
    return rows;
}

static pid_t
server(void)
{
    return PQbackendPID(connection);
}

const struct peer peer = {.prepare = prepare,
                          .create = create,
                          .add = add,
                          .finish = finish,
                          .open = open_cluster,
                          .search = search,
                          .close = close_cluster,
                          .server = server};
