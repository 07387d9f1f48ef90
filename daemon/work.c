/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "work.h"
#include "log.h"

#include <malloc.h>
#include <stdio.h>
#include <string.h>

/* How long a search runs before it is slow. Few take as much as a tenth, and
 * most clients ask only for short ones. */
enum { SLOW_MS = 250, SHORT_MS = 50 };

/* Everything that the worker thread touches is in here. */
struct job {
    struct pool_job on_pool; /* first: a struct pool_job * is a struct job * */
    struct work *work;
    struct client *client;
    struct answer *answer;
    struct fe_reader *reader; /* borrowed until the work is done */
    struct facts facts;
    uint64_t revision; /* of the index, afterwards */
    uint64_t changes;  /* of the index, likewise */
    void (*done)(void *data, struct answer *answer);
    void *data;
    uint64_t queued; /* ns, by uv_hrtime() */
    uint64_t began;  /* on the worker; likewise */
    uint64_t ended;
    uint64_t started; /* ms, by the loop's clock */
    enum lane lane;
    bool is_slow;
};

/* How long the worker took. */
static uint64_t
took_ms(const struct job *job)
{
    return (job->ended - job->began) / 1000000;
}

static void
on_worker(struct pool_job *on_pool)
{
    struct job *job = (struct job *)on_pool;

    job->began = uv_hrtime();
    answer_work(job->answer, job->reader, &job->facts);
    job->ended = uv_hrtime();
    if (took_ms(job) >= SLOW_MS)
        malloc_trim(0); /* it has used much, and free() keeps it */
    job->revision = fe_index_revision(job->work->readers.index);
    job->changes = fe_index_changes(job->work->readers.index);
}

static bool
is_known(const struct troubles *troubles, const char *text)
{
    const size_t size = sizeof *troubles->texts;

    for (size_t i = 0; i < troubles->count; i++)
        if (strncmp(troubles->texts[i], text, size - 1) == 0)
            return true;
    return false;
}

/* Log what is wrong with the index, and when it can be read again: that a
 * request succeeds does not show it while the same commit is served, because
 * others may need the part that is damaged. */
static void
log_trouble(const struct job *job, const char *text)
{
    struct troubles *troubles = &job->work->troubles;
    const bool has_commit = answer_has_commit(job->answer);

    if (has_commit && (troubles->is_lost || job->changes > troubles->changes)) {
        if (!text && troubles->count > 0)
            log_line("the index can be read again");
        *troubles = (struct troubles){.changes = job->changes};
    }
    if (!text || is_known(troubles, text))
        return;
    troubles->is_lost |= !has_commit;
    if (troubles->count == sizeof troubles->texts / sizeof *troubles->texts)
        return;
    log_at(LEVEL_ERROR, "%s", text);
    snprintf(troubles->texts[troubles->count++], sizeof *troubles->texts, "%s",
             text);
}

/* Count the job as running, or no longer. */
static void
count_running(struct job *job, int one)
{
    struct work *work = job->work;

    job->client->running += (unsigned)one;
    work->facts.running += (unsigned)one;
    if (job->is_slow) {
        work->facts.slow += (unsigned)one;
        job->client->slow += (unsigned)one;
    } else if (job->lane == LANE_SEARCH) {
        work->searching += (unsigned)one;
    }
}

/* Whether the job has run for long, or did. */
static bool
takes_long(const struct job *job)
{
    return job->lane == LANE_SEARCH &&
           uv_now(job->work->loop) - job->started >= SLOW_MS;
}

static void
finish(struct job *job)
{
    job->done(job->data, job->answer);
    g_free(job);
}

static double
seconds(uint64_t from, uint64_t to)
{
    return (double)(to - from) / 1e9;
}

/* Make the line at once, without a reader, for an answer that has waited since
 * the time `queued`. */
static void
work_here(struct work *work, struct answer *answer, uint64_t queued)
{
    const uint64_t began = uv_hrtime();

    answer_work(answer, NULL, &work->facts);
    answer_spend(answer, seconds(queued, began), seconds(began, uv_hrtime()));
}

/* Let the words that the job has read take the place of those in force. Of two
 * jobs that read them, the one that began later read what is newer. */
static void
take_words(struct work *work, struct answer *answer)
{
    const char *trouble;
    struct words *made = answer_take_words(answer, &trouble);
    struct words *before = work->facts.words;

    if (trouble)
        log_at(LEVEL_ERROR, "%s", trouble);
    if (!made)
        return;
    if (before && before->begun > made->begun) {
        words_unref(made);
        return;
    }
    work->facts.words = made;
    words_unref(before);
    log_line("words read again; entries of your own: %zu",
             words_own_entries(made));
}

static void
after_work(struct pool_job *on_pool)
{
    struct job *job = (struct job *)on_pool;
    struct work *work = job->work;
    const char *trouble = answer_trouble(job->answer);

    g_queue_remove(&work->running, job);
    count_running(job, -1);
    if (job->lane == LANE_SEARCH)
        job->client->last_ms = took_ms(job);
    answer_spend(job->answer, seconds(job->queued, job->began),
                 seconds(job->began, job->ended));
    log_trouble(job, trouble);
    take_words(work, job->answer);
    words_unref(job->facts.words);
    work->facts.commits = job->changes;
    work->facts.revision =
        trouble && !answer_has_commit(job->answer) ? 0 : job->revision;
    readers_return(&work->readers, job->reader);
    finish(job); /* first: much may be unread now */
    work_resume(work);
}

