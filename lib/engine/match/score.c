/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Scores documents, and explains what each term contributes. Both use the same
 * evaluation, so that they cannot differ.
 */
#include "engine/match/prepared.h"

#include <string.h>

/* What a document has of a source of an idea. */
struct held_source {
    double times;
    double headings;
    bool is_there;
};

/* What each part of an idea gives a document. */
struct parts {
    double times;    /* frequency of the idea as a whole */
    double headings; /* weight of headings with the single typed word */
    double words;    /* score of several words that form a term, each by
                        itself */
    double apart;    /* score of the parts of a hyphenated word */
    double value;
    double near;
    double denied;
    bool is_in;
    bool is_whole;
};

/* Set any to the documents of the mask that have something of the idea, if only
 * in a heading, and load what they have of each source. False if the window has
 * none of its lists. */
static bool
load_idea(struct matching *matching,
          struct matched_idea *matched,
          uint32_t first,
          const uint64_t mask[WINDOW_WORDS],
          uint64_t any[WINDOW_WORDS])
{
    bool has_any = false;

    memset(any, 0, WINDOW_WORDS * sizeof *any);
    for (size_t i = 0; i < matched->n_sources; i++) {
        struct source *source = &matched->sources[i];
        struct leaf *leaves[] = {&source->text, &source->headings};
        for (size_t l = 0; l < 2; l++) {
            if (!leaf_seek(leaves[l], first))
                continue;
            for (size_t w = 0; w < WINDOW_WORDS; w++)
                any[w] |= leaves[l]->bits[w] & mask[w];
            leaf_load(matching, leaves[l], mask);
            has_any = true;
        }
    }
    return has_any;
}

static struct held_source
held_of(const struct matching *matching,
        const struct source *source,
        unsigned offset)
{
    struct held_source held = {0};

    if (leaf_has(&source->text, offset)) {
        held.times = source->text.times[offset];
        held.is_there = true;
    }
    if (leaf_has(&source->headings, offset)) {
        held.headings =
            matching->heading_weights[source->headings.times[offset]];
        held.is_there = true;
    }
    return held;
}

/* The score of a source that counts by itself. */
static double
alone(const struct matching *matching,
      const struct matched_idea *matched,
      const struct source *source,
      const struct held_source *held,
      double factor)
{
    return matched->idea->times * source->share *
           ranking_ineb2(&matching->terms[source->term].weighing,
                         held->times + held->headings, factor);
}

static double
value_score(const struct matching *matching, const struct matched_idea *matched)
{
    return matched->idea->times *
           ranking_ineb2(&matched->weighing,
                         matched->idea->is_needed ? RANKING_NEEDED_TIMES : 1,
                         matching->average_factor);
}

static struct parts
parts_of(const struct matching *matching,
         const struct matched_idea *matched,
         unsigned offset,
         double factor)
{
    struct parts parts = {0};
    size_t n_typed = 0;
    double typed = 0;

    for (size_t i = 0; i < matched->n_sources; i++) {
        const struct source *source = &matched->sources[i];
        const struct held_source held = held_of(matching, source, offset);
        if (!held.is_there)
            continue;
        parts.is_in = true;
        switch (source->role) {
        case ROLE_TYPED:
            n_typed += held.times > 0;
            if (matched->n_typed == 1) {
                typed = held.times;
                parts.headings = held.headings;
            } else {
                parts.words += alone(matching, matched, source, &held, factor);
            }
            break;
        case ROLE_OTHER:
            parts.times += source->share * held.times;
            break;
        case ROLE_NEAR:
            parts.near = alone(matching, matched, source, &held, factor);
            break;
        case ROLE_DENIED:
            parts.denied += alone(matching, matched, source, &held, factor);
            break;
        case ROLE_APART:
            parts.apart += alone(matching, matched, source, &held, factor);
            break;
        case ROLE_VALUE:
            parts.value = value_score(matching, matched);
            parts.is_whole = true;
            break;
        }
    }
    if (matched->n_typed == 1)
        parts.times += typed;
    parts.is_whole |= parts.times > 0 ||
                      (matched->n_typed > 0 && n_typed == matched->n_typed);
    parts.words *= RANKING_UNIT;
    return parts;
}

/* How the parts of an idea make up its score. Either its words or the parts of
 * a hyphenated word count, or its value; related terms and negations are added.
 */
struct made {
    double unit;    /* score of the idea as a whole */
    double mention; /* the share of its score that the text keeps */
    double near;
    bool is_apart;  /* the parts apart score more than the idea */
    bool has_text;  /* the text counts */
    bool has_value; /* the value counts */
    double score;
};

