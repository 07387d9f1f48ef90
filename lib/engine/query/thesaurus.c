/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Files are read into entries as they are written; thesaurus_finish() makes
 * concepts of the entries and frees them.
 */
#include "engine/query/thesaurus.h"

#include "engine/text/fold.h"

#include <glib.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct written_term {
    const char *text;
    size_t key; /* the number of its key: equal terms have the same */
    enum fe_role role;
};

struct thesaurus_link {
    const char *text; /* the name of the other concept */
    size_t key;
    enum fe_relation relation;
    struct fe_place place;
};

struct thesaurus_entry {
    GArray *terms; /* struct written_term; the names first */
    GArray *links; /* struct thesaurus_link */
    struct fe_place place;
    size_t n_keys;
    bool is_one_way;
    size_t concept; /* first the number of an earlier entry that it merges with,
                       or its own; once numbered, that of its concept */
};

/* A file. */
struct source {
    const char *name;
    size_t n_entries;
};

struct thesaurus {
    GStringChunk *strings; /* all texts */
    GHashTable *keys;      /* text -> number, from 1 */
    GString *key;          /* the current one */
    GPtrArray *entries;    /* empty once it is finished */
    GArray *sources;       /* struct source */
    struct fe_concept *concepts;
    size_t n_concepts;
    bool is_finished;
};

static void
entry_free(void *data)
{
    struct thesaurus_entry *entry = data;

    g_array_free(entry->terms, TRUE);
    g_array_free(entry->links, TRUE);
    g_free(entry);
}

struct thesaurus *
thesaurus_new(void)
{
    struct thesaurus *t = g_new0(struct thesaurus, 1);

    t->strings = g_string_chunk_new((gsize)64 * 1024);
    t->keys = g_hash_table_new(g_str_hash, g_str_equal);
    t->key = g_string_new(NULL);
    t->entries = g_ptr_array_new_with_free_func(entry_free);
    t->sources = g_array_new(FALSE, FALSE, sizeof(struct source));
    return t;
}

void
thesaurus_free(struct thesaurus *t)
{
    if (!t)
        return;
    for (size_t i = 0; i < t->n_concepts; i++) {
        g_free((void *)t->concepts[i].terms);
        g_free((void *)t->concepts[i].places);
        for (size_t r = 0; r < FE_RELATIONS; r++)
            g_free((void *)t->concepts[i].relatives[r]);
    }
    g_free(t->concepts);
    g_array_free(t->sources, TRUE);
    g_ptr_array_free(t->entries, TRUE);
    g_string_free(t->key, TRUE);
    g_hash_table_destroy(t->keys);
    g_string_chunk_free(t->strings);
    g_free(t);
}

G_GNUC_PRINTF(3, 4)
static bool
refuse(struct thesaurus_error *err,
       struct fe_place place,
       const char *format,
       ...)
{
    va_list args;

    va_start(args, format);
    g_vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    /* The precision of a %s may have cut a character. */
    char *valid = g_utf8_make_valid(err->message, -1);
    g_strlcpy(err->message, valid, sizeof err->message);
    g_free(valid);
    g_strlcpy(err->source, place.source, sizeof err->source);
    err->line = place.line;
    return false;
}

/* Reading. */

/* The file that is read. */
struct thesaurus_input {
    struct thesaurus *thesaurus;
    struct fe_place place;
    struct thesaurus_entry *entry; /* the last one */
    struct thesaurus_error *err;
};

/* Remove the plural ending of the last word of the key, which begins at start
 * (Harman's rules). Short words are left alone: "news" is not "new". */
static void
cut_plural(GString *key, size_t start)
{
    enum { PLURAL_MIN = 5 }; /* letters; abbreviations may be shorter */
    const char *word = key->str + start;
    const size_t len = key->len - start;

    if (len < 2 || word[len - 1] != 's' ||
        (*word != FOLD_ABBREVIATION && len < PLURAL_MIN))
        return;
    if (g_str_has_suffix(word, "ies")) {
        g_string_truncate(key, key->len - 3);
        g_string_append_c(key, 'y');
    } else if (g_str_has_suffix(word, "sses") ||
               g_str_has_suffix(word, "xes") ||
               g_str_has_suffix(word, "ches") ||
               g_str_has_suffix(word, "shes")) {
        g_string_truncate(key, key->len - 2);
    } else if (!strchr("sui", word[len - 2])) {
        g_string_truncate(key, key->len - 1);
    }
}

