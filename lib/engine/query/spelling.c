/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Candidates are first compared by masks of the letters that they have, which
 * is cheap: an edit changes at most one letter on each side, so the masks of
 * near words differ in few bits. Only the words that pass are compared letter
 * by letter.
 */
#include "engine/query/spelling.h"

#include "engine/query/spelling_index.h"
#include "engine/query/edits.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    RARE = 2, /* documents: a word that no more have may be misspelt there */
    MORE_FREQUENT = 100, /* how many times as frequent as a rare word another
                            must be to be offered for it */
    LIKELY = 17 /* the highest cost of a correction: allows two frequent
                   mistakes if the word meant is rare, else any two */
};

struct spelling_names {
    GStringChunk *strings;
    GHashTable *set;
    GPtrArray *list;
};

static bool
is_in_dictionary(const struct spelling *s, const char *word)
{
    return s->dictionary && spelling_dictionary_has(s->dictionary, word);
}

/* Names. */

struct spelling_names *
spelling_names_new(void)
{
    struct spelling_names *names = g_new(struct spelling_names, 1);

    names->strings = g_string_chunk_new(4096);
    names->set = g_hash_table_new(g_str_hash, g_str_equal);
    names->list = g_ptr_array_new();
    return names;
}

void
spelling_names_free(struct spelling_names *names)
{
    if (!names)
        return;
    g_ptr_array_unref(names->list);
    g_hash_table_destroy(names->set);
    g_string_chunk_free(names->strings);
    g_free(names);
}

void
spelling_names_add(struct spelling_names *names, const char *name)
{
    if (g_hash_table_contains(names->set, name))
        return;
    char *copy = g_string_chunk_insert(names->strings, name);
    g_hash_table_add(names->set, copy);
    if (is_all_letters(copy) && g_utf8_strlen(copy, -1) <= LETTERS_MAX)
        g_ptr_array_add(names->list, copy);
}

static bool
is_name(const struct spelling *s, const char *word)
{
    return s->names && g_hash_table_contains(s->names->set, word);
}

static unsigned
documents_of(const struct spelling *s, const char *word)
{
    return s->documents(s->data, word);
}

/* Candidates: words that may be meant. */

struct candidate {
    const char *text;
    unsigned documents;
    bool is_name;
    unsigned distance;
    unsigned edit_cost;
    double cost; /* edit_cost, and how unlikely the word is */
};

struct candidates {
    struct candidate *at;
    size_t n, room;
};

static int
by_cost(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;

    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    return strcmp(x->text, y->text);
}

/* People rarely get the first letter wrong, and a much more frequent word is
 * likelier to be meant than one that is slightly nearer. */
static double
cost_of(const struct letters *word,
        const struct letters *other,
        const struct candidate *c)
{
    const double first_letter = 0.7 * ONE_EDIT, frequency = 0.15 * ONE_EDIT;

    return c->edit_cost + (word->at[0] != other->at[0] ? first_letter : 0) -
           frequency * log(MAX(c->documents, 1));
}

/* Add the text if it is near enough, and in no document if is_absent, in some
 * otherwise. */
static void
add_near(const struct spelling *s,
         const struct letters *word,
         const char *text,
         bool is_absent,
         struct candidates *found)
{
    const unsigned most = edits_allowed(word->n);
    struct candidate c = {.text = text};
    struct letters other;

    arena_step(s->arena, 1);
    if (!letters_of(text, &other) ||
        !edits_may_be_within(word->mask, other.mask, most))
        return;
    c.distance = edit_distance(word, &other, most);
    if (c.distance == 0 || c.distance > most)
        return;
    c.documents = documents_of(s, text);
    if ((c.documents == 0) != is_absent)
        return;
    c.is_name = is_absent || is_name(s, text);
    c.edit_cost = edit_cost(word, &other);
    c.cost = cost_of(word, &other, &c);
    array_push(s->arena, found, c);
}

/* The likeliest first. If with_absent, valid names that the vocabulary lacks
 * are candidates too. */
static struct candidates
candidates_of(const struct spelling *s,
              const char *word,
              const struct letters *letters,
              bool with_absent)
{
    const unsigned most = edits_allowed(letters->n);
    struct candidates found = {0};
    size_t n = 0;

    if (most == 0)
        return found;
    const char *const *near = s->candidates(s->data, word, most, &n);
    for (size_t i = 0; i < n; i++)
        add_near(s, letters, near[i], false, &found);
    for (guint i = 0; with_absent && s->names && i < s->names->list->len; i++)
        add_near(s, letters, s->names->list->pdata[i], true, &found);
    if (found.n > 1)
        qsort(found.at, found.n, sizeof *found.at, by_cost);
    return found;
}

