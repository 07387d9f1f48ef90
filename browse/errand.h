/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * errand.h: other programs that are run while the screen is in use: they have
 * no terminal, nobody waits for them, and what they say is caught.
 */
#ifndef BROWSE_ERRAND_H
#define BROWSE_ERRAND_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

enum { ERRANDS_MAX = 4, ERRAND_SAID_SIZE = 256 };

struct errand {
    pid_t pid;        /* 0: none */
    FILE *said;       /* what it printed */
    const char *done; /* static; what to say if it succeeded in silence; NULL if
                         nothing is to be said whatever happens */
};

/* Initialise it with zeros. */
struct errands {
    struct errand all[ERRANDS_MAX];
};

/* Run the program, which is looked for in PATH unless its name has a slash,
 * with `input` as its standard input, or nothing if that is NULL. False if it
 * cannot be run. */
bool errands_start(struct errands *errands,
                   const char *const *argv,
                   const char *input,
                   const char *done);

/* Whether an errand has ended. *said is then what it printed, in one line, or
 * what to say instead; empty if nothing is to be said. */
bool errands_end(struct errands *errands, char said[ERRAND_SAID_SIZE]);

/* Let those that still run go on by themselves. */
void errands_fini(struct errands *errands);

#endif
