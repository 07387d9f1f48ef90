/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * After a commit a column is made from the one before it. Its codes stay as
 * they are, unless there are new values, which are sorted in, or values that no
 * document has any more.
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
    size_t n;
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
    const char *value; /* as first seen */
    const char *key;
    uint32_t code;
    bool is_used;
};

struct column_making {
    const struct snapshot *snapshot;
    struct column_part *part;
    ARRAY(struct column_value) entries; /* the first is the empty value */
    GHashTable *met;                    /* value -> number of its entry */
    GHashTable *keys;                   /* folded value -> number of its
                                           entry */
    bool has_variants;
};

static uint32_t
entry_of(struct column_making *making, const char *value)
{
    struct arena *arena = making->snapshot->arena;
    const char *key = folded(arena, value, strlen(value));
    uint32_t number = GPOINTER_TO_UINT(g_hash_table_lookup(making->keys, key));

    if (number > 0) {
        making->has_variants = true;
        return number;
    }
    number = (uint32_t)making->entries.n;
    *array_add(arena, &making->entries) =
        (struct column_value){value, key, 0, false};
    g_hash_table_insert(making->keys, (void *)key, GUINT_TO_POINTER(number));
    return number;
}

static void
take_value(void *data, uint32_t id, const char *bytes, size_t len)
{
    struct column_making *making = data;
    const size_t length = making->part->length;
    char *value = arena_strndup(making->snapshot->arena, bytes,
                                length > 0 ? MIN(len, length) : len);
    uint32_t number = GPOINTER_TO_UINT(g_hash_table_lookup(making->met, value));

    if (number == 0) {
        number = entry_of(making, value);
        g_hash_table_insert(making->met, value, GUINT_TO_POINTER(number));
    }
    making->entries.at[number].is_used = true;
    making->part->codes[id] = number;
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

    for (uint32_t code = 0; code < before->table->n; code++) {
        const struct column_value entry = {before->table->values[code],
                                           before->table->keys[code], code,
                                           false};
        *array_add(arena, &making->entries) = entry;
    }
    for (uint32_t id = 1; id < before->column.n_documents; id++)
        if (is_in_set(revision->alive, id)) {
            making->part->codes[id] = before->codes[id];
            making->entries.at[before->codes[id]].is_used = true;
        }
    for (uint32_t code = 1; code < making->entries.n; code++) {
        const struct column_value *entry = &making->entries.at[code];
        if (!entry->is_used)
            continue;
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

/* A table of the entries that are used, in the order of their keys. */
static struct value_table *
make_table(struct column_making *making)
{
    struct value_table *table = g_new0(struct value_table, 1);
    struct column_value **sorted =
        arena_array(making->snapshot->arena, making->entries.n, sizeof *sorted);
    size_t n = 1;

    for (size_t i = 1; i < making->entries.n; i++)
        if (making->entries.at[i].is_used)
            sorted[n++] = &making->entries.at[i];
    sorted[0] = &making->entries.at[0];
    qsort(sorted + 1, n - 1, sizeof *sorted, compare_keys);
    table->references = 1;
    table->strings = g_string_chunk_new(1024);
    table->values = g_new(const char *, n);
    table->keys = g_new(const char *, n);
    table->n = n;
    table->has_variants = making->has_variants;
    for (size_t i = 0; i < n; i++) {
        sorted[i]->code = (uint32_t)i;
        table->values[i] =
            g_string_chunk_insert(table->strings, sorted[i]->value);
        table->keys[i] = g_string_chunk_insert(table->strings, sorted[i]->key);
    }
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
        if (!making->entries.at[i].is_used)
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
        (struct column){part->codes, (size_t)revision->state.last_id + 1,
                        part->table->values, part->table->keys, part->table->n};
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
        .keys = g_hash_table_new(g_str_hash, g_str_equal)};
    uint32_t from = 1;

    arena_own(snapshot->arena, making.met, free_table);
    arena_own(snapshot->arena, making.keys, free_table);
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
            (struct column_value){"", "", 0, true};
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

/* Which values pass a filter. */

/* Compares whole numbers, which have no leading zeros, by value. */
static bool
is_less(const char *a, const char *b)
{
    const size_t m = strlen(a), n = strlen(b);

    return m != n ? m < n : strcmp(a, b) < 0;
}

/* Reads a folded name letter by letter, without what people write in several
 * ways: punctuation and blanks, and "&" for "and". */
struct bare_name {
    const char *at;
    const char *rest; /* of an "and" that stands for "&" */
};

/* The next letter; NUL at the end. */
static char
next_letter(struct bare_name *bare)
{
    if (*bare->rest)
        return *bare->rest++;
    while (*bare->at) {
        const char c = *bare->at++;
        if (c == '&') {
            bare->rest = "nd";
            return 'a';
        }
        if ((c & 0x80) || g_ascii_islower(c) || g_ascii_isdigit(c))
            return c;
    }
    return '\0';
}

static bool
is_alike(const char *left, const char *right)
{
    struct bare_name a = {left, ""}, b = {right, ""};
    char c;

    do {
        c = next_letter(&a);
        if (c != next_letter(&b))
            return false;
    } while (c);
    return true;
}

/* The code of a folded value; 0 if there is none. */
static uint32_t
code_of_key(const struct column *column, const char *key)
{
    size_t low = 1, high = column->n_codes;

    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (strcmp(column->keys[middle], key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < column->n_codes && strcmp(column->keys[low], key) == 0
               ? (uint32_t)low
               : 0;
}

static void
admit(struct arena *arena,
      const struct column *column,
      const char *value,
      size_t len,
      bool *passes)
{
    const char *wanted = folded(arena, value, len);
    const uint32_t code = code_of_key(column, wanted);

    if (code > 0) {
        passes[code] = true;
        return;
    }
    for (size_t c = 1; c < column->n_codes; c++)
        if (is_alike(column->keys[c], wanted))
            passes[c] = true;
}

bool
column_has(struct arena *arena,
           const struct column *column,
           const char *value,
           size_t len)
{
    bool *passes = arena_array(arena, column->n_codes, sizeof *passes);

    admit(arena, column, value, len, passes);
    return memchr(passes, (int)true, column->n_codes) != NULL;
}

const bool *
column_filter(struct arena *arena,
              const struct column *column,
              const struct fe_filter *filter)
{
    bool *passes = arena_array(arena, column->n_codes, sizeof *passes);

    for (size_t i = 0; i < filter->n_values; i++)
        admit(arena, column, filter->values[i], strlen(filter->values[i]),
              passes);
    if (filter->n_values > 0)
        return passes;
    for (size_t c = 1; c < column->n_codes; c++) {
        const char *value = column->values[c];
        passes[c] = (!filter->from || strcmp(value, filter->from) >= 0) &&
                    (!filter->to || strcmp(value, filter->to) <= 0);
    }
    return passes;
}

/* A year or month matches all its days, as the end of a range too. */
static bool
is_date_within(const char *value, const struct plan *plan)
{
    const char *from = plan->from ? plan->from : "";
    const char *to = plan->to ? plan->to : "";

    for (size_t i = 0; i < plan->n_values; i++)
        if (g_str_has_prefix(value, plan->values[i]))
            return true;
    return plan->n_values == 0 && (!*from || strcmp(value, from) >= 0) &&
           (!*to || strcmp(value, to) <= 0 || g_str_has_prefix(value, to));
}

static bool
is_number_within(const char *value, const struct plan *plan)
{
    const char *from = plan->from ? plan->from : "";
    const char *to = plan->to ? plan->to : "";

    return plan->n_values == 0 && (!*from || !is_less(value, from)) &&
           (!*to || !is_less(to, value));
}

const bool *
column_select(struct arena *arena,
              const struct column *column,
              const struct plan *plan)
{
    bool *passes = arena_array(arena, column->n_codes, sizeof *passes);
    const bool is_date = plan->field->kind == FE_FIELD_DATE;
    const bool is_number = plan->field->kind == FE_FIELD_NUMBER;

    for (size_t i = 0; !is_date && i < plan->n_values; i++)
        admit(arena, column, plan->values[i], strlen(plan->values[i]), passes);
    for (size_t c = 1; c < column->n_codes; c++)
        if (is_date)
            passes[c] = is_date_within(column->values[c], plan);
        else if (is_number && is_number_within(column->values[c], plan))
            passes[c] = true;
    return passes;
}
