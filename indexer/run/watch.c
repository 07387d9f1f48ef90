/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Each run is over all paths, as if the program had been started again: what
 * has not changed is recognised by its content, so that nothing depends on
 * having noticed each event. A path that is gone, such as a disk that is not
 * mounted, is waited for; nothing below it is pruned meanwhile.
 */
#include "run/watch.h"
#include "base/memory.h"
#include "base/say.h"
#include "index/index_folder.h"
#include "run/follow.h"
#include "run/interrupt.h"

#include "findings/trouble.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* When to try again what another program, or the system, prevents now. */
enum { RETRY_MS = 5000 };

struct watch {
    const struct run_options *options;
    const char *db;
    struct follow *follow;
    struct history history;
    struct sources sources; /* of the next run */
    char **present;         /* of the options' paths; borrowed */
    size_t n_present;
    bool *is_gone; /* for each path: this has been said */
};

/* Which paths are there now. Whether they are others than before. */
static bool
look(struct watch *watch)
{
    const size_t n = watch->options->n_paths;
    bool has_changed = false;

    watch->n_present = 0;
    for (size_t i = 0; i < n; i++) {
        char *path = watch->options->paths[i];
        const bool is_gone = source_is_gone(path);
        if (is_gone != watch->is_gone[i])
            say(is_gone ? "%s is gone; waiting for it" : "%s is there again",
                path);
        has_changed |= is_gone != watch->is_gone[i];
        watch->is_gone[i] = is_gone;
        if (!is_gone)
            watch->present[watch->n_present++] = path;
    }
    return has_changed;
}

static bool
is_same_folder(const char *a, const char *b)
{
    struct stat x, y;

    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
           x.st_ino == y.st_ino;
}

/* Follow the folders of the sources, but not that of the index, which the runs
 * themselves change. *has_new says whether one was not followed before: what
 * changed in it until now may have been missed. */
static bool
follow_folders(struct watch *watch, bool *has_new)
{
    char reason[REASON_SIZE];

    *has_new = false;
    for (size_t i = 0; i < watch->sources.n_folders; i++) {
        const char *folder = watch->sources.folders[i];
        bool is_new = false;
        if (is_same_folder(folder, watch->db))
            continue;
        if (!follow_add(watch->follow, folder, &is_new, reason)) {
            say("%s", reason);
            return false;
        }
        *has_new |= is_new;
    }
    return true;
}

/* Collect the files of all paths that are there, and follow their folders. */
static bool
collect(struct watch *watch)
{
    bool has_new = true;

    while (has_new && !interrupt_signal()) {
        sources_fini(&watch->sources);
        for (size_t i = 0; i < watch->n_present; i++)
            sources_add(&watch->sources, watch->present[i]);
        if (!follow_folders(watch, &has_new))
            return false;
    }
    return true;
}

/* Say what of the paths was refused, unless it was said before. */
static void
say_refused(struct watch *watch)
{
    const struct sources *s = &watch->sources;

    for (size_t i = 0; i < s->n_refused; i++) {
        char *line = g_strdup_printf("refused %s: %s", s->refused[i].path,
                                     s->refused[i].reason);
        if (history_refuse(&watch->history, line))
            say("%s", line);
        g_free(line);
    }
}

/* One run. Returns its exit status. */
static int
run_once(struct watch *watch)
{
    struct run_options options = *watch->options;
    const struct sources *s = &watch->sources;

    if (!collect(watch))
        return EXIT_FATAL;
    say_refused(watch);
    if (s->missed) {
        say("cannot look at %s: %s; %s", s->missed, strerror(s->lacks),
            findings_advice(s->lacks));
        return EXIT_FATAL;
    }
    if (s->count == 0 && !index_folder_has_index(watch->db))
        return EXIT_ALL;
    options.sources = s;
    options.paths = watch->present;
    options.n_paths = watch->n_present;
    options.history = &watch->history;
    return run_index(&options, watch->db);
}

/* Whether a run with this exit status is to be repeated soon. */
static bool
is_hindered(int status)
{
    return status == EXIT_LOCKED || status == EXIT_FATAL;
}

static int
watch_until_signal(struct watch *watch)
{
    bool is_due = true, is_first = true;

    while (!interrupt_signal()) {
        int status = EXIT_ALL;
        is_due |= look(watch);
        if (is_due && watch->n_present > 0)
            status = run_once(watch);
        if (interrupt_signal())
            break;
        if (status == EXIT_DAMAGED || (is_first && is_hindered(status)))
            return status;
        if (is_first)
            say("following %zu folder%s; Ctrl-C ends it",
                watch->sources.n_folders,
                watch->sources.n_folders == 1 ? "" : "s");
        is_first = false;
        const bool is_waiting = watch->n_present < watch->options->n_paths;
        is_due =
            follow_wait(watch->follow,
                        is_waiting || is_hindered(status) ? RETRY_MS : -1) ||
            is_hindered(status);
    }
    return EXIT_ALL;
}

int
watch_run(const struct run_options *options, const char *db)
{
    struct watch watch = {.options = options, .db = db};
    char reason[REASON_SIZE];

    if (!(watch.follow = follow_new(reason))) {
        say("%s", reason);
        return EXIT_FATAL;
    }
    watch.present = g_new0(char *, options->n_paths);
    watch.is_gone = g_new0(bool, options->n_paths);
    const int status = watch_until_signal(&watch);
    sources_fini(&watch.sources);
    history_fini(&watch.history);
    follow_free(watch.follow);
    g_free(watch.present);
    g_free(watch.is_gone);
    return status;
}
