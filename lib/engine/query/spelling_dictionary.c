/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A dictionary is a set of hashes of words, in buckets by their first bits. The
 * hashes are made from the text of the file when the first word is looked up,
 * as most queries never need a dictionary.
 */
#include "engine/query/spelling.h"
#include "engine/text/fold.h"

#include <errno.h>
#include <glib.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { BITS = 16 }; /* of a hash that choose the bucket */

struct hashes {
    uint64_t *at;
    uint32_t starts[(1 << BITS) + 1]; /* of each bucket, and the end of all */
};

struct content {
    GString *text; /* the file's; NULL once it is hashed */
    struct hashes *hashes;
};

/* The content is behind a pointer, so that words can be looked up in a const
 * dictionary although the first lookup makes the hashes. */
struct spelling_dictionary {
    struct content *content;
};

/* FNV-1a. Among 100,000 words no two are likely to have the same hash. */
static uint64_t
add_byte(uint64_t hash, char byte)
{
    return (hash ^ (unsigned char)byte) * 0x100000001b3;
}

static uint64_t
hash_of(const char *word)
{
    uint64_t hash = 0xcbf29ce484222325;

    for (; *word; word++)
        hash = add_byte(hash, *word);
    return hash;
}

static size_t
bucket_of(uint64_t hash)
{
    return hash >> (64 - BITS);
}

/* Fold a line of ASCII letters only, as nearly all are: just make it lower
 * case. False if it has other characters. */
static bool
fold_plain(char *line)
{
    for (; *line; line++) {
        if (!g_ascii_isalpha(*line))
            return false;
        *line = g_ascii_tolower(*line);
    }
    return true;
}

/* Add the folded words of a line: one, or the parts of a compound. */
static void
add_line(GArray *hashes, char *line, size_t len)
{
    uint64_t hash;

    /* Leave out possessives: the list also has the word without the 's. */
    if (len == 0 || (len > 1 && memcmp(line + len - 2, "'s", 2) == 0))
        return;
    if (fold_plain(line)) {
        hash = hash_of(line);
        g_array_append_val(hashes, hash);
        return;
    }
    char **words = fold_words(line, len, false);
    for (char **w = words; *w; w++) {
        hash = hash_of(*w);
        g_array_append_val(hashes, hash);
    }
    g_strfreev(words);
}

/* The hashes of the lines. Changes the text. */
static GArray *
hash_lines(GString *text)
{
    GArray *hashes = g_array_new(FALSE, FALSE, sizeof(uint64_t));
    char *next;

    for (char *line = text->str; line; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        const size_t len = strcspn(line, "\r");
        line[len] = '\0';
        add_line(hashes, line, len);
    }
    return hashes;
}

static struct hashes *
hashes_new(GString *text)
{
    struct hashes *hashes = g_new0(struct hashes, 1);
    GArray *lines = hash_lines(text);
    const uint64_t *all = (const void *)lines->data;
    uint32_t *starts = hashes->starts;

    hashes->at = g_new(uint64_t, lines->len);
    for (guint i = 0; i < lines->len; i++)
        starts[bucket_of(all[i])]++;
    for (size_t i = 1; i < G_N_ELEMENTS(hashes->starts); i++)
        starts[i] += starts[i - 1];
    for (guint i = 0; i < lines->len; i++)
        hashes->at[--starts[bucket_of(all[i])]] = all[i];
    g_array_free(lines, TRUE);
    return hashes;
}

struct spelling_dictionary *
spelling_dictionary_open(const char *path)
{
    FILE *file = fopen(path, "re");
    GString *text = g_string_new(NULL);
    char bytes[16 * 1024];

    for (size_t n; file && (n = fread(bytes, 1, sizeof bytes, file)) > 0;)
        g_string_append_len(text, bytes, (gssize)n);
    const int error = !file || ferror(file) ? errno : 0;
    if (file)
        fclose(file);
    if (error) {
        g_string_free(text, TRUE);
        errno = error;
        return NULL;
    }
    struct spelling_dictionary *dictionary =
        g_new(struct spelling_dictionary, 1);
    dictionary->content = g_new0(struct content, 1);
    dictionary->content->text = text;
    return dictionary;
}

void
spelling_dictionary_close(struct spelling_dictionary *dictionary)
{
    if (!dictionary)
        return;
    struct content *content = dictionary->content;
    if (content->text)
        g_string_free(content->text, TRUE);
    if (content->hashes)
        g_free(content->hashes->at);
    g_free(content->hashes);
    g_free(content);
    g_free(dictionary);
}

bool
spelling_dictionary_has(const struct spelling_dictionary *dictionary,
                        const char *word)
{
    struct content *content = dictionary->content;

    if (g_once_init_enter(&content->hashes)) {
        struct hashes *made = hashes_new(content->text);
        g_string_free(content->text, TRUE);
        content->text = NULL;
        g_once_init_leave(&content->hashes, made);
    }
    const struct hashes *hashes = content->hashes;
    const uint64_t hash = hash_of(word);
    const size_t bucket = bucket_of(hash);
    for (size_t i = hashes->starts[bucket]; i < hashes->starts[bucket + 1]; i++)
        if (hashes->at[i] == hash)
            return true;
    return false;
}
