/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * engine.h: full-text search over an index of short texts, in English, with
 * fields to filter, count and sort by.
 *
 * An index contains documents. A document has data (the caller's bytes), texts
 * to search in, terms to find it by exactly, and values in numbered slots.
 * docs/ranking.md describes the ranking; the index is a Xapian index.
 *
 * Conventions for every function here:
 *  1. Handles are opaque. What you open you close; what you are given to free,
 *     you free; close and free accept NULL.
 *  2. Text is UTF-8, pointer and length, and need not end in NUL, unless the
 *     parameter is a path, a term, a key or a value.
 *  3. A function that can fail returns enum fe_status, clears its output
 *     first, and on failure fills *err when err is not NULL.
 *  4. No function calls back, prints (except for a caller's mistake, such as a
 *     null handle, which ends the program), or keeps a pointer it was given.
 *  5. A handle may move between threads, but only one may use it at a time. An
 *     index and a lexicon are the exceptions: any number of threads may use
 *     them.
 *  6. A zeroed struct means the defaults.
 *  7. Running out of memory ends the program, except within Xapian or the
 *     stemmer: there it is FE_NO_MEMORY, as is a request that needs more than
 *     its share.
 */
#ifndef FINDINGS_ENGINE_H
#define FINDINGS_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#include <atomic>
using std::atomic_bool;
extern "C" {
#else
#include <stdatomic.h>
#endif

/* A code exists only where callers act differently on it. */
enum fe_status {
    FE_OK = 0,
    FE_NOT_FOUND,     /* no index at the path */
    FE_NO_DOCUMENT,   /* no document has the term */
    FE_LOCKED,        /* another process is writing to the index */
    FE_BAD_QUERY,     /* err->offset says where; the message is for the asker */
    FE_STALE,         /* the writer commits faster than we read; try again */
    FE_WRONG_VERSION, /* written by another version, or without what
                         fe_index_expect() expects: rebuild */
    FE_CORRUPT,       /* damaged: rebuild */
    FE_NO_MEMORY,     /* ask for less, or try again */
    FE_TIMED_OUT,     /* the deadline of fe_reader_stop_at() has passed */
    FE_CANCELLED,     /* its flag was set */
    FE_FAILED         /* all else, such as a full disk; the message says what */
};

struct fe_error {
    enum fe_status status;
    size_t offset;     /* FE_BAD_QUERY: byte of the query at fault */
    int system;        /* FE_FAILED: the errno of a system call; or 0.
                          FE_CORRUPT: EREMOTE if it is a copy */
    size_t shard;      /* of several indexes, the one that it is about */
    char message[256]; /* one line, for a person; never empty after failure */
};

/* The version of the Xapian library in use, such as "1.4.22". */
const char *fe_xapian_version(void);

/* Slots are numbered from 1 to FE_SLOTS_MAX; 0 is none. */
#define FE_NO_SLOT 0u
#define FE_SLOTS_MAX 999u

/* Writing. */

struct fe_writer;

/* A value in a slot; an empty value is the same as none. A document may have
 * several values in a slot: it then passes a filter on any of them, and facets,
 * tables and lists of absent values count it under each. To sort by the slot,
 * or to compare documents by it, it is one value that comes after all others.
 */
struct fe_value {
    unsigned slot;
    const char *value;
};

/* A text to search in. Texts without a prefix make up, in their order, the
 * document's own text; a text with a prefix (capital letters) is a field's. */
struct fe_text {
    const char *prefix; /* "" or NULL: none */
    const char *text;
    size_t text_len;
    unsigned weight; /* how often each word counts, such as 3 for a title;
                        ignored for a field */
};

struct fe_document {
    const char *data; /* returned with a hit, uninterpreted */
    size_t data_len;
    const struct fe_text *texts;
    size_t n_texts;
    const char *const *terms; /* exact terms, such as an identifier: a
                                 prefix, ':' and the rest */
    size_t n_terms;
    const struct fe_value *values;
    size_t n_values;
};

/* Open the index at path for writing; create it if there is none (the
 * folder above it must exist). One writer at a time. After a failure of
 * the index, such as a full disk, every call fails until fe_writer_rollback().
 * FE_LOCKED: another process has it open for writing.
 * FE_CORRUPT: it is damaged. The last writer leaves digests of its files, which
 * are compared: reading them costs 0.1 s for 100 MB. If it was killed, the
 * structure of the tables is checked instead, which finds less.
 */
enum fe_status
fe_writer_open(const char *path, struct fe_writer **out, struct fe_error *err);

/* Add a document. A term longer than FE_TERM_MAX bytes is an error, which
 * leaves earlier additions in place. */
#define FE_TERM_MAX 245

enum fe_status fe_writer_add(struct fe_writer *writer,
                             const struct fe_document *document,
                             struct fe_error *err);

/* The same, but a thread of the writer writes it to the index while the caller
 * goes on. A failure to write is returned by a later call of a function of the
 * writer, at the latest by fe_writer_commit(); it may be that of any document
 * queued before. All other functions first wait until nothing is queued. */
enum fe_status fe_writer_queue(struct fe_writer *writer,
                               const struct fe_document *document,
                               struct fe_error *err);

/* Remove every document that has this exact term, if there are any. */
enum fe_status fe_writer_remove(struct fe_writer *writer,
                                const char *term,
                                struct fe_error *err);

/* Store a value under a key, beside the documents; an empty one removes it. The
 * keys "stems", "commits", "committed" and "runs" and those that begin with
 * "words/" or "run/" are the engine's own: setting them fails. */
enum fe_status fe_writer_set_metadata(struct fe_writer *writer,
                                      const char *key,
                                      const char *value,
                                      struct fe_error *err);

/* The first document that has this exact term, also if it is not committed: its
 * value of the group, as in fe_reader_get() (such as the report that it is
 * from). "" if no document has the term, or that one has no group. The caller
 * frees *out. */
enum fe_status fe_writer_group(struct fe_writer *writer,
                               const char *term,
                               const char *group,
                               char **out,
                               struct fe_error *err);

/* Like fe_reader_metadata(), but includes changes that are not committed. */
enum fe_status fe_writer_metadata(struct fe_writer *writer,
                                  const char *key,
                                  char **out,
                                  struct fe_error *err);

/* Keys of metadata. */
struct fe_keys {
    char **keys;
    size_t count;
};
void fe_keys_free(struct fe_keys *keys); /* NULL is allowed */

/* What was last committed: the keys that begin with prefix, in order, and how
 * many documents there are. */
enum fe_status fe_writer_committed(struct fe_writer *writer,
                                   const char *prefix,
                                   struct fe_keys *keys,
                                   uint32_t *documents,
                                   struct fe_error *err);

/* Make every change since the last commit visible and durable, at once: a
 * reader sees all of them or none. */
enum fe_status fe_writer_commit(struct fe_writer *writer, struct fe_error *err);

/* Put all posting lists in one piece, as a part of the next commit: they are
 * then read a little faster, and take less space. It takes about as long as
 * adding a tenth of the documents. */
enum fe_status fe_writer_merge(struct fe_writer *writer, struct fe_error *err);

/* Write a compact copy of the index, to which nobody may be writing, to a
 * folder that does not exist yet. The copy is checked. */
enum fe_status
fe_index_compact(const char *path, const char *to, struct fe_error *err);

/* Discard every change since the last commit. */
enum fe_status fe_writer_rollback(struct fe_writer *writer,
                                  struct fe_error *err);

/* Close; changes that were not committed are discarded. */
void fe_writer_close(struct fe_writer *writer);

/* Checking and salvaging. Xapian may crash on a damaged index, so a child
 * process should do it. */

/* Call body in a child process and return its status. FE_CORRUPT if the child
 * crashes or does not end; whatever else it changes in memory is lost. */
enum fe_status fe_run_apart(enum fe_status (*body)(void *data,
                                                   struct fe_error *err),
                            void *data,
                            struct fe_error *err);

/* Keep writers out of the index, whatever its state.
 * FE_LOCKED: one is at work. */
struct fe_lock;
enum fe_status
fe_index_lock(const char *path, struct fe_lock **out, struct fe_error *err);
/* The same for who only reads, and may not write: several may at a time. It
 * fails also if nobody has ever written to the index here. */
enum fe_status
fe_index_hold(const char *path, struct fe_lock **out, struct fe_error *err);
void fe_index_unlock(struct fe_lock *lock);

/* What can still be read of an index, damaged or not. */
struct fe_salvage;

enum fe_status fe_salvage_open(const char *path,
                               struct fe_salvage **out,
                               struct fe_error *err);
void fe_salvage_close(struct fe_salvage *salvage);

/* The next document, in the order in which they were added. *data is NULL if it
 * is damaged, and borrowed until the next call. False at the end. */
bool fe_salvage_next(struct fe_salvage *salvage,
                     uint32_t *number,
                     const char **data,
                     size_t *len);

/* The keys that begin with prefix, as far as they can be read. False if some
 * may be missing. Free them with fe_keys_free(). */
struct fe_keys;
bool fe_salvage_keys(struct fe_salvage *salvage,
                     const char *prefix,
                     struct fe_keys *out);

/* What is kept under a key; NULL if it cannot be read. The caller frees it with
 * free(). */
char *fe_salvage_metadata(struct fe_salvage *salvage, const char *key);

/* Compare what the index has of a document with what fe_writer_add() would
 * store now. NULL if that is the same, else what differs. */
const char *fe_salvage_compare(struct fe_salvage *salvage,
                               uint32_t number,
                               const struct fe_document *document);

/* Check every block of every table, and, after all documents have been
 * compared, that the posting lists contain the same documents. NULL, or what is
 * wrong, borrowed until the next call. */
const char *fe_salvage_check_tables(struct fe_salvage *salvage);

/* Reading. */

/* An index opened for reading. What it keeps in memory is built once for all
 * readers, and updated after each commit. */
struct fe_index;

/* One thread's access to an index. */
struct fe_reader;
struct fe_hits;
struct fe_lexicon;

/* Open the index at path for searching, with a lexicon (below) for its readers,
 * which may be NULL and must outlive it, unless readers are given others
 * (fe_reader_use()). The path may be that of a copy which xapian-replicate
 * keeps: readers see each new copy, as they see each commit. Nobody else may
 * write to one: FE_FAILED with EREMOTE.
 * FE_NOT_FOUND: no index there. FE_WRONG_VERSION: rebuild it. FE_CORRUPT: it is
 * damaged, which is found out as by fe_writer_open(). */
enum fe_status fe_index_open(const char *path,
                             const struct fe_lexicon *lexicon,
                             struct fe_index **out,
                             struct fe_error *err);

/* One of several indexes that are searched as one: the places where it is, the
 * first being preferred, the others with copies of it. A place is a folder or
 * the socket of a process that calls fe_shard_serve(), which is known by being
 * a socket or by a name that ends in ".sock". */
struct fe_shard {
    const char *const *places;
    size_t n_places;
};

/* The same for several indexes, which are searched as if they were one: what is
 * found, in which order and with which scores is what one index of the same
 * documents would give, if they had been added to it shard by shard. Metadata
 * is that of the first shard that has the key. A commit to any but the last of
 * them, unless it only removes documents, costs as much as opening them again.
 *
 * A place that does not answer a call within so many milliseconds, or cannot be
 * used for another reason, is away until it can. If all places of a shard are,
 * it is left out (fe_reader_missing()), unless it is only a folder, or no other
 * shard is left: then calls fail. *out does not keep the strings. */
enum fe_status fe_index_open_shards(const struct fe_shard *shards,
                                    size_t n_shards,
                                    unsigned answer_ms,
                                    const struct fe_lexicon *lexicon,
                                    struct fe_index **out,
                                    struct fe_error *err);

/* A place of a shard, both by number. */
struct fe_location {
    size_t shard, place;
    bool is_away;
    int64_t since;   /* when it went away last, in seconds since 1970; or 0 */
    int64_t written; /* when the last commit there was made, as far as is known:
                        a copy is as old as this says; or 0 */
    char why[160];   /* it went away: one line, for a person */
};

/* Serve the index in the folder to another process, at the other end of the
 * socket, until that closes it or shutdown() is called: blocks. The caller
 * closes fd. Both must be of the same version. */
void fe_shard_serve(const char *path, int fd);

/* Close; its readers must be closed already. */
void fe_index_close(struct fe_index *index);

/* Expect this value under this key of the metadata: if an index has documents
 * but another value, every call fails with FE_WRONG_VERSION. Call before the
 * first reader is opened. */
void
fe_index_expect(struct fe_index *index, const char *key, const char *value);

/* Expect of several indexes that no two of them have the same key with this
 * prefix, or else every call fails with FE_FAILED. Call it likewise. */
void fe_index_expect_unique(struct fe_index *index, const char *prefix);

/* The revision of the last commit that any of its readers has seen; 0 before
 * the first. It waits while what the index keeps in memory is being updated. */
uint64_t fe_index_revision(struct fe_index *index);

/* How many commits its readers have seen. It also grows if the index was
 * replaced by another with the same revision. */
uint64_t fe_index_changes(struct fe_index *index);

/* Each call below sees the last commit made before it, unless the reader holds
 * one. */
enum fe_status fe_reader_open(struct fe_index *index,
                              struct fe_reader **out,
                              struct fe_error *err);

/* A reader of an index that no other reader uses. */
enum fe_status fe_reader_open_path(const char *path,
                                   const struct fe_lexicon *lexicon,
                                   struct fe_reader **out,
                                   struct fe_error *err);
void fe_reader_close(struct fe_reader *reader);

/* From the next call on, all calls see the commit that the first of them sees,
 * until fe_reader_release(), which may be called without a hold as well.
 * FE_STALE: the writer has committed so often since that the commit cannot be
 * read any more; release it and ask everything again. */
void fe_reader_hold(struct fe_reader *reader);
void fe_reader_release(struct fe_reader *reader);

/* Whether a commit is held. It is not before the first call that could read
 * one: after a call that failed, this tells damage of a part from an index that
 * cannot be read at all. */
bool fe_reader_has_commit(const struct fe_reader *reader);

/* When a reader gives up. Its calls look at both every few milliseconds, at the
 * latest, and fail with FE_TIMED_OUT or FE_CANCELLED; what they had done by
 * then is discarded. What all readers share of a new revision is an exception:
 * it is made to its end, once, because the next request needs it, and the
 * deadline is then as much later. */
struct fe_stop {
    int64_t deadline; /* CLOCK_MONOTONIC, in nanoseconds; 0: none */
    const atomic_bool *is_cancelled; /* any thread may set it; NULL: never */
};

/* Give up whatever is done from now on with this reader, and with the hits that
 * it returns, at this point; NULL: never, as at first. The struct is copied.
 * The flag must live until another is set, and until those hits are freed. Call
 * it between the reader's calls, on the thread that makes them. */
void fe_reader_stop_at(struct fe_reader *reader, const struct fe_stop *stop);

/* From the next call on, use this lexicon, which must outlive that use. It must
 * have the same fields, names and slots as the one that the index was opened
 * with: only its words may differ. Call it between the reader's calls. */
void fe_reader_use(struct fe_reader *reader, const struct fe_lexicon *lexicon);

/* The shards that the last call left out, each with the place that is
 * preferred; at most room of them are filled in. Returns how many there are. */
size_t fe_reader_missing(struct fe_reader *reader,
                         struct fe_location *missing,
                         size_t room);

/* All places, by shard, after looking at those that are not in use and not
 * known to be away, which takes 0.3 s at most for each; at most room of them
 * are filled in. Returns how many there are. */
size_t fe_reader_places(struct fe_reader *reader,
                        struct fe_location *places,
                        size_t room);

struct fe_info {
    uint64_t revision; /* grows with each commit; starts again when the index is
                          rebuilt */
    uint64_t documents;
    int64_t written; /* when the index was last written, in seconds since 1970;
                        0 if that is not known */
};

enum fe_status fe_reader_info(struct fe_reader *reader,
                              struct fe_info *out,
                              struct fe_error *err);

/* The value kept under a key, "" if there is none; the caller frees *out with
 * free(). */
enum fe_status fe_reader_metadata(struct fe_reader *reader,
                                  const char *key,
                                  char **out,
                                  struct fe_error *err);

/* The keys that begin with prefix, in order; free with fe_keys_free(). */
enum fe_status fe_reader_metadata_keys(struct fe_reader *reader,
                                       const char *prefix,
                                       struct fe_keys *out,
                                       struct fe_error *err);
/* A lexicon is what queries may use besides plain words: fields, and words that
 * mean the same, or nearly the same. Fill it, finish it, then open indexes with
 * it; from then on it must not change. */

/* A word of a closed vocabulary and the other words for it, in lower case,
 * separated by '|'. */
struct fe_word {
    const char *word;
    const char *also; /* or NULL */
};

enum fe_field_kind {
    FE_FIELD_VALUE,  /* name:value, name:one,other */
    FE_FIELD_NUMBER, /* and name:3..7, name:3.., name:..7; also 2.39, which
                        comes after 2 and belongs to it at the end of a range
                      */
    FE_FIELD_DATE,   /* also name:2010..2012; 2010 is the whole year */
    FE_FIELD_TEXT    /* name:word, name:"phrase" in the texts of the prefix */
};

/* What it means if words of a query name a value of the field. They then match
 * documents that have the value as well as documents whose text has the words.
 */
enum fe_naming {
    FE_NAMES_NOTHING, /* nothing: words are just words */
    FE_NAMES_TOPIC,   /* an idea like any other */
    FE_NAMES_NEEDED,  /* only documents that match it are counted */
    FE_NAMES_PLACE    /* as FE_NAMES_NEEDED; the values are names of places */
};

struct fe_field {
    const char *name;
    enum fe_field_kind kind;
    unsigned slot;      /* of its values; unused for FE_FIELD_TEXT */
    size_t length;      /* FE_FIELD_DATE: 4 if the values are years */
    const char *prefix; /* FE_FIELD_TEXT */
    double weight;      /* FE_FIELD_TEXT: what its words add to the score of a
                           document that the query finds; a word of the
                           document's own text adds 1 */
    const struct fe_word *words; /* all its values, ended by NULL; NULL: it may
                                    have any value */
    enum fe_naming naming;
};

enum fe_status fe_lexicon_new(struct fe_lexicon **out, struct fe_error *err);
void fe_lexicon_free(struct fe_lexicon *lexicon);

/* The field is copied. */
enum fe_status fe_lexicon_add_field(struct fe_lexicon *lexicon,
                                    const struct fe_field *field,
                                    struct fe_error *err);

#define FE_TERM_WORDS 16

/* Add a file of the thesaurus; source is its name in errors.
 * lib/engine/query/thesaurus.h describes the format. A name, wording or
 * narrower term of a concept counts as the concept; related terms only help the
 * order.
 * FE_BAD_QUERY: a line cannot be read; err->offset is its number, from 1. */
enum fe_status fe_lexicon_add_words(struct fe_lexicon *lexicon,
                                    const char *source,
                                    const char *text,
                                    size_t text_len,
                                    struct fe_error *err);

/* Add words that hardly say what a query is about ("get", "really"), separated
 * by blanks; '#' begins a comment. Beside other words they only help the order,
 * and only a little. */
enum fe_status fe_lexicon_add_light_words(struct fe_lexicon *lexicon,
                                          const char *text,
                                          size_t text_len,
                                          struct fe_error *err);

/* Add a name by which a query may mean a value of a field, which must have been
 * added. If the field may have any value, the values of the index are names
 * already. Names of places are never taken for misspelt words. */
enum fe_status fe_lexicon_add_name(struct fe_lexicon *lexicon,
                                   const char *field,
                                   const char *value,
                                   const char *name,
                                   bool in_capitals, /* if typed in capitals */
                                   struct fe_error *err);

/* This part of place names does not name a place by itself. */
enum fe_status fe_lexicon_exclude_name(struct fe_lexicon *lexicon,
                                       const char *part,
                                       struct fe_error *err);

/* Treat the words of this file, one per line, as spelt correctly even if the
 * index does not contain them: others are suggested, but they are never
 * corrected. Without a dictionary only the words of the index are known. False,
 * with errno set, if the file cannot be read. */
bool fe_lexicon_use_dictionary(struct fe_lexicon *lexicon, const char *path);

/* Rank boilerplate lower. A document is boilerplate if a good part of the
 * values of one slot (such as reports), among those with the same value of the
 * slot `within` (such as their framework), have nearly the same document. */
void fe_lexicon_set_repeated(struct fe_lexicon *lexicon,
                             unsigned slot,
                             unsigned within);

/* Order hits of the same rank and score by their values in the slot `falling`
 * (such as dates, newest first), then by those in the slot `rising` (such as
 * reports), and only then in the order they were added, so that the order does
 * not depend on when a report was indexed. */
void fe_lexicon_set_ties(struct fe_lexicon *lexicon,
                         unsigned falling,
                         unsigned rising);

/* Call once everything has been added, before an index is opened with it.
 * FE_BAD_QUERY: a concept is related to one that does not exist; err->offset is
 * the line. */
enum fe_status fe_lexicon_finish(struct fe_lexicon *lexicon,
                                 struct fe_error *err);

/* What a finished lexicon knows, for people who ask: its concepts, each with
 * the terms that lead to it, and where it comes from. All is borrowed from the
 * lexicon. */
enum fe_role {
    FE_ROLE_NAME,
    FE_ROLE_WORDING,
    FE_ROLE_SAID,
    FE_ROLE_HINT,
    FE_ROLE_ASKED
};

struct fe_concept_term {
    const char *text; /* as written */
    enum fe_role role;
};

enum fe_relation {
    FE_RELATION_BROADER,
    FE_RELATION_NARROWER,
    FE_RELATION_RELATED,
    FE_RELATIONS
};

/* A line of a file of the thesaurus, from 1; source is the name that
 * fe_lexicon_add_words() was given. */
struct fe_place {
    const char *source;
    size_t line;
};

struct fe_concept {
    /* Sorted by role, otherwise as written; the first is the concept's name. A
     * term is there once, in the first of its roles, and once more if
     * FE_ROLE_ASKED. */
    const struct fe_concept_term *terms;
    size_t n_terms;
    /* Numbers of concepts in rising order. */
    const size_t *relatives[FE_RELATIONS];
    size_t n_relatives[FE_RELATIONS];
    const struct fe_place *places; /* where each of its entries begins */
    size_t n_places;
    bool is_one_way; /* from a line with '~' */
};

size_t fe_lexicon_n_concepts(const struct fe_lexicon *lexicon);
const struct fe_concept *fe_lexicon_concept(const struct fe_lexicon *lexicon,
                                            size_t number);

/* Find the concepts of which a term contains all of these words, in any form.
 * numbers has room for all concepts; returns how many there are, in rising
 * order. */
size_t fe_lexicon_find(const struct fe_lexicon *lexicon,
                       const char *words,
                       size_t len,
                       size_t *numbers);

/* The files of the thesaurus in the order in which they were added, and how
 * many entries each has. */
size_t fe_lexicon_n_sources(const struct fe_lexicon *lexicon);
const char *fe_lexicon_source(const struct fe_lexicon *lexicon,
                              size_t number,
                              size_t *n_entries);

/* An index may have synonyms of its own: metadata under this prefix and a word
 * in lower case. Each line of the value means the same as the word: "equal/caf"
 * -> "common assessment framework". */
#define FE_EQUAL_KEY "equal/"

/* Several indexes that are searched as one agree on what an abbreviation stands
 * for: each has its votes under this prefix and the abbreviation in lower case,
 * in place of FE_EQUAL_KEY, which is then not read. A value has a line with how
 * many voters (such as reports) explain the abbreviation, and one for each
 * meaning, as it is written: how many explain it so, a space, and the meaning.
 */
#define FE_VOTES_KEY "votes/"

/* The meaning that at least two in three voters have, in all n values together;
 * "" if there is none, or two of them. Abbreviations that stand for several
 * things (PCC: a police and crime commissioner, a parent carer council) have no
 * agreed meaning: searches for one would find the other. The caller frees it.
 */
char *fe_votes_meaning(const char *const *values, size_t n);

/* A key that is the same for meanings that are counted together, because they
 * differ only in hyphens, apostrophes and plurals. The caller frees it. */
char *fe_meaning_fold(const char *meaning);

/* How many of its bare words a document must contain. */
enum fe_match {
    FE_MATCH_AUTO, /* enough of them; see fe_reader_search() */
    FE_MATCH_ALL,
    FE_MATCH_ANY
};

enum fe_order {
    FE_ORDER_RELEVANCE, /* best first; see fe_lexicon_set_ties() */
    FE_ORDER_FALLING,   /* by the value of order_slot, text order */
    FE_ORDER_RISING,
    FE_ORDER_DEFAULT /* by relevance; falling if the query is blank */
};

/* A document passes if its value in the slot is one of the values (without
 * regard to case or accents), or, if n_values is 0, is from `from` to `to` (in
 * text order, inclusive; either may be NULL). */
struct fe_filter {
    unsigned slot;
    size_t length; /* compare only so many bytes of the values; 0: all */
    const char *const *values;
    size_t n_values;
    const char *from;
    const char *to;
};

/* What to count by: the values of a slot, or only their first bytes, such as
 * the year of a date. */
struct fe_facet {
    unsigned slot;
    size_t length; /* bytes; 0: the whole value */
};

struct fe_request {
    const char *query; /* blank: every document */
    size_t query_len;
    enum fe_match match;
    bool
        is_literal; /* just the typed words, in all their forms: no corrections,
                       synonyms, values that they name, or denials */
    const struct fe_filter *filters; /* all must pass; several on one slot must
                                        all pass as well */
    size_t n_filters;
    const struct fe_facet *facets;
    size_t n_facets;
    unsigned count_slot; /* facets count the different values of this slot, such
                            as reports; FE_NO_SLOT: documents */
    const unsigned *total_slots; /* count the different values of these */
    size_t n_total_slots;
    enum fe_order order;
    unsigned order_slot;
    size_t offset;
    size_t limit;
    const unsigned *alike_by; /* near-duplicates must have the same values in
                                 these slots */
    size_t n_alike_by;
    unsigned alike_slot; /* of near-duplicates, show the first, and count the
                            others by this slot; FE_NO_SLOT: show all */
    bool is_explained;   /* keep what fe_hits_share() returns */
};

/* Run one query: its total, its page of hits, its facet counts, all exact.
 *
 * A query is made of
 *   word           by its stem, in any case; a word with a hyphen is also found
 *                  written apart or as one, and the other way round
 *   =word          in this form only
 *   word*          any word that begins with it: at least FE_STEM_MIN letters;
 *                  of more than FE_FORMS_MAX words the most frequent are
 *                  searched for, and fe_hits_term() says so
 *   "a phrase"     words that follow one another, by their stems
 *   a NEAR/5 b     within five words, in either order; NEAR is NEAR/10. It
 * joins words, phrases, and alternatives of these in brackets +item -item must
 * be there, must not be there name:value     by a field of the lexicon;
 * required AND OR NOT ()  in capitals; "a AND -b" is "a NOT b"
 *
 * In lower case "and", "or" and "not" are words, and '&' between blanks is
 * "and". Words as common as "of" count only within a phrase or a term of the
 * lexicon, unless there are no others. Marks that are operators in other search
 * programs (?, !, ~, ^, ||), and a name before a colon that is not a field's,
 * are FE_BAD_QUERY; err->offset is their place in bytes.
 *
 * A query with operators requires all of the words between them (with
 * FE_MATCH_ANY, any of them); without operators, FE_MATCH_AUTO requires enough
 * of them, see below.
 *
 * A query is a list of ideas: an idea is everything that one typed word, phrase
 * or term of the lexicon stands for. Bare words (without a sign, a field or
 * quotation marks) are also found by their other names, wordings and narrower
 * terms, in another spelling, and by a value of a field that they name. Related
 * terms only help the order, and are used only in queries without operators and
 * without FE_MATCH_ALL. A misspelt word is corrected, or other words are
 * offered: see fe_hits_correction(), and for everything else fe_hits_idea().
 * is_literal turns all of this off.
 *
 * docs/ranking.md describes the ranking. A query may take long, above all one
 * with NEAR between common words: set a deadline (fe_reader_stop_at()).
 *
 * FE_MATCH_AUTO counts a document that contains every idea, or ideas with at
 * least FE_AUTO_SHARE of the weight of the query (the rarer an idea is, the
 * more it weighs; one that no document contains weighs most). A query of more
 * than two ideas requires less. Whether a document is counted depends neither
 * on the filters nor on what other documents contain. Documents that contain
 * something of the query but are not counted come after the others on the
 * pages, with is_counted false; totals, facets, tables and scrolls leave them
 * out.
 *
 * A facet is counted under all filters except those on its own slot, so that
 * the count beside a value is the total that choosing it would give.
 *
 * *out owns every string that it returns; free it with fe_hits_free().
 */
#define FE_AUTO_SHARE 0.65
#define FE_NEAR_SHARE 0.3
#define FE_QUERY_MAX 4096 /* bytes; a longer one is FE_BAD_QUERY */
#define FE_STEM_MIN 2     /* letters before a '*' */
#define FE_FORMS_MAX 200
/* A query that has more words with a '*', or more NEARs, is FE_BAD_QUERY: these
 * read far more of the index than words do. */
#define FE_STARS_MAX 64
#define FE_NEARS_MAX 16

enum fe_status fe_reader_search(struct fe_reader *reader,
                                const struct fe_request *request,
                                struct fe_hits **out,
                                struct fe_error *err);

/* The document that has this exact term, and up to `before` documents before it
 * and `after` documents after it, in the order they were added, among those
 * with the same term of the group's prefix (such as the report that they are
 * from). fe_hits_origin() is the document's place among the hits. group may be
 * NULL.
 * FE_NO_DOCUMENT: none has the term. */
enum fe_status fe_reader_get(struct fe_reader *reader,
                             const char *term,
                             const char *group,
                             size_t before,
                             size_t after,
                             struct fe_hits **out,
                             struct fe_error *err);

/* Documents about the same subject as the one that has this term, by the words
 * that distinguish it; without itself and its near-duplicates. Of the request,
 * only the filters, limit and offset are used. Documents with another value in
 * apart_slot come first (FE_NO_SLOT: by rank alone). fe_hits_query() gives the
 * words.
 * FE_NO_DOCUMENT: none has the term. */
enum fe_status fe_reader_similar(struct fe_reader *reader,
                                 const char *term,
                                 unsigned apart_slot,
                                 const struct fe_request *request,
                                 struct fe_hits **out,
                                 struct fe_error *err);

/* Everything that a query finds, in order, one batch of hits at a time. */
struct fe_scroll;

/* The request's limit, offset, facets and totals are ignored. fe_hits_total()
 * of each batch is the total of all. */
enum fe_status fe_scroll_open(struct fe_reader *reader,
                              const struct fe_request *request,
                              struct fe_scroll **out,
                              struct fe_error *err);

/* The next hits, at most limit; none at the end. Any reader of the same index
 * may be used.
 * FE_STALE: the index has changed since it was opened. */
enum fe_status fe_scroll_next(struct fe_scroll *scroll,
                              struct fe_reader *reader,
                              size_t limit,
                              struct fe_hits **out,
                              struct fe_error *err);
void fe_scroll_close(struct fe_scroll *scroll);

/* A table of two facets: how many of the documents found have both values. */
struct fe_table;

/* Of the request, the query, the filters (all of them, for both facets),
 * count_slot and the totals are used. Values that no document found has are
 * left out. */
enum fe_status fe_reader_table(struct fe_reader *reader,
                               const struct fe_request *request,
                               struct fe_facet rows,
                               struct fe_facet columns,
                               struct fe_table **out,
                               struct fe_error *err);
size_t fe_table_n_rows(const struct fe_table *table);
size_t fe_table_n_columns(const struct fe_table *table);
/* In the order of the values' text; "" where documents have no value. */
const char *fe_table_row(const struct fe_table *table, size_t row);
const char *fe_table_column(const struct fe_table *table, size_t column);
/* Row or column FE_ALL: all rows or columns together. */
#define FE_ALL ((size_t)-1)
size_t fe_table_cell(const struct fe_table *table, size_t row, size_t column);
/* How the query was understood, how much it found, and the revision: hits
 * without a page. Borrowed. */
const struct fe_hits *fe_table_told(const struct fe_table *table);
void fe_table_free(struct fe_table *table);

/* A list of values, each with a count. */
struct fe_count {
    const char *value;
    size_t count;
};

struct fe_counts {
    struct fe_count *list;
    size_t count;
};
void fe_counts_free(struct fe_counts *counts);

/* The values of the slot that never mention the query, in text order: documents
 * that pass the filters have them, but no document that the query finds has
 * them, whether it passes or not. Each count is of the documents that pass.
 * *selected is the number of values that the filters select; *told says how the
 * query was understood, without a page; free it with fe_hits_free(). */
enum fe_status fe_reader_absent(struct fe_reader *reader,
                                const struct fe_request *request,
                                unsigned slot,
                                struct fe_counts *out,
                                size_t *selected,
                                struct fe_hits **told,
                                struct fe_error *err);

/* Words of the index that are spelt much like this one, the likeliest first, at
 * most limit, each with its number of documents. */
enum fe_status fe_reader_suggest(struct fe_reader *reader,
                                 const char *word,
                                 size_t limit,
                                 struct fe_counts *out,
                                 struct fe_error *err);

/* Words of the index that begin with these letters, the most frequent first, at
 * most limit, each with its number of documents. */
enum fe_status fe_reader_complete(struct fe_reader *reader,
                                  const char *letters,
                                  size_t limit,
                                  struct fe_counts *out,
                                  struct fe_error *err);

/* Values of the slot that are, begin with or are much like the text. */
enum fe_status fe_reader_suggest_value(struct fe_reader *reader,
                                       unsigned slot,
                                       const char *text,
                                       size_t limit,
                                       struct fe_counts *out,
                                       struct fe_error *err);

/* Hits. */

struct fe_hit {
    const char *data;
    size_t data_len;
    double score;    /* 0 if nothing was ranked */
    bool is_counted; /* false: it matches in part, and is not in the total */
    size_t alike;    /* near-duplicates that were found but are not shown */
    size_t alike_values; /* how many other values of alike_slot they have */
    bool is_boilerplate; /* its score was reduced, as many have nearly the same;
                            set only if is_explained */
};

struct fe_facet_counts {
    struct fe_facet facet;
    const struct fe_count *counts; /* most first, then by value; none is 0 */
    size_t n_counts;
};

size_t fe_hits_total(const struct fe_hits *hits);
/* How many counted hits there are to page through: less than the total if
 * near-duplicates are shown as one. */
size_t fe_hits_shown(const struct fe_hits *hits);
/* How many hits there are to page through, including those that only match in
 * part, which come last. */
size_t fe_hits_ranked(const struct fe_hits *hits);
size_t fe_hits_total_of(const struct fe_hits *hits, size_t index);
size_t fe_hits_count(const struct fe_hits *hits); /* on this page */
struct fe_hit fe_hits_at(const struct fe_hits *hits, size_t index);
size_t fe_hits_origin(const struct fe_hits *hits);   /* of fe_reader_get() */
size_t fe_hits_n_facets(const struct fe_hits *hits); /* as asked, in order */
struct fe_facet_counts fe_hits_facet(const struct fe_hits *hits, size_t index);
uint64_t fe_hits_revision(const struct fe_hits *hits);

/* The query as it was understood, for a person; "" if it was blank. */
const char *fe_hits_query(const struct fe_hits *hits);

/* The query as it was typed with the words that were corrected; "" if none
 * was. */
const char *fe_hits_corrected(const struct fe_hits *hits);

/* A word that may be misspelt, and words of the index that may be meant. */
struct fe_correction {
    size_t offset; /* bytes into the query */
    size_t length;
    const struct fe_count *words; /* likeliest first */
    size_t n_words;
    bool is_applied; /* the first was searched for */
};
size_t fe_hits_n_corrections(const struct fe_hits *hits);
struct fe_correction fe_hits_correction(const struct fe_hits *hits,
                                        size_t index);

/* A value that no document has, though a filter asks for it, or the query by a
 * field that may have any value. */
struct fe_missing {
    unsigned slot;
    const char *value;
};
size_t fe_hits_n_missing(const struct fe_hits *hits);
struct fe_missing fe_hits_missing(const struct fe_hits *hits, size_t index);

/* The terms that the query looked for: one for each word or phrase as typed,
 * and one for each kind of addition to it. */
enum fe_origin {
    FE_TYPED,
    FE_SAME,     /* another name, from the lexicon or the index */
    FE_WORDING,  /* another way to say it */
    FE_NARROWER, /* a kind of it */
    FE_NEAR,     /* something related; only helps the order */
    FE_JOINED,   /* written apart or as one */
    FE_VALUE,    /* documents that have the value which it names */
    FE_PART,     /* a part of a hyphenated word, anywhere */
    FE_PAIR,     /* two words typed side by side, found side by side */
    FE_NEGATED   /* a word that the query denies, where a text denies it */
};

struct fe_term {
    const char *text; /* as typed, or as in the lexicon */
    enum fe_origin origin;
    size_t of;        /* the number of the term that it was added to; its own if
                         it was typed */
    size_t documents; /* that contain it */
    double rarity;    /* log(1 + documents of the index / documents) */
    const char *forms; /* the words of the index that it matches, with a space
                          between */
    bool is_cut;       /* more than FE_FORMS_MAX words begin with its letters */
};
size_t fe_hits_n_terms(const struct fe_hits *hits);
struct fe_term fe_hits_term(const struct fe_hits *hits, size_t index);

/* An idea of the query: everything that one typed word or phrase stands for. A
 * document contains it if it has the words, another name or wording, a narrower
 * term, or the value that they name. */
struct fe_named {
    const char *field;
    const char *value;
    size_t documents; /* that have the value */
};

struct fe_idea {
    const char *text; /* as understood */
    size_t offset;    /* bytes of the query */
    size_t length;
    size_t documents; /* that contain it */
    double weight;    /* part of the query's; 0: it only helps the order */
    bool is_needed;   /* a document that does not contain it is not counted */
    const size_t *terms; /* numbers of its terms, the typed ones first */
    size_t n_terms;
    const struct fe_named *values;
    size_t n_values;
};
size_t fe_hits_n_ideas(const struct fe_hits *hits);
struct fe_idea fe_hits_idea(const struct fe_hits *hits, size_t index);

/* What a term added to the score of a hit; only if is_explained. */
struct fe_share {
    double occurrences;
    double score;
};
struct fe_share
fe_hits_share(const struct fe_hits *hits, size_t hit, size_t term);
void fe_hits_free(struct fe_hits *hits);

/* A piece of text and where it matches the query. */
struct fe_span {
    size_t start; /* bytes into the snippet's text */
    size_t end;
};

struct fe_snippet {
    char *text; /* ends in NUL */
    size_t text_len;
    struct fe_span *spans; /* in order, not overlapping */
    size_t n_spans;
};

/* Quote the part of text, of at most width characters, that shows most of the
 * query's words, from the beginning of a sentence if possible, with an ellipsis
 * where text was cut. The spans are what matched: a phrase only as a phrase,
 * not its words elsewhere. Free it with fe_snippet_free(). FE_NO_MEMORY: the
 * text is too long. */
enum fe_status fe_hits_snippet(const struct fe_hits *hits,
                               const char *text,
                               size_t text_len,
                               size_t width,
                               struct fe_snippet *out,
                               struct fe_error *err);
void fe_snippet_free(struct fe_snippet *snippet);

#ifdef __cplusplus
}
#endif

#endif
