/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * link.h: the connection to the daemon, which never makes anybody wait. Of the
 * requests in one slot only the latest matters: a newer one cancels it, and its
 * answer is dropped. If the connection is lost, it is opened again, and what
 * was not answered is asked again.
 *
 * A thread of its own opens the connection, as that may take a while: by
 * ask_connect(), which alone decides what there is to connect to, and whether
 * to start it. Everything else happens in the caller's thread.
 */
#ifndef BROWSE_LINK_H
#define BROWSE_LINK_H

#include "ask/connection.h"
#include "ask/options.h"

#include "findings/places.h"

#include <glib.h>
#include <jansson.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>

enum { LINK_SLOTS = 4 };

enum {
    LINK_AGAIN_MS = 500, /* after a failure to connect */
    LINK_SLOW_MS = 1000  /* an answer that takes longer is slow */
};

struct link_slot {
    const char *method; /* static; NULL: nothing is asked */
    json_t *params;     /* owned, until it is answered */
    json_int_t id;      /* of the request; 0: not sent yet */
    int64_t since;      /* when it was asked, in milliseconds */
};

struct link {
    const struct options *options; /* borrowed */
    struct connection connection;  /* valid while is_open */
    bool is_open;
    bool is_wanted; /* opened even if nothing is asked */
    int attempt;    /* where a thread says how its attempt ended; -1: none */
    int64_t again;  /* when to try again */
    json_int_t last_id;
    int n_flying;      /* requests without an answer, cancelled ones included */
    GString *out;      /* what is still to be sent: a few requests at most */
    GArray *cancelled; /* ids that are still to be cancelled */
    struct link_slot slots[LINK_SLOTS];
    char reason[FINDINGS_REASON_SIZE]; /* why there is no connection, or "" */
};

/* Monotonic time in milliseconds. */
int64_t link_now(void);

void link_init(struct link *link, const struct options *options);
void link_fini(struct link *link);

/* Ask in place of what was asked in this slot; takes ownership of params. */
void link_ask(struct link *link, int slot, const char *method, json_t *params);

/* Give up what was asked in this slot. */
void link_drop(struct link *link, int slot);

/* Connect and send whatever is to be done. What to wait for is added to polled,
 * its number returned: 0 or 1. *wait_ms is lowered to when to call this again
 * at the latest. */
int link_work(struct link *link, struct pollfd *polled, int *wait_ms);

/* The next answer, which the caller owns, and its slot; NULL if there is none
 * yet. Call it until then after poll(). */
json_t *link_next(struct link *link, int *slot);

/* Whether an answer takes long. */
bool link_is_slow(const struct link *link);

#endif
