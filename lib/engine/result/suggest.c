/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * fe_reader_suggest(), fe_reader_complete(), fe_reader_suggest_value(): words
 * of the index, and values of a slot, that are similar to what was typed, or
 * begin with it.
 */
#include "engine/base/status.h"
#include "engine/match/columns.h"
#include "engine/match/reader.h"
#include "engine/result/value_counts.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

enum {
    VALUE_STEPS = 8, /* of arena_step(), to compare a value */
    UNLIKE = 100,    /* the unlikeness of a value that is not suggested */
    /* How long, in bytes, what was typed must be for two slips of the keyboard
     * to be likely, and for three; a shorter word may have one. */
    TWO_SLIPS_LEN = 5,
    THREE_SLIPS_LEN = 9,
    /* What is shorter would begin a word of far too many values. */
    PART_LEN_MIN = 4
};

struct suggesting {
    const char *text;
    unsigned slot;
    size_t limit;
    struct value_counts list; /* in the reader's arena */
};

static void
suggest_words(const struct snapshot *snapshot, void *data)
{
    struct suggesting *suggesting = data;
    struct arena *arena = snapshot->arena;
    const struct phrase phrase =
        phrase_of(arena, suggesting->text, strlen(suggesting->text));
    ARRAY(struct fe_count) list = {0};

    for (size_t w = 0; w < phrase.n && list.n < suggesting->limit; w++) {
        const size_t most = suggesting->limit - list.n;
        struct spelling_word *like = arena_array(arena, most, sizeof *like);
        const size_t n = words_like(snapshot, phrase.words[w], like, most);
        for (size_t i = 0; i < n; i++)
            array_push(arena, &list,
                       ((struct fe_count){like[i].text, like[i].documents}));
    }
    suggesting->list = (struct value_counts){list.at, list.n};
}

enum fe_status
fe_reader_suggest(struct fe_reader *reader,
                  const char *word,
                  size_t limit,
                  struct fe_counts *out,
                  struct fe_error *err)
{
    FE_REQUIRE(reader && word && out);
    struct suggesting suggesting = {.text = word, .limit = limit};
    const enum fe_status status =
        reader_run(reader, suggest_words, &suggesting, err);

    *out = (struct fe_counts){0};
    if (status == FE_OK)
        *out = value_counts_copy(&suggesting.list);
    return status;
}

static int
most_frequent_first(const void *left, const void *right)
{
    const struct word *a = left, *b = right;

    if (a->documents != b->documents)
        return a->documents > b->documents ? -1 : 1;
    return strcmp(a->text, b->text);
}

static void
complete_word(const struct snapshot *snapshot, void *data)
{
    struct suggesting *suggesting = data;
    struct arena *arena = snapshot->arena;
    /* Only letters of a word: other terms of the index begin with marks. */
    const struct phrase phrase =
        phrase_of(arena, suggesting->text, strlen(suggesting->text));

    if (phrase.n != 1)
        return;
    struct words words = words_of_prefix(snapshot, "", phrase.words[0]);
    if (words.n == 0)
        return;
    qsort(words.at, words.n, sizeof *words.at, most_frequent_first);
    const size_t n = MIN(words.n, suggesting->limit);
    suggesting->list = (struct value_counts){
        arena_array(arena, n, sizeof(struct fe_count)), n};
    for (size_t i = 0; i < n; i++)
        suggesting->list.at[i] =
            (struct fe_count){words.at[i].text, words.at[i].documents};
}

enum fe_status
fe_reader_complete(struct fe_reader *reader,
                   const char *letters,
                   size_t limit,
                   struct fe_counts *out,
                   struct fe_error *err)
{
    FE_REQUIRE(reader && letters && out);
    struct suggesting suggesting = {.text = letters, .limit = limit};
    const enum fe_status status =
        reader_run(reader, complete_word, &suggesting, err);

    *out = (struct fe_counts){0};
    if (status == FE_OK)
        *out = value_counts_copy(&suggesting.list);
    return status;
}

/* Whether the text has the word, or a word that begins with it. */
static bool
has_word(const char *text, const char *word, size_t len)
{
    while (strncmp(text, word, len) != 0) {
        text = strchr(text, ' ');
        if (!text)
            return false;
        text++;
    }
    return true;
}

/* How unlike a value is to what was typed; 0 if it is the same. */
static unsigned
unlikeness(const char *key, const char *wanted)
{
    const size_t len = strlen(wanted);

    if (strcmp(key, wanted) == 0)
        return 0;
    if (strncmp(key, wanted, len) == 0)
        return 1;
    const unsigned most = len < TWO_SLIPS_LEN     ? 1
                          : len < THREE_SLIPS_LEN ? 2
                                                  : 3;
    const unsigned d = distance(key, wanted, most);
    if (d <= most)
        return 1 + d;
    /* It is one of the words of the value, such as "Yorkshire". */
    return len >= PART_LEN_MIN && has_word(key, wanted, len) ? most + 2
                                                             : UNLIKE;
}

struct likely {
    unsigned unlikeness;
    size_t documents;
    size_t code;
};

static int
likeliest_first(const void *left, const void *right)
{
    const struct likely *a = left, *b = right;

    if (a->unlikeness != b->unlikeness)
        return a->unlikeness < b->unlikeness ? -1 : 1;
    if (a->documents != b->documents)
        return a->documents > b->documents ? -1 : 1;
    return (a->code > b->code) - (a->code < b->code);
}

static void
suggest_values(const struct snapshot *snapshot, void *data)
{
    struct suggesting *suggesting = data;
    struct arena *arena = snapshot->arena;
    const struct column *column =
        snapshot_column(snapshot, suggesting->slot, 0);
    const char *wanted =
        folded(arena, suggesting->text, strlen(suggesting->text));
    size_t *counts = arena_array(arena, column->n_values, sizeof *counts);
    struct likely *found = arena_array(arena, column->n_values, sizeof *found);
    size_t n = 0;

    arena_step(arena, column->n_documents);
    for (size_t id = 1; id < column->n_documents; id++)
        FOR_EACH_VALUE (value, column, column->codes[id])
            counts[*value]++;
    for (size_t code = 1; code < column->n_values; code++) {
        arena_step(arena, VALUE_STEPS);
        const unsigned u = unlikeness(column->keys[code], wanted);
        if (u < UNLIKE)
            found[n++] = (struct likely){u, counts[code], code};
    }
    qsort(found, n, sizeof *found, likeliest_first);
    n = MIN(n, suggesting->limit);
    suggesting->list.at = arena_array(arena, n, sizeof(struct fe_count));
    suggesting->list.n = n;
    for (size_t i = 0; i < n; i++)
        suggesting->list.at[i] = (struct fe_count){
            column->values[found[i].code], found[i].documents};
}

enum fe_status
fe_reader_suggest_value(struct fe_reader *reader,
                        unsigned slot,
                        const char *text,
                        size_t limit,
                        struct fe_counts *out,
                        struct fe_error *err)
{
    FE_REQUIRE(reader && text && out);
    struct suggesting suggesting = {.text = text, .slot = slot, .limit = limit};
    const enum fe_status status =
        reader_run(reader, suggest_values, &suggesting, err);

    *out = (struct fe_counts){0};
    if (status == FE_OK)
        *out = value_counts_copy(&suggesting.list);
    return status;
}
