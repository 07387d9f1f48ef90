/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The words of the index, as the planner asks for them. The dictionary has all
 * words that there ever were; their document frequencies in the index say
 * whether they are still there.
 */
#include "engine/match/lists.h"
#include "engine/match/revision.h"
#include "engine/match/run_words.h"
#include "engine/text/stream.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The document frequency of a word in the texts of documents; looked up once.
 */
static uint32_t
word_documents(const struct snapshot *snapshot, uint32_t number)
{
    const struct revision *revision = snapshot->revision;

    if (number > revision->n_words)
        return 0;
    const unsigned known = atomic_load_explicit(
        &revision->word_documents[number], memory_order_relaxed);
    if (known > 0)
        return known - 1;
    const uint32_t documents = run_documents(
        snapshot, dictionary_word(revision->lineage->dictionary, number));
    atomic_store_explicit(&revision->word_documents[number], documents + 1,
                          memory_order_relaxed);
    return documents;
}

static const char *
with_prefix(const struct snapshot *snapshot,
            const char *prefix,
            uint32_t number)
{
    return arena_printf(
        snapshot->arena, "%s%s", prefix,
        dictionary_word(snapshot->revision->lineage->dictionary, number));
}

static uint32_t
number_documents(const struct snapshot *snapshot,
                 const char *prefix,
                 uint32_t number)
{
    arena_step(snapshot->arena, 1);
    if (*prefix == '\0')
        return word_documents(snapshot, number);
    return run_documents(snapshot, with_prefix(snapshot, prefix, number));
}

/* The words whose documents will be asked for. */
struct expected_words {
    ARRAY(const char *) words;
};

/* Add the words of a stem, of which this is the first. */
static void
add_stem(const struct snapshot *snapshot,
         struct expected_words *expected,
         const char *prefix,
         uint32_t first)
{
    const struct revision *revision = snapshot->revision;

    for (uint32_t number = first; number > 0;
         number = dictionary_next(revision->lineage->dictionary, number)) {
        const bool is_known =
            *prefix == '\0' &&
            (number > revision->n_words ||
             atomic_load_explicit(&revision->word_documents[number],
                                  memory_order_relaxed) > 0);
        if (!is_known)
            array_push(snapshot->arena, &expected->words,
                       with_prefix(snapshot, prefix, number));
    }
}

static void
expect(const struct snapshot *snapshot, const struct expected_words *expected)
{
    run_expect(snapshot,
               &(struct phrase){expected->words.at, expected->words.n}, 0);
}

static void
expect_stem(const struct snapshot *snapshot, const char *prefix, uint32_t first)
{
    struct expected_words expected = {0};

    if (!shards_has_remote(snapshot->store))
        return;
    add_stem(snapshot, &expected, prefix, first);
    expect(snapshot, &expected);
}

void
words_expect(const struct snapshot *snapshot, const char *text, size_t len)
{
    const struct dictionary *dictionary =
        snapshot->revision->lineage->dictionary;
    struct expected_words expected = {0};

    if (!shards_has_remote(snapshot->store))
        return;
    const struct phrase words = phrase_of(snapshot->arena, text, len);
    for (size_t i = 0; i < words.n; i++) {
        const char *stem =
            stem_of(snapshot->stemmer, snapshot->arena, words.words[i]);
        add_stem(snapshot, &expected, "", dictionary_of_stem(dictionary, stem));
    }
    expect(snapshot, &expected);
}

static bool
is_compound(const char *word)
{
    return strchr(word, '-') != NULL;
}

uint32_t
words_documents(const struct snapshot *snapshot,
                const char *prefix,
                const char *word)
{
    const uint32_t number =
        is_compound(word)
            ? 0
            : dictionary_find(snapshot->revision->lineage->dictionary, word);

    return number > 0 ? number_documents(snapshot, prefix, number) : 0;
}

static int
compare_words(const void *a, const void *b)
{
    const struct word *x = a, *y = b;

    return strcmp(x->text, y->text);
}

struct words
words_of_stem(const struct snapshot *snapshot,
              const char *prefix,
              const char *stem)
{
    const struct dictionary *dictionary =
        snapshot->revision->lineage->dictionary;
    const uint32_t first = dictionary_of_stem(dictionary, stem);
    ARRAY(struct word) found = {0};

    expect_stem(snapshot, prefix, first);
    for (uint32_t number = first; number > 0;
         number = dictionary_next(dictionary, number)) {
        const uint32_t documents = number_documents(snapshot, prefix, number);
        if (documents > 0)
            *array_add(snapshot->arena, &found) =
                (struct word){dictionary_word(dictionary, number), documents};
    }
    if (found.n > 1)
        qsort(found.at, found.n, sizeof *found.at, compare_words);
    return (struct words){found.at, found.n};
}

