/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * show.h: a page of hits for a person.
 */
#ifndef CLIENT_PRINT_SHOW_H
#define CLIENT_PRINT_SHOW_H

#include "print/print.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Print "25 paragraphs in 9 reports of 8 authorities; 1 to 10 shown; 214 more
 * match in part". offset is the number of hits before the first on the page. */
void show_totals(const json_t *result, size_t offset, FILE *out);

/* Write what was counted, "6 paragraphs in 4 reports of 4 authorities", and how
 * many near-duplicates a hit has: "also in 3 reports". */
void show_write_counted(const json_t *result, FILE *out);
void show_write_also(const json_t *also, FILE *out);

/* Print the hits, numbered, with a line before the first that is not counted.
 */
void show_hits(const json_t *result, size_t offset);

/* Print the first lines of a paragraph: lead, subject, date, place,
 * framework, area and grade; then section, kind, deadline and id. */
void
show_head(const char *lead, const json_t *record, const struct style *style);
void show_section(const json_t *record, const struct style *style);

/* Print one hit. */
void show_hit(const json_t *hit, size_t rank, const struct style *style);

/* Whether the total counts the hit; false if it matches the query in part. */
bool show_is_counted(const json_t *hit);

/* Print the hits that are counted as citations. */
void show_citations(const json_t *result);

#endif
