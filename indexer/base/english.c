/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The keys of the table point into the bytes of the file, so that a list of
 * 100,000 words takes little more memory than the file.
 */
#include "base/english.h"
#include "base/memory.h"

#include <ctype.h>
#include <glib.h>
#include <stdlib.h>

#define INSTALLED "/usr/share/dict/british-english"

struct english {
    char *bytes;
    GHashTable *words;
};

/* The end of the letters at p. */
static char *
letters_end(char *p)
{
    while (isalpha((unsigned char)*p))
        p++;
    return p;
}

struct english *
english_read(const char *path)
{
    char *bytes;

    if (!g_file_get_contents(path, &bytes, NULL, NULL))
        return NULL;
    struct english *english = memory_resize(NULL, sizeof *english);
    *english = (struct english){
        .bytes = bytes, .words = g_hash_table_new(g_str_hash, g_str_equal)};
    for (char *word = bytes; *word;) {
        char *end = letters_end(word), *next = end;
        while (*next && *next != '\n')
            next++;
        next += *next == '\n';
        /* Only letters: the list also has "child's". */
        if (end > word && (*end == '\n' || !*end)) {
            *end = '\0';
            g_hash_table_add(english->words, word);
        }
        word = next;
    }
    return english;
}

void
english_free(struct english *english)
{
    if (!english)
        return;
    g_hash_table_destroy(english->words);
    g_free(english->bytes);
    free(english);
}

const struct english *
english_installed(void)
{
    static gsize is_read;
    static struct english *english;

    if (g_once_init_enter(&is_read)) {
        english = english_read(INSTALLED);
        g_once_init_leave(&is_read, 1);
    }
    return english;
}

bool
english_has(const struct english *english, const char *word, size_t len)
{
    if (!english || len == 0)
        return false;
    char *exact = g_strndup(word, len), *lower = g_ascii_strdown(exact, -1);
    const bool has = g_hash_table_contains(english->words, exact) ||
                     g_hash_table_contains(english->words, lower);
    g_free(exact);
    g_free(lower);
    return has;
}
