/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * xapian-capi.h: a small C interface to a Xapian index.
 *
 * It stores prepared documents and reads lists in bulk: the postings of a term,
 * document lengths, values, positions, terms. What to index and how to rank is
 * the caller's business. See xapian-capi(3) for a short example.
 *
 * Conventions for every function here:
 *  1. Handles are opaque. The caller closes what it opens and frees, with
 *     free(), what a function allocates for it; closing NULL does nothing.
 *  2. Terms and values are bytes with a length; paths and keys end with a NUL.
 *  3. A function that can fail returns enum xc_status, clears its outputs
 *     first, and on failure fills *err when err is not NULL.
 *  4. No function calls back, prints (except for a caller's mistake, such as a
 *     null handle, which ends the program), or keeps a pointer it was given.
 *  5. A handle may move between threads, but only one may use it at a time.
 *     Handles share nothing.
 *  6. A zeroed struct means the defaults.
 */
#ifndef XAPIAN_CAPI_H
#define XAPIAN_CAPI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Status and error. */

/* Each code is something that callers act on differently. */
enum xc_status {
    XC_OK = 0,
    XC_NOT_FOUND,     /* no index at the path, no document of that number */
    XC_LOCKED,        /* another process is writing to the index */
    XC_STALE,         /* two commits since the reader was opened: reopen it */
    XC_WRONG_VERSION, /* written by an incompatible Xapian: rebuild */
    XC_CORRUPT,       /* damaged, or a table of it is missing: rebuild */
    XC_NO_MEMORY,
    XC_FAILED /* anything else, such as a full disk; the message says what */
};

struct xc_error {
    enum xc_status status;
    int system;        /* XC_FAILED: the errno of a system call; or 0 */
    char message[256]; /* one line, for a person; never empty after failure */
};

/* The version of the Xapian library in use, such as "1.4.22". */
const char *xc_xapian_version(void);

/* Writing. */

struct xc_writer;

/* A term or a key longer than this many bytes is an error; a NUL counts as
 * two. */
#define XC_TERM_MAX 245

/* A term of a document. Its frequency adds to the length of the document.
 * Positions are optional and must rise; they do not add to the frequency. */
struct xc_term {
    const char *text;
    size_t len;
    uint32_t frequency;
    const uint32_t *positions;
    size_t n_positions;
};

/* A value in a numbered slot; an empty value is the same as none. */
struct xc_value {
    unsigned slot;
    const char *bytes;
    size_t len;
};

struct xc_document {
    const char *data; /* any bytes, returned by xc_reader_data() */
    size_t data_len;
    const struct xc_term *terms; /* in any order */
    size_t n_terms;
    const struct xc_value *values;
    size_t n_values;
};

/* Open the index at path for writing; create it if there is none (the folder
 * above it must exist). One writer at a time.
 * XC_LOCKED: another process has it open for writing. */
enum xc_status
xc_writer_open(const char *path, struct xc_writer **out, struct xc_error *err);

/* All changes between two commits are one transaction. A document or key that
 * is refused, such as for a term that is too long, changes nothing. If a change
 * or a commit fails in the index, the transaction is lost, and every other call
 * fails until xc_writer_cancel() succeeds. */

/* Add a document under the next free number, beginning with 1. *id is set to
 * that number (id may be NULL). */
enum xc_status xc_writer_add(struct xc_writer *writer,
                             const struct xc_document *document,
                             uint32_t *id,
                             struct xc_error *err);

/* Replace the document of this number; add it if there is none. */
enum xc_status xc_writer_replace(struct xc_writer *writer,
                                 uint32_t id,
                                 const struct xc_document *document,
                                 struct xc_error *err);

/* Remove every document that has the term, if there are any. */
enum xc_status xc_writer_remove(struct xc_writer *writer,
                                const char *term,
                                size_t len,
                                struct xc_error *err);

/* Store a value under a key, beside the documents; an empty one removes it. */
enum xc_status xc_writer_set_metadata(struct xc_writer *writer,
                                      const char *key,
                                      const char *value,
                                      size_t len,
                                      struct xc_error *err);

/* Like xc_reader_metadata(), but includes changes that are not committed. */
enum xc_status xc_writer_metadata(struct xc_writer *writer,
                                  const char *key,
                                  char **out,
                                  size_t *len,
                                  struct xc_error *err);

