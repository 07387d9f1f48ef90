/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index.h"

#include "findings/schema.h"
#include "findings/engine.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILES_KEY "files/" /* of the listing of reports' files */

static struct fe_reader *
open_with(const char *db, const struct fe_lexicon *lexicon)
{
    struct fe_reader *reader;
    struct fe_error err;

    assert_int_equal(fe_reader_open_path(db, lexicon, &reader, &err), FE_OK);
    return reader;
}

static struct fe_reader *
open_index(const char *db)
{
    return open_with(db, NULL);
}

uint64_t
index_documents(const char *db)
{
    struct fe_reader *reader = open_index(db);
    struct fe_info info;
    struct fe_error err;

    assert_int_equal(fe_reader_info(reader, &info, &err), FE_OK);
    fe_reader_close(reader);
    return info.documents;
}

static size_t
found(struct fe_reader *reader, const char *query)
{
    const struct fe_request request = {.query = query,
                                       .query_len = strlen(query),
                                       .match = FE_MATCH_ALL,
                                       .is_literal = true};
    struct fe_hits *hits;
    struct fe_error err;

    assert_int_equal(fe_reader_search(reader, &request, &hits, &err), FE_OK);
    const size_t total = fe_hits_total(hits);
    fe_hits_free(hits);
    return total;
}

size_t
index_found(const char *db, const char *query)
{
    struct fe_reader *reader = open_index(db);
    const size_t total = found(reader, query);

    fe_reader_close(reader);
    return total;
}

static void
add_field(struct fe_lexicon *lexicon, const struct findings_field *field)
{
    static const enum fe_field_kind kinds[] = {
        [FINDINGS_VALUE] = FE_FIELD_VALUE,
        [FINDINGS_NUMBER] = FE_FIELD_NUMBER,
        [FINDINGS_DATE] = FE_FIELD_DATE,
        [FINDINGS_TEXT] = FE_FIELD_TEXT};
    const struct fe_field of = {.name = field->name,
                                .kind = kinds[field->kind],
                                .slot = field->slot,
                                .prefix = field->prefix,
                                .weight = field->weight};
    struct fe_error err;

    if (field->slot > 0 || field->kind == FINDINGS_TEXT)
        assert_int_equal(fe_lexicon_add_field(lexicon, &of, &err), FE_OK);
}

size_t
index_field_found(const char *db, const char *query)
{
    struct fe_lexicon *lexicon;
    struct fe_error err;

    assert_int_equal(fe_lexicon_new(&lexicon, &err), FE_OK);
    for (size_t i = 0; i < findings_n_fields; i++)
        add_field(lexicon, &findings_fields[i]);
    assert_int_equal(fe_lexicon_finish(lexicon, &err), FE_OK);
    struct fe_reader *reader = open_with(db, lexicon);
    const size_t total = found(reader, query);
    fe_reader_close(reader);
    fe_lexicon_free(lexicon);
    return total;
}

/* The metadata with these keys as text: the keys without the prefix and, if
 * has_values, "=" and the value with its lines separated by '|'. */
static char *
metadata_list(const char *db,
              const char *prefix,
              const char *separator,
              bool has_values)
{
    struct fe_reader *reader = open_index(db);
    struct fe_keys keys;
    struct fe_error err;
    char *out = NULL;
    size_t size;
    FILE *stream = open_memstream(&out, &size);

    assert_non_null(stream);
    assert_int_equal(fe_reader_metadata_keys(reader, prefix, &keys, &err),
                     FE_OK);
    for (size_t i = 0; i < keys.count; i++) {
        fprintf(stream, "%s%s", i ? separator : "",
                keys.keys[i] + strlen(prefix));
        if (!has_values)
            continue;
        char *lines;
        assert_int_equal(fe_reader_metadata(reader, keys.keys[i], &lines, &err),
                         FE_OK);
        for (char *p = lines; (p = strchr(p, '\n'));)
            *p = '|';
        fprintf(stream, "=%s", lines);
        free(lines);
    }
    assert_int_equal(fclose(stream), 0);
    fe_keys_free(&keys);
    fe_reader_close(reader);
    return out;
}

char *
index_reports(const char *db)
{
    return metadata_list(db, "report/", ",", false);
}

void
assert_reports(const char *db, const char *expected)
{
    char *ids = index_reports(db);
    assert_string_equal(ids, expected);
    free(ids);
}

static int
by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Metadata that says how the index came about: the words in the order in which
 * they were first indexed, a run of postings for each commit, and the name of
 * the last commit. */
