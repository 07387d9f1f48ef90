// SPDX-License-Identifier: GPL-2.0-or-later
//
// What queries may say beside plain words: fields, and words that mean the
// same or nearly. Constant once it is lent to readers.
#ifndef XC_LEXICON_H
#define XC_LEXICON_H

#include "xapian-capi.h"

#include <xapian.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace xc
{

struct Field {
    std::string name;
    xc_field_kind kind;
    unsigned slot;
    std::string prefix;
    double weight;
    struct Word {
        std::string word;
        std::vector<std::string> also;
    };
    std::vector<Word> words; // empty: it can be anything
};

// Words of a term, as typed. One that begins with '=' is an abbreviation, and
// has no other forms but its plural: SEND is not what is sent.
using Phrase = std::vector<std::string>;

// What belongs to a term by the entries of a thesaurus.
struct Relatives {
    std::vector<Phrase> same;
    std::vector<Phrase> near;
};

// Terms by their stems, and what belongs to them.
class Thesaurus
{
  public:
    void add_same(const std::vector<Phrase> &terms, const Xapian::Stem &stem);
    void add_near(const Phrase &term,
                  const std::vector<Phrase> &others,
                  const Xapian::Stem &stem);

    // nullptr where there is nothing.
    const Relatives *find(const std::string &key) const;
    std::size_t longest() const { return most_words; } // words of a term

  private:
    Relatives &entry(const Phrase &term, const Xapian::Stem &stem);

    std::map<std::string, Relatives> entries;
    std::size_t most_words = 0;
};

// How a thesaurus knows a term: its words' stems, a blank between;
// abbreviations as they are.
std::string key_of(const Phrase &term, const Xapian::Stem &stem);

// The words of a term, small and without marks.
Phrase phrase_of(std::string_view text);

// Likewise of a term in a file of words, where what is written in capitals is
// an abbreviation.
Phrase term_of(std::string_view text);

// The abbreviation's forms.
std::vector<std::string> forms_of(const std::string &abbreviation);

} // namespace xc

struct xc_lexicon {
    std::vector<xc::Field> fields;
    xc::Thesaurus thesaurus;

    // nullptr where there is none of that name.
    const xc::Field *field(std::string_view name) const;
};

#endif
