/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * leb128.h: numbers in as few bytes as they need (LEB128): seven bits in each
 * byte, the lowest first; the eighth bit says that another byte follows.
 */
#ifndef ENGINE_BASE_LEB128_H
#define ENGINE_BASE_LEB128_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LEB128_MAX = 5 }; /* bytes that a number takes */

/* Returns how many bytes were written. */
static inline size_t
leb128_put(unsigned char out[LEB128_MAX], uint32_t number)
{
    size_t n = 0;

    for (; number >= 0x80; number >>= 7)
        out[n++] = (unsigned char)((number & 0x7f) | 0x80);
    out[n++] = (unsigned char)number;
    return n;
}

/* Read a number and move *at past it, but not past the end. False if its last
 * byte is missing; *number is then made of its other bytes. */
static inline bool
leb128_take(const unsigned char **at,
            const unsigned char *end,
            uint32_t *number)
{
    *number = 0;
    for (unsigned shift = 0; *at < end && shift < 7 * LEB128_MAX; shift += 7) {
        const unsigned char byte = *(*at)++;
        *number |= (uint32_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return true;
    }
    return false;
}

#endif
