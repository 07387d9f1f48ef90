/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/program.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool
program_beside(const char *name, char out[PATH_MAX])
{
    char own[PATH_MAX];
    const ssize_t len = readlink("/proc/self/exe", own, sizeof own - 1);

    own[len > 0 ? len : 0] = '\0';
    const char *slash = strrchr(own, '/');
    const int folder = slash ? (int)(slash - own) + 1 : 0;
    const int n = snprintf(out, PATH_MAX, "%.*s%s", folder, own, name);
    return folder > 0 && n > 0 && n < PATH_MAX && access(out, X_OK) == 0;
}
