/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * schema.h: THE field table, and the words that the fields' values are.
 *
 * Glossary.
 *   report       one published document: an inspection report or a letter
 *                after a visit
 *   framework    the kind of inspection
 *   authority    the council or area inspected, by its short name
 *   paragraph    the unit of search: a numbered paragraph whole, one bullet
 *                of a list, or an unnumbered block of prose
 *   record       a paragraph as data: one JSON object, as files of records
 *                contain it and answers return it
 *   kind         what a paragraph is: a finding, a recommendation, context
 *   deadline     by when a recommendation is to be done
 *   section      the heading that a paragraph comes under
 *   service area what was inspected: safeguarding, care leavers, ...
 *   judgement    one graded statement of a report
 *   grade        of a paragraph: that of the most specific judgement that
 *                governs it; kept as printed ("adequate" is not "requires
 *                improvement")
 *   term         what a paragraph is found by: a word in all its forms, a
 *                phrase, a synonym
 *   reader       one thread's access to an index
 *
 * A field is a row: the indexer, the filters and facets of the daemon, the
 * client's options and its --help read them. Everything here is constant and
 * may be used from any thread.
 */
#ifndef FINDINGS_SCHEMA_H
#define FINDINGS_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

/* Raise it when an index written before would be read wrongly. It is kept in
 * the index's metadata under the key below. */
#define FINDINGS_SCHEMA "5"
#define FINDINGS_SCHEMA_KEY "schema"

/* Before a report's id: the key under which the index's metadata describes it.
 */
#define FINDINGS_REPORT_KEY "report/"

/* A word of a closed vocabulary and the other words for it, in lower case,
 * separated by '|'. All of them are understood as a field's value; words of a
 * query that are among them name the value as well, but not those that are
 * ordinary words too. */
struct findings_word {
    const char *word;
    const char *also; /* or NULL */
    const char
        *ordinary; /* of these, what names nothing in a query, or, written
                      in capitals here, only in capitals; or NULL */
};

enum findings_naming {
    FINDINGS_NAMES_NOTHING,
    FINDINGS_NAMES_IN_CAPITALS, /* SEND is not what is sent */
    FINDINGS_NAMES_IT
};

/* What the word, or one of its other words, names in a query. */
enum findings_naming findings_word_naming(const struct findings_word *word,
                                          const char *name);

/* What can be said of a field in a query; the same as enum fe_field_kind. */
enum findings_field_kind {
    FINDINGS_VALUE,  /* name:value */
    FINDINGS_NUMBER, /* and name:3..7; in a record a whole number, in the
                              slot its digits */
    FINDINGS_DATE,   /* likewise; 2010 is the whole year */
    FINDINGS_TEXT    /* name:word, name:"phrase" */
};

/* What becomes of a field whose value words of a query name; the same as enum
 * fe_naming. */
enum findings_named {
    FINDINGS_UNNAMED,
    FINDINGS_TOPIC,  /* it is what the query is about, as other words are */
    FINDINGS_NEEDED, /* only paragraphs of it, or that say it, are counted */
    FINDINGS_PLACE   /* likewise, and its values are names of places */
};

struct findings_field {
    const char *name;   /* in records, filters and facets */
    const char *option; /* the client's, without its dashes; or NULL */
    const char *prefix; /* of the term to find it by exactly, or of a text's
                           words; or NULL */
    unsigned slot;      /* of the value to filter, count and sort by; or 0 */
    size_t length;      /* it is these first bytes of what is in the slot, and
                           no record has it; 0: all of them */
    enum findings_field_kind kind;
    double weight;   /* of a text: what its words count beside the paragraph's
                        own, which count 1 */
    bool is_counted; /* a facet where the asker names none */
    const struct findings_word *words; /* all it can be; NULL: anything */
    const char *help;
    enum findings_named named;
};

enum { FINDINGS_FIELDS_MAX = 16 }; /* the table has no more rows */
extern const struct findings_field findings_fields[];
extern const size_t findings_n_fields;

/* The field of this name; NULL where there is none. */
const struct findings_field *findings_field(const char *name);

/* The field that is the first length bytes (0: all) of a slot's values: what a
 * facet of the index counts. NULL where there is none. */
const struct findings_field *findings_field_of_slot(unsigned slot,
                                                    size_t length);

/* The vocabulary's word that a person meant: "Children in care" is
 * looked-after-children. A field without a vocabulary gives text itself.
 * NULL where it means none; borrowed. */
const char *findings_field_word(const struct findings_field *field,
                                const char *text);

/* The value as the index has it, from what a person wrote for it in an option
 * or a request; NULL where it cannot be the field's. It is borrowed or out,
 * which must have room for the text and its NUL. lib/engine/query/values.h has
 * the rule, which queries follow too. */
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

/* What is wrong with a text that findings_field_value() refused, and what to
 * write. */
#define FINDINGS_REFUSAL_SIZE 512
void findings_field_refusal(const struct findings_field *field,
                            const char *text,
                            char out[FINDINGS_REFUSAL_SIZE]);

/* The field's words, comma-separated, for an error or a help text. False
 * where the field has no vocabulary or size is too small. */
bool findings_field_words(const struct findings_field *field,
                          char *out,
                          size_t size);

/* The term by which a document of this value is found: one function for both
 * sides. Free it; NULL where memory is out. The field must have a prefix. */
char *findings_term(const struct findings_field *field, const char *value);

/* A date as people give it: 2010, 2010-10 or 2010-10-15. Its first and last
 * day, each as YYYY-MM-DD; false where it is none. */
#define FINDINGS_DATE_SIZE 11
bool findings_date_range(const char *text,
                         char first[FINDINGS_DATE_SIZE],
                         char last[FINDINGS_DATE_SIZE]);

#endif
