/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The key of a name is its folded words with a space between.
 */
#include "engine/query/gazetteer.h"
#include "engine/text/fold.h"

#include <glib.h>
#include <string.h>

enum { YEAR_MIN = 1990, YEAR_MAX = 2099 }; /* other numbers are not years */

struct name {
    char *key;
    size_t n_words;
    GArray *values; /* struct gazetteer_value */
};

/* A place by its own name, parts of which may be names too. */
struct place_name {
    struct gazetteer_value value;
    char *name;
};

struct gazetteer {
    GStringChunk *strings;
    GPtrArray *list;      /* struct name, in the order they were added */
    GHashTable *by_key;   /* key -> struct name */
    GHashTable *firsts;   /* the first words of names */
    GHashTable *excluded; /* keys */
    GArray *places;       /* struct place_name */
    size_t longest;       /* words of the longest name */
};

static void
name_free(void *data)
{
    struct name *name = data;

    g_array_free(name->values, TRUE);
    g_free(name->key);
    g_free(name);
}

struct gazetteer *
gazetteer_new(void)
{
    struct gazetteer *g = g_new0(struct gazetteer, 1);

    g->strings = g_string_chunk_new(4096);
    g->list = g_ptr_array_new_with_free_func(name_free);
    g->by_key = g_hash_table_new(g_str_hash, g_str_equal);
    g->firsts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g->excluded = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g->places = g_array_new(FALSE, FALSE, sizeof(struct place_name));
    return g;
}

void
gazetteer_free(struct gazetteer *g)
{
    if (!g)
        return;
    for (guint i = 0; i < g->places->len; i++)
        g_free(g_array_index(g->places, struct place_name, i).name);
    g_array_free(g->places, TRUE);
    g_hash_table_destroy(g->excluded);
    g_hash_table_destroy(g->firsts);
    g_hash_table_destroy(g->by_key);
    g_ptr_array_free(g->list, TRUE);
    g_string_chunk_free(g->strings);
    g_free(g);
}

static char *
key_of(const char *name, size_t *n_words)
{
    char **words = fold_words(name, strlen(name), false);
    char *key = g_strjoinv(" ", words);

    *n_words = g_strv_length(words);
    g_strfreev(words);
    return key;
}

/* The name with this key, added if there is none. Takes ownership of the key.
 */
static struct name *
name_of(struct gazetteer *g, char *key, size_t n_words)
{
    struct name *name = g_hash_table_lookup(g->by_key, key);

    if (name) {
        g_free(key);
        return name;
    }
    name = g_new(struct name, 1);
    name->key = key;
    name->n_words = n_words;
    name->values = g_array_new(FALSE, FALSE, sizeof(struct gazetteer_value));
    g_ptr_array_add(g->list, name);
    g_hash_table_insert(g->by_key, name->key, name);
    g_hash_table_add(g->firsts, g_strndup(key, strcspn(key, " ")));
    g->longest = MAX(g->longest, n_words);
    return name;
}

static void
add_value(struct name *name, struct gazetteer_value value)
{
    for (guint i = 0; i < name->values->len; i++) {
        const struct gazetteer_value *known =
            &g_array_index(name->values, struct gazetteer_value, i);
        if (known->field == value.field &&
            strcmp(known->value, value.value) == 0)
            return;
    }
    g_array_append_val(name->values, value);
}

void
gazetteer_add(struct gazetteer *g,
              unsigned field,
              const char *value,
              const char *name,
              unsigned flags)
{
    const struct gazetteer_value entry = {
        field, g_string_chunk_insert_const(g->strings, value), flags};
    size_t n_words;
    char *key = key_of(name, &n_words);

    if (n_words == 0) {
        g_free(key);
        return;
    }
    add_value(name_of(g, key, n_words), entry);
    if ((flags & GAZETTEER_PLACE) && !(flags & GAZETTEER_OTHER)) {
        const struct place_name place = {entry, g_strdup(name)};
        g_array_append_val(g->places, place);
    }
}

void
gazetteer_exclude(struct gazetteer *g, const char *part)
{
    size_t n_words;

    g_hash_table_add(g->excluded, key_of(part, &n_words));
}

/* Parts of names. */

