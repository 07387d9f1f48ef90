/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/query/synonyms.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

enum {
    TERM_STEPS = 16, /* of arena_step(), to look up a term */
    NAME_WORDS = 10, /* "The Royal Borough of Kensington and Chelsea Council" */
    PART_MIN = 3     /* bytes: the shortest part of a word that is split */
};

bool
phrase_equals(const struct phrase *a, const struct phrase *b)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (strcmp(a->words[i], b->words[i]) != 0)
            return false;
    return true;
}

static void
add_unique(struct arena *arena,
           struct phrases *list,
           const struct phrase *phrase)
{
    if (phrase->n == 0)
        return;
    for (size_t i = 0; i < list->n; i++)
        if (phrase_equals(&list->at[i], phrase))
            return;
    array_push(arena, list, *phrase);
}

static void
add_all(struct arena *arena,
        struct phrases *list,
        const struct phrase *phrases,
        size_t n)
{
    for (size_t i = 0; i < n; i++)
        add_unique(arena, list, &phrases[i]);
}

static void
add_value(struct arena *arena,
          struct synonyms *synonyms,
          const struct named_value *value)
{
    if (synonyms->n_values == synonyms->values_room)
        array_grow(arena, (void **)&synonyms->values, synonyms->n_values,
                   &synonyms->values_room, sizeof *synonyms->values);
    synonyms->values[synonyms->n_values++] = *value;
}

bool
synonyms_are_unit(const struct synonyms *r)
{
    return r->same.n > 0 || r->wordings.n > 0 || r->narrower.n > 0 ||
           r->near.n > 0 || r->joined.n > 0 || r->n_values > 0 || r->is_concept;
}

/* Words of the index. */

/* The documents of all forms of the word, added up. */
static double
documents_of(const struct snapshot *snapshot, const char *word)
{
    const struct words forms = words_of_stem(
        snapshot, "", stem_of(snapshot->stemmer, snapshot->arena, word));
    double documents = 0;

    for (size_t i = 0; i < forms.n; i++)
        documents += forms.at[i].documents;
    return documents;
}

static bool
is_there(const struct snapshot *snapshot, const char *word)
{
    return words_of_stem(snapshot, "",
                         stem_of(snapshot->stemmer, snapshot->arena, word))
               .n > 0;
}

/* Whether the words are everyday language rather than the documents' own. A
 * word that many documents use is their own and means what it says; it only
 * hints at what people may mean by it ("visits", for contact with parents). */
static bool
is_everyday(const struct snapshot *snapshot, const struct phrase *words)
{
    const double few = 10, rare = 1.0 / 200; /* documents; a share of them */

    if (words->n > 1)
        return true;
    const double documents = documents_of(snapshot, words->words[0]);
    return documents <= few || documents <= rare * snapshot_documents(snapshot);
}

/* Whether so many documents have the word that other ways to say it should only
 * help the order. */
static bool
is_plentiful(const struct snapshot *snapshot, const char *word)
{
    const double plenty = 1.0 / 100; /* of all documents */

    return documents_of(snapshot, word) > plenty * snapshot_documents(snapshot);
}

/* The word without the ending of a plural or possessive. */
static const char *
singular(struct arena *arena, const char *word)
{
    static const char *const endings[] = {"'s", "s"};
    const size_t len = strlen(word);

    for (size_t i = 0; i < 2; i++)
        if (len > strlen(endings[i]) && g_str_has_suffix(word, endings[i]))
            return arena_strndup(arena, word, len - strlen(endings[i]));
    return word;
}

bool
is_light_word(const struct snapshot *snapshot, const char *word)
{
    return snapshot->lexicon &&
           lexicon_has_light_stem(
               snapshot->lexicon,
               stem_of(snapshot->stemmer, snapshot->arena, word));
}

static bool
is_in_thesaurus(const struct snapshot *snapshot, const char *word)
{
    const struct concepts *concepts = lexicon_concepts(snapshot->lexicon);

    return concepts_have_word(concepts, word) ||
           concepts_have_word(concepts,
                              arena_printf(snapshot->arena, "=%s", word));
}

