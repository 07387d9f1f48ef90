/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * merge.h: several runs become one.
 */
#ifndef ENGINE_STORE_MERGE_H
#define ENGINE_STORE_MERGE_H

#include "engine/store/run.h"

struct merge {
    struct run *const *runs; /* in the order of their documents */
    size_t n;
    run_fetch *fetch;
    void *data;                                           /* of fetch() */
    bool (*is_dropped)(const void *dropped, uint32_t id); /* NULL: none is */
    const void *dropped;
};

/* Write the postings of all runs, but those of documents that are dropped, page
 * by page. False if a run is damaged, or a page could not be fetched. */
bool merge_into(const struct merge *merge, struct run_writer *out);

#endif
