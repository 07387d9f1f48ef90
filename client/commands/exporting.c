/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "commands/exporting.h"
#include "ask/ask.h"
#include "print/format.h"
#include "print/notes.h"

#include <stdio.h>

struct exporting {
    const struct format *format;
    size_t count;
};

static bool
take_records(const json_t *part, void *data)
{
    struct exporting *exporting = data;
    size_t i;
    json_t *record;

    json_array_foreach(part, i, record)
    {
        if (exporting->count == 0)
            format_begin(exporting->format, stdout);
        format_record(exporting->format, record, exporting->count++, stdout);
    }
    return !ferror(stdout); /* if it failed, read no more */
}

int
exporting_run(struct options *options)
{
    struct exporting exporting = {
        .format = format_find(options->values[OPTION_FORMAT])};
    int status;
    json_t *result = ask_parts(options, "export", json_incref(options->params),
                               take_records, &exporting, &status);

    if (!result)
        return status;
    if (exporting.count == 0)
        format_begin(exporting.format, stdout);
    format_end(exporting.format, stdout);
    notes_show(result, options->params, stderr);
    json_decref(result);
    return exporting.count > 0 ? EXIT_FOUND : EXIT_NOTHING;
}
