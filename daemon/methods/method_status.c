/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What the daemon serves, and what it has done since it started.
 */
#include "messages/json_text.h"
#include "messages/params.h"
#include "messages/places_json.h"
#include "methods/methods.h"

#include "findings/frameworks.h"
#include "findings/schema.h"
#include "findings/wire.h"

#include <math.h>
#include <stdio.h>

struct asked {
    bool histograms;
};

static bool
read_asked(void *request, const json_t *params, struct failure *failure)
{
    static const char *const known[] = {"histograms", NULL};
    struct asked *asked = request;

    return params_known(params, known, failure) &&
           params_bool(params, "histograms", &asked->histograms, failure);
}

/* The preferred place of each part. */
static json_t *
folders_json(const struct served *served)
{
    json_t *folders = json_array();

    for (size_t i = 0; i < served->n; i++)
        json_array_append_new(folders, facts_path_json(served_name(served, i)));
    return folders;
}

static json_t *
served_json(struct fe_reader *reader,
            const struct facts *facts,
            struct failure *failure)
{
    char written[FACTS_TIME_SIZE];
    struct fe_info info;
    struct fe_keys keys = {0};
    struct fe_error err;
    json_t *result = NULL;

    if (fe_reader_info(reader, &info, &err) != FE_OK ||
        fe_reader_metadata_keys(reader, FINDINGS_REPORT_KEY, &keys, &err) !=
            FE_OK)
        failure_status(failure, &err);
    else
        result = json_pack(
            "{s:s, s:s, s:i, s:s, s:o, s:o, s:o, s:o, s:I, s:I, s:I, s:o, s:I}",
            "product", "findings", "version", FINDINGS_VERSION, "protocol",
            FINDINGS_PROTOCOL, "xapian", fe_xapian_version(), "db",
            facts_path_json(facts->served->db), "folders",
            folders_json(facts->served), "parts",
            places_json(facts->served, reader), "socket",
            facts->socket ? facts_path_json(facts->socket) : json_null(),
            "revision", (json_int_t)info.revision, "reports",
            (json_int_t)keys.count, "paragraphs", (json_int_t)info.documents,
            "last_indexed",
            info.written > 0 ? json_string(facts_time(info.written, written))
                             : json_null(),
            "commits", (json_int_t)facts->commits);
    fe_keys_free(&keys);
    return result;
}

/* The files of the frameworks that are a user's own. */
static json_t *
frameworks_json(void)
{
    const struct findings_framework *framework;
    json_t *files = json_array();

    for (size_t i = 0; (framework = findings_framework_at(i)); i++)
        if (!findings_framework_is_shipped(framework))
            json_array_append_new(files, facts_path_json(framework->file));
    return files;
}

/* What it is doing. The members of the first version are on their own. */
static json_t *
work_json(const struct facts *facts)
{
    return json_pack(
        "{s:I, s:i, s:i, s:i, s:I, s:{s:i, s:i, s:i}, s:o, s:o, s:o}",
        "uptime_s", (json_int_t)(facts_clock() - facts->started), "connections",
        (int)facts->connections, "running", (int)facts->running, "waiting",
        (int)facts->waiting, "unread_bytes", (json_int_t)facts->unread_bytes,
        "queue", "waiting", (int)facts->waiting, "running", (int)facts->running,
        "slow", (int)facts->slow, "limits", limits_json(facts->limits), "words",
        facts->words ? words_json(facts->words) : json_null(), "frameworks",
        frameworks_json());
}

/* Milliseconds, with microseconds. */
static json_t *
milliseconds(double seconds)
{
    return json_real(round(seconds * 1e6) / 1e3);
}

static json_t *
latency_json(const struct durations *durations)
{
    return json_pack("{s:I, s:o, s:o, s:o}", "count", (json_int_t)durations->n,
                     "p50", milliseconds(durations_percentile(durations, 0.5)),
                     "p90", milliseconds(durations_percentile(durations, 0.9)),
                     "p99",
                     milliseconds(durations_percentile(durations, 0.99)));
}

/* How many took at most as long as each bound; one bound for each doubling. */
static json_t *
histogram_json(const struct durations *durations)
{
    json_t *buckets = json_array();

    for (size_t i = 0; i < DURATIONS_BOUNDS; i += DURATIONS_STEPS)
        json_array_append_new(
            buckets, json_integer((json_int_t)durations_up_to(durations, i)));
    return json_pack("{s:o, s:I, s:f}", "buckets", buckets, "count",
                     (json_int_t)durations->n, "sum_s", durations->sum);
}

static json_t *
bounds_json(void)
{
    json_t *bounds = json_array();

    for (size_t i = 0; i < DURATIONS_BOUNDS; i += DURATIONS_STEPS)
        json_array_append_new(bounds, json_real(durations_bound(i)));
    return bounds;
}

/* Add the counts of the methods. */
static void
add_methods(json_t *result,
            const struct metrics_counts *counts,
            bool with_histograms)
{
    json_t *requests = json_object(), *latency = json_object();
    json_t *histograms = json_object();

    for (size_t i = 0; i < counts->n_methods; i++) {
        const struct method_counts *method = &counts->methods[i];
        json_object_set_new(requests, method->name,
                            json_integer((json_int_t)method->worked.n));
        json_object_set_new(latency, method->name,
                            json_pack("{s:o, s:o}", "work_ms",
                                      latency_json(&method->worked), "wait_ms",
                                      latency_json(&method->waited)));
        json_object_set_new(histograms, method->name,
                            json_pack("{s:o, s:o}", "work",
                                      histogram_json(&method->worked), "wait",
                                      histogram_json(&method->waited)));
    }
    json_object_set_new(result, "requests", requests);
    json_object_set_new(result, "latency", latency);
    if (with_histograms)
        json_object_set_new(result, "histograms",
                            json_pack("{s:o, s:O}", "bounds_s", bounds_json(),
                                      "methods", histograms));
    json_decref(histograms);
}

static void
add_counts(json_t *result,
           const struct metrics_counts *counts,
           bool with_histograms)
{
    json_t *errors = json_object();

    for (size_t i = 0; i < counts->n_errors; i++) {
        char code[16];
        snprintf(code, sizeof code, "%d", counts->errors[i].code);
        json_object_set_new(errors, code,
                            json_integer((json_int_t)counts->errors[i].n));
    }
    add_methods(result, counts, with_histograms);
    json_object_update_new(
        result, json_pack("{s:o, s:I, s:I, s:I, s:I}", "errors", errors,
                          "accepted", (json_int_t)counts->accepted, "refused",
                          (json_int_t)counts->refused, "bytes_in",
                          (json_int_t)counts->bytes_in, "bytes_out",
                          (json_int_t)counts->bytes_out));
}

static bool
run(const void *request,
    struct method_call *call,
    GString *out,
    struct failure *failure)
{
    const struct asked *asked = request;
    const struct facts *facts = call->facts;
    json_t *result = served_json(call->reader, facts, failure);

    if (result)
        json_object_update_new(result, work_json(facts));
    if (result && facts->metrics) {
        struct metrics_counts *counts = metrics_copy(facts->metrics);
        add_counts(result, counts, asked->histograms);
        g_free(counts);
    }
    return json_text_value_new(out, result);
}

const struct method method_status = {
    .name = "status",
    .needs_reader = true,
    .is_quick = true,
    .size = sizeof(struct asked),
    .read = read_asked,
    .run = run,
};
