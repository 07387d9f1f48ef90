/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index.h"

#include "findings/schema.h"
#include "findings/engine-cc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct xc_reader *
open_index(const char *db)
{
    struct xc_reader *reader;
    struct xc_error err;

    assert_int_equal(xc_reader_open(db, &reader, &err), XC_OK);
    return reader;
}

uint64_t
index_documents(const char *db)
{
    struct xc_reader *reader = open_index(db);
    struct xc_info info;
    struct xc_error err;

    assert_int_equal(xc_reader_info(reader, &info, &err), XC_OK);
    xc_reader_close(reader);
    return info.documents;
}

static size_t
found(struct xc_reader *reader, const char *query)
{
    const struct xc_request request = {.query = query,
                                       .query_len = strlen(query),
                                       .match = XC_MATCH_ALL,
                                       .is_literal = true,
                                       .count_slot = XC_NO_SLOT,
                                       .alike_slot = XC_NO_SLOT};
    struct xc_hits *hits;
    struct xc_error err;

    assert_int_equal(xc_reader_search(reader, &request, &hits, &err), XC_OK);
    const size_t total = xc_hits_total(hits);
    xc_hits_free(hits);
    return total;
}

size_t
index_found(const char *db, const char *query)
{
    struct xc_reader *reader = open_index(db);
    const size_t total = found(reader, query);

    xc_reader_close(reader);
    return total;
}

static void
add_field(struct xc_lexicon *lexicon, const struct findings_field *field)
{
    static const enum xc_field_kind kinds[] = {
        [FINDINGS_VALUE] = XC_FIELD_VALUE,
        [FINDINGS_NUMBER] = XC_FIELD_NUMBER,
        [FINDINGS_DATE] = XC_FIELD_DATE,
        [FINDINGS_TEXT] = XC_FIELD_TEXT};
    const struct xc_field of = {.name = field->name,
                                .kind = kinds[field->kind],
                                .slot = (unsigned)field->slot,
                                .prefix = field->prefix,
                                .weight = field->weight};
    struct xc_error err;

    if (field->slot >= 0 || field->kind == FINDINGS_TEXT)
        assert_int_equal(xc_lexicon_add_field(lexicon, &of, &err), XC_OK);
}

size_t
index_field_found(const char *db, const char *query)
{
    struct xc_reader *reader = open_index(db);
    struct xc_lexicon *lexicon;
    struct xc_error err;

    assert_int_equal(xc_lexicon_new(&lexicon, &err), XC_OK);
    for (size_t i = 0; i < findings_n_fields; i++)
        add_field(lexicon, &findings_fields[i]);
    xc_reader_use(reader, lexicon);
    const size_t total = found(reader, query);
    xc_reader_close(reader);
    xc_lexicon_free(lexicon);
    return total;
}

char *
index_reports(const char *db)
{
    struct xc_reader *reader = open_index(db);
    struct xc_keys keys;
    struct xc_error err;
    size_t size = 1;

    assert_int_equal(xc_reader_metadata_keys(reader, "report/", &keys, &err),
                     XC_OK);
    for (size_t i = 0; i < keys.count; i++)
        size += strlen(keys.keys[i]) + 1;
    char *ids = calloc(1, size), *end = ids;
    assert_non_null(ids);
    for (size_t i = 0; i < keys.count; i++)
        end += sprintf(end, "%s%s", i ? "," : "",
                       keys.keys[i] + strlen("report/"));
    xc_keys_free(&keys);
    xc_reader_close(reader);
    return ids;
}

void
assert_reports(const char *db, const char *expected)
{
    char *ids = index_reports(db);
    assert_string_equal(ids, expected);
    free(ids);
}

json_t *
index_record(const char *db, const char *report)
{
    struct xc_reader *reader = open_index(db);
    struct xc_error err;
    char key[256], *line;

    snprintf(key, sizeof key, "report/%s", report);
    assert_int_equal(xc_reader_metadata(reader, key, &line, &err), XC_OK);
    json_t *record = json_loads(line, 0, NULL);
    assert_non_null(record);
    free(line);
    xc_reader_close(reader);
    return record;
}

char *
index_glossary(const char *db)
{
    struct xc_reader *reader = open_index(db);
    struct xc_keys keys;
    struct xc_error err;
    char *out = NULL;
    size_t size;
    FILE *stream = open_memstream(&out, &size);

    assert_non_null(stream);
    assert_int_equal(xc_reader_metadata_keys(reader, XC_EQUAL_KEY, &keys, &err),
                     XC_OK);
    for (size_t i = 0; i < keys.count; i++) {
        char *lines;
        assert_int_equal(xc_reader_metadata(reader, keys.keys[i], &lines, &err),
                         XC_OK);
        for (char *p = lines; (p = strchr(p, '\n'));)
            *p = '|';
        fprintf(stream, "%s%s=%s", i ? ";" : "",
                keys.keys[i] + strlen(XC_EQUAL_KEY), lines);
        free(lines);
    }
    assert_int_equal(fclose(stream), 0);
    xc_keys_free(&keys);
    xc_reader_close(reader);
    return out;
}

void
assert_glossary(const char *db, const char *expected)
{
    char *glossary = index_glossary(db);
    assert_string_equal(glossary, expected);
    free(glossary);
}
