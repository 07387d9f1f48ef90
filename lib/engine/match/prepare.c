/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Prepares a planned query: looks up its posting lists and sets weights.
 * Everything that depends on the whole index is worked out here, so that
 * finding and scoring only read.
 */
#include "engine/match/prepared.h"

#include <string.h>

/* Weights are added up in a different order in each document, so their sums may
 * differ by rounding: by less than this. */
#define ROUNDING_MAX 1e-9

/* Terms. */

static const struct postings *
values_of(const struct snapshot *snapshot, struct idea *idea)
{
    const struct postings **lists =
        arena_array(snapshot->arena, idea->n_values, sizeof *lists);

    for (size_t i = 0; i < idea->n_values; i++) {
        lists[i] = list_of_value(snapshot, &idea->values[i]);
        idea->values[i].documents = lists[i]->n;
    }
    return list_of_either(snapshot, lists, idea->n_values);
}

static void
weigh_term(struct matching *matching, size_t number)
{
    struct term *term = &matching->planned->terms[number];
    struct weighed_term *weighed = &matching->terms[number];
    const double n = snapshot_documents(matching->snapshot);

    if (!weighed->text)
        weighed->text = list_of(matching->snapshot, &term->pattern);
    if (term->in_headings && term->pattern.kind == PATTERN_WORDS)
        weighed->headings =
            list_of_headings(matching->snapshot, &term->pattern);
    term->documents = weighed->text->n;
    weighed->weighing.occurrences = (double)weighed->text->occurrences;
    weighed->weighing.documents = fmax((double)term->documents, 1);
    weighed->weighing.inverse =
        ranking_inverse_expectation(n, weighed->weighing.occurrences);
    term->rarity = log(1 + n / weighed->weighing.documents);
}

static void
make_lists(const struct matching *matching)
{
    const struct planned *planned = matching->planned;
    const struct pattern **patterns = arena_array(
        matching->snapshot->arena, planned->n_terms, sizeof *patterns);
    size_t n = 0;

    for (size_t i = 0; i < planned->n_terms; i++)
        if (!matching->terms[i].text)
            patterns[n++] = &planned->terms[i].pattern;
    lists_make(matching->snapshot, patterns, n);
}

static void
set_leaf(struct leaf *leaf, const struct postings *postings)
{
    leaf->cursor.postings = postings;
    leaf->first = NO_WINDOW;
}

/* Ideas. */

static void
add_source(struct matching *matching,
           struct matched_idea *matched,
           enum role role,
           size_t term,
           double share)
{
    struct source *source = &matched->sources[matched->n_sources++];

    source->role = role;
    source->term = term;
    source->share = share;
    source->rarity = matching->planned->terms[term].rarity;
    set_leaf(&source->text, matching->terms[term].text);
    set_leaf(&source->headings, matching->terms[term].headings);
}

static double
share_of_origin(enum fe_origin origin, double beside)
{
    switch (origin) {
    case FE_JOINED:
        return 1;
    case FE_WORDING:
        return beside * RANKING_WORDING;
    case FE_NARROWER:
        return beside * RANKING_NARROWER;
    default:
        return beside * RANKING_SAME;
    }
}

/* How much synonyms count beside the typed words: less if a single word was
 * typed that is in use, as that word itself is then probably meant. */
static double
share_beside(const struct matching *matching, const struct idea *idea)
{
    const double n = snapshot_documents(matching->snapshot);
    const bool is_used =
        idea->typed.n == 1 &&
        (double)matching->planned->terms[idea->typed.at[0]].documents >=
            fmax(RANKING_USED_LEAST, RANKING_USED_PART * n);

    return is_used ? RANKING_BESIDE_USED : 1;
}

