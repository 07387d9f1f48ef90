/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Relations that must hold between the answers to different queries, however
 * the daemon ranks, corrects and expands them. The queries are random, with
 * default settings.
 */
#include "oracle.h"
#include "trees.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { QUESTIONS = 45, ALL_HITS = 1000 };

struct fixture {
    struct test_world world;
    struct scan scan;
    int fd;
    unsigned seed;
};

static const char *const fields[] = {"authority", "service_area", "grade",
                                     "framework", "kind",         "deadline",
                                     "report",    "year",         "number"};
enum { FIELDS = sizeof fields / sizeof *fields };

static int
set_up(void **state)
{
    struct fixture *fx = g_new0(struct fixture, 1);
    char *corpus = test_source("corpus");
    const char *paths[] = {corpus, NULL};

    test_world_open(&fx->world, corpus);
    scan_open(&fx->scan, paths);
    assert_true(fx->scan.count < ALL_HITS);
    fx->fd = oracle_connect(&fx->world);
    free(corpus);
    *state = fx;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *fx = *state;

    close(fx->fd);
    scan_close(&fx->scan);
    test_world_close(&fx->world);
    g_free(fx);
    return 0;
}

/* Each test draws the same queries, whichever ran before it. */
static int
start(void **state)
{
    struct fixture *fx = *state;

    fx->seed = 3;
    return 0;
}

static char *
draw_query(struct fixture *fx, enum tree_shape shape, bool *has_operators)
{
    struct tree *tree = tree_draw(&fx->scan, shape, &fx->seed);
    char *text = tree_text(tree, has_operators, &fx->seed);

    tree_free(tree);
    return text;
}

static json_t *
params_of(const char *query, const char *match)
{
    return json_pack("{s:s, s:s, s:i, s:i, s:[]}", "query", query, "match",
                     match, "limit", ALL_HITS, "snippet", 0, "facets");
}

static json_int_t
count_in(const json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}

/* Append the ids on a page, in order. */
static void
add_ids(json_t *ids, const json_t *result)
{
    const json_t *hit;
    size_t i;

    json_array_foreach(json_object_get(result, "hits"), i, hit)
    {
        json_array_append(ids, json_object_get(hit, "id"));
    }
}

static json_t *
ids_by(int fd, const json_t *params)
{
    json_t *result = oracle_ask(fd, "search", params), *ids = json_array();

    add_ids(ids, result);
    json_decref(result);
    return ids;
}

/* The ids of what the query finds, in order. */
static json_t *
ids_of(int fd, const char *query, const char *match)
{
    json_t *params = params_of(query, match), *ids = ids_by(fd, params);

    json_decref(params);
    return ids;
}

static json_t *
set_of(const json_t *ids)
{
    json_t *set = json_object();
    const json_t *id;
    size_t i;

    json_array_foreach(ids, i, id)
    {
        json_object_set_new(set, json_string_value(id), json_true());
    }
    return set;
}

/* Every id in few must be in many. Frees both. */
static void
check_within(json_t *few,
             json_t *many,
             const char *few_query,
             const char *many_query)
{
    json_t *set = set_of(many);
    const json_t *id;
    size_t i;

    json_array_foreach(few, i, id)
    {
        if (!json_object_get(set, json_string_value(id)))
            fail_msg("%s: found by [%s], not by [%s]", json_string_value(id),
                     few_query, many_query);
    }
    json_decref(set);
    json_decref(few);
    json_decref(many);
}

/* Both must be the same. Frees both. */
static void
check_same(json_t *ids,
           json_t *others,
           const char *query,
           const char *other_query)
{
    if (!json_equal(ids, others))
        fail_msg("[%s] and [%s] do not find the same", query, other_query);
    json_decref(ids);
    json_decref(others);
}

static void
and_finds_no_more_than_either_part(void **state)
{
    static const char *const matches[] = {"all", "any"};
    struct fixture *fx = *state;
    bool unused;

    for (unsigned i = 0; i < QUESTIONS; i++) {
        const char *match = matches[draw(&fx->seed, 2)];
        char *a = draw_query(fx, TREE_ANY_SHAPE, &unused);
        char *b = draw_query(fx, i % 2 ? TREE_BARE : TREE_ANY_SHAPE, &unused);
        char *one = g_strdup_printf("(%s)", a);
        char *both = g_strdup_printf("(%s) AND (%s)", a, b);
        check_within(ids_of(fx->fd, both, match), ids_of(fx->fd, one, match),
                     both, one);
        g_free(both);
        g_free(one);
        g_free(b);
        g_free(a);
    }
}

