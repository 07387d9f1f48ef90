// SPDX-License-Identifier: GPL-2.0-or-later
//
// What belongs to words that were typed side by side: what means the same or
// nearly by the lexicon, what the index has learnt, and the same words written
// apart or as one.
#ifndef XC_RELATIVES_H
#define XC_RELATIVES_H

#include "plan.h"

#include <utility>
#include <vector>

namespace xc
{

struct Added {
    std::vector<std::pair<Phrase, xc_origin>> same;
    std::vector<Phrase> near;
    bool empty() const { return same.empty() && near.empty(); }
};

class Kinship
{
  public:
    explicit Kinship(const PlanSource &from) : source(from) {}

    Added of(const Phrase &words, bool with_near) const;

    // How many words a term may have.
    std::size_t longest() const;

  private:
    const Relatives *lexical(const Phrase &words) const;
    const Relatives *learnt(const Phrase &words) const;
    bool is_there(const std::string &word) const;
    void add_joined(const Phrase &words, Added &added) const;
    Phrase parted(const std::string &word) const;

    const PlanSource &source;
};

} // namespace xc

#endif
