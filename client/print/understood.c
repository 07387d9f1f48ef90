/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/understood.h"
#include "print/member.h"
#include "print/print.h"

#include "findings/schema.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    LINES_MAX = 2,  /* for the values and names that a query stands for */
    NAMES_MAX = 4,  /* of one idea */
    VALUES_MAX = 3, /* likewise */
    LINE_SLACK = 10 /* columns that wrapping may leave at a line's end */
};

const char *
understood_field(const char *field)
{
    const struct findings_field *row = findings_field(field);

    return row && row->option ? row->option : field;
}

/* The text from its next character that counts when names are compared. */
static const char *
skip_quotes(const char *text)
{
    return text + strspn(text, "\"");
}

bool
understood_same(const char *a, const char *b)
{
    for (;; a++, b++) {
        a = skip_quotes(a);
        b = skip_quotes(b);
        const int x = *a == '-' ? ' ' : tolower((unsigned char)*a);
        const int y = *b == '-' ? ' ' : tolower((unsigned char)*b);
        if (x != y || !x)
            return x == y;
    }
}

/* A line made by one of the functions below, wrapped. */
static void
put_wrapped(char *line, FILE *out)
{
    const struct style style = print_style(out);

    if (line)
        print_wrapped(line, NULL, 0, &style);
    free(line);
}

/* Corrections and other notes. */

/* "safeguarding" (123 paragraphs), "..." (3) or "..." (2) */
static void
put_choices(const json_t *choices, const char *quote, FILE *out)
{
    const size_t n = json_array_size(choices);

    for (size_t i = 0; i < n; i++) {
        const json_t *choice = json_array_get(choices, i);
        const size_t count = member_count(choice, "count");
        char number[PRINT_NUMBER_SIZE];
        fprintf(out, "%s%s", i == 0 ? "" : i + 1 == n ? " or " : ", ", quote);
        print_text(member_text(choice, "value"), out);
        fprintf(out, "%s (", quote);
        if (i == 0)
            print_counted(count, "paragraph", out);
        else
            fputs(print_number(count, number), out);
        putc(')', out);
    }
}

/* The part of the query that a suggestion is about, quoted. */
static void
put_typed(const json_t *suggestion, const char *typed, FILE *out)
{
    const size_t len = strlen(typed);
    const size_t from = member_count(suggestion, "offset");
    const size_t to = from + member_count(suggestion, "length");

    putc('"', out);
    for (size_t i = from; i < to && i < len;)
        i += print_char(typed + i, out);
    putc('"', out);
}

/* Whether no paragraph contains the word that a suggestion is about: it is an
 * idea of its own, and the idea is found nowhere. */
static bool
is_nowhere(const json_t *suggestion, const json_t *query)
{
    size_t i;
    json_t *idea;

    json_array_foreach(json_object_get(query, "understood"), i, idea)
    {
        if (member_count(idea, "offset") ==
                member_count(suggestion, "offset") &&
            member_count(idea, "length") == member_count(suggestion, "length"))
            return member_count(idea, "paragraphs") == 0;
    }
    return false;
}

static bool
is_applied(const json_t *suggestion)
{
    return json_is_true(json_object_get(suggestion, "applied"));
}

static void
put_correction(const json_t *suggestion,
               const char *typed,
               bool is_last,
               FILE *out)
{
    const json_t *word =
        json_array_get(json_object_get(suggestion, "words"), 0);

    fputs("No paragraph contains ", out);
    put_typed(suggestion, typed, out);
    fputs("; searched for \"", out);
    print_text(member_text(word, "value"), out);
    fputs("\" (", out);
    print_counted(member_count(word, "count"), "paragraph", out);
    fputs(")", out);
    fputs(is_last ? ". Use --exact to search for the words as typed." : ".",
          out);
}

static void
put_suggestion(const json_t *suggestion,
               const json_t *query,
               const char *typed,
               FILE *out)
{
    const bool nowhere = is_nowhere(suggestion, query);

    fputs(nowhere ? "No paragraph contains " : "", out);
    put_typed(suggestion, typed, out);
    fputs(nowhere ? "; did you mean " : ": did you mean ", out);
    put_choices(json_object_get(suggestion, "words"), "\"", out);
    putc('?', out);
}

/* What was searched for in place of the words typed. Of words without any like
 * them the notes tell. */
