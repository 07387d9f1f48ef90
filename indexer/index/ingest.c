/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/ingest.h"
#include "base/memory.h"
#include "index/abbreviations.h"
#include "index/assembly.h"
#include "index/index_folder.h"
#include "index/consensus.h"
#include "records/record.h"
#include "index/registry.h"

#include "findings/schema.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Xapian is fastest when it commits about every thousand documents. */
enum { COMMIT_PARAGRAPHS = 1000 };

struct ingest {
    struct fe_writer *writer;
    struct fe_reader
        *reader; /* of what was committed when the index was opened */
    struct registry registry;
    struct consensus consensus;
    size_t uncommitted; /* paragraphs */
    size_t dropped;     /* reports */
};

__attribute__((format(printf, 3, 4))) static enum fe_status
fail(struct fe_error *err, enum fe_status status, const char *format, ...)
{
    va_list args;

    err->status = status;
    err->offset = 0;
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    return status;
}

static const char *
string_in(const json_t *record, const char *key)
{
    const char *string = json_string_value(json_object_get(record, key));
    return string ? string : "";
}

/* Add the abbreviations in a record written by kept_record(). */
static void
kept_abbreviations(const json_t *record, struct abbreviations *out)
{
    const json_t *list = json_object_get(record, "abbreviations");

    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *pair = json_array_get(list, i);
        const char *letters = json_string_value(json_array_get(pair, 0));
        const char *meaning = json_string_value(json_array_get(pair, 1));
        if (letters && meaning)
            abbreviations_add(out, letters, meaning);
    }
}

/* A report that was indexed before digests were stored has none, so its file is
 * read again. */
static void
register_report(struct ingest *ingest, const char *key, const json_t *record)
{
    const char *id = key + strlen(FINDINGS_REPORT_KEY);
    const struct source file = {.path = (char *)string_in(record, "path"),
                                .name = (char *)string_in(record, "name")};
    struct abbreviations abbreviations = {0};

    if (*file.path)
        registry_set(&ingest->registry, id, &file, string_in(record, "digest"));
    kept_abbreviations(record, &abbreviations);
    consensus_set(&ingest->consensus, id, &abbreviations);
}

/* Load from the index which file each report came from, and which abbreviations
 * it explains. */
static enum fe_status
load_reports(struct ingest *ingest, struct fe_error *err)
{
    struct fe_keys keys;
    enum fe_status status = fe_reader_metadata_keys(
        ingest->reader, FINDINGS_REPORT_KEY, &keys, err);

    for (size_t i = 0; status == FE_OK && i < keys.count; i++) {
        char *line;
        status = fe_reader_metadata(ingest->reader, keys.keys[i], &line, err);
        if (status != FE_OK)
            break;
        json_t *record = json_loads(line, 0, NULL);
        register_report(ingest, keys.keys[i], record);
        json_decref(record);
        free(line);
    }
    fe_keys_free(&keys);
    /* The index already has these meanings. */
    g_strfreev(consensus_changes(&ingest->consensus));
    return status;
}

/* Set the schema of a new index; check that of an existing one. */
static enum fe_status
look_inside(struct ingest *ingest, const char *db, struct fe_error *err)
{
    struct fe_info info = {0};
    char *schema = NULL;
    enum fe_status status = fe_reader_open_path(db, NULL, &ingest->reader, err);

    if (status == FE_OK)
        status = fe_reader_info(ingest->reader, &info, err);
    if (status == FE_OK)
        status = fe_reader_metadata(ingest->reader, FINDINGS_SCHEMA_KEY,
                                    &schema, err);
    if (status == FE_OK && !*schema && info.documents == 0)
        status = fe_writer_set_metadata(ingest->writer, FINDINGS_SCHEMA_KEY,
                                        FINDINGS_SCHEMA, err);
    else if (status == FE_OK && strcmp(schema, FINDINGS_SCHEMA) != 0)
        status = fail(err, FE_WRONG_VERSION,
                      "the index %.150s was made by another version of "
                      "findings; remove the folder and index again",
                      db);
    else if (status == FE_OK)
        status = load_reports(ingest, err);
    free(schema);
    return status;
}

/* Add to the error what to do about it. */
static void
advise(const char *db, struct fe_error *err)
{
    const struct fe_error was = *err;

    if (was.status == FE_LOCKED)
        fail(err, was.status,
             "another findings-index is writing to %.150s; wait until it has "
             "finished",
             db);
    else if (was.status == FE_CORRUPT)
        fail(err, was.status,
             "the index %.100s is damaged (%.60s); remove the folder and "
             "index again",
             db, was.message);
}

void
ingest_explain(const char *db, struct fe_error *err)
{
    const struct fe_error was = *err;

    if (was.status == FE_FAILED)
        fail(err, was.status,
             "cannot write to the index \"%.100s\" (%.60s); nothing already "
             "indexed is lost: make room and run this again",
             db, was.message);
    else
        advise(db, err);
}