/* Forms that were looked up before. */

static void
unref_array(void *array)
{
    g_ptr_array_unref(array);
}

bool
words_find_forms(const struct snapshot *snapshot,
                 const char *word,
                 struct phrase *forms)
{
    struct revision *revision = snapshot->revision;

    pthread_mutex_lock(&revision->lock);
    GPtrArray *known = g_hash_table_lookup(revision->forms, word);
    if (known)
        g_ptr_array_ref(known);
    pthread_mutex_unlock(&revision->lock);
    if (!known)
        return false;
    /* The array does not change any more. */
    arena_own(snapshot->arena, known, unref_array);
    *forms = (struct phrase){(const char **)known->pdata, known->len};
    return true;
}

void
words_keep_forms(const struct snapshot *snapshot,
                 const char *word,
                 const struct phrase *forms)
{
    enum { FORMS_MAX = 32768 }; /* words */
    struct revision *revision = snapshot->revision;
    GPtrArray *kept = g_ptr_array_sized_new((guint)forms->n);

    for (size_t i = 0; i < forms->n; i++) {
        const struct dictionary *dictionary = revision->lineage->dictionary;
        const uint32_t number = dictionary_find(dictionary, forms->words[i]);
        g_ptr_array_add(kept, (void *)dictionary_word(dictionary, number));
    }
    pthread_mutex_lock(&revision->lock);
    if (g_hash_table_size(revision->forms) >= FORMS_MAX)
        g_hash_table_remove_all(revision->forms);
    g_hash_table_replace(revision->forms, g_strdup(word), kept);
    pthread_mutex_unlock(&revision->lock);
}

struct finding_words {
    struct arena *arena;
    size_t prefix_len;
    ARRAY(struct word) found;
};

static void
find_word(void *data, const char *term, uint32_t documents)
{
    struct finding_words *finding = data;
    const char *word = term + finding->prefix_len;

    if (*word && !is_compound(word) && !g_ascii_isupper(*word))
        *array_add(finding->arena, &finding->found) =
            (struct word){arena_strdup(finding->arena, word), documents};
}

struct words
words_of_prefix(const struct snapshot *snapshot,
                const char *prefix,
                const char *letters)
{
    struct finding_words finding = {.arena = snapshot->arena,
                                    .prefix_len = strlen(prefix)};

    run_each_word(snapshot,
                  arena_printf(snapshot->arena, "%s%s", prefix, letters),
                  find_word, &finding);
    return (struct words){finding.found.at, finding.found.n};
}

static struct phrase
split(struct arena *arena, const char *compound)
{
    ARRAY(const char *) parts = {0};

    for (const char *p = compound;; p++) {
        const size_t len = strcspn(p, "-");
        array_push(arena, &parts, arena_strndup(arena, p, len));
        p += len;
        if (*p == '\0')
            break;
    }
    return (struct phrase){parts.at, parts.n};
}

/* If it can be split in several ways, the one found in most documents is taken.
 */
struct phrase
words_of_compound(const struct snapshot *snapshot,
                  const char *prefix,
                  const char *stem)
{
    const struct dictionary *dictionary =
        snapshot->revision->lineage->dictionary;
    const char *best = NULL;
    const uint32_t first = dictionary_compound_of_stem(dictionary, stem);
    uint32_t most = 0;

    expect_stem(snapshot, prefix, first);
    for (uint32_t number = first; number > 0;
         number = dictionary_next(dictionary, number)) {
        const char *word = dictionary_word(dictionary, number);
        const uint32_t documents = number_documents(snapshot, prefix, number);
        if (documents > most ||
            (documents > 0 && documents == most && strcmp(word, best) < 0)) {
            best = word;
            most = documents;
        }
    }
    return best ? split(snapshot->arena, best) : (struct phrase){0};
}

bool
words_adjoin(const struct snapshot *snapshot,
             const char *first,
             const char *second)
{
    struct arena *arena = snapshot->arena;
    struct pattern words[2] = {{.kind = PATTERN_WORDS, .prefix = ""},
                               {.kind = PATTERN_WORDS, .prefix = ""}};
    struct pattern phrase = {
        .kind = PATTERN_PHRASE, .prefix = "", .parts = words, .n_parts = 2};

    /* Common words are left out, as they are from the pairs of the index:
     * "theplan" is not "the plan". */
    if (is_stopword(first) || is_stopword(second))
        return false;
    words[0].words = arena_alloc(arena, sizeof *words[0].words);
    words[1].words = arena_alloc(arena, sizeof *words[1].words);
    words[0].words[0] = first;
    words[1].words[0] = second;
    words[0].n_words = words[1].n_words = 1;
    return list_of(snapshot, &phrase)->n > 0;
}

