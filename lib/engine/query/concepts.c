/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Finds concepts by the terms that lead to them. The key of a term is the
 * numbers of its words' stems. Each different word is stemmed once only: a
 * thesaurus repeats a word ten times on average.
 */
#include "engine/query/lexicon.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* Marks an abbreviation, before its letters. */
#define ABBREVIATION '='

enum { WORD_MAX = 64 }; /* letters: the tokeniser cuts longer words */

/* A word of the concepts' terms. */
struct concept_word {
    const char *word;
    uint32_t stem; /* its number */
    bool is_filler;
    bool is_common;
    bool is_entered; /* a term with this word leads to a concept */
};

/* The key of a term. */
struct key {
    uint32_t hash;
    uint32_t n;
    const uint32_t *stems;
};

struct sense_list {
    struct sense *at;
    size_t n, room;
};

/* The concepts that a term leads to. */
struct concept_term {
    struct key key;             /* first: the table's key points to it */
    struct sense_list senses;   /* of exactly these words */
    struct sense_list contents; /* of these words with any fillers */
};

struct concepts {
    struct arena *arena; /* for the members below; it has no limit */
    GArray *list;        /* struct concept */
    GHashTable *words;   /* word -> struct concept_word */
    GHashTable *stems;   /* stem -> number, from 1 */
    GHashTable *terms;   /* struct key -> struct concept_term */
    size_t longest;
    ARRAY(struct concept_word *) term; /* the words of the current term */
    ARRAY(uint32_t) stems_of_term;
    GString *scratch; /* the text of a word, or of the words */
};

bool
is_filler(const char *word)
{
    /* Sorted. Without "same", "no" and "over", which change the meaning. */
    static const char fillers[][8] = {
        "a",    "an",    "and",  "are",   "as",   "at",   "be",
        "been", "being", "by",   "do",    "does", "for",  "from",
        "had",  "has",   "have", "her",   "his",  "in",   "into",
        "is",   "it",    "its",  "my",    "of",   "our",  "that",
        "the",  "their", "them", "these", "they", "this", "those",
        "to",   "was",   "were", "who",   "with", "your",
    };

    return bsearch(word, fillers, G_N_ELEMENTS(fillers), sizeof *fillers,
                   (int (*)(const void *, const void *))strcmp);
}

/* Keys. */

static uint32_t
hash_of(const uint32_t *stems, size_t n)
{
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < n; i++)
        hash = (hash ^ stems[i]) * 16777619u;
    return hash ^ hash >> 15;
}

static guint
key_hash(gconstpointer key)
{
    return ((const struct key *)key)->hash;
}

static gboolean
key_equal(gconstpointer a, gconstpointer b)
{
    const struct key *one = a, *other = b;

    return one->n == other->n &&
           memcmp(one->stems, other->stems, one->n * sizeof *one->stems) == 0;
}

static struct concept_term *
find(const struct concepts *c, const uint32_t *stems, size_t n)
{
    const struct key key = {hash_of(stems, n), (uint32_t)n, stems};

    return g_hash_table_lookup(c->terms, &key);
}

struct concepts *
concepts_new(void)
{
    struct concepts *c = g_new0(struct concepts, 1);

    c->arena = arena_new(SIZE_MAX);
    c->list = g_array_new(FALSE, FALSE, sizeof(struct concept));
    c->words = g_hash_table_new(g_str_hash, g_str_equal);
    c->stems = g_hash_table_new(g_str_hash, g_str_equal);
    c->terms = g_hash_table_new(key_hash, key_equal);
    c->scratch = g_string_new(NULL);
    return c;
}

void
concepts_free(struct concepts *c)
{
    if (!c)
        return;
    g_string_free(c->scratch, TRUE);
    g_hash_table_destroy(c->terms);
    g_hash_table_destroy(c->stems);
    g_hash_table_destroy(c->words);
    g_array_free(c->list, TRUE);
    arena_free(c->arena);
    g_free(c);
}

/* Reading terms. */

static uint32_t
number_of_stem(struct concepts *c, const char *stem)
{
    uint32_t number = concepts_stem(c, stem);

    if (number == 0) {
        number = g_hash_table_size(c->stems) + 1;
        g_hash_table_insert(c->stems, (void *)stem, GUINT_TO_POINTER(number));
    }
    return number;
}

