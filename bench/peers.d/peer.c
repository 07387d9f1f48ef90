/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * peer: another engine, with the paragraphs and the queries of bench/peers.
 *
 *   peer prepare FOLDER
 *   peer index FOLDER RECORDS...     what "generate" wrote
 *   peer compact FOLDER              exit status 3 if it has no way to
 *   peer count FOLDER QUERIES        the matches of each query, one to a line
 *   peer time FOLDER QUERIES REPEATS SECONDS
 *
 * A line of QUERIES: its class, operation (all, any, phrase or prefix),
 * authority or "-", and words, with tabs between. "time" asks each query once
 * to warm up, then REPEATS times but not for longer than SECONDS; it writes the
 * number of the query, what was wanted (top or facets), and the milliseconds of
 * real time and of CPU time of each answer.
 */
#define _GNU_SOURCE /* asprintf() */
#include "peer.h"
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

void
fail(const char *format, ...)
{
    va_list values;

    va_start(values, format);
    vfprintf(stderr, format, values);
    va_end(values);
    fputc('\n', stderr);
    exit(2);
}

static char *
checked(char *text)
{
    if (!text)
        fail("out of memory");
    return text;
}

char *
path_in(const char *folder, const char *name)
{
    char *path = NULL;

    return checked(asprintf(&path, "%s/%s", folder, name) < 0 ? NULL : path);
}

char *
joined(const struct query *query, const char *separator)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        fail("out of memory");
    for (size_t i = 0; i < query->word_count; i++)
        fprintf(out, "%s%s", i ? separator : "", query->words[i]);
    fclose(out);
    return checked(text);
}

/* In the child. */
static void
become(const char *user, const char *folder)
{
    const struct passwd *entry = getpwnam(user);

    if (!entry || chown(folder, entry->pw_uid, entry->pw_gid) != 0 ||
        setgroups(0, NULL) != 0 || setgid(entry->pw_gid) != 0 ||
        setuid(entry->pw_uid) != 0)
        fail("cannot become the user %s: %s", user, strerror(errno));
}

pid_t
started(const char *folder, const char *user, char *const arguments[])
{
    const pid_t pid = fork();

    if (pid < 0)
        fail("fork: %s", strerror(errno));
    if (pid > 0)
        return pid;
    char *log = path_in(folder, "log");
    const int fd = open(log, O_WRONLY | O_CREAT | O_APPEND, 0666);
    if (user && geteuid() == 0)
        become(user, folder);
    prctl(PR_SET_PDEATHSIG, SIGINT);
    dup2(fd, STDOUT_FILENO);
    dup2(fd, STDERR_FILENO);
    execvp(arguments[0], arguments);
    fail("%s: %s", arguments[0], strerror(errno));
}

void
wait_for(pid_t pid, const char *what)
{
    int status;

    if (waitpid(pid, &status, 0) != pid || status != 0)
        fail("%s failed; the file \"log\" beside its index says why", what);
}

/* The value of a field, cut off in the line; the records have no escapes. */
static const char *
field(char *line, const char *name)
{
    char mark[32], *value, *end;

    snprintf(mark, sizeof mark, "\"%s\":\"", name);
    value = strstr(line, mark);
    if (!value)
        fail("a record has no %s", name);
    value += strlen(mark);
    end = strchr(value, '"');
    if (!end)
        fail("the %s of a record has no end", name);
    *end = '\0';
    return value;
}

static void
add_file(const char *path)
{
    FILE *file = fopen(path, "r");
    char *line = NULL, *id;
    size_t size = 0;

    if (!file)
        fail("%s: %s", path, strerror(errno));
    while (getline(&line, &size, file) > 0) {
        struct record record;
        const char *number = strstr(line, "\"number\":");
        const unsigned long n = number ? strtoul(number + 9, NULL, 10) : 0;
        /* From the last field to the first: the line is cut off at each. */
        record.text = field(line, "text");
        record.grade = field(line, "grade");
        record.service_area = field(line, "service_area");
        record.date = field(line, "date");
        record.authority = field(line, "authority");
        if (asprintf(&id, "%s/%lu", field(line, "report"), n) < 0)
            fail("out of memory");
        record.id = id;
        peer.add(&record);
        free(id);
    }
    free(line);
    fclose(file);
}

struct queries {
    struct query *items;
    size_t count;
};

