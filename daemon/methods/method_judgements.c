/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The judgements of the reports that are selected.
 */
#include "messages/json_text.h"
#include "messages/report_filters.h"
#include "messages/reports.h"
#include "methods/methods.h"

/* Filters by service area and grade apply to the judgements, since a report's
 * paragraphs have service areas and grades of their own; all others select the
 * reports. */
static const char *const own[] = {"service_area", "grade", NULL};

static bool
read_judgements(void *request, const json_t *params, struct failure *failure)
{
    return report_filters_read(request, "judgements", own, params, failure);
}

static bool
passes(const struct report_filters *filters, const json_t *judgement)
{
    for (size_t i = 0; own[i]; i++)
        if (!report_filters_pass(filters, i,
                                 json_object_get(judgement, own[i])))
            return false;
    return true;
}

static json_t *
judgement_json(const json_t *report, const json_t *judgement)
{
    return json_pack("{s:O?, s:O?, s:O?, s:O?, s:O?, s:O?, s:O?, s:O?, s:O?}",
                     "report", json_object_get(report, "id"), "authority",
                     json_object_get(report, "authority"), "provider",
                     json_object_get(report, "provider"), "framework",
                     json_object_get(report, "framework"), "date",
                     json_object_get(report, "date"), "service_area",
                     json_object_get(judgement, "service_area"), "judgement",
                     json_object_get(judgement, "judgement"), "grade",
                     json_object_get(judgement, "grade"), "source",
                     json_object_get(judgement, "source"));
}

static json_t *
list_json(const struct report_filters *q, const struct report_records *reports)
{
    json_t *list = json_array();

    for (size_t r = 0; r < reports->count; r++) {
        const json_t *judgements = report_judgements(reports->list[r]);
        for (size_t i = 0; i < json_array_size(judgements); i++) {
            const json_t *judgement = json_array_get(judgements, i);
            if (passes(q, judgement))
                json_array_append_new(
                    list, judgement_json(reports->list[r], judgement));
        }
    }
    return list;
}

static json_t *
find(const struct report_filters *q,
     struct fe_reader *reader,
     struct failure *failure)
{
    struct report_records reports;

    if (!reports_find(&reports, reader, &q->reports, failure))
        return NULL;
    json_t *result = json_pack(
        "{s:o, s:O, s:I}", "judgements", list_json(q, &reports), "unknown",
        reports.unknown, "revision", (json_int_t)reports.revision);
    reports_fini(&reports);
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

const struct method method_judgements = {
    .name = "judgements",
    .needs_reader = true,
    .size = sizeof(struct report_filters),
    .read = read_judgements,
    .fini = selection_fini,
    .run = run,
};
