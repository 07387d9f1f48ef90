// SPDX-License-Identifier: GPL-2.0-or-later
//
// Words -> a tree of what was asked. Our own parser rather than Xapian's: that
// one takes capital letters for a wish not to stem, stems quoted phrases by
// half, and accepts an open quotation. Here what cannot be understood is an
// error with its place. It knows the fields' names, and nothing of the index.
//
//   query  = either
//   either = both { OR both }
//   both   = bag { (AND [NOT] | NOT) bag }
//   bag    = near { near }
//   near   = [+ | -] item { NEAR[/n] item }
//   item   = [=] word [*] | [=] "phrase" | name:value | ( either )
//
// Operators are in capitals; "and", "or", "not" are words like any other, and
// "&" between blanks is the word "and". Marks that are operators elsewhere are
// errors. A bag that only leaves out takes away from what AND joins it to.
#ifndef XC_QUERY_H
#define XC_QUERY_H

#include "analysis.h"
#include "lexicon.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace xc
{

// A part of the query. What has no meaning for its kind is left as it is.
struct Piece {
    enum Kind {
        WORD,   // tokens: more than one where marks part them, as in "and/or"
        PHRASE, // tokens
        VALUES, // of the field
        NEAR,   // parts within distance of one another
        BAG,    // parts with signs
        AND,    // two parts, as the next two
        OR,
        NOT,  // the first without the second
        GROUP // one part: what is in brackets
    };
    Kind kind = BAG;
    std::size_t offset = 0; // bytes of the query
    std::size_t length = 0;
    std::vector<Piece> parts;
    std::vector<Token> tokens;
    std::size_t text_start = 0;   // of what was made into tokens, in the piece
    bool is_exact = false;        // in this form only
    bool is_prefix = false;       // whatever begins so
    char sign = 0;                // '+', '-' or none
    unsigned distance = 0;        // in words
    const Field *field = nullptr; // of VALUES; else: in its texts
    std::string text;             // of VALUES, as typed
};

struct Asked {
    Piece whole;
    bool has_operators; // AND, OR, NOT
};

// Whether there is nothing in it but blanks.
bool is_blank(std::string_view text);

// Throws BadQuery. The text must not be blank; lexicon may be nullptr. Fields
// are borrowed from it.
Asked parse_query(std::string_view text, const xc_lexicon *lexicon);

} // namespace xc

#endif
