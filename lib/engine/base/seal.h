/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * seal.h: a file beside the tables of an index, with the size and a digest of
 * each, as they were when the last writer closed the index. Blocks have no
 * checksums, so nothing else shows that a byte has changed. A writer breaks the
 * seal before its first change, so an index without one is not damaged: its
 * last run may have been killed, or a program that knows no seals wrote it.
 */
#ifndef ENGINE_BASE_SEAL_H
#define ENGINE_BASE_SEAL_H

#include <stdbool.h>

#define SEAL_NAME "seal"

enum seal {
    SEAL_NONE,
    SEAL_GOOD,
    SEAL_BROKEN,    /* a file is not as it was */
    SEAL_UNREADABLE /* the system would not read a file: see errno */
};

/* The digests guard against accidents, not against people. Reading the files
 * takes 0.1 s for 50 MB, or much less if they are in memory. *name is the file
 * that is not as it was. */
enum seal seal_check(const char *folder, const char **name);

/* Seal the index, which nobody may be changing. False, with errno, if a file
 * cannot be read or written; the index then has no seal. */
bool seal_make(const char *folder);

/* False, with errno, if the seal cannot be removed. */
bool seal_break(const char *folder);

#endif
