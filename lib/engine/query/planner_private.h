/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * planner_private.h: the state that the planner's files share while a plan is
 * made; plan.h describes the plan itself. plan.c walks the syntax tree, items.c
 * plans what is between operators, bare_words.c makes ideas of bare words and
 * adds their synonyms, corrections.c replaces misspelt words, and patterns.c
 * finds the forms of words.
 */
#ifndef ENGINE_QUERY_PLANNER_PRIVATE_H
#define ENGINE_QUERY_PLANNER_PRIVATE_H

#include "engine/query/plan.h"
#include "engine/query/synonyms.h"

struct planner {
    const struct snapshot *snapshot;
    struct arena *arena;
    const char *query; /* as typed */
    size_t query_len;
    bool is_literal;
    bool all_words;     /* documents must contain every bare word */
    bool adds_near;     /* related terms are added, to help the order */
    unsigned excluding; /* how many NOT or minus signs the part is under */
    ARRAY(struct term) terms;
    ARRAY(struct idea) ideas;
    ARRAY(struct correction) corrections;
    bool has_alternatives;
};

struct plans {
    struct plan *at;
    size_t n, room;
};

struct place_list {
    size_t *at;
    size_t n, room;
};

/* An item that was planned, as it was understood, and its idea; NONE unless it
 * is bare words. */
struct seen_item {
    const char *text;
    size_t idea;
};

/* The plans of the items between two operators, by what they ask for. */
struct item_plans {
    struct plans words;
    struct plans required;
    bool requires_words; /* rather than only filters */
    struct plans excluded;
    struct place_list pairs;
    ARRAY(struct seen_item) seen;
};

/* A bare word: one word, or several joined by punctuation ("and/or"). */
struct bare {
    struct syntax syntax;
    struct phrase words;
    bool is_common;
    bool is_settled; /* the correction of its spelling was tried */
    bool is_denied;  /* a "not" comes before it */
};

/* plan.c: the first two append to text how the part was understood. */
struct plan plan_part(struct planner *planner,
                      const struct syntax *syntax,
                      struct string *text);
struct plan plan_item(struct planner *planner,
                      const struct syntax *syntax,
                      struct string *text);
struct plan plan_idea(struct planner *planner, const struct idea *idea);
size_t planner_add_term(struct planner *planner,
                        const char *text,
                        enum fe_origin origin,
                        size_t of, /* NONE: itself */
                        const struct pattern *pattern,
                        bool is_cut,
                        bool in_headings);
struct plan *plans_add(struct planner *planner, struct plans *plans);
struct plan
plan_joining(struct planner *planner, enum plan_kind kind, struct plans parts);

/* items.c */
struct plan plan_items(struct planner *planner,
                       const struct syntax *syntax,
                       struct string *text);
bool is_bare(const struct syntax *syntax);
struct bare bare_of(struct planner *planner, const struct syntax *syntax);

/* The item that was understood in the same way before; it is added if there is
 * none. */
struct seen_item *items_seen(struct planner *planner,
                             struct item_plans *items,
                             const char *text,
                             bool *is_new);

/* bare_words.c: add ideas for bare words that are side by side. */
void add_bare_words(struct planner *planner,
                    struct item_plans *items,
                    struct bare *bares,
                    size_t n,
                    struct string *text);

/* corrections.c */

/* Judge a word that may be misspelt. Returns the word to search for; a
 * correction is recorded in the planner. */
const char *correct_word(struct planner *planner,
                         const char *word,
                         const struct syntax *syntax,
                         const struct token *token,
                         const char *prefix);

/* patterns.c */

/* The pattern of a node. Appends to text how it was understood; sets *is_cut if
 * a prefix has more words than FE_FORMS_MAX. */
struct pattern pattern_of_syntax(struct planner *planner,
                                 const struct syntax *syntax,
                                 struct string *text,
                                 bool *is_cut);

/* Likewise, of a word or phrase. */
struct pattern pattern_of_words(struct planner *planner,
                                const struct syntax *syntax,
                                struct string *text,
                                bool *is_cut);

/* Words that follow one another, however they are written: two may be joined to
 * one, and one may be two with a hyphen. The pattern is the same whichever way
 * they were typed. */
struct pattern pattern_however_joined(struct planner *planner,
                                      const struct pattern *parts,
                                      const struct phrase *words,
                                      const char *prefix);

/* The parts one after the other, or any of them. A single part stays as it is.
 */
struct pattern_list {
    struct pattern *at;
    size_t n, room;
};
struct pattern sequence_of(const struct pattern_list *parts);
struct pattern either_of(const struct pattern_list *parts);

/* The words with a space between, without the marks of abbreviations. */
const char *text_of_phrase(struct arena *arena, const struct phrase *words);
/* Append after a space, unless either is empty. */
void append_spaced(struct arena *arena, struct string *text, const char *more);

/* The words of a node's tokens, without compounds. */
struct phrase words_of_tokens(struct arena *arena, const struct tokens *tokens);

#endif
