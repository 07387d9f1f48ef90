/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Plans over an index that consists of a few lists. Plans are written as text:
 *
 *     a/b       forms of a word; "-" if there are none
 *     'a b'     a phrase; {a b}: side by side, in either order; <a near b>
 *     a;b       alternatives
 *     [a+b]     an idea with the words that were typed; then come =other names,
 *               ^wordings, <narrower, &joined, ~near, @values; not: it is
 *               denied; part: the words of a hyphenated one; ! needed; ? light;
 *               x2 typed twice
 *     any(x y)  parts; likewise all, one (of values), without, prefer
 *     pair:"a b"
 *               words that were typed side by side
 */
#include "engine/query/plan.h"

#include "support.h"

#include <glib.h>
#include <string.h>

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

struct world {
    struct arena *arena;
    struct stemmer *stemmer;
    struct fe_lexicon *lexicon;
    struct gazetteer *gazetteer;
    struct concepts *learnt;
    bool without_lexicon;
    size_t n_many; /* the number of words in the index that begin with "many" */
};

static struct world *world;

static const char *
stem(const char *word)
{
    return stem_of(world->stemmer, world->arena, word);
}

uint32_t
snapshot_documents(const struct snapshot *snapshot)
{
    (void)snapshot;
    return 1000;
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
            array_push(world->arena, &found, index_words[i]);
    }
    for (size_t i = 0; !is_stem && i < world->n_many; i++) {
        const struct word many = {arena_printf(world->arena, "many%zu", i),
                                  (uint32_t)i};
        array_push(world->arena, &found, many);
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
        if (strcmp(stem(joined(world->arena, compounds[i])), of) == 0)
            return phrase_of(world->arena, compounds[i], strlen(compounds[i]));
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
    return snapshot->lexicon ? world->gazetteer : NULL;
}

