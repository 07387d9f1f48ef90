/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "trees.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { BEGINNING_MAX = 200, LETTERS_MIN = 3, NEAR_DEFAULT = 10 };

/* A query in the making. Most of its words come from one paragraph, home, so
 * that something is found. If count is not 0, words are only taken from the
 * count words of home that begin at first. */
struct drawing {
    const struct scan *scan;
    const struct paragraph *home;
    unsigned *seed;
    size_t first;
    size_t count;
};

static unsigned
any_of(const struct drawing *d, size_t n)
{
    return draw(d->seed, (unsigned)n);
}

static struct tree *
tree_new(enum tree_kind kind)
{
    struct tree *tree = g_new0(struct tree, 1);

    tree->kind = kind;
    return tree;
}

static void
add_part(struct tree *tree, struct tree *part)
{
    assert_true(tree->n_parts < sizeof tree->parts / sizeof *tree->parts);
    tree->parts[tree->n_parts++] = part;
}

static struct tree *
tree_of(enum tree_kind kind, struct tree *left, struct tree *right)
{
    struct tree *tree = tree_new(kind);

    add_part(tree, left);
    if (right)
        add_part(tree, right);
    return tree;
}

void
tree_free(struct tree *tree)
{
    for (size_t i = 0; i < tree->n_parts; i++)
        tree_free(tree->parts[i]);
    for (size_t i = 0; i < tree->n_values; i++)
        g_free(tree->values[i]);
    g_free(tree->from);
    g_free(tree->to);
    g_free(tree->words.list);
    g_free(tree);
}

static const struct paragraph *
draw_paragraph(const struct drawing *d)
{
    if (d->count > 0 || any_of(d, 3) > 0)
        return d->home;
    return &d->scan->list[any_of(d, d->scan->count)];
}

/* A random place in the text. */
static size_t
draw_at(const struct drawing *d, const struct scan_words *text)
{
    return d->count > 0 ? d->first + any_of(d, d->count)
                        : any_of(d, text->count);
}

/* Up to count successive words of the text, beginning with word number first.
 */
static struct scan_words
cut_words(const struct scan_words *from, size_t first, size_t count)
{
    struct scan_words cut = {.count = MIN(count, from->count - first)};

    cut.list = g_new(struct scan_word, cut.count);
    memcpy(cut.list, &from->list[first], cut.count * sizeof *cut.list);
    return cut;
}

static struct scan_words
one_word(const struct drawing *d, const char *form)
{
    struct scan_words words = {g_new0(struct scan_word, 1), 1};

    words.list->form = scan_form(d->scan, form);
    words.list->stem = scan_stem(d->scan, form);
    return words;
}

/* Whether the form can be written in a query without being read as an operator.
 */
static bool
is_writable(const char *form)
{
    return strlen(form) < 40 && g_str_is_ascii(form) &&
           strcmp(form, "and") != 0 && strcmp(form, "or") != 0 &&
           strcmp(form, "not") != 0 && strcmp(form, "near") != 0;
}

/* A word of the texts, or now and then one that occurs in none. */
static struct scan_words
draw_word(const struct drawing *d, bool may_be_common)
{
    static const char *const others[] = {"zyzzyva", "quokkas", "xylophonist"};

    if (any_of(d, 60) == 0)
        return one_word(d, others[any_of(d, 3)]);
    for (unsigned tries = 0; tries < 200; tries++) {
        const struct scan_words *text = &draw_paragraph(d)->text;
        if (text->count == 0)
            continue;
        const char *form = text->list[draw_at(d, text)].form;
        if (is_writable(form) &&
            (may_be_common || !scan_is_common(d->scan, form)))
            return one_word(d, form);
    }
    return one_word(d, others[0]);
}

static struct tree *
draw_plain(const struct drawing *d)
{
    struct tree *tree = tree_new(TREE_WORDS);

    tree->words = draw_word(d, any_of(d, 12) == 0);
    return tree;
}

