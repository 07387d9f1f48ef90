/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Patterns of words at certain positions, counted in the streams of documents.
 * A phrase of single words is matched by Shift-And (Baeza-Yates and Gonnet
 * 1992): the state has a bit for each word of the phrase, which says that the
 * words up to it have just been read. Any other pattern is matched by the
 * positions of its leaves.
 */
#include "engine/match/phrases.h"

#include "engine/match/positions.h"
#include "engine/match/revision.h"
#include "engine/text/stream.h"

#include <string.h>

enum {
    BATCH = 4096, /* streams read at once */
    BYTES = 1024 * 1024,
    ELEMENTS = 16,   /* bytes of a stream, or elements of an array, that are
                        looked at in one step of arena_step() */
    ANCHORS_MAX = 16 /* forms of a word that are searched for as bytes */
};

/* The words of a leaf, as numbers of the shard's dictionary. */
struct leaf_words {
    const struct pattern *leaf;
    uint32_t *numbers;
    size_t n;
};

/* The leaves of a pattern, and which of them a word belongs to. set_numbers
 * has, by the word's number, the number of a set of leaves in sets; each set is
 * width integers long, and set 0 is empty. set_numbers is NULL if it is enough
 * to look through the words of a leaf. */
struct leaves {
    ARRAY(struct leaf_words) list;
    size_t width;
    uint32_t *set_numbers;
    ARRAY(uint64_t) sets;
};

/* The bytes of a word's number in a stream. */
struct anchor {
    unsigned char bytes[LEB128_MAX];
    size_t len;
};

/* How to count a pattern in the streams of one shard. */
struct counting {
    const struct snapshot *snapshot;
    const struct dictionary *dictionary;
    uint32_t n_words; /* of the dictionary */
    const struct pattern *pattern;
    const char *prefix;
    uint32_t (*count)(const struct counting *counting, struct stream *stream);
    struct leaves leaves;
    uint64_t *state; /* of Shift-And, as a set of leaves */
    size_t anchor_leaf;
    struct anchor anchors[ANCHORS_MAX];
    size_t n_anchors;
    /* By leaf, for the current document. */
    struct spans *places;
    size_t *rooms;
};

static void
list_leaves(struct counting *counting, const struct pattern *pattern)
{
    struct arena *arena = counting->snapshot->arena;
    struct leaf_words words = {pattern, NULL, 0};

    for (size_t i = 0; i < pattern->n_parts; i++)
        list_leaves(counting, &pattern->parts[i]);
    if (pattern->kind != PATTERN_WORDS)
        return;
    if (pattern->prefix && *pattern->prefix)
        counting->prefix = pattern->prefix;
    words.numbers = arena_array(arena, pattern->n_words, sizeof *words.numbers);
    for (size_t i = 0; i < pattern->n_words; i++) {
        const uint32_t number =
            dictionary_find(counting->dictionary, pattern->words[i]);
        if (number > 0 && number <= counting->n_words)
            words.numbers[words.n++] = number;
    }
    array_push(arena, &counting->leaves.list, words);
}

static size_t
add_set(struct counting *counting)
{
    struct leaves *leaves = &counting->leaves;
    const size_t number = leaves->sets.n / leaves->width;

    for (size_t w = 0; w < leaves->width; w++)
        array_push(counting->snapshot->arena, &leaves->sets, 0);
    return number;
}

static void
make_sets(struct counting *counting)
{
    struct arena *arena = counting->snapshot->arena;
    struct leaves *leaves = &counting->leaves;

    arena_step(arena, counting->n_words / ELEMENTS);
    leaves->width = leaves->list.n / 64 + 1;
    leaves->set_numbers = arena_array(arena, (size_t)counting->n_words + 1,
                                      sizeof *leaves->set_numbers);
    add_set(counting);
    for (size_t i = 0; i < leaves->list.n; i++) {
        const struct leaf_words *words = &leaves->list.at[i];
        for (size_t w = 0; w < words->n; w++) {
            uint32_t *set = &leaves->set_numbers[words->numbers[w]];
            if (*set == 0)
                *set = (uint32_t)add_set(counting);
            leaves->sets.at[*set * leaves->width + i / 64] |= (uint64_t)1
                                                              << i % 64;
        }
    }
    counting->state = arena_array(arena, leaves->width, sizeof(uint64_t));
    counting->places =
        arena_array(arena, leaves->list.n, sizeof *counting->places);
    counting->rooms = arena_array(arena, leaves->list.n, sizeof(size_t));
}

static bool
is_simple(const struct pattern *pattern)
{
    for (size_t i = 0; i < pattern->n_parts; i++)
        if (pattern->parts[i].kind != PATTERN_WORDS)
            return false;
    return pattern->kind == PATTERN_PHRASE;
}

