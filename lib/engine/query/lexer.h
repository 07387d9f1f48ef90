/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * lexer.h: the text of a query -> lexemes: operators, brackets, and items,
 * which are leaves of the syntax tree. parse.h has the grammar.
 *
 * What looks like an operator and is not one is an error: as text it would find
 * something else than was meant.
 */
#ifndef ENGINE_QUERY_LEXER_H
#define ENGINE_QUERY_LEXER_H

#include "engine/query/parse.h"

enum lexeme_kind {
    LEXEME_OPEN, /* a bracket */
    LEXEME_CLOSE,
    LEXEME_ITEM,
    LEXEME_AND, /* the operators */
    LEXEME_OR,
    LEXEME_NOT,
    LEXEME_NEAR,
    LEXEME_END
};

struct lexeme {
    enum lexeme_kind kind;
    size_t offset;      /* bytes of the query */
    char sign;          /* of a bracket: '+', '-' or 0 */
    unsigned distance;  /* of NEAR, in words */
    struct syntax item; /* of ITEM, with its sign; its offset is after that */
};

/* The lexemes, the last of which is LEXEME_END. */
const struct lexeme *lexemes_of(struct arena *arena,
                                const char *text,
                                size_t len,
                                const struct fe_lexicon *lexicon);

#endif
