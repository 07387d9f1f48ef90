/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "commands/absentees.h"
#include "commands/command.h"
#include "commands/exporting.h"
#include "commands/hit_list.h"

static bool
has_filter(const json_t *params)
{
    return json_object_get(params, "filters") ||
           json_object_get(params, "date_from") ||
           json_object_get(params, "date_to");
}

static int
run(struct options *options)
{
    const char *typed = command_set_query(options, 0);

    if (!typed)
        return EXIT_ERROR;
    if (options_have(options, OPTION_ABSENT))
        return absentees_run(options);
    if (command_is_blank(typed) && !has_filter(options->params))
        return command_fail("nothing to look for; give words or a filter, or "
                            "try findings --help");
    if (options_have(options, OPTION_FORMAT))
        return exporting_run(options);
    command_set_snippet(options);
    if (!options_have(options, OPTION_ALL))
        json_object_set_new(options->params, "collapse", json_true());
    return command_answer(options, "search", hit_list_print, hit_list_has_any);
}

const struct command cmd_search = {
    .name = "search",
    .arguments = "[WORDS...]",
    .most = -1,
    .options = COMMAND_DATES | COMMAND_MATCHING | COMMAND_PAGE |
               OPTION_BIT(OPTION_SORT) | OPTION_BIT(OPTION_ALL) |
               OPTION_BIT(OPTION_FULL) | OPTION_BIT(OPTION_FACETS) |
               OPTION_BIT(OPTION_COUNT) | OPTION_BIT(OPTION_ABSENT) |
               OPTION_BIT(OPTION_CITE) | OPTION_BIT(OPTION_FORMAT) |
               OPTION_BIT(OPTION_JSON),
    .filters = "*",
    .takes_lists = true,
    .summary = "paragraphs about the words, best first",
    .help = "Without words, what the filters select, newest first.",
    .run = run,
};
