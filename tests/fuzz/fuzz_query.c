/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Fuzz target: a query to a small index. The first byte says how to ask; the
 * rest is the query. The rest is also read as a file of words; if it is a valid
 * one, the query is asked once more with those words.
 */
#include "check.h"

#include "base/utf8.h"
#include "findings/engine.h"

#include <ftw.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AUTHORITY = 1, DATE, GRADE, NUMBER };

static const struct {
    const char *text, *title, *values[4];
} documents[] = {
    {"Case recording is inadequate. Multi-agency work is not timely.",
     "Case recording",
     {"Leeds", "2010-10-15", "inadequate", "1"}},
    {"The multiagency safeguarding hub (MASH) responds to child sexual "
     "exploitation; equality and diversity are promoted.",
     "Help and protection",
     {"Leeds", "2010-10-15", "good", "2"}},
    {"Care leavers\u2019 accommodation in Ynys M\u00f4n is good, 63,300 "
     "people live there.",
     "Care leavers",
     {"Ynys M\u00f4n", "2012-02-01", "good", "3"}},
    {"Children and young people tell the A&E staff what they think of the "
     "common assessment framework.",
     "Views of children",
     {"Kent", "2013-05-05", "", "10"}},
    {"CAF and plans of care: plans are drawn up, planned and re-planned.",
     "Plans",
     {"Kent", "2014", "adequate", "11"}},
};
enum { N_DOCUMENTS = sizeof documents / sizeof *documents };

static const char words[] = "mash = multi-agency safeguarding hub\n"
                            "equality and diversity = fairness\n"
                            "neglect ~ poor care, case\n"
                            "plan ~ recording\n";

static const struct fe_word grades[] = {
    {"good", NULL}, {"adequate", NULL}, {"inadequate", "poor|weak"}, {0}};

static const struct fe_field fields[] = {
    {.name = "authority", .slot = AUTHORITY},
    {.name = "date", .kind = FE_FIELD_DATE, .slot = DATE},
    {.name = "grade", .slot = GRADE, .words = grades},
    {.name = "number", .kind = FE_FIELD_NUMBER, .slot = NUMBER},
    {.name = "section", .kind = FE_FIELD_TEXT, .prefix = "S", .weight = 0.2},
};
enum { N_FIELDS = sizeof fields / sizeof *fields };

static char folder[] = "/tmp/findings-fuzz-XXXXXX";
static struct fe_lexicon *lexicon;
static struct fe_reader *reader;

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

