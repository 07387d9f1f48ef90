/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/ingest.h"
#include "base/memory.h"
#include "index/abbreviations.h"
#include "index/assembly.h"
#include "index/consensus.h"
#include "index/kept.h"
#include "index/registry.h"
#include "index/stored.h"

#include "findings/schema.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Xapian is fastest when it commits about every thousand documents. */
enum { COMMIT_PARAGRAPHS = 1000 };

struct ingest {
    struct fe_writer *writer;
    char *db;
    struct fe_reader *reader; /* while the index is opened */
    struct registry registry;
    struct consensus consensus;
    size_t uncommitted; /* paragraphs */
    GPtrArray *held;    /* paths of files that were put; NULL: no hold */
    size_t dropped;     /* reports */
    struct ingest_taken taken;
};

__attribute__((format(printf, 3, 4))) static enum fe_status
fail(struct fe_error *err, enum fe_status status, const char *format, ...)
{
    va_list args;

    *err = (struct fe_error){.status = status};
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    return status;
}

static void
register_report(struct ingest *ingest, const char *id, const char *line)
{
    struct abbreviations abbreviations = {0};
    json_t *record = json_loads(line, 0, NULL);

    kept_register(record, id, &ingest->registry, &abbreviations);
    consensus_set(&ingest->consensus, id, &abbreviations);
    json_decref(record);
}

static void
register_copies(struct ingest *ingest, const char *id, const char *line)
{
    kept_register_copies(line, id, &ingest->registry);
}

/* Load what the index has under keys of this prefix, which ids follow. */
static enum fe_status
load(struct ingest *ingest,
     const char *prefix,
     void (*enter)(struct ingest *ingest, const char *id, const char *line),
     struct fe_error *err)
{
    struct fe_keys keys;
    enum fe_status status =
        fe_reader_metadata_keys(ingest->reader, prefix, &keys, err);

    for (size_t i = 0; status == FE_OK && i < keys.count; i++) {
        char *line;
        status = fe_reader_metadata(ingest->reader, keys.keys[i], &line, err);
        if (status != FE_OK)
            break;
        enter(ingest, keys.keys[i] + strlen(prefix), line);
        free(line);
    }
    fe_keys_free(&keys);
    return status;
}

/* Load from the index which files each report came from, and which
 * abbreviations it explains. */
static enum fe_status
load_reports(struct ingest *ingest, struct fe_error *err)
{
    enum fe_status status =
        load(ingest, FINDINGS_REPORT_KEY, register_report, err);

    if (status == FE_OK)
        status = load(ingest, FINDINGS_COPIES_KEY, register_copies, err);
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
                      "the index is of version %.20s, not " FINDINGS_SCHEMA,
                      *schema ? schema : "0");
    else if (status == FE_OK)
        status = load_reports(ingest, err);
    free(schema);
    return status;
}

