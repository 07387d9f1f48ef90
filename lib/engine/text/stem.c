/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/text/stem.h"

#include "engine/base/arena.h"
#include "engine/text/rows.h"
#include "engine/text/shipped.h"

#include <glib.h>
#include <libstemmer.h>

#include <string.h>

enum {
    WORD_MAX = 64, /* bytes: longer strings are not words, and only go to
                      Porter2 */
    BASE_MIN = 3   /* bytes: the shortest word of the table whose regular forms
                      are recognised */
};

/* A word of the table (share/stems.txt) and its stem. */
struct stem_row {
    const char *word; /* NULL: the slot is free */
    size_t len;
    bool is_joined; /* after a "=" */
    const char *stem;
    size_t stem_len;
};

/* A cached word, and its stem, which ends in NUL. */
enum {
    CACHED = 8192,   /* slots of the cache */
    CACHED_SIZE = 32 /* bytes: longer words are not cached */
};
struct cached {
    char word[CACHED_SIZE];
    char stem[CACHED_SIZE];
    unsigned char word_len; /* 0: the slot is free */
    unsigned char stem_len;
};

struct stemmer {
    struct sb_stemmer *porter2;
    struct cached *cache;     /* by hash; a new word replaces the one there */
    struct stem_row *entries; /* the table, by hash, with open addressing */
    size_t mask;              /* number of entries (a power of two) minus 1 */
    char *stems;              /* the stems of rows with "=", concatenated */
    char buffer[WORD_MAX];
};

static size_t
hash_of(const char *word, size_t len)
{
    uint64_t hash = 14695981039346656037u;

    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (unsigned char)word[i]) * 1099511628211u;
    return (size_t)(hash ^ hash >> 32);
}

/* The entry of the word, or the free one where it would be. */
static struct stem_row *
place_of(const struct stemmer *s, const char *word, size_t len)
{
    size_t i = hash_of(word, len) & s->mask;

    while (s->entries[i].word && (s->entries[i].len != len ||
                                  memcmp(s->entries[i].word, word, len) != 0))
        i = (i + 1) & s->mask;
    return &s->entries[i];
}

static const struct stem_row *
find(const struct stemmer *s, const char *word, size_t len)
{
    const struct stem_row *entry = place_of(s, word, len);

    return entry->word ? entry : NULL;
}

static bool
ends_with(const char *word, size_t len, const char *ending)
{
    const size_t n = strlen(ending);

    return len >= n && memcmp(word + len - n, ending, n) == 0;
}

/* The entry of the word with other letters instead of its last `drop`. */
static const struct stem_row *
find_instead(const struct stemmer *s,
             const char *word,
             size_t len,
             size_t drop,
             const char *put)
{
    const size_t kept = len - drop, more = strlen(put);
    char base[WORD_MAX];

    if (kept < BASE_MIN || kept + more > sizeof base)
        return NULL;
    memcpy(base, word, kept);
    memcpy(base + kept, put, more);
    return find(s, base, kept + more);
}

/* Regular endings, and what the word may have had instead of them. */
static const struct {
    const char *ending;
    const char *instead[3]; /* tried in this order */
    bool is_any;            /* also after the right side of a row with a "=":
                               "founded" is not a form of "found", if that is a
                               form of "find" */
} endings[] = {
    /* clang-format off */
    {"ies", {"y"}, true},
    {"ses", {"s"}, true},
    {"xes", {"x"}, true},
    {"zes", {"z"}, true},
    {"hes", {"h"}, true},
    {"oes", {"o"}, true},
    {"s", {""}, true},
    {"ied", {"y"}, false},
    {"ed", {"", "e"}, false},
    {"ying", {"y", "ie"}, false},
    {"ing", {"", "e"}, false},
    {"ily", {"y"}, true},
    {"bly", {"ble"}, true},
    {"ally", {"al", ""}, true},
    {"ly", {""}, true},
    {"ier", {"y"}, false},
    {"iest", {"y"}, false},
    {"iness", {"y"}, false},
    {"ness", {""}, false},
    /* clang-format on */
};