static void
close_index(void)
{
    fe_reader_close(reader);
    fe_lexicon_free(lexicon);
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static struct fe_lexicon *
new_lexicon(void)
{
    struct fe_lexicon *made;

    check(fe_lexicon_new(&made, NULL) == FE_OK, "no lexicon");
    for (size_t i = 0; i < N_FIELDS; i++)
        check(fe_lexicon_add_field(made, &fields[i], NULL) == FE_OK,
              "a field is refused");
    return made;
}

static void
add_document(struct fe_writer *writer, size_t i)
{
    const struct fe_text texts[] = {
        {NULL, documents[i].text, strlen(documents[i].text), 1},
        {"S", documents[i].title, strlen(documents[i].title), 1}};
    struct fe_value values[4];
    const struct fe_document document = {.data = documents[i].text,
                                         .data_len = strlen(documents[i].text),
                                         .texts = texts,
                                         .n_texts = 2,
                                         .values = values,
                                         .n_values = 4};

    for (unsigned slot = 0; slot < 4; slot++)
        values[slot] = (struct fe_value){slot + 1, documents[i].values[slot]};
    check(fe_writer_add(writer, &document, NULL) == FE_OK, "not added");
}

static void
use(const struct fe_lexicon *with)
{
    fe_reader_close(reader);
    check(fe_reader_open_path(folder, with, &reader, NULL) == FE_OK,
          "no reader");
}

static void
open_index(void)
{
    struct fe_writer *writer;

    check(mkdtemp(folder) != NULL, "no folder");
    check(fe_writer_open(folder, &writer, NULL) == FE_OK, "no writer");
    for (size_t i = 0; i < N_DOCUMENTS; i++)
        add_document(writer, i);
    fe_writer_set_metadata(writer, FE_EQUAL_KEY "caf",
                           "common assessment framework", NULL);
    check(fe_writer_commit(writer, NULL) == FE_OK, "not committed");
    fe_writer_close(writer);
    lexicon = new_lexicon();
    check(fe_lexicon_add_words(lexicon, "words", words, sizeof words - 1,
                               NULL) == FE_OK,
          "words are refused");
    check(fe_lexicon_finish(lexicon, NULL) == FE_OK,
          "a lexicon cannot be finished");
    use(lexicon);
    atexit(close_index);
}

static bool
is_utf8(const char *text)
{
    return utf8_fault(text, strlen(text)) == strlen(text);
}

static void
check_error(const struct fe_error *err, const char *query, size_t len)
{
    check(err->status == FE_BAD_QUERY,
          "refused with another status than a bad query");
    check(err->offset <= len, "the fault is after the end of the query");
    check(*err->message, "an error says nothing");
    check(utf8_fault(query, len) < len || is_utf8(err->message),
          "a message is not UTF-8");
}

static void
check_snippet(const struct fe_hits *hits, struct fe_hit hit, size_t width)
{
    struct fe_snippet snippet;
    size_t at = 0;

    check(fe_hits_snippet(hits, hit.data, hit.data_len, width, &snippet,
                          NULL) == FE_OK,
          "no snippet");
    check(strlen(snippet.text) == snippet.text_len,
          "a snippet's length is wrong");
    check(is_utf8(snippet.text), "a snippet is not UTF-8");
    for (size_t i = 0; i < snippet.n_spans; i++) {
        const struct fe_span span = snippet.spans[i];
        check(at <= span.start && span.start < span.end &&
                  span.end <= snippet.text_len,
              "a span is out of order or outside");
        check(utf8_fault(snippet.text + span.start, span.end - span.start) ==
                  span.end - span.start,
              "a span cuts a character");
        at = span.end;
    }
    fe_snippet_free(&snippet);
}

static void
check_hit(const struct fe_hits *hits, size_t i, bool is_explained)
{
    const struct fe_hit hit = fe_hits_at(hits, i);
    double sum = 0;

    check(hit.score >= 0 && isfinite(hit.score),
          "a score is negative or not finite");
    for (size_t t = 0; t < fe_hits_n_terms(hits); t++) {
        const struct fe_share share = fe_hits_share(hits, i, t);
        check(share.score >= 0 && isfinite(share.score),
              "a share is negative or not finite");
        sum += share.score;
    }
    check(!is_explained || fabs(sum - hit.score) < 1e-6 * (1 + hit.score),
          "shares do not add up");
    check_snippet(hits, hit, 1000);
    check_snippet(hits, hit, 25);
}

static void
check_hits(const struct fe_hits *hits,
           const char *query,
           size_t len,
           bool is_explained)
{
    const size_t total = fe_hits_total(hits);

    check(total <= N_DOCUMENTS, "more documents are found than exist");
    check(fe_hits_shown(hits) <= total, "more are shown than found");
    check(fe_hits_ranked(hits) <= N_DOCUMENTS,
          "more documents are ranked than exist");
    check(fe_hits_shown(hits) <= fe_hits_ranked(hits),
          "more are shown than ranked");
    check(fe_hits_count(hits) <= fe_hits_ranked(hits), "the page is too long");
    check(fe_hits_total_of(hits, 0) <= total, "more authorities than found");
    for (size_t f = 0; f < fe_hits_n_facets(hits); f++) {
        const struct fe_facet_counts facet = fe_hits_facet(hits, f);
        for (size_t i = 0; i < facet.n_counts; i++)
            check(facet.counts[i].count > 0 && facet.counts[i].count <= total,
                  "a count is 0 or greater than the total");
    }
    check(utf8_fault(query, len) < len || (is_utf8(fe_hits_query(hits)) &&
                                           is_utf8(fe_hits_corrected(hits))),
          "the query as understood is not UTF-8");
    for (size_t i = 0; i < fe_hits_n_corrections(hits); i++) {
        const struct fe_correction c = fe_hits_correction(hits, i);
        check(c.length > 0 && c.offset + c.length <= len,
              "a correction is outside the query");
        check(c.n_words > 0, "a correction has no word");
    }
    for (size_t i = 0; i < fe_hits_n_terms(hits); i++) {
        const struct fe_term term = fe_hits_term(hits, i);
        check(is_utf8(term.text) && is_utf8(term.forms), "a term is not UTF-8");
        check(term.documents <= N_DOCUMENTS, "a term has too many documents");
        check(term.of < fe_hits_n_terms(hits),
              "a term belongs to one that does not exist");
    }
    for (size_t i = 0; i < fe_hits_count(hits); i++)
        check_hit(hits, i, is_explained);
}

/* The same query, asked as a table, must give the same answer. */
static void
check_table(const struct fe_request *request, size_t total)
{
    struct fe_table *table;

    check(fe_reader_table(reader, request, (struct fe_facet){AUTHORITY, 0},
                          (struct fe_facet){DATE, 4}, &table, NULL) == FE_OK,
          "no table");
    check(request->count_slot != FE_NO_SLOT ||
              fe_table_cell(table, FE_ALL, FE_ALL) == total,
          "the table has another total");
    fe_table_free(table);
}

static void
ask(uint8_t how, const char *query, size_t len)
{
    static const struct fe_facet facets[] = {{AUTHORITY, 0}, {DATE, 4}};
    static const unsigned slots[] = {AUTHORITY};
    const struct fe_request request = {
        .query = query,
        .query_len = len,
        .match = how % 3,
        .is_literal = how & 4,
        .facets = facets,
        .n_facets = 2,
        .count_slot = how & 8 ? AUTHORITY : FE_NO_SLOT,
        .total_slots = slots,
        .n_total_slots = 1,
        .order = how & 16 ? FE_ORDER_DEFAULT : FE_ORDER_RELEVANCE,
        .order_slot = DATE,
        .limit = how & 32 ? 2 : 10,
        .alike_slot = how & 64 ? AUTHORITY : FE_NO_SLOT,
        .is_explained = true,
    };
    struct fe_error err = {0};
    struct fe_hits *hits;

    if (fe_reader_search(reader, &request, &hits, &err) != FE_OK) {
        check(!hits, "an error comes with hits");
        check_error(&err, query, len);
        return;
    }
    check_hits(hits, query, len, request.is_explained);
    check_table(&request, fe_hits_total(hits));
    fe_hits_free(hits);
}

static void
ask_with_words(uint8_t how, const char *bytes, size_t len)
{
    struct fe_lexicon *own = new_lexicon();
    struct fe_error err = {0};

    if (fe_lexicon_add_words(own, "words", bytes, len, &err) == FE_OK &&
        fe_lexicon_finish(own, &err) == FE_OK) {
        use(own);
        ask(how, bytes, len);
    } else {
        check(err.offset > 0, "lines count from 1");
        /* A line number is at most the number of bytes. */
        check_error(&err, bytes, len);
    }
    use(lexicon);
    fe_lexicon_free(own);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    if (!reader)
        open_index();
    if (len == 0)
        return 0;
    ask(bytes[0], (const char *)bytes + 1, len - 1);
    ask_with_words(bytes[0], (const char *)bytes + 1, len - 1);
    return 0;
}
