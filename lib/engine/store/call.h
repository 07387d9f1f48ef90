/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * call.h: the calls by which the engine reads a shard, as data: a folder
 * answers them by xapian-capi, and a shard on another machine is sent them
 * (remote.h), so there is one list of them.
 *
 *   op               asks with                 is answered with
 *   CALL_REOPEN                                is_end (has changed), info
 *   CALL_INFO                                  info
 *   CALL_METADATA    text                      bytes
 *   CALL_METADATA_OF texts                     strings, n
 *   CALL_KEYS        text, from_text, room     strings, n, is_end
 *   CALL_FREQUENCY   text                      count
 *   CALL_POSTINGS    text, from, room          ids, numbers, n
 *   CALL_LENGTHS     from, room                ids, numbers, n
 *   CALL_VALUES      slot, from, room          ids, strings, n, is_end
 *   CALL_VALUES_OF   slot, ids                 strings, n
 *   CALL_TERM        text, from                strings, n
 *
 * Each does what the function of xapian-capi of that name does;
 * CALL_METADATA_OF that of CALL_METADATA for several keys, *n of which fitted.
 */
#ifndef ENGINE_STORE_CALL_H
#define ENGINE_STORE_CALL_H

#include "engine/store/folder.h"

#include <glib.h>

enum call_op {
    CALL_REOPEN,
    CALL_INFO,
    CALL_METADATA,
    CALL_METADATA_OF,
    CALL_KEYS,
    CALL_FREQUENCY,
    CALL_POSTINGS,
    CALL_LENGTHS,
    CALL_VALUES,
    CALL_VALUES_OF,
    CALL_TERM,
    CALL_OPS
};

/* It borrows everything. */
struct call {
    enum call_op op;
    const char *text;      /* a key, a term or a prefix; NULL: none */
    const char *from_text; /* NULL: from the first */
    uint32_t slot;
    uint32_t from; /* a document number */
    const uint32_t *ids;
    size_t n_ids;
    const char *const *texts; /* keys */
    size_t n_texts;
    size_t room;        /* elements that the answer has room for */
    size_t size;        /* bytes that its strings have room for */
    bool wants_numbers; /* whether the answer has room for them */
};

struct call_info {
    struct xc_info index;
    int64_t written; /* seconds since 1970; 0 if that is not known */
};

/* The caller provides the arrays that the call needs, and frees bytes with
 * free(). */
struct call_answer {
    struct call_info info;
    uint32_t *ids;
    uint32_t *numbers;
    struct xc_strings strings;
    size_t n;
    bool is_end;
    uint32_t count;
    char *bytes; /* with a NUL after them; NULL if there are none */
    size_t len;
};

/* Answer from the index in the folder. */
enum xc_status call_perform(const struct call *call,
                            struct folder *folder,
                            struct call_answer *answer,
                            struct xc_error *err);

/* As bytes, for a socket. All numbers are in LEB128, document numbers as
 * distances; texts and strings follow their lengths. Bytes are added to out.
 * The functions that read them trust nothing: they return false for bytes that
 * the others do not write, for more than the limits below, and for an answer
 * that no index could give. */

enum {
    CALL_ROOM_MAX = 1 << 16,         /* elements of an answer */
    CALL_SIZE_MAX = 64 * 1024 * 1024 /* bytes of its strings */
};

void call_write(const struct call *call, GByteArray *out);

/* The call borrows texts from the bytes, and its arrays from *arrays, which
 * g_free() frees. */
bool call_read(const void *bytes, size_t len, struct call *call, void **arrays);

/* What is written if the status is not XC_OK is *err. */
void call_write_answer(const struct call *call,
                       enum xc_status status,
                       const struct call_answer *answer,
                       const struct xc_error *err,
                       GByteArray *out);
bool call_read_answer(const struct call *call,
                      const void *bytes,
                      size_t len,
                      enum xc_status *status,
                      struct call_answer *answer,
                      struct xc_error *err);

#endif