static const uint64_t *
set_of(const struct counting *counting, uint32_t number)
{
    const struct leaves *leaves = &counting->leaves;
    const size_t set =
        number <= counting->n_words ? leaves->set_numbers[number] : 0;

    return leaves->sets.at + set * leaves->width;
}

/* An anchor is a form of one leaf of a phrase, as bytes of the stream. Only
 * where these bytes are found are the words around them decoded; the other
 * words of the stream need not be. */

/* How many documents have the leaf, at most. */
static double
documents_of_leaf(const struct counting *counting, const struct pattern *leaf)
{
    double documents = 0;

    for (size_t i = 0; i < leaf->n_words; i++)
        documents += words_documents(counting->snapshot, counting->prefix,
                                     leaf->words[i]);
    return documents;
}

/* Choose the rarest leaf that has few enough forms; false if there is none. */
static bool
find_anchor(struct counting *counting)
{
    const struct leaf_words *anchor = NULL;
    double fewest = 0;

    for (size_t i = 0; i < counting->leaves.list.n; i++) {
        const struct leaf_words *words = &counting->leaves.list.at[i];
        if (words->n > ANCHORS_MAX)
            continue;
        const double documents = documents_of_leaf(counting, words->leaf);
        if (anchor && documents >= fewest)
            continue;
        anchor = words;
        fewest = documents;
        counting->anchor_leaf = i;
    }
    for (size_t i = 0; anchor && i < anchor->n; i++) {
        struct anchor *form = &counting->anchors[counting->n_anchors++];
        form->len = leb128_put(form->bytes, anchor->numbers[i]);
    }
    return anchor != NULL;
}

static bool
is_of_leaf(const struct counting *counting, uint32_t number, size_t leaf)
{
    const struct leaf_words *words = &counting->leaves.list.at[leaf];

    for (size_t i = 0; i < words->n; i++)
        if (words->numbers[i] == number)
            return true;
    return false;
}

/* The number that ends at a place of a stream; *at is moved to its first byte.
 */
static uint32_t
number_before(const unsigned char *begin, const unsigned char **at)
{
    struct stream word = {.end = *at};

    --*at;
    while (*at > begin && (*at)[-1] >= 0x80)
        --*at;
    word.at = *at;
    return stream_number(&word);
}

/* Whether the words before (after) an anchor are those of the leaves before
 * (after) it. */
static bool
is_preceded(const struct counting *counting,
            const unsigned char *begin,
            const unsigned char *at)
{
    for (size_t leaf = counting->anchor_leaf; leaf-- > 0;) {
        if (at == begin ||
            !is_of_leaf(counting, number_before(begin, &at), leaf))
            return false;
    }
    return true;
}

static bool
is_followed(const struct counting *counting,
            const unsigned char *at,
            const unsigned char *end)
{
    struct stream rest = {at, end, 0};

    for (size_t leaf = counting->anchor_leaf + 1;
         leaf < counting->leaves.list.n; leaf++)
        if (rest.at == rest.end ||
            !is_of_leaf(counting, stream_number(&rest), leaf))
            return false;
    return true;
}

/* The next place of the anchor; NULL if there is none. */
static const unsigned char *
next_anchor(const struct anchor *anchor,
            const unsigned char *begin,
            const unsigned char *at,
            const unsigned char *end)
{
    while ((at = memchr(at, anchor->bytes[0], (size_t)(end - at)))) {
        if ((at == begin || at[-1] < 0x80) &&
            (size_t)(end - at) >= anchor->len &&
            memcmp(at, anchor->bytes, anchor->len) == 0)
            return at;
        at++;
    }
    return NULL;
}

static uint32_t
count_anchored(const struct counting *counting, struct stream *stream)
{
    const unsigned char *begin = stream->at, *end = stream->end;
    uint32_t times = 0;

    for (size_t i = 0; i < counting->n_anchors; i++) {
        const struct anchor *anchor = &counting->anchors[i];
        const unsigned char *at = begin;
        for (; (at = next_anchor(anchor, begin, at, end)); at++)
            times += is_preceded(counting, begin, at) &&
                     is_followed(counting, at + anchor->len, end);
    }
    return times;
}

/* How often the stream has a phrase of up to 64 words, whose state fits into
 * one integer; count_long() is for longer ones. */
static uint32_t
count_short(const struct counting *counting, struct stream *stream)
{
    const uint64_t last = (uint64_t)1 << (counting->leaves.list.n - 1);
    uint64_t state = 0;
    uint32_t number, place = 0, times = 0;

    while ((number = stream_next(stream)) > 0) {
        if (stream->place != place + 1)
            state = 0;
        place = stream->place;
        state = (state << 1 | 1) & *set_of(counting, number);
        times += (state & last) != 0;
    }
    return times;
}