static struct spelling_word
word_of(const struct candidate *c)
{
    return (struct spelling_word){c->text, c->documents, c->distance};
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
    const struct candidates found = candidates_of(s, word, &letters, false);
    const size_t n = MIN(found.n, limit);
    for (size_t i = 0; i < n; i++)
        words[i] = word_of(&found.at[i]);
    return n;
}

/* Negation. */

static const struct prefix {
    const char *text;
    int meaning; /* the same for in-, im-, il- and ir- */
} prefixes[] = {
    {"un", 1},  {"in", 2},  {"im", 2},  {"il", 2},   {"ir", 2}, {"non", 3},
    {"dis", 4}, {"mis", 5}, {"mal", 6}, {"anti", 7}, {"de", 8},
};

/* The letters of the word from number `from`. */
static struct letters
letters_from(const struct letters *word, unsigned from)
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

/* Whether the word without its first `from` letters is the other word, give or
 * take one edit if both are long enough. */
static bool
is_rest(const struct letters *word, unsigned from, const struct letters *other)
{
    if (word->n < from + JUDGED_MIN - 1)
        return false;
    const struct letters rest = letters_from(word, from);
    const unsigned most = MIN(rest.n, other->n) < JUDGED_MIN ? 0 : 1;
    return edit_distance(&rest, other, most) <= most;
}

/* Whether one is the other with a negating prefix. A letter that both ends the
 * prefix and begins the rest may have been written only once: "imature". */
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

/* Whether they are the same word with different negating prefixes. */
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
            const struct letters rest = letters_from(other, n);
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

/* Whether both begin with the same negating prefix. */
static bool
keeps_prefix(const struct letters *one, const struct letters *other)
{
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++)
        if (begins_with(one, &prefixes[i]) &&
            has_meaning(other, prefixes[i].meaning))
            return true;
    return false;
}

/* Whether the word is a negating prefix before a word that is known. */
static bool
is_negated_word(const struct spelling *s, const char *word)
{
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++) {
        if (!g_str_has_prefix(word, prefixes[i].text))
            continue;
        const char *rest = word + strlen(prefixes[i].text);
        if (g_utf8_strlen(rest, -1) >= JUDGED_MIN &&
            (documents_of(s, rest) > RARE || is_in_dictionary(s, rest)))
            return true;
    }
    return false;
}

/* Inflection. */

enum { STEM_MIN = 3 }; /* bytes: less is common to unrelated words */

static const char *const endings[] = {"",    "'s",   "s", "es", "d", "ed",
                                      "ing", "ings", "e", "ly", NULL};

static bool
has_word(const struct spelling *s,
         const char *start,
         size_t len,
         const char *end)
{
    const char *word = arena_printf(s->arena, "%.*s%s", (int)len, start, end);

    return documents_of(s, word) > RARE;
}

/* Whether the vocabulary has the stem with any of the endings. */
static bool
has_form(const struct spelling *s, const char *stem, size_t len)
{
    for (size_t i = 0; endings[i]; i++)
        if (has_word(s, stem, len, endings[i]))
            return true;
    return false;
}

/* Whether the word is a stem with an ending that is not how the inflection is
 * written: "policys", "occured", "develope". */
static bool
is_malformed(const struct spelling *s, const char *word, size_t stem)
{
    const char *ending = word + stem;
    const char last = word[stem - 1];

    if (strcmp(ending, "s") == 0)
        return last == 'y' && !strchr("aeou", word[stem - 2]);
    if (strcmp(ending, "e") == 0)
        return has_word(s, word, stem, "");
    if (strcmp(ending, "ed") != 0 && strcmp(ending, "ing") != 0)
        return false;
    return has_word(s, word, stem,
                    arena_printf(s->arena, "%c%s", last, ending));
}

/* Whether the word is a regular inflection of a word that the vocabulary has in
 * another form: "recordings", "carried", "planning". */