static struct tree *
draw_exact(const struct drawing *d)
{
    struct tree *tree = tree_new(TREE_WORDS);

    tree->words = draw_word(d, true);
    tree->is_exact = true;
    return tree;
}

/* Words in a row of the text or, now and then, two that may not be. */
static struct tree *
draw_phrase(const struct drawing *d)
{
    struct tree *tree = tree_new(TREE_WORDS);
    const struct scan_words *text = &draw_paragraph(d)->text;

    if (text->count < 2 || any_of(d, 5) == 0) {
        struct scan_words one = draw_word(d, true), two = draw_word(d, true);
        tree->words.count = 2;
        tree->words.list = g_new(struct scan_word, 2);
        tree->words.list[0] = *one.list;
        tree->words.list[1] = *two.list;
        g_free(one.list);
        g_free(two.list);
    } else {
        tree->words = cut_words(text, draw_at(d, text), any_of(d, 4) + 1);
    }
    tree->is_phrase = true;
    tree->is_exact = any_of(d, 4) == 0;
    return tree;
}

static struct tree *
draw_prefix(const struct drawing *d)
{
    struct tree *tree = draw_plain(d);
    const char *form = tree->words.list->form;
    size_t letters = LETTERS_MIN + any_of(d, 4);

    for (; letters < strlen(form); letters++) {
        char *beginning = g_strndup(form, letters);
        const bool is_good =
            g_ascii_isalnum(beginning[letters - 1]) &&
            scan_beginning(d->scan, beginning) <= BEGINNING_MAX;
        if (is_good) {
            tree->words.list->form = scan_form(d->scan, beginning);
            tree->is_prefix = true;
        }
        g_free(beginning);
        if (is_good)
            return tree;
    }
    return tree;
}

/* Two words joined by a hyphen, if the paragraph has any. */
static struct tree *
draw_joined(const struct drawing *d)
{
    const struct paragraph *p = draw_paragraph(d);
    struct tree *tree = tree_new(TREE_WORDS);

    for (size_t i = 0; i + 1 < p->text.count; i++) {
        if (!p->text.list[i].is_joined || !is_writable(p->text.list[i].form) ||
            !is_writable(p->text.list[i + 1].form) || any_of(d, 2) == 0)
            continue;
        tree->words = cut_words(&p->text, i, 2);
        return tree;
    }
    tree->words = draw_word(d, false);
    return tree;
}

static char *
cut_date(const struct drawing *d, const char *field, const char *date)
{
    static const size_t lengths[] = {4, 7, 10};
    const bool is_year = strcmp(field, "year") == 0;
    return g_strndup(date, lengths[is_year ? 0 : any_of(d, 3)]);
}

static void
draw_range(const struct drawing *d,
           struct tree *tree,
           const char *one,
           const char *other,
           bool in_order)
{
    const unsigned ends = any_of(d, 3);

    tree->from = g_strdup(ends == 0 ? "" : in_order ? one : other);
    tree->to = g_strdup(ends == 1 ? "" : in_order ? other : one);
}

static void
draw_dates(const struct drawing *d, struct tree *tree)
{
    char buffer[SCAN_VALUE_SIZE];
    char *one =
        cut_date(d, tree->field,
                 scan_value(draw_paragraph(d)->record, "date", 0, buffer));
    char *other =
        cut_date(d, tree->field,
                 scan_value(draw_paragraph(d)->record, "date", 0, buffer));

    if (any_of(d, 2) == 0) {
        /* A year or month at the end of a range includes all its days. */
        draw_range(d, tree, one, other,
                   strncmp(one, other, strlen(other)) <= 0);
    } else {
        tree->values[tree->n_values++] = g_strdup(one);
        if (any_of(d, 3) == 0)
            tree->values[tree->n_values++] = g_strdup(other);
    }
    g_free(one);
    g_free(other);
}

