/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run/outcome.h"
#include "index/ids.h"
#include "run/dump.h"
#include "run/split.h"
#include "run/transfer.h"

#include <stdlib.h>
#include <string.h>

enum { LARGE = 4 << 20 }; /* bytes of an answer */

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
    return registry_twin(run_registry(run), reports->list, source->path);
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
                run_announce(run, "%s, page %u: %s", report->source,
                             oddity->page, oddity->text);
            else if (oddity->is_damage)
                run_announce(run, "%s: %s", report->source, oddity->text);
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
    return run_changed(run, status);
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
        run_refuse(run, source, outcome->reason);
        return FE_OK;
    }
    totals_count(&run->totals, reports);
    if (run_names_files(run))
        run_announce(run, "read %s: %zu report%s", source->path, reports->count,
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

/* Leave those that wait to the next run. */
static void
miss_waiting(struct run *run)
{
    for (size_t i = 0; i < run->waiting.count; i++)
        missed_add(&run->missed,
                   run_number_of(run, run->waiting.list[i].source),
                   run->missed.lacks);
}

/* First those whose ids are fixed, as others can get a number. */
enum fe_status
outcome_settle_waiting(struct run *run)
{
    struct waiting *waiting = &run->waiting;

    if (run->missed.count > 0)
        miss_waiting(run); /* one may be what they wait for */
    if (waiting->count == 0 || run->missed.count > 0)
        return FE_OK;
    enum fe_status status =
        run_changed(run, ingest_finish(run->ingest, &run->err));
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
                run_refuse(run, waiter->source, waiter->reason);
            else
                status = settle(run, waiter->source, &waiter->outcome, false);
        }
    return status == FE_OK
               ? run_changed(run, ingest_end_hold(run->ingest, &run->err))
               : status;
}

enum fe_status
outcome_take(struct run *run, const struct workers_answer *answer)
{
    const struct source *source = run->sources[answer->job];
    struct transfer outcome = {0};
    const char *reason = NULL;
    enum fe_status status = FE_OK;

    if (answer->lacks) {
        missed_add(&run->missed, run_number_of(run, source), answer->lacks);
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
    if (reason) {
        run_refuse(run, source, reason);
    } else {
        waiting_expect_no_more(&run->waiting, source->path);
        status = settle(run, source, &outcome, answer->bytes.len > LARGE);
    }
    transfer_fini(&outcome);
    return status;
}
