/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Bare words that are side by side -> ideas. Each word belongs to one idea, and
 * from the left the longest terms of the lexicon are taken. Misspelt words are
 * corrected first, as they may then be part of a term.
 */
#include "engine/query/planner_private.h"

#include "engine/text/negation.h"

#include <glib.h>
#include <string.h>

enum { DENIED_MAX = 4 }; /* how many words a "not" denies after it */

static struct phrase
words_of(struct planner *planner, const struct bare *bares, size_t n)
{
    struct phrase words = {0};
    size_t total = 0;

    for (size_t i = 0; i < n; i++)
        total += bares[i].words.n;
    words.words = arena_array(planner->arena, total, sizeof *words.words);
    for (size_t i = 0; i < n; i++)
        for (size_t w = 0; w < bares[i].words.n; w++)
            words.words[words.n++] = bares[i].words.words[w];
    return words;
}

/* Remove values that were named by an abbreviation which was not typed in
 * capitals. */
static void
remove_untyped(struct planner *planner,
               struct synonyms *synonyms,
               const struct bare *bares,
               size_t n)
{
    const struct syntax *last = &bares[n - 1].syntax;
    const size_t start = bares[0].syntax.offset;
    const size_t end = MIN(last->offset + last->length, planner->query_len);
    bool has_small = false;
    size_t kept = 0;

    for (size_t i = start; i < end; i++)
        has_small |= planner->query[i] >= 'a' && planner->query[i] <= 'z';
    for (size_t i = 0; i < synonyms->n_values; i++)
        if (!synonyms->values[i].in_capitals || !has_small)
            synonyms->values[kept++] = synonyms->values[i];
    synonyms->n_values = kept;
}

static bool
has_content(const struct bare *bares, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!bares[i].is_common)
            return true;
    return false;
}

/* The synonyms of the longest term that begins with the first word; *n_taken is
 * its number of words. None, and one word, if no term does. */
static struct synonyms
longest_term(struct planner *planner,
             const struct bare *bares,
             size_t n,
             size_t *n_taken)
{
    size_t taken =
        planner->is_literal ? 0 : MIN(n, synonyms_longest(planner->snapshot));

    for (; taken > 0 && has_content(bares, taken); taken--) {
        const struct phrase words = words_of(planner, bares, taken);
        struct synonyms synonyms = synonyms_of(planner->snapshot, &words);
        remove_untyped(planner, &synonyms, bares, taken);
        if (synonyms_are_unit(&synonyms)) {
            *n_taken = taken;
            return synonyms;
        }
    }
    *n_taken = 1;
    return (struct synonyms){0};
}

/* Bare words divided into terms. */
struct taken {
    size_t n; /* words */
    struct synonyms synonyms;
};

struct terms_of_row {
    struct taken *at;
    size_t n, room;
};

static struct terms_of_row
longest_terms(struct planner *planner, const struct bare *bares, size_t n)
{
    struct terms_of_row terms = {0};

    for (size_t first = 0; first < n; first += terms.at[terms.n - 1].n) {
        struct taken *taken = array_add(planner->arena, &terms);
        taken->synonyms =
            longest_term(planner, bares + first, n - first, &taken->n);
    }
    return terms;
}

/* Correct words that are not in a term, which may make a term of them, and
 * words that are in one only by their stem ("permanance"). Returns whether a
 * word was changed. */
static bool
correct_words(struct planner *planner,
              const struct terms_of_row *terms,
              struct bare *bares)
{
    bool is_changed = false;

    for (size_t t = 0, i = 0; t < terms->n; t++) {
        const struct synonyms *synonyms = &terms->at[t].synonyms;
        const bool is_unit = synonyms_are_unit(synonyms);
        for (const size_t end = i + terms->at[t].n; i < end; i++) {
            struct bare *bare = &bares[i];
            if (bare->words.n != 1 || bare->is_common ||
                synonyms->n_values > 0 ||
                (is_unit &&
                 is_written(planner->snapshot, bare->words.words[0])))
                continue;
            const char *word = bare->words.words[0];
            bare->words.words[0] = correct_word(planner, word, &bare->syntax,
                                                bare->syntax.tokens.at, "");
            bare->syntax.tokens.at[0].word = bare->words.words[0];
            bare->is_settled = !is_unit;
            is_changed |= bare->words.words[0] != word;
        }
    }
    return is_changed;
}

