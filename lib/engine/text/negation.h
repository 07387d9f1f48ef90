/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * negation.h: words that are denied. "Assessments are not timely" says the
 * contrary of "timely assessments", though both have the word. The index keeps
 * which words of a text a negation comes before, so that a query that denies a
 * word finds those texts first.
 */
#ifndef ENGINE_TEXT_NEGATION_H
#define ENGINE_TEXT_NEGATION_H

#include "engine/text/tokens.h"

/* Whether the word denies what follows it: not, never, lack, rarely. */
bool is_negation(const char *word);

/* The index term of a text that denies the word of this stem. */
char *negated_term(struct arena *arena, const char *stem);

/* The words of a text that a negation comes before, in the same clause and not
 * far away, without common words: pointers to tokens, in order. */
struct denied {
    const struct token **at;
    size_t n;
};
struct denied denied_words(struct arena *arena,
                           const struct tokens *tokens,
                           const char *text);

#endif
