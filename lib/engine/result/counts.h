/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * counts.h: lists of values that the caller frees.
 */
#ifndef ENGINE_RESULT_COUNTS_H
#define ENGINE_RESULT_COUNTS_H

#include "engine/result/facets.h"

/* A copy of the list, for fe_counts_free(). */
struct fe_counts counts_copy(const struct counts *counts);

#endif