/* Mark the words that a "not" comes before: "not seen alone" denies both. */
static void
find_denied(struct bare *bares, size_t n)
{
    size_t left = 0;

    for (size_t i = 0; i < n; i++) {
        bares[i].is_denied = left > 0;
        if (bares[i].words.n == 1 && is_negation(bares[i].words.words[0]))
            left = DENIED_MAX;
        else if (left > 0)
            left--;
    }
}

/* Ideas. */

static void
take_range(struct idea *idea, const struct bare *bares, size_t n)
{
    const struct syntax *last = &bares[n - 1].syntax;

    idea->offset = bares[0].syntax.offset;
    idea->length = last->offset + last->length - idea->offset;
}

static void
add_place(struct planner *planner, struct places *places, size_t place)
{
    size_t *grown = arena_array(planner->arena, places->n + 1, sizeof *grown);

    if (places->n > 0)
        memcpy(grown, places->at, places->n * sizeof *grown);
    grown[places->n] = place;
    *places = (struct places){grown, places->n + 1};
}

/* Add one term for all the phrases, as alternatives. NONE if the index has none
 * of them. */
static size_t
add_others(struct planner *planner,
           const struct phrases *phrases,
           enum fe_origin origin,
           size_t of)
{
    struct arena *arena = planner->arena;
    struct pattern_list patterns = {0};
    struct string text = {0};

    for (size_t i = 0; i < phrases->n; i++) {
        const struct phrase *phrase = &phrases->at[i];
        const struct pattern pattern =
            origin == FE_JOINED ? pattern_of_phrase(planner->snapshot, phrase)
                                : pattern_of_loose(planner->snapshot, phrase);
        if (pattern_is_empty(&pattern))
            continue;
        array_push(arena, &patterns, pattern);
        string_add(arena, &text, text.len > 0 ? ", " : "");
        string_add(arena, &text, text_of_phrase(arena, phrase));
    }
    if (patterns.n == 0)
        return NONE;
    const struct pattern either = either_of(&patterns);
    return planner_add_term(planner, text.at, origin, of, &either, false,
                            false);
}

/* Add a term for two words typed side by side. The first form of each will do,
 * as all have the same stem. */
static void
add_pair(struct planner *planner,
         struct item_plans *items,
         size_t first,
         size_t second)
{
    const struct snapshot *snapshot = planner->snapshot;
    struct arena *arena = planner->arena;
    const struct term *a = &planner->terms.at[first];
    const struct term *b = &planner->terms.at[second];
    struct pattern pattern = {
        .kind = PATTERN_WORDS, .prefix = "", .n_words = 1};

    if (a->pattern.kind != PATTERN_WORDS || b->pattern.kind != PATTERN_WORDS ||
        a->pattern.n_words == 0 || b->pattern.n_words == 0)
        return;
    pattern.words = arena_alloc(arena, sizeof *pattern.words);
    pattern.words[0] =
        pair_term(arena, stem_of(snapshot->stemmer, arena, a->pattern.words[0]),
                  stem_of(snapshot->stemmer, arena, b->pattern.words[0]));
    const char *text = arena_printf(arena, "%s %s", a->text, b->text);
    array_push(arena, &items->pairs,
               planner_add_term(planner, text, FE_PAIR, first, &pattern, false,
                                false));
}

/* Add the parts of hyphenated words as terms, each once: "face-to-face" has one
 * face. */
static void
add_apart(struct planner *planner,
          struct idea *idea,
          const struct bare *bares,
          size_t n)
{
    ARRAY(const char *) met = {0};

    for (size_t i = 0; i < n; i++) {
        const struct phrase *words = &bares[i].words;
        for (size_t w = 0; words->n > 1 && !planner->all_words && w < words->n;
             w++) {
            bool is_met = is_stopword(words->words[w]);
            for (size_t m = 0; m < met.n && !is_met; m++)
                is_met = strcmp(met.at[m], words->words[w]) == 0;
            if (is_met)
                continue;
            array_push(planner->arena, &met, words->words[w]);
            const struct pattern pattern =
                pattern_of_word(planner->snapshot, words->words[w], "");
            add_place(planner, &idea->apart,
                      planner_add_term(planner, words->words[w], FE_PART,
                                       idea->typed.at[0], &pattern, false,
                                       false));
        }
    }
}

