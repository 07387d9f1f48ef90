/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * found_records.h: what a search finds, as records: every paragraph that is
 * counted, best first; with -n or --offset a page of them; with --facets or
 * --count the counts instead.
 */
#ifndef CLIENT_COMMANDS_FOUND_RECORDS_H
#define CLIENT_COMMANDS_FOUND_RECORDS_H

#include "ask/options.h"

/* Ask and print; the query must be set. Returns the exit status. */
int found_records_run(struct options *options);

#endif
