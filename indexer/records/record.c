/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "records/record.h"
#include "base/memory.h"

#include "findings/json.h"

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

/* The id of the paragraph in the index: "northmere-2010-02-19/23". */
static const char *
paragraph_id(const struct report *r, const struct paragraph *p, struct text *id)
{
    if (p->is_id_whole)
        return p->id;
    text_add_string(id, r->id);
    text_add_byte(id, '/');
    text_add_string(id, p->id);
    return id->bytes;
}

static struct record_member *
add(struct record *record, const char *name)
{
    struct record_member *member = &record->members[record->n_members++];

    *member = (struct record_member){.name = name};
    return member;
}

static void
add_text(struct record *record, const char *name, const char *text)
{
    add(record, name)->texts[0] = text;
}

static void
add_text_or_null(struct record *record, const char *name, const char *text)
{
    add_text(record, name, text && *text ? text : NULL);
}

static void
add_number_or_null(struct record *record, const char *name, long number)
{
    add(record, name)->number = number > 0 ? number : 0;
}

static void
add_report(struct record *record, const struct report *r)
{
    report_date(r, record->day);
    add_text(record, "framework", r->framework);
    add_text_or_null(record, "title", r->title);
    add_text_or_null(record, "authority", r->authority);
    add_text_or_null(record, "provider", r->provider);
    add_text_or_null(record, "publisher", r->publisher);
    add_text_or_null(record, "inspected_from", r->inspected_from);
    add_text_or_null(record, "inspected_to", r->inspected_to);
    add_text_or_null(record, "published", r->published);
    add_text_or_null(record, "date", record->day);
}

void
record_paragraph(const struct report *r, size_t index, struct record *out)
{
    const struct paragraph *p = &r->paragraphs[index];
    const struct section *section = &r->sections[p->section];
    const struct judgement *judgement =
        p->judgement == NO_JUDGEMENT ? NULL : &r->judgements[p->judgement];

    out->n_members = 0;
    out->id = (struct text){0};
    add_text(out, "id", paragraph_id(r, p, &out->id));
    add_text(out, "report", r->id);
    add_text(out, "source", r->source);
    add_number_or_null(out, "line", p->line);
    add_number_or_null(out, "page", p->page);
    add_report(out, r);
    memcpy(add(out, "service_area")->texts, p->areas, sizeof p->areas);
    add_text_or_null(out, "chapter", section->chapter);
    add_text_or_null(out, "section", section->heading);
    add_text_or_null(out, "judgement", judgement ? judgement->name : NULL);
    add_text(out, "kind", section->kind);
    add_text_or_null(out, "polarity", section->polarity);
    if (*p->parts)
        add_text(out, "number", p->parts);
    else
        add_number_or_null(out, "number", p->number);
    add_number_or_null(out, "item", p->item);
    add_text_or_null(out, "deadline", p->deadline);
    add_text(out, "grade", p->grade);
    add_text(out, "grade_source", p->grade_source);
    add_text(out, "section_grade",
             section->grade ? section->grade : "ungraded");
    add_text(out, "text", p->text);
}

const struct record_member *
record_member(const struct record *record, const char *name)
{
    for (size_t i = 0; i < record->n_members; i++)
        if (strcmp(record->members[i].name, name) == 0)
            return &record->members[i];
    return NULL;
}

static void
write_string(const char *text, struct text *out)
{
    size_t len = strlen(text);
    char escape[FINDINGS_JSON_ESCAPE_SIZE];

    text_add_byte(out, '"');
    for (;;) {
        const size_t plain = findings_json_plain(text, len);
        text_add(out, text, plain);
        if (plain == len)
            break;
        text_add(out, escape, findings_json_escape(text[plain], escape));
        text += plain + 1;
        len -= plain + 1;
    }
    text_add_byte(out, '"');
}

static void
write_strings(const char *const texts[AREAS_MAX], struct text *out)
{
    text_add_byte(out, '[');
    for (size_t i = 0; i < AREAS_MAX && texts[i]; i++) {
        if (i > 0)
            text_add_byte(out, ',');
        write_string(texts[i], out);
    }
    text_add_byte(out, ']');
}

static void
write_value(const struct record_member *member, struct text *out)
{
    char digits[24];

    if (member->texts[0] && member->texts[1]) {
        write_strings(member->texts, out);
    } else if (member->texts[0]) {
        write_string(member->texts[0], out);
    } else if (member->number != 0) {
        snprintf(digits, sizeof digits, "%ld", member->number);
        text_add_string(out, digits);
    } else {
        text_add_string(out, "null");
    }
}

void
record_write(const struct record *record, struct text *out)
{
    for (size_t i = 0; i < record->n_members; i++) {
        text_add_byte(out, i == 0 ? '{' : ',');
        write_string(record->members[i].name, out);
        text_add_byte(out, ':');
        write_value(&record->members[i], out);
    }
    text_add_byte(out, '}');
}

void
record_fini(struct record *record)
{
    free(record->id.bytes);
}

char *
record_paragraph_line(const struct report *r, size_t index)
{
    struct record record;
    struct text line = {0};

    record_paragraph(r, index, &record);
    record_write(&record, &line);
    record_fini(&record);
    return line.bytes;
}
