/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "records/record.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

json_t *
record_need(json_t *value)
{
    return memory_need(value);
}

void
record_set(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, record_need(value)) < 0)
        record_need(NULL);
}

void
record_append(json_t *list, json_t *value)
{
    if (json_array_append_new(list, record_need(value)) < 0)
        record_need(NULL);
}

/* What is not known becomes null, not an empty string. */
static json_t *
text_or_null(const char *text)
{
    return text && *text ? json_string(text) : json_null();
}

static json_t *
number_or_null(long number)
{
    return number > 0 ? json_integer(number) : json_null();
}

static const char *
section_grade(const struct section *section)
{
    return section->grade ? section->grade : "ungraded";
}

/* One word as a string, several as a list. */
static json_t *
words(const char *const *words, size_t max)
{
    json_t *list;

    if (!words[1])
        return json_string(words[0]);
    list = record_need(json_array());
    for (size_t i = 0; i < max && words[i]; i++)
        record_append(list, json_string(words[i]));
    return list;
}

static void
set_date(json_t *object, const struct report *r)
{
    char day[DAY_SIZE];

    report_date(r, day);
    record_set(object, "date", text_or_null(day));
}

static void
set_dates(json_t *object, const struct report *r)
{
    record_set(object, "inspected_from", text_or_null(r->inspected_from));
    record_set(object, "inspected_to", text_or_null(r->inspected_to));
    record_set(object, "published", text_or_null(r->published));
    set_date(object, r);
}

static void
set_names(json_t *object, const struct report *r)
{
    record_set(object, "title", text_or_null(r->title));
    record_set(object, "authority", text_or_null(r->authority));
    record_set(object, "provider", text_or_null(r->provider));
    record_set(object, "publisher", text_or_null(r->publisher));
}

json_t *
record_report(const struct report *r)
{
    json_t *object = record_need(json_object());

    record_set(object, "id", json_string(r->id));
    record_set(object, "source", json_string(r->source));
    record_set(object, "framework", json_string(r->framework));
    set_names(object, r);
    set_dates(object, r);
    record_set(object, "lead_inspector", text_or_null(r->lead_inspector));
    record_set(object, "paragraphs", json_integer((json_int_t)r->n_paragraphs));
    return object;
}

/* The id of the paragraph in the index: "northmere-2010-02-19/23". The caller
 * frees it. */
static char *
paragraph_id(const struct report *r, size_t index)
{
    struct text id = {0};

    if (r->paragraphs[index].is_id_whole)
        return memory_strdup(r->paragraphs[index].id);
    text_add_string(&id, r->id);
    text_add(&id, "/", 1);
    text_add_string(&id, r->paragraphs[index].id);
    return id.bytes;
}

json_t *
record_paragraph(const struct report *r, size_t index)
{
    const struct paragraph *p = &r->paragraphs[index];
    const struct section *section = &r->sections[p->section];
    json_t *object = record_need(json_object());
    char *id = paragraph_id(r, index);

    record_set(object, "id", json_string(id));
    free(id);
    record_set(object, "report", json_string(r->id));
    record_set(object, "source", json_string(r->source));
    record_set(object, "line", number_or_null(p->line));
    record_set(object, "page", number_or_null(p->page));
    record_set(object, "framework", json_string(r->framework));
    set_names(object, r);
    set_dates(object, r);
    record_set(object, "service_area", words(p->areas, AREAS_MAX));
    record_set(object, "chapter", text_or_null(section->chapter));
    record_set(object, "section", text_or_null(section->heading));
    record_set(object, "judgement",
               text_or_null(p->judgement == NO_JUDGEMENT
                                ? NULL
                                : r->judgements[p->judgement].name));
    record_set(object, "kind", json_string(section->kind));
    record_set(object, "polarity", text_or_null(section->polarity));
    record_set(object, "number",
               *p->parts ? json_string(p->parts) : number_or_null(p->number));
    record_set(object, "item", number_or_null(p->item));
    record_set(object, "deadline", text_or_null(p->deadline));
    record_set(object, "grade", json_string(p->grade));
    record_set(object, "grade_source", json_string(p->grade_source));
    record_set(object, "section_grade", json_string(section_grade(section)));
    record_set(object, "text", json_string(p->text));
    return object;
}

/* Set the members that describe the judgement, not its report. */
static void
set_judgement(json_t *object, const struct judgement *j)
{
    const char *const areas[] = {j->area, j->second_area};

    record_set(object, "service_area", words(areas, 2));
    record_set(object, "judgement", json_string(j->name));
    record_set(object, "grade", json_string(j->grade));
    record_set(object, "source", json_string(j->source));
}

json_t *
record_judgement(const struct report *r, size_t index)
{
    json_t *object = record_need(json_object());

    record_set(object, "report", json_string(r->id));
    record_set(object, "authority", text_or_null(r->authority));
    record_set(object, "provider", text_or_null(r->provider));
    set_date(object, r);
    set_judgement(object, &r->judgements[index]);
    return object;
}

json_t *
record_judgements(const struct report *r)
{
    json_t *list = record_need(json_array());

    for (size_t i = 0; i < r->n_judgements; i++) {
        json_t *object = record_need(json_object());
        set_judgement(object, &r->judgements[i]);
        record_append(list, object);
    }
    return list;
}

char *
record_line(json_t *record)
{
    char *line = json_dumps(record, JSON_COMPACT);
    if (!line)
        record_need(NULL);
    return line;
}
