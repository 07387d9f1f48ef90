/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * member.h: members of the JSON objects that the daemon sends, with a
 * default for those that are missing.
 */
#ifndef CLIENT_PRINT_MEMBER_H
#define CLIENT_PRINT_MEMBER_H

#include <jansson.h>
#include <stddef.h>

/* The object's string, or "" if it has none; borrowed from the object. */
const char *member_text(const json_t *object, const char *key);

/* The object's whole number, or 0 if it has none or it is negative. */
size_t member_count(const json_t *object, const char *key);

#endif
