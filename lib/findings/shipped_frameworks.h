/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * shipped_frameworks.h: the files of share/frameworks, which the build embeds:
 * common.txt first, the others by name.
 */
#ifndef COMMON_SHIPPED_FRAMEWORKS_H
#define COMMON_SHIPPED_FRAMEWORKS_H

#include <stddef.h>

struct shipped_framework {
    const char *file; /* NULL ends the list */
    const unsigned char *text;
    size_t len;
};

extern const struct shipped_framework shipped_frameworks[];

#endif
