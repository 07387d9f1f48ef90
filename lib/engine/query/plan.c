/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/query/planner_private.h"

#include "engine/query/plan_values.h"

#include <stdlib.h>
#include <string.h>

struct plan *
plans_add(struct planner *planner, struct plans *plans)
{
    struct plan *plan = array_add(planner->arena, plans);

    plan->idea = NONE;
    return plan;
}

struct plan
plan_joining(struct planner *planner, enum plan_kind kind, struct plans parts)
{
    (void)planner;
    return (struct plan){
        .kind = kind, .idea = NONE, .parts = parts.at, .n_parts = parts.n};
}

struct plan
plan_idea(struct planner *planner, const struct idea *idea)
{
    const struct plan plan = {.kind = PLAN_IDEA, .idea = planner->ideas.n};

    array_push(planner->arena, &planner->ideas, *idea);
    return plan;
}

size_t
planner_add_term(struct planner *planner,
                 const char *text,
                 enum fe_origin origin,
                 size_t of,
                 const struct pattern *pattern,
                 bool is_cut,
                 bool in_headings)
{
    const size_t place = planner->terms.n;

    arena_step(planner->arena, 1);
    *array_add(planner->arena, &planner->terms) =
        (struct term){.text = text,
                      .origin = origin,
                      .of = of == NONE ? place : of,
                      .pattern = *pattern,
                      .is_cut = is_cut,
                      .in_headings = in_headings};
    return place;
}

static struct plan
plan_two(struct planner *planner,
         enum plan_kind kind,
         const struct syntax *syntax,
         const char *between,
         struct string *text)
{
    struct string left = {0}, right = {0};
    struct plans parts = {0};

    string_add(planner->arena, &left, "");
    string_add(planner->arena, &right, "");
    const struct plan first = plan_part(planner, &syntax->parts[0], &left);
    planner->excluding += kind == PLAN_WITHOUT;
    const struct plan second = plan_part(planner, &syntax->parts[1], &right);
    planner->excluding -= kind == PLAN_WITHOUT;
    *plans_add(planner, &parts) = first;
    *plans_add(planner, &parts) = second;
    append_spaced(
        planner->arena, text,
        arena_printf(planner->arena, "%s%s%s", left.at, between, right.at));
    return plan_joining(planner, kind, parts);
}

struct plan
plan_part(struct planner *planner,
          const struct syntax *syntax,
          struct string *text)
{
    struct string inner = {0};
    struct plan plan;

    switch (syntax->kind) {
    case SYNTAX_AND:
        return plan_two(planner, PLAN_ALL, syntax, " AND ", text);
    case SYNTAX_OR:
        return plan_two(planner, PLAN_ANY, syntax, " OR ", text);
    case SYNTAX_NOT:
        return plan_two(planner, PLAN_WITHOUT, syntax, " NOT ", text);
    case SYNTAX_GROUP:
        string_add(planner->arena, &inner, "");
        plan = plan_part(planner, &syntax->parts[0], &inner);
        append_spaced(planner->arena, text,
                      arena_printf(planner->arena, "(%s)", inner.at));
        return plan;
    case SYNTAX_ITEMS:
        return plan_items(planner, syntax, text);
    default:
        return plan_item(planner, syntax, text);
    }
}

static struct plan
plan_values_of(struct planner *planner,
               const struct syntax *syntax,
               struct string *text)
{
    const char *quote = strchr(syntax->text, ' ') ? "\"" : "";

    append_spaced(planner->arena, text,
                  arena_printf(planner->arena, "%s:%s%s%s", syntax->field->name,
                               quote, syntax->text, quote));
    return plan_of_values(planner->snapshot, syntax);
}

/* Plan one word as if it were the only item. */
static struct plan
plan_single_word(struct planner *planner,
                 const struct syntax *syntax,
                 struct string *text)
{
    struct item_plans items = {0};
    struct bare bare = bare_of(planner, syntax);

    bare.is_common = false;
    add_bare_words(planner, &items, &bare, 1, text);
    return items.words.at[0];
}

struct plan
plan_item(struct planner *planner,
          const struct syntax *syntax,
          struct string *text)
{
    struct arena *arena = planner->arena;
    struct string spoken = {0};
    bool is_cut = false;

    if (syntax->kind == SYNTAX_VALUES)
        return plan_values_of(planner, syntax, text);
    if (syntax->kind == SYNTAX_ITEMS || syntax->kind == SYNTAX_GROUP)
        return plan_part(planner, syntax, text);
    if (syntax->kind == SYNTAX_WORD && !syntax->is_exact &&
        !syntax->is_prefix && !syntax->field)
        return plan_single_word(planner, syntax, text);
    string_add(arena, &spoken, "");
    const struct pattern pattern =
        pattern_of_syntax(planner, syntax, &spoken, &is_cut);
    append_spaced(arena, text, spoken.at);
    if (planner->excluding > 0 || syntax->field)
        return (struct plan){
            .kind = PLAN_PLACE, .idea = NONE, .pattern = pattern};
    struct idea idea = {.text = spoken.at,
                        .offset = syntax->offset,
                        .length = syntax->length,
                        .near = NONE,
                        .value = NONE,
                        .times = 1};
    idea.typed.at = arena_alloc(arena, sizeof *idea.typed.at);
    idea.typed.at[idea.typed.n++] = planner_add_term(
        planner, spoken.at, FE_TYPED, NONE, &pattern, is_cut, false);
    return plan_idea(planner, &idea);
}

/* If every idea is light, they are what the query asks about, and count. */
static void
settle_light(struct planner *planner)
{
    for (size_t i = 0; i < planner->ideas.n; i++)
        if (!planner->ideas.at[i].is_light)
            return;
    for (size_t i = 0; i < planner->ideas.n; i++)
        planner->ideas.at[i].is_light = planner->ideas.at[i].typed.n == 0;
}

/* In the order of the query. An insertion sort: it is stable, and there are
 * few.
 */
static void
sort_corrections(struct planner *planner)
{
    struct correction *list = planner->corrections.at;

    for (size_t i = 1; i < planner->corrections.n; i++)
        for (size_t k = i; k > 0 && list[k].offset < list[k - 1].offset; k--) {
            const struct correction other = list[k];
            list[k] = list[k - 1];
            list[k - 1] = other;
        }
}

struct planned
make_plan(const struct snapshot *snapshot,
          const struct parsed *parsed,
          const char *query,
          size_t len,
          enum fe_match match,
          bool is_literal)
{
    const bool is_all = match == FE_MATCH_ALL ||
                        (match == FE_MATCH_AUTO && parsed->has_operators);
    struct planner planner = {.snapshot = snapshot,
                              .arena = snapshot->arena,
                              .query = query,
                              .query_len = len,
                              .is_literal = is_literal,
                              .all_words = is_all,
                              /* A query with operators, or one that wants all
                                 words, means just these words. */
                              .adds_near = !is_literal && !is_all &&
                                           !parsed->has_operators};
    struct string text = {0};

    words_expect(snapshot, query, len);
    string_add(planner.arena, &text, "");
    const struct plan plan = plan_part(&planner, &parsed->whole, &text);
    settle_light(&planner);
    sort_corrections(&planner);
    return (struct planned){.plan = plan,
                            .terms = planner.terms.at,
                            .n_terms = planner.terms.n,
                            .ideas = planner.ideas.at,
                            .n_ideas = planner.ideas.n,
                            .text = text.at,
                            .corrections = planner.corrections.at,
                            .n_corrections = planner.corrections.n,
                            .has_alternatives = planner.has_alternatives};
}
