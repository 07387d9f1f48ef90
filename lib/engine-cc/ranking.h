// SPDX-License-Identifier: GPL-2.0-or-later
//
// The formulas that documents are ranked by, and their constants: the best of
// those that docs/ranking.md compares.
#ifndef XC_RANKING_H
#define XC_RANKING_H

#include "findings/engine-cc.h"

#include <algorithm>
#include <cmath>

namespace xc::ranking
{

// What an occurrence counts, one of the typed word being 1. An idea's words are
// weighted together, so that a rare spelling is worth no more than the common
// one.
constexpr double same_share = 0.95;     // another name
constexpr double wording_share = 0.8;   // another way to say it
constexpr double narrower_share = 0.6;  // a kind of it
// Of that, beside a single word that so many documents, and such a part of
// them, have as it was typed.
constexpr double beside_used = 0.5;
constexpr double used_least = 10;
constexpr double used_part = 0.001;

// Of the score that a term gives by itself:
constexpr double near_share = XC_NEAR_SHARE; // related
constexpr double near_beside = 0.5;  // of that, beside the thing itself
constexpr double frame_share = 0.6;  // what a frame of a question asks about
constexpr double part_share = 0.7;   // a word of a hyphened one, apart
constexpr double unit_share = 0.6;   // a word of several that are one term
constexpr double pair_share = 0.15;  // two typed side by side that stand so
constexpr double negated_share = 1;  // a denied word that is denied
constexpr double mention_share = 0.5; // of a text that names a value it lacks
constexpr double boilerplate_share = 0.3; // of a document that many print

// How often a text would have to say what the value of its field is.
constexpr double needed_times = 8;

// Of an idea's weight, what a document holds that lacks it but has
constexpr double part_held = 0.6; // its words, in proportion, apart
constexpr double near_held = 0.4; // something related

// What XC_MATCH_AUTO counts holds so much of the query's weight; a long query
// says more than any one document does.
inline double
auto_share(double ideas)
{
    constexpr double long_query = 2.5;
    return XC_AUTO_SHARE * std::min(1.0, long_query / std::max(ideas, 1.0));
}

// What an idea weighs that so many of the documents contain. In steps, so that
// one document more or less hardly ever changes it.
inline double
idea_weight(double documents, double containing)
{
    constexpr double steps = 2; // to a doubling
    return std::round(steps * std::log2(1 + documents /
                                                std::max(containing, 1.0))) /
           steps;
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

// By what the times of a word in a text are multiplied: the more the shorter
// the text. A very short one is taken to be longer than it is: an item of a
// list is not about a thing because it consists of its name.
inline double
length_factor(double length, double average_length)
{
    constexpr double c = 1.5, shortest = 0.3; // of the average
    return std::log2(1 + c * average_length /
                             std::max(length, shortest * average_length));
}

// IneB2 (Amati and van Rijsbergen 2002), c = 1.5, by which a word counts the
// less the longer the text and the more often it came before.
inline double
ineb2(double times,
      double factor, // length_factor()
      double occurrences,
      double documents,
      double inverse)
{
    const double normal = times * factor;
    return (occurrences + 1) / (documents * (normal + 1)) * normal * inverse;
}

} // namespace xc::ranking

#endif
