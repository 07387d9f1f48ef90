/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A chunk has its words in the order of their numbers. All numbers are in
 * LEB128. Each word is
 *   - the length of the word, and its bytes;
 *   - the number of its stem; or 0, the length of the prefix that its stem
 *     shares with the word, and the length and bytes of the rest of the stem.
 *
 * Stems that are written out are numbered from 1 in the order of the words. The
 * stem of a compound is that of its words written as one; it has a number of
 * its own, even if a word has the same stem.
 *
 * A writer that adds a few words to a large dictionary needs the words and
 * their stems, but not the words of each stem, so the table of stems is made
 * when it is first asked for. Without it, the stem of a new word is written out
 * though it may be there already. The table tells which stems are the same.
 */
#include "engine/text/dictionary.h"

#include "engine/base/leb128.h"
#include "engine/text/numbers.h"

#include <glib.h>
#include <inttypes.h>
#include <pthread.h>
#include <string.h>

enum {
    WORD_MAX = 255 /* bytes: terms of the index are shorter */,
    BLOCK = 1 << 16 /* bytes */
};

struct dictionary_word {
    const char *word;
    uint32_t stem; /* its number */
    uint32_t next; /* the next word with this stem; 0: none */
};

struct stem {
    const char *text;
    uint32_t first; /* word */
    uint32_t last;  /* word, of those that are linked */
    uint32_t same;  /* the first stem with this text; 0: not linked yet */
};

struct dictionary {
    /* Guards everything below. */
    pthread_rwlock_t lock;
    GPtrArray *blocks; /* of bytes of words and stems */
    size_t used;       /* bytes of the last one */
    GArray *entries;   /* struct dictionary_word, by number; 0 is unused */
    GArray *stems;     /* struct stem, by number; 0 is unused */
    struct numbers words;
    uint32_t n_linked; /* words that are linked with those of the same stem */
    struct numbers by_stem, compounds; /* stems of these words */
};

static const char *
text_of_word(const void *data, uint32_t number)
{
    const struct dictionary *dictionary = data;

    return g_array_index(dictionary->entries, struct dictionary_word, number)
        .word;
}

static const char *
text_of_stem(const void *data, uint32_t number)
{
    const struct dictionary *dictionary = data;

    return g_array_index(dictionary->stems, struct stem, number).text;
}

struct dictionary *
dictionary_new(void)
{
    struct dictionary *dictionary = g_new0(struct dictionary, 1);

    pthread_rwlock_init(&dictionary->lock, NULL);
    dictionary->blocks = g_ptr_array_new_with_free_func(g_free);
    dictionary->used = BLOCK;
    dictionary->entries =
        g_array_new(FALSE, TRUE, sizeof(struct dictionary_word));
    dictionary->stems = g_array_new(FALSE, TRUE, sizeof(struct stem));
    g_array_set_size(dictionary->entries, 1);
    g_array_set_size(dictionary->stems, 1);
    dictionary->words =
        (struct numbers){.text_of = text_of_word, .data = dictionary};
    dictionary->by_stem = dictionary->compounds =
        (struct numbers){.text_of = text_of_stem, .data = dictionary};
    return dictionary;
}

void
dictionary_free(struct dictionary *dictionary)
{
    if (!dictionary)
        return;
    numbers_fini(&dictionary->words);
    numbers_fini(&dictionary->by_stem);
    numbers_fini(&dictionary->compounds);
    g_array_unref(dictionary->entries);
    g_array_unref(dictionary->stems);
    g_ptr_array_unref(dictionary->blocks);
    pthread_rwlock_destroy(&dictionary->lock);
    g_free(dictionary);
}

/* Room for a text of so many bytes and a NUL. */
static char *
room_for(struct dictionary *dictionary, size_t len)
{
    if (dictionary->used + len + 1 > BLOCK) {
        g_ptr_array_add(dictionary->blocks, g_malloc(MAX(BLOCK, len + 1)));
        dictionary->used = 0;
    }
    return (char *)dictionary->blocks->pdata[dictionary->blocks->len - 1] +
           dictionary->used;
}

