/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * fake.h: a program in the place of the daemon, which answers whatever a test
 * wants.
 */
#ifndef TESTS_FAKE_H
#define TESTS_FAKE_H

#include "support.h"

struct fake {
    const char *lines; /* the answer */
    bool is_repeated;  /* it is sent again and again, until killed */
    uid_t user;        /* whose socket it is; 0: of who runs the test */
};

/* Starts a process that listens on the path, greets one client like the daemon,
 * takes one request, which it leaves in the file path.asked, and answers it.
 * Its exit status is 1 if the client sends anything else. */
pid_t fake_start(const char *path, const struct fake *fake);

/* Runs findings --text with these arguments, up to the first NULL, against such
 * a process. */
struct test_run fake_ask(const struct test_world *world,
                         const char *lines,
                         const char *a,
                         const char *b);

#endif
