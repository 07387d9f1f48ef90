/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/prometheus.h"
#include "print/member.h"
#include "print/print.h"

#include "findings/visible.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Metrics without labels, and where the result has them. */
static const struct {
    const char *object; /* NULL: the result itself */
    const char *member;
    const char *name;
    const char *type;
    const char *help;
} plain[] = {
    {NULL, "uptime_s", "uptime_seconds", "gauge", "Time since the start."},
    {NULL, "revision", "index_revision", "gauge", "Revision of the index."},
    {NULL, "reports", "index_reports", "gauge", "Reports in the index."},
    {NULL, "paragraphs", "index_paragraphs", "gauge",
     "Paragraphs in the index."},
    {NULL, "commits", "index_commits_total", "counter",
     "Commits of the index that were seen, with that at the start."},
    {NULL, "connections", "connections", "gauge", "Open connections."},
    {"limits", "connections", "connections_max", "gauge",
     "Connections that may be open."},
    {NULL, "accepted", "connections_accepted_total", "counter",
     "Connections that were accepted."},
    {NULL, "refused", "connections_refused_total", "counter",
     "Connections that were refused."},
    {"queue", "running", "requests_running", "gauge",
     "Requests that workers are busy with."},
    {"queue", "waiting", "requests_waiting", "gauge",
     "Requests that wait for a worker."},
    {"queue", "slow", "requests_slow", "gauge",
     "Searches that have run for long."},
    {NULL, "unread_bytes", "unread_bytes", "gauge",
     "Answers that clients have not read."},
    {NULL, "bytes_in", "received_bytes_total", "counter",
     "Requests that were received."},
    {NULL, "bytes_out", "sent_bytes_total", "counter",
     "Answers that were sent."},
};

static void
put_head(const char *name, const char *type, const char *help, FILE *out)
{
    findings_putf(out, "# HELP findings_%s %s", name, help);
    putc('\n', out);
    findings_putf(out, "# TYPE findings_%s %s", name, type);
    putc('\n', out);
}

/* {label="value"} */
static void
put_label(const char *label, const char *value, FILE *out)
{
    findings_putf(out, "{%s=\"", label);
    while (*value) {
        if (*value == '\\' || *value == '"')
            putc('\\', out);
        value += print_data_char(value, out);
    }
    fputs("\"}", out);
}

static void
put_number(double number, FILE *out)
{
    fprintf(out, " %.12g\n", number);
}

static void
put_plain(const json_t *result, FILE *out)
{
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        const json_t *object =
            plain[i].object ? json_object_get(result, plain[i].object) : result;
        const json_t *value = json_object_get(object, plain[i].member);
        if (!json_is_number(value))
            continue;
        put_head(plain[i].name, plain[i].type, plain[i].help, out);
        findings_putf(out, "findings_%s", plain[i].name);
        put_number(json_number_value(value), out);
    }
}

static void
put_version(const json_t *result, FILE *out)
{
    put_head("info", "gauge", "The version of findingsd.", out);
    fputs("findings_info", out);
    put_label("version", member_text(result, "version"), out);
    put_number(1, out);
}

/* Read a time as the daemon writes it, "2026-11-30T02:15:00Z". */
static bool
read_time(const char *text, struct tm *at)
{
    int *const parts[] = {&at->tm_year, &at->tm_mon, &at->tm_mday,
                          &at->tm_hour, &at->tm_min, &at->tm_sec};

    *at = (struct tm){0};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char *end;
        *parts[i] = (int)strtol(text, &end, 10);
        if (end == text)
            return false;
        text = end + (*end != '\0');
    }
    at->tm_year -= 1900;
    at->tm_mon--;
    return true;
}

static void
put_written(const json_t *result, FILE *out)
{
    struct tm at;

    if (!read_time(member_text(result, "last_indexed"), &at))
        return;
    put_head("index_written_timestamp_seconds", "gauge",
             "When the index was last written.", out);
    fputs("findings_index_written_timestamp_seconds", out);
    put_number((double)timegm(&at), out);
}

