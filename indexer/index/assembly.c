/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/assembly.h"
#include "base/memory.h"
#include "base/text.h"
#include "records/record.h"

#include "findings/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A document being assembled, with as much room as the field table may need. */
struct assembly {
    struct fe_document document;
    struct fe_text texts[2 + FINDINGS_FIELDS_MAX];
    const char *terms[FINDINGS_FIELDS_MAX];
    struct fe_value values[FINDINGS_FIELDS_MAX + AREAS_MAX];
    char number[24]; /* a value in digits: the table has one numeric field */
};

static void
assembly_text(struct assembly *assembly,
              const char *prefix,
              const char *text,
              unsigned weight)
{
    assembly->texts[assembly->document.n_texts++] =
        (struct fe_text){prefix, text, strlen(text), weight};
}

static void
assembly_field(struct assembly *assembly,
               const struct findings_field *field,
               const char *value)
{
    struct fe_document *document = &assembly->document;

    if (field->kind == FINDINGS_TEXT)
        assembly_text(assembly, field->prefix, value, 1);
    else if (field->prefix)
        assembly->terms[document->n_terms++] =
            memory_need(findings_term(field, value));
    if (field->slot > 0)
        assembly->values[document->n_values++] =
            (struct fe_value){field->slot, value};
}

/* Add the record's value of the field, or each of them. */
static void
assembly_values(struct assembly *assembly,
                const struct findings_field *field,
                const struct record *record)
{
    const struct record_member *member = record_member(record, field->name);

    if (!member)
        return;
    for (size_t i = 0; i < AREAS_MAX && member->texts[i]; i++)
        assembly_field(assembly, field, member->texts[i]);
    if (field->kind == FINDINGS_NUMBER && member->number != 0) {
        snprintf(assembly->number, sizeof assembly->number, "%ld",
                 member->number);
        assembly_field(assembly, field, assembly->number);
    }
}

/* Whether the title is to be indexed as text: a record that is not from an
 * inspection and has no heading is a document by itself, and its title says
 * what it is about, not what kind of report it is from. */
static bool
has_own_title(const struct report *r, const struct paragraph *p)
{
    char day[DAY_SIZE];

    report_date(r, day);
    return r->title && !r->authority && !r->provider && !*day &&
           text_has_ending(r->source, ".jsonl") &&
           !r->sections[p->section].heading;
}

void
assembly_use(const struct report *report,
             size_t index,
             void (*use)(void *data, const struct fe_document *document),
             void *data)
{
    enum { TITLE_WEIGHT = 3 };
    struct record record;
    struct text line = {0};
    struct assembly assembly;

    record_paragraph(report, index, &record);
    record_write(&record, &line);
    assembly.document =
        (struct fe_document){.data = line.bytes, .data_len = line.len};
    assembly.document.texts = assembly.texts;
    assembly.document.terms = assembly.terms;
    assembly.document.values = assembly.values;
    assembly_text(&assembly, NULL, report->paragraphs[index].text, 1);
    if (has_own_title(report, &report->paragraphs[index]))
        assembly_text(&assembly, NULL, report->title, TITLE_WEIGHT);
    for (size_t i = 0; i < findings_n_fields; i++)
        assembly_values(&assembly, &findings_fields[i], &record);
    use(data, &assembly.document);
    for (size_t i = 0; i < assembly.document.n_terms; i++)
        free((char *)assembly.terms[i]);
    free(line.bytes);
    record_fini(&record);
}

struct adding {
    struct fe_writer *writer;
    struct fe_error *err;
    enum fe_status status;
};

static void
add(void *data, const struct fe_document *document)
{
    struct adding *adding = data;

    adding->status = fe_writer_queue(adding->writer, document, adding->err);
}

enum fe_status
assembly_add(struct fe_writer *writer,
             const struct report *report,
             size_t index,
             struct fe_error *err)
{
    struct adding adding = {.writer = writer, .err = err};

    assembly_use(report, index, add, &adding);
    return adding.status;
}
