/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plans.h"

#include <string.h>

struct plans_world *plans_world;

/* The index. */

/* The words, in text order. */
/* clang-format off */
static const struct word index_words[] = {
    {"a", 90}, {"assess", 4}, {"assessment", 40}, {"assessments", 50},
    {"autism", 6}, {"being", 50}, {"caf", 9}, {"care", 70}, {"carer", 9},
    {"carers", 20}, {"case", 30}, {"caseload", 12}, {"caseloads", 12},
    {"cases", 30}, {"centre", 9}, {"centres", 3}, {"child", 80},
    {"children", 99}, {"computer", 4}, {"contact", 60}, {"delay", 8},
    {"delayed", 8}, {"drift", 2}, {"educational", 9}, {"face", 20},
    {"foster", 30}, {"good", 60}, {"high", 40}, {"hours", 4}, {"hull", 3},
    {"long", 9}, {"needs", 50}, {"not", 99}, {"of", 99}, {"out", 50},
    {"plan", 40}, {"plans", 70}, {"recognise", 6}, {"recognize", 1},
    {"send", 6}, {"social", 80}, {"special", 20}, {"timely", 30}, {"to", 99},
    {"visit", 40}, {"visits", 60}, {"wellbeing", 7}, {"work", 60},
    {"worker", 70}, {"workers", 80},
};
/* clang-format on */
static const char *const compounds[] = {"well-being", "foster-carer"};

static const char *
stem(const char *word)
{
    return stem_of(plans_world->stemmer, plans_world->arena, word);
}

uint32_t
snapshot_documents(const struct snapshot *snapshot)
{
    (void)snapshot;
    return 1000;
}

void
words_expect(const struct snapshot *snapshot, const char *text, size_t len)
{
    (void)snapshot;
    (void)text;
    (void)len;
}

uint32_t
words_documents(const struct snapshot *snapshot,
                const char *prefix,
                const char *word)
{
    (void)snapshot;
    for (size_t i = 0; !*prefix && i < G_N_ELEMENTS(index_words); i++)
        if (strcmp(index_words[i].text, word) == 0)
            return index_words[i].documents;
    return 0;
}

/* The words with a stem, or those that begin with the letters. */
static struct words
select_words(const char *prefix, const char *text, bool is_stem)
{
    ARRAY(struct word) found = {0};

    for (size_t i = 0; !*prefix && i < G_N_ELEMENTS(index_words); i++) {
        const char *word = index_words[i].text;
        if (is_stem ? strcmp(stem(word), text) == 0
                    : g_str_has_prefix(word, text))
            array_push(plans_world->arena, &found, index_words[i]);
    }
    for (size_t i = 0; !is_stem && i < plans_world->n_many; i++) {
        const struct word many = {
            arena_printf(plans_world->arena, "many%zu", i), (uint32_t)i};
        array_push(plans_world->arena, &found, many);
    }
    return (struct words){found.at, found.n};
}

struct words
words_of_stem(const struct snapshot *snapshot,
              const char *prefix,
              const char *of)
{
    (void)snapshot;
    return select_words(prefix, of, true);
}

struct words
words_of_prefix(const struct snapshot *snapshot,
                const char *prefix,
                const char *letters)
{
    (void)snapshot;
    return select_words(prefix, letters, false);
}

bool
words_find_forms(const struct snapshot *snapshot,
                 const char *word,
                 struct phrase *forms)
{
    (void)snapshot;
    (void)word;
    (void)forms;
    return false;
}

void
words_keep_forms(const struct snapshot *snapshot,
                 const char *word,
                 const struct phrase *forms)
{
    (void)snapshot;
    (void)word;
    (void)forms;
}

struct phrase
words_of_compound(const struct snapshot *snapshot,
                  const char *prefix,
                  const char *of)
{
    (void)snapshot;
    for (size_t i = 0; !*prefix && i < G_N_ELEMENTS(compounds); i++)
        if (strcmp(stem(joined(plans_world->arena, compounds[i])), of) == 0)
            return phrase_of(plans_world->arena, compounds[i],
                             strlen(compounds[i]));
    return (struct phrase){0};
}

void
words_judge(const struct snapshot *snapshot,
            const char *prefix,
            const char *word,
            bool is_abbreviation,
            struct spelling_answer *answer)
{
    static const struct {
        const char *word;
        enum spelling_verdict verdict;
        const char *likeliest;
    } slips[] = {
        {"asessment", SPELLING_CORRECT, "assessment"},
        {"socail", SPELLING_CORRECT, "social"},
        {"timly", SPELLING_OFFER, "timely"},
        {"planned", SPELLING_OFFER, "plans"},
    };

    (void)snapshot;
    *answer = (struct spelling_answer){.verdict = SPELLING_RIGHT};
    for (size_t i = 0; i < G_N_ELEMENTS(slips); i++)
        if (!*prefix && !is_abbreviation && strcmp(slips[i].word, word) == 0)
            *answer = (struct spelling_answer){
                slips[i].verdict, {{slips[i].likeliest, 9, 1}}, 1};
}