static struct made
make_score(const struct matched_idea *matched,
           const struct parts *parts,
           double factor)
{
    const struct idea *idea = matched->idea;
    struct made made = {.near = parts->near};

    if (parts->times + parts->headings > 0)
        made.unit =
            idea->times * ranking_ineb2(&matched->weighing,
                                        parts->times + parts->headings, factor);
    /* A query that names a value asks for documents that have the value before
     * those that only mention it. If the value is one of a list (a grade, an
     * area), a document that has it scores higher if the text mentions it too.
     */
    const bool is_both = parts->value > 0 && idea->is_listed;
    const bool is_mention =
        idea->is_needed && parts->value == 0 && matched->has_value_documents;
    made.mention = is_mention || is_both ? RANKING_MENTION : 1;
    made.is_apart = parts->apart > made.unit + parts->words;
    const double text =
        made.mention *
        (made.is_apart ? parts->apart : made.unit + parts->words);
    made.has_text = is_both || text > parts->value;
    made.has_value = is_both || !made.has_text;
    const double best =
        (made.has_text ? text : 0) + (made.has_value ? parts->value : 0);
    /* A related term says less if the document has the idea itself. */
    if (best > 0)
        made.near *= RANKING_NEAR_BESIDE;
    made.score = best + parts->denied + made.near;
    return made;
}

static double
share_of_source(const struct matching *matching,
                const struct matched_idea *matched,
                const struct source *source,
                const struct held_source *held,
                const struct parts *parts,
                const struct made *made,
                double factor)
{
    switch (source->role) {
    case ROLE_NEAR:
        return made->near;
    case ROLE_DENIED:
        return alone(matching, matched, source, held, factor);
    case ROLE_VALUE:
        return made->has_value ? parts->value : 0;
    default:
        break;
    }
    if (!made->has_text || made->is_apart != (source->role == ROLE_APART))
        return 0;
    if (made->is_apart)
        return made->mention * alone(matching, matched, source, held, factor);
    if (source->role == ROLE_TYPED && matched->n_typed != 1)
        return made->mention * RANKING_UNIT *
               alone(matching, matched, source, held, factor);
    return made->mention * made->unit *
           (source->share * held->times + held->headings) /
           (parts->times + parts->headings);
}

static void
record_shares(const struct matching *matching,
              const struct matched_idea *matched,
              unsigned offset,
              const struct parts *parts,
              const struct made *made,
              double factor,
              struct fe_share *shares)
{
    for (size_t i = 0; i < matched->n_sources; i++) {
        const struct source *source = &matched->sources[i];
        const struct held_source held = held_of(matching, source, offset);
        if (held.is_there)
            shares[source->term] = (struct fe_share){
                held.times, share_of_source(matching, matched, source, &held,
                                            parts, made, factor)};
    }
}

/* What a document of the window has of a part of the plan. */
struct verdict {
    bool is_in; /* has something of it, if only in a heading */
    bool is_whole;
    double score;
};

/* The idea must be loaded. If shares is not NULL, the shares are recorded in
 * it, by term. */
static struct verdict
judge_idea(const struct matching *matching,
           const struct matched_idea *matched,
           uint32_t first,
           unsigned offset,
           struct fe_share *shares)
{
    const double factor = matching->factors[first + offset];
    const struct parts parts = parts_of(matching, matched, offset, factor);

    if (!parts.is_in)
        return (struct verdict){0};
    const struct made made = make_score(matched, &parts, factor);
    if (shares)
        record_shares(matching, matched, offset, &parts, &made, factor, shares);
    return (struct verdict){true, parts.is_whole, made.score};
}

/* Score an idea that is a single typed word, as most are: the same as
 * judge_idea(), but faster. */
static void
score_word(const struct matching *matching,
           const struct matched_idea *matched,
           uint32_t first,
           const uint64_t any[WINDOW_WORDS],
           double scores[WINDOW])
{
    const struct source *source = &matched->sources[0];

    FOR_EACH_BIT (i, any) {
        const struct held_source held = held_of(matching, source, (unsigned)i);
        scores[i] +=
            matched->idea->times * ranking_ineb2(&matched->weighing,
                                                 held.times + held.headings,
                                                 matching->factors[first + i]);
    }
}

