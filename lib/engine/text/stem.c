/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/text/stem.h"

#include "engine/base/arena.h"
#include "engine/text/rows.h"
#include "engine/text/shipped.h"

#include <glib.h>
#include <libstemmer.h>

#include <string.h>

/* Longer strings are not words; they go to Porter2 as they are. */
enum { WORD_MAX = 64 };

/* Shorter ones are not taken for a form of a word of the table. */
enum { BASE_MIN = 3 };

/* A row of the table gives all its words one stem. */
struct stem_row {
    const char *word; /* NULL: the place is free */
    size_t len;
    bool is_joined; /* after a "=" */
    const char *stem;
    size_t stem_len;
};

/* A word that was met, and its stem, which ends in NUL. */
enum { MET = 8192, MET_SIZE = 32 };
struct met {
    char word[MET_SIZE];
    char stem[MET_SIZE];
    unsigned char word_len; /* 0: the place is free */
    unsigned char stem_len;
};

struct stemmer {
    struct sb_stemmer *porter2;
    struct met *met;          /* by hash; the last that came is kept */
    struct stem_row *entries; /* by hash */
    size_t mask;              /* of their number, a power of two */
    char *stems; /* those of joined words' rows, one after another */
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

/* The word's own place, or the free one where it would be. */
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

/* The entry of the word without its last letters, and with others instead. */
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

/* The regular endings: what is dropped, and what may have been there. */
static const struct {
    const char *ending;
    const char *instead[3]; /* the first is tried first */
    bool is_any; /* of an irregular form, too: "founded" is not of "found",
                    which is of "find" */
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

/* Stopped, planned, travelling: with the doubled letter once. */
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

/* The entry of the word or of the word that it is a regular form of. */
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

/* What is written in place of an ending. Of several that a word ends with, the
 * first in order. */
struct rule {
    const char *ending;
    const char *instead;
    size_t least;       /* letters of the word */
    const char *before; /* one of these letters; NULL: any */
};

/* Before a word is looked up. */
static const struct rule spellings[] = {
    /* Porter2 cuts off -ize but not -ise: "socialize" would be social. Not of
     * size, seize or prize. */
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

/* Before Porter2 sees it. */
static const struct rule rules[] = {
    /* Nouns of verbs: to identify, to clarify. */
    {"ification", "ify", 12, NULL},
    {"ifications", "ify", 13, NULL},
    /* Who believes in it: extremism is not what is extreme. */
    {"ism", "ist", 6, NULL},
    {"isms", "ist", 7, NULL},
    /* Comparisons: happier, the earliest. Carriers carry. */
    {"ier", "y", 6, "bcdfghklmnprstvwxz"},
    {"iers", "y", 7, "bcdfghklmnprstvwxz"},
    {"iest", "y", 7, "bcdfghklmnprstvwxz"},
    /* Adverbs: necessarily, happily; not the family. */
    {"ily", "y", 7, NULL},
    /* Chairmen, policemen; not specimen, abdomen. */
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
    {"uelled", "uel", 7, NULL}, /* not of quell */
    {"uelling", "uel", 8, NULL},
};

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

/* Letters that nobody can say, but for an "e" at their end, are an
 * abbreviation: GCSEs, LSCBs. Short ones may end with an "s" of their own. */
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

/* The stem of a word that was not met lately. */
static const char *
found(struct stemmer *s, const char *word, size_t len, size_t *stem_len)
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

/* Room for twice as many words as the file has, so that few meet. */
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
    /* A stem is no longer than the word that it is of. */
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

/* Rows without a "=": the first word is the stem. */
static void
read_apart(struct stemmer *s)
{
    struct rows rows = rows_of(stems_shipped, stems_shipped_len);
    struct row_word word, first = {0};
    bool is_alone = false; /* the first word is all that was read */

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

/* Rows with one: what is on its right has the stem of what is on its left. */
static void
read_joined(struct stemmer *s)
{
    struct rows rows = rows_of(stems_shipped, stems_shipped_len);
    struct row_word word, first = {0};
    char *room = s->stems;
    const char *kept = NULL; /* of this row */
    size_t kept_len = 0;

    while (rows_next(&rows, &word)) {
        if (word.is_first) {
            first = word;
            kept = NULL;
        }
        if (!word.is_right)
            continue;
        if (!kept) {
            const char *stem = found(s, first.text, first.len, &kept_len);
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
    s->met = g_new0(struct met, MET);
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
    g_free(s->met);
    g_free(s->entries);
    g_free(s->stems);
    g_free(s);
}

const char *
stemmer_stem(struct stemmer *s, const char *word, size_t len, size_t *stem_len)
{
    if (len == 0 || len >= MET_SIZE)
        return found(s, word, len, stem_len);
    struct met *met = &s->met[hash_of(word, len) % MET];
    if (met->word_len == len && memcmp(met->word, word, len) == 0) {
        *stem_len = met->stem_len;
        return met->stem;
    }
    const char *stem = found(s, word, len, stem_len);
    if (*stem_len >= MET_SIZE)
        return stem;
    memcpy(met->word, word, len);
    met->word_len = (unsigned char)len;
    memcpy(met->stem, stem, *stem_len);
    met->stem[*stem_len] = '\0';
    met->stem_len = (unsigned char)*stem_len;
    return met->stem;
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

/* Of all tables; what they do not show is counted by VERSION. */
uint64_t
stemmer_rules(void)
{
    enum { VERSION = 1 }; /* raise it when this file stems in another way */
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
