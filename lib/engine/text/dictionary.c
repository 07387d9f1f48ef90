/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A chunk has its words in the order of their numbers. All numbers are in
 * LEB128. Each word is
 *   - the length of the word, and its bytes;
 *   - the number of its stem; or, if the stem is new, 0, the length of the
 *     prefix that it shares with the word, and the length and bytes of the
 *     rest.
 *
 * Stems are numbered from 1 in the order in which they first occur in the whole
 * dictionary. The stem of a compound is that of its words written as one; it
 * has a number of its own, even if a word has the same stem.
 */
#include "engine/text/dictionary.h"

#include "engine/base/leb128.h"

#include <glib.h>
#include <inttypes.h>
#include <pthread.h>
#include <string.h>

enum { WORD_MAX = 255 }; /* bytes: terms of the index are shorter */

struct dictionary_word {
    const char *word;
    uint32_t stem; /* its number */
    uint32_t next; /* the next word with this stem; 0: none */
};

struct stem {
    const char *text;
    uint32_t first, last; /* words */
    bool is_compound;
};

struct dictionary {
    /* Guards everything below. */
    pthread_rwlock_t lock;
    GStringChunk *strings;
    GArray *entries;       /* struct dictionary_word, by number; 0 is unused */
    GArray *stems;         /* struct stem, by number; 0 is unused */
    GHashTable *words;     /* word -> number */
    GHashTable *by_stem;   /* stem -> number of the stem */
    GHashTable *compounds; /* stem -> number of the stem, for compounds */
};

struct dictionary *
dictionary_new(void)
{
    struct dictionary *dictionary = g_new0(struct dictionary, 1);

    pthread_rwlock_init(&dictionary->lock, NULL);
    dictionary->strings = g_string_chunk_new((gsize)64 * 1024);
    dictionary->entries =
        g_array_new(FALSE, TRUE, sizeof(struct dictionary_word));
    dictionary->stems = g_array_new(FALSE, TRUE, sizeof(struct stem));
    g_array_set_size(dictionary->entries, 1);
    g_array_set_size(dictionary->stems, 1);
    dictionary->words = g_hash_table_new(g_str_hash, g_str_equal);
    dictionary->by_stem = g_hash_table_new(g_str_hash, g_str_equal);
    dictionary->compounds = g_hash_table_new(g_str_hash, g_str_equal);
    return dictionary;
}

void
dictionary_free(struct dictionary *dictionary)
{
    if (!dictionary)
        return;
    g_hash_table_destroy(dictionary->words);
    g_hash_table_destroy(dictionary->by_stem);
    g_hash_table_destroy(dictionary->compounds);
    g_array_unref(dictionary->entries);
    g_array_unref(dictionary->stems);
    g_string_chunk_free(dictionary->strings);
    pthread_rwlock_destroy(&dictionary->lock);
    g_free(dictionary);
}

/* Looking up. Only the public functions take the lock. */

static void
lock_to_read(const struct dictionary *dictionary)
{
    pthread_rwlock_rdlock((pthread_rwlock_t *)&dictionary->lock);
}

static void
unlock(const struct dictionary *dictionary)
{
    pthread_rwlock_unlock((pthread_rwlock_t *)&dictionary->lock);
}

static uint32_t
size_of(const struct dictionary *dictionary)
{
    return dictionary->entries->len - 1;
}

static struct dictionary_word *
entry_at(const struct dictionary *dictionary, uint32_t number)
{
    return &g_array_index(dictionary->entries, struct dictionary_word, number);
}

static struct stem *
stem_at(const struct dictionary *dictionary, uint32_t number)
{
    return &g_array_index(dictionary->stems, struct stem, number);
}

static uint32_t
number_in(GHashTable *table, const char *text)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(table, text));
}

uint32_t
dictionary_size(const struct dictionary *dictionary)
{
    lock_to_read(dictionary);
    const uint32_t size = size_of(dictionary);
    unlock(dictionary);
    return size;
}

uint32_t
dictionary_find(const struct dictionary *dictionary, const char *word)
{
    lock_to_read(dictionary);
    const uint32_t number = number_in(dictionary->words, word);
    unlock(dictionary);
    return number;
}

const char *
dictionary_word(const struct dictionary *dictionary, uint32_t number)
{
    lock_to_read(dictionary);
    const char *word = entry_at(dictionary, number)->word;
    unlock(dictionary);
    return word;
}

