/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "messages/places_json.h"

#include "messages/facts.h"
#include "messages/failure.h"

#include <glib.h>
#include <stdio.h>

static json_t *
time_json(int64_t seconds)
{
    char time[FACTS_TIME_SIZE];

    return seconds > 0 ? json_string(facts_time(seconds, time)) : json_null();
}

/* What another process said may be anything. */
static json_t *
why_json(const struct fe_location *location)
{
    char why[sizeof location->why];

    snprintf(why, sizeof why, "%s", location->why);
    failure_make_valid(why);
    return json_string(why);
}

json_t *
places_missing_json(const struct served *served,
                    struct fe_reader *reader,
                    struct fe_location *first)
{
    struct fe_location missing[SERVED_MAX];
    const size_t n = fe_reader_missing(reader, missing, SERVED_MAX);

    if (n == 0)
        return NULL;
    *first = missing[0];
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(
            list,
            json_pack("{s:o, s:o, s:o}", "part",
                      facts_path_json(served_name(served, missing[i].shard)),
                      "since", time_json(missing[i].since), "why",
                      why_json(&missing[i])));
    return list;
}

/* The places of one part. */
static json_t *
part_json(const struct fe_shard *part, const struct fe_location *locations)
{
    json_t *places = json_array();
    int64_t newest = 0;
    bool has_used = false;

    for (size_t i = 0; i < part->n_places; i++)
        newest = MAX(newest, locations[i].written);
    for (size_t i = 0; i < part->n_places; i++) {
        const struct fe_location *at = &locations[i];
        const char *state = at->is_away ? "away" : has_used ? "ready" : "used";
        has_used |= !at->is_away;
        json_t *place = json_pack(
            "{s:o, s:s, s:o, s:o}", "path", facts_path_json(part->places[i]),
            "state", state, "last_indexed", time_json(at->written), "behind_s",
            at->written > 0 ? json_integer((json_int_t)(newest - at->written))
                            : json_null());
        if (at->is_away)
            json_object_update_new(place, json_pack("{s:o, s:o}", "since",
                                                    time_json(at->since), "why",
                                                    why_json(at)));
        json_array_append_new(places, place);
    }
    return json_pack("{s:o}", "places", places);
}

json_t *
places_json(const struct served *served, struct fe_reader *reader)
{
    struct fe_location locations[SERVED_PLACES_MAX];
    const struct fe_location *at = locations;
    json_t *parts = json_array();

    fe_reader_places(reader, locations, SERVED_PLACES_MAX);
    for (size_t i = 0; i < served->n; i++) {
        json_array_append_new(parts, part_json(&served->parts[i], at));
        at += served->parts[i].n_places;
    }
    return parts;
}
