// SPDX-License-Identifier: GPL-2.0-or-later
//
// What queries may say beside plain words: fields, and words that mean the
// same or nearly. Constant once it is lent to readers.
#ifndef XC_LEXICON_H
#define XC_LEXICON_H

#include "findings/engine-cc.h"

#include "engine/query/spelling.h"
#include "engine/query/thesaurus.h"

#include <xapian.h>

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace xc
{

struct Field {
    std::string name;
    xc_field_kind kind;
    unsigned slot;
    std::size_t length; // of the values their first bytes; 0: whole
    std::string prefix;
    double weight;
    struct Word {
        std::string word;
        std::vector<std::string> also;
    };
    std::vector<Word> words; // empty: it can be anything
    xc_naming naming;
};

// Words of a term, as typed. One that begins with '=' is an abbreviation, and
// has no other forms but its plural: SEND is not what is sent.
using Phrase = std::vector<std::string>;

// A concept of a thesaurus: what documents call it, and what it is beside.
struct Concept {
    std::vector<Phrase> names;    // interchangeable
    std::vector<Phrase> wordings; // that say it as well
    std::vector<std::size_t> narrower;
    std::vector<std::size_t> related;
};

// How a term leads to a concept; lib/engine/query/thesaurus.h has the meaning.
struct Sense {
    std::size_t concept_;
    thesaurus_role role;
};

// Terms by their stems, and the concepts that they lead to.
class Thesaurus
{
  public:
    // The concept's place; nothing leads to it but what is entered.
    std::size_t add(Concept concept_);
    void enter(const Phrase &term, Sense sense, const Xapian::Stem &stem);

    // nullptr where there is nothing. By all words of a term; or by those that
    // are no fillers.
    const std::vector<Sense> *find(const std::string &key) const;
    const std::vector<Sense> *find_content(const std::string &key) const;

    const Concept &concept_at(std::size_t place) const
    {
        return concepts[place];
    }
    std::size_t longest() const { return most_words; } // words of a term
    // Whether a term has the word, written so.
    bool has_word(const std::string &word) const
    {
        return words.count(word) > 0;
    }

  private:
    std::vector<Concept> concepts;
    std::unordered_map<std::string, std::vector<Sense>> terms;
    std::unordered_map<std::string, std::vector<Sense>> contents;
    std::unordered_set<std::string> words; // of terms
    std::size_t most_words = 0;
};

// How a thesaurus knows a term: its words' stems, a blank between;
// abbreviations as they are.
std::string key_of(const Phrase &term, const Xapian::Stem &stem);

// Whether a term means the same without the word: "changes of worker".
bool is_filler(const std::string &word);

// Likewise of its words that are not fillers; "" where these are not two, or
// common words are the first or last.
std::string content_key(const Phrase &term, const Xapian::Stem &stem);

// The words of a term, small and without marks.
Phrase phrase_of(std::string_view text);

// Likewise of a term in a file of words, where what is written in capitals is
// an abbreviation.
Phrase term_of(std::string_view text);

// The abbreviation's forms.
std::vector<std::string> forms_of(const std::string &abbreviation);

} // namespace xc

struct xc_lexicon {
    ~xc_lexicon();

    std::vector<xc::Field> fields;
    xc::Thesaurus thesaurus;
    struct thesaurus *files = nullptr; // until it is finished

    // What words name, besides the index's own values.
    struct Name {
        std::size_t field; // its place
        std::string value;
        std::string name;
        bool in_capitals;
    };
    std::vector<Name> names;
    std::vector<std::string> not_names;

    std::unordered_set<std::string> light_stems;

    spelling_dictionary *dictionary = nullptr; // of the language; or none

    // Texts that many different values of a slot have, such as many reports,
    // among those of one value of another; XC_NO_SLOT: does not matter.
    unsigned repeated_slot = XC_NO_SLOT;
    unsigned repeated_within = XC_NO_SLOT;

    // nullptr where there is none of that name.
    const xc::Field *field(std::string_view name) const;
};

#endif
