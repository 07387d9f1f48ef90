/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facets.h"

#include "print/member.h"
#include "print/naming.h"
#include "print/ranks.h"

#include <string.h>

static void
clear_row(gpointer data)
{
    struct facet_row *row = data;

    g_free(row->field);
    g_free(row->value);
}

static char *
pair(const char *field, const char *value)
{
    return g_strdup_printf("%s\n%s", field, value);
}

void
facets_init(struct facets *facets, const json_t *filters)
{
    const char *field;
    json_t *values, *value;
    size_t i;

    facets->rows = g_array_new(FALSE, TRUE, sizeof(struct facet_row));
    g_array_set_clear_func(facets->rows, clear_row);
    facets->cursor = 0;
    facets->filters = filters ? json_deep_copy(filters) : json_object();
    facets->chosen = g_queue_new();
    json_object_foreach(facets->filters, field, values)
    {
        json_array_foreach(values, i, value)
        {
            g_queue_push_tail(facets->chosen,
                              pair(field, json_string_value(value)));
        }
    }
}

void
facets_fini(struct facets *facets)
{
    g_array_free(facets->rows, TRUE);
    g_queue_free_full(facets->chosen, g_free);
    json_decref(facets->filters);
    *facets = (struct facets){0};
}

const struct facet_row *
facets_row(const struct facets *facets, size_t i)
{
    return i < facets->rows->len
               ? &g_array_index(facets->rows, struct facet_row, i)
               : NULL;
}

/* The place of a value among the filters of its field; the size of the list if
 * it is not there. */
static size_t
place_of(const json_t *values, const char *value)
{
    size_t i;
    json_t *other;

    json_array_foreach(values, i, other)
    {
        if (naming_is_same(json_string_value(other), value))
            return i;
    }
    return json_array_size(values);
}

static bool
is_chosen(const struct facets *facets, const char *field, const char *value)
{
    const json_t *values = json_object_get(facets->filters, field);

    return place_of(values, value) < json_array_size(values);
}

static void
add_row(struct facets *facets,
        const char *field,
        const char *value,
        size_t count)
{
    const struct facet_row row = {
        .field = g_strdup(field),
        .value = g_strdup(value),
        .count = count,
        .is_chosen = value && is_chosen(facets, field, value),
    };

    g_array_append_val(facets->rows, row);
}

static bool
has_value(const json_t *counts, const char *value)
{
    size_t i;
    json_t *count;

    json_array_foreach(counts, i, count)
    {
        if (naming_is_same(member_text(count, "value"), value))
            return true;
    }
    return false;
}

/* Add the chosen values of the field that no paragraph has now. */
static void
add_missing(struct facets *facets, const char *field, const json_t *counts)
{
    size_t i;
    json_t *value;

    json_array_foreach(json_object_get(facets->filters, field), i, value)
    {
        if (!has_value(counts, json_string_value(value)))
            add_row(facets, field, json_string_value(value), 0);
    }
}

static void
add_field(struct facets *facets, const char *field, const json_t *counts)
{
    size_t i;
    json_t *sorted, *count;

    if (json_array_size(counts) == 0 &&
        !json_object_get(facets->filters, field))
        return;
    add_row(facets, field, NULL, 0);
    add_missing(facets, field, counts);
    sorted = ranks_sorted(field, counts);
    json_array_foreach(sorted, i, count)
    {
        if (*member_text(count, "value"))
            add_row(facets, field, member_text(count, "value"),
                    member_count(count, "count"));
    }
    json_decref(sorted);
}

/* Put the cursor on the row of this value or, if it is not there, near where it
 * was. */
static void
find_cursor(struct facets *facets, const char *field, const char *value)
{
    const struct facet_row *row;

    for (size_t i = 0; field && (row = facets_row(facets, i)); i++)
        if (row->value && strcmp(row->field, field) == 0 &&
            strcmp(row->value, value) == 0) {
            facets->cursor = i;
            return;
        }
    if (facets->cursor >= facets->rows->len)
        facets->cursor = facets->rows->len > 0 ? facets->rows->len - 1 : 0;
    row = facets_row(facets, facets->cursor);
    if (row && !row->value)
        facets->cursor++; /* a heading is followed by a value */
}

