/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What is answered depends on what is in the index, and not on how it came
 * there: the same files, indexed in another order, in several runs and with
 * replacements, give the same answers to the byte.
 */
#include "questions.h"
#include "indexing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { REPORTS = 14 };

/* A sentence that is like that of the next report, and less like that of the
 * one after it. */
static const char *
chained(int i)
{
    static const char *const words[] = {
        "apple",  "basket", "candle", "dinner", "engine",  "feather", "garden",
        "hammer", "island", "jacket", "kettle", "ladder",  "mirror",  "needle",
        "orange", "pencil", "quiver", "rabbit", "saddle",  "tunnel",  "urchin",
        "velvet", "window", "yellow", "zipper", "anchor",  "button",  "copper",
        "desert", "elbow",  "fabric", "glove",  "harbour", "insect",  "jungle",
        "kitten", "lemon",  "marble", "napkin", "oyster",  "pepper",  "quarry",
        "ribbon", "spider", "timber", "violin", "walnut",  "yogurt"};
    static char text[512];

    text[0] = '\0';
    for (int w = 0; w < 32; w++)
        sprintf(text + strlen(text), " %s", words[i + w]);
    return text;
}

/* The text of a report; drafts differ from it. All reports share a paragraph,
 * some nearly share one, and many paragraphs have the same score. */
static void
write_report(const struct indexing *f, int i, bool is_draft)
{
    static const char *const grades[] = {"good", "inadequate", "adequate"};
    char name[64], text[4096];
    const char *place = i % 2 ? "Eastholm" : "Westholm";

    snprintf(name, sizeof name, "reports/%02d.txt", i);
    const int len = snprintf(
        text, sizeof text,
        "14 May 20%02d\n\nFocused visit to %s local authority children's "
        "services\n\nThis letter is about a visit to %s on %d May 20%02d.\n\n"
        "Findings\n\n"
        "- Case recording is %s.\n"
        "- Case recording is clear, and supervision of social workers is "
        "regular.\n"
        "- The council has %d social workers, who know each child well, visit "
        "them in good time, and write down what the child says, so that plans "
        "change where they have to, and managers see it in their audits%s.\n"
        "- Children collect%s.\n"
        "- Turnover of staf is high%s.\n"
        "- Children in care see the same %s (IRO) at each review.\n",
        10 + i / 2, place, place, 7 + i % 2, 10 + i / 2,
        is_draft ? "not described" : grades[i % 3], 10 + i % 4,
        i % 5 ? "" : " every month", chained(i), is_draft ? ", and rises" : "",
        i % 7 ? "independent reviewing officer" : "inspector of rare orders");
    assert_true(len > 0 && (size_t)len < sizeof text);
    test_write(indexing_path(f, name), text, (size_t)len);
}

static void
index_one(const struct indexing *f, int i)
{
    char name[64];

    snprintf(name, sizeof name, "reports/%02d.txt", i);
    assert_run(f, indexing_path(f, name), NULL, 0, "files refused: 0");
}

/* All at once. */
static struct questions *
at_once(const struct indexing *f)
{
    for (int i = 0; i < REPORTS; i++)
        write_report(f, i, false);
    assert_run(f, f->reports, NULL, 0, "files refused: 0");
    return questions_over(f->db);
}

/* One by one, the last first. */
static struct questions *
backwards(const struct indexing *f)
{
    for (int i = REPORTS; i-- > 0;) {
        write_report(f, i, false);
        index_one(f, i);
    }
    return questions_over(f->db);
}

/* Drafts first, of which every other one is replaced before the rest, and some
 * reports are removed and come again. */
static struct questions *
by_and_by(const struct indexing *f)
{
    for (int i = 0; i < REPORTS; i++)
        write_report(f, i, true);
    assert_run(f, f->reports, NULL, 0, "files refused: 0");
    for (int i = 0; i < REPORTS; i += 2)
        write_report(f, i, false);
    assert_run(f, f->reports, NULL, 0, "files refused: 0");
    for (int i = 0; i < 5; i++) {
        char name[64];
        snprintf(name, sizeof name, "reports/%02d.txt", i);
        assert_int_equal(unlink(indexing_path(f, name)), 0);
    }
    assert_run(f, f->reports, "--prune", 0, "files refused: 0");
    for (int i = 0; i < REPORTS; i++)
        write_report(f, i, false);
    assert_run(f, f->reports, NULL, 0, "files refused: 0");
    return questions_over(f->db);
}

/* One by one, the newest in the middle, while a reader is open and asked: what
 * it keeps in memory is extended. Returns the reader. */
static struct questions *
watched(const struct indexing *f)
{
    struct questions *q = NULL;

    for (int i = 0; i < REPORTS; i++) {
        const int number = i % 2 ? REPORTS - 1 - i / 2 : i / 2;
        write_report(f, number, false);
        index_one(f, number);
        q = q ? q : questions_over(f->db);
        json_decref(result_of(q, "search",
                              "{'query': 'social workers', 'collapse': true}"));
    }
    return q;
}

