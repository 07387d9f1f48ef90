/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findings-web: a page for browsers. It holds no index: it asks the daemon.
 */
#include "link/link.h"
#include "routes.h"
#include "server/listen.h"
#include "server/server.h"
#include "web.h"

#include "ask/options.h"

#include "findings/command_line.h"
#include "findings/settings.h"
#include "findings/streams.h"
#include "findings/visible.h"

#include <getopt.h>
#include <glib.h>
#include <jansson.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char program[] = "findings-web";

/* clang-format off */
static const char usage[] =
    "usage: findings-web [--port PORT] [--socket PATH] [--owner USER] [--no-start]\n"
    "\n"
    "Serves a page for browsers on this computer, which asks findingsd. It prints\n"
    "the address and ends on SIGTERM or Ctrl-C.\n"
    "\n"
    "  --port PORT    the port; default: 8737; 0: any that is free\n"
    "  --socket PATH  the socket on which findingsd listens\n"
    "  --owner USER   whose findingsd it may be, besides yours and root's\n"
    "  --no-start     do not start findingsd if none is running\n"
    "  --help         print this text\n"
    "  --version      print the version\n"
    "\n"
    "Exit status: 0 if a signal stopped it, 2 if it could not start.\n";
/* clang-format on */

struct settings {
    unsigned port;
    struct options options; /* about the daemon */
};

static void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void
say(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    findings_message(program, format, args);
    va_end(args);
}

static bool
read_port(const char *text, unsigned *port)
{
    guint64 number;

    if (!g_ascii_string_to_unsigned(text, 10, 0, 65535, &number, NULL)) {
        say("--port takes a number up to 65535, not \"%s\"", text);
        return false;
    }
    *port = (unsigned)number;
    return true;
}

static void
give(struct options *options, enum option_id id, const char *value)
{
    options->given |= OPTION_BIT(id);
    options->values[id] = value;
}

/* Read the command line. False if the program is to end with *status. */
static bool
read_command_line(int argc, char **argv, struct settings *settings, int *status)
{
    static const struct option longs[] = {
        {"port", required_argument, NULL, 'p'},
        {"socket", required_argument, NULL, 's'},
        {"owner", required_argument, NULL, 'o'},
        {"no-start", no_argument, NULL, 'n'},
        {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'v'},
        {0}};
    char reason[FINDINGS_REASON_SIZE];
    int c;

    *status = EXIT_ERROR;
    opterr = 0;
    while ((c = getopt_long(argc, argv, ":", longs, NULL)) != -1)
        switch (c) {
        case 'p':
            if (!read_port(optarg, &settings->port))
                return false;
            break;
        case 's':
            snprintf(settings->options.socket, sizeof settings->options.socket,
                     "%s", optarg);
            give(&settings->options, OPTION_SOCKET, optarg);
            break;
        case 'o':
            give(&settings->options, OPTION_OWNER, optarg);
            break;
        case 'n':
            give(&settings->options, OPTION_NO_START, "");
            break;
        case 'h':
            fputs(usage, stdout);
            *status = fflush(stdout) == 0 ? 0 : EXIT_ERROR;
            return false;
        case 'v':
            printf("findings-web " FINDINGS_VERSION "\n");
            *status = fflush(stdout) == 0 ? 0 : EXIT_ERROR;
            return false;
        default:
            findings_explain_option(program, argv, c, reason);
            say("%s", reason);
            return false;
        }
    if (optind < argc) {
        say("\"%s\" is not an option; see findings-web --help", argv[optind]);
        return false;
    }
    if (!findings_settings_read(reason)) {
        say("%s", reason);
        return false;
    }
    return true;
}

/* The signals that end it are waited for, by no other thread than this. */
static void
block_signals(sigset_t *signals)
{
    sigemptyset(signals);
    sigaddset(signals, SIGTERM);
    sigaddset(signals, SIGINT);
    sigaddset(signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, signals, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static int
serve(const struct settings *settings)
{
    char reason[FINDINGS_REASON_SIZE];
    unsigned port = settings->port;
    struct web web;
    sigset_t signals;
    int id;

    const int listening = listen_locally(&port, reason);
    if (listening < 0) {
        say("%s", reason);
        return EXIT_ERROR;
    }
    block_signals(&signals);
    web.link = link_new(&settings->options);
    struct server *server =
        server_start(listening, routes_answer, &web, reason);
    if (!server) {
        say("%s", reason);
        link_free(web.link);
        return EXIT_ERROR;
    }
    printf("http://127.0.0.1:%u/\n", port);
    fflush(stdout);
    sigwait(&signals, &id);
    server_stop(server);
    link_free(web.link);
    return EXIT_FOUND;
}

int
main(int argc, char **argv)
{
    struct settings settings = {.port = 8737};
    int status;

    findings_streams_open();
    json_object_seed(0);
    if (!read_command_line(argc, argv, &settings, &status))
        return status;
    return serve(&settings);
}