/* How many of the searches that run at a time the client's next may be one of.
 */
static unsigned
places(const struct work *work, const struct client *client)
{
    if (client->last_ms < SHORT_MS && client->running == 0)
        return work->n_searches + 1;
    return client->last_ms >= SLOW_MS && work->n_searches > 1
               ? work->n_searches - 1
               : work->n_searches;
}

static bool
may_start(const struct work *work, const struct client *client, enum lane lane)
{
    return !client->is_held &&
           (lane == LANE_QUICK || (!work->is_held && client->slow == 0 &&
                                   work->searching < places(work, client)));
}

/* Take the next job of the lane out of the queue; NULL if none may start. */
static struct job *
next_job(struct work *work, enum lane lane)
{
    GQueue *turns = &work->turns[lane];

    for (guint n = turns->length; n > 0; n--) {
        struct client *client = g_queue_pop_head(turns);
        struct job *job = may_start(work, client, lane)
                              ? g_queue_pop_head(&client->waiting[lane])
                              : NULL;
        if (client->waiting[lane].length > 0)
            g_queue_push_tail(turns, client);
        if (job)
            return job;
    }
    return NULL;
}

/* Whether there is a reader for a job of the lane. */
static bool
has_room(const struct work *work, enum lane lane)
{
    return lane == LANE_QUICK ? work->readers.n_free > 0
                              : work->readers.n_free > 1 &&
                                    work->searching <= work->n_searches;
}

static void
start(struct job *job)
{
    struct work *work = job->work;

    job->reader = readers_lend(&work->readers);
    job->started = uv_now(work->loop);
    work->facts.waiting--;
    count_running(job, 1);
    g_queue_push_tail(&work->running, job);
    job->facts = work->facts;
    if (words_ref(job->facts.words))
        fe_reader_use(job->reader, job->facts.words->lexicon);
    pool_run(&work->pool, &job->on_pool);
}

void
work_resume(struct work *work)
{
    struct job *job;

    for (enum lane lane = LANE_QUICK; lane < LANES; lane++)
        while (has_room(work, lane) && (job = next_job(work, lane)))
            start(job);
}

void
work_start(struct work *work,
           struct client *client,
           struct answer *answer,
           void (*done)(void *data, struct answer *answer),
           void *data)
{
    const uint64_t now = uv_hrtime();

    answer_start_clock(answer);
    if (!answer_needs_reader(answer) || answer_is_over(answer)) {
        work_here(work, answer, now);
        done(data, answer);
        return;
    }
    struct job *job = g_new0(struct job, 1);
    *job = (struct job){.on_pool = {.run = on_worker, .done = after_work},
                        .work = work,
                        .client = client,
                        .answer = answer,
                        .done = done,
                        .data = data,
                        .queued = now,
                        .lane =
                            answer_is_quick(answer) ? LANE_QUICK : LANE_SEARCH};
    if (client->waiting[job->lane].length == 0)
        g_queue_push_tail(&work->turns[job->lane], client);
    g_queue_push_tail(&client->waiting[job->lane], job);
    work->facts.waiting++;
    work_resume(work);
}

/* Move the client's jobs that are over to another queue. */
static void
take_over(GQueue *waiting, GQueue *over)
{
    for (GList *at = waiting->head, *next; at; at = next) {
        struct job *job = at->data;
        next = at->next;
        if (answer_is_over(job->answer)) {
            g_queue_delete_link(waiting, at);
            g_queue_push_tail(over, job);
        }
    }
}

void
work_sweep(struct work *work)
{
    GQueue over = G_QUEUE_INIT;
    struct job *job;

    for (enum lane lane = LANE_QUICK; lane < LANES; lane++) {
        for (GList *at = work->turns[lane].head, *next; at; at = next) {
            struct client *client = at->data;
            next = at->next;
            take_over(&client->waiting[lane], &over);
            if (client->waiting[lane].length == 0)
                g_queue_delete_link(&work->turns[lane], at);
        }
    }
    work->facts.waiting -= over.length;
    while ((job = g_queue_pop_head(&over))) {
        work_here(work, job->answer, job->queued);
        finish(job);
    }
}

/* Searches that have run for long give up their places, as long as this leaves
 * a reader for each place, also that of a short one, and one for what is quick.
 */
static void
notice_slow(struct work *work)
{
    const size_t places = work->n_searches + 2;

    for (GList *at = work->running.head; at; at = at->next) {
        struct job *job = at->data;
        if (!takes_long(job))
            continue;
        job->client->last_ms = uv_now(work->loop) - job->started;
        if (job->is_slow || work->facts.slow + places >= work->readers.count)
            continue;
        count_running(job, -1);
        job->is_slow = true;
        count_running(job, 1);
    }
}

void
work_tick(struct work *work)
{
    work_sweep(work);
    notice_slow(work);
    work_resume(work);
}

bool
work_is_pending(const struct work *work)
{
    return work->running.length > 0 || work->facts.waiting > 0;
}
