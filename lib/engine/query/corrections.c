/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A misspelt word of a query -> the words of the index to search for instead,
 * or to offer.
 */
#include "engine/query/planner_private.h"

#include <glib.h>
#include <string.h>

/* Whether it has two capitals or more, as abbreviations have. */
static bool
has_capitals(const char *typed, size_t len)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++)
        n += typed[i] >= 'A' && typed[i] <= 'Z';
    return n > 1;
}

/* Whether the likeliest word has the same stem, and so is found without a
 * correction: "plan" if the index has "plans". */
static bool
is_found_anyway(struct planner *planner,
                const char *word,
                const struct spelling_answer *answer)
{
    const struct snapshot *snapshot = planner->snapshot;
    const char *likeliest = answer->words[0].text;

    return strcmp(stem_of(snapshot->stemmer, planner->arena, word),
                  stem_of(snapshot->stemmer, planner->arena, likeliest)) == 0 &&
           (answer->verdict == SPELLING_OFFER ||
            g_str_has_prefix(likeliest, word));
}

const char *
correct_word(struct planner *planner,
             const char *word,
             const struct syntax *syntax,
             const struct token *token,
             const char *prefix)
{
    struct arena *arena = planner->arena;
    struct correction correction = {.offset = syntax->offset +
                                              syntax->text_start + token->start,
                                    .length = token->end - token->start};
    const size_t start = MIN(correction.offset, planner->query_len);
    const size_t len = MIN(correction.length, planner->query_len - start);
    struct spelling_answer answer;

    words_judge(planner->snapshot, prefix, word,
                has_capitals(planner->query + start, len), &answer);
    if (answer.verdict == SPELLING_RIGHT ||
        is_found_anyway(planner, word, &answer))
        return word;
    correction.words.at =
        arena_array(arena, answer.n_words, sizeof *correction.words.at);
    for (size_t i = 0; i < answer.n_words; i++)
        correction.words.at[correction.words.n++] =
            (struct word){arena_strdup(arena, answer.words[i].text),
                          answer.words[i].documents};
    correction.is_applied = answer.verdict == SPELLING_CORRECT &&
                            planner->excluding == 0 && !planner->is_literal;
    array_push(arena, &planner->corrections, correction);
    return correction.is_applied ? correction.words.at[0].text : word;
}