/* Add a word to the current term. */
static void
take_word(struct concepts *c, const char *word, struct stemmer *stemmer)
{
    struct concept_word *entry = g_hash_table_lookup(c->words, word);

    if (!entry) {
        entry = arena_alloc(c->arena, sizeof *entry);
        entry->word = arena_strdup(c->arena, word);
        entry->stem = number_of_stem(c, *word == ABBREVIATION
                                            ? entry->word
                                            : stem_of(stemmer, c->arena, word));
        entry->is_filler = is_filler(word);
        entry->is_common = is_stopword(word);
        g_hash_table_insert(c->words, (void *)entry->word, entry);
    }
    array_push(c->arena, &c->term, entry);
}

/* Whether the text is words in lower case with spaces between, as most terms
 * are. These need no tokeniser. */
static bool
is_plain(const char *text)
{
    size_t run = 0;

    for (const char *p = text; *p; p++) {
        if (*p != ' ' && (*p < 'a' || *p > 'z'))
            return false;
        run = *p == ' ' ? 0 : run + 1;
        if (run > WORD_MAX)
            return false;
    }
    return true;
}

static void
read_plain(struct concepts *c, const char *text, struct stemmer *stemmer)
{
    g_string_assign(c->scratch, text);
    for (char *p = c->scratch->str + strspn(text, " "); *p;) {
        char *end = p + strcspn(p, " ");
        const bool is_last = !*end;
        *end = '\0';
        take_word(c, p, stemmer);
        p = is_last ? end : end + 1 + strspn(end + 1, " ");
    }
}

/* Add the word of a token to the current term, marked if it is an abbreviation.
 */
static void
read_token(struct concepts *c,
           const struct token *token,
           const char *text,
           struct stemmer *stemmer)
{
    unsigned capitals = 0;

    for (size_t i = token->start; i < token->end; i++)
        capitals += text[i] >= 'A' && text[i] <= 'Z';
    if (capitals < 2) {
        take_word(c, token->word, stemmer);
        return;
    }
    g_string_printf(c->scratch, "%c%s", ABBREVIATION, token->word);
    if (text[token->end - 1] == 's') /* a plural */
        g_string_truncate(c->scratch, c->scratch->len - 1);
    take_word(c, c->scratch->str, stemmer);
}

/* Make a term of the thesaurus the current one. In the thesaurus, words in
 * capitals are abbreviations. */
static void
read_term(struct concepts *c,
          const char *text,
          struct stemmer *stemmer,
          struct arena *arena)
{
    c->term.n = 0;
    if (is_plain(text)) {
        read_plain(c, text, stemmer);
        return;
    }
    const struct tokens tokens = tokens_of(arena, text, strlen(text));
    for (size_t i = 0; i < tokens.n; i++)
        if (!tokens.at[i].is_compound)
            read_token(c, &tokens.at[i], text, stemmer);
    arena_reset(arena);
}

/* A copy of the current term. */
static struct phrase
term_read(struct concepts *c)
{
    struct phrase phrase = {.n = c->term.n};

    phrase.words = arena_array(c->arena, phrase.n, sizeof *phrase.words);
    for (size_t i = 0; i < phrase.n; i++)
        phrase.words[i] = c->term.at[i]->word;
    return phrase;
}

/* Entering terms. */

/* The entry of the current term, which is added if there is none. */
static struct concept_term *
node_of_term(struct concepts *c)
{
    const size_t n = c->term.n;

    c->stems_of_term.n = 0;
    for (size_t i = 0; i < n; i++)
        array_push(c->arena, &c->stems_of_term, c->term.at[i]->stem);
    const uint32_t *stems = c->stems_of_term.at;
    struct concept_term *node = find(c, stems, n);
    if (node)
        return node;
    node = arena_alloc(c->arena, sizeof *node + n * sizeof *stems);
    memcpy(node + 1, stems, n * sizeof *stems);
    node->key = (struct key){hash_of(stems, n), (uint32_t)n,
                             (const uint32_t *)(node + 1)};
    g_hash_table_insert(c->terms, &node->key, node);
    return node;
}

/* Add a sense, or keep the stronger role if the concept is there already. Lists
 * are short. */
