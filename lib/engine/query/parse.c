/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A recursive-descent parser: a function for each rule of the grammar, from
 * either() down to item(). depth is the number of open brackets.
 */
#include "engine/query/parse.h"
#include "engine/query/lexer.h"

enum { DEPTH_MAX = 32 }; /* brackets; limits the stack that a query can use */

struct parser {
    struct arena *arena;
    const struct lexeme *first;
    const struct lexeme *next;
};

#define FAIL(parser, offset, ...)                                              \
    arena_fail((parser)->arena, FE_BAD_QUERY, (offset), __VA_ARGS__)

/* Step over the operator if it is next. */
static bool
accept(struct parser *parser, enum lexeme_kind kind)
{
    if (parser->next->kind != kind)
        return false;
    parser->next++;
    return true;
}

static bool
begins_item(const struct lexeme *lexeme)
{
    return lexeme->kind == LEXEME_ITEM || lexeme->kind == LEXEME_OPEN;
}

/* Nodes. */

static struct syntax
node_of_one(struct arena *arena, enum syntax_kind kind, struct syntax part)
{
    struct syntax *parts = arena_alloc(arena, sizeof *parts);

    *parts = part;
    return (struct syntax){.kind = kind,
                           .offset = part.offset,
                           .length = part.length,
                           .parts = parts,
                           .n_parts = 1};
}

static struct syntax
node_of_two(struct arena *arena,
            enum syntax_kind kind,
            struct syntax left,
            struct syntax right)
{
    struct syntax *parts = arena_array(arena, 2, sizeof *parts);

    parts[0] = left;
    parts[1] = right;
    return (struct syntax){.kind = kind,
                           .offset = left.offset,
                           .length = right.offset + right.length - left.offset,
                           .parts = parts,
                           .n_parts = 2};
}

/* Whether every item excludes, which finds nothing by itself. */
static bool
only_excludes(const struct syntax *items)
{
    for (size_t i = 0; i < items->n_parts; i++)
        if (items->parts[i].sign != '-')
            return false;
    return true;
}

/* NEAR. */

static _Noreturn void
refuse_near(const struct parser *parser, const struct syntax *part)
{
    FAIL(parser, part->offset,
         "NEAR joins words, phrases or alternatives of them in brackets");
}

/* Refuse a part that does not match at a place in the text. */
static void
check_place(const struct parser *parser, const struct syntax *part)
{
    const bool has_place = part->kind == SYNTAX_PHRASE ||
                           part->kind == SYNTAX_NEAR ||
                           (part->kind == SYNTAX_WORD && part->tokens.n > 0);

    if (!has_place || part->field)
        refuse_near(parser, part);
}

/* Refuse a part that NEAR cannot join: it takes words, phrases and NEAR, and
 * alternatives of these in brackets. */
static void
check_near(const struct parser *parser, const struct syntax *part)
{
    const bool has_alternatives = part->kind == SYNTAX_GROUP ||
                                  part->kind == SYNTAX_OR ||
                                  part->kind == SYNTAX_ITEMS;

    if (!has_alternatives) {
        check_place(parser, part);
        return;
    }
    for (size_t i = 0; i < part->n_parts; i++) {
        if (part->kind != SYNTAX_GROUP && part->parts[i].sign)
            refuse_near(parser, &part->parts[i]);
        check_near(parser, &part->parts[i]);
    }
}

/* The grammar. */

static struct syntax either(struct parser *parser, unsigned depth);

static struct syntax
item(struct parser *parser, unsigned depth)
{
    const struct lexeme *first = parser->next++;

    if (first->kind == LEXEME_ITEM)
        return first->item;
    if (parser->next->kind == LEXEME_END)
        FAIL(parser, first->offset, "this bracket is not closed");
    struct syntax group =
        node_of_one(parser->arena, SYNTAX_GROUP, either(parser, depth + 1));
    if (parser->next->kind != LEXEME_CLOSE)
        FAIL(parser, first->offset, "this bracket is not closed");
    group.offset = first->offset;
    group.length = parser->next->offset + 1 - first->offset;
    group.sign = first->sign;
    parser->next++;
    return group;
}

static struct syntax
near(struct parser *parser, unsigned depth)
{
    struct syntax left = item(parser, depth);

    while (parser->next->kind == LEXEME_NEAR) {
        const struct lexeme *lexeme = parser->next++;
        if (!begins_item(parser->next))
            FAIL(parser, lexeme->offset, "a word is missing after NEAR");
        const struct syntax right = item(parser, depth);
        if (right.sign)
            refuse_near(parser, &right);
        check_near(parser, &left);
        check_near(parser, &right);
        const char sign = left.sign;
        left = node_of_two(parser->arena, SYNTAX_NEAR, left, right);
        left.sign = sign;
        left.distance = lexeme->distance;
    }
    return left;
}

static const char *
operator_name(const struct lexeme *lexeme)
{
    static const char *const names[] = {[LEXEME_AND] = "AND",
                                        [LEXEME_OR] = "OR",
                                        [LEXEME_NOT] = "NOT",
                                        [LEXEME_NEAR] = "NEAR",
                                        [LEXEME_END] = NULL};

    return names[lexeme->kind];
}

/* Here there should be an item, and there is none. */
static _Noreturn void
refuse_empty(const struct parser *parser, size_t offset)
{
    const struct lexeme *next = parser->next, *last = next;

    while (last > parser->first && last[-1].kind == LEXEME_ITEM)
        last--;
    if (last > parser->first && operator_name(&last[-1]))
        FAIL(parser, offset, "a word is missing after %s",
             operator_name(&last[-1]));
    if (operator_name(next))
        FAIL(parser, offset, "a word is missing before %s",
             operator_name(next));
    if (next->kind == LEXEME_END)
        FAIL(parser, offset, "it has no word to search for");
    FAIL(parser, offset, "a word is missing here");
}

