/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * account.h: who has asked for how much: what is counted and logged of a
 * connection and its requests. All functions are for the loop's thread.
 */
#ifndef DAEMON_ACCOUNT_H
#define DAEMON_ACCOUNT_H

#include "messages/metrics.h"

#include <stdint.h>
#include <sys/types.h>

/* Of a connection. Zero it. */
struct account {
    uint64_t number; /* of the connection, from 1; 0 until it is opened */
    uint64_t requests;
    uid_t uid;
    pid_t pid;
    char user[64]; /* their name or, without one, number; "" if neither is
                      logged */
};

/* Look up who is at the other end, and log it. */
void account_open(struct account *account, uint64_t number, int fd);

/* Whether that is the user who runs the daemon, or root. */
bool account_is_owner(const struct account *account);

/* Count a request that has ended, or a line that nobody asked for, and log it.
 */
void account_request(struct account *account,
                     struct metrics *metrics,
                     const struct request_report *report);

void account_close(const struct account *account);

#endif
