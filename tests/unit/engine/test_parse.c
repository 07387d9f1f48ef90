/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/query/parse.h"

#include "engine/query/plan_values.h"
#include "support.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* The index has exactly those values whose length is even. */
bool
values_exist(const struct snapshot *snapshot,
             const struct field *field,
             const char *value,
             size_t len)
{
    (void)snapshot;
    (void)field;
    (void)value;
    return len % 2 == 0;
}

struct world {
    struct arena *arena;
    struct fe_lexicon *lexicon;
};

static int
open_world(void **state)
{
    static const struct fe_word grades[] = {
        {"requires-improvement", "ri"}, {"good", NULL}, {NULL, NULL}};
    static const struct fe_field fields[] = {
        {.name = "grade", .kind = FE_FIELD_VALUE, .slot = 1, .words = grades},
        {.name = "authority", .kind = FE_FIELD_VALUE, .slot = 2},
        {.name = "number", .kind = FE_FIELD_NUMBER, .slot = 3},
        {.name = "date", .kind = FE_FIELD_DATE, .slot = 4},
        {.name = "year", .kind = FE_FIELD_DATE, .slot = 4, .length = 4},
        {.name = "section_title", .kind = FE_FIELD_TEXT, .prefix = "S"},
    };
    struct world *world = g_new(struct world, 1);

    world->arena = arena_new(16 * 1024 * 1024);
    assert_int_equal(fe_lexicon_new(&world->lexicon, NULL), FE_OK);
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        fe_lexicon_add_field(world->lexicon, &fields[i], NULL);
    assert_int_equal(fe_lexicon_finish(world->lexicon, NULL), FE_OK);
    *state = world;
    return 0;
}

static int
close_world(void **state)
{
    struct world *world = *state;

    fe_lexicon_free(world->lexicon);
    arena_free(world->arena);
    g_free(world);
    return 0;
}

/* Writes trees as text: {a b} is a bag, (...) a group; the words of one node
 * have '/' between them. */

static void
add_tokens(GString *out, const struct syntax *syntax)
{
    for (size_t i = 0; i < syntax->tokens.n; i++)
        g_string_append_printf(out, "%s%s", i > 0 ? "/" : "",
                               syntax->tokens.at[i].word);
}

static void add_tree(GString *out, const struct syntax *syntax);

static void
add_parts(GString *out, const struct syntax *syntax)
{
    for (size_t i = 0; i < syntax->n_parts; i++) {
        if (i > 0)
            g_string_append_c(out, ' ');
        add_tree(out, &syntax->parts[i]);
    }
}

static void
add_tree(GString *out, const struct syntax *syntax)
{
    static const char *const ends[][2] = {
        [SYNTAX_WORD] = {"", ""},     [SYNTAX_PHRASE] = {"\"", "\""},
        [SYNTAX_VALUES] = {"<", ">"}, [SYNTAX_NEAR] = {"NEAR[", "]"},
        [SYNTAX_ITEMS] = {"{", "}"},  [SYNTAX_AND] = {"AND[", "]"},
        [SYNTAX_OR] = {"OR[", "]"},   [SYNTAX_NOT] = {"NOT[", "]"},
        [SYNTAX_GROUP] = {"(", ")"}};

    if (syntax->sign)
        g_string_append_c(out, syntax->sign);
    if (syntax->field)
        g_string_append_printf(out, "%s:", syntax->field->name);
    if (syntax->is_exact)
        g_string_append_c(out, '=');
    if (syntax->kind == SYNTAX_NEAR)
        g_string_append_printf(out, "%u ", syntax->distance);
    g_string_append(out, ends[syntax->kind][0]);
    add_tokens(out, syntax);
    if (syntax->text)
        g_string_append(out, syntax->text);
    add_parts(out, syntax);
    g_string_append(out, ends[syntax->kind][1]);
    if (syntax->is_prefix)
        g_string_append_c(out, '*');
}

/* Parses a query, and plans its first values. */
struct job {
    struct world *world;
    const char *query;
    size_t len;
    bool without_lexicon;
    struct parsed parsed;
    struct plan plan; /* of the values */
};

static void
parse(void *data)
{
    struct job *job = data;

    job->parsed =
        parse_query(job->world->arena, job->query, job->len,
                    job->without_lexicon ? NULL : job->world->lexicon);
}

