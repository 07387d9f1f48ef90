/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Posting lists of patterns. A list is made once and then kept in the cache.
 * After a commit only the documents that were added are looked at, so each kind
 * of pattern is found from a document number on.
 */
#include "engine/match/lists.h"

#include "engine/match/columns.h"
#include "engine/match/phrases.h"
#include "engine/match/revision.h"
#include "engine/match/run_words.h"

#include <stdlib.h>
#include <string.h>

void
pattern_name(struct arena *arena,
             struct string *name,
             const struct pattern *pattern)
{
    arena_step(arena, 1 + pattern->n_words);
    string_addn(arena, name, &"wplne"[pattern->kind], 1);
    if (pattern->kind == PATTERN_NEAR)
        string_addf(arena, name, "%u", pattern->distance);
    string_add(arena, name, pattern->prefix ? pattern->prefix : "");
    string_add(arena, name, "(");
    for (size_t i = 0; i < pattern->n_words; i++) {
        string_add(arena, name, pattern->words[i]);
        string_add(arena, name, " ");
    }
    for (size_t i = 0; i < pattern->n_parts; i++)
        pattern_name(arena, name, &pattern->parts[i]);
    string_add(arena, name, ")");
}

/* Lists as plain arrays. */

/* Merge two lists in order. For a document in both, the frequencies are added
 * up, or the larger one is taken. */
static struct posting_list
merge(struct arena *arena,
      const struct posting_list *a,
      const struct posting_list *b,
      bool is_sum)
{
    struct posting_list out = {
        .ids = arena_array(arena, a->n + b->n, sizeof *out.ids),
        .times = arena_array(arena, a->n + b->n, sizeof *out.times)};
    size_t i = 0, j = 0;

    arena_step(arena, a->n + b->n);
    while (i < a->n || j < b->n) {
        const bool is_a = j == b->n || (i < a->n && a->ids[i] <= b->ids[j]);
        const bool is_b = i == a->n || (j < b->n && b->ids[j] <= a->ids[i]);
        const uint32_t x = is_a ? a->times[i] : 0;
        const uint32_t y = is_b ? b->times[j] : 0;
        out.ids[out.n] = is_a ? a->ids[i] : b->ids[j];
        out.times[out.n++] = is_sum ? x + y : MAX(x, y);
        i += is_a;
        j += is_b;
    }
    return out;
}

/* Merge neighbours, then the results, and so on, so that each posting is copied
 * about log2(n) times. The lists are overwritten. */
static struct posting_list
merge_all(struct arena *arena,
          struct posting_list *lists,
          size_t n,
          bool is_sum)
{
    for (; n > 1; n = (n + 1) / 2)
        for (size_t i = 0; i < (n + 1) / 2; i++)
            lists[i] = 2 * i + 1 < n ? merge(arena, &lists[2 * i],
                                             &lists[2 * i + 1], is_sum)
                                     : lists[2 * i];
    return n > 0 ? lists[0] : (struct posting_list){0};
}

/* Intersect the lists: the documents of the shortest that are in all others
 * too, with the frequencies of the shortest. */
static struct posting_list
in_all(struct arena *arena, struct posting_list *lists, size_t n)
{
    size_t shortest = 0;
    struct posting_list out;
    size_t *at;

    if (n == 0)
        return (struct posting_list){0};
    for (size_t i = 0; i < n; i++) {
        arena_step(arena, lists[i].n);
        if (lists[i].n < lists[shortest].n)
            shortest = i;
    }
    out = lists[shortest];
    out.n = 0;
    at = arena_array(arena, n, sizeof *at);
    for (size_t k = 0; k < lists[shortest].n; k++) {
        const uint32_t id = lists[shortest].ids[k];
        bool has_all = true;
        for (size_t i = 0; i < n && has_all; i++) {
            if (i == shortest)
                continue;
            while (at[i] < lists[i].n && lists[i].ids[at[i]] < id)
                at[i]++;
            has_all = at[i] < lists[i].n && lists[i].ids[at[i]] == id;
        }
        if (!has_all)
            continue;
        out.ids[out.n] = id;
        out.times[out.n++] = lists[shortest].times[k];
    }
    return out;
}

