/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "privileges.h"

#include "findings/confine.h"
#include "findings/places.h"
#include "findings/users.h"

#include <errno.h>
#include <glib.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Take the groups and the home of the user in place of those of root. */
static bool
move_in(const struct findings_user *user)
{
    const struct passwd *entry = getpwuid(user->uid);

    unsetenv("XDG_CONFIG_HOME");
    unsetenv("XDG_DATA_HOME");
    unsetenv("XDG_RUNTIME_DIR");
    unsetenv("XDG_STATE_HOME");
    setenv("HOME", entry ? entry->pw_dir : "/", 1);
    return (entry ? initgroups(entry->pw_name, user->gid)
                  : setgroups(0, NULL)) == 0;
}

bool
privileges_become(const char *user, char *reason)
{
    struct findings_user found;

    if (!findings_user_find(user, &found)) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "there is no user \"%.200s\"; --user takes the user that the "
                 "daemon is to run as",
                 user);
        return false;
    }
    if (geteuid() == found.uid && getuid() == found.uid)
        return true;
    if (geteuid() != 0) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "only root can become another user; start findingsd as root, "
                 "or leave --user out");
        return false;
    }
    /* setuid() by root also sets the user to which one could return. */
    if (!move_in(&found) || setgid(found.gid) < 0 || setuid(found.uid) < 0 ||
        setuid(0) == 0 || setegid(0) == 0) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "cannot become the user \"%.200s\": %s", user,
                 strerror(errno));
        return false;
    }
    return true;
}

void
privileges_keep_to(const char *db, const char *socket)
{
    char *real = realpath(db, NULL);
    char *beside = g_path_get_dirname(db);
    char *really_beside = real ? g_path_get_dirname(real) : NULL;
    char *folder = socket ? g_path_get_dirname(socket) : NULL;
    const struct findings_access list[] = {
        {beside, FINDINGS_MAY_READ},
        {really_beside, FINDINGS_MAY_READ},
        {folder, FINDINGS_MAY_LISTEN},
        {"/usr", FINDINGS_MAY_READ},
        /* The names of users, which libraries of the system look up. */
        {"/etc/group", FINDINGS_MAY_READ},
        {"/etc/nsswitch.conf", FINDINGS_MAY_READ},
        {"/etc/passwd", FINDINGS_MAY_READ},
        {"/etc/ld.so.cache", FINDINGS_MAY_READ},
        {"/lib", FINDINGS_MAY_READ},
        {"/lib64", FINDINGS_MAY_READ},
        {"/dev/null", FINDINGS_MAY_READ | FINDINGS_MAY_WRITE},
        {"/dev/urandom", FINDINGS_MAY_READ},
    };

    findings_confine_files(list, sizeof list / sizeof *list);
    free(real);
    g_free(beside);
    g_free(really_beside);
    g_free(folder);
}