static bool
is_of_engine(const char *key)
{
    return strncmp(key, "words/", 6) == 0 || strncmp(key, "run/", 4) == 0 ||
           strcmp(key, "runs") == 0 || strcmp(key, "commits") == 0 ||
           strcmp(key, "committed") == 0;
}

static void
print_sorted(const char **lines, size_t n, FILE *out)
{
    qsort(lines, n, sizeof *lines, by_bytes);
    for (size_t i = 0; i < n; i++)
        if (*lines[i])
            fprintf(out, "%s\n", lines[i]);
}

/* The files of reports: in which page one is depends on the runs before. */
static enum fe_status
print_files(struct fe_reader *reader, FILE *out, struct fe_error *err)
{
    GString *pages = g_string_new(NULL);
    struct fe_keys keys;
    enum fe_status status =
        fe_reader_metadata_keys(reader, FILES_KEY, &keys, err);

    for (size_t i = 0; status == FE_OK && i < keys.count; i++) {
        char *value = NULL;
        status = fe_reader_metadata(reader, keys.keys[i], &value, err);
        if (status == FE_OK)
            g_string_append(pages, value);
        free(value);
    }
    fe_keys_free(&keys);
    char **lines = g_strsplit(pages->str, "\n", -1);
    if (status == FE_OK)
        print_sorted((const char **)lines, g_strv_length(lines), out);
    g_strfreev(lines);
    g_string_free(pages, TRUE);
    return status;
}

static enum fe_status
print_metadata(struct fe_reader *reader, FILE *out, struct fe_error *err)
{
    struct fe_keys keys;
    enum fe_status status = fe_reader_metadata_keys(reader, "", &keys, err);

    for (size_t i = 0; status == FE_OK && i < keys.count; i++) {
        char *value = NULL;
        if (is_of_engine(keys.keys[i]) ||
            strncmp(keys.keys[i], FILES_KEY, strlen(FILES_KEY)) == 0)
            continue;
        status = fe_reader_metadata(reader, keys.keys[i], &value, err);
        if (status == FE_OK)
            fprintf(out, "%s=%s\n", keys.keys[i], value);
        free(value);
    }
    fe_keys_free(&keys);
    return status;
}

static enum fe_status
print_paragraphs(struct fe_reader *reader, FILE *out, struct fe_error *err)
{
    const struct fe_request all = {
        .query = "", .limit = SIZE_MAX, .order = FE_ORDER_RELEVANCE};
    struct fe_hits *hits;
    const enum fe_status status = fe_reader_search(reader, &all, &hits, err);

    if (status != FE_OK)
        return status;
    const size_t n = fe_hits_count(hits);
    const char **lines = calloc(n + 1, sizeof *lines);
    assert_non_null(lines);
    for (size_t i = 0; i < n; i++)
        lines[i] = fe_hits_at(hits, i).data;
    print_sorted(lines, n, out);
    free(lines);
    fe_hits_free(hits);
    return status;
}

char *
index_contents(const char *db)
{
    struct fe_reader *reader;
    struct fe_error err;
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    enum fe_status status = fe_reader_open_path(db, NULL, &reader, &err);
    if (status == FE_OK)
        status = print_metadata(reader, out, &err);
    if (status == FE_OK)
        status = print_files(reader, out, &err);
    if (status == FE_OK)
        status = print_paragraphs(reader, out, &err);
    fe_reader_close(reader);
    if (status == FE_NOT_FOUND)
        fputs("no index", out);
    else if (status != FE_OK)
        fprintf(out, "not readable: %s", err.message);
    assert_int_equal(fclose(out), 0);
    return text;
}

json_t *
index_record(const char *db, const char *report)
{
    struct fe_reader *reader = open_index(db);
    struct fe_error err;
    char key[256], *line;

    snprintf(key, sizeof key, "report/%s", report);
    assert_int_equal(fe_reader_metadata(reader, key, &line, &err), FE_OK);
    json_t *record = json_loads(line, 0, NULL);
    assert_non_null(record);
    free(line);
    fe_reader_close(reader);
    return record;
}

void
assert_record(const char *db,
              const char *report,
              const char *member,
              const char *expected)
{
    json_t *record = index_record(db, report);
    const char *text = json_string_value(json_object_get(record, member));

    assert_non_null(text);
    assert_string_equal(text, expected);
    json_decref(record);
}

char *
index_abbreviations(const char *db)
{
    return metadata_list(db, FE_EQUAL_KEY, ";", true);
}

void
assert_abbreviations(const char *db, const char *expected)
{
    char *abbreviations = index_abbreviations(db);
    assert_string_equal(abbreviations, expected);
    free(abbreviations);
}
