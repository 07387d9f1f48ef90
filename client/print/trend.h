/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * trend.h: prints counts by year beside what they are a share of. A trend is
 * what --json prints: an object with the "unit" of what is counted, the counts
 * of all years, and "series", one for each value of the field "by", or only one
 * if that is null. A series has its "value", the counts of it, and "years".
 * Counts are a "count", "of" how many, the "share", and in how many reports
 * those are
 * ("of_reports"). The year of what has no date is "", and comes last.
 */
#ifndef CLIENT_PRINT_TREND_H
#define CLIENT_PRINT_TREND_H

#include "print/print.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Fewer reports than that are a small base: a share of them says little. */
enum { TREND_SMALL = 5 };
bool trend_is_small(const json_t *year);

/* Whether there are reports in that year. */
bool trend_has_base(const json_t *year);

/* The share that fills a chart: the greatest, rounded up. */
double trend_scale(const json_t *trend);

/* The width of the longest "12 of 40" of a year. */
size_t trend_numbers_width(const json_t *trend);

/* Print "12 of 40 reports"; for another unit also how many reports these are
 * in.
 */
void trend_put_count(const json_t *counted, const char *unit, FILE *out);

/* Print a chart for a person, in the width of the style. */
void trend_show(const json_t *trend, const struct style *style);

/* A table (sheet.h) with a row for each year of each series, for another
 * program. */
json_t *trend_rows(const json_t *trend);

/* Print the chart as an SVG; the query is its title. With address, which may
 * be NULL, a bar of any height is a link to the address that it returns for the
 * year and the value of the series, NULL without one; the chart frees it with
 * free(), and NULL makes no link. Such a chart is hidden from screen readers,
 * for which the page that has it says the same in a table. Its colours are
 * those of paper unless a style sheet says otherwise, by the classes trend-ink,
 * -paper, -rule, -bar, -small and -hatch. */
typedef char *trend_address(const char *year, const char *value, void *data);
void trend_put_svg(const json_t *trend,
                   const char *query,
                   trend_address *address,
                   void *data,
                   FILE *out);

#endif
