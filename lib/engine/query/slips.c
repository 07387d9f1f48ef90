/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/query/slips.h"

#include <string.h>

/* What slips cost. */
enum {
    DOUBLED = 5,
    EXCHANGED = 7,
    VOWEL = 6,
    ALIKE = 7,
    NEAR = 8,
    CHANGED = 12 /* for an unlike one */
};

/* Letters. */

/* Each letter has a bit, and one more for its second occurrence; those that are
 * not of the alphabet share eight. */
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

/* Another letter for the same sound, or a key next to the right one. */
static unsigned
change_cost(gunichar a, gunichar b)
{
    static const char sounds[][4] = {['c' - 'a'] = "ks",  ['d' - 'a'] = "t",
                                     ['f' - 'a'] = "v",   ['g' - 'a'] = "j",
                                     ['j' - 'a'] = "g",   ['k' - 'a'] = "cs",
                                     ['s' - 'a'] = "ckz", ['t' - 'a'] = "d",
                                     ['v' - 'a'] = "f",   ['z' - 'a'] = "s"};
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

/* The letter at i is one too many. */
static unsigned
extra_cost(const struct letters *word, unsigned i)
{
    const gunichar c = word->at[i];

    if ((i > 0 && word->at[i - 1] == c) ||
        (i + 1 < word->n && word->at[i + 1] == c))
        return DOUBLED;
    return is_vowel(c) ? NEAR : ONE_SLIP;
}

/* Of each letter. */
static void
extra_costs(const struct letters *word,
            bool is_cost,
            unsigned costs[LETTERS_MAX])
{
    for (unsigned i = 0; i < word->n; i++)
        costs[i] = is_cost ? extra_cost(word, i) : 1;
}

/* The number of slips, or what they cost; more than most: most + 1. */
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
slips_between(const struct letters *a, const struct letters *b, unsigned most)
{
    return align(a, b, most, false);
}

unsigned
slips_cost(const struct letters *a, const struct letters *b)
{
    return align(a, b, 2 * LETTERS_MAX * CHANGED, true);
}
