/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The words lie in order of their length. Beside each is a mask of the letters
 * it has: a slip changes at most one letter on each side, so that two words as
 * near as is asked for differ in few bits. Only what that leaves is compared
 * letter by letter. Deletion neighbourhoods (SymSpell) were not tried: this is
 * fast enough, and keeps nothing beside the words.
 */
#include "engine/query/spelling.h"
#include "engine/text/fold.h"

#include <errno.h>
#include <glib.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
    LETTERS_MAX = 64, /* a longer word is like none */
    SHORTEST = 4,     /* letters of a word that is judged */
    RARE = 2,         /* documents of a word that may be a mistake of theirs */
    MORE_FREQUENT = 100, /* times, what was meant instead */
    LIKELY = 17          /* cost of what a word is corrected to: of a rare word
                            two slips that are often made, else any two */
};

/* A word's letters. */
struct letters {
    gunichar at[LETTERS_MAX];
    unsigned n;
    uint64_t mask;
};

struct row {
    const char *text;
    uint64_t mask;
    unsigned documents;
    bool is_name;
};

/* Words by length, in text order within one. */
struct table {
    struct row *rows;
    size_t first[LETTERS_MAX + 2]; /* of each length; then the end */
};

struct spelling {
    GStringChunk *strings;
    GArray *added;     /* struct row, until it is finished */
    GHashTable *names; /* a set */
    struct table words;
    struct table absent; /* names that are not among the words */
    const struct spelling_dictionary *dictionary;
};

/* Letters. */

/* Each letter has a bit, and one more for its second occurrence; those that are
 * not of the alphabet share eight. */
static uint64_t
add_bit(uint64_t mask, gunichar c)
{
    if (c < 'a' || c > 'z')
        return mask | (uint64_t)1 << (52 + c % 8);
    const uint64_t bit = (uint64_t)1 << (c - 'a');
    return mask & bit ? mask | bit << 26 : mask | bit;
}

/* False where it is too long. */
static bool
letters_of(const char *word, struct letters *out)
{
    out->n = 0;
    out->mask = 0;
    for (const char *p = word; *p; p = g_utf8_next_char(p)) {
        if (out->n == LETTERS_MAX)
            return false;
        const gunichar c = g_utf8_get_char(p);
        out->at[out->n++] = c;
        out->mask = add_bit(out->mask, c);
    }
    return true;
}

static unsigned
bits(uint64_t mask)
{
    return (unsigned)__builtin_popcountll(mask);
}

/* What slips cost: ONE in tenths, those that people make more often less. */
enum {
    ONE = 10,
    DOUBLED = 5,
    EXCHANGED = 7,
    VOWEL = 6,
    ALIKE = 7,
    NEAR = 8,
    CHANGED = 12 /* for an unlike one */
};

static bool
is_vowel(gunichar c)
{
    return c < 128 && c > 0 && strchr("aeiouy", (int)c);
}

/* Whether both letters are in one of the groups. */
static bool
are_grouped(gunichar a, gunichar b, const char *const *groups)
{
    if (a == 0 || b == 0 || a >= 128 || b >= 128)
        return false;
    for (; *groups; groups++)
        if (strchr(*groups, (int)a) && strchr(*groups, (int)b))
            return true;
    return false;
}

/* Another letter for the same sound, or a key next to the right one. */
static unsigned
change_cost(gunichar a, gunichar b)
{
    static const char *const sounds[] = {"cks", "sz", "gj", "fv", "td", NULL};
    static const char *const keys[] = {
        "qw", "we", "er", "rt", "ty", "yu", "ui", "io", "op", "as",
        "sd", "df", "fg", "gh", "hj", "jk", "kl", "zx", "xc", "cv",
        "vb", "bn", "nm", "qa", "ws", "ed", "rf", "tg", "yh", "uj",
        "ik", "ol", "az", "sx", "dc", "fv", "gb", "hn", "jm", NULL};

    if (is_vowel(a) && is_vowel(b))
        return VOWEL;
    if (are_grouped(a, b, sounds))
        return ALIKE;
    return are_grouped(a, b, keys) ? NEAR : CHANGED;
}

/* The letter at i is one too many. */
static unsigned
extra_cost(const struct letters *word, unsigned i)
{
    const gunichar c = word->at[i];

    if ((i > 0 && word->at[i - 1] == c) ||
        (i + 1 < word->n && word->at[i + 1] == c))
        return DOUBLED;
    return is_vowel(c) ? NEAR : ONE;
}

