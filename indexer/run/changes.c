/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run/changes.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static int
by_path(const void *a, const void *b)
{
    const struct registry_entry *const *x = a, *const *y = b;
    return strcmp((*x)->file.path, (*y)->file.path);
}

/* Whether the index has this content, as it was read by another version with
 * OCR; without OCR, the file is then not to be read again. */
static bool
is_recognised(const struct registry_entry *had,
              const char *digest,
              bool with_ocr)
{
    return !with_ocr && had->is_recognised &&
           digest_same_bytes(had->digest, digest);
}

/* Compare a file with what the index has of it, if anything. */
static struct change
compare(const struct registry_entry *had, const char *digest, bool with_ocr)
{
    struct change change = {.is_known = false};

    if (!had)
        return change;
    if (*digest && strcmp(had->digest, digest) == 0)
        change.is_known = !(with_ocr && had->is_partial);
    else
        change.is_known = change.is_older =
            is_recognised(had, digest, with_ocr);
    return change;
}

/* Whether it is still to be found out what has happened to the file. */
static bool
is_open(const struct change *change, const char *digest)
{
    return !change->is_known && !change->from && *digest;
}

/* A set of what may have moved: digests, of which digest_same_bytes() counts.
 */
static GHashTable *
open_digests(const struct changes *changes, char (*digests)[DIGEST_SIZE])
{
    GHashTable *open = g_hash_table_new(digest_hash_bytes, digest_equal_bytes);

    for (size_t i = 0; i < changes->count; i++)
        if (is_open(&changes->list[i], digests[i]))
            g_hash_table_add(open, digests[i]);
    return open;
}

/* The files that are gone and whose content is found elsewhere, one entry for
 * each, in order of path; and their number. */
static const struct registry_entry **
gone_files(const struct registry *registry, GHashTable *open, size_t *count)
{
    const struct registry_entry **gone = NULL;

    *count = 0;
    for (size_t i = 0; i < registry->count; i++) {
        const struct registry_entry *entry = registry->list[i];
        if (entry->before || !*entry->digest ||
            !g_hash_table_contains(open, entry->digest) ||
            !source_is_gone(entry->file.path))
            continue;
        gone = memory_grow(gone, *count, sizeof(struct registry_entry *));
        gone[(*count)++] = entry;
    }
    if (*count > 0)
        qsort(gone, *count, sizeof(struct registry_entry *), by_path);
    return gone;
}

/* Take the first gone file with this content and, unless name is NULL, this
 * name out of the list. NULL if there is none. */
static const struct registry_entry *
take_gone(const struct registry_entry **gone,
          size_t n_gone,
          const char *digest,
          const char *name,
          bool with_ocr)
{
    for (size_t i = 0; i < n_gone; i++) {
        const struct registry_entry *entry = gone[i];
        if (!entry || (name && strcmp(entry->file.name, name) != 0) ||
            (strcmp(entry->digest, digest) != 0 &&
             !is_recognised(entry, digest, with_ocr)))
            continue;
        gone[i] = NULL;
        return entry;
    }
    return NULL;
}

/* Find the files that have moved. */
static void
find_moves(const struct sources *sources,
           char (*digests)[DIGEST_SIZE],
           bool with_ocr,
           const struct registry *registry,
           struct changes *changes)
{
    GHashTable *open = open_digests(changes, digests);
    size_t n_gone = 0;
    const struct registry_entry **gone =
        g_hash_table_size(open) > 0 ? gone_files(registry, open, &n_gone)
                                    : NULL;

    for (int any_name = 0; n_gone > 0 && any_name <= 1; any_name++)
        for (size_t i = 0; i < sources->count; i++) {
            struct change *change = &changes->list[i];
            if (!is_open(change, digests[i]))
                continue;
            const struct registry_entry *from =
                take_gone(gone, n_gone, digests[i],
                          any_name ? NULL : sources->list[i].name, with_ocr);
            if (!from)
                continue;
            change->from = memory_strdup(from->file.path);
            change->is_older = strcmp(from->digest, digests[i]) != 0;
            /* With another name it is read again, unless that would lose what
             * was recognised. */
            change->is_known = !any_name || (!with_ocr && from->is_recognised);
        }
    g_hash_table_destroy(open);
    free(gone);
}

/* What makes two files the same: content and ending. */
static char *
key_of(const char *digest, const char *path)
{
    char *lower = g_ascii_strdown(source_ending(path), -1);
    char *key = g_strconcat(digest, lower, NULL);

    g_free(lower);
    return key;
}

/* Take the path for the original of its content, unless there is one. */
static void
offer_original(GHashTable *originals, const char *digest, const char *path)
{
    char *key = key_of(digest, path);

    if (*digest && !g_hash_table_contains(originals, key))
        g_hash_table_insert(originals, key, (gpointer)path);
    else
        g_free(key);
}

struct comparison {
    const struct sources *sources;
    char (*digests)[DIGEST_SIZE];
    const struct registry *registry;
    GHashTable *places; /* path -> index of the source, plus 1 */
    struct change *changes;
};

