/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/query/plan_values.h"

#include <string.h>

/* What is needed to read the values of a field. */
struct value_reading {
    const struct snapshot *snapshot;
    struct arena *arena;
    const struct syntax *syntax;
    const struct field *field;
    struct value_rule rule;
};

#define FAIL(reading, ...)                                                     \
    arena_fail((reading)->arena, FE_BAD_QUERY, (reading)->syntax->offset,      \
               __VA_ARGS__)

static enum value_kind
kind_of(const struct field *field)
{
    switch (field->kind) {
    case FE_FIELD_NUMBER:
        return VALUE_NUMBER;
    case FE_FIELD_DATE:
        return field->length > 0 ? VALUE_YEAR : VALUE_DATE;
    case FE_FIELD_VALUE:
    case FE_FIELD_TEXT:
        break;
    }
    return VALUE_NAME;
}

static const char *
range_example(const struct field *field)
{
    return field->kind == FE_FIELD_NUMBER ? "40..50" : "2010..2013";
}

static bool
is_blank_text(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] != ' ')
            return false;
    return true;
}

/* The value spelled as in the index. Fails with FE_BAD_QUERY if the text is not
 * a value of the field. */
static const char *
read_value(const struct value_reading *reading, const char *text, size_t len)
{
    const struct field *field = reading->field;
    char *out = arena_alloc(reading->arena, len + 1);
    const char *value = value_read(&reading->rule, text, len, out);
    char reason[VALUE_MESSAGE_SIZE];

    if (value)
        return value;
    if (is_blank_text(text, len))
        FAIL(reading, "a value of %s is missing here", field->name);
    value_refusal(&reading->rule, text, len, reason);
    if (reading->rule.kind == VALUE_NAME)
        FAIL(reading, "%s", reason);
    FAIL(reading, "%s, or a range such as %s:%s", reason, field->name,
         range_example(field));
}

/* Ranges. */

static const char *
read_end(const struct value_reading *reading, const char *text, size_t len)
{
    return is_blank_text(text, len) ? "" : read_value(reading, text, len);
}

/* Whether a range ends before it begins. */
static bool
is_backward(const struct plan *plan)
{
    if (!*plan->from || !*plan->to)
        return false;
    if (plan->field->kind == FE_FIELD_NUMBER)
        return value_compare_numbers(plan->from, plan->to) > 0;
    /* Only as many bytes as `to` has: a year ends after all its days, so
     * 2010-05..2010 is not backward. */
    return strncmp(plan->from, plan->to, strlen(plan->to)) > 0;
}

static void
read_range(const struct value_reading *reading,
           const char *dots,
           struct plan *plan)
{
    const char *text = reading->syntax->text, *end = dots + strlen("..");

    plan->from = read_end(reading, text, (size_t)(dots - text));
    plan->to = read_end(reading, end, strlen(end));
    if (is_backward(plan))
        FAIL(reading, "this range ends before it begins");
    if (!*plan->from && !*plan->to)
        FAIL(reading, "a range needs an end, as in %s:%s", reading->field->name,
             range_example(reading->field));
}

/* Lists. */

static bool
exists(const char *text, size_t len, void *data)
{
    const struct value_reading *reading = data;

    return values_exist(reading->snapshot, reading->field, text, len);
}

static void
read_list(struct value_reading *reading, struct plan *plan)
{
    const bool is_open =
        reading->rule.kind == VALUE_NAME && !reading->rule.words;
    const char *rest = reading->syntax->text;
    ARRAY(const char *) values = {0};

    for (bool has_more = true; has_more;) {
        const size_t size =
            value_first(rest, strlen(rest), is_open ? exists : NULL, reading);
        array_push(reading->arena, &values, read_value(reading, rest, size));
        rest += size;
        has_more = *rest == ',';
        rest += has_more;
    }
    plan->values = values.at;
    plan->n_values = values.n;
}

struct plan
plan_of_values(const struct snapshot *snapshot, const struct syntax *syntax)
{
    const struct field *field = syntax->field;
    struct value_reading reading = {
        .snapshot = snapshot,
        .arena = snapshot->arena,
        .syntax = syntax,
        .field = field,
        .rule = {field->name, kind_of(field), field->words}};
    struct plan plan = {
        .kind = PLAN_VALUES, .field = field, .from = "", .to = ""};
    const char *dots = strstr(syntax->text, "..");

    if (dots && reading.rule.kind != VALUE_NAME)
        read_range(&reading, dots, &plan);
    else
        read_list(&reading, &plan);
    return plan;
}
