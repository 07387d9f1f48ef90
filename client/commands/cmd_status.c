/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "commands/command.h"
#include "print/print.h"
#include "print/prometheus.h"
#include "print/status.h"

#include <stdio.h>

static void
print(const struct options *options, const json_t *result)
{
    const struct style style = print_style(stdout);

    if (options_have(options, OPTION_PROMETHEUS))
        print_prometheus(result, stdout);
    else
        print_status(result, &style);
}

static int
run(struct options *options)
{
    if (options_have(options, OPTION_PROMETHEUS))
        json_object_set_new(options->params, "histograms", json_true());
    return command_answer(options, "status", print, NULL);
}

const struct command cmd_status = {
    .name = "status",
    .arguments = "",
    .takes = "no arguments",
    .options = OPTION_BIT(OPTION_PROMETHEUS) | OPTION_BIT(OPTION_JSON),
    .summary = "print what the daemon serves and has done",
    .run = run,
};