/* The postings from a document number on. */
static struct posting_list
unpack_from(struct arena *arena, const struct postings *postings, uint32_t from)
{
    struct posting_list list = postings_unpack(arena, postings);
    size_t start = 0;

    while (start < list.n && list.ids[start] < from)
        start++;
    return (struct posting_list){list.ids + start, list.times + start,
                                 list.n - start};
}

/* Finding patterns. */

static struct posting_list find_pattern(const struct snapshot *snapshot,
                                        const struct pattern *pattern,
                                        uint32_t from);

static struct posting_list
find_words(const struct snapshot *snapshot,
           const struct pattern *pattern,
           uint32_t from)
{
    struct posting_list *lists =
        arena_array(snapshot->arena, pattern->n_words, sizeof *lists);
    const char *prefix = pattern->prefix ? pattern->prefix : "";
    struct phrase words = {
        arena_array(snapshot->arena, pattern->n_words, sizeof *words.words),
        pattern->n_words};

    for (size_t i = 0; i < words.n; i++)
        words.words[i] =
            arena_printf(snapshot->arena, "%s%s", prefix, pattern->words[i]);
    run_expect(snapshot, &words, from);
    for (size_t i = 0; i < words.n; i++)
        lists[i] = run_postings(snapshot, words.words[i], from);
    return merge_all(snapshot->arena, lists, pattern->n_words, true);
}

static struct posting_list
find_term(const struct snapshot *snapshot, const char *term, uint32_t from)
{
    struct pattern words = {
        .kind = PATTERN_WORDS, .prefix = "", .n_words = 1, .words = &term};

    return unpack_from(snapshot->arena, list_of(snapshot, &words), from);
}

/* Find documents that have each pair of neighbouring words, which is near
 * enough to having the whole. */
static struct posting_list
find_loose(const struct snapshot *snapshot,
           const struct pattern *pattern,
           uint32_t from)
{
    struct posting_list *lists =
        arena_array(snapshot->arena, pattern->n_pairs, sizeof *lists);

    run_expect(snapshot, &(struct phrase){pattern->pairs, pattern->n_pairs},
               from);
    for (size_t i = 0; i < pattern->n_pairs; i++)
        lists[i] = find_term(snapshot, pattern->pairs[i], from);
    return in_all(snapshot->arena, lists, pattern->n_pairs);
}

static struct posting_list
find_either(const struct snapshot *snapshot,
            const struct pattern *pattern,
            uint32_t from)
{
    struct posting_list *lists =
        arena_array(snapshot->arena, pattern->n_parts, sizeof *lists);

    for (size_t i = 0; i < pattern->n_parts; i++)
        lists[i] = unpack_from(snapshot->arena,
                               list_of(snapshot, &pattern->parts[i]), from);
    return merge_all(snapshot->arena, lists, pattern->n_parts, true);
}

/* The pair terms of a phrase, which a text has wherever it has the phrase: each
 * word of it, other than common ones, with the next. There are none if a part
 * matches several stems, or both common words and others: a prefix matches many
 * words, and "being" is common while "beings" is not. */
static struct phrase
pairs_of(const struct snapshot *snapshot, const struct pattern *pattern)
{
    struct arena *arena = snapshot->arena;
    ARRAY(const char *) pairs = {0};
    const char *before = NULL;

    for (size_t i = 0; i < pattern->n_parts; i++) {
        const struct pattern *part = &pattern->parts[i];
        if (part->kind != PATTERN_WORDS || (part->prefix && *part->prefix) ||
            part->n_words == 0)
            return (struct phrase){0};
        const bool is_common = is_stopword(part->words[0]);
        const char *stem = stem_of(snapshot->stemmer, arena, part->words[0]);
        for (size_t w = 1; w < part->n_words; w++)
            if (is_stopword(part->words[w]) != is_common ||
                strcmp(stem_of(snapshot->stemmer, arena, part->words[w]),
                       stem) != 0)
                return (struct phrase){0};
        if (is_common)
            continue;
        if (before)
            array_push(arena, &pairs, pair_term(arena, before, stem));
        before = stem;
    }
    return (struct phrase){pairs.at, pairs.n};
}

