/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Concepts and the terms that lead to them. Each word of a term is stemmed
 * once, however many terms have it: a thesaurus has ten times as many words as
 * different ones.
 */
#include "engine/query/lexicon.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* Before the letters of an abbreviation. */
#define ABBREVIATION '='

/* A word of terms. */
struct entry {
    const char *word;
    const char *stem; /* as keys have it */
    bool is_filler;
    bool is_common;
};

/* The senses of a key. */
struct meanings {
    struct sense *at;
    size_t n, room;
};

struct concepts {
    struct arena *arena; /* of all that follows; it has no limit */
    GArray *list;        /* struct concept */
    GHashTable *words;   /* word -> struct entry */
    GHashTable *terms;   /* key -> struct meanings */
    GHashTable *contents;
    size_t longest;
    GPtrArray *term; /* struct entry: the words of the term that is entered */
    GString *key;    /* and its key */
};

bool
is_filler(const char *word)
{
    /* In order. Not "same", "no" or "over": those change what is meant. */
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

/* Words in lower case with blanks between them: most terms are. The tokeniser
 * would give the same. */
static bool
is_plain(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] != ' ' && (text[i] < 'a' || text[i] > 'z'))
            return false;
    return true;
}

/* Words of a plain text, none of them so long that it would be cut. */
static struct phrase
plain_term(struct arena *arena, const char *text, size_t len)
{
    enum { WORDS = 24 };
    const char *words[WORDS];
    struct phrase phrase = {0};
    char *copy = arena_strndup(arena, text, len);

    for (char *p = copy + strspn(copy, " "); *p; p += strspn(p, " ")) {
        const size_t n = strcspn(p, " ");
        if (n > 64 || phrase.n == WORDS)
            return (struct phrase){0};
        words[phrase.n++] = p;
        p += n;
        if (*p)
            *p++ = '\0';
    }
    phrase.words = arena_array(arena, phrase.n, sizeof *phrase.words);
    memcpy(phrase.words, words, phrase.n * sizeof *words);
    return phrase;
}

/* The word of the token; with a mark if it is an abbreviation. */
static const char *
term_word(struct arena *arena, const struct token *token, const char *text)
{
    unsigned capitals = 0;

    for (size_t i = token->start; i < token->end; i++)
        capitals += text[i] >= 'A' && text[i] <= 'Z';
    if (capitals < 2)
        return token->word;
    char *word = arena_printf(arena, "%c%s", ABBREVIATION, token->word);
    if (text[token->end - 1] == 's') /* of many */
        word[strlen(word) - 1] = '\0';
    return word;
}

struct phrase
term_of(struct arena *arena, const char *text, size_t len)
{
    struct phrase phrase = {0};

    if (is_plain(text, len)) {
        phrase = plain_term(arena, text, len);
        if (phrase.n > 0)
            return phrase;
    }
    const struct tokens tokens = tokens_of(arena, text, len);
    phrase.words = arena_array(arena, tokens.n, sizeof *phrase.words);
    for (size_t i = 0; i < tokens.n; i++)
        if (!tokens.at[i].is_compound)
            phrase.words[phrase.n++] = term_word(arena, &tokens.at[i], text);
    return phrase;
}

char *
key_of(struct arena *arena, const struct phrase *term, struct stemmer *stemmer)
{
    struct string key = {0};

    string_add(arena, &key, "");
    for (size_t i = 0; i < term->n; i++) {
        const char *word = term->words[i];
        if (key.len > 0)
            string_addn(arena, &key, " ", 1);
        string_add(arena, &key,
                   *word == ABBREVIATION ? word
                                         : stem_of(stemmer, arena, word));
    }
    return key.at;
}

char *
content_key(struct arena *arena,
            const struct phrase *term,
            struct stemmer *stemmer)
{
    struct phrase content = {
        .words = arena_array(arena, term->n, sizeof *content.words)};