static void
a_stricter_match_finds_no_more(void **state)
{
    struct fixture *fx = *state;
    bool unused;

    for (unsigned i = 0; i < QUESTIONS; i++) {
        char *query = draw_query(fx, TREE_BARE, &unused);
        check_within(ids_of(fx->fd, query, "all"), ids_of(fx->fd, query, "any"),
                     query, query);
        check_within(ids_of(fx->fd, query, "auto"),
                     ids_of(fx->fd, query, "any"), query, query);
        g_free(query);
    }
}

static bool
has_unknown_word(const struct tree *tree, const struct scan *scan)
{
    bool has = false;

    for (size_t i = 0; i < tree->words.count; i++)
        has |= !g_hash_table_contains(scan->forms, tree->words.list[i].form);
    for (size_t i = 0; i < tree->n_parts; i++)
        has |= has_unknown_word(tree->parts[i], scan);
    return has;
}

static void
exact_words_find_no_more_than_with_synonyms(void **state)
{
    struct fixture *fx = *state;
    bool unused;

    for (unsigned i = 0; i < QUESTIONS; i++) {
        struct tree *tree = tree_draw(&fx->scan, TREE_BARE, &fx->seed);
        char *query = tree_text(tree, &unused, &fx->seed);
        json_t *exact = params_of(query, "any");
        json_object_set_new(exact, "exact", json_true());
        if (!has_unknown_word(tree, &fx->scan))
            check_within(ids_by(fx->fd, exact), ids_of(fx->fd, query, "any"),
                         query, query);
        json_decref(exact);
        g_free(query);
        tree_free(tree);
    }
}

/* How many paragraphs have no value of the field: the total of the matrix's
 * last row, if that is the row without a value. */
static json_int_t
count_without(struct fixture *fx, const char *query, const char *field)
{
    json_t *params =
        json_pack("{s:s, s:s, s:s}", "query", query, "rows", field, "columns",
                  strcmp(field, "kind") == 0 ? "grade" : "kind");
    json_t *result = oracle_ask(fx->fd, "matrix", params);
    const json_t *values =
        json_object_get(json_object_get(result, "rows"), "values");
    const size_t n = json_array_size(values);
    const json_t *last = n > 0 ? json_array_get(values, n - 1) : NULL;
    const json_t *value = json_object_get(last, "value");
    const json_int_t count =
        json_string_length(value) == 0 ? count_in(last, "count") : 0;

    json_decref(params);
    json_decref(result);
    return count;
}

static json_int_t
sum_of(const json_t *facet)
{
    json_int_t sum = 0;
    const json_t *entry;
    size_t i;

    json_array_foreach(facet, i, entry) { sum += count_in(entry, "count"); }
    return sum;
}

static void
counts_of_a_field_add_up_to_the_total(void **state)
{
    struct fixture *fx = *state;
    bool unused;

    for (unsigned i = 0; i < QUESTIONS; i++) {
        const char *field = fields[i % FIELDS];
        char *query = draw_query(fx, TREE_BARE, &unused);
        json_t *params = json_pack("{s:s, s:[s], s:i}", "query", query,
                                   "facets", field, "limit", 0);
        json_t *result = oracle_ask(fx->fd, "search", params);
        const json_t *facet =
            json_object_get(json_object_get(result, "facets"), field);
        assert_int_equal(sum_of(facet) + count_without(fx, query, field),
                         count_in(result, "total"));
        json_decref(params);
        json_decref(result);
        g_free(query);
    }
}

/* A value of the field that a random paragraph has. */
static char *
draw_value(struct fixture *fx, const char *field)
{
    char buffer[SCAN_VALUE_SIZE];
    const char *value;

    do {
        const unsigned i = draw(&fx->seed, (unsigned)fx->scan.count);
        value = scan_value(fx->scan.list[i].record, field, 0, buffer);
    } while (!*value);
    return g_strdup(value);
}

