/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * After a commit a column is made from the one before it. Its codes stay as
 * they are, unless there are new values, which are sorted in, or values that no
 * document has any more.
 *
 * Documents with several values are rare, and so are the combinations that
 * occur: each combination is a code of its own, a list of other codes.
 */
#include "engine/match/columns.h"

#include "engine/match/revision.h"

#include <stdlib.h>
#include <string.h>

/* The values of a column, shared by the columns of several revisions. */
struct value_table {
    int references;
    GStringChunk *strings;
    const char **values;
    const char **keys;
    size_t n_values;
    size_t n; /* with the lists */
    size_t *ends;
    uint32_t *members;
    bool has_variants; /* some value was written in several ways */
};

struct column_part {
    unsigned slot;
    size_t length;
    struct value_table *table;
    uint32_t *codes;
    struct column column;
};

static void
table_unref(struct value_table *table)
{
    if (!table || !g_atomic_int_dec_and_test(&table->references))
        return;
    g_string_chunk_free(table->strings);
    g_free(table->values);
    g_free(table->keys);
    g_free(table->ends);
    g_free(table->members);
    g_free(table);
}

void
column_part_free(void *data)
{
    struct column_part *part = data;

    table_unref(part->table);
    g_free(part->codes);
    g_free(part);
}

/* A column that is being made. At first the codes of documents are numbers of
 * entries, which are those of the column before and then new ones; finish()
 * replaces them by codes. */
struct column_value {
    const char *value; /* of all spellings, the first in text order */
    const char *key;
    uint32_t code;
    bool is_used;
    const uint32_t *members; /* of a list: numbers of entries, rising; NULL: it
                                is a value */
    size_t n_members;
};

struct column_making {
    const struct snapshot *snapshot;
    struct column_part *part;
    ARRAY(struct column_value) entries; /* the first is the empty value */
    GHashTable *met;                    /* value -> number of its entry */
    GHashTable *keys;                   /* folded value -> number of its
                                           entry */
    GHashTable *lists;                  /* numbers of members, as text -> number
                                           of the list's entry */
    bool has_variants;
};

static uint32_t
entry_of(struct column_making *making, const char *value)
{
    struct arena *arena = making->snapshot->arena;
    const char *key = folded(arena, value, strlen(value));
    uint32_t number = GPOINTER_TO_UINT(g_hash_table_lookup(making->keys, key));

    if (number > 0) {
        struct column_value *entry = &making->entries.at[number];
        making->has_variants = true;
        if (strcmp(value, entry->value) < 0)
            entry->value = value;
        return number;
    }
    number = (uint32_t)making->entries.n;
    *array_add(arena, &making->entries) =
        (struct column_value){.value = value, .key = key};
    g_hash_table_insert(making->keys, (void *)key, GUINT_TO_POINTER(number));
    return number;
}

/* The number of the entry for one value, which becomes used. */
static uint32_t
number_of(struct column_making *making, const char *bytes, size_t len)
{
    const size_t length = making->part->length;
    char *value = arena_strndup(making->snapshot->arena, bytes,
                                length > 0 ? MIN(len, length) : len);
    uint32_t number = GPOINTER_TO_UINT(g_hash_table_lookup(making->met, value));

    if (number == 0) {
        number = entry_of(making, value);
        g_hash_table_insert(making->met, value, GUINT_TO_POINTER(number));
    }
    making->entries.at[number].is_used = true;
    return number;
}

static int
by_number(const void *left, const void *right)
{
    const uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

    return (a > b) - (a < b);
}

static const char *
list_key(struct arena *arena, const uint32_t *members, size_t n)
{
    const char *key = "";

    for (size_t i = 0; i < n; i++)
        key = arena_printf(arena, "%s,%u", key, (unsigned)members[i]);
    return key;
}

/* The number of the entry for a list of entries, which becomes used; that of
 * the entry itself if they are all the same. */
