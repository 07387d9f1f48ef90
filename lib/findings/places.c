/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "findings/places.h"

#include "findings/settings.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static const char *
environment(const char *name)
{
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

/* The XDG specification says that relative paths in its variables are to be
 * ignored. */
static const char *
absolute(const char *name)
{
    const char *value = environment(name);
    return value && *value == '/' ? value : NULL;
}

/* Join the folder and the name. The option is what chooses another path. */
static bool
compose(char *out,
        size_t size,
        const char *folder,
        const char *name,
        const char *option,
        char reason[FINDINGS_REASON_SIZE])
{
    const int n = snprintf(out, size, "%s%s", folder, name);
    if (n >= 0 && (size_t)n < size)
        return true;
    snprintf(reason, FINDINGS_REASON_SIZE,
             "the path \"%.100s...\" is too long; choose another with %s",
             folder, option);
    return false;
}

bool
findings_default_db(char *out, size_t size, char reason[FINDINGS_REASON_SIZE])
{
    const char *place;

    if ((place = findings_setting(FINDINGS_KEY_DB)))
        return compose(out, size, place, "", "--db", reason);
    if ((place = absolute("XDG_DATA_HOME")))
        return compose(out, size, place, "/findings", "--db", reason);
    if ((place = environment("HOME")))
        return compose(out, size, place, "/.local/share/findings", "--db",
                       reason);
    snprintf(reason, FINDINGS_REASON_SIZE,
             "cannot choose a folder for the index because HOME is not set; "
             "use --db DIR");
    return false;
}

/* Make the folder, and those that contain it, for the user alone. What exists
 * is left as it is. */
static bool
make_private(char *folder, char reason[FINDINGS_REASON_SIZE])
{
    for (char *p = folder; p;) {
        p = strchr(p + 1, '/');
        if (p)
            *p = '\0';
        const int error = mkdir(folder, 0700) < 0 ? errno : 0;
        if (error != 0 && error != EEXIST) {
            snprintf(reason, FINDINGS_REASON_SIZE,
                     "cannot create the folder \"%.200s\": %s; choose another "
                     "with XDG_STATE_HOME",
                     folder, strerror(error));
            return false;
        }
        if (p)
            *p = '/';
    }
    return true;
}

/* A file or folder of the user's configuration. */
static bool
configured(const char *name, const char *option, char *out, size_t size)
{
    char reason[FINDINGS_REASON_SIZE], path[64];
    const char *place = absolute("XDG_CONFIG_HOME");
    const bool is_home = !place;

    if (is_home && !(place = environment("HOME")))
        return false;
    snprintf(path, sizeof path, "%s/findings/%s", is_home ? "/.config" : "",
             name);
    return compose(out, size, place, path, option, reason);
}

bool
findings_settings_file(char *out, size_t size)
{
    return configured("config", "XDG_CONFIG_HOME", out, size);
}

bool
findings_default_words(char *out, size_t size)
{
    return configured("words.txt", "--words", out, size);
}

bool
findings_default_frameworks(char *out, size_t size)
{
    return configured("frameworks", "--frameworks", out, size);
}

bool
findings_state_folder(char *out, size_t size, char reason[FINDINGS_REASON_SIZE])
{
    const char *place = absolute("XDG_STATE_HOME");
    const bool is_home = !place;

    if (is_home && !(place = environment("HOME"))) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "cannot choose a folder for the log because HOME is not set; "
                 "use --log FILE");
        return false;
    }
    return compose(out, size, place,
                   is_home ? "/.local/state/findings" : "/findings",
                   "XDG_STATE_HOME", reason) &&
           make_private(out, reason);
}

bool
findings_default_queries(char *out, size_t size)
{
    return configured("queries", "XDG_CONFIG_HOME", out, size);
}

bool
findings_default_socket(char *out,
                        size_t size,
                        char reason[FINDINGS_REASON_SIZE])
{
    const char *place;
    char folder[64];
    struct stat st;

    if ((place = findings_setting(FINDINGS_KEY_SOCKET)))
        return compose(out, size, place, "", "--socket", reason);
    if ((place = absolute("XDG_RUNTIME_DIR")))
        return compose(out, size, place, "/findings.sock", "--socket", reason);

    /* Another user may have made this folder under /tmp, so check whose it is.
     */
    snprintf(folder, sizeof folder, "/tmp/findings-%lu",
             (unsigned long)geteuid());
    if (mkdir(folder, 0700) < 0 && errno != EEXIST) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "cannot create the folder \"%s\" for the socket: %s; choose a "
                 "socket with --socket",
                 folder, strerror(errno));
        return false;
    }
    if (lstat(folder, &st) < 0 || !S_ISDIR(st.st_mode) ||
        st.st_uid != geteuid() || (st.st_mode & 077) != 0) {
        snprintf(
            reason, FINDINGS_REASON_SIZE,
            "\"%s\" must be a folder that only you can access; remove it, or "
            "choose a socket with --socket",
            folder);
        return false;
    }
    return compose(out, size, folder, "/findings.sock", "--socket", reason);
}

bool
findings_socket_path_fits(const char *path, char reason[FINDINGS_REASON_SIZE])
{
    const size_t most = sizeof((struct sockaddr_un *)0)->sun_path - 1;

    if (strlen(path) <= most)
        return true;
    snprintf(reason, FINDINGS_REASON_SIZE,
             "the socket path \"%.100s...\" is %zu bytes long and the limit is "
             "%zu; choose a shorter one with --socket",
             path, strlen(path), most);
    return false;
}