/* Note words [from, to) as a part of the place's name, unless they are a name
 * or excluded. */
static void
note_part(const struct gazetteer *g,
          GHashTable *parts,
          char **words,
          size_t from,
          size_t to,
          const struct place_name *place)
{
    GString *key = g_string_new(NULL);

    for (size_t i = from; i < to; i++)
        g_string_append_printf(key, "%s%s", i > from ? " " : "", words[i]);
    if (key->len == 0 || g_hash_table_contains(g->by_key, key->str) ||
        g_hash_table_contains(g->excluded, key->str)) {
        g_string_free(key, TRUE);
        return;
    }
    /* NULL marks a part that several places have. */
    void *other;
    const bool is_taken =
        g_hash_table_lookup_extended(parts, key->str, NULL, &other);
    const bool is_same = is_taken && other &&
                         strcmp(((const struct place_name *)other)->value.value,
                                place->value.value) == 0;
    g_hash_table_insert(parts, g_string_free(key, FALSE),
                        is_taken && !is_same ? NULL : (void *)place);
}

static void
note_parts(const struct gazetteer *g,
           GHashTable *parts,
           const struct place_name *place)
{
    static const char *const joining[] = {"and", "with", NULL};
    static const char *const lying[] = {"upon", "on", NULL};
    char **parts_of_name = g_strsplit(place->name, ",", -1);

    for (char **part = parts_of_name; *part; part++) {
        char **words = fold_words(*part, strlen(*part), false);
        size_t from = 0, end = 0;
        bool is_past = false; /* after "upon" or "on" */
        for (size_t i = 0; i == 0 || words[i - 1]; i++) {
            const bool is_end = !words[i] || g_strv_contains(joining, words[i]);
            if (!is_end && g_strv_contains(lying, words[i]))
                is_past = true;
            if (!is_end && !is_past)
                end = i + 1;
            if (!is_end)
                continue;
            note_part(g, parts, words, from, MAX(from, end), place);
            from = end = i + 1;
            is_past = false;
            if (!words[i])
                break;
        }
        g_strfreev(words);
    }
    g_strfreev(parts_of_name);
}

void
gazetteer_finish(struct gazetteer *g)
{
    GHashTable *parts =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < g->places->len; i++)
        note_parts(g, parts, &g_array_index(g->places, struct place_name, i));
    GList *keys =
        g_list_sort(g_hash_table_get_keys(parts), (GCompareFunc)strcmp);
    for (GList *k = keys; k; k = k->next) {
        const struct place_name *place = g_hash_table_lookup(parts, k->data);
        if (!place)
            continue;
        struct gazetteer_value value = place->value;
        value.flags |= GAZETTEER_PART;
        size_t n_words;
        char *key = key_of(k->data, &n_words);
        add_value(name_of(g, key, n_words), value);
    }
    g_list_free(keys);
    g_hash_table_destroy(parts);
}

bool
gazetteer_at(const struct gazetteer *g, size_t i, struct gazetteer_entry *entry)
{
    if (i >= g->list->len)
        return false;
    const struct name *name = g_ptr_array_index(g->list, i);
    entry->name = name->key;
    entry->values =
        (const struct gazetteer_value *)(const void *)name->values->data;
    entry->n_values = name->values->len;
    return true;
}

/* Finding names. */

/* Folded words of the query. A word of the query may fold to several. */
struct folded_input {
    GPtrArray *words;
    GArray *ends; /* size_t: how many words of the query have ended with each
                     folded word; 0 within a word of the query */
};

static struct folded_input
input_of(const char *const *words, size_t n_words, size_t at, size_t most)
{
    struct folded_input in = {g_ptr_array_new_with_free_func(g_free),
                              g_array_new(FALSE, FALSE, sizeof(size_t))};

    for (size_t i = at; i < n_words && in.words->len < most; i++) {
        char **folded = fold_words(words[i], strlen(words[i]), false);
        for (char **w = folded; *w; w++) {
            const size_t end = w[1] ? 0 : i + 1 - at;
            g_ptr_array_add(in.words, *w);
            g_array_append_val(in.ends, end);
        }
        g_free(folded); /* its words are the input's */
    }
    return in;
}

