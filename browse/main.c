/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findings-browse: hits that follow a query while it is typed. It is run by
 * findings -i (client/commands/browsing.c), which has read the command line:
 *
 *     findings-browse [OPTION...] FINDINGS PARAMETERS
 *
 * The options are those about the daemon. FINDINGS is the program that opens
 * documents and saves queries, and PARAMETERS is the request as a JSON object.
 */
#define _GNU_SOURCE /* ppoll() */
#include "copy.h"
#include "errand.h"
#include "link.h"
#include "model.h"
#include "rescue.h"
#include "saving.h"
#include "screen.h"

#include "ask/options.h"
#include "ask/saved.h"
#include "print/member.h"
#include "print/print.h"

#include "findings/settings.h"
#include "findings/streams.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A query that is being typed is asked after a pause of this. */
enum { TYPING_MS = 80 };

static const char hint[] = "Type to search; F1 shows all keys";
static const char saved[] =
    "A saved query is given to the command: findings -i @NAME";
static const char slow[] = "The daemon has not answered yet";

struct browser {
    const char *findings; /* the program */
    char **options;       /* those about the daemon; n of them */
    int n_options;
    struct model model;
    struct link link;
    struct screen screen;
    struct errands errands;
    sigset_t mask; /* of signals, while nothing is waited for */
    int64_t typed; /* when a key changed the query last */
    bool is_over;
};

/* The signal that asks the program to end; 0: none. */
static volatile sig_atomic_t ending;

static void
take_signal(int id)
{
    if (id != SIGCHLD)
        ending = id;
}

/* Signals are taken only while the program waits, so that none is missed
 * between a look at what it did and the wait. */
static void
watch_signals(struct browser *browser)
{
    static const int ids[] = {SIGTERM, SIGHUP, SIGINT, SIGCHLD};
    struct sigaction action = {.sa_handler = take_signal};
    sigset_t blocked;

    sigemptyset(&action.sa_mask);
    sigemptyset(&blocked);
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
        sigaction(ids[i], &action, NULL);
        sigaddset(&blocked, ids[i]);
    }
    sigaddset(&blocked, SIGWINCH);
    signal(SIGPIPE, SIG_IGN);
    sigprocmask(SIG_BLOCK, &blocked, &browser->mask);
}

static void
copy_citation(struct browser *browser)
{
    const json_t *record = model_record(&browser->model);
    char *text = copy_citation_of(record);

    if (!text)
        return;
    copy_text(text, STDOUT_FILENO, &browser->errands);
    free(text);
    model_say(&browser->model, "copied the citation of [%s]",
              member_text(record, "id"));
}

static void
open_original(struct browser *browser)
{
    const char *id = member_text(model_record(&browser->model), "id");
    GPtrArray *argv = g_ptr_array_new();

    g_ptr_array_add(argv, (char *)browser->findings);
    g_ptr_array_add(argv, (char *)"open");
    for (int i = 0; i < browser->n_options; i++)
        g_ptr_array_add(argv, browser->options[i]);
    g_ptr_array_add(argv, (char *)"--");
    g_ptr_array_add(argv, (char *)id);
    g_ptr_array_add(argv, NULL);
    if (errands_start(&browser->errands, (const char *const *)argv->pdata, NULL,
                      "opened the original"))
        model_say(&browser->model, "opening the original of [%s]", id);
    else
        model_say(&browser->model, "cannot open it while other programs that "
                                   "were started are not done; try again");
    g_ptr_array_free(argv, TRUE);
}

static void
save_query(struct browser *browser)
{
    char **args = saving_arguments(&browser->model);
    GPtrArray *argv = g_ptr_array_new();

    g_ptr_array_add(argv, (char *)browser->findings);
    for (char **arg = args; *arg; arg++)
        g_ptr_array_add(argv, *arg);
    g_ptr_array_add(argv, NULL);
    if (!errands_start(&browser->errands, (const char *const *)argv->pdata,
                       NULL, "saved the query"))
        model_say(&browser->model, "cannot save it while other programs that "
                                   "were started are not done; try again");
    g_ptr_array_free(argv, TRUE);
    g_strfreev(args);
}

static void
grant(struct browser *browser, enum model_wish wish)
{
    switch (wish) {
    case MODEL_NOTHING:
        break;
    case MODEL_COPY:
        copy_citation(browser);
        break;
    case MODEL_ORIGINAL:
        open_original(browser);
        break;
    case MODEL_SAVE:
        save_query(browser);
        break;
    case MODEL_SUSPEND:
        screen_suspend();
        break;
    case MODEL_REDRAW:
        screen_refresh();
        break;
    case MODEL_QUIT:
        browser->is_over = true;
        break;
    }
}

