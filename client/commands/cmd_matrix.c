/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/form.h"
#include "commands/command.h"
#include "commands/recording.h"
#include "print/expansion.h"
#include "print/grid.h"
#include "print/member.h"
#include "print/notes.h"
#include "print/sheet.h"

static void
print_matrix(const struct options *options, const json_t *result)
{
    if (options_have(options, OPTION_CSV)) {
        json_t *rows = grid_matrix(result);
        notes_show(result, options->params, stderr);
        sheet_put_csv(rows, stdout);
        json_decref(rows);
    } else if (form_is_records(options)) {
        json_t *rows = grid_matrix(result);
        recording_put_table(options, rows);
        recording_put_notes(options, result);
        json_decref(rows);
    } else {
        expansion_show(result, options->params, stdout);
        grid_show_matrix(result);
    }
}

static bool
has_any(const struct options *options, const json_t *result)
{
    (void)options;
    return member_count(result, "total") > 0;
}

static int
run(struct options *options)
{
    return command_set_query(options, 0)
               ? command_answer(options, "matrix", print_matrix, has_any)
               : EXIT_ERROR;
}

const struct command cmd_matrix = {
    .name = "matrix",
    .arguments = "[WORD...]",
    .most = -1,
    .options = COMMAND_DATES | COMMAND_MATCHING | OPTION_BIT(OPTION_ROWS) |
               OPTION_BIT(OPTION_COLUMNS) | OPTION_BIT(OPTION_COUNT) |
               OPTION_BIT(OPTION_HEADER) | OPTION_BIT(OPTION_NUL) |
               OPTION_BIT(OPTION_CSV) | OPTION_BIT(OPTION_JSON),
    .filters = "*",
    .takes_lists = true,
    .saved_to = 1,
    .summary = "count in rows and columns",
    .help =
        "The total of a row or column counts a report once, even if it is in "
        "two cells.",
    .run = run,
};