    for (size_t i = 0; i < term->n; i++)
        if (!is_filler(term->words[i]))
            content.words[content.n++] = term->words[i];
    if (content.n < 2 || is_stopword(content.words[0]) ||
        is_stopword(content.words[content.n - 1]))
        return arena_strdup(arena, "");
    return key_of(arena, &content, stemmer);
}

struct concepts *
concepts_new(void)
{
    struct concepts *c = g_new0(struct concepts, 1);

    c->arena = arena_new(SIZE_MAX);
    c->list = g_array_new(FALSE, FALSE, sizeof(struct concept));
    c->words = g_hash_table_new(g_str_hash, g_str_equal);
    c->terms = g_hash_table_new(g_str_hash, g_str_equal);
    c->contents = g_hash_table_new(g_str_hash, g_str_equal);
    c->term = g_ptr_array_new();
    c->key = g_string_new(NULL);
    return c;
}

void
concepts_free(struct concepts *c)
{
    if (!c)
        return;
    g_string_free(c->key, TRUE);
    g_ptr_array_free(c->term, TRUE);
    g_hash_table_destroy(c->contents);
    g_hash_table_destroy(c->terms);
    g_hash_table_destroy(c->words);
    g_array_free(c->list, TRUE);
    arena_free(c->arena);
    g_free(c);
}

static const char *
copy_word(struct concepts *c, const char *word)
{
    const struct entry *known = g_hash_table_lookup(c->words, word);

    return known ? known->word : arena_strdup(c->arena, word);
}

static struct phrase *
copy_phrases(struct concepts *c, const struct phrase *phrases, size_t n)
{
    struct phrase *copies = arena_array(c->arena, n, sizeof *copies);

    for (size_t i = 0; i < n; i++) {
        copies[i].n = phrases[i].n;
        copies[i].words =
            arena_array(c->arena, phrases[i].n, sizeof *copies[i].words);
        for (size_t w = 0; w < phrases[i].n; w++)
            copies[i].words[w] = copy_word(c, phrases[i].words[w]);
    }
    return copies;
}

static size_t *
copy_numbers(struct concepts *c, const size_t *numbers, size_t n)
{
    size_t *copies = arena_array(c->arena, n, sizeof *copies);

    if (n > 0)
        memcpy(copies, numbers, n * sizeof *copies);
    return copies;
}

size_t
concepts_add(struct concepts *c, const struct concept *concept)
{
    const struct concept copy = {
        .names = copy_phrases(c, concept->names, concept->n_names),
        .n_names = concept->n_names,
        .wordings = copy_phrases(c, concept->wordings, concept->n_wordings),
        .n_wordings = concept->n_wordings,
        .narrower = copy_numbers(c, concept->narrower, concept->n_narrower),
        .n_narrower = concept->n_narrower,
        .related = copy_numbers(c, concept->related, concept->n_related),
        .n_related = concept->n_related,
    };

    g_array_append_val(c->list, copy);
    return c->list->len - 1;
}

/* What is known of the word. */
static const struct entry *
entry_of(struct concepts *c, const char *word, struct stemmer *stemmer)
{
    struct entry *entry = g_hash_table_lookup(c->words, word);

    if (entry)
        return entry;
    entry = arena_alloc(c->arena, sizeof *entry);
    entry->word = arena_strdup(c->arena, word);
    entry->stem =
        *word == ABBREVIATION ? entry->word : stem_of(stemmer, c->arena, word);
    entry->is_filler = is_filler(word);
    entry->is_common = is_stopword(word);
    g_hash_table_insert(c->words, (void *)entry->word, entry);
    return entry;
}

/* Write the key of the term's words. */
static void
write_key(struct concepts *c)
{
    g_string_truncate(c->key, 0);
    for (guint i = 0; i < c->term->len; i++) {
        const struct entry *word = g_ptr_array_index(c->term, i);
        if (c->key->len > 0)
            g_string_append_c(c->key, ' ');
        g_string_append(c->key, word->stem);
    }
}

