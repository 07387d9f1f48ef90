/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * missed.h: files that cannot be read now, for lack of something that the
 * system may have again, such as memory or open files. They are neither read
 * nor refused, and the index keeps what it has of them.
 */
#ifndef INDEXER_MISSED_H
#define INDEXER_MISSED_H

#include "files/sources.h"

#include <stdbool.h>

struct missed {
    bool *is; /* for each source */
    size_t count;
    int lacks; /* the errno of the last */
};

/* None of so many sources; free it with missed_fini(). */
void missed_init(struct missed *missed, size_t n_sources);
void missed_add(struct missed *missed, size_t source, int lacks);

/* Say which they are and what to do, in one line. */
void missed_say(const struct missed *missed, const struct sources *sources);
void missed_fini(struct missed *missed);

#endif
