/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/result/filters.h"

#include <string.h>

/* If a 64-bit word has at least this many documents, all 64 codes are looked
 * up, as that needs no branches. */
enum { DENSE = 20 };

struct sieve {
    const struct column *column;
    const bool *passes; /* by code */
};

struct slot_filter {
    unsigned slot;
    struct sieve *sieves;
    size_t n_sieves;
    uint64_t own[WINDOW_WORDS];    /* pass the filters on this slot */
    uint64_t others[WINDOW_WORDS]; /* pass all filters on other slots */
};

static bool
has_facet(const struct fe_request *request, unsigned slot)
{
    for (size_t i = 0; i < request->n_facets; i++)
        if (request->facets[i].slot == slot)
            return true;
    return false;
}

static struct slot_filter *
slot_of(struct filters *filters, unsigned slot)
{
    for (size_t i = 0; i < filters->n_slots; i++)
        if (filters->slots[i].slot == slot)
            return &filters->slots[i];
    return NULL;
}

static void
add_slot(struct filters *filters,
         const struct snapshot *snapshot,
         const struct fe_request *request,
         unsigned slot)
{
    struct slot_filter *added = &filters->slots[filters->n_slots++];

    added->slot = slot;
    added->sieves =
        arena_array(snapshot->arena, request->n_filters, sizeof *added->sieves);
    for (size_t i = 0; i < request->n_filters; i++) {
        const struct fe_filter *filter = &request->filters[i];
        if (filter->slot != slot)
            continue;
        struct sieve *sieve = &added->sieves[added->n_sieves++];
        sieve->column = snapshot_column(snapshot, slot, filter->length);
        sieve->passes = column_filter(snapshot->arena, sieve->column, filter);
    }
}

void
filters_open(struct filters *filters,
             const struct snapshot *snapshot,
             const struct fe_request *request)
{
    *filters = (struct filters){0};
    if (request->n_filters == 0)
        return;
    filters->slots = arena_array(snapshot->arena, request->n_filters,
                                 sizeof *filters->slots);
    for (int is_faceted = 0; is_faceted < 2; is_faceted++) {
        for (size_t i = 0; i < request->n_filters; i++) {
            const unsigned slot = request->filters[i].slot;
            if (has_facet(request, slot) == is_faceted &&
                !slot_of(filters, slot))
                add_slot(filters, snapshot, request, slot);
        }
        if (!is_faceted)
            filters->n_plain = filters->n_slots;
    }
}

static uint64_t
passing_word(const struct sieve *sieve, uint32_t first, uint64_t word)
{
    const struct column *column = sieve->column;
    uint64_t passing = 0;

    if (__builtin_popcountll(word) >= DENSE &&
        (size_t)first + 64 <= column->n_documents) {
        const uint32_t *codes = column->codes + first;
        for (unsigned i = 0; i < 64; i++)
            passing |= (uint64_t)sieve->passes[codes[i]] << i;
        return passing & word;
    }
    for (uint64_t left = word; left != 0; left &= left - 1) {
        const unsigned i = (unsigned)__builtin_ctzll(left);
        const uint32_t code = column_code(column, first + i);
        passing |= (uint64_t)sieve->passes[code] << i;
    }
    return passing;
}

/* Remove from the set the documents that do not pass the filters on the slot.
 */
static void
restrict_to(const struct slot_filter *slot,
            uint32_t first,
            uint64_t set[WINDOW_WORDS])
{
    for (size_t s = 0; s < slot->n_sieves; s++)
        for (unsigned w = 0; w < WINDOW_WORDS; w++)
            if (set[w] != 0)
                set[w] = passing_word(&slot->sieves[s], first + 64 * w, set[w]);
}

void
filters_apply(struct filters *filters,
              uint32_t first,
              const uint64_t found[WINDOW_WORDS],
              uint64_t passing[WINDOW_WORDS])
{
    const size_t bytes = WINDOW_WORDS * sizeof *passing;
    const size_t n = filters->n_slots;

    memcpy(passing, found, bytes);
    for (size_t i = 0; i < filters->n_plain; i++)
        restrict_to(&filters->slots[i], first, passing);
    for (size_t i = filters->n_plain; i < n; i++) {
        struct slot_filter *slot = &filters->slots[i];
        memcpy(slot->own, passing, bytes);
        memcpy(slot->others, passing, bytes);
    }
    for (size_t i = filters->n_plain; i < n; i++) {
        struct slot_filter *slot = &filters->slots[i];
        restrict_to(slot, first, slot->own);
        set_common(passing, passing, slot->own);
        for (size_t k = filters->n_plain; k < n; k++)
            if (k != i)
                set_common(filters->slots[k].others, filters->slots[k].others,
                           slot->own);
    }
}

const uint64_t *
filters_without(const struct filters *filters, unsigned slot)
{
    for (size_t i = filters->n_plain; i < filters->n_slots; i++)
        if (filters->slots[i].slot == slot)
            return filters->slots[i].others;
    return NULL;
}
