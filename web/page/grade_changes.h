/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * grade_changes.h: the grades of two reports side by side, and which are better
 * or worse in the second. Grades of different kinds of inspection are of
 * different scales: they are never said to be better or worse than one another.
 */
#ifndef WEB_PAGE_GRADE_CHANGES_H
#define WEB_PAGE_GRADE_CHANGES_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

enum grade_change {
    GRADE_SAME,
    GRADE_BETTER,
    GRADE_WORSE,
    GRADE_DIFFERENT, /* but neither better nor worse */
    GRADE_ONLY_FIRST,
    GRADE_ONLY_SECOND,
    GRADE_CHANGES
};

/* What happened to a grade from the first report to the second; a grade that a
 * report does not have is NULL. */
enum grade_change
grade_change_of(const char *first, const char *second, bool is_one_framework);

/* A comparison as the daemon answers it: as a table (tables.h), whose columns
 * of grades have these names; as rows for CSV (print/sheet.h); and in a
 * sentence. The caller frees the first two. */
json_t *grade_changes_table(const json_t *result,
                            const char *caption,
                            const char *first,
                            const char *second);
json_t *grade_changes_rows(const json_t *result);
void grade_changes_put_summary(GString *out, const json_t *result);

#endif
