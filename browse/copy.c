/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "copy.h"

#include "print/cite.h"

#include <errno.h>
#include <glib.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *
copy_citation_of(const json_t *record)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        return NULL;
    cite_put(record, out);
    fclose(out);
    if (text && size > 0 && text[size - 1] == '\n')
        text[size - 1] = '\0';
    return text;
}

char *
copy_escape(const char *text)
{
    char *code = g_base64_encode((const guchar *)text, strlen(text));
    char *escape = g_strdup_printf("\033]52;c;%s\a", code);

    g_free(code);
    return escape;
}

static void
write_all(int fd, const char *bytes)
{
    for (size_t left = strlen(bytes); left > 0;) {
        const ssize_t n = write(fd, bytes, left);
        struct pollfd polled = {.fd = fd, .events = POLLOUT};
        if (n < 0 && errno == EAGAIN)
            poll(&polled, 1, 1000);
        else if (n < 0 && errno != EINTR)
            return;
        if (n > 0) {
            bytes += n;
            left -= (size_t)n;
        }
    }
}

void
copy_text(const char *text, int terminal, struct errands *errands)
{
    static const struct {
        const char *variable;
        const char *argv[4];
    } programs[] = {
        {"WAYLAND_DISPLAY", {"wl-copy", NULL}},
        {"DISPLAY", {"xclip", "-selection", "clipboard", NULL}},
    };
    char *escape = copy_escape(text);

    write_all(terminal, escape);
    g_free(escape);
    for (size_t i = 0; i < G_N_ELEMENTS(programs); i++) {
        const char *display = getenv(programs[i].variable);
        if (!display || !*display)
            continue;
        errands_start(errands, programs[i].argv, text, NULL);
        return;
    }
}
