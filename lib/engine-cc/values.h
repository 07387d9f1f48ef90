// SPDX-License-Identifier: GPL-2.0-or-later
//
// "grade:inadequate", "date:2010..2013", "number:40..": what a field must be.
#ifndef XC_VALUES_H
#define XC_VALUES_H

#include "plan.h"

namespace xc
{

// Throws BadQuery where the field cannot be that. A list is split at its
// commas, but not within a name that the index has.
Plan plan_of_values(const Piece &piece, const HasValue &has_value);

} // namespace xc

#endif
