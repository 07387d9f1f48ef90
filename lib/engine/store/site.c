/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/store/site.h"

#include "engine/base/status.h"

#include <errno.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

enum {
    /* Microseconds. A call is unusually slow if it takes four times as long as
     * calls took lately, but not before this. */
    HEDGE_LEAST = 10000,
    HEDGE_TIMES = 4,
    PROBE_MOST = 300000, /* a probe, and the connection to a spare */
    REST_LEAST = 100000, /* to receive what was asked for before */
    LOOK_EVERY = 5000,   /* at whether the request has been cancelled */
    /* Answers that came too late. A place that owes more is not asked: so many
     * short calls a socket takes without anybody to read them. */
    OWED_MOST = 64
};

struct site {
    struct parts *parts;
    size_t part, place;
    struct folder *folder; /* or NULL */
    struct remote *remote; /* or NULL */
    struct remote *spare;  /* another place of the part; or NULL */
    size_t spare_place;
    bool is_lost;
    bool is_used;      /* it has been reopened before */
    GByteArray *begun; /* the call that site_begin() has sent; or NULL */
    int64_t begun_at;
    struct call_info info; /* as of the last time that it was opened */
    int64_t most;          /* how long a call may take, in microseconds */
    double usual;          /* how long calls took lately */
};

/* Calls to other processes. */

/* A call that has been sent to one or two places. */
struct race {
    const struct call *call;
    struct call_answer *answer;
    enum xc_status status;
    struct xc_error *err;
    GByteArray *bytes; /* of the call */
    int64_t deadline;
    const struct fe_stop *stop; /* of the request */
};

/* One of these places. */
struct runner {
    struct remote *remote; /* NULL: it does not run, or not any more */
    size_t place;
    bool has_to_reopen; /* the first answer is that of CALL_REOPEN */
    char why[REMOTE_WHY];
};

enum progress { WAITING, ANSWERED, BROKEN };

static const char not_an_answer[] = "it sends something that is not an answer";

static enum progress
broken(struct runner *runner, const char *why)
{
    g_strlcpy(runner->why, why, sizeof runner->why);
    return BROKEN;
}

/* Whether a spare is at the commit that is being read. */
static enum progress
check_reopened(const struct site *site,
               struct runner *runner,
               const GByteArray *frame)
{
    static const struct call call = {.op = CALL_REOPEN};
    const struct xc_info *own = &site->info.index;
    struct call_answer answer = {0};
    struct xc_error err;
    enum xc_status status;

    if (!call_read_answer(&call, frame->data, frame->len, &status, &answer,
                          &err))
        return broken(runner, not_an_answer);
    if (status != XC_OK)
        return broken(runner, err.message);
    const struct xc_info *other = &answer.info.index;
    if (strcmp(own->uuid, other->uuid) != 0 ||
        own->revision != other->revision ||
        own->documents != other->documents) {
        /* It is usable, but not for this. */
        remote_disown(runner->remote);
        runner->remote = NULL;
        return WAITING;
    }
    runner->has_to_reopen = false;
    return WAITING;
}

/* Take what has arrived. */
static enum progress
take(const struct site *site, struct race *race, struct runner *runner)
{
    const GByteArray *frame;

    while (runner->remote) {
        if (!remote_receive(runner->remote, &frame, runner->why))
            return BROKEN;
        if (!frame)
            return WAITING;
        if (!runner->has_to_reopen)
            return call_read_answer(race->call, frame->data, frame->len,
                                    &race->status, race->answer, race->err)
                       ? ANSWERED
                       : broken(runner, not_an_answer);
        if (check_reopened(site, runner, frame) == BROKEN)
            return BROKEN;
    }
    return WAITING;
}

static void
drop_spare(struct site *site, const char *why)
{
    parts_lose(site->parts, site->part, site->spare_place, why);
    remote_close(site->spare);
    site->spare = NULL;
}

/* Connect to another place of the part, if there is one. */
static void
find_spare(struct site *site)
{
    struct parts *parts = site->parts;
    const int64_t deadline = g_get_monotonic_time() + PROBE_MOST;
    char why[REMOTE_WHY];

    for (size_t p = parts_choice(parts, site->part, 0);
         p < parts_places(parts, site->part) && !site->spare;
         p = parts_choice(parts, site->part, p + 1)) {
        if (p == site->place || !parts_is_remote(parts, site->part, p))
            continue;
        site->spare_place = p;
        site->spare =
            remote_open(parts_path(parts, site->part, p), deadline, why);
        if (!site->spare)
            parts_lose(parts, site->part, p, why);
    }
}

