/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/status.h"
#include "print/member.h"

#include "findings/visible.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL_WIDTH = 14 };

/* Print a group's heading. */
static void
put_group(const char *name, const struct style *style)
{
    fputs(style->strong, style->out);
    print_text(name, style->out);
    fputs(style->plain, style->out);
    putc('\n', style->out);
}

/* Print a row: its label, and its value after it, wrapped. A label that is too
 * long has a line of its own. */
static void
put_row(const char *label, const char *value, const struct style *style)
{
    const size_t indent = 2 + LABEL_WIDTH;
    const size_t width = print_width(label);
    char lead[4 * LABEL_WIDTH];

    if (width < LABEL_WIDTH && strlen(label) < sizeof lead - indent) {
        snprintf(lead, sizeof lead, "  %s%*s", label,
                 (int)(LABEL_WIDTH - width), "");
        print_wrapped_after(lead, value, indent, style);
    } else {
        print_wrapped(label, NULL, 2, style);
        print_wrapped(value, NULL, indent, style);
    }
}

/* A row whose value is printed as printf() would. */
__attribute__((format(printf, 3, 4))) static void
put_rowf(const char *label, const struct style *style, const char *format, ...)
{
    char value[512];
    va_list args;

    va_start(args, format);
    vsnprintf(value, sizeof value, format, args);
    va_end(args);
    put_row(label, value, style);
}

enum { DURATION_SIZE = 64 };

/* "2 d 3 h", "3 h 4 min", "5 min 6 s". */
static const char *
duration(size_t seconds, char out[DURATION_SIZE])
{
    const size_t minutes = seconds / 60, hours = minutes / 60,
                 days = hours / 24;

    if (days > 0)
        snprintf(out, DURATION_SIZE, "%zu d %zu h", days, hours % 24);
    else if (hours > 0)
        snprintf(out, DURATION_SIZE, "%zu h %zu min", hours, minutes % 60);
    else
        snprintf(out, DURATION_SIZE, "%zu min %zu s", minutes, seconds % 60);
    return out;
}

static void
put_number_row(const char *label,
               const json_t *result,
               const char *member,
               const struct style *style)
{
    char number[PRINT_NUMBER_SIZE];

    put_row(label, print_number(member_count(result, member), number), style);
}

/* Whether there is more to say about places than where the only one is. */
static bool
has_places(const json_t *parts)
{
    const json_t *places = json_object_get(json_array_get(parts, 0), "places");

    return json_array_size(parts) > 1 || json_array_size(places) > 1 ||
           strcmp(member_text(json_array_get(places, 0), "state"), "away") == 0;
}

/* A place of a part: its state, and its path with what else there is to say. */
static void
put_place(const json_t *place, const struct style *style)
{
    const char *since = member_text(place, "since");
    const char *why = member_text(place, "why");
    const size_t behind = member_count(place, "behind_s");
    char time[DURATION_SIZE], *value = NULL;
    size_t size;
    FILE *to = open_memstream(&value, &size);

    if (!to)
        return;
    findings_putf(to, "%s", member_text(place, "path"));
    if (*since)
        findings_putf(to, ", since %s", since);
    if (*why)
        findings_putf(to, ": %s", why);
    if (behind > 0)
        findings_putf(to, ", %s behind", duration(behind, time));
    fclose(to);
    put_row(member_text(place, "state"), value, style);
    free(value);
}

static void
put_parts(const json_t *parts, const struct style *style)
{
    size_t i, j;
    json_t *part, *place;

    json_array_foreach(parts, i, part)
    {
        char name[64];
        snprintf(name, sizeof name, "part %zu of the index", i + 1);
        put_group(name, style);
        json_array_foreach(json_object_get(part, "places"), j, place)
        {
            put_place(place, style);
        }
    }
}

static void
put_served(const json_t *result, const struct style *style)
{
    const char *written = member_text(result, "last_indexed");
    const json_t *parts = json_object_get(result, "parts");
    const bool is_divided = has_places(parts);
    char time[DURATION_SIZE];

    put_group("findingsd", style);
    put_rowf("version", style, "%s, with Xapian %s",
             member_text(result, "version"), member_text(result, "xapian"));
    put_row("running for", duration(member_count(result, "uptime_s"), time),
            style);
    put_row("socket", member_text(result, "socket"), style);
    put_group("index", style);
    if (!is_divided)
        put_row("folder", member_text(result, "db"), style);
    put_row("last indexed", *written ? written : "not known", style);
    put_number_row("revision", result, "revision", style);
    put_number_row("reports", result, "reports", style);
    put_number_row("paragraphs", result, "paragraphs", style);
    if (is_divided)
        put_parts(parts, style);
}