/* Parameters with a filter by the field and, in about half of the cases, by
 * another one. */
static json_t *
draw_filtered(struct fixture *fx, const char *query, const char *field)
{
    const char *other = fields[draw(&fx->seed, FIELDS - 3)];
    char *value = draw_value(fx, field), *more = draw_value(fx, other);
    json_t *filters = json_pack("{s:[s]}", field, value);

    if (strcmp(field, other) != 0 && draw(&fx->seed, 2) == 0)
        json_object_set_new(filters, other, json_pack("[s]", more));
    g_free(value);
    g_free(more);
    return json_pack("{s:s, s:o, s:[s], s:i}", "query", query, "filters",
                     filters, "facets", field, "limit", 0);
}

static void
check_chosen(struct fixture *fx,
             json_t *params,
             const char *field,
             const char *unit,
             const json_t *entry)
{
    json_t *chosen = json_array();

    json_array_append(chosen, json_object_get(entry, "value"));
    json_object_set_new(json_object_get(params, "filters"), field, chosen);
    json_t *result = oracle_ask(fx->fd, "search", params);
    assert_int_equal(count_in(json_object_get(result, "totals"), unit),
                     count_in(entry, "count"));
    json_decref(result);
}

static void
a_count_is_the_total_when_its_value_is_chosen(void **state)
{
    static const char *const units[] = {"paragraphs", "reports", "authorities"};
    struct fixture *fx = *state;
    bool unused;

    for (unsigned i = 0; i < QUESTIONS; i++) {
        const char *field = fields[i % FIELDS];
        const char *unit = units[draw(&fx->seed, 3)];
        char *query =
            draw_query(fx, i % 2 ? TREE_BARE : TREE_ANY_SHAPE, &unused);
        json_t *params = draw_filtered(fx, query, field);
        json_object_set_new(params, "count", json_string(unit));
        json_t *result = oracle_ask(fx->fd, "search", params);
        const json_t *facet =
            json_object_get(json_object_get(result, "facets"), field);
        const unsigned n = (unsigned)json_array_size(facet);
        if (n > 0)
            check_chosen(fx, params, field, unit,
                         json_array_get(facet, draw(&fx->seed, n)));
        json_decref(params);
        json_decref(result);
        g_free(query);
    }
}

/* The ids of the hits that are counted. */
static json_t *
counted_by(int fd, const char *query, const char *match, bool is_exact)
{
    json_t *params = params_of(query, match), *ids = json_array();
    const json_t *hit;
    size_t i;

    json_object_set_new(params, "exact", json_boolean(is_exact));
    json_t *result = oracle_ask(fd, "search", params);
    json_array_foreach(json_object_get(result, "hits"), i, hit)
    {
        if (json_is_true(json_object_get(hit, "counted")))
            json_array_append(ids, json_object_get(hit, "id"));
    }
    json_decref(result);
    json_decref(params);
    return ids;
}

/* A paragraph that contains all ideas of a query is always counted. */
static void
enough_of_the_ideas_includes_all_of_them(void **state)
{
    struct fixture *fx = *state;
    bool unused;

    for (unsigned i = 0; i < 5 * QUESTIONS; i++) {
        char *query = draw_query(fx, TREE_BARE, &unused);
        for (int exact = 0; exact < 2; exact++)
            check_within(counted_by(fx->fd, query, "all", exact),
                         counted_by(fx->fd, query, "auto", false), query,
                         query);
        g_free(query);
    }
}

/* The ids on all pages of this size, joined. */
static json_t *
joined_pages(int fd, const json_t *question, unsigned size)
{
    json_t *params = json_copy((json_t *)question), *ids = json_array();
    size_t shown;

    json_object_set_new(params, "limit", json_integer(size));
    do {
        json_object_set_new(params, "offset",
                            json_integer((json_int_t)json_array_size(ids)));
        json_t *result = oracle_ask(fd, "search", params);
        shown = (size_t)count_in(result, "ranked");
        add_ids(ids, result);
        if (json_array_size(json_object_get(result, "hits")) == 0)
            shown = 0;
        json_decref(result);
    } while (json_array_size(ids) < shown);
    json_decref(params);
    return ids;
}

