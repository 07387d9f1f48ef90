/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * value_counts.h: values, each with its count, within the engine and as the
 * caller gets them.
 */
#ifndef ENGINE_RESULT_VALUE_COUNTS_H
#define ENGINE_RESULT_VALUE_COUNTS_H

#include "findings/engine.h"

struct value_counts {
    struct fe_count *at;
    size_t n;
};

/* A copy that the caller frees with fe_counts_free(). */
struct fe_counts value_counts_copy(const struct value_counts *counts);

#endif
