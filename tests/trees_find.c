/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What a tree finds, by looking at a paragraph's words one by one.
 */
#include "trees.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* From one word to another of a text, both of them in it. */
struct stretch {
    size_t first;
    size_t last;
};

struct looking {
    const struct scan *scan;
    const struct paragraph *paragraph;
    bool needs_all;
};

static void
add_stretch(GArray *list, size_t first, size_t last)
{
    const struct stretch stretch = {first, last};
    g_array_append_val(list, stretch);
}

static struct stretch
stretch_at(const GArray *list, guint i)
{
    return g_array_index(list, struct stretch, i);
}

static bool
is_word(const struct tree *tree, size_t i, const struct scan_word *word)
{
    const struct scan_word *wanted = &tree->words.list[i];

    if (tree->is_prefix)
        return g_str_has_prefix(word->form, wanted->form);
    return tree->is_exact ? word->form == wanted->form
                          : word->stem == wanted->stem;
}

/* The words written as one, where a hyphen joins them; else NULL. */
static const char *
stem_as_one(const struct looking *l, const struct tree *tree)
{
    if (tree->is_phrase || tree->is_exact || tree->words.count < 2)
        return NULL;
    GString *one = g_string_new(NULL);
    for (size_t i = 0; i < tree->words.count; i++)
        g_string_append(one, tree->words.list[i].form);
    const char *stem = scan_stem(l->scan, one->str);
    g_string_free(one, TRUE);
    return stem;
}

static void
places_of_words(const struct looking *l, const struct tree *tree, GArray *list)
{
    const struct scan_words *text = !tree->field ? &l->paragraph->text
                                    : strcmp(tree->field, "section") == 0
                                        ? &l->paragraph->section
                                        : &l->paragraph->judgement;
    const char *one = stem_as_one(l, tree);

    for (size_t at = 0; at < text->count; at++) {
        size_t n = 0;
        while (n < tree->words.count && at + n < text->count &&
               is_word(tree, n, &text->list[at + n]))
            n++;
        if (n == tree->words.count)
            add_stretch(list, at, at + n - 1);
        if (text->list[at].stem == one)
            add_stretch(list, at, at);
    }
}

static void
places(const struct looking *l, const struct tree *tree, GArray *list);

/* All of the one side that have one of the other side within the distance,
 * before or behind. */
static void
places_near(const struct looking *l, const struct tree *tree, GArray *list)
{
    GArray *left = g_array_new(FALSE, FALSE, sizeof(struct stretch));
    GArray *right = g_array_new(FALSE, FALSE, sizeof(struct stretch));

    places(l, tree->parts[0], left);
    places(l, tree->parts[1], right);
    for (guint i = 0; i < left->len; i++) {
        for (guint k = 0; k < right->len; k++) {
            const struct stretch a = stretch_at(left, i);
            const struct stretch b = stretch_at(right, k);
            if (b.first > a.last && b.first - a.last <= tree->distance)
                add_stretch(list, a.first, b.last);
            if (a.first > b.last && a.first - b.last <= tree->distance)
                add_stretch(list, b.first, a.last);
        }
    }
    g_array_unref(left);
    g_array_unref(right);
}

static void
places(const struct looking *l, const struct tree *tree, GArray *list)
{
    if (tree->kind == TREE_WORDS) {
        places_of_words(l, tree, list);
    } else if (tree->kind == TREE_NEAR) {
        places_near(l, tree, list);
    } else { /* alternatives */
        for (size_t i = 0; i < tree->n_parts; i++)
            places(l, tree->parts[i], list);
    }
}

static bool
has_place(const struct looking *l, const struct tree *tree)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(struct stretch));

    places(l, tree, list);
    const bool has = list->len > 0;
    g_array_unref(list);
    return has;
}

static bool
is_in_range(const struct tree *tree, const char *value)
{
    if (strcmp(tree->field, "number") == 0)
        return (!*tree->from || atoi(value) >= atoi(tree->from)) &&
               (!*tree->to || atoi(value) <= atoi(tree->to));
    return (!*tree->from || strcmp(value, tree->from) >= 0) &&
           (!*tree->to || strcmp(value, tree->to) <= 0 ||
            g_str_has_prefix(value, tree->to));
}

static bool
has_value(const struct looking *l, const struct tree *tree)
{
    const bool is_date =
        strcmp(tree->field, "date") == 0 || strcmp(tree->field, "year") == 0;
    char buffer[SCAN_VALUE_SIZE];
    const char *value = scan_value(l->paragraph->record,
                                   is_date ? "date" : tree->field, buffer);
    bool has = false;

    if (!*value)
        return false;
    if (tree->from)
        return is_in_range(tree, value);
    for (size_t i = 0; i < tree->n_values; i++)
        has |= is_date ? g_str_has_prefix(value, tree->values[i])
                       : strcasecmp(value, tree->values[i]) == 0;
    return has;
}

static bool
is_common(const struct looking *l, const struct tree *tree)
{
    return tree->kind == TREE_WORDS && !tree->sign && !tree->is_exact &&
           !tree->is_prefix && !tree->is_phrase && !tree->field &&
           tree->words.count == 1 &&
           scan_is_common(l->scan, tree->words.list[0].form);
}

static bool finds(const struct looking *l, const struct tree *tree);

/* Whether anything but common words says what to look for. */
static bool
has_content(const struct looking *l, const struct tree *bag)
{
    bool has = false;

    for (size_t i = 0; i < bag->n_parts; i++) {
        const struct tree *part = bag->parts[i];
        has |= part->kind != TREE_VALUE && part->sign != '-' &&
               !is_common(l, part);
    }
    return has;
}

/* What must be there is; of the rest all or any, which is nothing to insist on
 * beside a word that must be there. */
static bool
finds_bag(const struct looking *l, const struct tree *bag)
{
    const bool leaves_common = has_content(l, bag);
    size_t words = 0, found = 0;
    bool insists = false;

    for (size_t i = 0; i < bag->n_parts; i++) {
        const struct tree *part = bag->parts[i];
        const bool is_field = part->field != NULL;
        const bool is_found = finds(l, part);
        if (part->sign == '-' ? is_found
                              : (part->sign || is_field) && !is_found)
            return false;
        insists |= part->sign == '+' && !is_field;
        if (part->sign || is_field || (leaves_common && is_common(l, part)))
            continue;
        words++;
        found += is_found;
    }
    if (l->needs_all)
        return found == words;
    return found > 0 || words == 0 || insists;
}

static bool
finds(const struct looking *l, const struct tree *tree)
{
    switch (tree->kind) {
    case TREE_WORDS:
    case TREE_NEAR:
        return has_place(l, tree);
    case TREE_VALUE:
        return has_value(l, tree);
    case TREE_BAG:
        return finds_bag(l, tree);
    case TREE_AND:
        return finds(l, tree->parts[0]) && finds(l, tree->parts[1]);
    case TREE_OR:
        return finds(l, tree->parts[0]) || finds(l, tree->parts[1]);
    case TREE_NOT:
        return finds(l, tree->parts[0]) && !finds(l, tree->parts[1]);
    case TREE_GROUP:
        return finds(l, tree->parts[0]);
    }
    return false;
}

bool
tree_finds(const struct tree *tree,
           const struct scan *scan,
           const struct paragraph *paragraph,
           bool needs_all)
{
    const struct looking l = {scan, paragraph, needs_all};
    return finds(&l, tree);
}
