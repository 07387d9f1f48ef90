/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * An index damaged at many points, by chance but always the same: it is
 * refused, with the command that repairs it, or every answer is that of the
 * intact index. It never crashes a program. FINDINGS_DAMAGES=N tries N points.
 */
#include "questions.h"

#include "index/verify.h"
#include "lexicon_setup.h"

#include "findings/schema.h"
#include "findings/trouble.h"
#include "findings/wire.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const files[] = {"iamglass", "postlist.glass",
                                    "termlist.glass"};

enum { N_FILES = sizeof files / sizeof *files, BLOCK = 8192 };

static const char *const requests[] = {
    ASK("search") "{'query': 'case recording', 'limit': 50, 'facets': "
                  "['authority', 'grade', 'service_area', 'kind']}}",
    ASK("search") "{'query': '\\\"social workers\\\"', 'limit': 100}}",
    ASK("search") "{'query': 'children NOT good', 'match': 'any', "
                  "'filters': {'kind': ['finding']}, 'limit': 100}}",
    ASK("search") "{'query': '', 'sort': 'oldest', 'limit': 1000, "
                  "'date_from': '2010', 'date_to': '2019'}}",
    ASK("search") "{'query': 'manag* risk', 'collapse': true}}",
    ASK("get") "{'id': 'northmere-2010-02-19/23', 'before': 2, 'after': 2}}",
    ASK("similar") "{'id': 'northmere-2010-02-19/23'}}",
    ASK("export") "{'query': ''}}",
    ASK("suggest") "{'word': 'recordng'}}",
    ASK("judgements") "{}}",
    ASK("matrix") "{'query': 'case recording', 'rows': 'year'}}",
    ASK("absent") "{'query': 'adoption'}}",
    ASK("explain") "{'query': 'staff turnover'}}",
};

enum { N_REQUESTS = sizeof requests / sizeof *requests };

struct world {
    char *folder;
    char *intact; /* the index */
    char *damaged;
    struct questions q;
    char *expected[N_REQUESTS];
};

/* What became of a damaged index. */
enum outcome { RIGHT, REFUSED, WRONG, BAD_MESSAGE, N_OUTCOMES };

/* Answers. */

/* Without what differs each time. */
static void
simplify(json_t *value)
{
    const char *key;
    json_t *member;
    size_t i;

    json_object_del(value, "took_us");
    json_object_del(value, "revision");
    json_object_foreach(value, key, member) simplify(member);
    json_array_foreach(value, i, member) simplify(member);
}

/* All lines of an answer. */
static char *
answer_of(struct questions *q, const char *request)
{
    char *json = json_text(request);
    struct answer *answer = answer_begin(json, strlen(json));
    GString *all = g_string_new(NULL);

    do {
        char *line = worked(q, answer);
        json_t *value = json_loads(line, 0, NULL);
        simplify(value);
        char *simple =
            value ? json_dumps(value, JSON_SORT_KEYS) : strdup("not JSON");
        g_string_append(all, simple);
        free(simple);
        json_decref(value);
        free(line);
    } while (answer_has_more(answer));
    answer_free(answer);
    free(json);
    return g_string_free(all, FALSE);
}

static enum outcome
outcome_of_answer(const char *answer, const char *expected)
{
    if (strcmp(answer, expected) == 0)
        return RIGHT;
    if (!strstr(answer, "\"error\""))
        return WRONG;
    return strstr(answer, "--repair") ? REFUSED : BAD_MESSAGE;
}

/* In a child process. */
static enum outcome
try_index(struct world *w)
{
    char trouble[FINDINGS_TROUBLE_SIZE];
    enum outcome worst = RIGHT;
    struct fe_error err;

    if (fe_reader_open_path(w->damaged, w->q.lexicon, &w->q.reader, &err) !=
        FE_OK) {
        findings_trouble(&err, w->damaged, trouble);
        return strstr(trouble, "--repair") ? REFUSED : BAD_MESSAGE;
    }
    for (size_t i = 0; i < N_REQUESTS && worst < WRONG; i++) {
        char *answer = answer_of(&w->q, requests[i]);
        const enum outcome outcome = outcome_of_answer(answer, w->expected[i]);
        worst = MAX(worst, outcome);
        if (outcome >= WRONG)
            print_message("%s\n%.300s\n", requests[i], answer);
        g_free(answer);
    }
    fe_reader_close(w->q.reader);
    return worst;
}

/* Damage. */

static void
copy_file(const char *from, const char *to, const char *name)
{
    char *source = test_path(from, name), *target = test_path(to, name);
    size_t len;
    char *bytes = test_read(source, &len);

    if (bytes)
        test_write(target, bytes, len);
    else
        unlink(target);
    free(bytes);
    free(source);
    free(target);
}

static void
flip_bit(GRand *chance, char *bytes, size_t len)
{
    bytes[g_rand_int_range(chance, 0, (gint32)len)] ^=
        (char)(1 << g_rand_int_range(chance, 0, 8));
}

static void
swap_blocks(GRand *chance, char *bytes, size_t len)
{
    const gint32 n = (gint32)(len / BLOCK);
    char block[BLOCK];

    if (n < 2) {
        flip_bit(chance, bytes, len);
        return;
    }
    char *a = bytes + (size_t)g_rand_int_range(chance, 0, n) * BLOCK;
    char *b = bytes + (size_t)g_rand_int_range(chance, 0, n) * BLOCK;
    memcpy(block, a, BLOCK);
    memmove(a, b, BLOCK);
    memcpy(b, block, BLOCK);
}

