/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/facets.h"
#include "print/member.h"
#include "print/naming.h"
#include "print/print.h"
#include "print/ranks.h"

#include "findings/visible.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL = 11 }; /* columns of a field's name and the blanks after it */

static const char *
value_of(const json_t *count)
{
    const char *value = member_text(count, "value");

    return *value ? value : "(none)";
}

/* The number of the count as it is printed after its value. */
static size_t
write_number(const json_t *count, char out[PRINT_NUMBER_SIZE])
{
    char number[PRINT_NUMBER_SIZE];

    return (size_t)snprintf(out, PRINT_NUMBER_SIZE, " %.20s",
                            print_number(member_count(count, "count"), number));
}

/* How many columns "and 12 more" takes after a comma, 0 for none. */
static size_t
rest_width(size_t n, char out[PRINT_NUMBER_SIZE])
{
    return n == 0
               ? 0
               : (size_t)snprintf(out, PRINT_NUMBER_SIZE, ", and %zu more", n);
}

/* The index of the value with the least count of those that are not left out,
 * the last of several. */
static size_t
least(const size_t *counts, const bool *is_left_out, size_t n)
{
    size_t found = n;

    for (size_t i = 0; i < n; i++)
        if (!is_left_out[i] && (found == n || counts[i] <= counts[found]))
            found = i;
    return found;
}

/* Whether the value is one of those that the request filters by. */
static bool
is_chosen(const json_t *chosen, const char *value)
{
    size_t i;
    json_t *other;

    json_array_foreach(chosen, i, other)
    {
        if (naming_is_same(json_string_value(other), value))
            return true;
    }
    return false;
}

/* Choose which values to leave out of the line, so that the others fit: those
 * with the least counts, wherever they are in their order, and the chosen ones
 * last. Returns how many. */
static size_t
leave_out(const json_t *values,
          const json_t *chosen,
          size_t width,
          bool *is_left_out)
{
    const size_t n = json_array_size(values);
    size_t *counts = calloc(n, sizeof *counts);
    size_t *widths = calloc(n, sizeof *widths);
    size_t total = LABEL, left = 0, i;
    char text[PRINT_NUMBER_SIZE];
    json_t *value;

    if (!counts || !widths)
        print_out_of_memory();
    json_array_foreach(values, i, value)
    {
        counts[i] = is_chosen(chosen, value_of(value))
                        ? SIZE_MAX
                        : member_count(value, "count");
        widths[i] = print_width(value_of(value)) + write_number(value, text) +
                    (i > 0 ? 2 : 0);
        total += widths[i];
    }
    for (; n - left > 1 && total + rest_width(left, text) > width; left++) {
        const size_t k = least(counts, is_left_out, n);
        is_left_out[k] = true;
        total -= widths[k];
    }
    free(counts);
    free(widths);
    return left;
}

/* Print the field's values in one line: the chosen ones, and the most frequent
 * of the others that fit. */
static void
put_line(const char *field,
         const json_t *counts,
         const json_t *chosen,
         const struct style *style)
{
    const size_t n = json_array_size(counts);
    bool *is_left_out = calloc(n, sizeof *is_left_out);
    char number[PRINT_NUMBER_SIZE], rest[PRINT_NUMBER_SIZE];
    size_t column = LABEL, i;
    json_t *count;

    if (!is_left_out)
        print_out_of_memory();
    const size_t left = leave_out(counts, chosen, style->width, is_left_out);
    const size_t after = rest_width(left, rest);
    findings_putf(stdout, "%-*s", LABEL, naming_field(field));
    json_array_foreach(counts, i, count)
    {
        if (is_left_out[i])
            continue;
        const char *value = value_of(count);
        const size_t comma = column > LABEL ? 2 : 0;
        const size_t used =
            column + comma + write_number(count, number) + after;
        const char *tone =
            strcmp(field, "grade") == 0 ? style_grade(style, value) : "";
        fputs(comma > 0 ? ", " : "", stdout);
        fputs(tone, stdout);
        /* The only one may be too long. */
        column +=
            comma + print_cut(value,
                              used < style->width ? style->width - used : 0,
                              stdout);
        fputs(*tone ? style->plain : "", stdout);
        print_text(number, stdout);
        column += strlen(number);
    }
    print_text(left > 0 ? rest : "", stdout);
    putchar('\n');
    free(is_left_out);
}

/* One value on each line. */

/* What the lines have in common. */
struct bars {
    size_t value_width;
    size_t number_width;
    size_t bar_width;
    size_t greatest; /* of the counts */
    const struct style *style;
};

static void
measure(const json_t *counts, size_t indent, struct bars *bars)
{
    size_t i;
    json_t *count;
    char number[PRINT_NUMBER_SIZE];

    json_array_foreach(counts, i, count)
    {
        const size_t value = indent + print_width(value_of(count));
        const size_t digits = write_number(count, number);
        const size_t n = member_count(count, "count");
        if (value > bars->value_width)
            bars->value_width = value;
        if (digits > bars->number_width)
            bars->number_width = digits;
        if (n > bars->greatest)
            bars->greatest = n;
        measure(json_object_get(count, "within"), indent + 2, bars);
    }
}

/* Give each part of the lines its width: the value what it needs, but at most
 * half of the line, and the bar the rest. */
static void
fit(struct bars *bars)
{
    enum { INDENT = 2, BAR_MAX = 40, BAR_MIN = 4 };
    const size_t width = bars->style->width - INDENT;

    if (bars->value_width > width / 2)
        bars->value_width = width / 2;
    const size_t used = bars->value_width + bars->number_width + 1;
    bars->bar_width = used < width ? width - used : 0;
    if (bars->bar_width > BAR_MAX)
        bars->bar_width = BAR_MAX;
    if (bars->bar_width < BAR_MIN)
        bars->bar_width = 0;
}

