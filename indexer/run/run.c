/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run/run.h"
#include "base/memory.h"
#include "base/say.h"
#include "run/changes.h"
#include "run/copies.h"
#include "run/dump.h"
#include "index/index_folder.h"
#include "index/ids.h"
#include "index/ingest.h"
#include "run/interrupt.h"
#include "run/jobs.h"
#include "run/missed.h"
#include "run/progress.h"
#include "run/summary.h"
#include "run/split.h"
#include "run/totals.h"
#include "run/transfer.h"
#include "run/waiting.h"
#include "run/workers.h"

#include "findings/trouble.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* How long a signal may go unnoticed, and progress unshown, while nothing
 * happens. */
enum { TICK_MS = 100 };

enum { LARGE = 4 << 20 }; /* bytes of an answer */

struct run {
    const struct run_options *options;
    const char *dumped;       /* what to dump; NULL: index instead */
    struct ingest *ingest;    /* of the index; else NULL */
    struct registry registry; /* of what is dumped */
    struct copies copies;
    struct waiting waiting;
    const struct source **sources; /* the sources still to be read, in order */
    size_t n_sources;
    char (*digests)[DIGEST_SIZE]; /* of all sources, once they are compared */
    struct totals totals;
    struct progress progress;
    struct missed missed;
    const char *db;                      /* of the index; else NULL */
    struct fe_error err;                 /* of the last change to the index */
    char trouble[FINDINGS_TROUBLE_SIZE]; /* why the run ends early */
};

/* Whether nothing more is to be begun; what is done is kept. */
static bool
is_ending(const struct run *run)
{
    return interrupt_signal() || *run->trouble;
}

__attribute__((format(printf, 2, 3))) static void
announce(struct run *run, const char *format, ...)
{
    va_list args;

    progress_erase(&run->progress);
    va_start(args, format);
    say_args(format, args);
    va_end(args);
}

/* Returns the status of a change to the index; if it failed, says what to do.
 */
static enum fe_status
changed(struct run *run, enum fe_status status)
{
    if (status == FE_NO_MEMORY) {
        run->err.status = FE_FAILED;
        run->err.system = ENOMEM;
    }
    if (status != FE_OK)
        findings_trouble(&run->err, run->db, run->trouble);
    return status;
}

/* Have workers do a job for each source of the run and take their answers in
 * order, until one cannot be taken or there is a reason to stop. */
static enum fe_status
do_jobs(struct run *run,
        const char *what,
        void (*work)(const void *context, size_t job, struct text *out),
        enum fe_status (*take)(struct run *run,
                               const struct workers_answer *answer))
{
    const struct jobs jobs = {.sources = run->sources,
                              .read = run->options->read};
    struct workers *workers =
        workers_new(&(struct workers_options){.work = work,
                                              .path = job_path,
                                              .prepare = run->options->prepare,
                                              .context = &jobs,
                                              .jobs = run->n_sources});
    enum fe_status status = FE_OK;
    struct workers_answer answer;
    size_t done = 0;

    progress_begin(&run->progress, what, run->n_sources);
    while (status == FE_OK && !is_ending(run)) {
        const enum workers_event event =
            workers_next(workers, TICK_MS, &answer);
        if (event == WORKERS_ENDED)
            break;
        if (event == WORKERS_ANSWER) {
            status = take(run, &answer);
            free(answer.bytes.bytes);
            done++;
        } else if (event == WORKERS_FAILED) {
            snprintf(run->trouble, sizeof run->trouble,
                     "cannot start a process to read files: %.100s; %s",
                     strerror(answer.lacks), findings_advice(answer.lacks));
        }
        run->progress.step = workers_steps(workers, &run->progress.steps);
        progress_show(&run->progress, done, run->totals.paragraphs);
    }
    progress_erase(&run->progress);
    workers_free(workers);
    return status;
}

static const struct registry *
registry_of_run(const struct run *run)
{
    return run->ingest ? ingest_registry(run->ingest) : &run->registry;
}

static size_t
number_of(const struct run *run, const struct source *source)
{
    return (size_t)(source - run->options->sources->list);
}

static enum fe_status
take_digest(struct run *run, const struct workers_answer *answer)
{
    const size_t i = number_of(run, run->sources[answer->job]);

    if (answer->lacks)
        missed_add(&run->missed, i, answer->lacks);
    else if (digest_is_valid(answer->bytes.bytes, answer->bytes.len))
        memcpy(run->digests[i], answer->bytes.bytes, DIGEST_SIZE);
    return FE_OK;
}

/* Whether each file is named: in a run that follows others, few have changed.
 */
