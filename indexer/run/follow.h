/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * follow.h: waits until something changes in folders, by inotify(7).
 */
#ifndef INDEXER_FOLLOW_H
#define INDEXER_FOLLOW_H

#include "base/text.h"

#include <stdbool.h>

struct follow;

/* NULL with a reason if the system does not allow it. */
struct follow *follow_new(char reason[REASON_SIZE]);
void follow_free(struct follow *follow);

/* Follow a folder, but not those in it. *is_new says whether it was not
 * followed before. A folder that is gone is left out: false with a reason only
 * if the system does not allow more. */
bool follow_add(struct follow *follow,
                const char *folder,
                bool *is_new,
                char reason[REASON_SIZE]);

/* Wait until a file has been written, moved or removed in one of the folders,
 * and then for a while in which nothing else happens, so that files that are
 * copied together are noticed together. Hidden files do not count. False if
 * nothing happened for most_ms (-1: wait for ever), or after SIGINT or SIGTERM
 * (interrupt.h), whenever it comes. */
bool follow_wait(struct follow *follow, int most_ms);

#endif