/* Spelling. */

struct prefix_words {
    const struct snapshot *snapshot;
    const char *prefix;
};

static unsigned
documents_of_word(void *data, const char *word)
{
    const struct prefix_words *vocabulary = data;

    return words_documents(vocabulary->snapshot, vocabulary->prefix, word);
}

/* Add words that were added to the dictionary since the last time. */
static void
update_spelling_index(struct lineage *lineage, uint32_t n_words)
{
    pthread_rwlock_wrlock(&lineage->spelling_lock);
    while (lineage->n_spelled < n_words)
        spelling_index_add(
            lineage->spelling_index,
            dictionary_word(lineage->dictionary, ++lineage->n_spelled));
    spelling_index_prepare(lineage->spelling_index);
    pthread_rwlock_unlock(&lineage->spelling_lock);
}

static const char *const *
candidates_of_word(void *data, const char *word, unsigned most, size_t *n)
{
    const struct prefix_words *vocabulary = data;
    const struct snapshot *snapshot = vocabulary->snapshot;
    struct lineage *lineage = snapshot->revision->lineage;
    GPtrArray *found = g_ptr_array_new();

    arena_own(snapshot->arena, found, unref_array);
    pthread_rwlock_rdlock(&lineage->spelling_lock);
    const bool is_behind = lineage->n_spelled < snapshot->revision->n_words;
    pthread_rwlock_unlock(&lineage->spelling_lock);
    if (is_behind)
        update_spelling_index(lineage, snapshot->revision->n_words);
    pthread_rwlock_rdlock(&lineage->spelling_lock);
    spelling_index_find(lineage->spelling_index, word, most, found);
    pthread_rwlock_unlock(&lineage->spelling_lock);
    *n = found->len;
    arena_step(snapshot->arena, STORE_STEPS + *n);
    return (const char *const *)found->pdata;
}

static void
make_spelling_names(const struct snapshot *snapshot, void *data)
{
    const struct gazetteer *gazetteer = snapshot_gazetteer(snapshot);
    struct gazetteer_entry each;

    (void)data;
    if (snapshot->revision->spelling_names)
        return;
    struct spelling_names *made = spelling_names_new();
    for (size_t i = 0; gazetteer && gazetteer_at(gazetteer, i, &each); i++) {
        if (!(each.values[0].flags & GAZETTEER_PLACE))
            continue;
        const struct phrase phrase =
            phrase_of(snapshot->arena, each.name, strlen(each.name));
        for (size_t w = 0; w < phrase.n; w++)
            spelling_names_add(made, phrase.words[w]);
    }
    snapshot->revision->spelling_names = made;
}

static struct spelling
spelling_of(struct prefix_words *vocabulary)
{
    const struct snapshot *snapshot = vocabulary->snapshot;

    if (!revision_has(snapshot->revision, &snapshot->revision->spelling_names))
        revision_make(snapshot, make_spelling_names, NULL);
    return (struct spelling){
        .arena = snapshot->arena,
        .documents = documents_of_word,
        .candidates = candidates_of_word,
        .data = vocabulary,
        .names = snapshot->revision->spelling_names,
        .dictionary =
            snapshot->lexicon ? lexicon_dictionary(snapshot->lexicon) : NULL};
}

void
words_judge(const struct snapshot *snapshot,
            const char *prefix,
            const char *word,
            bool is_abbreviation,
            struct spelling_answer *answer)
{
    struct prefix_words vocabulary = {snapshot, prefix};
    const struct spelling spelling = spelling_of(&vocabulary);

    spelling_judge(&spelling, word, is_abbreviation, answer);
}

size_t
words_like(const struct snapshot *snapshot,
           const char *word,
           struct spelling_word *words,
           size_t limit)
{
    struct prefix_words vocabulary = {snapshot, ""};
    const struct spelling spelling = spelling_of(&vocabulary);

    return spelling_like(&spelling, word, words, limit);
}

/* Values. */

bool
values_exist(const struct snapshot *snapshot,
             const struct field *field,
             const char *value,
             size_t len)
{
    return column_has(snapshot->arena,
                      snapshot_column(snapshot, field->slot, 0), value, len);
}

bool
values_vary(const struct snapshot *snapshot, const struct field *field)
{
    /* For a field that has a list of values, one value says nothing. */
    const size_t least = field->words ? 2 : 1;

    return snapshot_column(snapshot, field->slot, 0)->n_values > least;
}