size_t
words_like(const struct snapshot *snapshot,
           const char *word,
           struct spelling_word *words,
           size_t limit)
{
    (void)snapshot;
    (void)word;
    (void)words;
    (void)limit;
    return 0;
}

bool
words_adjoin(const struct snapshot *snapshot,
             const char *first,
             const char *second)
{
    (void)snapshot;
    return strcmp(first, "case") == 0 && strcmp(second, "work") == 0;
}

bool
values_exist(const struct snapshot *snapshot,
             const struct field *field,
             const char *value,
             size_t len)
{
    (void)snapshot;
    (void)field;
    return len == 4 && memcmp(value, "Hull", 4) == 0;
}

bool
values_vary(const struct snapshot *snapshot, const struct field *field)
{
    (void)snapshot;
    (void)field;
    return true;
}

const struct gazetteer *
snapshot_gazetteer(const struct snapshot *snapshot)
{
    return snapshot->lexicon ? plans_world->gazetteer : NULL;
}

const struct concepts *
snapshot_learnt(const struct snapshot *snapshot)
{
    (void)snapshot;
    return plans_world->learnt;
}

/* The lexicon. */

static const char thesaurus[] = "caseloads = case load\n"
                                "    wordings: high number of cases\n"
                                "    said: overworked\n"
                                "    related: delay\n"
                                "delay = drift\n"
                                "    asked: how long\n"
                                "assessment\n"
                                "    narrower: CAF\n"
                                "    hints: contact\n"
                                "CAF = common assessment framework\n"
                                "out of hours = emergency duty team\n"
                                "SEND = special educational needs\n"
                                "    narrower: autism\n"
                                "autism = ASD\n";
static const char light[] = "get really # and others\n";

