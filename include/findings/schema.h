/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * schema.h: the field table, and the words that may be values of the fields.
 *
 * Glossary.
 *   report       one published document: an inspection report or a letter
 *                after a visit
 *   framework    the kind of inspection
 *   authority    the council or area inspected, by its short name
 *   provider     what was inspected, if it is not a council: a school, a home,
 *                a hospital, a vessel
 *   publisher    who publishes the report
 *   paragraph    the unit of search: a numbered paragraph whole, one bullet
 *                of a list, or an unnumbered block of prose
 *   record       a paragraph as data: one JSON object, as files of records
 *                contain it and answers return it
 *   kind         what a paragraph is: a finding, a recommendation, context
 *   polarity     strength or weakness, if the heading says so
 *   deadline     by when a recommendation is to be done
 *   section      the heading that a paragraph comes under
 *   chapter      the heading above that one
 *   service area what was inspected: safeguarding, care leavers, ...
 *   judgement    one graded statement of a report
 *   grade        of a paragraph: that of the most specific judgement that
 *                governs it; kept as printed ("adequate" is not "requires
 *                improvement")
 *   term         something that a paragraph is found by: a word in all its
 *                forms, a phrase, a synonym
 *   reader       one thread's access to an index
 *
 * Each field is a row of the table, which the indexer, the filters and facets
 * of the daemon, the client's options and its --help all use. Everything here
 * is constant once the user's frameworks have been added (frameworks.h), and
 * may be used from any thread.
 */
#ifndef FINDINGS_SCHEMA_H
#define FINDINGS_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

/* Raise it when an index that was written before would be misread. The index's
 * metadata has it under the key below. */
#define FINDINGS_SCHEMA "11"
#define FINDINGS_SCHEMA_KEY "schema"

/* This and a report's id are the key under which the index's metadata describes
 * the report. */
#define FINDINGS_REPORT_KEY "report/"

/* The same for the list of the files that are copies of the report's file. It
 * is as long, so that an id fits after either. */
#define FINDINGS_COPIES_KEY "copies/"

/* A word of a closed vocabulary and the other words for it, in lower case,
 * separated by '|'. All of them are understood as a field's value. In a query
 * they also name the value among other words, unless they are ordinary words.
 */
struct findings_word {
    const char *word;
    const char *also;     /* or NULL */
    const char *ordinary; /* those of them that do not name the value in a
                             query; one in capitals here names it only if typed
                             in capitals; or NULL */
};

enum findings_naming {
    FINDINGS_NAMES_NOTHING,
    FINDINGS_NAMES_IN_CAPITALS, /* SEND, but not "send" */
    FINDINGS_NAMES_IT
};

/* What the word, or one of its other words, names in a query. */
enum findings_naming findings_word_naming(const struct findings_word *word,
                                          const char *name);

/* What a query can ask for by a field; the same as enum fe_field_kind. */
enum findings_field_kind {
    FINDINGS_VALUE,  /* name:value */
    FINDINGS_NUMBER, /* also name:3..7; a whole number in a record, or text if
                        it has parts ("2.39"); as text in the slot */
    FINDINGS_DATE,   /* also name:2010..2012; 2010 is the whole year */
    FINDINGS_TEXT    /* name:word, name:"phrase" */
};

/* What it means if words of a query name a value of the field; the same as enum
 * fe_naming. */
enum findings_named {
    FINDINGS_UNNAMED, /* nothing: words are just words */
    FINDINGS_TOPIC,   /* the query is about it, as it is about other words */
    FINDINGS_NEEDED,  /* only paragraphs that have it, or mention it, count */
    FINDINGS_PLACE /* as FINDINGS_NEEDED, and its values are names of places */
};

struct findings_field {
    const char *name;   /* in records, filters and facets */
    const char *option; /* of the client, without its dashes; or NULL */
    const char
        *prefix;   /* of an exact term, or of the words of a text; or NULL */
    unsigned slot; /* of the value to filter, count and sort by; or 0 */
    size_t length; /* the field is these first bytes of the slot's value,
                      and is not in records; 0: the whole value */
    enum findings_field_kind kind;
    double weight;   /* of a text: what its words count for; those of the
                        paragraph count for 1 */
    bool is_counted; /* a facet unless the request names others */
    bool is_defined; /* its values are those that frameworks define */
    const struct findings_word
        *fixed_words; /* or these; see findings_words() */
    const char *help;
    enum findings_named named;
};

enum { FINDINGS_FIELDS_MAX = 20 }; /* rows of the table, at most */
extern const struct findings_field findings_fields[];
extern const size_t findings_n_fields;

/* The field with this name; NULL if there is none. */
const struct findings_field *findings_field(const char *name);

/* The field that is the first length bytes (0: all) of the values in a slot, as
 * a facet of the engine counts them. NULL if there is none. */
const struct findings_field *findings_field_of_slot(unsigned slot,
                                                    size_t length);

/* All values of the field, ended by one whose word is NULL; NULL if any value
 * is possible. Those that frameworks define (frameworks.h) are at most
 * FINDINGS_WORDS_MAX. */
enum { FINDINGS_WORDS_MAX = 255 };
const struct findings_word *findings_words(const struct findings_field *field);

/* The word of the vocabulary that a person meant: "Children in care" means
 * looked-after-children. NULL if it means none of them; text itself if the
 * field has no vocabulary. Borrowed. */
const char *findings_field_word(const struct findings_field *field,
                                const char *text);

/* The value as the index has it, from what a person wrote in an option or a
 * request; NULL if it cannot be a value of the field. The result is borrowed,
 * or is out, which must have room for the text and its NUL.
 * lib/engine/query/values.h has the rule, which queries follow too. */
const char *findings_field_value(const struct findings_field *field,
                                 const char *text,
                                 char *out);

/* The length of the first name in a comma-separated list, without the comma
 * after it. Names may contain commas: the longest one that exists is taken, or,
 * if none exists, what comes before the first comma. Queries follow the same
 * rule. */
size_t
findings_first_name(const char *list,
                    size_t len,
                    bool (*exists)(const char *name, size_t len, void *data),
                    void *data);

/* Say what is wrong with a text that findings_field_value() refused, and what
 * to write instead. */
#define FINDINGS_REFUSAL_SIZE 512
void findings_field_refusal(const struct findings_field *field,
                            const char *text,
                            char out[FINDINGS_REFUSAL_SIZE]);

/* The words of the field, comma-separated, for an error or a help text. False
 * if the field has no vocabulary or size is too small. */
bool findings_field_words(const struct findings_field *field,
                          char *out,
                          size_t size);

/* The exact term of documents with this value, both for indexing and searching.
 * The caller frees it; NULL if out of memory. The field must have a prefix. */
char *findings_term(const struct findings_field *field, const char *value);

/* What a value is compared by: values with the same key, which differ only in
 * letter case or accents, count as one, such as in a facet. The caller frees
 * it; NULL if out of memory. */
char *findings_value_key(const char *value);

/* The first and last day of a date as people write it (2010, 2010-10 or
 * 2010-10-15), each as YYYY-MM-DD; false if it is not a date. */
#define FINDINGS_DATE_SIZE 11
bool findings_date_range(const char *text,
                         char first[FINDINGS_DATE_SIZE],
                         char last[FINDINGS_DATE_SIZE]);

#endif
