/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/ingest.h"
#include "base/memory.h"
#include "index/abbreviations.h"
#include "index/index_folder.h"
#include "index/ingest_parts.h"
#include "index/kept.h"
#include "index/listing.h"
#include "index/stored.h"

#include "findings/schema.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A commit waits for the disk, and leaves another run of posting lists to be
 * merged. So there is one only now and then, and after so many paragraphs that
 * the memory that they take does not matter. */
enum { COMMIT_PARAGRAPHS = 10000, COMMIT_SECONDS = 2 };

/* What is kept under the key; the caller frees it. If it cannot be read, NULL:
 * then nothing more is committed. */
static char *
read_kept(struct ingest *ingest, const char *prefix, const char *name)
{
    char *key = ingest_key(prefix, name), *text = NULL;
    struct fe_error err;

    if (fe_writer_metadata(ingest->writer, key, &text, &err) != FE_OK &&
        ingest->unread.status == FE_OK)
        ingest->unread = err;
    free(key);
    return text;
}

static void
read_likeness(void *data, const char *id, struct likeness *out)
{
    char *line = read_kept(data, FINDINGS_REPORT_KEY, id);
    json_t *record = line ? json_loads(line, 0, NULL) : NULL;

    kept_likeness(record, out);
    json_decref(record);
    free(line);
}

static char *
read_votes(void *data, const char *letters)
{
    const struct ingest *ingest = data;

    return ingest->before > 0 ? read_kept(data, FE_VOTES_KEY, letters) : NULL;
}

/* Check what the index keeps under the keys that begin so. */
static enum fe_status
check_kept(struct ingest *ingest, const char *prefix, struct fe_error *err)
{
    struct fe_keys keys;
    uint32_t documents;
    enum fe_status status =
        fe_writer_committed(ingest->writer, prefix, &keys, &documents, err);

    for (size_t i = 0; status == FE_OK && i < keys.count; i++) {
        char *text;
        status = fe_writer_metadata(ingest->writer, keys.keys[i], &text, err);
        free(text);
    }
    fe_keys_free(&keys);
    return status;
}

/* Without a seal, damage may be anywhere, also where this run does not look. */
static enum fe_status
check_unsealed(struct ingest *ingest, struct fe_error *err)
{
    if (index_folder_has_seal(ingest->db))
        return FE_OK;
    const enum fe_status status = check_kept(ingest, FINDINGS_REPORT_KEY, err);
    return status == FE_OK ? check_kept(ingest, FINDINGS_COPIES_KEY, err)
                           : status;
}

/* Set the schema of a new index; check that of an existing one. */
static enum fe_status
look_inside(struct ingest *ingest, struct fe_error *err)
{
    struct fe_keys keys;
    uint32_t documents;
    char *schema = NULL;
    enum fe_status status = fe_writer_committed(
        ingest->writer, FINDINGS_SCHEMA_KEY, &keys, &documents, err);

    if (status == FE_OK)
        status = fe_writer_metadata(ingest->writer, FINDINGS_SCHEMA_KEY,
                                    &schema, err);
    if (status == FE_OK && !*schema && documents == 0)
        status = fe_writer_set_metadata(ingest->writer, FINDINGS_SCHEMA_KEY,
                                        FINDINGS_SCHEMA, err);
    else if (status == FE_OK && strcmp(schema, FINDINGS_SCHEMA) != 0)
        status =
            ingest_fail(err, FE_WRONG_VERSION,
                        "the index is of version %.20s, not " FINDINGS_SCHEMA,
                        *schema ? schema : "0");
    else if (status == FE_OK)
        status = listing_load(&ingest->registry, ingest->writer, err);
    ingest->before = documents;
    fe_keys_free(&keys);
    free(schema);
    return status;
}

struct ingest *
ingest_open(const char *db, struct fe_error *err)
{
    struct ingest *ingest = memory_resize(NULL, sizeof *ingest);

    *ingest = (struct ingest){.db = memory_strdup(db),
                              .committed = g_get_monotonic_time()};
    ingest->registry.read_likeness = read_likeness;
    ingest->consensus.read_votes = read_votes;
    ingest->registry.data = ingest->consensus.data = ingest;
    if (fe_writer_open(db, &ingest->writer, err) == FE_OK &&
        look_inside(ingest, err) == FE_OK &&
        check_unsealed(ingest, err) == FE_OK)
        return ingest;
    ingest_close(ingest);
    return NULL;
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
    return ingest_write_report(ingest, report, file, digest, err);
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
    const int64_t now = g_get_monotonic_time();
    const bool is_due =
        ingest->uncommitted >= COMMIT_PARAGRAPHS ||
        now - ingest->committed >= COMMIT_SECONDS * G_TIME_SPAN_SECOND;

    return ingest->held || ingest->uncommitted == 0 || !is_due
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
        ingest_drop_released(ingest, ingest->held->pdata[i]);
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
    enum fe_status status = ingest_forget_copy(ingest, file->path, err);

    if (status == FE_OK && is_known)
        status = ingest_remove_reports(ingest, file->path, err);
    for (size_t i = 0; status == FE_OK && i < reports->count; i++)
        status = put_report(ingest, &reports->list[i], file, digest, err);
    if (status != FE_OK)
        return status;
    if (ingest->held)
        g_ptr_array_add(ingest->held, g_strdup(file->path));
    else if (is_known)
        ingest_drop_released(ingest, file->path);
    return finish_if_many(ingest, err);
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
        status =
            ingest_keep_described(ingest, report, described, file, digest, err);
    return status == FE_OK ? finish_if_many(ingest, err) : status;
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
    const enum fe_status status = ingest_remove_reports(ingest, path, err);
    if (status == FE_OK)
        ingest_drop_released(ingest, path);
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

static enum fe_status
keep_of(struct ingest *ingest,
        const char *prefix,
        const char *letters,
        const char *value,
        struct fe_error *err)
{
    char *key = ingest_key(prefix, letters);
    const enum fe_status status =
        fe_writer_set_metadata(ingest->writer, key, value, err);

    free(key);
    return status;
}

/* Write the meanings of the abbreviations whose votes have changed. */
static enum fe_status
keep_meanings(struct ingest *ingest, struct fe_error *err)
{
    char **changes = consensus_changes(&ingest->consensus);
    enum fe_status status = FE_OK;

    for (char **letters = changes; status == FE_OK && *letters; letters++) {
        char *votes = consensus_votes(&ingest->consensus, *letters);
        char *meaning = consensus_meaning(&ingest->consensus, *letters);
        status = keep_of(ingest, FE_VOTES_KEY, *letters, votes, err);
        if (status == FE_OK)
            status = keep_of(ingest, FE_EQUAL_KEY, *letters, meaning, err);
        g_free(meaning);
        g_free(votes);
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
    enum fe_status status = keep_meanings(ingest, err);

    if (status == FE_OK)
        status = listing_save(&ingest->registry, ingest->writer, err);
    if (status == FE_OK && ingest->unread.status != FE_OK) {
        *err = ingest->unread;
        status = err->status;
    }
    ingest->uncommitted = 0;
    ingest->committed = g_get_monotonic_time();
    return status == FE_OK ? commit(ingest, err) : status;
}

enum fe_status
ingest_end(struct ingest *ingest, struct fe_error *err)
{
    const bool is_worth_it =
        ingest->written > 0 && ingest->written >= ingest->before;
    const enum fe_status status =
        is_worth_it ? fe_writer_merge(ingest->writer, err) : FE_OK;

    return status == FE_OK ? ingest_finish(ingest, err) : status;
}

void
ingest_close(struct ingest *ingest)
{
    if (!ingest)
        return;
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