static void
fill_lexicon(struct fe_lexicon *lexicon)
{
    static const struct fe_word grades[] = {
        {"good", NULL}, {"inadequate", "weak"}, {NULL, NULL}};
    static const struct fe_field fields[] = {
        {.name = "authority",
         .kind = FE_FIELD_VALUE,
         .slot = 1,
         .naming = FE_NAMES_PLACE},
        {.name = "grade",
         .kind = FE_FIELD_VALUE,
         .slot = 2,
         .words = grades,
         .naming = FE_NAMES_NOTHING},
        {.name = "year",
         .kind = FE_FIELD_DATE,
         .slot = 3,
         .length = 4,
         .naming = FE_NAMES_TOPIC},
        {.name = "title", .kind = FE_FIELD_TEXT, .prefix = "T"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        fe_lexicon_add_field(lexicon, &fields[i], NULL);
    fe_lexicon_add_light_words(lexicon, light, sizeof light - 1, NULL);
    assert_int_equal(fe_lexicon_add_words(lexicon, "mine", thesaurus,
                                          sizeof thesaurus - 1, NULL),
                     FE_OK);
    assert_int_equal(fe_lexicon_finish(lexicon, NULL), FE_OK);
}

int
plans_set_up(void **state)
{
    (void)state;
    plans_world = g_new0(struct plans_world, 1);
    plans_world->arena = arena_new(64 * 1024 * 1024);
    plans_world->stemmer = stemmer_new();
    plans_world->learnt = concepts_new();
    concepts_add_equal(plans_world->learnt, "ict", "computer centre\n",
                       plans_world->stemmer);
    plans_world->gazetteer = gazetteer_new();
    gazetteer_add(plans_world->gazetteer, 0, "Hull", "Hull", GAZETTEER_PLACE);
    gazetteer_add(plans_world->gazetteer, 0, "Leeds", "Leeds", GAZETTEER_PLACE);
    gazetteer_add(plans_world->gazetteer, 0, "Isle of Man", "IOM",
                  GAZETTEER_PLACE | GAZETTEER_CAPITALS | GAZETTEER_OTHER);
    gazetteer_finish(plans_world->gazetteer);
    assert_int_equal(fe_lexicon_new(&plans_world->lexicon, NULL), FE_OK);
    fill_lexicon(plans_world->lexicon);
    return 0;
}

int
plans_tear_down(void **state)
{
    (void)state;
    fe_lexicon_free(plans_world->lexicon);
    gazetteer_free(plans_world->gazetteer);
    concepts_free(plans_world->learnt);
    stemmer_free(plans_world->stemmer);
    arena_free(plans_world->arena);
    g_free(plans_world);
    return 0;
}

/* Writing plans as text. */

static void
add(struct string *out, const char *text)
{
    string_add(plans_world->arena, out, text);
}

static void
add_pattern(struct string *out, const struct pattern *pattern)
{
    static const char *const around[][3] = {
        [PATTERN_PHRASE] = {"'", " ", "'"},
        [PATTERN_LOOSE] = {"{", " ", "}"},
        [PATTERN_NEAR] = {"<", " near ", ">"},
        [PATTERN_EITHER] = {"", ";", ""},
    };

    if (pattern->kind == PATTERN_WORDS && pattern->n_words == 0)
        add(out, "-");
    if (pattern->kind == PATTERN_WORDS) {
        for (size_t i = 0; i < pattern->n_words; i++)
            string_addf(plans_world->arena, out, "%s%s", i > 0 ? "/" : "",
                        pattern->words[i]);
        return;
    }
    add(out, around[pattern->kind][0]);
    for (size_t i = 0; i < pattern->n_parts; i++) {
        add(out, i > 0 ? around[pattern->kind][1] : "");
        add_pattern(out, &pattern->parts[i]);
    }
    add(out, around[pattern->kind][2]);
}

static void
add_terms(struct string *out,
          const struct planned *planned,
          const struct places *places,
          const char *mark)
{
    static const char *const marks[] = {[FE_SAME] = "=",
                                        [FE_WORDING] = "^",
                                        [FE_NARROWER] = "<",
                                        [FE_JOINED] = "&"};

    for (size_t i = 0; i < places->n; i++) {
        const struct term *term = &planned->terms[places->at[i]];
        add(out, mark ? mark : marks[term->origin]);
        add_pattern(out, &term->pattern);
    }
}

static void
add_idea(struct string *out, const struct planned *planned, size_t number)
{
    const struct idea *idea = &planned->ideas[number];

    add(out, "[");
    for (size_t i = 0; i < idea->typed.n; i++) {
        add(out, i > 0 ? "+" : "");
        add_pattern(out, &planned->terms[idea->typed.at[i]].pattern);
    }
    add_terms(out, planned, &idea->others, NULL);
    if (idea->near != NONE)
        add_terms(out, planned, &(struct places){(size_t[]){idea->near}, 1},
                  "~");
    for (size_t i = 0; i < idea->n_values; i++)
        string_addf(plans_world->arena, out, "@%s", idea->values[i].value);
    add_terms(out, planned, &idea->denied, " not:");
    add_terms(out, planned, &idea->apart, " part:");
    add(out, idea->is_needed ? "!" : "");
    add(out, idea->is_light ? "?" : "");
    if (idea->times > 1)
        string_addf(plans_world->arena, out, "x%g", idea->times);
    add(out, "]");
}

static void
add_values(struct string *out, const struct plan *plan)
{
    string_addf(plans_world->arena, out, "%s:", plan->field->name);
    for (size_t i = 0; i < plan->n_values; i++)
        string_addf(plans_world->arena, out, "%s%s", i > 0 ? "," : "",
                    plan->values[i]);
    if (plan->n_values == 0)
        string_addf(plans_world->arena, out, "%s..%s", plan->from, plan->to);
}

static void
add_plan(struct string *out,
         const struct planned *planned,
         const struct plan *plan)
{
    static const char *const names[] = {[PLAN_ALL] = "all",
                                        [PLAN_ANY] = "any",
                                        [PLAN_ONE_OF] = "one",
                                        [PLAN_PREFER] = "prefer",
                                        [PLAN_WITHOUT] = "without"};

    if (plan->kind == PLAN_IDEA) {
        add_idea(out, planned, plan->idea);
    } else if (plan->kind == PLAN_PLACE) {
        add_pattern(out, &plan->pattern);
    } else if (plan->kind == PLAN_VALUES) {
        add_values(out, plan);
    } else {
        string_addf(plans_world->arena, out, "%s(", names[plan->kind]);
        for (size_t i = 0; i < plan->n_parts; i++) {
            add(out, i > 0 ? " " : "");
            add_plan(out, planned, &plan->parts[i]);
        }
        add(out, ")");
    }
    for (size_t i = 0; i < plan->pairs.n; i++)
        string_addf(plans_world->arena, out, " pair:\"%s\"",
                    planned->terms[plan->pairs.at[i]].text);
}

static void
make(void *data)
{
    struct plans_request *request = data;
    const struct snapshot snapshot = {
        .arena = plans_world->arena,
        .stemmer = plans_world->stemmer,
        .lexicon = plans_world->without_lexicon ? NULL : plans_world->lexicon};
    const size_t len = strlen(request->query);
    const struct parsed parsed =
        parse_query(plans_world->arena, request->query, len, snapshot.lexicon);
    struct string out = {0};

    request->planned = make_plan(&snapshot, &parsed, request->query, len,
                                 request->match, request->is_literal);
    add_plan(&out, &request->planned, &request->planned.plan);
    request->plan = out.at;
}

struct plans_request
plans_make(const char *query, enum fe_match match, bool is_literal)
{
    struct plans_request request = {
        .query = query, .match = match, .is_literal = is_literal};
    struct fe_error failure;

    if (!arena_try(plans_world->arena, make, &request, &failure))
        fail_msg("%s: %s", query, failure.message);
    return request;
}

void
plans_check(const struct plans_case *cases,
            size_t n,
            enum fe_match match,
            bool is_literal)
{
    for (size_t i = 0; i < n; i++) {
        const struct plans_case *one = &cases[i];
        const struct plans_request made =
            plans_make(one->query, match, is_literal);
        const char *text = one->text ? one->text : one->query;
        if (strcmp(made.plan, one->plan) != 0)
            fail_msg("%s:\n %s\nnot\n %s", one->query, made.plan, one->plan);
        if (strcmp(made.planned.text, text) != 0)
            fail_msg("%s: understood as %s, not %s", one->query,
                     made.planned.text, text);
        arena_reset(plans_world->arena);
    }
}
