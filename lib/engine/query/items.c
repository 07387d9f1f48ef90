/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Plans what is between operators: bare words, and items with a sign, a field
 * or quotation marks.
 */
#include "engine/query/planner_private.h"

#include <stdlib.h>
#include <string.h>

bool
is_bare(const struct syntax *syntax)
{
    return syntax->kind == SYNTAX_WORD && !syntax->sign && !syntax->is_exact &&
           !syntax->is_prefix && !syntax->field;
}

static bool
is_plain_phrase(const struct syntax *syntax)
{
    return syntax->kind == SYNTAX_PHRASE && !syntax->sign &&
           !syntax->is_exact && !syntax->field;
}

struct bare
bare_of(struct planner *planner, const struct syntax *syntax)
{
    struct bare bare = {.syntax = *syntax,
                        .words =
                            words_of_tokens(planner->arena, &syntax->tokens)};

    bare.is_common = bare.words.n == 1 && is_stopword(bare.words.words[0]);
    return bare;
}

/* Whether the node only selects documents, and says nothing of their subject.
 */
static bool
is_filter(const struct syntax *syntax)
{
    switch (syntax->kind) {
    case SYNTAX_VALUES:
        return true;
    case SYNTAX_WORD:
    case SYNTAX_PHRASE:
        return syntax->field != NULL;
    case SYNTAX_NEAR:
        return false;
    case SYNTAX_NOT:
        return is_filter(&syntax->parts[0]);
    default:
        break;
    }
    for (size_t i = 0; i < syntax->n_parts; i++)
        if (syntax->parts[i].sign != '-' && !is_filter(&syntax->parts[i]))
            return false;
    return true;
}

/* Words joined in different ways. */

struct nodes {
    struct syntax *at;
    size_t n, room;
};

static bool
is_letter(const struct syntax *syntax)
{
    return is_bare(syntax) && syntax->tokens.n == 1 &&
           strlen(syntax->tokens.at[0].word) == 1;
}

static bool
is_and(const struct syntax *syntax)
{
    return is_bare(syntax) && syntax->tokens.n == 1 &&
           strcmp(syntax->tokens.at[0].word, "and") == 0;
}

/* Three nodes as one. */
static struct syntax
letters_joined(struct arena *arena, const struct syntax *parts)
{
    struct syntax whole = parts[0];

    whole.tokens.at = arena_array(arena, 3, sizeof *whole.tokens.at);
    whole.tokens.n = 3;
    whole.tokens.at[0] = parts[0].tokens.at[0];
    for (uint32_t k = 1; k <= 2; k++) {
        struct token token = parts[k].tokens.at[0];
        const size_t shift = parts[k].offset - whole.offset;
        token.start += shift;
        token.end += shift;
        token.place = k + 1;
        whole.tokens.at[k] = token;
    }
    whole.length = parts[2].offset + parts[2].length - whole.offset;
    return whole;
}

/* Join "R & D" and "R and D" to one node, as "R&D" is. */
static struct nodes
with_letters_joined(struct arena *arena, const struct syntax *items)
{
    struct nodes joined = {0};

    for (size_t i = 0; i < items->n_parts; i++) {
        const struct syntax *parts = items->parts + i;
        if (i + 2 < items->n_parts && is_letter(&parts[0]) &&
            is_and(&parts[1]) && is_letter(&parts[2])) {
            array_push(arena, &joined, letters_joined(arena, parts));
            i += 2;
        } else {
            array_push(arena, &joined, parts[0]);
        }
    }
    return joined;
}

/* The words written as one, if the index has that word; else NULL. */
static const char *
as_one(struct planner *planner, const struct phrase *words)
{
    struct string one = {0};

    if (words->n < 2)
        return NULL;
    for (size_t i = 0; i < words->n; i++)
        string_add(planner->arena, &one, words->words[i]);
    return pattern_of_word(planner->snapshot, one.at, "").n_words > 0 ? one.at
                                                                      : NULL;
}

