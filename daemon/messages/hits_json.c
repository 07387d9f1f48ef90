/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* memmem() */
#include "messages/hits_json.h"
#include "messages/tally.h"
#include "messages/json_text.h"
#include "messages/selection.h"

#include "findings/wire.h"

#include <string.h>
#include <strings.h>

static bool
fail_damaged(struct failure *failure)
{
    return failure_damaged(failure, "the record of a paragraph is not JSON");
}

/* Whether the record looks like a JSON object on one line; it is not parsed. */
static bool
is_object(struct fe_hit hit)
{
    return hit.data_len >= 2 && hit.data[0] == '{' &&
           hit.data[hit.data_len - 1] == '}' &&
           !memchr(hit.data, '\n', hit.data_len);
}

/* What stands before a record's text, and after it. */
static const char text_key[] = ",\"text\":\"", text_end[] = "\"}";

/* The record's text, still escaped: its last member. Quotation marks within a
 * value are escaped, so the key cannot be found anywhere else. NULL if there is
 * none. */
static const char *
text_of(struct fe_hit hit, size_t *len)
{
    const size_t n_key = sizeof text_key - 1, n_end = sizeof text_end - 1;
    const char *found = memmem(hit.data, hit.data_len, text_key, n_key);

    if (!found)
        return NULL;
    const size_t left = hit.data_len - (size_t)(found - hit.data);
    if (left < n_key + n_end ||
        memcmp(found + left - n_end, text_end, n_end) != 0)
        return NULL;
    *len = left - n_key - n_end;
    return found + n_key;
}

/* Append the record up to its text, which is left out. */
static bool
append_without_text(GString *out, struct fe_hit hit)
{
    size_t len;
    const char *text = text_of(hit, &len);

    if (!text)
        return false;
    g_string_append_len(out, hit.data,
                        text - hit.data - (gssize)(sizeof text_key - 1));
    g_string_append_c(out, '}');
    return true;
}

static bool
append_record(GString *out,
              struct fe_hit hit,
              bool is_without_text,
              struct originals *originals,
              struct failure *failure)
{
    if (!is_object(hit))
        return fail_damaged(failure);
    json_text_item(out);
    if (!is_without_text)
        g_string_append_len(out, hit.data, (gssize)hit.data_len);
    else if (!append_without_text(out, hit))
        return fail_damaged(failure);
    return originals_append(originals, out, hit, failure);
}

bool
hits_json_append_record(GString *out,
                        struct fe_hit hit,
                        struct originals *originals,
                        struct failure *failure)
{
    return append_record(out, hit, false, originals, failure);
}

bool
hits_json_append_records(GString *out,
                         const struct fe_hits *hits,
                         size_t start,
                         size_t end,
                         struct originals *originals,
                         struct failure *failure)
{
    g_string_append_c(out, '[');
    for (size_t i = start; i < end; i++)
        if (!hits_json_append_record(out, fe_hits_at(hits, i), originals,
                                     failure))
            return false;
    g_string_append_c(out, ']');
    return true;
}

static void
add_highlights(GString *out, const struct fe_snippet *snippet)
{
    json_text_key(out, "highlights");
    g_string_append_c(out, '[');
    for (size_t i = 0; i < snippet->n_spans; i++) {
        json_text_item(out);
        g_string_append_c(out, '[');
        json_text_integer(out, (json_int_t)snippet->spans[i].start);
        json_text_item(out);
        json_text_integer(out, (json_int_t)snippet->spans[i].end);
        g_string_append_c(out, ']');
    }
    g_string_append_c(out, ']');
}

/* Add the snippet and where it matches. Returns false on error, with *failure
 * set. */
static bool
add_quotation(GString *out,
              const struct fe_hits *hits,
              const char *text,
              size_t len,
              size_t width,
              struct failure *failure)
{
    struct fe_snippet snippet;
    struct fe_error err;

    if (fe_hits_snippet(hits, text, len, width, &snippet, &err) != FE_OK)
        return failure_status(failure, &err);
    json_text_key(out, "snippet");
    json_text_string(out, snippet.text, snippet.text_len);
    add_highlights(out, &snippet);
    fe_snippet_free(&snippet);
    return true;
}

static bool
add_snippet(GString *out,
            const struct fe_hits *hits,
            struct fe_hit hit,
            size_t width,
            struct failure *failure)
{
    size_t json_len = 0, len;
    const char *json = text_of(hit, &json_len);

    if (!json)
        return fail_damaged(failure);
    char *text = g_malloc(json_len + 1);
    const bool is_good =
        json_text_decode(json, json_len, text, &len)
            ? add_quotation(out, hits, text, len, width, failure)
            : fail_damaged(failure);
    g_free(text);
    return is_good;
}