const char *
dictionary_stem(const struct dictionary *dictionary, uint32_t number)
{
    lock_to_read(dictionary);
    const char *stem =
        stem_at(dictionary, entry_at(dictionary, number)->stem)->text;
    unlock(dictionary);
    return stem;
}

static uint32_t
first_of(const struct dictionary *dictionary,
         GHashTable *stems,
         const char *stem)
{
    lock_to_read(dictionary);
    const uint32_t first = stem_at(dictionary, number_in(stems, stem))->first;
    unlock(dictionary);
    return first;
}

uint32_t
dictionary_of_stem(const struct dictionary *dictionary, const char *stem)
{
    return first_of(dictionary, dictionary->by_stem, stem);
}

uint32_t
dictionary_compound_of_stem(const struct dictionary *dictionary,
                            const char *stem)
{
    return first_of(dictionary, dictionary->compounds, stem);
}

uint32_t
dictionary_next(const struct dictionary *dictionary, uint32_t number)
{
    lock_to_read(dictionary);
    const uint32_t next = entry_at(dictionary, number)->next;
    unlock(dictionary);
    return next;
}

/* Adding. */

static bool
is_compound(const char *word)
{
    return strchr(word, '-') != NULL;
}

static uint32_t
stem_number(struct dictionary *dictionary, const char *stem, bool compound)
{
    GHashTable *table = compound ? dictionary->compounds : dictionary->by_stem;
    uint32_t number = number_in(table, stem);

    if (number > 0)
        return number;
    const struct stem added = {
        .text = g_string_chunk_insert(dictionary->strings, stem),
        .is_compound = compound};
    number = dictionary->stems->len;
    g_array_append_val(dictionary->stems, added);
    g_hash_table_insert(table, (void *)added.text, GUINT_TO_POINTER(number));
    return number;
}

static uint32_t
add_word(struct dictionary *dictionary, const char *word, uint32_t stem)
{
    const struct dictionary_word added = {
        .word = g_string_chunk_insert(dictionary->strings, word), .stem = stem};
    const uint32_t number = dictionary->entries->len;
    struct stem *of = stem_at(dictionary, stem);

    g_array_append_val(dictionary->entries, added);
    g_hash_table_insert(dictionary->words, (void *)added.word,
                        GUINT_TO_POINTER(number));
    if (of->last > 0)
        entry_at(dictionary, of->last)->next = number;
    else
        of->first = number;
    of->last = number;
    return number;
}

/* The stem of a word, or of the words of a compound written as one; free it
 * with g_free(). */
static char *
stem_of_word(struct stemmer *stemmer, const char *word)
{
    GString *letters = g_string_new(NULL);
    const char *stem;
    size_t len;

    for (const char *p = word; *p; p++)
        if (*p != '-')
            g_string_append_c(letters, *p);
    stem = stemmer_stem(stemmer, letters->str, letters->len, &len);
    char *copy = g_strndup(stem, len);
    g_string_free(letters, TRUE);
    return copy;
}

uint32_t
dictionary_add(struct dictionary *dictionary,
               const char *word,
               struct stemmer *stemmer)
{
    /* Only this thread adds, so it may look up without the lock. */
    uint32_t number = number_in(dictionary->words, word);

    if (number > 0)
        return number;
    char *stem = stem_of_word(stemmer, word);
    pthread_rwlock_wrlock(&dictionary->lock);
    number = add_word(dictionary, word,
                      stem_number(dictionary, stem, is_compound(word)));
    pthread_rwlock_unlock(&dictionary->lock);
    g_free(stem);
    return number;
}

/* Saving. */

static void
put_number(GString *out, uint32_t number)
{
    unsigned char bytes[LEB128_MAX];
    const size_t n = leb128_put(bytes, number);

    g_string_append_len(out, (const char *)bytes, (gssize)n);
}

static void
put_text(GString *out, const char *text)
{
    put_number(out, (uint32_t)strlen(text));
    g_string_append(out, text);
}

static void
put_stem(GString *out, const char *word, const char *stem)
{
    size_t common = 0;

    while (word[common] && word[common] == stem[common])
        common++;
    put_number(out, 0);
    put_number(out, (uint32_t)common);
    put_text(out, stem + common);
}

