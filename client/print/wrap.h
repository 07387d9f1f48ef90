/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * wrap.h: text wrapped at the width of its style, with parts of it marked.
 */
#ifndef CLIENT_PRINT_WRAP_H
#define CLIENT_PRINT_WRAP_H

#include "print/style.h"

#include <jansson.h>
#include <stddef.h>

/* Bytes of a text, from and before to, that are printed between two marks: the
 * strings of a style. */
struct wrap_span {
    size_t from, to;
    const char *on, *off;
};

/* Print the text on the style's stream, and a new line, after lead, which takes
 * the place of the first line's indentation. The lines after it are indented. A
 * word that is longer than a line is broken. The spans are in order and do not
 * overlap. */
void wrap_spans(const char *lead,
                const char *text,
                const struct wrap_span *spans,
                size_t n_spans,
                size_t indent,
                const struct style *style);

/* The same for matched words, a list of [start, end]. Those with only blanks or
 * a hyphen between them are one. */
void wrap_matched(const char *text,
                  const json_t *matched,
                  size_t indent,
                  const struct style *style);

#endif
