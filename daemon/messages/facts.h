/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * facts.h: what every answer may say about the daemon itself.
 */
#ifndef DAEMON_MESSAGES_FACTS_H
#define DAEMON_MESSAGES_FACTS_H

/* Kept up to date on the loop's thread; each job gets a copy. */
struct facts {
    const char *db; /* the path of the index; outlives the answers */
    double started; /* by facts_clock() */
    unsigned connections;
};

/* The seconds of a monotonic clock. */
double facts_clock(void);

#endif
