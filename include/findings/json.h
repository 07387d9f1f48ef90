/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * json.h: the strings of JSON that is written as text, because building a tree
 * of it first would take much longer. They are spelled as jansson spells them.
 *
 * A writer copies as many bytes as findings_json_plain() says, then writes the
 * escape of the next one, and so on to the end.
 */
#ifndef FINDINGS_JSON_H
#define FINDINGS_JSON_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How many bytes at the beginning of the text a string contains as they are. */
size_t findings_json_plain(const char *text, size_t len);

/* Write what a string contains instead of this byte, which is not plain, and no
 * NUL. Returns the number of bytes. */
enum { FINDINGS_JSON_ESCAPE_SIZE = 6 };
size_t findings_json_escape(char byte, char out[FINDINGS_JSON_ESCAPE_SIZE]);

#ifdef __cplusplus
}
#endif

#endif
