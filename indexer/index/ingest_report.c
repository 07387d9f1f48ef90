/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/memory.h"
#include "index/abbreviations.h"
#include "index/assembly.h"
#include "index/ingest_parts.h"
#include "index/kept.h"

#include "findings/schema.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum fe_status
ingest_fail(struct fe_error *err,
            enum fe_status status,
            const char *format,
            ...)
{
    va_list args;

    *err = (struct fe_error){.status = status};
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    return status;
}

char *
ingest_key(const char *prefix, const char *name)
{
    struct text key = {0};

    text_add_string(&key, prefix);
    text_add_string(&key, name);
    return key.bytes;
}

enum fe_status
ingest_write_copies(struct ingest *ingest,
                    const struct registry_entry *entry,
                    struct fe_error *err)
{
    char *key = ingest_key(FINDINGS_COPIES_KEY, entry->id),
         *line = kept_copies(entry);
    const enum fe_status status =
        fe_writer_set_metadata(ingest->writer, key, line, err);

    free(key);
    free(line);
    return status;
}

/* Remove the notes of copies at the entry: that of one file or, if path is
 * NULL, all. The entry may be NULL. */
static enum fe_status
forget_copies(struct ingest *ingest,
              struct registry_entry *entry,
              const char *path,
              struct fe_error *err)
{
    if (!entry || entry->n_copies == 0)
        return FE_OK;
    registry_drop_copies(&ingest->registry, entry, path);
    return ingest_write_copies(ingest, entry, err);
}

enum fe_status
ingest_forget_copy(struct ingest *ingest,
                   const char *path,
                   struct fe_error *err)
{
    return forget_copies(ingest, registry_copy(&ingest->registry, path, NULL),
                         path, err);
}

enum fe_status
ingest_record(struct ingest *ingest,
              const char *id,
              json_t **out,
              struct fe_error *err)
{
    char *key = ingest_key(FINDINGS_REPORT_KEY, id), *line = NULL;
    enum fe_status status = fe_writer_metadata(ingest->writer, key, &line, err);

    *out = NULL;
    if (status == FE_OK && *line && !(*out = json_loads(line, 0, NULL)))
        status = ingest_fail(err, FE_CORRUPT,
                             "the record of %.100s cannot be read", id);
    free(line);
    free(key);
    return status;
}

/* Count what the report explains, or count it no more. */
static void
count_votes(struct ingest *ingest, const json_t *record, bool is_more)
{
    struct abbreviations abbreviations;

    kept_abbreviations(record, &abbreviations);
    if (is_more)
        consensus_add(&ingest->consensus, &abbreviations);
    else
        consensus_remove(&ingest->consensus, &abbreviations);
    abbreviations_fini(&abbreviations);
}

/* Forget the votes of a report whose record is to go. Its likeness is still
 * wanted: until its entry is dropped, others are compared with it. */
static enum fe_status
forget_record(struct ingest *ingest,
              struct registry_entry *entry,
              struct fe_error *err)
{
    struct likeness likeness;
    json_t *record;
    const enum fe_status status =
        ingest_record(ingest, entry->id, &record, err);

    if (record)
        count_votes(ingest, record, false);
    if (record && !entry->likeness) {
        kept_likeness(record, &likeness);
        registry_set_likeness(&ingest->registry, entry->id, &likeness);
    }
    json_decref(record);
    return status;
}

/* Remove everything about the report but its entry in the registry. */
static enum fe_status
remove_report(struct ingest *ingest,
              struct registry_entry *entry,
              struct fe_error *err)
{
    char *term =
        memory_need(findings_term(findings_field("report"), entry->id));
    char *key = ingest_key(FINDINGS_REPORT_KEY, entry->id);

    enum fe_status status = forget_record(ingest, entry, err);
    if (status == FE_OK)
        status = fe_writer_remove(ingest->writer, term, err);
    if (status == FE_OK)
        status = fe_writer_set_metadata(ingest->writer, key, "", err);
    if (status == FE_OK)
        status = forget_copies(ingest, entry, NULL, err);
    free(key);
    free(term);
    return status;
}

