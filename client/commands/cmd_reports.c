/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/ask.h"
#include "ask/form.h"
#include "commands/command.h"
#include "commands/recording.h"
#include "print/notes.h"
#include "print/pager.h"
#include "print/report.h"
#include "print/sheet.h"

#include <stdio.h>

static bool
take_reports(const json_t *part, void *data)
{
    return json_array_extend(data, (json_t *)part) == 0;
}

static void
print_reports(const struct options *options,
              const json_t *result,
              const json_t *reports)
{
    if (options_have(options, OPTION_JSON)) {
        print_json(result, stdout);
    } else if (options_have(options, OPTION_CSV)) {
        json_t *rows = report_rows(reports);
        notes_show(result, options->params, stderr);
        sheet_put_csv(rows, stdout);
        json_decref(rows);
    } else if (form_is_records(options)) {
        recording_put(options, &records_reports, reports);
        recording_put_notes(options, result);
    } else {
        pager_start();
        notes_show(result, options->params, stdout);
        report_show_list(reports);
    }
}

static int
run(struct options *options)
{
    if (!recording_check(options, &records_reports))
        return EXIT_ERROR;
    json_t *reports = json_array();
    int status;
    json_t *result = ask_parts(options, "reports", json_incref(options->params),
                               take_reports, reports, &status);

    if (result) {
        json_object_set(result, "reports", reports);
        print_reports(options, result, reports);
        status = json_array_size(reports) > 0 ? EXIT_FOUND : EXIT_NOTHING;
    }
    json_decref(result);
    json_decref(reports);
    return status;
}

const struct command cmd_reports = {
    .name = "reports",
    .arguments = "",
    .takes = "no arguments, only options such as --authority",
    .options = COMMAND_DATES | COMMAND_RECORDS | OPTION_BIT(OPTION_ONLY_IDS) |
               OPTION_BIT(OPTION_ONLY_PATHS) | OPTION_BIT(OPTION_CSV) |
               OPTION_BIT(OPTION_JSON),
    .filters = "authority|provider|framework|report|service_area|grade|year",
    .takes_lists = true,
    .summary = "list what is indexed: reports, their grades and files",
    .help = "--grade selects by the overall grade.",
    .run = run,
};
