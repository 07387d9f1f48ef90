/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "messages/metrics.h"

#include <glib.h>

void
metrics_open(struct metrics *metrics)
{
    metrics->counts = (struct metrics_counts){0};
    pthread_mutex_init(&metrics->lock, NULL);
}

void
metrics_close(struct metrics *metrics)
{
    pthread_mutex_destroy(&metrics->lock);
}

/* The counts of the method; NULL if there are too many methods. */
static struct method_counts *
method_of(struct metrics_counts *counts, const char *name)
{
    for (size_t i = 0; i < counts->n_methods; i++)
        if (counts->methods[i].name == name)
            return &counts->methods[i];
    if (counts->n_methods == METRICS_METHODS)
        return NULL;
    counts->methods[counts->n_methods].name = name;
    return &counts->methods[counts->n_methods++];
}

static void
add_error(struct metrics_counts *counts, int code)
{
    size_t i = 0;

    while (i < counts->n_errors && counts->errors[i].code != code)
        i++;
    if (i == METRICS_ERRORS)
        return;
    if (i == counts->n_errors)
        counts->errors[counts->n_errors++].code = code;
    counts->errors[i].n++;
}

void
metrics_add_request(struct metrics *metrics,
                    const struct request_report *report)
{
    struct metrics_counts *counts = &metrics->counts;

    pthread_mutex_lock(&metrics->lock);
    struct method_counts *method =
        report->method ? method_of(counts, report->method) : NULL;
    if (method) {
        durations_add(&method->waited, report->waited);
        durations_add(&method->worked, report->worked);
    }
    if (report->code)
        add_error(counts, report->code);
    counts->bytes_in += report->bytes_in;
    counts->bytes_out += report->bytes_out;
    pthread_mutex_unlock(&metrics->lock);
}

void
metrics_add_connection(struct metrics *metrics, bool is_accepted)
{
    pthread_mutex_lock(&metrics->lock);
    if (is_accepted)
        metrics->counts.accepted++;
    else
        metrics->counts.refused++;
    pthread_mutex_unlock(&metrics->lock);
}

struct metrics_counts *
metrics_copy(struct metrics *metrics)
{
    struct metrics_counts *copy = g_new(struct metrics_counts, 1);

    pthread_mutex_lock(&metrics->lock);
    *copy = metrics->counts;
    pthread_mutex_unlock(&metrics->lock);
    return copy;
}
