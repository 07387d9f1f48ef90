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

/* What the report of this record, judgement or report is about: its provider,
 * or else its authority; "" if neither is known. Borrowed from the object. */
const char *member_subject(const json_t *object);

/* Its date as it is printed, which may be only a month; "" if it has none.
 * Borrowed from the object. */
const char *member_date(const json_t *object);

/* The i-th string of the object's list, or its only string if i is 0; NULL if
 * there is none. Borrowed from the object. */
const char *member_nth(const json_t *object, const char *key, size_t i);

/* The object's value for a cell of a table: the strings of a list as one, with
 * the separator between them; any other value as it is; null if it has none.
 * The caller owns it. */
json_t *
member_joined(const json_t *object, const char *key, const char *separator);

/* The headings above a record's paragraph, as one string: "chapter > section",
 * or the one that it has, or "". The caller owns it. */
json_t *member_headings(const json_t *record);

/* The object's whole number, or 0 if it has none or it is negative. */
size_t member_count(const json_t *object, const char *key);

#endif