static void
add_word(GString *key, const char *word, size_t len, bool is_abbreviation)
{
    if (key->len > 0)
        g_string_append_c(key, ' ');
    const size_t start = key->len;
    if (is_abbreviation)
        g_string_append_c(key, FOLD_ABBREVIATION);
    g_string_append_len(key, word, (gssize)len);
    for (char *p = key->str + start; *p; p++)
        *p = g_ascii_tolower(*p);
    cut_plural(key, start);
}

/* Whether the words of the text are just its runs of ASCII letters and digits.
 * Few texts have others, and these take longer to fold. */
static bool
is_simple(const char *text)
{
    for (const char *p = text; *p; p++)
        if ((unsigned char)*p >= 0x80 || *p == '\'' || *p == '&')
            return false;
    return true;
}

/* Make the key of a term. Returns its number of words. */
static size_t
write_simple_key(GString *key, const char *text)
{
    size_t n_words = 0;

    for (const char *p = text; *p;) {
        unsigned capitals = 0;
        const char *start = p;
        for (; g_ascii_isalnum(*p); p++)
            capitals += g_ascii_isupper(*p);
        if (p == start) {
            p++;
            continue;
        }
        add_word(key, start, (size_t)(p - start), capitals > 1);
        n_words++;
    }
    return n_words;
}

static size_t
write_key(GString *key, const char *text)
{
    size_t n_words;

    g_string_truncate(key, 0);
    if (is_simple(text))
        return write_simple_key(key, text);
    char **words = fold_words(text, strlen(text), true);
    for (n_words = 0; words[n_words]; n_words++)
        add_word(key, words[n_words], strlen(words[n_words]), false);
    g_strfreev(words);
    return n_words;
}

/* The number of the current key, which is added if it is new. */
static size_t
number_of_key(struct thesaurus *t)
{
    size_t number = GPOINTER_TO_SIZE(g_hash_table_lookup(t->keys, t->key->str));

    if (number == 0) {
        number = g_hash_table_size(t->keys) + 1;
        g_hash_table_insert(t->keys,
                            g_string_chunk_insert_len(t->strings, t->key->str,
                                                      (gssize)t->key->len),
                            GSIZE_TO_POINTER(number));
    }
    return number;
}

static bool
has_quotation_mark(const char *text)
{
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);
        if (c == '"' || (c >= 0x201c && c <= 0x201f) || c == 0xab || c == 0xbb)
            return true;
    }
    return false;
}

/* Get the text and key of a term, which live as long as the thesaurus. False if
 * it is not a valid term. */
static bool
read_term(const struct thesaurus_input *in,
          const char *written,
          const char **text,
          size_t *key)
{
    const size_t n_words = write_key(in->thesaurus->key, written);

    *text = g_string_chunk_insert(in->thesaurus->strings, written);
    *key = number_of_key(in->thesaurus);
    if (!*written)
        return refuse(in->err, in->place,
                      "a term is missing beside a separator");
    if (n_words == 0)
        return refuse(in->err, in->place, "\"%.80s\" has no letters or digits",
                      written);
    if (n_words > FE_TERM_WORDS)
        return refuse(in->err, in->place,
                      "\"%.80s\" has more than %d words; shorten it", written,
                      FE_TERM_WORDS);
    if (strchr(written, '*'))
        return refuse(in->err, in->place,
                      "'*' in \"%.80s\"; endings do not matter, write one form",
                      written);
    if (has_quotation_mark(written))
        return refuse(in->err, in->place,
                      "a quotation mark in %.80s; the words of a term always "
                      "belong together",
                      written);
    return true;
}

static bool
read_terms(const struct thesaurus_input *in,
           const char *list,
           const char *separator,
           enum fe_role role)
{
    char **parts = g_strsplit(list, separator, -1);
    bool is_good = true;

    for (size_t i = 0; is_good && (i == 0 || parts[i]); i++) {
        struct written_term term = {.role = role};
        is_good = read_term(in, parts[i] ? g_strstrip(parts[i]) : "",
                            &term.text, &term.key);
        g_array_append_val(in->entry->terms, term);
    }
    g_strfreev(parts);
    return is_good;
}

