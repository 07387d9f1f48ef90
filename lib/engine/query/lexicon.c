/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/query/lexicon.h"

#include "engine/base/status.h"

#include <glib.h>
#include <stdarg.h>
#include <string.h>

struct fe_lexicon {
    struct arena *arena; /* for all texts; it has no limit */
    GArray *fields;      /* struct field */
    GArray *names;       /* struct lexicon_name */
    GPtrArray *excluded;
    GHashTable *light_stems;
    struct thesaurus *files; /* NULL if there are none */
    struct concepts *concepts;
    struct stemmer *stemmer; /* NULL unless it is being filled */

    struct spelling_dictionary *dictionary; /* or NULL */

    unsigned repeated_slot;
    unsigned repeated_within;
    unsigned ties_falling;
    unsigned ties_rising;
};

/* Filling. */

enum fe_status
fe_lexicon_new(struct fe_lexicon **out, struct fe_error *err)
{
    struct fe_lexicon *lexicon = g_new0(struct fe_lexicon, 1);

    (void)err;
    lexicon->arena = arena_new(SIZE_MAX);
    lexicon->fields = g_array_new(FALSE, FALSE, sizeof(struct field));
    lexicon->names = g_array_new(FALSE, FALSE, sizeof(struct lexicon_name));
    lexicon->excluded = g_ptr_array_new();
    lexicon->light_stems = g_hash_table_new(g_str_hash, g_str_equal);
    lexicon->concepts = concepts_new();
    lexicon->repeated_slot = FE_NO_SLOT;
    lexicon->repeated_within = FE_NO_SLOT;
    lexicon->ties_falling = FE_NO_SLOT;
    lexicon->ties_rising = FE_NO_SLOT;
    *out = lexicon;
    return FE_OK;
}

void
fe_lexicon_free(struct fe_lexicon *lexicon)
{
    if (!lexicon)
        return;
    spelling_dictionary_close(lexicon->dictionary);
    stemmer_free(lexicon->stemmer);
    concepts_free(lexicon->concepts);
    thesaurus_free(lexicon->files);
    g_hash_table_destroy(lexicon->light_stems);
    g_ptr_array_free(lexicon->excluded, TRUE);
    g_array_free(lexicon->names, TRUE);
    g_array_free(lexicon->fields, TRUE);
    arena_free(lexicon->arena);
    g_free(lexicon);
}

G_GNUC_PRINTF(3, 4)
static enum fe_status
refuse(struct fe_error *err, size_t offset, const char *format, ...)
{
    va_list arguments;

    if (!err)
        return FE_BAD_QUERY;
    va_start(arguments, format);
    char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    err->status = FE_BAD_QUERY;
    err->offset = offset;
    /* Remove a character that was cut at the end. */
    g_strlcpy(err->message, message, sizeof err->message);
    const char *end;
    if (!g_utf8_validate(err->message, -1, &end))
        err->message[end - err->message] = '\0';
    g_free(message);
    return FE_BAD_QUERY;
}

static struct stemmer *
stemmer(struct fe_lexicon *lexicon)
{
    if (!lexicon->stemmer)
        lexicon->stemmer = stemmer_new();
    return lexicon->stemmer;
}

/* NULL if the field may have any value. */
static const struct value_word *
copy_words(struct arena *arena, const struct fe_word *words)
{
    size_t n = 0;

    if (!words || !words->word)
        return NULL;
    while (words[n].word)
        n++;
    struct value_word *copies = arena_array(arena, n + 1, sizeof *copies);
    for (size_t i = 0; i < n; i++) {
        copies[i].word = arena_strdup(arena, words[i].word);
        if (words[i].also)
            copies[i].also = arena_strdup(arena, words[i].also);
    }
    return copies;
}

enum fe_status
fe_lexicon_add_field(struct fe_lexicon *lexicon,
                     const struct fe_field *field,
                     struct fe_error *err)
{
    FE_REQUIRE(lexicon && field && field->name && *field->name);
    const bool has_prefix = field->kind == FE_FIELD_TEXT;
    FE_REQUIRE(!has_prefix || (field->prefix && *field->prefix));
    const struct field copy = {
        .name = arena_strdup(lexicon->arena, field->name),
        .kind = field->kind,
        .slot = field->slot,
        .length = field->length,
        .prefix = has_prefix ? arena_strdup(lexicon->arena, field->prefix) : "",
        .weight = field->weight,
        .words = copy_words(lexicon->arena, field->words),
        .naming = field->naming,
    };

    (void)err;
    g_array_append_val(lexicon->fields, copy);
    return FE_OK;
}

