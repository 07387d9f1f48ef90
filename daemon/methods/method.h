/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * method.h: what a method of the socket is: a request that is read once, and a
 * run that answers it. Each has a file of its own with its entry at the end;
 * docs/protocol.md describes them.
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
    METHOD_RESULT,   /* nothing follows */
    METHOD_PART,     /* run it again for what follows */
    METHOD_LAST_PART /* likewise; the result follows, and needs no reader */
};

/* One call of a method, kept from its first run to its last. */
struct method_call {
    struct fe_reader *reader; /* lent for a run; NULL where it needs none */
    const struct facts *facts;
    enum method_output output; /* METHOD_RESULT unless the run says otherwise */
    void *progress; /* what one run leaves for the next; NULL before the first.
                       Owned by the call; the method's end() frees it */
};

struct method {
    const char *name;
    bool needs_reader;
    bool is_timed;   /* the result says how long it took */
    bool asks_often; /* asks the reader more than once: it is run again if a
                        commit came in between */
    size_t size;     /* of its request, in bytes; 0: it takes no parameters */

    /* Fill the request, which is zeroed and stays where it is, from the
     * parameters, an object that outlives it: strings may be borrowed. False
     * with *failure filled where they are wrong. It runs on the loop's thread
     * and must be quick; a wrong request costs no worker. */
    bool (*read)(void *request, const json_t *params, struct failure *failure);

    /* Append the result, an object, or a part of it. False, whatever was
     * appended, with *failure filled, or without if out of memory. It runs on
     * any thread, and again for each part: the request does not change. */
    bool (*run)(const void *request,
                struct method_call *call,
                GString *out,
                struct failure *failure);

    /* Free a call's progress, which is not NULL; NULL where a method never
     * has any. */
    void (*end)(void *progress);
};

#endif