static void
add_denied(struct planner *planner,
           struct idea *idea,
           const struct bare *bares,
           size_t n)
{
    struct arena *arena = planner->arena;

    for (size_t i = 0; i < n; i++) {
        const struct bare *bare = &bares[i];
        struct pattern pattern = {
            .kind = PATTERN_WORDS, .prefix = "", .n_words = 1};
        if (!bare->is_denied || bare->is_common || bare->words.n > 1)
            continue;
        pattern.words = arena_alloc(arena, sizeof *pattern.words);
        pattern.words[0] =
            negated_term(arena, stem_of(planner->snapshot->stemmer, arena,
                                        bare->words.words[0]));
        add_place(planner, &idea->denied,
                  planner_add_term(
                      planner,
                      arena_printf(arena, "not %s", bare->words.words[0]),
                      FE_NEGATED, idea->typed.at[0], &pattern, false, false));
    }
}

static void
name_values(struct planner *planner,
            struct idea *idea,
            const struct synonyms *synonyms)
{
    if (planner->is_literal)
        return;
    idea->values = synonyms->values;
    idea->n_values = synonyms->n_values;
    for (size_t i = 0; i < idea->n_values; i++) {
        idea->is_needed |= idea->values[i].field->naming != FE_NAMES_TOPIC;
        idea->is_listed |= idea->values[i].field->words != NULL;
    }
}

static void
add_values(struct planner *planner, struct idea *idea)
{
    const struct pattern none = {.prefix = ""};
    struct string text = {0};

    for (size_t i = 0; i < idea->n_values; i++)
        string_addf(planner->arena, &text, "%s%s:%s", i > 0 ? ", " : "",
                    idea->values[i].field->name, idea->values[i].value);
    if (text.len > 0)
        idea->value = planner_add_term(planner, text.at, FE_VALUE,
                                       idea->typed.at[0], &none, false, false);
}

/* Whether the words say little by themselves, whatever they may hint at: "what
 * happens when". */
static bool
are_light(struct planner *planner, const struct bare *bares, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t w = 0; w < bares[i].words.n; w++)
            if (!is_stopword(bares[i].words.words[w]) &&
                !is_light_word(planner->snapshot, bares[i].words.words[w]))
                return false;
    return true;
}

static void
add_other(struct planner *planner,
          struct idea *idea,
          const struct phrases *phrases,
          enum fe_origin origin)
{
    const size_t term =
        planner->is_literal
            ? NONE
            : add_others(planner, phrases, origin, idea->typed.at[0]);

    if (term != NONE)
        add_place(planner, &idea->others, term);
}

/* The names of the idea, and if several words were typed, the phrase that they
 * make. */
static struct phrases
typed_phrase_and_names(struct planner *planner,
                       const struct idea *idea,
                       const struct bare *bares,
                       size_t n,
                       const struct synonyms *synonyms)
{
    struct phrases same = {0};

    if (idea->typed.n > 1)
        array_push(planner->arena, &same, words_of(planner, bares, n));
    for (size_t i = 0; i < synonyms->same.n; i++)
        array_push(planner->arena, &same, synonyms->same.at[i]);
    return same;
}

/* Add the idea's synonyms, values and parts to its typed words. */
static void
add_synonyms(struct planner *planner,
             struct idea *idea,
             const struct bare *bares,
             size_t n,
             const struct synonyms *synonyms)
{
    const struct phrases same =
        typed_phrase_and_names(planner, idea, bares, n, synonyms);

    name_values(planner, idea, synonyms);
    add_other(planner, idea, &synonyms->joined, FE_JOINED);
    add_other(planner, idea, &same, FE_SAME);
    /* A query that names a value wants just that, not what is like it. */
    if (!idea->is_needed) {
        add_other(planner, idea, &synonyms->wordings, FE_WORDING);
        add_other(planner, idea, &synonyms->narrower, FE_NARROWER);
        if (planner->adds_near)
            idea->near = add_others(planner, &synonyms->near, FE_NEAR,
                                    idea->typed.at[0]);
    }
    add_apart(planner, idea, bares, n);
    add_denied(planner, idea, bares, n);
    add_values(planner, idea);
    idea->is_light = !planner->is_literal && !synonyms->is_named &&
                     synonyms->n_values == 0 && are_light(planner, bares, n);
}

/* The plan of words to exclude: documents that have them as typed, under
 * another name, or as a value. */
