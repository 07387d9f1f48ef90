/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * commits.h: which commits led to the state of an index. Numbers of revisions
 * repeat if a backup is put back and then written to, so each commit is named
 * by chance. The index keeps the names of the last ones under a key of its
 * metadata, the newest first.
 */
#ifndef ENGINE_BASE_COMMITS_H
#define ENGINE_BASE_COMMITS_H

#include <stdbool.h>
#include <stdint.h>

#define COMMITS_KEY "commits"

/* When the last one was made, in seconds since 1970. The times of files do not
 * say that: those of a copy are when it was copied. */
#define COMMITTED_KEY "committed"

enum {
    COMMIT_SIZE = 17,  /* of a name, with its NUL */
    COMMITS_KEPT = 256 /* a reader that is further behind begins again */
};

/* The list with one more name; the caller frees it with g_free(). */
char *commits_add(const char *list);

/* The time now, as it is kept; the caller frees it with g_free(). */
char *commits_now(void);

/* What was kept; 0 if that is not a time. */
int64_t commits_time(const char *kept);

/* Whether the engine keeps the key for commits. */
bool commits_own_key(const char *key);

/* The newest name; "" if the list is empty. */
void commits_newest(const char *list, char out[COMMIT_SIZE]);

/* Whether the commit of this name led to the one that the list ends with. */
bool commits_contain(const char *list, const char *name);

#endif
