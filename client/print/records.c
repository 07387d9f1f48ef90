/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/records.h"
#include "print/member.h"
#include "print/print.h"

#include <string.h>

struct records_field {
    const char *name;
    const char *member; /* of the object, and another name of the field; NULL:
                           the name is also that of the member */
    size_t length;      /* the field is these first bytes of the member; 0: all
                         */
};

/* clang-format off */
static const struct records_field paragraph_fields[] = {
    {"id", NULL, 0}, {"report", NULL, 0}, {"source", NULL, 0},
    {"path", NULL, 0}, {"line", NULL, 0}, {"page", NULL, 0},
    {"framework", NULL, 0},
    {"title", NULL, 0}, {"publisher", NULL, 0}, {"authority", NULL, 0},
    {"provider", NULL, 0}, {"inspected_from", NULL, 0},
    {"inspected_to", NULL, 0}, {"published", NULL, 0}, {"date", NULL, 0},
    {"year", "date", 4}, {"area", "service_area", 0}, {"chapter", NULL, 0},
    {"section", NULL, 0}, {"judgement", NULL, 0}, {"kind", NULL, 0},
    {"polarity", NULL, 0}, {"deadline", NULL, 0}, {"number", NULL, 0},
    {"item", NULL, 0}, {"grade", NULL, 0}, {"grade_source", NULL, 0},
    {"section_grade", NULL, 0}, {"text", NULL, 0}, {NULL, NULL, 0},
};

static const struct records_field judgement_fields[] = {
    {"report", NULL, 0}, {"date", NULL, 0}, {"year", "date", 4},
    {"authority", NULL, 0}, {"provider", NULL, 0}, {"framework", NULL, 0},
    {"area", "service_area", 0}, {"judgement", NULL, 0}, {"grade", NULL, 0},
    {"source", NULL, 0}, {NULL, NULL, 0},
};

static const struct records_field compared_fields[] = {
    {"area", "service_area", 0}, {"judgement", NULL, 0},
    {"grade_1", NULL, 0}, {"grade_2", NULL, 0},
    {"report_1", NULL, 0}, {"report_2", NULL, 0}, {NULL, NULL, 0},
};

static const struct records_field absent_report_fields[] = {
    {"report", NULL, 0}, {"date", NULL, 0}, {"year", "date", 4},
    {"authority", NULL, 0}, {"provider", NULL, 0}, {"framework", NULL, 0},
    {"title", NULL, 0}, {"paragraphs", NULL, 0}, {NULL, NULL, 0},
};

static const struct records_field absent_authority_fields[] = {
    {"authority", NULL, 0}, {"paragraphs", NULL, 0}, {NULL, NULL, 0},
};

static const struct records_field report_fields[] = {
    {"id", NULL, 0}, {"source", NULL, 0}, {"path", NULL, 0},
    {"framework", NULL, 0}, {"title", NULL, 0}, {"publisher", NULL, 0},
    {"authority", NULL, 0}, {"provider", NULL, 0},
    {"inspected_from", NULL, 0}, {"inspected_to", NULL, 0},
    {"published", NULL, 0}, {"date", NULL, 0}, {"year", "date", 4},
    {"lead_inspector", NULL, 0}, {"grade", "overall", 0},
    {"paragraphs", NULL, 0}, {"copies", NULL, 0}, {NULL, NULL, 0},
};

static const struct records_field suggestion_fields[] = {
    {"value", NULL, 0}, {"count", NULL, 0}, {NULL, NULL, 0},
};

static const struct records_field concept_fields[] = {
    {"names", NULL, 0}, {"wordings", NULL, 0}, {"said", NULL, 0},
    {"hints", NULL, 0}, {"one_way", NULL, 0}, {"asked", NULL, 0},
    {"broader", NULL, 0}, {"narrower", NULL, 0}, {"related", NULL, 0},
    {"from", NULL, 0}, {NULL, NULL, 0},
};

static const struct records_field saved_fields[] = {
    {"name", NULL, 0}, {"query", NULL, 0}, {NULL, NULL, 0},
};

static const struct records_field count_fields[] = {
    {"field", NULL, 0}, {"value", NULL, 0}, {"count", NULL, 0},
    {NULL, NULL, 0},
};
/* clang-format on */

const struct records_kind records_paragraphs = {
    "a paragraph", paragraph_fields,
    "id,date,authority,area,grade,number,page,text", "id"};
const struct records_kind records_judgements = {
    "a judgement", judgement_fields,
    "report,date,authority,area,judgement,grade", NULL};
