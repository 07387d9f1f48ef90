/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * packed.h: a document's data as the index keeps it: a Zstandard frame (RFC
 * 8878) with a dictionary. Xapian itself would use deflate, which takes twice
 * as much space and several times as long to decompress, and that is most of
 * the cost of a hit.
 *
 * The dictionary, share/records.zdict, knows the members of a record and some
 * words, which a frame need not contain then. It is a part of the format of
 * indexes: raise FINDINGS_SCHEMA when it changes. It was made of corpus/, from
 * a folder with a file for each line of findings-index --dump paragraphs
 * corpus: zstd --train -r FOLDER --maxdict=16384 -o share/records.zdict
 */
#ifndef ENGINE_TEXT_PACKED_H
#define ENGINE_TEXT_PACKED_H

#include "engine/base/arena.h"

/* Working memory, used by one thread at a time. */
struct packer;

struct packer *packer_new(void);
void packer_free(struct packer *packer);

/* Compress bytes into the arena. No bytes are packed as no bytes. */
struct string
pack(struct packer *packer, struct arena *arena, const char *bytes, size_t len);

/* Decompress into the arena, with a NUL at the end. Fails with FE_CORRUPT if it
 * is not packed data. */
struct string unpack(struct packer *packer,
                     struct arena *arena,
                     const char *bytes,
                     size_t len);

#endif
