/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * parse.h: the text of a query -> a syntax tree. It is not Xapian's parser, as
 * that one does not stem words with a capital, stems only some words of a
 * phrase, and accepts a quotation that is not closed. What this parser cannot
 * understand is an error, with its place. It knows the names of the fields, but
 * nothing of the index.
 *
 *   query  = either
 *   either = both { OR both }
 *   both   = items { (AND [NOT] | NOT) items }
 *   items  = near { near }
 *   near   = [+ | -] item { NEAR[/n] item }
 *   item   = [=] word [*] | [=] "phrase" | name:value | ( either )
 *
 * Operators are in capitals; "and", "or" and "not" are words like any other,
 * and so is "&" between blanks, which is "and". Marks that are operators in
 * other search programs are errors. If every item has a minus, they exclude
 * from what AND joins them to.
 */
#ifndef ENGINE_QUERY_PARSE_H
#define ENGINE_QUERY_PARSE_H

#include "engine/query/lexicon.h"
#include "engine/text/tokens.h"

enum syntax_kind {
    SYNTAX_WORD,   /* tokens; "and/or" has several, but no blank */
    SYNTAX_PHRASE, /* tokens */
    SYNTAX_VALUES, /* values of the field */
    SYNTAX_NEAR,   /* two parts, within distance of each other */
    SYNTAX_ITEMS,  /* parts without an operator between, each with its sign */
    SYNTAX_AND,    /* two parts */
    SYNTAX_OR,     /* two parts */
    SYNTAX_NOT,    /* the first of two parts without the second */
    SYNTAX_GROUP   /* one part, in brackets */
};

/* A node of the syntax tree. Members that its kind does not use are zero. */
struct syntax {
    enum syntax_kind kind;
    size_t offset; /* bytes of the query */
    size_t length;
    struct syntax *parts;
    size_t n_parts;
    struct tokens tokens;
    size_t text_start;         /* where in the node the tokenised text begins */
    bool is_exact;             /* this form only */
    bool is_prefix;            /* any word that begins with it */
    char sign;                 /* '+', '-' or 0 */
    unsigned distance;         /* in words */
    const struct field *field; /* of VALUES; of others: search its texts */
    const char *text;          /* of VALUES, as typed */
};

/* Whether the text is nothing but blanks. */
bool query_is_blank(const char *text, size_t len);

/* Fails with FE_BAD_QUERY if the text cannot be understood. It must not be
 * blank; lexicon may be NULL. */
struct parsed {
    struct syntax whole;
    bool has_operators; /* AND, OR, NOT */
};
struct parsed parse_query(struct arena *arena,
                          const char *text,
                          size_t len,
                          const struct fe_lexicon *lexicon);

#endif
