/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Words -> patterns: the forms of a word that the index has, and the ways in
 * which words may be joined.
 */
#include "engine/query/planner_private.h"

#include "engine/text/variants.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

bool
pattern_is_empty(const struct pattern *pattern)
{
    return pattern->n_words == 0 && pattern->n_parts == 0;
}

void
append_spaced(struct arena *arena, struct string *text, const char *more)
{
    if (text->len > 0 && *more)
        string_add(arena, text, " ");
    string_add(arena, text, more);
}

const char *
text_of_phrase(struct arena *arena, const struct phrase *words)
{
    struct string text = {0};

    string_add(arena, &text, "");
    for (size_t i = 0; i < words->n; i++)
        append_spaced(arena, &text,
                      words->words[i] + (words->words[i][0] == '='));
    return text.at;
}

struct phrase
words_of_tokens(struct arena *arena, const struct tokens *tokens)
{
    struct phrase words = {
        .words = arena_array(arena, tokens->n, sizeof *words.words)};

    for (size_t i = 0; i < tokens->n; i++)
        if (!tokens->at[i].is_compound)
            words.words[words.n++] = tokens->at[i].word;
    return words;
}

/* Joining patterns. */

static struct pattern
joined_by(enum pattern_kind kind, const struct pattern_list *parts)
{
    if (parts->n == 1)
        return parts->at[0];
    return (struct pattern){
        .kind = kind, .prefix = "", .parts = parts->at, .n_parts = parts->n};
}

struct pattern
sequence_of(const struct pattern_list *parts)
{
    return joined_by(PATTERN_PHRASE, parts);
}

struct pattern
either_of(const struct pattern_list *parts)
{
    return joined_by(PATTERN_EITHER, parts);
}

/* Words. */

static struct pattern
pattern_of_forms(struct arena *arena,
                 const struct words *words,
                 const char *prefix)
{
    struct pattern pattern = {
        .kind = PATTERN_WORDS,
        .prefix = prefix,
        .words = arena_array(arena, words->n, sizeof *pattern.words)};

    for (size_t i = 0; i < words->n; i++)
        pattern.words[pattern.n_words++] = words->at[i].text;
    return pattern;
}

static bool
has_word(const struct pattern *pattern, const char *word)
{
    for (size_t i = 0; i < pattern->n_words; i++)
        if (strcmp(pattern->words[i], word) == 0)
            return true;
    return false;
}

static struct words
forms_of_stem(const struct snapshot *snapshot,
              const char *prefix,
              const char *word)
{
    return words_of_stem(snapshot, prefix,
                         stem_of(snapshot->stemmer, snapshot->arena, word));
}

/* Add the forms that the pattern does not have yet. */
static void
add_forms(struct arena *arena,
          struct pattern *pattern,
          const struct words *forms)
{
    const char **all =
        arena_array(arena, pattern->n_words + forms->n, sizeof *all);

    if (pattern->n_words > 0)
        memcpy(all, pattern->words, pattern->n_words * sizeof *all);
    pattern->words = all;
    for (size_t i = 0; i < forms->n; i++)
        if (!has_word(pattern, forms->at[i].text))
            all[pattern->n_words++] = forms->at[i].text;
}

static struct pattern
find_pattern_of_word(const struct snapshot *snapshot,
                     const char *word,
                     const char *prefix)
{
    const struct words forms = forms_of_stem(snapshot, prefix, word);
    struct pattern pattern = pattern_of_forms(snapshot->arena, &forms, prefix);
    /* Forms in the other spelling, American or British, if the index has it. */
    char variants[VARIANTS_MAX][VARIANT_SIZE];
    const size_t n = variants_of(word, strlen(word), variants, VARIANTS_MAX);

    for (size_t i = 0; i < n; i++)
        if (words_documents(snapshot, prefix, variants[i]) > 0) {
            const struct words others =
                forms_of_stem(snapshot, prefix, variants[i]);
            add_forms(snapshot->arena, &pattern, &others);
        }
    return pattern;
}

struct pattern
pattern_of_word(const struct snapshot *snapshot,
                const char *word,
                const char *prefix)
{
    struct pattern pattern = {.kind = PATTERN_WORDS, .prefix = prefix};
    struct phrase forms;

    if (*prefix)
        return find_pattern_of_word(snapshot, word, prefix);
    if (words_find_forms(snapshot, word, &forms)) {
        pattern.words = forms.words;
        pattern.n_words = forms.n;
        return pattern;
    }
    pattern = find_pattern_of_word(snapshot, word, prefix);
    forms = (struct phrase){pattern.words, pattern.n_words};
    words_keep_forms(snapshot, word, &forms);
    return pattern;
}

/* The pattern of a word of a term. The only other form of an abbreviation is
 * its plural. */
static struct pattern
pattern_of_term_word(const struct snapshot *snapshot, const char *word)
{
    static const char *const endings[] = {"", "s", "'s"};
    struct arena *arena = snapshot->arena;

    if (*word != '=')
        return pattern_of_word(snapshot, word, "");
    struct pattern pattern = {.kind = PATTERN_WORDS,
                              .prefix = "",
                              .words =
                                  arena_array(arena, 3, sizeof(const char *))};
    for (size_t i = 0; i < 3; i++) {
        const char *form = arena_printf(arena, "%s%s", word + 1, endings[i]);
        if (words_documents(snapshot, "", form) > 0)
            pattern.words[pattern.n_words++] = form;
    }
    return pattern;
}