const struct records_kind records_compared = {
    "a compared judgement", compared_fields, "area,judgement,grade_1,grade_2",
    NULL};
const struct records_kind records_absent_reports = {
    "a report", absent_report_fields,
    "report,date,authority,framework,paragraphs,title", "report"};
const struct records_kind records_absent_authorities = {
    "an authority", absent_authority_fields, "authority,paragraphs", NULL};
const struct records_kind records_reports = {
    "a report", report_fields,
    "id,date,authority,framework,grade,paragraphs,path", "id"};
const struct records_kind records_suggestions = {
    "a suggestion", suggestion_fields, "value,count", NULL};
const struct records_kind records_concepts = {
    "a concept", concept_fields, "names,wordings,said,hints,one_way,from",
    NULL};
const struct records_kind records_saved = {"a saved query", saved_fields,
                                           "name,query", NULL};
const struct records_kind records_counts = {"a count", count_fields,
                                            "field,value,count", NULL};

/* The field of this name, which is len bytes long; NULL if there is none. */
static const struct records_field *
find(const struct records_kind *kind, const char *name, size_t len)
{
    const struct records_field *also = NULL;

    for (const struct records_field *f = kind->fields; f->name; f++) {
        if (strlen(f->name) == len && strncmp(f->name, name, len) == 0)
            return f;
        if (f->member && !f->length && strlen(f->member) == len &&
            strncmp(f->member, name, len) == 0)
            also = f;
    }
    return also;
}

static bool
fail_unknown(const struct records_kind *kind, const char *name, size_t len)
{
    char names[1024] = "";
    size_t n = 0;

    for (const struct records_field *f = kind->fields; f->name; f++)
        n += (size_t)snprintf(names + n, sizeof names - n, "%s%s",
                              n > 0 ? ", " : "", f->name);
    return print_failure("--fields: %s has no field \"%.*s\"; choose among %s",
                         kind->name, (int)len, name, names);
}

bool
records_choose(const struct records_kind *kind,
               const char *list,
               struct records *records)
{
    *records = (struct records){.end = '\n', .out = stdout};
    for (const char *p = list ? list : kind->usual;; p++) {
        const size_t len = strcspn(p, ",");
        const struct records_field *field = find(kind, p, len);
        if (!field)
            return fail_unknown(kind, p, len);
        if (records->n_fields == RECORDS_FIELDS_MAX)
            return print_failure("--fields takes at most %d fields; leave "
                                 "some out",
                                 RECORDS_FIELDS_MAX);
        records->fields[records->n_fields++] = field;
        p += len;
        if (!*p)
            return true;
    }
}

static void
put_value(const json_t *value, size_t length, FILE *out)
{
    if (json_is_integer(value)) {
        fprintf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    } else if (json_is_string(value) && length > 0) {
        const char *p = json_string_value(value), *end = p + length;
        while (*p && p < end)
            p += print_data_char(p, out);
    } else if (json_is_string(value)) {
        print_data(json_string_value(value), out);
    }
}

void
records_put_names(const struct records *records)
{
    for (size_t i = 0; i < records->n_fields; i++) {
        if (i > 0)
            putc('\t', records->out);
        print_data(records->fields[i]->name, records->out);
    }
    putc(records->end, records->out);
}

/* Whether the record, of one field, is to be left out: it was printed before,
 * or has no value. */
static bool
is_seen(const struct records *records, const json_t *object)
{
    const char *value =
        records->seen ? member_text(object, records->fields[0]->name) : NULL;

    if (!value)
        return false;
    if (!*value || json_object_get(records->seen, value))
        return true;
    json_object_set_new(records->seen, value, json_true());
    return false;
}

void
records_put(const struct records *records, const json_t *object)
{
    if (is_seen(records, object))
        return;
    for (size_t i = 0; i < records->n_fields; i++) {
        const struct records_field *field = records->fields[i];
        json_t *value = member_joined(
            object, field->member ? field->member : field->name, "; ");
        if (i > 0)
            putc('\t', records->out);
        put_value(value, field->length, records->out);
        json_decref(value);
    }
    putc(records->end, records->out);
}

void
records_put_all(const struct records *records, const json_t *objects)
{
    size_t i;
    json_t *object;

    json_array_foreach(objects, i, object) { records_put(records, object); }
}

void
records_put_row(const struct records *records, const json_t *row)
{
    size_t i;
    json_t *cell;

    json_array_foreach(row, i, cell)
    {
        if (i > 0)
            putc('\t', records->out);
        put_value(cell, 0, records->out);
    }
    putc(records->end, records->out);
}
