/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "settings.h"

#include "server/rate.h"

#include "findings/command_line.h"
#include "findings/settings.h"
#include "findings/visible.h"

#include <getopt.h>
#include <glib.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char program[] = "findings-web";

/* clang-format off */
static const char usage[] =
    "usage: findings-web [--port PORT] [--listen ADDRESS[:PORT]] [--host NAME]...\n"
    "                    [--token-file FILE] [--behind-proxy] [--any-user]\n"
    "                    [--rate NUMBER] [--idle-exit MINUTES] [--detach]\n"
    "                    [--socket PATH] [--owner USER] [--no-start]\n"
    "\n"
    "Serves a page for browsers, which asks findingsd. It prints the address, and\n"
    "exits on SIGTERM or Ctrl-C. Only programs of this user and of root, on this\n"
    "computer, can connect unless an option says otherwise. \"findings web\" starts\n"
    "it and opens the browser.\n"
    "\n"
    "  --port PORT    the port; default: 8737; 0: any that is free\n"
    "  --listen ADDRESS[:PORT]\n"
    "                 listen at this address, and not at 127.0.0.1; unless it is\n"
    "                 one of this computer alone, it needs one of the next two\n"
    "  --token-file FILE\n"
    "                 ask every browser for the token in FILE, once: a line of at\n"
    "                 least 32 letters and digits, which nobody else may read\n"
    "  --behind-proxy\n"
    "                 a proxy of your own lets in only who may see the reports\n"
    "  --host NAME    a name by which browsers call it, besides its address; the\n"
    "                 option can be given up to 16 times\n"
    "  --any-user     let every user of this computer see the reports\n"
    "  --rate NUMBER  how many requests a second one user or computer may make;\n"
    "                 default: 100, and 400 at once; 0: any number\n"
    "  --idle-exit MINUTES\n"
    "                 exit when there has been no connection for so long; default\n"
    "                 and 0: never\n"
    "  --detach       go into the background once it answers\n"
    "  --socket PATH  the socket on which findingsd listens\n"
    "  --owner USER   whose findingsd it may be, besides yours and root's\n"
    "  --no-start     do not start findingsd if none is running\n"
    "  --help         print this text\n"
    "  --version      print the version\n"
    "\n"
    "A socket that systemd passes is used in place of one of its own.\n"
    "\n"
    "Exit status: 0 if a signal or --idle-exit stopped it, 3 if with --detach\n"
    "another one runs already, 2 if it could not start for any other reason.\n";
/* clang-format on */

void
settings_say(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    findings_message(program, format, args);
    va_end(args);
}

static bool
read_number(const char *option, const char *text, guint64 most, guint64 *number)
{
    if (g_ascii_string_to_unsigned(text, 10, 0, most, number, NULL))
        return true;
    settings_say("%s takes a number up to %llu, not \"%s\"", option,
                 (unsigned long long)most, text);
    return false;
}

/* Print the usage, or the version; the exit status. */
static int
print(bool is_usage)
{
    if (is_usage)
        fputs(usage, stdout);
    else
        fputs("findings-web " FINDINGS_VERSION "\n", stdout);
    return fflush(stdout) == 0 ? EXIT_FOUND : EXIT_ERROR;
}

static void
give(struct options *options, enum option_id id, const char *value)
{
    options->given |= OPTION_BIT(id);
    options->values[id] = value;
}

static bool
add_name(struct settings *settings, const char *name)
{
    if (settings->n_names == G_N_ELEMENTS(settings->names)) {
        settings_say("--host can be given at most %zu times",
                     G_N_ELEMENTS(settings->names));
        return false;
    }
    if (!*name || strpbrk(name, "/@ ")) {
        settings_say("--host takes a name such as reports.example.org, with a "
                     "port if it is not the usual one, not \"%s\"",
                     name);
        return false;
    }
    settings->names[settings->n_names++] = name;
    return true;
}