/* Send the call to the other place as well. */
static void
start_spare(struct site *site, struct race *race, struct runner *runner)
{
    static const struct call reopen = {.op = CALL_REOPEN};

    find_spare(site);
    if (!site->spare || remote_owed(site->spare) > OWED_MOST)
        return;
    *runner = (struct runner){site->spare, site->spare_place, true, ""};
    GByteArray *bytes = g_byte_array_new();
    call_write(&reopen, bytes);
    if (!remote_send(site->spare, bytes, race->deadline, runner->why) ||
        !remote_send(site->spare, race->bytes, race->deadline, runner->why)) {
        drop_spare(site, runner->why);
        runner->remote = NULL;
    }
    g_byte_array_unref(bytes);
}

static bool
is_stopped(const struct fe_stop *stop, int64_t now)
{
    /* Not before arena_look() agrees. */
    return (stop->deadline > 0 && now > stop->deadline / 1000) ||
           (stop->is_cancelled &&
            atomic_load_explicit(stop->is_cancelled, memory_order_relaxed));
}

/* When to look at whether the request is stopped; never later than `until`. */
static int64_t
stop_at(const struct fe_stop *stop, int64_t now, int64_t until)
{
    if (stop->deadline > 0)
        until = MIN(until, stop->deadline / 1000);
    return stop->is_cancelled ? MIN(until, now + LOOK_EVERY) : until;
}

/* Wait until a runner can go on, or for so long. */
static void
wait_for(const struct runner *runners, size_t n, int64_t until)
{
    struct pollfd ready[2];
    nfds_t count = 0;

    for (size_t i = 0; i < n; i++)
        if (runners[i].remote)
            ready[count++] = (struct pollfd){
                .fd = remote_descriptor(runners[i].remote), .events = POLLIN};
    const int64_t left = until - g_get_monotonic_time();
    poll(ready, count, (int)CLAMP((left + 999) / 1000, 0, 60000));
}

/* The answer of a runner that has not come yet is not wanted any more. */
static void
stop_waiting(const struct runner *runner)
{
    if (!runner->remote)
        return;
    remote_disown(runner->remote);
    if (runner->has_to_reopen)
        remote_disown(runner->remote);
}

static void
forget_begun(struct site *site)
{
    if (site->begun)
        g_byte_array_unref(site->begun);
    site->begun = NULL;
}

/* When the call was sent ahead, or is sent now. */
static int64_t
begun_at(const struct site *site)
{
    return site->begun ? site->begun_at : g_get_monotonic_time();
}

/* The time runs from when the call was sent, so that several sites that do not
 * answer are waited for at once. But one that does may have more to send than
 * fits in between, before it is listened to. */
static int64_t
deadline_of(const struct site *site)
{
    return MAX(begun_at(site) + site->most,
               g_get_monotonic_time() + MIN(site->most, REST_LEAST));
}

/* Whether the place has had its time for a call whose answer was not waited for
 * to the end. Calls are answered in their order, so this one would have to wait
 * for that as well. */
static bool
is_overdue(const struct site *site, int64_t started, int64_t now)
{
    return remote_owed(site->remote) > 0 &&
           now >= remote_since(site->remote) + site->most &&
           now >= started + MIN(site->most, REST_LEAST);
}

/* Wait for the first answer, which may be there already. BROKEN, with the
 * reason, if none comes; WAITING if the request is stopped meanwhile. */
