/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "messages/tally.h"
#include "messages/json_text.h"
#include "messages/params.h"

#include <stdlib.h>
#include <string.h>

enum { MONTH_LENGTH = sizeof "2010-10" - 1, YEAR_LENGTH = sizeof "2010" - 1 };

static bool
is_whole_date(const struct findings_field *field)
{
    return field->kind == FINDINGS_DATE && field->length == 0;
}

static void
add_facet(struct tally_fields *tally, const struct findings_field *field)
{
    const unsigned slot = field->slot;

    tally->fields[tally->n_fields++] = field;
    if (is_whole_date(field))
        tally->asked[tally->n_asked++] = (struct fe_facet){slot, YEAR_LENGTH};
    tally->asked[tally->n_asked++] = tally_facet(field);
}

struct fe_facet
tally_facet(const struct findings_field *field)
{
    return (struct fe_facet){.slot = field->slot,
                             .length = is_whole_date(field) ? MONTH_LENGTH
                                                            : field->length};
}

bool
tally_read(struct tally_fields *tally,
           const json_t *params,
           struct failure *failure)
{
    const json_t *list = json_object_get(params, "facets");

    if (!list) {
        for (size_t i = 0; i < findings_n_fields; i++)
            if (findings_fields[i].is_counted)
                add_facet(tally, &findings_fields[i]);
        return true;
    }
    if (!json_is_array(list) || json_array_size(list) > FINDINGS_FIELDS_MAX)
        return failure_param(failure, "facets",
                             "\"facets\" must be a list of at most %d fields",
                             FINDINGS_FIELDS_MAX);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *name = json_string_value(json_array_get(list, i));
        if (!name)
            return failure_param(
                failure, "facets",
                "every item of \"facets\" must be the name of a field");
        const struct findings_field *field =
            params_field("facets", name, failure);
        if (!field)
            return false;
        for (size_t k = 0; k < tally->n_fields; k++)
            if (tally->fields[k] == field)
                return failure_param(
                    failure, "facets",
                    "\"facets\" has \"%s\" twice; give it once", name);
        add_facet(tally, field);
    }
    return true;
}

static unsigned
slot_of(const char *field)
{
    return (unsigned)findings_field(field)->slot;
}

bool
tally_read_unit(const json_t *params, unsigned *slot, struct failure *failure)
{
    static const char *const units[] = {"paragraphs", "reports", "authorities",
                                        NULL};
    const unsigned slots[] = {FE_NO_SLOT, slot_of("report"),
                              slot_of("authority")};
    size_t unit = 0;

    if (!params_choice(params, "count", units, &unit, failure))
        return false;
    *slot = slots[unit];
    return true;
}

static json_t *
count_json(const struct fe_count *count)
{
    return json_pack("{s:s, s:I}", "value", count->value, "count",
                     (json_int_t)count->count);
}

json_t *
tally_counts(const struct fe_count *counts, size_t n)
{
    json_t *list = json_array();

    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, count_json(&counts[i]));
    return list;
}

static int
compare_values(const void *a, const void *b)
{
    const struct fe_count *one = a, *other = b;
    return strcmp(one->value, other->value);
}

/* A copy sorted by value, in which dates are in order; NULL if there are none.
 */
static struct fe_count *
sorted_by_value(const struct fe_facet_counts *facet)
{
    if (facet->n_counts == 0)
        return NULL;
    struct fe_count *counts =
        g_memdup2(facet->counts, facet->n_counts * sizeof *counts);
    qsort(counts, facet->n_counts, sizeof *counts, compare_values);
    return counts;
}

/* Append a count, without its closing bracket. */
static void
open_count(GString *out, const struct fe_count *count)
{
    json_text_item(out);
    g_string_append_c(out, '{');
    json_text_key(out, "value");
    json_text_string(out, count->value, strlen(count->value));
    json_text_key(out, "count");
    json_text_integer(out, (json_int_t)count->count);
}

static void
add_count(GString *out, const struct fe_count *count)
{
    open_count(out, count);
    g_string_append_c(out, '}');
}

static void
add_counts(GString *out, const struct fe_count *counts, size_t n)
{
    g_string_append_c(out, '[');
    for (size_t i = 0; i < n; i++)
        add_count(out, &counts[i]);
    g_string_append_c(out, ']');
}

static void
add_years(GString *out, const struct fe_facet_counts *facet)
{
    struct fe_count *years = sorted_by_value(facet);

    add_counts(out, years, facet->n_counts);
    g_free(years);
}

/* Append the years, each with its months. The count of a year is not the sum of
 * its months: an authority may be counted in several of them. */
static void
add_dates(GString *out,
          const struct fe_facet_counts *by_year,
          const struct fe_facet_counts *by_month)
{
    struct fe_count *years = sorted_by_value(by_year),
                    *months = sorted_by_value(by_month);
    const size_t n_months = by_month->n_counts;

    g_string_append_c(out, '[');
    for (size_t y = 0, m = 0; y < by_year->n_counts; y++) {
        const size_t first = m;
        while (m < n_months &&
               strncmp(months[m].value, years[y].value, YEAR_LENGTH) == 0)
            m++;
        open_count(out, &years[y]);
        json_text_key(out, "within");
        add_counts(out, months ? months + first : NULL, m - first);
        g_string_append_c(out, '}');
    }
    g_string_append_c(out, ']');
    g_free(years);
    g_free(months);
}

void
tally_append(GString *out,
             const struct tally_fields *tally,
             const struct fe_hits *hits)
{
    g_string_append_c(out, '{');
    for (size_t i = 0, asked = 0; i < tally->n_fields; i++) {
        const struct findings_field *field = tally->fields[i];
        const struct fe_facet_counts facet = fe_hits_facet(hits, asked++);
        json_text_key(out, field->name);
        if (is_whole_date(field)) {
            const struct fe_facet_counts months = fe_hits_facet(hits, asked++);
            add_dates(out, &facet, &months);
        } else if (field->kind == FINDINGS_DATE) {
            add_years(out, &facet);
        } else {
            add_counts(out, facet.counts, facet.n_counts);
        }
    }
    g_string_append_c(out, '}');
}

void
tally_ask_totals(struct fe_request *request, unsigned slots[TALLY_N_TOTALS])
{
    slots[0] = slot_of("report");
    slots[1] = slot_of("authority");
    request->total_slots = slots;
    request->n_total_slots = TALLY_N_TOTALS;
}

json_t *
tally_totals(const struct fe_hits *hits)
{
    return json_pack("{s:I, s:I, s:I}", "paragraphs",
                     (json_int_t)fe_hits_total(hits), "reports",
                     (json_int_t)fe_hits_total_of(hits, 0), "authorities",
                     (json_int_t)fe_hits_total_of(hits, 1));
}
