/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * positions.h: where a pattern is in one text: a document of the index, or a
 * text that was read into tokens.
 */
#ifndef ENGINE_MATCH_POSITIONS_H
#define ENGINE_MATCH_POSITIONS_H

#include "engine/query/plan.h"

/* From the first word's place to the last one's. */
struct span {
    uint32_t first;
    uint32_t last;
};

struct spans {
    struct span *at;
    size_t n;
};

/* Where the words of a leaf (PATTERN_WORDS) are, rising, each once: the
 * caller's function, which allocates in the arena. */
typedef struct spans
leaf_spans(void *data, struct arena *arena, const struct pattern *leaf);

/* In order of first, then last; each once. */
struct spans positions_of(struct arena *arena,
                          const struct pattern *pattern,
                          leaf_spans *of_leaf,
                          void *data);

#endif
