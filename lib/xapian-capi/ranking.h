// SPDX-License-Identifier: GPL-2.0-or-later
//
// The formulas that documents are ranked by, and their constants: the best of
// those that docs/ranking.md compares.
#ifndef XC_RANKING_H
#define XC_RANKING_H

#include "xapian-capi.h"

#include <algorithm>
#include <cmath>

namespace xc::ranking
{

// Of the score that a typed word gives:
constexpr double same_share = 0.95; // what means the same
constexpr double near_share = XC_NEAR_SHARE;
constexpr double part_share = 0.7; // a word of a hyphened one, apart
constexpr double unit_share = 0.6; // a word of several that are one term
constexpr double pair_share = 0.1; // two typed side by side that stand so

// A typed word in no more than five documents, of a small index one in fifty,
// is hardly the index's own: what is near stands in for it, unless that is too
// general.
inline bool
stands_in(double near, double typed, double documents)
{
    constexpr double most = 5, rare = 1.0 / 50, general = 0.08;
    return near > 0 && near < general * documents &&
           typed <= std::min(most, rare * documents);
}

constexpr double stand_in_share = 0.8; // of the score, where it stands in
constexpr double near_held = 0.4;      // of the word, where it does not

// What XC_MATCH_AUTO keeps holds that much of the query; a long query says more
// than any one document does.
inline double
auto_share(double words)
{
    constexpr double long_query = 2.5;
    return XC_AUTO_SHARE * std::min(1.0, long_query / std::max(words, 1.0));
}

// How much rarer than expected by chance, in bits: N documents, so many
// occurrences of a term.
inline double
inverse_expectation(double documents, double occurrences)
{
    const double expected =
        documents * (1 - std::pow((documents - 1) / documents, occurrences));
    return std::log2((documents + 1) / (expected + 0.5));
}

// IneB2 (Amati and van Rijsbergen 2002), c = 1.5, by which a word counts the
// less the longer the text and the more often it came before. A very short
// text is taken to be longer than it is: an item of a list is not about a
// thing because it consists of its name.
inline double
ineb2(double times,
      double length,
      double average_length,
      double occurrences,
      double documents,
      double inverse)
{
    constexpr double c = 1.5, shortest = 0.4; // of the average
    const double normal =
        times * std::log2(1 + c * average_length /
                                  std::max(length, shortest * average_length));
    return (occurrences + 1) / (documents * (normal + 1)) * normal * inverse;
}

} // namespace xc::ranking

#endif
