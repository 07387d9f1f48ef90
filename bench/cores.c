/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * cores: a library to preload (LD_PRELOAD). It makes the program believe that
 * the machine has $CORES cores; findingsd starts one worker for each.
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

long
sysconf(int name)
{
    const char *cores = getenv("CORES");
    long (*real)(int);

    if (cores && name == _SC_NPROCESSORS_ONLN)
        return strtol(cores, NULL, 10);
    *(void **)&real = dlsym(RTLD_NEXT, "sysconf");
    return real(name);
}
