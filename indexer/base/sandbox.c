/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* CLONE_THREAD */
#include "base/sandbox.h"

#include "findings/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <sched.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#define CALL(name) SCMP_SYS(name)

/* What a reader may call, whatever the arguments: memory, time, what is open,
 * and what is said of files. */
static const int harmless[] = {
    CALL(access),
    CALL(brk),
    CALL(clock_getres),
    CALL(clock_gettime),
    CALL(clock_nanosleep),
    CALL(close),
    CALL(dup),
    CALL(exit),
    CALL(exit_group),
    CALL(faccessat),
    CALL(faccessat2),
    CALL(fadvise64),
    CALL(fcntl),
    CALL(fstat),
    CALL(fstatfs),
    CALL(futex),
    CALL(getcwd),
    CALL(getdents),
    CALL(getdents64),
    CALL(getegid),
    CALL(geteuid),
    CALL(getgid),
    CALL(getpid),
    CALL(getppid),
    CALL(getrandom),
    CALL(getrusage),
    CALL(gettid),
    CALL(gettimeofday),
    CALL(getuid),
    CALL(lseek),
    CALL(lstat),
    CALL(madvise),
    CALL(membarrier),
    CALL(mremap),
    CALL(munmap),
    CALL(nanosleep),
    CALL(newfstatat),
    CALL(pause),
    CALL(poll),
    CALL(ppoll),
    CALL(pread64),
    CALL(read),
    CALL(readlink),
    CALL(readlinkat),
    CALL(readv),
    CALL(recvmsg),
    CALL(restart_syscall),
    CALL(rseq),
    CALL(rt_sigaction),
    CALL(rt_sigprocmask),
    CALL(rt_sigreturn),
    CALL(sched_getaffinity),
    CALL(sched_yield),
    CALL(set_robust_list),
    CALL(setitimer),
    CALL(sigaltstack),
    CALL(stat),
    CALL(statfs),
    CALL(statx),
    CALL(sysinfo),
    CALL(time),
    CALL(uname),
    CALL(write),
    CALL(writev),
};

/* What no library would try. */
static const int hostile[] = {
    CALL(execve),
    CALL(execveat),
    CALL(fork),
    CALL(process_vm_readv),
    CALL(process_vm_writev),
    CALL(ptrace),
    CALL(vfork),
};

/* What a program that recognises text has no need of. */
static const int needless[] = {
    CALL(accept),
    CALL(accept4),
    CALL(bind),
    CALL(bpf),
    CALL(connect),
    CALL(io_uring_setup),
    CALL(keyctl),
    CALL(listen),
    CALL(mount),
    CALL(perf_event_open),
    CALL(process_vm_readv),
    CALL(process_vm_writev),
    CALL(ptrace),
    CALL(setns),
    CALL(socket),
    CALL(umount2),
    CALL(unshare),
    CALL(userfaultfd),
};

static void
add_all(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t n)
{
    /* A call that this machine does not have is left out. */
    for (size_t i = 0; i < n; i++)
        seccomp_rule_add(filter, action, calls[i], 0);
}

#define ADD_ALL(filter, action, calls)                                         \
    add_all(filter, action, calls, sizeof(calls) / sizeof *(calls))

/* Allow a call if these bits of its argument have this value. */
static void
allow_if(scmp_filter_ctx filter,
         int call,
         unsigned argument,
         uint64_t mask,
         uint64_t value)
{
    seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1,
                     SCMP_CMP64(argument, SCMP_CMP_MASKED_EQ, mask, value));
}

static void
allow_what_depends(scmp_filter_ctx filter)
{
    const uint64_t writing = O_ACCMODE | O_CREAT | O_TRUNC;
    const uint64_t self = (uint64_t)getpid();

    allow_if(filter, CALL(open), 1, writing, O_RDONLY);
    allow_if(filter, CALL(openat), 2, writing, O_RDONLY);
    /* Memory is written or run: a module of iconv() is loaded like a library.
     */
    allow_if(filter, CALL(mmap), 2, PROT_WRITE, 0);
    allow_if(filter, CALL(mmap), 2, PROT_EXEC, 0);
    allow_if(filter, CALL(mprotect), 2, PROT_EXEC, 0);
    allow_if(filter, CALL(prlimit64), 0, UINT32_MAX, 0);
    /* A process may end itself, as abort() does. */
    allow_if(filter, CALL(kill), 0, UINT32_MAX, self);
    allow_if(filter, CALL(tgkill), 0, UINT32_MAX, self);
}

static void
load(scmp_filter_ctx filter)
{
    seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
    seccomp_load(filter); /* fails if the kernel has no filters */
    seccomp_release(filter);
}

static void
filter_reader(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));

    if (!filter)
        return;
    ADD_ALL(filter, SCMP_ACT_ALLOW, harmless);
    allow_what_depends(filter);
    ADD_ALL(filter, SCMP_ACT_KILL_PROCESS, hostile);
    seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, CALL(clone), 1,
                     SCMP_CMP64(0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
    /* The C library may ask a local service for the name of a user. */
    seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, CALL(socket), 1,
                     SCMP_CMP64(0, SCMP_CMP_NE, AF_UNIX, 0));
    load(filter);
}

static void
filter_program(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);

    if (!filter)
        return;
    ADD_ALL(filter, SCMP_ACT_ERRNO(EPERM), needless);
    load(filter);
}

/* Where fonts are, besides /usr/share: fontconfig's files, and the user's own.
 */
static void
keep_to_fonts(void)
{
    char *own[] = {
        g_build_filename(g_get_home_dir(), ".fonts", NULL),
        g_build_filename(g_get_user_data_dir(), "fonts", NULL),
        g_build_filename(g_get_user_cache_dir(), "fontconfig", NULL),
        g_build_filename(g_get_user_config_dir(), "fontconfig", NULL),
    };
    const struct findings_access list[] = {
        {"/usr", FINDINGS_MAY_READ},
        {"/lib", FINDINGS_MAY_READ},
        {"/lib64", FINDINGS_MAY_READ},
        {"/etc/fonts", FINDINGS_MAY_READ},
        {"/etc/ld.so.cache", FINDINGS_MAY_READ},
        {"/etc/localtime", FINDINGS_MAY_READ},
        {"/var/cache/fontconfig", FINDINGS_MAY_READ},
        {"/dev/null", FINDINGS_MAY_READ},
        {"/dev/urandom", FINDINGS_MAY_READ},
        {getenv("FONTCONFIG_FILE"), FINDINGS_MAY_READ},
        {getenv("FONTCONFIG_PATH"), FINDINGS_MAY_READ},
        {own[0], FINDINGS_MAY_READ},
        {own[1], FINDINGS_MAY_READ},
        {own[2], FINDINGS_MAY_READ},
        {own[3], FINDINGS_MAY_READ},
    };

    findings_confine_files(list, sizeof list / sizeof *list);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        g_free(own[i]);
}

void
sandbox_enter(void)
{
    findings_confine_privileges();
    keep_to_fonts();
    if (!FINDINGS_IS_SANITIZED)
        filter_reader();
}

void
sandbox_enter_program(void)
{
    static const struct findings_access list[] = {
        {"/", FINDINGS_MAY_READ | FINDINGS_MAY_RUN},
        {"/dev/null", FINDINGS_MAY_READ | FINDINGS_MAY_WRITE}};

    findings_confine_privileges();
    findings_confine_files(list, sizeof list / sizeof *list);
    if (!FINDINGS_IS_SANITIZED)
        filter_program();
}
