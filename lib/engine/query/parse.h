/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * parse.h: the text of a query -> a syntax tree. Our own parser rather than
 * Xapian's: that one takes capital letters for a wish not to stem, stems quoted
 * phrases by half, and accepts an open quotation. Here what cannot be
 * understood is an error with its place. It knows the fields' names, and
 * nothing of the index.
 *
 *   query  = either
 *   either = both { OR both }
 *   both   = bag { (AND [NOT] | NOT) bag }
 *   bag    = near { near }
 *   near   = [+ | -] item { NEAR[/n] item }
 *   item   = [=] word [*] | [=] "phrase" | name:value | ( either )
 *
 * Operators are in capitals; "and", "or", "not" are words like any other, and
 * "&" between blanks is the word "and". Marks that are operators elsewhere are
 * errors. A bag that only excludes takes away from what AND joins it to.
 */
#ifndef ENGINE_QUERY_PARSE_H
#define ENGINE_QUERY_PARSE_H

#include "engine/query/lexicon.h"
#include "engine/text/tokens.h"

enum syntax_kind {
    SYNTAX_WORD,   /* tokens: more than one where marks part them: "and/or" */
    SYNTAX_PHRASE, /* tokens */
    SYNTAX_VALUES, /* of the field */
    SYNTAX_NEAR,   /* two parts within distance of one another */
    SYNTAX_BAG,    /* parts with signs */
    SYNTAX_AND,    /* two parts, as the next two */
    SYNTAX_OR,
    SYNTAX_NOT,  /* the first without the second */
    SYNTAX_GROUP /* one part: what is in brackets */
};

/* A node of the syntax tree. What has no meaning for its kind is zero. */
struct syntax {
    enum syntax_kind kind;
    size_t offset; /* bytes of the query */
    size_t length;
    struct syntax *parts;
    size_t n_parts;
    struct tokens tokens;
    size_t text_start;         /* within the node, of what was tokenised */
    bool is_exact;             /* in this form only */
    bool is_prefix;            /* any word that begins with it */
    char sign;                 /* '+', '-' or 0 */
    unsigned distance;         /* in words */
    const struct field *field; /* of VALUES; else: in its texts */
    const char *text;          /* of VALUES, as typed */
};

/* Whether there is nothing in it but blanks. */
bool query_is_blank(const char *text, size_t len);

/* FE_BAD_QUERY for what cannot be understood. The text must not be blank;
 * lexicon may be NULL. */
struct parsed {
    struct syntax whole;
    bool has_operators; /* AND, OR, NOT */
};
struct parsed parse_query(struct arena *arena,
                          const char *text,
                          size_t len,
                          const struct fe_lexicon *lexicon);

#endif
