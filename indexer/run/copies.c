/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run/copies.h"
#include "base/memory.h"

#include "findings/visible.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
copies_add(struct copies *copies,
           const struct source *file,
           const char *original,
           const char *compared,
           const char *digest,
           bool is_same)
{
    copies->list =
        memory_grow(copies->list, copies->count, sizeof *copies->list);
    struct copy *copy = &copies->list[copies->count++];
    *copy = (struct copy){
        .file = file, .original = memory_strdup(original), .is_same = is_same};
    snprintf(copy->compared, sizeof copy->compared, "%s", compared);
    snprintf(copy->digest, sizeof copy->digest, "%s", digest);
}

void
copies_resolve(struct copies *copies)
{
    GHashTable *of = g_hash_table_new(g_str_hash, g_str_equal);

    for (size_t i = 0; i < copies->count; i++)
        g_hash_table_insert(of, copies->list[i].file->path, &copies->list[i]);
    for (size_t i = 0; i < copies->count; i++) {
        struct copy *copy = &copies->list[i];
        const struct copy *other = g_hash_table_lookup(of, copy->original);
        if (!other || strcmp(other->digest, copy->compared) != 0)
            continue;
        free(copy->original);
        copy->original = memory_strdup(other->original);
        memcpy(copy->compared, other->compared, sizeof copy->compared);
        copy->is_same = copy->is_same && other->is_same;
    }
    g_hash_table_destroy(of);
}

void
copies_keep(struct copies *copies,
            bool (*is_kept)(void *data, const struct copy *copy),
            void *data)
{
    size_t n = 0;

    for (size_t i = 0; i < copies->count; i++) {
        if (is_kept(data, &copies->list[i]))
            copies->list[n++] = copies->list[i];
        else
            free(copies->list[i].original);
    }
    copies->count = n;
}

const char *
copies_kind(const struct copy *copy)
{
    return copy->is_same ? "a copy of" : "the same report as";
}

void
copies_print(const struct copies *copies)
{
    for (size_t i = 0; i < copies->count; i++) {
        const struct copy *copy = &copies->list[i];
        findings_putf(stdout, "%s: it is %s %s, and only that is indexed",
                      copy->file->name, copies_kind(copy), copy->original);
        putchar('\n');
    }
}

char *
copies_summary(const struct copies *copies)
{
    const struct copy *first = copies->list;

    if (copies->count == 1)
        return g_strdup_printf(
            "%s is %s %s; the report is indexed once, from that file",
            first->file->path, copies_kind(first), first->original);
    return g_strdup_printf(
        "%zu files have the same reports as others, such as %s, which is %s "
        "%s; each report is indexed once (--check names them all)",
        copies->count, first->file->path, copies_kind(first), first->original);
}

void
copies_fini(struct copies *copies)
{
    for (size_t i = 0; i < copies->count; i++)
        free(copies->list[i].original);
    free(copies->list);
    *copies = (struct copies){0};
}
