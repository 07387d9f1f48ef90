/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "messages/report_filters.h"
#include "messages/params.h"

#include <string.h>

static bool
check_field(const struct findings_field *field,
            const char *what,
            struct failure *failure)
{
    static const char *const known[] = {"authority",    "provider", "framework",
                                        "report",       "year",     "grade",
                                        "service_area", "date"};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(field->name, known[i]) == 0)
            return true;
    return failure_param(
        failure, "filters",
        "%s cannot be filtered by \"%s\"; use only: authority, provider, "
        "framework, report, service_area, grade, year",
        what, field->name);
}

/* Keep the filter apart if it is on one of the method's own fields. */
static void
add_filter(struct report_filters *f,
           const char *const *own,
           const struct findings_field *field,
           const struct fe_filter *filter)
{
    for (size_t i = 0; own[i]; i++) {
        if (strcmp(own[i], field->name) == 0) {
            f->own[i] = filter;
            return;
        }
    }
    f->filters[f->reports.n_filters++] = *filter;
}

bool
report_filters_read(struct report_filters *f,
                    const char *what,
                    const char *const *own,
                    const json_t *params,
                    struct failure *failure)
{
    static const char *const known[] = {SELECTION_FILTERS, NULL};
    const struct selection *s = &f->selection;

    if (!params_known(params, known, failure) ||
        !selection_read(&f->selection, params, failure))
        return false;
    f->reports = s->request;
    f->reports.filters = f->filters;
    f->reports.n_filters = 0;
    for (size_t i = 0; i < s->request.n_filters; i++) {
        if (!check_field(s->fields[i], what, failure))
            return false;
        add_filter(f, own, s->fields[i], &s->filters[i]);
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

bool
report_filters_pass(const struct report_filters *f,
                    size_t i,
                    const json_t *value)
{
    return !f->own[i] || is_among(value, f->own[i]);
}