/* Like xc_reader_postings(), without frequencies, but includes changes that are
 * not committed. */
enum xc_status xc_writer_documents(struct xc_writer *writer,
                                   const char *term,
                                   size_t len,
                                   uint32_t from,
                                   uint32_t *ids,
                                   size_t room,
                                   size_t *n,
                                   struct xc_error *err);

/* The first term that begins with the prefix, of the first document that has a
 * term, likewise; "" if there is none. The caller frees *out, as above. */
enum xc_status xc_writer_term_beside(struct xc_writer *writer,
                                     const char *term,
                                     size_t len,
                                     const char *prefix,
                                     size_t prefix_len,
                                     char **out,
                                     struct xc_error *err);

/* Make every change since the last commit visible and durable, at once: a
 * reader sees all of them or none. */
enum xc_status xc_writer_commit(struct xc_writer *writer, struct xc_error *err);

/* Discard every change since the last commit. */
enum xc_status xc_writer_cancel(struct xc_writer *writer, struct xc_error *err);

/* Close; changes that were not committed are discarded. */
void xc_writer_close(struct xc_writer *writer);

/* Write a compact copy of one or several indexes to a new folder, which must
 * not exist yet. The documents of several indexes follow one another under new
 * numbers. If several have the same key, the value in the first is copied. */
enum xc_status xc_compact(const char *const *paths,
                          size_t n_paths,
                          const char *to,
                          struct xc_error *err);

/* Read every block of every table of the index in the folder, and check their
 * structure, and the totals in its version file. This finds blocks that are
 * missing or misplaced, but blocks have no checksums, so most changed bytes go
 * unnoticed. XC_CORRUPT: the message says what was found first. */
enum xc_status xc_check(const char *path, struct xc_error *err);

/* Reading. */

struct xc_reader;

/* Open the index at a path: a folder, an index in one file, a stub file (which
 * lists indexes, and may name programs to run: open none that you do not trust)
 * or, as "tcp:HOST:PORT", a remote index served by xapian-tcpsrv. Several are
 * read as one: their document numbers interleave, and metadata is that of the
 * first.
 * XC_NOT_FOUND: no index there. */
enum xc_status xc_reader_open(const char *const *paths,
                              size_t n_paths,
                              struct xc_reader **out,
                              struct xc_error *err);
void xc_reader_close(struct xc_reader *reader);

/* Move to the last commit; until then the reader sees the commit that it was
 * opened at. *has_changed says whether there is anything new, such as another
 * index at the same path, or a backup of the index (has_changed may be NULL).
 * After a failure every other call returns XC_STALE until this one succeeds. */
enum xc_status xc_reader_reopen(struct xc_reader *reader,
                                bool *has_changed,
                                struct xc_error *err);

#define XC_UUID_SIZE 37 /* with the NUL */

struct xc_info {
    uint64_t revision; /* rises with each commit; 0 if several or remote */
    uint32_t documents;
    uint32_t last_id; /* the highest document number ever used */
    double average_length;
    char uuid[XC_UUID_SIZE]; /* a new one when the index is rebuilt; "" for
                                several indexes */
};

enum xc_status xc_reader_info(struct xc_reader *reader,
                              struct xc_info *out,
                              struct xc_error *err);

/* The value stored under a key, or "". The caller frees *out with free(); it
 * has a NUL after its len bytes (len may be NULL). */
enum xc_status xc_reader_metadata(struct xc_reader *reader,
                                  const char *key,
                                  char **out,
                                  size_t *len,
                                  struct xc_error *err);

/* The data of a document, which the caller frees, as above.
 * XC_NOT_FOUND: no document has the number. */
enum xc_status xc_reader_data(struct xc_reader *reader,
                              uint32_t id,
                              char **out,
                              size_t *len,
                              struct xc_error *err);

/* How many documents have the term, and how often it is in all of them; both
 * are 0 if no document has it. Either output may be NULL. */
enum xc_status xc_reader_frequency(struct xc_reader *reader,
                                   const char *term,
                                   size_t len,
                                   uint32_t *documents,
                                   uint64_t *occurrences,
                                   struct xc_error *err);

