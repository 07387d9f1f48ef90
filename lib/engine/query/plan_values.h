/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * plan_values.h: the values that a query asks for by a field, such as
 * grade:good,outstanding or date:2010..2012 -> the part of the plan that
 * selects documents by them.
 */
#ifndef ENGINE_QUERY_PLAN_VALUES_H
#define ENGINE_QUERY_PLAN_VALUES_H

#include "engine/query/plan.h"

/* Where a field may be anything, a comma that is part of a value of the index
 * does not end it. FE_BAD_QUERY for what is not a value of the field. */
struct plan plan_of_values(const struct snapshot *snapshot,
                           const struct syntax *syntax); /* SYNTAX_VALUES */

#endif
