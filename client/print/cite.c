/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/cite.h"
#include "print/member.h"
#include "print/print.h"

#include "findings/frameworks.h"
#include "findings/schema.h"
#include "findings/visible.h"

#include <stdlib.h>
#include <string.h>

static const char *const months[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

const char *
cite_authors(const json_t *record)
{
    const struct findings_framework *framework =
        findings_framework_named(member_text(record, "framework"));

    return framework && framework->inspectorate
               ? framework->inspectorate
               : member_text(record, "publisher");
}

bool
cite_day(const json_t *record, const char *key, struct cite_day *out)
{
    const char *text = member_text(record, key);
    char first[FINDINGS_DATE_SIZE], last[FINDINGS_DATE_SIZE];
    const size_t len = strlen(text);

    /* It must be a day or a month, not a year. */
    if (len <= 4 || !findings_date_range(text, first, last))
        return false;
    out->year = (int)strtol(text, NULL, 10);
    out->month = (int)strtol(text + 5, NULL, 10);
    out->day = len > 7 ? (int)strtol(text + 8, NULL, 10) : 0;
    return true;
}

static int
write_day(char *out, size_t size, const struct cite_day *day)
{
    const int n = day->day ? snprintf(out, size, "%d ", day->day) : 0;

    return n + snprintf(out + n, size - (size_t)n, "%s %d",
                        months[day->month - 1], day->year);
}

void
cite_inspected(const json_t *record, char out[CITE_DATE_SIZE])
{
    struct cite_day from, to;
    int n;

    out[0] = '\0';
    if (!cite_day(record, "inspected_to", &to))
        return;
    if (!cite_day(record, "inspected_from", &from)) {
        n = snprintf(out, CITE_DATE_SIZE, "inspection ended ");
    } else if (from.year != to.year) {
        n = snprintf(out, CITE_DATE_SIZE, "inspected ");
        n += write_day(out + n, CITE_DATE_SIZE - (size_t)n, &from);
        n += snprintf(out + n, CITE_DATE_SIZE - (size_t)n, " to ");
    } else if (from.month != to.month) {
        n = snprintf(out, CITE_DATE_SIZE, "inspected %d %s to ", from.day,
                     months[from.month - 1]);
    } else if (from.day != to.day) {
        n = snprintf(out, CITE_DATE_SIZE, "inspected %d to ", from.day);
    } else {
        n = snprintf(out, CITE_DATE_SIZE, "inspected ");
    }
    write_day(out + n, CITE_DATE_SIZE - (size_t)n, &to);
}

void
cite_ended(const json_t *record, char out[CITE_DATE_SIZE])
{
    const char *date = member_date(record);
    json_t *dated = json_pack("{s:s}", "date", date);
    struct cite_day day;

    out[0] = '\0';
    if (cite_day(dated, "date", &day))
        write_day(out, CITE_DATE_SIZE, &day);
    else
        snprintf(out, CITE_DATE_SIZE, "%.80s", date);
    json_decref(dated);
}

void
cite_date(const json_t *record, char out[CITE_DATE_SIZE])
{
    struct cite_day day;

    if (!cite_day(record, "published", &day)) {
        cite_inspected(record, out);
        return;
    }
    const int n = snprintf(out, CITE_DATE_SIZE, "published ");
    write_day(out + n, CITE_DATE_SIZE - (size_t)n, &day);
}

bool
cite_number(const json_t *record, const char *key, char out[CITE_NUMBER_SIZE])
{
    const char *text = member_text(record, key);
    const size_t n = member_count(record, key);

    *out = '\0';
    if (*text && strlen(text) < CITE_NUMBER_SIZE)
        memcpy(out, text, strlen(text) + 1);
    else if (n > 0)
        snprintf(out, CITE_NUMBER_SIZE, "%zu", n);
    return *out != '\0';
}

void
cite_put_place(const json_t *record, FILE *out)
{
    static const struct {
        const char *key, *word;
    } places[] = {
        {"number", "paragraph"}, {"item", "bullet"}, {"page", "page"}};

    char number[CITE_NUMBER_SIZE];

    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (cite_number(record, places[i].key, number))
            findings_putf(out, ", %s %s", places[i].word, number);
}

void
cite_put_reference(const json_t *record, FILE *out)
{
    static const char *const headings[] = {"chapter", "section"};
    const char *subject = member_subject(record);
    const char *title = member_text(record, "title");
    char date[CITE_DATE_SIZE];

    /* A record that has neither is cited by the report's id. */
    print_text(*subject ? subject
               : *title ? title
                        : member_text(record, "report"),
               out);
    if (*subject && *title && strcmp(subject, title) != 0) {
        fputs(", ", out);
        print_text(title, out);
    }
    cite_date(record, date);
    findings_putf(out, "%s%s", *date ? ", " : "", date);
    cite_put_place(record, out);
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        if (*member_text(record, headings[i]))
            findings_putf(out, ", %s %s", headings[i],
                          member_text(record, headings[i]));
}

void
cite_put(const json_t *record, FILE *out)
{
    cite_put_reference(record, out);
    fputs(": “", out);
    print_text(member_text(record, "text"), out);
    fputs("” [", out);
    print_text(member_text(record, "id"), out);
    fputs("]\n", out);
}

json_t *
cite_title(const json_t *record)
{
    const char *title = member_text(record, "title");
    const char *subject = member_subject(record);
    const bool is_named = strstr(title, subject) != NULL;

    return json_sprintf("%s%s%s", title, *title && !is_named ? ": " : "",
                        is_named ? "" : subject);
}

/* The authors with "and" before the last; false if none is certain. */
static bool
put_authors(const json_t *record, FILE *out)
{
    const char *p = cite_authors(record);
    const bool has_any = *p != '\0';
    bool is_first = true;

    while (*p) {
        const size_t len = strcspn(p, "|");
        char *author = strndup(p, len);
        const bool is_last = p[len] == '\0';
        if (author)
            findings_putf(out, "%s%s",
                          is_first  ? ""
                          : is_last ? " and "
                                    : ", ",
                          author);
        free(author);
        is_first = false;
        p += len + (is_last ? 0 : 1);
    }
    return has_any;
}

/* The title, or else the report's id. */
static void
put_title(const json_t *record, FILE *out)
{
    json_t *title = cite_title(record);

    print_text(*json_string_value(title) ? json_string_value(title)
                                         : member_text(record, "report"),
               out);
    json_decref(title);
}

/* ", para. 47, bullet 2, p. 18", with these words. */
static void
put_pinpoint(const json_t *record, const char *const words[3], FILE *out)
{
    static const char *const keys[] = {"number", "item", "page"};
    char number[CITE_NUMBER_SIZE];

    for (size_t i = 0; i < 3; i++)
        if (cite_number(record, keys[i], number))
            findings_putf(out, "%s%s", words[i], number);
}

/* Ofsted (2010) Inspection of ...: Sheffield, para. 47. */
static void
put_harvard(const json_t *record, FILE *out)
{
    static const char *const words[] = {", para. ", ", bullet ", ", p. "};
    const bool is_published = *member_text(record, "published");
    struct cite_day day;

    if (put_authors(record, out))
        putc(' ', out);
    /* The year of an inspection is not that of its publication. */
    if (cite_day(record, is_published ? "published" : "date", &day))
        fprintf(out, is_published ? "(%d) " : "(inspected %d) ", day.year);
    else
        fputs("(no date) ", out);
    put_title(record, out);
    put_pinpoint(record, words, out);
    putc('.', out);
}

/* Ofsted, 'Inspection of ...: Sheffield' (16 November 2010) para 47 */
static void
put_footnote(const json_t *record, FILE *out)
{
    static const char *const words[] = {" para ", " bullet ", " p "};
    char date[CITE_DATE_SIZE];

    if (put_authors(record, out))
        fputs(", ", out);
    fputs("‘", out);
    put_title(record, out);
    fputs("’", out);
    cite_date(record, date);
    if (*date)
        findings_putf(out, " (%s)",
                      date + (strncmp(date, "published ", 10) == 0 ? 10 : 0));
    put_pinpoint(record, words, out);
}

const struct cite_style cite_styles[CITE_STYLES] = {
    {"full", "In full, for a report", cite_put_reference},
    {"harvard", "Author and year (Harvard)", put_harvard},
    {"footnote", "Footnote (OSCOLA)", put_footnote},
};
