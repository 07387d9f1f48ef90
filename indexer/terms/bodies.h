/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * bodies.h: names of public bodies, such as inspectorates, which are recognised
 * by how they are made: words in capitals around one such as Office,
 * Commission or Board.
 */
#ifndef INDEXER_BODIES_H
#define INDEXER_BODIES_H

#include <stdbool.h>
#include <stddef.h>

/* The length of the name of a body that the text begins with; 0 if it begins
 * with none. An article before it is not part of it. */
size_t bodies_at(const char *text);

/* Whether the name is that of a body which is inspected rather than one that
 * inspects: a council, a trust, a governing board. */
bool bodies_is_inspected(const char *name, size_t len);

/* The name as it is written in a sentence: what is printed all in capitals
 * keeps only those at the beginning of its words. The caller frees it. */
char *bodies_name(const char *name, size_t len);

/* By what name the body at the text is called, if the text has a name in
 * brackets after that of the body: "Ofsted", but not an abbreviation. The
 * caller frees it; NULL if there is none. */
char *bodies_called(const char *text);

#endif
