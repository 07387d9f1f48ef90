/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "server/guests.h"

#include <glib.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ROOM = GUESTS_MAX + GUESTS_REFUSED };

struct guests {
    struct guests_rules rules;
    pthread_mutex_t mutex;
    pthread_cond_t changed; /* the first has come, or all is to end */
    pthread_t watch;
    struct guest *open[ROOM];
    size_t n;
    int64_t left_ms; /* when the last one left */
    bool is_ending;
};

int64_t
guests_now_ms(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* Close the connections whose time is over: their threads notice that. */
static void
end_late_ones(struct guests *guests, int64_t now)
{
    for (size_t i = 0; i < guests->n; i++) {
        struct guest *guest = guests->open[i];
        if (guest->until_ms > now)
            continue;
        shutdown(guest->fd, SHUT_RDWR);
        guest->until_ms = INT64_MAX;
    }
}

/* Look at them a few times a second, while there are any. */
static void *
watch(void *data)
{
    enum { PAUSE_MS = 250 };
    struct guests *guests = data;

    pthread_mutex_lock(&guests->mutex);
    while (!guests->is_ending) {
        if (guests->n == 0) {
            pthread_cond_wait(&guests->changed, &guests->mutex);
            continue;
        }
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += PAUSE_MS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        pthread_cond_timedwait(&guests->changed, &guests->mutex, &until);
        end_late_ones(guests, guests_now_ms());
    }
    pthread_mutex_unlock(&guests->mutex);
    return NULL;
}

struct guests *
guests_new(const struct guests_rules *rules)
{
    struct guests *guests = g_new0(struct guests, 1);
    pthread_condattr_t attributes;

    guests->rules = *rules;
    guests->left_ms = guests_now_ms();
    pthread_mutex_init(&guests->mutex, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&guests->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    if (pthread_create(&guests->watch, NULL, watch, guests) != 0)
        g_error("cannot start a thread");
    return guests;
}

void
guests_free(struct guests *guests)
{
    pthread_mutex_lock(&guests->mutex);
    guests->is_ending = true;
    pthread_cond_signal(&guests->changed);
    pthread_mutex_unlock(&guests->mutex);
    pthread_join(guests->watch, NULL);
    pthread_cond_destroy(&guests->changed);
    pthread_mutex_destroy(&guests->mutex);
    g_free(guests);
}

/* Find out who it is. */
static enum guest_verdict
judge(const struct guests_rules *rules,
      int fd,
      const struct sockaddr_storage *address,
      struct peer *peer)
{
    uid_t uid;

    *peer = peer_of_address(address);
    if (!peer_is_loopback(address))
        return GUEST_WELCOME;
    if (!peer_user(fd, &uid))
        return rules->is_for_any_user ? GUEST_WELCOME : GUEST_FOREIGN;
    *peer = peer_of_user(uid);
    return rules->is_for_any_user || uid == geteuid() || uid == 0
               ? GUEST_WELCOME
               : GUEST_FOREIGN;
}

/* Whether the peer is the user who runs this, or the proxy. */
static bool
is_trusted(const struct guests *guests, const struct peer *peer)
{
    const struct peer self = peer_of_user(geteuid());

    return guests->rules.is_behind_proxy || peer_is_same(peer, &self);
}

/* Whether there is room for it among those that are served. */
static bool
has_room(const struct guests *guests, const struct peer *peer)
{
    size_t of_peer = 0, served = 0;

    for (size_t i = 0; i < guests->n; i++) {
        const struct guest *other = guests->open[i];
        served += other->verdict == GUEST_WELCOME;
        of_peer += peer_is_same(&other->peer, peer);
    }
    return served < GUESTS_MAX &&
           (of_peer < GUESTS_OF_COMPUTER || is_trusted(guests, peer));
}

struct guest *
guests_open(struct guests *guests,
            int fd,
            const struct sockaddr_storage *address)
{
    struct guest *guest = g_new0(struct guest, 1);
    size_t refused = 0;

    guest->guests = guests;
    guest->fd = fd;
    guest->verdict = judge(&guests->rules, fd, address, &guest->peer);
    pthread_mutex_lock(&guests->mutex);
    if (guest->verdict == GUEST_WELCOME && !has_room(guests, &guest->peer))
        guest->verdict = GUEST_BUSY;
    for (size_t i = 0; i < guests->n; i++)
        refused += guests->open[i]->verdict != GUEST_WELCOME;
    const bool fits =
        guest->verdict == GUEST_WELCOME || refused < GUESTS_REFUSED;
    if (fits) {
        guest->until_ms = guests_now_ms() + (int64_t)GUESTS_ARRIVAL_S * 1000;
        guests->open[guests->n++] = guest;
        if (guests->n == 1)
            pthread_cond_signal(&guests->changed);
    }
    pthread_mutex_unlock(&guests->mutex);
    if (fits)
        return guest;
    g_free(guest);
    return NULL;
}

static void
set_time(struct guest *guest, int64_t until_ms)
{
    pthread_mutex_lock(&guest->guests->mutex);
    /* One whose time was over is closed already. */
    if (guest->until_ms != INT64_MAX)
        guest->until_ms = until_ms;
    pthread_mutex_unlock(&guest->guests->mutex);
}

void
guest_asked(struct guest *guest)
{
    /* It is our turn, which the daemon's time limits. */
    set_time(guest, INT64_MAX - 1);
    guest->requests++;
}

void
guest_is_answered(struct guest *guest, bool is_flow)
{
    set_time(guest,
             guests_now_ms() +
                 (int64_t)(is_flow ? GUESTS_FLOW_S : GUESTS_REPLY_S) * 1000);
}

void
guest_is_done(struct guest *guest)
{
    set_time(guest, guests_now_ms() + (int64_t)GUESTS_ARRIVAL_S * 1000);
}

void
guest_close(struct guest *guest)
{
    struct guests *guests = guest->guests;

    pthread_mutex_lock(&guests->mutex);
    for (size_t i = 0; i < guests->n; i++)
        if (guests->open[i] == guest) {
            guests->open[i] = guests->open[--guests->n];
            break;
        }
    guests->left_ms = guests_now_ms();
    pthread_mutex_unlock(&guests->mutex);
    g_free(guest);
}

int64_t
guests_idle_ms(struct guests *guests)
{
    pthread_mutex_lock(&guests->mutex);
    const int64_t idle = guests->n > 0 ? 0 : guests_now_ms() - guests->left_ms;
    pthread_mutex_unlock(&guests->mutex);
    return idle;
}
