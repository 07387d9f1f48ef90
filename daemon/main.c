/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findingsd: answers questions about an index over a local socket.
 */
#include "background.h"
#include "descriptors.h"
#include "lexicon_setup.h"
#include "log.h"
#include "privileges.h"
#include "readers.h"
#include "server.h"
#include "supervisor.h"

#include "findings/command_line.h"
#include "findings/confine.h"
#include "findings/frameworks.h"
#include "findings/places.h"
#include "findings/settings.h"
#include "findings/streams.h"
#include "findings/trouble.h"
#include "findings/visible.h"

#include <getopt.h>
#include <glib.h>
#include <jansson.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* clang-format off */
static const char usage[] =
    "usage: findingsd [--db DIR]... [--socket PATH] [--group GROUP]\n"
    "                 [--user USER] [--words FILE]... [--frameworks PATH]...\n"
    "                 [--detach] [--log FILE] [--log-level LEVEL]\n"
    "                 [--idle-exit MINUTES] [--shard-socket PATH]\n"
    "                 [--shard-timeout SECONDS]\n"
    "\n"
    "Answers questions about an index over a local socket, one JSON object per\n"
    "line: see docs/protocol.md. The findings command asks them for you. The\n"
    "index can be updated at any time with findings-index. Exits on SIGTERM or\n"
    "Ctrl-C once pending requests have been answered.\n"
    "\n"
    "  --db DIR       the index; default: $FINDINGS_DB, the key db of the file\n"
    "                 ~/.config/findings/config, $XDG_DATA_HOME/findings or\n"
    "                 ~/.local/share/findings. Given several times, the indexes\n"
    "                 are searched as one, as are those that a text file in\n"
    "                 place of DIR names, one on each line. One that another\n"
    "                 findingsd serves is named by its shard socket\n"
    "  --socket PATH  where to listen; default: $FINDINGS_SOCKET, the key socket\n"
    "                 of that file, $XDG_RUNTIME_DIR/findings.sock or\n"
    "                 /tmp/findings-UID/findings.sock\n"
    "  --group GROUP  the group whose members may ask, besides root and the user\n"
    "                 who runs it; by default, nobody's\n"
    "  --user USER    run as this user, not as root, with that user's defaults\n"
    "  --words FILE   synonyms of your own, one entry per line:\n"
    "                   caf = common assessment framework\n"
    "                   neglect ~ poor care, harm      (nearly the same)\n"
    "                 They are added to those that findingsd knows. The\n"
    "                 option can be given up to 16 times; default: the key words\n"
    "                 of that file, $XDG_CONFIG_HOME/findings/words.txt or\n"
    "                 ~/.config/findings/words.txt, if it exists\n"
    "  --frameworks PATH\n"
    "                 a kind of inspection of your own, or a folder of them, as\n"
    "                 for findings-index, whose names, areas and grades are then\n"
    "                 known here too; default: $XDG_CONFIG_HOME/findings/frameworks\n"
    "                 or ~/.config/findings/frameworks, if it exists\n"
    "  --detach       go into the background once it answers\n"
    "  --log FILE     write to FILE, and not to standard error, once it answers;\n"
    "                 default with --detach: $XDG_STATE_HOME/findings/findingsd.log\n"
    "                 or ~/.local/state/findings/findingsd.log\n"
    "  --idle-exit MINUTES\n"
    "                 exit when there has been no connection for so long; default\n"
    "                 and 0: never\n"
    "  --shard-socket PATH\n"
    "                 let another findingsd read the index at this socket, as a\n"
    "                 part of its own; forward it to other machines with ssh -L\n"
    "  --shard-timeout SECONDS\n"
    "                 how long to wait for each answer of such a findingsd before\n"
    "                 a copy is used, or the part is left out; default: 2\n"
    "  --log-level LEVEL\n"
    "                 what to log: error, warning, notice, info (each request)\n"
    "                 or debug (each connection as well); default: notice\n"
    "  --help         print this text\n"
    "  --version      print the version\n"
    "\n"
    "A socket that systemd passes is used in place of one of its own.\n"
    "\n"
    "Exit status: 0 if a signal or --idle-exit stopped it, 3 if another findingsd\n"
    "is listening on the socket, 2 if it could not start for any other reason, or\n"
    "if something else took the place of its socket, or of the folder around its\n"
    "index.\n";
