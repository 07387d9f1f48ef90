/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * engine-cc.h: the search engine in C++, which lib/engine replaces.
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
#ifndef FINDINGS_ENGINE_CC_H
#define FINDINGS_ENGINE_CC_H

#include <stdbool.h>
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

/* A value in a slot. Slots below XC_SLOTS_MAX are the caller's to number; an
 * empty value is the same as none. */
#define XC_SLOTS_MAX 1000

struct xc_value {
    unsigned slot;
    const char *value;
};

/* A text to search in. Those without a prefix are one text, in their order, the
 * document's own; a text with a prefix (capital letters) is a field's. */
struct xc_text {
    const char *prefix; /* "" or NULL: none */
    const char *text;
    size_t text_len;
    unsigned weight; /* how often each word counts, such as 3 for a title; of
                        a field, any */
};

struct xc_document {
    const char *data; /* given back with a hit, unread */
    size_t data_len;
    const struct xc_text *texts;
    size_t n_texts;
    const char *const *terms; /* found by exactly, such as an identifier:
                                 prefix, ':' and the rest */
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

/* What a query may say beside plain words: fields, and words that mean the same
 * or nearly. Fill it, then lend it to readers; once lent it must not change,
 * and any number of readers may use it, on any threads. */
struct xc_lexicon;

/* A word of a closed vocabulary and the other words for it, in lower case,
 * separated by '|'. */
struct xc_word {
    const char *word;
    const char *also; /* or NULL */
};

enum xc_field_kind {
    XC_FIELD_VALUE,  /* name:value, name:one,other */
    XC_FIELD_NUMBER, /* and name:3..7, name:3.., name:..7 */
    XC_FIELD_DATE,   /* likewise; 2010 is the whole year */
    XC_FIELD_TEXT    /* name:word, name:"phrase" in the texts of the prefix */
};

/* What becomes of a field whose value is named by words of a query, which then
 * mean documents of the value as well as those whose text has the words. */
enum xc_naming {
    XC_NAMES_NOTHING, /* words mean words */
    XC_NAMES_TOPIC,   /* an idea as any other */
    XC_NAMES_NEEDED,  /* only documents that contain it are counted */
    XC_NAMES_PLACE    /* likewise; the values are names of places */
};

struct xc_field {
    const char *name;
    enum xc_field_kind kind;
    unsigned slot;      /* of its values; not of XC_FIELD_TEXT */
    size_t length;      /* of an XC_FIELD_DATE: 4 where it takes years only */
    const char *prefix; /* of XC_FIELD_TEXT */
    double weight;      /* of XC_FIELD_TEXT: what its words add to the rank of a
                           document that the query finds, a word of the
                           document's own text being 1 */
    const struct xc_word *words; /* all that it can be, ended by NULL; NULL:
                                    anything */
    enum xc_naming naming;
};

enum xc_status xc_lexicon_new(struct xc_lexicon **out, struct xc_error *err);
void xc_lexicon_free(struct xc_lexicon *lexicon);

/* The field is copied. */
enum xc_status xc_lexicon_add_field(struct xc_lexicon *lexicon,
                                    const struct xc_field *field,
                                    struct xc_error *err);

#define XC_TERM_WORDS 16

/* Add a file of the thesaurus, which source names in errors;
 * lib/engine/query/thesaurus.h has the format. Names, wordings and narrower terms of
 * a concept contain it; what is related helps the order only.
 * XC_BAD_QUERY: a line cannot be read; err->offset is its number, from 1. */
enum xc_status xc_lexicon_add_words(struct xc_lexicon *lexicon,
                                    const char *source,
                                    const char *text,
                                    size_t text_len,
                                    struct xc_error *err);

/* Add words that hardly say what a query is about ("get", "really"), separated
 * by blanks; from '#' on, a line is comment. Beside others they help the order
 * only, and little. */
enum xc_status xc_lexicon_add_light_words(struct xc_lexicon *lexicon,
                                          const char *text,
                                          size_t text_len,
                                          struct xc_error *err);

/* A name by which a query may mean a field's value, besides those that the
 * index has of a field that may be anything. The field must have been added.
 * Names of places are never taken for misspelt. */
enum xc_status xc_lexicon_add_name(struct xc_lexicon *lexicon,
                                   const char *field,
                                   const char *value,
                                   const char *name,
                                   bool in_capitals, /* only where typed so */
                                   struct xc_error *err);

/* This part of the names of places names none by itself. */
enum xc_status xc_lexicon_exclude_name(struct xc_lexicon *lexicon,
                                       const char *part,
                                       struct xc_error *err);

/* Take words of this file, one a line, as right though the index does not have
 * them: they are offered others, but never corrected. Without a dictionary
 * nothing is known but the index. False, with errno, where it cannot be read. */
bool xc_lexicon_use_dictionary(struct xc_lexicon *lexicon, const char *path);

/* Documents of which a good part of all values of one slot, such as reports,
 * have nearly the same, among those of one value of another (their framework),
 * are boilerplate, and rank lower. */
void xc_lexicon_set_repeated(struct xc_lexicon *lexicon,
                             unsigned slot,
                             unsigned within);

/* Once all is added, and before it is lent.
 * XC_BAD_QUERY: a concept is related to none that there is; err->offset is the
 * line. */
enum xc_status xc_lexicon_finish(struct xc_lexicon *lexicon,
                                 struct xc_error *err);

/* Use the lexicon from now on; borrowed until the reader is closed. */
void xc_reader_use(struct xc_reader *reader, const struct xc_lexicon *lexicon);

/* Words that an index itself brings: where its metadata has a key of this
 * prefix and a word in lower case behind it, the value's lines are the same as
 * the word: "equal/caf" -> "common assessment framework". */
#define XC_EQUAL_KEY "equal/"

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
 * regard to case or accents), or lies within from and to (text order, both
 * included; either may be NULL) where n_values is 0. */