static uint32_t
number_of_list(struct column_making *making, uint32_t *members, size_t n)
{
    struct arena *arena = making->snapshot->arena;
    size_t distinct = 0;

    qsort(members, n, sizeof *members, by_number);
    for (size_t i = 0; i < n; i++)
        if (distinct == 0 || members[distinct - 1] != members[i])
            members[distinct++] = members[i];
    if (distinct == 1)
        return members[0];
    const char *key = list_key(arena, members, distinct);
    uint32_t number = GPOINTER_TO_UINT(g_hash_table_lookup(making->lists, key));
    if (number == 0) {
        number = (uint32_t)making->entries.n;
        *array_add(arena, &making->entries) =
            (struct column_value){.members = members, .n_members = distinct};
        g_hash_table_insert(making->lists, (void *)key,
                            GUINT_TO_POINTER(number));
    }
    making->entries.at[number].is_used = true;
    return number;
}

/* A document with several values has them with a NUL between. */
static void
take_value(void *data, uint32_t id, const char *bytes, size_t len)
{
    struct column_making *making = data;
    ARRAY(uint32_t) members = {0};
    const char *end = memchr(bytes, '\0', len);

    if (!end) {
        making->part->codes[id] = number_of(making, bytes, len);
        return;
    }
    for (const char *at = bytes; end; at = end + 1) {
        const size_t left = len - (size_t)(at - bytes);
        end = memchr(at, '\0', left);
        array_push(making->snapshot->arena, &members,
                   number_of(making, at, end ? (size_t)(end - at) : left));
    }
    making->part->codes[id] = number_of_list(making, members.at, members.n);
}

static void
use_entry(struct column_making *making, uint32_t number)
{
    const struct column_value *entry = &making->entries.at[number];

    making->entries.at[number].is_used = true;
    for (size_t i = 0; i < entry->n_members; i++)
        making->entries.at[entry->members[i]].is_used = true;
}

/* The entry of a code of the column before. */
static struct column_value
entry_before(const struct value_table *table, uint32_t code)
{
    if (code < table->n_values)
        return (struct column_value){.value = table->values[code],
                                     .key = table->keys[code]};
    const size_t start = code > 0 ? table->ends[code - 1] : 0;
    return (struct column_value){.members = table->members + start,
                                 .n_members = table->ends[code] - start};
}

/* The codes of the documents that are still there. */
static void
take_codes(struct column_making *making,
           const struct column_part *before,
           const struct revision *revision)
{
    uint32_t *codes = making->part->codes;

    if (revision->n_removed == 0) {
        memcpy(codes, before->codes,
               before->column.n_documents * sizeof *codes);
        for (uint32_t code = 0; code < before->table->n; code++)
            use_entry(making, code);
        return;
    }
    for (uint32_t id = 1; id < before->column.n_documents; id++)
        if (is_in_set(revision->alive, id)) {
            codes[id] = before->codes[id];
            use_entry(making, codes[id]);
        }
}

/* Begin with the entries of the column before, under the same numbers. Values
 * that no document has any more are left out of the hash tables: they may come
 * again in another spelling. */
static void
take_before(struct column_making *making,
            const struct column_part *before,
            const struct revision *revision)
{
    struct arena *arena = making->snapshot->arena;

    for (uint32_t code = 0; code < before->table->n; code++)
        *array_add(arena, &making->entries) = entry_before(before->table, code);
    take_codes(making, before, revision);
    for (uint32_t code = 1; code < making->entries.n; code++) {
        const struct column_value *entry = &making->entries.at[code];
        if (!entry->is_used)
            continue;
        if (entry->members) {
            const char *key = list_key(arena, entry->members, entry->n_members);
            g_hash_table_insert(making->lists, (void *)key,
                                GUINT_TO_POINTER(code));
            continue;
        }
        g_hash_table_insert(making->keys, (void *)entry->key,
                            GUINT_TO_POINTER(code));
        g_hash_table_insert(making->met, (void *)entry->value,
                            GUINT_TO_POINTER(code));
    }
}

