/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/expansion.h"
#include "print/member.h"
#include "print/naming.h"
#include "print/notes.h"
#include "print/print.h"
#include "print/understood.h"

#include "findings/schema.h"
#include "findings/visible.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    LINES_MAX = 2,  /* for the values and synonyms of a query */
    NAMES_MAX = 4,  /* synonyms of one idea */
    VALUES_MAX = 3, /* of one field */
    LINE_SLACK = 10 /* columns that wrapping may leave at a line's end */
};

/* Writes the first n readings, each with at most each synonyms, and the number
 * of those left out at the end. */
typedef void (*write_readings)(const json_t *readings,
                               size_t n,
                               size_t each,
                               FILE *out);

/* Write as many readings as fit in this many columns, but at least the first.
 * If they do not fit, synonyms are left out before ideas. The caller frees the
 * line; NULL if there are no readings. */
static char *
fit(const json_t *readings,
    write_readings write,
    size_t each_max,
    size_t columns)
{
    size_t n = json_array_size(readings), each = each_max;
    char *line = NULL;

    while (n > 0) {
        size_t size;
        FILE *out = open_memstream(&line, &size);
        if (!out)
            return NULL;
        write(readings, n, each, out);
        fclose(out);
        if (print_width(line) <= columns || (n == 1 && each == 1))
            break;
        if (each > 1)
            each--;
        else
            n--;
        free(line);
        line = NULL;
    }
    return line;
}

static void
put_left_out(const json_t *readings, size_t n, FILE *out)
{
    const size_t left = json_array_size(readings) - n;

    if (left > 0)
        fprintf(out, "; and %zu more (see findings explain)", left);
}

/* Write "the authority" if the value is what was typed, else "the authority
 * Tower Hamlets", or "the year 2015 or 2016". */
static void
write_field(const json_t *field, const char *idea, FILE *out)
{
    const json_t *values = json_object_get(field, "values");
    const size_t n = json_array_size(values);
    const size_t shown = n > VALUES_MAX ? VALUES_MAX : n;

    fputs("the ", out);
    print_text(naming_field(member_text(field, "field")), out);
    if (n == 1 &&
        naming_is_same(json_string_value(json_array_get(values, 0)), idea))
        return;
    for (size_t i = 0; i < shown; i++) {
        fputs(i == 0 ? " " : i + 1 == n ? " or " : ", ", out);
        print_text(json_string_value(json_array_get(values, i)), out);
    }
    if (shown < n)
        fprintf(out, " or %zu more", n - shown);
}

/* Write a value, quoted for a shell if need be. */
static void
write_argument(const char *value, FILE *out)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";

    if (strspn(value, plain) == strlen(value)) {
        print_text(value, out);
        return;
    }
    if (!strpbrk(value, "\"$`\\!")) {
        findings_putf(out, "\"%s\"", value);
        return;
    }
    putc('\'', out);
    while (*value) {
        if (*value == '\'')
            fputs("'\\'", out);
        value += print_char(value, out);
    }
    putc('\'', out);
}

/* Write the options that filter by the idea's values, such as "--authority
 * Rotherham", with "or" between those of different fields. */
static void
write_options(const json_t *fields, FILE *out)
{
    bool is_first = true;
    size_t i, j;
    json_t *field, *value;

    json_array_foreach(fields, i, field)
    {
        const struct findings_field *row =
            findings_field(member_text(field, "field"));
        if (!row || !row->option)
            continue;
        findings_putf(out, "%s--%s ", is_first ? "" : " or ", row->option);
        is_first = false;
        json_array_foreach(json_object_get(field, "values"), j, value)
        {
            if (j == VALUES_MAX)
                break;
            fputs(j > 0 ? "," : "", out);
            write_argument(json_string_value(value), out);
        }
    }
}

static void
write_values(const json_t *readings, size_t n, size_t each, FILE *out)
{
    (void)each;
    for (size_t i = 0; i < n; i++) {
        const json_t *reading = json_array_get(readings, i);
        size_t j;
        json_t *field;
        fputs(i > 0 ? "; " : "", out);
        print_text(member_text(reading, "idea"), out);
        fputs(": ", out);
        json_array_foreach(json_object_get(reading, "fields"), j, field)
        {
            fputs(j > 0 ? ", " : "", out);
            write_field(field, member_text(reading, "idea"), out);
        }
        fputs(", or in the text", out);
    }
    fputs(" (narrow with", out);
    for (size_t i = 0; i < n; i++) {
        putc(' ', out);
        write_options(json_object_get(json_array_get(readings, i), "fields"),
                      out);
    }
    putc(')', out);
    put_left_out(readings, n, out);
}

/* Write: boss: also "senior managers", "team managers" and 5 more */
static void
write_names(const json_t *readings, size_t n, size_t each, FILE *out)
{
    for (size_t i = 0; i < n; i++) {
        const json_t *reading = json_array_get(readings, i);
        const json_t *names = json_object_get(reading, "names");
        const size_t all = json_array_size(names);
        const size_t shown = all <= each + 1 ? all : each;
        fputs(i > 0 ? "; " : "", out);
        print_text(member_text(reading, "idea"), out);
        fputs(": also ", out);
        for (size_t j = 0; j < shown; j++) {
            fputs(j == 0 ? "\"" : j + 1 == all ? " and \"" : ", \"", out);
            print_text(json_string_value(json_array_get(names, j)), out);
            putc('"', out);
        }
        if (shown < all)
            fprintf(out, " and %zu more", all - shown);
    }
    put_left_out(readings, n, out);
}

/* Print values and synonyms. Returns about how many lines they took. */
static size_t
put_expansion(const json_t *result, const json_t *params, FILE *out)
{
    const json_t *understood =
        json_object_get(json_object_get(result, "query"), "understood");
    const size_t width = print_style(out).width;
    json_t *values =
        understood_values(understood, json_object_get(params, "filters"));
    json_t *names = understood_names(understood);
    char *line = fit(values, write_values, 1, LINES_MAX * width - LINE_SLACK);
    size_t lines = line ? print_width(line) / width + 1 : 0;

    print_line(line, out);
    const size_t left = lines < LINES_MAX ? LINES_MAX - lines : 1;
    line = fit(names, write_names, NAMES_MAX,
               left * width - (left > 1 ? LINE_SLACK : 0));
    lines += line != NULL;
    print_line(line, out);
    json_decref(values);
    json_decref(names);
    return lines;
}

void
expansion_show(const json_t *result, const json_t *params, FILE *out)
{
    const size_t n = notes_put(result, params, out);

    print_gap(n + put_expansion(result, params, out), out);
}
