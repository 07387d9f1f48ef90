/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * plan_values.h: the values that a query asks for by a field, such as
 * grade:good,outstanding or date:2010..2012 -> the part of the plan that
 * selects documents by them.
 */
#ifndef ENGINE_QUERY_PLAN_VALUES_H
#define ENGINE_QUERY_PLAN_VALUES_H

#include "engine/query/plan.h"

/* If the field may have any value, a comma does not end a value that the index
 * has with that comma. Fails with FE_BAD_QUERY if the text is not a value of
 * the field. */
struct plan plan_of_values(const struct snapshot *snapshot,
                           const struct syntax *syntax); /* SYNTAX_VALUES */

#endif
