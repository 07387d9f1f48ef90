/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * digest.h: a number of bytes that shows whether they have changed. It guards
 * against accidents, not against people.
 */
#ifndef ENGINE_BASE_DIGEST_H
#define ENGINE_BASE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

enum { DIGEST_LANES = 4 };

struct digest {
    uint64_t lanes[DIGEST_LANES];
    uint64_t size; /* of all bytes so far */
};

void digest_begin(struct digest *digest);

/* Add more bytes. Each time but the last, their number must be a multiple
 * of 32.
 */
void digest_add(struct digest *digest, const char *bytes, size_t len);

/* Bytes that differ in a single 64-bit word always have different numbers. */
uint64_t digest_value(const struct digest *digest);

/* The number of a whole text. */
uint64_t digest_of(const char *bytes, size_t len);

#endif