static void
input_fini(struct folded_input *in)
{
    g_ptr_array_free(in->words, TRUE);
    g_array_free(in->ends, TRUE);
}

static const char *
word_at(const struct folded_input *in, size_t i)
{
    return i < in->words->len ? g_ptr_array_index(in->words, i) : "";
}

/* How many words the text has if they are at i; 0 if they are not. */
static size_t
match(const struct folded_input *in, size_t i, const char *text)
{
    for (size_t n = 0;; n++) {
        const char *word = word_at(in, i + n);
        const size_t len = strcspn(text, " ");
        if (strncmp(word, text, len) != 0 || word[len] != '\0')
            return 0;
        if (!text[len])
            return n + 1;
        text += len + 1;
    }
}

/* The longest name that begins at word `from` and ends with a word of the
 * query.
 */
static const struct name *
longest_at(const struct gazetteer *g,
           const struct folded_input *in,
           size_t from)
{
    const struct name *found = NULL;
    GString *key = g_string_new(NULL);

    for (size_t i = from; i < in->words->len && i < from + g->longest; i++) {
        g_string_append_printf(key, "%s%s", i > from ? " " : "",
                               word_at(in, i));
        const struct name *name = g_hash_table_lookup(g->by_key, key->str);
        if (name && g_array_index(in->ends, size_t, i) > 0)
            found = name;
    }
    g_string_free(key, TRUE);
    return found;
}

static bool
is_place(const struct name *name)
{
    for (guint i = 0; i < name->values->len; i++)
        if (!(g_array_index(name->values, struct gazetteer_value, i).flags &
              GAZETTEER_PLACE))
            return false;
    return true;
}

/* What councils call themselves before their names. */
static const char *const openings[] = {"royal county of",
                                       "city and county of",
                                       "metropolitan borough of",
                                       "london borough of",
                                       "royal borough of",
                                       "borough of",
                                       "council of the",
                                       "council of",
                                       "corporation of",
                                       "city of",
                                       "county of",
                                       "district of",
                                       "lb of",
                                       "lb",
                                       "rb of",
                                       NULL};

/* How many words at i are such an opening; 0 if none. */
static size_t
opening(const struct folded_input *in, size_t i)
{
    for (const char *const *o = openings; *o; o++) {
        const size_t n = match(in, i, *o);
        if (n > 0)
            return n;
    }
    return 0;
}

/* Whether words that look like the end of a council's name mean something else.
 */
static bool
is_compound(const struct folded_input *in, size_t i)
{
    static const char *const compounds[] = {"county line",
                                            "county lines",
                                            "county court",
                                            "county courts",
                                            "city centre",
                                            "city academy",
                                            "city hall",
                                            "city college",
                                            "borough commander",
                                            "council tax",
                                            "council house",
                                            "council houses",
                                            "council home",
                                            "council homes",
                                            "council housing",
                                            "council flat",
                                            "council flats",
                                            "council estate",
                                            "council estates",
                                            "district nurse",
                                            "district nurses",
                                            "district nursing",
                                            "district hospital",
                                            "district general",
                                            NULL};

    for (const char *const *c = compounds; *c; c++)
        if (match(in, i, *c) > 0)
            return true;
    return false;
}

/* How many words at i, after the name of a place, belong to it: "Leeds City
 * Council". */
static size_t
ending(const struct folded_input *in, size_t i)
{
    static const char *const kinds[] = {"metropolitan", "royal",    "unitary",
                                        "london",       "city",     "county",
                                        "borough",      "district", NULL};
    static const char *const bodies[] = {"council", "corporation", "mbc", "mdc",
                                         "cc",      "bc",          "lbc", NULL};
    static const char *const alone[] = {"city", "county", "borough", NULL};
    size_t n = 0;

    while (g_strv_contains(kinds, word_at(in, i + n)) &&
           !is_compound(in, i + n))
        n++;
    if (g_strv_contains(bodies, word_at(in, i + n)) && !is_compound(in, i + n))
        return n + 1;
    return n > 0 && g_strv_contains(alone, word_at(in, i + n - 1)) ? n : 0;
}

