/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/text/document.h"

#include "engine/base/status.h"
#include "engine/text/negation.h"
#include "engine/text/signature.h"
#include "engine/text/stream.h"
#include "engine/text/tokens.h"

#include <glib.h>
#include <string.h>

/* The stream of one prefix, as far as it is made. */
struct stream_group {
    const char *prefix;
    struct string body;
};

struct preparing {
    struct arena *arena;
    struct dictionary *dictionary;
    struct stemmer *stemmer;
    ARRAY(struct xc_term) terms; /* exact */
    ARRAY(struct inverter_word) words;
    const char *too_long; /* a word; or NULL */
    uint32_t length;
    ARRAY(struct xc_value) values;
    ARRAY(struct stream_group) groups; /* the first is the document's own */
    ARRAY(struct token) own;           /* tokens of the document's own texts */
};

static struct xc_term
term_of(const char *text, uint32_t frequency)
{
    return (struct xc_term){
        .text = text, .len = strlen(text), .frequency = frequency};
}

/* The key of a word by its number, or by those of its stems. */
enum key_kind { KEY_WORD = 1, KEY_PAIR, KEY_DENIED };

static uint64_t
key_of(enum key_kind kind, uint32_t a, uint32_t b)
{
    enum { BITS = 31 };
    const bool has_room = a >> BITS == 0 && b >> BITS == 0;

    return has_room ? (uint64_t)kind << 2 * BITS | (uint64_t)a << BITS | b : 0;
}

size_t
document_term(const struct inverter_word *word, char term[FE_TERM_MAX + 1])
{
    if (word->second)
        return put_pair_term(term, word->first, word->second);
    const size_t len = strlen(word->first);
    memcpy(term, word->first, len + 1);
    return len;
}

/* Add a word whose term has so many bytes. */
static void
add_word(struct preparing *preparing,
         const struct inverter_word *word,
         size_t len)
{
    array_push(preparing->arena, &preparing->words, *word);
    preparing->length += word->times;
    if (len > FE_TERM_MAX && !preparing->too_long)
        preparing->too_long = word->first;
}

/* Add the term of two stems. */
static void
add_stems(struct preparing *preparing,
          uint64_t key,
          const char *stem,
          const char *other,
          uint32_t times)
{
    const struct inverter_word word = {key, stem, other, times};

    add_word(preparing, &word, strlen(stem) + strlen(other) + 2);
}

static struct stream_group *
group_of(struct preparing *preparing, const char *prefix)
{
    for (size_t i = 0; i < preparing->groups.n; i++)
        if (strcmp(preparing->groups.at[i].prefix, prefix) == 0)
            return &preparing->groups.at[i];
    struct stream_group *group =
        array_add(preparing->arena, &preparing->groups);
    group->prefix = prefix;
    return group;
}

static const char *
with_prefix(struct arena *arena, const char *prefix, const char *word)
{
    const size_t n = strlen(prefix), len = strlen(word);
    char *term = arena_alloc(arena, n + len + 1);

    memcpy(term, prefix, n);
    memcpy(term + n, word, len + 1);
    return term;
}

/* Returns the numbers of the words. */
static const uint32_t *
add_words(struct preparing *preparing,
          const struct tokens *tokens,
          const char *prefix,
          uint32_t weight)
{
    struct arena *arena = preparing->arena;
    struct stream_group *group = group_of(preparing, prefix);
    const bool is_own = *prefix == '\0';
    uint32_t *numbers = arena_array(arena, tokens->n, sizeof *numbers);
    bool needs_separator = group->body.len > 0;

    for (size_t i = 0; i < tokens->n; i++) {
        const struct token *token = &tokens->at[i];
        const uint32_t number = dictionary_add(preparing->dictionary,
                                               token->word, preparing->stemmer);
        const struct inverter_word word = {
            .key = is_own ? key_of(KEY_WORD, 0, number) : 0,
            .first =
                is_own ? token->word : with_prefix(arena, prefix, token->word),
            .times = is_own && !token->is_compound ? weight : 0};
        add_word(preparing, &word, strlen(word.first));
        numbers[i] = number;
        if (token->is_compound)
            continue;
        if (needs_separator) /* from an earlier text of the prefix */
            stream_put(arena, &group->body, 0);
        needs_separator = false;
        stream_put(arena, &group->body, number);
    }
    return numbers;
}

/* Add pairs of words that are side by side, or have only common words between
 * them. */
static void
add_pairs(struct preparing *preparing,
          const struct tokens *tokens,
          const uint32_t *numbers)
{
    const char *before = NULL, *stem;
    uint32_t number_before = 0;

    for (size_t i = 0; i < tokens->n; i++) {
        const struct token *token = &tokens->at[i];
        if (token->is_compound || is_stopword(token->word))
            continue;
        const uint32_t number =
            dictionary_stem_number(preparing->dictionary, numbers[i], &stem);
        /* The term is the same in either order. */
        if (before)
            add_stems(preparing,
                      key_of(KEY_PAIR, MIN(number_before, number),
                             MAX(number_before, number)),
                      before, stem, 1);
        before = stem;
        number_before = number;
    }
}

