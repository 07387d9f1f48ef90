/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Each line is checked by itself (entry.h) and then added to its report. All
 * lookups use hash tables, so that a file of a hundred thousand lines takes a
 * second. The hash tables are jansson objects.
 */
#include "records/jsonl.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "base/words.h"
#include "records/badlines.h"
#include "records/entry.h"
#include "records/naming.h"
#include "records/record.h"
#include "records/table.h"
#include "terms/areas.h"

#include "findings/schema.h"

#include <ctype.h>
#include <glib.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_MAX = 60 }; /* bytes of a text quoted in a reason */

/* A place in the file. */
struct place {
    size_t line;
    size_t column;
};

/* What the records so far have said about a report, and where each was
 * said first; parallel to the reports. */
struct statements {
    char *said[ENTRY_N_OF_REPORT]; /* NULL: nothing yet */
    struct place at[ENTRY_N_OF_REPORT];
    size_t line; /* line of its first record */
};

struct jsonl {
    const char *source;
    enum entry_words words;
    struct report_list *out;
    struct statements *statements;
    json_t *ids;        /* paragraph id -> line; in lower case, like terms */
    json_t *by_id;      /* findings_value_key() of a report id -> index */
    json_t *by_cover;   /* for reports without an id: cover -> index */
    json_t *judgements; /* report, area and name -> index */
    struct badlines bad;
    const char *bytes; /* the present line */
    size_t len;
    size_t line;
};

__attribute__((format(printf, 3, 4))) static bool
bad_at(struct jsonl *j, struct place at, const char *format, ...)
{
    char reason[BADLINES_REASON_SIZE];
    va_list args;

    va_start(args, format);
    vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    badlines_add(&j->bad, at.line, at.column, reason);
    return false;
}

/* Where the present line has the key. */
static struct place
place_of(const struct jsonl *j, enum entry_key key)
{
    return (struct place){j->line,
                          entry_column(j->bytes, j->len, entry_key_name(key))};
}

/* How many bytes of a quoted text to show, in whole characters. */
static int
shown(const char *text)
{
    return (int)utf8_within(text, SHOWN_MAX);
}

/* Add a report. Returns its index. */
static size_t
add_report(struct jsonl *j, const char *id, size_t line)
{
    const size_t index = j->out->count;

    j->statements = memory_grow(j->statements, index, sizeof *j->statements);
    j->statements[index] = (struct statements){.line = line};
    struct report *r = report_list_add(j->out);
    r->source = memory_strdup(j->source);
    r->id = id ? memory_strdup(id) : NULL;
    return index;
}

/* Whether the date is that of this publication, which may be a month. */
static bool
is_of_publication(const char *date, const char *published)
{
    char first[FINDINGS_DATE_SIZE], last[FINDINGS_DATE_SIZE];

    return published && findings_date_range(published, first, last) &&
           strcmp(date, last) == 0;
}

/* The last day of the inspection, if the record says it: date means the same as
 * inspected_to unless it is the date of publication. */
static const char *
last_day(const char *inspected_to, const char *published, const char *date)
{
    if (inspected_to || !date)
        return inspected_to;
    return is_of_publication(date, published) ? NULL : date;
}

/* A key made of all that distinguishes one report without an id from another.
 * The caller frees it. */
static char *
cover_of(const struct entry *e)
{
    struct text cover = {0};
    const char *values[ENTRY_DATE];

    memcpy(values, e->strings, sizeof values);
    values[ENTRY_INSPECTED_TO] =
        last_day(e->strings[ENTRY_INSPECTED_TO], e->strings[ENTRY_PUBLISHED],
                 e->strings[ENTRY_DATE]);
    if (!values[ENTRY_FRAMEWORK])
        values[ENTRY_FRAMEWORK] = "other";
    for (size_t k = 0; k < ENTRY_DATE; k++) {
        text_add_string(&cover, values[k] ? values[k] : "");
        text_add(&cover, "\x1f", 1);
    }
    return cover.bytes;
}

