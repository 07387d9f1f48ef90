/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "messages/reports.h"
#include "messages/originals.h"
#include "messages/selection.h"

#include "findings/schema.h"
#include "findings/wire.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What the index keeps under the prefix and the id; an empty object if nothing,
 * NULL if it is not JSON or cannot be read, the latter with *failure set. */
static json_t *
load(struct fe_reader *reader,
     const char *prefix,
     const char *id,
     struct failure *failure)
{
    char *key = g_strconcat(prefix, id, NULL), *line = NULL;
    struct fe_error err;
    const enum fe_status status = fe_reader_metadata(reader, key, &line, &err);

    g_free(key);
    if (status != FE_OK) {
        failure_status(failure, &err);
        return NULL;
    }
    json_t *kept = *line ? json_loads(line, 0, NULL) : json_object();
    free(line);
    return kept;
}

json_t *
report_load(struct fe_reader *reader, const char *id, struct failure *failure)
{
    json_t *record = load(reader, FINDINGS_REPORT_KEY, id, failure);

    if (failure->code || json_is_object(record))
        return record;
    json_decref(record);
    failure_damaged(failure, "the record of the report \"%.100s\"", id);
    return NULL;
}

const char *
report_text(const json_t *record, const char *name)
{
    const char *text = json_string_value(json_object_get(record, name));
    return text ? text : "";
}

const json_t *
report_judgements(const json_t *record)
{
    return json_object_get(record, "judgements");
}

json_t *
report_public(json_t *record)
{
    /* A list of what is sent, so that members added later are not sent by
     * accident. */
    static const char *const members[] = {
        "id",           "source",    "framework", "title",
        "authority",    "provider",  "publisher", "inspected_from",
        "inspected_to", "published", "date",      "lead_inspector",
        "paragraphs"};
    json_t *shown = json_object();

    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        json_t *value = json_object_get(record, members[i]);
        if (value)
            json_object_set(shown, members[i], value);
    }
    return shown;
}

/* A report's parts may have overall grades too, each with its service area. */
json_t *
report_overall(const json_t *record)
{
    static const char named[] = "overall";
    size_t i;
    json_t *judgement;

    json_array_foreach(report_judgements(record), i, judgement)
    {
        if (strcmp(report_text(judgement, "service_area"), "general") == 0 &&
            strncasecmp(report_text(judgement, "judgement"), named,
                        sizeof named - 1) == 0)
            return json_object_get(judgement, "grade");
    }
    return NULL;
}

/* What identifies the bytes of its file, the first half of what the indexer
 * keeps; null if it keeps nothing. The caller owns it. */
static json_t *
digest_of(const json_t *record)
{
    const char *digest = report_text(record, "digest");
    const size_t len = strlen(digest);

    return len > 0 ? json_stringn(digest, len / 2) : json_null();
}

json_t *
report_described(json_t *record,
                 struct fe_reader *reader,
                 struct failure *failure)
{
    static const char *const pages[] = {"recognised_pages", "unread_pages"};
    json_t *copies =
        load(reader, FINDINGS_COPIES_KEY, report_text(record, "id"), failure);

    if (failure->code)
        return NULL;
    json_t *shown = report_public(record), *overall = report_overall(record);
    json_object_set_new(shown, "overall",
                        overall ? json_incref(overall) : json_null());
    json_object_set_new(shown, "path", originals_path(record));
    json_object_set_new(shown, "digest", digest_of(record));
    json_object_set_new(shown, "copies",
                        json_integer((json_int_t)json_array_size(copies)));
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        json_t *n = json_object_get(record, pages[i]);
        json_object_set_new(shown, pages[i],
                            n ? json_incref(n) : json_integer(0));
    }
    json_decref(copies);
    return shown;
}

static int
compare(const void *a, const void *b)
{
    static const char *const members[] = {"authority", "provider", "date",
                                          "id"};
    const json_t *one = *(json_t *const *)a, *other = *(json_t *const *)b;
    int order = 0;

    for (size_t i = 0; order == 0 && i < sizeof members / sizeof *members; i++)
        order = strcmp(report_text(one, members[i]),
                       report_text(other, members[i]));
    return order;
}

/* Load the records of the table's rows, leaving out reports without one. */
static bool
load_rows(struct report_records *reports,
          struct fe_reader *reader,
          const struct fe_table *table,
          struct failure *failure)
{
    const size_t n = fe_table_n_rows(table);

    reports->list = g_new0(json_t *, n);
    for (size_t i = 0; i < n; i++) {
        const char *id = fe_table_row(table, i);
        json_t *record = *id ? report_load(reader, id, failure) : NULL;
        if (failure->code)
            return false;
        if (json_object_size(record) > 0)
            reports->list[reports->count++] = record;
        else
            json_decref(record);
    }
    if (reports->count > 0)
        qsort(reports->list, reports->count, sizeof *reports->list, compare);
    return true;
}

bool
reports_find(struct report_records *reports,
             struct fe_reader *reader,
             const struct fe_request *request,
             struct failure *failure)
{
    /* The rows of a table are the reports; its columns are not used. A facet of
     * reports would not do, because it ignores the filter on reports. */
    const struct fe_facet rows = {findings_field("report")->slot, 0};
    const struct fe_facet columns = {findings_field("framework")->slot, 0};
    struct fe_table *table;
    struct fe_error err;

    *reports = (struct report_records){0};
    if (fe_reader_table(reader, request, rows, columns, &table, &err) != FE_OK)
        return failure_status(failure, &err);
    reports->revision = fe_hits_revision(fe_table_told(table));
    reports->unknown = selection_unknown(fe_table_told(table), reader, failure);
    const bool is_good =
        reports->unknown && load_rows(reports, reader, table, failure);
    fe_table_free(table);
    if (!is_good)
        reports_fini(reports);
    return is_good;
}

void
reports_fini(struct report_records *reports)
{
    for (size_t i = 0; i < reports->count; i++)
        json_decref(reports->list[i]);
    g_free(reports->list);
    json_decref(reports->unknown);
    *reports = (struct report_records){0};
}
