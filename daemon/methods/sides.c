/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "methods/sides.h"
#include "messages/naming.h"
#include "messages/params.h"
#include "messages/reports.h"

#include "findings/wire.h"

#include <string.h>

static bool
read_reports(struct sides *s, const json_t *params, struct failure *failure)
{
    const json_t *list = json_object_get(params, "reports");

    for (size_t i = 0; i < SIDES; i++) {
        const char *id = json_string_value(json_array_get(list, i));
        if (json_array_size(list) != SIDES || !id || !*id)
            return failure_param(
                failure, "reports",
                "\"reports\" must be a list of the ids of two reports, each "
                "such as \"northmere-2010-02-19\"");
        s->list[i] = (struct side){.report = id, .param = "reports"};
    }
    return strcmp(s->list[0].report, s->list[1].report) != 0 ||
           failure_param(
               failure, "reports",
               "\"%.100s\" is given twice; give two different reports",
               s->list[0].report);
}

/* Read {"report": "..."} or {"authority": "..."}. */
static bool
read_side(struct side *side, const json_t *given, struct failure *failure)
{
    const char *report = json_string_value(json_object_get(given, "report"));
    const char *authority =
        json_string_value(json_object_get(given, "authority"));
    const char *name = report ? report : authority;

    *side = (struct side){
        .report = report, .authority = authority, .param = "sides"};
    return (json_object_size(given) == 1 && name && *name) ||
           failure_param(failure, "sides",
                         "\"sides\" must be a list of two objects, each "
                         "{\"report\": \"...\"}, with an id, or "
                         "{\"authority\": \"...\"}");
}

static bool
read_sides(struct sides *s, const json_t *params, struct failure *failure)
{
    const json_t *list = json_object_get(params, "sides");
    const bool is_pair = json_array_size(list) == SIDES;

    for (size_t i = 0; i < SIDES; i++)
        if (!read_side(&s->list[i], is_pair ? json_array_get(list, i) : NULL,
                       failure))
            return false;
    return true;
}

bool
sides_read(struct sides *s, const json_t *params, struct failure *failure)
{
    const bool has_reports = json_object_get(params, "reports");
    const bool has_sides = json_object_get(params, "sides");
    const char *authority = NULL;

    if (!params_string(params, "authority", &authority, failure))
        return false;
    if (has_reports && !read_reports(s, params, failure))
        return false;
    if (has_sides && !read_sides(s, params, failure))
        return false;
    const bool has_authority = authority && *authority;
    if (has_reports + has_sides + has_authority != 1)
        return failure_param(
            failure,
            has_sides                      ? "sides"
            : has_reports && has_authority ? "authority"
                                           : "reports",
            "give either \"reports\", the ids of two reports, or "
            "\"authority\", whose last two are compared, or \"sides\"");
    s->is_one_authority = has_authority;
    for (size_t i = 0; has_authority && i < SIDES; i++)
        s->list[i] =
            (struct side){.authority = authority, .param = "authority"};
    return true;
}

static bool
is_graded(const json_t *record)
{
    return json_array_size(report_judgements(record)) > 0;
}

/* Find the authority's latest two reports with judgements, the older first. */
static bool
find_last(const struct side *side,
          const struct report_records *reports,
          json_t *records[SIDES],
          struct failure *failure)
{
    size_t left = SIDES;

    for (size_t i = reports->count; i-- > 0 && left > 0;)
        if (is_graded(reports->list[i]))
            records[--left] = json_incref(reports->list[i]);
    if (left == 0)
        return true;
    failure_param(failure, side->param,
                  "\"%.100s\" has %s with judgements, but two are needed; give "
                  "the ids of two reports instead of the authority",
                  side->authority, left == 1 ? "only one report" : "no report");
    failure->code = FINDINGS_NOT_FOUND;
    return false;
}

/* Find the reports that a side may be: one, or all of its authority. */
static bool
find_candidates(const struct side *side,
                struct fe_reader *reader,
                struct report_records *reports,
                struct failure *failure)
{
    const struct findings_field *field =
        findings_field(side->report ? "report" : "authority");
    const char *name = side->report ? side->report : side->authority;

    if (!naming_find(reports, reader, field, name, failure))
        return false;
    if (reports->count > 0)
        return true;
    reports_fini(reports);
    return naming_fail(reader, field, side->param, name, failure);
}

/* How well two reports can be compared: first by whether they are of the same
 * kind of inspection and have grades, then by how recent the older one is, then
 * the newer one. */
struct fitness {
    int likeness;
    const char *older;
    const char *newer;
};

static struct fitness
fitness_of(const json_t *a, const json_t *b)
{
    const char *first = report_text(a, "date"), *last = report_text(b, "date");
    const bool is_alike =
        strcmp(report_text(a, "framework"), report_text(b, "framework")) == 0;
    const bool is_in_order = strcmp(first, last) <= 0;

    return (struct fitness){.likeness =
                                3 * is_alike + is_graded(a) + is_graded(b),
                            .older = is_in_order ? first : last,
                            .newer = is_in_order ? last : first};
}

static bool
is_fitter(const struct fitness *a, const struct fitness *b)
{
    const int older = b->older ? strcmp(a->older, b->older) : 1;

    if (!b->older || a->likeness != b->likeness)
        return !b->older || a->likeness > b->likeness;
    return older != 0 ? older > 0 : strcmp(a->newer, b->newer) > 0;
}

static bool
fail_alone(const struct sides *s, struct failure *failure)
{
    const struct side *side = &s->list[s->list[0].report ? 1 : 0];
    const char *name = side->report ? side->report : side->authority;

    failure_param(failure, side->param,
                  "there is only one report of \"%.100s\"; name another report "
                  "or authority to compare it with",
                  name);
    failure->code = FINDINGS_NOT_FOUND;
    return false;
}

/* Choose the pair that can be compared best. */
static bool
choose_pair(const struct sides *s,
            const struct report_records found[SIDES],
            json_t *records[SIDES],
            struct failure *failure)
{
    struct fitness best = {0};
    json_t *a = NULL, *b = NULL;

    for (size_t i = 0; i < found[0].count; i++) {
        for (size_t k = 0; k < found[1].count; k++) {
            const struct fitness fitness =
                fitness_of(found[0].list[i], found[1].list[k]);
            if (json_equal(found[0].list[i], found[1].list[k]) ||
                !is_fitter(&fitness, &best))
                continue;
            best = fitness;
            a = found[0].list[i];
            b = found[1].list[k];
        }
    }
    records[0] = json_incref(a);
    records[1] = json_incref(b);
    return a || fail_alone(s, failure);
}

bool
sides_find(const struct sides *s,
           struct fe_reader *reader,
           json_t *records[SIDES],
           struct failure *failure)
{
    struct report_records found[SIDES];
    bool is_good = find_candidates(&s->list[0], reader, &found[0], failure);

    if (!is_good)
        return false;
    if (s->is_one_authority) {
        is_good = find_last(&s->list[0], &found[0], records, failure);
    } else if ((is_good =
                    find_candidates(&s->list[1], reader, &found[1], failure))) {
        is_good = choose_pair(s, found, records, failure);
        reports_fini(&found[1]);
    }
    reports_fini(&found[0]);
    return is_good;
}
