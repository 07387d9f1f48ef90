/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

json_t *
record_need(json_t *value)
{
    if (!value) {
        fputs("findings-index: out of memory\n", stderr);
        exit(2);
    }
    return value;
}

static void
set(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, record_need(value)) < 0)
        record_need(NULL);
}

static void
append(json_t *list, json_t *value)
{
    if (json_array_append_new(list, record_need(value)) < 0)
        record_need(NULL);
}

/* An unknown thing is null, not empty. */
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

static void
set_dates(json_t *object, const struct report *r)
{
    set(object, "inspected_from", text_or_null(r->inspected_from));
    set(object, "inspected_to", text_or_null(r->inspected_to));
    set(object, "published", text_or_null(r->published));
    set(object, "date", text_or_null(report_date(r)));
}

json_t *
record_report(const struct report *r)
{
    json_t *object = record_need(json_object());

    set(object, "id", json_string(r->id));
    set(object, "source", json_string(r->source));
    set(object, "framework", json_string(r->framework));
    set(object, "title", text_or_null(r->title));
    set(object, "authority", text_or_null(r->authority));
    set_dates(object, r);
    set(object, "lead_inspector", text_or_null(r->lead_inspector));
    set(object, "paragraphs", json_integer((json_int_t)r->n_paragraphs));
    return object;
}

/* The paragraph's id in the whole index: "northmere-2010-02-19/23". */
static char *
paragraph_id(const struct report *r, size_t index)
{
    struct text id = {0};

    if (r->paragraphs[index].is_id_whole)
        return xstrdup(r->paragraphs[index].id);
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

    set(object, "id", json_string(id));
    free(id);
    set(object, "report", json_string(r->id));
    set(object, "source", json_string(r->source));
    set(object, "line", number_or_null(p->line));
    set(object, "page", number_or_null(p->page));
    set(object, "framework", json_string(r->framework));
    set(object, "title", text_or_null(r->title));
    set(object, "authority", text_or_null(r->authority));
    set_dates(object, r);
    set(object, "service_area", json_string(section->area));
    set(object, "section", text_or_null(section->heading));
    set(object, "judgement",
        text_or_null(p->judgement == NO_JUDGEMENT
                         ? NULL
                         : r->judgements[p->judgement].name));
    set(object, "kind", json_string(section->kind));
    set(object, "number", number_or_null(p->number));
    set(object, "item", number_or_null(p->item));
    set(object, "deadline", text_or_null(p->deadline));
    set(object, "grade", json_string(p->grade));
    set(object, "grade_source", json_string(p->grade_source));
    set(object, "section_grade", json_string(section_grade(section)));
    set(object, "text", json_string(p->text));
    return object;
}

/* What is a judgement's own, not its report's. */
static void
set_judgement(json_t *object, const struct judgement *j)
{
    set(object, "service_area", json_string(j->area));
    set(object, "judgement", json_string(j->name));
    set(object, "grade", json_string(j->grade));
    set(object, "source", json_string(j->source));
}

json_t *
record_judgement(const struct report *r, size_t index)
{
    json_t *object = record_need(json_object());

    set(object, "report", json_string(r->id));
    set(object, "authority", text_or_null(r->authority));
    set(object, "date", text_or_null(report_date(r)));
    set_judgement(object, &r->judgements[index]);
    return object;
}

static json_t *
judgements_of(const struct report *r)
{
    json_t *list = record_need(json_array());

    for (size_t i = 0; i < r->n_judgements; i++) {
        json_t *object = record_need(json_object());
        set_judgement(object, &r->judgements[i]);
        append(list, object);
    }
    return list;
}

json_t *
record_kept(const struct report *r, const struct abbreviations *abbreviations)
{
    json_t *object = record_report(r);
    json_t *list = record_need(json_array());

    for (size_t i = 0; i < abbreviations->count; i++) {
        json_t *pair = record_need(json_array());
        append(pair, json_string(abbreviations->list[i].letters));
        append(pair, json_string(abbreviations->list[i].meaning));
        append(list, pair);
    }
    set(object, "judgements", judgements_of(r));
    set(object, "abbreviations", list);
    return object;
}

void
record_abbreviations(const json_t *kept, struct abbreviations *out)
{
    const json_t *list = json_object_get(kept, "abbreviations");

    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *pair = json_array_get(list, i);
        const char *letters = json_string_value(json_array_get(pair, 0));
        const char *meaning = json_string_value(json_array_get(pair, 1));
        if (letters && meaning)
            abbreviations_add(out, letters, meaning);
    }
}

char *
record_line(json_t *record)
{
    char *line = json_dumps(record, JSON_COMPACT);
    if (!line)
        record_need(NULL);
    return line;
}
