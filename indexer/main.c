/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findings-index: reads reports and brings the index up to date.
 */
#include "arguments.h"
#include "run/compact.h"
#include "run/dump.h"
#include "base/memory.h"
#include "base/say.h"
#include "run/interrupt.h"
#include "reading.h"
#include "terms/frameworks.h"
#include "run/repair.h"
#include "run/run.h"
#include "run/watch.h"
#include "files/input.h"
#include "files/sources.h"
#include "run/workers.h"

#include "findings/frameworks.h"
#include "findings/places.h"
#include "findings/settings.h"
#include "findings/streams.h"
#include "findings/trouble.h"
#include "findings/engine.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

/* False, after a message, if a file of a framework has a mistake. */
static bool
prepare_frameworks(const struct arguments *arguments)
{
    char reason[FINDINGS_REASON_SIZE];

    if ((arguments->has_frameworks || findings_frameworks_add_own(reason)) &&
        frameworks_prepare(reason))
        return true;
    say("%s", reason);
    return false;
}

/* False, after a message, if the file of settings has a mistake. */
static bool
prepare_settings(void)
{
    char reason[FINDINGS_REASON_SIZE];

    if (findings_settings_read(reason))
        return true;
    say("%s", reason);
    return false;
}

/* Switch OCR on if it was asked for. */
static bool
prepare_ocr(const struct arguments *arguments)
{
    char reason[REASON_SIZE];

    if (!arguments->with_ocr || reading_with_ocr(workers_step, reason))
        return true;
    say("--ocr needs %s", reason);
    return false;
}

/* Collect the files of all paths. Without a file, a path may be pruned. */
static void
gather(const struct arguments *arguments, struct sources *sources)
{
    for (int i = 0; i < arguments->n_paths && !interrupt_signal(); i++) {
        const char *path = arguments->paths[i];
        if (strcmp(path, "-") == 0)
            input_add(sources, arguments->as, interrupt_signal);
        else if (!arguments->is_pruned ||
                 !(source_is_gone(path) || source_is_input(path)))
            sources_add(sources, path);
    }
    for (size_t i = 0; i < sources->n_refused; i++)
        say("refused %s: %s", sources->refused[i].path,
            sources->refused[i].reason);
}

/* Keep the files of the shard that was asked for. False, after a message, if
 * it has none. */
static bool
take_shard(const struct arguments *arguments, struct sources *sources)
{
    const struct sharding *sharding = &arguments->sharding;
    const size_t count = sources->count;

    if (sharding->shards == 0 || interrupt_signal())
        return true;
    if (count < sharding->shards) {
        say("there are only %zu files, too few for %u shards; name all files, "
            "or make fewer shards",
            count, sharding->shards);
        return false;
    }
    sharding_keep(sources, sharding);
    say("shard %u of %u: %zu of %zu files", sharding->shard, sharding->shards,
        sources->count, count);
    return true;
}

/* False, after a message, if not all files could be found. */
static bool
found_all(const struct sources *sources)
{
    if (sources->missed)
        say("cannot look at %s: %s; %s", sources->missed,
            strerror(sources->lacks), findings_advice(sources->lacks));
    return !sources->missed;
}

static int
run(const struct arguments *arguments,
    const struct run_options *what,
    struct sources *sources)
{
    char place[PATH_MAX], reason[FINDINGS_REASON_SIZE];
    const char *db = arguments->db;

    if (arguments->is_check)
        return run_dump(what, DUMP_ODDITIES);
    if (arguments->dump)
        return run_dump(what, arguments->dump);
    if (!db && !findings_default_db(place, sizeof place, reason)) {
        say("%s", reason);
        return EXIT_FATAL;
    }
    if (!db)
        db = place;
    if (arguments->is_verified)
        return run_verify(db);
    if (arguments->is_compacted)
        return run_compact(db);
    if (arguments->is_watched)
        return watch_run(what, db);
    return arguments->is_repaired ? run_repair(what, sources, db)
                                  : run_index(what, db);
}

int
main(int argc, char **argv)
{
    struct arguments arguments;
    struct sources sources = {0};
    int status;

    findings_streams_open();
    memory_guard();
    if (!arguments_read(argc, argv, &arguments, &status))
        return status;
    if (!prepare_settings() || !prepare_frameworks(&arguments) ||
        !prepare_ocr(&arguments))
        return EXIT_FATAL;
    interrupt_catch();
    if (!arguments.is_watched)
        gather(&arguments, &sources);
    const struct run_options what = {.sources = &sources,
                                     .read = reading_bytes,
                                     .prepare = reading_prepare,
                                     .with_ocr = arguments.with_ocr,
                                     .is_pruned = arguments.is_pruned,
                                     .paths = arguments.paths,
                                     .n_paths = (size_t)arguments.n_paths};
    status = found_all(&sources) && take_shard(&arguments, &sources)
                 ? run(&arguments, &what, &sources)
                 : EXIT_FATAL;
    sources_fini(&sources);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        say("cannot write to standard output; the output is incomplete");
        return EXIT_FATAL;
    }
    return status;
}