static void
add_sense(struct concepts *c, struct sense_list *list, struct sense sense)
{
    for (size_t i = 0; i < list->n; i++) {
        if (list->at[i].concept != sense.concept)
            continue;
        list->at[i].role = MIN(list->at[i].role, sense.role);
        return;
    }
    if (list->n == list->room) {
        const size_t room = 2 * list->room + 1;
        struct sense *grown = arena_array(c->arena, room, sizeof *grown);
        if (list->n > 0)
            memcpy(grown, list->at, list->n * sizeof *grown);
        list->at = grown;
        list->room = room;
    }
    list->at[list->n++] = sense;
}

/* Remove the fillers from the current term. False if too little is left: it
 * must have two words, and neither begin nor end with a common one. */
static bool
keep_content(struct concepts *c)
{
    struct concept_word **words = c->term.at;
    size_t n = 0;

    for (size_t i = 0; i < c->term.n; i++)
        if (!words[i]->is_filler)
            words[n++] = words[i];
    c->term.n = n;
    return n > 1 && !words[0]->is_common && !words[n - 1]->is_common;
}

/* Let the current term lead to a concept. */
static void
enter(struct concepts *c, struct sense sense)
{
    const size_t n = c->term.n;

    if (n == 0)
        return;
    c->longest = MAX(c->longest, n);
    for (size_t i = 0; i < n; i++)
        c->term.at[i]->is_entered = true;
    struct concept_term *node = node_of_term(c);
    add_sense(c, &node->senses, sense);
    if (sense.role == FE_ROLE_ASKED || !keep_content(c))
        return;
    if (c->term.n < n)
        node = node_of_term(c);
    add_sense(c, &node->contents, sense);
}

static size_t *
copy_numbers(struct concepts *c, const size_t *numbers, size_t n)
{
    size_t *copies = arena_array(c->arena, n, sizeof *copies);

    if (n > 0)
        memcpy(copies, numbers, n * sizeof *copies);
    return copies;
}

/* A concept with room for its terms, but without them. */
static struct concept begin_concept(struct concepts *c,
                                    const struct fe_concept *from)
{
    size_t n_names = 0, n_wordings = 0;

    for (size_t i = 0; i < from->n_terms; i++) {
        n_names += from->terms[i].role == FE_ROLE_NAME;
        n_wordings += from->terms[i].role == FE_ROLE_WORDING;
    }
    const size_t n_narrower = from->n_relatives[FE_RELATION_NARROWER];
    const size_t n_related = from->n_relatives[FE_RELATION_RELATED];
    return (struct concept){
        .names = arena_array(c->arena, n_names, sizeof(struct phrase)),
        .wordings = arena_array(c->arena, n_wordings, sizeof(struct phrase)),
        .narrower =
            copy_numbers(c, from->relatives[FE_RELATION_NARROWER], n_narrower),
        .n_narrower = n_narrower,
        .related =
            copy_numbers(c, from->relatives[FE_RELATION_RELATED], n_related),
        .n_related = n_related,
    };
}

static void
take_concept(struct concepts *c,
             const struct fe_concept *from,
             struct stemmer *stemmer,
             struct arena *arena)
{
    struct concept made = begin_concept(c, from);

    for (size_t i = 0; i < from->n_terms; i++) {
        const struct sense sense = {c->list->len, from->terms[i].role};
        read_term(c, from->terms[i].text, stemmer, arena);
        if (sense.role == FE_ROLE_NAME)
            made.names[made.n_names++] = term_read(c);
        else if (sense.role == FE_ROLE_WORDING)
            made.wordings[made.n_wordings++] = term_read(c);
        if (!from->is_one_way || sense.role != FE_ROLE_NAME)
            enter(c, sense);
    }
    g_array_append_val(c->list, made);
}

void
concepts_take(struct concepts *c,
              const struct thesaurus *thesaurus,
              struct stemmer *stemmer)
{
    struct arena *arena = arena_new(SIZE_MAX); /* reset after each term */

    g_assert(c->list->len == 0);
    for (size_t i = 0; i < thesaurus_size(thesaurus); i++)
        take_concept(c, thesaurus_at(thesaurus, i), stemmer, arena);
    arena_free(arena);
}

static size_t
count_lines(const char *text)
{
    size_t n = 1;

    for (const char *p = text; *p; p++)
        n += *p == '\n';
    return n;
}

