/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * json_text.h: writes JSON as text, for answers that are too large to be built
 * as a tree first. The bytes are those that jansson prints for such a tree
 * (JSON_COMPACT, eight significant digits).
 *
 * The caller appends the brackets. json_text_key() and json_text_item() begin
 * with a comma unless they are the first after a bracket.
 */
#ifndef DAEMON_MESSAGES_JSON_TEXT_H
#define DAEMON_MESSAGES_JSON_TEXT_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Begin a member; its value must follow. The key is not escaped. */
void json_text_key(GString *out, const char *key);

/* Remove the closing bracket that was appended last, so that members can be
 * added. */
void json_text_reopen(GString *out);

/* Begin an item of a list. */
void json_text_item(GString *out);

/* A string, which must be valid UTF-8. */
void json_text_string(GString *out, const char *text, size_t len);
void json_text_integer(GString *out, json_int_t number);
void json_text_real(GString *out, double number);
void json_text_bool(GString *out, bool is_true);

/* Any value. False, with nothing appended, if it is NULL, as json_pack()
 * returns on error. */
bool json_text_value(GString *out, const json_t *value);

/* The same, taking ownership of the value. */
bool json_text_value_new(GString *out, json_t *value);

/* Decode the text between the quotation marks of a JSON string into out, which
 * must have room for len bytes. False if it is not valid. */
bool json_text_decode(const char *json, size_t len, char *out, size_t *out_len);

#endif
