/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * packed.h: a document's data as the index keeps it, a frame of Zstandard (RFC
 * 8878). Xapian would deflate it, which saves as much room, but it takes four
 * times as long to read it back, and that is most of what a hit costs.
 */
#ifndef ENGINE_TEXT_PACKED_H
#define ENGINE_TEXT_PACKED_H

#include "engine/base/arena.h"

/* The memory that packing and unpacking work in; of one thread at a time. */
struct packer;

struct packer *packer_new(void);
void packer_free(struct packer *packer);

/* The arena's. Nothing is packed as nothing. */
struct string
pack(struct packer *packer, struct arena *arena, const char *bytes, size_t len);

/* What was packed, with a NUL after it. What is not packed data is
 * FE_CORRUPT. */
struct string unpack(struct packer *packer,
                     struct arena *arena,
                     const char *bytes,
                     size_t len);

#endif