/* A node of one word in place of the nodes from first to last. */
static struct syntax
made_one(struct planner *planner,
         const struct syntax *first,
         const struct syntax *last,
         const char *word)
{
    struct syntax node = *first;

    node.length = last->offset + last->length - first->offset;
    node.kind = SYNTAX_WORD;
    node.tokens.at = arena_alloc(planner->arena, sizeof *node.tokens.at);
    node.tokens.n = 1;
    node.tokens.at[0] =
        (struct token){word, 0, node.length - node.text_start, 1, false};
    return node;
}

/* The parts of the word if the index has it with a hyphen; else none. */
static struct phrase
compound_parts(struct planner *planner, const char *word)
{
    const struct snapshot *snapshot = planner->snapshot;

    return words_of_compound(snapshot, "",
                             stem_of(snapshot->stemmer, planner->arena, word));
}

/* Whether the words mean much the same when apart: not "face-to-face" or "A&E".
 */
static bool
is_separable(const struct phrase *words)
{
    for (size_t i = 0; i < words->n; i++)
        if (is_stopword(words->words[i]) || strlen(words->words[i]) < 2)
            return false;
    return words->n > 0;
}

/* Whether the index has the one word as these words with a hyphen between. */
static bool
is_compound(struct planner *planner,
            const char *one,
            const struct phrase *words)
{
    const struct phrase parts = compound_parts(planner, one);

    return phrase_equals(&parts, words);
}

/* Whether the index has the two words as one, and with a hyphen, and they
 * cannot be searched for apart: in "well being" the second is a common word. */
static bool
is_hyphened_elsewhere(struct planner *planner,
                      const struct syntax *node,
                      const struct syntax *next)
{
    const char *two[] = {node->tokens.at[0].word, NULL};

    if (!is_bare(next) || next->tokens.n != 1)
        return false;
    two[1] = next->tokens.at[0].word;
    const struct phrase words = {two, 2};
    if (is_separable(&words))
        return false;
    const char *one = as_one(planner, &words);
    return one && is_compound(planner, one, &words);
}

/* Append a node for each word. */
static void
split_node(struct planner *planner,
           const struct syntax *node,
           struct nodes *into)
{
    for (size_t i = 0; i < node->tokens.n; i++) {
        const struct token *token = &node->tokens.at[i];
        struct syntax one = *node;
        if (token->is_compound)
            continue;
        one.offset = node->offset + node->text_start + token->start;
        one.length = token->end - token->start;
        one.text_start = 0;
        one.tokens.at = arena_alloc(planner->arena, sizeof *one.tokens.at);
        one.tokens.n = 1;
        one.tokens.at[0] = (struct token){token->word, 0, one.length, 1, false};
        array_push(planner->arena, into, one);
    }
}

/* Whether the index has no form of the word. */
static bool
has_no_form(struct planner *planner, const char *word)
{
    return pattern_of_word(planner->snapshot, word, "").n_words == 0;
}

/* Append the bare word, or the two that make one word, as they are to be read.
 * Returns the number of nodes that were used. */
static size_t
read_alike(struct planner *planner,
           const struct syntax *node,
           size_t n_left,
           const struct phrase *words,
           struct nodes *alike)
{
    struct arena *arena = planner->arena;

    if (words->n > 1 && is_separable(words)) {
        split_node(planner, node, alike);
        return 1;
    }
    if (words->n == 1 && has_no_form(planner, words->words[0])) {
        const struct phrase parts = compound_parts(planner, words->words[0]);
        if (is_separable(&parts)) {
            for (size_t i = 0; i < parts.n; i++)
                array_push(arena, alike,
                           made_one(planner, node, node, parts.words[i]));
            return 1;
        }
    }
    if (words->n == 1 && n_left > 1 &&
        is_hyphened_elsewhere(planner, node, node + 1)) {
        const char *one = arena_printf(arena, "%s%s", words->words[0],
                                       node[1].tokens.at[0].word);
        array_push(arena, alike, made_one(planner, node, node + 1, one));
        return 2;
    }
    array_push(arena, alike, *node);
    return 1;
}

