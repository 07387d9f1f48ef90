/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run/split.h"
#include "base/memory.h"
#include "index/ids.h"

#include <glib.h>
#include <stdlib.h>

/* The report as a source, whose path and name the caller frees. */
static struct source
source_of(const struct report *report)
{
    char *path = g_strconcat(SOURCE_INPUT, report->id, NULL);
    const struct source source = {.path = memory_strdup(path),
                                  .name = memory_strdup(report->id)};

    g_free(path);
    return source;
}

static void
source_fini(struct source *source)
{
    free(source->path);
    free(source->name);
}

bool
split_accept(struct ingest *ingest,
             const struct report_list *reports,
             char reason[REASON_SIZE])
{
    bool is_good = true;

    for (size_t i = 0; is_good && i < reports->count; i++) {
        const struct report_list one = {.list = &reports->list[i], .count = 1};
        struct source source = source_of(one.list);
        is_good = ids_accept(ingest, &one, source.path, reason);
        source_fini(&source);
    }
    return is_good;
}

enum fe_status
split_put(struct ingest *ingest,
          struct report_list *reports,
          struct fe_error *err)
{
    enum fe_status status = FE_OK;

    for (size_t i = 0; status == FE_OK && i < reports->count; i++) {
        struct report_list one = {.list = &reports->list[i], .count = 1};
        struct source source = source_of(one.list);
        status = ingest_file(ingest, &one, &source, "", err);
        source_fini(&source);
    }
    return status;
}
