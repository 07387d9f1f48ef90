// SPDX-License-Identifier: GPL-2.0-or-later
//
// Where a spot stands in one text: a document of the index, or a text that was
// read into tokens.
#ifndef XC_PLACES_H
#define XC_PLACES_H

#include "plan.h"

#include <functional>
#include <string>
#include <vector>

namespace xc
{

// From the first word's place to the last one's.
struct Stretch {
    Xapian::termpos first;
    Xapian::termpos last;
    bool operator<(const Stretch &o) const
    {
        return first != o.first ? first < o.first : last < o.last;
    }
    bool operator==(const Stretch &o) const
    {
        return first == o.first && last == o.last;
    }
};

// The places of a word behind a prefix, in order, put behind those in the list.
using PlacesOf = std::function<void(const std::string &prefix,
                                    const std::string &word,
                                    std::vector<Xapian::termpos> &places)>;

// In order, each once.
std::vector<Stretch> places(const Spot &spot, const PlacesOf &places_of);

} // namespace xc

#endif
