/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * progress.h: shows the progress of a run on one line of a terminal, which it
 * overwrites each time. Erase it before anything else is written there.
 */
#ifndef INDEXER_PROGRESS_H
#define INDEXER_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PROGRESS_SIZE = 80 }; /* of the line, including NUL */

/* Zero-initialise it. */
struct progress {
    bool is_on; /* otherwise nothing is shown; set it once */
    const char *what;
    size_t all;           /* files */
    unsigned step, steps; /* pages of the file that is due next that are read by
                             OCR; 0 of 0 if none are */
    int64_t begun_ms;
    int64_t shown_ms;
    size_t width; /* of what is shown on the terminal */
};

/* Begin a task over all files; what is its name. */
void progress_begin(struct progress *progress, const char *what, size_t all);

/* Show how many files are done, unless the line was updated a moment ago. */
void progress_show(struct progress *progress, size_t done, size_t paragraphs);
void progress_erase(struct progress *progress);

/* Write the line as it is after this time. */
void progress_line(const struct progress *progress,
                   size_t done,
                   size_t paragraphs,
                   int64_t elapsed_ms,
                   char line[PROGRESS_SIZE]);

#endif