static int
compare_keys(const void *a, const void *b)
{
    const struct column_value *const *x = a, *const *y = b;

    return strcmp((*x)->key, (*y)->key);
}

/* The entries that are used, values in the order of their keys and then lists,
 * with their codes; returns how many of them are values. */
static size_t
order_entries(struct column_making *making,
              struct column_value **ordered,
              size_t *n)
{
    size_t n_values = 1;

    ordered[0] = &making->entries.at[0];
    for (size_t i = 1; i < making->entries.n; i++)
        if (making->entries.at[i].is_used && !making->entries.at[i].members)
            ordered[n_values++] = &making->entries.at[i];
    qsort(ordered + 1, n_values - 1, sizeof *ordered, compare_keys);
    *n = n_values;
    for (size_t i = 1; i < making->entries.n; i++)
        if (making->entries.at[i].is_used && making->entries.at[i].members)
            ordered[(*n)++] = &making->entries.at[i];
    for (size_t i = 0; i < *n; i++)
        ordered[i]->code = (uint32_t)i;
    return n_values;
}

/* Set the members of each code: those of a list, or the code itself. */
static void
set_members(struct value_table *table,
            const struct column_making *making,
            struct column_value *const *ordered)
{
    size_t n_members = table->n_values, at = 0;

    for (size_t i = table->n_values; i < table->n; i++)
        n_members += ordered[i]->n_members;
    table->ends = g_new(size_t, table->n);
    table->members = g_new(uint32_t, n_members);
    for (size_t i = 0; i < table->n; i++) {
        const size_t first = at;
        if (!ordered[i]->members)
            table->members[at++] = (uint32_t)i;
        for (size_t m = 0; m < ordered[i]->n_members; m++)
            table->members[at++] =
                making->entries.at[ordered[i]->members[m]].code;
        qsort(table->members + first, at - first, sizeof *table->members,
              by_number);
        table->ends[i] = at;
    }
}

/* A table of the entries that are used. */
static struct value_table *
make_table(struct column_making *making)
{
    struct value_table *table = g_new0(struct value_table, 1);
    struct column_value **ordered = arena_array(
        making->snapshot->arena, making->entries.n, sizeof *ordered);

    table->references = 1;
    table->n_values = order_entries(making, ordered, &table->n);
    table->strings = g_string_chunk_new(1024);
    table->values = g_new(const char *, table->n_values);
    table->keys = g_new(const char *, table->n_values);
    table->has_variants = making->has_variants;
    for (size_t i = 0; i < table->n_values; i++) {
        table->values[i] =
            g_string_chunk_insert(table->strings, ordered[i]->value);
        table->keys[i] = g_string_chunk_insert(table->strings, ordered[i]->key);
    }
    set_members(table, making, ordered);
    return table;
}

/* Whether the table has exactly the entries, all of them in use. */
static bool
is_same(const struct column_making *making, const struct value_table *table)
{
    if (!table || making->entries.n != table->n ||
        making->has_variants != table->has_variants)
        return false;
    for (size_t i = 1; i < making->entries.n; i++)
        if (!making->entries.at[i].is_used ||
            (i < table->n_values &&
             making->entries.at[i].value != table->values[i]))
            return false;
    return true;
}

static void
finish(struct column_making *making, const struct column_part *before)
{
    struct column_part *part = making->part;
    const struct revision *revision = making->snapshot->revision;

    if (before && is_same(making, before->table)) {
        g_atomic_int_inc(&before->table->references);
        part->table = before->table;
    } else {
        part->table = make_table(making);
        for (uint32_t id = 1; id <= revision->state.last_id; id++)
            part->codes[id] = making->entries.at[part->codes[id]].code;
    }
    part->column =
        (struct column){.codes = part->codes,
                        .n_documents = (size_t)revision->state.last_id + 1,
                        .values = part->table->values,
                        .keys = part->table->keys,
                        .n_values = part->table->n_values,
                        .n_codes = part->table->n,
                        .ends = part->table->ends,
                        .members = part->table->members};
}