static bool
read_links(const struct thesaurus_input *in,
           const char *list,
           enum fe_relation relation)
{
    char **parts = g_strsplit(list, ",", -1);
    bool is_good = true;

    for (size_t i = 0; is_good && (i == 0 || parts[i]); i++) {
        struct thesaurus_link link = {.relation = relation, .place = in->place};
        is_good = read_term(in, parts[i] ? g_strstrip(parts[i]) : "",
                            &link.text, &link.key);
        g_array_append_val(in->entry->links, link);
    }
    g_strfreev(parts);
    return is_good;
}

static const struct key {
    const char *name;
    bool is_relation;
    int meaning; /* enum fe_relation or enum fe_role */
} keys[] = {
    {"wordings", false, FE_ROLE_WORDING},
    {"said", false, FE_ROLE_SAID},
    {"asked", false, FE_ROLE_ASKED},
    {"hints", false, FE_ROLE_HINT},
    {"broader", true, FE_RELATION_BROADER},
    {"narrower", true, FE_RELATION_NARROWER},
    {"related", true, FE_RELATION_RELATED},
};

/* The key that a line begins with; *list is what comes after its colon. NULL if
 * it does not begin with a key. */
static const struct key *
key_at(const char *line, const char **list)
{
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        const char *p = line;
        if (!g_str_has_prefix(p, keys[i].name))
            continue;
        p += strlen(keys[i].name);
        p += strspn(p, " \t");
        if (*p != ':')
            continue;
        *list = p + 1;
        return &keys[i];
    }
    return NULL;
}

static bool
read_key(const struct thesaurus_input *in, const char *line)
{
    const char *list;
    const struct key *key = key_at(line, &list);

    if (!in->entry || in->entry->is_one_way)
        return refuse(in->err, in->place,
                      "an indented line without names above it; names begin at "
                      "the left margin");
    if (!key)
        return refuse(in->err, in->place,
                      "\"%.40s\" is not a key and a colon; the keys are "
                      "wordings, said, asked, hints, broader, narrower, "
                      "related",
                      line);
    in->entry->n_keys++;
    return key->is_relation
               ? read_links(in, list, (enum fe_relation)key->meaning)
               : read_terms(in, list, ",", (enum fe_role)key->meaning);
}

static bool
read_one_way(const struct thesaurus_input *in, char *line, char *tilde)
{
    if (strchr(line, '='))
        return refuse(in->err, in->place,
                      "both '=' and '~' are in it; make two lines of it");
    if (strchr(tilde + 1, '~'))
        return refuse(in->err, in->place, "'~' is in it twice");
    *tilde = '\0';
    in->entry->is_one_way = true;
    return read_terms(in, tilde + 1, ",", FE_ROLE_NAME) &&
           read_terms(in, line, ",", FE_ROLE_HINT);
}

/* Check the entry above, which is complete now: a name by itself is useless. */
static bool
end_entry(const struct thesaurus_input *in)
{
    const struct thesaurus_entry *entry = in->entry;

    if (!entry || entry->terms->len > 1 || entry->n_keys > 0)
        return true;
    return refuse(in->err, entry->place,
                  "\"%.80s\" is one name without anything else; add another "
                  "(a = b), or indented lines below it",
                  g_array_index(entry->terms, struct written_term, 0).text);
}

static bool
read_names(struct thesaurus_input *in, char *line)
{
    char *tilde = strchr(line, '~');
    const char *list;
    const struct key *key = key_at(line, &list);

    if (!end_entry(in))
        return false;
    if (key)
        return refuse(in->err, in->place,
                      "\"%s:\" at the left margin; indent it below the names "
                      "it belongs to",
                      key->name);
    in->entry = g_new0(struct thesaurus_entry, 1);
    in->entry->terms = g_array_new(FALSE, FALSE, sizeof(struct written_term));
    in->entry->links = g_array_new(FALSE, FALSE, sizeof(struct thesaurus_link));
    in->entry->place = in->place;
    g_ptr_array_add(in->thesaurus->entries, in->entry);
    return tilde ? read_one_way(in, line, tilde)
                 : read_terms(in, line, "=", FE_ROLE_NAME);
}

