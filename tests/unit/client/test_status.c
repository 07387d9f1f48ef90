/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The status of the daemon, as a person and as a collector of metrics see it.
 */
#include "print/prometheus.h"
#include "print/status.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char answer[] =
    "{'version': '0.1.0', 'xapian': '1.4.22', 'db': '/srv/db', 'socket': "
    "'/run/s', 'revision': 12, 'reports': 1234, 'paragraphs': 56789, "
    "'last_indexed': '1970-01-02T00:00:01Z', 'commits': 3, 'uptime_s': 93784, "
    "'connections': 5, 'unread_bytes': 0, 'accepted': 1000000, 'refused': 2, "
    "'bytes_in': 1, 'bytes_out': 123456789012, 'queue': {'waiting': 1, "
    "'running': 2, 'slow': 1}, 'limits': {'connections': 128}, 'words': "
    "{'read': '2026-11-30T02:15:00Z', 'reloaded': true, 'files': [{'file': "
    "'share/a.txt', 'entries': 1000, 'shipped': true}, {'file': "
    "'share/b.txt', 'entries': 331, 'shipped': true}, {'file': "
    "'/w/a \\\\ \\\"b\\n\\u001b[1m', 'entries': 1, 'shipped': false}]}, "
    "'parts': [{'places': [{'path': '/srv/part1', 'state': 'used', "
    "'last_indexed': '1970-01-02T00:00:01Z', 'behind_s': 0}, {'path': "
    "'/run/copy.sock', 'state': 'ready', 'last_indexed': "
    "'1970-01-01T22:59:56Z', 'behind_s': 3605}]}, {'places': [{'path': "
    "'/run/part2\\u001b[1m.sock', 'state': 'away', 'last_indexed': null, "
    "'behind_s': null, 'since': '2026-11-30T12:30:00Z', 'why': 'it does not "
    "answer in time'}]}], "
    "'frameworks': ['/f/mine.txt'], 'requests': {'judgements': 1234567}, "
    "'errors': {'-32001': 3, '-32602': 1}, 'latency': {'judgements': "
    "{'work_ms': {'count': 1234567, 'p50': 0.0145, 'p90': 12.25, 'p99': "
    "41943.04}, 'wait_ms': {'count': 1234567, 'p50': 1, 'p90': 1, 'p99': "
    "1}}}, 'histograms': {'bounds_s': [1e-5, 2e-5], 'methods': "
    "{'judgements': {'work': {'buckets': [1, 3], 'count': 4, 'sum_s': 0.5}, "
    "'wait': {'buckets': [4, 4], 'count': 4, 'sum_s': 0}}}}}";

/* The caller frees it. */
static char *
printed(const char *json, size_t width)
{
    char *quoted = strdup(json), *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    const struct style style = {.out = out,
                                .width = width,
                                .screen = width,
                                .mark = "*",
                                .unmark = "*",
                                .strong = "",
                                .dim = "",
                                .id = "",
                                .plain = ""};

    for (char *p = quoted; *p; p++)
        *p = *p == '\'' ? '"' : *p;
    json_t *result = json_loads(quoted, 0, NULL);
    assert_non_null(result);
    if (width > 0)
        print_status(result, &style);
    else
        print_prometheus(result, out);
    fclose(out);
    json_decref(result);
    free(quoted);
    return text;
}

static void
a_status_fits_its_columns(void **state)
{
    static const size_t widths[] = {40, 60, 80, 120, 200};

    (void)state;
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        char *text = printed(answer, widths[i]);
        for (char *rest = text, *line; (line = strsep(&rest, "\n"));)
            if (print_width(line) > widths[i])
                fail_msg("wider than %zu: %s", widths[i], line);
        free(text);
    }
}

static void
a_status_is_in_groups(void **state)
{
    char *text = printed(answer, 80);

    (void)state;
    assert_has(text, "  running for   1 d 2 h\n");
    assert_has(text, "  paragraphs    56,789\n");
    assert_has(text, "part 1 of the index\n"
                     "  used          /srv/part1\n"
                     "  ready         /run/copy.sock, 1 h 0 min behind\n"
                     "part 2 of the index\n"
                     "  away          /run/part2\\x1b[1m.sock, since "
                     "2026-11-30T12:30:00Z: it does not\n"
                     "                answer in time\n");
    assert_null(strstr(text, "folder"));
    assert_has(text, "  built in      1,331 entries\n");
    assert_has(text, "  /w/a \\ \"b \\x1b[1m\n                1 entry\n");
    assert_has(text, "frameworks of your own\n  /f/mine.txt\n");
    assert_has(text, "  requests      2 running (1 of them slow), 1 waiting\n");
    assert_has(text, "  connections   1,000,000 accepted, 2 refused\n");
    assert_has(text, "  errors        -32001: 3, -32602: 1\n");
    assert_has(text, "  judgements  1234567  0.01  12.2 41943\n");
    free(text);
}

static void
a_status_of_an_older_daemon_is_printed_as_well(void **state)
{
    static const char older[] = "{'product': 'findings', 'db': '/srv/db', "
                                "'paragraphs': 3}";
    char *text = printed(older, 80);

    (void)state;
    assert_has(text, "  paragraphs    3\n");
    assert_has(text, "  last indexed  not known\n");
    assert_has(text, "  folder        /srv/db\n");
    free(text);
    text = printed(older, 0);
    assert_has(text, "findings_index_paragraphs 3\n");
    assert_null(strstr(text, "written"));
    free(text);
}

static void
metrics_have_base_units_and_escaped_labels(void **state)
{
    char *text = printed(answer, 0);

    (void)state;
    assert_has(text, "\nfindings_index_written_timestamp_seconds 86401\n");
    assert_has(text, "\nfindings_sent_bytes_total 123456789012\n");
    assert_has(text,
               "\nfindings_words_entries{file=\"/w/a \\\\ \\\"b  [1m\"} 1\n");
    assert_has(text, "\nfindings_place_up{path=\"/run/copy.sock\"} 1\n"
                     "findings_place_up{path=\"/run/part2 [1m.sock\"} 0\n");
    assert_has(text, "\nfindings_place_behind_seconds{path=\"/srv/part1\"} 0\n"
                     "findings_place_behind_seconds{path=\"/run/copy.sock\"} "
                     "3605\n");
    assert_has(text, "\nfindings_errors_total{code=\"-32001\"} 3\n");
    assert_has(text, "# HELP findings_request_work_seconds Time on a worker.\n"
                     "# TYPE findings_request_work_seconds histogram\n"
                     "findings_request_work_seconds_bucket{method="
                     "\"judgements\",le=\"1e-05\"} 1\n"
                     "findings_request_work_seconds_bucket{method="
                     "\"judgements\",le=\"2e-05\"} 3\n"
                     "findings_request_work_seconds_bucket{method="
                     "\"judgements\",le=\"+Inf\"} 4\n"
                     "findings_request_work_seconds_sum{method="
                     "\"judgements\"} 0.5\n"
                     "findings_request_work_seconds_count{method="
                     "\"judgements\"} 4\n");
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_status_fits_its_columns),
        cmocka_unit_test(a_status_is_in_groups),
        cmocka_unit_test(a_status_of_an_older_daemon_is_printed_as_well),
        cmocka_unit_test(metrics_have_base_units_and_escaped_labels),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
