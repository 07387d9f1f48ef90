/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * sides.h: which two reports a comparison is between.
 */
#ifndef DAEMON_METHODS_SIDES_H
#define DAEMON_METHODS_SIDES_H

#include "messages/failure.h"

#include "findings/engine.h"

#include <jansson.h>
#include <stdbool.h>

enum { SIDES = 2 };

/* The parameters that are read here, for the list given to params_known(). */
#define SIDES_PARAMS "reports", "authority", "sides"

/* Each side is a report or an authority. With "authority" both are the same
 * authority. Strings are borrowed from the parameters. */
struct sides {
    struct side {
        const char *report; /* its id; NULL: the authority is given */
        const char *authority;
        const char *param; /* that names it */
    } list[SIDES];
    bool is_one_authority;
};

/* Read the parameters; false if they are wrong, with *failure set. */
bool
sides_read(struct sides *sides, const json_t *params, struct failure *failure);

/* Find the records of the two reports, which the caller owns, even on error,
 * where they may be NULL and *failure is set. */
bool sides_find(const struct sides *sides,
                struct fe_reader *reader,
                json_t *records[SIDES],
                struct failure *failure);

#endif