/* Find the report of the record, or add it at its first record. False if its id
 * differs from another's only in letter case or accents. */
static bool
find_report(struct jsonl *j, const struct entry *e, size_t *index)
{
    const char *id = e->strings[ENTRY_REPORT];
    json_t *table = id ? j->by_id : j->by_cover;
    char *key = id ? memory_need(findings_value_key(id)) : cover_of(e);
    const bool is_known = table_get(table, key, index);

    if (!is_known) {
        *index = add_report(j, id, j->line);
        table_set(table, key, *index);
    }
    free(key);
    if (id && strcmp(j->out->list[*index].id, id) != 0)
        return bad_at(
            j, place_of(j, ENTRY_REPORT),
            "report differs from that of line %zu only in letter case or "
            "accents; write both alike, or use different ids",
            j->statements[*index].line);
    return true;
}

/* Check that the record says the same about its report as those before it. */
static bool
agree(struct jsonl *j, const struct entry *e, size_t index)
{
    struct statements *statements = &j->statements[index];

    for (size_t k = 0; k < ENTRY_N_OF_REPORT; k++)
        if (e->strings[k] && statements->said[k] &&
            strcmp(e->strings[k], statements->said[k]) != 0)
            return bad_at(
                j, place_of(j, k),
                "%s is \"%.*s\", but \"%.*s\" on line %zu of the same "
                "report; correct one, or use different report ids",
                entry_key_name(k), shown(e->strings[k]), e->strings[k],
                shown(statements->said[k]), statements->said[k],
                statements->at[k].line);
    for (size_t k = 0; k < ENTRY_N_OF_REPORT; k++)
        if (e->strings[k] && !statements->said[k]) {
            statements->said[k] = memory_strdup(e->strings[k]);
            statements->at[k] = place_of(j, k);
        }
    return true;
}

static bool
keep_id(struct jsonl *j, const char *id)
{
    size_t other;

    if (!id)
        return true;
    char *key = table_key(id);
    const bool is_taken = table_get(j->ids, key, &other);
    if (!is_taken)
        table_set(j->ids, key, j->line);
    free(key);
    return !is_taken || bad_at(j, place_of(j, ENTRY_ID),
                               "id \"%.*s\" is already used on line %zu; give "
                               "each record its own id, or none",
                               shown(id), id, other);
}

static const char *
or_else(const char *given, const char *otherwise)
{
    return given ? given : otherwise;
}

static bool
is_same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* The section of the record: the last one, if it is the same, or a new one. */
static size_t
section_of(struct report *r, const struct entry *e)
{
    const char *grade = e->strings[ENTRY_SECTION_GRADE];
    const struct section section = {
        .area = or_else(e->areas[0], "general"),
        .kind = or_else(e->strings[ENTRY_KIND], "finding"),
        .polarity = e->strings[ENTRY_POLARITY],
        .grade = is_same(grade, "ungraded") ? NULL : grade};
    const char *chapter = e->strings[ENTRY_CHAPTER];
    const char *heading = e->strings[ENTRY_SECTION];

    if (r->n_sections > 0) {
        const struct section *last = &r->sections[r->n_sections - 1];
        if (is_same(last->chapter, chapter) &&
            is_same(last->heading, heading) &&
            is_same(last->area, section.area) &&
            is_same(last->kind, section.kind) &&
            is_same(last->polarity, section.polarity) &&
            is_same(last->grade, section.grade))
            return r->n_sections - 1;
    }
    r->sections = memory_grow(r->sections, r->n_sections, sizeof *r->sections);
    r->sections[r->n_sections] = section;
    r->sections[r->n_sections].chapter =
        chapter ? memory_strdup(chapter) : NULL;
    r->sections[r->n_sections].heading =
        heading ? memory_strdup(heading) : NULL;
    return r->n_sections++;
}

/* The judgement that the record names. Its grade is that of the first record
 * that has one. A judgement of two areas is one, whichever of them its
 * paragraphs are about. */