static struct plan
excluded(struct planner *planner,
         const struct bare *bares,
         size_t n,
         const struct synonyms *synonyms)
{
    const struct snapshot *snapshot = planner->snapshot;
    struct arena *arena = planner->arena;
    const struct phrase words = words_of(planner, bares, n);
    struct pattern_list ways = {0};
    struct plans parts = {0};

    /* A literal word has no synonyms, so its joined form must come from here.
     */
    const bool is_joined = bares[0].words.n > 1 || planner->is_literal;
    if (n > 1 || !planner->is_literal || bares[0].words.n > 1)
        array_push(arena, &ways, pattern_of_phrase(snapshot, &words));
    if (n == 1 && is_joined) {
        struct string unused = {0};
        bool is_cut = false;
        array_push(
            arena, &ways,
            pattern_of_words(planner, &bares[0].syntax, &unused, &is_cut));
    }
    for (size_t i = 0; i < synonyms->joined.n; i++)
        array_push(arena, &ways,
                   pattern_of_phrase(snapshot, &synonyms->joined.at[i]));
    for (size_t i = 0; i < synonyms->same.n; i++)
        array_push(arena, &ways,
                   pattern_of_loose(snapshot, &synonyms->same.at[i]));
    const struct plan place = {
        .kind = PLAN_PLACE, .idea = NONE, .pattern = either_of(&ways)};
    if (synonyms->n_values == 0 || planner->is_literal)
        return place;
    *plans_add(planner, &parts) = place;
    for (size_t i = 0; i < synonyms->n_values; i++) {
        struct plan *value = plans_add(planner, &parts);
        value->kind = PLAN_VALUES;
        value->field = synonyms->values[i].field;
        value->values = arena_alloc(arena, sizeof *value->values);
        value->values[value->n_values++] = synonyms->values[i].value;
        value->from = value->to = "";
    }
    return plan_joining(planner, PLAN_ANY, parts);
}

/* Whether the words must be matched as one phrase, as their common words belong
 * to the term: "out of hours" is not about hours, nor "well being" about what
 * is well. */
static bool
are_one(const struct bare *bares, size_t n, const struct synonyms *synonyms)
{
    size_t common = 0;

    for (size_t i = 0; i < n; i++)
        common += bares[i].is_common;
    return common > 0 && synonyms_are_unit(synonyms) &&
           synonyms->n_values == 0 && n - common <= 1;
}

/* The pattern of a bare word, and how it was understood. */
static struct pattern
bare_pattern(struct planner *planner,
             const struct bare *bare,
             bool has_relatives,
             const char **spoken)
{
    struct string text = {0};
    bool is_cut = false;

    /* A word that the lexicon knows is right, even if the index lacks it. */
    if (bare->is_settled || (has_relatives && bare->words.n == 1)) {
        *spoken = bare->words.words[0];
        return pattern_of_word(planner->snapshot, *spoken, "");
    }
    string_add(planner->arena, &text, "");
    const struct pattern pattern =
        pattern_of_words(planner, &bare->syntax, &text, &is_cut);
    *spoken = text.at;
    return pattern;
}

/* The typed words of an idea: a pattern and a text for each, or for the phrase
 * that they make. */
struct typed_idea {
    struct pattern_list patterns;
    ARRAY(const char *) texts;
    struct string text; /* of the whole */
};

static void
read_typed(struct planner *planner,
           const struct bare *bares,
           size_t n,
           const struct synonyms *synonyms,
           struct typed_idea *typed)
{
    struct arena *arena = planner->arena;

    for (size_t i = 0; i < n; i++) {
        const char *spoken;
        if (bares[i].is_common)
            continue;
        struct pattern pattern = bare_pattern(
            planner, &bares[i], synonyms_are_unit(synonyms), &spoken);
        /* A single word has its joined form as a synonym already. */
        if (n > 1 && pattern.kind == PATTERN_WORDS)
            pattern =
                pattern_however_joined(planner, &pattern, &bares[i].words, "");
        array_push(arena, &typed->patterns, pattern);
        array_push(arena, &typed->texts, spoken);
        append_spaced(arena, &typed->text, spoken);
    }
}

static void
read_typed_phrase(struct planner *planner,
                  const struct bare *bares,
                  size_t n,
                  struct typed_idea *typed)
{
    const struct phrase words = words_of(planner, bares, n);

    string_addf(planner->arena, &typed->text, "\"%s\"",
                text_of_phrase(planner->arena, &words));
    array_push(planner->arena, &typed->patterns,
               pattern_of_phrase(planner->snapshot, &words));
    array_push(planner->arena, &typed->texts, typed->text.at);
}

