// SPDX-License-Identifier: GPL-2.0-or-later
//
// What belongs to words that were typed side by side: what means the same, or
// is narrower, or related, by the lexicon; what the index has learnt; the same
// words written apart or as one; and the value that they name.
#ifndef XC_RELATIVES_H
#define XC_RELATIVES_H

#include "plan.h"

#include <utility>
#include <vector>

namespace xc
{

struct Added {
    std::vector<Phrase> joined; // the same words, written otherwise
    std::vector<Phrase> same;
    std::vector<Phrase> wordings;
    std::vector<Phrase> narrower;
    std::vector<Phrase> near;
    std::vector<Named> values;

    // Whether the words are one thing rather than just beside one another.
    bool is_unit() const
    {
        return !same.empty() || !wordings.empty() || !narrower.empty() ||
               !near.empty() || !joined.empty() || !values.empty() ||
               is_concept;
    }
    bool is_concept = false;
    bool is_named = false; // in the words of documents, not only of everyday
};

class Kinship
{
  public:
    explicit Kinship(const PlanSource &from) : source(from) {}

    Added of(const Phrase &words) const;

    // What a frame of a question asks about ("how long").
    Added asked(const Phrase &words) const;

    // How many words a term may have.
    std::size_t longest() const;

    bool is_light(const std::string &word) const;

    // Whether the documents or the thesaurus have the word as it is written.
    bool is_written(const std::string &word) const;

  private:
    double documents_of(const std::string &word) const;
    bool is_plentiful(const std::string &word) const;
    bool is_everyday(const Phrase &words) const;
    std::vector<Sense> senses_of(const Thesaurus &thesaurus,
                                 const Phrase &words) const;
    void add_senses(const Thesaurus &thesaurus,
                    const Phrase &words,
                    Added &added) const;
    void add_sense(const Thesaurus &thesaurus,
                   Sense sense,
                   Added &added) const;
    bool is_there(const std::string &word) const;
    void add_joined(const Phrase &words, Added &added) const;
    bool is_namable(const Field &field) const;
    void add_values(const Phrase &words, Added &added) const;
    void remove_longer(const Phrase &words, Added &added) const;
    Phrase parted(const std::string &word) const;

    const PlanSource &source;
};

} // namespace xc

#endif
