/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findings-web: a page for browsers. It holds no index: it asks the daemon.
 */
#include "link/link.h"
#include "link/saver.h"
#include "link/starter.h"
#include "routes.h"
#include "server/server.h"
#include "server/token_file.h"
#include "settings.h"
#include "web.h"

#include "ask/running.h"

#include "findings/confine.h"
#include "findings/detach.h"
#include "findings/streams.h"
#include "findings/visible.h"

#include <errno.h>
#include <glib.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <systemd/sd-daemon.h>
#include <time.h>
#include <unistd.h>

enum { EXIT_HELD = 3 };

/* What runs. Initialise it with zeros. */
struct program {
    struct settings settings;
    struct gate gate;
    struct servant *starter; /* NULL: no daemon is started */
    struct servant *saver;
    int note;    /* of running.h; -1: none */
    int waiting; /* with --detach, of detach.h */
    char address[RUNNING_ADDRESS_SIZE];
};

static int
fail(const char *reason)
{
    settings_say("%s", reason);
    return EXIT_ERROR;
}

/* Whether the options let in nobody who may not. */
static bool
is_guarded(struct settings *settings, char reason[FINDINGS_REASON_SIZE])
{
    const struct guests_rules *guests = &settings->rules.guests;

    if (!settings->listening.is_local && !settings->token_file &&
        !guests->is_behind_proxy) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "at %s other computers can read all reports; give a token "
                 "with --token-file FILE, or --behind-proxy if a proxy of your "
                 "own decides who may",
                 settings->listening.host);
        return false;
    }
    return guests->is_for_any_user || !settings->listening.is_local ||
           peer_users_are_known(reason);
}

/* Make the gate for the address at which it listens. */
static bool
set_gate(struct program *program, char reason[FINDINGS_REASON_SIZE])
{
    const struct settings *settings = &program->settings;
    const struct listening *listening = &settings->listening;
    struct gate *gate = &program->gate;

    gate_init(gate, listening->port);
    gate->is_behind_proxy = settings->rules.guests.is_behind_proxy;
    gate->takes_addresses = listening->is_for_all;
    gate_add_name(gate, listening->host);
    if (listening->is_local) {
        gate_add_name(gate, "127.0.0.1");
        gate_add_name(gate, "[::1]");
    }
    if (listening->is_local || listening->is_for_all)
        gate_add_name(gate, "localhost");
    for (size_t i = 0; i < settings->n_names; i++)
        gate_add_name(gate, settings->names[i]);
    if (!settings->token_file)
        return true;
    char *token = token_file_read(settings->token_file, reason);
    if (token)
        gate_set_token(gate, token);
    g_free(token);
    return token != NULL;
}

/* Say what it lets in, unless that is only this user. */
static void
say_who_may(const struct settings *settings)
{
    const struct listening *listening = &settings->listening;
    const struct guests_rules *guests = &settings->rules.guests;

    if (guests->is_behind_proxy)
        settings_say("whoever reaches %s:%u can read all reports%s; only your "
                     "proxy should be able to",
                     listening->host, listening->port,
                     settings->token_file ? " with the token" : "");
    else if (!listening->is_local)
        settings_say("whoever has the token can read all reports, and so can "
                     "who listens on the network, because this is not HTTPS; "
                     "a proxy can add that (see --behind-proxy)");
    if (settings->token_file)
        settings_say("the first time, add to the address: ?token=, and the "
                     "token");
    if (listening->is_local && guests->is_for_any_user &&
        !settings->token_file && !guests->is_behind_proxy)
        settings_say("every user of this computer can read all reports");
}

