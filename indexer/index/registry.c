/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/registry.h"
#include "files/digest.h"
#include "base/memory.h"
#include "report/report.h"

#include "findings/schema.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static size_t
value_of(GHashTable *table, const char *key)
{
    return table ? GPOINTER_TO_SIZE(g_hash_table_lookup(table, key)) : 0;
}

static char *
key_of(const char *id)
{
    return memory_need(findings_value_key(id));
}

static struct registry_entry *
entry_of_key(const struct registry *r, const char *key)
{
    const size_t place = value_of(r->places, key);
    return place ? &r->list[place - 1] : NULL;
}

struct registry_entry *
registry_entry(const struct registry *r, const char *id)
{
    char *key = key_of(id);
    struct registry_entry *entry = entry_of_key(r, key);

    free(key);
    return entry;
}

/* Note the key under that which it is with a number, if it ends in one. */
static void
note_number(struct registry *r, const char *key)
{
    const char *end = strrchr(key, '-');

    if (!end || !end[1] || strspn(end + 1, "0123456789") != strlen(end + 1))
        return;
    char *base = g_strndup(key, (gsize)(end - key));
    GHashTable *set = g_hash_table_lookup(r->numbered, base);
    if (!set) {
        set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        g_hash_table_insert(r->numbered, g_strdup(base), set);
    }
    g_hash_table_add(set, g_strdup(key));
    g_free(base);
}

/* Add 1 or -1 to the number of entries of the file. */
static void
count_file(struct registry *r, const char *path, int more)
{
    const size_t n = value_of(r->files, path) + (size_t)more;

    if (n > 0)
        g_hash_table_insert(r->files, g_strdup(path), GSIZE_TO_POINTER(n));
    else
        g_hash_table_remove(r->files, path);
}

static void
free_copy(struct registry_copy *copy)
{
    free(copy->file.path);
    free(copy->file.name);
    free(copy->digest);
}

static void
entry_fini(struct registry_entry *entry)
{
    for (size_t i = 0; i < entry->n_copies; i++)
        free_copy(&entry->copies[i]);
    free(entry->copies);
    free(entry->id);
    free(entry->file.path);
    free(entry->file.name);
    free(entry->digest);
    *entry = (struct registry_entry){0};
}

void
registry_set(struct registry *r,
             const char *id,
             const struct source *file,
             const char *digest)
{
    /* Copy first: the arguments may belong to the entry to be replaced. */
    struct registry_entry set = {.id = memory_strdup(id),
                                 .file.path = memory_strdup(file->path),
                                 .file.name = memory_strdup(file->name),
                                 .digest = memory_strdup(digest)};

    if (!r->places) {
        r->places =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        r->numbered =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                  (GDestroyNotify)g_hash_table_destroy);
        r->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        r->copies =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    }
    struct registry_entry *entry = registry_entry(r, set.id);
    if (entry) {
        count_file(r, entry->file.path, -1);
        set.is_partial = entry->is_partial;
        set.is_recognised = entry->is_recognised;
        set.likeness = entry->likeness;
        set.copies = entry->copies;
        set.n_copies = entry->n_copies;
        entry->copies = NULL;
        entry->n_copies = 0;
        entry_fini(entry);
    } else {
        char *key = key_of(set.id);
        r->list = memory_grow(r->list, r->count, sizeof *r->list);
        entry = &r->list[r->count++];
        g_hash_table_insert(r->places, g_strdup(key),
                            GSIZE_TO_POINTER(r->count));
        note_number(r, key);
        free(key);
    }
    *entry = set;
    count_file(r, entry->file.path, 1);
}

void
registry_drop(struct registry *r, const char *id)
{
    struct registry_entry *entry = registry_entry(r, id);

    if (!entry)
        return;
    char *key = key_of(id), *moved;
    const size_t place = value_of(r->places, key);
    g_hash_table_remove(r->places, key);
    free(key);
    count_file(r, entry->file.path, -1);
    registry_drop_copies(r, entry, NULL);
    entry_fini(entry);
    /* Fill the gap with the last entry. memory_grow() reallocates when the
     * count is a power of two; a smaller count does not free any room. */
    if (place < r->count) {
        *entry = r->list[r->count - 1];
        r->list[r->count - 1] = (struct registry_entry){0};
        moved = key_of(entry->id);
        g_hash_table_insert(r->places, g_strdup(moved),
                            GSIZE_TO_POINTER(place));
        free(moved);
    }
    r->count--;
}

void
registry_release(struct registry *r, const char *path)
{
    const size_t has = value_of(r->files, path);

    for (size_t i = 0, n = 0; n < has && i < r->count; i++)
        if (strcmp(r->list[i].file.path, path) == 0) {
            r->list[i].is_released = true;
            n++;
        }
}

/* Call visit() with each entry whose id is the wanted one, with or without a
 * number after it. */
