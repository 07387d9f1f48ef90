/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "commands/command.h"
#include "commands/hit_list.h"
#include "print/explain.h"
#include "print/notes.h"
#include "print/show.h"
#include "print/print.h"

enum { HITS = 3 }; /* unless -n says otherwise */

static void
print_explanation(const struct options *options, const json_t *result)
{
    notes_show(result, options->params, stdout);
    explain_show(result, options->offset);
    show_totals(result, options->offset, stdout);
}

static int
run(struct options *options)
{
    const char *typed = command_set_query(options, 0);

    if (!typed)
        return EXIT_ERROR;
    if (command_is_blank(typed)) {
        print_failure("explain needs words to search for; give some, as in: "
                      "findings explain \"case recording\"");
        return EXIT_ERROR;
    }
    command_set_snippet(options);
    command_set_paths(options);
    if (!options_have(options, OPTION_ALL))
        json_object_set_new(options->params, "collapse", json_true());
    if (!options_have(options, OPTION_LIMIT))
        json_object_set_new(options->params, "limit", json_integer(HITS));
    return command_answer(options, "explain", print_explanation,
                          hit_list_has_any);
}

const struct command cmd_explain = {
    .name = "explain",
    .arguments = "WORD...",
    .takes = "words to search for",
    .least = 1,
    .most = -1,
    .options = COMMAND_DATES | COMMAND_MATCHING | COMMAND_PAGE |
               OPTION_BIT(OPTION_SORT) | OPTION_BIT(OPTION_ALL) |
               OPTION_BIT(OPTION_FULL) | OPTION_BIT(OPTION_JSON),
    .filters = "*",
    .takes_lists = true,
    .saved_to = 1,
    .summary = "explain how a query was read and its hits ranked",
    .help = "Rarity: the fewer paragraphs contain a term, the more it adds to "
            "a score.",
    .run = run,
};
