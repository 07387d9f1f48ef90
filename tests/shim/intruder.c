/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A library to preload (LD_PRELOAD) into findings-web that does what whoever
 * has found a fault in it would try, in the thread that answers a request. What
 * became of it is a header of the reply: see intruder.h.
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#include "intruder.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* errno of opening it, or 0. */
static int
open_as(const char *folder, const char *name, int flags)
{
    char path[PATH_MAX];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    const int fd = open(path, flags | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno;
    close(fd);
    return 0;
}

static int
remove_from(const char *folder, const char *name)
{
    char path[PATH_MAX];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    return unlink(path) < 0 ? errno : 0;
}

/* errno of running a program, or 0. */
static int
run(void)
{
    const char *argv[] = {"true", NULL};
    int status = 0;
    const pid_t pid = fork();

    if (pid == 0) {
        execv("/bin/true", (char *const *)argv);
        _exit(errno);
    }
    return pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status)
               ? WEXITSTATUS(status)
               : -1;
}

enum MHD_Result
MHD_queue_response(struct MHD_Connection *connection,
                   unsigned status,
                   struct MHD_Response *response)
{
    enum MHD_Result (*real)(struct MHD_Connection *, unsigned,
                            struct MHD_Response *);
    const char *folder = getenv(INTRUDER_FOLDER);
    const char *saved = getenv(INTRUDER_SAVED);
    char text[256];

    *(void **)&real = dlsym(RTLD_NEXT, "MHD_queue_response");
    if (folder && saved) {
        snprintf(text, sizeof text,
                 "read %d, write %d, make %d, remove %d, run %d, save %d",
                 open_as(folder, "file", O_RDONLY),
                 open_as(folder, "file", O_WRONLY),
                 open_as(folder, "new", O_WRONLY | O_CREAT),
                 remove_from(folder, "file"), run(),
                 open_as(saved, "new", O_WRONLY | O_CREAT));
        MHD_add_response_header(response, INTRUDER_HEADER, text);
    }
    return real(connection, status, response);
}
