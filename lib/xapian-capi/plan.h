// SPDX-License-Identifier: GPL-2.0-or-later
//
// A tree of what was asked -> what to look for in this index: words become the
// forms that the index holds, words that it does not hold are put right, and
// what means the same, or nearly, is added.
#ifndef XC_PLAN_H
#define XC_PLAN_H

#include "query.h"
#include "vocabulary.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace xc
{

// Something that has its places in a text.
struct Spot {
    enum Kind {
        WORDS,  // any of these
        PHRASE, // its parts, one after the other
        NEAR,   // two parts, within distance words of one another
        EITHER  // any of its parts
    };
    Kind kind = WORDS;
    std::vector<std::string> words;
    std::string prefix; // of the words' terms: "", or a field's
    std::vector<Spot> parts;
    unsigned distance = 0;
};

// Something that adds to a document's score.
struct Term {
    std::string text;
    xc_origin origin;
    std::size_t of; // the term that it was added to; itself
    Spot spot;
    bool is_cut;      // more words than XC_FORMS_MAX begin so
    bool in_headings; // counts there, too
    double times;     // it was said
    std::size_t with; // of a pair: the second of its terms
    // Found by matching.
    std::size_t documents = 0;
    double rarity = 0;
};

constexpr std::size_t none = static_cast<std::size_t>(-1);

struct Plan {
    enum Kind {
        CONCEPT, // typed terms that belong together, and what was added
        PLACE,   // a spot; adds nothing to the score
        VALUES,  // of a slot; likewise
        ALL,
        ANY,
        PREFER, // the first part; the second adds to the score
        WITHOUT // the first part without the second
    };
    Kind kind = ANY;
    std::vector<Plan> parts;

    std::vector<std::size_t> typed; // CONCEPT
    std::size_t same = none;
    std::size_t near = none;
    std::vector<std::size_t> apart; // the typed terms' words, anywhere
    bool needs_all = false;         // of the typed terms

    // ANY, ALL: words typed side by side.
    struct Pair {
        std::size_t term;
        std::size_t first; // typed terms
        std::size_t second;
    };
    std::vector<Pair> pairs;

    Spot spot; // PLACE

    const Field *field = nullptr;    // VALUES
    std::vector<std::string> values; // one of these, or
    std::string from;                // from here; "": from the first
    std::string to;
};

struct Correction {
    std::size_t offset;
    std::size_t length;
    std::vector<const Vocabulary::Word *> words;
    bool is_put;
};

struct Understood {
    Plan plan;
    std::vector<Term> terms;
    std::string text;                    // as understood
    std::vector<Correction> corrections; // in the order of the query
    bool has_alternatives = false; // a document may hold a part of it only
};

// What a plan is made with. Borrowed.
struct PlanSource {
    const Xapian::Stem &stem;
    const xc_lexicon *lexicon; // or nullptr
    const Thesaurus *learnt;   // by the index; or nullptr
    // The words behind a prefix.
    std::function<const Vocabulary &(const std::string &prefix)> vocabulary;
};

// Which words that the index does not hold are taken for others.
enum class Correcting {
    NEVER,
    LONG, // those that hardly are right by chance: a short word may be one
    ALWAYS
};

Understood make_plan(const Asked &asked,
                     xc_match match,
                     bool is_literal,
                     Correcting correcting,
                     const PlanSource &source);

// The spot of words that follow one another, each by its stem.
Spot spot_of(const Phrase &phrase, const PlanSource &source);

} // namespace xc

#endif