static void
score_idea(struct matching *matching,
           struct matched_idea *matched,
           uint32_t first,
           const uint64_t mask[WINDOW_WORDS],
           double scores[WINDOW])
{
    uint64_t any[WINDOW_WORDS];

    arena_step(matching->snapshot->arena, WINDOW_STEPS);
    if (!load_idea(matching, matched, first, mask, any))
        return;
    if (matched->n_sources == 1 && matched->n_typed == 1 &&
        !matched->idea->is_needed) {
        score_word(matching, matched, first, any, scores);
        return;
    }
    FOR_EACH_BIT (i, any)
        scores[i] +=
            judge_idea(matching, matched, first, (unsigned)i, NULL).score;
}

/* The plan. */

static struct verdict judge_document(struct matching *matching,
                                     struct node *node,
                                     uint32_t first,
                                     unsigned offset,
                                     struct fe_share *shares);

/* Remove what a part of the plan recorded. No other part records the same
 * terms. */
static void
forget_shares(const struct node *node, struct fe_share *shares)
{
    const struct matched_idea *matched = node->idea;

    for (size_t i = 0; matched && i < matched->n_sources; i++)
        shares[matched->sources[i].term] = (struct fe_share){0};
    for (size_t i = 0; i < node->n_pairs; i++)
        shares[node->pair_terms[i]] = (struct fe_share){0};
    for (size_t i = 0; i < node->n_parts; i++)
        forget_shares(&node->parts[i], shares);
}

static void
add_verdict(struct verdict *sum, const struct verdict *part)
{
    sum->is_in |= part->is_in;
    sum->is_whole |= part->is_whole;
    sum->score += part->score;
}

static struct verdict
judge_all(struct matching *matching,
          struct node *node,
          uint32_t first,
          unsigned offset,
          struct fe_share *shares)
{
    struct verdict sum = {0};

    for (size_t i = 0; i < node->n_parts; i++) {
        const struct verdict part =
            judge_document(matching, &node->parts[i], first, offset, shares);
        if (!part.is_whole) {
            for (size_t k = 0; shares && k < i + part.is_in; k++)
                forget_shares(&node->parts[k], shares);
            return (struct verdict){0};
        }
        add_verdict(&sum, &part);
    }
    return sum;
}

static struct verdict
judge_any(struct matching *matching,
          struct node *node,
          uint32_t first,
          unsigned offset,
          struct fe_share *shares)
{
    struct verdict sum = {0};

    for (size_t i = 0; i < node->n_parts; i++) {
        const struct verdict part =
            judge_document(matching, &node->parts[i], first, offset, shares);
        add_verdict(&sum, &part);
    }
    return sum;
}

static struct verdict
judge_preferred(struct matching *matching,
                struct node *node,
                uint32_t first,
                unsigned offset,
                struct fe_share *shares)
{
    struct verdict verdict =
        judge_document(matching, &node->parts[0], first, offset, shares);

    if (verdict.is_in)
        verdict.score +=
            judge_document(matching, &node->parts[1], first, offset, shares)
                .score;
    return verdict;
}

static struct verdict
judge_without(struct matching *matching,
              struct node *node,
              uint32_t first,
              unsigned offset,
              struct fe_share *shares)
{
    const struct verdict verdict =
        judge_document(matching, &node->parts[0], first, offset, shares);

    if (!verdict.is_in ||
        !judge_document(matching, &node->parts[1], first, offset, NULL)
             .is_whole)
        return verdict;
    if (shares)
        forget_shares(&node->parts[0], shares);
    return (struct verdict){0};
}

static struct verdict
judge_part(struct matching *matching,
           struct node *node,
           uint32_t first,
           unsigned offset,
           struct fe_share *shares)
{
    bool is_there;

    switch (node->kind) {
    case PLAN_IDEA:
        return judge_idea(matching, node->idea, first, offset, shares);
    case PLAN_PLACE:
        is_there = leaf_has(node->leaf, offset);
        return (struct verdict){is_there, is_there, 0};
    case PLAN_VALUES:
        is_there = node->passes[column_code(node->column, first + offset)];
        return (struct verdict){is_there, is_there, 0};
    case PLAN_ALL:
        return judge_all(matching, node, first, offset, shares);
    case PLAN_ANY:
    case PLAN_ONE_OF:
        return judge_any(matching, node, first, offset, shares);
    case PLAN_PREFER:
        return judge_preferred(matching, node, first, offset, shares);
    case PLAN_WITHOUT:
        return judge_without(matching, node, first, offset, shares);
    }
    return (struct verdict){0};
}

/* The score for a typed pair of words that a text has side by side too. */
static double
pair_score(const struct matching *matching,
           const struct node *node,
           size_t number,
           uint32_t first,
           unsigned offset)
{
    return RANKING_PAIR *
           ranking_ineb2(&matching->terms[node->pair_terms[number]].weighing,
                         leaf_times(&node->pairs[number], offset),
                         matching->factors[first + offset]);
}

