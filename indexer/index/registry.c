/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/registry.h"
#include "files/digest.h"
#include "base/memory.h"
#include "report/report.h"

#include "findings/schema.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A key that ends in a number. */
struct number {
    const char *key;
    size_t before; /* another one whose hash is the same, plus 1 */
};

static char *
key_of(const char *id)
{
    return memory_need(findings_value_key(id));
}

static struct registry_entry *
entry_of_key(const struct registry *r, const char *key)
{
    return r->places ? g_hash_table_lookup(r->places, key) : NULL;
}

struct registry_entry *
registry_entry(const struct registry *r, const char *id)
{
    char *key = key_of(id);
    struct registry_entry *entry = entry_of_key(r, key);

    free(key);
    return entry;
}

/* The length of the key without its number; 0 if it does not end in one. */
static size_t
unnumbered(const char *key)
{
    const char *end = strrchr(key, '-');

    return end && end[1] && strspn(end + 1, "0123456789") == strlen(end + 1)
               ? (size_t)(end - key)
               : 0;
}

/* Never NULL. */
static gpointer
hash_of(const char *key, size_t len)
{
    uint32_t hash = 2166136261;

    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (unsigned char)key[i]) * 16777619;
    return GUINT_TO_POINTER(hash | 1);
}

static size_t
last_number(const struct registry *r, gpointer hash)
{
    return GPOINTER_TO_SIZE(g_hash_table_lookup(r->numbered, hash));
}

/* Note the key under that which it is with a number, if it ends in one. */
static void
note_number(struct registry *r, const char *key)
{
    const size_t len = unnumbered(key);

    if (len == 0)
        return;
    void *const hash = hash_of(key, len);
    const struct number number = {key, last_number(r, hash)};
    g_array_append_val(r->numbers, number);
    g_hash_table_insert(r->numbered, hash, GSIZE_TO_POINTER(r->numbers->len));
}

static void
start(struct registry *r)
{
    r->places = g_hash_table_new(g_str_hash, g_str_equal);
    r->numbers = g_array_new(FALSE, FALSE, sizeof(struct number));
    r->numbered = g_hash_table_new(NULL, NULL);
    r->files = g_hash_table_new(g_str_hash, g_str_equal);
    r->copies = g_hash_table_new(g_str_hash, g_str_equal);
    r->strings = g_string_chunk_new(4096);
    r->pages = g_array_new(FALSE, TRUE, sizeof(struct registry_page));
    g_array_set_size(r->pages, 1);
}

char *
registry_keep(struct registry *r, const char *string)
{
    if (!r->places)
        start(r);
    return g_string_chunk_insert(r->strings, string);
}

unsigned
registry_add_page(struct registry *r)
{
    if (!r->places)
        start(r);
    g_array_set_size(r->pages, r->pages->len + 1);
    return r->pages->len - 1;
}

/* Add the entry to those of its file. */
static void
join_file(struct registry *r, struct registry_entry *entry)
{
    struct registry_entry *first = registry_of(r, entry->file.path);

    entry->before = entry->next = NULL;
    if (first) {
        entry->before = first;
        entry->next = first->next;
        first->next = entry;
        if (entry->next)
            entry->next->before = entry;
    } else {
        g_hash_table_insert(r->files, entry->file.path, entry);
    }
}

static void
leave_file(struct registry *r, const struct registry_entry *entry)
{
    if (entry->next)
        entry->next->before = entry->before;
    if (entry->before) {
        entry->before->next = entry->next;
        return;
    }
    /* The path as a key is this entry's. */
    g_hash_table_remove(r->files, entry->file.path);
    if (entry->next)
        g_hash_table_insert(r->files, entry->next->file.path, entry->next);
}

/* The page of the entry is to be written again. */
static void
note_change(struct registry *r, const struct registry_entry *entry)
{
    if (entry->page > 0)
        g_array_index(r->pages, struct registry_page, entry->page).is_changed =
            true;
    else
        r->has_unlisted = true;
}

struct registry_entry *
registry_add(struct registry *r, const struct registry_entry *from)
{
    char *key = key_of(from->id);

    if (!r->places)
        start(r);
    if (entry_of_key(r, key)) {
        free(key);
        return NULL;
    }
    struct registry_entry *entry = memory_resize(NULL, sizeof *entry);
    *entry = *from;
    const char *kept =
        strcmp(key, entry->id) == 0 ? entry->id : registry_keep(r, key);
    free(key);
    r->list = memory_grow(r->list, r->count, sizeof(struct registry_entry *));
    entry->place = r->count;
    r->list[r->count++] = entry;
    g_hash_table_insert(r->places, (gpointer)kept, entry);
    note_number(r, kept);
    join_file(r, entry);
    note_change(r, entry);
    return entry;
}

void
registry_set(struct registry *r,
             const char *id,
             const struct source *file,
             const char *digest)
{
    const struct registry_entry set = {
        .id = registry_keep(r, id),
        .file.path = registry_keep(r, file->path),
        .file.name = registry_keep(r, file->name),
        .digest = registry_keep(r, digest)};
    struct registry_entry *entry = registry_entry(r, id);
    if (!entry) {
        registry_add(r, &set);
        return;
    }
    const bool has_moved = strcmp(entry->file.path, file->path) != 0;
    if (has_moved)
        leave_file(r, entry);
    entry->id = set.id;
    entry->file = set.file;
    entry->digest = set.digest;
    entry->is_released = false;
    if (has_moved)
        join_file(r, entry);
    note_change(r, entry);
}

