/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blocks/vocabulary.h"
#include "base/memory.h"

#include <ctype.h>
#include <glib.h>
#include <stdlib.h>

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

/* Collect the words of the lines. They stay in a copy of the text, each ended
 * by a NUL. */
static void
collect(struct vocabulary *v)
{
    const char *bytes = v->lines->bytes;
    const size_t len = v->lines->len;

    v->text = memory_strndup(bytes, len);
    v->words = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < len; i++) {
        const size_t start = i;
        for (; i < len && is_of_word(bytes[i]); i++)
            v->text[i] = g_ascii_tolower(bytes[i]);
        v->text[i] = '\0';
        if (i > start && !is_second_half(bytes, bytes + start))
            g_hash_table_add(v->words, v->text + start);
    }
}

void
vocabulary_fini(struct vocabulary *v)
{
    if (v->words)
        g_hash_table_destroy(v->words);
    free(v->text);
    v->words = NULL;
    v->text = NULL;
}

bool
vocabulary_has(struct vocabulary *v, const char *word, size_t len)
{
    if (len == 0)
        return false;
    if (!v->words)
        collect(v);
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
