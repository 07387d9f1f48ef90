/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Sphinx: its programs indexer and searchd, asked in SphinxQL through a Unix
 * socket. It keeps the fields, but not the text.
 */
#define _GNU_SOURCE /* kill(), nanosleep() */
#include "peer.h"
#include <errno.h>
#include <mysql.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static pid_t child; /* indexer or searchd */
static FILE *records;
static MYSQL *connection;

static void
write_config(const char *folder)
{
    char *path = path_in(folder, "sphinx.conf");
    FILE *out = fopen(path, "w");

    if (!out)
        fail("%s: %s", path, strerror(errno));
    fprintf(out,
            "source records {\n type = tsvpipe\n tsvpipe_command = cat "
            "%s/records\n tsvpipe_field = text\n"
            " tsvpipe_attr_string = id_text\n tsvpipe_attr_string = authority\n"
            " tsvpipe_attr_string = area\n tsvpipe_attr_string = grade\n"
            " tsvpipe_attr_string = date\n}\n"
            "index paragraph {\n source = records\n path = %s/paragraph\n"
            " morphology = stem_en\n dict = keywords\n min_prefix_len = 3\n"
            " docinfo = extern\n}\n"
            "indexer {\n mem_limit = 256M\n}\n"
            "searchd {\n listen = %s/socket:mysql41\n pid_file = %s/pid\n"
            " log = %s/searchd.log\n binlog_path =\n workers = threads\n}\n",
            folder, folder, folder, folder, folder);
    fclose(out);
    free(path);
}

static void
create(const char *folder)
{
    char *config = path_in(folder, "sphinx.conf");
    char *pipe = path_in(folder, "records");
    char indexer[] = "indexer", with[] = "--config", what[] = "paragraph";
    char *const arguments[] = {indexer, with, config, what, NULL};

    write_config(folder);
    if (mkfifo(pipe, 0600) != 0)
        fail("%s: %s", pipe, strerror(errno));
    child = started(folder, NULL, arguments);
    records = fopen(pipe, "w"); /* waits for a reader */
    if (!records)
        fail("%s: %s", pipe, strerror(errno));
    free(config);
    free(pipe);
}

static void
add(const struct record *record)
{
    static unsigned long number;

    fprintf(records, "%lu\t%s\t%s\t%s\t%s\t%s\t%s\n", ++number, record->text,
            record->id, record->authority, record->service_area, record->grade,
            record->date);
}

static void
finish(void)
{
    if (fclose(records) != 0)
        fail("indexer has closed its input");
    wait_for(child, "indexer");
}

static void
open_index(const char *folder)
{
    char *config = path_in(folder, "sphinx.conf");
    char *socket = path_in(folder, "socket");
    char searchd[] = "searchd", with[] = "--config", stay[] = "--nodetach";
    char *const arguments[] = {searchd, with, config, stay, NULL};
    const struct timespec pause = {.tv_nsec = 50 * 1000 * 1000};
    const unsigned protocol = MYSQL_PROTOCOL_SOCKET;

    child = started(folder, NULL, arguments);
    for (int tries = 0;; tries++) {
        connection = mysql_init(NULL);
        mysql_options(connection, MYSQL_OPT_PROTOCOL, &protocol);
        if (mysql_real_connect(connection, "localhost", "", "", NULL, 0, socket,
                               CLIENT_MULTI_RESULTS | CLIENT_MULTI_STATEMENTS))
            break;
        if (tries == 400)
            fail("searchd: %s", mysql_error(connection));
        mysql_close(connection);
        nanosleep(&pause, NULL);
    }
    free(config);
    free(socket);
}

/* The rows of the first result; of SHOW META, the value of total_found. */
static size_t
rows_of(const char *sql, bool is_meta)
{
    size_t rows = 0, number = 0;
    int more;

    if (mysql_query(connection, sql) != 0)
        fail("searchd: %s: %s", sql, mysql_error(connection));
    do {
        MYSQL_RES *result = mysql_store_result(connection);
        MYSQL_ROW row;
        if (!result)
            fail("searchd: %s: %s", sql, mysql_error(connection));
        if (number++ == 0)
            rows = (size_t)mysql_num_rows(result);
        while (is_meta && (row = mysql_fetch_row(result)))
            if (strcmp(row[0], "total_found") == 0)
                rows = strtoul(row[1], NULL, 10);
        mysql_free_result(result);
        more = mysql_next_result(connection);
    } while (more == 0);
    if (more > 0)
        fail("searchd: %s: %s", sql, mysql_error(connection));
    return rows;
}

static size_t
search(const struct query *query, enum wanted wanted)
{
    static const char *const separators[] = {
        [ALL] = " ", [ANY] = " | ", [PHRASE] = " ", [PREFIX] = " "};
    char *words = joined(query, separators[query->operation]);
    char sql[1024], filter[128] = "";
    const char *mark = query->operation == PHRASE ? "\"" : "";

    if (query->authority)
        snprintf(filter, sizeof filter, " AND authority = '%s'",
                 query->authority);
    snprintf(sql, sizeof sql,
             "SELECT id_text FROM paragraph WHERE MATCH('%s%s%s%s')%s LIMIT 10 "
             "OPTION ranker = bm25, max_matches = 200%s",
             mark, words, mark, query->operation == PREFIX ? "*" : "", filter,
             wanted == FACETS
                 ? " FACET authority LIMIT 200 FACET area FACET grade"
                 : "");
    const size_t rows = rows_of(sql, false);
    free(words);
    return wanted == COUNT ? rows_of("SHOW META", true) : rows;
}

static void
close_index(void)
{
    mysql_close(connection);
    kill(child, SIGTERM);
    wait_for(child, "searchd");
}

static pid_t
server(void)
{
    return child;
}

const struct peer peer = {.create = create,
                          .add = add,
                          .finish = finish,
                          .open = open_index,
                          .search = search,
                          .close = close_index,
                          .server = server};
