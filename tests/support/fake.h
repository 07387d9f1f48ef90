/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * fake.h: a program in the place of the daemon, which answers whatever a test
 * wants.
 */
#ifndef TESTS_FAKE_H
#define TESTS_FAKE_H

#include "support.h"

#define FAKE_GREETING "{\"product\": \"findings\", \"protocol\": 1}\n"

/* Starts a process that listens on the path, greets one client, takes one
 * request and answers it with these lines. */
pid_t fake_daemon(const char *path, const char *greeting, const char *lines);

/* Runs findings with these arguments, up to the first NULL, against such a
 * process, which greets like the daemon. */
struct test_run fake_ask(const struct test_world *world,
                         const char *lines,
                         const char *a,
                         const char *b);

#endif
