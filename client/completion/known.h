/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * known.h: the options of the three programs, as completion sees them.
 */
#ifndef CLIENT_COMPLETION_KNOWN_H
#define CLIENT_COMPLETION_KNOWN_H

#include "commands/command.h"

#include <stdbool.h>
#include <stddef.h>

struct findings_field;

struct known_option {
    char spelling[32];  /* "--grade", "-n" */
    const char *values; /* what its value is, as help writes it: "PATH",
                           "auto|all|any"; NULL if it takes none */
    const char *help;   /* or NULL */
    const struct findings_field *field; /* the values of which it takes, in a
                                           list; or NULL */
};

enum { KNOWN_MAX = 96 };

/* The options of a program, by its name. Those of findings are the options that
 * the command accepts, or all if it is NULL. Any other name is that of
 * findings, which may have an alias. Returns how many. */
size_t known_options(const char *program,
                     const struct command *command,
                     struct known_option out[KNOWN_MAX]);

/* What the arguments of the program are, as help writes it; NULL for findings,
 * whose commands differ. */
const char *known_arguments(const char *program);

#endif
