/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * methods.h: the methods that there are.
 */
#ifndef DAEMON_METHODS_METHODS_H
#define DAEMON_METHODS_METHODS_H

#include "methods/method.h"

/* Each is in the file of its name, as method_absent.c. */
extern const struct method method_absent, method_compare, method_explain,
    method_export, method_get, method_judgements, method_matrix, method_ping,
    method_search, method_similar, method_status, method_suggest;

/* The first line of a connection, which nobody asks for. */
extern const struct method method_greeting;

/* The method that a client asks for by this name; NULL where there is none. */
const struct method *methods_find(const char *name);

/* The names of all that can be asked for, comma-separated. */
void methods_list(char *out, size_t size);

#endif