static void
draw_numbers(const struct drawing *d, struct tree *tree)
{
    char *one = g_strdup_printf("%u", any_of(d, 60) + 1);
    char *other = g_strdup_printf("%u", any_of(d, 120) + 1);

    if (any_of(d, 2) == 0) {
        draw_range(d, tree, one, other, atoi(one) <= atoi(other));
    } else {
        tree->values[tree->n_values++] = g_strdup(one);
        tree->values[tree->n_values++] = g_strdup(other);
    }
    g_free(one);
    g_free(other);
}

/* Values that occur in paragraphs; several only if none contains a blank. */
static void
draw_values(const struct drawing *d, struct tree *tree)
{
    char buffer[SCAN_VALUE_SIZE];

    for (unsigned tries = 0; tries < 20 && tree->n_values < 2; tries++) {
        const char *value =
            scan_value(draw_paragraph(d)->record, tree->field, 0, buffer);
        const bool is_one = strpbrk(value, " ,()\"") != NULL;
        if (!*value || (is_one && tree->n_values > 0))
            continue;
        tree->values[tree->n_values++] = g_strdup(value);
        if (is_one || any_of(d, 2) == 0)
            break;
    }
}

static struct tree *
draw_value(const struct drawing *d)
{
    static const char *const fields[] = {
        "authority", "grade", "service_area", "kind",     "framework", "report",
        "date",      "year",  "number",       "deadline", "polarity"};
    struct tree *tree = tree_new(TREE_VALUE);

    tree->field = fields[any_of(d, sizeof fields / sizeof *fields)];
    if (strcmp(tree->field, "date") == 0 || strcmp(tree->field, "year") == 0)
        draw_dates(d, tree);
    else if (strcmp(tree->field, "number") == 0)
        draw_numbers(d, tree);
    else
        draw_values(d, tree);
    if (tree->n_values > 0 || tree->from)
        return tree;
    tree->field = "kind";
    draw_values(d, tree);
    return tree;
}

static struct tree *
draw_field_words(const struct drawing *d)
{
    struct tree *tree = tree_new(TREE_WORDS);

    for (unsigned tries = 0; tries < 20 && tree->words.count == 0; tries++) {
        const struct paragraph *p = draw_paragraph(d);
        const bool is_section = any_of(d, 3) > 0;
        const struct scan_words *words =
            is_section ? &p->section : &p->judgement;
        if (words->count == 0)
            continue;
        tree->field = is_section ? "section" : "judgement";
        tree->words =
            cut_words(words, any_of(d, words->count), any_of(d, 3) + 1);
    }
    if (tree->words.count == 0)
        tree->words = draw_word(d, false);
    tree->is_phrase = tree->words.count > 1 || any_of(d, 2) == 0;
    return tree;
}

static struct tree *draw_either(const struct drawing *d, unsigned depth);

/* An operand of NEAR. */
static struct tree *
draw_place(const struct drawing *d, bool may_be_group)
{
    switch (any_of(d, may_be_group ? 10 : 7)) {
    case 0:
    case 1:
        return draw_phrase(d);
    case 2:
        return draw_prefix(d);
    case 3:
        return draw_exact(d);
    case 7:
    case 8:
        return tree_of(
            TREE_GROUP,
            tree_of(TREE_OR, draw_place(d, false), draw_place(d, false)), NULL);
    case 9:
        return tree_of(
            TREE_GROUP,
            tree_of(TREE_BAG, draw_place(d, false), draw_place(d, false)),
            NULL);
    default:
        return draw_plain(d);
    }
}

/* Usually of words that do occur near one another. */
static struct tree *
draw_near(const struct drawing *d)
{
    static const unsigned distances[] = {1, 2, 3, 5, NEAR_DEFAULT, 25};
    struct drawing close = *d;

    if (any_of(d, 4) > 0) {
        close.first = any_of(d, d->home->text.count);
        close.count = MIN(d->home->text.count - close.first, 10);
    }
    struct tree *tree = draw_place(&close, true);
    do {
        tree = tree_of(TREE_NEAR, tree, draw_place(&close, true));
        tree->distance = distances[any_of(d, 6)];
    } while (any_of(d, 3) == 0);
    return tree;
}

