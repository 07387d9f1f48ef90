/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/salvage.h"
#include "base/memory.h"
#include "base/say.h"
#include "records/jsonl.h"
#include "records/record.h"

#include "findings/schema.h"

#include <errno.h>
#include <glib.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char reports_name[] = "reports", records_name[] = "records";

/* Reading the old index. */

static FILE *
open_part(const char *folder, const char *name, const char *mode)
{
    char *path = g_build_filename(folder, name, NULL);
    FILE *file = fopen(path, mode);

    g_free(path);
    return file;
}

/* A line {"id": ..., and what the index says of the report or of its copies. */
static void
write_described(FILE *out, struct fe_salvage *salvage, const char *prefix)
{
    struct fe_keys keys;

    fe_salvage_keys(salvage, prefix, &keys);
    for (size_t i = 0; i < keys.count; i++) {
        char *line = fe_salvage_metadata(salvage, keys.keys[i]);
        json_t *record = line ? json_loads(line, 0, NULL) : NULL;
        if (json_is_object(record)) {
            record_set(record, "id",
                       json_string(keys.keys[i] + strlen(prefix)));
            json_dumpf(record, out, JSON_COMPACT);
            fputc('\n', out);
        } else if (json_is_array(record)) {
            json_dumpf(record, out, JSON_COMPACT);
            fputc('\n', out);
        }
        json_decref(record);
        free(line);
    }
    fe_keys_free(&keys);
}

static void
write_records(FILE *out, struct fe_salvage *salvage)
{
    const char *data;
    uint32_t number;
    size_t len;

    while (fe_salvage_next(salvage, &number, &data, &len))
        if (data && !memchr(data, '\n', len)) {
            fwrite(data, 1, len, out);
            fputc('\n', out);
        }
}

static bool
close_part(FILE *file)
{
    const bool is_good = file && !ferror(file);
    return file && fclose(file) == 0 && is_good;
}

enum fe_status
salvage_read(void *data, struct fe_error *err)
{
    const struct salvage_places *places = data;
    FILE *reports = open_part(places->folder, reports_name, "w"),
         *records = open_part(places->folder, records_name, "w");
    struct fe_salvage *salvage = NULL;
    enum fe_status status = fe_salvage_open(places->db, &salvage, err);

    if (status == FE_OK && reports && records) {
        write_described(reports, salvage, FINDINGS_REPORT_KEY);
        write_described(reports, salvage, FINDINGS_COPIES_KEY);
        fflush(reports);
        write_records(records, salvage);
    }
    fe_salvage_close(salvage);
    const bool is_written = close_part(reports);
    if (close_part(records) && is_written)
        return status;
    *err = (struct fe_error){.status = FE_FAILED, .system = errno};
    snprintf(err->message, sizeof err->message, "cannot write to %.150s: %s",
             places->folder, strerror(err->system));
    return FE_FAILED;
}

/* Using what was read. */

/* Call visit() with each line of a part that is JSON, until it fails. */
static enum fe_status
each_line(const char *folder,
          const char *name,
          enum fe_status (*visit)(void *data, json_t *value, const char *line),
          void *data)
{
    FILE *file = open_part(folder, name, "r");
    enum fe_status status = FE_OK;
    char *line = NULL;
    size_t room = 0;

    while (file && status == FE_OK && getline(&line, &room, file) > 0) {
        json_t *value = json_loads(line, 0, NULL);
        if (value)
            status = visit(data, value, line);
        json_decref(value);
    }
    free(line);
    if (file)
        fclose(file);
    return status;
}

static const char *
text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

static enum fe_status
add_source(void *data, json_t *value, const char *line)
{
    (void)line;
    for (size_t i = 0; i < json_array_size(value); i++)
        add_source(data, json_array_get(value, i), NULL);
    if (*text_of(value, "path"))
        sources_add_as(data, text_of(value, "path"), text_of(value, "name"));
    return FE_OK;
}

void
salvage_sources(const char *folder, struct sources *sources)
{
    each_line(folder, reports_name, add_source, sources);
}

struct restoring {
    const char *folder;
    struct ingest *ingest;
    struct salvage_result *result;
    struct fe_error *err;
    GHashTable *listed; /* ids of all reports that the old index describes */
    GHashTable
        *described; /* id -> json_t *, of those that are to be restored */
    bool is_before; /* files are still to be read */
    char *report;   /* whose records are being collected; or NULL */
    GString *records;
};

/* Whether the report has to come from its records: before files are read,
 * because text of it was recognised, which is not done again; afterwards,
 * because the new index has no file like its own. */
static bool
is_needed(const struct restoring *r, const json_t *described)
{
    if (r->is_before)
        return json_object_get(described, "recognised_pages") != NULL;
    return !registry_has_file(ingest_registry(r->ingest),
                              text_of(described, "path"),
                              text_of(described, "digest"));
}

/* Remember a report that is to be restored. */
static enum fe_status
describe(void *data, json_t *value, const char *line)
{
    struct restoring *r = data;
    const char *id = text_of(value, "id");

    (void)line;
    if (*id)
        g_hash_table_add(r->listed, g_strdup(id));
    if (*id && is_needed(r, value))
        g_hash_table_insert(r->described, g_strdup(id), json_incref(value));
    return FE_OK;
}

