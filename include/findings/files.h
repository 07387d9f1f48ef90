/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * files.h: reads a file that a person has written for the programs: settings,
 * words, a framework.
 */
#ifndef FINDINGS_FILES_H
#define FINDINGS_FILES_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Open the file for reading, without waiting: what is not a file, such as a
 * pipe that nobody writes to, is refused. Returns a descriptor; -1 with errno.
 */
int findings_open_file(const char *path);

/* The contents of the file, of at most max bytes, and a NUL after them; the
 * caller frees them. Never waits: what is not a file, such as a pipe that
 * nobody writes to, is refused. NULL with errno: EFBIG if it is longer. */
char *findings_read_file(const char *path, size_t max, size_t *len);

/* What the errno of either means, for a person. */
const char *findings_read_problem(int number);

#ifdef __cplusplus
}
#endif

#endif
