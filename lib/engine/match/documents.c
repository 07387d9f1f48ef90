/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Reading single documents: which has a term, its words, its data.
 */
#include "engine/match/columns.h"
#include "engine/match/revision.h"
#include "engine/store/ahead.h"
#include "engine/text/stream.h"
#include "engine/text/tokens.h"

#include <stdlib.h>
#include <string.h>

uint32_t
snapshot_document(const struct snapshot *snapshot, const char *term)
{
    struct xc_error err;
    uint32_t id = 0;
    size_t n;

    store_check(
        snapshot,
        shards_postings(snapshot->store, term, 1, &id, NULL, 1, &n, &err),
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
    struct xc_error err;

    store_check(snapshot,
                shards_term(snapshot->store, id, prefix, &term, &n, &err),
                &err);
    if (n == 0 || end < strlen(prefix) ||
        memcmp(bytes, prefix, strlen(prefix)) != 0)
        return NULL;
    return arena_strndup(snapshot->arena, bytes, end);
}

/* The value of a document in the slot, with room for a NUL after it; empty if
 * it has none. */
static struct string
value_of(const struct snapshot *snapshot, unsigned slot, uint32_t id)
{
    enum { USUAL = 4096 };
    const struct arena_mark mark = arena_mark(snapshot->arena);
    size_t end = 0, n = 0;
    struct xc_strings value = {arena_alloc(snapshot->arena, USUAL), USUAL,
                               &end};
    struct xc_error err;

    for (;;) {
        arena_step(snapshot->arena, STORE_STEPS);
        store_check(
            snapshot,
            shards_values_of(snapshot->store, slot, &id, 1, &value, &n, &err),
            &err);
        if (n > 0)
            return (struct string){value.bytes, end, value.size};
        arena_rewind(snapshot->arena, &mark);
        store_make_room(snapshot, &value);
    }
}

static int
by_text(const void *a, const void *b)
{
    const struct document_word *x = a, *y = b;

    return strcmp(x->text, y->text);
}

/* Sort, and add up the times of the same text. */
static struct document_words
counted(struct document_word *words, size_t n)
{
    size_t kept = 0;

    if (n > 1)
        qsort(words, n, sizeof *words, by_text);
    for (size_t i = 0; i < n; i++)
        if (kept > 0 && strcmp(words[kept - 1].text, words[i].text) == 0)
            words[kept - 1].times++;
        else
            words[kept++] = words[i];
    return (struct document_words){words, kept};
}

struct document_words
snapshot_words(const struct snapshot *snapshot, uint32_t id)
{
    const struct revision *revision = snapshot->revision;
    const size_t shard = shards_of(snapshot->store, id);
    const struct dictionary *dictionary = revision->lineage->of_shards[shard];
    const struct string bytes = value_of(snapshot, STREAM_SLOT, id);
    ARRAY(struct document_word) found = {0};
    const char *before = NULL;
    uint32_t number, place = 0;
    struct stream stream;

    if (!stream_open(&stream, bytes.at, bytes.len, ""))
        return (struct document_words){0};
    while ((number = stream_next(&stream)) > 0) {
        if (number > revision->shards[shard].n_words)
            break;
        const char *word = dictionary_word(dictionary, number);
        arena_step(snapshot->arena, 1);
        array_push(snapshot->arena, &found, ((struct document_word){word, 1}));
        /* Another text begins. */
        if (stream.place > place + 1)
            before = NULL;
        place = stream.place;
        if (is_stopword(word))
            continue;
        const char *stem = dictionary_stem(dictionary, number);
        if (before)
            array_push(snapshot->arena, &found,
                       ((struct document_word){
                           pair_term(snapshot->arena, before, stem), 1}));
        before = stem;
    }
    return counted(found.at, found.n);
}

void
snapshot_expect(const struct snapshot *snapshot, const uint32_t *ids, size_t n)
{
    struct xc_error err;

    store_check(snapshot,
                shards_expect_values(snapshot->store, DATA_SLOT, ids, n, &err),
                &err);
}

const char *
snapshot_data(const struct snapshot *snapshot, uint32_t id, size_t *len)
{
    const struct string packed = value_of(snapshot, DATA_SLOT, id);
    const struct string unpacked =
        unpack(snapshot->packer, snapshot->arena, packed.at, packed.len);

    *len = unpacked.len;
    return unpacked.at;
}

const char *
snapshot_identity(const struct snapshot *snapshot)
{
    return snapshot->revision->identity;
}
