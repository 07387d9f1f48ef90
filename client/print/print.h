/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * print.h: text for a person, in the width and with the palette of its stream
 * (style.h).
 */
#ifndef CLIENT_PRINT_PRINT_H
#define CLIENT_PRINT_PRINT_H

#include "print/style.h"

#include "findings/visible.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* The number as it is printed in a sentence: "1,234". Returns out. */
enum { PRINT_NUMBER_SIZE = 32 };
const char *print_number(size_t n, char out[PRINT_NUMBER_SIZE]);

/* "1 paragraph", "1,234 paragraphs". */
void print_counted(size_t n, const char *noun, FILE *out);

/* Write the character at p, which is not NUL, as it is printed: itself, its
 * escape if it is not visible (findings/visible.h), or a space for a new line
 * or a tab. Returns its length in bytes at p. */
size_t print_shown(const char *p, char out[FINDINGS_VISIBLE_SIZE]);

/* Print it. Returns the same. */
size_t print_char(const char *p, FILE *out);

/* Its length in bytes, and how many columns it takes when it is printed. */
size_t print_step(const char *p, size_t *width);

/* Print a text in this way, which any text but our own needs. */
void print_text(const char *text, FILE *out);

/* Print data in a format that cannot escape anything, CSV or RIS: exactly, but
 * for control characters and line breaks, which become spaces; on a terminal,
 * in the way of print_text(). The first function prints one character and
 * returns its length in bytes. */
size_t print_data_char(const char *p, FILE *out);
void print_data(const char *text, FILE *out);

/* How many columns the text takes. */
size_t print_width(const char *text);

/* Print a text in at most this many columns, cutting off the rest. Returns how
 * many it took. */
size_t print_cut(const char *text, size_t width, FILE *out);

/* Print a text on the style's stream, wrapped at its width, indented, with
 * matched words marked, a list of [start, end] or NULL; see wrap.h, which can
 * mark more. */
void print_wrapped(const char *text,
                   const json_t *spans,
                   size_t indent,
                   const struct style *style);

/* The same after lead, which takes the place of the first line's
 * indentation. */
void print_wrapped_after(const char *lead,
                         const char *text,
                         size_t indent,
                         const struct style *style);

/* Print a line made with open_memstream(), wrapped, and free it. Prints nothing
 * if it is NULL, for lack of memory. */
void print_line(char *line, FILE *out);

/* Print a blank line if n, the number of lines printed before, is not 0 and out
 * is standard output. */
void print_gap(size_t n, FILE *out);

/* Report an error on standard error; the message is one line without a full
 * stop. Returns false, for callers that return whether all went well. */
bool print_failure(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* Say that memory has run out, and end the program. */
void print_out_of_memory(void) __attribute__((noreturn));

/* From now on, print_failure() writes the messages of this thread here instead,
 * up to the call with NULL: for a caller that can say more about the place of
 * the mistake. */
void print_failures_to(char *message, size_t size);

/* Print the object in one line, with what is not visible as JSON escapes. */
void print_json(const json_t *object, FILE *out);

#endif