struct ingest *
ingest_open(const char *db, struct fe_error *err)
{
    struct ingest *ingest = memory_resize(NULL, sizeof *ingest);
    char reason[REASON_SIZE];

    *ingest = (struct ingest){0};
    if (!index_folder_prepare(db, reason))
        fail(err, FE_FAILED, "%s", reason);
    else if (fe_writer_open(db, &ingest->writer, err) == FE_OK &&
             look_inside(ingest, db, err) == FE_OK)
        return ingest;
    advise(db, err);
    ingest_close(ingest);
    return NULL;
}

static char *
key_of(const char *prefix, const char *name)
{
    struct text key = {0};

    text_add_string(&key, prefix);
    text_add_string(&key, name);
    return key.bytes;
}

/* Remove everything about the report but its entry in the registry. */
static enum fe_status
remove_report(struct ingest *ingest, const char *id, struct fe_error *err)
{
    char *term = findings_term(findings_field("report"), id);
    char *key = key_of(FINDINGS_REPORT_KEY, id);
    struct abbreviations none = {0};

    consensus_set(&ingest->consensus, id, &none);
    enum fe_status status = fe_writer_remove(ingest->writer, term, err);
    if (status == FE_OK)
        status = fe_writer_set_metadata(ingest->writer, key, "", err);
    free(key);
    free(term);
    return status;
}

/* Remove the reports of the file, and release their ids for its new reports. */
static enum fe_status
remove_reports(struct ingest *ingest, const char *path, struct fe_error *err)
{
    const struct registry *registry = &ingest->registry;
    enum fe_status status = FE_OK;

    for (size_t i = 0; status == FE_OK && i < registry->count; i++)
        if (strcmp(registry->list[i].file.path, path) == 0)
            status = remove_report(ingest, registry->list[i].id, err);
    registry_release(&ingest->registry, path);
    return status;
}

/* Drop the released ids that no report has taken. */
static void
drop_released(struct ingest *ingest)
{
    struct registry *registry = &ingest->registry;

    for (size_t i = 0; i < registry->count;) {
        if (!registry->list[i].is_released) {
            i++;
            continue;
        }
        registry_drop(registry, registry->list[i].id); /* this moves another
                                                          entry here */
        ingest->dropped++;
    }
}

/* The record of a report with what the index stores in addition: its
 * judgements, in order, and a [letters, meaning] pair for each of its
 * abbreviations. */
static json_t *
kept_record(const struct report *r, const struct abbreviations *abbreviations)
{
    json_t *object = record_report(r);
    json_t *list = record_need(json_array());

    for (size_t i = 0; i < abbreviations->count; i++) {
        json_t *pair = record_need(json_array());
        record_append(pair, json_string(abbreviations->list[i].letters));
        record_append(pair, json_string(abbreviations->list[i].meaning));
        record_append(list, pair);
    }
    record_set(object, "judgements", record_judgements(r));
    record_set(object, "abbreviations", list);
    return object;
}

/* Write the record of a report, with the path, name and digest of its file. */
static enum fe_status
keep_record(struct ingest *ingest,
            const char *id,
            json_t *record,
            const struct source *file,
            const char *digest,
            struct fe_error *err)
{
    char *key = key_of(FINDINGS_REPORT_KEY, id);

    json_object_set_new(record, "path", json_string(file->path));
    json_object_set_new(record, "name", json_string(file->name));
    json_object_set_new(record, "digest", json_string(digest));
    char *line = record_line(record);
    const enum fe_status status =
        fe_writer_set_metadata(ingest->writer, key, line, err);
    if (status == FE_OK)
        registry_set(&ingest->registry, id, file, digest);
    free(key);
    free(line);
    return status;
}

static enum fe_status
put_report(struct ingest *ingest,
           struct report *report,
           const struct source *file,
           const char *digest,
           struct fe_error *err)
{
    char *id = registry_id(&ingest->registry, report->id, file->path);
    struct abbreviations abbreviations = {0};

    free(report->id);
    report->id = id;
    /* The id may be taken over from a file that is gone. */
    enum fe_status status = remove_report(ingest, id, err);
    for (size_t i = 0; status == FE_OK && i < report->n_paragraphs; i++)
        status = assembly_add(ingest->writer, report, i, err);
    if (status != FE_OK)
        return status;
    abbreviations_read(report, &abbreviations);
    json_t *record = kept_record(report, &abbreviations);
    consensus_set(&ingest->consensus, id, &abbreviations);
    status = keep_record(ingest, id, record, file, digest, err);
    json_decref(record);
    ingest->uncommitted += report->n_paragraphs;
    return status;
}

const struct registry *
ingest_registry(const struct ingest *ingest)
{
    return &ingest->registry;
}

/* Whether a term with a value of this length fits: the longest prefix has two
 * letters, and a colon follows it. */
static bool
is_short(size_t len)
{
    return len + 3 <= FE_TERM_MAX;
}

/* The path of another file with a report of the same id, if paragraphs of this
 * one have ids of their own; otherwise NULL. */
static const char *
rival_of(const struct ingest *ingest, const struct report *r, const char *path)
{
    for (size_t p = 0; ingest && p < r->n_paragraphs; p++)
        if (r->paragraphs[p].is_id_whole)
            return registry_other(&ingest->registry, r->id, path);
    return NULL;
}

