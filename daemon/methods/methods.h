/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * methods.h: all methods.
 */
#ifndef DAEMON_METHODS_METHODS_H
#define DAEMON_METHODS_METHODS_H

#include "methods/method.h"

/* Each is in a file of its name, such as method_absent.c. */
extern const struct method method_absent, method_cancel, method_compare,
    method_explain, method_export, method_get, method_judgements, method_matrix,
    method_ping, method_reload, method_report, method_reports, method_search,
    method_similar, method_status, method_suggest, method_words;

/* The id of the request that a request of method_cancel is about; borrowed. */
const json_t *method_cancel_id(const void *request);

/* Makes the first line of a connection, which is sent unasked. */
extern const struct method method_greeting;

/* The method that clients call by this name; NULL if there is none. */
const struct method *methods_find(const char *name);

/* Write the names of all methods that clients can call, comma-separated. */
void methods_list(char *out, size_t size);

#endif
