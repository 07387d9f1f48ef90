/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/text/term_filter.h"

#include <glib.h>
#include <stdint.h>
#include <xxhash.h>

enum { BITS = 1 << 26 };

struct term_filter {
    uint64_t bits[BITS / 64];
};

struct term_filter *
term_filter_new(void)
{
    return g_new0(struct term_filter, 1);
}

void
term_filter_free(struct term_filter *filter)
{
    g_free(filter);
}

/* Two bits for each term. */
struct place {
    size_t word[2];
    uint64_t bit[2];
};

static struct place
place_of(const char *term, size_t len)
{
    const uint64_t hash = XXH3_64bits(term, len);
    const uint64_t number[2] = {hash % BITS, (hash >> 32) % BITS};
    struct place place;

    for (int i = 0; i < 2; i++) {
        place.word[i] = number[i] / 64;
        place.bit[i] = (uint64_t)1 << number[i] % 64;
    }
    return place;
}

void
term_filter_add(struct term_filter *filter, const char *term, size_t len)
{
    const struct place place = place_of(term, len);

    for (int i = 0; i < 2; i++)
        filter->bits[place.word[i]] |= place.bit[i];
}

bool
term_filter_may_have(const struct term_filter *filter,
                     const char *term,
                     size_t len)
{
    const struct place place = place_of(term, len);

    return (filter->bits[place.word[0]] & place.bit[0]) &&
           (filter->bits[place.word[1]] & place.bit[1]);
}