/* Print a bar in eighths of a column, or whole columns of # if the terminal has
 * only ASCII. What is more than 0 has at least the shortest. */
static void
put_bar(size_t n, const struct bars *bars)
{
    static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    const size_t greatest = bars->greatest > 0 ? bars->greatest : 1;
    const double share = (double)n / (double)greatest;
    size_t eighths = (size_t)(share * (double)bars->bar_width * 8 + 0.5);

    eighths += eighths == 0 && n > 0;
    if (!bars->style->is_utf8) {
        for (size_t i = 0; i < (eighths + 4) / 8 || (i == 0 && n > 0); i++)
            putchar('#');
        return;
    }
    for (size_t i = 0; i < eighths / 8; i++)
        fputs("█", stdout);
    print_text(parts[eighths % 8], stdout);
}

static void
put_bars(const char *field,
         const json_t *counts,
         size_t indent,
         const struct bars *bars)
{
    json_t *sorted = ranks_sorted(field, counts), *count;
    size_t i;

    json_array_foreach(sorted, i, count)
    {
        char number[PRINT_NUMBER_SIZE];
        const size_t n = member_count(count, "count");
        const char *tone = strcmp(field, "grade") == 0
                               ? style_grade(bars->style, value_of(count))
                               : "";
        printf("%*s", 2 + (int)indent, "");
        fputs(tone, stdout);
        const size_t used =
            print_cut(value_of(count), bars->value_width - indent, stdout);
        fputs(*tone ? bars->style->plain : "", stdout);
        const size_t digits = write_number(count, number);
        printf("%*s",
               (int)(bars->value_width - indent - used + bars->number_width -
                     digits),
               "");
        print_text(number, stdout);
        if (bars->bar_width > 0 && n > 0) {
            putchar(' ');
            put_bar(n, bars);
        }
        putchar('\n');
        put_bars(field, json_object_get(count, "within"), indent + 2, bars);
    }
    json_decref(sorted);
}

static void
put_asked(const char *field, const json_t *counts, const struct style *style)
{
    struct bars bars = {.style = style};

    measure(counts, 0, &bars);
    fit(&bars);
    fputs(style->strong, stdout);
    print_text(naming_field(field), stdout);
    fputs(style->plain, stdout);
    putchar('\n');
    put_bars(field, counts, 0, &bars);
}

/* The values that the request filters the field by; NULL if it does not. */
static json_t *
chosen_of(const json_t *params, const char *field)
{
    return json_object_get(json_object_get(params, "filters"), field);
}

bool
facets_are_of_use(const json_t *result,
                  const json_t *params,
                  const char *field,
                  const json_t *counts)
{
    const size_t total = member_count(result, "total");
    const size_t n = json_array_size(counts);

    return chosen_of(params, field) ? n > (total > 0) : n > 1 && total > 1;
}

/* Add an option that the counts of the field ignore, if it was given. */
static void
add_ignored(const json_t *given, const char *option, size_t *n, FILE *out)
{
    if (!given)
        return;
    findings_putf(out, "%s--%s", *n > 0 ? " and " : "", option);
    ++*n;
}

/* Add to the sentence which options the counts of the field ignore; *n_fields
 * is how many fields are in it already. */
static void
add_field_ignoring(const json_t *params,
                   const char *field,
                   size_t *n_fields,
                   FILE *out)
{
    const bool is_time = strcmp(field, "year") == 0 || !strcmp(field, "date");
    char *options = NULL;
    size_t size, n = 0;
    FILE *to = open_memstream(&options, &size);

    if (!to)
        print_out_of_memory();
    add_ignored(chosen_of(params, is_time ? "year" : field),
                is_time ? "year" : naming_field(field), &n, to);
    if (is_time) {
        add_ignored(json_object_get(params, "date_from"), "from", &n, to);
        add_ignored(json_object_get(params, "date_to"), "to", &n, to);
    }
    fclose(to);
    if (n > 0)
        findings_putf(out, "%s by %s ignore %s",
                      (*n_fields)++ > 0 ? "; those" : "Counts",
                      naming_field(field), options);
    free(options);
}

static void
put_facet(const char *field,
          const json_t *counts,
          const json_t *chosen,
          bool is_asked,
          const struct style *style)
{
    json_t *sorted;

    if (is_asked) {
        put_asked(field, counts, style);
        return;
    }
    sorted = ranks_sorted(field, counts);
    put_line(field, sorted, chosen, style);
    json_decref(sorted);
}

void
facets_show(const json_t *result,
            const json_t *params,
            const char *counted,
            bool is_asked)
{
    const struct style style = print_style(stdout);
    json_t *facets = json_object_get(result, "facets");
    bool is_named = !counted || strcmp(counted, "paragraphs") == 0;
    char *ignoring = NULL;
    size_t size, n_ignoring = 0;
    FILE *to = open_memstream(&ignoring, &size);
    const char *field;
    json_t *counts;

    if (!to)
        print_out_of_memory();
    json_object_foreach(facets, field, counts)
    {
        if (json_array_size(counts) == 0 ||
            (!is_asked && !facets_are_of_use(result, params, field, counts)))
            continue;
        if (!is_named) {
            findings_putf(stdout, "Counts of %s:", counted);
            putchar('\n');
        }
        is_named = true;
        put_facet(field, counts, chosen_of(params, field), is_asked, &style);
        add_field_ignoring(params, field, &n_ignoring, to);
    }
    fputs(n_ignoring > 0 ? "." : "", to);
    fclose(to);
    if (n_ignoring > 0)
        print_wrapped(ignoring, NULL, 0, &style);
    free(ignoring);
}
