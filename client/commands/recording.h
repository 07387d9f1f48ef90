/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * recording.h: results as records (print/records.h) for another program, as the
 * options for these say.
 */
#ifndef CLIENT_COMMANDS_RECORDING_H
#define CLIENT_COMMANDS_RECORDING_H

#include "ask/options.h"
#include "print/records.h"

#include <jansson.h>
#include <stdbool.h>

/* How to print records of this kind. If the options ask for what it does not
 * have, reports that and returns false. */
bool recording_open(const struct options *options,
                    const struct records_kind *kind,
                    struct records *records);

/* The same before the daemon is asked: whether the options can be followed, if
 * records are wanted at all. */
bool recording_check(const struct options *options,
                     const struct records_kind *kind);

/* Print the names of the fields, if --header asks for them: only once, although
 * there may be several lists. */
void recording_put_names(const struct options *options,
                         const struct records *records);

/* Print a list of objects, after the names of their fields if --header asks for
 * them. The options have been checked. */
void recording_put(const struct options *options,
                   const struct records_kind *kind,
                   const json_t *objects);

/* The same for a table, a list of rows of which the first has the names of its
 * columns. It is always printed: without it, numbers say nothing. */
void recording_put_table(const struct options *options, const json_t *rows);

/* Print what the daemon says about the query on standard error, but only if a
 * person reads that: it is not for scripts. */
void recording_put_notes(const struct options *options, const json_t *result);

/* Whether recording_put_notes() prints. */
bool recording_has_notes(void);

#endif
