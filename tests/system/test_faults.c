/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A run of findings-index may end anywhere, and any call of the system may
 * fail. Afterwards the index has the reports as they were before or as they
 * should be after the run, or does not exist yet, and the next run completes
 * the work.
 *
 * A run makes hundreds of such calls, and thousands of allocations. Only some
 * of them fail here; with FINDINGS_FAULTS=0 each does, with another number so
 * many of each kind.
 */
#include "indexing.h"
#include "faults.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What a run has to do. */
struct work {
    const char *name;
    bool is_first; /* there is no index yet */
    void (*prepare)(const struct indexing *f);
    const char *option;
};

static const char *const calls_names[] = {"changes", "reads", "memory"};
static const char *const how_names[] = {"killed", "torn", "short", "once",
                                        "always"};

struct trial {
    const struct indexing *f;
    const struct work *work;
    const char *kept;     /* the index before the run */
    char *before, *after; /* what is in it */
    const char *count;    /* the file for the shim's count */
    size_t n_runs, n_bad;
};

/* Replace the folder by a copy of another; if that does not exist, there is
 * none afterwards. */
static void
copy_folder(const char *from, const char *to)
{
    DIR *folder = opendir(from);

    test_folder_remove(strdup(to));
    if (!folder)
        return;
    assert_int_equal(mkdir(to, 0700), 0);
    for (const struct dirent *entry; (entry = readdir(folder));) {
        if (entry->d_name[0] == '.')
            continue;
        char *source = test_path(from, entry->d_name),
             *copy = test_path(to, entry->d_name);
        size_t len;
        char *bytes = test_read(source, &len);
        test_write(copy, bytes, len);
        free(bytes);
        free(copy);
        free(source);
    }
    closedir(folder);
}

static struct test_run
run_index(const struct trial *t)
{
    const char *args[] = {"--db", t->f->db, t->f->reports, t->work->option,
                          NULL};
    return test_program("findings-index", args);
}

static void
set_count(const char *file, long n)
{
    test_write(file, (const char *)&n, sizeof n);
}

static long
get_count(const char *file)
{
    char *bytes = test_read(file, NULL);
    long n;

    memcpy(&n, bytes, sizeof n);
    free(bytes);
    return n;
}

/* Run it with a fault. Sets *n to the number of the calls that were made. */
static struct test_run
run_with(const struct trial *t, const struct fault *fault, long *n)
{
    char text[64];

    snprintf(text, sizeof text, "%d %d %ld %u %d", fault->calls, fault->how,
             fault->at, fault->error, fault->in_children);
    set_count(t->count, 0);
    setenv(FAULT_COUNT_VARIABLE, t->count, 1);
    setenv(FAULT_VARIABLE, text, 1);
    setenv("ASAN_OPTIONS",
           "verify_asan_link_order=0:new_delete_type_mismatch=0", 1);
    setenv("LD_PRELOAD", FAULT_LIBRARY, 1);
    struct test_run run = run_index(t);
    unsetenv("LD_PRELOAD");
    *n = get_count(t->count);
    return run;
}

static bool
is_as_before(const struct trial *t, const char *found)
{
    return strcmp(found, t->before) == 0 ||
           (t->work->is_first && strstr(found, "report/") == NULL &&
            strncmp(found, "not readable", 12) != 0);
}

/* The lines that name the report; the caller frees them. */
static char *
part_of(const char *contents, const char *report)
{
    char **lines = g_strsplit(contents, "\n", -1);
    GString *part = g_string_new(NULL);

    for (char **line = lines; *line; line++)
        if (strstr(*line, report))
            g_string_append_printf(part, "%s\n", *line);
    g_strfreev(lines);
    return g_string_free(part, FALSE);
}

/* Whether each report is as it was before or as it is to be. A reader takes
 * only its own file with it. */
static bool
has_whole_reports(const struct trial *t, const char *found)
{
    static const char *const reports[] = {
        "eastholm-2019-05-07", "westholm-2019-05-07", "northholm-2019-05-07"};
    bool is_whole = true;

    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
        char *part = part_of(found, reports[i]);
        char *before = part_of(t->before, reports[i]);
        char *after = part_of(t->after, reports[i]);
        is_whole &= strcmp(part, before) == 0 || strcmp(part, after) == 0;
        g_free(after);
        g_free(before);
        g_free(part);
    }
    return is_whole;
}

/* Whether a file was left out because its reader ended, or because the call
 * that failed was to open it: it is refused, or kept for the next run if the
 * system lacks something. The other files are read all the same. */
static bool
has_left_out(const struct fault *fault, const struct test_run *run)
{
    if (fault->in_children)
        return true;
    return fault->calls == FAULT_READS &&
           ((run->status == 3 && strstr(run->err, "refused ")) ||
            (run->status == 2 && strstr(run->err, "cannot read ")));
}