/* A metric with one label, whose values are the names of the members. */
static void
put_members(const json_t *object,
            const char *name,
            const char *label,
            const char *help,
            FILE *out)
{
    json_t *members = (json_t *)object; /* iterating does not change it */
    const char *key;
    json_t *value;

    put_head(name, "counter", help, out);
    json_object_foreach(members, key, value)
    {
        findings_putf(out, "findings_%s", name);
        put_label(label, key, out);
        put_number(json_number_value(value), out);
    }
}

static void
put_words(const json_t *words, FILE *out)
{
    size_t i;
    json_t *file;

    put_head("words_entries", "gauge", "Entries of a file of words.", out);
    json_array_foreach(json_object_get(words, "files"), i, file)
    {
        fputs("findings_words_entries", out);
        put_label("file", member_text(file, "file"), out);
        put_number((double)member_count(file, "entries"), out);
    }
}

/* A metric of each place of each part of the index. */
static void
put_places(const json_t *parts,
           const char *name,
           const char *help,
           json_t *(*number_of)(const json_t *place),
           FILE *out)
{
    size_t i, j;
    json_t *part, *place;

    put_head(name, "gauge", help, out);
    json_array_foreach(parts, i, part)
    {
        json_array_foreach(json_object_get(part, "places"), j, place)
        {
            json_t *number = number_of(place);
            if (json_is_number(number)) {
                findings_putf(out, "findings_%s", name);
                put_label("path", member_text(place, "path"), out);
                put_number(json_number_value(number), out);
            }
            json_decref(number);
        }
    }
}

static json_t *
is_up(const json_t *place)
{
    return json_integer(strcmp(member_text(place, "state"), "away") != 0);
}

static json_t *
seconds_behind(const json_t *place)
{
    return json_incref(json_object_get(place, "behind_s"));
}

/* The buckets, sum and count of one method. */
static void
put_histogram(const char *name,
              const char *method,
              const json_t *histogram,
              const json_t *bounds,
              FILE *out)
{
    const double sum = json_number_value(json_object_get(histogram, "sum_s"));
    const size_t count = member_count(histogram, "count");
    size_t i;
    json_t *bucket;

    json_array_foreach(json_object_get(histogram, "buckets"), i, bucket)
    {
        findings_putf(out, "findings_%s_bucket{method=\"%s\",le=\"%.7g\"}",
                      name, method,
                      json_number_value(json_array_get(bounds, i)));
        put_number(json_number_value(bucket), out);
    }
    findings_putf(out, "findings_%s_bucket{method=\"%s\",le=\"+Inf\"}", name,
                  method);
    put_number((double)count, out);
    findings_putf(out, "findings_%s_sum{method=\"%s\"}", name, method);
    put_number(sum, out);
    findings_putf(out, "findings_%s_count{method=\"%s\"}", name, method);
    put_number((double)count, out);
}

static void
put_histograms(const json_t *histograms,
               const char *member,
               const char *name,
               const char *help,
               FILE *out)
{
    json_t *methods = json_object_get(histograms, "methods");
    const json_t *bounds = json_object_get(histograms, "bounds_s");
    const char *method;
    json_t *each;

    put_head(name, "histogram", help, out);
    json_object_foreach(methods, method, each)
    {
        put_histogram(name, method, json_object_get(each, member), bounds, out);
    }
}

void
print_prometheus(const json_t *result, FILE *out)
{
    const json_t *histograms = json_object_get(result, "histograms");

    put_version(result, out);
    put_plain(result, out);
    put_written(result, out);
    put_places(json_object_get(result, "parts"), "place_up",
               "Whether a place of a part of the index can be used.", is_up,
               out);
    put_places(json_object_get(result, "parts"), "place_behind_seconds",
               "How old a copy of a part is, against the newest.",
               seconds_behind, out);
    put_words(json_object_get(result, "words"), out);
    put_members(json_object_get(result, "requests"), "requests_total", "method",
                "Requests that were answered.", out);
    put_members(json_object_get(result, "errors"), "errors_total", "code",
                "Errors that were sent.", out);
    put_histograms(histograms, "work", "request_work_seconds",
                   "Time on a worker.", out);
    put_histograms(histograms, "wait", "request_wait_seconds",
                   "Time in the queue.", out);
}
