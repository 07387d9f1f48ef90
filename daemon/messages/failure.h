/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * failure.h: why a request fails, from where that is noticed to the error
 * object in the answer.
 */
#ifndef DAEMON_MESSAGES_FAILURE_H
#define DAEMON_MESSAGES_FAILURE_H

#include "messages/served.h"

#include "findings/engine.h"
#include "findings/trouble.h"

#include <jansson.h>
#include <stdbool.h>

/* Why a request fails. */
struct failure {
    int code; /* enum findings_code; 0 if nothing has failed */
    char message[FINDINGS_TROUBLE_SIZE];
    char param[64]; /* the parameter that is wrong, or "" */
    long offset;    /* of the error in the query, in bytes; or -1 */
    bool is_stale;  /* the index changed too fast: the same may succeed now */
    const struct served *served; /* the index, for messages about it; or NULL */
};

/* Set *failure and return false, which the caller can return in turn. The
 * message may quote what was sent and may be cut anywhere: it is made valid
 * UTF-8. */
bool failure_set(struct failure *failure, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool failure_param(struct failure *failure,
                   const char *param,
                   const char *format,
                   ...) __attribute__((format(printf, 3, 4)));

/* The same, from an error of the engine. */
bool failure_status(struct failure *failure, const struct fe_error *err);

/* The same, from something in the index that is damaged. */
bool failure_damaged(struct failure *failure, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The error object. The caller owns it. */
json_t *failure_json(const struct failure *failure);

/* Make the text valid in one line of JSON: replace control characters by spaces
 * and, if it is not valid UTF-8, for example because it was cut within a
 * character, all bytes that are not ASCII by question marks. */
void failure_make_valid(char *text);

#endif
