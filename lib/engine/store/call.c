/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/store/call.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Answering. */

static enum xc_status
read_info(struct folder *folder,
          struct call_answer *answer,
          struct xc_error *err)
{
    answer->info.written = folder_written(folder);
    return xc_reader_info(folder_reader(folder), &answer->info.index, err);
}

static enum xc_status
reopen(struct folder *folder, struct call_answer *answer, struct xc_error *err)
{
    const enum xc_status status = folder_reopen(folder, &answer->is_end, err);

    return status == XC_OK ? read_info(folder, answer, err) : status;
}

static enum xc_status
read_metadata_of(struct xc_reader *reader,
                 const struct call *call,
                 struct call_answer *answer,
                 struct xc_error *err)
{
    struct xc_strings *values = &answer->strings;
    size_t end = 0;
    bool has_room = true;

    answer->n = 0;
    for (size_t i = 0; i < call->n_texts && has_room; i++) {
        char *value;
        size_t len;
        const enum xc_status status =
            xc_reader_metadata(reader, call->texts[i], &value, &len, err);
        if (status != XC_OK)
            return status;
        has_room = len <= values->size - end;
        if (has_room && len > 0)
            memcpy(values->bytes + end, value, len);
        free(value);
        end += has_room ? len : 0;
        if (has_room)
            values->ends[answer->n++] = end;
    }
    return XC_OK;
}

enum xc_status
call_perform(const struct call *call,
             struct folder *folder,
             struct call_answer *answer,
             struct xc_error *err)
{
    struct xc_reader *reader = folder_reader(folder);
    const char *text = call->text ? call->text : "";
    const char *start = call->from_text ? call->from_text : "";
    const size_t len = strlen(text);

    switch (call->op) {
    case CALL_REOPEN:
        return reopen(folder, answer, err);
    case CALL_INFO:
        return read_info(folder, answer, err);
    case CALL_METADATA:
        return xc_reader_metadata(reader, text, &answer->bytes, &answer->len,
                                  err);
    case CALL_METADATA_OF:
        return read_metadata_of(reader, call, answer, err);
    case CALL_KEYS:
        return xc_reader_metadata_keys(reader, text, len, start, strlen(start),
                                       &answer->strings, call->room, &answer->n,
                                       &answer->is_end, err);
    case CALL_FREQUENCY:
        return xc_reader_frequency(reader, text, len, &answer->count, NULL,
                                   err);
    case CALL_POSTINGS:
        return xc_reader_postings(reader, text, len, call->from, answer->ids,
                                  call->wants_numbers ? answer->numbers : NULL,
                                  call->room, &answer->n, err);
    case CALL_LENGTHS:
        return xc_reader_lengths(reader, call->from, answer->ids,
                                 answer->numbers, call->room, &answer->n, err);
    case CALL_VALUES:
        return xc_reader_values(reader, call->slot, call->from, answer->ids,
                                &answer->strings, call->room, &answer->n,
                                &answer->is_end, err);
    case CALL_VALUES_OF:
        return xc_reader_values_of(reader, call->slot, call->ids, call->n_ids,
                                   &answer->strings, &answer->n, err);
    case CALL_TERM:
        return xc_reader_document_terms(
            reader, call->from, text, len, &answer->strings, NULL, NULL,
            call->room, &answer->n, &answer->is_end, err);
    case CALL_OPS:
        break;
    }
    *err = (struct xc_error){.status = XC_FAILED,
                             .message = "there is no such call"};
    return XC_FAILED;
}

/* Writing. */

static void
put(GByteArray *out, uint64_t number)
{
    guint8 bytes[10];
    guint n = 0;

    for (; number >= 0x80; number >>= 7)
        bytes[n++] = (guint8)((number & 0x7f) | 0x80);
    bytes[n++] = (guint8)number;
    g_byte_array_append(out, bytes, n);
}

static void
put_bytes(GByteArray *out, const void *bytes, size_t len)
{
    put(out, len);
    g_byte_array_append(out, bytes, (guint)len);
}

/* With its NUL; a text that is NULL has the length 0. */
static void
put_text(GByteArray *out, const char *text)
{
    if (text)
        put_bytes(out, text, strlen(text) + 1);
    else
        put(out, 0);
}

static void
put_ids(GByteArray *out, const uint32_t *ids, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put(out, ids[i] - (i > 0 ? ids[i - 1] : 0));
}

void
call_write(const struct call *call, GByteArray *out)
{
    put(out, call->op);
    put_text(out, call->text);
    put_text(out, call->from_text);
    put(out, call->slot);
    put(out, call->from);
    put(out, call->room);
    put(out, call->size);
    put(out, call->wants_numbers);
    put(out, call->n_ids);
    put(out, call->n_texts);
    put_ids(out, call->ids, call->n_ids);
    for (size_t i = 0; i < call->n_texts; i++)
        put_text(out, call->texts[i]);
}

