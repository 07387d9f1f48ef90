/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * badlines.h: the bad lines of a file, for a person who corrects them.
 */
#ifndef INDEXER_BADLINES_H
#define INDEXER_BADLINES_H

#include "base/text.h"

#include <stddef.h>

enum {
    BADLINES_LISTED = 10, /* the first; the others are counted */
    BADLINES_REASON_SIZE = 310
};

/* Zero-initialise it. */
struct badlines {
    size_t count;
    struct badline {
        size_t line;
        size_t column; /* in characters, from 1; 0: unknown */
        char reason[BADLINES_REASON_SIZE];
    } first[BADLINES_LISTED + 1]; /* in order of line; one in reserve */
};

/* Add a line, in any order. A reason that is too long is cut. */
void badlines_add(struct badlines *bad,
                  size_t line,
                  size_t column,
                  const char *reason);

/* Write why the file is refused: in one line if a single line is bad; otherwise
 * how many are, and then each in a line of its own. */
void badlines_reason(const struct badlines *bad, char reason[REASON_SIZE]);

#endif
