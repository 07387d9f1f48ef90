/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/format.h"
#include "print/cite.h"
#include "print/member.h"
#include "print/print.h"
#include "print/sheet.h"

#include "findings/visible.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { NOTE_SIZE = 256 };

struct format {
    const char *name;
    void (*begin)(FILE *out); /* or NULL */
    const char *end;
    void (*put)(const json_t *record, size_t index, FILE *out);
};

/* Write what is known about the record but has no member in a reference. */
static void
write_note(const json_t *record, char out[NOTE_SIZE])
{
    char inspected[CITE_DATE_SIZE];
    char number[CITE_NUMBER_SIZE];
    struct cite_day day;
    const size_t item = member_count(record, "item");
    int n = 0;

    out[0] = '\0';
    cite_inspected(record, inspected);
    if (cite_number(record, "number", number))
        n += snprintf(out, NOTE_SIZE, "paragraph %s", number);
    if (item > 0)
        n += snprintf(out + n, NOTE_SIZE - (size_t)n, "%sbullet %zu",
                      n > 0 ? ", " : "", item);
    if (*inspected)
        n += snprintf(out + n, NOTE_SIZE - (size_t)n, "%s%s", n > 0 ? "; " : "",
                      inspected);
    if (!cite_day(record, "published", &day))
        snprintf(out + n, NOTE_SIZE - (size_t)n, "%sno date of publication",
                 n > 0 ? "; " : "");
}

/* The day of publication. If it is not known, the day of the inspection, with
 * *is_year set: only its year is used, and the note says so. False if neither
 * is known. */
static bool
day_of(const json_t *record, struct cite_day *out, bool *is_year)
{
    *is_year = !cite_day(record, "published", out);
    return !*is_year || cite_day(record, "date", out);
}

/* RIS: a tag and its value on each line. */
static void
put_tag(const char *tag, const char *value, FILE *out)
{
    if (!*value)
        return;
    findings_putf(out, "%s  - ", tag);
    print_data(value, out);
    fputs("\r\n", out);
}

static void
put_ris_authors(const json_t *record, FILE *out)
{
    const char *p = cite_authors(record);

    while (*p) {
        const size_t len = strcspn(p, "|");
        char *author = strndup(p, len);
        if (author)
            put_tag("AU", author, out);
        free(author);
        p += len + (p[len] == '|');
    }
}

static void
put_ris(const json_t *record, size_t index, FILE *out)
{
    json_t *title = cite_title(record);
    json_t *headings = member_headings(record);
    char note[NOTE_SIZE];
    struct cite_day day;
    bool is_year;

    (void)index;
    write_note(record, note);
    fputs("TY  - RPRT\r\n", out);
    put_ris_authors(record, out);
    put_tag("TI", json_string_value(title), out);
    json_decref(title);
    if (day_of(record, &day, &is_year)) {
        fprintf(out, "PY  - %04d\r\n", day.year);
        if (!is_year && day.day > 0)
            fprintf(out, "DA  - %04d/%02d/%02d/\r\n", day.year, day.month,
                    day.day);
        else if (!is_year)
            fprintf(out, "DA  - %04d/%02d//\r\n", day.year, day.month);
    }
    put_tag("PB", member_text(record, "publisher"), out);
    put_tag("SE", json_string_value(headings), out);
    json_decref(headings);
    if (member_count(record, "page") > 0)
        fprintf(out, "SP  - %zu\r\n", member_count(record, "page"));
    put_tag("AB", member_text(record, "text"), out);
    put_tag("N1", note, out);
    put_tag("N1", member_text(record, "annotation"), out);
    put_tag("KW", member_text(record, "framework"), out);
    for (size_t i = 0; member_nth(record, "service_area", i); i++)
        put_tag("KW", member_nth(record, "service_area", i), out);
    put_tag("KW", member_text(record, "kind"), out);
    put_tag("KW", member_text(record, "grade"), out);
    put_tag("AN", member_text(record, "id"), out);
    fputs("ER  - \r\n\r\n", out);
}

/* CSL-JSON: one array of items. */
static void
begin_csl(FILE *out)
{
    putc('[', out);
}

static json_t *
csl_day(const struct cite_day *day, bool is_year)
{
    if (is_year)
        return json_pack("[i]", day->year);
    return day->day > 0
               ? json_pack("[i, i, i]", day->year, day->month, day->day)
               : json_pack("[i, i]", day->year, day->month);
}