static void
add_denied(struct preparing *preparing,
           const struct tokens *tokens,
           const uint32_t *numbers,
           const char *text)
{
    const struct denied denied = denied_words(preparing->arena, tokens, text);

    for (size_t i = 0; i < denied.n; i++) {
        const char *stem;
        const uint32_t number = dictionary_stem_number(
            preparing->dictionary, numbers[denied.at[i] - tokens->at], &stem);
        add_stems(preparing, key_of(KEY_DENIED, 0, number), NEGATED, stem, 0);
    }
}

static void
add_text(struct preparing *preparing, const struct fe_text *text)
{
    const char *prefix = text->prefix ? text->prefix : "";
    const struct tokens tokens =
        tokens_of(preparing->arena, text->text, text->text_len);
    const uint32_t *numbers =
        add_words(preparing, &tokens, prefix, text->weight);

    if (*prefix != '\0')
        return;
    add_pairs(preparing, &tokens, numbers);
    add_denied(preparing, &tokens, numbers, text->text);
    for (size_t i = 0; i < tokens.n; i++)
        array_push(preparing->arena, &preparing->own, tokens.at[i]);
}

static void
add_value(struct preparing *preparing,
          unsigned slot,
          const char *bytes,
          size_t len)
{
    if (len > 0)
        *array_add(preparing->arena, &preparing->values) =
            (struct xc_value){.slot = slot, .bytes = bytes, .len = len};
}

/* The value is added to those that the document has in the slot, with a NUL
 * between them, which no value contains. */
static void
add_own_value(struct preparing *preparing, unsigned slot, const char *value)
{
    const size_t len = strlen(value);

    for (size_t i = 0; i < preparing->values.n && len > 0; i++) {
        struct xc_value *before = &preparing->values.at[i];
        if (before->slot != slot)
            continue;
        char *joined = arena_alloc(preparing->arena, before->len + 1 + len);
        memcpy(joined, before->bytes, before->len);
        joined[before->len] = '\0';
        memcpy(joined + before->len + 1, value, len);
        before->bytes = joined;
        before->len += 1 + len;
        return;
    }
    add_value(preparing, slot, arena_strndup(preparing->arena, value, len),
              len);
}

static void
add_signature(struct preparing *preparing)
{
    const struct tokens own = {preparing->own.at, preparing->own.n};
    char *signature = arena_alloc(preparing->arena, SIGNATURE_SIZE);

    if (signature_of(&own, signature))
        add_value(preparing, SIGNATURE_SLOT, signature, SIGNATURE_SIZE);
}

static void
add_stream(struct preparing *preparing)
{
    struct string bytes = {0};

    for (size_t i = 0; i < preparing->groups.n; i++)
        if (preparing->groups.at[i].body.len > 0)
            stream_put_group(preparing->arena, &bytes,
                             preparing->groups.at[i].prefix,
                             &preparing->groups.at[i].body);
    add_value(preparing, STREAM_SLOT, bytes.at, bytes.len);
}

/* The exact terms, and the length. */
static void
add_terms(struct preparing *preparing, const struct fe_document *document)
{
    for (size_t i = 0; i < document->n_terms; i++)
        array_push(
            preparing->arena, &preparing->terms,
            term_of(arena_strdup(preparing->arena, document->terms[i]), 0));
    if (preparing->length > 0)
        array_push(preparing->arena, &preparing->terms,
                   term_of(LENGTH_TERM, preparing->length));
}

static size_t
size_of(const struct fe_document *document)
{
    size_t size = document->data_len;

    for (size_t i = 0; i < document->n_texts; i++)
        size += document->texts[i].text_len;
    return size;
}

struct prepared_document
document_prepare(struct arena *arena,
                 struct dictionary *dictionary,
                 struct stemmer *stemmer,
                 struct packer *packer,
                 const struct fe_document *document)
{
    const struct string data =
        pack(packer, arena, document->data, document->data_len);
    struct preparing preparing = {
        .arena = arena, .dictionary = dictionary, .stemmer = stemmer};

    group_of(&preparing, "");
    for (size_t i = 0; i < document->n_texts; i++)
        add_text(&preparing, &document->texts[i]);
    add_terms(&preparing, document);
    for (size_t i = 0; i < document->n_values; i++) {
        const struct fe_value *value = &document->values[i];
        FE_REQUIRE(value->slot != FE_NO_SLOT && value->slot <= FE_SLOTS_MAX);
        add_own_value(&preparing, value->slot, value->value);
    }
    add_signature(&preparing);
    add_stream(&preparing);
    add_value(&preparing, DATA_SLOT, data.at, data.len);
    return (struct prepared_document){
        .stored = {.terms = preparing.terms.at,
                   .n_terms = preparing.terms.n,
                   .values = preparing.values.at,
                   .n_values = preparing.values.n},
        .packed = data.len,
        .words = preparing.words.at,
        .n_words = preparing.words.n,
        .too_long = preparing.too_long,
        .size = size_of(document)};
}
