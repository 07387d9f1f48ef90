/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * mix.h: mixes the bits of a number, so that any of them serve as a hash (the
 * finaliser of MurmurHash3). It gives different numbers for different ones.
 */
#ifndef ENGINE_BASE_MIX_H
#define ENGINE_BASE_MIX_H

#include <stdint.h>

static inline uint64_t
mixed(uint64_t x)
{
    x ^= x >> 33;
    x *= 0xff51afd7ed558ccdu;
    x ^= x >> 33;
    x *= 0xc4ceb9fe1a85ec53u;
    return x ^ (x >> 33);
}

#endif
