/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/notes.h"
#include "print/line.h"
#include "print/member.h"
#include "print/naming.h"
#include "print/print.h"
#include "print/understood.h"

#include "findings/visible.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Print: "safeguarding" (123 paragraphs), "..." (3) or "..." (2) */
static void
put_choices(const json_t *choices, const char *quote, FILE *out)
{
    const size_t n = json_array_size(choices);

    for (size_t i = 0; i < n; i++) {
        const json_t *choice = json_array_get(choices, i);
        const size_t count = member_count(choice, "count");
        char number[PRINT_NUMBER_SIZE];
        findings_putf(out, "%s%s%s%s (",
                      i == 0       ? ""
                      : i + 1 == n ? " or "
                                   : ", ",
                      quote, member_text(choice, "value"), quote);
        if (i == 0)
            print_counted(count, "paragraph", out);
        else
            fputs(print_number(count, number), out);
        putc(')', out);
    }
}

/* Print the part of the query that a suggestion is about, in quotation marks.
 */
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
    findings_putf(out, "; searched for \"%s\" (", member_text(word, "value"));
    print_counted(member_count(word, "count"), "paragraph", out);
    putc(')', out);
    fputs(is_last ? ". Use --exact to search for the words as typed." : ".",
          out);
}

static void
put_suggestion(const json_t *suggestion,
               const json_t *query,
               const char *typed,
               FILE *out)
{
    const bool nowhere = understood_is_nowhere(suggestion, query);

    fputs(nowhere ? "No paragraph contains " : "", out);
    put_typed(suggestion, typed, out);
    fputs(nowhere ? "; did you mean " : ": did you mean ", out);
    put_choices(json_object_get(suggestion, "words"), "\"", out);
    putc('?', out);
}

/* Print what was searched for in place of words that were typed. Returns how
 * many there were. Words without a correction are in the daemon's notes. */
static size_t
put_corrections(const json_t *query, const char *typed, FILE *out)
{
    const json_t *suggestions = json_object_get(query, "suggestions");
    size_t i, n = 0, n_applied = 0;
    json_t *suggestion;

    json_array_foreach(suggestions, i, suggestion)
    {
        n_applied += understood_is_applied(suggestion);
    }
    json_array_foreach(suggestions, i, suggestion)
    {
        char *line = NULL;
        size_t size;
        FILE *to = understood_is_applied(suggestion)
                       ? open_memstream(&line, &size)
                       : NULL;
        if (!to)
            continue;
        put_correction(suggestion, typed, ++n == n_applied, to);
        fclose(to);
        print_line(line, out);
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
        if (understood_is_applied(suggestion) ||
            json_array_size(json_object_get(suggestion, "words")) == 0)
            continue;
        FILE *to = open_memstream(&line, &size);
        if (!to)
            continue;
        put_suggestion(suggestion, query, typed, to);
        fclose(to);
        print_line(line, out);
        n++;
    }
    return n;
}

static void
put_unknown(const json_t *unknown, FILE *out)
{
    const json_t *choices = json_object_get(unknown, "suggestions");
    const struct style style = print_style(out);
    struct line line;

    line_open(&line, &style);
    findings_putf(line.out, "No %s \"%s\" in the index",
                  naming_field(member_text(unknown, "field")),
                  member_text(unknown, "value"));
    if (json_array_size(choices) > 0) {
        fputs("; did you mean ", line.out);
        put_choices(choices, "", line.out);
        putc('?', line.out);
    } else {
        putc('.', line.out);
    }
    line_print(&line, "", 0);
}

/* Print a note as a sentence. */
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
    findings_putf(to, "%s.", note);
    fclose(to);
    print_line(line, out);
}

size_t
notes_put(const json_t *result, const json_t *params, FILE *out)
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

void
notes_show(const json_t *result, const json_t *params, FILE *out)
{
    print_gap(notes_put(result, params, out), out);
}