/* Documents that may have the part. If it is itself NEAR, its positions are not
 * checked here: they are checked once, for the whole pattern. */
static struct posting_list
candidates(const struct snapshot *snapshot,
           const struct pattern *pattern,
           uint32_t from)
{
    struct posting_list *lists;

    if (pattern->kind != PATTERN_NEAR && pattern->kind != PATTERN_EITHER)
        return unpack_from(snapshot->arena, list_of(snapshot, pattern), from);
    lists = arena_array(snapshot->arena, pattern->n_parts, sizeof *lists);
    for (size_t i = 0; i < pattern->n_parts; i++)
        lists[i] = candidates(snapshot, &pattern->parts[i], from);
    return pattern->kind == PATTERN_NEAR
               ? in_all(snapshot->arena, lists, pattern->n_parts)
               : merge_all(snapshot->arena, lists, pattern->n_parts, true);
}

/* Whether the list of names has the name; it is added if not. */
static bool
is_met(struct phrase *names, const char *name)
{
    for (size_t i = 0; i < names->n; i++)
        if (strcmp(names->words[i], name) == 0)
            return true;
    names->words[names->n++] = name;
    return false;
}

/* Documents that have all parts of the pattern, wherever they are. Pairs of a
 * phrase's words are rarer than the words, so fewer documents need their
 * positions checked. */
static struct posting_list
with_all_parts(const struct snapshot *snapshot,
               const struct pattern *pattern,
               uint32_t from)
{
    struct arena *arena = snapshot->arena;
    const struct phrase pairs = pattern->kind == PATTERN_PHRASE
                                    ? pairs_of(snapshot, pattern)
                                    : (struct phrase){0};
    const size_t most = pairs.n + pattern->n_parts;
    struct posting_list *lists = arena_array(arena, most, sizeof *lists);
    /* A word that a phrase repeats is looked up once. */
    struct phrase met = {.words = arena_array(arena, most, sizeof *met.words)};
    size_t n = 0;

    for (size_t i = 0; i < pairs.n; i++)
        if (!is_met(&met, pairs.words[i]))
            lists[n++] = find_term(snapshot, pairs.words[i], from);
    for (size_t i = 0; i < pattern->n_parts; i++) {
        const struct pattern *part = &pattern->parts[i];
        struct string name = {0};
        if (pairs.n > 0 && part->kind == PATTERN_WORDS)
            continue;
        pattern_name(arena, &name, part);
        if (!is_met(&met, name.at))
            lists[n++] = candidates(snapshot, part, from);
    }
    return in_all(arena, lists, n);
}

/* Documents that have all parts at the right positions. */
static struct posting_list
find_phrase(const struct snapshot *snapshot,
            const struct pattern *pattern,
            uint32_t from)
{
    struct sought sought = {pattern, with_all_parts(snapshot, pattern, from)};

    phrases_count(snapshot, &sought, 1);
    return sought.list;
}

static struct posting_list
find_pattern(const struct snapshot *snapshot,
             const struct pattern *pattern,
             uint32_t from)
{
    switch (pattern->kind) {
    case PATTERN_WORDS:
        return find_words(snapshot, pattern, from);
    case PATTERN_LOOSE:
        return find_loose(snapshot, pattern, from);
    case PATTERN_EITHER:
        return find_either(snapshot, pattern, from);
    case PATTERN_PHRASE:
    case PATTERN_NEAR:
        break;
    }
    return find_phrase(snapshot, pattern, from);
}

/* Cached lists. */

/* How to find the postings of a list from a document number on. */
struct finding {
    struct posting_list (*find)(const struct snapshot *snapshot,
                                const void *what,
                                uint32_t from);
    const void *what;
};

static void
unref(void *postings)
{
    postings_unref(postings);
}

/* Update a list: take out documents that are gone, and append those that were
 * added. */
