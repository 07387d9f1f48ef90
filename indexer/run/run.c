/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run/run.h"
#include "base/memory.h"
#include "base/say.h"
#include "run/changes.h"
#include "run/dump.h"
#include "index/index_folder.h"
#include "run/interrupt.h"
#include "run/jobs.h"
#include "run/outcome.h"
#include "run/pruning.h"
#include "run/run_private.h"
#include "run/summary.h"
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

/* Whether nothing more is to be begun; what is done is kept. */
static bool
is_ending(const struct run *run)
{
    return interrupt_signal() || *run->trouble;
}

void
run_announce(struct run *run, const char *format, ...)
{
    va_list args;

    progress_erase(&run->progress);
    va_start(args, format);
    say_args(format, args);
    va_end(args);
}

enum fe_status
run_changed(struct run *run, enum fe_status status)
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

const struct registry *
run_registry(const struct run *run)
{
    return run->ingest ? ingest_registry(run->ingest) : &run->registry;
}

size_t
run_number_of(const struct run *run, const struct source *source)
{
    return (size_t)(source - run->options->sources->list);
}

static enum fe_status
take_digest(struct run *run, const struct workers_answer *answer)
{
    const size_t i = run_number_of(run, run->sources[answer->job]);

    if (answer->lacks)
        missed_add(&run->missed, i, answer->lacks);
    else if (digest_is_valid(answer->bytes.bytes, answer->bytes.len))
        memcpy(run->digests[i], answer->bytes.bytes, DIGEST_SIZE);
    return FE_OK;
}

bool
run_names_files(const struct run *run)
{
    return run->options->history && run->options->history->n_runs > 0;
}

/* Note the file, which is then not read again as it is now. */
static void
note_refused(struct run *run, const struct source *source)
{
    const char *digest = run->digests[run_number_of(run, source)];

    if (run->options->history && *digest)
        history_refuse(run->options->history, digest);
}

static bool
was_refused(const struct run *run, size_t i)
{
    return run->options->history &&
           history_has_refused(run->options->history, run->digests[i]);
}

void
run_refuse(struct run *run, const struct source *source, const char *reason)
{
    const bool is_kept =
        run->ingest && registry_of(ingest_registry(run->ingest), source->path);
    char **lines = g_strsplit(reason, "\n", -1);

    run->totals.refused++;
    note_refused(run, source);
    run_announce(run, "refused %s: %s%s", source->path, lines[0],
                 is_kept ? "; the index keeps its earlier contents" : "");
    for (char **line = lines + 1; *line; line++)
        say_more(*line);
    g_strfreev(lines);
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
    if (change->from && run_names_files(run))
        run_announce(run, "moved %s to %s", change->from, source->path);
    return change->from
               ? run_changed(run, ingest_move(run->ingest, change->from, source,
                                              &run->err))
               : FE_OK;
}

/* Record files that have moved, and leave in the run only the sources whose
 * present content the index does not have: first those that it knows, so that
 * others are compared with what they are now. */
static enum fe_status
keep_changes(struct run *run, const struct changes *changes)
{
    const struct registry *registry = run_registry(run);
    enum fe_status status = FE_OK;

    for (size_t i = 0; status == FE_OK && i < changes->count; i++)
        status = keep_change(run, i, &changes->list[i]);
    run->n_sources = 0;
    for (int is_new = 0; is_new <= 1; is_new++)
        for (size_t i = 0; i < changes->count; i++) {
            const struct source *source = &run->options->sources->list[i];
            const bool is_indexed = registry_of(registry, source->path);
            if (changes->list[i].is_known || was_refused(run, i) ||
                is_indexed == (is_new != 0))
                continue;
            if (is_indexed)
                waiting_expect(&run->waiting, source->path);
            if (!run->missed.is[i])
                run->sources[run->n_sources++] = source;
        }
    return status;
}

/* Whether the files can be compared with each other only. */
static bool
has_only_sources(const struct run *run)
{
    return run_registry(run)->count == 0 && !run->options->history;
}

/* Find what the index has already, and which files are copies of others. */
static enum fe_status
compare(struct run *run)
{
    struct changes changes;

    run->digests = memory_resize(NULL, run->n_sources * sizeof *run->digests);
    memset(run->digests, 0, run->n_sources * sizeof *run->digests);
    if (has_only_sources(run))
        run->n_sources = changes_keep_equal_sizes(run->sources, run->n_sources);
    enum fe_status status = do_jobs(run, "comparing", job_digest, take_digest);
    if (status == FE_OK && !is_ending(run)) {
        changes_find(run->options->sources, run->digests, run_registry(run),
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
        registry_of(run_registry(run), copy->original);
    char reason[REASON_SIZE];

    if (entry && strcmp(entry->digest, copy->compared) == 0)
        return true;
    snprintf(reason, sizeof reason,
             "it is %s %.200s, which could not be read either",
             copies_kind(copy), copy->original);
    run_refuse(run, copy->file, reason);
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
        status =
            run_changed(run, ingest_copy(run->ingest, copy->original,
                                         copy->file, copy->digest, &run->err));
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
        run_announce(run, "%s", run->trouble);
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
        run_announce(run, "interrupted: %zu reports %s", totals->reports,
                     run->dumped ? "dumped"
                     : run->options->finish
                         ? "read; run it again from the start"
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
    return run_changed(run, run->ingest ? FE_OK : run->err.status);
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
        status = run_changed(
            &run, options->begin(options->data, run.ingest, &run.err));
    if (status == FE_OK)
        status = compare(&run);
    if (status == FE_OK && pruning_is_due(&run))
        pruning_release(&run);
    if (status == FE_OK)
        status = do_jobs(&run, "reading", job_read, outcome_take);
    if (status == FE_OK && !is_ending(&run))
        status = outcome_settle_waiting(&run);
    if (status == FE_OK && !is_ending(&run))
        status = keep_copies(&run);
    if (status == FE_OK && pruning_is_due(&run) && !is_ending(&run))
        status = pruning_end(&run);
    if (status == FE_OK && options->finish && !interrupt_signal())
        status = run_changed(
            &run, options->finish(options->data, run.ingest, &run.err));
    if (status == FE_OK)
        status = run_changed(&run, ingest_end(run.ingest, &run.err));
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
        status = do_jobs(&run, "reading", job_read, outcome_take);
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