static void
drop_value(gpointer value)
{
    json_decref(value);
}

/* Where the report was from. If the index does not say any more, a place that
 * does not exist, so that the file can take the report over when it is read. */
static struct source
file_of(const struct restoring *r, const json_t *described, const char *name)
{
    const char *path = text_of(described, "path");
    char *place = *path ? g_strdup(path)
                        : g_build_filename(r->folder, "lost", name, NULL);
    const struct source file = {
        .path = memory_strdup(place),
        .name = memory_strdup(*path ? text_of(described, "name") : name)};

    g_free(place);
    return file;
}

/* Say what of the report could not be saved. Then its file is to be read again,
 * as soon as it can be. described may be NULL: what the index said of the
 * report is damaged. */
static void
say_cut(struct restoring *r, const struct report *report, json_t *described)
{
    const json_int_t wanted =
        json_integer_value(json_object_get(described, "paragraphs"));
    const json_int_t lacks = wanted - (json_int_t)report->n_paragraphs;

    r->result->cut += !described || lacks > 0;
    if (!described)
        say("report %s: its judgements and the place of its file could not be "
            "saved",
            r->report);
    else if (lacks > 0) {
        json_object_del(described, "digest");
        say("report %s: %" JSON_INTEGER_FORMAT " of its %" JSON_INTEGER_FORMAT
            " paragraphs could not be saved",
            r->report, lacks, wanted);
    }
}

/* Add the report whose records have been collected. */
static enum fe_status
restore(struct restoring *r)
{
    json_t *described = g_hash_table_lookup(r->described, r->report);
    struct report_list read = {0};
    char reason[REASON_SIZE];
    enum fe_status status = FE_OK;
    const char *end = strchr(r->records->str, '\n');
    json_t *first =
        json_loadb(r->records->str, (size_t)(end - r->records->str), 0, NULL);
    struct source file = file_of(r, described, text_of(first, "source"));

    if (jsonl_read_kept(text_of(first, "source"), r->records->str,
                        r->records->len, &read, reason) &&
        read.count == 1) {
        say_cut(r, read.list, described);
        status = ingest_restore(r->ingest, read.list, described, &file, r->err);
        r->result->restored += !r->is_before;
        r->result->recognised += r->is_before;
        g_hash_table_remove(r->described, r->report);
    }
    report_list_fini(&read);
    json_decref(first);
    free(file.path);
    free(file.name);
    return status;
}

/* Whether the new index lacks the report, also if the old one does not describe
 * it because that part is damaged. */
static bool
is_wanted(const struct restoring *r, const char *report)
{
    return report &&
           (g_hash_table_contains(r->described, report) ||
            (!r->is_before && !g_hash_table_contains(r->listed, report) &&
             !registry_entry(ingest_registry(r->ingest), report)));
}

/* Restore what was collected if the new index lacks it, and begin again. */
static enum fe_status
flush(struct restoring *r, const char *next)
{
    const enum fe_status status = is_wanted(r, r->report) ? restore(r) : FE_OK;

    g_free(r->report);
    r->report = g_strdup(next);
    g_string_truncate(r->records, 0);
    return status;
}

static enum fe_status
collect(void *data, json_t *value, const char *line)
{
    struct restoring *r = data;
    const char *report = text_of(value, "report");
    enum fe_status status = FE_OK;

    if (!r->report || strcmp(r->report, report) != 0)
        status = flush(r, report);
    g_string_append(r->records, line);
    return status;
}

static void
say_lost(gpointer id, gpointer described, gpointer data)
{
    struct restoring *r = data;

    r->result->lost++;
    say("report %s could not be saved: its records are damaged, and its file "
        "\"%s\" cannot be read any more",
        (const char *)id, text_of(described, "path"));
}

static enum fe_status
restore_all(struct restoring *r)
{
    r->records = g_string_new(NULL);
    r->described =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, drop_value);
    r->listed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    enum fe_status status = each_line(r->folder, reports_name, describe, r);
    if (status == FE_OK)
        status = each_line(r->folder, records_name, collect, r);
    if (status == FE_OK)
        status = flush(r, NULL);
    if (status == FE_OK && !r->is_before)
        g_hash_table_foreach(r->described, say_lost, r);
    g_hash_table_destroy(r->described);
    g_hash_table_destroy(r->listed);
    g_string_free(r->records, TRUE);
    g_free(r->report);
    return status;
}

enum fe_status
salvage_begin(const char *folder,
              struct ingest *ingest,
              struct salvage_result *result,
              struct fe_error *err)
{
    return restore_all(&(struct restoring){.folder = folder,
                                           .ingest = ingest,
                                           .result = result,
                                           .err = err,
                                           .is_before = true});
}

enum fe_status
salvage_restore(const char *folder,
                struct ingest *ingest,
                struct salvage_result *result,
                struct fe_error *err)
{
    return restore_all(&(struct restoring){
        .folder = folder, .ingest = ingest, .result = result, .err = err});
}
