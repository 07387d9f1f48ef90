/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * text.h: text for a person: in the terminal's width, the matched words bold;
 * elsewhere in 80 columns, the matched words between asterisks.
 */
#ifndef CLIENT_TEXT_H
#define CLIENT_TEXT_H

#include <jansson.h>
#include <stddef.h>
#include <stdio.h>

struct style {
    size_t width;
    const char *mark; /* before and after matched words */
    const char *unmark;
    const char *strong; /* a hit's first line */
    const char *dim;    /* what stands around it */
    const char *plain;
};

/* As standard output is. */
struct style text_style(void);

/* The object's string, "" where it has none; borrowed. */
const char *text_of(const json_t *object, const char *key);

/* The object's number, 0 where it has none. */
size_t text_count(const json_t *object, const char *key);

/* One character of text, made harmless; its length in bytes. */
size_t text_put_char(const char *p, FILE *out);

void text_put(const char *text, FILE *out);

/* The printed width. */
size_t text_width(const char *text);

/* Text in at most this many columns, its end cut; the width it took. */
size_t text_put_cut(const char *text, size_t width, FILE *out);

/* Text in lines of the width, indented, with its spans marked; spans may be
 * NULL. */
void text_wrap(const char *text,
               const json_t *spans,
               size_t indent,
               const struct style *style);

/* The same behind what stands in the first line already, in place of its
 * indentation. */
void text_wrap_behind(const char *lead,
                      const char *text,
                      size_t indent,
                      const struct style *style);

/* The object in one line; control characters only as JSON writes them. */
void text_put_json(const json_t *object, FILE *out);

#endif