enum fe_status
ingest_remove_reports(struct ingest *ingest,
                      const char *path,
                      struct fe_error *err)
{
    enum fe_status status = FE_OK;

    for (struct registry_entry *entry = registry_of(&ingest->registry, path);
         status == FE_OK && entry; entry = entry->next)
        status = remove_report(ingest, entry, err);
    registry_release(&ingest->registry, path);
    return status;
}

void
ingest_drop_released(struct ingest *ingest, const char *path)
{
    struct registry *registry = &ingest->registry;

    for (struct registry_entry *entry = registry_of(registry, path), *next;
         entry; entry = next) {
        next = entry->next;
        if (!entry->is_released)
            continue;
        registry_drop(registry, entry->id);
        ingest->dropped++;
    }
}

enum fe_status
ingest_keep_record(struct ingest *ingest,
                   const char *id,
                   json_t *record,
                   const struct source *file,
                   const char *digest,
                   struct fe_error *err)
{
    struct registry_entry *entry = registry_entry(&ingest->registry, id);
    char *key = ingest_key(FINDINGS_REPORT_KEY, id);

    enum fe_status status = entry ? forget_record(ingest, entry, err) : FE_OK;
    kept_set_file(record, file, digest);
    char *line = record_line(record);
    if (status == FE_OK)
        status = fe_writer_set_metadata(ingest->writer, key, line, err);
    if (status == FE_OK) {
        count_votes(ingest, record, true);
        registry_set(&ingest->registry, id, file, digest);
    }
    free(key);
    free(line);
    return status;
}

/* Remove what the index has under the id that a report is to have, perhaps in
 * another spelling. */
static enum fe_status
make_room(struct ingest *ingest, const char *id, struct fe_error *err)
{
    struct registry_entry *entry = registry_entry(&ingest->registry, id);

    return entry ? remove_report(ingest, entry, err) : FE_OK;
}

enum fe_status
ingest_write_report(struct ingest *ingest,
                    const struct report *report,
                    const struct source *file,
                    const char *digest,
                    struct fe_error *err)
{
    const char *id = report->id;
    struct abbreviations abbreviations = {0};
    struct likeness likeness;

    enum fe_status status = make_room(ingest, id, err);
    for (size_t i = 0; status == FE_OK && i < report->n_paragraphs; i++)
        status = assembly_add(ingest->writer, report, i, err);
    if (status != FE_OK)
        return status;
    abbreviations_read(report, &abbreviations);
    likeness_of(report, &likeness);
    json_t *record = kept_record(report, &abbreviations, &likeness);
    abbreviations_fini(&abbreviations);
    status = ingest_keep_record(ingest, id, record, file, digest, err);
    registry_set_likeness(&ingest->registry, id, &likeness);
    registry_set_ocr(&ingest->registry, id, report->unread_pages > 0,
                     report->recognised_pages > 0);
    json_decref(record);
    ingest->uncommitted += report->n_paragraphs;
    ingest->written += report->n_paragraphs;
    return status;
}

enum fe_status
ingest_keep_described(struct ingest *ingest,
                      const struct report *report,
                      const json_t *described,
                      const struct source *file,
                      const char *digest,
                      struct fe_error *err)
{
    json_t *record = record_need(json_copy((json_t *)described));

    record_set(record, "id", json_string(report->id));
    record_set(record, "source", json_string(report->source));
    record_set(record, "paragraphs",
               json_integer((json_int_t)report->n_paragraphs));
    registry_set_ocr(&ingest->registry, report->id,
                     json_object_get(record, "unread_pages"),
                     json_object_get(record, "recognised_pages"));
    const enum fe_status status =
        ingest_keep_record(ingest, report->id, record, file, digest, err);
    json_decref(record);
    return status;
}
