/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The C library has no functions for Landlock. Its newer rights are not in the
 * headers of all systems, so they are numbers here: the first 13 are those of
 * its first version, and others followed one by one.
 */
#define _GNU_SOURCE /* O_PATH */
#include "findings/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* How many rights each version knows; a later one knows as many as the last. */
static const unsigned rights[] = {0, 13, 14, 15, 15, 16};
enum { VERSIONS = sizeof rights / sizeof *rights };

#define TRUNCATE ((uint64_t)1 << 14)
#define OF_FILES                                                               \
    (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |              \
     LANDLOCK_ACCESS_FS_READ_FILE | TRUNCATE)

static uint64_t
rights_of(unsigned may)
{
    uint64_t access = 0;

    if (may & FINDINGS_MAY_READ)
        access |= LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    if (may & FINDINGS_MAY_RUN)
        access |= LANDLOCK_ACCESS_FS_EXECUTE;
    if (may & FINDINGS_MAY_WRITE)
        access |= LANDLOCK_ACCESS_FS_WRITE_FILE | TRUNCATE;
    if (may & FINDINGS_MAY_LISTEN)
        access |= LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_REMOVE_FILE;
    if (may & FINDINGS_MAY_MAKE)
        access |= LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE;
    return access;
}

static void
add_rule(int ruleset, uint64_t handled, const struct findings_access *access)
{
    struct landlock_path_beneath_attr rule = {
        .allowed_access = rights_of(access->may) & handled};
    struct stat st;

    if (!access->path)
        return;
    rule.parent_fd = open(access->path, O_PATH | O_CLOEXEC);
    if (rule.parent_fd < 0)
        return;
    if (fstat(rule.parent_fd, &st) == 0 && !S_ISDIR(st.st_mode))
        rule.allowed_access &= OF_FILES;
    syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule,
            0);
    close(rule.parent_fd);
}

void
findings_confine_privileges(void)
{
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

static bool is_confined;

bool
findings_confine_files(const struct findings_access *list, size_t n)
{
    const long version = syscall(SYS_landlock_create_ruleset, NULL, 0,
                                 LANDLOCK_CREATE_RULESET_VERSION);

    if (version <= 0 || FINDINGS_IS_SANITIZED)
        return false;
    const unsigned known = rights[version < VERSIONS ? version : VERSIONS - 1];
    const struct landlock_ruleset_attr attributes = {
        .handled_access_fs = ((uint64_t)1 << known) - 1};
    const int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attributes,
                                     sizeof attributes, 0);
    if (ruleset < 0)
        return false;
    for (size_t i = 0; i < n; i++)
        add_rule(ruleset, attributes.handled_access_fs, &list[i]);
    is_confined = syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    close(ruleset);
    return is_confined;
}

bool
findings_confine_bars(const char *path)
{
    /* Landlock has no say in access(). */
    if (!is_confined || access(path, R_OK | X_OK) < 0)
        return false;
    const int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0)
        close(fd);
    return fd < 0 && errno == EACCES;
}
