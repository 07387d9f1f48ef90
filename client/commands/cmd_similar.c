/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/form.h"
#include "commands/command.h"
#include "commands/each.h"
#include "commands/hit_list.h"
#include "commands/recording.h"
#include "print/member.h"
#include "print/print.h"

#include <stdio.h>

static void
print_similar(const struct options *options, const json_t *result)
{
    if (form_is_records(options)) {
        recording_put(options, &records_paragraphs,
                      json_object_get(result, "hits"));
        recording_put_notes(options, result);
        return;
    }
    if (!options_have(options, OPTION_CITE)) {
        const struct style style = print_style(stdout);
        print_wrapped_after(
            "Compared by these words: ",
            member_text(json_object_get(result, "query"), "parsed"), 4, &style);
        putchar('\n');
    }
    hit_list_print(options, result);
}

static int
find_similar(struct options *options, const char *id, bool is_first)
{
    if (!command_set_argument(options, "id", id))
        return EXIT_ERROR;
    if (!is_first && form_is_for_person(options))
        putchar('\n');
    return command_answer(options, "similar", print_similar, hit_list_has_any);
}

static int
run(struct options *options)
{
    if (!recording_check(options, &records_paragraphs))
        return EXIT_ERROR;
    command_set_count(options);
    command_set_snippet(options);
    command_set_paths(options);
    return each_id(options, find_similar);
}

const struct command cmd_similar = {
    .name = "similar",
    .arguments = "ID...",
    .takes = "ids, as a search prints them in brackets",
    .least = 1,
    .most = -1,
    .options = COMMAND_DATES | COMMAND_PAGE | OPTION_BIT(OPTION_FULL) |
               COMMAND_RECORDS | OPTION_BIT(OPTION_ONLY_IDS) |
               OPTION_BIT(OPTION_ONLY_PATHS) | OPTION_BIT(OPTION_CITE) |
               OPTION_BIT(OPTION_JSON),
    .filters = "*",
    .takes_lists = true,
    .summary = "find paragraphs like it, those of other reports first",
    .help = "A search prints each paragraph's id in brackets. With - the ids "
            "are read from\n"
            "standard input, one to a line.",
    .run = run,
};