static void
put_info(GByteArray *out, const struct call_info *info)
{
    uint64_t bits;

    memcpy(&bits, &info->index.average_length, sizeof bits);
    put(out, info->index.revision);
    put(out, info->index.documents);
    put(out, info->index.last_id);
    put(out, bits);
    put_text(out, info->index.uuid);
    put(out, (uint64_t)info->written);
}

static void
put_strings(GByteArray *out, const struct xc_strings *strings, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const size_t start = i > 0 ? strings->ends[i - 1] : 0;
        put_bytes(out, strings->bytes + start, strings->ends[i] - start);
    }
}

/* What the answer to each call consists of. */
enum { INFO = 1, BYTES = 2, IDS = 4, NUMBERS = 8, STRINGS = 16, COUNT = 32 };

static unsigned
parts_of(const struct call *call)
{
    static const unsigned parts[] = {
        [CALL_REOPEN] = INFO,          [CALL_INFO] = INFO,
        [CALL_METADATA] = BYTES,       [CALL_METADATA_OF] = STRINGS,
        [CALL_KEYS] = STRINGS,         [CALL_FREQUENCY] = COUNT,
        [CALL_POSTINGS] = IDS,         [CALL_LENGTHS] = IDS | NUMBERS,
        [CALL_VALUES] = IDS | STRINGS, [CALL_VALUES_OF] = STRINGS,
        [CALL_TERM] = STRINGS};

    return parts[call->op] |
           (call->op == CALL_POSTINGS && call->wants_numbers ? NUMBERS : 0);
}

void
call_write_answer(const struct call *call,
                  enum xc_status status,
                  const struct call_answer *answer,
                  const struct xc_error *err,
                  GByteArray *out)
{
    const unsigned parts = parts_of(call);

    put(out, status);
    if (status != XC_OK) {
        put(out, (uint64_t)err->system);
        put_text(out, err->message);
        return;
    }
    put(out, answer->n);
    put(out, answer->is_end);
    if (parts & INFO)
        put_info(out, &answer->info);
    if (parts & BYTES)
        put_bytes(out, answer->bytes, answer->len);
    if (parts & COUNT)
        put(out, answer->count);
    if (parts & IDS)
        put_ids(out, answer->ids, answer->n);
    for (size_t i = 0; parts & NUMBERS && i < answer->n; i++)
        put(out, answer->numbers[i]);
    if (parts & STRINGS)
        put_strings(out, &answer->strings, answer->n);
}

/* Reading. */

struct input {
    const unsigned char *at, *end;
    bool is_bad;
};

static uint64_t
take(struct input *in, uint64_t most)
{
    uint64_t number = 0;

    for (unsigned shift = 0; in->at < in->end && shift < 64; shift += 7) {
        const unsigned char byte = *in->at++;
        number |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80) {
            in->is_bad |= number > most;
            return in->is_bad ? 0 : number;
        }
    }
    in->is_bad = true;
    return 0;
}

static const char *
take_bytes(struct input *in, size_t *len)
{
    const char *bytes = (const char *)in->at;

    *len = 0;
    const uint64_t n = take(in, (uint64_t)(in->end - in->at));
    if (!in->is_bad)
        bytes = (const char *)in->at;
    if (in->is_bad || n > (uint64_t)(in->end - in->at)) {
        in->is_bad = true;
        return bytes;
    }
    in->at += n;
    *len = (size_t)n;
    return bytes;
}

static const char *
take_text(struct input *in)
{
    size_t len;
    const char *text = take_bytes(in, &len);

    if (in->is_bad || len == 0)
        return NULL;
    in->is_bad |= memchr(text, '\0', len) != text + len - 1;
    return in->is_bad ? NULL : text;
}

static void
take_ids(struct input *in, uint32_t *ids, size_t n)
{
    uint64_t id = 0;

    for (size_t i = 0; i < n && !in->is_bad; i++) {
        id += take(in, UINT32_MAX);
        in->is_bad |= id > UINT32_MAX;
        ids[i] = (uint32_t)id;
    }
}

/* Each key is a text. */
static void
take_keys(struct input *in, const char **keys, size_t n)
{
    for (size_t i = 0; i < n && !in->is_bad; i++) {
        keys[i] = take_text(in);
        in->is_bad |= !keys[i];
    }
}

