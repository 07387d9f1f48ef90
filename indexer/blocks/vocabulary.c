/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blocks/vocabulary.h"

#include <ctype.h>
#include <glib.h>

/* Whether the byte may be part of a word: "short-term". */
static bool
is_of_word(char byte)
{
    return isalpha((unsigned char)byte) || byte == '-';
}

/* Whether the word at p is the second half of a word that was broken. */
static bool
is_second_half(const char *bytes, const char *p)
{
    while (p > bytes && isspace((unsigned char)p[-1]))
        p--;
    return p > bytes && p[-1] == '-';
}

static GHashTable *
words_of(const struct lines *lines)
{
    GHashTable *words =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const char *p = lines->bytes, *end = p + lines->len;

    while (p < end) {
        const char *word = p;
        while (p < end && is_of_word(*p))
            p++;
        if (p == word)
            p++;
        else if (!is_second_half(lines->bytes, word))
            g_hash_table_add(words, g_ascii_strdown(word, p - word));
    }
    return words;
}

void
vocabulary_fini(struct vocabulary *v)
{
    if (v->words)
        g_hash_table_destroy(v->words);
    v->words = NULL;
}

bool
vocabulary_has(struct vocabulary *v, const char *word, size_t len)
{
    if (len == 0)
        return false;
    if (!v->words)
        v->words = words_of(v->lines);
    char *key = g_ascii_strdown(word, (gssize)len);
    const bool has = g_hash_table_contains(v->words, key);
    g_free(key);
    return has;
}

bool
vocabulary_knows(struct vocabulary *v, const char *word, size_t len)
{
    return vocabulary_has(v, word, len) || english_has(v->english, word, len);
}