/* If a part does not find the document, it adds nothing to its score or to
 * shares, and returns a verdict of zeros. */
static struct verdict
judge_document(struct matching *matching,
               struct node *node,
               uint32_t first,
               unsigned offset,
               struct fe_share *shares)
{
    arena_step(matching->snapshot->arena, 1);
    struct verdict verdict = judge_part(matching, node, first, offset, shares);

    for (size_t i = 0; verdict.is_in && i < node->n_pairs; i++) {
        if (!leaf_has(&node->pairs[i], offset))
            continue;
        const double score = pair_score(matching, node, i, first, offset);
        verdict.score += score;
        if (shares)
            shares[node->pair_terms[i]] =
                (struct fe_share){leaf_times(&node->pairs[i], offset), score};
    }
    return verdict;
}

/* Load what the documents of the mask have of a part of the plan. */
static void
load_node(struct matching *matching,
          struct node *node,
          uint32_t first,
          const uint64_t mask[WINDOW_WORDS])
{
    uint64_t any[WINDOW_WORDS];

    arena_step(matching->snapshot->arena, WINDOW_STEPS);
    if (node->kind == PLAN_IDEA)
        load_idea(matching, node->idea, first, mask, any);
    if (node->kind == PLAN_PLACE)
        leaf_seek(node->leaf, first);
    for (size_t i = 0; i < node->n_pairs; i++) {
        leaf_seek(&node->pairs[i], first);
        leaf_load(matching, &node->pairs[i], mask);
    }
    for (size_t i = 0; i < node->n_parts; i++)
        load_node(matching, &node->parts[i], first, mask);
}

/* Add up the scores of the parts, one part after another for all documents. */
static void
score_sum(struct matching *matching,
          struct node *node,
          uint32_t first,
          const uint64_t mask[WINDOW_WORDS],
          double scores[WINDOW])
{
    const size_t n = node->kind == PLAN_WITHOUT ? 1 : node->n_parts;

    if (node->kind == PLAN_IDEA)
        score_idea(matching, node->idea, first, mask, scores);
    for (size_t i = 0; i < n; i++)
        score_sum(matching, &node->parts[i], first, mask, scores);
    for (size_t i = 0; i < node->n_pairs; i++) {
        uint64_t both[WINDOW_WORDS];
        if (!leaf_seek(&node->pairs[i], first))
            continue;
        leaf_load(matching, &node->pairs[i], mask);
        for (size_t w = 0; w < WINDOW_WORDS; w++)
            both[w] = mask[w] & node->pairs[i].bits[w];
        FOR_EACH_BIT (k, both)
            scores[k] += pair_score(matching, node, i, first, (unsigned)k);
    }
}

void
matching_score(struct matching *matching,
               const uint64_t mask[WINDOW_WORDS],
               double scores[WINDOW])
{
    FOR_EACH_BIT (i, mask)
        scores[i] = 0;
    if (!matching->planned)
        return;
    if (matching->is_sum) {
        score_sum(matching, &matching->root, matching->first, mask, scores);
        return;
    }
    load_node(matching, &matching->root, matching->first, mask);
    FOR_EACH_BIT (i, mask)
        scores[i] = judge_document(matching, &matching->root, matching->first,
                                   (unsigned)i, NULL)
                        .score;
}

/* Explain documents of one window. */
static void
explain_window(struct matching *matching,
               uint32_t first,
               struct explained *documents,
               size_t n)
{
    uint64_t mask[WINDOW_WORDS] = {0};

    for (size_t i = 0; i < n; i++)
        set_add(mask, documents[i].id - first);
    load_node(matching, &matching->root, first, mask);
    for (size_t i = 0; i < n; i++) {
        memset(documents[i].shares, 0,
               matching->planned->n_terms * sizeof *documents[i].shares);
        judge_document(matching, &matching->root, first,
                       documents[i].id - first, documents[i].shares);
    }
}

void
matching_explain(struct matching *matching,
                 struct explained *documents,
                 size_t n)
{
    for (size_t i = 0, end; matching->planned && i < n; i = end) {
        const uint32_t window = documents[i].id / WINDOW;
        for (end = i; end < n && documents[end].id / WINDOW == window;)
            end++;
        explain_window(matching, window * WINDOW, documents + i, end - i);
    }
}

/* Upper bounds of scores. */

/* Bounds are floats: by this factor they stay above the exact score. */
#define BOUND_MARGIN (1 + 1e-5)

