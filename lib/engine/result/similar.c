/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * fe_reader_similar(): documents about the same thing as a given one. Its most
 * distinctive words, and pairs of neighbouring words, are used as a query.
 */
#include "engine/base/status.h"
#include "engine/match/reader.h"
#include "engine/match/run_words.h"
#include "engine/result/hits.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How many words and pairs describe a document, and how long a word must be, in
 * bytes, to say anything about it. */
enum { WORDS_MAX = 25, PAIRS_MAX = 15, WORD_LEN_MIN = 3 };

/* Words contained in a smaller share of all documents than `rarest`, or in a
 * larger one than `commonest`, say little about what a document is about. */
static const double rarest = 1.0 / 3000, commonest = 1.0 / 5;
static const double small = 10; /* a word in no more documents than this is
                                   never too common */

/* A document needs this share of the weight that the most similar one has. */
static const double share_min = 0.4;

/* A candidate for a term of the query. */
struct likely_term {
    double worth; /* higher if frequent here and rare elsewhere */
    const char *text;
    bool is_pair;
    size_t order; /* breaks ties: the lower first */
};

struct likely_terms {
    struct likely_term *at;
    size_t n, room;
};

static void
add_candidate(struct arena *arena,
              struct likely_terms *candidates,
              const char *text,
              bool is_pair,
              double worth)
{
    const size_t order = candidates->n;

    if (worth > 0)
        array_push(arena, candidates,
                   ((struct likely_term){worth, text, is_pair, order}));
}

static double
worth(const struct snapshot *snapshot, double times, double documents)
{
    const double n = snapshot_documents(snapshot);

    if (documents < MAX(2.0, n * rarest) ||
        documents > MAX(small, n * commonest))
        return 0;
    return log(1 + times) * log(1 + n / documents);
}

/* A word of the document, in one of its forms. */
struct form {
    const char *stem;
    const char *word;
    uint32_t times;
    size_t order;
};

struct forms {
    struct form *at;
    size_t n, room;
};

