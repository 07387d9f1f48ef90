/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * authority.h: who was inspected, by the short name that the field calls it:
 * the authorities of share/authorities.txt; and rules for how councils, trusts,
 * boards and partnerships print themselves around a name.
 *
 * Names are compared without regard to letter case, to which dash or
 * apostrophe is printed, or to "&" for "and".
 */
#ifndef INDEXER_AUTHORITY_H
#define INDEXER_AUTHORITY_H

#include <stddef.h>

/* The short name of the authority that a printed name means: "City of Bradford
 * Metropolitan District Council" and "Bradford Children and Families Trust"
 * are "Bradford". The first, where several are named. One that is not in the
 * table keeps its name, without what councils call themselves: "Northmere City
 * Council" is "Northmere". The caller frees it; NULL where nothing is printed.
 */
char *authority_short(const char *printed, size_t len);

/* The short name of the authority that a title or a sentence names first, and
 * in *at, unless NULL, where it stands; NULL where none is named. Of names
 * that begin at one place the longest counts, and only whole words with a
 * capital. A person ("Ms Bradford"), a force ("Kent Police"), an address
 * ("Manchester M1 2WD") or another place ("Greater Manchester") is none.
 * Constant. */
const char *authority_in(const char *text, const char **at);

#endif
