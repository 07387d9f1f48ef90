/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The reports or authorities that never mention something: those in which a
 * query finds nothing.
 */
#include "messages/tally.h"
#include "messages/hits_json.h"
#include "messages/json_text.h"
#include "messages/params.h"
#include "messages/reports.h"
#include "messages/selection.h"
#include "methods/methods.h"

#include "findings/wire.h"

struct absent {
    struct selection selection;
    const char *of;
    bool is_of_reports;
};

struct absence {
    struct fe_hits *told; /* how the query was understood */
    struct fe_counts absent;
    size_t selected;
};

static bool
read_absent(void *request, const json_t *params, struct failure *failure)
{
    struct absent *a = request;
    static const char *const known[] = {SELECTION_QUERY, SELECTION_FILTERS,
                                        "of", NULL};
    static const char *const kinds[] = {"reports", "authorities", NULL};
    size_t kind = 0;

    if (!params_known(params, known, failure) ||
        !selection_read(&a->selection, params, failure) ||
        !params_choice(params, "of", kinds, &kind, failure))
        return false;
    if (!selection_has_query(&a->selection))
        return failure_param(
            failure, "query",
            "\"query\" is missing or blank; give the words to look for");
    a->of = kinds[kind];
    a->is_of_reports = kind == 0;
    return true;
}

static json_t *
report_json(struct fe_reader *reader,
            const struct fe_count *count,
            struct failure *failure)
{
    json_t *record = report_load(reader, count->value, failure), *object;

    if (!record)
        return NULL;
    object = json_pack("{s:s, s:O?, s:O?, s:O?, s:O?, s:O?, s:I}", "report",
                       count->value, "authority",
                       json_object_get(record, "authority"), "provider",
                       json_object_get(record, "provider"), "date",
                       json_object_get(record, "date"), "framework",
                       json_object_get(record, "framework"), "title",
                       json_object_get(record, "title"), "paragraphs",
                       (json_int_t)count->count);
    json_decref(record);
    return object;
}

static json_t *
absent_json(const struct absent *a,
            struct fe_reader *reader,
            const struct fe_counts *absent,
            struct failure *failure)
{
    json_t *list = json_array();

    for (size_t i = 0; i < absent->count; i++) {
        const struct fe_count *count = &absent->list[i];
        json_t *one = a->is_of_reports
                          ? report_json(reader, count, failure)
                          : json_pack("{s:s, s:I}", "authority", count->value,
                                      "paragraphs", (json_int_t)count->count);
        if (!one) {
            json_decref(list);
            return NULL;
        }
        json_array_append_new(list, one);
    }
    return list;
}

static json_t *
absence_json(const struct absent *a,
             struct fe_reader *reader,
             const struct absence *absence,
             struct failure *failure)
{
    json_t *list = absent_json(a, reader, &absence->absent, failure);
    json_t *unknown =
        list ? selection_unknown(absence->told, reader, failure) : NULL;

    if (!unknown) {
        json_decref(list);
        return NULL;
    }
    return json_pack("{s:s, s:I, s:I, s:o, s:o, s:o, s:I}", "of", a->of,
                     "selected", (json_int_t)absence->selected, "mentioning",
                     (json_int_t)(absence->selected - absence->absent.count),
                     "absent", list, "query",
                     hits_json_query(absence->told, false), "unknown", unknown,
                     "revision", (json_int_t)fe_hits_revision(absence->told));
}

static json_t *
find(const struct absent *a, struct fe_reader *reader, struct failure *failure)
{
    const struct findings_field *field =
        findings_field(a->is_of_reports ? "report" : "authority");
    struct absence absence;
    struct fe_error err;

    if (fe_reader_absent(reader, &a->selection.request, field->slot,
                         &absence.absent, &absence.selected, &absence.told,
                         &err) != FE_OK) {
        failure_status(failure, &err);
        return NULL;
    }
    json_t *result = absence_json(a, reader, &absence, failure);
    fe_counts_free(&absence.absent);
    fe_hits_free(absence.told);
    return result;
}

static bool
run(const void *request,
    struct method_call *call,
    GString *out,
    struct failure *failure)
{
    return json_text_value_new(out, find(request, call->reader, failure));
}

const struct method method_absent = {
    .name = "absent",
    .needs_reader = true,
    .is_timed = true,
    .size = sizeof(struct absent),
    .read = read_absent,
    .fini = selection_fini,
    .run = run,
};