bool
is_written(const struct snapshot *snapshot, const char *word)
{
    return words_documents(snapshot, "", word) > 0 ||
           (snapshot->lexicon &&
            (is_in_thesaurus(snapshot, word) ||
             is_in_thesaurus(snapshot, singular(snapshot->arena, word))));
}

size_t
synonyms_longest(const struct snapshot *snapshot)
{
    const struct concepts *learnt = snapshot_learnt(snapshot);
    size_t n = 2; /* words that may be written as one */

    if (snapshot->lexicon)
        n = MAX(NAME_WORDS,
                concepts_longest(lexicon_concepts(snapshot->lexicon)));
    return learnt ? MAX(n, concepts_longest(learnt)) : n;
}

/* Senses. */

static void
add_sense(struct arena *arena,
          const struct concepts *concepts,
          struct sense sense,
          struct synonyms *synonyms)
{
    const struct concept *concept = concepts_at(concepts, sense.concept);

    synonyms->is_concept |= sense.role != FE_ROLE_HINT;
    synonyms->is_named |=
        sense.role == FE_ROLE_NAME || sense.role == FE_ROLE_WORDING;
    switch (sense.role) {
    case FE_ROLE_NAME:
    case FE_ROLE_SAID:
        add_all(arena, &synonyms->same, concept->names, concept->n_names);
        break;
    case FE_ROLE_WORDING:
        add_all(arena, &synonyms->wordings, concept->names, concept->n_names);
        break;
    case FE_ROLE_HINT:
    case FE_ROLE_ASKED:
        add_all(arena, &synonyms->near, concept->names, concept->n_names);
        add_all(arena, &synonyms->near, concept->wordings, concept->n_wordings);
        return;
    }
    add_all(arena, &synonyms->wordings, concept->wordings, concept->n_wordings);
    for (size_t i = 0; i < concept->n_narrower; i++) {
        const struct concept *other =
            concepts_at(concepts, concept->narrower[i]);
        add_all(arena, &synonyms->narrower, other->names, other->n_names);
    }
    for (size_t i = 0; i < concept->n_related; i++) {
        const struct concept *other =
            concepts_at(concepts, concept->related[i]);
        add_all(arena, &synonyms->near, other->names, other->n_names);
    }
}

struct sense_list {
    struct sense *at;
    size_t n, room;
};

/* The numbers of the term's stems in a set of concepts. False if the set lacks
 * one of them, and so the term. */
static bool
numbers_of(const struct snapshot *snapshot,
           const struct concepts *concepts,
           const struct phrase *term,
           uint32_t *numbers)
{
    for (size_t i = 0; i < term->n; i++) {
        const char *word = term->words[i];
        numbers[i] = concepts_stem(
            concepts, *word == '='
                          ? word
                          : stem_of(snapshot->stemmer, snapshot->arena, word));
        if (numbers[i] == 0)
            return false;
    }
    return true;
}

static struct senses
senses_of_term(const struct snapshot *snapshot,
               const struct concepts *concepts,
               const struct phrase *term)
{
    uint32_t *numbers = arena_array(snapshot->arena, term->n, sizeof *numbers);

    return numbers_of(snapshot, concepts, term, numbers)
               ? concepts_find(concepts, numbers, term->n)
               : (struct senses){0};
}

/* The senses of the words that are not fillers. None if there are fewer than
 * two, or the first or last is a common word. */
static struct senses
senses_of_content(const struct snapshot *snapshot,
                  const struct concepts *concepts,
                  const struct phrase *term)
{
    struct arena *arena = snapshot->arena;
    struct phrase content = {
        .words = arena_array(arena, term->n, sizeof *content.words)};
    uint32_t *numbers = arena_array(arena, term->n, sizeof *numbers);

    for (size_t i = 0; i < term->n; i++)
        if (!is_filler(term->words[i]))
            content.words[content.n++] = term->words[i];
    if (content.n < 2 || is_stopword(content.words[0]) ||
        is_stopword(content.words[content.n - 1]) ||
        !numbers_of(snapshot, concepts, &content, numbers))
        return (struct senses){0};
    return concepts_find_content(concepts, numbers, content.n);
}

