/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Writes a tree as a person might type it: in any letter case, with straight or
 * curly quotation marks.
 */
#include "trees.h"

#include <string.h>

struct typing {
    GString *text;
    unsigned *seed;
};

static bool
by_chance(struct typing *t, unsigned one_in)
{
    return draw(t->seed, one_in) == 0;
}

static bool
is_operator(const struct tree *tree)
{
    return tree->kind == TREE_AND || tree->kind == TREE_OR ||
           tree->kind == TREE_NOT;
}

static bool
has_operator(const struct tree *tree)
{
    bool has = is_operator(tree);

    for (size_t i = 0; i < tree->n_parts; i++)
        has |= has_operator(tree->parts[i]);
    return has;
}

static void
type_letters(struct typing *t, const char *word)
{
    const unsigned letters = draw(t->seed, 5);

    for (const char *p = word; *p; p++) {
        if (*p == '\'' && by_chance(t, 2))
            g_string_append(t->text, "\xe2\x80\x99");
        else if (letters == 0 || (letters == 1 && p == word))
            g_string_append_c(t->text, g_ascii_toupper(*p));
        else
            g_string_append_c(t->text, *p);
    }
}

static void
type_words(struct typing *t, const struct tree *tree)
{
    const bool is_curly = by_chance(t, 4);

    if (tree->field) {
        type_letters(t, tree->field);
        g_string_append_c(t->text, ':');
    } else if (tree->is_exact) {
        g_string_append_c(t->text, '=');
    }
    if (tree->is_phrase)
        g_string_append(t->text, is_curly ? "\xe2\x80\x9c" : "\"");
    for (size_t i = 0; i < tree->words.count; i++) {
        if (i > 0)
            g_string_append_c(t->text, tree->is_phrase ? ' ' : '-');
        type_letters(t, tree->words.list[i].form);
    }
    if (tree->is_phrase)
        g_string_append(t->text, is_curly ? "\xe2\x80\x9d" : "\"");
    if (tree->is_prefix)
        g_string_append_c(t->text, '*');
}

static void
type_field(struct typing *t, const struct tree *tree)
{
    static const char *const names[] = {"service_area", "area", "service-area"};
    const bool is_area = strcmp(tree->field, names[0]) == 0;

    type_letters(t, is_area ? names[draw(t->seed, 3)] : tree->field);
    g_string_append_c(t->text, ':');
}

static void
type_value(struct typing *t, const struct tree *tree)
{
    type_field(t, tree);
    if (tree->from) {
        g_string_append_printf(t->text, "%s..%s", tree->from, tree->to);
        return;
    }
    const bool is_quoted =
        tree->n_values == 1 &&
        (strpbrk(tree->values[0], " ,()") || by_chance(t, 4));
    if (is_quoted)
        g_string_append_c(t->text, '"');
    for (size_t i = 0; i < tree->n_values; i++) {
        if (i > 0)
            g_string_append_c(t->text, ',');
        type_letters(t, tree->values[i]);
    }
    if (is_quoted)
        g_string_append_c(t->text, '"');
}

/* Whether a minus sign before it would exclude the whole of it. */
static bool
may_have_minus(const struct tree *tree)
{
    return tree->kind == TREE_BAG ? tree->n_parts == 1 && !tree->parts[0]->sign
                                  : !tree->sign;
}

static void
type_between(struct typing *t, const struct tree *tree)
{
    g_string_append_c(t->text, ' ');
    switch (tree->kind) {
    case TREE_AND:
        g_string_append(t->text, "AND");
        break;
    case TREE_OR:
        g_string_append(t->text, "OR");
        break;
    case TREE_NOT:
        if (may_have_minus(tree->parts[1]) && by_chance(t, 3)) {
            g_string_append(t->text, "AND -");
            return;
        }
        g_string_append(t->text, by_chance(t, 2) ? "NOT" : "AND NOT");
        break;
    case TREE_NEAR:
        if (tree->distance == 10 && by_chance(t, 2))
            g_string_append(t->text, "NEAR");
        else
            g_string_append_printf(t->text, "NEAR/%u", tree->distance);
        break;
    default:
        return;
    }
    g_string_append_c(t->text, ' ');
}

static void
type_tree(struct typing *t, const struct tree *tree)
{
    if (tree->sign == '-' && by_chance(t, 8))
        g_string_append(t->text,
                        by_chance(t, 2) ? "\xe2\x80\x93" : "\xe2\x88\x92");
    else if (tree->sign)
        g_string_append_c(t->text, tree->sign);
    if (tree->kind == TREE_WORDS)
        type_words(t, tree);
    else if (tree->kind == TREE_VALUE)
        type_value(t, tree);
    if (tree->kind == TREE_GROUP)
        g_string_append_c(t->text, '(');
    for (size_t i = 0; i < tree->n_parts; i++) {
        if (i > 0)
            type_between(t, tree);
        type_tree(t, tree->parts[i]);
    }
    if (tree->kind == TREE_GROUP)
        g_string_append_c(t->text, ')');
}

char *
tree_text(const struct tree *tree, bool *has_operators, unsigned *seed)
{
    struct typing t = {.text = g_string_new(NULL), .seed = seed};

    *has_operators = has_operator(tree);
    type_tree(&t, tree);
    return g_string_free(t.text, FALSE);
}