/* The entry of a word whose last letter is doubled before the ending: stopped,
 * planned, travelling. */
static const struct stem_row *
find_undoubled(const struct stemmer *s,
               const char *word,
               size_t len,
               size_t ending)
{
    const size_t at = len - ending;

    if ((ending != 2 && ending != 3) || at < BASE_MIN ||
        word[at - 1] != word[at - 2])
        return NULL;
    return find_instead(s, word, len, ending + 1, "");
}

/* The entry of the word, or of a word that it is a regular form of. */
static const struct stem_row *
find_form(const struct stemmer *s, const char *word, size_t len)
{
    const struct stem_row *entry = find(s, word, len);

    for (size_t i = 0; !entry && i < sizeof endings / sizeof *endings; i++) {
        if (!ends_with(word, len, endings[i].ending))
            continue;
        if (endings[i].ending[0] == 's' && ends_with(word, len, "ss"))
            continue;
        const size_t drop = strlen(endings[i].ending);
        for (size_t k = 0; !entry && k < 3 && endings[i].instead[k]; k++)
            entry = find_instead(s, word, len, drop, endings[i].instead[k]);
        if (!entry && !endings[i].is_any)
            entry = find_undoubled(s, word, len, drop);
        if (entry && entry->is_joined && !endings[i].is_any)
            entry = NULL;
    }
    return entry;
}

/* Replaces an ending of a word. The first rule of a table that fits is used. */
struct rule {
    const char *ending;
    const char *instead;
    size_t least;       /* letters that the word must have */
    const char *before; /* letters that the ending may come after; NULL: any */
};

/* Applied before a word is looked up in the table. */
static const struct rule spellings[] = {
    /* Porter2 removes -ize but not -ise: "socialize" would become "social". The
     * lengths exclude size, seize and prize. */
    /* clang-format off */
    {"ize", "ise", 7, NULL},
    {"izes", "ises", 7, NULL},
    {"ized", "ised", 7, NULL},
    {"izing", "ising", 8, NULL},
    {"izer", "iser", 7, NULL},
    {"izers", "isers", 7, NULL},
    {"ization", "isation", 7, NULL},
    {"izations", "isations", 7, NULL},
    {"yze", "yse", 7, NULL},
    {"yzes", "yses", 7, NULL},
    {"yzed", "ysed", 7, NULL},
    {"yzing", "ysing", 7, NULL},
    /* clang-format on */
};

/* Applied before Porter2, to words that are not in the table. */
static const struct rule rules[] = {
    /* Nouns made of verbs: to identify, to clarify. */
    {"ification", "ify", 12, NULL},
    {"ifications", "ify", 13, NULL},
    /* Extremism belongs with extremist, not with extreme. */
    {"ism", "ist", 6, NULL},
    {"isms", "ist", 7, NULL},
    /* Comparisons: happier, the earliest. Carriers carry. */
    {"ier", "y", 6, "bcdfghklmnprstvwxz"},
    {"iers", "y", 7, "bcdfghklmnprstvwxz"},
    {"iest", "y", 7, "bcdfghklmnprstvwxz"},
    /* Adverbs: necessarily, happily; but not family. */
    {"ily", "y", 7, NULL},
    /* Chairmen, policemen; but not specimen, abdomen. */
    {"women", "woman", 6, NULL},
    {"men", "man", 6, "bcdefghklmnprstvwxyz"},
    /* A "c" before "-ed" had an "e" after it. */
    {"ced", "ce", 7, NULL},
    {"cing", "ce", 8, NULL},
    /* Verbs that end with two letters: staffing. */
    {"ffed", "ff", 6, NULL},
    {"ffing", "ff", 7, NULL},
    /* British English doubles the "l" of fuel and dial. */
    {"ialled", "ial", 6, NULL},
    {"ialling", "ial", 7, NULL},
    {"uelled", "uel", 7, NULL}, /* but not quelled */
    {"uelling", "uel", 8, NULL},
};

