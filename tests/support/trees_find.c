/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Answers a tree by looking at the words of a paragraph one by one.
 */
#include "trees.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A span of a text, from its first word to its last, both included. */
struct span {
    size_t first;
    size_t last;
};

struct looking {
    const struct scan *scan;
    const struct paragraph *paragraph;
    bool needs_all;
};

static void
add_span(GArray *list, size_t first, size_t last)
{
    const struct span span = {first, last};
    g_array_append_val(list, span);
}

static struct span
span_at(const GArray *list, guint i)
{
    return g_array_index(list, struct span, i);
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

/* The text in which words are looked for, and the places found so far. */
struct row {
    const struct looking *looking;
    const struct scan_usage *usage;
    const struct scan_words *text;
    GArray *list;
};

static size_t
parts_at(const struct row *r, char **parts, size_t at)
{
    size_t n = 0;

    while (parts[n] && at + n < r->text->count &&
           scan_is_same(r->looking->scan, r->usage, parts[n],
                        &r->text->list[at + n]))
        n++;
    return parts[n] ? 0 : n;
}

/* Adds the spans that begin at first, where the remaining words follow from at,
 * each as it is or split into its parts. */
static void
places_from(const struct row *r,
            const char *const *words,
            size_t first,
            size_t at)
{
    if (!*words) {
        add_span(r->list, first, at - 1);
        return;
    }
    if (at >= r->text->count)
        return;
    if (scan_is_same(r->looking->scan, r->usage, *words, &r->text->list[at]))
        places_from(r, words + 1, first, at + 1);
    char **parts = scan_parts(r->looking->scan, r->usage, *words);
    const size_t n = parts ? parts_at(r, parts, at) : 0;
    if (n > 0)
        places_from(r, words + 1, first, at + n);
    g_strfreev(parts);
}

/* Looks for the words as they are, and also with each two neighbours joined. */
static void
places_however_joined(const struct row *r, const struct tree *tree)
{
    const size_t n = tree->words.count;
    const char **words = g_new0(const char *, n + 1);

    for (size_t joined = 0; joined < n; joined++) {
        char *one = NULL;
        size_t count = 0;
        for (size_t i = 0; i < n; i++)
            words[count++] = tree->words.list[i].form;
        if (joined > 0) {
            one = g_strconcat(words[joined - 1], words[joined], NULL);
            words[joined - 1] = one;
            for (size_t i = joined; i + 1 < n; i++)
                words[i] = words[i + 1];
            count--;
        }
        words[count] = NULL;
        for (size_t at = 0; at < r->text->count; at++)
            places_from(r, words, at, at);
        g_free(one);
    }
    g_free(words);
}

static void
places_of_words(const struct looking *l, const struct tree *tree, GArray *list)
{
    const int kind = !tree->field                          ? SCAN_TEXT
                     : strcmp(tree->field, "section") == 0 ? SCAN_SECTION
                                                           : SCAN_JUDGEMENT;
    const struct scan_words *texts[] = {
        &l->paragraph->text, &l->paragraph->section, &l->paragraph->judgement};
    const struct scan_words *text = texts[kind];

    if (!tree->is_exact && !tree->is_prefix) {
        const struct row row = {l, &l->scan->usages[kind], text, list};
        places_however_joined(&row, tree);
        return;
    }
    for (size_t at = 0; at < text->count; at++) {
        size_t n = 0;
        while (n < tree->words.count && at + n < text->count &&
               is_word(tree, n, &text->list[at + n]))
            n++;
        if (n == tree->words.count)
            add_span(list, at, at + n - 1);
    }
}

static void
places(const struct looking *l, const struct tree *tree, GArray *list);

/* Adds the spans from each match of one side to each match of the other that is
 * within the distance, before or after it. */
static void
places_near(const struct looking *l, const struct tree *tree, GArray *list)
{
    GArray *left = g_array_new(FALSE, FALSE, sizeof(struct span));
    GArray *right = g_array_new(FALSE, FALSE, sizeof(struct span));

    places(l, tree->parts[0], left);
    places(l, tree->parts[1], right);
    for (guint i = 0; i < left->len; i++) {
        for (guint k = 0; k < right->len; k++) {
            const struct span a = span_at(left, i);
            const struct span b = span_at(right, k);
            if (b.first > a.last && b.first - a.last <= tree->distance)
                add_span(list, a.first, b.last);
            if (a.first > b.last && a.first - b.last <= tree->distance)
                add_span(list, b.first, a.last);
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
    GArray *list = g_array_new(FALSE, FALSE, sizeof(struct span));

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
    const char *field = is_date ? "date" : tree->field, *value;
    bool has = false;

    for (size_t k = 0;
         *(value = scan_value(l->paragraph->record, field, k, buffer)); k++) {
        if (tree->from)
            return is_in_range(tree, value);
        for (size_t i = 0; i < tree->n_values; i++)
            has |= is_date ? g_str_has_prefix(value, tree->values[i])
                           : strcasecmp(value, tree->values[i]) == 0;
    }
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

/* Whether the bag contains anything but common words, values and exclusions. */
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

/* Whether everything required is there and nothing excluded, and all or any of
 * the other words. Beside a required word, "any" does not insist on the others.
 */
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
