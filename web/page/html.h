/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * html.h: writes HTML and SVG. This is the only place that escapes text: all of
 * what is not a literal of the program is written by %s, which cannot be
 * anything but text, between tags or in a quoted attribute, or by the
 * functions for what that cannot do.
 */
#ifndef WEB_PAGE_HTML_H
#define WEB_PAGE_HTML_H

#include <glib.h>
#include <jansson.h>

/* Append what printf would make of it, with each %s escaped: & < > " ' become
 * references, and characters that nobody can see or that reverse the order of
 * text become U+FFFD. The format is a literal, with %s, %.*s, %c, %d, %u, %zu,
 * %lld and %g only. */
void html(GString *out, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Append the attribute value="TEXT", after a space, of what a form sends and
 * nobody reads: escaped, but with all characters as they are, so that the value
 * that comes back is this one. */
void html_value(GString *out, const char *text);

/* Append text with these parts, a list of [start, end] in bytes, between <mark>
 * and </mark>; spans may be NULL. Parts that are not in order, or not in the
 * text, are not marked. */
void html_marked(GString *out, const char *text, const json_t *spans);

#endif