static enum progress
run(struct site *site, struct race *race, char why[REMOTE_WHY])
{
    enum { MAIN, SPARE, RUNNERS };
    struct runner runners[RUNNERS] = {{site->remote, site->place, false, ""}};
    const bool is_sent = site->begun != NULL;
    const int64_t begun = begun_at(site), started = g_get_monotonic_time();
    const double patience = MAX(HEDGE_TIMES * site->usual, HEDGE_LEAST);
    const int64_t hedge_at =
        remote_owed(site->remote) > 0 ? begun : begun + (int64_t)patience;
    /* A place has to move to the last commit by itself. */
    bool is_hedged = race->call->op == CALL_REOPEN;

    g_strlcpy(why, "it does not answer in time", REMOTE_WHY);
    forget_begun(site);
    if (is_sent)
        ;
    else if (remote_owed(site->remote) > OWED_MOST ||
             !remote_send(site->remote, race->bytes, race->deadline, why))
        runners[MAIN].remote = NULL;
    for (;;) {
        for (size_t i = 0; i < RUNNERS; i++) {
            const enum progress progress = take(site, race, &runners[i]);
            if (progress == ANSWERED) {
                stop_waiting(&runners[!i]);
                if (i == MAIN)
                    site->usual += ((double)(g_get_monotonic_time() - begun) -
                                    site->usual) /
                                   8;
                else if (!runners[MAIN].remote)
                    parts_lose(site->parts, site->part, site->place, why);
                return ANSWERED;
            }
            if (progress == BROKEN && i == MAIN)
                g_strlcpy(why, runners[i].why, REMOTE_WHY);
            else if (progress == BROKEN)
                drop_spare(site, runners[i].why);
            if (progress == BROKEN)
                runners[i].remote = NULL;
        }
        const int64_t now = g_get_monotonic_time();
        if (is_overdue(site, started, now)) {
            stop_waiting(&runners[MAIN]);
            runners[MAIN].remote = NULL;
        }
        if (!is_hedged && (now >= hedge_at || !runners[MAIN].remote)) {
            is_hedged = true;
            start_spare(site, race, &runners[SPARE]);
        }
        if (now >= race->deadline ||
            (!runners[MAIN].remote && !runners[SPARE].remote))
            return BROKEN;
        if (is_stopped(race->stop, now)) {
            stop_waiting(&runners[MAIN]);
            stop_waiting(&runners[SPARE]);
            return WAITING;
        }
        const int64_t until =
            is_hedged ? race->deadline : MIN(hedge_at, race->deadline);
        wait_for(runners, RUNNERS, stop_at(race->stop, now, until));
    }
}

/* A connection that was closed since the last request says nothing about who is
 * there now, who may have been started anew: that is found out by opening the
 * part again. */
static bool
is_outdated(const struct site *site, const struct call *call)
{
    return call->op == CALL_REOPEN && site->is_used &&
           remote_is_closed(site->remote);
}

static enum xc_status
lose(struct site *site,
     const struct call *call,
     const char *why,
     struct xc_error *err)
{
    if (!site->is_lost && !is_outdated(site, call))
        parts_lose(site->parts, site->part, site->place, why);
    site->is_lost = true;
    *err = (struct xc_error){.status = XC_FAILED, .system = EHOSTUNREACH};
    snprintf(err->message, sizeof err->message, "%s", why);
    return XC_FAILED;
}

/* Unless the call that was begun is this one, its answer is not wanted. */
static void
drop_begun(struct site *site, const GByteArray *bytes)
{
    const GByteArray *begun = site->begun;

    if (!begun || (bytes && bytes->len == begun->len &&
                   memcmp(bytes->data, begun->data, begun->len) == 0))
        return;
    remote_disown(site->remote);
    forget_begun(site);
}

/* If it cannot be sent, site_call() will find that out. */
void
site_begin(struct site *site, const struct call *call)
{
    char why[REMOTE_WHY];

    if (!site->remote || site->is_lost)
        return;
    drop_begun(site, NULL);
    if (remote_owed(site->remote) > 0)
        return;
    GByteArray *bytes = g_byte_array_new();
    call_write(call, bytes);
    site->begun_at = g_get_monotonic_time();
    if (remote_send(site->remote, bytes, site->begun_at + site->most, why))
        site->begun = bytes;
    else
        g_byte_array_unref(bytes);
}

static enum xc_status
call_remote(struct site *site,
            const struct call *call,
            const struct fe_stop *stop,
            struct call_answer *answer,
            struct xc_error *err)
{
    struct race race = {.call = call,
                        .stop = stop,
                        .answer = answer,
                        .err = err,
                        .bytes = g_byte_array_new()};
    char why[REMOTE_WHY];