const struct concepts *
snapshot_learnt(const struct snapshot *snapshot)
{
    (void)snapshot;
    return world->learnt;
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

static int
open_world(void **state)
{
    (void)state;
    world = g_new0(struct world, 1);
    world->arena = arena_new(64 * 1024 * 1024);
    world->stemmer = stemmer_new();
    world->learnt = concepts_new();
    concepts_add_equal(world->learnt, "ict", "computer centre\n",
                       world->stemmer);
    world->gazetteer = gazetteer_new();
    gazetteer_add(world->gazetteer, 0, "Hull", "Hull", GAZETTEER_PLACE);
    gazetteer_add(world->gazetteer, 0, "Leeds", "Leeds", GAZETTEER_PLACE);
    gazetteer_add(world->gazetteer, 0, "Isle of Man", "IOM",
                  GAZETTEER_PLACE | GAZETTEER_CAPITALS | GAZETTEER_OTHER);
    gazetteer_finish(world->gazetteer);
    assert_int_equal(fe_lexicon_new(&world->lexicon, NULL), FE_OK);
    fill_lexicon(world->lexicon);
    return 0;
}

static int
close_world(void **state)
{
    (void)state;
    fe_lexicon_free(world->lexicon);
    gazetteer_free(world->gazetteer);
    concepts_free(world->learnt);
    stemmer_free(world->stemmer);
    arena_free(world->arena);
    g_free(world);
    return 0;
}

/* Writing plans as text. */

static void
add(struct string *out, const char *text)
{
    string_add(world->arena, out, text);
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
            string_addf(world->arena, out, "%s%s", i > 0 ? "/" : "",
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
        string_addf(world->arena, out, "@%s", idea->values[i].value);
    add_terms(out, planned, &idea->denied, " not:");
    add_terms(out, planned, &idea->apart, " part:");
    add(out, idea->is_needed ? "!" : "");
    add(out, idea->is_light ? "?" : "");
    if (idea->times > 1)
        string_addf(world->arena, out, "x%g", idea->times);
    add(out, "]");
}

static void
add_values(struct string *out, const struct plan *plan)
{
    string_addf(world->arena, out, "%s:", plan->field->name);
    for (size_t i = 0; i < plan->n_values; i++)
        string_addf(world->arena, out, "%s%s", i > 0 ? "," : "",
                    plan->values[i]);
    if (plan->n_values == 0)
        string_addf(world->arena, out, "%s..%s", plan->from, plan->to);
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
        string_addf(world->arena, out, "%s(", names[plan->kind]);
        for (size_t i = 0; i < plan->n_parts; i++) {
            add(out, i > 0 ? " " : "");
            add_plan(out, planned, &plan->parts[i]);
        }
        add(out, ")");
    }
    for (size_t i = 0; i < plan->pairs.n; i++)
        string_addf(world->arena, out, " pair:\"%s\"",
                    planned->terms[plan->pairs.at[i]].text);
}

struct request {
    const char *query;
    enum fe_match match;
    bool is_literal;
    struct planned planned;
    const char *plan;
};

static void
make(void *data)
{
    struct request *request = data;
    const struct snapshot snapshot = {
        .arena = world->arena,
        .stemmer = world->stemmer,
        .lexicon = world->without_lexicon ? NULL : world->lexicon};
    const size_t len = strlen(request->query);
    const struct parsed parsed =
        parse_query(world->arena, request->query, len, snapshot.lexicon);
    struct string out = {0};

    request->planned = make_plan(&snapshot, &parsed, request->query, len,
                                 request->match, request->is_literal);
    add_plan(&out, &request->planned, &request->planned.plan);
    request->plan = out.at;
}

static struct request
planned(const char *query, enum fe_match match, bool is_literal)
{
    struct request request = {
        .query = query, .match = match, .is_literal = is_literal};
    struct fe_error failure;

    if (!arena_try(world->arena, make, &request, &failure))
        fail_msg("%s: %s", query, failure.message);
    return request;
}

struct claim {
    const char *query, *plan, *text; /* text: NULL if the same as the query */
};

static void
assert_plans(const struct claim *claims,
             size_t n,
             enum fe_match match,
             bool is_literal)
{
    for (size_t i = 0; i < n; i++) {
        const struct claim *claim = &claims[i];
        const struct request made = planned(claim->query, match, is_literal);
        const char *text = claim->text ? claim->text : claim->query;
        if (strcmp(made.plan, claim->plan) != 0)
            fail_msg("%s:\n %s\nnot\n %s", claim->query, made.plan,
                     claim->plan);
        if (strcmp(made.planned.text, text) != 0)
            fail_msg("%s: understood as %s, not %s", claim->query,
                     made.planned.text, text);
        arena_reset(world->arena);
    }
}
#define ASSERT_PLANS(claims, match, is_literal)                                \
    assert_plans(claims, G_N_ELEMENTS(claims), match, is_literal)

static void
bare_words_are_ideas_and_neighbours_are_pairs(void **state)
{
    static const struct claim claims[] = {
        {"worker", "any([worker/workers])", NULL},
        {"Assessments of a child",
         "any([assess/assessment/assessments~caf] [child/children]) "
         "pair:\"assessments child\"",
         "assessments child"},
        {"children children", "any([child/childrenx2])", "children"},
        {"recognise", "any([recognise/recognize])", NULL},
        {"face-to-face", "any(['face to face' part:face])", "\"face to face\""},
        {"not timely plans",
         "any([timely not:=! timely] [plan/plans not:=! plan]) pair:\"timely "
         "plans\"",
         "timely plans"},
        {"R & D", "any(['- - -' part:- part:-])", "\"r and d\""},
        {"get plans", "any([-?] [plan/plans])", NULL},
        {"get really", "any([-] [-])", NULL},
        {"of the", "any([of] [-])", NULL},
        {"child child worker",
         "any([child/childrenx2] [worker/workers]) pair:\"child worker\"",
         "child worker"},
    };

    (void)state;
    ASSERT_PLANS(claims, FE_MATCH_AUTO, false);
}

static void
terms_are_expanded_by_their_concepts(void **state)
{
    static const struct claim claims[] = {
        {"social worker caseload",
         "any([social] [worker/workers] "
         "[caseload/caseloads~delay/delayed;drift]) pair:\"social worker\" "
         "pair:\"worker caseload\"",
         NULL},
        {"caseloads", "any([caseload/caseloads~delay/delayed;drift])", NULL},
        {"case loads",
         "any([case/cases+-&caseload/caseloads~delay/delayed;drift])", NULL},
        {"high number of cases",
         "any([high+-+case/cases^caseload/caseloads~delay/delayed;drift])",
         "high number cases"},
        {"overworked", "any([-=caseload/caseloads~delay/delayed;drift])", NULL},
        {"drift", "any([drift=delay/delayed~caseload/caseloads])", NULL},
        {"visits", "any([visit/visits])", NULL},
        {"contact", "any([contact~assess/assessment/assessments])", NULL},
        {"assessment", "any([assess/assessment/assessments~caf])", NULL},
        {"contact assessment",
         "any([contact~assess/assessment/assessments] "
         "[assess/assessment/assessments~caf]) pair:\"contact assessment\"",
         NULL},
        {"how long", "any([long] [~delay/delayed;drift?])", "long"},
        {"how long are visits",
         "any([long] [visit/visits] [~delay/delayed;drift?]) pair:\"long "
         "visits\"",
         "long visits"},
        {"send", "any([send=send;{special educational needs}<autism])", NULL},
        {"SEND", "any([send=send;{special educational needs}<autism])", "send"},
        {"ICT", "any([-={computer centre/centres}])", "ict"},
        {"out of hours", "any(['out of hours'])", "\"out of hours\""},
    };

    (void)state;
    ASSERT_PLANS(claims, FE_MATCH_AUTO, false);
}

static void
words_are_read_alike_however_they_are_joined(void **state)
{
    static const struct claim claims[] = {
        {"well being", "any([wellbeing&'- being'])", "wellbeing"},
        {"well-being", "any([wellbeing&'- being'])", "wellbeing"},
        {"foster-carer", "any([foster] [carer/carers]) pair:\"foster carer\"",
         "foster carer"},
        {"fostercarer", "any([foster] [carer/carers]) pair:\"foster carer\"",
         "foster carer"},
        {"foster carer", "any([foster] [carer/carers]) pair:\"foster carer\"",
         NULL},
        {"\"foster carer\"", "any(['foster carer/carers'])", NULL},
        {"casework", "any([-&'case/cases work'])", NULL},
        {"care plan", "any([care] [plan/plans]) pair:\"care plan\"", NULL},
    };

    (void)state;
    ASSERT_PLANS(claims, FE_MATCH_AUTO, false);
}

static void
names_mean_values(void **state)
{
    static const struct claim claims[] = {
        {"IOM", "any([-@Isle of Man!])", "iom"},
        {"iom", "any([-])", NULL},
        {"Hull", "any([hull@Hull!])", "hull"},
        {"Hull or Leeds", "any(one([hull@Hull!] [-@Leeds!]))", "hull leeds"},
        {"timely Hull plans",
         "any([timely] [hull@Hull!] [plan/plans]) pair:\"timely hull\" "
         "pair:\"hull plans\"",
         "timely hull plans"},
        {"2014-15", "any([-+-@2014@2015])", "2014 15"},
        {"good", "any([good])", NULL},
    };

    (void)state;
    ASSERT_PLANS(claims, FE_MATCH_AUTO, false);
}

static void
operators_make_the_tree(void **state)
{
    static const struct claim claims[] = {
        {"=plans", "any([plans])", NULL},
        {"plan*", "any([plan/plans])", NULL},
        {"\"social worker\" visits",
         "any(['social worker/workers'] [visit/visits])", NULL},
        {"care NEAR/3 plan", "any([<care near plan/plans>])", NULL},
        {"care NEAR/3 (plan OR visit)",
         "all([<care near plan/plans;visit/visits>])", NULL},
        {"+care plan", "prefer(all([care]) any([plan/plans]))", NULL},
        {"-care plan", "without(any([plan/plans]) care)", NULL},
        {"-Hull plan", "without(any([plan/plans]) any(hull authority:Hull))",
         "-hull plan"},
        {"-fostercarer plan",
         "without(any([plan/plans]) -;'foster carer/carers')", NULL},
        {"care -send",
         "without(any([care]) send;send;{special educational needs})", NULL},
        {"+grade:good plan", "all(all(grade:good) any([plan/plans]))", NULL},
        {"grade:weak,good plan",
         "all(all(grade:inadequate,good) any([plan/plans]))", NULL},
        {"authority:Hull", "all(authority:Hull)", NULL},
        {"year:2010..2013 care", "all(all(year:2010..2013) any([care]))", NULL},
        {"title:plan care", "all(all(-) any([care]))", NULL},
        {"title:\"care plan\"", "all('- -')", NULL},
        {"care AND plan", "all(all([care]) all([plan/plans]))", NULL},
        {"care OR plan delay",
         "any(all([care]) all([plan/plans] [delay/delayed=drift]) pair:\"plan "
         "delay\")",
         NULL},
        {"care NOT (plan delay)",
         "without(all([care]) all(all(plan/plans delay/delayed;drift)))", NULL},
        {"(care plan) (care plan)",
         "any(any([care] [plan/plans]) pair:\"care plan\")", NULL},
    };

    (void)state;
    ASSERT_PLANS(claims, FE_MATCH_AUTO, false);
}

static void
a_literal_query_means_its_words(void **state)
{
    static const struct claim claims[] = {
        {"overworked Hull", "any([-] [hull])", "overworked hull"},
        {"R&D well-being",
         "any(['- - -' part:- part:-] [wellbeing;'- being' part:-])",
         "\"r and d\" \"well being\""},
    };

    (void)state;
    ASSERT_PLANS(claims, FE_MATCH_AUTO, true);
}

static void
all_words_may_be_required(void **state)
{
    static const struct claim claims[] = {
        {"care plan caseloads",
         "all([care] [plan/plans] [caseload/caseloads]) pair:\"care plan\" "
         "pair:\"plan caseloads\"",
         NULL},
        {"face-to-face", "all(['face to face'])", "\"face to face\""},
        {"Hull Leeds", "all([hull@Hull!] [-@Leeds!])", "hull leeds"},
    };

    (void)state;
    ASSERT_PLANS(claims, FE_MATCH_ALL, false);
}

static void
without_a_lexicon_there_are_only_words(void **state)
{
    static const struct claim claims[] = {
        {"well-being Hull",
         "any([wellbeing&'- being'] [hull]) pair:\"wellbeing hull\"",
         "wellbeing hull"},
        {"caseloads fostercarer",
         "any([caseload/caseloads] [foster] [carer/carers]) pair:\"caseloads "
         "foster\" pair:\"foster carer\"",
         "caseloads foster carer"},
        {"SEND ICT", "any([send] [-={computer centre/centres}])", "send ict"},
    };

    (void)state;
    world->without_lexicon = true;
    ASSERT_PLANS(claims, FE_MATCH_AUTO, false);
    world->without_lexicon = false;
}

/* The query must have one correction, of this word, which is applied or only
 * suggested. */
static void
assert_correction(const char *query,
                  const char *plan,
                  const char *word,
                  bool is_applied,
                  bool is_literal)
{
    const struct request made = planned(query, FE_MATCH_AUTO, is_literal);

    assert_string_equal(made.plan, plan);
    assert_int_equal(made.planned.n_corrections, 1);
    const struct correction *correction = &made.planned.corrections[0];
    assert_int_equal(correction->length, strlen(word));
    assert_memory_equal(query + correction->offset, word, strlen(word));
    assert_int_equal(correction->is_applied, is_applied);
    arena_reset(world->arena);
}

static void
misspelt_words_are_corrected_or_given_suggestions(void **state)
{
    (void)state;
    assert_correction("asessment of care",
                      "any([assess/assessment/assessments~caf] [care]) "
                      "pair:\"assessment care\"",
                      "asessment", true, false);
    assert_correction("socail work",
                      "any([social] [work]) pair:\"social work\"", "socail",
                      true, false);
    assert_correction("care -socail", "without(any([care]) -)", "socail", false,
                      false);
    assert_correction("timly", "any([-])", "timly", false, false);
    assert_correction("\"asessment plan\"",
                      "any(['assess/assessment/assessments plan/plans'])",
                      "asessment", true, false);
    assert_correction("socail work", "any([-] [work])", "socail", false, true);
    /* Words with the same stem are found anyway. */
    assert_int_equal(
        planned("planned", FE_MATCH_AUTO, false).planned.n_corrections, 0);
    arena_reset(world->arena);
}

static void
corrections_are_in_the_order_of_the_query(void **state)
{
    const struct request made =
        planned("(timly plan) asessment", FE_MATCH_AUTO, false);

    (void)state;
    assert_int_equal(made.planned.n_corrections, 2);
    assert_int_equal(made.planned.corrections[0].offset, 1);
    assert_int_equal(made.planned.corrections[1].offset, 13);
    arena_reset(world->arena);
}

static void
an_idea_has_its_place_in_the_query(void **state)
{
    const struct request made =
        planned("well being and case  loads", FE_MATCH_AUTO, false);
    const struct idea *ideas = made.planned.ideas;

    (void)state;
    assert_int_equal(made.planned.n_ideas, 2);
    assert_int_equal(ideas[0].offset, 0);
    assert_int_equal(ideas[0].length, 10);
    assert_int_equal(ideas[1].offset, 15);
    assert_int_equal(ideas[1].length, 11);
    arena_reset(world->arena);
}

static void
a_prefix_of_many_words_is_cut_to_the_most_frequent(void **state)
{
    struct request made;

    (void)state;
    world->n_many = FE_FORMS_MAX + 1;
    made = planned("many*", FE_MATCH_AUTO, false);
    assert_true(made.planned.terms[0].is_cut);
    assert_int_equal(made.planned.terms[0].pattern.n_words, FE_FORMS_MAX);
    assert_string_equal(made.planned.terms[0].pattern.words[0], "many200");
    arena_reset(world->arena);
    world->n_many = FE_FORMS_MAX;
    made = planned("many*", FE_MATCH_AUTO, false);
    assert_false(made.planned.terms[0].is_cut);
    assert_string_equal(made.planned.terms[0].pattern.words[0], "many0");
    arena_reset(world->arena);
    world->n_many = 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bare_words_are_ideas_and_neighbours_are_pairs),
        cmocka_unit_test(terms_are_expanded_by_their_concepts),
        cmocka_unit_test(words_are_read_alike_however_they_are_joined),
        cmocka_unit_test(names_mean_values),
        cmocka_unit_test(operators_make_the_tree),
        cmocka_unit_test(a_literal_query_means_its_words),
        cmocka_unit_test(all_words_may_be_required),
        cmocka_unit_test(without_a_lexicon_there_are_only_words),
        cmocka_unit_test(misspelt_words_are_corrected_or_given_suggestions),
        cmocka_unit_test(corrections_are_in_the_order_of_the_query),
        cmocka_unit_test(an_idea_has_its_place_in_the_query),
        cmocka_unit_test(a_prefix_of_many_words_is_cut_to_the_most_frequent),
    };

    return cmocka_run_group_tests(tests, open_world, close_world);
}