static void
plan(void *data)
{
    struct job *job = data;
    const struct snapshot snapshot = {.arena = job->world->arena};

    parse(job);
    job->plan = plan_of_values(&snapshot, job->parsed.whole.parts);
}

/* The query has no NUL after it. */
static bool
run(struct job *job, void (*body)(void *data), struct fe_error *failure)
{
    char *query = g_memdup2(job->query, strlen(job->query));

    arena_reset(job->world->arena);
    job->len = strlen(job->query);
    job->query = query;
    const bool is_good = arena_try(job->world->arena, body, job, failure);
    g_free(query);
    return is_good;
}

static void
assert_tree(struct world *world, const char *query, const char *expected)
{
    struct job job = {.world = world, .query = query};
    struct fe_error failure;

    if (!run(&job, parse, &failure))
        fail_msg("%s: %s", query, failure.message);
    GString *tree = g_string_new(NULL);
    add_tree(tree, &job.parsed.whole);
    if (strcmp(tree->str, expected) != 0)
        fail_msg("%s: %s, not %s", query, tree->str, expected);
    g_string_free(tree, TRUE);
}

struct fault {
    const char *query;
    size_t offset;
    const char *message;
};

static void
assert_fault(struct world *world,
             void (*body)(void *data),
             const struct fault *fault)
{
    struct job job = {.world = world, .query = fault->query};
    struct fe_error failure;

    if (run(&job, body, &failure))
        fail_msg("%s: no fault", fault->query);
    assert_int_equal(failure.status, FE_BAD_QUERY);
    if (strcmp(failure.message, fault->message) != 0 ||
        failure.offset != fault->offset)
        fail_msg("%s: %zu %s", fault->query, failure.offset, failure.message);
}

static void
assert_faults(struct world *world,
              void (*body)(void *data),
              const struct fault *faults,
              size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_fault(world, body, &faults[i]);
}

static void
assert_trees(struct world *world, const char *const cases[][2], size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_tree(world, cases[i][0], cases[i][1]);
}

#define ASSERT_TREES(world, cases)                                             \
    assert_trees(world, cases, G_N_ELEMENTS(cases))
#define ASSERT_FAULTS(world, body, cases)                                      \
    assert_faults(world, body, cases, G_N_ELEMENTS(cases))

static void
operators_join_bags_of_words(void **state)
{
    static const char *const cases[][2] = {
        {"case", "{case}"},
        {" Case\u00a0Plan\t", "{case plan}"},
        {"case and plan", "{case and plan}"},
        {"case & plan", "{case and plan}"},
        {"a OR b c", "OR[{a} {b c}]"},
        {"a AND b OR c", "OR[AND[{a} {b}] {c}]"},
        {"a OR b AND c", "OR[{a} AND[{b} {c}]]"},
        {"a AND b AND c", "AND[AND[{a} {b}] {c}]"},
        {"a NOT b AND c", "NOT[AND[{a} {c}] {b}]"},
        {"a AND NOT b", "NOT[{a} {b}]"},
        {"NOT b AND a", "NOT[{a} {b}]"},
        {"a AND -b", "NOT[{a} {b}]"},
        {"-b -c AND a", "NOT[NOT[{a} {b}] {c}]"},
        {"(a OR b)c", "{(OR[{a} {b}]) c}"},
        {"a (-b c)", "{a ({-b c})}"},
    };

    ASSERT_TREES(*state, cases);
}

static void
a_sign_belongs_to_what_comes_directly_after_it(void **state)
{
    static const char *const cases[][2] = {
        {"+a -b", "{+a -b}"},
        {"a \u2013b \u2212c", "{a -b -c}"},
        {"a - b", "{a b}"},
        {"a -- b", "{a b}"},
        {"a \u2013 b", "{a b}"},
        {"-(a b) c", "{-({a b}) c}"},
        {"+\"a b\" c", "{+\"a/b\" c}"},
        {"-grade:good c", "{-grade:<good> c}"},
        {"multi-agency", "{multi/agency/multi-agency}"},
        {"+a NEAR b", "{+10 NEAR[+a b]}"},
    };

    ASSERT_TREES(*state, cases);
}

