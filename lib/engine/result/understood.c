/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/result/understood.h"

#include <glib.h>
#include <string.h>

struct understood *
understood_new(void)
{
    struct arena *arena = arena_new(SIZE_MAX);
    struct understood *understood = arena_alloc(arena, sizeof *understood);

    understood->users = 1;
    understood->arena = arena;
    understood->query = understood->corrected = "";
    return understood;
}

struct understood *
understood_share(struct understood *understood)
{
    g_atomic_int_inc(&understood->users);
    return understood;
}

void
understood_free(struct understood *understood)
{
    if (understood && g_atomic_int_dec_and_test(&understood->users))
        arena_free(understood->arena);
}

static const char **
copy_texts(struct arena *arena, const char **texts, size_t n)
{
    const char **copies = arena_array(arena, n, sizeof *copies);

    for (size_t i = 0; i < n; i++)
        copies[i] = arena_strdup(arena, texts[i]);
    return copies;
}

/* A copy with all that is needed to find the pattern in a text. */
static struct pattern
copy_pattern(struct arena *arena, const struct pattern *pattern)
{
    struct pattern copy = *pattern;

    copy.prefix = arena_strdup(arena, pattern->prefix ? pattern->prefix : "");
    copy.words = copy_texts(arena, pattern->words, pattern->n_words);
    copy.parts = arena_array(arena, pattern->n_parts, sizeof *copy.parts);
    for (size_t i = 0; i < pattern->n_parts; i++)
        copy.parts[i] = copy_pattern(arena, &pattern->parts[i]);
    copy.pairs = NULL;
    copy.n_pairs = 0;
    return copy;
}

/* The words of the index that a term stands for, separated by spaces. */
static const char *
forms_of(struct arena *arena, const struct term *term)
{
    struct string forms = {0};

    if (term->origin == FE_PAIR || term->origin == FE_NEGATED)
        return "";
    for (size_t i = 0; i < term->pattern.n_words; i++) {
        if (i > 0)
            string_add(arena, &forms, " ");
        string_add(arena, &forms, term->pattern.words[i]);
    }
    return forms.at ? forms.at : "";
}

static void
fill_terms(struct understood *u, const struct execution *execution)
{
    const struct planned *planned = &execution->planned;

    u->n_terms = planned->n_terms;
    u->terms = arena_array(u->arena, u->n_terms, sizeof *u->terms);
    u->patterns = arena_array(u->arena, u->n_terms, sizeof *u->patterns);
    for (size_t i = 0; i < u->n_terms; i++) {
        const struct term *term = &planned->terms[i];
        arena_step(execution->snapshot->arena,
                   1 + term->pattern.n_words + term->pattern.n_parts);
        u->terms[i] = (struct fe_term){
            .text = arena_strdup(u->arena, term->text),
            .origin = term->origin,
            .of = term->of,
            .documents = term->documents,
            .rarity = term->rarity,
            .forms = forms_of(u->arena, term),
            .is_cut = term->is_cut,
        };
        u->patterns[i] = copy_pattern(u->arena, &term->pattern);
    }
}

static void
fill_values(struct understood *u,
            const struct idea *idea,
            struct fe_idea *filled)
{
    struct fe_named *values =
        arena_array(u->arena, idea->n_values, sizeof *values);

    for (size_t i = 0; i < idea->n_values; i++)
        values[i] = (struct fe_named){
            arena_strdup(u->arena, idea->values[i].field->name),
            arena_strdup(u->arena, idea->values[i].value),
            idea->values[i].documents};
    filled->values = values;
    filled->n_values = idea->n_values;
}

/* The terms of an idea, the typed ones first. */
static void
fill_places(struct understood *u,
            const struct idea *idea,
            struct fe_idea *filled)
{
    size_t *terms = arena_array(u->arena, idea->typed.n + idea->others.n + 2,
                                sizeof *terms);
    size_t n = 0;

    for (size_t i = 0; i < idea->typed.n; i++)
        terms[n++] = idea->typed.at[i];
    for (size_t i = 0; i < idea->others.n; i++)
        terms[n++] = idea->others.at[i];
    if (idea->value != NONE)
        terms[n++] = idea->value;
    if (idea->near != NONE)
        terms[n++] = idea->near;
    filled->terms = terms;
    filled->n_terms = n;
}