/* A word that is typed twice weighs twice as much. */
static void
count_again(struct planner *planner,
            const struct seen_item *seen,
            size_t *before)
{
    if (planner->excluding > 0 || seen->idea == NONE)
        return;
    struct idea *idea = &planner->ideas.at[seen->idea];
    idea->times++;
    *before = idea->typed.n == 1 ? idea->typed.at[0] : NONE;
}

/* Add an idea, or count it again if it was typed before. *before is the
 * preceding term if it was a single word, otherwise NONE; it is updated to this
 * one. */
static void
add_idea(struct planner *planner,
         struct item_plans *items,
         const struct bare *bares,
         size_t n,
         const struct synonyms *synonyms,
         size_t *before,
         struct string *text)
{
    struct typed_idea typed = {0};
    bool is_new;

    string_add(planner->arena, &typed.text, "");
    if (are_one(bares, n, synonyms))
        read_typed_phrase(planner, bares, n, &typed);
    else
        read_typed(planner, bares, n, synonyms, &typed);
    if (typed.patterns.n == 0)
        return;
    struct seen_item *seen = items_seen(planner, items, typed.text.at, &is_new);
    if (!is_new) {
        count_again(planner, seen, before);
        return;
    }
    append_spaced(planner->arena, text, typed.text.at);
    if (planner->excluding > 0) {
        seen->idea = NONE;
        *plans_add(planner, &items->words) =
            excluded(planner, bares, n, synonyms);
        return;
    }
    struct idea idea = {
        .text = typed.text.at, .near = NONE, .value = NONE, .times = 1};
    const size_t first = planner->terms.n;
    take_range(&idea, bares, n);
    for (size_t i = 0; i < typed.patterns.n; i++)
        add_place(planner, &idea.typed,
                  planner_add_term(planner, typed.texts.at[i], FE_TYPED, first,
                                   &typed.patterns.at[i], false, true));
    /* No pairs within an idea: its words count as a phrase already. */
    const bool is_single = idea.typed.n == 1;
    if (is_single && *before != NONE)
        add_pair(planner, items, *before, first);
    *before = is_single ? first : NONE;
    add_synonyms(planner, &idea, bares, n, synonyms);
    *plans_add(planner, &items->words) = plan_idea(planner, &idea);
}

/* Frames of questions. */

static void
add_frame(struct planner *planner,
          struct item_plans *items,
          const struct bare *bares,
          size_t n,
          const struct synonyms *asked)
{
    const struct phrase words = words_of(planner, bares, n);
    struct idea idea = {.text = text_of_phrase(planner->arena, &words),
                        .near = NONE,
                        .value = NONE,
                        .is_light = true,
                        .times = 1};

    take_range(&idea, bares, n);
    idea.near = add_others(planner, &asked->near, FE_NEAR, planner->terms.n);
    if (idea.near != NONE)
        *plans_add(planner, &items->words) = plan_idea(planner, &idea);
}

/* Add what the frames of questions ask about besides their words: "how long"
 * asks about delay. */
static void
add_frames(struct planner *planner,
           struct item_plans *items,
           const struct bare *bares,
           size_t n)
{
    for (size_t first = 0; first < n;) {
        size_t taken = MIN(n - first, synonyms_longest(planner->snapshot));
        for (; taken > 0; taken--) {
            const struct phrase words = words_of(planner, bares + first, taken);
            const struct synonyms asked =
                synonyms_asked(planner->snapshot, &words);
            if (asked.near.n == 0)
                continue;
            add_frame(planner, items, bares + first, taken, &asked);
            break;
        }
        first += MAX(taken, 1);
    }
}

void
add_bare_words(struct planner *planner,
               struct item_plans *items,
               struct bare *bares,
               size_t n,
               struct string *text)
{
    struct terms_of_row terms = longest_terms(planner, bares, n);
    size_t before = NONE;

    if (!planner->is_literal) {
        if (correct_words(planner, &terms, bares))
            terms = longest_terms(planner, bares, n);
        find_denied(bares, n);
    }
    for (size_t t = 0, first = 0; t < terms.n; first += terms.at[t++].n)
        add_idea(planner, items, bares + first, terms.at[t].n,
                 &terms.at[t].synonyms, &before, text);
    if (!planner->is_literal && planner->adds_near && planner->excluding == 0)
        add_frames(planner, items, bares, n);
}
