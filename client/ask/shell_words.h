/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * shell_words.h: words with the quotation marks of a shell, but without its
 * expansions: $, * and the like are ordinary characters.
 */
#ifndef CLIENT_ASK_SHELL_WORDS_H
#define CLIENT_ASK_SHELL_WORDS_H

#include <jansson.h>
#include <stdio.h>

/* The words of a line in UTF-8, as strings, which the caller frees. '...',
 * "..." and \ quote, and a word that begins with # begins a comment. NULL with
 * *fault, what is wrong, if a quotation is not closed. */
json_t *shell_words_of(const char *line, const char **fault);

/* Print a word so that shell_words_of() and a shell read it as it is. Line
 * breaks become blanks. */
void shell_words_put(const char *word, FILE *out);

#endif
