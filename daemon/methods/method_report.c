/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * One report: what it is, its sections in order, its judgements, and what it
 * recommends. Its text is a matter for "export".
 */
#include "messages/json_text.h"
#include "messages/naming.h"
#include "messages/params.h"
#include "messages/reports.h"
#include "methods/methods.h"

#include "findings/wire.h"

#include <string.h>

struct report_request {
    const char *id;
};

/* What is collected from the paragraphs, in the order of the report. */
struct contents {
    json_t *sections;
    json_t *kinds; /* kind -> number of paragraphs */
    json_t *recommendations;
    json_t *section; /* the last of the sections, borrowed; NULL at first */
};

static bool
read_report(void *request, const json_t *params, struct failure *failure)
{
    struct report_request *r = request;
    static const char *const known[] = {"id", NULL};

    return params_known(params, known, failure) &&
           params_needed(params, "id",
                         "the id of a report, such as "
                         "\"northmere-2010-02-19\", or its beginning",
                         &r->id, failure);
}

static void
set_sum(json_t *object, const char *key)
{
    const json_int_t n = json_integer_value(json_object_get(object, key));

    json_object_set_new(object, key, json_integer(n + 1));
}

/* A member of the paragraph, or null; the caller owns it. */
static json_t *
member_of(const json_t *paragraph, const char *key)
{
    json_t *value = json_object_get(paragraph, key);

    return value ? json_incref(value) : json_null();
}

static json_t *
copy_members(const json_t *paragraph, const char *const *keys)
{
    json_t *object = json_object();

    for (; *keys; keys++)
        json_object_set_new(object, *keys, member_of(paragraph, *keys));
    return object;
}

/* Whether the paragraph goes on with the section. */
static bool
is_in_section(const json_t *section, const json_t *paragraph)
{
    static const char *const keys[] = {"chapter", "section", "section_grade",
                                       NULL};
    bool is_same = section != NULL;

    for (size_t i = 0; is_same && keys[i]; i++) {
        json_t *a = json_object_get(section, keys[i]),
               *b = member_of(paragraph, keys[i]);
        is_same = json_equal(a, b);
        json_decref(b);
    }
    return is_same;
}

/* Extend the pages of the section, if the paragraph's is known. */
static void
extend_pages(json_t *section, json_t *page)
{
    const json_int_t n = json_integer_value(page);
    json_t *pages = json_object_get(section, "pages");

    if (n <= 0)
        return;
    if (!json_is_array(pages))
        json_object_set_new(section, "pages", json_pack("[I, I]", n, n));
    else if (n > json_integer_value(json_array_get(pages, 1)))
        json_array_set(pages, 1, page);
}

static void
add_to_section(struct contents *c, const json_t *paragraph)
{
    static const char *const keys[] = {"chapter", "section", "service_area",
                                       "section_grade", NULL};

    if (!is_in_section(c->section, paragraph)) {
        c->section = copy_members(paragraph, keys);
        json_object_set_new(c->section, "first", member_of(paragraph, "id"));
        json_object_set_new(c->section, "pages", json_null());
        json_array_append_new(c->sections, c->section);
    }
    set_sum(c->section, "paragraphs");
    extend_pages(c->section, json_object_get(paragraph, "page"));
}

static void
add_recommendation(struct contents *c, const json_t *paragraph)
{
    static const char *const keys[] = {"id",       "number",  "item",
                                       "page",     "section", "service_area",
                                       "deadline", "text",    NULL};

    if (json_array_size(c->recommendations) < FINDINGS_LIMIT_MAX)
        json_array_append_new(c->recommendations,
                              copy_members(paragraph, keys));
}

static bool
add_paragraph(struct contents *c, struct fe_hit hit, struct failure *failure)
{
    json_t *paragraph = json_loadb(hit.data, hit.data_len, 0, NULL);
    const char *kind = report_text(paragraph, "kind");

    if (!json_is_object(paragraph)) {
        json_decref(paragraph);
        return failure_damaged(failure,
                               "the record of a paragraph is not JSON");
    }
    add_to_section(c, paragraph);
    set_sum(c->kinds, kind);
    if (strcmp(kind, "recommendation") == 0)
        add_recommendation(c, paragraph);
    json_decref(paragraph);
    return true;
}

/* Collect the next paragraphs; *n is how many they were. */
static bool
collect_some(struct contents *c,
             struct fe_scroll *scroll,
             struct fe_reader *reader,
             size_t *n,
             struct failure *failure)
{
    struct fe_hits *hits;
    struct fe_error err;
    bool is_good = true;

    if (fe_scroll_next(scroll, reader, FINDINGS_PART_MAX, &hits, &err) != FE_OK)
        return failure_status(failure, &err);
    *n = fe_hits_count(hits);
    for (size_t i = 0; is_good && i < *n; i++)
        is_good = add_paragraph(c, fe_hits_at(hits, i), failure);
    fe_hits_free(hits);
    return is_good;
}

/* Collect from all paragraphs of the report. */
static bool
collect(struct contents *c,
        struct fe_reader *reader,
        const char *id,
        struct failure *failure)
{
    const struct fe_filter filter = {
        .slot = findings_field("report")->slot, .values = &id, .n_values = 1};
    const struct fe_request request = {.filters = &filter,
                                       .n_filters = 1,
                                       .query = "",
                                       .order = FE_ORDER_DEFAULT,
                                       .order_slot =
                                           findings_field("date")->slot};
    struct fe_scroll *scroll;
    struct fe_error err;
    bool is_good = true;

    if (fe_scroll_open(reader, &request, &scroll, &err) != FE_OK)
        return failure_status(failure, &err);
    for (size_t n = 1; is_good && n > 0;)
        is_good = collect_some(c, scroll, reader, &n, failure);
    fe_scroll_close(scroll);
    return is_good;
}

static json_t *
contents_json(struct fe_reader *reader, json_t *record, struct failure *failure)
{
    struct contents c = {.sections = json_array(),
                         .kinds = json_object(),
                         .recommendations = json_array()};
    const json_t *judgements = report_judgements(record);
    struct fe_info info;
    struct fe_error err;
    json_t *described = report_described(record, reader, failure);
    json_t *result = NULL;

    if (described && fe_reader_info(reader, &info, &err) != FE_OK)
        failure_status(failure, &err);
    else if (described &&
             collect(&c, reader, report_text(record, "id"), failure))
        result =
            json_pack("{s:O, s:O, s:O, s:o, s:O, s:I}", "report", described,
                      "kinds", c.kinds, "sections", c.sections, "judgements",
                      judgements ? json_deep_copy(judgements) : json_array(),
                      "recommendations", c.recommendations, "revision",
                      (json_int_t)info.revision);
    json_decref(described);
    json_decref(c.sections);
    json_decref(c.kinds);
    json_decref(c.recommendations);
    return result;
}

static bool
run(const void *request,
    struct method_call *call,
    GString *out,
    struct failure *failure)
{
    const struct report_request *r = request;
    json_t *record = naming_report(call->reader, "id", r->id, failure);

    if (!record)
        return false;
    json_t *result = contents_json(call->reader, record, failure);
    json_decref(record);
    return json_text_value_new(out, result);
}

const struct method method_report = {
    .name = "report",
    .needs_reader = true,
    .size = sizeof(struct report_request),
    .read = read_report,
    .run = run,
};