/* Read words alike however they are joined: "well-being" and "well being" as
 * "wellbeing" if the index has that word, "foster-carer" and "fostercarer" as
 * "foster carer" if it does not have them as one. */
static struct nodes
written_alike(struct planner *planner, const struct nodes *nodes)
{
    struct nodes alike = {0};

    for (size_t i = 0; i < nodes->n;) {
        const struct syntax *node = &nodes->at[i];
        struct phrase words = {0};
        if (is_bare(node) || is_plain_phrase(node))
            words = words_of_tokens(planner->arena, &node->tokens);
        const char *one = as_one(planner, &words);
        if (one && (is_bare(node) || is_compound(planner, one, &words))) {
            array_push(planner->arena, &alike,
                       made_one(planner, node, node, one));
            i++;
        } else if (is_bare(node)) {
            i += read_alike(planner, node, nodes->n - i, &words, &alike);
        } else {
            array_push(planner->arena, &alike, *node);
            i++;
        }
    }
    return alike;
}

/* Items. */

struct seen_item *
items_seen(struct planner *planner,
           struct item_plans *items,
           const char *text,
           bool *is_new)
{
    *is_new = false;
    arena_step(planner->arena, items->seen.n);
    for (size_t i = 0; i < items->seen.n; i++)
        if (strcmp(items->seen.at[i].text, text) == 0)
            return &items->seen.at[i];
    *is_new = true;
    struct seen_item *added = array_add(planner->arena, &items->seen);
    *added = (struct seen_item){text, planner->ideas.n};
    return added;
}

/* Plan an item that is not a bare word. */
static void
add_item(struct planner *planner,
         struct item_plans *items,
         const struct syntax *syntax,
         struct string *text)
{
    const size_t n_terms = planner->terms.n, n_ideas = planner->ideas.n;
    const bool selects = is_filter(syntax);
    struct string spoken = {0};
    bool is_new;

    string_add(planner->arena, &spoken, "");
    planner->excluding += syntax->sign == '-';
    const struct plan plan = syntax->kind == SYNTAX_GROUP
                                 ? plan_part(planner, syntax, &spoken)
                                 : plan_item(planner, syntax, &spoken);
    planner->excluding -= syntax->sign == '-';
    const char *understood =
        syntax->sign
            ? arena_printf(planner->arena, "%c%s", syntax->sign, spoken.at)
            : spoken.at;
    append_spaced(planner->arena, text, understood);
    items->requires_words |= syntax->sign == '+' && !selects;
    if (syntax->sign == '-') {
        *plans_add(planner, &items->excluded) = plan;
        return;
    }
    if (syntax->sign == '+' || selects) {
        *plans_add(planner, &items->required) = plan;
        return;
    }
    struct seen_item *seen = items_seen(planner, items, understood, &is_new);
    if (is_new) {
        seen->idea = NONE;
        *plans_add(planner, &items->words) = plan;
    } else { /* the same item again: drop what was planned for it */
        planner->terms.n = n_terms;
        planner->ideas.n = n_ideas;
    }
}

/* Joining the plans. */

/* The field that the part requires a value of; NULL if there is none, or more
 * than one. */
static const struct field *
needed_field(const struct planner *planner, const struct plan *plan)
{
    if (plan->kind != PLAN_IDEA || !planner->ideas.at[plan->idea].is_needed)
        return NULL;
    const struct idea *idea = &planner->ideas.at[plan->idea];
    for (size_t i = 1; i < idea->n_values; i++)
        if (idea->values[i].field != idea->values[0].field)
            return NULL;
    return idea->values[0].field;
}

/* The first part of the list that requires a value of the field. */
static struct plan *
choice_of(const struct planner *planner,
          const struct plans *list,
          const struct field *field)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct plan *part = &list->at[i];
        const struct plan *first =
            part->kind == PLAN_ONE_OF ? &part->parts[0] : part;
        if (needed_field(planner, first) == field)
            return &list->at[i];
    }
    return NULL;
}

