/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "hits.h"
#include "facets.h"

#include "findings/wire.h"

#include <string.h>
#include <strings.h>

bool
hits_fail_damaged(struct failure *failure)
{
    return fail(failure, FINDINGS_NO_INDEX,
                "a paragraph in the index is damaged; remove the index's "
                "folder and build it again with findings-index");
}

json_t *
hits_record(struct xc_hit hit, struct failure *failure)
{
    json_t *record = json_loadb(hit.data, hit.data_len, 0, NULL);

    if (json_is_object(record))
        return record;
    json_decref(record);
    hits_fail_damaged(failure);
    return NULL;
}

json_t *
hits_records(const struct xc_hits *hits,
             size_t start,
             size_t end,
             struct failure *failure)
{
    json_t *list = json_array();

    for (size_t i = start; i < end; i++) {
        json_t *record = hits_record(xc_hits_at(hits, i), failure);
        if (!record) {
            json_decref(list);
            return NULL;
        }
        json_array_append_new(list, record);
    }
    return list;
}

/* The quotation and where it matches; false on failure. */
static bool
add_snippet(json_t *record,
            const struct xc_hits *hits,
            size_t width,
            struct failure *failure)
{
    const json_t *text = json_object_get(record, "text");
    struct xc_snippet snippet;
    struct xc_error err;

    if (xc_hits_snippet(hits, json_string_value(text), json_string_length(text),
                        width, &snippet, &err) != XC_OK)
        return fail_status(failure, &err);
    json_t *highlights = json_array();
    for (size_t i = 0; i < snippet.n_spans; i++)
        json_array_append_new(
            highlights, json_pack("[I,I]", (json_int_t)snippet.spans[i].start,
                                  (json_int_t)snippet.spans[i].end));
    json_object_set_new(record, "snippet",
                        json_stringn(snippet.text, snippet.text_len));
    json_object_set_new(record, "highlights", highlights);
    xc_snippet_free(&snippet);
    return true;
}

/* What gave the hit its score: of the query's terms those that it has. */
static json_t *
shares_json(const struct xc_hits *hits, size_t hit)
{
    json_t *terms = json_array();

    for (size_t i = 0; i < xc_hits_n_terms(hits); i++) {
        const struct xc_share share = xc_hits_share(hits, hit, i);
        if (share.occurrences > 0 || share.score > 0)
            json_array_append_new(terms, json_pack("{s:I, s:f, s:f}", "term",
                                                   (json_int_t)i, "occurrences",
                                                   share.occurrences, "score",
                                                   share.score));
    }
    return json_pack("{s:o}", "terms", terms);
}

static json_t *
hit_json(const struct xc_hits *hits,
         size_t index,
         size_t snippet,
         bool is_explained,
         struct failure *failure)
{
    const struct xc_hit hit = xc_hits_at(hits, index);
    json_t *record = hits_record(hit, failure);

    if (!record)
        return NULL;
    json_object_set_new(record, "score", json_real(hit.score));
    if (hit.alike > 0)
        json_object_set_new(record, "also",
                            json_pack("{s:I, s:I}", "paragraphs",
                                      (json_int_t)hit.alike, "reports",
                                      (json_int_t)hit.alike_values));
    if (is_explained)
        json_object_set_new(record, "explain", shares_json(hits, index));
    if (snippet > 0 && !add_snippet(record, hits, snippet, failure)) {
        json_decref(record);
        return NULL;
    }
    return record;
}

json_t *
hits_json(const struct xc_hits *hits,
          size_t snippet,
          bool is_explained,
          struct failure *failure)
{
    json_t *list = json_array();

    for (size_t i = 0; i < xc_hits_count(hits); i++) {
        json_t *hit = hit_json(hits, i, snippet, is_explained, failure);
        if (!hit) {
            json_decref(list);
            return NULL;
        }
        json_array_append_new(list, hit);
    }
    return list;
}

