/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* pipe2() */
#include "support.h"

#include "run/jobs.h"
#include "reading.h"
#include "files/sources.h"
#include "run/transfer.h"
#include "run/workers.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* corpus/, and a file that does not exist. */
struct fixture {
    struct sources sources;
    const struct source **list;
    size_t count;
    struct jobs jobs; /* to read all sources */
    struct source nowhere;
};

static int
set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    char *corpus = test_source("corpus");

    assert_non_null(f);
    sources_add(&f->sources, corpus);
    assert_int_equal(f->sources.n_refused, 0);
    free(corpus);
    f->nowhere =
        (struct source){.path = (char *)"/nowhere", .name = (char *)"nowhere"};
    f->list = calloc(f->sources.count + 1, sizeof *f->list);
    assert_non_null(f->list);
    for (; f->count < f->sources.count; f->count++)
        f->list[f->count] = &f->sources.list[f->count];
    f->list[f->count++] = &f->nowhere;
    f->jobs = (struct jobs){.sources = f->list, .read = reading_bytes};
    *state = f;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *f = *state;

    sources_fini(&f->sources);
    free(f->list);
    free(f);
    return 0;
}

static void
a_file_is_read_as_its_bytes_are(void **state)
{
    const struct fixture *f = *state;

    for (size_t i = 0; i < f->sources.count; i++) {
        const struct source *source = f->list[i];
        struct transfer outcome, expected = {.is_read = true};
        struct text got = {0}, wanted = {0};
        char *bytes, reason[REASON_SIZE];
        size_t len;

        job_read(&f->jobs, i, &got);
        assert_true(transfer_read(got.bytes, got.len, &outcome));
        assert_true(outcome.is_read);
        assert_true(source_read(source, workers_file(source->path), &bytes,
                                &len, reason));
        digest_bytes(bytes, len, expected.digest);
        assert_true(
            reading_bytes(source->name, bytes, len, &expected.reports, reason));
        /* What was read is unchanged by being written and read back. */
        assert_true(transfer_write(&expected, &wanted, reason));
        assert_int_equal(got.len, wanted.len);
        assert_memory_equal(got.bytes, wanted.bytes, got.len);
        transfer_fini(&outcome);
        transfer_fini(&expected);
        free(got.bytes);
        free(wanted.bytes);
        free(bytes);
    }
}

static void
a_file_that_cannot_be_read_has_a_reason_and_no_digest(void **state)
{
    const struct fixture *f = *state;
    struct text got = {0}, digest = {0};
    struct transfer outcome;

    job_read(&f->jobs, f->count - 1, &got);
    assert_true(transfer_read(got.bytes, got.len, &outcome));
    assert_false(outcome.is_read);
    assert_string_equal(outcome.reason, "No such file or directory");
    job_digest(&f->jobs, f->count - 1, &digest);
    assert_int_equal(digest.len, 0);
    transfer_fini(&outcome);
    free(got.bytes);
}

/* As /proc/kmsg. The machine lacks nothing. */
static void
a_file_that_would_have_to_be_waited_for_is_refused(void **state)
{
    const struct source source = {.path = (char *)"/proc/x",
                                  .name = (char *)"x"};
    char reason[REASON_SIZE], *bytes;
    size_t len;
    int ends[2];

    (void)state;
    assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
    assert_false(source_read(&source, ends[0], &bytes, &len, reason));
    assert_int_equal(errno, 0);
    assert_string_equal(reason, "it is no ordinary file; leave it out");
    close(ends[1]);
}

static void
a_digest_depends_on_content_alone(void **state)
{
    const struct fixture *f = *state;
    const struct source renamed = {.path = f->list[0]->path,
                                   .name = (char *)"other.txt"};
    const struct source *list[] = {f->list[0], &renamed, f->list[1]};
    const struct jobs jobs = {.sources = list};
    struct text digests[3] = {0};

    for (size_t i = 0; i < 3; i++) {
        job_digest(&jobs, i, &digests[i]);
        assert_true(digest_is_valid(digests[i].bytes, digests[i].len));
    }
    assert_string_equal(digests[0].bytes, digests[1].bytes);
    assert_string_not_equal(digests[0].bytes, digests[2].bytes);
    for (size_t i = 0; i < 3; i++)
        free(digests[i].bytes);
    assert_false(digest_is_valid("", 0));
    assert_false(digest_is_valid("0123", 4));
}

/* All the answers, one after the other. */
static struct text
answers(const struct fixture *f, unsigned count)
{
    const struct workers_options options = {.work = job_read,
                                            .path = job_path,
                                            .context = &f->jobs,
                                            .jobs = f->count,
                                            .count = count};
    struct workers *workers = workers_new(&options);
    enum workers_event event;
    struct workers_answer answer;
    struct text all = {0};

    while ((event = workers_next(workers, 1000, &answer)) != WORKERS_ENDED) {
        assert_int_not_equal(event, WORKERS_FAILED);
        assert_true(event == WORKERS_WAITING || answer.is_done);
        text_add(&all, answer.bytes.bytes, answer.bytes.len);
        free(answer.bytes.bytes);
    }
    workers_free(workers);
    return all;
}

static void
what_is_read_does_not_depend_on_how_many_read(void **state)
{
    const struct fixture *f = *state;
    struct text one = answers(f, 1);

    for (unsigned count = 2; count <= WORKERS_MAX; count += 3) {
        struct text many = answers(f, count);
        assert_int_equal(many.len, one.len);
        assert_memory_equal(many.bytes, one.bytes, one.len);
        free(many.bytes);
    }
    free(one.bytes);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_file_is_read_as_its_bytes_are),
        TEST(a_file_that_cannot_be_read_has_a_reason_and_no_digest),
        TEST(a_file_that_would_have_to_be_waited_for_is_refused),
        TEST(a_digest_depends_on_content_alone),
        TEST(what_is_read_does_not_depend_on_how_many_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
