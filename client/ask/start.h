/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * start.h: starts a daemon for the user when none answers, so that nobody has
 * to think of it. Which of many clients starts it is decided by the daemon's
 * own lock: those that come second wait for the first one's.
 */
#ifndef CLIENT_ASK_START_H
#define CLIENT_ASK_START_H

#include "ask/connection.h"
#include "ask/options.h"

#include <stdbool.h>
#include <stdint.h>

/* One attempt to reach a daemon. Initialise it with zeros. */
struct start {
    int64_t until; /* when to give up; 0: it has not begun */
    int64_t again; /* when to start one once more */
    int wait_ms;   /* before that */
    int cuts;      /* how often the connection was closed at once */
};

/* After the connection could not be opened: whether to open it again, because a
 * daemon has been started, or somebody else is just starting or ending one. It
 * may have waited for that. If not, the reason says why: the connection's, or
 * why no daemon could be started. */
bool start_daemon(struct start *start,
                  const struct options *options,
                  const struct connection *connection,
                  const char *owner,
                  char reason[FINDINGS_REASON_SIZE]);

/* Warn if the daemon answers from another index than the one that the user has
 * chosen, perhaps after it was started. */
void start_check_index(const struct options *options,
                       const struct connection *connection,
                       const char *owner);

#endif