/* The least number of slips between two words (letters put in, left out,
 * changed, or exchanged with their neighbours: optimal string alignment), or
 * what they cost; more than most: most + 1. */
static unsigned
slips(const struct letters *a,
      const struct letters *b,
      unsigned most,
      bool is_cost)
{
    unsigned rows[3][LETTERS_MAX + 1];
    unsigned *before = rows[0], *above = rows[1], *row = rows[2];

    row[0] = 0;
    for (unsigned j = 1; j <= b->n; j++)
        row[j] = row[j - 1] + (is_cost ? extra_cost(b, j - 1) : 1);
    for (unsigned i = 1; i <= a->n; i++) {
        const gunichar c = a->at[i - 1];
        unsigned *const old = before;
        before = above;
        above = row;
        row = old;
        row[0] = above[0] + (is_cost ? extra_cost(a, i - 1) : 1);
        unsigned lowest = row[0];
        for (unsigned j = 1; j <= b->n; j++) {
            const gunichar d = b->at[j - 1];
            unsigned best = above[j - 1];
            if (c != d)
                best += is_cost ? change_cost(c, d) : 1;
            best = MIN(best, above[j] + (is_cost ? extra_cost(a, i - 1) : 1));
            best = MIN(best, row[j - 1] + (is_cost ? extra_cost(b, j - 1) : 1));
            if (i > 1 && j > 1 && c == b->at[j - 2] && a->at[i - 2] == d)
                best = MIN(best, before[j - 2] + (is_cost ? EXCHANGED : 1));
            row[j] = best;
            lowest = MIN(lowest, best);
        }
        if (lowest > most)
            return most + 1;
    }
    return MIN(row[b->n], most + 1);
}

/* Dictionaries. */

struct spelling_dictionary {
    GArray *hashes; /* uint64_t, of the words, rising */
};

/* FNV-1a. Of 100,000 words two with one hash are not to be expected. */
static uint64_t
hash_of(const char *word, size_t len)
{
    uint64_t hash = 0xcbf29ce484222325;

    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (unsigned char)word[i]) * 0x100000001b3;
    return hash;
}

