/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/expansion.h"
#include "print/member.h"
#include "print/naming.h"
#include "print/notes.h"
#include "print/print.h"

#include "findings/schema.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    LINES_MAX = 2,  /* for the values and names that a query stands for */
    NAMES_MAX = 4,  /* of one idea */
    VALUES_MAX = 3, /* likewise */
    LINE_SLACK = 10 /* columns that wrapping may leave at a line's end */
};

/* Writes n of the readings; those left out are counted at the end. each says
 * how many names of one. */
typedef void (*write_readings)(const json_t *readings,
                               size_t n,
                               size_t each,
                               FILE *out);

/* As many of them as fit these columns, the first in any case: rather fewer
 * names of each than fewer ideas. The caller frees it; NULL where there are
 * none. */
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

/* Values: of each idea those that the index has, without the fields that are
 * filtered already. */

/* The idea's values that are in the index, by field: [{field, values}]. */
static json_t *
fields_of(const json_t *idea, const json_t *filters)
{
    json_t *fields = json_array();
    size_t i;
    json_t *named;

    json_array_foreach(json_object_get(idea, "values"), i, named)
    {
        const char *field = member_text(named, "field");
        json_t *last = json_array_get(fields, json_array_size(fields) - 1);
        if (member_count(named, "paragraphs") == 0 ||
            json_object_get(filters, field))
            continue;
        if (strcmp(member_text(last, "field"), field) != 0) {
            last = json_pack("{s:s, s:[]}", "field", field, "values");
            json_array_append_new(fields, last);
        }
        json_array_append(json_object_get(last, "values"),
                          json_object_get(named, "value"));
    }
    return fields;
}

/* [{idea, fields}] of the ideas that name values. */
static json_t *
values_of(const json_t *understood, const json_t *filters)
{
    json_t *readings = json_array();
    size_t i;
    json_t *idea;

    json_array_foreach(understood, i, idea)
    {
        json_t *fields = fields_of(idea, filters);
        if (json_array_size(fields) > 0)
            json_array_append_new(readings, json_pack("{s:s, s:O}", "idea",
                                                      member_text(idea, "idea"),
                                                      "fields", fields));
        json_decref(fields);
    }
    return readings;
}

/* "the authority", or, where that is not what was typed, "the authority Tower
 * Hamlets"; "the year 2015 or 2016". */
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

/* A value as a shell takes it. */
static void
write_argument(const char *value, FILE *out)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";

    if (strspn(value, plain) == strlen(value)) {
        fputs(value, out);
        return;
    }
    if (!strpbrk(value, "\"$`\\!")) {
        fprintf(out, "\"%s\"", value);
        return;
    }
    putc('\'', out);
    for (; *value; value++)
        if (*value == '\'')
            fputs("'\\''", out);
        else
            putc(*value, out);
    putc('\'', out);
}

/* The options that choose the idea's values: "--authority Rotherham"; of
 * several fields one or another. */
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
        fprintf(out, "%s--%s ", is_first ? "" : " or ", row->option);
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

/* Other names. */

/* Add the phrases of a text, which have commas between. */
static void
add_phrases(json_t *names, const char *text, const char *idea)
{
    while (*text) {
        const size_t len = strcspn(text, ",");
        json_t *name = json_stringn(text, len);
        if (name && !naming_is_same(json_string_value(name), idea))
            json_array_append(names, name);
        json_decref(name);
        text += len;
        text += strspn(text, ", ");
    }
}

/* [{idea, names}] of the ideas that have other names by which a paragraph
 * contains them; what is related only helps the order. */
static json_t *
names_of(const json_t *understood)
{
    static const char *const kinds[] = {"same", "wordings", "narrower"};
    json_t *readings = json_array();
    size_t i, j;
    json_t *idea, *text;

    json_array_foreach(understood, i, idea)
    {
        json_t *names = json_array();
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            json_array_foreach(json_object_get(idea, kinds[k]), j, text)
            {
                add_phrases(names, json_string_value(text),
                            member_text(idea, "idea"));
            }
        if (json_array_size(names) > 0)
            json_array_append_new(readings, json_pack("{s:s, s:O}", "idea",
                                                      member_text(idea, "idea"),
                                                      "names", names));
        json_decref(names);
    }
    return readings;
}

/* boss: also "senior managers", "team managers" and 5 more */
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

/* How many lines were taken, or about. */
static size_t
put_expansion(const json_t *result, const json_t *params, FILE *out)
{
    const json_t *understood =
        json_object_get(json_object_get(result, "query"), "understood");
    const size_t width = print_style(out).width;
    json_t *values = values_of(understood, json_object_get(params, "filters"));
    json_t *names = names_of(understood);
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
