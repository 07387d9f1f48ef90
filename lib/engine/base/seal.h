/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * seal.h: a file beside the tables of an index, with the size, a digest and a
 * stamp of each, as they were when the last writer closed the index. Blocks
 * have no checksums, so nothing else shows that a byte has changed. A writer
 * breaks the seal before its first change, so an index without one is not
 * damaged: its last run may have been killed, or a program that knows no seals
 * wrote it.
 *
 * The stamp is the number of the file and when it was last written and changed.
 * While it is the same, nobody has written to the file, which is then not read.
 * After a small change to a large index there are no digests, because to make
 * them would take longer than the change: such a seal says nothing of a copy.
 */
#ifndef ENGINE_BASE_SEAL_H
#define ENGINE_BASE_SEAL_H

#include <stdbool.h>
#include <stddef.h>

#define SEAL_NAME "seal"

enum seal {
    SEAL_NONE,
    SEAL_GOOD,
    SEAL_BROKEN,    /* a file is not as it was */
    SEAL_UNREADABLE /* the system would not read a file: see errno */
};

/* It guards against accidents, not against people. If stamps differ, as after
 * copying, reading the files takes 0.1 s for 50 MB, or much less if they are in
 * memory. SEAL_NONE also if there is no digest to compare with. *name is the
 * file that is not as it was. */
enum seal seal_check(const char *folder, const char **name);

/* Seal the index, which nobody may be changing. About so many bytes of
 * documents have changed since the last seal. False, with errno, if a file
 * cannot be read or written; the index then has no seal. */
bool seal_make(const char *folder, size_t changed);

/* False, with errno, if the seal cannot be removed. */
bool seal_break(const char *folder);

#endif
