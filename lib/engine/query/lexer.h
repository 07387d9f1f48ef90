/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * lexer.h: the text of a query -> lexemes: operators, brackets, and items,
 * which are the leaves of the syntax tree. parse.h has the grammar.
 *
 * Text that looks like an operator but is not one is an error: searched for as
 * words, it would find something else than was meant.
 */
#ifndef ENGINE_QUERY_LEXER_H
#define ENGINE_QUERY_LEXER_H

#include "engine/query/parse.h"

enum lexeme_kind {
    LEXEME_OPEN, /* brackets */
    LEXEME_CLOSE,
    LEXEME_ITEM,
    LEXEME_AND, /* operators */
    LEXEME_OR,
    LEXEME_NOT,
    LEXEME_NEAR,
    LEXEME_END
};

struct lexeme {
    enum lexeme_kind kind;
    size_t offset;      /* bytes of the query */
    char sign;          /* OPEN: '+', '-' or 0 */
    unsigned distance;  /* NEAR: in words */
    struct syntax item; /* ITEM: with its sign; its offset is after the sign */
};

/* The lexemes, the last of which is LEXEME_END. */
const struct lexeme *lexemes_of(struct arena *arena,
                                const char *text,
                                size_t len,
                                const struct fe_lexicon *lexicon);

#endif