/* Give up what only starting needs: running programs, and writing files. */
static void
settle_down(void)
{
    static const struct findings_access all[] = {
        {"/", FINDINGS_MAY_READ}, {"/dev/null", FINDINGS_MAY_WRITE}};

    findings_confine_files(all, G_N_ELEMENTS(all));
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

/* Wait for a signal, or until nobody has connected for long. */
static void
wait_for_end(const sigset_t *signals,
             const struct server *server,
             uint64_t idle_ms)
{
    if (idle_ms == 0) {
        int id;
        sigwait(signals, &id);
        return;
    }
    for (;;) {
        const int64_t left = (int64_t)idle_ms - server_idle_ms(server);
        if (left <= 0)
            return;
        const struct timespec time = {.tv_sec = left / 1000,
                                      .tv_nsec = left % 1000 * 1000000};
        if (sigtimedwait(signals, NULL, &time) > 0)
            return;
    }
}

/* Go into the background, where nothing is read or written. */
static bool
leave_terminal(const struct program *program)
{
    char line[sizeof program->address + 1];

    if (!findings_detach_leave() || dup2(STDOUT_FILENO, STDERR_FILENO) < 0)
        return false;
    snprintf(line, sizeof line, "%s\n", program->address);
    /* If nobody waits any more, it is of use to others all the same. */
    findings_detach_end(program->waiting, line);
    return true;
}

/* It answers: say so to whoever waits for that. */
static bool
announce(const struct program *program)
{
    const struct settings *settings = &program->settings;

    if (!settings->is_detached) {
        findings_putf(stdout, "%s", program->address);
        putchar('\n');
        fflush(stdout);
    }
    say_who_may(settings);
    if (program->note >= 0)
        running_say(program->note, program->address);
    if (settings->is_detached && !leave_terminal(program))
        return false;
    sd_notifyf(0, "READY=1\nSTATUS=answering at %s", program->address);
    return true;
}

/* Serve at the socket, until it is stopped. */
static int
serve(struct program *program)
{
    const struct settings *settings = &program->settings;
    struct server_rules rules = settings->rules;
    char reason[FINDINGS_REASON_SIZE];
    struct web web = {.saver = program->saver};
    sigset_t signals;

    block_signals(&signals);
    settle_down();
    rules.gate = &program->gate;
    web.link = link_new(&settings->options, program->starter);
    struct server *server = server_start(settings->listening.fd, &rules,
                                         routes_answer, &web, reason);
    if (!server) {
        link_free(web.link);
        return fail(reason);
    }
    const bool is_announced = announce(program);
    if (is_announced)
        wait_for_end(&signals, server, settings->idle_ms);
    else
        fail("cannot leave the terminal; try again, or leave --detach out");
    sd_notify(0, "STOPPING=1");
    server_stop(server);
    link_free(web.link);
    return is_announced ? EXIT_FOUND : EXIT_ERROR;
}

/* Whether the daemon is to be started if none runs: who names a socket has a
 * certain one in mind (ask.h). */
static bool
may_start(const struct options *options)
{
    return !options_have(options, OPTION_NO_START) &&
           !options_have(options, OPTION_SOCKET);
}

/* Start the processes that do what this one gives up. */
static bool
start_servants(struct program *program, char reason[FINDINGS_REASON_SIZE])
{
    const struct options *options = &program->settings.options;

    return (program->saver = saver_new(reason)) &&
           (!may_start(options) ||
            (program->starter = starter_new(options, reason)));
}

/* Become the one that "findings web" opens: the page of this user alone. False
 * if the program is to end with *status. */
static bool
take_note(struct program *program, int *status)
{
    const struct settings *settings = &program->settings;
    char path[PATH_MAX], reason[FINDINGS_REASON_SIZE] = "";

    if (!settings->listening.is_local || settings->token_file ||
        settings->rules.guests.is_behind_proxy)
        return true;
    if ((running_place(&settings->options, path, reason) &&
         running_begin(path, &program->note, reason)) ||
        !settings->is_detached)
        return true;
    *status = *reason ? fail(reason) : EXIT_HELD;
    return false;
}

/* Listen, and serve. */
static int
listen_and_serve(struct program *program)
{
    struct settings *settings = &program->settings;
    struct listening *listening = &settings->listening;
    char reason[FINDINGS_REASON_SIZE];

    if (listening->fd < 0 &&
        !listening_open(listening, settings->is_detached && !settings->has_port,
                        reason))
        return fail(reason);
    snprintf(program->address, sizeof program->address, "http://%s:%u/",
             listening->is_for_all ? "localhost" : listening->host,
             listening->port);
    if (!set_gate(program, reason))
        return fail(reason);
    return serve(program);
}

static int
run(struct program *program)
{
    const struct settings *settings = &program->settings;
    char reason[FINDINGS_REASON_SIZE];
    int status;

    if (!is_guarded(&program->settings, reason) ||
        (settings->is_detached &&
         !findings_detach_begin("findings-web", &program->waiting, reason)))
        return fail(reason);
    if (!start_servants(program, reason))
        status = fail(reason);
    else if (take_note(program, &status))
        status = listen_and_serve(program);
    servant_free(program->starter);
    servant_free(program->saver);
    if (program->gate.names)
        gate_fini(&program->gate);
    if (program->note >= 0)
        close(program->note);
    return status;
}

int
main(int argc, char **argv)
{
    struct program program = {.note = -1};
    int status;

    findings_streams_open();
    findings_confine_privileges();
    json_object_seed(0);
    if (!settings_read(&program.settings, argc, argv, &status))
        return status;
    return run(&program);
}
