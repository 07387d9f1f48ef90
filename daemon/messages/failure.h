/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * failure.h: why a request fails, from wherever that is found to the error
 * object that says so.
 */
#ifndef DAEMON_MESSAGES_FAILURE_H
#define DAEMON_MESSAGES_FAILURE_H

#include "findings/engine.h"

#include <jansson.h>
#include <stdbool.h>

/* Why a request fails; what the error object is made from. */
struct failure {
    int code; /* enum findings_code; 0: none */
    char message[512];
    char param[64]; /* at fault; "": none */
    long offset;    /* into the query; -1: none */
};

/* Fill *failure; false, so that a reader of params can return it. The message
 * may quote what was sent, cut anywhere: it is made valid UTF-8. */
bool failure_set(struct failure *failure, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool failure_param(struct failure *failure,
                   const char *param,
                   const char *format,
                   ...) __attribute__((format(printf, 3, 4)));

bool failure_no_memory(struct failure *failure);

/* What a status of the index means to the one who asked. */
bool failure_status(struct failure *failure, const struct fe_error *err);

/* The error object: a new one. */
json_t *failure_json(const struct failure *failure);

/* Text that was cut in the middle of a character, or never was UTF-8, is no
 * JSON string: put question marks for what is not ASCII in it. Put blanks for
 * control characters: it is one line. */
void failure_make_valid(char *text);

#endif
