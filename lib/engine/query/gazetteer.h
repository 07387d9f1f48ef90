/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * gazetteer.h: which words of a query name a value of a field: "Hull" is an
 * authority, "requires improvement" a grade, "2015-16" two years.
 *
 * Names are compared as folded by fold.h. What councils add to the name of
 * their place is matched with it: "the London Borough of Brent", "Leeds City
 * Council"; but of "Kent county lines" only "Kent".
 *
 * A part of a place's name means the place too: what is between "and", "&",
 * "with" and commas, and what comes before "upon" or "on" (but not the river or
 * the sea after it). So "Dagenham", "Darwen", "Hove" and "Stoke" are names. A
 * part is not a name if
 *   - two places have it in their names ("Kingston");
 *   - it is a name by itself, of another place or added by gazetteer_add()
 *     ("Poole", once a council of its own);
 *   - gazetteer_exclude() was called with it ("Bath").
 *
 * Fill it on one thread; once finished it does not change, and any number of
 * threads may read it. Running out of memory ends the program, as in GLib.
 */
#ifndef ENGINE_QUERY_GAZETTEER_H
#define ENGINE_QUERY_GAZETTEER_H

#include <stdbool.h>
#include <stddef.h>

enum gazetteer_flag {
    GAZETTEER_PLACE = 1,    /* the value is a place; see above */
    GAZETTEER_CAPITALS = 2, /* only if typed in capitals: SEND is not "send" */
    GAZETTEER_OTHER = 4,    /* another name than the value itself */
    GAZETTEER_PART = 8      /* part of a name; set by gazetteer_finish() */
};

struct gazetteer_value {
    unsigned field;    /* a number that the caller gave */
    const char *value; /* lives as long as the gazetteer */
    unsigned flags;    /* enum gazetteer_flag */
};

struct gazetteer_match {
    const struct gazetteer_value *values;
    size_t n_values;
    size_t n_words; /* how many words of the query the name consists of */
};

struct gazetteer;

struct gazetteer *gazetteer_new(void);
void gazetteer_free(struct gazetteer *gazetteer);

/* Let the name mean the value of the field, besides anything else that it
 * means. If the same is added again, the first flags stay. */
void gazetteer_add(struct gazetteer *gazetteer,
                   unsigned field,
                   const char *value,
                   const char *name,
                   unsigned flags);

/* This part of place names is not a name by itself. */
void gazetteer_exclude(struct gazetteer *gazetteer, const char *part);

/* Add the parts of place names. Call once, before the functions below. */
void gazetteer_finish(struct gazetteer *gazetteer);

/* Find the longest name that begins at word number `at`. The words are folded
 * and split as the tokens of a query are: "b&nes", "hull's", or "southend",
 * "on", "sea". Names with GAZETTEER_CAPITALS are found too; the caller knows
 * how they were typed. False if no name begins there. */
bool gazetteer_find(const struct gazetteer *gazetteer,
                    const char *const *words,
                    size_t n_words,
                    size_t at,
                    struct gazetteer_match *found);

/* False if no name begins with this word. Much cheaper than gazetteer_find(),
 * and enough for most words. */
bool gazetteer_may_begin(const struct gazetteer *gazetteer, const char *word);

/* Get the name with number i, from 0: its folded words, with a space between.
 * The order has no meaning. False after the last. */
struct gazetteer_entry {
    const char *name;
    const struct gazetteer_value *values;
    size_t n_values;
};
bool gazetteer_at(const struct gazetteer *gazetteer,
                  size_t i,
                  struct gazetteer_entry *entry);

/* A year, "2016" or "in 2016", or a school or financial year, which spans two:
 * "2015-16", "2015/16" or "2015-2016", as one word or two. */
struct gazetteer_years {
    unsigned first;
    unsigned last;
    size_t n_words;
};

bool gazetteer_find_years(const char *const *words,
                          size_t n_words,
                          size_t at,
                          struct gazetteer_years *years);

#endif
