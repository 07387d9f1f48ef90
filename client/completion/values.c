/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "completion/values.h"
#include "ask/ask.h"
#include "ask/saved_file.h"
#include "commands.h"
#include "print/member.h"

#include "findings/schema.h"
#include "findings/wire.h"

#include <ctype.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* What one kind of value needs. */
struct offer {
    struct candidates *candidates;
    const struct options *options;
};

static json_t *
search(const struct offer *offer, json_t *params)
{
    json_object_set_new(params, "snippet", json_integer(0));
    return ask_quickly(offer->options, "search", params);
}

/* Add the values of a field that the index has, with what comes after each. */
static void
add_indexed(const struct offer *offer, const char *field, const char *end)
{
    json_t *result = search(offer, json_pack("{s:s, s:i, s:[s]}", "query", "",
                                             "limit", 0, "facets", field));
    size_t i;
    json_t *value;

    json_array_foreach(
        json_object_get(json_object_get(result, "facets"), field), i, value)
    {
        char whole[256], count[48];
        const size_t n = member_count(value, "count");
        snprintf(whole, sizeof whole, "%s%s", member_text(value, "value"), end);
        snprintf(count, sizeof count, "%zu paragraph%s", n, n == 1 ? "" : "s");
        candidates_add(offer->candidates, whole, count);
    }
    json_decref(result);
}

static void
add_reports(const struct offer *offer)
{
    add_indexed(offer, "report", "");
}

static void
add_authorities(const struct offer *offer)
{
    add_indexed(offer, "authority", "");
}

static void
add_years(const struct offer *offer)
{
    add_indexed(offer, "year", "");
}

/* Add the ids of paragraphs: first that of the report and a slash, then what
 * comes after it. */
static void
add_ids(const struct offer *offer)
{
    const char *typed = candidates_typed(offer->candidates);
    const char *slash = strchr(typed, '/');
    size_t i;
    json_t *hit;

    if (!slash) {
        add_indexed(offer, "report", "/");
        return;
    }
    json_t *result =
        search(offer, json_pack("{s:s, s:i, s:[], s:{s:[s%]}, s:s}", "query",
                                "", "limit", FINDINGS_LIMIT_MAX, "facets",
                                "filters", "report", typed,
                                (size_t)(slash - typed), "sort", "oldest"));
    json_array_foreach(json_object_get(result, "hits"), i, hit)
    {
        candidates_add(offer->candidates, member_text(hit, "id"),
                       member_text(hit, "section"));
    }
    json_decref(result);
}

static void
add_commands(const struct offer *offer)
{
    for (const struct command *const *p = commands_all; *p; p++)
        candidates_add(offer->candidates, (*p)->name, (*p)->summary);
    candidates_add(offer->candidates, "help", "print the usage of a command");
}

/* Whether it can be counted by the field. */
static bool
is_facet(const struct findings_field *field)
{
    return field->slot > 0 && field->kind != FINDINGS_NUMBER;
}

static void
add_field(const struct offer *offer)
{
    for (size_t i = 0; i < findings_n_fields; i++) {
        const struct findings_field *field = &findings_fields[i];
        if (is_facet(field))
            candidates_add(offer->candidates,
                           field->option ? field->option : field->name,
                           field->help);
    }
}

/* Keep what comes before the last part of a comma-separated list. */
static void
keep_list(struct candidates *candidates)
{
    const char *comma = strrchr(candidates_typed(candidates), ',');

    if (comma)
        candidates->kept = (size_t)(comma + 1 - line_last(candidates->line));
}

static void
add_fields(const struct offer *offer)
{
    keep_list(offer->candidates);
    add_field(offer);
}

static void
add_files(const struct offer *offer)
{
    candidates_add_files(offer->candidates, false);
}

static void
add_folders(const struct offer *offer)
{
    candidates_add_files(offer->candidates, true);
}

/* The names that the system lists; those of a directory on the network may not
 * be among them. */
static void
add_users(const struct offer *offer)
{
    const struct passwd *entry;

    setpwent();
    while ((entry = getpwent()))
        candidates_add(offer->candidates, entry->pw_name, entry->pw_gecos);
    endpwent();
}

static void
add_groups(const struct offer *offer)
{
    const struct group *entry;

    setgrent();
    while ((entry = getgrent()))
        candidates_add(offer->candidates, entry->gr_name, NULL);
    endgrent();
}

/* Add saved queries, "@NAME". */
static void
add_saved(const struct offer *offer)
{
    char reason[FINDINGS_REASON_SIZE];
    struct saved_file file;

    if (saved_file_open(&file, false, reason)) {
        struct saved_entry entry = saved_file_next(file.lines, 0);
        for (; entry.line > 0;
             entry = saved_file_next(file.lines, entry.line)) {
            char word[256];
            snprintf(word, sizeof word, "@%.*s", (int)entry.name_len,
                     entry.name);
            candidates_add(offer->candidates, word, entry.value);
        }
    }
    saved_file_close(&file);
}