static enum operation
operation_of(const char *name)
{
    static const char *const names[] = {
        [ALL] = "all", [ANY] = "any", [PHRASE] = "phrase", [PREFIX] = "prefix"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return (enum operation)i;
    fail("there is no operation \"%s\"", name);
}

static struct query
parsed(char *line)
{
    struct query query = {.operation = ALL};
    char *state, *class = strtok_r(line, "\t\n", &state);
    char *operation = strtok_r(NULL, "\t\n", &state);
    char *authority = strtok_r(NULL, "\t\n", &state), *word;

    if (!class || !operation || !authority)
        fail("a query is not complete");
    query.operation = operation_of(operation);
    query.authority = strcmp(authority, "-") == 0 ? NULL : authority;
    while ((word = strtok_r(NULL, " \n", &state))) {
        if (query.word_count == WORDS_MAX)
            fail("a query has more than %d words", WORDS_MAX);
        query.words[query.word_count++] = word;
    }
    if (query.word_count == 0)
        fail("a query has no words");
    return query;
}

static struct queries
read_queries(const char *path)
{
    struct queries all = {NULL, 0};
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t size = 0;

    if (!file)
        fail("%s: %s", path, strerror(errno));
    while (getline(&line, &size, file) > 0) {
        all.items = realloc(all.items, (all.count + 1) * sizeof *all.items);
        if (!all.items)
            fail("out of memory");
        all.items[all.count++] = parsed(line);
        line = NULL; /* it is kept */
        size = 0;
    }
    free(line);
    fclose(file);
    return all;
}

static double
milliseconds(clockid_t clock)
{
    struct timespec t;

    if (clock_gettime(clock, &t) != 0)
        fail("clock_gettime: %s", strerror(errno));
    return 1e3 * (double)t.tv_sec + (double)t.tv_nsec / 1e6;
}

static void
time_query(size_t number,
           const struct query *query,
           enum wanted wanted,
           size_t repeats,
           double most_ms)
{
    clockid_t cpu = CLOCK_PROCESS_CPUTIME_ID;
    double used = 0;

    if (peer.server && clock_getcpuclockid(peer.server(), &cpu) != 0)
        fail("the server has ended");
    peer.search(query, wanted);
    for (size_t i = 0; i < repeats && used < most_ms; i++) {
        const double begun_cpu = milliseconds(cpu);
        const double begun = milliseconds(CLOCK_MONOTONIC);
        peer.search(query, wanted);
        const double took = milliseconds(CLOCK_MONOTONIC) - begun;
        printf("%zu %s %.4f %.4f\n", number, wanted == TOP ? "top" : "facets",
               took, milliseconds(cpu) - begun_cpu);
        used += took;
    }
}

static void
index_files(const char *folder, char **paths)
{
    peer.create(folder);
    while (*paths)
        add_file(*paths++);
    peer.finish();
}

static void
time_queries(const char *folder,
             const struct queries *queries,
             size_t repeats,
             double seconds)
{
    peer.open(folder);
    for (enum wanted wanted = TOP; wanted <= FACETS; wanted++)
        for (size_t i = 0; i < queries->count; i++)
            time_query(i, &queries->items[i], wanted, repeats, 1e3 * seconds);
}

static void
count_matches(const char *folder, const struct queries *queries)
{
    peer.open(folder);
    for (size_t i = 0; i < queries->count; i++)
        printf("%zu\n", peer.search(&queries->items[i], COUNT));
}

int
main(int argc, char **argv)
{
    const char *what = argc > 2 ? argv[1] : "";

    if (strcmp(what, "prepare") == 0 && argc == 3) {
        if (peer.prepare)
            peer.prepare(argv[2]);
    } else if (strcmp(what, "index") == 0 && argc > 3) {
        index_files(argv[2], argv + 3);
    } else if (strcmp(what, "compact") == 0 && argc == 3) {
        if (!peer.compact)
            return 3;
        peer.compact(argv[2]);
    } else if (strcmp(what, "count") == 0 && argc == 4) {
        const struct queries queries = read_queries(argv[3]);
        count_matches(argv[2], &queries);
    } else if (strcmp(what, "time") == 0 && argc == 6) {
        const struct queries queries = read_queries(argv[3]);
        time_queries(argv[2], &queries, strtoul(argv[4], NULL, 10),
                     strtod(argv[5], NULL));
    } else {
        fail("usage: peer prepare|index|compact|count|time FOLDER ...");
    }
    if (peer.close && (strcmp(what, "count") == 0 || strcmp(what, "time") == 0))
        peer.close();
    return 0;
}