struct pattern
pattern_of_phrase(const struct snapshot *snapshot, const struct phrase *phrase)
{
    struct pattern_list parts = {0};

    for (size_t i = 0; i < phrase->n; i++)
        array_push(snapshot->arena, &parts,
                   pattern_of_term_word(snapshot, phrase->words[i]));
    return sequence_of(&parts);
}

struct pattern
pattern_of_loose(const struct snapshot *snapshot, const struct phrase *phrase)
{
    struct arena *arena = snapshot->arena;
    struct pattern pattern = pattern_of_phrase(snapshot, phrase);

    if (pattern.kind != PATTERN_PHRASE)
        return pattern;
    for (size_t i = 0; i < pattern.n_parts; i++)
        if (pattern.parts[i].n_words == 0)
            return (struct pattern){.prefix = ""}; /* the index lacks it */
    /* The index has pairs of stems, but not of common words, and abbreviations
     * are not stemmed. */
    for (size_t i = 0; i < phrase->n; i++)
        if (phrase->words[i][0] == '=' || is_stopword(phrase->words[i]))
            return pattern;
    pattern.kind = PATTERN_LOOSE;
    pattern.pairs = arena_array(arena, phrase->n, sizeof *pattern.pairs);
    for (size_t i = 0; i + 1 < phrase->n; i++)
        pattern.pairs[pattern.n_pairs++] = pair_term(
            arena, stem_of(snapshot->stemmer, arena, phrase->words[i]),
            stem_of(snapshot->stemmer, arena, phrase->words[i + 1]));
    return pattern;
}

static int
by_documents(const void *a, const void *b)
{
    const struct word *x = a, *y = b;

    if (x->documents != y->documents)
        return x->documents > y->documents ? -1 : 1;
    return strcmp(x->text, y->text);
}

/* The words that begin with the letters; the most frequent if there are too
 * many. */
static struct pattern
pattern_of_beginning(struct planner *planner,
                     const char *letters,
                     const char *prefix,
                     bool *is_cut)
{
    struct words words = words_of_prefix(planner->snapshot, prefix, letters);

    if (words.n > FE_FORMS_MAX) {
        qsort(words.at, words.n, sizeof *words.at, by_documents);
        words.n = FE_FORMS_MAX;
        *is_cut = true;
    }
    return pattern_of_forms(planner->arena, &words, prefix);
}

/* Joined words. */

/* The pattern of two words written as one, from number `first`; empty if the
 * index has no such word. */
static struct pattern
joined_word(struct planner *planner,
            const struct phrase *words,
            size_t first,
            const char *prefix)
{
    if (first + 1 >= words->n)
        return (struct pattern){.prefix = ""};
    return pattern_of_word(planner->snapshot,
                           arena_printf(planner->arena, "%s%s",
                                        words->words[first],
                                        words->words[first + 1]),
                           prefix);
}

/* The patterns of the words that a word may be split into; none if it may not.
 */
static struct pattern_list
parts_of_word(struct planner *planner, const char *word, const char *prefix)
{
    const struct snapshot *snapshot = planner->snapshot;
    const struct phrase parts = words_of_compound(
        snapshot, prefix, stem_of(snapshot->stemmer, planner->arena, word));
    struct pattern_list apart = {0};

    for (size_t i = 0; i < parts.n; i++)
        array_push(planner->arena, &apart,
                   pattern_of_word(snapshot, parts.words[i], prefix));
    return apart;
}

/* The words one after the other. From the left, two words that may be joined
 * match either way, except the two at number `except`. */
static struct pattern
joined_but(struct planner *planner,
           size_t except,
           const struct pattern *parts,
           const struct phrase *words,
           const char *prefix)
{
    struct arena *arena = planner->arena;
    struct pattern_list row = {0};

    for (size_t i = 0; i < words->n; i++) {
        struct pattern one = {.prefix = ""};
        struct pattern_list apart = {0}, both = {0};
        if (i != except)
            one = joined_word(planner, words, i, prefix);
        if (one.n_words > 0) {
            array_push(arena, &apart, parts[i]);
            array_push(arena, &apart, parts[i + 1]);
            i++;
        } else {
            one = parts[i];
            apart = parts_of_word(planner, words->words[i], prefix);
        }
        array_push(arena, &both, one);
        if (apart.n > 0)
            array_push(arena, &both, sequence_of(&apart));
        array_push(arena, &row, either_of(&both));
    }
    return sequence_of(&row);
}

/* A word that could be joined to the word before or after it is tried both
 * ways.
 */
