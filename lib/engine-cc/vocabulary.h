// SPDX-License-Identifier: GPL-2.0-or-later
//
// The words that an index holds, in memory: which of them have a stem, begin
// with some letters, and which were written
// with a hyphen. The index itself knows whole words only, so that a word can
// be looked for by its stem or in one form, and what counts as the same word
// can change without indexing again. Valid for the revision it was loaded
// from.
#ifndef XC_VOCABULARY_H
#define XC_VOCABULARY_H

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace xc
{

// Terms that begin with a capital letter are fields'; all others are words.
inline bool
is_field_term(const std::string &term)
{
    return !term.empty() && term[0] >= 'A' && term[0] <= 'Z';
}

class Vocabulary
{
  public:
    struct Word {
        std::string text;
        Xapian::doccount documents;
    };

    // Of the words behind a prefix; "": the documents' own.
    Vocabulary(const Xapian::Database &db,
               const Xapian::Stem &stem,
               const std::string &prefix);

    const std::vector<Word> &all() const { return words; } // in text order

    // nullptr where it is not there.
    const Word *find(const std::string &word) const;

    // All of the stem; empty where none.
    std::vector<const Word *> of_stem(const std::string &stem) const;

    // All that begin so, in text order.
    std::vector<const Word *> of_prefix(const std::string &prefix) const;

    // The words of a compound that are one when written together; empty where
    // it was never written with a hyphen.
    std::vector<std::string> parts_of(const std::string &stem) const;

  private:
    std::vector<Word> words; // in text order
    std::unordered_map<std::string, std::vector<std::uint32_t>> stems;
    std::unordered_map<std::string, std::string> compounds; // by joined stem
};

// How many letters must be put in, left out, changed or exchanged with their
// neighbours to make one word of the other; more than most: most + 1.
unsigned distance(std::string_view a, std::string_view b, unsigned most);

} // namespace xc

#endif
