/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * grades.h: grades, as what is judged and in words: a grade is never known by
 * its colour alone.
 */
#ifndef WEB_PAGE_GRADES_H
#define WEB_PAGE_GRADES_H

#include <glib.h>
#include <jansson.h>

/* Write a grade, or a dash if it is "" or not known. */
void grades_put(GString *out, const char *grade);

/* Write the grade of a paragraph's record, with a button that explains on hover
 * and focus where it is from. The number makes the button's id, and is another
 * for each paragraph of a page. */
void grades_put_explained(GString *out, const json_t *record, size_t number);

/* Write where the grade is from, as sentences. */
void grades_explain(GString *out, const json_t *record);

/* The class of style of a grade: "good", "fair", "poor" or "plain". */
const char *grades_class(const char *grade);

#endif
