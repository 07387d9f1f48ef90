/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * faults.h: how a test tells the library of faults.c, which is preloaded into a
 * program, which of the program's calls is to fail.
 */
#ifndef TESTS_FAULTS_H
#define TESTS_FAULTS_H

/* The calls that are counted together, from 1. */
enum fault_calls {
    FAULT_CHANGES, /* that change files: write, fsync, rename, mkdir ... */
    FAULT_READS,   /* that open and read files, and start processes */
    FAULT_MEMORY   /* malloc, mmap ... */
};

/* What happens at the n-th of them. */
enum fault_how {
    FAULT_KILL,  /* the process is killed before the call */
    FAULT_TEAR,  /* a write is made by half, and the process is killed */
    FAULT_SHORT, /* a write is made by half, and says so */
    FAULT_ONCE,  /* it fails */
    FAULT_ALWAYS /* it fails, and so do all that follow */
};

enum { FAULT_ERRORS = 3 }; /* that fit a call; some are the same */

struct fault {
    enum fault_calls calls;
    enum fault_how how;
    long at;         /* n; 0: calls are only counted */
    unsigned error;  /* which of the errors that fit the call */
    int in_children; /* 1: only the calls of processes that are forked */
};

/* In the environment: the numbers above, with blanks between, in that order;
 * and a file of a long, in which the calls are counted. */
#define FAULT_VARIABLE "FINDINGS_FAULT"
#define FAULT_COUNT_VARIABLE "FINDINGS_FAULT_COUNT"

#endif