void
facets_show(struct facets *facets, const json_t *counts)
{
    const struct facet_row *row = facets_row(facets, facets->cursor);
    char *field = row && row->value ? g_strdup(row->field) : NULL;
    char *value = field ? g_strdup(row->value) : NULL;
    const char *name;
    json_t *values;
    json_t *known = (json_t *)counts; /* it is only looked at */

    g_array_set_size(facets->rows, 0);
    json_object_foreach(known, name, values)
    {
        add_field(facets, name, values);
    }
    /* Filters of fields that are not counted can be removed as well. */
    json_object_foreach(facets->filters, name, values)
    {
        if (!json_object_get(known, name))
            add_field(facets, name, NULL);
    }
    find_cursor(facets, field, value);
    g_free(field);
    g_free(value);
}

void
facets_move(struct facets *facets, long by)
{
    const long step = by < 0 ? -1 : 1;
    const struct facet_row *row;

    for (long at = (long)facets->cursor + step; by != 0; at += step) {
        row = at < 0 ? NULL : facets_row(facets, (size_t)at);
        if (!row)
            break;
        if (!row->value)
            continue;
        facets->cursor = (size_t)at;
        by -= step;
    }
}

static void
forget(struct facets *facets, const char *field, const char *value)
{
    char *name = pair(field, value);
    GList *found =
        g_queue_find_custom(facets->chosen, name, (GCompareFunc)strcmp);

    if (found) {
        g_free(found->data);
        g_queue_delete_link(facets->chosen, found);
    }
    g_free(name);
}

static void
remove_filter(struct facets *facets, const char *field, const char *value)
{
    json_t *values = json_object_get(facets->filters, field);
    const size_t i = place_of(values, value);

    forget(facets, field, json_string_value(json_array_get(values, i)));
    json_array_remove(values, i);
    if (json_array_size(values) == 0)
        json_object_del(facets->filters, field);
}

static void
add_filter(struct facets *facets, const char *field, const char *value)
{
    if (!json_object_get(facets->filters, field))
        json_object_set_new(facets->filters, field, json_array());
    json_array_append_new(json_object_get(facets->filters, field),
                          json_string(value));
    g_queue_push_tail(facets->chosen, pair(field, value));
}

bool
facets_toggle(struct facets *facets)
{
    struct facet_row *row =
        facets->cursor < facets->rows->len
            ? &g_array_index(facets->rows, struct facet_row, facets->cursor)
            : NULL;

    if (!row || !row->value)
        return false;
    if (row->is_chosen)
        remove_filter(facets, row->field, row->value);
    else
        add_filter(facets, row->field, row->value);
    row->is_chosen = !row->is_chosen;
    return true;
}

bool
facets_remove_last(struct facets *facets)
{
    char *last = g_queue_pop_tail(facets->chosen);

    if (!last)
        return false;
    char *value = strchr(last, '\n');
    *value++ = '\0';
    remove_filter(facets, last, value);
    for (guint i = 0; i < facets->rows->len; i++) {
        struct facet_row *row =
            &g_array_index(facets->rows, struct facet_row, i);
        if (row->value && strcmp(row->field, last) == 0)
            row->is_chosen = is_chosen(facets, row->field, row->value);
    }
    g_free(last);
    return true;
}

char *
facets_describe(const struct facets *facets)
{
    GString *out = g_string_new(NULL);
    const char *field;
    json_t *values, *value;
    size_t i;

    json_object_foreach(facets->filters, field, values)
    {
        g_string_append_printf(out, "%s%s: ", out->len ? "; " : "",
                               naming_field(field));
        json_array_foreach(values, i, value)
        {
            g_string_append_printf(out, "%s%s", i ? ", " : "",
                                   json_string_value(value));
        }
    }
    return g_string_free(out, FALSE);
}
