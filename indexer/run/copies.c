/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run/copies.h"
#include "base/memory.h"

#include "findings/visible.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

void
copies_add(struct copies *copies,
           const struct source *file,
           const char *original,
           const char *digest,
           bool is_same)
{
    copies->list =
        memory_grow(copies->list, copies->count, sizeof *copies->list);
    struct copy *copy = &copies->list[copies->count++];
    *copy = (struct copy){
        .file = file, .original = memory_strdup(original), .is_same = is_same};
    snprintf(copy->digest, sizeof copy->digest, "%s", digest);
}

static const char *
what_it_is(const struct copy *copy)
{
    return copy->is_same ? "a copy of" : "the same report as";
}

void
copies_print(const struct copies *copies)
{
    for (size_t i = 0; i < copies->count; i++) {
        const struct copy *copy = &copies->list[i];
        findings_putf(stdout, "%s: it is %s %s, and only that is indexed",
                      copy->file->name, what_it_is(copy), copy->original);
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
            first->file->path, what_it_is(first), first->original);
    return g_strdup_printf(
        "%zu files have the same reports as others, such as %s, which is %s "
        "%s; each report is indexed once (--check names them all)",
        copies->count, first->file->path, what_it_is(first), first->original);
}

void
copies_fini(struct copies *copies)
{
    for (size_t i = 0; i < copies->count; i++)
        free(copies->list[i].original);
    free(copies->list);
    *copies = (struct copies){0};
}
