/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The judgements of the reports that are selected.
 */
#include "messages/json_text.h"
#include "messages/params.h"
#include "messages/reports.h"
#include "messages/selection.h"
#include "methods/methods.h"

#include <string.h>

/* A filter on a field that judgements have themselves. */
struct judgement_filter {
    const struct findings_field *field;
    const struct fe_filter *filter; /* NULL if any value will do */
};

enum { N_WANTED = 2 };

struct judgements {
    struct selection selection;
    struct fe_filter filters[SELECTION_FILTERS_MAX]; /* on reports */
    struct fe_request reports;
    struct judgement_filter wanted[N_WANTED];
};

static bool
check_field(const struct findings_field *field, struct failure *failure)
{
    static const char *const known[] = {"authority",    "provider", "framework",
                                        "report",       "year",     "grade",
                                        "service_area", "date"};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(field->name, known[i]) == 0)
            return true;
    return failure_param(
        failure, "filters",
        "judgements cannot be filtered by \"%s\"; use only: authority, "
        "provider, framework, report, service_area, grade, year",
        field->name);
}

/* Filters by service area and grade apply to the judgements, since a report's
 * paragraphs have service areas and grades of their own; all others select the
 * reports. */
static bool
read_judgements(void *request, const json_t *params, struct failure *failure)
{
    struct judgements *q = request;
    static const char *const known[] = {SELECTION_FILTERS, NULL};
    const struct selection *s = &q->selection;

    if (!params_known(params, known, failure) ||
        !selection_read(&q->selection, params, failure))
        return false;
    q->wanted[0].field = findings_field("service_area");
    q->wanted[1].field = findings_field("grade");
    q->reports = s->request;
    q->reports.filters = q->filters;
    q->reports.n_filters = 0;
    for (size_t i = 0; i < s->request.n_filters; i++) {
        bool is_wanted = false;
        if (!check_field(s->fields[i], failure))
            return false;
        for (size_t k = 0; k < N_WANTED; k++) {
            if (q->wanted[k].field == s->fields[i]) {
                q->wanted[k].filter = &s->filters[i];
                is_wanted = true;
            }
        }
        if (!is_wanted)
            q->filters[q->reports.n_filters++] = s->filters[i];
    }
    return true;
}

/* Whether the value, or one of several, is among those of the filter. */
static bool
is_among(const json_t *value, const struct fe_filter *filter)
{
    const char *text = json_string_value(value);

    for (size_t i = 0; i < json_array_size(value); i++)
        if (is_among(json_array_get(value, i), filter))
            return true;
    for (size_t i = 0; text && i < filter->n_values; i++)
        if (strcmp(filter->values[i], text) == 0)
            return true;
    return false;
}

static bool
passes(const struct judgement_filter *wanted, const json_t *judgement)
{
    return !wanted->filter ||
           is_among(json_object_get(judgement, wanted->field->name),
                    wanted->filter);
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
list_json(const struct judgements *q, const struct report_records *reports)
{
    json_t *list = json_array();

    for (size_t r = 0; r < reports->count; r++) {
        const json_t *judgements = report_judgements(reports->list[r]);
        for (size_t i = 0; i < json_array_size(judgements); i++) {
            const json_t *judgement = json_array_get(judgements, i);
            if (passes(&q->wanted[0], judgement) &&
                passes(&q->wanted[1], judgement))
                json_array_append_new(
                    list, judgement_json(reports->list[r], judgement));
        }
    }
    return list;
}

static json_t *
find(const struct judgements *q,
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
    .size = sizeof(struct judgements),
    .read = read_judgements,
    .fini = selection_fini,
    .run = run,
};
