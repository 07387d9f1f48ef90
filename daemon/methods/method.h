/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * method.h: a method that clients can call: its parameters are read once, into
 * a request, and a run answers it. Each method has a file of its own, with its
 * entry at the end; docs/protocol.md describes them.
 */
#ifndef DAEMON_METHODS_METHOD_H
#define DAEMON_METHODS_METHOD_H

#include "messages/facts.h"
#include "messages/failure.h"

#include "findings/engine.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* What a run has appended. */
enum method_output {
    METHOD_RESULT,   /* the result: nothing follows */
    METHOD_PART,     /* a part: run it again for the next */
    METHOD_LAST_PART /* the last part: run it again, without a reader, for
                        the result */
};

/* How much a run found, for the log; nothing unless it says so. */
struct method_found {
    bool is_known;
    size_t shown; /* records that it appended */
    size_t total; /* that there are */
};

/* The same of hits that it appended. */
static inline struct method_found
method_found_of(const struct fe_hits *hits)
{
    return (struct method_found){true, fe_hits_count(hits),
                                 fe_hits_total(hits)};
}

/* A call of a method, from its first run to its last. */
struct method_call {
    struct fe_reader *reader; /* lent for one run; NULL if none is needed */
    const struct facts *facts;
    enum method_output output; /* METHOD_RESULT unless a run sets it */
    struct method_found found; /* zeroed before each run */
    struct words *words; /* what a run has read, to take the place of those in
                            force; the caller takes the reference */
    bool is_found;  /* for "cancel": the request that it is about is pending */
    void *progress; /* what one run keeps for the next; NULL before the first.
                       The method's end() frees it */
};

struct method {
    const char *name;
    bool needs_reader;
    bool is_quick; /* its cost does not depend on what is asked for, so it does
                      not wait behind those that take long */
    bool is_restricted; /* for the user who runs the daemon, and root */
    bool is_timed;      /* the result gets "took_us" */
    size_t size; /* of its request, in bytes; 0 if it takes no parameters */

    /* Fill the request, which is zeroed and is never moved, from the
     * parameters, an object that outlives it, so strings may be borrowed.
     * Returns false if they are wrong, with *failure set. Runs on the loop's
     * thread and must be quick. */
    bool (*read)(void *request, const json_t *params, struct failure *failure);

    /* Release what read() allocated, which may have failed; NULL if it
     * allocates nothing. */
    void (*fini)(void *request);

    /* Append the result, an object, or a part of it. Returns false on error,
     * with *failure set unless the result could not be made into JSON; what was
     * appended is then discarded either way. Runs on any thread, once for each
     * part; the request does not change. */
    bool (*run)(const void *request,
                struct method_call *call,
                GString *out,
                struct failure *failure);

    /* Free the progress of a call, which is not NULL. NULL for a method that
     * keeps none. */
    void (*end)(void *progress);
};

#endif
