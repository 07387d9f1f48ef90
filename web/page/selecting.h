/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * selecting.h: what a view is about, apart from how it shows that: the words,
 * the filters, and how they are read. These arguments are what other views of
 * the same have in common.
 */
#ifndef WEB_PAGE_SELECTING_H
#define WEB_PAGE_SELECTING_H

#include "server/request.h"

#include "print/naming.h"

#include <jansson.h>
#include <stdbool.h>

/* Whether an argument of this name says what is selected. */
bool selecting_is_by(const char *name);

/* The address of a view at the path, which selects what the request selects but
 * for these arguments: pairs of a name and a value, which takes the place of
 * all values that the name has, up to a name that is NULL. A value that is NULL
 * only takes them away. The pairs may be NULL. The caller frees the address
 * with free(). */
char *selecting_address(const struct request *request,
                        const char *path,
                        const char *const *pairs);

/* Pairs for that, written one after the other. */
#define SELECTING(...) ((const char *const[]){__VA_ARGS__, NULL})

/* A value of a field as people write it, short enough for a table: "SIF",
 * "looked after children"; "(none)" if it is "". Returns out, or another text.
 */
const char *selecting_name(const char *field,
                           const char *value,
                           char out[NAMING_VALUE_SIZE]);

/* A value of a field, as a matrix counts it. */
struct selected_value {
    const char *field; /* by the daemon's name */
    const char *value;
};

/* The address of the search for what the request selects and has all of these
 * values: what it finds in all is what a matrix counts in their cell. NULL if
 * no search selects exactly that, because there is no filter for it. */
char *selecting_search(const struct request *request,
                       const struct selected_value *values,
                       size_t n);

/* Write the selection as hidden inputs of a form, but for the arguments of
 * these names, up to a NULL, for which it has fields. */
void selecting_put_hidden(GString *out,
                          const struct request *request,
                          const char *const *but);

#endif
