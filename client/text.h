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
    FILE *out;
    size_t width;
    const char *mark; /* before and after matched words */
    const char *unmark;
    const char *strong; /* a hit's first line */
    const char *dim;    /* what is around it */
    const char *plain;
};

/* For a stream: as the terminal behind it allows, if there is one. */
struct style text_style(FILE *out);

/* The object's string, "" where it has none; borrowed. */
const char *text_of(const json_t *object, const char *key);

/* The object's number, 0 where it has none. */
size_t text_count(const json_t *object, const char *key);

/* The number as it is printed in a sentence: "1,234". Returns out. */
enum { TEXT_NUMBER_SIZE = 32 };
const char *text_number(size_t n, char out[TEXT_NUMBER_SIZE]);

/* "1 paragraph", "1,234 paragraphs". */
void text_put_counted(size_t n, const char *noun, FILE *out);

/* One character of text, made harmless; its length in bytes. */
size_t text_put_char(const char *p, FILE *out);

void text_put(const char *text, FILE *out);

/* The printed width. */
size_t text_width(const char *text);

/* Text in at most this many columns, its end cut; the width it took. */
size_t text_put_cut(const char *text, size_t width, FILE *out);

/* Text in lines of the width on the style's stream, indented, with its spans
 * marked; spans may be NULL. */
void text_wrap(const char *text,
               const json_t *spans,
               size_t indent,
               const struct style *style);

/* The same after lead, which takes the place of the first line's
 * indentation. */
void text_wrap_after(const char *lead,
                     const char *text,
                     size_t indent,
                     const struct style *style);

/* The object in one line; control characters only as JSON writes them. */
void text_put_json(const json_t *object, FILE *out);

#endif