static struct tree *
draw_item(const struct drawing *d, unsigned depth)
{
    switch (any_of(d, 22)) {
    case 0:
    case 1:
    case 2:
        return draw_phrase(d);
    case 3:
    case 4:
        return draw_exact(d);
    case 5:
    case 6:
        return draw_prefix(d);
    case 7:
    case 8:
        return draw_joined(d);
    case 9:
    case 10:
    case 11:
        return draw_near(d);
    case 12:
    case 13:
        return draw_value(d);
    case 14:
        return draw_field_words(d);
    case 15:
    case 16:
    case 17:
        return depth < 2 ? tree_of(TREE_GROUP, draw_either(d, depth + 1), NULL)
                         : draw_plain(d);
    default:
        return draw_plain(d);
    }
}

/* A nested bag begins with a plain word, so that it says what to look for. */
static struct tree *
draw_bag(const struct drawing *d, unsigned depth)
{
    struct tree *bag = tree_new(TREE_BAG);
    const unsigned n = any_of(d, 2) == 0 ? 1 : 1 + any_of(d, 4);

    for (unsigned i = 0; i < n; i++) {
        struct tree *item =
            i == 0 && depth > 0 ? draw_plain(d) : draw_item(d, depth);
        const unsigned sign = any_of(d, 10);
        if (sign == 0)
            item->sign = '+';
        else if (sign == 1 && i > 0)
            item->sign = '-';
        add_part(bag, item);
    }
    return bag;
}

static struct tree *
draw_both(const struct drawing *d, unsigned depth)
{
    struct tree *tree = draw_bag(d, depth);

    while (any_of(d, 3) == 0) {
        const enum tree_kind kind = any_of(d, 3) == 0 ? TREE_NOT : TREE_AND;
        tree = tree_of(kind, tree, draw_bag(d, depth));
    }
    return tree;
}

static struct tree *
draw_either(const struct drawing *d, unsigned depth)
{
    struct tree *tree = draw_both(d, depth);

    while (any_of(d, depth > 0 ? 2 : 4) == 0)
        tree = tree_of(TREE_OR, tree, draw_both(d, depth));
    return tree;
}

static struct tree *
draw_exact_item(const struct drawing *d)
{
    struct tree *tree = any_of(d, 3) == 0 ? draw_phrase(d) : draw_exact(d);

    tree->is_exact = true;
    return tree;
}

static struct tree *
draw_exact_tree(const struct drawing *d, unsigned depth)
{
    static const enum tree_kind kinds[] = {TREE_AND, TREE_OR, TREE_NOT};
    struct tree *tree = draw_exact_item(d);

    while (depth < 3 && any_of(d, 3) > 0) {
        struct tree *other =
            any_of(d, 3) == 0
                ? tree_of(TREE_GROUP, draw_exact_tree(d, depth + 1), NULL)
                : draw_exact_item(d);
        tree = tree_of(kinds[any_of(d, 3)],
                       tree->kind == TREE_OR ? tree_of(TREE_GROUP, tree, NULL)
                                             : tree,
                       other);
        depth++;
    }
    return tree;
}

struct tree *
tree_draw(const struct scan *scan, enum tree_shape shape, unsigned *seed)
{
    struct drawing d = {.scan = scan, .seed = seed};
    struct tree *bag;

    do {
        d.home = &scan->list[draw(seed, (unsigned)scan->count)];
    } while (d.home->text.count < 8);
    switch (shape) {
    case TREE_PLAIN:
        return draw_exact_tree(&d, 0);
    case TREE_BARE:
        bag = tree_new(TREE_BAG);
        for (unsigned n = 1 + any_of(&d, 4); bag->n_parts < n;)
            add_part(bag, draw_plain(&d));
        return bag;
    case TREE_ANY_SHAPE:
        break;
    }
    return draw_either(&d, 0);
}