/* The field that is called so before a colon in a query; NULL if none is. */
static const struct findings_field *
field_before_colon(const char *word, size_t len)
{
    for (size_t i = 0; i < findings_n_fields; i++) {
        const struct findings_field *field = &findings_fields[i];
        const char *names[] = {field->name, field->option};
        for (size_t j = 0; j < 2; j++)
            if (names[j] && strlen(names[j]) == len &&
                strncasecmp(names[j], word, len) == 0)
                return field;
    }
    return NULL;
}

/* Add the values of field:value in a query, or the fields once something has
 * been typed; or saved queries after an "@". */
static void
add_query(const struct offer *offer)
{
    struct candidates *candidates = offer->candidates;
    const char *typed = candidates_typed(candidates);
    const size_t sign = strspn(typed, "(+-");
    const char *colon = strchr(typed, ':');
    const size_t kept = candidates->kept;

    if (!typed[sign])
        return;
    if (*typed == '@') {
        add_saved(offer);
    } else if (colon) {
        const struct findings_field *field =
            field_before_colon(typed + sign, (size_t)(colon - typed) - sign);
        candidates->kept += (size_t)(colon + 1 - typed);
        candidates->is_query = true;
        if (field)
            values_add_list(candidates, field, offer->options);
    } else {
        candidates->kept += sign;
        for (size_t i = 0; i < findings_n_fields; i++) {
            const struct findings_field *field = &findings_fields[i];
            char name[32];
            snprintf(name, sizeof name,
                     "%s:", field->option ? field->option : field->name);
            if (field->slot > 0 || field->kind == FINDINGS_TEXT)
                candidates_add(candidates, name, field->help);
        }
    }
    candidates->kept = kept;
    candidates->is_query = false;
}

static const struct kind {
    const char *name;
    void (*add)(const struct offer *offer);
} kinds_known[] = {
    {"AUTHORITY", add_authorities},
    {"COMMAND", add_commands},
    {"DATE", add_years},
    {"DIR", add_folders},
    {"FIELD", add_field},
    {"FIELDS", add_fields},
    {"FILE", add_files},
    {"FOLDER", add_folders},
    {"GROUP", add_groups},
    {"ID", add_ids},
    {"PATH", add_files},
    {"REPORT", add_reports},
    {"USER", add_users},
    {"WORD", add_query},
};

/* What separates kinds. */
static const char between[] = " |[].";

/* Whether one of the kinds has this name. */
static bool
has_kind(const char *kinds, const char *name)
{
    const size_t len = strlen(name);

    for (const char *p = kinds; (p = strstr(p, name)); p += len)
        if ((p == kinds || strchr(between, p[-1])) &&
            (!p[len] || strchr(between, p[len])))
            return true;
    return false;
}

/* Add those kinds that are themselves what is typed: "auto|all|any". */
static void
add_choices(struct candidates *candidates, const char *kinds)
{
    for (const char *p = kinds + strspn(kinds, between); *p;) {
        const size_t len = strcspn(p, between);
        char word[64];
        snprintf(word, sizeof word, "%.*s", (int)len, p);
        if (islower((unsigned char)*word))
            candidates_add(candidates, word, NULL);
        p += len;
        p += strspn(p, between);
    }
}

void
values_add(struct candidates *candidates,
           const char *kinds,
           const struct options *options)
{
    const struct offer offer = {candidates, options};

    add_choices(candidates, kinds);
    for (size_t i = 0; i < sizeof kinds_known / sizeof *kinds_known; i++)
        if (has_kind(kinds, kinds_known[i].name))
            kinds_known[i].add(&offer);
}

static void
add_words_of(struct candidates *candidates, const struct findings_word *words)
{
    for (; words->word; words++)
        candidates_add(candidates, words->word, NULL);
}

/* Add names from the index. A name may contain a comma, so the whole list is
 * tried as one name first, then what comes after each comma. */
static void
add_names(struct candidates *candidates,
          const char *field,
          const struct options *options)
{
    const struct offer offer = {candidates, options};
    const size_t n = candidates->n;

    for (;;) {
        const char *typed = candidates_typed(candidates);
        const char *comma = strchr(typed, ',');
        add_indexed(&offer, field, "");
        if (candidates->n > n || !comma)
            return;
        comma += 1 + strspn(comma + 1, " ");
        candidates->kept = (size_t)(comma - line_last(candidates->line));
    }
}

void
values_add_list(struct candidates *candidates,
                const struct findings_field *field,
                const struct options *options)
{
    const struct findings_word *words = findings_words(field);
    const size_t kept = candidates->kept;

    if (words) {
        keep_list(candidates);
        add_words_of(candidates, words);
    } else if (field->kind == FINDINGS_DATE) {
        keep_list(candidates);
        add_indexed(&(struct offer){candidates, options}, "year", "");
    } else if (field->kind == FINDINGS_VALUE && field->slot > 0) {
        add_names(candidates, field->name, options);
    }
    candidates->kept = kept;
}
