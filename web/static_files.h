/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * static_files.h: the files of static/, which the build makes parts of the
 * program.
 */
#ifndef WEB_STATIC_FILES_H
#define WEB_STATIC_FILES_H

#include <stddef.h>

struct static_file {
    const char *name; /* NULL after the last */
    const unsigned char *bytes;
    const size_t *len;
};

extern const struct static_file static_files[];

#endif