/* The documents that have a term, or an idea as a whole. */
struct sets {
    uint64_t any[WINDOW_WORDS];
    uint64_t more[WINDOW_WORDS]; /* those that may have it more than once */
};

static void
add_leaf(struct sets *sets, struct leaf *leaf, uint32_t first, bool is_heading)
{
    uint64_t scratch[WINDOW_WORDS];

    if (!leaf_seek(leaf, first))
        return;
    const uint64_t *more =
        is_heading ? leaf->bits : cursor_more(&leaf->cursor, scratch);
    for (size_t w = 0; w < WINDOW_WORDS; w++) {
        sets->more[w] |= sets->any[w] & leaf->bits[w];
        sets->any[w] |= leaf->bits[w];
        sets->more[w] |= more ? more[w] : 0;
    }
}

/* Add an upper bound of the score of a term, or of an idea as a whole, to the
 * bounds of the documents in the sets: for documents that have it more than
 * once, the score for the highest frequency of all. */
static void
add_bounds(struct matching *matching,
           const struct sets *sets,
           const struct weighing *weighing,
           double share,
           double most)
{
    const double highest = share * (weighing->occurrences + 1) /
                           weighing->documents * weighing->inverse;
    const float scale = (float)(highest * BOUND_MARGIN);
    const float *factors = matching->factors + matching->first;
    uint64_t once[WINDOW_WORDS];

    for (size_t w = 0; w < WINDOW_WORDS; w++)
        once[w] = sets->any[w] & ~sets->more[w];
    FOR_EACH_BIT (i, once)
        matching->bounds[i] += scale * matching->once[i];
    FOR_EACH_BIT (i, sets->more) {
        const float normal = (float)most * factors[i];
        matching->bounds[i] += scale * (normal / (normal + 1));
    }
}

static void
add_idea_bounds(struct matching *matching, struct matched_idea *matched)
{
    const double times = matched->idea->times;
    const uint32_t first = matching->first;
    struct sets unit = {0};
    bool has_unit = false;

    for (size_t i = 0; i < matched->n_sources; i++) {
        struct source *source = &matched->sources[i];
        const bool is_unit =
            source->role == ROLE_OTHER ||
            (source->role == ROLE_TYPED && matched->n_typed == 1);
        struct sets own = {0};
        struct sets *sets = is_unit ? &unit : &own;
        if (source->role == ROLE_VALUE) {
            const float value =
                (float)(value_score(matching, matched) * BOUND_MARGIN);
            if (leaf_seek(&source->text, first))
                FOR_EACH_BIT (k, source->text.bits)
                    matching->bounds[k] += value;
            continue;
        }
        add_leaf(sets, &source->text, first, false);
        add_leaf(sets, &source->headings, first, true);
        has_unit |= is_unit;
        if (!is_unit)
            add_bounds(matching, &own, &matching->terms[source->term].weighing,
                       times * source->share, source->most);
    }
    if (has_unit)
        add_bounds(matching, &unit, &matched->weighing, times, matched->most);
}

static void
add_pair_bounds(struct matching *matching, struct node *node)
{
    for (size_t i = 0; i < node->n_pairs; i++) {
        struct leaf *leaf = &node->pairs[i];
        struct sets sets = {0};
        add_leaf(&sets, leaf, matching->first, false);
        add_bounds(matching, &sets,
                   &matching->terms[node->pair_terms[i]].weighing, RANKING_PAIR,
                   leaf->cursor.postings->most);
    }
    for (size_t i = 0; i < node->n_parts; i++)
        add_pair_bounds(matching, &node->parts[i]);
}

const float *
matching_bounds(struct matching *matching)
{
    struct arena *arena = matching->snapshot->arena;
    const size_t n = MIN(WINDOW, matching->snapshot->revision->state.last_id +
                                     1 - matching->first);

    if (!matching->bounds) {
        matching->bounds = arena_array(arena, WINDOW, sizeof(float));
        matching->once = arena_array(arena, WINDOW, sizeof(float));
    }
    memset(matching->bounds, 0, WINDOW * sizeof(float));
    if (!matching->planned)
        return matching->bounds;
    for (size_t i = 0; i < n; i++) {
        const float factor = matching->factors[matching->first + i];
        matching->once[i] = factor / (factor + 1);
    }
    for (size_t i = 0; i < matching->planned->n_ideas; i++) {
        arena_step(arena, WINDOW_STEPS);
        add_idea_bounds(matching, &matching->ideas[i]);
    }
    add_pair_bounds(matching, &matching->root);
    return matching->bounds;
}