static bool
names_files(const struct run *run)
{
    return run->options->history && run->options->history->n_runs > 0;
}

/* Note the file, which is then not read again as it is now. */
static void
note_refused(struct run *run, const struct source *source)
{
    const char *digest = run->digests[number_of(run, source)];

    if (run->options->history && *digest)
        history_refuse(run->options->history, digest);
}

static bool
was_refused(const struct run *run, size_t i)
{
    return run->options->history &&
           history_has_refused(run->options->history, run->digests[i]);
}

/* Report a refused file; a reason may have several lines. The index keeps what
 * was read from it before. */
static void
refuse(struct run *run, const struct source *source, const char *reason)
{
    const bool is_kept =
        run->ingest && registry_of(ingest_registry(run->ingest), source->path);
    char **lines = g_strsplit(reason, "\n", -1);

    run->totals.refused++;
    note_refused(run, source);
    announce(run, "refused %s: %s%s", source->path, lines[0],
             is_kept ? "; the index keeps its earlier contents" : "");
    for (char **line = lines + 1; *line; line++)
        say_more(*line);
    g_strfreev(lines);
}

static void
dump_reports(struct run *run,
             struct report_list *reports,
             const struct source *source,
             const char *digest)
{
    struct likeness likeness;

    for (size_t i = 0; i < reports->count; i++) {
        struct report *report = &reports->list[i];
        char *id = registry_id(&run->registry, report, source->path);
        free(report->id);
        report->id = id;
        likeness_of(report, &likeness);
        registry_set(&run->registry, id, source, digest);
        registry_set_likeness(&run->registry, id, &likeness);
        dump_report(report, run->dumped);
    }
}

/* The report that the file has too, but in another format; NULL if there is
 * none. Only a file of a single report is compared. */
static const struct registry_entry *
twin_of(const struct run *run,
        const struct report_list *reports,
        const struct source *source)
{
    if (reports->count != 1 || source->is_split)
        return NULL;
    return registry_twin(registry_of_run(run), reports->list, source->path);
}

/* Report the pages that are damaged, so that words of the report may be
 * missing. A check prints them among the other oddities. */
static void
report_damage(struct run *run, const struct report_list *reports)
{
    if (run->dumped && strcmp(run->dumped, DUMP_ODDITIES) == 0)
        return;
    for (size_t i = 0; i < reports->count; i++) {
        const struct report *report = &reports->list[i];
        for (size_t k = 0; k < report->n_oddities; k++) {
            const struct oddity *oddity = &report->oddities[k];
            if (oddity->is_damage && oddity->page > 0)
                announce(run, "%s, page %u: %s", report->source, oddity->page,
                         oddity->text);
            else if (oddity->is_damage)
                announce(run, "%s: %s", report->source, oddity->text);
        }
    }
}

/* Whether the index can store the reports; false with a reason. */
static bool
accepts(const struct run *run,
        const struct report_list *reports,
        const struct source *source,
        char reason[REASON_SIZE])
{
    return source->is_split
               ? split_accept(run->ingest, reports, reason)
               : ids_accept(run->ingest, reports, source->path, reason);
}

/* Commit what was read before a large answer, so that it is not lost with it if
 * memory runs out. */
static enum fe_status
put(struct run *run,
    struct report_list *reports,
    const struct source *source,
    const char *digest,
    bool is_large)
{
    enum fe_status status = FE_OK;

    if (is_large)
        status = ingest_finish(run->ingest, &run->err);
    if (status == FE_OK && source->is_split)
        status = split_put(run->ingest, reports, &run->err);
    else if (status == FE_OK)
        status = ingest_file(run->ingest, reports, source, digest, &run->err);
    return changed(run, status);
}

/* Decide what becomes of a file that was read. If it cannot be written, the run
 * ends. */
static enum fe_status
settle(struct run *run,
       const struct source *source,
       struct transfer *outcome,
       bool is_large)
{
    struct report_list *reports = &outcome->reports;
    const struct registry_entry *twin = twin_of(run, reports, source);

    if (twin) {
        copies_add(&run->copies, source, twin->file.path, twin->digest,
                   outcome->digest, false);
        return FE_OK;
    }
    if (!accepts(run, reports, source, outcome->reason)) {
        refuse(run, source, outcome->reason);
        return FE_OK;
    }
    totals_count(&run->totals, reports);
    if (names_files(run))
        announce(run, "read %s: %zu report%s", source->path, reports->count,
                 reports->count == 1 ? "" : "s");
    report_damage(run, reports);
    if (!run->dumped)
        return put(run, reports, source, outcome->digest, is_large);
    dump_reports(run, reports, source, outcome->digest);
    return FE_OK;
}

