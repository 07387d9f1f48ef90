/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "server/token_file.h"
#include "server/gate.h"

#include "findings/files.h"

#include <errno.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Letters, digits and what addresses do not encode. */
static bool
is_plain(const char *token)
{
    for (const char *p = token; *p; p++)
        if (!g_ascii_isalnum(*p) && !strchr("-._~", *p))
            return false;
    return true;
}

/* Read the whole file, which only its owner may. */
static bool
read_private(const char *path,
             char *out,
             size_t size,
             char reason[FINDINGS_REASON_SIZE])
{
    const int fd = findings_open_file(path);
    struct stat st;
    size_t len = 0;
    ssize_t n = 0;

    if (fd < 0 || fstat(fd, &st) < 0) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "cannot read the token in \"%.200s\": %s", path,
                 findings_read_problem(errno));
        if (fd >= 0)
            close(fd);
        return false;
    }
    if ((st.st_mode & 077) != 0 || (st.st_uid != geteuid() && st.st_uid != 0)) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "others can read the token in \"%.200s\"; make the file your "
                 "own, with: chmod 600",
                 path);
        close(fd);
        return false;
    }
    while (len < size - 1 && (n = read(fd, out + len, size - 1 - len)) > 0)
        len += (size_t)n;
    close(fd);
    out[len] = '\0';
    return true;
}

char *
token_file_read(const char *path, char reason[FINDINGS_REASON_SIZE])
{
    char text[GATE_TOKEN_MAX + 3];
    size_t len;

    if (!read_private(path, text, sizeof text, reason))
        return NULL;
    len = strcspn(text, "\r\n");
    if (len >= GATE_TOKEN_MIN && len <= GATE_TOKEN_MAX &&
        !text[len + strspn(text + len, "\r\n")]) {
        text[len] = '\0';
        if (is_plain(text))
            return g_strdup(text);
    }
    snprintf(
        reason, FINDINGS_REASON_SIZE,
        "\"%.200s\" does not have one line of %d to %d letters and digits; "
        "make one with: (umask 077; openssl rand -hex 32 >FILE)",
        path, GATE_TOKEN_MIN, GATE_TOKEN_MAX);
    return NULL;
}