static bool
is_inflection(const struct spelling *s, const char *word)
{
    const size_t len = strlen(word);
    bool is_one = false;

    for (size_t i = 0; endings[i]; i++) {
        const size_t cut = strlen(endings[i]), stem = len - cut;
        if (len < cut + STEM_MIN || !g_str_has_suffix(word, endings[i]))
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

/* Whether two words differ only in their endings, as inflections do. */
static bool
are_inflections(const char *one, const char *other)
{
    static const char *const ends[] = {"",    "'s",   "s",   "es", "d",   "ed",
                                       "ing", "ings", "e",   "y",  "ies", "ied",
                                       "r",   "er",   "ers", "rs", "ly",  NULL};
    size_t n = 0;

    while (one[n] && one[n] == other[n])
        n++;
    if (n < STEM_MIN)
        return false;
    one += n;
    other += n;
    /* "policies" is a form of "policy", but "regulary" is not a form of
     * "regularly". */
    if (strcmp(one, "y") == 0)
        return g_str_has_prefix(other, "ie");
    if (strcmp(other, "y") == 0)
        return g_str_has_prefix(one, "ie");
    return g_strv_contains(ends, one) && g_strv_contains(ends, other);
}

/* Judging. */

/* The word that is judged. */
struct judged_word {
    const char *word;
    struct letters letters;
    bool is_abbreviation;
};

/* Whether they have the same letters, in whatever order. */
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

/* Judge a word that the documents' authors may have misspelt: offer words that
 * are MORE_FREQUENT times as frequent. */
static void
judge_rare(const struct judged_word *typed,
           unsigned documents,
           const struct candidates *candidates,
           struct spelling_answer *answer)
{
    for (size_t i = 0; i < candidates->n; i++) {
        const struct candidate *c = &candidates->at[i];
        struct letters other;
        letters_of(c->text, &other);
        if (c->documents / MORE_FREQUENT >= documents &&
            !are_inflections(typed->word, c->text) &&
            !differ_in_negation(&typed->letters, &other) &&
            (!typed->is_abbreviation || are_exchanged(&typed->letters, &other)))
            offer(answer, c);
    }
}

/* Whether the name is meant: it is one edit away, and no other name is as near.
 */
static bool
is_meant_name(const struct candidate *best, const struct candidates *candidates)
{
    if (best->edit_cost > ONE_EDIT)
        return false;
    for (size_t i = 0; i < candidates->n; i++) {
        const struct candidate *c = &candidates->at[i];
        if (c != best && c->is_name && c->distance <= best->distance)
            return false;
    }
    return true;
}

/* Whether the word is correct although the vocabulary does not have it. A word
 * that only looks negated may still be misspelt: "independant". */
static bool
is_good_word(const struct spelling *s,
             const struct judged_word *typed,
             const struct candidate *best)
{
    struct letters other;

    if (is_in_dictionary(s, typed->word))
        return true;
    letters_of(best->text, &other);
    return is_negated_word(s, typed->word) &&
           !(best->documents >= MORE_FREQUENT && best->edit_cost < ONE_EDIT &&
             keeps_prefix(&typed->letters, &other));
}

/* The candidate to correct the word to; NULL if it must not be corrected. */
static const struct candidate *
correction_of(const struct judged_word *typed,
              const struct candidates *candidates)
{
    const struct candidate *best = NULL;
    unsigned nearest_negation = LETTERS_MAX, nearest_absent = LETTERS_MAX;
    struct letters other;

    for (size_t i = 0; i < candidates->n; i++) {
        const struct candidate *c = &candidates->at[i];
        letters_of(c->text, &other);
        if (differ_in_negation(&typed->letters, &other))
            nearest_negation = MIN(nearest_negation, c->distance);
        else if (c->documents == 0)
            nearest_absent = MIN(nearest_absent, c->distance);
        else if (!best)
            best = c;
    }
    if (!best || best->cost > LIKELY || best->distance >= nearest_absent)
        return NULL;
    letters_of(best->text, &other);
    /* "ndependent" may be "independent" or "dependent", but "unecessary" has
     * kept its prefix. */
    if (best->distance >= nearest_negation &&
        !keeps_prefix(&typed->letters, &other))
        return NULL;
    if (typed->is_abbreviation && !are_exchanged(&typed->letters, &other))
        return NULL;
    return !best->is_name || is_meant_name(best, candidates) ? best : NULL;
}

/* Judge a word that the vocabulary does not have. */
static void
judge_unknown(const struct spelling *s,
              const struct judged_word *typed,
              const struct candidates *candidates,
              struct spelling_answer *answer)
{
    const struct candidate *best = correction_of(typed, candidates);

    if (best && is_good_word(s, typed, best))
        best = NULL;
    if (best)
        offer(answer, best);
    for (size_t i = 0; i < candidates->n; i++) {
        const struct candidate *c = &candidates->at[i];
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
    struct judged_word typed = {.word = word,
                                .is_abbreviation = is_abbreviation};

    *answer = (struct spelling_answer){.verdict = SPELLING_RIGHT};
    if (!letters_of(word, &typed.letters) || typed.letters.n < JUDGED_MIN ||
        !is_all_letters(word) || is_name(s, word))
        return;
    const unsigned documents = documents_of(s, word);
    if (documents > RARE || (documents > 0 && is_in_dictionary(s, word)))
        return;
    if (documents == 0 && is_inflection(s, word))
        return;
    const struct candidates candidates =
        candidates_of(s, word, &typed.letters, documents == 0);
    if (documents > 0)
        judge_rare(&typed, documents, &candidates, answer);
    else
        judge_unknown(s, &typed, &candidates, answer);
}
