/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * dates.h: dates as they are printed in reports.
 */
#ifndef INDEXER_DATES_H
#define INDEXER_DATES_H

#include <stdbool.h>
#include <stddef.h>

#define DAY_SIZE 11  /* YYYY-MM-DD and NUL */
#define MONTH_SIZE 8 /* YYYY-MM and NUL */

/* The first day or range of days in the text: "4 - 15 October 2010", "21
 * March-1 April 2011", "18 and 19 February 2025", "12/09/2016 to 06/10/2016",
 * "August 24-26, 2004", "2004-08-24". A single day is first and last. A second
 * range, of days when inspectors came back, is ignored. False if there is none;
 * first and last are then unchanged. */
bool dates_find(const char *text, char first[DAY_SIZE], char last[DAY_SIZE]);

/* Like dates_find(), but returns where the text goes on after the days; NULL if
 * there are none. */
const char *
dates_next(const char *text, char first[DAY_SIZE], char last[DAY_SIZE]);

/* The same, only for days that the text begins with. */
const char *
dates_at(const char *text, char first[DAY_SIZE], char last[DAY_SIZE]);

/* The month that the text begins with ("September 2014"), as YYYY-MM. Returns
 * where the text goes on after it; NULL if it begins with none. */
const char *dates_month(const char *text, char month[MONTH_SIZE]);

/* Like dates_next(), and *at is where the days begin. */
const char *dates_search(const char *text,
                         const char **at,
                         char first[DAY_SIZE],
                         char last[DAY_SIZE]);

#endif
