/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Groonga, in this process. Its full-text index is made once all paragraphs are
 * there ("static"), which is its fast way.
 */
#define _GNU_SOURCE /* open_memstream() */
#include "peer.h"
#include <groonga.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LOADED_AT_ONCE 1000 /* paragraphs */

static grn_ctx context;
static grn_obj *db;

/* The answer to a command; the caller frees it. */
static char *
answer(const char *command, size_t len)
{
    char *text = NULL, *part;
    unsigned part_len;
    size_t size;
    int flags;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        fail("out of memory");
    grn_ctx_send(&context, command, (unsigned)len, 0);
    do {
        grn_ctx_recv(&context, &part, &part_len, &flags);
        fwrite(part, 1, part_len, out);
    } while (flags & GRN_CTX_MORE);
    fclose(out);
    if (context.rc != GRN_SUCCESS)
        fail("Groonga: %s", context.errbuf);
    return text;
}

static void
run(const char *command)
{
    free(answer(command, strlen(command)));
}

static void
start(void)
{
    if (grn_init() != GRN_SUCCESS || grn_ctx_init(&context, 0) != GRN_SUCCESS)
        fail("Groonga cannot be initialised");
}

static void
create(const char *folder)
{
    static const char *const tables[] = {
        "plugin_register token_filters/stem",
        "table_create Authority TABLE_HASH_KEY ShortText",
        "table_create Area TABLE_HASH_KEY ShortText",
        "table_create Grade TABLE_HASH_KEY ShortText",
        "table_create Paragraph TABLE_NO_KEY",
        "column_create Paragraph id COLUMN_SCALAR ShortText",
        "column_create Paragraph authority COLUMN_SCALAR Authority",
        "column_create Paragraph area COLUMN_SCALAR Area",
        "column_create Paragraph grade COLUMN_SCALAR Grade",
        "column_create Paragraph date COLUMN_SCALAR ShortText",
        "column_create Paragraph text COLUMN_SCALAR Text",
        "column_create Authority of COLUMN_INDEX Paragraph authority",
        "table_create Term TABLE_PAT_KEY ShortText --default_tokenizer "
        "TokenBigram --normalizer NormalizerAuto --token_filters "
        "TokenFilterStem",
    };
    char *path = path_in(folder, "db");

    start();
    db = grn_db_create(&context, path, NULL);
    if (!db)
        fail("Groonga: %s", context.errbuf);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        run(tables[i]);
    free(path);
}

/* Paragraphs that are not loaded yet, as JSON. */
static struct {
    FILE *out;
    char *text;
    size_t len, count;
} waiting;

static void
load(void)
{
    static const char command[] = "load --table Paragraph";

    if (waiting.count == 0)
        return;
    fputc(']', waiting.out);
    fclose(waiting.out);
    free(answer(command, strlen(command)));
    free(answer(waiting.text, waiting.len));
    free(waiting.text);
    waiting.count = 0;
}

static void
add(const struct record *record)
{
    if (waiting.count == 0)
        waiting.out = open_memstream(&waiting.text, &waiting.len);
    if (!waiting.out)
        fail("out of memory");
    fprintf(waiting.out,
            "%c{\"id\":\"%s\",\"authority\":\"%s\",\"area\":\"%s\","
            "\"grade\":\"%s\",\"date\":\"%s\",\"text\":\"%s\"}",
            waiting.count ? ',' : '[', record->id, record->authority,
            record->service_area, record->grade, record->date, record->text);
    if (++waiting.count == LOADED_AT_ONCE)
        load();
}

static void
finish(void)
{
    load();
    run("column_create Term of COLUMN_INDEX|WITH_POSITION Paragraph text");
    run("io_flush");
    grn_obj_close(&context, db);
}

static void
open_db(const char *folder)
{
    char *path = path_in(folder, "db");

    start();
    db = grn_db_open(&context, path);
    if (!db)
        fail("Groonga: %s", context.errbuf);
    free(path);
}

static size_t
search(const struct query *query, enum wanted wanted)
{
    static const char *const separators[] = {
        [ALL] = " ", [ANY] = " OR ", [PHRASE] = " ", [PREFIX] = " "};
    char *words = joined(query, separators[query->operation]), command[1024];
    const char *mark = query->operation == PHRASE ? "\\\"" : "";
    int len = snprintf(
        command, sizeof command,
        "select Paragraph --cache no --match_columns text --query "
        "\"%s%s%s%s\" --limit %d --sort_keys -_score --output_columns id,text",
        mark, words, mark, query->operation == PREFIX ? "*" : "",
        wanted == COUNT ? 0 : 10);

    if (query->authority)
        len += snprintf(command + len, sizeof command - (size_t)len,
                        " --filter 'authority == \"%s\"'", query->authority);
    if (wanted == FACETS)
        len += snprintf(command + len, sizeof command - (size_t)len,
                        " --drilldown authority,area,grade "
                        "--drilldown_output_columns _key,_nsubrecs "
                        "--drilldown_limit 200");
    char *found = answer(command, (size_t)len);
    /* [[[MATCHES],... */
    const size_t matches = strtoul(found + strspn(found, "["), NULL, 10);
    free(found);
    free(words);
    return matches;
}

const struct peer peer = {.create = create,
                          .add = add,
                          .finish = finish,
                          .open = open_db,
                          .search = search};
