/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/form.h"
#include "commands/command.h"
#include "commands/recording.h"
#include "print/expansion.h"
#include "print/grid.h"
#include "print/notes.h"
#include "print/sheet.h"

#include <stdio.h>

static bool
has_any(const struct options *options, const json_t *result)
{
    (void)options;
    return json_array_size(json_object_get(result, "judgements")) > 0;
}

static void
print_judgements(const struct options *options, const json_t *result)
{
    if (options_have(options, OPTION_CSV)) {
        json_t *rows = grid_judgements(result);
        notes_show(result, options->params, stderr);
        sheet_put_csv(rows, stdout);
        json_decref(rows);
    } else if (form_is_records(options)) {
        recording_put(options, &records_judgements,
                      json_object_get(result, "judgements"));
        recording_put_notes(options, result);
    } else {
        expansion_show(result, options->params, stdout);
        grid_show_judgements(result);
        if (!has_any(options, result))
            puts("No judgements found.");
    }
}

static int
run(struct options *options)
{
    return recording_check(options, &records_judgements)
               ? command_answer(options, "judgements", print_judgements,
                                has_any)
               : EXIT_ERROR;
}

const struct command cmd_judgements = {
    .name = "judgements",
    .arguments = "",
    .takes = "no arguments, only options such as --authority",
    .options = COMMAND_DATES | COMMAND_RECORDS | OPTION_BIT(OPTION_CSV) |
               OPTION_BIT(OPTION_JSON),
    .filters = "authority|provider|framework|report|service_area|grade|year",
    .takes_lists = true,
    .summary = "list each authority's grades, report by report",
    .run = run,
};