static uint32_t
count_long(const struct counting *counting, struct stream *stream)
{
    const size_t last = counting->leaves.list.n - 1;
    const size_t width = counting->leaves.width;
    uint64_t *state = counting->state;
    uint32_t number, place = 0, times = 0;

    memset(state, 0, width * sizeof *state);
    while ((number = stream_next(stream)) > 0) {
        const uint64_t *set = set_of(counting, number);
        uint64_t carried = 1;
        if (stream->place != place + 1)
            memset(state, 0, width * sizeof *state);
        place = stream->place;
        for (size_t w = 0; w < width; w++) {
            const uint64_t shifted = state[w] << 1 | carried;
            carried = state[w] >> 63;
            state[w] = shifted & set[w];
        }
        times += state[last / 64] >> last % 64 & 1;
    }
    return times;
}

static struct spans
places_of_leaf(void *data, struct arena *arena, const struct pattern *leaf)
{
    const struct counting *counting = data;

    for (size_t i = 0; i < counting->leaves.list.n; i++)
        if (counting->leaves.list.at[i].leaf == leaf) {
            arena_step(arena, 1 + i / ELEMENTS);
            return counting->places[i];
        }
    return (struct spans){0};
}

static void
add_place(const struct counting *counting, size_t leaf, uint32_t place)
{
    struct spans *spans = &counting->places[leaf];

    if (spans->n == counting->rooms[leaf])
        array_grow(counting->snapshot->arena, (void **)&spans->at, spans->n,
                   &counting->rooms[leaf], sizeof *spans->at);
    spans->at[spans->n++] = (struct span){place, place};
}

static uint32_t
count_other(const struct counting *counting, struct stream *stream)
{
    struct arena *arena = counting->snapshot->arena;
    uint32_t number;

    for (size_t i = 0; i < counting->leaves.list.n; i++)
        counting->places[i].n = 0;
    while ((number = stream_next(stream)) > 0) {
        const uint64_t *set = set_of(counting, number);
        for (size_t w = 0; w < counting->leaves.width; w++)
            for (uint64_t left = set[w]; left > 0; left &= left - 1)
                add_place(counting, 64 * w + (size_t)__builtin_ctzll(left),
                          stream->place);
    }
    const struct arena_mark mark = arena_mark(arena);
    const uint32_t times =
        (uint32_t)positions_of(arena, counting->pattern, places_of_leaf,
                               (void *)counting)
            .n;
    arena_rewind(arena, &mark);
    return times;
}

/* Whether a word of the other leaf is near the anchor. */
static bool
is_near_anchor(const struct counting *counting,
               const unsigned char *begin,
               const unsigned char *at,
               const unsigned char *after,
               const unsigned char *end)
{
    const size_t other = 1 - counting->anchor_leaf;
    struct stream rest = {after, end, 0};
    uint32_t number = 1;

    for (unsigned i = 0;
         i < counting->pattern->distance && number > 0 && rest.at < rest.end;
         i++) {
        number = stream_number(&rest);
        if (is_of_leaf(counting, number, other))
            return true;
    }
    number = 1;
    for (unsigned i = 0;
         i < counting->pattern->distance && number > 0 && at > begin; i++) {
        number = number_before(begin, &at);
        if (is_of_leaf(counting, number, other))
            return true;
    }
    return false;
}

/* Count NEAR between two words. Most documents that have both words have them
 * far apart, so positions are listed only if an anchor has the other word near
 * it. */
static uint32_t
count_near(const struct counting *counting, struct stream *stream)
{
    const unsigned char *begin = stream->at, *end = stream->end;

    for (size_t i = 0; i < counting->n_anchors; i++) {
        const struct anchor *anchor = &counting->anchors[i];
        const unsigned char *at = begin;
        for (; (at = next_anchor(anchor, begin, at, end)); at++)
            if (is_near_anchor(counting, begin, at, at + anchor->len, end))
                return count_other(counting, stream);
    }
    return 0;
}

static bool
is_pair(const struct pattern *pattern)
{
    return pattern->kind == PATTERN_NEAR &&
           pattern->parts[0].kind == PATTERN_WORDS &&
           pattern->parts[1].kind == PATTERN_WORDS;
}

static struct counting
counting_of(const struct snapshot *snapshot,
            size_t shard,
            const struct pattern *pattern)
{
    const struct revision *revision = snapshot->revision;
    struct counting counting = {.snapshot = snapshot,
                                .dictionary =
                                    revision->lineage->of_shards[shard],
                                .n_words = revision->shards[shard].n_words,
                                .pattern = pattern,
                                .prefix = "",
                                .count = count_other};

    list_leaves(&counting, pattern);
    if (is_simple(pattern))
        counting.count = find_anchor(&counting)         ? count_anchored
                         : counting.leaves.list.n <= 64 ? count_short
                                                        : count_long;
    else if (is_pair(pattern) && find_anchor(&counting))
        counting.count = count_near;
    if (counting.count != count_anchored)
        make_sets(&counting);
    return counting;
}

