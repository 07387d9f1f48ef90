/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * failure.h: why a request fails, from where that is noticed to the error
 * object in the answer.
 */
#ifndef DAEMON_MESSAGES_FAILURE_H
#define DAEMON_MESSAGES_FAILURE_H

#include "findings/engine.h"

#include <jansson.h>
#include <stdbool.h>

/* Why a request fails. */
struct failure {
    int code; /* enum findings_code; 0: none */
    char message[512];
    char param[64]; /* the parameter that is wrong; "": none */
    long offset;    /* into the query; -1: none */
};

/* Fill *failure and return false, so that the caller can return it too. The
 * message may quote what was sent, cut anywhere: it is made valid UTF-8. */
bool failure_set(struct failure *failure, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool failure_param(struct failure *failure,
                   const char *param,
                   const char *format,
                   ...) __attribute__((format(printf, 3, 4)));

/* The same: out of memory. */
bool failure_no_memory(struct failure *failure);

/* The same, from an error of the engine. */
bool failure_status(struct failure *failure, const struct fe_error *err);

/* The error object. The caller owns it. */
json_t *failure_json(const struct failure *failure);

/* Make the text fit for one line of JSON: if it is not valid UTF-8, as when it
 * was cut within a character, replace all that is not ASCII by question marks;
 * replace control characters by blanks. */
void failure_make_valid(char *text);

#endif
