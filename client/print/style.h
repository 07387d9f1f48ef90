/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * style.h: how a stream is printed on: its width, and the palette. Nothing is
 * told by colour alone: matched words are bold or between asterisks, ids are in
 * brackets, and grades are spelled out.
 */
#ifndef CLIENT_PRINT_STYLE_H
#define CLIENT_PRINT_STYLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* The escapes are empty, and marks are asterisks, if nothing is coloured. */
struct style {
    FILE *out;
    size_t width;     /* of running text, in columns */
    size_t screen;    /* of the whole screen, which tables may take */
    const char *mark; /* before and after matched words */
    const char *unmark;
    const char *strong; /* whom a hit is about; a heading */
    const char *dim;    /* what is less important */
    const char *id;
    const char *plain; /* ends strong, dim, id and a grade */
    bool is_colored;
    bool is_utf8; /* whether bars may be block elements */
};

/* The style of a stream, which depends on its terminal, if it is one. That of
 * standard output, and whether a person reads it, stay as they were when this
 * was first called, although it may then lead to a pager. */
struct style print_style(FILE *out);

/* Whether a person reads the stream at a terminal, maybe through a pager. */
bool print_is_terminal(FILE *out);

/* When to use colour: "always", "never" or "auto", on a terminal. An option
 * overrides the environment, which overrides a setting; NULL is the same as
 * "auto". The texts must remain. */
void style_color(const char *option, const char *setting);

/* How to print a grade: an escape, or "". */
const char *style_grade(const struct style *style, const char *grade);

#endif