static int
by_hash(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

/* Add the folded words of a line: one, or the parts of a compound. */
static void
add_line(struct spelling_dictionary *dictionary, const char *line, size_t len)
{
    char **words = fold_words(line, len, false);

    for (char **w = words; *w; w++) {
        const uint64_t hash = hash_of(*w, strlen(*w));
        g_array_append_val(dictionary->hashes, hash);
    }
    g_strfreev(words);
}

struct spelling_dictionary *
spelling_dictionary_open(const char *path)
{
    FILE *file = fopen(path, "re");
    char line[256];

    if (!file)
        return NULL;
    struct spelling_dictionary *dictionary =
        g_new(struct spelling_dictionary, 1);
    dictionary->hashes = g_array_new(FALSE, FALSE, sizeof(uint64_t));
    while (fgets(line, sizeof line, file)) {
        const size_t len = strcspn(line, "\r\n");
        /* Possessives are words that are there without their 's. */
        if (len < 2 || memcmp(line + len - 2, "'s", 2) != 0)
            add_line(dictionary, line, len);
    }
    const int error = ferror(file) ? errno : 0;
    fclose(file);
    if (error) {
        spelling_dictionary_close(dictionary);
        errno = error;
        return NULL;
    }
    g_array_sort(dictionary->hashes, by_hash);
    return dictionary;
}

void
spelling_dictionary_close(struct spelling_dictionary *dictionary)
{
    if (!dictionary)
        return;
    g_array_free(dictionary->hashes, TRUE);
    g_free(dictionary);
}

static bool
is_in_dictionary(const struct spelling *s, const char *word, size_t len)
{
    const uint64_t hash = hash_of(word, len);

    return s->dictionary &&
           g_array_binary_search(s->dictionary->hashes, &hash, by_hash, NULL);
}

/* Tables. */

static bool
is_all_letters(const char *word)
{
    for (const char *p = word; *p; p = g_utf8_next_char(p))
        if (!g_unichar_isalpha(g_utf8_get_char(p)) && *p != '\'')
            return false;
    return *word != '\0';
}

/* Fill the table with the rows in order of length, then as they come. */
static void
table_init(struct table *table, const GArray *rows)
{
    size_t at[LETTERS_MAX + 2] = {0};
    struct letters letters;

    for (guint i = 0; i < rows->len; i++) {
        const struct row *row = &g_array_index(rows, struct row, i);
        at[g_utf8_strlen(row->text, -1) + 1]++;
    }
    for (size_t n = 1; n < LETTERS_MAX + 2; n++)
        at[n] += at[n - 1];
    memcpy(table->first, at, sizeof at);
    table->rows = g_new(struct row, rows->len + 1);
    for (guint i = 0; i < rows->len; i++) {
        const struct row *row = &g_array_index(rows, struct row, i);
        letters_of(row->text, &letters);
        struct row *out = &table->rows[at[letters.n]++];
        *out = *row;
        out->mask = letters.mask;
    }
}

static const struct row *
table_find(const struct table *table, const char *word, size_t len)
{
    const size_t n = (size_t)g_utf8_strlen(word, (gssize)len);

    if (n > LETTERS_MAX)
        return NULL;
    size_t low = table->first[n], high = table->first[n + 1];
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const struct row *row = &table->rows[middle];
        const int order = strncmp(row->text, word, len);
        if (order == 0)
            return row->text[len] ? NULL : row;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

struct spelling *
spelling_new(void)
{
    struct spelling *s = g_new0(struct spelling, 1);

    s->strings = g_string_chunk_new(16 * 1024);
    s->added = g_array_new(FALSE, FALSE, sizeof(struct row));
    s->names = g_hash_table_new(g_str_hash, g_str_equal);
    return s;
}

void
spelling_free(struct spelling *s)
{
    if (!s)
        return;
    g_free(s->words.rows);
    g_free(s->absent.rows);
    if (s->added)
        g_array_free(s->added, TRUE);
    g_hash_table_destroy(s->names);
    g_string_chunk_free(s->strings);
    g_free(s);
}

void
spelling_add(struct spelling *s, const char *word, unsigned documents)
{
    struct row row = {.documents = MAX(documents, 1)};

    /* What is left out is neither judged nor meant. */
    if (!is_all_letters(word) || g_utf8_strlen(word, -1) > LETTERS_MAX)
        return;
    row.text = g_string_chunk_insert(s->strings, word);
    g_array_append_val(s->added, row);
}

void
spelling_protect(struct spelling *s, const char *word)
{
    if (!g_hash_table_contains(s->names, word))
        g_hash_table_add(s->names, g_string_chunk_insert(s->strings, word));
}

static int
by_text(const void *a, const void *b)
{
    return strcmp(((const struct row *)a)->text, ((const struct row *)b)->text);
}

void
spelling_finish(struct spelling *s,
                const struct spelling_dictionary *dictionary)
{
    GArray *absent = g_array_new(FALSE, FALSE, sizeof(struct row));
    GHashTableIter iter;
    void *name;

    s->dictionary = dictionary;
    table_init(&s->words, s->added);
    g_array_free(s->added, TRUE);
    s->added = NULL;
    g_hash_table_iter_init(&iter, s->names);
    while (g_hash_table_iter_next(&iter, &name, NULL)) {
        const struct row row = {.text = name, .is_name = true};
        const struct row *known = table_find(&s->words, name, strlen(name));
        if (known)
            ((struct row *)known)->is_name = true;
        else if (is_all_letters(name) && g_utf8_strlen(name, -1) <= LETTERS_MAX)
            g_array_append_val(absent, row);
    }
    g_array_sort(absent, by_text); /* hashing has an order of its own */
    table_init(&s->absent, absent);
    g_array_free(absent, TRUE);
}

/* What is like a word. */

struct candidate {
    const struct row *row;
    unsigned distance;
    unsigned slips; /* their cost */
    double cost;    /* and of how unlikely the word is */
};

static int
by_cost(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;

    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    return strcmp(x->row->text, y->row->text);
}

static unsigned
most_slips(const struct letters *word)
{
    return word->n < SHORTEST ? 0 : word->n < 8 ? 1 : 2;
}

/* The first letter is mostly right. A much more frequent word was meant before
 * a slightly nearer one. */
static struct candidate
candidate_of(const struct letters *word,
             const struct letters *other,
             const struct row *row,
             unsigned distance)
{
    struct candidate c = {.row = row, .distance = distance};

    c.slips = slips(word, other, LETTERS_MAX * ONE, true);
    c.cost = c.slips + (word->at[0] != other->at[0] ? 0.7 * ONE : 0) -
             0.15 * ONE * log(MAX(row->documents, 1));
    return c;
}

static void
look_through(const struct table *table,
             const struct letters *word,
             GArray *found)
{
    const unsigned most = most_slips(word);
    const unsigned from = word->n - most;
    const unsigned to = MIN(word->n + most, LETTERS_MAX);
    struct letters other;

    for (size_t i = table->first[from]; i < table->first[to + 1]; i++) {
        const struct row *row = &table->rows[i];
        if (bits(row->mask & ~word->mask) > most ||
            bits(word->mask & ~row->mask) > most)
            continue;
        letters_of(row->text, &other);
        const unsigned distance = slips(word, &other, most, false);
        if (distance == 0 || distance > most)
            continue;
        const struct candidate c = candidate_of(word, &other, row, distance);
        g_array_append_val(found, c);
    }
}

/* Likeliest first; free it. */
static GArray *
candidates_of(const struct spelling *s,
              const struct letters *word,
              bool with_absent)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(struct candidate));

    if (most_slips(word) > 0) {
        look_through(&s->words, word, found);
        if (with_absent)
            look_through(&s->absent, word, found);
    }
    g_array_sort(found, by_cost);
    return found;
}