static size_t
put_corrections(const json_t *query, const char *typed, FILE *out)
{
    const json_t *suggestions = json_object_get(query, "suggestions");
    size_t i, n = 0, n_applied = 0;
    json_t *suggestion;

    json_array_foreach(suggestions, i, suggestion)
    {
        n_applied += is_applied(suggestion);
    }
    json_array_foreach(suggestions, i, suggestion)
    {
        char *line = NULL;
        size_t size;
        FILE *to = is_applied(suggestion) ? open_memstream(&line, &size) : NULL;
        if (!to)
            continue;
        put_correction(suggestion, typed, ++n == n_applied, to);
        fclose(to);
        put_wrapped(line, out);
    }
    return n;
}

static size_t
put_suggestions(const json_t *query, const char *typed, FILE *out)
{
    size_t i, n = 0;
    json_t *suggestion;

    json_array_foreach(json_object_get(query, "suggestions"), i, suggestion)
    {
        char *line = NULL;
        size_t size;
        if (is_applied(suggestion) ||
            json_array_size(json_object_get(suggestion, "words")) == 0)
            continue;
        FILE *to = open_memstream(&line, &size);
        if (!to)
            continue;
        put_suggestion(suggestion, query, typed, to);
        fclose(to);
        put_wrapped(line, out);
        n++;
    }
    return n;
}

static void
put_unknown(const json_t *unknown, FILE *out)
{
    const json_t *choices = json_object_get(unknown, "suggestions");

    fputs("No ", out);
    print_text(understood_field(member_text(unknown, "field")), out);
    fputs(" \"", out);
    print_text(member_text(unknown, "value"), out);
    fputs("\" in the index", out);
    if (json_array_size(choices) > 0) {
        fputs("; did you mean ", out);
        put_choices(choices, "", out);
        fputs("?\n", out);
        return;
    }
    fputs(".\n", out);
}

/* As a sentence. */
static void
put_note(const char *note, FILE *out)
{
    char *line = NULL;
    size_t size;
    FILE *to = note ? open_memstream(&line, &size) : NULL;

    if (!to)
        return;
    if (*note)
        putc(toupper((unsigned char)*note++), to);
    fprintf(to, "%s.", note);
    fclose(to);
    put_wrapped(line, out);
}

/* How many there were. */
static size_t
put_notes(const json_t *result, const json_t *params, FILE *out)
{
    const json_t *query = json_object_get(result, "query");
    const char *typed = member_text(params, "query");
    size_t n = put_corrections(query, typed, out), i;
    json_t *value;

    json_array_foreach(json_object_get(query, "notes"), i, value)
    {
        put_note(json_string_value(value), out);
        n++;
    }
    n += put_suggestions(query, typed, out);
    json_array_foreach(json_object_get(result, "unknown"), i, value)
    {
        put_unknown(value, out);
        n++;
    }
    return n;
}

/* What the words stand for. */

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
    print_text(understood_field(member_text(field, "field")), out);
    if (n == 1 &&
        understood_same(json_string_value(json_array_get(values, 0)), idea))
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
        if (name && !understood_same(json_string_value(name), idea))
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
put_reading(const json_t *result, const json_t *params, FILE *out)
{
    const json_t *understood =
        json_object_get(json_object_get(result, "query"), "understood");
    const size_t width = print_style(out).width;
    json_t *values = values_of(understood, json_object_get(params, "filters"));
    json_t *names = names_of(understood);
    char *line = fit(values, write_values, 1, LINES_MAX * width - LINE_SLACK);
    size_t lines = line ? print_width(line) / width + 1 : 0;

    put_wrapped(line, out);
    const size_t left = lines < LINES_MAX ? LINES_MAX - lines : 1;
    line = fit(names, write_names, NAMES_MAX,
               left * width - (left > 1) * LINE_SLACK);
    lines += line != NULL;
    put_wrapped(line, out);
    json_decref(values);
    json_decref(names);
    return lines;
}

static void
end(size_t n, FILE *out)
{
    if (n > 0 && out == stdout)
        putc('\n', out);
}

void
understood_show(const json_t *result, const json_t *params, FILE *out)
{
    const size_t n = put_notes(result, params, out);

    end(n + put_reading(result, params, out), out);
}

void
understood_show_notes(const json_t *result, const json_t *params, FILE *out)
{
    end(put_notes(result, params, out), out);
}
