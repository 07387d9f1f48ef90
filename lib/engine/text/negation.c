/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/text/negation.h"

#include "engine/text/word_set.h"

#include <glib.h>
#include <pthread.h>
#include <string.h>

/* How many words after it a negation denies: "are not always seen alone". */
enum { REACH = 5 };

/* "Fail" and "lack" deny their objects. */
static const char negations[][WORD_SET_LETTERS] = {
    /* clang-format off */
    "absence",  "absent", "cannot",   "fail",   "failed", "failing", "fails",
    "failure",  "failures", "hardly", "lack",   "lacked", "lacking", "lacks",
    "neither",  "never",  "no",       "none",   "nor",    "not",     "rarely",
    "scarcely", "seldom", "unable",   "without",
    /* clang-format on */
};

static struct word_set negation_set;
static pthread_once_t negations_once = PTHREAD_ONCE_INIT;

static void
read_negations(void)
{
    word_set_fill(&negation_set, negations, G_N_ELEMENTS(negations));
}

bool
is_negation(const char *word)
{
    const size_t len = strlen(word);

    if (len > 3 && strcmp(word + len - 3, "n't") == 0)
        return true;
    pthread_once(&negations_once, read_negations);
    return word_set_has(&negation_set, word);
}

char *
negated_term(struct arena *arena, const char *stem)
{
    return pair_term(arena, NEGATED, stem);
}

/* Whether a clause ends between two words. */
static bool
ends_clause(const char *between, size_t len)
{
    for (size_t i = 0; i < len; i++)
        switch (between[i]) {
        case '.':
        case ';':
        case ':':
        case '!':
        case '?':
            return true;
        default:
            break;
        }
    return false;
}

struct denied
denied_words(struct arena *arena, const struct tokens *tokens, const char *text)
{
    ARRAY(const struct token *) list = {0};
    uint32_t last = 0; /* place of the last word that is denied */
    size_t end = 0;    /* end of the word before */

    for (size_t i = 0; i < tokens->n; i++) {
        const struct token *token = &tokens->at[i];
        if (token->is_compound)
            continue;
        if (ends_clause(text + end, token->start - end))
            last = 0;
        end = token->end;
        if (is_negation(token->word))
            last = token->place + REACH;
        else if (token->place <= last && !is_stopword(token->word))
            array_push(arena, &list, token);
    }
    return (struct denied){list.at, list.n};
}