/* Add what each term of the query that the hit contains gave to its score. */
static void
add_shares(GString *out,
           const struct fe_hits *hits,
           size_t hit,
           bool is_boilerplate)
{
    json_text_key(out, "explain");
    g_string_append(out, "{\"terms\":[");
    for (size_t i = 0; i < fe_hits_n_terms(hits); i++) {
        const struct fe_share share = fe_hits_share(hits, hit, i);
        if (share.occurrences <= 0 && share.score <= 0)
            continue;
        json_text_item(out);
        g_string_append_c(out, '{');
        json_text_key(out, "term");
        json_text_integer(out, (json_int_t)i);
        json_text_key(out, "occurrences");
        json_text_real(out, share.occurrences);
        json_text_key(out, "score");
        json_text_real(out, share.score);
        g_string_append_c(out, '}');
    }
    g_string_append_c(out, ']');
    json_text_key(out, "boilerplate");
    json_text_bool(out, is_boilerplate);
    g_string_append_c(out, '}');
}

/* Add how many near-duplicates the hit represents. */
static void
add_alike(GString *out, struct fe_hit hit)
{
    json_text_key(out, "also");
    g_string_append_c(out, '{');
    json_text_key(out, "paragraphs");
    json_text_integer(out, (json_int_t)hit.alike);
    json_text_key(out, "reports");
    json_text_integer(out, (json_int_t)hit.alike_values);
    g_string_append_c(out, '}');
}

/* Add the record, with the members of the hit after its own. */
static bool
add_hit(GString *out,
        const struct fe_hits *hits,
        size_t index,
        const struct hits_shown *shown,
        struct failure *failure)
{
    const struct fe_hit hit = fe_hits_at(hits, index);

    if (!append_record(out, hit, shown->is_without_text, shown->originals,
                       failure))
        return false;
    json_text_reopen(out);
    json_text_key(out, "score");
    json_text_real(out, hit.score);
    json_text_key(out, "counted");
    json_text_bool(out, hit.is_counted);
    if (hit.alike > 0)
        add_alike(out, hit);
    if (shown->is_explained)
        add_shares(out, hits, index, hit.is_boilerplate);
    if (shown->snippet > 0 &&
        !add_snippet(out, hits, hit, shown->snippet, failure))
        return false;
    g_string_append_c(out, '}');
    return true;
}

bool
hits_json_append(GString *out,
                 const struct fe_hits *hits,
                 const struct hits_shown *shown,
                 struct failure *failure)
{
    g_string_append_c(out, '[');
    for (size_t i = 0; i < fe_hits_count(hits); i++)
        if (!add_hit(out, hits, i, shown, failure))
            return false;
    g_string_append_c(out, ']');
    return true;
}

static json_t *
suggestions_json(const struct fe_hits *hits)
{
    json_t *list = json_array();

    for (size_t i = 0; i < fe_hits_n_corrections(hits); i++) {
        const struct fe_correction c = fe_hits_correction(hits, i);
        json_array_append_new(list, json_pack("{s:I, s:I, s:o, s:b}", "offset",
                                              (json_int_t)c.offset, "length",
                                              (json_int_t)c.length, "words",
                                              tally_counts(c.words, c.n_words),
                                              "applied", c.is_applied));
    }
    return list;
}

/* Whether a suggestion says already that a word of the idea is found nowhere.
 */
static bool
is_suggested_for(const struct fe_hits *hits, const struct fe_idea *idea)
{
    for (size_t i = 0; i < fe_hits_n_corrections(hits); i++) {
        const struct fe_correction c = fe_hits_correction(hits, i);
        if (c.n_words > 0 && c.offset >= idea->offset &&
            c.offset + c.length <= idea->offset + idea->length)
            return true;
    }
    return false;
}

/* The note on an idea that no paragraph contains, which explains a low count.
 */
static json_t *
nowhere_json(const struct fe_idea *idea)
{
    /* A phrase is quoted already. */
    const char *quote = strchr(idea->text, '"') ? "" : "\"";

    return json_sprintf("no paragraph contains %s%s%s", quote, idea->text,
                        quote);
}

/* Note the authorities that the idea names but that have no reports. False if
 * there are none. */
static bool
add_unreported(json_t *list, const struct fe_idea *idea)
{
    bool is_any = false;

    for (size_t i = 0; i < idea->n_values; i++) {
        if (idea->values[i].documents > 0 ||
            strcmp(idea->values[i].field, "authority") != 0)
            continue;
        json_array_append_new(list,
                              json_sprintf("no report on %s in this index",
                                           idea->values[i].value));
        is_any = true;
    }
    return is_any;
}

static json_t *
notes_json(const struct fe_hits *hits)
{
    json_t *list = json_array();

    for (size_t i = 0; i < fe_hits_n_ideas(hits); i++) {
        const struct fe_idea idea = fe_hits_idea(hits, i);
        if (!add_unreported(list, &idea) && idea.documents == 0 &&
            !is_suggested_for(hits, &idea))
            json_array_append_new(list, nowhere_json(&idea));
    }
    for (size_t i = 0; i < fe_hits_n_terms(hits); i++) {
        const struct fe_term term = fe_hits_term(hits, i);
        const char *quote = strchr(term.text, '"') ? "" : "\"";
        if (term.is_cut)
            json_array_append_new(
                list, json_sprintf("%s%s%s matches more than %d words; only "
                                   "the %d most frequent were used",
                                   quote, term.text, quote, FE_FORMS_MAX,
                                   FE_FORMS_MAX));
    }
    return list;
}