/* Lists in bulk. The arrays belong to the caller. Each call fills at most
 * `room` elements, beginning with the document number (or string) `from`, or
 * the next one if that is not in the list. *n is how many elements were filled,
 * which is less than room only at the end of the list. */

/* The documents that have a term, rising, and its frequency in each
 * (frequencies may be NULL). The empty term is in every document once. */
enum xc_status xc_reader_postings(struct xc_reader *reader,
                                  const char *term,
                                  size_t len,
                                  uint32_t from,
                                  uint32_t *ids,
                                  uint32_t *frequencies,
                                  size_t room,
                                  size_t *n,
                                  struct xc_error *err);

/* All document numbers, rising, and the lengths of the documents. */
enum xc_status xc_reader_lengths(struct xc_reader *reader,
                                 uint32_t from,
                                 uint32_t *ids,
                                 uint32_t *lengths,
                                 size_t room,
                                 size_t *n,
                                 struct xc_error *err);

/* The positions of the term in a document, rising, beginning with the first;
 * none if the document does not have it. */
enum xc_status xc_reader_positions(struct xc_reader *reader,
                                   uint32_t id,
                                   const char *term,
                                   size_t len,
                                   uint32_t *positions,
                                   size_t room,
                                   size_t *n,
                                   struct xc_error *err);

/* The documents, rising, that have the terms at consecutive positions. A single
 * term needs no positions. */
enum xc_status xc_reader_phrase(struct xc_reader *reader,
                                const char *const *terms,
                                const size_t *lens,
                                size_t n_terms,
                                uint32_t from,
                                uint32_t *ids,
                                size_t room,
                                size_t *n,
                                struct xc_error *err);

/* Strings of different lengths, one after the other without NULs: string i
 * begins at ends[i - 1] (0 for the first) and ends before ends[i]. */
struct xc_strings {
    char *bytes; /* room for size bytes */
    size_t size;
    size_t *ends; /* room for as many as the call is given room for */
};

/* The documents that have a value in the slot, rising, and the values. *n may
 * be less than room before the end of the list, if no more bytes fit, and is 0
 * if the first value alone does not; *is_end says whether the end was reached.
 */
enum xc_status xc_reader_values(struct xc_reader *reader,
                                unsigned slot,
                                uint32_t from,
                                uint32_t *ids,
                                struct xc_strings *values,
                                size_t room,
                                size_t *n,
                                bool *is_end,
                                struct xc_error *err);

/* The values of the given documents (rising) in the slot, "" for a document
 * that has none. *n is how many of them fitted, as above. */
enum xc_status xc_reader_values_of(struct xc_reader *reader,
                                   unsigned slot,
                                   const uint32_t *ids,
                                   size_t n_ids,
                                   struct xc_strings *values,
                                   size_t *n,
                                   struct xc_error *err);

/* The terms that begin with the prefix, in byte order, and how many documents
 * have each (documents may be NULL). *is_end as above.
 * XC_FAILED: the first term alone does not fit. */
enum xc_status xc_reader_terms(struct xc_reader *reader,
                               const char *prefix,
                               size_t prefix_len,
                               const char *from,
                               size_t from_len,
                               struct xc_strings *terms,
                               uint32_t *documents,
                               size_t room,
                               size_t *n,
                               bool *is_end,
                               struct xc_error *err);

/* The terms of a document, in byte order, with the frequency of each in it, and
 * how many documents have each (either may be NULL). *is_end as above.
 * XC_NOT_FOUND: no document has the number. */
enum xc_status xc_reader_document_terms(struct xc_reader *reader,
                                        uint32_t id,
                                        const char *from,
                                        size_t from_len,
                                        struct xc_strings *terms,
                                        uint32_t *frequencies,
                                        uint32_t *documents,
                                        size_t room,
                                        size_t *n,
                                        bool *is_end,
                                        struct xc_error *err);

/* The keys of metadata that begin with the prefix, as xc_reader_terms() lists
 * terms. */
enum xc_status xc_reader_metadata_keys(struct xc_reader *reader,
                                       const char *prefix,
                                       size_t prefix_len,
                                       const char *from,
                                       size_t from_len,
                                       struct xc_strings *keys,
                                       size_t room,
                                       size_t *n,
                                       bool *is_end,
                                       struct xc_error *err);

#ifdef __cplusplus
}
#endif

#endif