/* Add the senses of the words, or else those of the words without fillers. */
static void
add_senses_of(const struct snapshot *snapshot,
              const struct concepts *concepts,
              const struct phrase *reading,
              struct sense_list *found)
{
    struct senses senses = senses_of_term(snapshot, concepts, reading);

    if (senses.n == 0 && !is_filler(reading->words[0]) &&
        !is_filler(reading->words[reading->n - 1]))
        senses = senses_of_content(snapshot, concepts, reading);
    for (size_t i = 0; i < senses.n; i++)
        array_push(snapshot->arena, found, senses.at[i]);
}

/* The words with some others in place of word number `at`. */
static struct phrase
replaced(struct arena *arena,
         const struct phrase *words,
         size_t at,
         const char *const *some,
         size_t n_some)
{
    struct phrase out = {
        .words = arena_array(arena, words->n + n_some, sizeof *out.words)};

    for (size_t i = 0; i < words->n; i++) {
        if (i != at) {
            out.words[out.n++] = words->words[i];
            continue;
        }
        for (size_t k = 0; k < n_some; k++)
            out.words[out.n++] = some[k];
    }
    return out;
}

/* The senses of the words as they are, with one of them split in two if it may
 * be, and with one of them read as an abbreviation if it is one. */
static struct sense_list
senses_of(const struct snapshot *snapshot,
          const struct concepts *concepts,
          const struct phrase *words)
{
    struct arena *arena = snapshot->arena;
    struct sense_list found = {0};

    add_senses_of(snapshot, concepts, words, &found);
    for (size_t i = 0; i < words->n; i++) {
        const struct phrase parts = words_of_compound(
            snapshot, "", stem_of(snapshot->stemmer, arena, words->words[i]));
        if (parts.n == 0)
            continue;
        const struct phrase reading =
            replaced(arena, words, i, parts.words, parts.n);
        add_senses_of(snapshot, concepts, &reading, &found);
    }
    for (size_t i = 0; i < words->n; i++) {
        const char *forms[] = {words->words[i],
                               singular(arena, words->words[i])};
        for (size_t f = 0; f < 2; f++) {
            const char *marked = arena_printf(arena, "=%s", forms[f]);
            if (!concepts_have_word(concepts, marked))
                continue;
            const struct phrase reading = replaced(arena, words, i, &marked, 1);
            add_senses_of(snapshot, concepts, &reading, &found);
        }
    }
    return found;
}

/* Words that are the name of a concept mean that concept, and only hint at
 * others that they are a wording of: "police notifications" are not the police.
 */
static void
add_senses(const struct snapshot *snapshot,
           const struct concepts *concepts,
           const struct phrase *words,
           struct synonyms *synonyms)
{
    const struct sense_list senses = senses_of(snapshot, concepts, words);
    bool is_name = false;

    if (senses.n == 0)
        return;
    for (size_t i = 0; i < senses.n; i++)
        is_name |= senses.at[i].role == FE_ROLE_NAME;
    const bool is_own = !is_everyday(snapshot, words);
    for (size_t i = 0; i < senses.n; i++) {
        struct sense sense = senses.at[i];
        const bool is_name_of_other =
            is_name &&
            (sense.role == FE_ROLE_WORDING || sense.role == FE_ROLE_SAID);
        if (is_name_of_other || (sense.role == FE_ROLE_SAID && is_own))
            sense.role = FE_ROLE_HINT;
        if (sense.role != FE_ROLE_ASKED)
            add_sense(snapshot->arena, concepts, sense, synonyms);
    }
}

struct synonyms
synonyms_asked(const struct snapshot *snapshot, const struct phrase *words)
{
    struct synonyms synonyms = {0};

    if (!snapshot->lexicon)
        return synonyms;
    const struct concepts *concepts = lexicon_concepts(snapshot->lexicon);
    const struct senses senses = senses_of_term(snapshot, concepts, words);
    for (size_t i = 0; i < senses.n; i++)
        if (senses.at[i].role == FE_ROLE_ASKED)
            add_sense(snapshot->arena, concepts, senses.at[i], &synonyms);
    return synonyms;
}

/* Joined words. */

/* Split a word into two words of the index that are side by side in a document
 * ("casework", but not "Shefield"); of several ways, take the one whose rarer
 * word is most frequent. None if there is no way. */
