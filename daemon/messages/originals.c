/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* memmem() */
#include "messages/originals.h"
#include "messages/json_text.h"
#include "messages/reports.h"

#include <string.h>

struct originals {
    struct fe_reader *reader;
    GHashTable *paths; /* id of a report -> a JSON string or null */
};

static void
free_path(gpointer path)
{
    json_decref(path);
}

struct originals *
originals_new(struct fe_reader *reader, bool is_asked)
{
    struct originals *o = is_asked ? g_new(struct originals, 1) : NULL;

    if (!o)
        return NULL;
    o->reader = reader;
    o->paths =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_path);
    return o;
}

void
originals_free(struct originals *o)
{
    if (!o)
        return;
    g_hash_table_destroy(o->paths);
    g_free(o);
}

json_t *
originals_path(const json_t *record)
{
    json_t *path = json_object_get(record, "path");

    /* What came by standard input has a name there, but no file. */
    return *report_text(record, "path") == '/' ? json_incref(path)
                                               : json_null();
}

/* The quotation mark that closes the string which begins at p; NULL if there is
 * none before the end. */
static const char *
closing_mark(const char *p, const char *end)
{
    while (p < end && *p != '"')
        p += *p == '\\' ? 2 : 1;
    return p < end ? p : NULL;
}

/* The id of the report that the hit is of, which the caller frees; NULL if it
 * has none. The record is not parsed: quotation marks within a value are
 * escaped, so the key cannot be found anywhere else. */
static char *
report_of(struct fe_hit hit)
{
    static const char key[] = "\"report\":\"";
    const char *found = memmem(hit.data, hit.data_len, key, sizeof key - 1);
    const char *id = found ? found + sizeof key - 1 : NULL;
    const char *end = id ? closing_mark(id, hit.data + hit.data_len) : NULL;
    size_t len;

    if (!end)
        return NULL;
    char *out = g_malloc((size_t)(end - id) + 1);
    if (json_text_decode(id, (size_t)(end - id), out, &len)) {
        out[len] = '\0';
        return out;
    }
    g_free(out);
    return NULL;
}

/* The path of the report, borrowed; NULL on error, with *failure set. */
static const json_t *
path_of(struct originals *o, const char *report, struct failure *failure)
{
    json_t *path = g_hash_table_lookup(o->paths, report);

    if (path)
        return path;
    json_t *record = report_load(o->reader, report, failure);
    if (!record)
        return NULL;
    path = originals_path(record);
    json_decref(record);
    g_hash_table_insert(o->paths, g_strdup(report), path);
    return path;
}

bool
originals_append(struct originals *o,
                 GString *out,
                 struct fe_hit hit,
                 struct failure *failure)
{
    if (!o)
        return true;
    char *report = report_of(hit);
    const json_t *path = report ? path_of(o, report, failure) : NULL;
    g_free(report);
    if (!path)
        return failure->code
                   ? false
                   : failure_damaged(failure,
                                     "the record of a paragraph has no report");
    json_text_reopen(out);
    json_text_key(out, "path");
    if (!json_text_value(out, path))
        return failure_damaged(failure, "the path of a report is not a text");
    g_string_append_c(out, '}');
    return true;
}
