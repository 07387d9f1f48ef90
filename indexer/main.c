/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findings-index: reads reports and brings the index up to date.
 */
#include "ingest.h"
#include "reading.h"
#include "record.h"
#include "registry.h"
#include "source.h"
#include "text.h"

#include "findings/places.h"

#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum exit_status {
    EXIT_ALL = 0,
    EXIT_FATAL = 2,
    EXIT_REFUSED = 3, /* some files, not all */
    EXIT_LOCKED = 4
};

static const char usage[] =
    "usage: findings-index [--db DIR] PATH...\n"
    "       findings-index --dump paragraphs|reports|judgements PATH...\n"
    "\n"
    "Reads inspection reports (text: .txt, .md; records as --dump paragraphs\n"
    "prints them: .jsonl) and brings the index up to date: a report that was\n"
    "read before is replaced whole. Folders are walked, README* left out. "
    "Search\n"
    "the index with findingsd and findings.\n"
    "\n"
    "  --db DIR     the index; else $FINDINGS_DB, $XDG_DATA_HOME/findings or\n"
    "               ~/.local/share/findings\n"
    "  --dump WHAT  print what was read, one JSON object a line, and leave "
    "the\n"
    "               index alone\n"
    "  --help       this text\n"
    "  --version    the program's version\n"
    "\n"
    "Exit status: 0 all indexed, 3 some files refused (each is named, with "
    "its\n"
    "reason), 4 another findings-index is writing, 2 any other error.\n";

struct options {
    const char *db;
    const char *dump;
    char **paths;
    int n_paths;
};

struct totals {
    size_t reports;
    size_t paragraphs;
    size_t refused;
};

static void
complain(const char *what, const char *why)
{
    fprintf(stderr, "findings-index: %s: %s\n", what, why);
}

static bool
is_dump(const char *what)
{
    return strcmp(what, "paragraphs") == 0 || strcmp(what, "reports") == 0 ||
           strcmp(what, "judgements") == 0;
}

/* False where the program is to end, with *status. */
static bool
parse(int argc, char **argv, struct options *options, int *status)
{
    static const struct option longs[] = {
        {"db", required_argument, NULL, 'd'},
        {"dump", required_argument, NULL, 'u'},
        {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'v'},
        {NULL, 0, NULL, 0}};
    int c;

    *options = (struct options){0};
    *status = EXIT_FATAL;
    while ((c = getopt_long(argc, argv, "", longs, NULL)) != -1) {
        switch (c) {
        case 'd':
            options->db = optarg;
            break;
        case 'u':
            options->dump = optarg;
            break;
        case 'h':
            fputs(usage, stdout);
            *status = EXIT_ALL;
            return false;
        case 'v':
            printf("findings-index %s (Xapian %s)\n", FINDINGS_VERSION,
                   xc_xapian_version());
            *status = EXIT_ALL;
            return false;
        default:
            fputs("Try findings-index --help.\n", stderr);
            return false;
        }
    }
    if (options->db && !*options->db) {
        complain("--db", "needs a folder, not an empty name");
        return false;
    }
    options->paths = argv + optind;
    options->n_paths = argc - optind;
    if (options->n_paths == 0) {
        complain("nothing to read", "name files or folders of reports, or try "
                                    "findings-index --help");
        return false;
    }
    if (options->dump && !is_dump(options->dump)) {
        complain(options->dump,
                 "what to dump is one of paragraphs, reports, judgements");
        return false;
    }
    return true;
}

static void
print_record(json_t *record)
{
    char *line = record_line(record);
    puts(line);
    free(line);
    json_decref(record);
}

static void
dump(const struct report *r, const char *what)
{
    if (strcmp(what, "reports") == 0)
        print_record(record_report(r));
    for (size_t i = 0; *what == 'p' && i < r->n_paragraphs; i++)
        print_record(record_paragraph(r, i));
    for (size_t i = 0; *what == 'j' && i < r->n_judgements; i++)
        print_record(record_judgement(r, i));
}

static void
dump_report(struct registry *registry,
            struct report *report,
            const struct source *source,
            const char *what)
{
    char *id = registry_id(registry, report->id, source->path);

    free(report->id);
    report->id = id;
    registry_set(registry, id, source->path);
    dump(report, what);
}

/* Read one file and dump or index it. What cannot be read is refused and the
 * run goes on; what cannot be written ends it. */
static enum xc_status
handle(const struct source *source,
       const struct options *options,
       struct ingest *ingest,
       struct registry *registry,
       struct totals *totals,
       struct xc_error *err)
{
    char reason[REASON_SIZE];
    char *bytes = NULL;
    size_t len;
    struct reports reports = {0};
    enum xc_status status = XC_OK;

    const bool is_read =
        source_read(source, &bytes, &len, reason) &&
        reading_bytes(source->name, bytes, len, &reports, reason);
    free(bytes);
    if (!is_read) {
        fprintf(stderr, "findings-index: refused %s: %s\n", source->path,
                reason);
        totals->refused++;
        return XC_OK;
    }
    for (size_t i = 0; status == XC_OK && i < reports.count; i++) {
        struct report *report = &reports.list[i];
        totals->reports++;
        totals->paragraphs += report->n_paragraphs;
        if (options->dump)
            dump_report(registry, report, source, options->dump);
        else
            status = ingest_report(ingest, report, source->path, err);
    }
    reports_fini(&reports);
    return status;
}

static int
run(const struct options *options,
    const struct sources *sources,
    struct totals *totals)
{
    struct ingest *ingest = NULL;
    struct registry registry = {0};
    struct xc_error err = {0};
    char db[PATH_MAX], reason[FINDINGS_REASON_SIZE];
    enum xc_status status = XC_OK;

    if (!options->dump) {
        if (options->db) {
            snprintf(db, sizeof db, "%s", options->db);
        } else if (!findings_default_db(db, sizeof db, reason)) {
            fprintf(stderr, "findings-index: %s\n", reason);
            return EXIT_FATAL;
        }
        ingest = ingest_open(db, &err);
        if (!ingest)
            status = err.status;
    }
    for (size_t i = 0; status == XC_OK && i < sources->count; i++)
        status =
            handle(&sources->list[i], options, ingest, &registry, totals, &err);
    if (ingest && status == XC_OK)
        status = ingest_finish(ingest, &err);
    ingest_close(ingest);
    registry_fini(&registry);
    if (status != XC_OK) {
        fprintf(stderr, "findings-index: %s\n", err.message);
        return status == XC_LOCKED ? EXIT_LOCKED : EXIT_FATAL;
    }
    if (!options->dump)
        fprintf(stderr,
                "findings-index: reports indexed: %zu, paragraphs: %zu, files "
                "refused: %zu; in %s\n",
                totals->reports, totals->paragraphs, totals->refused, db);
    return totals->refused > 0 ? EXIT_REFUSED : EXIT_ALL;
}

int
main(int argc, char **argv)
{
    struct options options;
    struct sources sources = {0};
    struct totals totals = {0};
    char reason[REASON_SIZE];
    int status;

    if (!parse(argc, argv, &options, &status))
        return status;
    for (int i = 0; i < options.n_paths; i++) {
        if (!sources_add(&sources, options.paths[i], reason)) {
            fprintf(stderr, "findings-index: refused %s: %s\n",
                    options.paths[i], reason);
            totals.refused++;
        }
    }
    status = run(&options, &sources, &totals);
    sources_fini(&sources);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        complain("standard output", "could not be written");
        return EXIT_FATAL;
    }
    return status;
}