static json_t *
term_json(const struct fe_term *term)
{
    static const char *const origins[] = {
        [FE_TYPED] = "typed",     [FE_SAME] = "same",
        [FE_WORDING] = "wording", [FE_NARROWER] = "narrower",
        [FE_NEAR] = "related",    [FE_JOINED] = "joined",
        [FE_VALUE] = "value",     [FE_PART] = "part",
        [FE_PAIR] = "pair",       [FE_NEGATED] = "negated"};

    return json_pack("{s:s, s:s, s:I, s:I, s:f, s:s, s:b}", "text", term->text,
                     "origin", origins[term->origin], "of",
                     (json_int_t)term->of, "paragraphs",
                     (json_int_t)term->documents, "rarity", term->rarity,
                     "forms", term->forms, "cut", term->is_cut);
}

/* The texts of the idea's terms of one origin; NULL if it has none. */
static json_t *
texts_json(const struct fe_hits *hits,
           const struct fe_idea *idea,
           enum fe_origin origin)
{
    json_t *list = NULL;

    for (size_t i = 0; i < idea->n_terms; i++) {
        const struct fe_term term = fe_hits_term(hits, idea->terms[i]);
        if (term.origin != origin)
            continue;
        if (!list)
            list = json_array();
        json_array_append_new(list, json_string(term.text));
    }
    return list;
}

static json_t *
values_json(const struct fe_idea *idea)
{
    json_t *list = json_array();

    for (size_t i = 0; i < idea->n_values; i++)
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:I}", "field", idea->values[i].field,
                            "value", idea->values[i].value, "paragraphs",
                            (json_int_t)idea->values[i].documents));
    return list;
}

/* An idea: its synonyms by kind, how many paragraphs contain it and its weight
 * in the query; if it is explained, which terms belong to it. */
static json_t *
idea_json(const struct fe_hits *hits,
          const struct fe_idea *idea,
          bool is_explained)
{
    static const struct {
        const char *key;
        enum fe_origin origin;
    } lists[] = {{"written", FE_JOINED},
                 {"same", FE_SAME},
                 {"wordings", FE_WORDING},
                 {"narrower", FE_NARROWER},
                 {"related", FE_NEAR}};
    json_t *json = json_pack("{s:s, s:I, s:I, s:I, s:f, s:b}", "idea",
                             idea->text, "offset", (json_int_t)idea->offset,
                             "length", (json_int_t)idea->length, "paragraphs",
                             (json_int_t)idea->documents, "weight",
                             idea->weight, "needed", idea->is_needed);

    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        json_t *texts = texts_json(hits, idea, lists[i].origin);
        if (texts)
            json_object_set_new(json, lists[i].key, texts);
    }
    if (idea->n_values > 0)
        json_object_set_new(json, "values", values_json(idea));
    if (!is_explained)
        return json;
    json_t *terms = json_array();
    for (size_t i = 0; i < idea->n_terms; i++)
        json_array_append_new(terms, json_integer((json_int_t)idea->terms[i]));
    json_object_set_new(json, "terms", terms);
    return json;
}

static json_t *
understood_json(const struct fe_hits *hits, bool is_explained)
{
    json_t *list = json_array();

    for (size_t i = 0; i < fe_hits_n_ideas(hits); i++) {
        const struct fe_idea idea = fe_hits_idea(hits, i);
        json_array_append_new(list, idea_json(hits, &idea, is_explained));
    }
    return list;
}

json_t *
hits_json_query(const struct fe_hits *hits, bool is_explained)
{
    const char *corrected = fe_hits_corrected(hits);
    json_t *query =
        json_pack("{s:s, s:s?, s:o, s:o, s:o}", "parsed", fe_hits_query(hits),
                  "corrected", *corrected ? corrected : NULL, "understood",
                  understood_json(hits, is_explained), "suggestions",
                  suggestions_json(hits), "notes", notes_json(hits));

    if (!is_explained)
        return query;
    json_t *terms = json_array();
    for (size_t i = 0; i < fe_hits_n_terms(hits); i++) {
        const struct fe_term term = fe_hits_term(hits, i);
        json_array_append_new(terms, term_json(&term));
    }
    json_object_set_new(query, "terms", terms);
    return query;
}

bool
hits_json_append_query(GString *out,
                       const struct fe_hits *hits,
                       bool is_explained,
                       struct fe_reader *reader,
                       struct failure *failure)
{
    json_text_key(out, "query");
    if (!json_text_value_new(out, hits_json_query(hits, is_explained)))
        return false;
    json_text_key(out, "unknown");
    if (!json_text_value_new(out, selection_unknown(hits, reader, failure)))
        return false;
    json_text_key(out, "revision");
    json_text_integer(out, (json_int_t)fe_hits_revision(hits));
    return true;
}