static size_t
judgement_of(struct jsonl *j,
             size_t index,
             const char *area,
             const char *name,
             const char *grade)
{
    struct report *r = &j->out->list[index];
    struct text key = {0};
    char number[32];
    size_t found;

    if (!name)
        return NO_JUDGEMENT;
    char *words = words_plain(name, strlen(name));
    const bool is_joint = areas_second(words, area) != NULL;
    free(words);
    snprintf(number, sizeof number, "%zu\x1f", index);
    text_add_string(&key, number);
    text_add_string(&key, is_joint ? "" : area);
    text_add(&key, "\x1f", 1);
    text_add_string(&key, name);
    if (!table_get(j->judgements, key.bytes, &found)) {
        found = r->n_judgements;
        report_add_judgement(r, area, name, grade, "record");
        table_set(j->judgements, key.bytes, found);
    } else if (strcmp(r->judgements[found].grade, "ungraded") == 0) {
        r->judgements[found].grade = grade;
    }
    free(key.bytes);
    return found;
}

static void
add_paragraph(struct jsonl *j, const struct entry *e, size_t index)
{
    struct report *r = &j->out->list[index];
    const char *id = e->strings[ENTRY_ID];
    const char *grade = or_else(e->strings[ENTRY_GRADE], "ungraded");
    const size_t section = section_of(r, e);

    r->paragraphs =
        memory_grow(r->paragraphs, r->n_paragraphs, sizeof *r->paragraphs);
    r->paragraphs[r->n_paragraphs] = (struct paragraph){
        .section = section,
        .areas = {r->sections[section].area},
        .line = (unsigned)e->numbers[ENTRY_LINE],
        .page = (unsigned)e->numbers[ENTRY_PAGE],
        .number = e->numbers[ENTRY_NUMBER],
        .item = e->numbers[ENTRY_ITEM],
        .deadline = e->strings[ENTRY_DEADLINE],
        .grade = grade,
        .grade_source =
            or_else(e->strings[ENTRY_GRADE_SOURCE],
                    strcmp(grade, "ungraded") == 0 ? "none" : "stated"),
        .judgement = judgement_of(j, index, r->sections[section].area,
                                  e->strings[ENTRY_JUDGEMENT], grade),
        .id = id ? memory_strdup(id) : NULL,
        .is_id_whole = id != NULL,
        .text = memory_strdup(e->strings[ENTRY_TEXT])};
    struct paragraph *added = &r->paragraphs[r->n_paragraphs++];
    if (e->strings[ENTRY_NUMBER])
        snprintf(added->parts, sizeof added->parts, "%s",
                 e->strings[ENTRY_NUMBER]);
    if (e->areas[0])
        memcpy(added->areas, e->areas, sizeof e->areas);
}

static void
read_line(struct jsonl *j)
{
    char reason[REASON_SIZE];
    struct entry entry;
    size_t index, column;

    if (!entry_read(j->bytes, j->len, j->words, &entry, &column, reason)) {
        bad_at(j, (struct place){j->line, column}, "%s", reason);
        return;
    }
    if (find_report(j, &entry, &index) && agree(j, &entry, index) &&
        keep_id(j, entry.strings[ENTRY_ID]))
        add_paragraph(j, &entry, index);
    entry_fini(&entry);
}

static void
read_lines(struct jsonl *j, const char *bytes, size_t len)
{
    static const char mark[] = "\xef\xbb\xbf"; /* the byte order mark that
                                                  Windows adds */
    const char *end = bytes + len;

    if (len >= 3 && memcmp(bytes, mark, 3) == 0)
        bytes += 3;
    for (j->line = 1; bytes < end; j->line++) {
        const char *newline = memchr(bytes, '\n', (size_t)(end - bytes));
        const size_t n = (size_t)((newline ? newline : end) - bytes);
        size_t blanks = 0;
        while (blanks < n && strchr(" \t\r", bytes[blanks]) && bytes[blanks])
            blanks++;
        j->bytes = bytes;
        j->len = n;
        if (blanks < n)
            read_line(j);
        bytes += newline ? n + 1 : n;
    }
}