/* Whether any paragraph of the file has an id that cannot be changed. */
static bool
has_fixed_ids(const struct waiter *waiter)
{
    for (size_t i = 0; i < waiter->outcome.reports.count; i++) {
        const struct report *r = &waiter->outcome.reports.list[i];
        for (size_t p = 0; p < r->n_paragraphs; p++)
            if (r->paragraphs[p].is_id_whole)
                return true;
    }
    return false;
}

/* Settle the files that wait for others, in one commit: first those whose ids
 * are fixed, as others can get a number. */
static enum fe_status
settle_waiting(struct run *run)
{
    struct waiting *waiting = &run->waiting;

    if (waiting->count == 0)
        return FE_OK;
    enum fe_status status = changed(run, ingest_finish(run->ingest, &run->err));
    if (status != FE_OK)
        return status;
    waiting_settle(waiting, run->ingest);
    ingest_hold(run->ingest);
    for (int is_fixed = 1; is_fixed >= 0; is_fixed--)
        for (size_t i = 0; status == FE_OK && i < waiting->count; i++) {
            struct waiter *waiter = &waiting->list[i];
            if (has_fixed_ids(waiter) != is_fixed)
                continue;
            if (waiter->is_refused)
                refuse(run, waiter->source, waiter->reason);
            else
                status = settle(run, waiter->source, &waiter->outcome, false);
        }
    return status == FE_OK
               ? changed(run, ingest_end_hold(run->ingest, &run->err))
               : status;
}

/* Take what a worker read from a file. If it could not be read, the file is
 * refused and the run continues. */
static enum fe_status
take_outcome(struct run *run, const struct workers_answer *answer)
{
    const struct source *source = run->sources[answer->job];
    struct transfer outcome = {0};
    const char *reason = NULL;
    enum fe_status status = FE_OK;

    if (answer->lacks) {
        waiting_expect_no_more(&run->waiting, source->path);
        missed_add(&run->missed, number_of(run, source), answer->lacks);
        return FE_OK;
    }
    if (!answer->is_done)
        reason = answer->reason;
    else if (!transfer_read(answer->bytes.bytes, answer->bytes.len, &outcome))
        reason = "its reader process sent a malformed answer";
    else if (!outcome.is_read)
        reason = outcome.reason;
    if (!reason && run->ingest && !source->is_split &&
        waiting_must(&run->waiting, run->ingest, &outcome.reports,
                     source->path)) {
        waiting_add(&run->waiting, source, &outcome);
        return FE_OK;
    }
    waiting_expect_no_more(&run->waiting, source->path);
    if (reason)
        refuse(run, source, reason);
    else
        status = settle(run, source, &outcome, answer->bytes.len > LARGE);
    transfer_fini(&outcome);
    return status;
}

static enum fe_status
keep_change(struct run *run, size_t i, const struct change *change)
{
    const struct source *source = &run->options->sources->list[i];

    if (change->original && !was_refused(run, i))
        copies_add(&run->copies, source, change->original, change->compared,
                   run->digests[i], change->is_same);
    else if (change->from)
        run->totals.moved++;
    else if (change->is_known && !change->original)
        run->totals.unchanged++;
    run->totals.older += change->is_older;
    if (change->from && names_files(run))
        announce(run, "moved %s to %s", change->from, source->path);
    return change->from ? changed(run, ingest_move(run->ingest, change->from,
                                                   source, &run->err))
                        : FE_OK;
}

/* Record files that have moved, and leave in the run only the sources whose
 * present content the index does not have: first those that it knows, so that
 * others are compared with what they are now. */
static enum fe_status
keep_changes(struct run *run, const struct changes *changes)
{
    const struct registry *registry = registry_of_run(run);
    enum fe_status status = FE_OK;

    for (size_t i = 0; status == FE_OK && i < changes->count; i++)
        status = keep_change(run, i, &changes->list[i]);
    run->n_sources = 0;
    for (int is_new = 0; is_new <= 1; is_new++)
        for (size_t i = 0; i < changes->count; i++) {
            const struct source *source = &run->options->sources->list[i];
            if (!changes->list[i].is_known && !run->missed.is[i] &&
                !was_refused(run, i) &&
                (registry_of(registry, source->path) ? 0 : 1) == is_new) {
                run->sources[run->n_sources++] = source;
                if (!is_new)
                    waiting_expect(&run->waiting, source->path);
            }
        }
    return status;
}