struct xc_filter {
    unsigned slot;
    size_t length; /* of the values their first bytes; 0: whole */
    const char *const *values;
    size_t n_values;
    const char *from;
    const char *to;
};

/* What to count by: the values of a slot, or their first bytes, as of a day its
 * year. */
struct xc_facet {
    unsigned slot;
    size_t length; /* bytes; 0: the whole value */
};

#define XC_NO_SLOT (~0u)

struct xc_request {
    const char *query; /* blank: every document */
    size_t query_len;
    enum xc_match match;
    bool is_literal; /* the words as typed, in all their forms: no corrections,
                        other names, values that they name, or denials */
    const struct xc_filter *filters; /* all must pass; several on one slot must
                                        all pass as well */
    size_t n_filters;
    const struct xc_facet *facets;
    size_t n_facets;
    unsigned count_slot; /* facets count the different values of this slot, such
                            as reports; XC_NO_SLOT: documents */
    const unsigned *total_slots; /* how many values of these were found? */
    size_t n_total_slots;
    enum xc_order order;
    unsigned order_slot;
    size_t offset;
    size_t limit;
    const unsigned *alike_by; /* documents are nearly the same only where their
                                 values of these slots are the same */
    size_t n_alike_by;
    unsigned alike_slot; /* of documents that are nearly the same, show the
                            first, and count the others by this slot;
                            XC_NO_SLOT: show all */
    bool is_explained;   /* keep what xc_hits_share() tells */
};