static void
find_sources(struct matching *matching, struct matched_idea *matched)
{
    const struct idea *idea = matched->idea;
    const struct term *terms = matching->planned->terms;
    const double beside = share_beside(matching, idea);
    const size_t most =
        idea->typed.n + idea->others.n + idea->apart.n + idea->denied.n + 2;

    matched->sources =
        arena_array(matching->snapshot->arena, most, sizeof *matched->sources);
    matched->n_typed = idea->typed.n;
    for (size_t i = 0; i < idea->typed.n; i++) {
        add_source(matching, matched, ROLE_TYPED, idea->typed.at[i], 1);
        matched->rarity += terms[idea->typed.at[i]].rarity;
    }
    for (size_t i = 0; i < idea->others.n; i++)
        add_source(matching, matched, ROLE_OTHER, idea->others.at[i],
                   share_of_origin(terms[idea->others.at[i]].origin, beside));
    for (size_t i = 0; i < idea->apart.n; i++)
        add_source(matching, matched, ROLE_APART, idea->apart.at[i],
                   RANKING_PART);
    for (size_t i = 0; i < idea->denied.n; i++)
        add_source(matching, matched, ROLE_DENIED, idea->denied.at[i],
                   RANKING_DENIED);
    if (idea->near != NONE)
        add_source(matching, matched, ROLE_NEAR, idea->near,
                   idea->typed.n == 0 ? RANKING_FRAME : RANKING_NEAR);
    if (idea->value != NONE)
        add_source(matching, matched, ROLE_VALUE, idea->value, 1);
    matched->has_value_documents =
        idea->value != NONE && matching->terms[idea->value].text->n > 0;
}

/* A key for the words and values that make up the idea; the same in all
 * queries. */
static const char *
frequency_key(const struct matching *matching,
              const struct matched_idea *matched)
{
    struct arena *arena = matching->snapshot->arena;
    struct string key = {0};

    string_add(arena, &key, "i");
    for (size_t i = 0; i < matched->n_sources; i++) {
        const struct source *source = &matched->sources[i];
        const struct term *term = &matching->planned->terms[source->term];
        if (source->role == ROLE_VALUE)
            string_addf(arena, &key, "v%s ", term->text);
        if (source->role != ROLE_TYPED && source->role != ROLE_OTHER)
            continue;
        string_addf(arena, &key, "%d%g", source->role, source->share);
        pattern_name(arena, &key, &term->pattern);
        string_add(arena, &key, " ");
    }
    return key.at;
}

static struct idea_frequency
count_idea(const struct matching *matching, struct matched_idea *matched)
{
    const uint32_t last = matching->snapshot->revision->state.last_id;
    struct idea_frequency frequency = {0};

    for (uint32_t window = 0; window <= last / WINDOW; window++) {
        uint64_t whole[WINDOW_WORDS];
        arena_step(matching->snapshot->arena, WINDOW_STEPS);
        find_whole(matched, window * WINDOW, whole);
        for (size_t i = 0; i < matched->n_sources; i++)
            leaf_load(matching, &matched->sources[i].text, whole);
        FOR_EACH_BIT (i, whole) {
            frequency.documents++;
            frequency.occurrences +=
                fmax(times_of_idea(matched, (unsigned)i), 1);
        }
    }
    return frequency;
}

static bool
known_frequency(struct revision *revision,
                const char *key,
                struct idea_frequency *frequency)
{
    pthread_mutex_lock(&revision->lock);
    const struct idea_frequency *known =
        g_hash_table_lookup(revision->idea_frequencies, key);
    if (known)
        *frequency = *known;
    pthread_mutex_unlock(&revision->lock);
    return known != NULL;
}

static void
keep_frequency(struct revision *revision,
               const char *key,
               const struct idea_frequency *frequency)
{
    enum { FREQUENCIES_MAX = 4096 };

    pthread_mutex_lock(&revision->lock);
    if (g_hash_table_size(revision->idea_frequencies) == FREQUENCIES_MAX)
        g_hash_table_remove_all(revision->idea_frequencies);
    g_hash_table_replace(revision->idea_frequencies, g_strdup(key),
                         g_memdup2(frequency, sizeof *frequency));
    pthread_mutex_unlock(&revision->lock);
}

static struct idea_frequency
frequency_of(const struct matching *matching, struct matched_idea *matched)
{
    struct revision *revision = matching->snapshot->revision;
    const struct idea *idea = matched->idea;
    struct idea_frequency frequency = {0};

    if (idea->typed.n + idea->others.n == 0 && idea->value == NONE)
        return frequency;
    /* A single word with no synonyms: the frequency of the term. */
    if (idea->typed.n == 1 && idea->others.n == 0 && idea->value == NONE) {
        const size_t term = idea->typed.at[0];
        frequency.documents = matching->planned->terms[term].documents;
        frequency.occurrences = matching->terms[term].weighing.occurrences;
        return frequency;
    }
    const char *key = frequency_key(matching, matched);
    if (known_frequency(revision, key, &frequency))
        return frequency;
    frequency = count_idea(matching, matched);
    keep_frequency(revision, key, &frequency);
    return frequency;
}