/* How often a document has the pattern, given its stream. */
static uint32_t
count_one(struct counting *counting, const char *bytes, size_t len)
{
    struct stream stream;

    arena_step(counting->snapshot->arena, 1 + len / ELEMENTS);
    return stream_open(&stream, bytes, len, counting->prefix)
               ? counting->count(counting, &stream)
               : 0;
}

/* The documents that are in any of the lists, rising. */
static struct posting_list
documents_of(const struct snapshot *snapshot,
             const struct sought *sought,
             size_t n)
{
    const size_t set_words = revision_set_words(snapshot->revision);
    struct posting_list all = {0};
    size_t most = 0;
    uint64_t *set;

    for (size_t k = 0; k < n; k++)
        most += sought[k].list.n;
    if (most == 0)
        return all;
    set = arena_array(snapshot->arena, set_words, sizeof *set);
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < sought[k].list.n; i++)
            add_to_set(set, sought[k].list.ids[i]);
    all.ids = arena_array(snapshot->arena, most, sizeof *all.ids);
    for (size_t w = 0; w < set_words; w++)
        for (uint64_t left = set[w]; left > 0; left &= left - 1)
            all.ids[all.n++] =
                (uint32_t)(64 * w + (size_t)__builtin_ctzll(left));
    return all;
}

/* A pattern, how far its list has been read, and how many of its documents have
 * been kept. */
struct phrase_reading {
    struct counting counting;
    size_t at;
    size_t kept;
};

static void
count_batch(struct phrase_reading *readings,
            struct sought *sought,
            size_t n_sought,
            const uint32_t *ids,
            size_t n,
            const struct xc_strings *streams)
{
    for (size_t i = 0; i < n; i++) {
        const size_t start = i > 0 ? streams->ends[i - 1] : 0;
        arena_step(readings->counting.snapshot->arena, 1 + n_sought / ELEMENTS);
        for (size_t k = 0; k < n_sought; k++) {
            struct posting_list *list = &sought[k].list;
            struct phrase_reading *reading = &readings[k];
            if (reading->at == list->n || list->ids[reading->at] != ids[i])
                continue;
            reading->at++;
            const uint32_t times =
                count_one(&reading->counting, streams->bytes + start,
                          streams->ends[i] - start);
            if (times == 0)
                continue;
            list->ids[reading->kept] = ids[i];
            list->times[reading->kept++] = times;
        }
    }
}

/* The number of the first documents that are in the shard. */
static size_t
count_in_shard(const struct snapshot *snapshot,
               size_t shard,
               const uint32_t *ids,
               size_t n)
{
    const struct revision *revision = snapshot->revision;
    size_t count = 0;

    if (shard + 1 == revision->n_shards)
        return n;
    while (count < n && ids[count] <= revision->shards[shard + 1].base)
        count++;
    return count;
}

/* Count all patterns in these documents of one shard. */
static void
count_in(const struct snapshot *snapshot,
         struct phrase_reading *readings,
         struct sought *sought,
         size_t n_sought,
         const uint32_t *ids,
         size_t n,
         struct xc_strings *streams)
{
    const size_t shard = shards_of(snapshot->store, ids[0]);
    struct xc_error err;

    for (size_t k = 0; k < n_sought; k++)
        readings[k].counting = counting_of(snapshot, shard, sought[k].pattern);
    for (size_t i = 0, done; i < n; i += done) {
        store_check(snapshot,
                    shards_values_of(snapshot->store, STREAM_SLOT, ids + i,
                                     MIN(BATCH, n - i), streams, &done, &err),
                    &err);
        arena_step(snapshot->arena, STORE_STEPS + done);
        count_batch(readings, sought, n_sought, ids + i, done, streams);
        if (done == 0)
            store_make_room(snapshot, streams);
    }
}

void
phrases_count(const struct snapshot *snapshot, struct sought *sought, size_t n)
{
    struct arena *arena = snapshot->arena;
    const struct posting_list all = documents_of(snapshot, sought, n);
    struct xc_strings streams = {.size = BYTES};
    struct phrase_reading *readings;

    if (all.n == 0)
        return;
    streams.bytes = arena_alloc(arena, BYTES);
    streams.ends = arena_array(arena, BATCH, sizeof *streams.ends);
    readings = arena_array(arena, n, sizeof *readings);
    for (size_t i = 0, in_shard; i < all.n; i += in_shard) {
        in_shard =
            count_in_shard(snapshot, shards_of(snapshot->store, all.ids[i]),
                           all.ids + i, all.n - i);
        count_in(snapshot, readings, sought, n, all.ids + i, in_shard,
                 &streams);
    }
    for (size_t k = 0; k < n; k++)
        sought[k].list.n = readings[k].kept;
}
