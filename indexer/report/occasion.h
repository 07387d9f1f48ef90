/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * occasion.h: when a report of an unknown kind was about what it is about: the
 * days of an inspection or a visit, or of an accident.
 *
 * In order: dates with a label that says so; the days of a visit in the opening
 * of a letter; the day of an accident, which the cover has and a sentence
 * begins with; days that the cover has without a label, if they are a range;
 * and a sentence that says when inspectors came. A date of an earlier
 * inspection is never the date.
 */
#ifndef INDEXER_OCCASION_H
#define INDEXER_OCCASION_H

#include "blocks/blocks.h"
#include "report/report.h"

#include <stdbool.h>
#include <stddef.h>

/* The block of a letter's greeting; the number of blocks if there is none. */
size_t occasion_greeting(const struct blocks *blocks);

bool occasion_is_letter(const struct blocks *blocks);

void occasion_read(const struct blocks *blocks, struct report *report);

#endif