bool
call_read(const void *bytes, size_t len, struct call *call, void **arrays)
{
    struct input in = {bytes, (const unsigned char *)bytes + len, false};

    *arrays = NULL;
    call->op = (enum call_op)take(&in, CALL_OPS - 1);
    call->text = take_text(&in);
    call->from_text = take_text(&in);
    call->slot = (uint32_t)take(&in, UINT32_MAX);
    call->from = (uint32_t)take(&in, UINT32_MAX);
    call->room = (size_t)take(&in, CALL_ROOM_MAX);
    call->size = (size_t)take(&in, CALL_SIZE_MAX);
    call->wants_numbers = take(&in, 1) == 1;
    call->n_ids = (size_t)take(&in, CALL_ROOM_MAX);
    call->n_texts = (size_t)take(&in, CALL_ROOM_MAX);
    /* Each takes a byte at least. */
    if (in.is_bad || call->n_ids + call->n_texts > (size_t)(in.end - in.at))
        return false;
    *arrays = g_malloc0(call->n_texts * sizeof *call->texts +
                        call->n_ids * sizeof *call->ids);
    const char **texts = *arrays;
    uint32_t *ids = (uint32_t *)(texts + call->n_texts);
    take_ids(&in, ids, call->n_ids);
    take_keys(&in, texts, call->n_texts);
    call->ids = ids;
    call->texts = texts;
    if (call->op == CALL_VALUES_OF)
        call->room = call->n_ids;
    if (call->op == CALL_METADATA_OF)
        call->room = call->n_texts;
    return !in.is_bad && in.at == in.end;
}

static void
take_info(struct input *in, struct call_info *info)
{
    *info = (struct call_info){0};
    info->index.revision = take(in, UINT64_MAX);
    info->index.documents = (uint32_t)take(in, UINT32_MAX);
    info->index.last_id = (uint32_t)take(in, UINT32_MAX);
    const uint64_t bits = take(in, UINT64_MAX);
    memcpy(&info->index.average_length, &bits, sizeof bits);
    const char *uuid = take_text(in);
    g_strlcpy(info->index.uuid, uuid ? uuid : "", sizeof info->index.uuid);
    info->written = (int64_t)take(in, INT64_MAX);
    in->is_bad |= !isfinite(info->index.average_length) ||
                  info->index.average_length < 0 ||
                  info->index.documents > info->index.last_id;
}

static void
take_strings(struct input *in, struct xc_strings *strings, size_t n)
{
    size_t end = 0;

    for (size_t i = 0; i < n && !in->is_bad; i++) {
        size_t len;
        const char *string = take_bytes(in, &len);
        if (len > strings->size - end) {
            in->is_bad = true;
            return;
        }
        if (len > 0)
            memcpy(strings->bytes + end, string, len);
        end += len;
        strings->ends[i] = end;
    }
}

static void
copy_bytes(struct input *in, struct call_answer *answer)
{
    const char *bytes = take_bytes(in, &answer->len);

    answer->bytes = malloc(answer->len + 1);
    if (!answer->bytes)
        g_error("out of memory");
    memcpy(answer->bytes, bytes, answer->len);
    answer->bytes[answer->len] = '\0';
}

static bool
read_error(struct input *in, enum xc_status status, struct xc_error *err)
{
    *err = (struct xc_error){.status = status};
    err->system = (int)take(in, INT32_MAX);
    const char *message = take_text(in);
    if (message)
        g_strlcpy(err->message, message, sizeof err->message);
    return !in->is_bad && *err->message;
}

/* Whether who asks gets on: lists go up, from where it asked for them, and
 * names come unless there are no more. If no value fits, it asks again with
 * more room. */
static bool
gets_on(const struct call *call, const struct call_answer *answer)
{
    const unsigned parts = parts_of(call);
    const bool has_names = call->op == CALL_KEYS || call->op == CALL_TERM;

    for (size_t i = 0; parts & IDS && i < answer->n; i++)
        if (answer->ids[i] <
            (i > 0 ? (uint64_t)answer->ids[i - 1] + 1 : MAX(call->from, 1)))
            return false;
    return !has_names || answer->n > 0 || answer->is_end || call->room == 0;
}

bool
call_read_answer(const struct call *call,
                 const void *bytes,
                 size_t len,
                 enum xc_status *status,
                 struct call_answer *answer,
                 struct xc_error *err)
{
    struct input in = {bytes, (const unsigned char *)bytes + len, false};
    const unsigned parts = parts_of(call);

    *status = (enum xc_status)take(&in, XC_FAILED);
    if (*status != XC_OK)
        return read_error(&in, *status, err);
    answer->n = (size_t)take(&in, call->room);
    answer->is_end = take(&in, 1) == 1;
    if (parts & INFO)
        take_info(&in, &answer->info);
    if (parts & BYTES && !in.is_bad)
        copy_bytes(&in, answer);
    if (parts & COUNT)
        answer->count = (uint32_t)take(&in, UINT32_MAX);
    if (parts & IDS)
        take_ids(&in, answer->ids, answer->n);
    for (size_t i = 0; parts & NUMBERS && i < answer->n && !in.is_bad; i++)
        answer->numbers[i] = (uint32_t)take(&in, UINT32_MAX);
    if (parts & STRINGS)
        take_strings(&in, &answer->strings, answer->n);
    if (!in.is_bad && in.at == in.end && gets_on(call, answer))
        return true;
    free(answer->bytes);
    answer->bytes = NULL;
    return false;
}