static unsigned
name_flags(const struct field *field)
{
    return field->naming == FE_NAMES_PLACE ? GAZETTEER_PLACE : 0;
}

/* Whether the values that the index has in the field are names. */
static bool
has_own_names(const struct field *field)
{
    return field->naming != FE_NAMES_NOTHING && !field->words &&
           field->kind == FE_FIELD_VALUE;
}

static void
add_own_names(struct gazetteer *gazetteer,
              unsigned number,
              const struct field *field,
              const struct column *column)
{
    for (size_t c = 1; c < column->n_values; c++)
        gazetteer_add(gazetteer, number, column->values[c], column->values[c],
                      name_flags(field));
}

static void
add_lexicon_names(struct gazetteer *gazetteer, const struct fe_lexicon *lexicon)
{
    for (size_t i = 0; i < lexicon_n_names(lexicon); i++) {
        const struct lexicon_name *name = lexicon_name_at(lexicon, i);
        gazetteer_add(gazetteer, (unsigned)name->field, name->value, name->name,
                      name_flags(lexicon_field_at(lexicon, name->field)) |
                          (name->in_capitals ? GAZETTEER_CAPITALS : 0u));
    }
    for (size_t i = 0; i < lexicon_n_excluded(lexicon); i++)
        gazetteer_exclude(gazetteer, lexicon_excluded_at(lexicon, i));
}

static void
make_gazetteer(const struct snapshot *snapshot, void *data)
{
    const struct fe_lexicon *lexicon = snapshot->lexicon;
    const size_t n = lexicon_n_fields(lexicon);
    const struct column **columns =
        arena_array(snapshot->arena, n, sizeof *columns);

    (void)data;
    if (snapshot->revision->gazetteer)
        return;
    /* Do first what may fail, as the names would not be freed. */
    for (size_t f = 0; f < n; f++) {
        const struct field *field = lexicon_field_at(lexicon, f);
        if (has_own_names(field))
            columns[f] = snapshot_column(snapshot, field->slot, field->length);
    }
    struct gazetteer *gazetteer = gazetteer_new();
    for (size_t f = 0; f < n; f++)
        if (columns[f])
            add_own_names(gazetteer, (unsigned)f, lexicon_field_at(lexicon, f),
                          columns[f]);
    add_lexicon_names(gazetteer, lexicon);
    gazetteer_finish(gazetteer);
    snapshot->revision->gazetteer = gazetteer;
}

const struct gazetteer *
snapshot_gazetteer(const struct snapshot *snapshot)
{
    if (!snapshot->lexicon)
        return NULL;
    if (!revision_has(snapshot->revision, &snapshot->revision->gazetteer))
        revision_make(snapshot, make_gazetteer, NULL);
    return snapshot->revision->gazetteer;
}

/* Concepts that come from the index. */

/* What the shards agree on; "" if they do not. */
static const char *
agreed_meaning(const struct snapshot *snapshot, const char *key)
{
    const size_t n = snapshot->revision->n_shards;
    const char **votes = arena_array(snapshot->arena, n, sizeof *votes);

    for (size_t i = 0; i < n; i++)
        votes[i] = shard_metadata(snapshot, i, key, NULL);
    char *meaning = fe_votes_meaning(votes, n);
    arena_own(snapshot->arena, meaning, g_free);
    return meaning;
}

static void
make_learnt(const struct snapshot *snapshot, void *data)
{
    const bool is_one = snapshot->revision->n_shards == 1;
    const char *prefix = is_one ? FE_EQUAL_KEY : FE_VOTES_KEY;

    (void)data;
    if (snapshot->revision->learnt)
        return;
    const struct phrase keys = store_keys(snapshot, prefix);
    const char **lines = arena_array(snapshot->arena, keys.n, sizeof *lines);
    for (size_t i = 0; i < keys.n; i++)
        lines[i] = is_one ? store_metadata(snapshot, keys.words[i], NULL)
                          : agreed_meaning(snapshot, keys.words[i]);
    struct concepts *concepts = concepts_new();
    for (size_t i = 0; i < keys.n; i++)
        if (*lines[i])
            concepts_add_equal(concepts, keys.words[i] + strlen(prefix),
                               lines[i], snapshot->stemmer);
    snapshot->revision->learnt = concepts;
}

const struct concepts *
snapshot_learnt(const struct snapshot *snapshot)
{
    if (!revision_has(snapshot->revision, &snapshot->revision->learnt))
        revision_make(snapshot, make_learnt, NULL);
    return snapshot->revision->learnt;
}