static struct spelling_word
word_of(const struct candidate *c)
{
    return (struct spelling_word){c->row->text, c->row->documents, c->distance};
}

size_t
spelling_like(const struct spelling *s,
              const char *word,
              struct spelling_word *words,
              size_t limit)
{
    struct letters letters;

    if (!letters_of(word, &letters))
        return 0;
    GArray *found = candidates_of(s, &letters, false);
    const size_t n = MIN(found->len, limit);
    for (size_t i = 0; i < n; i++)
        words[i] = word_of(&g_array_index(found, struct candidate, i));
    g_array_free(found, TRUE);
    return n;
}

/* Negation. */

static const struct prefix {
    const char *text;
    int meaning; /* in-, im-, il- and ir- are one */
} prefixes[] = {
    {"un", 1},  {"in", 2},  {"im", 2},  {"il", 2},   {"ir", 2}, {"non", 3},
    {"dis", 4}, {"mis", 5}, {"mal", 6}, {"anti", 7}, {"de", 8},
};

/* The letters of a word from one on. */
static struct letters
behind(const struct letters *word, unsigned from)
{
    struct letters out = {.n = word->n - from};

    memcpy(out.at, word->at + from, out.n * sizeof *out.at);
    return out;
}

static bool
begins_with(const struct letters *word, const struct prefix *prefix)
{
    const unsigned n = (unsigned)strlen(prefix->text);

    if (word->n < n)
        return false;
    for (unsigned i = 0; i < n; i++)
        if (word->at[i] != (unsigned char)prefix->text[i])
            return false;
    return true;
}

static bool
has_meaning(const struct letters *word, int meaning)
{
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++)
        if (prefixes[i].meaning == meaning && begins_with(word, &prefixes[i]))
            return true;
    return false;
}

/* Whether what stands behind a prefix is the other: if it is long enough to
 * tell, but for a slip. */
static bool
is_rest(const struct letters *word, unsigned from, const struct letters *other)
{
    if (word->n < from + SHORTEST - 1)
        return false;
    const struct letters rest = behind(word, from);
    const unsigned most = MIN(rest.n, other->n) < SHORTEST ? 0 : 1;
    return slips(&rest, other, most, false) <= most;
}

/* Whether one is the other with a negating prefix. A letter that the prefix and
 * what is behind it share may have been written once: "imature". */
static bool
negates(const struct letters *one, const struct letters *other)
{
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++) {
        const struct prefix *p = &prefixes[i];
        const unsigned n = (unsigned)strlen(p->text);
        if (!begins_with(one, p) || has_meaning(other, p->meaning))
            continue;
        if (is_rest(one, n, other) || is_rest(one, n - 1, other))
            return true;
    }
    return false;
}

/* Whether they have different negating prefixes before the same. */
static bool
is_prefix_changed(const struct letters *one, const struct letters *other)
{
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(prefixes); j++) {
            const struct prefix *p = &prefixes[i], *q = &prefixes[j];
            if (p->meaning == q->meaning || !begins_with(one, p) ||
                !begins_with(other, q))
                continue;
            const unsigned n = (unsigned)strlen(q->text);
            const struct letters rest = behind(other, n);
            if (is_rest(one, (unsigned)strlen(p->text), &rest))
                return true;
        }
    return false;
}

static bool
differ_in_negation(const struct letters *one, const struct letters *other)
{
    return negates(one, other) || negates(other, one) ||
           is_prefix_changed(one, other);
}