static struct postings *
brought_up(const struct snapshot *snapshot,
           struct postings *old,
           const struct cache_state *of,
           const struct finding *finding)
{
    const struct revision *revision = snapshot->revision;
    struct posting_list more =
        finding->find(snapshot, finding->what, of->last_id + 1);
    struct posting_list list;
    size_t kept = 0;

    if (more.n == 0 && of->removed == revision->state.removed)
        return postings_ref(old);
    list = postings_unpack(snapshot->arena, old);
    for (size_t i = 0; i < list.n; i++)
        if (is_in_set(revision->alive, list.ids[i])) {
            list.ids[kept] = list.ids[i];
            list.times[kept++] = list.times[i];
        }
    list.n = kept;
    list = merge(snapshot->arena, &list, &more, true);
    return postings_new(&list);
}

static const struct postings *
kept_list(const struct snapshot *snapshot,
          const char *key,
          const struct finding *finding)
{
    const struct revision *revision = snapshot->revision;
    const struct arena_mark mark = arena_mark(snapshot->arena);
    struct cache *cache = revision->lineage->cache;
    struct cache_state of;
    struct postings *postings = cache_find(cache, key, &revision->state, &of);

    if (postings)
        arena_own(snapshot->arena, postings, unref);
    if (postings && of.sequence == revision->state.sequence)
        return postings;
    if (postings) {
        postings = brought_up(snapshot, postings, &of, finding);
    } else {
        const struct posting_list list =
            finding->find(snapshot, finding->what, 1);
        postings = postings_new(&list);
    }
    arena_own(snapshot->arena, postings, unref);
    /* The arrays that it was made from are not needed any more. */
    arena_rewind(snapshot->arena, &mark);
    cache_keep(cache, key, &revision->state, postings);
    return postings;
}

static struct posting_list
find_what(const struct snapshot *snapshot, const void *what, uint32_t from)
{
    return find_pattern(snapshot, what, from);
}

const struct postings *
list_of(const struct snapshot *snapshot, const struct pattern *pattern)
{
    const struct finding finding = {find_what, pattern};
    struct string key = {0};

    pattern_name(snapshot->arena, &key, pattern);
    return kept_list(snapshot, key.at, &finding);
}

/* Making several lists at once. */

struct unmade {
    ARRAY(struct sought) sought;
    ARRAY(const char *) keys;
};

static bool
is_kept(const struct snapshot *snapshot, const char *key)
{
    const struct revision *revision = snapshot->revision;
    struct cache_state of;
    struct postings *postings =
        cache_find(revision->lineage->cache, key, &revision->state, &of);

    postings_unref(postings);
    return postings != NULL;
}

static void
find_unmade(const struct snapshot *snapshot,
            const struct pattern *pattern,
            struct unmade *unmade)
{
    struct string key = {0};

    if (pattern->kind != PATTERN_EITHER && pattern->kind != PATTERN_PHRASE)
        return;
    pattern_name(snapshot->arena, &key, pattern);
    arena_step(snapshot->arena, unmade->keys.n);
    for (size_t i = 0; i < unmade->keys.n; i++)
        if (strcmp(unmade->keys.at[i], key.at) == 0)
            return;
    if (is_kept(snapshot, key.at))
        return;
    if (pattern->kind == PATTERN_EITHER) {
        for (size_t i = 0; i < pattern->n_parts; i++)
            find_unmade(snapshot, &pattern->parts[i], unmade);
        return;
    }
    const struct sought sought = {pattern,
                                  with_all_parts(snapshot, pattern, 1)};
    array_push(snapshot->arena, &unmade->sought, sought);
    array_push(snapshot->arena, &unmade->keys, key.at);
}

void
lists_make(const struct snapshot *snapshot,
           const struct pattern *const *patterns,
           size_t n)
{
    const struct revision *revision = snapshot->revision;
    const struct arena_mark mark = arena_mark(snapshot->arena);
    struct unmade unmade = {0};

    for (size_t i = 0; i < n; i++)
        find_unmade(snapshot, patterns[i], &unmade);
    phrases_count(snapshot, unmade.sought.at, unmade.sought.n);
    for (size_t i = 0; i < unmade.sought.n; i++) {
        struct postings *postings = postings_new(&unmade.sought.at[i].list);
        cache_keep(revision->lineage->cache, unmade.keys.at[i],
                   &revision->state, postings);
        postings_unref(postings);
    }
    arena_rewind(snapshot->arena, &mark);
}