static struct phrase
split_word(const struct snapshot *snapshot, const char *word)
{
    struct arena *arena = snapshot->arena;
    const size_t len = strlen(word);
    struct phrase best = {0};
    uint32_t most = 0;

    for (size_t i = PART_MIN; i + PART_MIN <= len; i++) {
        const char *left = arena_strndup(arena, word, i);
        const char *right = word + i;
        const uint32_t n = MIN(words_documents(snapshot, "", left),
                               words_documents(snapshot, "", right));
        if (n <= most || !words_adjoin(snapshot, left, right))
            continue;
        most = n;
        best = (struct phrase){arena_array(arena, 2, sizeof *best.words), 2};
        best.words[0] = left;
        best.words[1] = right;
    }
    return best;
}

/* Add the same words written as one, or apart. */
static void
add_joined(const struct snapshot *snapshot,
           const struct phrase *words,
           struct synonyms *synonyms)
{
    struct arena *arena = snapshot->arena;
    struct phrase parts = {0};

    if (words->n == 2 && !is_stopword(words->words[0]) &&
        !is_stopword(words->words[1])) {
        const char **one = arena_alloc(arena, sizeof *one);
        *one = arena_printf(arena, "%s%s", words->words[0], words->words[1]);
        if (is_there(snapshot, *one))
            add_unique(arena, &synonyms->joined, &(struct phrase){one, 1});
    }
    if (words->n != 1)
        return;
    /* A word that the index lacks may be two that it has: "casework". */
    if (!synonyms->is_concept && !is_there(snapshot, words->words[0]))
        parts = split_word(snapshot, words->words[0]);
    if (parts.n == 0)
        parts = words_of_compound(
            snapshot, "", stem_of(snapshot->stemmer, arena, words->words[0]));
    add_unique(arena, &synonyms->joined, &parts);
}

/* Values. */

/* Whether words may name values of the field. Not if all documents have the
 * same value, or none: where there are no places, "reading" is not a place. */
static bool
is_namable(const struct snapshot *snapshot, const struct field *field)
{
    return field->naming != FE_NAMES_NOTHING && values_vary(snapshot, field);
}

static void
add_years(const struct snapshot *snapshot,
          const struct phrase *words,
          struct synonyms *synonyms)
{
    struct gazetteer_years years;

    if (words->words[0][0] < '0' || words->words[0][0] > '9' ||
        !gazetteer_find_years((const char *const *)words->words, words->n, 0,
                              &years) ||
        years.n_words != words->n)
        return;
    for (size_t f = 0; f < lexicon_n_fields(snapshot->lexicon); f++) {
        const struct field *field = lexicon_field_at(snapshot->lexicon, f);
        if (field->kind != FE_FIELD_DATE || !is_namable(snapshot, field))
            continue;
        for (unsigned year = years.first; year <= years.last; year++)
            add_value(snapshot->arena, synonyms,
                      &(struct named_value){
                          .field = field,
                          .value = arena_printf(snapshot->arena, "%u", year)});
    }
}

/* Add the values that the words name, even if no document has them. */
static void
add_values(const struct snapshot *snapshot,
           const struct phrase *words,
           struct synonyms *synonyms)
{
    const struct gazetteer *gazetteer = snapshot_gazetteer(snapshot);
    struct gazetteer_match found;

    if (!gazetteer)
        return;
    if (gazetteer_may_begin(gazetteer, words->words[0]) &&
        gazetteer_find(gazetteer, (const char *const *)words->words, words->n,
                       0, &found) &&
        found.n_words == words->n)
        for (size_t i = 0; i < found.n_values; i++) {
            const struct gazetteer_value *value = &found.values[i];
            const struct field *field =
                lexicon_field_at(snapshot->lexicon, value->field);
            if (is_namable(snapshot, field))
                add_value(snapshot->arena, synonyms,
                          &(struct named_value){
                              .field = field,
                              .value = value->value,
                              .in_capitals =
                                  (value->flags & GAZETTEER_CAPITALS) != 0});
        }
    add_years(snapshot, words, synonyms);
}

/* Phrases within phrases. */

/* The stems of a phrase with a space around each, so that a phrase contains
 * another if its key contains the other's. */
