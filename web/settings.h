/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * settings.h: the command line of findings-web.
 */
#ifndef WEB_SETTINGS_H
#define WEB_SETTINGS_H

#include "server/gate.h"
#include "server/listen.h"
#include "server/server.h"

#include "ask/options.h"

#include <stdint.h>

/* Initialise it with zeros. */
struct settings {
    struct options options; /* about the daemon */
    struct listening listening;
    bool has_port;
    struct server_rules rules; /* but for the gate */
    const char *token_file;    /* NULL: none */
    const char *names[16];     /* of --host */
    size_t n_names;
    uint64_t idle_ms; /* 0: it waits for ever */
    bool is_detached;
};

/* Read the command line. False if the program is to end with *status. */
bool
settings_read(struct settings *settings, int argc, char **argv, int *status);

/* Print a message on standard error, after the program's name. */
void settings_say(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

#endif
