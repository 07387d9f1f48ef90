/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "descriptors.h"
#include "log.h"

#include <sys/resource.h>

enum {
    OWN = 24,   /* the loop, its signals, the socket, its lock; CONNS_SURPLUS */
    READER = 6, /* three files, and three more after a commit */
    CONNECTIONS_MIN = 8
};

bool
descriptors_share(struct limit *limits, size_t readers)
{
    const rlim_t own = OWN + (rlim_t)READER * readers;
    const rlim_t least = own + CONNECTIONS_MIN;
    struct limit *connections = &limits[LIMIT_CONNECTIONS];
    struct rlimit most;

    if (getrlimit(RLIMIT_NOFILE, &most) < 0)
        return true;
    if (most.rlim_cur < least) {
        log_at(LEVEL_ERROR,
               "the limit on open files is %llu, but findingsd needs %llu on "
               "this machine; raise it with: ulimit -n %llu",
               (unsigned long long)most.rlim_cur, (unsigned long long)least,
               (unsigned long long)own + connections->value);
        return false;
    }
    if (most.rlim_cur - own < connections->value)
        connections->value = (unsigned)(most.rlim_cur - own);
    return true;
}
