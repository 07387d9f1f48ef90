/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/report.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/words.h"
#include "terms/areas.h"

#include "findings/schema.h"

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_IN_ID = 100 }; /* bytes */

/* Where the grade of a paragraph is from. */
static const struct findings_field grade_source = {
    .name = "grade_source",
    .fixed_words = (const struct findings_word[]){{.word = "stated"},
                                                  {.word = "carried"},
                                                  {.word = "section"},
                                                  {.word = "none"},
                                                  {.word = NULL}}};

const struct findings_field *
report_field(const char *name)
{
    return strcmp(name, grade_source.name) == 0 ? &grade_source
                                                : findings_field(name);
}

/* The date as it is printed. */
static const char *
printed_date(const struct report *r)
{
    return *r->inspected_to ? r->inspected_to : r->published;
}

void
report_date(const struct report *report, char day[DAY_SIZE])
{
    char first[FINDINGS_DATE_SIZE];

    if (!findings_date_range(printed_date(report), first, day))
        *day = '\0';
}

void
report_fini(struct report *report)
{
    for (size_t i = 0; i < report->n_sections; i++) {
        free(report->sections[i].heading);
        free(report->sections[i].chapter);
    }
    for (size_t i = 0; i < report->n_paragraphs; i++) {
        free(report->paragraphs[i].id);
        free(report->paragraphs[i].text);
    }
    for (size_t i = 0; i < report->n_judgements; i++)
        free(report->judgements[i].name);
    for (size_t i = 0; i < report->n_oddities; i++)
        free(report->oddities[i].text);
    free(report->oddities);
    free(report->sections);
    free(report->paragraphs);
    free(report->judgements);
    free(report->id);
    free(report->source);
    free(report->title);
    free(report->authority);
    free(report->provider);
    free(report->publisher);
    free(report->lead_inspector);
    *report = (struct report){0};
}

void
report_add_judgement(struct report *r,
                     const char *area,
                     const char *name,
                     const char *grade,
                     const char *source)
{
    char *words = words_plain(name, strlen(name));

    r->judgements =
        memory_grow(r->judgements, r->n_judgements, sizeof *r->judgements);
    r->judgements[r->n_judgements++] =
        (struct judgement){.area = area,
                           .second_area = areas_second(words, area),
                           .grade = grade,
                           .source = source,
                           .name = memory_strdup(name)};
    free(words);
}

void
report_add_oddity(struct report *r,
                  unsigned line,
                  unsigned page,
                  const char *text)
{
    r->oddities = memory_grow(r->oddities, r->n_oddities, sizeof *r->oddities);
    r->oddities[r->n_oddities++] = (struct oddity){
        .line = line, .page = page, .text = memory_strdup(text)};
}

struct report *
report_list_add(struct report_list *reports)
{
    reports->list =
        memory_grow(reports->list, reports->count, sizeof *reports->list);
    reports->list[reports->count] = (struct report){0};
    return &reports->list[reports->count++];
}

void
report_list_fini(struct report_list *reports)
{
    for (size_t i = 0; i < reports->count; i++)
        report_fini(&reports->list[i]);
    free(reports->list);
    *reports = (struct report_list){0};
}

/* The plain words of the text joined by hyphens. The caller frees it. */
static char *
slug(const char *text)
{
    char *words = words_plain(text, strlen(text));

    for (char *p = words; *p; p++)
        if (*p == ' ')
            *p = '-';
    return words;
}

/* The printed number as text; "" if there is none. */
static void
write_number(const struct paragraph *p, char out[PARTS_SIZE])
{
    if (p->number > 0)
        snprintf(out, PARTS_SIZE, "%d", p->number);
    else
        memcpy(out, p->parts, PARTS_SIZE);
}

/* Name a paragraph by its number and item. If it has no number, or the number
 * has occurred before, use its position in the body of the report, or on the
 * cover. */
static void
name_paragraphs(struct report *r)
{
    GHashTable *named =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    bool is_named = false; /* the number before a bullet is unique so far */
    size_t position[2] = {0};

    for (size_t i = 0; i < r->n_paragraphs; i++) {
        struct paragraph *p = &r->paragraphs[i];
        char number[PARTS_SIZE], id[64];
        position[p->is_cover]++;
        write_number(p, number);
        if (*number && p->item == 0)
            is_named = g_hash_table_add(named, g_strdup(number));
        if (p->id)
            continue;
        if (!*number || !is_named)
            snprintf(id, sizeof id, "%c%zu", p->is_cover ? 'c' : 'p',
                     position[p->is_cover]);
        else if (p->item > 0)
            snprintf(id, sizeof id, "%s.%d", number, p->item);
        else
            snprintf(id, sizeof id, "%s", number);
        /* The second part of a number may be like an item. */
        if (p->item > 0 && *number && is_named &&
            !g_hash_table_add(named, g_strdup(id)))
            snprintf(id, sizeof id, "p%zu", position[p->is_cover]);
        p->id = memory_strdup(id);
    }
    g_hash_table_destroy(named);
}

/* The id of a report: its authority, or else its provider or the name of its
 * file, and its date. */
static char *
name_of(const struct report *r)
{
    const char *base = strrchr(r->source, '/');
    struct text id = {0};

    base = base ? base + 1 : r->source;
    char *name = memory_strndup(base, strcspn(base, "."));
    char *subject = slug(r->authority  ? r->authority
                         : r->provider ? r->provider
                                       : name);
    /* A name may be too long for a term of the index. */
    subject[utf8_within(subject, NAME_MAX_IN_ID)] = '\0';
    text_add_string(&id, *subject ? subject : "report");
    free(name);
    if (*printed_date(r)) {
        text_add(&id, "-", 1);
        text_add_string(&id, printed_date(r));
    }
    free(subject);
    return id.bytes;
}

char *
report_numbered_id(const char *id, size_t number)
{
    struct text numbered = {0};
    char end[32] = "";

    if (number > 1)
        snprintf(end, sizeof end, "-%zu", number);
    text_add_string(&numbered, id);
    text_add_string(&numbered, end);
    return numbered.bytes;
}

void
report_name(struct report *r)
{
    if (!r->id)
        r->id = name_of(r);
    name_paragraphs(r);
}
