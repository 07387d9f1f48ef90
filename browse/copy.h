/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * copy.h: text for the clipboard of the person at the terminal.
 */
#ifndef BROWSE_COPY_H
#define BROWSE_COPY_H

#include "errand.h"

#include <jansson.h>
#include <stdbool.h>

/* The citation of a record, without a new line. The caller frees it with
 * free(); NULL if out of memory. */
char *copy_citation_of(const json_t *record);

/* The escape by which a terminal takes a text into its clipboard, if it does
 * (OSC 52). The caller frees it with g_free(). */
char *copy_escape(const char *text);

/* Hand the text to the terminal on this file descriptor and, where there is a
 * display, to the program that fills its clipboard: wl-copy or xclip. */
void copy_text(const char *text, int terminal, struct errands *errands);

#endif
