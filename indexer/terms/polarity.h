/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * polarity.h: whether a heading says that what is below it works well, or that
 * it does not.
 */
#ifndef INDEXER_POLARITY_H
#define INDEXER_POLARITY_H

/* The polarity that a heading (plain words) gives to what is below it: a word
 * of the schema; NULL if it gives none, or both: "Strengths and weaknesses". */
const char *polarity_of_heading(const char *words);

#endif
