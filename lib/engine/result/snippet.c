/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Snippets: the part of a text that best shows why it matched, with the matches
 * marked. Xapian's own snippets mark matches with strings instead of offsets,
 * and begin anywhere. This reads the text with the same tokeniser as the index,
 * so that exactly what matched is marked.
 */
#include "engine/base/status.h"
#include "engine/match/positions.h"
#include "engine/result/hits.h"

#include <ctype.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#define ELLIPSIS "\xe2\x80\xa6"

enum {
    SNIPPET_STEPS = 64, /* of arena_step(), besides those of a long text */
    /* How many words are shown before the first match if a snippet cannot begin
     * with its sentence. */
    LEAD_WORDS = 6,
    LEAD_STEP = 3, /* words between the beginnings that are tried */
    /* Limits for texts that are far longer than any paragraph: places where a
     * snippet may begin, and words to go back to the beginning of a sentence.
     */
    STARTS_MAX = 200,
    SENTENCE_MAX = 200
};

/* How much of its worth a term has when it is repeated in a part. */
#define REPEATED_SHARE 0.1

/* A factor for the worth of a part that begins with a sentence. */
#define SENTENCE_BONUS 1.2

/* The memory that one text may take, in bytes. */
#define MEMORY_MAX ((size_t)512 << 20)

/* A leaf of the pattern of a term, and where its words are in the text. */
struct quoted_leaf {
    size_t term;
    struct spans spans;
    size_t room;
};

/* What is prepared once and used for the snippets of all hits. */
struct quoter {
    const struct understood *understood;
    struct arena *arena;    /* for one snippet */
    GHashTable *leaves;     /* pattern -> struct quoted_leaf */
    GHashTable *by_word;    /* word -> GPtrArray of struct quoted_leaf */
    GPtrArray *used_leaves; /* the leaves that the current text has */
    bool *is_used;          /* by term: whether it has a used leaf */
};

/* A match: tokens of the text, and the term that they match. */
struct text_match {
    size_t token; /* number of its first token */
    size_t last;
    size_t term;
};

/* A part of the text, as byte offsets, and what it is worth to show it. */
struct text_part {
    size_t start;
    size_t end;
    double worth;
};

/* The text of one snippet. */
struct quote {
    struct quoter *quoter;
    const char *text;
    size_t len;
    size_t width;
    bool is_ascii;
    struct token *tokens; /* without compounds */
    size_t n_tokens;
    struct text_match *marks; /* in order of their first tokens */
    size_t n_marks;
    size_t *shown_in; /* by term: number of the last part judged that shows
                         it */
    size_t n_judged;
};

static void
free_leaves_of_word(void *leaves)
{
    g_ptr_array_free(leaves, TRUE);
}

static void
add_word(struct quoter *quoter, const char *word, struct quoted_leaf *leaf)
{
    GPtrArray *leaves = g_hash_table_lookup(quoter->by_word, word);

    if (!leaves) {
        leaves = g_ptr_array_new();
        g_hash_table_insert(quoter->by_word, (char *)word, leaves);
    }
    if (leaves->len == 0 || leaves->pdata[leaves->len - 1] != leaf)
        g_ptr_array_add(leaves, leaf);
}

/* Patterns of fields are left out, as their words are not in the text. */
static void
add_pattern(struct quoter *quoter, size_t term, const struct pattern *pattern)
{
    for (size_t i = 0; i < pattern->n_parts; i++)
        add_pattern(quoter, term, &pattern->parts[i]);
    if (pattern->kind != PATTERN_WORDS || *pattern->prefix)
        return;
    struct quoted_leaf *leaf = g_new0(struct quoted_leaf, 1);
    leaf->term = term;
    g_hash_table_insert(quoter->leaves, (void *)pattern, leaf);
    for (size_t i = 0; i < pattern->n_words; i++)
        add_word(quoter, pattern->words[i], leaf);
}

static struct quoter *
quoter_of(const struct fe_hits *hits)
{
    struct quoter *quoter = *hits->quoter;

    if (quoter)
        return quoter;
    quoter = *hits->quoter = g_new0(struct quoter, 1);
    quoter->understood = hits->understood;
    quoter->arena = arena_new(MEMORY_MAX);
    quoter->leaves =
        g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
    quoter->by_word = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
                                            free_leaves_of_word);
    quoter->used_leaves = g_ptr_array_new();
    quoter->is_used = g_new0(bool, hits->understood->n_terms);
    for (size_t t = 0; t < hits->understood->n_terms; t++)
        add_pattern(quoter, t, &hits->understood->patterns[t]);
    return quoter;
}