static void
quotations_are_phrases_in_whichever_marks(void **state)
{
    static const char *const cases[][2] = {
        {"\"Case plans\"", "{\"case/plans\"}"},
        {"\u201ccase plans\u201d", "{\"case/plans\"}"},
        {"\u00abcase plans\"", "{\"case/plans\"}"},
        {"\u2018case plans\u2019", "{\"case/plans\"}"},
        {"\u2018the child\u2019s plan\u2019", "{\"the/child's/plan\"}"},
        {"child\u2019s \u2018plan", "{child's plan}"},
        {"\u2018a b\u2019 \u2018c d\u2019", "{\"a/b\" \"c/d\"}"},
        {"a\"b c\"d", "{a \"b/c\" d}"},
        {"\"a AND b\"", "{\"a/and/b\"}"},
        {"=\"a b\"", "{=\"a/b\"}"},
    };

    ASSERT_TREES(*state, cases);
}

static void
words_may_be_exact_prefixes_or_near_one_another(void **state)
{
    static const char *const cases[][2] = {
        {"=case", "{=case}"},
        {"safe*", "{safe*}"},
        {"multi-ag*.", "{multi/ag/multi-ag*}"},
        {"a NEAR b", "{10 NEAR[a b]}"},
        {"a NEAR/5 b c", "{5 NEAR[a b] c}"},
        {"a NEAR/2 b NEAR/3 \"c d\"", "{3 NEAR[2 NEAR[a b] \"c/d\"]}"},
        {"a NEAR (b OR c d)", "{10 NEAR[a (OR[{b} {c d}])]}"},
        {"near miss", "{near miss}"},
        {"why?", "{why}"},
        {"a ... b", "{a b}"},
    };

    ASSERT_TREES(*state, cases);
}

static void
a_field_takes_values_or_words(void **state)
{
    static const char *const cases[][2] = {
        {"grade:good", "{grade:<good>}"},
        {"GRADE:ri,good x", "{grade:<ri,good> x}"},
        {"authority:\"Hull, City of\"", "{authority:<Hull, City of>}"},
        {"authority:\u2018Hull\u2019", "{authority:<Hull>}"},
        {"date:2010..2012", "{date:<2010..2012>}"},
        {"section-title:case", "{section_title:case}"},
        {"section_title:=case", "{section_title:=case}"},
        {"section_title:\"a b\"", "{section_title:\"a/b\"}"},
        {"section_title:safe*", "{section_title:safe*}"},
        {"10:30", "{10/30}"},
        {"http://x", "{http/x}"},
        {"note: x", "{note x}"},
        {"(note:)", "{({note})}"},
    };

    ASSERT_TREES(*state, cases);
}

static void
without_fields_a_colon_is_punctuation(void **state)
{
    struct job job = {
        .world = *state, .query = "grade:good", .without_lexicon = true};
    struct fe_error failure;

    assert_true(run(&job, parse, &failure));
    assert_int_equal(job.parsed.whole.parts[0].kind, SYNTAX_WORD);
    assert_int_equal(job.parsed.whole.parts[0].tokens.n, 2);
}

