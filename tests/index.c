/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index.h"

#include "xapian-capi.h"

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

size_t
index_found(const char *db, const char *query)
{
    const struct xc_request request = {
        .query = query, .query_len = strlen(query), .match = XC_MATCH_ALL};
    struct xc_reader *reader = open_index(db);
    struct xc_hits *hits;
    struct xc_error err;

    assert_int_equal(xc_reader_search(reader, &request, &hits, &err), XC_OK);
    const size_t total = xc_hits_total(hits);
    xc_hits_free(hits);
    xc_reader_close(reader);
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
