/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * sandbox.h: what a process that reads files of strangers can still do. All of
 * it is for good, and inherited by its children. Where the kernel lacks a part,
 * the others are used: Landlock keeps a process from files, seccomp from system
 * calls. A build with a sanitizer has neither (findings/confine.h).
 */
#ifndef INDEXER_SANDBOX_H
#define INDEXER_SANDBOX_H

/* For a process that reads a file which is open already. It can allocate
 * memory, read and write what is open, and open for reading what libraries
 * need: fonts, and files below /usr. It can open nothing for writing, nor a
 * connection, and runs no program. What no library would try ends it with
 * SIGSYS: to run a program, to look into another process, to reach a network.
 * Anything else that is not listed fails with EPERM. */
void sandbox_enter(void);

/* For a process that runs a program over data from such a process: no
 * connection, no look into other processes, and no files written but
 * /dev/null. */
void sandbox_enter_program(void);

#endif
