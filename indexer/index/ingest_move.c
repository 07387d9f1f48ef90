/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/memory.h"
#include "index/ingest_parts.h"
#include "index/stored.h"

#include "findings/schema.h"

#include <stdlib.h>
#include <string.h>

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
    json_t *record;
    enum fe_status status = ingest_record(ingest, id, &record, err);

    if (status == FE_OK && !record)
        status = ingest_fail(err, FE_CORRUPT,
                             "the record of %.100s cannot be read", id);
    if (status == FE_OK && read)
        status = ingest_write_report(ingest, read, file, digest, err);
    if (status == FE_OK && read)
        status = ingest_keep_described(ingest, read, record, file, digest, err);
    else if (status == FE_OK)
        status = ingest_keep_record(ingest, id, record, file, digest, err);
    json_decref(record);
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
        status = ingest_forget_copy(ingest, file->path, err);
    struct registry_entry *entry = registry_of(registry, from), *next;
    for (; status == FE_OK && entry; entry = next) {
        next = entry->next; /* it leaves these */
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
        return ingest_fail(err, FE_FAILED, "%.200s is not in the index",
                           original);
    enum fe_status status = ingest_forget_copy(ingest, file->path, err);
    if (status == FE_OK)
        status = ingest_drop(ingest, file->path, err);
    if (status != FE_OK)
        return status;
    entry = registry_of(&ingest->registry, original);
    registry_add_copy(&ingest->registry, entry->id, file, digest);
    return ingest_write_copies(ingest, entry, err);
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