/* clang-format on */

enum { ANSWER_MS = 2000 }; /* see --shard-timeout */

enum { EXIT_STOPPED = 0, EXIT_FATAL = 2, EXIT_HELD = 3 };

enum { WORDS_FILES_MAX = PRIVILEGES_FILES_MAX };

struct settings {
    const char *places[SERVED_MAX]; /* of the index, as they were given */
    size_t n_places;
    struct served served;
    char socket[PATH_MAX];
    char shard_socket[PATH_MAX]; /* "": there is none */
    uint64_t answer_ms;
    int passed;        /* the socket that was passed; -1: none was */
    const char *group; /* NULL: no group */
    bool is_detached;
    const char *log;  /* NULL: the default */
    uint64_t idle_ms; /* 0: it waits for ever */
    struct background background;
    char *words[WORDS_FILES_MAX]; /* absolute; freed at the end */
    size_t n_words;
    enum log_level log_level;
};

/* The exit status after something has been printed. */
static int
end_output(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return 0;
    log_at(LEVEL_ERROR, "cannot write to standard output");
    return 2;
}

/* In the background the daemon is in another folder. */
static void
make_absolute(char path[PATH_MAX])
{
    if (*path == '/' || !*path)
        return;
    char *folder = g_get_current_dir();
    char *whole = g_build_filename(folder, path, NULL);
    if (strlen(whole) < PATH_MAX)
        strcpy(path, whole);
    g_free(whole);
    g_free(folder);
}

static bool
add_place(struct settings *settings, const char *place)
{
    if (settings->n_places == SERVED_MAX) {
        log_at(LEVEL_ERROR,
               "--db can be given at most %d times; make fewer and larger "
               "indexes",
               SERVED_MAX);
        return false;
    }
    settings->places[settings->n_places++] = place;
    return true;
}

static bool
add_words(struct settings *settings, const char *path)
{
    if (settings->n_words == WORDS_FILES_MAX) {
        log_at(LEVEL_ERROR,
               "at most %d files of words can be used; combine them",
               WORDS_FILES_MAX);
        return false;
    }
    char *folder = g_get_current_dir();
    settings->words[settings->n_words++] =
        *path == '/' ? g_strdup(path) : g_build_filename(folder, path, NULL);
    g_free(folder);
    return true;
}

/* Take the user's words from the settings. */
static bool
add_words_of_settings(struct settings *settings)
{
    const char *rest = findings_setting(FINDINGS_KEY_WORDS);
    char path[PATH_MAX];

    while (rest)
        if (!findings_setting_next(&rest, path, sizeof path) ||
            !add_words(settings, path))
            return false;
    return true;
}

static bool
choose_socket(struct settings *settings, char *reason)
{
    char path[PATH_MAX];

    if (!supervisor_socket(&settings->passed, path, reason))
        return false;
    if (settings->passed < 0)
        return *settings->socket ||
               findings_default_socket(settings->socket, PATH_MAX, reason);
    if (*settings->socket)
        log_at(LEVEL_WARNING,
               "the socket \"%s\" was passed; --socket is ignored", path);
    snprintf(settings->socket, sizeof settings->socket, "%s", path);
    return true;
}

static bool
open_served(struct settings *settings, char *reason)
{
    char db[PATH_MAX];

    if (settings->n_places > 0)
        return served_open(settings->places, settings->n_places,
                           &settings->served, reason);
    return findings_default_db(db, sizeof db, reason) &&
           served_open((const char *const[]){db}, 1, &settings->served, reason);
}

/* Choose what the command line has left open. */
static bool
complete(struct settings *settings, bool has_frameworks)
{
    char reason[FINDINGS_REASON_SIZE];

    if (!findings_settings_read(reason) ||
        (!has_frameworks && !findings_frameworks_add_own(reason)) ||
        !open_served(settings, reason) || !choose_socket(settings, reason)) {
        log_at(LEVEL_ERROR, "%s", reason);
        return false;
    }
    if (*settings->shard_socket &&
        (settings->served.n > 1 || settings->served.n_places > 1)) {
        log_at(LEVEL_ERROR,
               "--shard-socket lets others read a single index, but there are "
               "several; start a findingsd for each");
        return false;
    }
    settings->served.answer_ms = (unsigned)settings->answer_ms;
    if (settings->is_detached) {
        make_absolute(settings->socket);
        make_absolute(settings->shard_socket);
    }
    return settings->n_words > 0 || add_words_of_settings(settings);
}