/* Take an option. False, after a message, if its value is wrong. */
static bool
take(struct settings *settings, int c, const char *value)
{
    char reason[FINDINGS_REASON_SIZE];
    guint64 number;

    switch (c) {
    case 'p':
        if (!read_number("--port", value, 65535, &number))
            return false;
        listening_set(&settings->listening, (unsigned)number);
        settings->has_port = true;
        return true;
    case 'l':
        if (listening_read(&settings->listening, value, reason))
            return true;
        settings_say("%s", reason);
        return false;
    case 'H':
        return add_name(settings, value);
    case 't':
        settings->token_file = value;
        return true;
    case 'b':
        settings->rules.guests.is_behind_proxy = true;
        return true;
    case 'a':
        settings->rules.guests.is_for_any_user = true;
        return true;
    case 'r':
        if (!read_number("--rate", value, 1000000, &number))
            return false;
        settings->rules.rate = (unsigned)number;
        return true;
    case 'i':
        if (findings_minutes(value, &settings->idle_ms))
            return true;
        settings_say("--idle-exit takes a number of minutes, or 0 for never, "
                     "not \"%s\"",
                     value);
        return false;
    case 'd':
        settings->is_detached = true;
        return true;
    case 's':
        snprintf(settings->options.socket, sizeof settings->options.socket,
                 "%s", value);
        give(&settings->options, OPTION_SOCKET, value);
        return true;
    case 'o':
        give(&settings->options, OPTION_OWNER, value);
        return true;
    default:
        give(&settings->options, OPTION_NO_START, "");
        return true;
    }
}

/* Whether the options can be combined. */
static bool
agree(const struct settings *settings, bool is_at_address)
{
    if (settings->has_port && is_at_address)
        settings_say("--port cannot be combined with --listen; write the port "
                     "after the address");
    else if (settings->is_detached && settings->listening.was_passed)
        settings_say(
            "--detach cannot be combined with a socket that is passed, "
            "because who passes it waits for this process; leave "
            "--detach out");
    else
        return true;
    return false;
}

bool
settings_read(struct settings *settings, int argc, char **argv, int *status)
{
    static const struct option longs[] = {
        {"port", required_argument, NULL, 'p'},
        {"listen", required_argument, NULL, 'l'},
        {"host", required_argument, NULL, 'H'},
        {"token-file", required_argument, NULL, 't'},
        {"behind-proxy", no_argument, NULL, 'b'},
        {"any-user", no_argument, NULL, 'a'},
        {"rate", required_argument, NULL, 'r'},
        {"idle-exit", required_argument, NULL, 'i'},
        {"detach", no_argument, NULL, 'd'},
        {"socket", required_argument, NULL, 's'},
        {"owner", required_argument, NULL, 'o'},
        {"no-start", no_argument, NULL, 'n'},
        {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'v'},
        {0}};
    char reason[FINDINGS_REASON_SIZE];
    bool is_at_address = false;
    int c;

    listening_read(&settings->listening, "127.0.0.1", reason);
    settings->rules.rate = RATE_DEFAULT;
    *status = EXIT_ERROR;
    opterr = 0;
    while ((c = getopt_long(argc, argv, ":", longs, NULL)) != -1) {
        is_at_address |= c == 'l';
        if (c == 'h' || c == 'v') {
            *status = print(c == 'h');
            return false;
        }
        if (c == '?' || c == ':') {
            findings_explain_option(program, argv, c, reason);
            settings_say("%s", reason);
            return false;
        }
        if (!take(settings, c, optarg))
            return false;
    }
    if (optind < argc) {
        settings_say("\"%s\" is not an option; see findings-web --help",
                     argv[optind]);
        return false;
    }
    if (!findings_settings_read(reason) ||
        !listening_take(&settings->listening, reason)) {
        settings_say("%s", reason);
        return false;
    }
    return agree(settings, is_at_address);
}
