/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * positions.h: where a pattern is in one text, which is a document of the index
 * or a text that has been split into tokens.
 */
#ifndef ENGINE_MATCH_POSITIONS_H
#define ENGINE_MATCH_POSITIONS_H

#include "engine/query/plan.h"

/* From the position of the first word to that of the last. */
struct span {
    uint32_t first;
    uint32_t last;
};

struct spans {
    struct span *at;
    size_t n;
};

/* A function of the caller that finds where the words of a leaf (PATTERN_WORDS)
 * are, in rising order without repeats. It allocates in the arena. */
typedef struct spans
leaf_spans(void *data, struct arena *arena, const struct pattern *leaf);

/* The spans of the pattern, ordered by first, then last, without repeats. */
struct spans positions_of(struct arena *arena,
                          const struct pattern *pattern,
                          leaf_spans *of_leaf,
                          void *data);

#endif
