/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * shape.h: whether an answer has the form that docs/protocol.md describes, so
 * that what is missing from it is an error and not "nothing found".
 */
#ifndef CLIENT_ASK_SHAPE_H
#define CLIENT_ASK_SHAPE_H

#include <jansson.h>

/* What is missing from the answer to a request with this method and id, or has
 * the wrong type: the path of a member, such as "result.hits.*.id". NULL if
 * nothing is. */
const char *
shape_fault(const char *method, json_int_t id, const json_t *answer);

/* The same rules as a JSON Schema (2020-12) of the "result" of the method, or,
 * with "part" for member, of a part of it. The caller frees it. */
json_t *shape_schema(const char *method, const char *member);

#endif
