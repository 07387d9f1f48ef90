// SPDX-License-Identifier: GPL-2.0-or-later
//
// Text -> tokens. The one reading of text that indexing, queries and snippets
// share, so that what one writes the others find.
//
// A word is a run of letters and digits; an apostrophe between letters belongs
// to it (children's, in whichever character), a full stop or comma between
// digits too (2.1; the comma is dropped: 63,300 is 63300). Words are
// lower-cased and lose their accents, in whichever Unicode form these are
// written; fullwidth characters are their ASCII twins; soft hyphens and
// zero-width characters are as if not there.
//
// An ampersand is the word "and", with or without blanks: A&E is A & E is
// A and E. Abbreviations with full stops are one word without them: U.K. is
// UK, Ph.D. is PhD. Words joined by a hyphen are words of their own, and once
// more together, with their hyphens: that tells where "multiagency" may be
// parted.
#ifndef XC_ANALYSIS_H
#define XC_ANALYSIS_H

#include <xapian.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace xc
{

struct Token {
    std::string word;  // lower case
    std::size_t start; // bytes into the text
    std::size_t end;
    Xapian::termpos place; // counted in words, from 1
    bool is_compound;      // the hyphenated words before it, together
};

std::vector<Token> tokens_of(std::string_view text);

// Lower case, without accents.
std::string folded(std::string_view text);

// The compound's words as one.
std::string joined(const std::string &compound);

// The index term of two words that stand side by side, or with none but common
// words between them, in either order: of their stems.
std::string pair_term(const std::string &stem, const std::string &other);
constexpr char pair_mark = '='; // that it begins with

// Words too common to say what a query is about.
bool is_stopword(const std::string &word);

} // namespace xc

#endif
