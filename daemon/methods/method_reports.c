/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The reports that are indexed, a part at a time.
 */
#include "messages/json_text.h"
#include "messages/report_filters.h"
#include "messages/reports.h"
#include "methods/methods.h"

#include "findings/wire.h"

struct reports_progress {
    struct report_records reports;
    size_t next;
    size_t total; /* reports that were handed out */
};

/* A report has one grade, its overall one; its paragraphs have others. */
static const char *const own[] = {"grade", NULL};

static bool
read_reports(void *request, const json_t *params, struct failure *failure)
{
    return report_filters_read(request, "reports", own, params, failure);
}

static void
end_reports(void *progress)
{
    struct reports_progress *p = progress;

    reports_fini(&p->reports);
    g_free(p);
}

/* Returns NULL on error, with *failure set. */
static struct reports_progress *
begin_reports(const struct report_filters *filters,
              struct fe_reader *reader,
              struct failure *failure)
{
    struct reports_progress *p = g_new0(struct reports_progress, 1);

    if (reports_find(&p->reports, reader, &filters->reports, failure))
        return p;
    g_free(p);
    return NULL;
}

static bool
add_report(struct reports_progress *p,
           json_t *record,
           struct fe_reader *reader,
           GString *out,
           struct failure *failure)
{
    json_t *described = report_described(record, reader, failure);

    if (!described)
        return false;
    json_text_item(out);
    p->total++;
    return json_text_value_new(out, described);
}

/* Append the list of the next reports; *n is how many they are. */
static bool
add_part(struct reports_progress *p,
         const struct report_filters *filters,
         struct fe_reader *reader,
         GString *out,
         size_t *n,
         struct failure *failure)
{
    g_string_append_c(out, '[');
    for (; p->next < p->reports.count && *n < FINDINGS_PART_MAX; p->next++) {
        json_t *record = p->reports.list[p->next];
        if (!report_filters_pass(filters, 0, report_overall(record)))
            continue;
        if (!add_report(p, record, reader, out, failure))
            return false;
        (*n)++;
    }
    g_string_append_c(out, ']');
    return true;
}

static json_t *
result_json(const struct reports_progress *p)
{
    return json_pack("{s:I, s:O, s:I}", "total", (json_int_t)p->total,
                     "unknown", p->reports.unknown, "revision",
                     (json_int_t)p->reports.revision);
}

static bool
run(const void *request,
    struct method_call *call,
    GString *out,
    struct failure *failure)
{
    struct reports_progress *p = call->progress;
    const size_t start = out->len;
    size_t n = 0;

    if (!p)
        p = call->progress = begin_reports(request, call->reader, failure);
    if (!p)
        return false;
    if (p->next < p->reports.count &&
        !add_part(p, request, call->reader, out, &n, failure))
        return false;
    if (n == 0) {
        g_string_truncate(out, start);
        return json_text_value_new(out, result_json(p));
    }
    call->output = p->next == p->reports.count ? METHOD_LAST_PART : METHOD_PART;
    return true;
}

const struct method method_reports = {
    .name = "reports",
    .needs_reader = true,
    .size = sizeof(struct report_filters),
    .read = read_reports,
    .fini = selection_fini,
    .run = run,
    .end = end_reports,
};