/* Run one query: its total, its page of hits, its facet counts, all exact.
 *
 * A query is made of
 *   word           by its stem, in whatever letters; a word joined by a hyphen
 *                  is found written apart or as one, and the other way round
 *   =word          in this form only
 *   word*          any word that begins with it: at least XC_STEM_MIN letters;
 *                  of more than XC_FORMS_MAX words the most frequent are taken,
 *                  and xc_hits_term() says so
 *   "a phrase"     words that follow one another, by their stems
 *   a NEAR/5 b     within five words, in either order; NEAR is NEAR/10. Words,
 *                  phrases or brackets of alternatives of them
 *   +item -item    must be there, must not
 *   name:value     by a field of the lexicon; must be so
 *   AND OR NOT ()  in capitals; "a AND -b" is "a NOT b"
 * In small letters and, or, not are words, and so is '&' between blanks. Words
 * as common as "of" count only within a phrase or a term of the lexicon, unless
 * there are no others. What other search programs take for an operator (?, !,
 * ~, ^, ||, a name before a colon that is not a field's) is XC_BAD_QUERY rather
 * than text; err->offset is its place in bytes.
 * A query with operators wants all of the words between them (XC_MATCH_ANY:
 * any); without them XC_MATCH_AUTO wants enough, see below.
 *
 * A query is a list of ideas: an idea is everything that one typed word, phrase
 * or term of the lexicon stands for. Bare words are found by their other names,
 * wordings and narrower terms as well, by another spelling, and by the value of
 * a field that they name (not within quotations); what is related helps the
 * order only, where words are alternatives. A misspelt word is corrected, or
 * others are offered: xc_hits_correction() tells, xc_hits_idea() the rest.
 * is_literal turns all of this off.
 *
 * Ranking is described in docs/ranking.md. A query whose phrases and NEAR take
 * a processor more than XC_PATIENCE seconds is XC_BAD_QUERY.
 *
 * XC_MATCH_AUTO counts a document that contains every idea, or ideas of at
 * least XC_AUTO_SHARE of the query's own weight (an idea weighs by how rare it
 * is; one that nothing contains weighs most); of a query of more than two ideas
 * less is asked. What is counted depends neither on the filters nor on what
 * other documents hold. All others that hold something of the query follow
 * those on the pages, with is_counted false; totals, facets, tables and scrolls
 * are of what is counted.
 *
 * A facet is counted under all filters but those on its own slot, so that
 * the count beside a value is the total that choosing it would give.
 *
 * *out owns every string that it hands out; free it with xc_hits_free().
 */
#define XC_AUTO_SHARE 0.65
#define XC_NEAR_SHARE 0.3
#define XC_QUERY_MAX 4096 /* bytes; a longer one is XC_BAD_QUERY */
#define XC_PATIENCE 10    /* seconds */
#define XC_STEM_MIN 2     /* letters before a '*' */
#define XC_FORMS_MAX 200

enum xc_status xc_reader_search(struct xc_reader *reader,
                                const struct xc_request *request,
                                struct xc_hits **out,
                                struct xc_error *err);

/* The document that has this exact term, and of those that have the same term
 * of the group's prefix (such as the report that it is from) as many as are
 * asked for before and after it, in the order they were added.
 * xc_hits_origin() is the document's place among the hits. group may be NULL.
 * XC_NO_DOCUMENT: none has the term. */
enum xc_status xc_reader_get(struct xc_reader *reader,
                             const char *term,
                             const char *group,
                             size_t before,
                             size_t after,
                             struct xc_hits **out,
                             struct xc_error *err);

/* Documents that are about the same as the one of this term, by the words that
 * distinguish it; not itself nor what is nearly the same text. Of the request,
 * the filters, limit and offset count. Those with another value in
 * apart_slot come first (XC_NO_SLOT: by rank alone). xc_hits_query() are the
 * words.
 * XC_NO_DOCUMENT: none has the term. */
enum xc_status xc_reader_similar(struct xc_reader *reader,
                                 const char *term,
                                 unsigned apart_slot,
                                 const struct xc_request *request,
                                 struct xc_hits **out,
                                 struct xc_error *err);

/* Everything that a query finds, in order, a piece at a time. */
struct xc_scroll;

/* Of the request, limit and offset do not count, nor what is counted.
 * xc_hits_total() of the first piece is of the whole. */