static void
free_settings(struct settings *settings)
{
    served_close(&settings->served);
    for (size_t i = 0; i < settings->n_words; i++)
        g_free(settings->words[i]);
}

static bool
read_timeout(const char *text, uint64_t *ms)
{
    enum { LEAST = 10, MOST = 600000 };
    char *end;
    const double seconds = g_ascii_strtod(text, &end);

    if (!g_ascii_isdigit(*text) || *end || !(seconds * 1000 >= LEAST) ||
        seconds * 1000 > MOST)
        return false;
    *ms = (uint64_t)(seconds * 1000);
    return true;
}

/* Read the command line. False, with *status, if the program is to exit. */
static bool
parse(int argc, char **argv, struct settings *settings, int *status)
{
    static const struct option longs[] = {
        {"db", required_argument, NULL, 'd'},
        {"socket", required_argument, NULL, 's'},
        {"group", required_argument, NULL, 'g'},
        {"user", required_argument, NULL, 'u'},
        {"words", required_argument, NULL, 'w'},
        {"frameworks", required_argument, NULL, 'f'},
        {"detach", no_argument, NULL, 'b'},
        {"log", required_argument, NULL, 'l'},
        {"log-level", required_argument, NULL, 'L'},
        {"idle-exit", required_argument, NULL, 'i'},
        {"shard-socket", required_argument, NULL, 'S'},
        {"shard-timeout", required_argument, NULL, 't'},
        {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'v'},
        {NULL, 0, NULL, 0}};
    char reason[FINDINGS_REASON_SIZE];
    char word[FINDINGS_SHELL_SIZE];
    bool has_empty = false, has_frameworks = false;
    int c;

    *settings =
        (struct settings){.log_level = LEVEL_NOTICE, .answer_ms = ANSWER_MS};
    *status = 2;
    opterr = 0;
    while ((c = getopt_long(argc, argv, ":", longs, NULL)) != -1) {
        has_empty |= optarg && !*optarg;
        switch (c) {
        case 'd':
            if (!add_place(settings, optarg))
                return false;
            break;
        case 's':
            snprintf(settings->socket, sizeof settings->socket, "%s", optarg);
            break;
        case 'g':
            settings->group = optarg;
            break;
        case 'u':
            if (*optarg && !privileges_become(optarg, reason)) {
                log_at(LEVEL_ERROR, "%s", reason);
                return false;
            }
            break;
        case 'w':
            if (!add_words(settings, optarg))
                return false;
            break;
        case 'f':
            has_frameworks = true;
            if (*optarg && !findings_frameworks_add(optarg, reason)) {
                log_at(LEVEL_ERROR, "%s", reason);
                return false;
            }
            break;
        case 'L':
            if (*optarg && !log_level_named(optarg, &settings->log_level)) {
                log_at(LEVEL_ERROR,
                       "--log-level takes one of " LOG_LEVEL_NAMES
                       ", not \"%s\"",
                       optarg);
                return false;
            }
            break;
        case 'b':
            settings->is_detached = true;
            break;
        case 'l':
            settings->log = optarg;
            break;
        case 'i':
            if (!findings_minutes(optarg, &settings->idle_ms)) {
                log_at(LEVEL_ERROR,
                       "--idle-exit takes a number of minutes, or 0 for "
                       "never, not \"%s\"",
                       optarg);
                return false;
            }
            break;
        case 'S':
            snprintf(settings->shard_socket, sizeof settings->shard_socket,
                     "%s", optarg);
            break;
        case 't':
            if (*optarg && !read_timeout(optarg, &settings->answer_ms)) {
                log_at(LEVEL_ERROR,
                       "--shard-timeout takes a number of seconds from 0.01 to "
                       "600, not \"%s\"",
                       optarg);
                return false;
            }
            break;
        case 'h':
            fputs(usage, stdout);
            *status = end_output();
            return false;
        case 'v':
            findings_putf(stdout, "findingsd %s (Xapian %s, libuv %s)",
                          FINDINGS_VERSION, fe_xapian_version(),
                          uv_version_string());
            putchar('\n');
            *status = end_output();
            return false;
        default:
            findings_explain_option("findingsd", argv, c, reason);
            log_at(LEVEL_ERROR, "%s", reason);
            return false;
        }
    }
    if (optind < argc) {
        log_at(LEVEL_ERROR,
               "unexpected argument \"%s\"; if it is the index, use: "
               "findingsd --db %s",
               argv[optind], findings_shell_word(argv[optind], "DIR", word));
        return false;
    }
    if (has_empty) {
        log_at(LEVEL_ERROR,
               "options need a value, but an empty one was given; see "
               "findingsd --help");
        return false;
    }
    return complete(settings, has_frameworks);
}

