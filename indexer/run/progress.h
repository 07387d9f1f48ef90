/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * progress.h: how far a run is, on one line of a terminal that is written over
 * and over. Erase it before anything else is written there.
 */
#ifndef INDEXER_PROGRESS_H
#define INDEXER_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PROGRESS_SIZE = 80 }; /* of a line, with its NUL */

/* Zero-initialise it. */
struct progress {
    bool is_on; /* else nothing is ever shown; set it once */
    const char *what;
    size_t all; /* files */
    int64_t begun_ms;
    int64_t shown_ms;
    size_t width; /* of what stands on the terminal */
};

/* Begin to do something to all the files. */
void progress_begin(struct progress *progress, const char *what, size_t all);

/* Show how many are done, if it was not shown just now. */
void progress_show(struct progress *progress, size_t done, size_t paragraphs);
void progress_erase(struct progress *progress);

/* The line after so much time. */
void progress_line(const struct progress *progress,
                   size_t done,
                   size_t paragraphs,
                   int64_t elapsed_ms,
                   char line[PROGRESS_SIZE]);

#endif
