/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "commands/command.h"
#include "print/status.h"

#include <stdio.h>

static void
print(const struct options *options, const json_t *result)
{
    const struct style style = print_style(stdout);

    (void)options;
    print_word_files(result, &style);
}

static int
run(struct options *options)
{
    return command_answer(options, "reload", print, NULL);
}

const struct command cmd_reload = {
    .name = "reload",
    .arguments = "",
    .takes = "no arguments",
    .options = OPTION_BIT(OPTION_JSON),
    .summary = "let the daemon read its files of words again",
    .run = run,
};