static void
each_of(const struct registry *r,
        const char *wanted,
        void (*visit)(struct registry_entry *entry, void *data),
        void *data)
{
    char *key = key_of(wanted);
    struct registry_entry *entry = entry_of_key(r, key);
    GHashTable *set =
        r->numbered ? g_hash_table_lookup(r->numbered, key) : NULL;
    GHashTableIter iter;
    gpointer numbered;

    free(key);
    if (entry)
        visit(entry, data);
    if (!set)
        return;
    g_hash_table_iter_init(&iter, set);
    while (g_hash_table_iter_next(&iter, &numbered, NULL))
        if ((entry = entry_of_key(r, numbered)))
            visit(entry, data);
}

/* Shorter ids first: "-2" before "-10". */
static bool
comes_before(const char *a, const char *b)
{
    const size_t len_a = strlen(a), len_b = strlen(b);
    return len_a != len_b ? len_a < len_b : strcmp(a, b) < 0;
}

/* What is sought among the entries of an id, and the first that was found. */
struct seeking {
    const struct report *report;
    const char *path;
    struct likeness likeness; /* of the report, once it is needed */
    struct registry_entry *found;
};

static void
take_first(struct seeking *seeking, struct registry_entry *entry)
{
    if (!seeking->found || comes_before(entry->id, seeking->found->id))
        seeking->found = entry;
}

static bool
is_near(struct seeking *seeking, const struct registry_entry *entry)
{
    if (seeking->likeness.count == 0)
        likeness_of(seeking->report, &seeking->likeness);
    return likeness_is_near(&entry->likeness, &seeking->likeness);
}

/* Whether the entry is of the report in another format. */
static bool
is_twin(struct seeking *seeking, const struct registry_entry *entry)
{
    return !source_same_format(entry->file.path, seeking->path) &&
           is_near(seeking, entry);
}

static void
seek_released(struct registry_entry *entry, void *data)
{
    struct seeking *seeking = data;

    if (entry->is_released && strcmp(entry->file.path, seeking->path) == 0)
        take_first(seeking, entry);
}

/* Whether another report than that of the entry may have its id. */
static bool
is_free(const struct registry_entry *entry, struct seeking *seeking)
{
    if (!entry || strcmp(entry->file.path, seeking->path) == 0)
        return !entry;
    return entry->is_released ||
           (source_is_gone(entry->file.path) && is_near(seeking, entry));
}

char *
registry_id(const struct registry *r,
            const struct report *report,
            const char *path)
{
    struct seeking seeking = {.report = report, .path = path};
    bool is_taken = true;
    char *id = NULL;

    if (registry_of(r, path))
        each_of(r, report->id, seek_released, &seeking);
    if (seeking.found && seeking.found != registry_entry(r, report->id))
        return memory_strdup(seeking.found->id);
    if (seeking.found) /* perhaps in another spelling */
        return memory_strdup(report->id);
    for (size_t n = 1; is_taken; n++) {
        free(id);
        id = report_numbered_id(report->id, n);
        is_taken = !is_free(registry_entry(r, id), &seeking);
    }
    return id;
}

struct awaiting {
    struct seeking seeking;
    bool (*is_pending)(const char *path, void *data);
    void *data;
    bool has_own; /* the file has a report with the id already */
    const struct registry_entry *like; /* has nearly the same words */
};

static void
seek_pending(struct registry_entry *entry, void *data)
{
    struct awaiting *awaiting = data;

    if (strcmp(entry->file.path, awaiting->seeking.path) == 0) {
        awaiting->has_own = true;
    } else if (awaiting->is_pending(entry->file.path, awaiting->data)) {
        take_first(&awaiting->seeking, entry);
        if (is_near(&awaiting->seeking, entry))
            awaiting->like = entry;
    }
}

const char *
registry_awaited(const struct registry *r,
                 const struct report *report,
                 const char *path,
                 bool (*is_pending)(const char *path, void *data),
                 void *data,
                 bool *is_like)
{
    struct awaiting awaiting = {.seeking = {.report = report, .path = path},
                                .is_pending = is_pending,
                                .data = data};

    each_of(r, report->id, seek_pending, &awaiting);
    const struct registry_entry *entry =
        awaiting.like ? awaiting.like : awaiting.seeking.found;
    if (is_like)
        *is_like = awaiting.like;
    /* A report that has its id needs only to know whether it is a copy. */
    return entry && (!awaiting.has_own ||
                     (awaiting.like && is_twin(&awaiting.seeking, entry)))
               ? entry->file.path
               : NULL;
}

const char *
registry_other(const struct registry *r,
               const struct report *report,
               const char *path)
{
    struct seeking seeking = {.report = report, .path = path};
    const struct registry_entry *entry = registry_entry(r, report->id);

    return entry && strcmp(entry->file.path, path) != 0 &&
                   !is_free(entry, &seeking)
               ? entry->file.path
               : NULL;
}