/* Returns what was done, for a message. */
static const char *
damage(GRand *chance, const char *folder)
{
    static const char *const kinds[] = {"a bit flipped", "blocks swapped",
                                        "cut short", "a block of zeros",
                                        "removed"};
    const char *name = files[g_rand_int_range(chance, 0, N_FILES)];
    const gint32 kind = g_rand_int_range(chance, 0, 20);
    static char what[64];
    char *path = test_path(folder, name);
    size_t len;
    char *bytes = test_read(path, &len);
    int k = 0;

    if (kind < 10) {
        flip_bit(chance, bytes, len);
    } else if (kind < 13) {
        swap_blocks(chance, bytes, len);
        k = 1;
    } else if (kind < 16) {
        len = (size_t)g_rand_int_range(chance, 0, (gint32)len);
        k = 2;
    } else if (kind < 19) {
        const size_t at =
            (size_t)g_rand_int_range(chance, 0, (gint32)len) / BLOCK * BLOCK;
        memset(bytes + at, 0, MIN(BLOCK, len - at));
        k = 3;
    } else {
        k = 4;
    }
    test_write(path, bytes, len);
    if (k == 4)
        assert_int_equal(unlink(path), 0);
    snprintf(what, sizeof what, "%s: %s", name, kinds[k]);
    free(bytes);
    free(path);
    return what;
}

/* Whether --verify notices it. */
static bool
is_found_by_verification(struct world *w)
{
    struct fe_error err;

    return fe_run_apart(verify_index, w->damaged, &err) == FE_CORRUPT;
}

static void
try_many(struct world *w, size_t n, bool is_sealed, guint32 seed)
{
    GRand *chance = g_rand_new_with_seed(seed);
    size_t counts[N_OUTCOMES] = {0}, unverified = 0;

    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < N_FILES; k++)
            copy_file(w->intact, w->damaged, files[k]);
        copy_file(is_sealed ? w->intact : w->folder, w->damaged, "seal");
        const char *what = damage(chance, w->damaged);
        const pid_t pid = fork();
        int status;
        if (pid == 0) {
            alarm(300);
            _exit(try_index(w));
        }
        assert_int_equal(waitpid(pid, &status, 0), pid);
        if (!WIFEXITED(status) || WEXITSTATUS(status) >= N_OUTCOMES)
            fail_msg("point %zu (%s): the process ended with %d", i, what,
                     status);
        const enum outcome outcome = WEXITSTATUS(status);
        counts[outcome]++;
        if (outcome >= WRONG)
            print_message("point %zu: %s\n", i, what);
        if (outcome == WRONG && !is_found_by_verification(w))
            unverified++;
    }
    g_rand_free(chance);
    print_message("%s: %zu points: refused %zu, right %zu, wrong %zu, without "
                  "advice %zu; wrong and intact for --verify %zu\n",
                  is_sealed ? "sealed" : "without a seal", n, counts[REFUSED],
                  counts[RIGHT], counts[WRONG], counts[BAD_MESSAGE],
                  unverified);
    assert_int_equal(unverified, 0);
    assert_int_equal(counts[BAD_MESSAGE], 0);
    if (is_sealed)
        assert_int_equal(counts[WRONG], 0);
}

static size_t
points(size_t usual)
{
    const char *wanted = getenv("FINDINGS_DAMAGES");
    return wanted ? strtoul(wanted, NULL, 10) : usual;
}

static void
a_sealed_index_is_refused_or_answers_rightly(void **state)
{
    try_many(*state, points(200), true, 1);
}

/* After a run that was killed, some damage can be noticed only by --verify. */
static void
without_a_seal_nothing_crashes_and_verification_finds_what_is_wrong(
    void **state)
{
    try_many(*state, points(100), false, 2);
}

static int
set_up(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    char reason[LEXICON_SETUP_REASON_SIZE];
    char *reports = test_source("corpus");

    assert_non_null(w);
    w->folder = test_folder();
    w->intact = test_path(w->folder, "intact");
    w->damaged = test_path(w->folder, "damaged");
    const char *args[] = {"--db", w->intact, reports, NULL};
    struct test_run run = test_program("findings-index", args);
    assert_int_equal(run.status, 0);
    test_run_free(&run);
    assert_int_equal(mkdir(w->damaged, 0700), 0);
    setenv("XDG_CONFIG_HOME", w->folder, 1);
    w->q.db = w->intact;
    w->q.lexicon = lexicon_setup(NULL, 0, reason);
    assert_non_null(w->q.lexicon);
    assert_int_equal(
        fe_reader_open_path(w->intact, w->q.lexicon, &w->q.reader, NULL),
        FE_OK);
    for (size_t i = 0; i < N_REQUESTS; i++) {
        w->expected[i] = answer_of(&w->q, requests[i]);
        if (strstr(w->expected[i], "\"error\""))
            fail_msg("%s: %s", requests[i], w->expected[i]);
    }
    fe_reader_close(w->q.reader);
    free(reports);
    *state = w;
    return 0;
}

static int
tear_down(void **state)
{
    struct world *w = *state;

    for (size_t i = 0; i < N_REQUESTS; i++)
        g_free(w->expected[i]);
    fe_lexicon_free(w->q.lexicon);
    test_folder_remove(w->folder);
    free(w->intact);
    free(w->damaged);
    free(w);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sealed_index_is_refused_or_answers_rightly),
        cmocka_unit_test(
            without_a_seal_nothing_crashes_and_verification_finds_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