    call_write(call, race.bytes);
    drop_begun(site, race.bytes);
    race.deadline = deadline_of(site);
    const enum progress progress =
        site->is_lost ? BROKEN : run(site, &race, why);
    g_byte_array_unref(race.bytes);
    if (progress == ANSWERED)
        return race.status;
    if (progress == BROKEN)
        return lose(site, call, site->is_lost ? "it was lost before" : why,
                    err);
    *err = (struct xc_error){.status = XC_FAILED,
                             .system = ECANCELED,
                             .message = "the request has ended"};
    return XC_FAILED;
}

enum xc_status
site_call(struct site *site,
          const struct call *call,
          const struct fe_stop *stop,
          struct call_answer *answer,
          struct xc_error *err)
{
    struct parts *parts = site->parts;
    const enum xc_status status =
        site->folder ? call_perform(call, site->folder, answer, err)
                     : call_remote(site, call, stop, answer, err);

    if (status == XC_OK && (call->op == CALL_REOPEN || call->op == CALL_INFO)) {
        site->info = answer->info;
        site->is_used |= call->op == CALL_REOPEN;
        parts_find(parts, site->part, site->place, answer->info.written);
    }
    return status;
}

bool
site_is_lost(const struct site *site)
{
    return site->is_lost;
}

/* Opening. */

void
site_close(struct site *site)
{
    if (!site)
        return;
    folder_close(site->folder);
    remote_close(site->remote);
    remote_close(site->spare);
    forget_begun(site);
    g_free(site);
}

size_t
site_place(const struct site *site)
{
    return site->place;
}

bool
site_is_remote(const struct site *site)
{
    return site->remote != NULL;
}

const struct call_info *
site_info(const struct site *site)
{
    return &site->info;
}

/* Open the place, and read its info; NULL if that fails. Each call may take so
 * many microseconds. */
static struct site *
open_place(struct parts *parts,
           size_t part,
           size_t place,
           int64_t most,
           struct fe_error *err)
{
    static const struct call call = {.op = CALL_INFO};
    static const struct fe_stop never;
    const char *path = parts_path(parts, part, place);
    struct site *site = g_new0(struct site, 1);
    struct call_answer answer = {0};
    struct xc_error failed;
    char why[REMOTE_WHY] = "";

    site->parts = parts;
    site->part = part;
    site->place = place;
    site->most = most;
    if (parts_is_remote(parts, part, place)) {
        site->remote = remote_open(path, g_get_monotonic_time() + most, why);
        *err = (struct fe_error){.status = FE_FAILED, .system = EHOSTUNREACH};
        snprintf(err->message, sizeof err->message, "%s", why);
    } else {
        status_of_store(folder_open(path, &site->folder, &failed), &failed,
                        err);
    }
    if ((site->remote || site->folder) &&
        status_of_store(site_call(site, &call, &never, &answer, &failed),
                        &failed, err) == FE_OK)
        return site;
    site_close(site);
    return NULL;
}

enum fe_status
site_open(struct parts *parts,
          size_t part,
          struct site **out,
          struct fe_error *err)
{
    const int64_t most = (int64_t)parts_answer_ms(parts) * 1000;
    struct fe_error failure;

    *out = NULL;
    for (size_t place = parts_choice(parts, part, 0);
         place < parts_places(parts, part);
         place = parts_choice(parts, part, place + 1)) {
        *out = open_place(parts, part, place, most, &failure);
        if (*out)
            return FE_OK;
        if (!parts_may_be_missing(parts, part))
            return status_report(&failure, err);
        parts_lose(parts, part, place, failure.message);
    }
    /* Before it goes missing, those that were away longer. */
    for (size_t place = 0; !*out && place < parts_places(parts, part); place++)
        if (parts_is_due(parts, part, place))
            *out =
                open_place(parts, part, place, MIN(most, PROBE_MOST), &failure);
    if (*out)
        (*out)->most = most;
    return FE_OK;
}

void
site_probe(struct parts *parts, size_t part, size_t place)
{
    const int64_t most = (int64_t)parts_answer_ms(parts) * 1000;
    struct fe_error failure;

    struct site *site =
        open_place(parts, part, place, MIN(most, PROBE_MOST), &failure);
    if (!site)
        parts_lose(parts, part, place, failure.message);
    site_close(site);
}
