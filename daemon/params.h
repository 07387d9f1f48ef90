/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * params.h: a request's parameters, read strictly: what is not known, not of
 * the right type or out of range is an error that names it.
 */
#ifndef DAEMON_PARAMS_H
#define DAEMON_PARAMS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Why a request fails; what the error object is made from. */
struct failure {
    int code; /* enum findings_code; 0: none */
    char message[512];
    char param[64]; /* at fault; "": none */
    long offset;    /* into the query; -1: none */
};

/* Fill *failure; false, so that a reader of params can return it. The message
 * may quote what was sent, cut anywhere: it is made valid UTF-8. */
bool fail(struct failure *failure, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool
fail_param(struct failure *failure, const char *param, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Text that was cut in the middle of a character, or never was UTF-8, is no
 * JSON string: put question marks for what is not ASCII in it. */
void params_make_valid(char *text);

/* Each is false, with *failure filled, where the parameter is wrong. One that
 * is not given leaves *out alone. Strings are borrowed from params. */
bool params_known(const json_t *params,
                  const char *const *names,
                  struct failure *failure);
bool params_string(const json_t *params,
                   const char *name,
                   const char **out,
                   struct failure *failure);
bool params_count(const json_t *params,
                  const char *name,
                  size_t most,
                  size_t *out,
                  struct failure *failure);
/* One of the words, NULL-terminated; *out is its place. */
bool params_choice(const json_t *params,
                   const char *name,
                   const char *const *words,
                   size_t *out,
                   struct failure *failure);

#endif
