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

enum { RULES_MAX = 320 };

/* The folders of files, whose contents may be read; and of what they are links
 * to. */
struct folders {
    struct findings_access rules[RULES_MAX];
    size_t n;
};

/* Add the folder of the file. */
static void
add_folder(struct folders *folders, const char *file, unsigned may)
{
    if (folders->n < RULES_MAX)
        folders->rules[folders->n++] =
            (struct findings_access){g_path_get_dirname(file), may};
}

static void
add_readable(struct folders *folders, const char *file)
{
    char *real = realpath(file, NULL);

    add_folder(folders, file, FINDINGS_MAY_READ);
    if (real)
        add_folder(folders, real, FINDINGS_MAY_READ);
    free(real);
}

void
privileges_keep_to(const struct served *served,
                   const char *const *sockets,
                   size_t n_sockets,
                   const char *const *files,
                   size_t n_files)
{
    static const struct findings_access of_system[] = {
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

    enum { N_SYSTEM = sizeof of_system / sizeof *of_system };
    struct folders folders = {.n = 0};

    for (size_t i = 0; i < served->n_places; i++)
        add_readable(&folders, served->places[i]);
    for (size_t i = 0; i < n_sockets; i++)
        add_folder(&folders, sockets[i], FINDINGS_MAY_LISTEN);
    for (size_t i = 0; i < n_files; i++)
        add_readable(&folders, files[i]);
    const size_t n_own = folders.n;
    for (size_t i = 0; i < N_SYSTEM && folders.n < RULES_MAX; i++)
        folders.rules[folders.n++] = of_system[i];
    findings_confine_files(folders.rules, folders.n);
    for (size_t i = 0; i < n_own; i++)
        g_free((void *)folders.rules[i].path);
}

_Static_assert(2 * (PRIVILEGES_FILES_MAX + SERVED_PLACES_MAX) + 2 + 16 <
                   RULES_MAX,
               "raise RULES_MAX");