enum fe_status
fe_lexicon_add_words(struct fe_lexicon *lexicon,
                     const char *source,
                     const char *text,
                     size_t text_len,
                     struct fe_error *err)
{
    struct thesaurus_error error;

    FE_REQUIRE(lexicon && source && (text || text_len == 0));
    if (!lexicon->files)
        lexicon->files = thesaurus_new();
    if (thesaurus_add(lexicon->files, source, text, text_len, &error))
        return FE_OK;
    return refuse(err, error.line, "%s", error.message);
}

/* Add the words of a line, up to a comment. */
static void
add_light_line(struct fe_lexicon *lexicon, const char *line, size_t len)
{
    const char *comment = memchr(line, '#', len);
    const size_t kept = comment ? (size_t)(comment - line) : len;
    const struct phrase words = phrase_of(lexicon->arena, line, kept);

    for (size_t i = 0; i < words.n; i++)
        g_hash_table_add(
            lexicon->light_stems,
            (void *)stem_of(stemmer(lexicon), lexicon->arena, words.words[i]));
}

enum fe_status
fe_lexicon_add_light_words(struct fe_lexicon *lexicon,
                           const char *text,
                           size_t text_len,
                           struct fe_error *err)
{
    (void)err;
    FE_REQUIRE(lexicon && (text || text_len == 0));
    const char *p = text, *end = text_len > 0 ? text + text_len : text;
    while (p < end) {
        const char *newline = memchr(p, '\n', (size_t)(end - p));
        const char *line_end = newline ? newline : end;
        add_light_line(lexicon, p, (size_t)(line_end - p));
        p = newline ? newline + 1 : end;
    }
    return FE_OK;
}

enum fe_status
fe_lexicon_add_name(struct fe_lexicon *lexicon,
                    const char *field,
                    const char *value,
                    const char *name,
                    bool in_capitals,
                    struct fe_error *err)
{
    FE_REQUIRE(lexicon && field && value && name);
    const struct field *known = lexicon_field(lexicon, field, strlen(field));
    FE_REQUIRE(known);
    const struct lexicon_name copy = {
        .field = (size_t)(known - lexicon_field_at(lexicon, 0)),
        .value = arena_strdup(lexicon->arena, value),
        .name = arena_strdup(lexicon->arena, name),
        .in_capitals = in_capitals,
    };

    (void)err;
    g_array_append_val(lexicon->names, copy);
    return FE_OK;
}

enum fe_status
fe_lexicon_exclude_name(struct fe_lexicon *lexicon,
                        const char *part,
                        struct fe_error *err)
{
    (void)err;
    FE_REQUIRE(lexicon && part);
    g_ptr_array_add(lexicon->excluded, arena_strdup(lexicon->arena, part));
    return FE_OK;
}

bool
fe_lexicon_use_dictionary(struct fe_lexicon *lexicon, const char *path)
{
    FE_REQUIRE(lexicon && path);
    struct spelling_dictionary *dictionary = spelling_dictionary_open(path);
    if (!dictionary)
        return false;
    spelling_dictionary_close(lexicon->dictionary);
    lexicon->dictionary = dictionary;
    return true;
}

void
fe_lexicon_set_repeated(struct fe_lexicon *lexicon,
                        unsigned slot,
                        unsigned within)
{
    FE_REQUIRE(lexicon);
    lexicon->repeated_slot = slot;
    lexicon->repeated_within = within;
}

void
fe_lexicon_set_ties(struct fe_lexicon *lexicon,
                    unsigned falling,
                    unsigned rising)
{
    FE_REQUIRE(lexicon);
    lexicon->ties_falling = falling;
    lexicon->ties_rising = rising;
}

enum fe_status
fe_lexicon_finish(struct fe_lexicon *lexicon, struct fe_error *err)
{
    struct thesaurus_error error;

    FE_REQUIRE(lexicon);
    if (!lexicon->files)
        return FE_OK;
    if (!thesaurus_finish(lexicon->files, &error))
        return refuse(err, error.line, "%s, line %zu: %s", error.source,
                      error.line, error.message);
    concepts_take(lexicon->concepts, lexicon->files, stemmer(lexicon));
    stemmer_free(lexicon->stemmer);
    lexicon->stemmer = NULL;
    return FE_OK;
}

/* What people may ask. */

size_t
fe_lexicon_n_concepts(const struct fe_lexicon *lexicon)
{
    FE_REQUIRE(lexicon);
    return lexicon->files ? thesaurus_size(lexicon->files) : 0;
}

const struct fe_concept *
fe_lexicon_concept(const struct fe_lexicon *lexicon, size_t number)
{
    FE_REQUIRE(lexicon && lexicon->files);
    return thesaurus_at(lexicon->files, number);
}

