/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/verify.h"
#include "base/say.h"
#include "index/assembly.h"
#include "index/ingest.h"
#include "index/listing.h"
#include "records/jsonl.h"

#include "findings/schema.h"

#include <glib.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMED_MAX = 20 }; /* faults that are named, so that they can be read */

struct verification {
    struct fe_salvage *salvage;
    GHashTable *missing; /* report -> how many of its paragraphs, plus 1, are
                            still to come */
    char *last;          /* the last paragraph that could be read */
    struct registry listing;
    bool has_listing; /* it could be read */
    size_t n_faults;
    struct fe_error *err;
};

__attribute__((format(printf, 2, 3))) static void
blame(struct verification *v, const char *format, ...)
{
    char message[sizeof v->err->message];
    va_list args;

    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    if (v->n_faults++ < NAMED_MAX)
        say("%s", message);
    if (v->n_faults > 1)
        return;
    v->err->status = FE_CORRUPT;
    memcpy(v->err->message, message, sizeof message);
}

/* Read the pages of listing.h. */
static void
read_listing(struct verification *v)
{
    char wanted[LISTING_KEY_SIZE];
    struct fe_keys keys;

    v->has_listing = fe_salvage_keys(v->salvage, LISTING_KEY, &keys);
    for (size_t i = 0; v->has_listing && i < keys.count; i++) {
        char *text = fe_salvage_metadata(v->salvage, keys.keys[i]);
        listing_key((unsigned)i + 1, wanted);
        v->has_listing = text && strcmp(keys.keys[i], wanted) == 0 &&
                         listing_take(&v->listing, text);
        free(text);
    }
    fe_keys_free(&keys);
    if (!v->has_listing)
        blame(v, "the list of files is damaged");
}

static bool
is_string(const json_t *record, const char *name, const char *wanted)
{
    const char *has = json_string_value(json_object_get(record, name));

    return strcmp(has ? has : "", wanted) == 0;
}

/* Whether the listing says the same of the report's file as its record. */
static bool
is_listed(const struct verification *v, const char *id, const json_t *record)
{
    const struct registry_entry *entry = registry_entry(&v->listing, id);

    return entry && strcmp(entry->id, id) == 0 &&
           is_string(record, "path", entry->file.path) &&
           is_string(record, "name", entry->file.name) &&
           is_string(record, "digest", entry->digest) &&
           entry->is_partial == !!json_object_get(record, "unread_pages") &&
           entry->is_recognised ==
               !!json_object_get(record, "recognised_pages");
}

static void
list_reports(struct verification *v)
{
    struct fe_keys keys;

    if (!fe_salvage_keys(v->salvage, FINDINGS_REPORT_KEY, &keys))
        blame(v, "the list of reports cannot be read to its end");
    read_listing(v);
    if (v->has_listing && v->listing.count != keys.count)
        blame(v,
              "%zu reports are described, but %zu are listed with their files",
              keys.count, v->listing.count);
    for (size_t i = 0; i < keys.count; i++) {
        char *line = fe_salvage_metadata(v->salvage, keys.keys[i]);
        const char *id = keys.keys[i] + strlen(FINDINGS_REPORT_KEY);
        json_t *record = line ? json_loads(line, 0, NULL) : NULL;
        const json_int_t n =
            json_integer_value(json_object_get(record, "paragraphs"));
        if (n > 0)
            g_hash_table_insert(v->missing, g_strdup(id),
                                GSIZE_TO_POINTER((gsize)n + 1));
        else
            blame(v, "report %.150s: its record is damaged", id);
        if (n > 0 && v->has_listing && !is_listed(v, id, record))
            blame(v, "report %.150s: its file is not listed as in its record",
                  id);
        json_decref(record);
        free(line);
    }
    fe_keys_free(&keys);
}

/* Check that everything under keys of this prefix can be read. */
static void
check_kept(struct verification *v, const char *prefix)
{
    struct fe_keys keys;

    if (!fe_salvage_keys(v->salvage, prefix, &keys))
        blame(v, "the keys \"%s\" cannot be read to their end", prefix);
    for (size_t i = 0; i < keys.count; i++) {
        char *text = fe_salvage_metadata(v->salvage, keys.keys[i]);
        if (!text)
            blame(v, "what is kept under \"%.150s\" is damaged", keys.keys[i]);
        free(text);
    }
    fe_keys_free(&keys);
}