static struct syntax
items(struct parser *parser, unsigned depth)
{
    struct syntax items = {.kind = SYNTAX_ITEMS,
                           .offset = parser->next->offset};
    ARRAY(struct syntax) parts = {0};

    while (begins_item(parser->next)) {
        const struct syntax part = near(parser, depth);
        items.length = part.offset + part.length - items.offset;
        /* Leave out punctuation by itself, such as a dash. */
        if (part.kind != SYNTAX_WORD || part.tokens.n > 0)
            array_push(parser->arena, &parts, part);
    }
    if (parts.n == 0)
        refuse_empty(parser, items.offset);
    items.parts = parts.at;
    items.n_parts = parts.n;
    return items;
}

/* The parts that AND and NOT join. */
struct joint {
    ARRAY(struct syntax) wanted;
    ARRAY(struct syntax) unwanted;
};

/* Read items, with NOT before them or not. "-a" by itself excludes from all
 * that AND joins: "case AND -plan" is "case NOT plan". */
static void
add_items(struct parser *parser, unsigned depth, struct joint *joint)
{
    const size_t offset = parser->next->offset;
    const bool has_not = accept(parser, LEXEME_NOT);
    const struct syntax part = items(parser, depth);

    if (has_not && only_excludes(&part))
        FAIL(parser, offset, "NOT and - mean the same; use one of them");
    if (has_not) {
        array_push(parser->arena, &joint->unwanted, part);
    } else if (only_excludes(&part)) {
        for (size_t i = 0; i < part.n_parts; i++) {
            part.parts[i].sign = 0;
            array_push(parser->arena, &joint->unwanted,
                       node_of_one(parser->arena, SYNTAX_ITEMS, part.parts[i]));
        }
    } else {
        array_push(parser->arena, &joint->wanted, part);
    }
}

static struct syntax
both(struct parser *parser, unsigned depth, bool is_alternative)
{
    const size_t start = parser->next->offset;
    struct joint joint = {0};

    add_items(parser, depth, &joint);
    while (accept(parser, LEXEME_AND) || parser->next->kind == LEXEME_NOT)
        add_items(parser, depth, &joint);
    if (joint.wanted.n == 0)
        FAIL(parser, start, "%s",
             is_alternative
                 ? "beside OR this only excludes words, and finds almost "
                   "everything; add a word to look for"
                 : "it only excludes words; add a word to look for");
    struct syntax left = joint.wanted.at[0];
    for (size_t i = 1; i < joint.wanted.n; i++)
        left = node_of_two(parser->arena, SYNTAX_AND, left, joint.wanted.at[i]);
    for (size_t i = 0; i < joint.unwanted.n; i++)
        left =
            node_of_two(parser->arena, SYNTAX_NOT, left, joint.unwanted.at[i]);
    return left;
}

/* Whether an OR comes before the bracket closes. Only an error message depends
 * on it. */
static bool
is_or_ahead(const struct parser *parser)
{
    int open = 0;

    for (const struct lexeme *l = parser->next; l->kind != LEXEME_END; l++) {
        open += l->kind == LEXEME_OPEN;
        if (l->kind == LEXEME_CLOSE && open-- == 0)
            return false;
        if (l->kind == LEXEME_OR && open == 0)
            return true;
    }
    return false;
}

static struct syntax
either(struct parser *parser, unsigned depth)
{
    if (depth > DEPTH_MAX)
        FAIL(parser, parser->next->offset, "brackets are nested too deeply");
    struct syntax left = both(parser, depth, is_or_ahead(parser));
    while (accept(parser, LEXEME_OR)) {
        const struct syntax right = both(parser, depth, true);
        left = node_of_two(parser->arena, SYNTAX_OR, left, right);
    }
    return left;
}

/* Refuse what takes long to find if there is too much of it. */
static void
check_cost(const struct parser *parser)
{
    unsigned nears = 0, stars = 0;

    for (const struct lexeme *l = parser->first; l->kind != LEXEME_END; l++) {
        nears += l->kind == LEXEME_NEAR;
        stars += l->kind == LEXEME_ITEM && l->item.is_prefix;
        if (nears > FE_NEARS_MAX)
            FAIL(parser, l->offset,
                 "it has more than %d NEARs; use fewer, or several queries",
                 FE_NEARS_MAX);
        if (stars > FE_STARS_MAX)
            FAIL(parser, l->offset,
                 "it has more than %d words that end in *; write some of them "
                 "out, or use several queries",
                 FE_STARS_MAX);
    }
}

struct parsed
parse_query(struct arena *arena,
            const char *text,
            size_t len,
            const struct fe_lexicon *lexicon)
{
    const struct lexeme *lexemes = lexemes_of(arena, text, len, lexicon);
    struct parser parser = {arena, lexemes, lexemes};
    struct parsed parsed = {.whole = either(&parser, 0)};

    if (parser.next->kind == LEXEME_CLOSE)
        FAIL(&parser, parser.next->offset,
             "this closing bracket has no opening bracket");
    check_cost(&parser);
    for (const struct lexeme *l = lexemes; l->kind != LEXEME_END; l++)
        parsed.has_operators |= l->kind == LEXEME_AND || l->kind == LEXEME_OR ||
                                l->kind == LEXEME_NOT;
    return parsed;
}