/* How many requests are answered at a time, each with a reader: a search for
 * each core but at least two, a short one, as many that take long, and one that
 * is quick (work.h). Returns the number of the first, and sets that of all. */
static unsigned
count_readers(size_t *count)
{
    enum { CORES_MAX = (READERS_MAX - 2) / 2 };
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    const unsigned n = cores < 2           ? 2
                       : cores > CORES_MAX ? CORES_MAX
                                           : (unsigned)cores;

    *count = 2 * n + 2;
    return n;
}

/* Give up access to everything else than what it serves, and the words. */
static void
keep_to(const struct settings *settings, const struct endpoint *endpoint)
{
    char own[PATH_MAX];
    const char *const default_words[] = {own};
    const char *sockets[2];
    size_t n_sockets = 0;
    const bool has_default =
        settings->n_words == 0 && findings_default_words(own, sizeof own);

    if (endpoint->passed < 0)
        sockets[n_sockets++] = endpoint->path;
    if (*settings->shard_socket)
        sockets[n_sockets++] = settings->shard_socket;
    privileges_keep_to(&settings->served, sockets, n_sockets,
                       has_default ? default_words
                                   : (const char *const *)settings->words,
                       has_default ? 1 : settings->n_words);
}

/* It listens: say so to all who wait for it, and give up what only starting
 * needs. */
static void
settle_down(struct settings *settings, const struct endpoint *endpoint)
{
    background_leave(&settings->background);
    if (geteuid() == 0)
        log_at(LEVEL_WARNING,
               "running as root; use --user to run as another user");
    if (settings->served.n == 1)
        log_line("answering from \"%s\" at \"%s\"",
                 served_name(&settings->served, 0), endpoint->path);
    else
        log_line("answering from \"%s\" and others, %zu parts in all, at "
                 "\"%s\"",
                 served_name(&settings->served, 0), settings->served.n,
                 endpoint->path);
    /* No thread has been started yet. */
    keep_to(settings, endpoint);
    supervisor_ready(settings->served.db);
    background_ready(&settings->background);
}

/* Listen for other daemons, if that is wanted. */
static bool
open_shard_socket(struct shard_socket *shards,
                  uv_loop_t *loop,
                  const struct settings *settings,
                  char *reason)
{
    struct endpoint endpoint;

    return !*settings->shard_socket ||
           (endpoint_take(&endpoint, settings->shard_socket, settings->group,
                          reason) &&
            shard_socket_open(shards, loop, &endpoint,
                              served_name(&settings->served, 0), reason));
}

/* Answer requests until a signal stops it. False if it could not start, or left
 * a handle open. */
static bool
run_loop(struct work *work,
         struct settings *settings,
         const struct endpoint *endpoint)
{
    struct server server = {.shards = {.is_open = false}};
    char reason[FINDINGS_REASON_SIZE];
    uv_loop_t loop;

    const int error = uv_loop_init(&loop);
    if (error < 0) {
        log_at(LEVEL_ERROR, "cannot start: %s", uv_strerror(error));
        return false;
    }
    /* cppcheck-suppress autoVariables; no work outlives the loop */
    work->loop = &loop;
    pool_open(&work->pool, &loop);
    const bool is_listening =
        open_shard_socket(&server.shards, &loop, settings, reason) &&
        server_listen(&server, work, endpoint, settings->idle_ms, reason);
    if (is_listening)
        settle_down(settings, endpoint);
    else
        log_at(LEVEL_ERROR, "%s", reason);
    if (!is_listening)
        shard_socket_close(&server.shards);
    server.is_on_terminal = isatty(STDERR_FILENO);
    uv_run(&loop, UV_RUN_DEFAULT);
    pool_close(&work->pool);
    uv_run(&loop, UV_RUN_DEFAULT);
    /* It is not zero if a handle has not been closed. */
    const bool is_closed = uv_loop_close(&loop) == 0;
    if (!is_closed)
        log_at(LEVEL_ERROR,
               "internal error: a handle was still open at the end");
    return is_listening && is_closed && !server.has_failed;
}