static void
pages_join_without_a_gap_or_a_repeat(void **state)
{
    static const char *const sorts[] = {"relevance", "newest", "oldest"};
    struct fixture *fx = *state;
    bool unused;

    for (unsigned i = 0; i < QUESTIONS; i++) {
        char *query =
            draw_query(fx, i % 3 ? TREE_BARE : TREE_ANY_SHAPE, &unused);
        json_t *params = params_of(i % 10 ? query : "", "auto");
        json_object_set_new(params, "sort",
                            json_string(sorts[draw(&fx->seed, 3)]));
        json_object_set_new(params, "collapse",
                            json_boolean(draw(&fx->seed, 2)));
        json_t *ids = ids_by(fx->fd, params), *set = set_of(ids);
        assert_int_equal(json_object_size(set), json_array_size(ids));
        check_same(ids, joined_pages(fx->fd, params, 7 + draw(&fx->seed, 60)),
                   query, "its pages");
        json_decref(set);
        json_decref(params);
        g_free(query);
    }
}

/* Append a character of the query written differently: in the other case, with
 * an accent, or with an invisible soft hyphen. */
static void
append_otherwise(struct fixture *fx, GString *text, const char *p)
{
    const bool is_letter = g_ascii_isalpha(*p);

    if (*p == '"') {
        g_string_append(text, draw(&fx->seed, 2) ? "\xe2\x80\x9c" : "\"");
        return;
    }
    if (*p == '\'') {
        g_string_append(text, "\xe2\x80\x99");
        return;
    }
    g_string_append_c(text,
                      is_letter && draw(&fx->seed, 2) ? (char)(*p ^ 0x20) : *p);
    if (is_letter && draw(&fx->seed, 6) == 0)
        g_string_append(text, "\xcc\x81"); /* an acute accent */
    if (is_letter && g_ascii_isalpha(p[1]) && draw(&fx->seed, 6) == 0)
        g_string_append(text, "\xc2\xad"); /* a soft hyphen */
}

static bool
is_operator(const char *word)
{
    char *bare = g_ascii_strup(word, -1);
    const bool is = strcmp(bare, "AND") == 0 || strcmp(bare, "OR") == 0 ||
                    strcmp(bare, "NOT") == 0 || g_str_has_prefix(bare, "NEAR");

    g_free(bare);
    return is;
}

/* The query written differently, in composed or decomposed Unicode; operators
 * are left as they are. */
static char *
otherwise(struct fixture *fx, const char *query)
{
    GString *text = g_string_new(NULL);
    char **words = g_strsplit(query, " ", -1);

    for (size_t i = 0; words[i]; i++) {
        if (i > 0)
            g_string_append_c(text, ' ');
        if (is_operator(words[i]))
            g_string_append(text, words[i]);
        else
            for (const char *p = words[i]; *p; p++)
                append_otherwise(fx, text, p);
    }
    g_strfreev(words);
    char *form = g_utf8_normalize(
        text->str, -1, draw(&fx->seed, 2) ? G_NORMALIZE_NFC : G_NORMALIZE_NFD);
    g_string_free(text, TRUE);
    return form;
}

static void
case_accents_and_quotes_do_not_matter(void **state)
{
    static const char *const matches[] = {"auto", "all", "any"};
    struct fixture *fx = *state;
    bool unused;

    for (unsigned i = 0; i < QUESTIONS; i++) {
        const char *match = matches[draw(&fx->seed, 3)];
        char *query =
            draw_query(fx, i % 2 ? TREE_BARE : TREE_ANY_SHAPE, &unused);
        char *other = otherwise(fx, query);
        /* The names of fields must be typed exactly. */
        if (!strchr(query, ':'))
            check_same(ids_of(fx->fd, query, match),
                       ids_of(fx->fd, other, match), query, other);
        g_free(other);
        g_free(query);
    }
}

