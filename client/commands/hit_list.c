/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "commands/hit_list.h"
#include "print/expansion.h"
#include "print/facets.h"
#include "print/member.h"
#include "print/show.h"

#include <stdio.h>

bool
hit_list_has_any(const struct options *options, const json_t *result)
{
    return member_count(result, "total") > 0 ||
           (member_count(result, "ranked") > 0 &&
            !options_have(options, OPTION_CITE));
}

void
hit_list_print(const struct options *options, const json_t *result)
{
    const bool is_cited = options_have(options, OPTION_CITE);
    FILE *around = is_cited ? stderr : stdout;

    expansion_show(result, options->params, around);
    if (is_cited)
        show_citations(result);
    else
        show_hits(result, options->offset);
    show_totals(result, options->offset, around);
    if (!is_cited)
        facets_show(result, options->params, options->values[OPTION_COUNT],
                    options_have(options, OPTION_FACETS));
}