static const char *
spaced_key(const struct snapshot *snapshot, const struct phrase *phrase)
{
    struct arena *arena = snapshot->arena;
    struct string key = {0};

    string_add(arena, &key, " ");
    for (size_t i = 0; i < phrase->n; i++) {
        const char *word = phrase->words[i];
        string_add(arena, &key,
                   *word == '=' ? word
                                : stem_of(snapshot->stemmer, arena, word));
        string_add(arena, &key, " ");
    }
    return key.at;
}

struct keys {
    const char **at;
    size_t n, room;
};

/* Whether the key contains one of the first n keys. */
static bool
contains_one_of(const char *key, const struct keys *keys, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strstr(key, keys->at[i]))
            return true;
    return false;
}

/* Whether another phrase of the list is part of this one. */
static bool
contains_other(const struct keys *own, size_t at)
{
    for (size_t i = 0; i < own->n; i++)
        if (strcmp(own->at[i], own->at[at]) != 0 &&
            strstr(own->at[at], own->at[i]))
            return true;
    return false;
}

static bool
is_key(const struct keys *keys, const char *key)
{
    for (size_t i = 0; i < keys->n; i++)
        if (strcmp(keys->at[i], key) == 0)
            return true;
    return false;
}

static void
remove_longer_from(const struct snapshot *snapshot,
                   struct phrases *list,
                   struct keys *kept)
{
    struct arena *arena = snapshot->arena;
    const size_t n_stronger = kept->n;
    struct keys own = {0};
    size_t n = 0;

    for (size_t i = 0; i < list->n; i++)
        array_push(arena, &own, spaced_key(snapshot, &list->at[i]));
    for (size_t i = 0; i < list->n; i++) {
        arena_step(arena, n_stronger + own.n);
        if (contains_one_of(own.at[i], kept, n_stronger) ||
            contains_other(&own, i) || is_key(kept, own.at[i]))
            continue;
        list->at[n++] = list->at[i];
        array_push(arena, kept, own.at[i]);
    }
    list->n = n;
}

/* Remove phrases that contain a phrase of the same or a stronger list, or the
 * words themselves: wherever they are, the shorter one is too, and would be
 * counted twice. The lists are in order, the strongest first. */
static void
remove_longer(const struct snapshot *snapshot,
              const struct phrase *words,
              struct synonyms *synonyms)
{
    struct phrases *lists[] = {&synonyms->joined, &synonyms->same,
                               &synonyms->wordings, &synonyms->narrower,
                               &synonyms->near};
    struct keys kept = {0};
    size_t n = 0;

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        n += lists[i]->n;
    if (n == 0)
        return;
    array_push(snapshot->arena, &kept, spaced_key(snapshot, words));
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        remove_longer_from(snapshot, lists[i], &kept);
}

struct synonyms
synonyms_of(const struct snapshot *snapshot, const struct phrase *words)
{
    struct arena *arena = snapshot->arena;
    const struct concepts *learnt = snapshot_learnt(snapshot);
    struct synonyms synonyms = {0};

    arena_step(arena, TERM_STEPS);
    if (words->n == 0 || words->n > synonyms_longest(snapshot))
        return synonyms;
    if (snapshot->lexicon)
        add_senses(snapshot, lexicon_concepts(snapshot->lexicon), words,
                   &synonyms);
    /* The lexicon takes precedence over what the index brings. */
    if (learnt && synonyms.same.n == 0)
        add_senses(snapshot, learnt, words, &synonyms);
    if (words->n == 1 && synonyms.wordings.n + synonyms.narrower.n > 0 &&
        is_plentiful(snapshot, words->words[0])) {
        add_all(arena, &synonyms.near, synonyms.wordings.at,
                synonyms.wordings.n);
        add_all(arena, &synonyms.near, synonyms.narrower.at,
                synonyms.narrower.n);
        synonyms.wordings.n = synonyms.narrower.n = 0;
    }
    /* After the senses: names may be abbreviations that only the index
     * explains, or written differently in the index. */
    add_joined(snapshot, words, &synonyms);
    add_values(snapshot, words, &synonyms);
    remove_longer(snapshot, words, &synonyms);
    return synonyms;
}