/* Headings. */

/* A heading field that counts, by its number from 1; NULL after the last. */
static const struct field *
heading_at(const struct snapshot *snapshot, uint32_t number)
{
    const size_t n =
        snapshot->lexicon ? lexicon_n_fields(snapshot->lexicon) : 0;

    for (size_t i = 0; i < n; i++) {
        const struct field *field = lexicon_field_at(snapshot->lexicon, i);
        if (field->kind == FE_FIELD_TEXT && field->weight > 0 && --number == 0)
            return field;
    }
    return NULL;
}

double
heading_weight(const struct snapshot *snapshot, uint32_t number)
{
    const struct field *field = heading_at(snapshot, number);

    return field ? field->weight : 0;
}

/* Find documents by their headings. If several headings of a document have a
 * word, the heaviest counts; of two that weigh the same, either. */
static struct posting_list
find_headings(const struct snapshot *snapshot, const void *what, uint32_t from)
{
    const struct pattern *pattern = what;
    struct posting_list all = {0};
    const struct field *field;

    for (uint32_t number = 1; (field = heading_at(snapshot, number));
         number++) {
        struct pattern there = *pattern;
        there.prefix = field->prefix;
        struct posting_list list = find_words(snapshot, &there, from);
        for (size_t i = 0; i < list.n; i++)
            list.times[i] = number;
        /* Numbers are not in order of weight. */
        struct posting_list both = merge(snapshot->arena, &all, &list, false);
        for (size_t i = 0, j = 0; i < both.n; i++) {
            while (j < all.n && all.ids[j] < both.ids[i])
                j++;
            if (j < all.n && all.ids[j] == both.ids[i] &&
                heading_weight(snapshot, all.times[j]) >
                    heading_weight(snapshot, both.times[i]))
                both.times[i] = all.times[j];
        }
        all = both;
    }
    return all;
}

const struct postings *
list_of_headings(const struct snapshot *snapshot, const struct pattern *pattern)
{
    const struct finding finding = {find_headings, pattern};
    struct string key = {0};

    if (!heading_at(snapshot, 1))
        return NULL;
    string_add(snapshot->arena, &key, "+");
    pattern_name(snapshot->arena, &key, pattern);
    return kept_list(snapshot, key.at, &finding);
}

/* Values. */

static struct posting_list
find_value(const struct snapshot *snapshot, const void *what, uint32_t from)
{
    const struct named_value *value = what;
    const char *values[] = {value->value};
    const struct plan plan = {.kind = PLAN_VALUES,
                              .field = value->field,
                              .values = values,
                              .n_values = 1,
                              .from = "",
                              .to = ""};
    const struct column *column =
        snapshot_column(snapshot, value->field->slot, 0);
    const bool *passes = column_select(snapshot->arena, column, &plan);
    const uint32_t last = snapshot->revision->state.last_id;
    struct posting_list list = {
        .ids = arena_array(snapshot->arena, last + 1, sizeof *list.ids),
        .times = arena_array(snapshot->arena, last + 1, sizeof *list.times)};

    arena_step(snapshot->arena, last);
    for (uint32_t id = from; id <= last; id++)
        if (passes[column_code(column, id)]) {
            list.ids[list.n] = id;
            list.times[list.n++] = 1;
        }
    return list;
}

const struct postings *
list_of_value(const struct snapshot *snapshot, const struct named_value *value)
{
    const struct finding finding = {find_value, value};

    return kept_list(snapshot,
                     arena_printf(snapshot->arena, "v%s:%s", value->field->name,
                                  value->value),
                     &finding);
}

const struct postings *
list_of_either(const struct snapshot *snapshot,
               const struct postings *const *lists,
               size_t n)
{
    struct posting_list *parts = arena_array(snapshot->arena, n, sizeof *parts);
    struct posting_list all;
    struct postings *postings;

    if (n == 1)
        return lists[0];
    for (size_t i = 0; i < n; i++)
        parts[i] = postings_unpack(snapshot->arena, lists[i]);
    all = merge_all(snapshot->arena, parts, n, false);
    postings = postings_new(&all);
    arena_own(snapshot->arena, postings, unref);
    return postings;
}