/* Takes the reference to the words. */
static bool
serve(struct settings *settings,
      const struct endpoint *endpoint,
      const struct words_reader *words_reader,
      struct words *words)
{
    size_t count;
    struct limit limits[LIMITS];
    struct work work = {.n_searches = count_readers(&count),
                        .facts = {.served = &settings->served,
                                  .limits = limits,
                                  .socket = settings->socket,
                                  .metrics = &work.metrics,
                                  .words = words,
                                  .words_reader = words_reader,
                                  .started = facts_clock()}};
    char trouble[FINDINGS_TROUBLE_SIZE];
    struct fe_error err;

    memcpy(limits, limits_default, sizeof limits);
    if (!descriptors_share(limits, count)) {
        words_unref(words);
        return false;
    }
    if (!readers_open(&work.readers, &settings->served, count, words->lexicon,
                      &err)) {
        words_unref(words);
        served_trouble(&settings->served, &err, trouble);
        log_at(LEVEL_ERROR, "%s", trouble);
        return false;
    }
    work.facts.revision = fe_index_revision(work.readers.index);
    work.facts.commits = fe_index_changes(work.readers.index);
    metrics_open(&work.metrics);
    const bool is_good = run_loop(&work, settings, endpoint);
    metrics_close(&work.metrics);
    readers_close(&work.readers);
    words_unref(work.facts.words);
    return is_good;
}

/* Whether the words can be read, and the daemon has answered until it was
 * stopped. */
static bool
answer(struct settings *settings, const struct endpoint *endpoint)
{
    const struct words_reader words_reader = {
        lexicon_setup_words, (const char *const *)settings->words,
        settings->n_words};
    char reason[WORDS_REASON_SIZE];
    struct words *words = lexicon_setup_words(&words_reader, false, reason);

    if (!words)
        log_at(LEVEL_ERROR, "%s", reason);
    return words && serve(settings, endpoint, &words_reader, words);
}

/* Take the socket that was passed, or else the path of one. This comes before
 * all that takes time, so that a second daemon learns at once that there is a
 * first. */
static bool
take_endpoint(struct settings *settings, struct endpoint *endpoint)
{
    char reason[FINDINGS_REASON_SIZE];

    if (settings->passed >= 0
            ? endpoint_adopt(endpoint, settings->passed, settings->socket,
                             settings->group, reason)
            : endpoint_take(endpoint, settings->socket, settings->group,
                            reason))
        return true;
    log_at(LEVEL_ERROR, "%s", reason);
    return false;
}

/* Open the log, and leave the terminal, if that is wanted. */
static bool
leave_terminal(struct settings *settings)
{
    struct background *background = &settings->background;
    char reason[FINDINGS_REASON_SIZE];

    if (settings->is_detached && settings->passed >= 0)
        snprintf(reason, sizeof reason,
                 "--detach cannot be combined with a socket that is passed, "
                 "because who passes it waits for this process; leave --detach "
                 "out");
    else if (((!settings->is_detached && !settings->log) ||
              background_open_log(background, settings->log, reason)) &&
             (!settings->is_detached || background_enter(background, reason)))
        return true;
    log_at(LEVEL_ERROR, "%s", reason);
    return false;
}

int
main(int argc, char **argv)
{
    struct settings settings;
    struct endpoint endpoint;
    int status;

    findings_streams_open();
    findings_confine_privileges();
    if (!parse(argc, argv, &settings, &status)) {
        free_settings(&settings);
        return status;
    }
    log_open(settings.log_level);
    signal(SIGPIPE, SIG_IGN);
    json_set_alloc_funcs(g_malloc, g_free); /* which abort: see answer.h */
    json_object_seed(0); /* must be called before threads are started */
    if (!take_endpoint(&settings, &endpoint))
        status = endpoint.is_held ? EXIT_HELD : EXIT_FATAL;
    else if (!leave_terminal(&settings) || !answer(&settings, &endpoint))
        status = EXIT_FATAL;
    else
        status = EXIT_STOPPED;
    free_settings(&settings);
    if (status == EXIT_STOPPED)
        log_line("stopped");
    return status;
}