static void
put_entries(const char *label, size_t n, const struct style *style)
{
    char number[PRINT_NUMBER_SIZE];

    put_rowf(label, style, "%s %s", print_number(n, number),
             n == 1 ? "entry" : "entries");
}

void
print_word_files(const json_t *words, const struct style *style)
{
    size_t n_shipped = 0, i;
    json_t *file;

    put_group("words", style);
    put_rowf("read", style, "%s%s", member_text(words, "read"),
             json_is_true(json_object_get(words, "reloaded"))
                 ? ""
                 : ", when it started");
    json_array_foreach(json_object_get(words, "files"), i, file)
    {
        if (json_is_true(json_object_get(file, "shipped")))
            n_shipped += member_count(file, "entries");
    }
    put_entries("built in", n_shipped, style);
    json_array_foreach(json_object_get(words, "files"), i, file)
    {
        if (!json_is_true(json_object_get(file, "shipped")))
            put_entries(member_text(file, "file"),
                        member_count(file, "entries"), style);
    }
}

static void
put_frameworks(const json_t *files, const struct style *style)
{
    size_t i;
    json_t *file;

    if (json_array_size(files) > 0)
        put_group("frameworks of your own", style);
    json_array_foreach(files, i, file)
    {
        const char *name = json_string_value(file);
        print_wrapped(name ? name : "", NULL, 2, style);
    }
}

static void
put_work(const json_t *result, const struct style *style)
{
    const json_t *queue = json_object_get(result, "queue");
    char a[PRINT_NUMBER_SIZE], b[PRINT_NUMBER_SIZE], c[PRINT_NUMBER_SIZE];

    put_group("now", style);
    put_rowf("connections", style, "%zu of at most %zu",
             member_count(result, "connections"),
             member_count(json_object_get(result, "limits"), "connections"));
    put_rowf("requests", style, "%zu running (%zu of them slow), %zu waiting",
             member_count(queue, "running"), member_count(queue, "slow"),
             member_count(queue, "waiting"));
    put_rowf("unread", style, "%s bytes",
             print_number(member_count(result, "unread_bytes"), a));
    put_group("since the start", style);
    put_rowf("connections", style, "%s accepted, %s refused",
             print_number(member_count(result, "accepted"), a),
             print_number(member_count(result, "refused"), b));
    put_rowf("bytes", style, "%s received, %s sent",
             print_number(member_count(result, "bytes_in"), a),
             print_number(member_count(result, "bytes_out"), b));
    put_rowf("commits", style, "%s seen",
             print_number(member_count(result, "commits"), c));
}

/* "-32001: 3, -32602: 1" */
static void
put_errors(const json_t *result, const struct style *style)
{
    json_t *errors = json_object_get(result, "errors");
    const char *code;
    json_t *count;
    char *value = NULL;
    size_t size;
    FILE *to = open_memstream(&value, &size);

    if (!to)
        return;
    json_object_foreach(errors, code, count)
    {
        fputs(ftell(to) > 0 ? ", " : "", to);
        findings_putf(to, "%s: %lld", code,
                      (long long)json_integer_value(count));
    }
    fclose(to);
    put_row("errors", *value ? value : "none", style);
    free(value);
}

/* A time in milliseconds, in as many columns as a table of 40 has for it. */
static void
put_milliseconds(const json_t *latency,
                 const char *member,
                 const struct style *style)
{
    const double time = json_number_value(json_object_get(latency, member));

    fprintf(style->out, "%6.*f", time < 10 ? 2 : time < 1000 ? 1 : 0, time);
}

/* A line for each method: how often, and how long it took on a worker. */
static void
put_latencies(const json_t *result, const struct style *style)
{
    json_t *methods = json_object_get(result, "latency");
    const char *name;
    json_t *latency;

    if (json_object_size(methods) == 0)
        return;
    put_group("milliseconds at work", style);
    fputs("                        50%   90%   99%\n", style->out);
    json_object_foreach(methods, name, latency)
    {
        const json_t *work = json_object_get(latency, "work_ms");
        findings_putf(style->out, "  %-10s%9zu", name,
                      member_count(work, "count"));
        put_milliseconds(work, "p50", style);
        put_milliseconds(work, "p90", style);
        put_milliseconds(work, "p99", style);
        putc('\n', style->out);
    }
}

void
print_status(const json_t *result, const struct style *style)
{
    put_served(result, style);
    print_word_files(json_object_get(result, "words"), style);
    put_frameworks(json_object_get(result, "frameworks"), style);
    put_work(result, style);
    put_errors(result, style);
    put_latencies(result, style);
}
