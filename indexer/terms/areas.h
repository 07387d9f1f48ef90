/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * areas.h: service areas that reports treat in one section: children in care
 * and care leavers. The heading of such a section names both, and each of its
 * paragraphs is about one of them or about both.
 */
#ifndef INDEXER_AREAS_H
#define INDEXER_AREAS_H

#include <stddef.h>

/* The most areas that a section can be about. */
enum { AREAS_OF_SECTION = 2 };

/* The other area of a section about this area, if its heading (plain words)
 * names both; or NULL. Constant. */
const char *areas_second(const char *heading, const char *area);

/* Which of a section's areas one of its paragraphs is about: those that it
 * names; all of them if it names none. Writes them to out, in their order, and
 * returns how many they are: at least one. */
size_t areas_of_text(const char *text,
                     const char *const areas[AREAS_OF_SECTION],
                     const char *out[AREAS_OF_SECTION]);

#endif