/* An index of the sample reports, and of one that shares no word with them. */
static void
open_enlarged(struct test_world *world)
{
    static const char line[] =
        "{\"report\": \"qq\", \"authority\": \"Qqq\", \"date\": "
        "\"2012-02-02\", \"text\": \"Vvvoooqqqjjj xxxjjjqqqzzz kkkjjjxxxqqq "
        "zzzkkkqqqvvv wwwjjjqqqkkk.\"}\n";
    char *corpus = test_source("corpus");

    world->folder = test_folder();
    world->db = test_path(world->folder, "db");
    world->socket = test_path(world->folder, "socket");
    char *file = test_path(world->folder, "qq.jsonl");
    const char *args[] = {"--db", world->db, corpus, file, NULL};
    test_write(file, line, strlen(line));
    struct test_run run = test_program("findings-index", args);
    assert_int_equal(run.status, 0);
    test_run_free(&run);
    world->daemon = test_daemon(world->folder, world->db, world->socket);
    free(file);
    free(corpus);
}

/* The set of ids without that of the added report. */
static json_t *
ids_of_others(int fd, const char *query, const char *match)
{
    json_t *ids = ids_of(fd, query, match), *set = set_of(ids);

    json_object_del(set, "qq/p1");
    json_decref(ids);
    return set;
}

static void
a_report_without_the_words_changes_nothing(void **state)
{
    static const char *const matches[] = {"all", "any"};
    struct fixture *fx = *state;
    struct test_world enlarged;
    bool unused;

    open_enlarged(&enlarged);
    const int fd = oracle_connect(&enlarged);
    for (unsigned i = 0; i < QUESTIONS; i++) {
        const char *match = matches[draw(&fx->seed, 2)];
        char *query =
            draw_query(fx, i % 2 ? TREE_BARE : TREE_ANY_SHAPE, &unused);
        check_same(ids_of_others(fx->fd, query, match),
                   ids_of_others(fd, query, match), query, "beside another");
        g_free(query);
    }
    close(fd);
    test_world_close(&enlarged);
}

/* The query with two letters of a long word swapped; NULL if it has none. */
static char *
misspelt(struct fixture *fx, const char *query)
{
    char **words = g_strsplit(query, " ", -1), *text = NULL;

    for (size_t i = 0; words[i] && !text; i++) {
        const size_t len = strlen(words[i]);
        if (len < 7 || !g_str_is_ascii(words[i]))
            continue;
        const size_t at = 2 + draw(&fx->seed, (unsigned)len - 4);
        const char was = words[i][at];
        words[i][at] = words[i][at + 1];
        words[i][at + 1] = was;
        text = g_strjoinv(" ", words);
    }
    g_strfreev(words);
    return text;
}

static void
a_corrected_query_finds_what_the_correct_one_finds(void **state)
{
    static const char *const matches[] = {"auto", "all", "any"};
    struct fixture *fx = *state;
    unsigned corrected = 0;
    bool unused;

    for (unsigned i = 0; i < 2 * QUESTIONS; i++) {
        char *query = draw_query(fx, TREE_BARE, &unused);
        char *wrong = misspelt(fx, query);
        json_t *params =
            params_of(wrong ? wrong : query, matches[draw(&fx->seed, 3)]);
        json_t *result = oracle_ask(fx->fd, "search", params);
        const json_t *right =
            json_object_get(json_object_get(result, "query"), "corrected");
        if (json_is_string(right)) {
            json_t *ids = json_array();
            add_ids(ids, result);
            json_object_set(params, "query", (json_t *)right);
            check_same(ids, ids_by(fx->fd, params), wrong ? wrong : query,
                       json_string_value(right));
            corrected++;
        }
        json_decref(result);
        json_decref(params);
        g_free(wrong);
        g_free(query);
    }
    assert_true(corrected > QUESTIONS / 2);
}

#define RELATION(test) cmocka_unit_test_setup(test, start)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        RELATION(and_finds_no_more_than_either_part),
        RELATION(a_stricter_match_finds_no_more),
        RELATION(exact_words_find_no_more_than_with_synonyms),
        RELATION(counts_of_a_field_add_up_to_the_total),
        RELATION(enough_of_the_ideas_includes_all_of_them),
        RELATION(a_count_is_the_total_when_its_value_is_chosen),
        RELATION(pages_join_without_a_gap_or_a_repeat),
        RELATION(case_accents_and_quotes_do_not_matter),
        RELATION(a_report_without_the_words_changes_nothing),
        RELATION(a_corrected_query_finds_what_the_correct_one_finds),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
