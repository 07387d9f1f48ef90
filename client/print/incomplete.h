/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * incomplete.h: parts of the index that answers leave out, because nobody
 * serves them or they do not answer in time: what a result has as its member
 * "incomplete" (docs/protocol.md), if it leaves out any.
 */
#ifndef CLIENT_PRINT_INCOMPLETE_H
#define CLIENT_PRINT_INCOMPLETE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/* The name of the member. */
extern const char incomplete_key[];

/* Add the parts that the result leaves out and that are not in the list yet; if
 * *list is NULL and there are any, make it. Both may be NULL; the caller frees
 * the list. */
void incomplete_add(json_t **list, const json_t *result);

/* Set the list as the member of a result that was made from several; takes
 * ownership of the list. NULL: they were complete. */
void incomplete_set(json_t *result, json_t *list);

/* Whether two lists, or NULL, are of the same parts. */
bool incomplete_is_same(const json_t *a, const json_t *b);

/* Whether two results are from the same state of the index: of the same
 * revision, and of the same parts. */
bool incomplete_is_same_state(const json_t *a, const json_t *b);

/* Write which parts are left out, and what that means, as a clause: "it leaves
 * out ...; more may match ...". */
void incomplete_write(const json_t *list, FILE *out);

#endif