enum xc_status xc_scroll_open(struct xc_reader *reader,
                              const struct xc_request *request,
                              struct xc_scroll **out,
                              struct xc_error *err);

/* The next hits, at most limit; none: it is at its end. Any reader of the same
 * index will do.
 * XC_STALE: the index has changed since it was opened. */
enum xc_status xc_scroll_next(struct xc_scroll *scroll,
                              struct xc_reader *reader,
                              size_t limit,
                              struct xc_hits **out,
                              struct xc_error *err);
void xc_scroll_close(struct xc_scroll *scroll);

/* A table of two facets: how many of what the query finds have both values. */
struct xc_table;

/* Of the request, the query, the filters (all of them, for each facet) and
 * count_slot count. Values that nothing found has are left out. */
enum xc_status xc_reader_table(struct xc_reader *reader,
                               const struct xc_request *request,
                               struct xc_facet rows,
                               struct xc_facet columns,
                               struct xc_table **out,
                               struct xc_error *err);
size_t xc_table_n_rows(const struct xc_table *table);
size_t xc_table_n_columns(const struct xc_table *table);
/* In the order of the values' text; "" where documents have no value. */
const char *xc_table_row(const struct xc_table *table, size_t row);
const char *xc_table_column(const struct xc_table *table, size_t column);
/* Row or column XC_ALL: of all rows or columns together. */
#define XC_ALL ((size_t)-1)
size_t xc_table_cell(const struct xc_table *table, size_t row, size_t column);
/* How the query was understood, how much it found, and the revision: hits
 * without a page. Borrowed. */
const struct xc_hits *xc_table_told(const struct xc_table *table);
void xc_table_free(struct xc_table *table);

/* A list of values, each with a count. */
struct xc_count {
    const char *value;
    size_t count;
};

struct xc_counts {
    struct xc_count *list;
    size_t count;
};
void xc_counts_free(struct xc_counts *counts);

/* The values of the slot that documents passing the filters have and that none
 * of the documents has that the query finds, filtered or not: those that never
 * mention it, in text order. Each count is of the documents that pass.
 * *selected is the number of values that the filters select, *told how the
 * query was understood, without a page; free it with xc_hits_free(). */
enum xc_status xc_reader_absent(struct xc_reader *reader,
                                const struct xc_request *request,
                                unsigned slot,
                                struct xc_counts *out,
                                size_t *selected,
                                struct xc_hits **told,
                                struct xc_error *err);

/* Words of the index much like this one, likeliest first, at most limit, each
 * with the number of documents. */
enum xc_status xc_reader_suggest(struct xc_reader *reader,
                                 const char *word,
                                 size_t limit,
                                 struct xc_counts *out,
                                 struct xc_error *err);

/* Values of the slot that are, begin with or are much like the text. */
enum xc_status xc_reader_suggest_value(struct xc_reader *reader,
                                       unsigned slot,
                                       const char *text,
                                       size_t limit,
                                       struct xc_counts *out,
                                       struct xc_error *err);

/* Hits. */

struct xc_hit {
    const char *data;
    size_t data_len;
    double score; /* 0 where nothing was ranked */
    bool is_counted; /* false: it matches in part, and the total is without it */
    size_t alike; /* documents found that are nearly the same and not shown */
    size_t alike_values; /* how many other values of alike_slot these have */
    bool is_boilerplate; /* where explained: many print the same, so its score
                            was reduced */
};

struct xc_facet_counts {
    struct xc_facet facet;
    const struct xc_count *counts; /* most first, then by value; none is 0 */
    size_t n_counts;
};

size_t xc_hits_total(const struct xc_hits *hits);
/* How many of those counted there are to page through: less than the total
 * where documents that are alike are shown as one. */
size_t xc_hits_shown(const struct xc_hits *hits);
/* How many there are to page through, those that only match in part behind
 * those that are counted. */
