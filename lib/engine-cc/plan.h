// SPDX-License-Identifier: GPL-2.0-or-later
//
// A tree of what was asked -> what to look for in this index: words become the
// forms that the index holds, words that it does not hold are put right, and
// what means the same, or nearly, is added.
#ifndef XC_PLAN_H
#define XC_PLAN_H

#include "query.h"
#include "vocabulary.h"

#include "engine/query/names.h"
#include "engine/query/spelling.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace xc
{

// A positional pattern: something that has its places in a text.
struct Spot {
    enum Kind {
        WORDS,  // any of these
        PHRASE, // its parts, one after the other
        LOOSE,  // its parts side by side, in either order, with none but
                // common words between: what the index keeps as pairs of stems
        NEAR,   // two parts, within distance words of one another
        EITHER  // any of its parts
    };
    Kind kind = WORDS;
    std::vector<std::string> words;
    std::string prefix; // of the words' terms: "", or a field's
    std::vector<Spot> parts;
    std::vector<std::string> pairs; // LOOSE: the terms that stand for it
    unsigned distance = 0;

    bool empty() const { return words.empty() && parts.empty(); }
};

// Something that adds to a document's score.
struct Term {
    std::string text;
    xc_origin origin;
    std::size_t of; // the first typed term of its idea; itself
    Spot spot;
    bool is_cut;      // more words than XC_FORMS_MAX begin so
    bool in_headings; // counts there, too
    // Found by matching.
    std::size_t documents = 0;
    double rarity = 0;
};

constexpr std::size_t none = static_cast<std::size_t>(-1);

// A value of a field that some words name.
struct Named {
    const Field *field;
    std::string value; // as the index has it; or, where it has none, as the
                       // lexicon does
    bool in_capitals = false;  // only where it was typed so
    std::size_t documents = 0; // that have it; found by matching
};

// Everything that one typed word or phrase stands for: its inflections and
// spellings, other names, the value that it names and, with less weight,
// related words. Places are of terms.
struct Idea {
    std::string text; // as understood
    std::size_t offset = 0;
    std::size_t length = 0;          // bytes of the query
    std::vector<std::size_t> typed;  // its words, or the one phrase; none of a
                                     // question's frame
    std::vector<std::size_t> others; // that say the same, or a narrower thing
    std::size_t near = none;         // related; helps the order only
    std::vector<std::size_t> apart;  // the words of a hyphened one, anywhere
    std::vector<std::size_t> negated; // the typed words where they are denied
    std::size_t value = none;         // the documents of the values
    std::vector<Named> values;
    bool is_needed = false; // a document that lacks it is not counted
    bool is_listed = false; // a value is one of its field's list
    bool is_light = false;  // helps the order only
    double times = 1;       // it was said
    // Found by matching.
    std::size_t documents = 0; // that contain it
    double weight = 0;         // of the query's
};

struct Plan {
    enum Kind {
        IDEA,
        PLACE,  // a spot; adds nothing to the score
        VALUES, // of a slot; likewise
        ALL,
        ANY,
        ONE_OF, // values that exclude each other: one is as good as all
        PREFER, // the first part; the second adds to the score
        WITHOUT // the first part without the second
    };
    Kind kind = ANY;
    std::vector<Plan> parts;

    std::size_t idea = none; // IDEA: its place in the query's list

    // Of ANY and ALL: words typed side by side. Their terms help the order only.
    std::vector<std::size_t> pairs;

    Spot spot; // PLACE

    const Field *field = nullptr;    // VALUES
    std::vector<std::string> values; // one of these, or
    std::string from;                // from here; "": from the first
    std::string to;
};

// A word that may be misspelt, and what the index has instead.
struct Correction {
    std::size_t offset;
    std::size_t length;
    std::vector<Vocabulary::Word> words; // likeliest first
    bool is_put;                         // the first was searched for
};

struct Understood {
    Plan plan;
    std::vector<Term> terms;
    std::vector<Idea> ideas;
    std::string text;                    // as understood
    std::vector<Correction> corrections; // in the order of the query
    bool has_alternatives = false; // a document may contain some ideas only
};

// Whether a document has the value; whether documents differ by the field.
using HasValue = std::function<bool(const Field &, const std::string &value)>;
using HasAny = std::function<bool(const Field &)>;
// Whether a document has the second word right behind the first.
using HasPair =
    std::function<bool(const std::string &first, const std::string &second)>;

// What a plan is made with. Borrowed.
struct PlanSource {
    const Xapian::Stem &stem;
    const xc_lexicon *lexicon; // or nullptr
    const Thesaurus *learnt;   // by the index; or nullptr
    // The words behind a prefix.
    std::function<const Vocabulary &(const std::string &prefix)> vocabulary;
    // Likewise, by how they are written.
    std::function<const spelling *(const std::string &prefix)> spelling_of;
    HasValue has_value; // or empty
    HasAny has_any;     // or empty
    HasPair has_pair;   // or empty
    const names *value_names; // or nullptr
    std::string_view text; // the query
    std::size_t documents; // of the index
};

Understood make_plan(const Asked &asked,
                     xc_match match,
                     bool is_literal,
                     const PlanSource &source);

// Every word of the index that is the same word.
Spot forms_of_word(const std::string &word,
                   const std::string &prefix,
                   const PlanSource &source);

// The spot of words that follow one another, each by its stem.
Spot spot_of(const Phrase &phrase, const PlanSource &source);

// Likewise, or side by side where the index can tell that by itself, which is
// far cheaper than to look at places; empty where a word is not there.
Spot loose_spot(const Phrase &phrase, const PlanSource &source);

} // namespace xc

#endif