void
quoter_free(struct quoter *quoter)
{
    if (!quoter)
        return;
    g_hash_table_destroy(quoter->by_word);
    g_hash_table_destroy(quoter->leaves);
    g_ptr_array_free(quoter->used_leaves, TRUE);
    g_free(quoter->is_used);
    arena_free(quoter->arena);
    g_free(quoter);
}

static void
add_place(struct quoter *quoter, struct quoted_leaf *leaf, uint32_t place)
{
    struct spans *spans = &leaf->spans;

    if (spans->n == 0) {
        spans->at = NULL;
        leaf->room = 0;
        g_ptr_array_add(quoter->used_leaves, leaf);
        quoter->is_used[leaf->term] = true;
    }
    if (spans->n == leaf->room)
        array_grow(quoter->arena, (void **)&spans->at, spans->n, &leaf->room,
                   sizeof *spans->at);
    spans->at[spans->n++] = (struct span){place, place};
}

/* Forget the places of the text before, whose memory is in the arena. */
static void
forget_places(struct quoter *quoter)
{
    for (guint i = 0; i < quoter->used_leaves->len; i++) {
        struct quoted_leaf *leaf = quoter->used_leaves->pdata[i];
        leaf->spans = (struct spans){0};
        quoter->is_used[leaf->term] = false;
    }
    g_ptr_array_set_size(quoter->used_leaves, 0);
    arena_reset(quoter->arena);
}

static void
read_text(struct quote *quote)
{
    struct quoter *quoter = quote->quoter;
    const struct tokens tokens =
        tokens_of(quoter->arena, quote->text, quote->len);

    quote->tokens = tokens.at;
    arena_step(quoter->arena, tokens.n);
    for (size_t i = 0; i < tokens.n; i++) {
        if (tokens.at[i].is_compound)
            continue;
        const struct token *token = &tokens.at[i];
        const GPtrArray *leaves =
            g_hash_table_lookup(quoter->by_word, token->word);
        for (guint k = 0; leaves && k < leaves->len; k++)
            add_place(quoter, leaves->pdata[k], token->place);
        quote->tokens[quote->n_tokens++] = *token;
    }
}

static struct spans
spans_of_leaf(void *data, struct arena *arena, const struct pattern *pattern)
{
    const struct quoter *quoter = data;
    const struct quoted_leaf *leaf =
        g_hash_table_lookup(quoter->leaves, pattern);

    (void)arena;
    return leaf ? leaf->spans : (struct spans){0};
}

/* Sort matches by their first token; those with the same first token stay in
 * the order of their terms. */
static void
sort_marks(struct quote *quote, const struct text_match *marks, size_t n)
{
    struct arena *arena = quote->quoter->arena;
    size_t *next = arena_array(arena, quote->n_tokens + 1, sizeof *next);

    for (size_t i = 0; i < n; i++)
        next[marks[i].token + 1]++;
    for (size_t i = 1; i <= quote->n_tokens; i++)
        next[i] += next[i - 1];
    quote->marks = arena_array(arena, n, sizeof *quote->marks);
    for (size_t i = 0; i < n; i++)
        quote->marks[next[marks[i].token]++] = marks[i];
    quote->n_marks = n;
}

static void
find_marks(struct quote *quote)
{
    struct quoter *quoter = quote->quoter;
    const struct understood *understood = quoter->understood;
    ARRAY(struct text_match) marks = {0};

    if (quoter->used_leaves->len == 0)
        return;
    for (size_t t = 0; t < understood->n_terms; t++) {
        arena_step(quoter->arena, 1);
        if (!quoter->is_used[t])
            continue;
        const struct spans spans = positions_of(
            quoter->arena, &understood->patterns[t], spans_of_leaf, quoter);
        for (size_t i = 0; i < spans.n; i++)
            array_push(quoter->arena, &marks,
                       ((struct text_match){spans.at[i].first - 1,
                                            spans.at[i].last - 1, t}));
    }
    sort_marks(quote, marks.at, marks.n);
}

static bool
is_continuation(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

static size_t
characters(const char *text, size_t len)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++)
        n += !is_continuation(text[i]);
    return n;
}

static bool
is_ascii(const char *text, size_t len)
{
    unsigned char all = 0;

    for (size_t i = 0; i < len; i++)
        all |= (unsigned char)text[i];
    return all < 0x80;
}