size_t xc_hits_ranked(const struct xc_hits *hits);
size_t xc_hits_total_of(const struct xc_hits *hits, size_t index);
size_t xc_hits_count(const struct xc_hits *hits); /* on this page */
struct xc_hit xc_hits_at(const struct xc_hits *hits, size_t index);
size_t xc_hits_origin(const struct xc_hits *hits);   /* of xc_reader_get() */
size_t xc_hits_n_facets(const struct xc_hits *hits); /* as asked, in order */
struct xc_facet_counts xc_hits_facet(const struct xc_hits *hits, size_t index);
uint64_t xc_hits_revision(const struct xc_hits *hits);

/* The query as it was understood, for a person; "" where it was blank. */
const char *xc_hits_query(const struct xc_hits *hits);

/* The query as it was typed with the words that were put right; "" where none
 * was. */
const char *xc_hits_corrected(const struct xc_hits *hits);

/* Words that the index does not hold, and what is there instead. */
struct xc_correction {
    size_t offset; /* bytes into the query */
    size_t length;
    const struct xc_count *words; /* likeliest first */
    size_t n_words;
    bool is_put; /* the first was searched for */
};
size_t xc_hits_n_corrections(const struct xc_hits *hits);
struct xc_correction xc_hits_correction(const struct xc_hits *hits,
                                        size_t index);

/* Values that the filters ask for, or the query by a field that may be
 * anything, and that no document has. */
struct xc_missing {
    unsigned slot;
    const char *value;
};
size_t xc_hits_n_missing(const struct xc_hits *hits);
struct xc_missing xc_hits_missing(const struct xc_hits *hits, size_t index);

/* What the query looked for: one for each word or phrase as typed, and one for
 * what was added to it. */
enum xc_origin {
    XC_TYPED,
    XC_SAME,     /* another name, by the lexicon or the index */
    XC_WORDING,  /* another way to say it */
    XC_NARROWER, /* a kind of it */
    XC_NEAR,     /* something related; helps the order only */
    XC_JOINED,   /* written apart or as one */
    XC_VALUE,    /* documents of the value that it names */
    XC_PART,     /* of words joined by a hyphen, where they stand elsewhere */
    XC_PAIR,     /* two words typed side by side, found so */
    XC_NEGATED   /* a word that the query denies, where it is denied */
};

struct xc_term {
    const char *text; /* as typed, or as in the lexicon */
    enum xc_origin origin;
    size_t of;         /* what it was added to: another term's place; its own
                          where it was typed */
    size_t documents;  /* that hold it */
    double rarity;     /* log(1 + documents of the index / documents) */
    const char *forms; /* the words of the index that it stands for, a blank
                          between */
    bool is_cut;       /* it stands for more than XC_FORMS_MAX words */
};
size_t xc_hits_n_terms(const struct xc_hits *hits);
struct xc_term xc_hits_term(const struct xc_hits *hits, size_t index);

/* An idea of the query: everything that one typed word or phrase stands for. A
 * document contains it if it has the words, another name of it, a narrower
 * thing or the value that it names. */
struct xc_named {
    const char *field;
    const char *value;
    size_t documents; /* that have the value */
};

struct xc_idea {
    const char *text; /* as understood */
    size_t offset;    /* bytes of the query */
    size_t length;
    size_t documents; /* that contain it */
    double weight;    /* of the query's; 0: it only helps the order */
    bool is_needed;   /* a document that lacks it is not counted */
    const size_t *terms; /* their places, the typed ones first */
    size_t n_terms;
    const struct xc_named *values;
    size_t n_values;
};
size_t xc_hits_n_ideas(const struct xc_hits *hits);
struct xc_idea xc_hits_idea(const struct xc_hits *hits, size_t index);

/* What a term gave to the score of a hit, where is_explained. */
struct xc_share {
    double occurrences;
    double score;
};
struct xc_share
xc_hits_share(const struct xc_hits *hits, size_t hit, size_t term);
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
 * stands for what was cut. Marked is what matched: of a phrase the phrase, not
 * its words elsewhere. Free it with xc_snippet_free().
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