void
registry_drop(struct registry *r, const char *id)
{
    struct registry_entry *entry = registry_entry(r, id);

    if (!entry)
        return;
    char *key = key_of(id);
    g_hash_table_remove(r->places, key);
    free(key);
    registry_drop_copies(r, entry, NULL);
    leave_file(r, entry);
    note_change(r, entry);
    /* Fill the gap with the last entry. memory_grow() reallocates when the
     * count is a power of two; a smaller count does not free any room. */
    r->list[entry->place] = r->list[--r->count];
    r->list[entry->place]->place = entry->place;
    free(entry->likeness);
    free(entry);
}

void
registry_release(struct registry *r, const char *path)
{
    for (struct registry_entry *entry = registry_of(r, path); entry;
         entry = entry->next)
        entry->is_released = true;
}

/* Call visit() with each entry whose id is the wanted one, with or without a
 * number after it; perhaps twice. */
static void
each_of(const struct registry *r,
        const char *wanted,
        void (*visit)(struct registry_entry *entry, void *data),
        void *data)
{
    char *key = key_of(wanted);
    const size_t len = strlen(key);
    struct registry_entry *entry = entry_of_key(r, key);

    if (entry)
        visit(entry, data);
    for (size_t i = r->numbered ? last_number(r, hash_of(key, len)) : 0;
         i > 0;) {
        const struct number *number =
            &g_array_index(r->numbers, struct number, i - 1);
        if (unnumbered(number->key) == len &&
            strncmp(number->key, key, len) == 0 &&
            (entry = entry_of_key(r, number->key)))
            visit(entry, data);
        i = number->before;
    }
    free(key);
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
    const struct registry *registry;
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

static void
set_likeness(struct registry_entry *entry, const struct likeness *likeness)
{
    if (!entry->likeness)
        entry->likeness = memory_resize(NULL, sizeof *entry->likeness);
    *entry->likeness = *likeness;
}

/* Whether the report has nearly the same words as the entry's. */
static bool
is_near(struct seeking *seeking, struct registry_entry *entry)
{
    const struct registry *r = seeking->registry;
    struct likeness likeness = {.count = 0};

    if (!entry->likeness) {
        if (r->read_likeness)
            r->read_likeness(r->data, entry->id, &likeness);
        set_likeness(entry, &likeness);
    }
    if (seeking->likeness.count == 0)
        likeness_of(seeking->report, &seeking->likeness);
    return likeness_is_near(entry->likeness, &seeking->likeness);
}

/* Whether the entry is of the report in another format. */
static bool
is_twin(struct seeking *seeking, struct registry_entry *entry)
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
is_free(struct registry_entry *entry, struct seeking *seeking)
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
    struct seeking seeking = {.registry = r, .report = report, .path = path};
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
    bool has_own;                /* the file has a report with the id already */
    struct registry_entry *like; /* has nearly the same words */
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
    struct awaiting awaiting = {
        .seeking = {.registry = r, .report = report, .path = path},
        .is_pending = is_pending,
        .data = data};

    each_of(r, report->id, seek_pending, &awaiting);
    struct registry_entry *entry =
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
    struct seeking seeking = {.registry = r, .report = report, .path = path};
    struct registry_entry *entry = registry_entry(r, report->id);

    return entry && strcmp(entry->file.path, path) != 0 &&
                   !is_free(entry, &seeking)
               ? entry->file.path
               : NULL;
}

struct registry_entry *
registry_of(const struct registry *r, const char *path)
{
    return r->files ? g_hash_table_lookup(r->files, path) : NULL;
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
        const struct registry_entry *entry = r->list[i];
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
        set_likeness(entry, likeness);
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
    if (is_partial == entry->is_partial &&
        is_recognised == entry->is_recognised)
        return;
    entry->is_partial = is_partial;
    entry->is_recognised = is_recognised;
    note_change(r, entry);
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
    struct seeking seeking = {.registry = r, .report = report, .path = path};

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
    const struct registry_copy copy = {
        .file.path = registry_keep(r, file->path),
        .file.name = registry_keep(r, file->name),
        .digest = registry_keep(r, digest)};
    entry->copies[entry->n_copies++] = copy;
    g_hash_table_replace(r->copies, copy.file.path, entry);
    note_change(r, entry);
}

struct registry_entry *
registry_copy(const struct registry *r,
              const char *path,
              const struct registry_copy **copy)
{
    struct registry_entry *entry =
        r->copies ? g_hash_table_lookup(r->copies, path) : NULL;

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
    }
    if (n < entry->n_copies)
        note_change(r, entry);
    entry->n_copies = n;
    if (n > 0)
        return;
    free(entry->copies);
    entry->copies = NULL;
}

const struct registry_copy *
registry_heir(const struct registry *r, const char *path)
{
    for (const struct registry_entry *entry = registry_of(r, path); entry;
         entry = entry->next)
        for (size_t k = 0; k < entry->n_copies; k++)
            if (!source_is_gone(entry->copies[k].file.path))
                return &entry->copies[k];
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
    for (size_t i = 0; i < r->count; i++) {
        free(r->list[i]->copies);
        free(r->list[i]->likeness);
        free(r->list[i]);
    }
    free(r->list);
    if (r->places) {
        g_hash_table_destroy(r->places);
        g_array_free(r->numbers, TRUE);
        g_hash_table_destroy(r->numbered);
        g_hash_table_destroy(r->files);
        g_hash_table_destroy(r->copies);
        g_string_chunk_free(r->strings);
        g_array_free(r->pages, TRUE);
    }
    *r = (struct registry){0};
}