static void
every_node_has_its_place(void **state)
{
    static const char query[] = "m\u00f4n -(a OR \"b c\") NOT year:2010";
    struct job job = {.world = *state, .query = query};
    struct fe_error failure;

    assert_true(run(&job, parse, &failure));
    const struct syntax *not = &job.parsed.whole;
    const struct syntax *group = &not ->parts[0].parts[1];
    const struct syntax *phrase = &group->parts[0].parts[1].parts[0];
    const struct syntax *values = &not ->parts[1].parts[0];
    const struct {
        const struct syntax *syntax;
        const char *text;
    } cases[] = {
        {not, query},
        {&not ->parts[0], "m\u00f4n -(a OR \"b c\")"},
        {group, "(a OR \"b c\")"},
        {&group->parts[0], "a OR \"b c\""},
        {phrase, "\"b c\""},
        {values, "year:2010"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        /* The place of a group begins with its sign. */
        const bool has_sign = cases[i].syntax->sign != 0;
        assert_int_equal(cases[i].syntax->length,
                         strlen(cases[i].text) + has_sign);
        assert_memory_equal(query + cases[i].syntax->offset + has_sign,
                            cases[i].text, strlen(cases[i].text));
    }
    assert_int_equal(phrase->text_start, 1);
    assert_int_equal(values->text_start, 5);
    assert_int_equal(phrase->tokens.at[1].start, 2);
}

static void
only_and_or_not_count_as_operators(void **state)
{
    static const struct {
        const char *query;
        bool has_operators;
    } cases[] = {
        {"a b", false},    {"a NEAR b", false}, {"+a -b", false},
        {"a AND b", true}, {"(a OR b)", true},  {"a NOT b", true},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct job job = {.world = *state, .query = cases[i].query};
        struct fe_error failure;
        assert_true(run(&job, parse, &failure));
        assert_int_equal(job.parsed.has_operators, cases[i].has_operators);
    }
}

static void
only_blanks_are_blank(void **state)
{
    static const char *const blank[] = {"", " \t\n\r\f\v",
                                        "\u00a0\u3000\u2009\u202f", NULL};
    static const char *const other[] = {" a ", "-", "\u2013", "\u2028", NULL};

    (void)state;
    for (const char *const *b = blank; *b; b++)
        assert_true(query_is_blank(*b, strlen(*b)));
    for (const char *const *o = other; *o; o++)
        assert_false(query_is_blank(*o, strlen(*o)));
}

#define ONLY "it only excludes words; add a word to look for"
#define BESIDE                                                                 \
    "beside OR this only excludes words, and finds almost everything; "        \
    "add a word to look for"
#define DISTANCE "NEAR takes a number of words from 1 to 1000, as in NEAR/5"
#define JOINS "NEAR joins words, phrases or alternatives of them in brackets"
#define OPEN "this bracket is not closed"

static void
a_fault_of_the_grammar_has_its_place(void **state)
{
    static const struct fault faults[] = {
        {"case AND", 8, "a word is missing after AND"},
        {"AND case", 0, "a word is missing before AND"},
        {"case OR OR plan", 8, "a word is missing after OR"},
        {"m\u00f4n AND OR", 9, "a word is missing after AND"},
        {"- AND case", 0, "a word is missing before AND"},
        {"case AND - ", 9, "a word is missing after AND"},
        {"???", 0, "it has no word to search for"},
        {"()", 1, "a word is missing here"},
        {"-case", 0, ONLY},
        {"NOT case NOT plan", 0, ONLY},
        {"case AND (-plan)", 10, ONLY},
        {"case OR -plan", 8, BESIDE},
        {"-plan OR case", 0, BESIDE},
        {"(-plan OR case) view", 1, BESIDE},
        {"(-plan) OR case", 1, ONLY},
        {"case AND NOT -plan", 9, "NOT and - mean the same; use one of them"},
        {"case -(plan", 5, OPEN},
        {"(", 0, OPEN},
        {"case)", 4, "this closing bracket has no opening bracket"},
        {"case NEAR", 5, "a word is missing after NEAR"},
        {"NEAR case", 0, "a word is missing before NEAR"},
        {"case NEAR (plan AND x)", 11, JOINS},
        {"case NEAR (plan -x)", 17, JOINS},
        {"case NEAR ?", 10, JOINS},
        {"case NEAR -plan", 11, JOINS},
        {"case NEAR +(plan)", 10, JOINS},
        {"case NEAR section_title:plan", 10, JOINS},
        {"grade:good NEAR case", 0, JOINS},
    };

    ASSERT_FAULTS(*state, parse, faults);
}

static void
brackets_may_be_nested_but_not_too_deeply(void **state)
{
    char *open = g_strnfill(32, '('), *close = g_strnfill(32, ')');
    char *query = g_strconcat(open, "a", close, NULL);
    char *deeper = g_strconcat("(", query, ")", NULL);
    struct job job = {.world = *state, .query = query};
    struct fe_error failure;

    assert_true(run(&job, parse, &failure));
    assert_fault(*state, parse,
                 &(struct fault){deeper, 33, "brackets are nested too deeply"});
    g_free(open);
    g_free(close);
    g_free(query);
    g_free(deeper);
}

#define STAR "* may only follow a word, as in safeguard*"
#define QUESTION                                                               \
    "? does not stand for a letter; use * at the end of a word, as in "        \
    "safeguard*"
#define SIGNS "a word takes one sign, + or -; remove the others"
#define BANG "! is not an operator; use a minus sign before the word, or NOT"
#define EQUALS                                                                 \
    "= may only be directly before a word or a quotation, as in =recording"
#define CAPITALS                                                               \
    "NEAR is written in capitals with a slash before the distance, as in "     \
    "NEAR/5"

static void
what_only_looks_like_an_operator_is_a_fault(void **state)
{
    static const struct fault faults[] = {
        {"saf*ing", 3, STAR},
        {"case -*", 6, STAR},
        {"case**", 4, STAR},
        {"(case plan)*", 11, STAR},
        {"plan a*", 5, "give at least 2 letters before the *"},
        {"plan multi-a*", 5, "give at least 2 letters before the *"},
        {"\"case record*\"", 12,
         "* may follow a single word but cannot appear inside quotes"},
        {"plan \"case", 5, "this quotation is not closed"},
        {"plan \"-\"", 5, "this quotation has no word in it"},
        {"\u2018\u2019", 0, "this quotation has no word in it"},
        {"recor?ing", 5, QUESTION},
        {"m\u00f4n??n", 5, QUESTION},
        {"!case", 0, BANG},
        {"case -!plan", 6, BANG},
        {"case !(plan)", 5, BANG},
        {"case || plan", 5, "|| is not an operator; use OR"},
        {"case|plan", 4, "| is not an operator; use OR"},
        {"case&&plan", 4, "&& is not an operator; use AND"},
        {"case AND/OR plan", 5,
         "AND/OR is not an operator; use OR for either or both"},
        {"plan -+case", 5, SIGNS},
        {"plan -\u2013case", 5, SIGNS},
        {"plan \u2014case", 5,
         "a long dash before a word is not an operator; use a minus sign, or a "
         "blank after the dash"},
        {"case~2", 4,
         "~ is not an operator; misspelt and related words are found without "
         "it"},
        {"case^2", 4,
         "^ is not an operator; rarer words already count for more"},
        {"case {plan}", 5,
         "{ is not an operator; use ( ) to group, and name:from..to for a "
         "range"},
        {"case>5", 4,
         "> is not an operator; write a range as in number:5.. or "
         "date:..2012"},
        {"= case", 0, EQUALS},
        {"=-case", 0, EQUALS},
        {"case=plan", 4, EQUALS},
        {"case near/5 plan", 5, CAPITALS},
        {"case NEAR5 plan", 5, CAPITALS},
        {"case NEAR/0 plan", 5, DISTANCE},
        {"case NEAR/ plan", 5, DISTANCE},
        {"case NEAR/1001 plan", 5, DISTANCE},
        {"case NEAR/99999999999999999999 plan", 5, DISTANCE},
        {"case NEAR /5 plan", 10,
         "write the distance directly after NEAR, as in NEAR/5"},
    };

    ASSERT_FAULTS(*state, parse, faults);
}

static void
a_fault_of_a_field_says_what_to_write(void **state)
{
    static const struct fault faults[] = {
        {"x gradd:good", 2,
         "there is no field \"gradd\"; did you mean grade:?"},
        {"foo:bar", 0,
         "there is no field \"foo\"; the fields are grade, authority, number, "
         "date, year, section_title; put quotes around text with a colon"},
        {"grade :good", 6,
         "a field has no blanks around its colon; write "
         "grade:requires-improvement"},
        {"number : 5", 7,
         "a field has no blanks around its colon; write number:47"},
        {"grade=good", 5,
         "= does not select by a field; write grade:requires-improvement"},
        {"=grade:good", 0, "= cannot be before a field"},
        {"grade:\"good\",\"inadequate\"", 12,
         "a comma cannot be after quotes; put all values within them, as in "
         "grade:\"one, other\""},
        {"grade:(good)", 6,
         "brackets cannot be after grade:; write grade:one,other for "
         "alternatives"},
        {"section_title:(a b)", 14,
         "brackets cannot be after section_title:; write "
         "section_title:before each of the words"},
        {"x authority: y", 12,
         "a value is missing here, as in authority:\"a name\""},
        {"date:", 5, "a value is missing here, as in date:2010..2013"},
        {"section_title: x", 14,
         "a word is missing here, as in section_title:recording"},
        {"authority:\"Hu*\"", 13,
         "* cannot be in a value; write the whole value"},
    };

    ASSERT_FAULTS(*state, parse, faults);
}

/* The values are written with '|' between them, or as the ends of a range. */
static void
assert_values(struct world *world, const char *query, const char *expected)
{
    struct job job = {.world = world, .query = query};
    struct fe_error failure;

    if (!run(&job, plan, &failure))
        fail_msg("%s: %s", query, failure.message);
    assert_int_equal(job.plan.kind, PLAN_VALUES);
    assert_ptr_equal(job.plan.field, job.parsed.whole.parts[0].field);
    GString *values = g_string_new(NULL);
    for (size_t i = 0; i < job.plan.n_values; i++)
        g_string_append_printf(values, "%s%s", i > 0 ? "|" : "",
                               job.plan.values[i]);
    if (job.plan.n_values == 0)
        g_string_append_printf(values, "%s..%s", job.plan.from, job.plan.to);
    if (strcmp(values->str, expected) != 0)
        fail_msg("%s: %s, not %s", query, values->str, expected);
    g_string_free(values, TRUE);
}

static void
values_are_read_as_the_index_has_them(void **state)
{
    static const char *const cases[][2] = {
        {"grade:RI,good", "requires-improvement|good"},
        {"grade:\"requires improvement\"", "requires-improvement"},
        {"number:047,5", "47|5"},
        {"number:5..10", "5..10"},
        {"number:..10", "..10"},
        {"number:2.39", "2.39"},
        {"number:2.9..2.10", "2.9..2.10"},
        {"date:2010-02..", "2010-02.."},
        {"date:2010..2010-02", "2010..2010-02"},
        {"year:2010,2011", "2010|2011"},
        {"authority:\"a..b\"", "a..b"},
        {"authority:\"b, a\"", "b, a"},   /* it exists */
        {"authority:\"aa,bb\"", "aa|bb"}, /* of odd length, so it does not */
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_values(*state, cases[i][0], cases[i][1]);
}

static void
what_is_not_a_value_is_a_fault_of_its_field(void **state)
{
    static const struct fault faults[] = {
        {"grade:bad", 0,
         "\"bad\" is not a value of grade; it takes requires-improvement, "
         "good"},
        {"grade:good,", 0, "a value of grade is missing here"},
        {"authority:\" \"", 0, "a value of authority is missing here"},
        {"number:five", 0,
         "\"five\" is not a number; write it as in 47 or 2.39, or a "
         "range "
         "such as number:40..50"},
        {"year:2010-02", 0,
         "\"2010-02\" is not a year; write it as in 2010, or a range such as "
         "year:2010..2013"},
        {"date:2010..x", 0,
         "\"x\" is not a date; write 2010, 2010-10 or 2010-10-15, or a range "
         "such as date:2010..2013"},
        {"number:10..9", 0, "this range ends before it begins"},
        {"date:2010-05..2009", 0, "this range ends before it begins"},
        {"date:..", 0, "a range needs an end, as in date:2010..2013"},
        {"number:\" .. \"", 0, "a range needs an end, as in number:40..50"},
    };

    ASSERT_FAULTS(*state, plan, faults);
}

static void
many_quotation_marks_need_hardly_any_memory(void **state)
{
    GString *query = g_string_new(NULL);
    struct job job = {.world = *state};
    struct fe_error failure;

    for (size_t i = 0; i < 400; i++)
        g_string_append(query, "\u2018a ");
    for (size_t i = 0; i < 400; i++)
        g_string_append(query, "\u2019\u00e9");
    job.query = query->str;
    assert_true(run(&job, parse, &failure));
    g_string_free(query, TRUE);
}

#define WITH_WORLD(test)                                                       \
    cmocka_unit_test_setup_teardown(test, open_world, close_world)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORLD(operators_join_bags_of_words),
        WITH_WORLD(a_sign_belongs_to_what_comes_directly_after_it),
        WITH_WORLD(quotations_are_phrases_in_whichever_marks),
        WITH_WORLD(words_may_be_exact_prefixes_or_near_one_another),
        WITH_WORLD(a_field_takes_values_or_words),
        WITH_WORLD(without_fields_a_colon_is_punctuation),
        WITH_WORLD(every_node_has_its_place),
        WITH_WORLD(only_and_or_not_count_as_operators),
        WITH_WORLD(only_blanks_are_blank),
        WITH_WORLD(a_fault_of_the_grammar_has_its_place),
        WITH_WORLD(brackets_may_be_nested_but_not_too_deeply),
        WITH_WORLD(what_only_looks_like_an_operator_is_a_fault),
        WITH_WORLD(a_fault_of_a_field_says_what_to_write),
        WITH_WORLD(values_are_read_as_the_index_has_them),
        WITH_WORLD(what_is_not_a_value_is_a_fault_of_its_field),
        WITH_WORLD(many_quotation_marks_need_hardly_any_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