/* Cross the paragraph off. */
static void
count(struct verification *v, const char *report, const char *id)
{
    const gsize missing =
        GPOINTER_TO_SIZE(g_hash_table_lookup(v->missing, report));

    if (missing > 1)
        g_hash_table_insert(v->missing, g_strdup(report),
                            GSIZE_TO_POINTER(missing - 1));
    else
        blame(v, "paragraph %.150s: its report does not list it", id);
}

struct comparison {
    struct fe_salvage *salvage;
    uint32_t number;
    const char *difference;
};

static void
compare(void *data, const struct fe_document *document)
{
    struct comparison *comparison = data;

    comparison->difference =
        fe_salvage_compare(comparison->salvage, comparison->number, document);
}

/* The record is read as if it were in a file, and written as it was then. */
static void
check_paragraph(struct verification *v,
                uint32_t number,
                const char *line,
                size_t len)
{
    json_t *record = json_loadb(line, len, 0, NULL);
    const char *id = json_string_value(json_object_get(record, "id"));
    const char *report = json_string_value(json_object_get(record, "report"));
    const char *source = json_string_value(json_object_get(record, "source"));
    struct comparison comparison = {v->salvage, number, NULL};
    struct report_list read = {0};
    char reason[REASON_SIZE];

    if (!id || !report || !source ||
        !jsonl_read_kept(source, line, len, &read, reason) || read.count != 1) {
        blame(v, "the record after paragraph %.150s is damaged", v->last);
    } else {
        assembly_use(read.list, 0, compare, &comparison);
        if (comparison.difference)
            blame(v, "paragraph %.150s: %s", id, comparison.difference);
        count(v, report, id);
        g_free(v->last);
        v->last = g_strdup(id);
    }
    report_list_fini(&read);
    json_decref(record);
}

static void
check_missing(gpointer report, gpointer missing, gpointer data)
{
    const size_t n = GPOINTER_TO_SIZE(missing) - 1;

    if (n > 0)
        blame(data, "report %.150s: %zu of its paragraphs %s missing",
              (const char *)report, n, n == 1 ? "is" : "are");
}

/* The first commit of a run writes the version: an index that has nothing is
 * one whose first run has not got so far. */
static void
check_schema(struct verification *v, bool is_empty)
{
    char *schema = fe_salvage_metadata(v->salvage, FINDINGS_SCHEMA_KEY);

    const bool has_version = schema && *schema;
    if (has_version ? strcmp(schema, FINDINGS_SCHEMA) != 0 : !is_empty)
        blame(v, "the version of the index is damaged");
    free(schema);
}

enum fe_status
verify_index(void *db, struct fe_error *err)
{
    struct verification v = {.last = g_strdup("(the first)"), .err = err};
    uint32_t number;
    const char *data, *wrong;
    size_t len;

    *err = (struct fe_error){0};
    if (fe_salvage_open(db, &v.salvage, err) != FE_OK) {
        g_free(v.last);
        return err->status;
    }
    v.missing = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    list_reports(&v);
    check_kept(&v, FINDINGS_COPIES_KEY);
    check_kept(&v, FE_EQUAL_KEY);
    check_kept(&v, FE_VOTES_KEY);
    bool is_empty = true;
    while (fe_salvage_next(v.salvage, &number, &data, &len)) {
        is_empty = false;
        if (data)
            check_paragraph(&v, number, data, len);
        else
            blame(&v, "the record after paragraph %.150s is damaged", v.last);
    }
    check_schema(&v, is_empty);
    g_hash_table_foreach(v.missing, check_missing, &v);
    if ((wrong = fe_salvage_check_tables(v.salvage)))
        blame(&v, "%s", wrong);
    if (v.n_faults > NAMED_MAX)
        say("and %zu more", v.n_faults - NAMED_MAX);
    g_hash_table_destroy(v.missing);
    registry_fini(&v.listing);
    fe_salvage_close(v.salvage);
    g_free(v.last);
    return err->status;
}