static json_t *
suggestions_json(const struct xc_hits *hits)
{
    json_t *list = json_array();

    for (size_t i = 0; i < xc_hits_n_corrections(hits); i++) {
        const struct xc_correction c = xc_hits_correction(hits, i);
        json_array_append_new(list, json_pack("{s:I, s:I, s:o, s:b}", "offset",
                                              (json_int_t)c.offset, "length",
                                              (json_int_t)c.length, "words",
                                              counts_json(c.words, c.n_words),
                                              "applied", c.is_put));
    }
    return list;
}

/* Whether something that is in the index stands for the typed term. What was
 * added to words that were taken together follows them, and is of the first. */
static bool
is_stood_for(const struct xc_hits *hits, size_t typed)
{
    for (size_t i = typed + 1; i < xc_hits_n_terms(hits); i++) {
        const struct xc_term term = xc_hits_term(hits, i);
        if ((term.origin == XC_SAME || term.origin == XC_NEAR ||
             term.origin == XC_JOINED) &&
            term.of <= typed && term.documents > 0)
            return true;
    }
    return false;
}

/* Whether the text has the bytes, letter case apart. */
static bool
has_bytes(const char *text, const char *bytes, size_t len)
{
    for (; strlen(text) >= len; text++)
        if (strncasecmp(text, bytes, len) == 0)
            return true;
    return false;
}

/* Whether a suggestion says already that a word of the term is not there. */
static bool
is_suggested_for(const struct xc_hits *hits,
                 const char *query,
                 const struct xc_term *term)
{
    for (size_t i = 0; i < xc_hits_n_corrections(hits); i++) {
        const struct xc_correction c = xc_hits_correction(hits, i);
        if (c.n_words > 0 && has_bytes(term->text, query + c.offset, c.length))
            return true;
    }
    return false;
}

/* A word or phrase that finds nothing would else be passed over in silence,
 * where others of the query do. */
static bool
is_nowhere(const struct xc_hits *hits, const char *query, size_t index)
{
    const struct xc_term term = xc_hits_term(hits, index);

    return term.origin == XC_TYPED && term.documents == 0 &&
           !is_stood_for(hits, index) && !is_suggested_for(hits, query, &term);
}

static json_t *
notes_json(const struct xc_hits *hits, const char *query)
{
    json_t *list = json_array();

    for (size_t i = 0; i < xc_hits_n_terms(hits); i++) {
        const struct xc_term term = xc_hits_term(hits, i);
        /* A phrase has its quotation marks. */
        const char *quote = strchr(term.text, '"') ? "" : "\"";
        if (is_nowhere(hits, query, i))
            json_array_append_new(list, json_sprintf("nothing has %s%s%s",
                                                     quote, term.text, quote));
        if (term.is_cut)
            json_array_append_new(
                list, json_sprintf("%s%s%s stands for more than %d words; the "
                                   "%d most frequent were taken",
                                   quote, term.text, quote, XC_FORMS_MAX,
                                   XC_FORMS_MAX));
    }
    return list;
}

static json_t *
term_json(const struct xc_term *term)
{
    static const char *const origins[] = {
        [XC_TYPED] = "typed",   [XC_SAME] = "same", [XC_NEAR] = "near",
        [XC_JOINED] = "joined", [XC_PART] = "part", [XC_PAIR] = "pair"};

    return json_pack("{s:s, s:s, s:I, s:I, s:f, s:s, s:b}", "text", term->text,
                     "origin", origins[term->origin], "of",
                     (json_int_t)term->of, "paragraphs",
                     (json_int_t)term->documents, "rarity", term->rarity,
                     "forms", term->forms, "cut", term->is_cut);
}

json_t *
hits_query(const struct xc_hits *hits, const char *typed, bool is_explained)
{
    const char *corrected = xc_hits_corrected(hits);
    json_t *query =
        json_pack("{s:s, s:s?, s:o, s:o}", "parsed", xc_hits_query(hits),
                  "corrected", *corrected ? corrected : NULL, "suggestions",
                  suggestions_json(hits), "notes", notes_json(hits, typed));

    if (!is_explained)
        return query;
    json_t *terms = json_array();
    for (size_t i = 0; i < xc_hits_n_terms(hits); i++) {
        const struct xc_term term = xc_hits_term(hits, i);
        json_array_append_new(terms, term_json(&term));
    }
    json_object_set_new(query, "terms", terms);
    return query;
}
