/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * ranks.h: which values of a field have an order of their own, and how good a
 * grade is. This is only for printing: nothing is left out or counted by it,
 * and a value that is not known here is printed after the others, in no colour.
 */
#ifndef CLIENT_PRINT_RANKS_H
#define CLIENT_PRINT_RANKS_H

#include <jansson.h>
#include <stddef.h>

enum ranks_tone { RANKS_PLAIN, RANKS_GOOD, RANKS_FAIR, RANKS_POOR };

/* Of a grade; RANKS_PLAIN if it says neither. */
enum ranks_tone ranks_tone(const char *grade);

/* The counts of a field's values ({value, count}) in their natural order:
 * grades from the best to the worst, deadlines from the nearest on, years and
 * numbers ascending, others as they are. The caller frees the list. */
json_t *ranks_sorted(const char *field, const json_t *counts);

/* The place of a grade in that order; greater than that of any other if it is
 * not known. */
size_t ranks_of_grade(const char *grade);

#endif