/* Add the words as a name of the concept, unless they are none or too many. */
static void
take_name(struct concepts *c,
          struct concept *made,
          const struct phrase *words,
          struct stemmer *stemmer)
{
    const struct sense sense = {c->list->len, FE_ROLE_NAME};

    if (words->n == 0 || words->n > FE_TERM_WORDS)
        return;
    c->term.n = 0;
    for (size_t i = 0; i < words->n; i++)
        take_word(c, words->words[i], stemmer);
    made->names[made->n_names++] = term_read(c);
    enter(c, sense);
}

void
concepts_add_equal(struct concepts *c,
                   const char *word,
                   const char *lines,
                   struct stemmer *stemmer)
{
    struct arena *arena = arena_new(SIZE_MAX);
    struct phrase words = phrase_of(arena, word, strlen(word));
    struct concept made = {
        .names =
            arena_array(c->arena, 1 + count_lines(lines), sizeof *made.names)};

    if (words.n == 1) /* an abbreviation */
        words.words[0] =
            arena_printf(arena, "%c%s", ABBREVIATION, words.words[0]);
    take_name(c, &made, &words, stemmer);
    for (const char *p = lines; *p; p += *p == '\n') {
        const size_t len = strcspn(p, "\n");
        words = phrase_of(arena, p, len);
        take_name(c, &made, &words, stemmer);
        p += len;
    }
    g_array_append_val(c->list, made);
    arena_free(arena);
}

/* Finding. */

uint32_t
concepts_stem(const struct concepts *c, const char *stem)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(c->stems, stem));
}

struct senses
concepts_find(const struct concepts *c, const uint32_t *stems, size_t n)
{
    const struct concept_term *node = find(c, stems, n);

    return node ? (struct senses){node->senses.at, node->senses.n}
                : (struct senses){0};
}

struct senses
concepts_find_content(const struct concepts *c, const uint32_t *stems, size_t n)
{
    const struct concept_term *node = find(c, stems, n);

    return node ? (struct senses){node->contents.at, node->contents.n}
                : (struct senses){0};
}

const struct concept *
concepts_at(const struct concepts *c, size_t number)
{
    g_assert(number < c->list->len);
    return &g_array_index(c->list, struct concept, number);
}

size_t
concepts_longest(const struct concepts *c)
{
    return c->longest;
}

bool
concepts_have_word(const struct concepts *c, const char *word)
{
    const struct concept_word *entry = g_hash_table_lookup(c->words, word);

    return entry && entry->is_entered;
}

static bool
has_all(const uint32_t *stems,
        size_t n,
        const uint32_t *wanted,
        size_t n_wanted)
{
    for (size_t i = 0; i < n_wanted; i++) {
        size_t k = 0;
        while (k < n && stems[k] != wanted[i])
            k++;
        if (k == n)
            return false;
    }
    return true;
}

/* Whether the term, of at most FE_TERM_WORDS words, has all of these stems. */
static bool
phrase_has_all(const struct concepts *c,
               const struct phrase *phrase,
               const uint32_t *wanted,
               size_t n_wanted)
{
    uint32_t stems[FE_TERM_WORDS];
    size_t n = 0;

    for (size_t i = 0; i < phrase->n && n < FE_TERM_WORDS; i++) {
        const struct concept_word *word =
            g_hash_table_lookup(c->words, phrase->words[i]);
        stems[n++] = word->stem;
    }
    return has_all(stems, n, wanted, n_wanted);
}

void
concepts_containing(const struct concepts *c,
                    const uint32_t *stems,
                    size_t n,
                    bool *is_marked)
{
    GHashTableIter each;
    gpointer value;

    g_hash_table_iter_init(&each, c->terms);
    while (g_hash_table_iter_next(&each, NULL, &value)) {
        const struct concept_term *term = value;
        if (has_all(term->key.stems, term->key.n, stems, n))
            for (size_t i = 0; i < term->senses.n; i++)
                is_marked[term->senses.at[i].concept] = true;
    }
    /* The names of a concept that works one way do not lead to it. */
    for (size_t i = 0; i < c->list->len; i++) {
        const struct concept *concept = concepts_at(c, i);
        for (size_t k = 0; k < concept->n_names && !is_marked[i]; k++)
            is_marked[i] = phrase_has_all(c, &concept->names[k], stems, n);
    }
}