static const char *
wrong_status(const struct fault *fault, const struct test_run *run)
{
    /* GLib calls itself without end if there is no memory at all for the
     * message that there is no memory. */
    const bool may_crash =
        fault->calls == FAULT_MEMORY && fault->how == FAULT_ALWAYS;
    const bool is_killed = fault->how == FAULT_KILL || fault->how == FAULT_TEAR;

    if (run->status == -1 && (fault->in_children || !(is_killed || may_crash)))
        return "the program crashed";
    if (run->status > 0 && run->status != 2 &&
        !(run->status == 3 && has_left_out(fault, run)))
        return "the exit status is not 2";
    if (run->status > 0 && !strstr(run->err, "findings"))
        return "there is no message";
    if (strstr(run->err, "is damaged"))
        return "an index that is intact is called damaged";
    return NULL;
}

/* What is wrong after a run with a fault; NULL: nothing. */
static const char *
wrong(const struct trial *t,
      const struct fault *fault,
      const struct test_run *run,
      const char *found)
{
    const bool is_done = strcmp(found, t->after) == 0;

    if (!is_done && !is_as_before(t, found) &&
        !(has_left_out(fault, run) && has_whole_reports(t, found)))
        return "the index is neither as before nor as after the run";
    if (run->status == 0 && !is_done)
        return "the run says that it is done, and it is not";
    return wrong_status(fault, run);
}

/* Whether the words of the index are those of its paragraphs. */
static bool
is_intact(const struct trial *t)
{
    const char *args[] = {"--db", t->f->db, "--verify", NULL};
    struct test_run run = test_program("findings-index", args);
    const bool is_good = run.status == 0;

    test_run_free(&run);
    return is_good;
}

/* Let a run fail, and another complete its work. */
static void
try_fault(struct trial *t, const struct fault *fault)
{
    long n;

    copy_folder(t->kept, t->f->db);
    struct test_run run = run_with(t, fault, &n);
    char *found = index_contents(t->f->db);
    const char *what = wrong(t, fault, &run, found);
    struct test_run next = run_index(t);
    char *then = index_contents(t->f->db);
    if (!what && (next.status != 0 || strcmp(then, t->after) != 0))
        what = "the next run does not complete the work";
    if (!what && !is_intact(t))
        what = "the index is damaged after the next run";
    t->n_runs++;
    if (what) {
        t->n_bad++;
        print_error("%s, %s, %s, error %u, at %ld of %ld: %s\n"
                    "  status %d: %.300s  then %d: %.300s  index: %.100s\n",
                    t->work->name, calls_names[fault->calls],
                    how_names[fault->how], fault->error % FAULT_ERRORS,
                    fault->at, n, what, run.status, run.err, next.status,
                    next.err, found);
    }
    free(then);
    free(found);
    test_run_free(&next);
    test_run_free(&run);
}

/* How many calls of a kind the run makes. */
static long
calls_of(struct trial *t, struct fault fault)
{
    long n;

    fault.at = 0;
    copy_folder(t->kept, t->f->db);
    struct test_run run = run_with(t, &fault, &n);
    assert_int_equal(run.status, 0);
    test_run_free(&run);
    char *found = index_contents(t->f->db);
    assert_string_equal(found, t->after);
    free(found);
    assert_true(n > 0);
    return n;
}

/* Every call fails, with each of its errors, or so many of them, evenly spread.
 */
static void
try_everywhere(struct trial *t, struct fault fault, long some)
{
    const char *wanted = getenv("FINDINGS_FAULTS");
    const long n = calls_of(t, fault);
    const long points = wanted ? atol(wanted) : some;
    const long stride = points <= 0 || n <= points ? 1 : n / points;
    const bool has_errors =
        (fault.how == FAULT_ONCE || fault.how == FAULT_ALWAYS) &&
        fault.calls != FAULT_MEMORY;
    const unsigned errors = points <= 0 && has_errors ? FAULT_ERRORS : 1;
    const size_t runs = t->n_runs;

    for (fault.at = 1; fault.at <= n; fault.at += stride)
        for (unsigned i = 0; i < errors; i++) {
            try_fault(t, &fault);
            fault.error++;
        }
    print_message("%s, %s%s, %s: %zu runs, %ld calls\n", t->work->name,
                  fault.in_children ? "readers' " : "",
                  calls_names[fault.calls], how_names[fault.how],
                  t->n_runs - runs, n);
}

static void
make_reports(const struct indexing *f)
{
    indexing_letter(indexing_path(f, "reports/east.txt"), "Eastholm",
                    "Case recording (CR) is clear.");
    indexing_letter(indexing_path(f, "reports/west.txt"), "Westholm",
                    "Case recording (CR) is short.");
}

static void
replace_and_add(const struct indexing *f)
{
    indexing_letter(indexing_path(f, "reports/west.txt"), "Westholm",
                    "Some of the case records are missing.");
    indexing_letter(indexing_path(f, "reports/north.txt"), "Northholm",
                    "Visits are late.");
}