char *
dictionary_save(const struct dictionary *dictionary,
                unsigned chunk,
                size_t *len)
{
    const uint32_t first = chunk * DICTIONARY_CHUNK + 1;
    GString *out = g_string_new(NULL);

    lock_to_read(dictionary);
    const uint32_t end =
        MIN(first + DICTIONARY_CHUNK, dictionary->entries->len);
    for (uint32_t number = first; number < end; number++) {
        const struct dictionary_word *entry = entry_at(dictionary, number);
        const struct stem *stem = stem_at(dictionary, entry->stem);
        put_text(out, entry->word);
        if (stem->first == number)
            put_stem(out, entry->word, stem->text);
        else
            put_number(out, entry->stem);
    }
    unlock(dictionary);
    *len = out->len;
    return g_string_free(out, FALSE);
}

/* Loading. */

struct dictionary_bytes {
    const unsigned char *at, *end;
    bool is_good;
};

static uint32_t
take_number(struct dictionary_bytes *reading)
{
    uint32_t number;

    if (leb128_take(&reading->at, reading->end, &number))
        return number;
    reading->is_good = false;
    return 0;
}

/* Append a text to out, which has len bytes already and room for WORD_MAX and a
 * NUL. */
static void
take_text(struct dictionary_bytes *reading, char *out, size_t len)
{
    const uint32_t n = take_number(reading);

    if (!reading->is_good || n > WORD_MAX - len ||
        n > (size_t)(reading->end - reading->at)) {
        reading->is_good = false;
        return;
    }
    memcpy(out + len, reading->at, n);
    out[len + n] = '\0';
    reading->at += n;
}

/* Read the stem of a word. Returns its number; 0 if it is damaged. */
static uint32_t
take_stem(struct dictionary *dictionary,
          struct dictionary_bytes *reading,
          const char *word)
{
    char stem[WORD_MAX + 1];
    const uint32_t known = take_number(reading);

    if (known > 0)
        return known < dictionary->stems->len ? known : 0;
    const uint32_t common = take_number(reading);
    if (!reading->is_good || common > strlen(word))
        return 0;
    memcpy(stem, word, common);
    take_text(reading, stem, common);
    return reading->is_good ? stem_number(dictionary, stem, is_compound(word))
                            : 0;
}

static bool
take_word(struct dictionary *dictionary,
          struct dictionary_bytes *reading,
          uint32_t number,
          struct stemmer *stemmer)
{
    const bool is_new = number > size_of(dictionary);
    char word[WORD_MAX + 1];
    uint32_t stem;

    take_text(reading, word, 0);
    if (!reading->is_good || *word == '\0' ||
        (!is_new && strcmp(entry_at(dictionary, number)->word, word) != 0))
        return false;
    if (!is_new && !stemmer)
        return take_stem(dictionary, reading, word) > 0;
    if (stemmer) {
        char *own = stem_of_word(stemmer, word);
        /* Skip the stored stem, whose number may not be that of this
         * dictionary. */
        if (take_number(reading) == 0) {
            char rest[WORD_MAX + 1];
            take_number(reading);
            take_text(reading, rest, 0);
        }
        stem = is_new ? stem_number(dictionary, own, is_compound(word)) : 1;
        g_free(own);
    } else {
        stem = take_stem(dictionary, reading, word);
    }
    if (!reading->is_good || stem == 0 ||
        (is_new && number_in(dictionary->words, word) > 0))
        return false;
    if (is_new)
        add_word(dictionary, word, stem);
    return true;
}

bool
dictionary_load(struct dictionary *dictionary,
                unsigned chunk,
                const char *value,
                size_t len,
                struct stemmer *stemmer)
{
    struct dictionary_bytes reading = {
        (const unsigned char *)value, (const unsigned char *)value + len, true};
    uint32_t number = chunk * DICTIONARY_CHUNK + 1;

    pthread_rwlock_wrlock(&dictionary->lock);
    bool is_good = number <= size_of(dictionary) + 1;
    for (uint32_t n = 0; is_good && reading.at < reading.end; n++, number++)
        is_good = n < DICTIONARY_CHUNK &&
                  take_word(dictionary, &reading, number, stemmer);
    pthread_rwlock_unlock(&dictionary->lock);
    return is_good;
}

static char rules[17];
static pthread_once_t rules_once = PTHREAD_ONCE_INIT;

static void
name_rules(void)
{
    g_snprintf(rules, sizeof rules, "%016" PRIx64, stemmer_rules());
}

const char *
dictionary_rules(void)
{
    pthread_once(&rules_once, name_rules);
    return rules;
}

bool
dictionary_owns_key(const char *key)
{
    return g_str_has_prefix(key, DICTIONARY_KEYS) ||
           strcmp(key, DICTIONARY_RULES_KEY) == 0;
}
