/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Reading single documents: which has a term, its terms, its data.
 */
#include "engine/match/columns.h"
#include "engine/match/revision.h"

#include <stdlib.h>
#include <string.h>

uint32_t
snapshot_document(const struct snapshot *snapshot, const char *term)
{
    struct xc_error err;
    uint32_t id = 0;
    size_t n;

    store_check(snapshot,
                xc_reader_postings(snapshot->store, term, strlen(term), 1, &id,
                                   NULL, 1, &n, &err),
                &err);
    return n > 0 ? id : 0;
}

struct numbers
snapshot_documents_of(const struct snapshot *snapshot, const char *term)
{
    const struct posting_list list = store_postings(snapshot, term, 1);

    return (struct numbers){list.ids, list.n};
}

const char *
snapshot_term(const struct snapshot *snapshot, uint32_t id, const char *prefix)
{
    char bytes[FE_TERM_MAX + 1];
    size_t end = 0, n;
    struct xc_strings term = {bytes, sizeof bytes, &end};
    bool is_end;
    struct xc_error err;

    store_check(snapshot,
                xc_reader_document_terms(snapshot->store, id, prefix,
                                         strlen(prefix), &term, NULL, NULL, 1,
                                         &n, &is_end, &err),
                &err);
    if (n == 0 || end < strlen(prefix) ||
        memcmp(bytes, prefix, strlen(prefix)) != 0)
        return NULL;
    return arena_strndup(snapshot->arena, bytes, end);
}

struct document_terms
snapshot_terms(const struct snapshot *snapshot, uint32_t id)
{
    enum { BLOCK = 1024, BYTES = 256 * 1024 };
    struct arena *arena = snapshot->arena;
    struct xc_strings terms = {arena_alloc(arena, BYTES), BYTES,
                               arena_array(arena, BLOCK, sizeof(size_t))};
    uint32_t *times = arena_array(arena, BLOCK, sizeof *times);
    uint32_t *documents = arena_array(arena, BLOCK, sizeof *documents);
    ARRAY(struct document_term) found = {0};
    const char *from = "";
    bool is_end = false;
    struct xc_error err;

    while (!is_end) {
        size_t n;
        store_check(snapshot,
                    xc_reader_document_terms(
                        snapshot->store, id, from, strlen(from), &terms, times,
                        documents, BLOCK, &n, &is_end, &err),
                    &err);
        arena_step(arena, STORE_STEPS + n);
        for (size_t i = 0; i < n; i++) {
            const size_t start = i > 0 ? terms.ends[i - 1] : 0;
            *array_add(arena, &found) =
                (struct document_term){arena_strndup(arena, terms.bytes + start,
                                                     terms.ends[i] - start),
                                       times[i], documents[i]};
        }
        if (n > 0)
            from = arena_printf(arena, "%s\x01", found.at[found.n - 1].text);
    }
    return (struct document_terms){found.at, found.n};
}

const char *
snapshot_data(const struct snapshot *snapshot, uint32_t id, size_t *len)
{
    struct xc_error err;
    char *data;

    size_t n;

    arena_step(snapshot->arena, STORE_STEPS);
    store_check(snapshot, xc_reader_data(snapshot->store, id, &data, &n, &err),
                &err);
    arena_own(snapshot->arena, data, free);
    const struct string unpacked =
        unpack(snapshot->packer, snapshot->arena, data, n);
    *len = unpacked.len;
    return unpacked.at;
}

const char *
snapshot_identity(const struct snapshot *snapshot)
{
    return *snapshot->revision->commit ? snapshot->revision->commit
                                       : snapshot->revision->uuid;
}
