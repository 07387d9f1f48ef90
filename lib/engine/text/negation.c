/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/text/negation.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* How many words after it a negation denies: "are not always seen alone". */
enum { REACH = 5 };

/* Sorted. "Fail" and "lack" deny their objects. */
static const char negations[][10] = {
    /* clang-format off */
    "absence",  "absent", "cannot",   "fail",   "failed", "failing", "fails",
    "failure",  "failures", "hardly", "lack",   "lacked", "lacking", "lacks",
    "neither",  "never",  "no",       "none",   "nor",    "not",     "rarely",
    "scarcely", "seldom", "unable",   "without",
    /* clang-format on */
};

static int
compare_negations(const void *word, const void *negation)
{
    return strcmp(word, negation);
}

bool
is_negation(const char *word)
{
    const size_t len = strlen(word);

    if (len > 3 && strcmp(word + len - 3, "n't") == 0)
        return true;
    return bsearch(word, negations, G_N_ELEMENTS(negations), sizeof *negations,
                   compare_negations);
}

char *
negated_term(struct arena *arena, const char *stem)
{
    return arena_printf(arena, "%c! %s", PAIR_MARK, stem);
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
