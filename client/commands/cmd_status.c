/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "commands/command.h"
#include "print/line.h"
#include "print/print.h"

#include "findings/visible.h"

#include <stdio.h>

static void
print_status(const struct options *options, const json_t *result)
{
    json_t *object = (json_t *)result; /* iterating does not change it */
    const struct style style = print_style(stdout);
    const char *name;
    json_t *value;

    (void)options;
    json_object_foreach(object, name, value)
    {
        struct line line;
        line_open(&line, &style);
        findings_putf(line.out, "%-13s", name);
        if (json_is_string(value))
            print_text(json_string_value(value), line.out);
        else
            fprintf(line.out, "%" JSON_INTEGER_FORMAT,
                    json_integer_value(value));
        line_print(&line, "", 13);
    }
}

static int
run(struct options *options)
{
    return command_answer(options, "status", print_status, NULL);
}

const struct command cmd_status = {
    .name = "status",
    .arguments = "",
    .takes = "no arguments",
    .options = OPTION_BIT(OPTION_JSON),
    .summary = "print what the daemon serves",
    .run = run,
};
