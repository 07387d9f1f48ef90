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
is_to_prune(const struct run *run, const struct registry_entry *entry)
{
    const char *path = entry->file.path;

    return is_elsewhere(run, path) || is_given_input(path, run->options) ||
           (run->options->is_pruned && source_is_gone(path) &&
            is_below_any(path, run->options));
}

void
pruning_release(struct run *run)
{
    const struct registry *registry = ingest_registry(run->ingest);

    for (size_t i = 0; i < registry->count; i++)
        if (!registry->list[i].is_released &&
            is_to_prune(run, &registry->list[i]) &&
            !registry_heir(registry, registry->list[i].file.path))
            ingest_release(run->ingest, registry->list[i].file.path);
}

enum fe_status
pruning_end(struct run *run)
{
    const struct registry *registry = ingest_registry(run->ingest);
    enum fe_status status = FE_OK;

    for (size_t i = 0; status == FE_OK && i < registry->count;) {
        if (!is_to_prune(run, &registry->list[i])) {
            i++;
            continue;
        }
        /* It is dropped, which moves another entry here, or a copy's. */
        char *path = memory_strdup(registry->list[i].file.path);
        if (run_names_files(run))
            run_announce(run, "%s is gone", path);
        status = run_changed(run, ingest_prune(run->ingest, path, &run->err));
        free(path);
    }
    return status;
}