struct ingest *
ingest_open(const char *db, struct fe_error *err)
{
    struct ingest *ingest = memory_resize(NULL, sizeof *ingest);

    *ingest = (struct ingest){.db = memory_strdup(db)};
    if (fe_writer_open(db, &ingest->writer, err) == FE_OK &&
        look_inside(ingest, db, err) == FE_OK) {
        fe_reader_close(ingest->reader);
        ingest->reader = NULL;
        return ingest;
    }
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

static enum fe_status
write_copies(struct ingest *ingest,
             const struct registry_entry *entry,
             struct fe_error *err)
{
    char *key = key_of(FINDINGS_COPIES_KEY, entry->id),
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
    return write_copies(ingest, entry, err);
}

/* Remove the note that the file is a copy, if it is one. */
static enum fe_status
forget_copy(struct ingest *ingest, const char *path, struct fe_error *err)
{
    return forget_copies(ingest, registry_copy(&ingest->registry, path, NULL),
                         path, err);
}

/* Remove everything about the report but its entry in the registry. */
static enum fe_status
remove_report(struct ingest *ingest, const char *id, struct fe_error *err)
{
    char *term = memory_need(findings_term(findings_field("report"), id));
    char *key = key_of(FINDINGS_REPORT_KEY, id);
    struct abbreviations none = {0};

    consensus_set(&ingest->consensus, id, &none);
    enum fe_status status = fe_writer_remove(ingest->writer, term, err);
    if (status == FE_OK)
        status = fe_writer_set_metadata(ingest->writer, key, "", err);
    if (status == FE_OK)
        status = forget_copies(ingest, registry_entry(&ingest->registry, id),
                               NULL, err);
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

/* Drop the ids that the file released and no report has taken. */
static void
drop_released(struct ingest *ingest, const char *path)
{
    struct registry *registry = &ingest->registry;

    for (size_t i = 0; i < registry->count;) {
        if (!registry->list[i].is_released ||
            strcmp(registry->list[i].file.path, path) != 0) {
            i++;
            continue;
        }
        registry_drop(registry, registry->list[i].id); /* this moves another
                                                          entry here */
        ingest->dropped++;
    }
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

    kept_set_file(record, file, digest);
    char *line = record_line(record);
    const enum fe_status status =
        fe_writer_set_metadata(ingest->writer, key, line, err);
    if (status == FE_OK)
        registry_set(&ingest->registry, id, file, digest);
    free(key);
    free(line);
    return status;
}

/* Remove what the index has under the id that a report is to have, perhaps in
 * another spelling. */
static enum fe_status
make_room(struct ingest *ingest, const char *id, struct fe_error *err)
{
    const struct registry_entry *entry = registry_entry(&ingest->registry, id);

    if (!entry)
        return FE_OK;
    char *had = memory_strdup(entry->id);
    const enum fe_status status = remove_report(ingest, had, err);
    free(had);
    return status;
}

/* Count the report with this id if it is to be replaced by that of another
 * file. */
static void
count_taken(struct ingest *ingest, const char *id, const struct source *file)
{
    const struct registry_entry *entry = registry_entry(&ingest->registry, id);

    if (!entry || entry->is_released || ingest->taken.count++ > 0)
        return;
    ingest->taken.from = memory_strdup(entry->file.path);
    ingest->taken.to = memory_strdup(file->path);
}

/* Write the report under its id. */
static enum fe_status
write_report(struct ingest *ingest,
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
    consensus_set(&ingest->consensus, id, &abbreviations);
    status = keep_record(ingest, id, record, file, digest, err);
    registry_set_likeness(&ingest->registry, id, &likeness);
    registry_set_ocr(&ingest->registry, id, report->unread_pages > 0,
                     report->recognised_pages > 0);
    json_decref(record);
    ingest->uncommitted += report->n_paragraphs;
    return status;
}

static enum fe_status
put_report(struct ingest *ingest,
           struct report *report,
           const struct source *file,
           const char *digest,
           struct fe_error *err)
{
    char *id = registry_id(&ingest->registry, report, file->path);

    free(report->id);
    report->id = id;
    count_taken(ingest, id, file);
    return write_report(ingest, report, file, digest, err);
}

const struct registry *
ingest_registry(const struct ingest *ingest)
{
    return &ingest->registry;
}

const struct registry_entry *
ingest_report_of(struct ingest *ingest, const char *paragraph)
{
    char *term = memory_need(findings_term(findings_field("id"), paragraph));
    const struct registry_entry *entry = NULL;
    char *report = NULL;

    /* If this fails, so will what is written next. */
    if (fe_writer_group(ingest->writer, term, findings_field("report")->prefix,
                        &report, NULL) == FE_OK &&
        *report)
        entry = registry_entry(&ingest->registry, report);
    free(report);
    free(term);
    return entry;
}

static enum fe_status
finish_if_many(struct ingest *ingest, struct fe_error *err)
{
    return ingest->held || ingest->uncommitted < COMMIT_PARAGRAPHS
               ? FE_OK
               : ingest_finish(ingest, err);
}

void
ingest_hold(struct ingest *ingest)
{
    ingest->held = g_ptr_array_new_with_free_func(g_free);
}

enum fe_status
ingest_end_hold(struct ingest *ingest, struct fe_error *err)
{
    for (guint i = 0; i < ingest->held->len; i++)
        drop_released(ingest, ingest->held->pdata[i]);
    g_ptr_array_free(ingest->held, TRUE);
    ingest->held = NULL;
    return finish_if_many(ingest, err);
}

enum fe_status
ingest_file(struct ingest *ingest,
            struct report_list *reports,
            const struct source *file,
            const char *digest,
            struct fe_error *err)
{
    const bool is_known = registry_of(&ingest->registry, file->path);
    enum fe_status status = forget_copy(ingest, file->path, err);

    if (status == FE_OK && is_known)
        status = remove_reports(ingest, file->path, err);
    for (size_t i = 0; status == FE_OK && i < reports->count; i++)
        status = put_report(ingest, &reports->list[i], file, digest, err);
    if (status != FE_OK)
        return status;
    if (ingest->held)
        g_ptr_array_add(ingest->held, g_strdup(file->path));
    else if (is_known)
        drop_released(ingest, file->path);
    return finish_if_many(ingest, err);
}

/* Keep what was said of a report whose records were read: more than they say.
 */
static enum fe_status
keep_described(struct ingest *ingest,
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
        keep_record(ingest, report->id, record, file, digest, err);
    json_decref(record);
    return status;
}

enum fe_status
ingest_restore(struct ingest *ingest,
               struct report *report,
               const json_t *described,
               const struct source *file,
               struct fe_error *err)
{
    const char *had = json_string_value(json_object_get(described, "digest"));
    const char *digest = had ? had : "";

    stored_free_ids(report);
    enum fe_status status = put_report(ingest, report, file, digest, err);
    if (status == FE_OK && described)
        status = keep_described(ingest, report, described, file, digest, err);
    return status == FE_OK ? finish_if_many(ingest, err) : status;
}

/* Note the report's new file. read, unless NULL, are its records, to be written
 * again. */
static enum fe_status
move_report(struct ingest *ingest,
            const char *id,
            const struct report *read,
            const struct source *file,
            const char *digest,
            struct fe_error *err)
{
    char *key = key_of(FINDINGS_REPORT_KEY, id), *line = NULL;
    json_t *record = NULL;
    enum fe_status status = fe_writer_metadata(ingest->writer, key, &line, err);

    if (status == FE_OK && !(record = json_loads(line, 0, NULL)))
        status =
            fail(err, FE_CORRUPT, "the record of %.100s cannot be read", id);
    if (status == FE_OK && read)
        status = write_report(ingest, read, file, digest, err);
    if (status == FE_OK && read)
        status = keep_described(ingest, read, record, file, digest, err);
    else if (status == FE_OK)
        status = keep_record(ingest, id, record, file, digest, err);
    json_decref(record);
    free(line);
    free(key);
    return status;
}

/* Move a report to a file of another name, which is in each of its records.
 * Usually the file is read again for this. But of a scan that would lose the
 * text, or take minutes: write its records again instead. */
static enum fe_status
rename_report(struct ingest *ingest,
              const char *id,
              const struct source *file,
              const char *digest,
              struct fe_error *err)
{
    struct report_list read;
    const bool is_read = stored_read(ingest->db, id, file->name, &read);
    const enum fe_status status =
        move_report(ingest, id, is_read ? read.list : NULL, file, digest, err);

    report_list_fini(&read);
    return status;
}

/* Whether a file of another name has text from pages that were recognised. */
static bool
has_recognised(const struct ingest *ingest, const char *path, const char *name)
{
    const struct registry_entry *entry = registry_of(&ingest->registry, path);
    return entry && entry->is_recognised && strcmp(entry->file.name, name) != 0;
}

enum fe_status
ingest_move(struct ingest *ingest,
            const char *from,
            const struct source *file,
            struct fe_error *err)
{
    const struct registry *registry = &ingest->registry;
    const bool is_renamed = has_recognised(ingest, from, file->name);
    /* Records are read as they were committed. */
    enum fe_status status = is_renamed ? ingest_finish(ingest, err) : FE_OK;

    if (status == FE_OK)
        status = ingest_drop(ingest, file->path, err);
    if (status == FE_OK)
        status = forget_copy(ingest, file->path, err);
    for (size_t i = 0; status == FE_OK && i < registry->count; i++) {
        const struct registry_entry *entry = &registry->list[i];
        if (strcmp(entry->file.path, from) != 0)
            continue;
        const bool is_same = strcmp(entry->file.name, file->name) == 0;
        char *id = memory_strdup(entry->id),
             *digest = memory_strdup(entry->digest);
        status = is_renamed ? rename_report(ingest, id, file, digest, err)
                            : move_report(ingest, id, NULL, file,
                                          is_same ? digest : "", err);
        free(id);
        free(digest);
    }
    return status;
}

void
ingest_release(struct ingest *ingest, const char *path)
{
    registry_release(&ingest->registry, path);
}

enum fe_status
ingest_drop(struct ingest *ingest, const char *path, struct fe_error *err)
{
    if (!registry_of(&ingest->registry, path))
        return FE_OK;
    const enum fe_status status = remove_reports(ingest, path, err);
    if (status == FE_OK)
        drop_released(ingest, path);
    return status;
}

enum fe_status
ingest_copy(struct ingest *ingest,
            const char *original,
            const struct source *file,
            const char *digest,
            struct fe_error *err)
{
    const struct registry_copy *copy;
    const struct registry_entry *entry =
        registry_copy(&ingest->registry, file->path, &copy);

    if (entry && strcmp(entry->file.path, original) == 0 &&
        strcmp(copy->digest, digest) == 0)
        return FE_OK; /* it is noted already */
    if (!registry_of(&ingest->registry, original))
        return fail(err, FE_FAILED, "%.200s is not in the index", original);
    enum fe_status status = forget_copy(ingest, file->path, err);
    if (status == FE_OK)
        status = ingest_drop(ingest, file->path, err);
    if (status != FE_OK)
        return status;
    entry = registry_of(&ingest->registry, original);
    registry_add_copy(&ingest->registry, entry->id, file, digest);
    return write_copies(ingest, entry, err);
}

enum fe_status
ingest_prune(struct ingest *ingest, const char *path, struct fe_error *err)
{
    const struct registry_copy *heir = registry_heir(&ingest->registry, path);

    if (!heir)
        return ingest_drop(ingest, path, err);
    /* The note goes when the file moves. */
    const struct source file = {.path = memory_strdup(heir->file.path),
                                .name = memory_strdup(heir->file.name)};
    const enum fe_status status = ingest_move(ingest, path, &file, err);
    free(file.path);
    free(file.name);
    return status;
}

size_t
ingest_dropped(const struct ingest *ingest)
{
    return ingest->dropped;
}

const struct ingest_taken *
ingest_taken(const struct ingest *ingest)
{
    return &ingest->taken;
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

/* If there is no room for a commit, Xapian 1.4 may end the program by
 * std::terminate(). The index is then as it was at the last commit. */
static void
end_unwritten(int number)
{
    static const char said[] =
        "findings-index: the index cannot be written; nothing in it is lost: "
        "make room on the disk or raise the limit of the size of files "
        "(ulimit -f), and run this again\n";

    (void)number;
    (void)!write(STDERR_FILENO, said, sizeof said - 1);
    _exit(2);
}

static enum fe_status
commit(struct ingest *ingest, struct fe_error *err)
{
    void (*was)(int) = signal(SIGABRT, end_unwritten);
    const enum fe_status status = fe_writer_commit(ingest->writer, err);

    signal(SIGABRT, was);
    return status;
}

enum fe_status
ingest_finish(struct ingest *ingest, struct fe_error *err)
{
    const enum fe_status status = keep_meanings(ingest, err);

    ingest->uncommitted = 0;
    return status == FE_OK ? commit(ingest, err) : status;
}

void
ingest_close(struct ingest *ingest)
{
    if (!ingest)
        return;
    fe_reader_close(ingest->reader);
    fe_writer_close(ingest->writer);
    registry_fini(&ingest->registry);
    if (ingest->held)
        g_ptr_array_free(ingest->held, TRUE);
    free(ingest->db);
    free(ingest->taken.from);
    free(ingest->taken.to);
    consensus_fini(&ingest->consensus);
    free(ingest);
}
