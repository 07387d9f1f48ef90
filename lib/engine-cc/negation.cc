// SPDX-License-Identifier: GPL-2.0-or-later
#include "negation.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace
{

// How many words on a negation still denies: "are not always seen alone".
constexpr Xapian::termpos reach = 5;

// In order. "Fail" and "lack" deny what they govern.
constexpr std::array negations = {
    "absence", "absent",  "cannot", "fail",    "failed", "failing", "fails",
    "failure", "failures", "hardly", "lack",    "lacked", "lacking", "lacks",
    "neither", "never",   "no",     "none",    "nor",    "not",     "rarely",
    "scarcely", "seldom",  "unable", "without",
};

// Whether a clause ends between two words.
bool
ends_clause(std::string_view between)
{
    return between.find_first_of(".;:!?") != std::string_view::npos;
}

} // namespace

namespace xc
{

bool
is_negation(const std::string &word)
{
    const bool is_short_not =
        word.size() > 3 && word.compare(word.size() - 3, 3, "n't") == 0;
    return is_short_not ||
           std::binary_search(negations.begin(), negations.end(), word.c_str(),
                              [](const char *a, const char *b) {
                                  return std::strcmp(a, b) < 0;
                              });
}

std::string
negated_term(const std::string &stem)
{
    return std::string(1, pair_mark) + "! " + stem;
}

std::vector<const Token *>
negated(const std::vector<Token> &tokens, std::string_view text)
{
    std::vector<const Token *> list;
    Xapian::termpos last = 0; // place up to which words are denied
    std::size_t end = 0;      // of the token before
    for (const Token &token : tokens) {
        if (token.is_compound)
            continue;
        if (ends_clause(text.substr(end, token.start - end)))
            last = 0;
        end = token.end;
        if (is_negation(token.word))
            last = token.place + reach;
        else if (token.place <= last && !is_stopword(token.word))
            list.push_back(&token);
    }
    return list;
}

} // namespace xc
