/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * ranking.h: the formulas that documents are ranked by, and their constants:
 * the best of those that docs/ranking.md compares.
 */
#ifndef ENGINE_MATCH_RANKING_H
#define ENGINE_MATCH_RANKING_H

#include "findings/engine.h"

#include <math.h>

/* How much an occurrence counts, one of the typed word being 1. An idea's words
 * are weighted together, so that a rare spelling is worth no more than the
 * common one. */
#define RANKING_SAME 0.95    /* another name */
#define RANKING_WORDING 0.8  /* another way to say it */
#define RANKING_NARROWER 0.6 /* a kind of it */
/* Of that, beside a single typed word that at least so many documents, and such
 * a part of all, have. */
#define RANKING_BESIDE_USED 0.5
#define RANKING_USED_LEAST 10.0
#define RANKING_USED_PART 0.001

/* Of the score that a term gives by itself: */
#define RANKING_NEAR FE_NEAR_SHARE /* related */
#define RANKING_NEAR_BESIDE 0.5    /* of that, beside the thing itself */
#define RANKING_FRAME 0.6          /* what a frame of a question asks about */
#define RANKING_PART 0.7           /* a word of a hyphened one, apart */
#define RANKING_UNIT 0.6           /* a word of several that are one term */
#define RANKING_PAIR 0.15          /* two typed side by side, found so */
#define RANKING_DENIED 1.0         /* a denied word that is denied */
#define RANKING_MENTION 0.5        /* of a text that names a value it lacks */
#define RANKING_BOILERPLATE 0.3    /* of a document that many print */

/* How often a text would have to say what the value of its field is. */
#define RANKING_NEEDED_TIMES 8.0

/* Of an idea's weight, what a document holds that lacks it but has */
#define RANKING_PART_HELD 0.6 /* its words, in proportion, apart */
#define RANKING_NEAR_HELD 0.4 /* something related */

/* What FE_MATCH_AUTO counts holds so much of the query's weight; a long query
 * says more than any one document does. */
static inline double
ranking_auto_share(double ideas)
{
    const double long_query = 2.5;

    return FE_AUTO_SHARE * fmin(1, long_query / fmax(ideas, 1));
}

/* The weight of an idea that so many of the documents contain. In steps, so
 * that one document more or less hardly ever changes it. */
static inline double
ranking_idea_weight(double documents, double containing)
{
    const double steps = 2; /* to a doubling */

    return round(steps * log2(1 + documents / fmax(containing, 1))) / steps;
}

/* How much rarer than expected by chance, in bits: N documents, so many
 * occurrences of a term. */
static inline double
ranking_inverse_expectation(double documents, double occurrences)
{
    const double expected =
        documents * (1 - pow((documents - 1) / documents, occurrences));

    return log2((documents + 1) / (expected + 0.5));
}

/* The times of a word in a text are multiplied by this: the more the shorter
 * the text. A very short one is taken to be longer than it is: an item of a
 * list is not about a thing because it consists of its name. */
static inline double
ranking_length_factor(double length, double average_length)
{
    const double c = 1.5, shortest = 0.3; /* of the average */

    return log2(1 +
                c * average_length / fmax(length, shortest * average_length));
}

/* How a term, or an idea as one, is weighed. */
struct weighing {
    double occurrences; /* in all texts */
    double documents;
    double inverse; /* ranking_inverse_expectation() */
};

/* IneB2 (Amati and van Rijsbergen 2002), c = 1.5, by which a word counts the
 * less the longer the text and the more often it came before. */
static inline double
ranking_ineb2(const struct weighing *weighing, double times, double factor)
{
    const double normal = times * factor;

    return (weighing->occurrences + 1) / (weighing->documents * (normal + 1)) *
           normal * weighing->inverse;
}

#endif
