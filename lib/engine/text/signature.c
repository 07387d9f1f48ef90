/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/text/signature.h"

#include "engine/base/mix.h"

#include <glib.h>
#include <string.h>

enum {
    RUN = 3,      /* words that are hashed together */
    WORDS_MIN = 8 /* of a text: shorter ones are alike by chance */
};

/* FNV-1a. */
static uint64_t
hash_of(const char *word)
{
    uint64_t hash = 0xcbf29ce484222325u;

    for (; *word; word++)
        hash = (hash ^ (unsigned char)*word) * 0x100000001b3u;
    return hash;
}

static void
take_run(const uint64_t words[RUN], uint64_t least[SIGNATURE_HASHES])
{
    uint64_t hash = 0;

    for (unsigned i = 0; i < RUN; i++)
        hash = mixed(hash ^ words[i]);
    for (unsigned i = 0; i < SIGNATURE_HASHES; i++) {
        const uint64_t other = mixed(hash + i * 0x9e3779b97f4a7c15u);
        least[i] = MIN(least[i], other);
    }
}

bool
signature_of(const struct tokens *tokens, char out[SIGNATURE_SIZE])
{
    uint64_t least[SIGNATURE_HASHES], run[RUN] = {0};
    size_t words = 0;

    memset(least, 0xff, sizeof least);
    for (size_t i = 0; i < tokens->n; i++) {
        if (tokens->at[i].is_compound)
            continue;
        memmove(run, run + 1, sizeof run - sizeof *run);
        run[RUN - 1] = hash_of(tokens->at[i].word);
        if (++words >= RUN)
            take_run(run, least);
    }
    for (size_t i = 0; i < SIGNATURE_HASHES; i++) {
        out[2 * i] = (char)(least[i] & 0xff);
        out[2 * i + 1] = (char)(least[i] >> 8 & 0xff);
    }
    return words >= WORDS_MIN;
}

unsigned
signature_agreement(const char *a, const char *b)
{
    unsigned n = 0;

    for (size_t i = 0; i < SIGNATURE_HASHES; i++)
        n += memcmp(a + 2 * i, b + 2 * i, 2) == 0;
    return n;
}
