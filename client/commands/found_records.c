/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "commands/found_records.h"
#include "ask/ask.h"
#include "commands/command.h"
#include "commands/recording.h"
#include "print/member.h"
#include "print/naming.h"
#include "print/ranks.h"
#include "print/show.h"

#include <stdio.h>

/* All, as they arrive. */

struct exported {
    const struct options *options;
    struct records records;
    size_t count;
};

static bool
take_records(const json_t *part, void *data)
{
    struct exported *exported = data;

    recording_put_names(exported->options, &exported->records);
    records_put_all(&exported->records, part);
    exported->count += json_array_size(part);
    return !ferror(stdout); /* if it failed, read no more */
}

/* Say what the daemon says about the query. It comes before the records,
 * because after them it would not come at all if head reads them. Returns the
 * exit status. */
static int
put_notes_first(struct options *options)
{
    json_t *params = json_deep_copy(options->params);
    int status;

    json_object_set_new(params, "limit", json_integer(0));
    json_object_set_new(params, "facets", json_array());
    json_t *result = ask_daemon(options, "search", params, &status);
    if (!result)
        return status;
    recording_put_notes(options, result);
    json_decref(result);
    return EXIT_FOUND;
}

static int
put_all(struct options *options)
{
    struct exported exported = {.options = options};
    int status = recording_has_notes() ? put_notes_first(options) : EXIT_FOUND;

    if (status != EXIT_FOUND)
        return status;
    if (!recording_open(options, &records_paragraphs, &exported.records))
        return EXIT_ERROR;
    json_t *result = ask_parts(options, "export", json_incref(options->params),
                               take_records, &exported, &status);
    if (!result)
        return status;
    recording_put_names(options, &exported.records);
    json_decref(result);
    return exported.count > 0 ? EXIT_FOUND : EXIT_NOTHING;
}

/* A page. */

static void
print_page(const struct options *options, const json_t *result)
{
    json_t *counted = json_array(), *hit;
    size_t i;

    json_array_foreach(json_object_get(result, "hits"), i, hit)
    {
        if (show_is_counted(hit))
            json_array_append(counted, hit);
    }
    recording_put(options, &records_paragraphs, counted);
    recording_put_notes(options, result);
    json_decref(counted);
}

static bool
has_counted(const struct options *options, const json_t *result)
{
    (void)options;
    return member_count(result, "total") > 0;
}

/* Counts. */

/* Add a record for each value of the field; of years, for each month. */
static void
add_counts(json_t *records, const char *field, const json_t *values)
{
    size_t i;
    json_t *value;

    json_array_foreach(values, i, value)
    {
        const json_t *within = json_object_get(value, "within");
        if (within)
            add_counts(records, field, within);
        else
            json_array_append_new(
                records, json_pack("{s:s, s:O, s:O}", "field", field, "value",
                                   json_object_get(value, "value"), "count",
                                   json_object_get(value, "count")));
    }
}

static void
print_counts(const struct options *options, const json_t *result)
{
    json_t *records = json_array(), *values;
    const char *field;

    json_object_foreach(json_object_get(result, "facets"), field, values)
    {
        json_t *sorted = ranks_sorted(field, values);
        add_counts(records, naming_field(field), sorted);
        json_decref(sorted);
    }
    recording_put(options, &records_counts, records);
    recording_put_notes(options, result);
    json_decref(records);
}

int
found_records_run(struct options *options)
{
    const bool is_counts =
        options->given & (OPTION_BIT(OPTION_FACETS) | OPTION_BIT(OPTION_COUNT));
    const bool is_page =
        options->given & (OPTION_BIT(OPTION_LIMIT) | OPTION_BIT(OPTION_OFFSET));

    if (!recording_check(options,
                         is_counts ? &records_counts : &records_paragraphs))
        return EXIT_ERROR;
    if (!is_counts && !is_page)
        return put_all(options);
    if (is_counts)
        json_object_set_new(options->params, "limit", json_integer(0));
    json_object_set_new(options->params, "snippet", json_integer(0));
    return command_answer(options, "search",
                          is_counts ? print_counts : print_page, has_counted);
}