/* Make alternatives of required values of the same field: no paragraph is about
 * both Hull and Leeds, so a query that names both wants either. */
static struct plans
with_choices(struct planner *planner, const struct plans *parts)
{
    struct plans list = {0};

    for (size_t i = 0; i < parts->n; i++) {
        const struct field *field = needed_field(planner, &parts->at[i]);
        arena_step(planner->arena, list.n);
        struct plan *choice = field ? choice_of(planner, &list, field) : NULL;
        if (!choice) {
            *plans_add(planner, &list) = parts->at[i];
            continue;
        }
        struct plans either = {0};
        if (choice->kind == PLAN_ONE_OF)
            for (size_t k = 0; k < choice->n_parts; k++)
                *plans_add(planner, &either) = choice->parts[k];
        else
            *plans_add(planner, &either) = *choice;
        *plans_add(planner, &either) = parts->at[i];
        *choice = plan_joining(planner, PLAN_ONE_OF, either);
    }
    return list;
}

static struct plan
plan_of_words(struct planner *planner, struct item_plans *items)
{
    const struct plans words = planner->all_words
                                   ? items->words
                                   : with_choices(planner, &items->words);
    struct plan plan =
        plan_joining(planner, planner->all_words ? PLAN_ALL : PLAN_ANY, words);

    plan.pairs = (struct places){items->pairs.at, items->pairs.n};
    if (!planner->all_words && planner->excluding == 0)
        planner->has_alternatives = true;
    return plan;
}

/* Required parts before the words: filters select among what the words find. */
static struct plan
with_required(struct planner *planner,
              const struct item_plans *items,
              const struct plan *words)
{
    const struct plan required =
        plan_joining(planner, PLAN_ALL, items->required);
    struct plans both = {0};

    if (words->n_parts == 0)
        return required;
    *plans_add(planner, &both) = required;
    *plans_add(planner, &both) = *words;
    return plan_joining(
        planner,
        planner->all_words || !items->requires_words ? PLAN_ALL : PLAN_PREFER,
        both);
}

static struct plan
plan_of_items(struct planner *planner, struct item_plans *items)
{
    struct plan plan = {.kind = PLAN_ANY, .idea = NONE};

    if (items->words.n > 0)
        plan = plan_of_words(planner, items);
    if (items->required.n > 0)
        plan = with_required(planner, items, &plan);
    for (size_t i = 0; i < items->excluded.n; i++) {
        struct plans both = {0};
        *plans_add(planner, &both) = plan;
        *plans_add(planner, &both) = items->excluded.at[i];
        plan = plan_joining(planner, PLAN_WITHOUT, both);
    }
    return plan;
}

struct plan
plan_items(struct planner *planner,
           const struct syntax *syntax,
           struct string *text)
{
    struct nodes nodes = with_letters_joined(planner->arena, syntax);
    ARRAY(struct bare) bares = {0};
    struct item_plans items = {0};
    bool has_content = false; /* more than common words and filters */
    size_t next = 0;

    if (!planner->is_literal)
        nodes = written_alike(planner, &nodes);
    for (size_t i = 0; i < nodes.n; i++) {
        const struct syntax *node = &nodes.at[i];
        if (is_bare(node)) {
            array_push(planner->arena, &bares, bare_of(planner, node));
            has_content |= !bares.at[bares.n - 1].is_common;
        } else {
            has_content |= node->sign != '-' && node->kind != SYNTAX_VALUES;
        }
    }
    for (size_t i = 0; !has_content && i < bares.n; i++)
        bares.at[i].is_common = false;
    for (size_t i = 0; i < nodes.n;) {
        size_t end = i;
        while (end < nodes.n && is_bare(&nodes.at[end]))
            end++;
        if (end == i) {
            add_item(planner, &items, &nodes.at[i++], text);
            continue;
        }
        add_bare_words(planner, &items, bares.at + next, end - i, text);
        next += end - i;
        i = end;
    }
    return plan_of_items(planner, &items);
}