/* Whether the index still has the file at the path as it is. */
static bool
is_settled(const struct comparison *c, const char *path)
{
    const size_t place = GPOINTER_TO_SIZE(g_hash_table_lookup(c->places, path));

    if (place == 0)
        return !source_is_gone(path);
    /* One that cannot be read now is as it was, as far as we know. */
    return c->changes[place - 1].is_known || !*c->digests[place - 1];
}

/* By key, the paths of files with the content: those that the index has before
 * others. */
static GHashTable *
find_originals(const struct comparison *c)
{
    GHashTable *originals =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GHashTable *wanted = g_hash_table_new(g_str_hash, g_str_equal);
    const struct source *list = c->sources->list;

    for (size_t i = 0; i < c->sources->count; i++)
        g_hash_table_add(wanted, c->digests[i]);
    for (size_t i = 0; i < c->sources->count; i++)
        if (c->changes[i].is_known || c->changes[i].from)
            offer_original(originals, c->digests[i], list[i].path);
    for (size_t i = 0; i < c->registry->count; i++) {
        const struct registry_entry *entry = c->registry->list[i];
        if (g_hash_table_contains(wanted, entry->digest) &&
            !g_hash_table_contains(c->places, entry->file.path) &&
            !source_is_gone(entry->file.path))
            offer_original(originals, entry->digest, entry->file.path);
    }
    for (size_t i = 0; i < c->sources->count; i++)
        offer_original(originals, c->digests[i], list[i].path);
    g_hash_table_destroy(wanted);
    return originals;
}

static void
find_same(const struct comparison *c)
{
    GHashTable *originals = find_originals(c);

    for (size_t i = 0; i < c->sources->count; i++) {
        char *key = key_of(c->digests[i], c->sources->list[i].path);
        const char *original = g_hash_table_lookup(originals, key);
        g_free(key);
        if (!original || c->changes[i].from ||
            strcmp(original, c->sources->list[i].path) == 0)
            continue;
        c->changes[i].original = memory_strdup(original);
        c->changes[i].compared = memory_strdup(c->digests[i]);
        c->changes[i].is_same = c->changes[i].is_known = true;
    }
    g_hash_table_destroy(originals);
}

/* Find the files that the index has noted as copies: the same report in another
 * format. */
static void
find_noted(const struct comparison *c)
{
    const struct registry_copy *copy;

    for (size_t i = 0; i < c->sources->count; i++) {
        struct change *change = &c->changes[i];
        const struct registry_entry *entry =
            registry_copy(c->registry, c->sources->list[i].path, &copy);
        if (!entry || change->is_known || change->from || !*c->digests[i] ||
            strcmp(copy->digest, c->digests[i]) != 0 ||
            !is_settled(c, entry->file.path))
            continue;
        change->original = memory_strdup(entry->file.path);
        change->compared = memory_strdup(entry->digest);
        change->is_known = true;
    }
}

static void
find_copies(const struct sources *sources,
            char (*digests)[DIGEST_SIZE],
            const struct registry *registry,
            struct change *changes)
{
    const struct comparison c = {.sources = sources,
                                 .digests = digests,
                                 .registry = registry,
                                 .places =
                                     g_hash_table_new(g_str_hash, g_str_equal),
                                 .changes = changes};

    for (size_t i = 0; i < sources->count; i++)
        g_hash_table_insert(c.places, sources->list[i].path,
                            GSIZE_TO_POINTER(i + 1));
    find_same(&c);
    find_noted(&c);
    g_hash_table_destroy(c.places);
}

void
changes_find(const struct sources *sources,
             char (*digests)[DIGEST_SIZE],
             const struct registry *registry,
             bool with_ocr,
             struct changes *out)
{
    out->count = sources->count;
    out->list = memory_resize(NULL, out->count * sizeof *out->list);
    for (size_t i = 0; i < out->count; i++)
        out->list[i] = compare(registry_of(registry, sources->list[i].path),
                               digests[i], with_ocr);
    find_moves(sources, digests, with_ocr, registry, out);
    find_copies(sources, digests, registry, out->list);
}

static int
by_size(const void *a, const void *b)
{
    const struct source *const *x = a, *const *y = b;
    return ((*x)->size > (*y)->size) - ((*x)->size < (*y)->size);
}

size_t
changes_keep_equal_sizes(const struct source **sources, size_t n)
{
    size_t kept = 0;

    qsort(sources, n, sizeof *sources, by_size);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && by_size(&sources[i], &sources[end]) == 0;)
            end++;
        for (size_t k = i; k < end && end - i > 1; k++)
            sources[kept++] = sources[k];
    }
    return kept;
}

void
changes_fini(struct changes *changes)
{
    for (size_t i = 0; i < changes->count; i++) {
        free(changes->list[i].from);
        free(changes->list[i].original);
        free(changes->list[i].compared);
    }
    free(changes->list);
    *changes = (struct changes){0};
}
