/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * authority.h: who was inspected, by the short name of the authority. The names
 * are those of share/authorities.txt; rules cover what councils, trusts, boards
 * and partnerships print around a name.
 *
 * Names are compared ignoring letter case, the kind of dash or apostrophe, and
 * the difference between "&" and "and".
 */
#ifndef INDEXER_AUTHORITY_H
#define INDEXER_AUTHORITY_H

#include <stddef.h>

/* The short name of the authority with this printed name: "City of Bradford
 * Metropolitan District Council" and "Bradford Children and Families Trust" are
 * "Bradford". If several are named, the first. A name that is not in the table
 * is kept without the words that councils add: "Northmere City Council" is
 * "Northmere". The caller frees it; NULL if nothing is printed. */
char *authority_short(const char *printed, size_t len);

/* The short name of the first authority named in a title or sentence, and in
 * *at, unless at is NULL, where its name is; NULL if none is named. Only whole
 * words with a capital count, and of names that begin at the same place the
 * longest one. Not an authority is a person ("Ms Bradford"), a force ("Kent
 * Police"), an address ("Manchester M1 2WD") or another place ("Greater
 * Manchester"). Constant. */
const char *authority_in(const char *text, const char **at);

/* The short name of the authority of which this is the name, with nothing but
 * the words of institutions around it; NULL if it is not one; constant. */
const char *authority_known(const char *printed, size_t len);

/* The short name of the authority that is the value of a label such as "Local
 * authority": a known one, or else a name that is not in the table; NULL if the
 * value is neither. The caller frees it. */
char *authority_labelled(const char *value, size_t len);

/* The short name of the first authority that the text names as one, by the
 * words beside its name: "London Borough of Camden", "Kent County Council",
 * "Surrey Safeguarding Children Board"; but not "Sutton Trust", "Birmingham
 * City University" or "Reading" alone. NULL if there is none; constant. */
const char *authority_as_council(const char *text);

#endif
