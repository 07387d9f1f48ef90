/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * xapian-capi.h: a small C interface to a Xapian index.
 *
 * It wraps what a search program does (open, add, commit; search, count,
 * quote), not Xapian's classes. Text is English, stemmed by libstemmer. An
 * index holds documents; a document has data (bytes of the caller's), texts
 * to search in, terms to be found by exactly, and values in numbered slots
 * to filter, count and sort by.
 *
 * Conventions for every function here:
 *  1. Handles are opaque. What you open you close; what you are given to
 *     free, you free; close and free accept NULL.
 *  2. Text is UTF-8, pointer and length, and need not end in NUL, unless the
 *     parameter is a path, a term, a key or a value.
 *  3. A function that can fail returns enum xc_status, clears its output
 *     first, and on failure fills *err when err is not NULL.
 *  4. No function calls you back, prints (but for a caller's mistake, such as a
 *     null handle, which ends the program), or keeps a pointer you passed in.
 *  5. A handle may move between threads, but only one may use it at a time.
 *     Handles share nothing.
 */
#ifndef XAPIAN_CAPI_H
#define XAPIAN_CAPI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A code exists only where callers act differently on it. */
enum xc_status {
    XC_OK = 0,
    XC_NOT_FOUND,     /* no index at the path */
    XC_NO_DOCUMENT,   /* none of that term */
    XC_LOCKED,        /* another process is writing to the index */
    XC_BAD_QUERY,     /* err->offset says where; the message is for the asker */
    XC_STALE,         /* the writer commits faster than we read; try again */
    XC_WRONG_VERSION, /* of an incompatible Xapian, or not as expected by
                         xc_reader_expect(): rebuild */
    XC_CORRUPT,       /* damaged: rebuild */
    XC_NO_MEMORY,
    XC_FAILED /* all else, such as a full disk; the message says what */
};

struct xc_error {
    enum xc_status status;
    size_t offset;     /* XC_BAD_QUERY: byte of the query at fault */
    char message[256]; /* one line, for a person; never empty after failure */
};

/* The version of the Xapian library in use, such as "1.4.22". */
const char *xc_xapian_version(void);

/* Writing. */

struct xc_writer;

/* A value in a slot. Slots are the caller's to number; an empty value is the
 * same as none. */
struct xc_value {
    unsigned slot;
    const char *value;
};

struct xc_document {
    const char *data; /* given back with a hit, unread */
    size_t data_len;
    const char *text; /* searched: words, phrases */
    size_t text_len;
    const char *const *terms; /* found by exactly, such as an identifier */
    size_t n_terms;
    const struct xc_value *values;
    size_t n_values;
};

/* Open the index at path for writing; make it where there is none (the
 * folder above it must exist). One writer at a time.
 * XC_LOCKED: another process has it open for writing.
 */
enum xc_status
xc_writer_open(const char *path, struct xc_writer **out, struct xc_error *err);

/* Add a document. A term of over XC_TERM_MAX bytes is an error; what was added
 * before stays added. */
#define XC_TERM_MAX 245

enum xc_status xc_writer_add(struct xc_writer *writer,
                             const struct xc_document *document,
                             struct xc_error *err);

/* Remove every document that has this exact term; none is no error. */
enum xc_status xc_writer_remove(struct xc_writer *writer,
                                const char *term,
                                struct xc_error *err);

/* Keep a value under a key, beside the documents; empty removes it. */
enum xc_status xc_writer_set_metadata(struct xc_writer *writer,
                                      const char *key,
                                      const char *value,
                                      struct xc_error *err);

/* Make every change since the last commit visible and durable, at once: a
 * reader sees all of them or none. */
enum xc_status xc_writer_commit(struct xc_writer *writer, struct xc_error *err);

/* Forget every change since the last commit. */
enum xc_status xc_writer_rollback(struct xc_writer *writer,
                                  struct xc_error *err);

/* Close; changes that were not committed are forgotten. */
void xc_writer_close(struct xc_writer *writer);

/* Reading. */

struct xc_reader;
struct xc_hits;

/* Open the index at path for searching. Each call below sees the last commit
 * made before it.
 * XC_NOT_FOUND: no index there. XC_WRONG_VERSION, XC_CORRUPT: rebuild it.
 */
enum xc_status
xc_reader_open(const char *path, struct xc_reader **out, struct xc_error *err);
void xc_reader_close(struct xc_reader *reader);

/* Expect this value under the metadata's key: from now on, an index that has
 * documents and another value there is XC_WRONG_VERSION to every call. */
enum xc_status xc_reader_expect(struct xc_reader *reader,
                                const char *key,
                                const char *value,
                                struct xc_error *err);

struct xc_info {
    uint64_t revision; /* grows with each commit; an index built anew starts
                          again */
    uint64_t documents;
};

enum xc_status xc_reader_info(struct xc_reader *reader,
                              struct xc_info *out,
                              struct xc_error *err);

/* The value kept under a key, "" where none; *out is yours, free() it. */
enum xc_status xc_reader_metadata(struct xc_reader *reader,
                                  const char *key,
                                  char **out,
                                  struct xc_error *err);

/* The keys that begin with prefix, in order; free with xc_keys_free(). */
struct xc_keys {
    char **keys;
    size_t count;
};

enum xc_status xc_reader_metadata_keys(struct xc_reader *reader,
                                       const char *prefix,
                                       struct xc_keys *out,
                                       struct xc_error *err);
void xc_keys_free(struct xc_keys *keys);

/* How the bare words of a query are taken. */
enum xc_match {
    XC_MATCH_AUTO, /* any of them, but see xc_reader_search() */
    XC_MATCH_ALL,
    XC_MATCH_ANY
};

enum xc_order {
    XC_ORDER_RELEVANCE, /* best first; equals in the order they were added */
    XC_ORDER_FALLING,   /* by the value of order_slot, text order */
    XC_ORDER_RISING,
    XC_ORDER_DEFAULT /* by relevance; of a blank query, falling */
};

/* A document passes whose value in the slot is one of the values (without
 * regard to case), or lies within from and to (text order, both included;
 * either may be NULL) where n_values is 0. */
struct xc_filter {
    unsigned slot;
    const char *const *values;
    size_t n_values;
    const char *from;
    const char *to;
};

struct xc_request {
    const char *query; /* blank: every document */
    size_t query_len;
    enum xc_match match;
    const struct xc_filter *filters; /* all must pass; one to a slot */
    size_t n_filters;
    const unsigned *facets; /* slots to count */
    size_t n_facets;
    enum xc_order order;
    unsigned order_slot;
    size_t offset;
    size_t limit;
};

/* Run one query: its total, its page of hits, its facet counts, all exact.
 *
 * A query is words, "phrases", AND, OR, NOT (capitals), brackets, +word
 * (must), -word (must not). Words and phrases are stemmed, and letter case
 * changes nothing; words as common as "of" count only within a phrase. Where a
 * query has AND, OR or NOT, XC_MATCH_AUTO takes its other words as
 * XC_MATCH_ALL does.
 * Documents are ranked by IneB2 (Amati and van Rijsbergen 2002), c = 1.5.
 *
 * XC_MATCH_AUTO drops a document in which the words found make up less than
 * XC_AUTO_SHARE of the query's weight (the sum of its words' inverse document
 * frequencies, measured against the document that has most of it). What is
 * dropped does not depend on the filters.
 *
 * A facet is counted under all filters but the one on its own slot, so that
 * the count beside a value is the total that choosing it would give.
 *
 * *out owns every string that it hands out; free it with xc_hits_free().
 */
#define XC_AUTO_SHARE 0.5
#define XC_QUERY_MAX 4096 /* bytes; a longer one is XC_BAD_QUERY */

enum xc_status xc_reader_search(struct xc_reader *reader,
                                const struct xc_request *request,
                                struct xc_hits **out,
                                struct xc_error *err);

/* The document that has this exact term (the first where there are several).
 * XC_NO_DOCUMENT: none has. */
enum xc_status xc_reader_get(struct xc_reader *reader,
                             const char *term,
                             struct xc_hits **out,
                             struct xc_error *err);

/* Hits. */

struct xc_hit {
    const char *data;
    size_t data_len;
    double score; /* 0 where nothing was ranked */
};

struct xc_count {
    const char *value;
    size_t count;
};

struct xc_facet {
    unsigned slot;
    const struct xc_count *counts; /* most first, then by value; none is 0 */
    size_t n_counts;
};

size_t xc_hits_total(const struct xc_hits *hits);
size_t xc_hits_count(const struct xc_hits *hits); /* on this page */
struct xc_hit xc_hits_at(const struct xc_hits *hits, size_t index);
size_t xc_hits_n_facets(const struct xc_hits *hits); /* as asked, in order */
struct xc_facet xc_hits_facet(const struct xc_hits *hits, size_t index);
uint64_t xc_hits_revision(const struct xc_hits *hits);

/* The query as it was understood, for a person; "" where it was blank. */
const char *xc_hits_query(const struct xc_hits *hits);
void xc_hits_free(struct xc_hits *hits);

/* A piece of text and where it matches the query. */
struct xc_span {
    size_t start; /* bytes into the snippet's text */
    size_t end;
};

struct xc_snippet {
    char *text; /* ends in NUL */
    size_t text_len;
    struct xc_span *spans; /* in order, not overlapping */
    size_t n_spans;
};

/* Quote the part of text, of at most width characters, that shows most of the
 * query's words, from the beginning of a sentence where it can; an ellipsis
 * stands for what was cut. Free it with xc_snippet_free().
 */
enum xc_status xc_hits_snippet(const struct xc_hits *hits,
                               const char *text,
                               size_t text_len,
                               size_t width,
                               struct xc_snippet *out,
                               struct xc_error *err);
void xc_snippet_free(struct xc_snippet *snippet);

#ifdef __cplusplus
}
#endif

#endif
