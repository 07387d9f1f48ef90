/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * commands.h: the commands of the program.
 */
#ifndef CLIENT_COMMANDS_H
#define CLIENT_COMMANDS_H

#include "ask/options.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct command {
    const char *name;
    const char *words;   /* that it takes, for a person */
    int least, most;     /* how many; most -1: any number */
    uint32_t options;    /* that it takes, but for --socket, --help
                            and --version */
    const char *filters; /* fields, '|' between; NULL: none */
    int (*run)(struct options *options); /* gives the exit status */
    const char *summary;                 /* a line */
    const char *more;                    /* lines of its own help */
};

/* The first of them is what is done where the first word is none. */
extern const struct command commands[];
extern const size_t n_commands;

/* The command of this name; NULL. */
const struct command *command_find(const char *name);

/* Run it; the exit status. What it does not accept has been reported. */
int command_run(const struct command *command, struct options *options);

/* Whether it takes the filter of this field. */
bool command_filters(const struct command *command, const char *field);

#endif
