/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run/missed.h"
#include "base/memory.h"
#include "base/say.h"

#include "findings/trouble.h"

#include <stdlib.h>
#include <string.h>

void
missed_init(struct missed *missed, size_t n_sources)
{
    *missed = (struct missed){.is = memory_resize(NULL, n_sources)};
    memset(missed->is, false, n_sources);
}

void
missed_add(struct missed *missed, size_t source, int lacks)
{
    missed->count += !missed->is[source];
    missed->is[source] = true;
    missed->lacks = lacks;
}

void
missed_say(const struct missed *missed, const struct sources *sources)
{
    const size_t others = missed->count - 1;
    size_t first = 0;

    while (!missed->is[first])
        first++;
    char *more = others > 0 ? g_strdup_printf(" and %zu other file%s", others,
                                              others == 1 ? "" : "s")
                            : g_strdup("");
    say("cannot read %s%s: %s; %s", sources->list[first].path, more,
        strerror(missed->lacks), findings_advice(missed->lacks));
    g_free(more);
}

void
missed_fini(struct missed *missed)
{
    free(missed->is);
    *missed = (struct missed){0};
}
