/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/text/numbers.h"

#include <glib.h>
#include <string.h>
#include <xxhash.h>

enum { FIRST_SLOTS = 1 << 10 };

struct numbers_slot {
    uint32_t hash;
    uint32_t number; /* 0: the slot is free */
};

uint32_t
numbers_hash(const char *text, size_t len)
{
    return (uint32_t)XXH3_64bits(text, len);
}

void
numbers_expect(const struct numbers *numbers, uint32_t hash)
{
    if (numbers->n_slots > 0)
        __builtin_prefetch(&numbers->slots[hash & (numbers->n_slots - 1)], 1);
}

/* The slot of the text, or the free one where it belongs. */
static struct numbers_slot *
slot_of(const struct numbers *numbers, const char *text, uint32_t hash)
{
    const uint32_t mask = numbers->n_slots - 1;

    for (uint32_t at = hash & mask;; at = (at + 1) & mask) {
        struct numbers_slot *slot = &numbers->slots[at];
        if (slot->number == 0 ||
            (slot->hash == hash &&
             strcmp(numbers->text_of(numbers->data, slot->number), text) == 0))
            return slot;
    }
}

uint32_t
numbers_find(const struct numbers *numbers, const char *text, uint32_t hash)
{
    return numbers->n_slots > 0 ? slot_of(numbers, text, hash)->number : 0;
}

/* At least a quarter of the slots are free. */
void
numbers_reserve(struct numbers *numbers, uint32_t count)
{
    const struct numbers had = *numbers;

    if (count <= had.n_slots / 4 * 3)
        return;
    numbers->n_slots = MAX(had.n_slots, (uint32_t)FIRST_SLOTS);
    while (count > numbers->n_slots / 4 * 3)
        numbers->n_slots *= 2;
    numbers->slots = g_new0(struct numbers_slot, numbers->n_slots);
    for (uint32_t i = 0; i < had.n_slots; i++) {
        uint32_t at = had.slots[i].hash & (numbers->n_slots - 1);
        if (had.slots[i].number == 0)
            continue;
        while (numbers->slots[at].number > 0)
            at = (at + 1) & (numbers->n_slots - 1);
        numbers->slots[at] = had.slots[i];
    }
    g_free(had.slots);
}

uint32_t
numbers_add(struct numbers *numbers,
            const char *text,
            uint32_t hash,
            uint32_t number)
{
    numbers_reserve(numbers, numbers->count + 1);
    struct numbers_slot *slot = slot_of(numbers, text, hash);
    if (slot->number == 0) {
        *slot = (struct numbers_slot){hash, number};
        numbers->count++;
    }
    return slot->number;
}

void
numbers_fini(struct numbers *numbers)
{
    g_free(numbers->slots);
    numbers->slots = NULL;
    numbers->n_slots = numbers->count = 0;
}
