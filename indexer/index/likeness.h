/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * likeness.h: whether two reports have nearly the same words, as the PDF and
 * the text of one report do.
 *
 * A report is known by the smallest hashes of its triples of words (a bottom-k
 * sketch): the share of these that two reports have in common is about the
 * share of all triples that they do.
 */
#ifndef INDEXER_LIKENESS_H
#define INDEXER_LIKENESS_H

#include "report/report.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LIKENESS_HASHES = 64, LIKENESS_TEXT_SIZE = LIKENESS_HASHES * 8 + 1 };

/* Zeroed, it is like nothing. */
struct likeness {
    uint32_t least[LIKENESS_HASHES]; /* in order, without repetition */
    size_t count;
};

void likeness_of(const struct report *report, struct likeness *out);

/* Whether more than half of the triples are the same. Two readings of a report
 * have nine tenths in common, different reports of one inspection a tenth. */
bool likeness_is_near(const struct likeness *a, const struct likeness *b);

/* As hexadecimal digits, and back; what is not such a text is like nothing. */
void likeness_write(const struct likeness *likeness,
                    char text[LIKENESS_TEXT_SIZE]);
void likeness_read(const char *text, struct likeness *out);

#endif