bool
ingest_accepts(const struct ingest *ingest,
               const struct report_list *reports,
               const char *path,
               char reason[REASON_SIZE])
{
    enum {
        NUMBER = 8
    }; /* bytes of a number that may be added to the id of a
          report */

    for (size_t i = 0; i < reports->count; i++) {
        const struct report *r = &reports->list[i];
        const size_t len = strlen(r->id) + NUMBER;
        bool is_good = is_short(len);
        for (size_t p = 0; is_good && p < r->n_paragraphs; p++)
            is_good = is_short(strlen(r->paragraphs[p].id) +
                               (r->paragraphs[p].is_id_whole ? 0 : len + 1));
        if (!is_good) {
            snprintf(
                reason, REASON_SIZE,
                "it contains an id longer than %d bytes, which is the most "
                "that the index can store",
                FE_TERM_MAX - 3 - NUMBER);
            return false;
        }
        const char *rival = rival_of(ingest, r, path);
        if (rival) {
            snprintf(reason, REASON_SIZE,
                     "its report %.60s is already in the index, from %.100s; "
                     "leave the ids out of one file, or remove the other",
                     r->id, rival);
            return false;
        }
    }
    return true;
}

enum fe_status
ingest_file(struct ingest *ingest,
            struct report_list *reports,
            const struct source *file,
            const char *digest,
            struct fe_error *err)
{
    const bool is_known = registry_of(&ingest->registry, file->path);
    enum fe_status status =
        is_known ? remove_reports(ingest, file->path, err) : FE_OK;

    for (size_t i = 0; status == FE_OK && i < reports->count; i++)
        status = put_report(ingest, &reports->list[i], file, digest, err);
    if (status != FE_OK)
        return status;
    if (is_known)
        drop_released(ingest);
    return ingest->uncommitted < COMMIT_PARAGRAPHS ? FE_OK
                                                   : ingest_finish(ingest, err);
}

static enum fe_status
move_report(struct ingest *ingest,
            const char *id,
            const struct source *file,
            const char *digest,
            struct fe_error *err)
{
    char *key = key_of(FINDINGS_REPORT_KEY, id), *line = NULL;
    json_t *record = NULL;
    enum fe_status status = fe_reader_metadata(ingest->reader, key, &line, err);

    if (status == FE_OK && !(record = json_loads(line, 0, NULL)))
        status =
            fail(err, FE_CORRUPT, "the record of %.100s cannot be read", id);
    if (status == FE_OK)
        status = keep_record(ingest, id, record, file, digest, err);
    json_decref(record);
    free(line);
    free(key);
    return status;
}

enum fe_status
ingest_move(struct ingest *ingest,
            const char *from,
            const struct source *file,
            struct fe_error *err)
{
    const struct registry *registry = &ingest->registry;
    enum fe_status status = ingest_drop(ingest, file->path, err);

    for (size_t i = 0; status == FE_OK && i < registry->count; i++) {
        const struct registry_entry *entry = &registry->list[i];
        if (strcmp(entry->file.path, from) != 0)
            continue;
        const bool is_same = strcmp(entry->file.name, file->name) == 0;
        char *id = memory_strdup(entry->id),
             *digest = memory_strdup(entry->digest);
        status = move_report(ingest, id, file, is_same ? digest : "", err);
        free(id);
        free(digest);
    }
    return status;
}

enum fe_status
ingest_drop(struct ingest *ingest, const char *path, struct fe_error *err)
{
    if (!registry_of(&ingest->registry, path))
        return FE_OK;
    const enum fe_status status = remove_reports(ingest, path, err);
    if (status == FE_OK)
        drop_released(ingest);
    return status;
}

size_t
ingest_dropped(const struct ingest *ingest)
{
    return ingest->dropped;
}

/* Write the meanings of the abbreviations whose votes have changed. */
static enum fe_status
keep_meanings(struct ingest *ingest, struct fe_error *err)
{
    char **changes = consensus_changes(&ingest->consensus);
    enum fe_status status = FE_OK;

    for (char **letters = changes; status == FE_OK && *letters; letters++) {
        char *key = key_of(FE_EQUAL_KEY, *letters);
        char *meaning = consensus_meaning(&ingest->consensus, *letters);
        status = fe_writer_set_metadata(ingest->writer, key, meaning, err);
        free(meaning);
        free(key);
    }
    g_strfreev(changes);
    return status;
}

enum fe_status
ingest_finish(struct ingest *ingest, struct fe_error *err)
{
    const enum fe_status status = keep_meanings(ingest, err);

    ingest->uncommitted = 0;
    return status == FE_OK ? fe_writer_commit(ingest->writer, err) : status;
}

void
ingest_close(struct ingest *ingest)
{
    if (!ingest)
        return;
    fe_reader_close(ingest->reader);
    fe_writer_close(ingest->writer);
    registry_fini(&ingest->registry);
    consensus_fini(&ingest->consensus);
    free(ingest);
}
