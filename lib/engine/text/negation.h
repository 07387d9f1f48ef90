/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * negation.h: words that a text denies. "Assessments are not timely" says the
 * opposite of "timely assessments", though both have the word. The index keeps
 * which words come after a negation, so that a query that denies a word ranks
 * the texts that deny it first.
 */
#ifndef ENGINE_TEXT_NEGATION_H
#define ENGINE_TEXT_NEGATION_H

#include "engine/text/tokens.h"

/* Whether the word denies what comes after it: not, never, lack, rarely. */
bool is_negation(const char *word);

/* The index term of documents that deny the word with this stem. It is made
 * like that of a pair of stems, with NEGATED as one of them; no word has that
 * stem. */
#define NEGATED "!"
char *negated_term(struct arena *arena, const char *stem);

/* The words that come after a negation in the same clause, not far from it,
 * without common words: pointers to tokens, in order. */
struct denied {
    const struct token **at;
    size_t n;
};
struct denied denied_words(struct arena *arena,
                           const struct tokens *tokens,
                           const char *text);

#endif