static int
by_stem(const void *left, const void *right)
{
    const struct form *a = left, *b = right;
    const int order = strcmp(a->stem, b->stem);

    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

/* Whether a word can describe the document. */
static bool
says_something(const struct document_word *word)
{
    const char first = word->text[0];

    return !(first >= '0' && first <= '9') &&
           strlen(word->text) >= WORD_LEN_MIN && !is_stopword(word->text);
}

/* Add a word from the forms of a stem: the most frequent form is the candidate.
 */
static void
add_word(const struct snapshot *snapshot,
         const struct form *forms,
         size_t n,
         struct likely_terms *words)
{
    const struct words known = words_of_stem(snapshot, "", forms->stem);
    const struct form *commonest_form = forms;
    double times = 0, documents = 0;

    for (size_t i = 0; i < n; i++) {
        times += forms[i].times;
        if (forms[i].times > commonest_form->times)
            commonest_form = &forms[i];
    }
    for (size_t i = 0; i < known.n; i++)
        documents = MAX(documents, (double)known.at[i].documents);
    add_candidate(snapshot->arena, words, commonest_form->word, false,
                  worth(snapshot, times, documents));
}

static void
find_candidates(const struct snapshot *snapshot,
                uint32_t id,
                struct likely_terms *words,
                struct likely_terms *pairs)
{
    const struct document_words all = snapshot_words(snapshot, id);
    struct forms forms = {0};

    for (size_t i = 0; i < all.n; i++) {
        const struct document_word *word = &all.at[i];
        arena_step(snapshot->arena, 1);
        const size_t order = forms.n;
        if (word->text[0] == PAIR_MARK)
            add_candidate(
                snapshot->arena, pairs, word->text, true,
                worth(snapshot, 1, run_documents(snapshot, word->text)));
        else if (says_something(word))
            array_push(snapshot->arena, &forms,
                       ((struct form){stem_of(snapshot->stemmer,
                                              snapshot->arena, word->text),
                                      word->text, word->times, order}));
    }
    if (forms.n > 0)
        qsort(forms.at, forms.n, sizeof *forms.at, by_stem);
    for (size_t i = 0, n; i < forms.n; i += n) {
        for (n = 1; i + n < forms.n &&
                    strcmp(forms.at[i].stem, forms.at[i + n].stem) == 0;)
            n++;
        add_word(snapshot, &forms.at[i], n, words);
    }
}

static int
by_worth(const void *left, const void *right)
{
    const struct likely_term *a = left, *b = right;

    if (a->worth != b->worth)
        return a->worth > b->worth ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static struct pattern
pattern_of(const struct snapshot *snapshot, const struct likely_term *candidate)
{
    const char **words = arena_array(snapshot->arena, 1, sizeof *words);

    words[0] = candidate->text;
    if (candidate->is_pair)
        return (struct pattern){
            .kind = PATTERN_WORDS, .words = words, .n_words = 1, .prefix = ""};
    return pattern_of_phrase(snapshot, &(struct phrase){words, 1});
}

/* Make the best candidates terms of the query. */
static void
take_best(const struct snapshot *snapshot,
          struct likely_terms *candidates,
          size_t most,
          struct planned *query,
          struct string *text)
{
    struct arena *arena = snapshot->arena;

    if (candidates->n > 0)
        qsort(candidates->at, candidates->n, sizeof *candidates->at, by_worth);
    for (size_t i = 0; i < candidates->n && i < most; i++) {
        const struct likely_term *candidate = &candidates->at[i];
        const size_t place = query->n_terms++;
        size_t *typed = arena_array(arena, 1, sizeof *typed);
        typed[0] = place;
        query->terms[place] =
            (struct term){.text = candidate->text,
                          .origin = FE_TYPED,
                          .of = place,
                          .pattern = pattern_of(snapshot, candidate)};
        query->ideas[query->n_ideas] = (struct idea){.text = "",
                                                     .typed = {typed, 1},
                                                     .near = NONE,
                                                     .value = NONE,
                                                     .times = 1};
        query->plan.parts[query->plan.n_parts++] =
            (struct plan){.kind = PLAN_IDEA, .idea = query->n_ideas++};
        if (!candidate->is_pair)
            string_addf(arena, text, text->len > 0 ? " %s" : "%s",
                        candidate->text);
    }
}

/* The most distinctive words and pairs of the document, as a query. */
static struct planned
distinctive(const struct snapshot *snapshot, uint32_t id)
{
    const size_t most = WORDS_MAX + PAIRS_MAX;
    struct arena *arena = snapshot->arena;
    struct likely_terms words = {0}, pairs = {0};
    struct string text = {0};
    struct planned query = {.plan = {.kind = PLAN_ANY}};

    query.terms = arena_array(arena, most, sizeof *query.terms);
    query.ideas = arena_array(arena, most, sizeof *query.ideas);
    query.plan.parts = arena_array(arena, most, sizeof *query.plan.parts);
    find_candidates(snapshot, id, &words, &pairs);
    take_best(snapshot, &words, WORDS_MAX, &query, &text);
    take_best(snapshot, &pairs, PAIRS_MAX, &query, &text);
    query.text = text.at ? text.at : "";
    return query;
}

struct similar_request {
    const char *term;
    unsigned apart_slot;
    const struct fe_request *request;
    struct fe_hits *hits;
};

/* The documents of the set other than the document itself and its
 * near-duplicates. */
static void
leave_itself_out(const struct execution *execution,
                 uint32_t id,
                 const uint64_t set[WINDOW_WORDS],
                 uint64_t others[WINDOW_WORDS])
{
    size_t n;
    const uint32_t *groups = snapshot_groups(execution->snapshot, &n);
    const uint32_t group = id < n ? groups[id] : 0;
    const uint32_t first = execution->window.first;
    uint64_t same[WINDOW_WORDS] = {0};

    if (id >= first && id - first < WINDOW)
        set_add(same, id - first);
    if (group > 0)
        FOR_EACH_BIT (i, set)
            if (first + i < n && groups[first + i] == group)
                set_add(same, (unsigned)i);
    set_without(others, set, same);
}

/* The most of the query's weight that any other document has. */
static double
most_held(struct execution *execution, uint32_t id)
{
    uint64_t others[WINDOW_WORDS];
    double most = 0;

    while (execution_next(execution)) {
        leave_itself_out(execution, id, execution->window.found, others);
        FOR_EACH_BIT (i, others)
            most = MAX(most, execution->window.held[i]);
    }
    return most;
}

static void
find(struct execution *execution,
     uint32_t id,
     struct page *page,
     struct fe_hits *hits)
{
    const double least = share_min * most_held(execution, id);
    uint64_t others[WINDOW_WORDS];

    execution_rewind(execution);
    while (execution_next(execution)) {
        uint64_t like[WINDOW_WORDS] = {0};
        leave_itself_out(execution, id, execution->passing, others);
        FOR_EACH_BIT (i, others)
            if (execution->window.held[i] >= least)
                set_add(like, (unsigned)i);
        hits->total += set_size(like);
        execution_offer(execution, like, true, page);
    }
    hits->shown = hits->ranked = hits->total;
}

static void
run(const struct snapshot *snapshot, void *data)
{
    struct similar_request *asking = data;
    const uint32_t id = snapshot_document(snapshot, asking->term);
    struct execution *execution =
        arena_alloc(snapshot->arena, sizeof *execution);
    struct fe_request request = *asking->request;
    struct page page;

    fe_hits_free(asking->hits);
    asking->hits = NULL;
    if (id == 0)
        arena_fail(snapshot->arena, FE_NO_DOCUMENT, 0,
                   "no document has this term");
    request.query = "";
    request.query_len = 0;
    request.order = FE_ORDER_RELEVANCE;
    struct fe_hits *hits = asking->hits = hits_new(snapshot);
    execution_open_planned(execution, snapshot, &request,
                           distinctive(snapshot, id));
    if (asking->apart_slot != FE_NO_SLOT) {
        execution->order.column =
            snapshot_column(snapshot, asking->apart_slot, 0);
        execution->order.is_apart = true;
        execution->order.common = column_code(execution->order.column, id);
    }
    page_open(&page, snapshot->arena, request.offset, request.limit);
    find(execution, id, &page, hits);
    understood_fill(hits->understood, execution);
    page_sort(&page);
    page_expect(&page, snapshot, request.offset);
    for (size_t i = request.offset; i < page.list.n; i++)
        hits_add(hits, snapshot, page.list.at[i].id, page.list.at[i].score,
                 true);
}

enum fe_status
fe_reader_similar(struct fe_reader *reader,
                  const char *term,
                  unsigned apart_slot,
                  const struct fe_request *request,
                  struct fe_hits **out,
                  struct fe_error *err)
{
    FE_REQUIRE(reader && term && *term && request && out);
    struct similar_request asking = {term, apart_slot, request, NULL};
    const enum fe_status status = reader_run(reader, run, &asking, err);
    if (status != FE_OK) {
        fe_hits_free(asking.hits);
        asking.hits = NULL;
    }
    *out = asking.hits;
    return status;
}