/* How many words of the query the first n folded words make. */
static size_t
words_of_query(const struct folded_input *in, size_t n)
{
    return n > 0 ? g_array_index(in->ends, size_t, n - 1) : 0;
}

/* Take the name if it is longer than what was found before. */
static void
take(const struct folded_input *in,
     const struct name *name,
     size_t from,
     struct gazetteer_match *found)
{
    size_t n = from + name->n_words;

    if (is_place(name))
        n += ending(in, n);
    if (words_of_query(in, n) <= found->n_words)
        return;
    found->values =
        (const struct gazetteer_value *)(const void *)name->values->data;
    found->n_values = name->values->len;
    found->n_words = words_of_query(in, n);
}

bool
gazetteer_may_begin(const struct gazetteer *g, const char *word)
{
    char **folded = fold_words(word, strlen(word), false);
    const char *first = *folded;
    /* A word that folds to nothing is skipped, so a name may follow it. */
    bool may_begin = !first || strcmp(first, "the") == 0 ||
                     g_hash_table_contains(g->firsts, first);

    for (const char *const *o = openings; *o && !may_begin; o++)
        may_begin = strncmp(*o, first, strlen(first)) == 0;
    g_strfreev(folded);
    return may_begin;
}

bool
gazetteer_find(const struct gazetteer *g,
               const char *const *words,
               size_t n_words,
               size_t at,
               struct gazetteer_match *found)
{
    enum { AROUND = 12 }; /* more words than an opening and an ending have */
    struct folded_input in = input_of(words, n_words, at, g->longest + AROUND);
    const size_t the = match(&in, 0, "the");
    const size_t before[] = {0, the, the + opening(&in, the)};

    *found = (struct gazetteer_match){0};
    for (size_t i = 0; i < G_N_ELEMENTS(before); i++) {
        const struct name *name = longest_at(g, &in, before[i]);
        if (name && (before[i] == 0 || is_place(name)))
            take(&in, name, before[i], found);
    }
    input_fini(&in);
    return found->n_words > 0;
}

/* Years. */

/* The number that the text begins with, if it has exactly `count` digits; *end
 * is after it. -1 otherwise. */
static int
digits(const char *text, size_t count, const char **end)
{
    int number = 0;

    for (size_t i = 0; i < count; i++) {
        if (!g_ascii_isdigit(text[i]))
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    if (g_ascii_isdigit(text[count]))
        return -1;
    *end = text + count;
    return number;
}

static unsigned
year_at(const char *text, const char **end)
{
    const int year = digits(text, 4, end);

    return year >= YEAR_MIN && year <= YEAR_MAX ? (unsigned)year : 0;
}

/* Whether the text is the next year, in full or by its last two digits. */
static bool
is_next_year(const char *text, unsigned year)
{
    const char *end = text;

    if (year_at(text, &end) == year + 1 && !*end)
        return true;
    return digits(text, 2, &end) == (int)((year + 1) % 100) && !*end;
}

/* Skip a hyphen, dash or slash between two years; NULL if there is none. */
static const char *
past_joint(const char *text)
{
    static const char *const joints[] = {"-",      "/",      "\u2010",
                                         "\u2011", "\u2012", "\u2013",
                                         "\u2014", "\u2212", NULL};

    for (const char *const *j = joints; *j; j++)
        if (g_str_has_prefix(text, *j))
            return text + strlen(*j);
    return NULL;
}

bool
gazetteer_find_years(const char *const *words,
                     size_t n_words,
                     size_t at,
                     struct gazetteer_years *years)
{
    static const char *const before[] = {"in", "during", NULL};
    const size_t from =
        at + 1 < n_words && g_strv_contains(before, words[at]) ? at + 1 : at;
    const char *end;

    if (from >= n_words)
        return false;
    const unsigned year = year_at(words[from], &end);
    if (year == 0)
        return false;
    *years = (struct gazetteer_years){year, year, from + 1 - at};
    if (!*end && from + 1 < n_words && is_next_year(words[from + 1], year)) {
        years->last = year + 1;
        years->n_words++;
        return true;
    }
    if (!*end)
        return true;
    const char *next = past_joint(end);
    years->last = year + 1;
    return next && is_next_year(next, year);
}
