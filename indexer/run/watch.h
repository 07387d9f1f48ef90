/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * watch.h: runs again whenever something changes below the paths.
 */
#ifndef INDEXER_WATCH_H
#define INDEXER_WATCH_H

#include "run/run.h"

/* Bring the index in the folder db up to date with the options' paths, of which
 * there must be one, and again after each change below them, until SIGINT or
 * SIGTERM; the options' sources and history are not used. Returns the exit
 * status: EXIT_ALL after a signal. It ends for a reason of its own only if the
 * first run fails, or if the index is damaged. */
int watch_run(const struct run_options *options, const char *db);

#endif
