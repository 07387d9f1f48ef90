/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * facts.h: what every answer may say about the daemon itself.
 */
#ifndef DAEMON_MESSAGES_FACTS_H
#define DAEMON_MESSAGES_FACTS_H

#include "messages/limits.h"
#include "messages/metrics.h"
#include "messages/served.h"
#include "messages/words.h"

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

/* Kept up to date on the loop's thread; each job gets a copy. */
struct facts {
    const struct served *served; /* the index; outlives the answers */
    const struct limit *limits;  /* of enum limit_id; outlive them too */
    double started;              /* by facts_clock() */
    uint64_t revision;  /* of the index, when a worker last looked; 0: nothing
                           of it can be read */
    const char *socket; /* where it listens; NULL if that is not known */
    struct metrics *metrics; /* NULL: nothing is counted */
    struct words *words;     /* in force; NULL: none. A job holds a reference */
    const struct words_reader *words_reader; /* how they are read again */
    uint64_t commits; /* of the index, by fe_index_changes() */
    unsigned connections;
    unsigned running;    /* requests that workers are busy with */
    unsigned waiting;    /* requests that wait for a worker */
    unsigned slow;       /* of those running: searches that take long */
    size_t unread_bytes; /* of answers that clients have not read */
};

/* A path as JSON, which the caller owns. It need not be valid UTF-8: other
 * bytes become question marks. */
json_t *facts_path_json(const char *path);

/* The seconds of a monotonic clock. */
double facts_clock(void);

/* Seconds since 1970 as a time in UTC, "2026-11-30T02:15:00Z". Returns out. */
enum { FACTS_TIME_SIZE = 32 };
const char *facts_time(int64_t seconds, char out[FACTS_TIME_SIZE]);

#endif