struct pattern
pattern_however_joined(struct planner *planner,
                       const struct pattern *parts,
                       const struct phrase *words,
                       const char *prefix)
{
    struct arena *arena = planner->arena;
    struct pattern_list ways = {0};

    array_push(arena, &ways, joined_but(planner, NONE, parts, words, prefix));
    for (size_t i = 0; i + 2 < words->n; i++)
        if (joined_word(planner, words, i, prefix).n_words > 0 &&
            joined_word(planner, words, i + 1, prefix).n_words > 0)
            array_push(arena, &ways,
                       joined_but(planner, i, parts, words, prefix));
    return either_of(&ways);
}

/* Nodes of the syntax tree. */

static const char *
quoted(struct planner *planner,
       const struct syntax *syntax,
       const struct phrase *spoken)
{
    const char *text = text_of_phrase(planner->arena, spoken);
    const char *quote =
        syntax->kind == SYNTAX_PHRASE || spoken->n > 1 ? "\"" : "";

    return arena_printf(planner->arena, "%s%s%s%s%s%s",
                        syntax->field ? syntax->field->name : "",
                        syntax->field ? ":" : "", syntax->is_exact ? "=" : "",
                        quote, text, quote);
}

struct pattern
pattern_of_words(struct planner *planner,
                 const struct syntax *syntax,
                 struct string *text,
                 bool *is_cut)
{
    struct arena *arena = planner->arena;
    const struct tokens *tokens = &syntax->tokens;
    const char *prefix = syntax->field ? syntax->field->prefix : "";
    struct pattern_list parts = {0};
    struct phrase spoken = {
        .words = arena_array(arena, tokens->n, sizeof *spoken.words)};

    for (size_t i = 0; i < tokens->n; i++) {
        const struct token *token = &tokens->at[i];
        const bool is_last = token->end == tokens->at[tokens->n - 1].end;
        const char *word = token->word;
        if (token->is_compound)
            continue;
        if (syntax->is_prefix && is_last) {
            array_push(arena, &parts,
                       pattern_of_beginning(planner, word, prefix, is_cut));
            word = arena_printf(arena, "%s*", word);
        } else if (syntax->is_exact) {
            const struct words one = {&(struct word){word, 0}, 1};
            array_push(arena, &parts, pattern_of_forms(arena, &one, prefix));
        } else {
            word = correct_word(planner, word, syntax, token, prefix);
            array_push(arena, &parts,
                       pattern_of_word(planner->snapshot, word, prefix));
        }
        spoken.words[spoken.n++] = word;
    }
    append_spaced(arena, text, quoted(planner, syntax, &spoken));
    return syntax->is_exact || syntax->is_prefix
               ? sequence_of(&parts)
               : pattern_however_joined(planner, parts.at, &spoken, prefix);
}

static struct pattern
pattern_of_near(struct planner *planner,
                const struct syntax *syntax,
                struct string *text,
                bool *is_cut)
{
    struct arena *arena = planner->arena;
    struct string left = {0}, right = {0};
    struct pattern pattern = {.kind = PATTERN_NEAR,
                              .prefix = "",
                              .distance = syntax->distance,
                              .parts =
                                  arena_array(arena, 2, sizeof *pattern.parts),
                              .n_parts = 2};

    string_add(arena, &left, "");
    string_add(arena, &right, "");
    pattern.parts[0] =
        pattern_of_syntax(planner, &syntax->parts[0], &left, is_cut);
    pattern.parts[1] =
        pattern_of_syntax(planner, &syntax->parts[1], &right, is_cut);
    append_spaced(arena, text,
                  arena_printf(arena, "%s NEAR/%u %s", left.at,
                               syntax->distance, right.at));
    return pattern;
}

static struct pattern
pattern_of_alternatives(struct planner *planner,
                        const struct syntax *syntax,
                        struct string *text,
                        bool *is_cut)
{
    struct arena *arena = planner->arena;
    const char *between = syntax->kind == SYNTAX_OR ? " OR " : " ";
    struct pattern_list parts = {0};
    struct string inner = {0};

    string_add(arena, &inner, "");
    for (size_t i = 0; i < syntax->n_parts; i++) {
        struct string spoken = {0};
        string_add(arena, &spoken, "");
        array_push(
            arena, &parts,
            pattern_of_syntax(planner, &syntax->parts[i], &spoken, is_cut));
        string_add(arena, &inner, inner.len > 0 ? between : "");
        string_add(arena, &inner, spoken.at);
    }
    append_spaced(arena, text, inner.at);
    return either_of(&parts);
}

struct pattern
pattern_of_syntax(struct planner *planner,
                  const struct syntax *syntax,
                  struct string *text,
                  bool *is_cut)
{
    struct string inner = {0};
    struct pattern pattern;

    switch (syntax->kind) {
    case SYNTAX_NEAR:
        return pattern_of_near(planner, syntax, text, is_cut);
    case SYNTAX_OR:
    case SYNTAX_ITEMS:
        return pattern_of_alternatives(planner, syntax, text, is_cut);
    case SYNTAX_GROUP:
        string_add(planner->arena, &inner, "");
        pattern = pattern_of_syntax(planner, &syntax->parts[0], &inner, is_cut);
        append_spaced(planner->arena, text,
                      arena_printf(planner->arena, "(%s)", inner.at));
        return pattern;
    default:
        return pattern_of_words(planner, syntax, text, is_cut);
    }
}