/* Requests of every method; ' is written for ". */
static const char *const requests[] = {
    ASK("search") "{'query': 'case recording', 'limit': 100}}",
    ASK("search") "{'query': 'case recording', 'limit': 3, 'offset': 2}}",
    ASK("search") "{'query': '', 'limit': 100}}",
    ASK("search") "{'query': '', 'limit': 100, 'sort': 'relevance'}}",
    ASK("search") "{'query': 'council', 'limit': 100, 'sort': 'newest'}}",
    ASK("search") "{'query': 'council', 'limit': 100, 'sort': 'oldest'}}",
    ASK("search") "{'query': 'social workers', 'limit': 100, 'collapse': true, "
                  "'facets': ['authority', 'report', 'year', 'grade']}}",
    ASK("search") "{'query': 'children collect', 'limit': 100, 'collapse': "
                  "true}}",
    ASK("search") "{'query': 'IRO', 'limit': 100, 'count': 'reports'}}",
    ASK("search") "{'query': 'supervison of staff', 'limit': 100, "
                  "'match': 'any'}}",
    ASK("explain") "{'query': 'supervision of social workers', 'limit': 50}}",
    ASK("export") "{'query': 'case recording'}}",
    ASK("export") "{}}",
    ASK("matrix") "{'query': 'recording', 'rows': 'year', "
                  "'columns': 'authority'}}",
    ASK("absent") "{'query': 'inadequate', 'of': 'reports'}}",
    ASK("similar") "{'id': 'eastholm-2010-05-08/p3', 'limit': 100}}",
    ASK("similar") "{'id': 'westholm-2011-05-07/p4', 'limit': 100}}",
    ASK("get") "{'id': 'westholm-2011-05-07/p3', 'before': 5, 'after': 5}}",
    ASK("judgements") "{}}",
    ASK("compare") "{'reports': ['westholm-2011-05-07', "
                   "'eastholm-2012-05-08'], 'query': 'recording'}}",
    ASK("suggest") "{'word': 'supervison'}}",
    ASK("suggest") "{'field': 'authority', 'value': 'holm'}}",
};
enum { N_REQUESTS = sizeof requests / sizeof *requests };

/* The answer without what is particular to the index and the moment. */
static void
print_answer(struct questions *q, const char *request, FILE *out)
{
    char *json = json_text(request);
    struct answer *answer = answer_begin(json, strlen(json));
    bool has_more;

    do {
        char *line = worked(q, answer);
        json_t *object = json_loads(line, 0, NULL);
        json_t *result = json_object_get(object, "result");
        has_more = answer_has_more(answer);
        if (json_object_get(object, "error"))
            fail_msg("%s: %s", request, line);
        json_object_del(result, "revision");
        json_object_del(result, "took_us");
        json_dumpf(object, out, JSON_INDENT(1));
        fputc('\n', out);
        json_decref(object);
        free(line);
    } while (has_more);
    answer_free(answer);
    free(json);
}

/* Index the reports in one of these ways. Returns the answers to all requests,
 * which the caller frees. */
static char **
answers_after(struct questions *(*make)(const struct indexing *f))
{
    struct indexing *f;
    char **answers = calloc(N_REQUESTS, sizeof *answers);

    assert_non_null(answers);
    indexing_set_up((void **)&f);
    struct questions *q = make(f);
    for (size_t i = 0; i < N_REQUESTS; i++) {
        size_t len;
        FILE *out = open_memstream(&answers[i], &len);
        assert_non_null(out);
        print_answer(q, requests[i], out);
        assert_int_equal(fclose(out), 0);
    }
    questions_close(q);
    indexing_tear_down((void **)&f);
    return answers;
}

/* Fails with the first line in which the texts differ. */
static void
assert_same(const char *request, const char *way, char *text, char *other)
{
    char *rest = text, *other_rest = other;

    for (size_t number = 1; rest && other_rest; number++) {
        const char *line = strsep(&rest, "\n");
        const char *other_line = strsep(&other_rest, "\n");
        if (strcmp(line, other_line) != 0)
            fail_msg("%s, %s, line %zu: %s, not %s", request, way, number,
                     other_line, line);
    }
    assert_true(!rest && !other_rest);
}

static void
answers_do_not_depend_on_history(void **state)
{
    static const struct {
        const char *name;
        struct questions *(*make)(const struct indexing *f);
    } ways[] = {{"backwards", backwards},
                {"by and by", by_and_by},
                {"watched", watched}};

    (void)state;
    for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
        char **expected = answers_after(at_once);
        char **got = answers_after(ways[w].make);
        for (size_t i = 0; i < N_REQUESTS; i++) {
            assert_same(requests[i], ways[w].name, expected[i], got[i]);
            free(expected[i]);
            free(got[i]);
        }
        free(expected);
        free(got);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_do_not_depend_on_history),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