static void
free_table(void *table)
{
    g_hash_table_destroy(table);
}

/* Make a column, reusing the previous one unless a removed document may have
 * decided how a value with several spellings is shown. */
static void
add_column(const struct snapshot *snapshot,
           unsigned slot,
           size_t length,
           const struct column_part *before)
{
    struct revision *revision = snapshot->revision;
    struct column_making making = {
        .snapshot = snapshot,
        .met = g_hash_table_new(g_str_hash, g_str_equal),
        .keys = g_hash_table_new(g_str_hash, g_str_equal),
        .lists = g_hash_table_new(g_str_hash, g_str_equal)};
    uint32_t from = 1;

    arena_own(snapshot->arena, making.met, free_table);
    arena_own(snapshot->arena, making.keys, free_table);
    arena_own(snapshot->arena, making.lists, free_table);
    if (before && before->table->has_variants && revision->n_removed > 0)
        before = NULL;
    making.part = g_new0(struct column_part, 1);
    making.part->slot = slot;
    making.part->length = length;
    making.part->codes = g_new0(uint32_t, (size_t)revision->state.last_id + 1);
    /* The revision frees it even if it is never finished. */
    g_ptr_array_add(revision->columns, making.part);
    if (before) {
        making.has_variants = before->table->has_variants;
        take_before(&making, before, revision);
        from = (uint32_t)before->column.n_documents;
    } else {
        *array_add(snapshot->arena, &making.entries) =
            (struct column_value){.value = "", .key = "", .is_used = true};
    }
    store_each_value(snapshot, slot, from, take_value, &making);
    finish(&making, before);
}

/* A column has no table if making it failed. */
static struct column_part *
find_column(const struct revision *revision, unsigned slot, size_t length)
{
    for (guint i = 0; i < revision->columns->len; i++) {
        struct column_part *part = revision->columns->pdata[i];
        if (part->slot == slot && part->length == length && part->table)
            return part;
    }
    return NULL;
}

struct wanted_column {
    unsigned slot;
    size_t length;
    const struct column *column;
};

static void
find_or_add(const struct snapshot *snapshot, void *data)
{
    struct wanted_column *wanted = data;
    const struct revision *revision = snapshot->revision;

    if (!find_column(revision, wanted->slot, wanted->length))
        add_column(snapshot, wanted->slot, wanted->length, NULL);
    wanted->column =
        &find_column(revision, wanted->slot, wanted->length)->column;
}

const struct column *
snapshot_column(const struct snapshot *snapshot, unsigned slot, size_t length)
{
    struct wanted_column wanted = {slot, length, NULL};
    const struct column_part *part;

    pthread_mutex_lock(&snapshot->revision->lock);
    part = find_column(snapshot->revision, slot, length);
    pthread_mutex_unlock(&snapshot->revision->lock);
    if (part)
        return &part->column;
    revision_make(snapshot, find_or_add, &wanted);
    return wanted.column;
}

void
columns_extend(const struct snapshot *snapshot, const struct revision *before)
{
    for (guint i = 0; i < before->columns->len; i++) {
        const struct column_part *part = before->columns->pdata[i];
        if (part->table)
            add_column(snapshot, part->slot, part->length, part);
    }
}

static const struct column *
whole_column(const struct snapshot *snapshot, unsigned slot)
{
    return slot == FE_NO_SLOT ? NULL : snapshot_column(snapshot, slot, 0);
}

struct ties
snapshot_ties(const struct snapshot *snapshot)
{
    const struct fe_lexicon *lexicon = snapshot->lexicon;

    if (!lexicon)
        return (struct ties){NULL, NULL};
    return (struct ties){whole_column(snapshot, lexicon_ties_falling(lexicon)),
                         whole_column(snapshot, lexicon_ties_rising(lexicon))};
}