/* Apply the first of the rules that fits. Returns the new length. */
static size_t
apply(const struct rule *table, size_t n, char *word, size_t len)
{
    for (const struct rule *rule = table; rule < table + n; rule++) {
        if (len < rule->least || !ends_with(word, len, rule->ending))
            continue;
        const size_t kept = len - strlen(rule->ending);
        if (rule->before && !strchr(rule->before, word[kept - 1]))
            continue;
        const size_t more = strlen(rule->instead);
        memcpy(word + kept, rule->instead, more);
        return kept + more;
    }
    return len;
}
#define APPLY(table, word, len)                                                \
    apply(table, sizeof(table) / sizeof *(table), word, len)

/* Whether the word is the plural of an abbreviation: letters without a vowel
 * that cannot be spoken, though the last may be an "e": LSCBs, GCSEs. The "s"
 * of a short word may be its own. */
static bool
is_plural_of_letters(const char *word, size_t len)
{
    if (len < 4 || word[len - 1] != 's' || word[len - 2] == 's')
        return false;
    const size_t last = len - 2;
    for (size_t i = 0; i <= last; i++)
        if (word[i] < 'a' || word[i] > 'z' ||
            (strchr("aeiouy", word[i]) && !(i == last && word[i] == 'e')))
            return false;
    return word[last] != 'e' || len > 4;
}

static const char *
porter2(struct stemmer *s, const char *word, size_t len, size_t *stem_len)
{
    const sb_symbol *stem =
        sb_stemmer_stem(s->porter2, (const sb_symbol *)word, (int)len);

    if (!stem)
        g_error("out of memory");
    *stem_len = (size_t)sb_stemmer_length(s->porter2);
    return (const char *)stem;
}

/* The stem of a word that is not cached. */
static const char *
make_stem(struct stemmer *s, const char *word, size_t len, size_t *stem_len)
{
    if (len > 2 && ends_with(word, len, "'s"))
        len -= 2;
    if (len > WORD_MAX)
        return porter2(s, word, len, stem_len);
    char *own = memcpy(s->buffer, word, len);
    len = APPLY(spellings, own, len);
    const struct stem_row *entry = find_form(s, own, len);
    if (entry) {
        *stem_len = entry->stem_len;
        return entry->stem;
    }
    if (is_plural_of_letters(own, len))
        len--;
    len = APPLY(rules, own, len);
    return porter2(s, own, len, stem_len);
}

/* Allocate the table: twice as many entries as the file has words, so that few
 * collide. */
static void
make_room(struct stemmer *s)
{
    struct rows rows = rows_of(stems_shipped, stems_shipped_len);
    struct row_word word;
    size_t count = 0, room = 1;

    while (rows_next(&rows, &word))
        count++;
    while (room < 2 * count + 1)
        room *= 2;
    s->entries = g_new0(struct stem_row, room);
    /* A stem is not longer than its word. */
    s->stems = g_malloc(stems_shipped_len + 1);
    s->mask = room - 1;
}

static void
add(struct stemmer *s,
    const struct row_word *word,
    const char *stem,
    size_t stem_len)
{
    *place_of(s, word->text, word->len) = (struct stem_row){
        word->text, word->len, word->is_right, stem, stem_len};
}

/* Add what is left of a "=", or the row if it has none: the first word is the
 * stem. A row that has only one word on its left, before a "=", adds nothing.
 */
static void
read_apart(struct stemmer *s)
{
    struct rows rows = rows_of(stems_shipped, stems_shipped_len);
    struct row_word word, first = {0};
    bool is_alone = false; /* only the first word of the row has been read */

    while (rows_next(&rows, &word)) {
        if (is_alone && !word.is_right)
            add(s, &first, first.text, first.len);
        is_alone = word.is_first;
        if (word.is_first)
            first = word;
        else if (!word.is_right)
            add(s, &word, first.text, first.len);
    }
    if (is_alone)
        add(s, &first, first.text, first.len);
}

