/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/query/edits.h"

#include <string.h>

/* The costs of edits that are likelier than most, and of the unlikeliest; any
 * other costs ONE_EDIT. */
enum {
    DOUBLED = 5,   /* a letter typed twice, or once where it is double */
    EXCHANGED = 7, /* two letters in the wrong order */
    VOWEL = 6,     /* one vowel for another */
    ALIKE = 7,     /* a letter that sounds alike */
    NEAR = 8,      /* a key beside the right one; a vowel added or left out */
    CHANGED = 12   /* a letter that is nothing like the right one */
};

/* Letters. */

/* Each letter from a to z has a bit, and another for a second occurrence; all
 * other characters share eight more. */
static uint64_t
add_bit(uint64_t mask, gunichar c)
{
    if (c < 'a' || c > 'z')
        return mask | (uint64_t)1 << (52 + c % 8);
    const uint64_t bit = (uint64_t)1 << (c - 'a');
    return mask & bit ? mask | bit << 26 : mask | bit;
}

bool
letters_of(const char *word, struct letters *out)
{
    out->n = 0;
    out->mask = 0;
    for (const char *p = word; *p; p = g_utf8_next_char(p)) {
        if (out->n == LETTERS_MAX)
            return false;
        const gunichar c = g_utf8_get_char(p);
        out->at[out->n++] = c;
        out->mask = add_bit(out->mask, c);
    }
    return true;
}

bool
is_all_letters(const char *word)
{
    for (const char *p = word; *p; p = g_utf8_next_char(p))
        if (!g_unichar_isalpha(g_utf8_get_char(p)) && *p != '\'')
            return false;
    return *word != '\0';
}

/* Costs. */

static bool
is_vowel(gunichar c)
{
    return c < 128 && c > 0 && strchr("aeiouy", (int)c);
}

/* The cost of b in place of a. */
static unsigned
change_cost(gunichar a, gunichar b)
{
    /* By the letter: letters that may sound the same. */
    static const char sounds[][4] = {['c' - 'a'] = "ks",  ['d' - 'a'] = "t",
                                     ['f' - 'a'] = "v",   ['g' - 'a'] = "j",
                                     ['j' - 'a'] = "g",   ['k' - 'a'] = "cs",
                                     ['s' - 'a'] = "ckz", ['t' - 'a'] = "d",
                                     ['v' - 'a'] = "f",   ['z' - 'a'] = "s"};
    /* From a to z: the keys beside it. */
    static const char keys[][5] = {
        "qsz",  "gnv", "dvx", "cefs", "drw", "dgrv", "bfht", "gjny", "kou",
        "hkmu", "ijl", "ko",  "jn",   "bhm", "ilp",  "o",    "aw",   "eft",
        "adwx", "gry", "ijy", "bcf",  "eqs", "csz",  "htu",  "ax"};

    if (is_vowel(a) && is_vowel(b))
        return VOWEL;
    if (a < 'a' || a > 'z' || b < 'a' || b > 'z')
        return CHANGED;
    if (strchr(sounds[a - 'a'], (int)b))
        return ALIKE;
    return strchr(keys[a - 'a'], (int)b) ? NEAR : CHANGED;
}

/* The cost of a letter at i that the other word does not have. */
static unsigned
extra_cost(const struct letters *word, unsigned i)
{
    const gunichar c = word->at[i];

    if ((i > 0 && word->at[i - 1] == c) ||
        (i + 1 < word->n && word->at[i + 1] == c))
        return DOUBLED;
    return is_vowel(c) ? NEAR : ONE_EDIT;
}

/* The cost of each letter that the other word may not have; 1 if edits are only
 * counted. */
static void
extra_costs(const struct letters *word,
            bool is_cost,
            unsigned costs[LETTERS_MAX])
{
    for (unsigned i = 0; i < word->n; i++)
        costs[i] = is_cost ? extra_cost(word, i) : 1;
}

/* The least number of edits, or if is_cost their least cost; most + 1 if it is
 * more than most. Keeps three rows of the table of distances. */
static unsigned
align(const struct letters *a,
      const struct letters *b,
      unsigned most,
      bool is_cost)
{
    unsigned rows[3][LETTERS_MAX + 1];
    unsigned *before = rows[0], *above = rows[1], *row = rows[2];
    unsigned extra[LETTERS_MAX], missing[LETTERS_MAX];

    extra_costs(a, is_cost, extra);
    extra_costs(b, is_cost, missing);
    row[0] = 0;
    for (unsigned j = 1; j <= b->n; j++)
        row[j] = row[j - 1] + missing[j - 1];
    for (unsigned i = 1; i <= a->n; i++) {
        const gunichar c = a->at[i - 1];
        unsigned *const old = before;
        before = above;
        above = row;
        row = old;
        row[0] = above[0] + extra[i - 1];
        unsigned lowest = row[0];
        for (unsigned j = 1; j <= b->n; j++) {
            const gunichar d = b->at[j - 1];
            unsigned best = above[j - 1];
            if (c != d)
                best += is_cost ? change_cost(c, d) : 1;
            best = MIN(best, above[j] + extra[i - 1]);
            best = MIN(best, row[j - 1] + missing[j - 1]);
            if (i > 1 && j > 1 && c == b->at[j - 2] && a->at[i - 2] == d)
                best = MIN(best, before[j - 2] + (is_cost ? EXCHANGED : 1));
            row[j] = best;
            lowest = MIN(lowest, best);
        }
        if (lowest > most)
            return most + 1;
    }
    return MIN(row[b->n], most + 1);
}

unsigned
edit_distance(const struct letters *a, const struct letters *b, unsigned most)
{
    return align(a, b, most, false);
}

unsigned
edit_cost(const struct letters *a, const struct letters *b)
{
    return align(a, b, 2 * LETTERS_MAX * CHANGED, true);
}