/* The highest frequency of a source in a document, headings included. */
static double
most_of(const struct matching *matching, const struct source *source)
{
    double most = 0;

    if (source->headings.cursor.postings)
        for (uint32_t h = 1; matching->heading_weights[h] > 0; h++)
            most = fmax(most, matching->heading_weights[h]);
    return most + source->text.cursor.postings->most;
}

/* The highest frequency of an idea as a whole in a document; also sets that of
 * each source. */
static double
most_of_idea(const struct matching *matching, struct matched_idea *matched)
{
    double most = 0;

    for (size_t i = 0; i < matched->n_sources; i++) {
        struct source *source = &matched->sources[i];
        source->most = most_of(matching, source);
        if (source->role == ROLE_OTHER ||
            (source->role == ROLE_TYPED && matched->n_typed == 1))
            most += source->share * source->most;
    }
    return most;
}

static void
weigh_idea(struct matching *matching, struct matched_idea *matched)
{
    struct idea *idea = matched->idea;
    const struct idea_frequency frequency = frequency_of(matching, matched);
    const double n = snapshot_documents(matching->snapshot);

    idea->documents = frequency.documents;
    matched->weighing.occurrences = frequency.occurrences;
    matched->weighing.documents = fmax((double)frequency.documents, 1);
    matched->weighing.inverse =
        ranking_inverse_expectation(n, frequency.occurrences);
    idea->weight =
        idea->is_light
            ? 0
            : idea->times * ranking_idea_weight(n, (double)frequency.documents);
    matched->most = most_of_idea(matching, matched);
}

/* The plan. */

/* What a part of the plan adds up to: the most weight that a document can have,
 * the number of its ideas, and how many of these a document must contain. */
struct total {
    double weight;
    unsigned ideas;
    unsigned needed;
};

static struct total
total_of(const struct planned *planned, const struct plan *plan)
{
    const size_t n = plan->kind == PLAN_WITHOUT ? 1 : plan->n_parts;
    struct total sum = {0};

    if (plan->kind == PLAN_IDEA) {
        const struct idea *idea = &planned->ideas[plan->idea];
        return (struct total){idea->weight, idea->weight > 0, idea->is_needed};
    }
    for (size_t i = 0; i < n; i++) {
        const struct total part = total_of(planned, &plan->parts[i]);
        if (plan->kind == PLAN_ONE_OF) {
            sum.weight = fmax(sum.weight, part.weight);
            sum.ideas = MAX(sum.ideas, part.ideas);
            sum.needed = MAX(sum.needed, part.needed);
        } else {
            sum.weight += part.weight;
            sum.ideas += part.ideas;
            sum.needed += part.needed;
        }
    }
    return sum;
}

static struct leaf *
new_leaf(const struct matching *matching, const struct postings *postings)
{
    struct leaf *leaf = arena_alloc(matching->snapshot->arena, sizeof *leaf);

    set_leaf(leaf, postings);
    return leaf;
}

static void
prepare_node(struct matching *matching,
             struct node *node,
             const struct plan *plan)
{
    const struct snapshot *snapshot = matching->snapshot;

    node->kind = plan->kind;
    node->n_parts = plan->n_parts;
    node->parts =
        arena_array(snapshot->arena, plan->n_parts, sizeof *node->parts);
    for (size_t i = 0; i < plan->n_parts; i++)
        prepare_node(matching, &node->parts[i], &plan->parts[i]);
    node->n_pairs = plan->pairs.n;
    node->pair_terms = plan->pairs.at;
    node->pairs =
        arena_array(snapshot->arena, plan->pairs.n, sizeof *node->pairs);
    for (size_t i = 0; i < plan->pairs.n; i++) {
        set_leaf(&node->pairs[i], matching->terms[plan->pairs.at[i]].text);
    }
    if (plan->kind == PLAN_IDEA)
        node->idea = &matching->ideas[plan->idea];
    if (plan->kind == PLAN_PLACE)
        node->leaf = new_leaf(matching, list_of(snapshot, &plan->pattern));
    if (plan->kind == PLAN_VALUES) {
        node->column = snapshot_column(snapshot, plan->field->slot, 0);
        node->passes = column_select(snapshot->arena, node->column, plan);
    }
    if (plan->kind == PLAN_ONE_OF)
        node->weight = total_of(matching->planned, plan).weight;
}

