/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "base/memory.h"
#include "base/text.h"
#include "run/workers.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void
nap_ms(long ms)
{
    const struct timespec t = {.tv_sec = ms / 1000,
                               .tv_nsec = ms % 1000 * 1000000};
    nanosleep(&t, NULL);
}

static void
add_number(struct text *out, size_t number)
{
    char figures[32];

    snprintf(figures, sizeof figures, "%zu", number);
    text_add_string(out, figures);
}

/* Jobs. */

static void
say_number(const void *context, size_t job, struct text *out)
{
    (void)context;
    add_number(out, job);
}

/* The first of every few jobs takes longest. */
static void
say_number_late(const void *context, size_t job, struct text *out)
{
    nap_ms(job % 5 == 0 ? 30 : 0);
    say_number(context, job, out);
}

static void
say_nothing(const void *context, size_t job, struct text *out)
{
    (void)context;
    (void)job;
    (void)out;
}

enum { LONG_ANSWER = 3000000 };

static void
say_much(const void *context, size_t job, struct text *out)
{
    char part[1000];

    (void)context;
    memset(part, 'a' + (int)(job % 10), sizeof part);
    while (out->len < LONG_ANSWER)
        text_add(out, part, sizeof part);
}

/* What job 2 does wrong; it is the context of the jobs. */
enum fault { CRASH, LOOP, EAT, EAT_AND_ABORT, EXIT, KILL, CHATTER, STALL };

static void
do_harm(enum fault fault)
{
    switch (fault) {
    case CRASH:
        signal(SIGSEGV, SIG_DFL); /* a sanitizer would catch it */
        raise(SIGSEGV);
        break;
    case LOOP:
        for (;;)
            pause();
    case EAT: /* addresses, which are what is limited */
        for (;;)
            memory_resize(NULL, 1 << 20);
    case EAT_AND_ABORT: /* as libraries do when memory runs out; in use, too */
        for (void *more; (more = malloc(1 << 20));)
            memset(more, 1, 1 << 20);
        signal(SIGABRT, SIG_DFL);
        abort();
    case EXIT:
        _exit(7);
    case KILL:
        raise(SIGKILL);
        break;
    case STALL: /* after the length of an answer and its first bytes */
        (void)!write(3, &(uint64_t){1000}, sizeof(uint64_t));
        (void)!write(3, "answer", 6);
        for (;;)
            pause();
    case CHATTER:
        for (int fd = 3; fd < 64; fd++)
            (void)!write(fd, "nonsense", 8);
        break;
    }
}

static void
harm_at_two(const void *context, size_t job, struct text *out)
{
    if (job == 2)
        do_harm(*(const enum fault *)context);
    say_number(context, job, out);
}

/* The next answer, however long it takes. */
static struct workers_answer
next(struct workers *workers)
{
    struct workers_answer answer;
    enum workers_event event;

    while ((event = workers_next(workers, 100, &answer)) == WORKERS_WAITING) {
    }
    assert_int_equal(event, WORKERS_ANSWER);
    return answer;
}

/* A failure shows the reason. */
static void
assert_done(const struct workers_answer *answer)
{
    assert_string_equal(answer->reason, "");
    assert_true(answer->is_done);
}

static void
assert_number(struct workers *workers, size_t number)
{
    struct workers_answer answer = next(workers);
    struct text expected = {0};

    add_number(&expected, number);
    assert_int_equal(answer.job, number);
    assert_done(&answer);
    assert_string_equal(answer.bytes.bytes, expected.bytes);
    free(expected.bytes);
    free(answer.bytes.bytes);
}

