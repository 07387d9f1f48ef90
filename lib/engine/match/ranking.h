/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * ranking.h: the formulas that documents are ranked by, and their constants.
 * docs/ranking.md compares them with others.
 */
#ifndef ENGINE_MATCH_RANKING_H
#define ENGINE_MATCH_RANKING_H

#include "findings/engine.h"

#include <math.h>

/* How much an occurrence counts; an occurrence of the typed word counts 1. The
 * words of an idea are weighted together, so that a rare spelling is worth no
 * more than the common one. */
#define RANKING_SAME 0.95    /* another name */
#define RANKING_WORDING 0.8  /* another wording */
#define RANKING_NARROWER 0.6 /* a narrower term */
/* Multiplies these if a single word was typed and is in use, which means that
 * at least RANKING_USED_LEAST documents, and RANKING_USED_PART of all, have it.
 */
#define RANKING_BESIDE_USED 0.5
#define RANKING_USED_LEAST 10.0
#define RANKING_USED_PART 0.001

/* Factors for the score that a term gives by itself. */
#define RANKING_NEAR FE_NEAR_SHARE /* a related term */
#define RANKING_NEAR_BESIDE 0.5    /* of that, if the idea itself is there */
#define RANKING_FRAME 0.6          /* what the frame of a question asks about */
#define RANKING_PART 0.7           /* a part of a hyphenated word, apart */
#define RANKING_UNIT 0.6           /* one of several words that form a term */
#define RANKING_PAIR 0.15          /* words side by side, as they were typed */
#define RANKING_DENIED 1.0         /* a negated word that the text negates */
#define RANKING_MENTION 0.5        /* of a text, for the name of a value */
#define RANKING_BOILERPLATE 0.3    /* of a document that many reports print */

/* A value that the query requires counts as this many occurrences in the text.
 */
#define RANKING_NEEDED_TIMES 8.0

/* Share of an idea's weight given to a document that does not contain it but
 * has: */
#define RANKING_PART_HELD 0.6 /* some of its words, in proportion to rarity */
#define RANKING_NEAR_HELD 0.4 /* a related term */

/* The share of the query's weight that a document must have to be counted with
 * FE_MATCH_AUTO. It is lower for a long query, which says more than any one
 * document does. */
static inline double
ranking_auto_share(double ideas)
{
    const double long_query = 2.5;

    return FE_AUTO_SHARE * fmin(1, long_query / fmax(ideas, 1));
}

/* The weight of an idea that `containing` of all documents contain. It changes
 * in steps, so that one document more or less hardly ever changes it. */
static inline double
ranking_idea_weight(double documents, double containing)
{
    const double steps = 2; /* for each doubling */

    return round(steps * log2(1 + documents / fmax(containing, 1))) / steps;
}

/* Inverse expected document frequency, in bits: the fewer documents would be
 * expected by chance to have a term that occurs so often, the higher it is. */
static inline double
ranking_inverse_expectation(double documents, double occurrences)
{
    const double expected =
        documents * (1 - pow((documents - 1) / documents, occurrences));

    return log2((documents + 1) / (expected + 0.5));
}

/* Frequencies are multiplied by this factor, which is higher for shorter texts.
 * A very short text is treated as longer than it is: an item of a list is not
 * about a thing because it consists of its name. */
static inline double
ranking_length_factor(double length, double average_length)
{
    const double c = 1.5, shortest = 0.3; /* relative to the average */

    return log2(1 +
                c * average_length / fmax(length, shortest * average_length));
}

/* The statistics that a term, or an idea as a whole, is scored by. */
struct weighing {
    double occurrences; /* in all documents */
    double documents;
    double inverse; /* ranking_inverse_expectation() */
};

/* The score of a term by IneB2 (Amati and van Rijsbergen 2002), with c = 1.5: a
 * word counts less the longer the text is, and each further occurrence counts
 * less than the one before. */
static inline double
ranking_ineb2(const struct weighing *weighing, double times, double factor)
{
    const double normal = times * factor;

    return (weighing->occurrences + 1) / (weighing->documents * (normal + 1)) *
           normal * weighing->inverse;
}

#endif
