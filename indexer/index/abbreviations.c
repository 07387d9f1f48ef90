/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/abbreviations.h"
#include "base/memory.h"
#include "base/text.h"
#include "index/brackets.h"

#include "findings/engine.h"

#include <glib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A key for the pair that ignores case, hyphens and plurals. The caller frees
 * it with g_free(). */
static char *
pair_key(const char *letters, const char *meaning)
{
    char *lower = g_ascii_strdown(letters, -1);
    char *folded = fe_meaning_fold(meaning);
    char *key = g_strconcat(lower, "\n", folded, NULL);

    g_free(lower);
    g_free(folded);
    return key;
}

/* Words of everyday English that teams and projects use as names. Someone who
 * types one means the word, even if the one report that explains such a name
 * never uses it as a word. */
static const char *const everyday_words[] = {
    "able",    "access", "ace",    "act",    "active",  "ad",     "aid",
    "aim",     "aims",   "arms",   "art",    "as",      "aspire", "at",
    "base",    "be",     "best",   "bridge", "care",    "case",   "cash",
    "cast",    "change", "child",  "choice", "clear",   "do",     "fair",
    "fast",    "fit",    "focus",  "go",     "grasp",   "grow",   "hand",
    "help",    "home",   "hope",   "in",     "inspire", "is",     "it",
    "join",    "lead",   "learn",  "life",   "link",    "listen", "live",
    "made",    "magic",  "make",   "map",    "maps",    "met",    "move",
    "no",      "open",   "pass",   "path",   "peace",   "place",  "plan",
    "play",    "raft",   "reach",  "rise",   "road",    "roads",  "role",
    "safe",    "share",  "smart",  "so",     "space",   "speak",  "star",
    "start",   "stay",   "step",   "steps",  "storm",   "strive", "strong",
    "support", "talk",   "target", "team",   "think",   "time",   "track",
    "train",   "trust",  "us",     "voice",  "we",      "well",   "wish",
    "work",    "wrap",   "yes",    "young",  "youth",   NULL,
};

static bool
is_everyday(const char *letters)
{
    for (const char *const *word = everyday_words; *word; word++)
        if (g_ascii_strcasecmp(*word, letters) == 0)
            return true;
    return false;
}

static size_t
token_length(const char *text)
{
    size_t len = 0;

    while (g_ascii_isalnum(text[len]) || text[len] & 0x80)
        len++;
    return len;
}

static bool
is_lower(const char *text, size_t len)
{
    size_t i = 0;

    while (i < len && g_ascii_islower(text[i]))
        i++;
    return i == len;
}

/* Remove from the table the words that the text has in lower case. */
static void
drop_words(const char *text, GHashTable *table)
{
    char word[ABBREVIATION_MAX + 1];

    for (size_t len; *text; text += len ? len : 1) {
        len = token_length(text);
        if (len < 2 || len > ABBREVIATION_MAX || !is_lower(text, len))
            continue;
        memcpy(word, text, len);
        word[len] = '\0';
        g_hash_table_remove(table, word);
    }
}

void
abbreviations_read(const struct report *report, struct abbreviations *out)
{
    struct abbreviations found = {0};
    GHashTable *left;

    for (size_t i = 0; i < report->n_paragraphs; i++)
        brackets_read(report->paragraphs[i].text, &found);
    left = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < found.count; i++)
        if (!is_everyday(found.list[i].letters))
            g_hash_table_add(left, g_ascii_strdown(found.list[i].letters, -1));
    for (size_t i = 0; i < report->n_paragraphs && found.count > 0; i++)
        drop_words(report->paragraphs[i].text, left);
    for (size_t i = 0; i < found.count; i++) {
        char *lower = g_ascii_strdown(found.list[i].letters, -1);
        if (g_hash_table_contains(left, lower))
            abbreviations_add(out, found.list[i].letters,
                              found.list[i].meaning);
        g_free(lower);
    }
    g_hash_table_destroy(left);
    abbreviations_fini(&found);
}

void
abbreviations_add(struct abbreviations *abbreviations,
                  const char *letters,
                  const char *meaning)
{
    if (abbreviations->count == ABBREVIATIONS_MAX)
        return;
    if (!abbreviations->known)
        abbreviations->known =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (!g_hash_table_add(abbreviations->known, pair_key(letters, meaning)))
        return;
    abbreviations->list = memory_grow(abbreviations->list, abbreviations->count,
                                      sizeof *abbreviations->list);
    abbreviations->list[abbreviations->count++] =
        (struct abbreviation){memory_strdup(letters), memory_strdup(meaning)};
}

void
abbreviations_fini(struct abbreviations *abbreviations)
{
    for (size_t i = 0; i < abbreviations->count; i++) {
        free(abbreviations->list[i].letters);
        free(abbreviations->list[i].meaning);
    }
    free(abbreviations->list);
    if (abbreviations->known)
        g_hash_table_destroy(abbreviations->known);
    *abbreviations = (struct abbreviations){0};
}