static bool
keeps_prefix(const struct letters *one, const struct letters *other)
{
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++)
        if (begins_with(one, &prefixes[i]) &&
            has_meaning(other, prefixes[i].meaning))
            return true;
    return false;
}

/* Whether the word is a negating prefix and a whole word. */
static bool
is_negated_word(const struct spelling *s, const char *word)
{
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++) {
        if (!g_str_has_prefix(word, prefixes[i].text))
            continue;
        const char *rest = word + strlen(prefixes[i].text);
        const struct row *row = table_find(&s->words, rest, strlen(rest));
        if (g_utf8_strlen(rest, -1) >= SHORTEST &&
            ((row && row->documents > RARE) ||
             is_in_dictionary(s, rest, strlen(rest))))
            return true;
    }
    return false;
}

/* Inflection. */

static const char *const endings[] = {"",    "'s",   "s", "es", "d", "ed",
                                      "ing", "ings", "e", "ly", NULL};

static bool
has_word(const struct spelling *s,
         const char *start,
         size_t len,
         const char *end)
{
    char *word = g_strdup_printf("%.*s%s", (int)len, start, end);
    const struct row *row = table_find(&s->words, word, strlen(word));

    g_free(word);
    return row && row->documents > RARE;
}

/* Whether the vocabulary has a stem with any ending. */
static bool
has_form(const struct spelling *s, const char *stem, size_t len)
{
    for (size_t i = 0; endings[i]; i++)
        if (has_word(s, stem, len, endings[i]))
            return true;
    return false;
}

/* Whether the word is a stem with an ending as no inflection is written:
 * "policys", "occured", "develope". */
static bool
is_malformed(const struct spelling *s, const char *word, size_t stem)
{
    const char *ending = word + stem;
    const char doubled[] = {word[stem - 1], '\0'};

    if (strcmp(ending, "s") == 0)
        return doubled[0] == 'y' && !strchr("aeou", word[stem - 2]);
    if (strcmp(ending, "e") == 0)
        return has_word(s, word, stem, "");
    if (strcmp(ending, "ed") != 0 && strcmp(ending, "ing") != 0)
        return false;
    char *twice = g_strconcat(doubled, ending, NULL);
    const bool is_twice = has_word(s, word, stem, twice);
    g_free(twice);
    return is_twice;
}

/* Whether the word is a regular inflection of one that the vocabulary has in
 * another form: "recordings", "carried", "planning". */
static bool
is_inflection(const struct spelling *s, const char *word)
{
    const size_t len = strlen(word);
    bool is_one = false;

    for (size_t i = 0; endings[i]; i++) {
        const size_t cut = strlen(endings[i]), stem = len - cut;
        if (len < cut + 3 || !g_str_has_suffix(word, endings[i]))
            continue;
        if (is_malformed(s, word, stem))
            return false;
        if (has_form(s, word, stem))
            is_one = true;
        else if (cut == 2 && word[stem - 1] == 'i') /* -ies, -ied */
            is_one = is_one || has_word(s, word, stem - 1, "y");
        else if (cut >= 2 && word[stem - 1] == word[stem - 2]) /* -nned */
            is_one = is_one || has_form(s, word, stem - 1);
    }
    return is_one;
}

/* Whether two words differ in their ends alone, as inflections do. */
static bool
are_inflections(const char *one, const char *other)
{
    static const char *const ends[] = {"",    "'s",   "s",   "es", "d",   "ed",
                                       "ing", "ings", "e",   "y",  "ies", "ied",
                                       "r",   "er",   "ers", "rs", "ly",  NULL};
    size_t n = 0;

    while (one[n] && one[n] == other[n])
        n++;
    if (n < 3)
        return false;
    one += n;
    other += n;
    /* "regulary" is no form of "regularly", as "policies" is of "policy". */
    if (strcmp(one, "y") == 0)
        return g_str_has_prefix(other, "ie");
    if (strcmp(other, "y") == 0)
        return g_str_has_prefix(one, "ie");
    return g_strv_contains(ends, one) && g_strv_contains(ends, other);
}

/* Judging. */

/* A word as it is judged. */
struct typed {
    const char *word;
    struct letters letters;
    bool is_abbreviation;
};

static bool
are_exchanged(const struct letters *one, const struct letters *other)
{
    return one->n == other->n && one->mask == other->mask;
}

static void
offer(struct spelling_answer *answer, const struct candidate *c)
{
    if (answer->n_words < SPELLING_WORDS)
        answer->words[answer->n_words++] = word_of(c);
    answer->verdict = SPELLING_OFFER;
}