static void
remove_west(const struct indexing *f)
{
    assert_int_equal(remove(indexing_path(f, "reports/west.txt")), 0);
}

/* Both are replaced together, or neither is. */
static void
exchange(const struct indexing *f)
{
    indexing_letter(indexing_path(f, "reports/west.txt"), "Eastholm",
                    "Case recording (CR) is clear.");
    indexing_letter(indexing_path(f, "reports/east.txt"), "Westholm",
                    "Case recording (CR) is short.");
}

static const struct work first = {"first", true, NULL, NULL};
static const struct work update = {"update", false, replace_and_add, NULL};
static const struct work exchanging = {"exchange", false, exchange, NULL};
static const struct work pruning = {"prune", false, remove_west, "--prune"};

static void
trial_begin(struct trial *t, const struct indexing *f, const struct work *work)
{
    struct test_run run;

    *t = (struct trial){.f = f,
                        .work = work,
                        .kept = indexing_path(f, "kept"),
                        .count = indexing_path(f, "count")};
    make_reports(f);
    if (!work->is_first) {
        assert_run(f, f->reports, NULL, 0, "");
        copy_folder(f->db, t->kept);
    }
    t->before = index_contents(f->db);
    if (work->prepare)
        work->prepare(f);
    run = run_index(t);
    assert_int_equal(run.status, 0);
    test_run_free(&run);
    t->after = index_contents(f->db);
    assert_has(t->after, "report/eastholm-2019-05-07");
}

static void
trial_end(struct trial *t)
{
    free(t->before);
    free(t->after);
    if (t->n_bad > 0)
        fail_msg("%zu of %zu runs", t->n_bad, t->n_runs);
}

/* The faults of the calls that change and read files. */
static void
try_files(const struct indexing *f, const struct work *work, long some)
{
    static const enum fault_how hows[] = {FAULT_KILL, FAULT_TEAR, FAULT_SHORT,
                                          FAULT_ONCE, FAULT_ALWAYS};
    struct trial t;

    trial_begin(&t, f, work);
    for (size_t i = 0; i < sizeof hows / sizeof *hows; i++)
        try_everywhere(&t, (struct fault){FAULT_CHANGES, hows[i], 0, 0, 0},
                       some);
    for (size_t i = 3; i < sizeof hows / sizeof *hows; i++)
        try_everywhere(&t, (struct fault){FAULT_READS, hows[i], 0, 0, 0}, some);
    trial_end(&t);
}

static void
a_first_run_may_end_anywhere(void **state)
{
    try_files(*state, &first, 12);
}

static void
an_update_may_end_anywhere(void **state)
{
    try_files(*state, &update, 12);
}

static void
an_exchange_of_names_may_end_anywhere(void **state)
{
    try_files(*state, &exchanging, 12);
}

static void
a_pruning_may_end_anywhere(void **state)
{
    try_files(*state, &pruning, 12);
}

static void
memory_may_run_out_anywhere(void **state)
{
#ifdef FAULT_NO_MEMORY
    (void)state;
    skip();
#else
    struct trial t;

    trial_begin(&t, *state, &update);
    try_everywhere(&t, (struct fault){FAULT_MEMORY, FAULT_ONCE, 0, 0, 0}, 30);
    try_everywhere(&t, (struct fault){FAULT_MEMORY, FAULT_ALWAYS, 0, 0, 0}, 30);
    try_everywhere(&t, (struct fault){FAULT_MEMORY, FAULT_KILL, 0, 0, 0}, 10);
    trial_end(&t);
#endif
}

static void
a_reader_may_end_anywhere(void **state)
{
    struct trial t;

    trial_begin(&t, *state, &update);
    try_everywhere(&t, (struct fault){FAULT_CHANGES, FAULT_KILL, 0, 0, 1}, 20);
    try_everywhere(&t, (struct fault){FAULT_CHANGES, FAULT_ONCE, 0, 0, 1}, 20);
    try_everywhere(&t, (struct fault){FAULT_READS, FAULT_ONCE, 0, 0, 1}, 20);
#ifndef FAULT_NO_MEMORY
    try_everywhere(&t, (struct fault){FAULT_MEMORY, FAULT_ONCE, 0, 0, 1}, 20);
    try_everywhere(&t, (struct fault){FAULT_MEMORY, FAULT_ALWAYS, 0, 0, 1}, 20);
#endif
    trial_end(&t);
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, indexing_set_up, indexing_tear_down)

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(a_first_run_may_end_anywhere),
        TEST(an_update_may_end_anywhere),
        TEST(an_exchange_of_names_may_end_anywhere),
        TEST(a_pruning_may_end_anywhere),
        TEST(memory_may_run_out_anywhere),
        TEST(a_reader_may_end_anywhere),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