struct registry_entry *
registry_of(const struct registry *r, const char *path)
{
    if (value_of(r->files, path) == 0)
        return NULL;
    for (size_t i = 0; i < r->count; i++)
        if (strcmp(r->list[i].file.path, path) == 0)
            return &r->list[i];
    return NULL;
}

static bool
is_like(const struct source *file,
        const char *has,
        const char *path,
        const char *digest)
{
    return digest_same_bytes(digest, has) &&
           source_same_format(file->path, path);
}

bool
registry_has_file(const struct registry *r,
                  const char *path,
                  const char *digest)
{
    bool has = registry_of(r, path) || registry_copy(r, path, NULL);

    for (size_t i = 0; i < r->count && !has; i++) {
        const struct registry_entry *entry = &r->list[i];
        has = is_like(&entry->file, entry->digest, path, digest);
        for (size_t k = 0; k < entry->n_copies && !has; k++)
            has = is_like(&entry->copies[k].file, entry->copies[k].digest, path,
                          digest);
    }
    return has;
}

void
registry_set_likeness(struct registry *r,
                      const char *id,
                      const struct likeness *likeness)
{
    struct registry_entry *entry = registry_entry(r, id);

    if (entry)
        entry->likeness = *likeness;
}

void
registry_set_ocr(struct registry *r,
                 const char *id,
                 bool is_partial,
                 bool is_recognised)
{
    struct registry_entry *entry = registry_entry(r, id);

    if (!entry)
        return;
    entry->is_partial = is_partial;
    entry->is_recognised = is_recognised;
}

static void
seek_twin(struct registry_entry *entry, void *data)
{
    struct seeking *seeking = data;

    if (!entry->is_released && is_twin(seeking, entry) &&
        !source_is_gone(entry->file.path))
        take_first(seeking, entry);
}

const struct registry_entry *
registry_twin(const struct registry *r,
              const struct report *report,
              const char *path)
{
    struct seeking seeking = {.report = report, .path = path};

    each_of(r, report->id, seek_twin, &seeking);
    return seeking.found;
}

void
registry_add_copy(struct registry *r,
                  const char *id,
                  const struct source *file,
                  const char *digest)
{
    struct registry_entry *entry = registry_entry(r, id);

    entry->copies =
        memory_grow(entry->copies, entry->n_copies, sizeof *entry->copies);
    entry->copies[entry->n_copies++] =
        (struct registry_copy){.file.path = memory_strdup(file->path),
                               .file.name = memory_strdup(file->name),
                               .digest = memory_strdup(digest)};
    g_hash_table_insert(r->copies, g_strdup(file->path), g_strdup(entry->id));
}

struct registry_entry *
registry_copy(const struct registry *r,
              const char *path,
              const struct registry_copy **copy)
{
    const char *id = r->copies ? g_hash_table_lookup(r->copies, path) : NULL;
    struct registry_entry *entry = id ? registry_entry(r, id) : NULL;

    for (size_t i = 0; entry && i < entry->n_copies; i++) {
        if (strcmp(entry->copies[i].file.path, path) != 0)
            continue;
        if (copy)
            *copy = &entry->copies[i];
        return entry;
    }
    return NULL;
}

void
registry_drop_copies(struct registry *r,
                     struct registry_entry *entry,
                     const char *path)
{
    size_t n = 0;

    for (size_t i = 0; i < entry->n_copies; i++) {
        struct registry_copy *copy = &entry->copies[i];
        if (path && strcmp(copy->file.path, path) != 0) {
            entry->copies[n++] = *copy;
            continue;
        }
        g_hash_table_remove(r->copies, copy->file.path);
        free_copy(copy);
    }
    entry->n_copies = n;
    if (n > 0)
        return;
    free(entry->copies);
    entry->copies = NULL;
}

const struct registry_copy *
registry_heir(const struct registry *r, const char *path)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct registry_entry *entry = &r->list[i];
        if (entry->n_copies == 0 || strcmp(entry->file.path, path) != 0)
            continue;
        for (size_t k = 0; k < entry->n_copies; k++)
            if (!source_is_gone(entry->copies[k].file.path))
                return &entry->copies[k];
    }
    return NULL;
}

size_t
registry_gone(const struct registry *r)
{
    GHashTableIter iter;
    gpointer path;
    size_t n = 0;

    if (!r->files)
        return 0;
    g_hash_table_iter_init(&iter, r->files);
    while (g_hash_table_iter_next(&iter, &path, NULL))
        n += source_is_gone(path) && !registry_heir(r, path);
    return n;
}

void
registry_fini(struct registry *r)
{
    for (size_t i = 0; i < r->count; i++)
        entry_fini(&r->list[i]);
    free(r->list);
    if (r->places) {
        g_hash_table_destroy(r->places);
        g_hash_table_destroy(r->numbered);
        g_hash_table_destroy(r->files);
        g_hash_table_destroy(r->copies);
    }
    *r = (struct registry){0};
}
