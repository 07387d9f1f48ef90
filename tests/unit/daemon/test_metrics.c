/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What the daemon counts: how long requests took, how often methods were
 * called, and errors.
 */
#include "support.h"

#include "messages/metrics.h"

#include <glib.h>
#include <pthread.h>
#include <stdlib.h>

static void
bounds_rise_by_a_quarter_of_a_doubling(void **state)
{
    (void)state;
    assert_true(durations_bound(0) == 1e-5);
    for (size_t i = 1; i < DURATIONS_BOUNDS; i++) {
        const double ratio = durations_bound(i) / durations_bound(i - 1);
        assert_true(ratio > 1.189 && ratio < 1.190);
    }
    assert_true(durations_bound(DURATIONS_BOUNDS - 1) > 40);
}

static void
each_time_is_counted_below_the_next_bound(void **state)
{
    (void)state;
    for (size_t i = 0; i <= DURATIONS_BOUNDS; i++) {
        struct durations d = {0};
        /* Just below this bound, or above all of them. */
        durations_add(&d, i < DURATIONS_BOUNDS ? durations_bound(i) * 0.999
                                               : durations_bound(i - 1) * 1.01);
        for (size_t k = 0; k < DURATIONS_BOUNDS; k++)
            assert_int_equal(durations_up_to(&d, k), k >= i);
        assert_int_equal(d.counts[i], 1);
    }
}

static void
odd_times_do_no_harm(void **state)
{
    static const double odd[] = {0, -1, 1e-300, 1e9, 1e300};
    struct durations d = {0};

    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        durations_add(&d, odd[i]);
    assert_int_equal(d.n, 5);
    assert_int_equal(d.counts[0], 3);
    assert_int_equal(d.counts[DURATIONS_BOUNDS], 2);
    assert_true(durations_percentile(&d, 0.01) == durations_bound(0));
    assert_true(durations_percentile(&d, 1) ==
                durations_bound(DURATIONS_BOUNDS - 1));
}

static int
by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void
percentiles_are_right_within_a_tenth(void **state)
{
    enum { N = 10000 };
    static const double shares[] = {0.5, 0.9, 0.99};
    static double times[N];
    struct durations d = {0};
    unsigned random = 1;
    double sum = 0;

    (void)state;
    for (int i = 0; i < N; i++) {
        random = random * 1103515245u + 12345u;
        const double x = (double)(random >> 8 & 0xffff) / 0xffff;
        times[i] = 2e-5 + x * x * x * x * 3; /* most are short */
        durations_add(&d, times[i]);
        sum += times[i];
    }
    qsort(times, N, sizeof *times, by_size);
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        const double exact = times[(size_t)(shares[i] * N) - 1];
        const double found = durations_percentile(&d, shares[i]);
        assert_true(found > exact * 0.9 && found < exact * 1.1);
    }
    assert_true(d.sum > sum * 0.999999 && d.sum < sum * 1.000001);
}

static void
nothing_has_no_percentiles(void **state)
{
    const struct durations d = {0};

    (void)state;
    assert_true(durations_percentile(&d, 0.5) == 0);
}

static const struct method_counts *
counts_of(const struct metrics_counts *counts, const char *name)
{
    for (size_t i = 0; i < counts->n_methods; i++)
        if (counts->methods[i].name == name)
            return &counts->methods[i];
    return NULL;
}

static void
requests_and_errors_are_counted(void **state)
{
    static const char search[] = "search", get[] = "get";
    const struct request_report reports[] = {
        {.method = search, .worked = 0.25, .bytes_in = 10, .bytes_out = 100},
        {.method = search, .code = -32001, .waited = 0.5, .bytes_out = 1},
        {.method = get, .code = -32001},
        {.code = -32009, .bytes_out = 5}, /* nobody asked for it */
    };
    struct metrics metrics;

    (void)state;
    metrics_open(&metrics);
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++)
        metrics_add_request(&metrics, &reports[i]);
    metrics_add_connection(&metrics, true);
    metrics_add_connection(&metrics, true);
    metrics_add_connection(&metrics, false);
    struct metrics_counts *counts = metrics_copy(&metrics);
    assert_int_equal(counts->n_methods, 2);
    assert_int_equal(counts_of(counts, search)->worked.n, 2);
    assert_true(counts_of(counts, search)->worked.sum == 0.25);
    assert_true(counts_of(counts, search)->waited.sum == 0.5);
    assert_int_equal(counts_of(counts, get)->worked.n, 1);
    assert_int_equal(counts->n_errors, 2);
    assert_int_equal(counts->errors[0].code, -32001);
    assert_int_equal(counts->errors[0].n, 2);
    assert_int_equal(counts->errors[1].n, 1);
    assert_int_equal(counts->bytes_in, 10);
    assert_int_equal(counts->bytes_out, 106);
    assert_int_equal(counts->accepted, 2);
    assert_int_equal(counts->refused, 1);
    g_free(counts);
    metrics_close(&metrics);
}

static void
too_many_kinds_are_left_out(void **state)
{
    static const char names[METRICS_METHODS + 5][2];
    struct metrics metrics;

    (void)state;
    metrics_open(&metrics);
    for (size_t i = 0; i < METRICS_METHODS + 5; i++)
        metrics_add_request(
            &metrics,
            &(struct request_report){.method = names[i], .code = (int)i + 1});
    struct metrics_counts *counts = metrics_copy(&metrics);
    assert_int_equal(counts->n_methods, METRICS_METHODS);
    assert_int_equal(counts->n_errors, METRICS_ERRORS);
    g_free(counts);
    metrics_close(&metrics);
}

enum { ROUNDS = 2000 };

static void *
add_many(void *data)
{
    static const struct request_report report = {.method = "search",
                                                 .bytes_out = 3};

    for (int i = 0; i < ROUNDS; i++)
        metrics_add_request(data, &report);
    return NULL;
}

static void
a_copy_made_meanwhile_is_of_one_moment(void **state)
{
    struct metrics metrics;
    pthread_t thread;

    (void)state;
    metrics_open(&metrics);
    assert_int_equal(pthread_create(&thread, NULL, add_many, &metrics), 0);
    for (uint64_t n = 0; n < ROUNDS;) {
        struct metrics_counts *counts = metrics_copy(&metrics);
        n = counts->n_methods > 0 ? counts->methods[0].worked.n : 0;
        assert_int_equal(counts->bytes_out, 3 * n);
        g_free(counts);
    }
    pthread_join(thread, NULL);
    metrics_close(&metrics);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounds_rise_by_a_quarter_of_a_doubling),
        cmocka_unit_test(each_time_is_counted_below_the_next_bound),
        cmocka_unit_test(odd_times_do_no_harm),
        cmocka_unit_test(percentiles_are_right_within_a_tenth),
        cmocka_unit_test(nothing_has_no_percentiles),
        cmocka_unit_test(requests_and_errors_are_counted),
        cmocka_unit_test(too_many_kinds_are_left_out),
        cmocka_unit_test(a_copy_made_meanwhile_is_of_one_moment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