static void
set_day(char day[DAY_SIZE], const char *said)
{
    snprintf(day, DAY_SIZE, "%s", said ? said : "");
}

/* Copy what the records said into the report. */
static void
settle(struct jsonl *j, size_t index)
{
    struct statements *statements = &j->statements[index];
    struct report *r = &j->out->list[index];
    const char *date = statements->said[ENTRY_DATE];
    const char *last = statements->said[ENTRY_INSPECTED_TO];
    const char *from = statements->said[ENTRY_INSPECTED_FROM];
    const char *to = last_day(last, statements->said[ENTRY_PUBLISHED], date);

    if (date && last && strcmp(date, last) != 0) {
        const struct place *a = &statements->at[ENTRY_DATE],
                           *b = &statements->at[ENTRY_INSPECTED_TO];
        bad_at(j, a->line > b->line ? *a : *b,
               "date and inspected_to of the same report differ (see line "
               "%zu); correct one, or use different report ids",
               a->line > b->line ? b->line : a->line);
        return;
    }
    if (from && to && strcmp(from, to) > 0) {
        bad_at(j, statements->at[ENTRY_INSPECTED_FROM],
               "inspected_from is %s but the inspection ends on %s; correct "
               "one",
               from, to);
        return;
    }
    /* As constant as what entry_read() gave. */
    r->framework =
        g_intern_string(or_else(statements->said[ENTRY_FRAMEWORK], "other"));
    set_day(r->inspected_from, from);
    set_day(r->inspected_to, to);
    set_day(r->published, statements->said[ENTRY_PUBLISHED]);
    r->title = g_steal_pointer(&statements->said[ENTRY_TITLE]);
    r->authority = g_steal_pointer(&statements->said[ENTRY_AUTHORITY]);
    r->provider = g_steal_pointer(&statements->said[ENTRY_PROVIDER]);
    r->publisher = g_steal_pointer(&statements->said[ENTRY_PUBLISHER]);
}

static void
init(struct jsonl *j,
     const char *source,
     enum entry_words known,
     struct report_list *out)
{
    *j = (struct jsonl){.source = source, .words = known, .out = out};
    j->ids = record_need(json_object());
    j->by_id = record_need(json_object());
    j->by_cover = record_need(json_object());
    j->judgements = record_need(json_object());
}

static void
fini(struct jsonl *j)
{
    for (size_t i = 0; j->statements && i < j->out->count; i++)
        for (size_t k = 0; k < ENTRY_N_OF_REPORT; k++)
            free(j->statements[i].said[k]);
    free(j->statements);
    json_decref(j->ids);
    json_decref(j->by_id);
    json_decref(j->by_cover);
    json_decref(j->judgements);
}

static bool
read_records(const char *source,
             const char *bytes,
             size_t len,
             enum entry_words known,
             struct report_list *out,
             char reason[REASON_SIZE])
{
    struct jsonl j;

    *out = (struct report_list){0};
    init(&j, source, known, out);
    read_lines(&j, bytes, len);
    for (size_t i = 0; i < out->count; i++)
        settle(&j, i);
    if (j.bad.count == 0)
        naming_give(out, j.by_id, j.ids);
    if (j.bad.count > 0)
        badlines_reason(&j.bad, reason);
    else if (out->count == 0)
        snprintf(reason, REASON_SIZE, "it contains no records");
    const bool is_good = j.bad.count == 0 && out->count > 0;
    fini(&j);
    if (!is_good)
        report_list_fini(out);
    return is_good;
}

bool
jsonl_read(const char *source,
           const char *bytes,
           size_t len,
           struct report_list *out,
           char reason[REASON_SIZE])
{
    return read_records(source, bytes, len, ENTRY_KNOWN_WORDS, out, reason);
}

bool
jsonl_read_kept(const char *source,
                const char *bytes,
                size_t len,
                struct report_list *out,
                char reason[REASON_SIZE])
{
    return read_records(source, bytes, len, ENTRY_ANY_WORDS, out, reason);
}