/* The length of the closing quotation mark or bracket at the end of the text; 0
 * if there is none. */
static size_t
closing(const char *text, size_t len)
{
    static const char *const marks[] = {"\"",           "'",           ")", "]",
                                        "\xe2\x80\x9d", "\xe2\x80\x99"};

    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
        const size_t n = strlen(marks[i]);
        if (len >= n && memcmp(text + len - n, marks[i], n) == 0)
            return n;
    }
    return 0;
}

/* Whether a sentence begins here: after a full stop or similar mark, maybe
 * closing marks, and a blank, with anything but a small letter. */
static bool
begins_sentence(const char *text, size_t start)
{
    size_t end = start - 1;

    if (start == 0)
        return true;
    if (start < 2 || !isspace((unsigned char)text[start - 1]))
        return false;
    for (size_t n; (n = closing(text, end)) > 0;)
        end -= n;
    if (end == 0 || !strchr(".!?;:", text[end - 1]))
        return false;
    return !islower((unsigned char)text[start]);
}

/* The place that is `count` characters further on, or the end of the text. */
static size_t
place_after(const struct quote *quote, size_t at, size_t count)
{
    if (quote->is_ascii)
        return at + MIN(count, quote->len - at);
    for (; at < quote->len && count > 0; count--)
        do
            at++;
        while (at < quote->len && is_continuation(quote->text[at]));
    return at;
}

/* Where the token begins, with an opening quotation mark or bracket before it.
 */
static size_t
opening(const struct quote *quote, size_t number)
{
    if (number == 0)
        return 0;
    const size_t least = quote->tokens[number - 1].end;
    size_t start = quote->tokens[number].start;
    while (start > least && !isspace((unsigned char)quote->text[start - 1]))
        start--;
    return start > least ? start : quote->tokens[number].start;
}