/* The ideas of the query, except frames of questions, which have no words. */
static void
fill_ideas(struct understood *u, const struct planned *planned)
{
    u->ideas = arena_array(u->arena, planned->n_ideas, sizeof *u->ideas);
    for (size_t i = 0; i < planned->n_ideas; i++) {
        const struct idea *idea = &planned->ideas[i];
        if (!idea->text || !*idea->text || idea->typed.n == 0)
            continue;
        struct fe_idea *filled = &u->ideas[u->n_ideas++];
        filled->text = arena_strdup(u->arena, idea->text);
        filled->offset = idea->offset;
        filled->length = idea->length;
        filled->documents = idea->documents;
        filled->weight = idea->weight;
        filled->is_needed = idea->is_needed;
        fill_places(u, idea, filled);
        fill_values(u, idea, filled);
    }
}

/* The query as typed, but with corrected words. */
static const char *
corrected_text(struct arena *arena, const struct execution *execution)
{
    const struct fe_request *request = execution->request;
    const struct planned *planned = &execution->planned;
    struct string text = {0};
    size_t copied = 0;

    for (size_t i = 0; i < planned->n_corrections; i++) {
        const struct correction *c = &planned->corrections[i];
        if (!c->is_applied || c->offset < copied)
            continue;
        string_addn(arena, &text, request->query + copied, c->offset - copied);
        string_add(arena, &text, c->words.at[0].text);
        copied = c->offset + c->length;
    }
    if (copied == 0)
        return "";
    string_addn(arena, &text, request->query + copied,
                request->query_len - copied);
    return text.at;
}

static void
fill_corrections(struct understood *u, const struct execution *execution)
{
    const struct planned *planned = &execution->planned;

    u->n_corrections = planned->n_corrections;
    u->corrections =
        arena_array(u->arena, u->n_corrections, sizeof *u->corrections);
    for (size_t i = 0; i < u->n_corrections; i++) {
        const struct correction *c = &planned->corrections[i];
        struct fe_count *words =
            arena_array(u->arena, c->words.n, sizeof *words);
        for (size_t k = 0; k < c->words.n; k++)
            words[k] =
                (struct fe_count){arena_strdup(u->arena, c->words.at[k].text),
                                  c->words.at[k].documents};
        u->corrections[i] = (struct fe_correction){c->offset, c->length, words,
                                                   c->words.n, c->is_applied};
    }
    u->corrected = corrected_text(u->arena, execution);
}

struct missing {
    struct understood *understood;
    const struct snapshot *snapshot;
    ARRAY(struct fe_missing) list;
};

static void
add_if_missing(struct missing *missing,
               unsigned slot,
               size_t length,
               const char *value)
{
    const struct column *column =
        snapshot_column(missing->snapshot, slot, length);
    struct arena *arena = missing->understood->arena;

    if (!column_has(missing->snapshot->arena, column, value, strlen(value)))
        array_push(arena, &missing->list,
                   ((struct fe_missing){slot, arena_strdup(arena, value)}));
}

/* Add values in the query that the index does not have. Only fields whose
 * values may be anything are checked here; the values of others were checked
 * before. */
static void
find_missing(struct missing *missing, const struct plan *plan)
{
    if (plan->kind == PLAN_VALUES && plan->field->kind == FE_FIELD_VALUE &&
        !plan->field->words)
        for (size_t i = 0; i < plan->n_values; i++)
            add_if_missing(missing, plan->field->slot, 0, plan->values[i]);
    for (size_t i = 0; i < plan->n_parts; i++)
        find_missing(missing, &plan->parts[i]);
}

static void
fill_missing(struct understood *u, const struct execution *execution)
{
    const struct fe_request *request = execution->request;
    struct missing missing = {u, execution->snapshot, {0}};

    for (size_t i = 0; i < request->n_filters; i++) {
        const struct fe_filter *filter = &request->filters[i];
        for (size_t v = 0; v < filter->n_values; v++)
            add_if_missing(&missing, filter->slot, filter->length,
                           filter->values[v]);
    }
    find_missing(&missing, &execution->planned.plan);
    u->missing = missing.list.at;
    u->n_missing = missing.list.n;
}

void
understood_fill(struct understood *u, const struct execution *execution)
{
    u->revision = snapshot_revision_number(execution->snapshot);
    u->query = arena_strdup(
        u->arena, execution->planned.text ? execution->planned.text : "");
    fill_missing(u, execution);
    fill_terms(u, execution);
    fill_ideas(u, &execution->planned);
    fill_corrections(u, execution);
}