/* Find what the index has already, and which files are copies of others. */
static enum fe_status
compare(struct run *run)
{
    struct changes changes;

    run->digests = memory_resize(NULL, run->n_sources * sizeof *run->digests);
    memset(run->digests, 0, run->n_sources * sizeof *run->digests);
    if (run->dumped) /* there is only each other to compare them with */
        run->n_sources = changes_keep_equal_sizes(run->sources, run->n_sources);
    enum fe_status status = do_jobs(run, "comparing", job_digest, take_digest);
    if (status == FE_OK && !is_ending(run)) {
        changes_find(run->options->sources, run->digests, registry_of_run(run),
                     run->options->with_ocr, &changes);
        status = keep_changes(run, &changes);
        changes_fini(&changes);
    }
    return status;
}

/* Whether the original of a copy was read as it was compared. If it was not,
 * nothing is known of the copy, which is refused. */
static bool
has_original(void *data, const struct copy *copy)
{
    struct run *run = data;
    const struct registry_entry *entry =
        registry_of(registry_of_run(run), copy->original);
    char reason[REASON_SIZE];

    if (entry && strcmp(entry->digest, copy->compared) == 0)
        return true;
    snprintf(reason, sizeof reason,
             "it is %s %.200s, which could not be read either",
             copies_kind(copy), copy->original);
    refuse(run, copy->file, reason);
    return false;
}

/* Note the copies in the index. */
static enum fe_status
keep_copies(struct run *run)
{
    enum fe_status status = FE_OK;

    copies_resolve(&run->copies);
    copies_keep(&run->copies, has_original, run);
    if (run->dumped)
        return FE_OK;
    for (size_t i = 0; status == FE_OK && i < run->copies.count; i++) {
        const struct copy *copy = &run->copies.list[i];
        status = changed(run, ingest_copy(run->ingest, copy->original,
                                          copy->file, copy->digest, &run->err));
    }
    return status;
}

static bool
is_below(const char *path, const char *folder)
{
    const size_t len = strlen(folder);
    return strncmp(path, folder, len) == 0 && (path[len] == '/' || !path[len]);
}

/* Whether the path is that of standard input and was given: the index has the
 * only copy of it, so it is dropped only by its name. */
static bool
is_given_input(const char *path, const struct run_options *options)
{
    bool is_given = false;

    for (size_t i = 0; source_is_input(path) && i < options->n_paths; i++)
        is_given |= strcmp(options->paths[i], path) == 0;
    return is_given;
}

static bool
is_below_any(const char *path, const struct run_options *options)
{
    char place[PATH_MAX];

    for (size_t i = 0; i < options->n_paths; i++)
        if (source_place(options->paths[i], place, sizeof place) &&
            is_below(path, place))
            return true;
    return options->n_paths == 0;
}

static bool
is_to_prune(const struct run *run, const struct registry_entry *entry)
{
    const char *path = entry->file.path;

    return is_given_input(path, run->options) ||
           (source_is_gone(path) && is_below_any(path, run->options));
}

/* Let reports that are read take the ids of those that are to be pruned. */
static void
release(struct run *run)
{
    const struct registry *registry = ingest_registry(run->ingest);

    for (size_t i = 0; i < registry->count; i++)
        if (!registry->list[i].is_released &&
            is_to_prune(run, &registry->list[i]) &&
            !registry_heir(registry, registry->list[i].file.path))
            ingest_release(run->ingest, registry->list[i].file.path);
}

static enum fe_status
prune(struct run *run)
{
    const struct registry *registry = ingest_registry(run->ingest);
    enum fe_status status = FE_OK;

    for (size_t i = 0; status == FE_OK && i < registry->count;) {
        if (!is_to_prune(run, &registry->list[i])) {
            i++;
            continue;
        }
        /* It is dropped, which moves another entry here, or a copy's. */
        char *path = memory_strdup(registry->list[i].file.path);
        if (names_files(run))
            announce(run, "%s is gone", path);
        status = changed(run, ingest_prune(run->ingest, path, &run->err));
        free(path);
    }
    return status;
}

static void
run_init(struct run *run, const struct run_options *options, const char *what)
{
    const struct sources *sources = options->sources;

    *run = (struct run){.options = options,
                        .dumped = what,
                        .n_sources = sources->count,
                        .totals.refused = sources->n_refused};
    run->sources = memory_resize(NULL, sources->count * sizeof *run->sources);
    for (size_t i = 0; i < sources->count; i++)
        run->sources[i] = &sources->list[i];
    missed_init(&run->missed, sources->count);
    /* Do not show progress between the lines of a dump. */
    run->progress.is_on =
        isatty(STDERR_FILENO) && !(what && isatty(STDOUT_FILENO));
}