/* The number of the first token that ends after this place. */
static size_t
token_after(const struct quote *quote, size_t first, size_t place)
{
    size_t low = first, high = quote->n_tokens;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (quote->tokens[middle].end <= place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t
first_mark(const struct quote *quote, size_t token)
{
    size_t low = 0, high = quote->n_marks;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (quote->marks[middle].token < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* What a part is worth, by the rarity of the terms that it shows. */
static double
worth(struct quote *quote, size_t first, size_t last, size_t start)
{
    const struct fe_term *terms = quote->quoter->understood->terms;
    double sum = 0;

    quote->n_judged++;
    for (size_t i = first_mark(quote, first);
         i < quote->n_marks && quote->marks[i].token < last; i++) {
        const struct text_match *mark = &quote->marks[i];
        arena_step(quote->quoter->arena, 1);
        if (mark->last >= last)
            continue;
        const bool is_new = quote->shown_in[mark->term] != quote->n_judged;
        sum += terms[mark->term].rarity * (is_new ? 1 : REPEATED_SHARE);
        quote->shown_in[mark->term] = quote->n_judged;
    }
    return begins_sentence(quote->text, start) ? sum * SENTENCE_BONUS : sum;
}

/* The longest part that begins with this token, ends with a word and fits the
 * width. */
static struct text_part
judged(struct quote *quote, size_t first)
{
    const size_t start = quote->n_tokens == 0 ? 0 : opening(quote, first);
    const size_t limit = place_after(quote, start, quote->width);
    struct text_part part = {start, limit, 0};
    size_t last = quote->n_tokens;

    if (limit < quote->len) {
        last = token_after(quote, first, limit);
        if (last > first)
            part.end = quote->tokens[last - 1].end;
        while (part.end < limit && strchr(".,;:!?)'\"", quote->text[part.end]))
            part.end++;
    }
    part.worth = worth(quote, first, last, start);
    return part;
}

static int
by_size(const void *left, const void *right)
{
    const size_t a = *(const size_t *)left, b = *(const size_t *)right;

    return (a > b) - (a < b);
}

/* Tokens that a snippet may begin with, rising, each once. The last match may
 * add a few to STARTS_MAX. */
struct starts {
    size_t at[STARTS_MAX + LEAD_WORDS / LEAD_STEP + 2];
    size_t n;
};

static void
add_start(struct starts *starts, size_t token)
{
    for (size_t i = starts->n; i > 0; i--)
        if (starts->at[i - 1] == token)
            return;
    starts->at[starts->n++] = token;
}

/* For each match, try the beginning of its sentence, a few words before it, and
 * the match itself. */
static void
find_starts(const struct quote *quote, struct starts *starts)
{
    add_start(starts, 0);
    for (size_t m = 0; m < quote->n_marks && starts->n < STARTS_MAX; m++) {
        size_t i = quote->marks[m].token;
        const size_t least = i > SENTENCE_MAX ? i - SENTENCE_MAX : 0;
        for (size_t lead = 0; lead <= LEAD_WORDS; lead += LEAD_STEP)
            add_start(starts, i > lead ? i - lead : 0);
        if (m > 0 && quote->marks[m - 1].token == i)
            continue; /* it is in the same sentence */
        while (i > least && !begins_sentence(quote->text, opening(quote, i)))
            i--;
        add_start(starts, i);
    }
    qsort(starts->at, starts->n, sizeof *starts->at, by_size);
}

static struct text_part
best_part(struct quote *quote)
{
    struct starts starts = {.n = 0};
    struct text_part best = {0, 0, -1};

    quote->shown_in =
        arena_array(quote->quoter->arena, quote->quoter->understood->n_terms,
                    sizeof *quote->shown_in);
    find_starts(quote, &starts);
    for (size_t i = 0; i < starts.n; i++) {
        const struct text_part part = judged(quote, starts.at[i]);
        if (part.worth > best.worth)
            best = part;
    }
    return best;
}

/* Add the matches within the part as spans; those that overlap become one. */
static void
add_spans(const struct quote *quote,
          const struct text_part *part,
          size_t shift,
          struct fe_snippet *out)
{
    out->spans = g_new(struct fe_span, quote->n_marks + 1);
    for (size_t i = 0; i < quote->n_marks; i++) {
        const size_t start = quote->tokens[quote->marks[i].token].start;
        const size_t end = quote->tokens[quote->marks[i].last].end;
        if (start < part->start || end > part->end)
            continue;
        struct fe_span span = {start - part->start + shift,
                               end - part->start + shift};
        /* A phrase may contain words that are matches of their own. */
        while (out->n_spans > 0 &&
               out->spans[out->n_spans - 1].end > span.start) {
            const struct fe_span last = out->spans[--out->n_spans];
            span.start = MIN(span.start, last.start);
            span.end = MAX(span.end, last.end);
        }
        out->spans[out->n_spans++] = span;
    }
}

static void
store(const struct quote *quote,
      const struct text_part *part,
      struct fe_snippet *out)
{
    const char *before = part->start > 0 ? ELLIPSIS : "";
    const char *after = part->end < quote->len ? ELLIPSIS : "";
    const size_t shift = strlen(before), len = part->end - part->start;

    out->text_len = shift + len + strlen(after);
    out->text = g_malloc(out->text_len + 1);
    memcpy(out->text, before, shift);
    if (len > 0)
        memcpy(out->text + shift, quote->text + part->start, len);
    memcpy(out->text + shift + len, after, strlen(after) + 1);
    add_spans(quote, part, shift, out);
}

struct quoting {
    struct quote quote;
    struct fe_snippet *out;
};

static void
run(void *data)
{
    struct quoting *quoting = data;
    struct quote *quote = &quoting->quote;
    struct text_part part = {0, quote->len, 0};

    arena_step(quote->quoter->arena, SNIPPET_STEPS);
    read_text(quote);
    find_marks(quote);
    if (characters(quote->text, quote->len) > quote->width)
        part = best_part(quote);
    store(quote, &part, quoting->out);
}

enum fe_status
fe_hits_snippet(const struct fe_hits *hits,
                const char *text,
                size_t text_len,
                size_t width,
                struct fe_snippet *out,
                struct fe_error *err)
{
    FE_REQUIRE(hits && (text || text_len == 0) && out);
    struct quoting quoting = {.quote = {.quoter = quoter_of(hits),
                                        .text = text_len > 0 ? text : "",
                                        .len = text_len,
                                        .width = width,
                                        .is_ascii = is_ascii(text, text_len)},
                              .out = out};
    struct fe_error failure;

    *out = (struct fe_snippet){0};
    forget_places(quoting.quote.quoter);
    arena_stop_at(quoting.quote.quoter->arena, &hits->stop);
    if (arena_try(quoting.quote.quoter->arena, run, &quoting, &failure))
        return FE_OK;
    fe_snippet_free(out);
    return status_report(&failure, err);
}

void
fe_snippet_free(struct fe_snippet *snippet)
{
    if (!snippet)
        return;
    g_free(snippet->text);
    g_free(snippet->spans);
    *snippet = (struct fe_snippet){0};
}
