/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A library to preload (LD_PRELOAD) that makes system calls and allocations of
 * a program fail, or kills it at one of them. See tests/support/faults.h.
 */
#define _GNU_SOURCE
#include "faults.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct fault plan;
static bool is_child;
/* In a file, so that the test and all children share it. */
static _Atomic long *counted;
static pid_t (*real_fork)(void);
static int (*real_main)(int argc, char **argv, char **environment);

static void
become_child(void)
{
    is_child = true;
}

static void
begin(void)
{
    const char *text = getenv(FAULT_VARIABLE);
    const char *file = getenv(FAULT_COUNT_VARIABLE);
    int calls, how;

    *(void **)&real_fork = dlsym(RTLD_NEXT, "fork");
    if (!text || !file ||
        sscanf(text, "%d %d %ld %u %d", &calls, &how, &plan.at, &plan.error,
               &plan.in_children) != 5)
        return;
    const int fd = (int)syscall(SYS_openat, AT_FDCWD, file, O_RDWR, 0);
    void *page = (void *)syscall(SYS_mmap, NULL, sizeof *counted,
                                 PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (fd < 0 || page == MAP_FAILED)
        abort();
    syscall(SYS_close, fd);
    pthread_atfork(NULL, NULL, become_child);
    plan.calls = calls;
    plan.how = how;
    counted = page;
}

static int
main_with_faults(int argc, char **argv, char **environment)
{
    begin();
    return real_main(argc, argv, environment);
}

/* The C library starts a program with this. What libraries do while they are
 * loaded is not counted. */
int __libc_start_main(int (*start)(int, char **, char **),
                      int argc,
                      char **argv,
                      void (*init)(void),
                      void (*fini)(void),
                      void (*end)(void),
                      void *stack);
int
__libc_start_main(int (*start)(int, char **, char **),
                  int argc,
                  char **argv,
                  void (*init)(void),
                  void (*fini)(void),
                  void (*end)(void),
                  void *stack)
{
    __typeof__(&__libc_start_main) real;

    *(void **)&real = dlsym(RTLD_NEXT, "__libc_start_main");
    real_main = start;
    return real(main_with_faults, argc, argv, init, fini, end, stack);
}

/* Count a call. Returns what it is to fail with; 0: it is to be made. */
static int
fault_of(enum fault_calls calls, const int errors[FAULT_ERRORS])
{
    if (!counted || plan.calls != calls || plan.in_children != is_child)
        return 0;
    const long n = atomic_fetch_add(counted, 1) + 1;
    if (plan.at == 0 || n < plan.at || plan.how == FAULT_SHORT ||
        (n > plan.at && plan.how != FAULT_ALWAYS))
        return 0;
    if (plan.how == FAULT_KILL || plan.how == FAULT_TEAR)
        syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
    const int error = errors[plan.error % FAULT_ERRORS];
    /* A call that is interrupted for ever is repeated for ever. */
    return error == EINTR && plan.how == FAULT_ALWAYS ? errors[0] : error;
}

static bool
fails(enum fault_calls calls, const int errors[FAULT_ERRORS])
{
    const int error = fault_of(calls, errors);

    if (error)
        errno = error;
    return error != 0;
}

static const int of_writing[FAULT_ERRORS] = {ENOSPC, EIO, EINTR};
static const int of_syncing[FAULT_ERRORS] = {EIO, ENOSPC, EINTR};
static const int of_naming[FAULT_ERRORS] = {ENOSPC, EIO, EACCES};
static const int of_creating[FAULT_ERRORS] = {ENOSPC, EMFILE, EACCES};
static const int of_opening[FAULT_ERRORS] = {EMFILE, EIO, ENOMEM};
static const int of_reading[FAULT_ERRORS] = {EIO, EINTR, EIO};
static const int of_forking[FAULT_ERRORS] = {EAGAIN, ENOMEM, EAGAIN};
static const int of_memory[FAULT_ERRORS] = {ENOMEM, ENOMEM, ENOMEM};

/* How much of a write is made: at the n-th one, half of it if it is to be
 * short, or torn, that is followed by the end of the program. */
static size_t
cut(size_t len)
{
    const bool may_be_cut = counted && plan.calls == FAULT_CHANGES &&
                            plan.in_children == is_child &&
                            atomic_load(counted) + 1 == plan.at && len > 1;
    if (!may_be_cut || (plan.how != FAULT_SHORT && plan.how != FAULT_TEAR))
        return len;
    if (plan.how == FAULT_SHORT)
        atomic_fetch_add(counted, 1);
    return len / 2;
}

ssize_t
write(int fd, const void *bytes, size_t len)
{
    const size_t part = cut(len);

    if (part < len && plan.how == FAULT_SHORT)
        return syscall(SYS_write, fd, bytes, part);
    if (part < len)
        syscall(SYS_write, fd, bytes, part);
    return fails(FAULT_CHANGES, of_writing)
               ? -1
               : syscall(SYS_write, fd, bytes, len);
}

ssize_t
pwrite(int fd, const void *bytes, size_t len, off_t at)
{
    const size_t part = cut(len);

    if (part < len && plan.how == FAULT_SHORT)
        return syscall(SYS_pwrite64, fd, bytes, part, at);
    if (part < len)
        syscall(SYS_pwrite64, fd, bytes, part, at);
    return fails(FAULT_CHANGES, of_writing)
               ? -1
               : syscall(SYS_pwrite64, fd, bytes, len, at);
}

int
fsync(int fd)
{
    return fails(FAULT_CHANGES, of_syncing) ? -1 : (int)syscall(SYS_fsync, fd);
}

int
fdatasync(int fd)
{
    return fails(FAULT_CHANGES, of_syncing) ? -1
                                            : (int)syscall(SYS_fdatasync, fd);
}

int
ftruncate(int fd, off_t len)
{
    return fails(FAULT_CHANGES, of_writing)
               ? -1
               : (int)syscall(SYS_ftruncate, fd, len);
}

int
rename(const char *from, const char *to)
{
    return fails(FAULT_CHANGES, of_naming)
               ? -1
               : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int
unlink(const char *path)
{
    return fails(FAULT_CHANGES, of_naming)
               ? -1
               : (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int
mkdir(const char *path, mode_t mode)
{
    return fails(FAULT_CHANGES, of_creating)
               ? -1
               : (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

int
open(const char *path, int flags, ...)
{
    const bool creates = (flags & O_CREAT) != 0;
    mode_t mode = 0;

    if (creates) {
        va_list args;
        va_start(args, flags);
        mode = va_arg(args, mode_t);
        va_end(args);
    }
    if (fails(creates ? FAULT_CHANGES : FAULT_READS,
              creates ? of_creating : of_opening))
        return -1;
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

ssize_t
read(int fd, void *bytes, size_t len)
{
    return fails(FAULT_READS, of_reading) ? -1
                                          : syscall(SYS_read, fd, bytes, len);
}

ssize_t
pread(int fd, void *bytes, size_t len, off_t at)
{
    return fails(FAULT_READS, of_reading)
               ? -1
               : syscall(SYS_pread64, fd, bytes, len, at);
}

int
socketpair(int domain, int type, int protocol, int ends[2])
{
    return fails(FAULT_READS, of_opening)
               ? -1
               : (int)syscall(SYS_socketpair, domain, type, protocol, ends);
}

pid_t
fork(void)
{
    return fails(FAULT_READS, of_forking) ? -1 : real_fork();
}

/* glibc's own names for what follows: a call of dlsym() would allocate. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

void *
mmap(void *where, size_t len, int access, int flags, int fd, off_t at)
{
    if (fails(FAULT_MEMORY, of_memory))
        return MAP_FAILED;
    return (void *)syscall(SYS_mmap, where, len, access, flags, fd, at);
}

#ifndef FAULT_NO_MEMORY /* a sanitizer has functions of its own */
void *
malloc(size_t size)
{
    return fails(FAULT_MEMORY, of_memory) ? NULL : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
    return fails(FAULT_MEMORY, of_memory) ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *old, size_t size)
{
    return fails(FAULT_MEMORY, of_memory) ? NULL : __libc_realloc(old, size);
}
#endif

/* The same with a size of files that is always 64 bits. */
int open64(const char *path, int flags, ...) __attribute__((alias("open")));
ssize_t pwrite64(int fd, const void *bytes, size_t len, off_t at)
    __attribute__((alias("pwrite")));
ssize_t pread64(int fd, void *bytes, size_t len, off_t at)
    __attribute__((alias("pread")));
int ftruncate64(int fd, off_t len) __attribute__((alias("ftruncate")));
void *mmap64(void *where, size_t len, int access, int flags, int fd, off_t at)
    __attribute__((alias("mmap")));
