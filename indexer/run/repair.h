/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * repair.h: verifies an index, and makes a new one in its place.
 */
#ifndef INDEXER_REPAIR_H
#define INDEXER_REPAIR_H

#include "files/sources.h"
#include "run/run.h"

/* Say whether the index is intact, and what is wrong with it. Returns the exit
 * status. */
int run_verify(const char *db);

/* Make a new index beside the one at db: from the files that it was made from,
 * as far as they exist, and from others that are given, else from its records.
 * Then put it in the place of the old one, which is kept under another name.
 * More sources are added. Returns the exit status: EXIT_REFUSED if anything
 * could not be saved. */
int run_repair(const struct run_options *options,
               struct sources *sources,
               const char *db);

#endif