/* Take the fillers out of the term. False if too little is left: two words, of
 * which neither the first nor the last is common. */
static bool
keep_content(struct concepts *c)
{
    const struct entry *const *words = (const void *)c->term->pdata;
    guint n = 0;

    for (guint i = 0; i < c->term->len; i++)
        if (!words[i]->is_filler)
            c->term->pdata[n++] = (void *)words[i];
    g_ptr_array_set_size(c->term, (gint)n);
    return n > 1 && !words[0]->is_common && !words[n - 1]->is_common;
}

/* Let the key in c->key have the sense; of each concept the strongest role. */
static void
enter(struct concepts *c, GHashTable *table, struct sense sense)
{
    struct meanings *meanings = g_hash_table_lookup(table, c->key->str);

    if (!meanings) {
        meanings = arena_alloc(c->arena, sizeof *meanings);
        g_hash_table_insert(
            table, arena_strndup(c->arena, c->key->str, c->key->len), meanings);
    }
    for (size_t i = 0; i < meanings->n; i++) {
        if (meanings->at[i].concept != sense.concept)
            continue;
        meanings->at[i].role = MIN(meanings->at[i].role, sense.role);
        return;
    }
    array_push(c->arena, meanings, sense);
}

void
concepts_enter(struct concepts *c,
               const struct phrase *term,
               struct sense sense,
               struct stemmer *stemmer)
{
    if (term->n == 0)
        return;
    c->longest = MAX(c->longest, term->n);
    g_ptr_array_set_size(c->term, 0);
    for (size_t i = 0; i < term->n; i++)
        g_ptr_array_add(c->term, (void *)entry_of(c, term->words[i], stemmer));
    write_key(c);
    enter(c, c->terms, sense);
    if (sense.role == THESAURUS_ASKED || !keep_content(c))
        return;
    write_key(c);
    enter(c, c->contents, sense);
}

/* A name of what an index's metadata makes equal, if it may be one. */
static void
add_name(struct phrase *names, size_t *n_names, struct phrase name)
{
    if (name.n > 0 && name.n <= FE_TERM_WORDS)
        names[(*n_names)++] = name;
}

static size_t
count_lines(const char *text)
{
    size_t n = 1;

    for (const char *p = text; *p; p++)
        n += *p == '\n';
    return n;
}

void
concepts_add_equal(struct concepts *c,
                   const char *word,
                   const char *lines,
                   struct stemmer *stemmer)
{
    struct phrase first = phrase_of(c->arena, word, strlen(word));
    struct phrase *names =
        arena_array(c->arena, 1 + count_lines(lines), sizeof *names);
    struct concept concept = {.names = names};

    if (first.n == 1) /* it is an abbreviation */
        first.words[0] =
            arena_printf(c->arena, "%c%s", ABBREVIATION, first.words[0]);
    add_name(names, &concept.n_names, first);
    for (const char *p = lines; *p; p += *p == '\n') {
        const size_t len = strcspn(p, "\n");
        add_name(names, &concept.n_names, phrase_of(c->arena, p, len));
        p += len;
    }
    const struct sense sense = {concepts_add(c, &concept), THESAURUS_NAME};
    for (size_t i = 0; i < concept.n_names; i++)
        concepts_enter(c, &names[i], sense, stemmer);
}

static struct senses
find(GHashTable *table, const char *key)
{
    const struct meanings *meanings = g_hash_table_lookup(table, key);

    return meanings ? (struct senses){meanings->at, meanings->n}
                    : (struct senses){0};
}

struct senses
concepts_find(const struct concepts *c, const char *key)
{
    return find(c->terms, key);
}

struct senses
concepts_find_content(const struct concepts *c, const char *key)
{
    return find(c->contents, key);
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
    return g_hash_table_contains(c->words, word);
}