static bool
read_line(struct thesaurus_input *in, char *line)
{
    char *comment = strchr(line, '#');
    const bool is_indented = *line == ' ' || *line == '\t';

    if (comment)
        *comment = '\0';
    g_strstrip(line);
    if (!*line)
        return true;
    return is_indented ? read_key(in, line) : read_names(in, line);
}

static size_t
line_of(const char *text, const char *at)
{
    size_t line = 1;

    for (const char *p = text; p < at; p++)
        line += *p == '\n';
    return line;
}

bool
thesaurus_add(struct thesaurus *t,
              const char *source,
              const char *text,
              size_t len,
              struct thesaurus_error *err)
{
    struct thesaurus_input in = {.thesaurus = t, .err = err};
    const size_t before = t->entries->len;
    const char *end;

    g_assert(!t->is_finished);
    in.place.source = g_string_chunk_insert_const(t->strings, source);
    if (!g_utf8_validate_len(text, len, &end)) {
        in.place.line = line_of(text, end);
        return refuse(err, in.place, "not valid UTF-8; save it as UTF-8");
    }
    if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        len -= 3;
    }
    char *copy = g_strndup(len > 0 ? text : "", len);
    char **lines = g_strsplit(copy, "\n", -1);
    bool is_good = true;
    for (size_t i = 0; is_good && lines[i]; i++) {
        in.place.line = i + 1;
        is_good = read_line(&in, lines[i]);
    }
    is_good = is_good && end_entry(&in);
    const struct source read = {in.place.source, t->entries->len - before};
    g_array_append_val(t->sources, read);
    g_strfreev(lines);
    g_free(copy);
    return is_good;
}

/* Making concepts of the entries. */

/* The first of the entries that entry i is merged with. */
static size_t
first_of(GPtrArray *entries, size_t i)
{
    for (;;) {
        const struct thesaurus_entry *entry = g_ptr_array_index(entries, i);
        if (entry->concept == i)
            return i;
        i = entry->concept;
    }
}

/* Merge entries that share a name. Returns the owner of each name: by the
 * number of its key, the number of an entry, from 1; free it with g_free(). */
static size_t *
merge(const struct thesaurus *t)
{
    GPtrArray *entries = t->entries;
    size_t *owners = g_new0(size_t, g_hash_table_size(t->keys) + 1);

    for (size_t i = 0; i < entries->len; i++) {
        struct thesaurus_entry *entry = g_ptr_array_index(entries, i);
        entry->concept = i;
        for (size_t j = 0; !entry->is_one_way && j < entry->terms->len; j++) {
            const struct written_term *term =
                &g_array_index(entry->terms, struct written_term, j);
            if (term->role != FE_ROLE_NAME)
                break;
            size_t *owner = &owners[term->key];
            if (*owner == 0) {
                *owner = i + 1;
                continue;
            }
            const size_t a = first_of(entries, *owner - 1);
            const size_t b = first_of(entries, i);
            struct thesaurus_entry *later =
                g_ptr_array_index(entries, MAX(a, b));
            later->concept = MIN(a, b);
        }
    }
    return owners;
}

/* Number the concepts in the order of their first entries. The first entry of a
 * concept comes before the others, so one pass is enough. */
static size_t
number(GPtrArray *entries)
{
    size_t *numbers = g_new(size_t, entries->len + 1);
    size_t n = 0;

    for (size_t i = 0; i < entries->len; i++) {
        const size_t first = first_of(entries, i);
        numbers[i] = first == i ? n++ : numbers[first];
    }
    for (size_t i = 0; i < entries->len; i++) {
        struct thesaurus_entry *entry = g_ptr_array_index(entries, i);

        entry->concept = numbers[i];
    }
    g_free(numbers);
    return n;
}

/* A concept's terms as they are collected. */
struct terms {
    GArray *list; /* struct fe_concept_term */
    /* Two for each key, by its number: the last concept that has the term, from
     * 1, and its place in the list. The second one is for frames of questions,
     * which are kept apart from other roles. */
    struct known {
        size_t concept;
        size_t at;
    } * known;
};

