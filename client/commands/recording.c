/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "commands/recording.h"
#include "ask/form.h"
#include "print/notes.h"
#include "print/print.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool
recording_open(const struct options *options,
               const struct records_kind *kind,
               struct records *records)
{
    static json_t *paths; /* all that have been printed */
    const bool is_ids = options_have(options, OPTION_ONLY_IDS);
    const bool is_paths = options_have(options, OPTION_ONLY_PATHS);
    const char *list = options->values[OPTION_ONLY_FIELDS];

    if (is_ids && !kind->id)
        return print_failure("--ids: %s has no id; use --fields, as in: "
                             "--fields %s",
                             kind->name, kind->usual);
    if (is_ids)
        list = kind->id;
    else if (is_paths)
        list = "path";
    if (!records_choose(kind, list, records))
        return false;
    if (is_paths && !paths)
        paths = json_object();
    records->seen = paths;
    if (options_have(options, OPTION_NUL))
        records->end = '\0';
    return true;
}

bool
recording_check(const struct options *options, const struct records_kind *kind)
{
    struct records records;

    return !form_is_records(options) || recording_open(options, kind, &records);
}

void
recording_put_names(const struct options *options,
                    const struct records *records)
{
    static bool is_done;

    if (options_have(options, OPTION_HEADER) && !is_done)
        records_put_names(records);
    is_done = true;
}

void
recording_put(const struct options *options,
              const struct records_kind *kind,
              const json_t *objects)
{
    struct records records;

    if (!recording_open(options, kind, &records))
        return;
    recording_put_names(options, &records);
    records_put_all(&records, objects);
}

void
recording_put_table(const struct options *options, const json_t *rows)
{
    const struct records records = {
        .end = options_have(options, OPTION_NUL) ? '\0' : '\n', .out = stdout};
    size_t i;
    json_t *row;

    json_array_foreach(rows, i, row) { records_put_row(&records, row); }
}

bool
recording_has_notes(void)
{
    return isatty(STDERR_FILENO);
}

void
recording_put_notes(const struct options *options, const json_t *result)
{
    if (recording_has_notes())
        notes_show(result, options->params, stderr);
}
