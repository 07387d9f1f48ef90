/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "api/streams.h"

#include "print/format.h"
#include "print/incomplete.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct records {
    struct link_parts *parts;
    const struct format *format; /* NULL: a list in an object */
    const char *name;            /* of that list */
    size_t n;                    /* records so far */
    json_t *incomplete;          /* what records may leave out; or NULL */
};

const char *
streams_type(const char *format)
{
    static const struct {
        const char *format, *type;
    } types[] = {
        {"ris", "application/x-research-info-systems; charset=utf-8"},
        {"csl", "application/vnd.citationstyles.csl+json"},
        {"jsonl", "application/x-ndjson"},
        {"csv", reply_csv},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
        if (strcmp(types[i].format, format) == 0)
            return types[i].type;
    return reply_json;
}

/* Append what write() prints. */
static void
append_printed(GString *out,
               void (*write)(const void *data, FILE *stream),
               const void *data)
{
    char *text = NULL;
    size_t len = 0;
    FILE *stream = open_memstream(&text, &len);

    if (!stream)
        return;
    write(data, stream);
    fclose(stream);
    g_string_append_len(out, text, (gssize)len);
    free(text);
}

/* A part of the records, between a beginning and an end. */
struct piece {
    struct records *records;
    const json_t *part; /* NULL: none */
    bool is_first, is_last;
};

static void
write_piece(const void *data, FILE *stream)
{
    const struct piece *piece = data;
    struct records *records = piece->records;
    const json_t *record;
    size_t i;

    if (piece->is_first)
        format_begin(records->format, stream);
    json_array_foreach(piece->part, i, record)
    {
        format_record(records->format, record, records->n++, stream);
    }
    if (piece->is_last)
        format_end(records->format, stream);
}

static void
append_json(GString *out, const json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);

    g_string_append(out, text ? text : "null");
    free(text);
}

/* The list in an object: its items, or its end and the other members. */
static void
append_listed(GString *out, const struct piece *piece, const json_t *result)
{
    struct records *records = piece->records;
    const json_t *item;
    size_t i;

    if (piece->is_first)
        g_string_append_printf(out, "{\"%s\":[", records->name);
    json_array_foreach(piece->part, i, item)
    {
        if (records->n++ > 0)
            g_string_append_c(out, ',');
        append_json(out, item);
    }
    if (piece->is_last) {
        const gsize end = out->len;
        append_json(out, result);
        /* Its brace gives way to the end of the list. */
        g_string_erase(out, (gssize)end, 1);
        g_string_insert(out, (gssize)end,
                        json_object_size(result) > 0 ? "]," : "]");
    }
}

/* Whether the result leaves out what nobody has said, and cannot say itself. */
static bool
leaves_out_more(const struct records *records, const json_t *result)
{
    json_t *parts = json_array();

    json_array_extend(parts, records->incomplete);
    incomplete_add(&parts, result);
    const bool is_more = !incomplete_is_same(parts, records->incomplete);
    json_decref(parts);
    return records->format && is_more;
}

/* A stream's fill(). */
static bool
fill(void *data, GString *out, bool *has_failed)
{
    struct records *records = data;
    struct link_failure failure;
    const bool is_first = records->n == 0;
    json_t *got = link_next(records->parts, &failure);
    const bool is_part = json_is_array(got);
    const struct piece piece = {records, is_part ? got : NULL, is_first,
                                got && !is_part};

    *has_failed = !got || leaves_out_more(records, got);
    if (got && records->format)
        append_printed(out, write_piece, &piece);
    else if (got)
        append_listed(out, &piece, got);
    json_decref(got);
    return is_part;
}

static void
end(void *data)
{
    struct records *records = data;

    link_parts_end(records->parts);
    json_decref(records->incomplete);
    g_free(records);
}

static void
begin(struct reply *reply, struct records made)
{
    struct records *records = g_new(struct records, 1);

    *records = made;
    reply->stream = (struct stream){fill, end, records};
}

void
streams_records(struct reply *reply,
                struct link_parts *parts,
                const char *format,
                const json_t *incomplete)
{
    reply->type = streams_type(format);
    begin(reply, (struct records){parts, format_find(format), NULL, 0,
                                  json_incref((json_t *)incomplete)});
}

void
streams_list(struct reply *reply, struct link_parts *parts, const char *name)
{
    reply->type = reply_json;
    begin(reply, (struct records){parts, NULL, name, 0, NULL});
}

void
streams_record(GString *out, const json_t *record, const char *format)
{
    json_t *part = json_pack("[O]", record);
    struct records records = {NULL, format_find(format), NULL, 0, NULL};
    const struct piece piece = {&records, part, true, true};

    append_printed(out, write_piece, &piece);
    json_decref(part);
}
