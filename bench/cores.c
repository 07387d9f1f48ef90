/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * cores: a library to be preloaded (LD_PRELOAD). The program then takes the
 * machine to have as many cores as $CORES says: findingsd starts a worker for
 * each.
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
