// SPDX-License-Identifier: GPL-2.0-or-later
//
// Which documents have nearly the same text. Each keeps a sketch of its text:
// of every hash function the least hash of all runs of three words (MinHash;
// Broder 1997), so that two sketches agree in about as large a part as the
// texts have runs in common.
#ifndef XC_LIKENESS_H
#define XC_LIKENESS_H

#include "analysis.h"
#include "columns.h"

#include <xapian.h>

#include <cstdint>
#include <string>
#include <vector>

namespace xc
{

constexpr unsigned likeness_slot = 1000; // XC_SLOTS_MAX

// "" of a text too short to be told from others by its words.
std::string sketch_of(const std::vector<Token> &tokens);

// Groups of documents that are alike. Valid for the revision it was loaded
// from.
class Likeness
{
  public:
    explicit Likeness(const Xapian::Database &db);

    // 0: like no other.
    std::uint32_t group(Xapian::docid id) const
    {
        return id < groups.size() ? groups[id] : 0;
    }

    std::size_t size() const { return groups.size(); } // the last docid + 1

  private:
    std::vector<std::uint32_t> groups; // by document
};

// By document, whether nearly the same is printed in a good part of all reports
// of its framework: it says nothing of any of them. Reports and frameworks are
// the values of two slots.
std::vector<bool> find_boilerplate(const Likeness &likeness,
                                   const Column &reports,
                                   const Column &frameworks);

} // namespace xc

#endif