int
run_exit(enum fe_status status)
{
    return status == FE_LOCKED    ? EXIT_LOCKED
           : status == FE_CORRUPT ? EXIT_DAMAGED
                                  : EXIT_FATAL;
}

/* Say how the run ended. Returns the exit status. */
static int
run_fini(struct run *run, enum fe_status status)
{
    const struct totals *totals = &run->totals;
    const size_t missed = run->missed.count;

    if (*run->trouble)
        announce(run, "%s", run->trouble);
    else if (missed > 0)
        missed_say(&run->missed, run->options->sources);
    ingest_close(run->ingest);
    registry_fini(&run->registry);
    copies_fini(&run->copies);
    waiting_fini(&run->waiting);
    missed_fini(&run->missed);
    free(run->sources);
    free(run->digests);
    if (*run->trouble)
        return run_exit(status);
    if (interrupt_signal()) {
        announce(run, "interrupted: %zu reports %s", totals->reports,
                 run->dumped            ? "dumped"
                 : run->options->finish ? "read; run it again from the start"
                                        : "indexed; run it again to continue");
        return EXIT_SIGNAL + interrupt_signal();
    }
    if (missed > 0)
        return EXIT_FATAL;
    return totals->refused > 0 ? EXIT_REFUSED : EXIT_ALL;
}

static void
summarise(struct run *run)
{
    const struct summary summary = {
        .totals = &run->totals,
        .copies = &run->copies,
        .sources = run->options->sources,
        .dropped = ingest_dropped(run->ingest),
        .taken = ingest_taken(run->ingest),
        .gone = registry_gone(ingest_registry(run->ingest)),
        .db = run->db};

    summary_say(&summary, run->options->history);
}

/* A run that has nothing to read does not create an index. Returns the exit
 * status. */
static int
leave_alone(const struct run_options *options, const char *db)
{
    char trouble[FINDINGS_TROUBLE_SIZE];

    if (options->sources->n_refused > 0)
        return EXIT_REFUSED;
    findings_trouble(&(struct fe_error){.status = FE_NOT_FOUND}, db, trouble);
    say("%s", trouble);
    return EXIT_FATAL;
}

static enum fe_status
open_index(struct run *run, const char *db)
{
    char reason[REASON_SIZE];

    if (!index_folder_prepare(db, reason)) {
        snprintf(run->trouble, sizeof run->trouble, "%.700s", reason);
        return FE_FAILED;
    }
    run->ingest = ingest_open(db, &run->err);
    return changed(run, run->ingest ? FE_OK : run->err.status);
}

int
run_index(const struct run_options *options, const char *db)
{
    struct run run;
    enum fe_status status;

    if (options->sources->count == 0 && !index_folder_has_index(db) &&
        (options->is_pruned || options->sources->n_refused > 0))
        return leave_alone(options, db);
    run_init(&run, options, NULL);
    run.db = options->name ? options->name : db;
    status = open_index(&run, db);
    if (status == FE_OK && options->begin)
        status =
            changed(&run, options->begin(options->data, run.ingest, &run.err));
    if (status == FE_OK)
        status = compare(&run);
    if (status == FE_OK && options->is_pruned)
        release(&run);
    if (status == FE_OK)
        status = do_jobs(&run, "reading", job_read, take_outcome);
    if (status == FE_OK && !is_ending(&run))
        status = settle_waiting(&run);
    if (status == FE_OK && !is_ending(&run))
        status = keep_copies(&run);
    if (status == FE_OK && options->is_pruned && !is_ending(&run))
        status = prune(&run);
    if (status == FE_OK && options->finish && !interrupt_signal())
        status =
            changed(&run, options->finish(options->data, run.ingest, &run.err));
    if (status == FE_OK)
        status = changed(&run, ingest_finish(run.ingest, &run.err));
    if (status == FE_OK && !is_ending(&run))
        summarise(&run);
    return run_fini(&run, status);
}

int
run_dump(const struct run_options *options, const char *what)
{
    const bool is_check = strcmp(what, DUMP_ODDITIES) == 0;
    struct run run;

    run_init(&run, options, what);
    enum fe_status status = compare(&run);
    if (status == FE_OK)
        status = do_jobs(&run, "reading", job_read, take_outcome);
    if (status == FE_OK && !is_ending(&run))
        status = keep_copies(&run);
    if (status == FE_OK && !is_ending(&run) && is_check)
        copies_print(&run.copies);
    else if (status == FE_OK && !is_ending(&run))
        summary_say_copies(&run.copies);
    if (status == FE_OK && !is_ending(&run))
        totals_say_ocr(&run.totals);
    return run_fini(&run, status);
}
