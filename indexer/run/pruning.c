/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run/pruning.h"
#include "base/memory.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static bool
is_below(const char *path, const char *folder)
{
    const size_t len = strlen(folder);
    return strncmp(path, folder, len) == 0 && (path[len] == '/' || !path[len]);
}

static bool
is_below_any(const char *path, const struct run_options *options)
{
    char place[PATH_MAX];

    for (size_t i = 0; i < options->n_paths; i++)
        if (source_place(options->paths[i], place, sizeof place) &&
            is_below(path, place))
            return true;
    return options->n_paths == 0;
}

/* Whether the path is that of standard input and was given: the index has the
 * only copy of it, so it is dropped only by its name. */
static bool
is_given_input(const char *path, const struct run_options *options)
{
    bool is_given = false;

    for (size_t i = 0; source_is_input(path) && i < options->n_paths; i++)
        is_given |= strcmp(options->paths[i], path) == 0;
    return is_given;
}

/* Whether the file is that of another shard now. */
static bool
is_elsewhere(const struct run *run, const char *path)
{
    GHashTable *elsewhere = run->options->sources->elsewhere;

    return elsewhere && g_hash_table_contains(elsewhere, path);
}

bool
pruning_is_due(const struct run *run)
{
    return run->options->is_pruned || run->options->sources->elsewhere;
}

static bool
is_to_prune(const struct run *run, const char *path)
{
    return is_elsewhere(run, path) || is_given_input(path, run->options) ||
           (run->options->is_pruned && source_is_gone(path) &&
            is_below_any(path, run->options));
}

void
pruning_release(struct run *run)
{
    const struct registry *registry = ingest_registry(run->ingest);

    for (size_t i = 0; i < registry->count; i++) {
        const struct registry_entry *entry = registry->list[i];
        if (!entry->before && is_to_prune(run, entry->file.path) &&
            !registry_heir(registry, entry->file.path))
            ingest_release(run->ingest, entry->file.path);
    }
}

/* Remove the reports of the file, unless there is a copy; but that may be one
 * to prune too. */
static enum fe_status
prune(struct run *run, const char *path)
{
    const struct registry *registry = ingest_registry(run->ingest);
    char *left = memory_strdup(path);
    enum fe_status status = FE_OK;

    while (status == FE_OK && left) {
        const struct registry_copy *heir = registry_heir(registry, left);
        char *next = heir && is_to_prune(run, heir->file.path)
                         ? memory_strdup(heir->file.path)
                         : NULL;
        if (run_names_files(run))
            run_announce(run, "%s is gone", left);
        status = run_changed(run, ingest_prune(run->ingest, left, &run->err));
        free(left);
        left = next;
    }
    free(left);
    return status;
}

enum fe_status
pruning_end(struct run *run)
{
    const struct registry *registry = ingest_registry(run->ingest);
    GPtrArray *paths = g_ptr_array_new_with_free_func(free);
    enum fe_status status = FE_OK;

    for (size_t i = 0; i < registry->count; i++) {
        const struct registry_entry *entry = registry->list[i];
        if (!entry->before && is_to_prune(run, entry->file.path))
            g_ptr_array_add(paths, memory_strdup(entry->file.path));
    }
    for (guint i = 0; status == FE_OK && i < paths->len; i++)
        status = prune(run, paths->pdata[i]);
    g_ptr_array_free(paths, TRUE);
    return status;
}
