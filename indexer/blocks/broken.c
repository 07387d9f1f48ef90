/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The programs that make most reports break no words: nearly every hyphen at
 * the end of their lines belongs to a compound. A program that breaks words
 * shows it by halves that are not words: "thres-holds". Then halves that happen
 * to be words, as in "over-all", are joined as well.
 */
#include "blocks/broken.h"
#include "base/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct halves {
    const char *left, *right;
    size_t left_len, right_len;
    bool is_chain; /* there is another hyphen: "day-to-day" */
    char *whole, *compound;
    size_t whole_len;
};

static size_t
letters_at_end(const char *text, size_t len)
{
    size_t n = 0;
    while (n < len && isalpha((unsigned char)text[len - n - 1]))
        n++;
    return n;
}

static size_t
letters_at_start(const char *text, size_t len)
{
    size_t n = 0;
    while (n < len && isalpha((unsigned char)text[n]))
        n++;
    return n;
}

static void
halves_fini(struct halves *h)
{
    free(h->whole);
    free(h->compound);
}

/* Split the word around the hyphen that ends the text. False if there is none:
 * a word does not go on with a capital. Free with halves_fini(). */
static bool
halves_init(struct halves *h,
            const char *text,
            size_t len,
            const char *next,
            size_t next_len)
{
    struct text whole = {0}, compound = {0};

    *h = (struct halves){0};
    if (len < 2 || text[len - 1] != '-' || next_len == 0 ||
        !islower((unsigned char)*next))
        return false;
    h->left_len = letters_at_end(text, len - 1);
    h->right_len = letters_at_start(next, next_len);
    h->left = text + len - 1 - h->left_len;
    h->right = next;
    h->is_chain = (h->left > text && h->left[-1] == '-') ||
                  (h->right_len < next_len && next[h->right_len] == '-');
    if (h->left_len == 0)
        return false;
    text_add(&whole, h->left, h->left_len);
    text_add(&whole, h->right, h->right_len);
    text_add(&compound, h->left, h->left_len + 1);
    text_add(&compound, h->right, h->right_len);
    h->whole = whole.bytes;
    h->whole_len = whole.len;
    h->compound = compound.bytes;
    return true;
}

/* Whether the second half of a broken word is only an ending and not a word by
 * itself: "mation", "ments". */
static bool
is_ending(const char *half, size_t len)
{
    static const char *const begin[] = {
        "ance",   "ation",  "cation", "ciation", "dation", "ence",
        "gation", "ically", "ities",  "ity",     "lation", "mation",
        "mend",   "ment",   "nation", "ness",    "ology",  "ration",
        "rity",   "sion",   "tation", "tection", "tional", "tions",
        "tion",   "tive",   "ular",   "vention", NULL};

    for (const char *const *b = begin; *b; b++)
        if (strlen(*b) <= len && strncmp(half, *b, strlen(*b)) == 0)
            return true;
    return false;
}

/* Whether it is a prefix that a hyphen may follow. */
static bool
is_prefix(const char *half, size_t len)
{
    static const char *const prefixes[] = {
        "anti", "co",   "extra", "inter", "multi", "non",  "post", "pre",
        "re",   "self", "semi",  "sub",   "un",    "well", NULL};

    for (const char *const *p = prefixes; *p; p++)
        if (strlen(*p) == len && strncasecmp(*p, half, len) == 0)
            return true;
    return false;
}

/* Whether the list knows the word, but a half of it is not a word by itself.
 * After a prefix there may be a part that no list has: "pre-emptively". */
static bool
is_torn(struct vocabulary *v, const struct halves *h)
{
    const bool is_left = vocabulary_knows(v, h->left, h->left_len);
    const bool is_right = vocabulary_knows(v, h->right, h->right_len);

    if (!english_has(v->english, h->whole, h->whole_len))
        return false;
    if (is_prefix(h->left, h->left_len))
        return !is_right && is_ending(h->right, h->right_len);
    return !is_left || !is_right;
}

/* Whether the program that made the report breaks words. */
static bool
breaks_words(struct vocabulary *v)
{
    const struct lines *lines = v->lines;

    if (v->breaks != VOCABULARY_UNASKED)
        return v->breaks == VOCABULARY_YES;
    v->breaks = VOCABULARY_NO;
    for (size_t i = 0; i + 1 < lines->count && v->breaks == VOCABULARY_NO;
         i++) {
        const struct line *line = &lines->list[i], *next = line + 1;
        struct halves h;
        if (!halves_init(&h, line->text, line->len, next->text, next->len))
            continue;
        if (is_torn(v, &h) && !vocabulary_has(v, h.compound, h.whole_len + 1))
            v->breaks = VOCABULARY_YES;
        halves_fini(&h);
    }
    return v->breaks == VOCABULARY_YES;
}

/* Whether to join halves about which there is no evidence. In a PDF the hyphen
 * is kept unless the second half is only an ending; in a text it is dropped
 * unless both halves are words. */
static bool
is_likely_one_word(struct vocabulary *v, const struct halves *h)
{
    if (is_prefix(h->left, h->left_len))
        return false;
    const bool is_english = english_has(v->english, h->whole, h->whole_len);
    if (v->lines->has_type)
        return !is_english && is_ending(h->right, h->right_len) &&
               !english_has(v->english, h->right, h->right_len);
    if (is_english)
        return !vocabulary_has(v, h->left, h->left_len) ||
               !vocabulary_has(v, h->right, h->right_len);
    return !vocabulary_knows(v, h->left, h->left_len) ||
           !vocabulary_knows(v, h->right, h->right_len);
}

static bool
is_one_word(struct vocabulary *v, const struct halves *h)
{
    if (vocabulary_has(v, h->compound, h->whole_len + 1))
        return false;
    if (vocabulary_has(v, h->whole, h->whole_len) || is_torn(v, h))
        return true;
    if (!h->is_chain && english_has(v->english, h->whole, h->whole_len) &&
        breaks_words(v))
        return true;
    return is_likely_one_word(v, h);
}

bool
broken_at_hyphen(struct vocabulary *vocabulary,
                 const char *text,
                 size_t len,
                 const char *next,
                 size_t next_len)
{
    struct halves halves;

    if (!halves_init(&halves, text, len, next, next_len))
        return false;
    const bool is_broken = is_one_word(vocabulary, &halves);
    halves_fini(&halves);
    return is_broken;
}