static void
collect(struct terms *terms, const struct written_term *term, size_t concept)
{
    const struct fe_concept_term plain = {term->text, term->role};
    struct known *known =
        &terms->known[2 * term->key + (term->role == FE_ROLE_ASKED)];

    if (known->concept != concept + 1) {
        *known = (struct known){concept + 1, terms->list->len};
        g_array_append_val(terms->list, plain);
        return;
    }
    struct fe_concept_term *first =
        &g_array_index(terms->list, struct fe_concept_term, known->at);
    if (term->role < first->role)
        *first = plain;
}

/* Give the concept its terms, sorted by role. The order within a role is kept.
 */
static void
hand_over(const struct terms *terms, struct fe_concept *concept)
{
    struct fe_concept_term *out =
        g_new(struct fe_concept_term, terms->list->len + 1);
    size_t n = 0;

    for (int role = FE_ROLE_NAME; role <= FE_ROLE_ASKED; role++)
        for (size_t i = 0; i < terms->list->len; i++) {
            const struct fe_concept_term *term =
                &g_array_index(terms->list, struct fe_concept_term, i);
            if ((int)term->role == role)
                out[n++] = *term;
        }
    concept->terms = out;
    concept->n_terms = n;
}

/* The entries sorted by concept, otherwise in their order. The entries of
 * concept i are from first[i] to first[i + 1]. */
static const struct thesaurus_entry **
by_concept(const struct thesaurus *t, size_t *first)
{
    const size_t n = t->entries->len;
    const struct thesaurus_entry **sorted =
        g_new(const struct thesaurus_entry *, n + 1);

    for (size_t i = 0; i < n; i++) {
        const struct thesaurus_entry *entry = g_ptr_array_index(t->entries, i);
        first[entry->concept]++;
    }
    for (size_t i = 0; i < t->n_concepts; i++)
        first[i + 1] += first[i];
    /* From the end of each concept's entries down to their beginning. */
    for (size_t i = n; i-- > 0;) {
        const struct thesaurus_entry *entry = g_ptr_array_index(t->entries, i);
        sorted[--first[entry->concept]] = entry;
    }
    return sorted;
}

/* Say where the concept comes from: the places of its entries. */
static void
note_places(struct fe_concept *concept,
            const struct thesaurus_entry *const *entries,
            size_t n)
{
    struct fe_place *places = g_new(struct fe_place, n);

    for (size_t i = 0; i < n; i++)
        places[i] = entries[i]->place;
    concept->places = places;
    concept->n_places = n;
}

static void
make_concepts(struct thesaurus *t)
{
    struct terms terms = {
        g_array_new(FALSE, FALSE, sizeof(struct fe_concept_term)),
        g_new0(struct known, 2 * (g_hash_table_size(t->keys) + 1))};
    size_t *first = g_new0(size_t, t->n_concepts + 1);
    const struct thesaurus_entry **sorted = by_concept(t, first);

    for (size_t i = 0; i < t->n_concepts; i++) {
        g_array_set_size(terms.list, 0);
        for (size_t e = first[i]; e < first[i + 1]; e++) {
            const struct thesaurus_entry *entry = sorted[e];
            t->concepts[i].is_one_way = entry->is_one_way;
            for (size_t j = 0; j < entry->terms->len; j++)
                collect(&terms,
                        &g_array_index(entry->terms, struct written_term, j),
                        i);
        }
        hand_over(&terms, &t->concepts[i]);
        note_places(&t->concepts[i], sorted + first[i],
                    first[i + 1] - first[i]);
    }
    g_free(sorted);
    g_free(first);
    g_free(terms.known);
    g_array_free(terms.list, TRUE);
}

static const enum fe_relation inverses[FE_RELATIONS] = {
    [FE_RELATION_BROADER] = FE_RELATION_NARROWER,
    [FE_RELATION_NARROWER] = FE_RELATION_BROADER,
    [FE_RELATION_RELATED] = FE_RELATION_RELATED,
};

/* The relatives of a concept while they are collected: numbers of concepts, by
 * relation. */
struct relative_lists {
    GArray *lists[FE_RELATIONS];
};

static bool
is_relative(const struct relative_lists *of, size_t relation, size_t number)
{
    const GArray *list = of->lists[relation];

    for (size_t i = 0; i < list->len; i++)
        if (g_array_index(list, size_t, i) == number)
            return true;
    return false;
}

static void
add_relative(struct relative_lists *of, size_t relation, size_t number)
{
    if (!is_relative(of, relation, number))
        g_array_append_val(of->lists[relation], number);
}