/* The numbers of the words' stems. False if a word is in no concept. A word
 * that is an abbreviation only (SEND) is found in small letters too. */
static bool
find_stems(const struct concepts *concepts,
           struct arena *arena,
           const struct phrase *words,
           uint32_t *stems)
{
    struct stemmer *stemmer = stemmer_new();
    bool is_known = words->n > 0;

    for (size_t i = 0; is_known && i < words->n; i++) {
        stems[i] =
            concepts_stem(concepts, stem_of(stemmer, arena, words->words[i]));
        if (stems[i] == 0)
            stems[i] = concepts_stem(
                concepts, arena_printf(arena, "=%s", words->words[i]));
        is_known = stems[i] > 0;
    }
    stemmer_free(stemmer);
    return is_known;
}

size_t
fe_lexicon_find(const struct fe_lexicon *lexicon,
                const char *words,
                size_t len,
                size_t *numbers)
{
    FE_REQUIRE(lexicon && (words || len == 0) && numbers);
    struct arena *arena = arena_new(SIZE_MAX);
    const size_t n = fe_lexicon_n_concepts(lexicon);
    const struct phrase phrase = phrase_of(arena, words, len);
    uint32_t *stems = arena_array(arena, phrase.n, sizeof *stems);
    bool *is_marked = arena_array(arena, n, sizeof *is_marked);
    size_t n_found = 0;

    if (phrase.n <= FE_TERM_WORDS &&
        find_stems(lexicon->concepts, arena, &phrase, stems))
        concepts_containing(lexicon->concepts, stems, phrase.n, is_marked);
    for (size_t i = 0; i < n; i++)
        if (is_marked[i])
            numbers[n_found++] = i;
    arena_free(arena);
    return n_found;
}

size_t
fe_lexicon_n_sources(const struct fe_lexicon *lexicon)
{
    FE_REQUIRE(lexicon);
    return lexicon->files ? thesaurus_n_sources(lexicon->files) : 0;
}

const char *
fe_lexicon_source(const struct fe_lexicon *lexicon,
                  size_t number,
                  size_t *n_entries)
{
    FE_REQUIRE(lexicon && lexicon->files && n_entries);
    return thesaurus_source(lexicon->files, number, n_entries);
}

/* Reading. */

size_t
lexicon_n_fields(const struct fe_lexicon *lexicon)
{
    return lexicon->fields->len;
}

const struct field *
lexicon_field_at(const struct fe_lexicon *lexicon, size_t number)
{
    g_assert(number < lexicon->fields->len);
    return &g_array_index(lexicon->fields, struct field, number);
}

const struct field *
lexicon_field(const struct fe_lexicon *lexicon, const char *name, size_t len)
{
    for (size_t i = 0; i < lexicon->fields->len; i++) {
        const struct field *field = lexicon_field_at(lexicon, i);
        if (strlen(field->name) == len && memcmp(field->name, name, len) == 0)
            return field;
    }
    return NULL;
}

const struct concepts *
lexicon_concepts(const struct fe_lexicon *lexicon)
{
    return lexicon->concepts;
}

bool
lexicon_has_light_stem(const struct fe_lexicon *lexicon, const char *stem)
{
    return g_hash_table_contains(lexicon->light_stems, stem);
}

const struct spelling_dictionary *
lexicon_dictionary(const struct fe_lexicon *lexicon)
{
    return lexicon->dictionary;
}

size_t
lexicon_n_names(const struct fe_lexicon *lexicon)
{
    return lexicon->names->len;
}

const struct lexicon_name *
lexicon_name_at(const struct fe_lexicon *lexicon, size_t number)
{
    g_assert(number < lexicon->names->len);
    return &g_array_index(lexicon->names, struct lexicon_name, number);
}

size_t
lexicon_n_excluded(const struct fe_lexicon *lexicon)
{
    return lexicon->excluded->len;
}

const char *
lexicon_excluded_at(const struct fe_lexicon *lexicon, size_t number)
{
    g_assert(number < lexicon->excluded->len);
    return g_ptr_array_index(lexicon->excluded, number);
}

unsigned
lexicon_repeated_slot(const struct fe_lexicon *lexicon)
{
    return lexicon->repeated_slot;
}

unsigned
lexicon_repeated_within(const struct fe_lexicon *lexicon)
{
    return lexicon->repeated_within;
}

unsigned
lexicon_ties_falling(const struct fe_lexicon *lexicon)
{
    return lexicon->ties_falling;
}

unsigned
lexicon_ties_rising(const struct fe_lexicon *lexicon)
{
    return lexicon->ties_rising;
}