static void
take_keys(struct browser *browser)
{
    struct press press;

    while (!browser->is_over && screen_read(&browser->screen, &press)) {
        const enum model_wish wish = model_press(&browser->model, &press);
        browser->typed = link_now();
        grant(browser, wish);
    }
}

/* Ask what is due. *wait_ms is lowered to when to ask what can wait. */
static void
ask(struct browser *browser, int *wait_ms)
{
    struct model *model = &browser->model;
    const int64_t wait = browser->typed + TYPING_MS - link_now();

    for (int i = 0; i < MODEL_QUESTIONS; i++) {
        const char *method;
        if (model_drop(model, i))
            link_drop(&browser->link, i);
        if (i == MODEL_SEARCH && model->is_due[i] && model->is_typed &&
            wait > 0) {
            *wait_ms = MIN(*wait_ms, (int)wait);
            continue;
        }
        json_t *params = model_ask(model, i, &method);
        if (params)
            link_ask(&browser->link, i, method, params);
    }
}

static void
take_answers(struct browser *browser)
{
    json_t *answer;
    int slot;

    while ((answer = link_next(&browser->link, &slot))) {
        model_take(&browser->model, (enum model_question)slot, answer);
        json_decref(answer);
    }
}

static void
take_errands(struct browser *browser)
{
    char said[ERRAND_SAID_SIZE];

    while (errands_end(&browser->errands, said))
        if (*said)
            model_say(&browser->model, "%s", said);
}

static const char *
notice_of(struct browser *browser)
{
    if (*browser->link.reason)
        return browser->link.reason;
    if (link_is_slow(&browser->link))
        return slow;
    if (saved_is_name(browser->model.query.text->str))
        return saved;
    return browser->model.query.text->len == 0 ? hint : NULL;
}

/* Wait for keys, answers or signals. */
static void
wait_for_any(struct browser *browser)
{
    struct pollfd polled[2] = {{.fd = STDIN_FILENO, .events = POLLIN}};
    int wait_ms = 60000;

    ask(browser, &wait_ms);
    const int n = link_work(&browser->link, &polled[1], &wait_ms);
    screen_draw(&browser->screen, &browser->model, notice_of(browser));
    const struct timespec wait = {.tv_sec = wait_ms / 1000,
                                  .tv_nsec = wait_ms % 1000 * 1000000L};
    const int ready = ppoll(polled, 1 + (nfds_t)n, &wait, &browser->mask);
    const bool is_broken = ready < 0 && errno != EINTR;
    /* Or the terminal is gone. */
    browser->is_over |=
        is_broken ||
        (ready > 0 && polled[0].revents & (POLLHUP | POLLERR | POLLNVAL));
}

/* The text of a terminal is UTF-8, whatever its locale says. */
static void
set_locale(void)
{
    setlocale(LC_ALL, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
}

static int
run(struct browser *browser,
    const struct options *options,
    const json_t *params)
{
    const char *reason;

    set_locale();
    style_color(options->values[OPTION_COLOR],
                findings_setting(FINDINGS_KEY_COLOR));
    rescue_remember();
    if (!screen_open(&browser->screen, print_style(stdout).is_colored,
                     &reason)) {
        print_failure("%s", reason);
        return EXIT_ERROR;
    }
    rescue_begin();
    watch_signals(browser);
    model_init(&browser->model, params);
    link_init(&browser->link, options);
    while (!browser->is_over && !ending) {
        wait_for_any(browser);
        take_answers(browser);
        take_errands(browser);
        take_keys(browser);
    }
    screen_close();
    link_fini(&browser->link);
    errands_fini(&browser->errands);
    model_fini(&browser->model);
    return EXIT_FOUND;
}

int
main(int argc, char **argv)
{
    struct options options = {.params = json_object()};
    struct browser browser = {.options = argv + 1};
    char reason[FINDINGS_REASON_SIZE];
    int status = EXIT_ERROR;

    findings_streams_open();
    json_set_alloc_funcs(g_malloc, g_free);
    if (!options_read(argc, argv, &options))
        return EXIT_ERROR;
    json_t *params = options.n_arguments == 2
                         ? json_loads(options.arguments[1], 0, NULL)
                         : NULL;
    if (!json_is_object(params)) {
        print_failure("findings-browse is run by findings -i; use that");
    } else if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        print_failure("-i needs a terminal; leave it out to print the hits");
    } else if (!findings_settings_read(reason)) {
        print_failure("%s", reason);
    } else {
        browser.findings = options.arguments[0];
        browser.n_options = argc - 1 - options.n_arguments;
        status = run(&browser, &options, params);
    }
    json_decref(params);
    json_decref(options.params);
    if (ending) {
        /* Whoever started it should see what ended it. */
        sigset_t all;
        signal(ending, SIG_DFL);
        sigfillset(&all);
        sigprocmask(SIG_UNBLOCK, &all, NULL);
        raise(ending);
    }
    return status;
}