static void
assert_ended(struct workers *workers)
{
    struct workers_answer answer;

    assert_int_equal(workers_next(workers, 0, &answer), WORKERS_ENDED);
    workers_free(workers);
    /* All children have been waited for. */
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static void
answers_come_in_the_order_of_the_jobs(void **state)
{
    (void)state;
    for (unsigned count = 0; count <= 20; count += 4) {
        const struct workers_options options = {
            .work = say_number_late, .jobs = 50, .count = count};
        struct workers *workers = workers_new(&options);
        for (size_t job = 0; job < options.jobs; job++)
            assert_number(workers, job);
        assert_ended(workers);
    }
}

static void
having_no_jobs_is_harmless(void **state)
{
    const struct workers_options options = {.work = say_number};

    (void)state;
    assert_ended(workers_new(&options));
    workers_free(NULL);
}

static void
an_answer_may_be_empty(void **state)
{
    const struct workers_options options = {.work = say_nothing, .jobs = 1};
    struct workers *workers = workers_new(&options);
    struct workers_answer answer = next(workers);

    (void)state;
    assert_done(&answer);
    assert_int_equal(answer.bytes.len, 0);
    free(answer.bytes.bytes);
    assert_ended(workers);
}

static void
long_answers_arrive_whole_however_late_they_are_taken(void **state)
{
    const struct workers_options options = {
        .work = say_much, .jobs = 60, .count = 3};
    struct workers *workers = workers_new(&options);

    (void)state;
    for (size_t job = 0; job < options.jobs; job++) {
        if (job % 20 == 0)
            nap_ms(100);
        struct workers_answer answer = next(workers);
        assert_int_equal(answer.bytes.len, LONG_ANSWER);
        assert_int_equal(answer.bytes.bytes[LONG_ANSWER - 1], 'a' + job % 10);
        free(answer.bytes.bytes);
    }
    assert_ended(workers);
}

/* All jobs but the bad one are done; the reason given for that contains the
 * words. */
static void
assert_harm(enum fault fault, unsigned seconds, const char *words)
{
    for (unsigned count = 1; count <= 3; count += 2) {
        const struct workers_options options = {.work = harm_at_two,
                                                .context = &fault,
                                                .jobs = 8,
                                                .count = count,
                                                .seconds = seconds};
        struct workers *workers = workers_new(&options);
        for (size_t job = 0; job < options.jobs; job++) {
            if (job != 2) {
                assert_number(workers, job);
                continue;
            }
            const struct workers_answer answer = next(workers);
            assert_int_equal(answer.job, 2);
            assert_false(answer.is_done);
            assert_null(answer.bytes.bytes);
            assert_non_null(strstr(answer.reason, words));
        }
        assert_ended(workers);
    }
}

static void
lack_at_two(const void *context, size_t job, struct text *out)
{
    workers_lack(job == 2 ? EMFILE : ENOENT);
    say_number(context, job, out);
}

static void
a_job_for_which_the_system_lacks_something_is_not_done(void **state)
{
    const struct workers_options options = {
        .work = lack_at_two, .jobs = 5, .count = 2};
    struct workers *workers = workers_new(&options);

    (void)state;
    assert_number(workers, 0);
    assert_number(workers, 1);
    const struct workers_answer answer = next(workers);
    assert_int_equal(answer.job, 2);
    assert_false(answer.is_done);
    assert_int_equal(answer.lacks, EMFILE);
    assert_string_equal(answer.reason, "");
    assert_number(workers, 3);
    assert_number(workers, 4);
    assert_ended(workers);
}

static void
a_crash_takes_one_job_with_it(void **state)
{
    (void)state;
    assert_harm(CRASH, 0, "process crashed (signal 11");
    assert_harm(EXIT, 0, "exited unexpectedly (status 7)");
    assert_harm(KILL, 0, "killed its reader process");
}

static void
a_job_that_never_ends_is_ended(void **state)
{
    (void)state;
    /* The other jobs have the same limit, and need some time on a busy machine.
     */
    assert_harm(LOOP, 3, "took longer than 3 seconds");
    assert_harm(STALL, 3, "took longer than 3 seconds");
}

/* More than a socket takes, but made in no time even on a busy machine. */
enum { HUGE_ANSWER = 8 << 20 };

static void
say_hugely(const void *context, size_t job, struct text *out)
{
    static const char part[1 << 16] = "much";

    (void)context;
    (void)job;
    while (out->len < HUGE_ANSWER)
        text_add(out, part, sizeof part);
}

static void
assert_huge(struct workers_answer *answer)
{
    assert_done(answer);
    assert_int_equal(answer->bytes.len, HUGE_ANSWER);
    free(answer->bytes.bytes);
}

/* As while a long report is indexed: the children send what the socket takes,
 * and wait. An answer may come all at once, if its child sends as fast as we
 * receive. */
static void
the_time_in_which_nobody_listens_does_not_count(void **state)
{
    const struct workers_options options = {
        .work = say_hugely, .jobs = 2, .count = 2, .seconds = 2};
    struct workers *workers = workers_new(&options);
    struct workers_answer answer;
    size_t done = 0;

    (void)state;
    nap_ms(500);
    if (workers_next(workers, 0, &answer) == WORKERS_ANSWER) {
        assert_huge(&answer);
        done++;
    }
    nap_ms(3500);
    for (; done < options.jobs; done++) {
        answer = next(workers);
        assert_huge(&answer);
    }
    assert_ended(workers);
}

static void
a_job_that_uses_up_the_memory_is_ended(void **state)
{
    (void)state;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    skip(); /* there is no memory limit */
#else
    assert_harm(EAT, 0, "more than 1 GB of memory");
    assert_harm(EAT_AND_ABORT, 0, "more than 1 GB of memory");
#endif
}

static void
a_malformed_answer_is_not_accepted(void **state)
{
    (void)state;
    assert_harm(CHATTER, 0,
                "its content is too large for a report; split the file");
}

/* It takes as many steps as it is told, each longer than half of the time that
 * a job has. */
static void
take_steps(const void *context, size_t job, struct text *out)
{
    const unsigned *all = context;

    for (unsigned done = 0; done < *all; done++) {
        workers_step(done, *all);
        nap_ms(600);
    }
    say_number(context, job, out);
}

static void
each_step_of_a_job_has_the_time_of_a_job(void **state)
{
    const unsigned steps = 3;
    const struct workers_options options = {
        .work = take_steps, .context = &steps, .jobs = 2, .seconds = 1};
    struct workers *workers = workers_new(&options);
    struct workers_answer answer;
    unsigned seen = 0, all;

    (void)state;
    while (workers_next(workers, 10, &answer) == WORKERS_WAITING) {
        const unsigned done = workers_steps(workers, &all);
        assert_true(done >= seen && (all == steps || (all == 0 && done == 0)));
        seen = done;
    }
    assert_done(&answer);
    assert_int_equal(seen, steps - 1);
    assert_string_equal(answer.bytes.bytes, "0");
    free(answer.bytes.bytes);
    assert_number(workers, 1);
    assert_ended(workers);
}

/* A process that was taken over could tell of steps for ever. */
static void
tell_of_steps_for_ever(const void *context, size_t job, struct text *out)
{
    (void)context;
    (void)job;
    (void)out;
    for (unsigned done = 0;; done++) {
        workers_step(done, done);
        if (done > WORKERS_STEPS_MAX)
            nap_ms(10);
    }
}

static void
steps_without_end_do_not_give_time_without_end(void **state)
{
    const struct workers_options options = {
        .work = tell_of_steps_for_ever, .jobs = 1, .seconds = 1};
    struct workers *workers = workers_new(&options);
    struct workers_answer answer;

    (void)state;
    while (workers_next(workers, 100, &answer) == WORKERS_WAITING)
        ;
    assert_false(answer.is_done);
    assert_has(answer.reason, "longer than 1 seconds");
    assert_ended(workers);
}

/* Which descriptors are open, of those that a child could have been given. */
static void
say_descriptors(const void *context, size_t job, struct text *out)
{
    (void)context;
    (void)job;
    for (int fd = 3; fd < 64; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            add_number(out, (size_t)fd);
}

static void
a_child_has_no_descriptors_but_its_own(void **state)
{
    const struct workers_options options = {
        .work = say_descriptors, .jobs = 3, .count = 3};
    const int fd = open("/dev/null", O_RDONLY);
    struct workers *workers = workers_new(&options);

    (void)state;
    for (size_t job = 0; job < options.jobs; job++) {
        struct workers_answer answer = next(workers);
        assert_string_equal(answer.bytes.bytes, "3");
        free(answer.bytes.bytes);
    }
    close(fd);
    assert_ended(workers);
}

static void
a_childs_end_is_not_waited_for(void **state)
{
    const enum fault fault = LOOP;
    const struct workers_options options = {
        .work = harm_at_two, .context = &fault, .jobs = 3, .count = 3};
    struct workers *workers = workers_new(&options);

    (void)state;
    assert_number(workers, 0);
    workers_free(workers);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

/* The jobs never end, so that no child notices that its socket was closed. */
static void
children_end_when_their_parent_does(void **state)
{
    const enum fault fault = LOOP;
    const struct workers_options options = {
        .work = harm_at_two, .context = &fault, .jobs = 3, .count = 3};
    int started[2];
    char byte;

    (void)state;
    assert_int_equal(pipe(started), 0);
    /* Children whose parent has died become ours. */
    assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
    const pid_t parent = fork();
    assert_true(parent >= 0);
    if (parent == 0) {
        workers_new(&options);
        (void)!write(started[1], "", 1);
        for (;;)
            pause();
    }
    assert_int_equal(read(started[0], &byte, 1), 1);
    kill(parent, SIGKILL);
    int n = 0;
    while (n < 4 && waitpid(-1, NULL, 0) > 0)
        n++;
    assert_int_equal(n, 4);
    close(started[0]);
    close(started[1]);
}

static void
work_for_a_while(const void *context, size_t job, struct text *out)
{
    for (int i = 0; i < 10; i++)
        nap_ms(50);
    say_number(context, job, out);
}

/* As by Ctrl-Z and fg: the reader is stopped as well. */
static void
time_does_not_pass_while_all_are_stopped(void **state)
{
    const struct workers_options options = {
        .work = work_for_a_while, .jobs = 1, .seconds = 3};
    int status;

    (void)state;
    const pid_t pid = fork();
    if (pid == 0) {
        setpgid(0, 0);
        struct workers *workers = workers_new(&options);
        struct workers_answer answer;
        while (workers_next(workers, 100, &answer) == WORKERS_WAITING)
            continue;
        _exit(answer.is_done ? 0 : 1);
    }
    setpgid(pid, pid);
    nap_ms(200);
    assert_int_equal(kill(-pid, SIGSTOP), 0);
    nap_ms(4000);
    assert_int_equal(kill(-pid, SIGCONT), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_come_in_the_order_of_the_jobs),
        cmocka_unit_test(having_no_jobs_is_harmless),
        cmocka_unit_test(an_answer_may_be_empty),
        cmocka_unit_test(long_answers_arrive_whole_however_late_they_are_taken),
        cmocka_unit_test(
            a_job_for_which_the_system_lacks_something_is_not_done),
        cmocka_unit_test(a_crash_takes_one_job_with_it),
        cmocka_unit_test(a_job_that_never_ends_is_ended),
        cmocka_unit_test(the_time_in_which_nobody_listens_does_not_count),
        cmocka_unit_test(time_does_not_pass_while_all_are_stopped),
        cmocka_unit_test(a_job_that_uses_up_the_memory_is_ended),
        cmocka_unit_test(a_malformed_answer_is_not_accepted),
        cmocka_unit_test(each_step_of_a_job_has_the_time_of_a_job),
        cmocka_unit_test(steps_without_end_do_not_give_time_without_end),
        cmocka_unit_test(a_child_has_no_descriptors_but_its_own),
        cmocka_unit_test(a_childs_end_is_not_waited_for),
        cmocka_unit_test(children_end_when_their_parent_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
