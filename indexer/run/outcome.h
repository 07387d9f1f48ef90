/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * outcome.h: what becomes of a file that was read: its reports are dumped or
 * put into the index, or it is a copy, waits for others, or is refused.
 */
#ifndef INDEXER_OUTCOME_H
#define INDEXER_OUTCOME_H

#include "run/run_private.h"
#include "run/workers.h"

/* Take what a worker read from a file. If it could not be read, the file is
 * refused and the run continues; if it cannot be written, the run ends. */
enum fe_status outcome_take(struct run *run,
                            const struct workers_answer *answer);

/* All have been read: settle the files that wait for others, in one commit. */
enum fe_status outcome_settle_waiting(struct run *run);

#endif