/* A copy of the text that lives as long as the dictionary. */
static const char *
keep(struct dictionary *dictionary, const char *text, size_t len)
{
    char *kept = room_for(dictionary, len);

    memcpy(kept, text, len);
    kept[len] = '\0';
    dictionary->used += len + 1;
    return kept;
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

static bool
is_compound(const char *word)
{
    return strchr(word, '-') != NULL;
}

/* Link the words that are not linked yet with those of the same stem. */
static void
link_words(struct dictionary *dictionary)
{
    while (dictionary->n_linked < size_of(dictionary)) {
        const uint32_t number = ++dictionary->n_linked;
        const struct dictionary_word *entry = entry_at(dictionary, number);
        struct stem *stem = stem_at(dictionary, entry->stem);
        if (stem->same == 0)
            stem->same = numbers_add(
                is_compound(entry->word) ? &dictionary->compounds
                                         : &dictionary->by_stem,
                stem->text, numbers_hash(stem->text, strlen(stem->text)),
                entry->stem);
        struct stem *same = stem_at(dictionary, stem->same);
        if (same->last > 0)
            entry_at(dictionary, same->last)->next = number;
        same->last = number;
    }
}

static void
lock_to_follow(const struct dictionary *dictionary)
{
    lock_to_read(dictionary);
    while (dictionary->n_linked < size_of(dictionary)) {
        unlock(dictionary);
        pthread_rwlock_wrlock((pthread_rwlock_t *)&dictionary->lock);
        link_words((struct dictionary *)dictionary);
        unlock(dictionary);
        lock_to_read(dictionary);
    }
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
    const uint32_t number = numbers_find(&dictionary->words, word,
                                         numbers_hash(word, strlen(word)));
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

uint32_t
dictionary_stem_number(const struct dictionary *dictionary,
                       uint32_t number,
                       const char **stem)
{
    lock_to_read(dictionary);
    const uint32_t of = entry_at(dictionary, number)->stem;
    *stem = stem_at(dictionary, of)->text;
    unlock(dictionary);
    return of;
}

const char *
dictionary_stem(const struct dictionary *dictionary, uint32_t number)
{
    const char *stem;

    dictionary_stem_number(dictionary, number, &stem);
    return stem;
}

static uint32_t
first_of(const struct dictionary *dictionary,
         const struct numbers *stems,
         const char *stem)
{
    lock_to_follow(dictionary);
    const uint32_t number =
        numbers_find(stems, stem, numbers_hash(stem, strlen(stem)));
    const uint32_t first = stem_at(dictionary, number)->first;
    unlock(dictionary);
    return first;
}

uint32_t
dictionary_of_stem(const struct dictionary *dictionary, const char *stem)
{
    return first_of(dictionary, &dictionary->by_stem, stem);
}

uint32_t
dictionary_compound_of_stem(const struct dictionary *dictionary,
                            const char *stem)
{
    return first_of(dictionary, &dictionary->compounds, stem);
}

uint32_t
dictionary_next(const struct dictionary *dictionary, uint32_t number)
{
    lock_to_follow(dictionary);
    const uint32_t next = entry_at(dictionary, number)->next;
    unlock(dictionary);
    return next;
}

/* Adding. */

static uint32_t
add_stem(struct dictionary *dictionary, const char *text)
{
    const struct stem added = {.text = text};

    g_array_append_val(dictionary->stems, added);
    return dictionary->stems->len - 1;
}

/* The number of the stem of a word. If words are linked, it is not a new one if
 * the stem is there already. */
static uint32_t
stem_number(struct dictionary *dictionary, const char *stem, const char *word)
{
    const struct numbers *stems =
        is_compound(word) ? &dictionary->compounds : &dictionary->by_stem;
    const size_t len = strlen(stem);
    const uint32_t number =
        dictionary->n_linked == size_of(dictionary)
            ? numbers_find(stems, stem, numbers_hash(stem, len))
            : 0;

    return number > 0 ? number
                      : add_stem(dictionary, keep(dictionary, stem, len));
}

/* Add a word, which is kept, with the stem of this number. False if it is there
 * already. */
static bool
add_word(struct dictionary *dictionary,
         const char *word,
         uint32_t hash,
         uint32_t stem)
{
    const struct dictionary_word added = {.word = word, .stem = stem};
    const uint32_t number = dictionary->entries->len;

    if (numbers_add(&dictionary->words, word, hash, number) != number)
        return false;
    g_array_append_val(dictionary->entries, added);
    if (stem_at(dictionary, stem)->first == 0)
        stem_at(dictionary, stem)->first = number;
    return true;
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
    const size_t len = strlen(word);
    const uint32_t hash = numbers_hash(word, len);
    uint32_t number = numbers_find(&dictionary->words, word, hash);

    if (number > 0)
        return number;
    char *stem = stem_of_word(stemmer, word);
    pthread_rwlock_wrlock(&dictionary->lock);
    const bool is_linked = dictionary->n_linked == size_of(dictionary);
    const uint32_t of = stem_number(dictionary, stem, word);
    add_word(dictionary, keep(dictionary, word, len), hash, of);
    number = size_of(dictionary);
    if (is_linked)
        link_words(dictionary);
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
 * NUL. Returns how many bytes it has then. */
static size_t
take_text(struct dictionary_bytes *reading, char *out, size_t len)
{
    const uint32_t n = take_number(reading);

    if (!reading->is_good || n > WORD_MAX - len ||
        n > (size_t)(reading->end - reading->at)) {
        reading->is_good = false;
        return len;
    }
    memcpy(out + len, reading->at, n);
    out[len + n] = '\0';
    reading->at += n;
    return len + n;
}

void
dictionary_reserve(struct dictionary *dictionary, unsigned chunks)
{
    pthread_rwlock_wrlock(&dictionary->lock);
    numbers_reserve(&dictionary->words, chunks * DICTIONARY_CHUNK);
    pthread_rwlock_unlock(&dictionary->lock);
}

/* Read the stem of a word, which is kept. Returns its number; 0 if it is
 * damaged. */
static uint32_t
take_stem(struct dictionary *dictionary,
          struct dictionary_bytes *reading,
          const char *word,
          size_t word_len)
{
    const uint32_t known = take_number(reading);

    if (known > 0)
        return known < dictionary->stems->len ? known : 0;
    const uint32_t common = take_number(reading);
    if (!reading->is_good || common > word_len)
        return 0;
    char *stem = room_for(dictionary, WORD_MAX);
    memcpy(stem, word, common);
    const size_t len = take_text(reading, stem, common);
    if (!reading->is_good)
        return 0;
    if (len == word_len && common == len)
        return add_stem(dictionary, word);
    dictionary->used += len + 1;
    return memchr(stem, '\0', len) ? 0 : add_stem(dictionary, stem);
}

/* Skip a stem. False if it is damaged. */
static bool
skip_stem(struct dictionary_bytes *reading)
{
    char rest[WORD_MAX + 1];

    if (take_number(reading) == 0) {
        take_number(reading);
        take_text(reading, rest, 0);
    }
    return reading->is_good;
}

/* The number of the stem by the stemmer's rules. The one that is stored is
 * skipped. */
static uint32_t
stem_again(struct dictionary *dictionary,
           struct dictionary_bytes *reading,
           const char *word,
           struct stemmer *stemmer)
{
    if (!skip_stem(reading))
        return 0;
    char *stem = stem_of_word(stemmer, word);
    const uint32_t number = stem_number(dictionary, stem, word);
    g_free(stem);
    return number;
}

/* A word that is to be added, for which the memory of the table is being
 * fetched meanwhile. */
struct pending {
    const char *word;
    uint32_t hash, stem;
};

static bool
take_word(struct dictionary *dictionary,
          struct dictionary_bytes *reading,
          struct stemmer *stemmer,
          struct pending *out)
{
    char *word = room_for(dictionary, WORD_MAX);
    const size_t len = take_text(reading, word, 0);

    if (!reading->is_good || len == 0 || memchr(word, '\0', len))
        return false;
    dictionary->used += len + 1;
    out->word = word;
    out->hash = numbers_hash(word, len);
    numbers_expect(&dictionary->words, out->hash);
    out->stem = stemmer ? stem_again(dictionary, reading, word, stemmer)
                        : take_stem(dictionary, reading, word, len);
    return reading->is_good && out->stem > 0;
}

/* Read a word that is there already. */
static bool
is_same(const struct dictionary *dictionary,
        struct dictionary_bytes *reading,
        uint32_t number)
{
    char word[WORD_MAX + 1];

    take_text(reading, word, 0);
    return reading->is_good &&
           strcmp(entry_at(dictionary, number)->word, word) == 0 &&
           skip_stem(reading);
}

static bool
add_pending(struct dictionary *dictionary, const struct pending *pending)
{
    return add_word(dictionary, pending->word, pending->hash, pending->stem);
}

/* Add the new words of a chunk, from this number on. */
static bool
load_words(struct dictionary *dictionary,
           struct dictionary_bytes *reading,
           uint32_t end,
           struct stemmer *stemmer)
{
    enum { DELAY = 16 };
    struct pending pending[DELAY];
    size_t n = 0;
    bool is_good = true;

    for (; is_good && reading->at < reading->end; n++) {
        if (n >= DELAY)
            is_good = add_pending(dictionary, &pending[n % DELAY]);
        is_good = is_good && dictionary->entries->len < end &&
                  take_word(dictionary, reading, stemmer, &pending[n % DELAY]);
    }
    for (size_t i = n > DELAY ? n - DELAY : 0; is_good && i < n; i++)
        is_good = dictionary->entries->len < end &&
                  add_pending(dictionary, &pending[i % DELAY]);
    if (stemmer)
        link_words(dictionary);
    return is_good;
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
    const uint32_t first = chunk * DICTIONARY_CHUNK + 1,
                   end = first + DICTIONARY_CHUNK;

    pthread_rwlock_wrlock(&dictionary->lock);
    const uint32_t had = size_of(dictionary);
    bool is_good = first <= had + 1;
    for (uint32_t number = first;
         is_good && number <= had && number < end && reading.at < reading.end;
         number++)
        is_good = is_same(dictionary, &reading, number);
    is_good = is_good && load_words(dictionary, &reading, end, stemmer);
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
