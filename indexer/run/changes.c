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

/* One entry for each file, in order of path, and their number. */
static const struct registry_entry **
known_files(const struct registry *registry, size_t *count)
{
    const struct registry_entry **files =
        memory_resize(NULL, registry->count * sizeof *files);
    size_t n = 0;

    for (size_t i = 0; i < registry->count; i++)
        files[i] = &registry->list[i];
    qsort(files, registry->count, sizeof *files, by_path);
    for (size_t i = 0; i < registry->count; i++)
        if (n == 0 || by_path(&files[i], &files[n - 1]) != 0)
            files[n++] = files[i];
    *count = n;
    return files;
}

static bool
is_as_it_was(const struct source *source,
             const char *digest,
             const struct registry_entry **files,
             size_t n_files)
{
    const struct registry_entry wanted = {.file = *source}, *key = &wanted;
    const struct registry_entry *const *found =
        bsearch(&key, files, n_files, sizeof *files, by_path);

    return found && *digest && strcmp((*found)->digest, digest) == 0;
}

/* Take the first gone file with this digest and, unless name is NULL, this name
 * out of the list. Returns its path; NULL if there is none. */
static const char *
take_gone(const struct registry_entry **gone,
          size_t n_gone,
          const char *digest,
          const char *name)
{
    for (size_t i = 0; i < n_gone; i++) {
        if (!gone[i] || strcmp(gone[i]->digest, digest) != 0 ||
            (name && strcmp(gone[i]->file.name, name) != 0))
            continue;
        const char *path = gone[i]->file.path;
        gone[i] = NULL;
        return path;
    }
    return NULL;
}

void
changes_find(const struct sources *sources,
             char (*digests)[DIGEST_SIZE],
             const struct registry *registry,
             struct changes *out)
{
    size_t n_files, n_gone = 0;
    const struct registry_entry **files = known_files(registry, &n_files);

    out->count = sources->count;
    out->list = memory_resize(NULL, out->count * sizeof *out->list);
    for (size_t i = 0; i < out->count; i++)
        out->list[i] =
            (struct change){.is_known = is_as_it_was(
                                &sources->list[i], digests[i], files, n_files)};
    for (size_t i = 0; i < n_files; i++)
        if (*files[i]->digest && source_is_gone(files[i]->file.path))
            files[n_gone++] = files[i];
    for (int any_name = 0; any_name <= 1; any_name++)
        for (size_t i = 0; i < out->count; i++) {
            struct change *change = &out->list[i];
            if (change->is_known || change->from || !*digests[i])
                continue;
            const char *from =
                take_gone(files, n_gone, digests[i],
                          any_name ? NULL : sources->list[i].name);
            if (from)
                change->from = memory_strdup(from);
            change->is_known = from && !any_name;
        }
    free(files);
}

void
changes_fini(struct changes *changes)
{
    for (size_t i = 0; i < changes->count; i++)
        free(changes->list[i].from);
    free(changes->list);
    *changes = (struct changes){0};
}
