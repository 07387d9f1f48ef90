/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Which values of a column pass a filter or are selected by a query.
 */
#include "engine/match/columns.h"
#include "engine/query/values.h"

#include <glib.h>
#include <string.h>

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
    size_t low = 1, high = column->n_values;

    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (strcmp(column->keys[middle], key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < column->n_values && strcmp(column->keys[low], key) == 0
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
    arena_step(arena, column->n_values);
    for (size_t c = 1; c < column->n_values; c++)
        if (is_alike(column->keys[c], wanted))
            passes[c] = true;
}

/* A list passes if one of its values does. */
static const bool *
with_lists(const struct column *column, bool *passes)
{
    for (size_t code = column->n_values; code < column->n_codes; code++)
        FOR_EACH_VALUE (value, column, code)
            passes[code] = passes[code] || passes[*value];
    return passes;
}

bool
column_has(struct arena *arena,
           const struct column *column,
           const char *value,
           size_t len)
{
    bool *passes = arena_array(arena, column->n_codes, sizeof *passes);

    arena_step(arena, 1);
    admit(arena, column, value, len, passes);
    return memchr(passes, (int)true, column->n_values) != NULL;
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
        return with_lists(column, passes);
    arena_step(arena, column->n_codes);
    for (size_t c = 1; c < column->n_values; c++) {
        const char *value = column->values[c];
        passes[c] = (!filter->from || strcmp(value, filter->from) >= 0) &&
                    (!filter->to || strcmp(value, filter->to) <= 0);
    }
    return with_lists(column, passes);
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

/* Whether the number is a part of the other, as 7.2 is of 7. */
static bool
is_part_of(const char *value, const char *whole)
{
    const size_t n = strlen(whole);

    return strncmp(value, whole, n) == 0 && value[n] == '.';
}

/* The end of a range includes its parts. */
static bool
is_number_within(const char *value, const struct plan *plan)
{
    const char *from = plan->from ? plan->from : "";
    const char *to = plan->to ? plan->to : "";

    return plan->n_values == 0 &&
           (!*from || value_compare_numbers(value, from) >= 0) &&
           (!*to || value_compare_numbers(value, to) <= 0 ||
            is_part_of(value, to));
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
    arena_step(arena, column->n_codes);
    for (size_t c = 1; c < column->n_values; c++)
        if (is_date)
            passes[c] = is_date_within(column->values[c], plan);
        else if (is_number && is_number_within(column->values[c], plan))
            passes[c] = true;
    return with_lists(column, passes);
}
