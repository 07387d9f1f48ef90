/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * visible.h: text from outside, made safe to print. Names of files, values of
 * options, texts of reports, errors of libraries and answers of other programs
 * may contain anything: escape sequences that a terminal obeys, a new line that
 * begins a false message, marks that reverse the order of what follows, or
 * characters that nobody can see. All programs print such text with the
 * functions below, or with functions made of them; contract.raw looks for
 * others.
 *
 * A character that is not visible is printed as an escape: \n, \x1b, U+202E. A
 * byte that is not UTF-8 is printed as \xff. This is for people; it cannot be
 * converted back, because a backslash stays as it is.
 */
#ifndef FINDINGS_VISIBLE_H
#define FINDINGS_VISIBLE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Write the character at p, which is not NUL, as it is to be printed: the
 * character itself, or its escape in ASCII. Returns how many bytes it takes at
 * p. */
enum { FINDINGS_VISIBLE_SIZE = 12 };
size_t findings_visible(const char *p, char out[FINDINGS_VISIBLE_SIZE]);

/* Print a text. */
void findings_put_text(const char *text, FILE *out);

/* Print what printf would: one line without a newline, which would be escaped
 * as well. */
void findings_putf(FILE *out, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Print a line of JSON and a newline. What is not visible becomes a JSON
 * escape, so the data is exact. */
void findings_put_json(const char *line, FILE *out);

/* Print a message on standard error: one line, after the program's name. Any
 * thread may use it. */
void findings_message(const char *program, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* The text as one word of a command that a person may paste into a shell,
 * quoted if need be; otherwise, a name such as DIR, if it is too long or a
 * message would not show it as it is. Either is in out, which is returned. */
enum { FINDINGS_SHELL_SIZE = 320 };
const char *findings_shell_word(const char *text,
                                const char *otherwise,
                                char out[FINDINGS_SHELL_SIZE]);

/* The offset of the first byte that is not well-formed UTF-8; len if all are.
 */
size_t findings_utf8_fault(const char *bytes, size_t len);

/* Whether a character, which is UTF-8, breaks the line or is a control
 * character: what a format for data without escapes cannot contain. */
bool findings_is_control(const char *p);

#ifdef __cplusplus
}
#endif

#endif