/* Whether each document that the part finds has all that the part wants of it,
 * so that its score is a plain sum. certain: only documents that contain the
 * part are asked for. */
static bool
is_sum(const struct node *node, bool certain)
{
    switch (node->kind) {
    case PLAN_IDEA:
    case PLAN_PLACE:
    case PLAN_VALUES:
        return true;
    case PLAN_WITHOUT:
        return certain && is_sum(&node->parts[0], true);
    case PLAN_PREFER:
        return certain && is_sum(&node->parts[0], true) &&
               is_sum(&node->parts[1], false);
    case PLAN_ALL:
        if (!certain)
            return false;
        break;
    case PLAN_ANY:
    case PLAN_ONE_OF:
        certain = false;
        break;
    }
    for (size_t i = 0; i < node->n_parts; i++)
        if (!is_sum(&node->parts[i], certain))
            return false;
    return true;
}

static void
find_least(struct matching *matching, enum fe_match match)
{
    struct planned *planned = matching->planned;

    matching->has_least = match == FE_MATCH_AUTO && planned->has_alternatives;
    if (!matching->has_least)
        return;
    const struct total total = total_of(planned, &planned->plan);
    matching->least =
        ranking_auto_share(total.ideas) * total.weight - ROUNDING_MAX;
    matching->needed = total.needed;
}

static void
find_heading_weights(struct matching *matching)
{
    const struct snapshot *snapshot = matching->snapshot;
    const size_t n =
        snapshot->lexicon ? lexicon_n_fields(snapshot->lexicon) : 0;

    matching->heading_weights =
        arena_array(snapshot->arena, n + 2, sizeof *matching->heading_weights);
    for (uint32_t number = 1; number <= n; number++)
        matching->heading_weights[number] = heading_weight(snapshot, number);
}

static struct matching *
new_matching(const struct snapshot *snapshot, struct planned *planned)
{
    struct matching *matching = arena_alloc(snapshot->arena, sizeof *matching);

    matching->snapshot = snapshot;
    matching->planned = planned;
    matching->factors = snapshot->revision->factors;
    matching->average_factor = (float)ranking_length_factor(1, 1);
    matching->candidates = candidates_new(matching);
    find_heading_weights(matching);
    return matching;
}

struct matching *
matching_of_all(const struct snapshot *snapshot)
{
    return new_matching(snapshot, NULL);
}

struct matching *
matching_new(const struct snapshot *snapshot,
             struct planned *planned,
             enum fe_match match)
{
    struct matching *matching = new_matching(snapshot, planned);
    struct arena *arena = snapshot->arena;

    matching->terms =
        arena_array(arena, planned->n_terms, sizeof *matching->terms);
    matching->ideas =
        arena_array(arena, planned->n_ideas, sizeof *matching->ideas);
    for (size_t i = 0; i < planned->n_ideas; i++)
        if (planned->ideas[i].value != NONE)
            matching->terms[planned->ideas[i].value].text =
                values_of(snapshot, &planned->ideas[i]);
    make_lists(matching);
    for (size_t i = 0; i < planned->n_terms; i++)
        weigh_term(matching, i);
    for (size_t i = 0; i < planned->n_ideas; i++) {
        matching->ideas[i].idea = &planned->ideas[i];
        arena_step(arena, planned->ideas[i].others.n + 1);
        find_sources(matching, &matching->ideas[i]);
        weigh_idea(matching, &matching->ideas[i]);
    }
    prepare_node(matching, &matching->root, &planned->plan);
    matching->is_sum = is_sum(&matching->root, true);
    find_least(matching, match);
    return matching;
}