static void
set_csl_dates(json_t *item, const json_t *record)
{
    struct cite_day day, from;
    bool is_year;

    if (day_of(record, &day, &is_year)) {
        json_t *issued =
            json_pack("{s:[o]}", "date-parts", csl_day(&day, is_year));
        if (is_year)
            json_object_set_new(issued, "circa", json_true());
        json_object_set_new(item, "issued", issued);
    }
    if (cite_day(record, "inspected_to", &day)) {
        json_t *parts = json_array();
        if (cite_day(record, "inspected_from", &from))
            json_array_append_new(parts, csl_day(&from, false));
        json_array_append_new(parts, csl_day(&day, false));
        json_object_set_new(item, "event-date",
                            json_pack("{s:o}", "date-parts", parts));
    }
}

static json_t *
csl_authors(const json_t *record)
{
    const char *p = cite_authors(record);
    json_t *authors = json_array();

    while (*p) {
        const size_t len = strcspn(p, "|");
        json_array_append_new(authors, json_pack("{s:s%}", "literal", p, len));
        p += len + (p[len] == '|');
    }
    return authors;
}

static void
set_text(json_t *item, const char *key, const char *text)
{
    if (*text)
        json_object_set_new(item, key, json_string(text));
}

static void
put_csl(const json_t *record, size_t index, FILE *out)
{
    char note[NOTE_SIZE], page[32] = "";
    json_t *item = json_pack("{s:s, s:s}", "id", member_text(record, "id"),
                             "type", "report");
    json_t *authors = csl_authors(record);
    json_t *areas = member_joined(record, "service_area", ", ");
    json_t *headings = member_headings(record);

    write_note(record, note);
    if (member_count(record, "page") > 0)
        snprintf(page, sizeof page, "%zu", member_count(record, "page"));
    json_object_set_new(item, "title", cite_title(record));
    if (json_array_size(authors) > 0)
        json_object_set(item, "author", authors);
    json_decref(authors);
    set_text(item, "publisher", member_text(record, "publisher"));
    set_csl_dates(item, record);
    set_text(item, "section", json_string_value(headings));
    json_decref(headings);
    set_text(item, "page", page);
    set_text(item, "abstract", member_text(record, "text"));
    json_object_set_new(
        item, "keyword",
        json_sprintf("%s, %s, %s, %s", member_text(record, "framework"),
                     json_string_value(areas), member_text(record, "kind"),
                     member_text(record, "grade")));
    json_decref(areas);
    set_text(item, "note", note);
    set_text(item, "annote", member_text(record, "annotation"));
    fputs(index > 0 ? "," : "", out);
    print_json(item, out);
    json_decref(item);
}

/* CSV: a column for each of these members, in this order. */
static const char *const columns[] = {
    "id",       "report",       "authority",      "provider",      "framework",
    "title",    "publisher",    "inspected_from", "inspected_to",  "published",
    "date",     "service_area", "chapter",        "section",       "judgement",
    "kind",     "polarity",     "number",         "item",          "page",
    "deadline", "grade",        "grade_source",   "section_grade", "text"};
enum { N_COLUMNS = sizeof columns / sizeof *columns };

static void
begin_csv(FILE *out)
{
    json_t *row = json_array();

    for (size_t i = 0; i < N_COLUMNS; i++)
        json_array_append_new(row, json_string(columns[i]));
    sheet_put_csv_row(row, out);
    json_decref(row);
}

static void
put_csv(const json_t *record, size_t index, FILE *out)
{
    json_t *row = json_array();

    (void)index;
    for (size_t i = 0; i < N_COLUMNS; i++)
        json_array_append_new(row, member_joined(record, columns[i], "; "));
    sheet_put_csv_row(row, out);
    json_decref(row);
}

static void
put_jsonl(const json_t *record, size_t index, FILE *out)
{
    (void)index;
    print_json(record, out);
}

static const struct format formats[] = {
    {"ris", NULL, "", put_ris},
    {"csl", begin_csl, "]\n", put_csl},
    {"csv", begin_csv, "", put_csv},
    {"jsonl", NULL, "", put_jsonl},
};

const struct format *
format_find(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}

void
format_begin(const struct format *format, FILE *out)
{
    if (format->begin)
        format->begin(out);
}

void
format_end(const struct format *format, FILE *out)
{
    fputs(format->end, out);
}

void
format_record(const struct format *format,
              const json_t *record,
              size_t index,
              FILE *out)
{
    format->put(record, index, out);
}
