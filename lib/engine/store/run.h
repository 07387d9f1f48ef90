/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * run.h: a run: the posting lists of all terms over one range of documents, as
 * pages of a few kilobytes in the order of the terms. A run does not change
 * once it is written.
 *
 *   page     = { entry }
 *   entry    = bytes shared with the term before, number of others, the others,
 *              number of postings, bytes of postings, postings
 *   postings = { distance << 1 | more, times if more }
 *
 * All numbers are in LEB128. The distance is from the document before, or from
 * the one before the first of the run; more says that the document has the term
 * more than once. A term whose postings do not fit in its page has another
 * entry in the next, for the documents after.
 *
 * The directory of a run has the first term of each page: { length, term }.
 */
#ifndef ENGINE_STORE_RUN_H
#define ENGINE_STORE_RUN_H

#include "engine/store/inverter.h"
#include "xapian-capi.h"

#include <glib.h>

enum {
    RUN_PAGE_SIZE = 4000, /* bytes that a page is filled up to */
    RUN_PAGE_MAX = RUN_PAGE_SIZE + 2 * XC_TERM_MAX
};

/* Writing. */

/* Take the next page, from number 0. */
typedef void
run_put(void *data, uint32_t page, const unsigned char *bytes, size_t len);

struct run_writer {
    uint32_t first_id; /* no document of the run comes before */
    run_put *put;
    void *data;
    uint32_t n_pages; /* that were put */
    size_t size;      /* of these, in bytes */
    GByteArray *directory;
    char term[XC_TERM_MAX]; /* the last one of the page */
    size_t len;
    size_t filled; /* bytes of the page */
    unsigned char page[RUN_PAGE_MAX];
};

void run_writer_init(struct run_writer *writer,
                     uint32_t first_id,
                     run_put *put,
                     void *data);
void run_writer_fini(struct run_writer *writer);

/* Terms come in byte order; a term may come again with later documents. */
void run_writer_add(struct run_writer *writer,
                    const char *term,
                    size_t len,
                    const struct posting *postings,
                    size_t n);

/* Put the last page; then the directory is whole. */
void run_writer_end(struct run_writer *writer);

/* Reading. */

struct run {
    int references;
    unsigned number;
    uint32_t first_id, last_id;
    uint32_t n_pages;
    uint32_t dead; /* how many of its documents have been removed */
    size_t size;   /* of its pages, in bytes */
    char *directory;
    const char **firsts; /* in the directory: the first term of each page */
    size_t *first_lens;
    struct run_page **kept; /* see run_keep_page(); NULL: none is kept */
};

/* A run without a directory, whose members are to be set. */
struct run *run_new(void);
struct run *run_ref(struct run *run);
void run_unref(struct run *run);

/* Take the directory, which free() frees with the run. False if it is damaged.
 */
bool run_set_directory(struct run *run, char *directory, size_t len);

/* The pages of a small run are kept once they have been read, for all who read
 * it: each word is looked up in every run after a commit, and most commits are
 * small. The first function returns false if the page is not kept. Both may be
 * called by several threads at a time. */
bool run_find_page(const struct run *run,
                   uint32_t page,
                   char bytes[RUN_PAGE_MAX],
                   size_t *len);
void run_keep_page(const struct run *run,
                   uint32_t page,
                   const char *bytes,
                   size_t len);

/* Read a page into bytes; false after a failure, which ends the reading. */
typedef bool run_fetch(void *data,
                       const struct run *run,
                       uint32_t page,
                       char bytes[RUN_PAGE_MAX],
                       size_t *len);

/* Take a page as the store gives it, which free() frees; false if it is none.
 */
bool run_take_page(char *value, size_t len, char bytes[RUN_PAGE_MAX]);

/* A place in a run: an entry of it. */
struct run_cursor {
    const struct run *run;
    run_fetch *fetch;
    void *data;
    uint32_t page; /* the next one to fetch */
    bool is_damaged;
    char term[XC_TERM_MAX + 1]; /* with a NUL */
    size_t len;
    uint32_t n; /* postings of the entry */
    const unsigned char *at, *end, *body, *body_end;
    char bytes[RUN_PAGE_MAX];
};

void run_cursor_init(struct run_cursor *cursor,
                     const struct run *run,
                     run_fetch *fetch,
                     void *data);

/* The pages that have to be read to find all entries of the term, from the
 * first of them on; 0 if the run has no pages. */
uint32_t run_pages_of(const struct run *run,
                      const char *term,
                      size_t len,
                      uint32_t *first);

/* Go to the first entry whose term is the given one or comes after; false if
 * there is none, or after a failure, or if the page is damaged. */
bool run_cursor_seek(struct run_cursor *cursor, const char *term, size_t len);

/* Go to the next entry; false likewise. */
bool run_cursor_next(struct run_cursor *cursor);

/* Go to the next entry of the same term. */
bool run_cursor_continue(struct run_cursor *cursor);

/* The entry's postings, room for cursor->n of them. False if they are damaged,
 * or not of this run's documents. */
bool run_cursor_postings(const struct run_cursor *cursor,
                         struct posting *postings);

/* Whether the cursor's term is this one. */
bool
run_cursor_is_at(const struct run_cursor *cursor, const char *term, size_t len);

#endif
