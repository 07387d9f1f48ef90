// SPDX-License-Identifier: GPL-2.0-or-later
//
// Words that are denied: "assessments are not timely" says the contrary of
// "timely assessments", though both have the word. The index keeps which words
// of a text a negation stands before, so that a query that denies a word finds
// those texts first.
#ifndef XC_NEGATION_H
#define XC_NEGATION_H

#include "analysis.h"

#include <string>
#include <string_view>
#include <vector>

namespace xc
{

// Whether the word denies what follows it: not, never, lack, rarely.
bool is_negation(const std::string &word);

// The index term of a text that denies the word of this stem.
std::string negated_term(const std::string &stem);

// The words of a text that a negation stands before, in the same clause and not
// far away; common words are left out. Pointers into the list.
std::vector<const Token *> negated(const std::vector<Token> &tokens,
                                   std::string_view text);

} // namespace xc

#endif
