/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * line.h: a command line that is being typed, as far as the cursor, divided
 * into words as a shell divides it.
 */
#ifndef CLIENT_COMPLETION_LINE_H
#define CLIENT_COMPLETION_LINE_H

#include <stdbool.h>
#include <stddef.h>

/* Initialise it with zeros. */
struct line {
    char *bytes;  /* of all the words */
    char **words; /* without quotation marks and backslashes; the last one is
                     that at the cursor, "" if it has not been begun */
    size_t n;     /* how many, at least one */
    size_t begun; /* where bash begins the part of the last word that it
                     replaces: after the last of its word breaks, or at it if
                     it is an @; in bytes */
    char quote;   /* the quotation mark that is open in the last word, or NUL */
};

/* Divide the text. Word breaks are characters that end the part of a word that
 * bash replaces, but not the word. False if there is not enough memory. */
bool line_read(struct line *line, const char *text, const char *word_breaks);

/* The word at the cursor. */
const char *line_last(const struct line *line);

void line_fini(struct line *line);

#endif
