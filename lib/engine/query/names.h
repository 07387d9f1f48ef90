/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * names.h: which values of fields a word or several words of a query name:
 * "Hull" an authority, "requires improvement" a grade, "2015-16" two years.
 *
 * Names compare as fold.h folds them. Of a place, what councils call themselves
 * around their names is a part of the name where it stands: "the London Borough
 * of Brent", "Leeds City Council"; but "Kent county lines" is "Kent".
 *
 * The parts of a compound name name the place as well: what stands between
 * "and", "&", "with" and commas, and before "upon" or "on" (what follows
 * these is a river or the sea). "Dagenham", "Darwen", "Hove", "Stoke". But not
 *   - a part of the names of two places ("Kingston");
 *   - a part that is a name itself, as another place's or by names_add()
 *     ("Poole", once a council of its own);
 *   - a part that names_exclude() was told ("Bath").
 *
 * Fill it on one thread; once finished it does not change, and any number of
 * threads may read it. Running out of memory ends the program, as GLib does.
 */
#ifndef ENGINE_NAMES_H
#define ENGINE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

enum names_flag {
    NAMES_PLACE = 1,    /* see above */
    NAMES_CAPITALS = 2, /* only where typed in capitals: SEND is not "send" */
    NAMES_OTHER = 4,    /* not the value's own name */
    NAMES_PART = 8      /* a part of its name; given by names_finish() */
};

struct names_value {
    unsigned field;    /* the caller's number of it */
    const char *value; /* the names' */
    unsigned flags;    /* enum names_flag */
};

struct names_found {
    const struct names_value *values;
    size_t n_values;
    size_t n_words; /* of the query that they take */
};

struct names;

struct names *names_new(void);
void names_free(struct names *names);

/* Let the name mean the value of the field, besides what else it means. The
 * same again counts once, with the flags of the first. */
void names_add(struct names *names,
               unsigned field,
               const char *value,
               const char *name,
               unsigned flags);

/* This part of names names nothing by itself. */
void names_exclude(struct names *names, const char *part);

/* Add the parts of places' names; call once, before what follows. */
void names_finish(struct names *names);

/* The longest name that begins at the word with this number: folded words, as a
 * query's are split, such as "b&nes", "hull's" or "southend", "on", "sea".
 * Names of capitals are found as well: how it was typed the caller knows. False
 * where none begins there. */
bool names_find(const struct names *names,
                const char *const *words,
                size_t n_words,
                size_t at,
                struct names_found *found);

/* False where names_find() finds nothing, whatever follows the word; most words
 * begin no name, and this is far cheaper. */
bool names_may_begin(const struct names *names, const char *word);

/* Call with 0, 1, ...: the folded words of all names, each a word or several
 * with blanks between, in no certain order; NULL at the end. For what must know
 * which words are names, as spelling.h does. */
struct names_each {
    const char *name;
    const struct names_value *values;
    size_t n_values;
};
bool names_at(const struct names *names, size_t i, struct names_each *each);

/* Years: "2016", "in 2016"; a school or financial year is two, "2015-16",
 * "2015/16" or "2015-2016", as one word or as two. */
struct names_years {
    unsigned first;
    unsigned last;
    size_t n_words;
};

bool names_find_years(const char *const *words,
                      size_t n_words,
                      size_t at,
                      struct names_years *years);

#endif
