/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * An open hash table of whole words: 8 bytes are one number.
 */
#include "engine/text/word_set.h"

#include "engine/base/status.h"

#include <string.h>

/* The word as a number; 0 if it is too long, or empty. */
static uint64_t
key_of(const char *word)
{
    uint64_t key = 0;

    for (size_t i = 0; word[i]; i++) {
        if (i == WORD_SET_LETTERS)
            return 0;
        key = key << 8 | (unsigned char)word[i];
    }
    return key;
}

/* The slot that has the key, or the empty one where it belongs. */
static size_t
slot_of(const struct word_set *set, uint64_t key)
{
    size_t slot = (key * 0x9e3779b97f4a7c15u >> 32) % WORD_SET_SLOTS;

    while (set->slots[slot] != key && set->slots[slot] != 0)
        slot = (slot + 1) % WORD_SET_SLOTS;
    return slot;
}

void
word_set_fill(struct word_set *set,
              const char (*words)[WORD_SET_LETTERS],
              size_t n)
{
    FE_REQUIRE(n <= WORD_SET_SLOTS / 2);
    for (size_t i = 0; i < n; i++) {
        char word[WORD_SET_LETTERS + 1] = "";
        memcpy(word, words[i], WORD_SET_LETTERS);
        const uint64_t key = key_of(word);
        set->slots[slot_of(set, key)] = key;
    }
}

bool
word_set_has(const struct word_set *set, const char *word)
{
    const uint64_t key = key_of(word);

    return key != 0 && set->slots[slot_of(set, key)] == key;
}