/* Add what is right of a "=": it has the stem of the row's first word. */
static void
read_joined(struct stemmer *s)
{
    struct rows rows = rows_of(stems_shipped, stems_shipped_len);
    struct row_word word, first = {0};
    char *room = s->stems;
    const char *kept = NULL; /* the stem of this row */
    size_t kept_len = 0;

    while (rows_next(&rows, &word)) {
        if (word.is_first) {
            first = word;
            kept = NULL;
        }
        if (!word.is_right)
            continue;
        if (!kept) {
            const char *stem = make_stem(s, first.text, first.len, &kept_len);
            kept = memcpy(room, stem, kept_len);
            room += kept_len;
        }
        add(s, &word, kept, kept_len);
    }
}

struct stemmer *
stemmer_new(void)
{
    struct stemmer *s = g_new0(struct stemmer, 1);

    s->porter2 = sb_stemmer_new("english", NULL);
    if (!s->porter2)
        g_error("out of memory");
    s->cache = g_new0(struct cached, CACHED);
    make_room(s);
    read_apart(s);
    read_joined(s);
    return s;
}

void
stemmer_free(struct stemmer *s)
{
    if (!s)
        return;
    sb_stemmer_delete(s->porter2);
    g_free(s->cache);
    g_free(s->entries);
    g_free(s->stems);
    g_free(s);
}

const char *
stemmer_stem(struct stemmer *s, const char *word, size_t len, size_t *stem_len)
{
    if (len == 0 || len >= CACHED_SIZE)
        return make_stem(s, word, len, stem_len);
    struct cached *cached = &s->cache[hash_of(word, len) % CACHED];
    if (cached->word_len == len && memcmp(cached->word, word, len) == 0) {
        *stem_len = cached->stem_len;
        return cached->stem;
    }
    const char *stem = make_stem(s, word, len, stem_len);
    if (*stem_len >= CACHED_SIZE)
        return stem;
    memcpy(cached->word, word, len);
    cached->word_len = (unsigned char)len;
    memcpy(cached->stem, stem, *stem_len);
    cached->stem[*stem_len] = '\0';
    cached->stem_len = (unsigned char)*stem_len;
    return cached->stem;
}

const char *
stem_of(struct stemmer *s, struct arena *arena, const char *word)
{
    size_t len;
    const char *stem = stemmer_stem(s, word, strlen(word), &len);

    return arena_strndup(arena, stem, len);
}

static uint64_t
add_text(uint64_t hash, const char *text)
{
    for (; text && *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return (hash ^ 0xff) * 1099511628211u;
}

static uint64_t
add_rules(uint64_t hash, const struct rule *table, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        hash = add_text(hash, table[i].ending);
        hash = add_text(hash, table[i].instead);
        hash = add_text(hash, table[i].before);
        hash = (hash ^ table[i].least) * 1099511628211u;
    }
    return hash;
}

/* A hash of all tables, and of VERSION. */
uint64_t
stemmer_rules(void)
{
    enum {
        VERSION = 1
    }; /* raise it if words are stemmed differently although
          no table has changed */
    uint64_t hash = hash_of((const char *)stems_shipped, stems_shipped_len);

    hash = (hash ^ VERSION) * 1099511628211u;
    hash = add_rules(hash, spellings, G_N_ELEMENTS(spellings));
    hash = add_rules(hash, rules, G_N_ELEMENTS(rules));
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        hash = add_text(hash, endings[i].ending);
        for (size_t k = 0; k < G_N_ELEMENTS(endings[i].instead); k++)
            hash = add_text(hash, endings[i].instead[k]);
        hash = (hash ^ endings[i].is_any) * 1099511628211u;
    }
    return hash;
}
