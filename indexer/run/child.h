/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * child.h: the child's side of workers.h. There is a socket to each child. The
 * parent sends an order, the number of a job with its file; the child answers
 * with the length of the answer and its bytes. Before that, it may tell of its
 * steps: instead of a length, it sends CHILD_STEP, with how many are done and
 * of how many.
 */
#ifndef INDEXER_CHILD_H
#define INDEXER_CHILD_H

#include "run/workers.h"

#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>

struct child_order {
    uint64_t job;
    int32_t error; /* why there is no file, an errno; 0 if there is one, or need
                      not be */
    uint32_t none; /* 0; there is no padding */
};

/* The file, as it is attached to the order. */
union child_file {
    struct cmsghdr header; /* for its alignment */
    char bytes[CMSG_SPACE(sizeof(int))];
};

/* Added to the steps that are done, shifted by CHILD_STEP_SHIFT, and all steps.
 */
#define CHILD_STEP ((uint64_t)1 << 63)
enum { CHILD_STEP_SHIFT = 31 };

enum { CHILD_MEMORY_MAX = 1 << 30 }; /* bytes that a child may use itself */

/* Exit status, plus the errno, if the system lacks something. */
enum { CHILD_LACKS = 100 };

/* Whether a child of this process may use so much memory: a limit on this
 * process (ulimit -v) may leave it less. */
bool child_has_memory(void);

/* In a child of the parent: give up what it does not need, and do the jobs that
 * come in at the socket. It does not return, and runs none of the parent's exit
 * handlers. */
void child_serve(const struct workers_options *options, int fd, pid_t parent)
    __attribute__((noreturn));

#endif
