/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/base/digest.h"

#include <string.h>

/* Every step maps different states to different states, so a single changed
 * word always changes the result. */
static const uint64_t odd = 0x9e3779b97f4a7c15u;

static uint64_t
mixed(uint64_t state, uint64_t word)
{
    const uint64_t product = (state ^ word) * odd;
    return product << 29 | product >> 35;
}

void
digest_begin(struct digest *digest)
{
    *digest = (struct digest){{1, 2, 3, 4}, 0};
}

void
digest_add(struct digest *digest, const char *bytes, size_t len)
{
    uint64_t words[DIGEST_LANES];

    digest->size += len;
    for (; len > 0; bytes += sizeof words, len -= sizeof words) {
        if (len < sizeof words) {
            memset(words, 0, sizeof words);
            memcpy(words, bytes, len);
            len = sizeof words;
        } else {
            memcpy(words, bytes, sizeof words);
        }
        for (int i = 0; i < DIGEST_LANES; i++)
            digest->lanes[i] = mixed(digest->lanes[i], words[i]);
    }
}

uint64_t
digest_value(const struct digest *digest)
{
    uint64_t value = digest->size;

    for (int i = 0; i < DIGEST_LANES; i++)
        value = mixed(value, digest->lanes[i]);
    return value ^ value >> 32;
}

uint64_t
digest_of(const char *bytes, size_t len)
{
    struct digest digest;

    digest_begin(&digest);
    digest_add(&digest, bytes, len);
    return digest_value(&digest);
}