/* One that the documents' authors may have misspelt: offer what is a hundred
 * times as frequent. */
static void
judge_rare(const struct typed *typed,
           unsigned documents,
           const GArray *candidates,
           struct spelling_answer *answer)
{
    for (guint i = 0; i < candidates->len; i++) {
        const struct candidate *c =
            &g_array_index(candidates, struct candidate, i);
        struct letters other;
        letters_of(c->row->text, &other);
        if (c->row->documents / MORE_FREQUENT >= documents &&
            !are_inflections(typed->word, c->row->text) &&
            !differ_in_negation(&typed->letters, &other) &&
            (!typed->is_abbreviation || are_exchanged(&typed->letters, &other)))
            offer(answer, c);
    }
}

/* A name is meant where it is one slip away and no other name is as near. */
static bool
is_meant_name(const struct candidate *best, const GArray *candidates)
{
    if (best->slips > ONE)
        return false;
    for (guint i = 0; i < candidates->len; i++) {
        const struct candidate *c =
            &g_array_index(candidates, struct candidate, i);
        if (c != best && c->row->is_name && c->distance <= best->distance)
            return false;
    }
    return true;
}

/* Whether the word is well formed, though the vocabulary does not have it. One
 * that only looks like a negated word may still be misspelt: "independant". */
static bool
is_good_word(const struct spelling *s,
             const struct typed *typed,
             const struct candidate *best)
{
    struct letters other;

    if (is_in_dictionary(s, typed->word, strlen(typed->word)))
        return true;
    letters_of(best->row->text, &other);
    return is_negated_word(s, typed->word) &&
           !(best->row->documents >= MORE_FREQUENT && best->slips < ONE &&
             keeps_prefix(&typed->letters, &other));
}

/* The candidate to correct the word to; NULL where it must not be. */
static const struct candidate *
correction_of(const struct typed *typed, const GArray *candidates)
{
    const struct candidate *best = NULL;
    unsigned nearest_negation = LETTERS_MAX, nearest_absent = LETTERS_MAX;
    struct letters other;

    for (guint i = 0; i < candidates->len; i++) {
        const struct candidate *c =
            &g_array_index(candidates, struct candidate, i);
        letters_of(c->row->text, &other);
        if (differ_in_negation(&typed->letters, &other))
            nearest_negation = MIN(nearest_negation, c->distance);
        else if (c->row->documents == 0)
            nearest_absent = MIN(nearest_absent, c->distance);
        else if (!best)
            best = c;
    }
    if (!best || best->cost > LIKELY || best->distance >= nearest_absent)
        return NULL;
    letters_of(best->row->text, &other);
    /* "ndependent" may be either; "unecessary" has kept its prefix. */
    if (best->distance >= nearest_negation &&
        !keeps_prefix(&typed->letters, &other))
        return NULL;
    if (typed->is_abbreviation && !are_exchanged(&typed->letters, &other))
        return NULL;
    return !best->row->is_name || is_meant_name(best, candidates) ? best : NULL;
}

static void
judge_unknown(const struct spelling *s,
              const struct typed *typed,
              const GArray *candidates,
              struct spelling_answer *answer)
{
    const struct candidate *best = correction_of(typed, candidates);

    if (best && is_good_word(s, typed, best))
        best = NULL;
    if (best)
        offer(answer, best);
    for (guint i = 0; i < candidates->len; i++) {
        const struct candidate *c =
            &g_array_index(candidates, struct candidate, i);
        if (c != best)
            offer(answer, c);
    }
    if (best)
        answer->verdict = SPELLING_CORRECT;
}

void
spelling_judge(const struct spelling *s,
               const char *word,
               bool is_abbreviation,
               struct spelling_answer *answer)
{
    struct typed typed = {.word = word, .is_abbreviation = is_abbreviation};

    *answer = (struct spelling_answer){.verdict = SPELLING_RIGHT};
    if (!letters_of(word, &typed.letters) || typed.letters.n < SHORTEST ||
        !is_all_letters(word) || g_hash_table_contains(s->names, word))
        return;
    const struct row *known = table_find(&s->words, word, strlen(word));
    if (known &&
        (known->documents > RARE || is_in_dictionary(s, word, strlen(word))))
        return;
    if (!known && is_inflection(s, word))
        return;
    GArray *candidates = candidates_of(s, &typed.letters, !known);
    if (known)
        judge_rare(&typed, known->documents, candidates, answer);
    else
        judge_unknown(s, &typed, candidates, answer);
    g_array_free(candidates, TRUE);
}