/* Relate two concepts as the link says. A concept is not related to itself: a
 * user's file may have merged the two. */
static bool
relate(struct thesaurus *t,
       const struct thesaurus_link *link,
       size_t from,
       size_t to,
       struct relative_lists *all,
       struct thesaurus_error *err)
{
    const enum fe_relation inverse = inverses[link->relation];

    if (from == to)
        return true;
    if (link->relation != FE_RELATION_RELATED &&
        is_relative(&all[from], inverse, to))
        return refuse(err, link->place,
                      "\"%.80s\" is both broader and narrower than \"%.80s\"",
                      t->concepts[to].terms[0].text,
                      t->concepts[from].terms[0].text);
    add_relative(&all[from], link->relation, to);
    add_relative(&all[to], inverse, from);
    return true;
}

static bool
follow_links(struct thesaurus *t,
             const size_t *owners,
             struct relative_lists *all,
             struct thesaurus_error *err)
{
    for (size_t i = 0; i < t->entries->len; i++) {
        const struct thesaurus_entry *entry = g_ptr_array_index(t->entries, i);
        for (size_t j = 0; j < entry->links->len; j++) {
            const struct thesaurus_link *link =
                &g_array_index(entry->links, struct thesaurus_link, j);
            const size_t owner = owners[link->key];
            if (owner == 0)
                return refuse(err, link->place,
                              "\"%.80s\" is not a name of any concept",
                              link->text);
            const struct thesaurus_entry *other =
                g_ptr_array_index(t->entries, owner - 1);
            if (!relate(t, link, entry->concept, other->concept, all, err))
                return false;
        }
    }
    return true;
}

static int
by_number(const void *a, const void *b)
{
    const size_t x = *(const size_t *)a, y = *(const size_t *)b;

    return (x > y) - (x < y);
}

/* Give the concept its relatives. One that is broader or narrower is not also
 * related. */
static void
keep_relatives(struct fe_concept *concept, struct relative_lists *of)
{
    GArray *related = of->lists[FE_RELATION_RELATED];

    for (guint i = related->len; i-- > 0;) {
        const size_t other = g_array_index(related, size_t, i);
        if (is_relative(of, FE_RELATION_BROADER, other) ||
            is_relative(of, FE_RELATION_NARROWER, other))
            g_array_remove_index(related, i);
    }
    for (size_t r = 0; r < FE_RELATIONS; r++) {
        g_array_sort(of->lists[r], by_number);
        concept->n_relatives[r] = of->lists[r]->len;
        concept->relatives[r] = (size_t *)g_array_free(of->lists[r], FALSE);
    }
}

bool
thesaurus_finish(struct thesaurus *t, struct thesaurus_error *err)
{
    g_assert(!t->is_finished);
    t->is_finished = true;
    size_t *owners = merge(t);
    t->n_concepts = number(t->entries);
    t->concepts = g_new0(struct fe_concept, t->n_concepts + 1);
    make_concepts(t);

    struct relative_lists *all =
        g_new(struct relative_lists, t->n_concepts + 1);
    for (size_t i = 0; i < t->n_concepts; i++)
        for (size_t r = 0; r < FE_RELATIONS; r++)
            all[i].lists[r] = g_array_new(FALSE, FALSE, sizeof(size_t));
    const bool is_good = follow_links(t, owners, all, err);
    for (size_t i = 0; i < t->n_concepts; i++)
        keep_relatives(&t->concepts[i], &all[i]);
    g_free(all);
    g_free(owners);
    g_ptr_array_set_size(t->entries, 0);
    g_hash_table_remove_all(t->keys);
    return is_good;
}

size_t
thesaurus_size(const struct thesaurus *t)
{
    return t->n_concepts;
}

const struct fe_concept *
thesaurus_at(const struct thesaurus *t, size_t number)
{
    g_assert(t->is_finished && number < t->n_concepts);
    return &t->concepts[number];
}

size_t
thesaurus_n_sources(const struct thesaurus *t)
{
    return t->sources->len;
}

const char *
thesaurus_source(const struct thesaurus *t, size_t number, size_t *n_entries)
{
    const struct source *source =
        &g_array_index(t->sources, struct source, number);

    *n_entries = source->n_entries;
    return source->name;
}
