/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "scan.h"

#include "engine/text/stem.h"
#include "engine/text/variants.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What reading a text needs. */
struct reading {
    GStringChunk *strings; /* forms and stems, each stored once */
    struct stemmer *stemmer;
    GHashTable *common;
    GHashTable *stems; /* form -> stem, filled as forms are met */
};

/* The double-quoted strings of a table in one of the engine's source files,
 * from the table's name to its end. */
static GPtrArray *
engine_table(const char *file, const char *name)
{
    char *path = test_source(file), *text = test_read(path, NULL);
    char *opening = g_strconcat(" ", name, NULL);
    GPtrArray *strings = g_ptr_array_new_with_free_func(g_free);

    assert_non_null(text);
    const char *p = strstr(text, opening);
    assert_non_null(p);
    const char *end = strstr(p, "};");
    assert_non_null(end);
    while ((p = strchr(p, '"')) && p < end) {
        const char *close = strchr(p + 1, '"');
        g_ptr_array_add(strings, g_strndup(p + 1, (gsize)(close - p - 1)));
        p = close + 1;
    }
    g_free(opening);
    free(text);
    free(path);
    assert_true(strings->len > 30);
    return strings;
}

static struct reading *
reading_new(void)
{
    struct reading *r = g_new0(struct reading, 1);
    GPtrArray *common = engine_table("lib/engine/text/tokens.c",
                                     "stopwords[][WORD_SET_LETTERS] = {");

    r->strings = g_string_chunk_new(65536);
    r->stemmer = stemmer_new();
    assert_non_null(r->stemmer);
    r->common = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    r->stems = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < common->len; i++)
        g_hash_table_add(r->common, g_strdup(common->pdata[i]));
    g_ptr_array_unref(common);
    return r;
}

static void
reading_free(struct reading *r)
{
    stemmer_free(r->stemmer);
    g_string_chunk_free(r->strings);
    g_hash_table_unref(r->common);
    g_hash_table_unref(r->stems);
    g_free(r);
}

static const char *
once(struct reading *r, const char *string)
{
    return g_string_chunk_insert_const(r->strings, string);
}

static const char *
known_stem(struct reading *r, const char *form)
{
    const char *stem = g_hash_table_lookup(r->stems, form);

    if (!stem) {
        size_t len;
        stem = stemmer_stem(r->stemmer, form, strlen(form), &len);
        assert_non_null(stem);
        char *copy = g_strndup(stem, len);
        stem = once(r, copy);
        g_free(copy);
        g_hash_table_insert(r->stems, (char *)once(r, form), (char *)stem);
    }
    return stem;
}

static bool
is_invisible(gunichar c)
{
    return c == 0xad || (c >= 0x200b && c <= 0x200d) || c == 0x2060 ||
           c == 0xfeff || g_unichar_type(c) == G_UNICODE_NON_SPACING_MARK;
}

static bool
is_letter(gunichar c)
{
    const GUnicodeType type = g_unichar_type(c);

    return g_unichar_isalpha(c) || type == G_UNICODE_DECIMAL_NUMBER ||
           type == G_UNICODE_LETTER_NUMBER || type == G_UNICODE_OTHER_NUMBER ||
           type == G_UNICODE_CONNECT_PUNCTUATION;
}

/* The text in small letters, without accents and invisible characters, and with
 * plain ASCII apostrophes and hyphens. */
static gunichar *
simplified(const char *text, glong *len)
{
    char *parted = g_utf8_normalize(text, -1, G_NORMALIZE_DEFAULT);
    gunichar *all = g_utf8_to_ucs4_fast(parted, -1, len);
    glong n = 0;

    for (glong i = 0; i < *len; i++) {
        gunichar c = g_unichar_tolower(all[i]);
        if (is_invisible(c))
            continue;
        if (c == 0x2018 || c == 0x2019 || c == 0x2bc)
            c = '\'';
        else if (c == 0x2010 || c == 0x2011)
            c = '-';
        else if (c == 0xf8) /* has no decomposition */
            c = 'o';
        all[n++] = c;
    }
    all[n] = 0;
    *len = n;
    g_free(parted);
    return all;
}

/* Whether the mark belongs to the word around it. */
static bool
is_within(const gunichar *c)
{
    if (!c[0] || !is_letter(c[1]))
        return false;
    const bool digits = g_unichar_isdigit(c[-1]) && g_unichar_isdigit(c[1]);
    return digits ? *c == '.' || *c == ',' : *c == '\'';
}

/* The length of an abbreviation such as "e.g.": two or more letters, each
 * followed by a full stop, which the last may lack. 0 if there is none. */
static glong
stopped(const gunichar *c)
{
    glong n = 0, letters = 0;

    while (g_unichar_isalpha(c[n]) && !is_letter(c[n + 1])) {
        letters++;
        n++;
        if (c[n] != '.')
            break;
        n++;
    }
    return letters > 1 ? n : 0;
}

const char *
scan_form(const struct scan *scan, const char *form)
{
    return once(scan->reading, form);
}

struct scan_words
scan_read(const struct scan *scan, const char *text)
{
    GArray *words = g_array_new(FALSE, FALSE, sizeof(struct scan_word));
    GString *form = g_string_new(NULL);
    glong len;
    gunichar *c = simplified(text, &len);

    for (glong i = 0; i < len;) {
        if (!is_letter(c[i]) && c[i] != '&') {
            i++;
            continue;
        }
        g_string_truncate(form, 0);
        if (c[i] == '&')
            g_string_append(form, "and");
        while (c[i] == '&' && c[i + 1] == '&')
            i++;
        const glong first = i, last = i + (c[i] == '&' ? 1 : stopped(&c[i]));
        for (; i < last; i++)
            if (g_unichar_isalpha(c[i]))
                g_string_append_unichar(form, c[i]);
        for (; last == first &&
               (is_letter(c[i]) || (i > first && is_within(&c[i])));
             i++)
            if (c[i] != ',')
                g_string_append_unichar(form, c[i]);
        const struct scan_word word = {scan_form(scan, form->str),
                                       known_stem(scan->reading, form->str),
                                       c[i] == '-' && is_letter(c[i + 1])};
        g_array_append_val(words, word);
    }
    g_free(c);
    g_string_free(form, TRUE);
    const size_t count = words->len;
    return (struct scan_words){
        (struct scan_word *)(void *)g_array_free(words, FALSE), count};
}

const char *
scan_stem(const struct scan *scan, const char *form)
{
    return known_stem(scan->reading, form);
}

bool
scan_is_common(const struct scan *scan, const char *form)
{
    return g_hash_table_contains(scan->reading->common, form);
}

size_t
scan_beginning(const struct scan *scan, const char *letters)
{
    GHashTableIter iter;
    gpointer form;
    size_t n = 0;

    g_hash_table_iter_init(&iter, scan->forms);
    while (g_hash_table_iter_next(&iter, &form, NULL))
        n += g_str_has_prefix(form, letters);
    return n;
}

static const char *
string_in(const json_t *record, const char *field)
{
    const char *string = json_string_value(json_object_get(record, field));
    return string ? string : "";
}

const char *
scan_value(const json_t *record,
           const char *field,
           size_t i,
           char buffer[SCAN_VALUE_SIZE])
{
    const json_t *member = json_object_get(record, field);

    if (json_is_array(member)) {
        const char *value = json_string_value(json_array_get(member, i));
        return value ? value : "";
    }
    if (i > 0)
        return "";
    if (strcmp(field, "number") == 0) {
        const json_t *number = json_object_get(record, field);
        if (!json_is_integer(number))
            return "";
        snprintf(buffer, SCAN_VALUE_SIZE, "%" JSON_INTEGER_FORMAT,
                 json_integer_value(number));
        return buffer;
    }
    const bool is_year = strcmp(field, "year") == 0;
    if (is_year || strcmp(field, "month") == 0) {
        snprintf(buffer, SCAN_VALUE_SIZE, "%.*s", is_year ? 4 : 7,
                 string_in(record, "date"));
        return buffer;
    }
    return string_in(record, field);
}

static json_t *
dump_of(const char *const *paths)
{
    const char *args[16] = {"--dump", "paragraphs"};
    json_t *dump = json_array();
    size_t n = 2;

    for (; *paths; paths++)
        args[n++] = *paths;
    struct test_run run = test_program("findings-index", args);
    assert_int_equal(run.status, 0);
    for (char *rest = run.out, *line; (line = strsep(&rest, "\n")) && *line;) {
        json_t *record = json_loads(line, 0, NULL);
        assert_non_null(record);
        json_array_append_new(dump, record);
    }
    test_run_free(&run);
    return dump;
}

/* Counts for each compound the paragraphs that contain it. */
static void
add_compounds(GHashTable *counts, const struct scan_words *words)
{
    GHashTable *met =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (size_t i = 0; i < words->count; i++) {
        if (!words->list[i].is_joined)
            continue;
        GString *compound = g_string_new(words->list[i].form);
        for (; words->list[i].is_joined && i + 1 < words->count; i++)
            g_string_append_printf(compound, "-%s", words->list[i + 1].form);
        g_hash_table_add(met, g_string_free(compound, FALSE));
    }
    GHashTableIter iter;
    gpointer compound;
    g_hash_table_iter_init(&iter, met);
    while (g_hash_table_iter_next(&iter, &compound, NULL)) {
        const size_t n =
            GPOINTER_TO_SIZE(g_hash_table_lookup(counts, compound));
        g_hash_table_insert(counts, g_strdup(compound),
                            GSIZE_TO_POINTER(n + 1));
    }
    g_hash_table_unref(met);
}

static char *
without_hyphens(const char *compound)
{
    char **parts = g_strsplit(compound, "-", -1), *one = g_strjoinv("", parts);

    g_strfreev(parts);
    return one;
}

/* If a word can be split in several ways, keeps the one written most often. */
static void
find_parted(const struct scan *scan,
            struct scan_usage *usage,
            GHashTable *counts)
{
    GHashTableIter iter;
    gpointer compound, n;

    g_hash_table_iter_init(&iter, counts);
    while (g_hash_table_iter_next(&iter, &compound, &n)) {
        char *one = without_hyphens(compound);
        const char *stem = scan_stem(scan, one);
        const char *known = g_hash_table_lookup(usage->parted, stem);
        const size_t before =
            known ? GPOINTER_TO_SIZE(g_hash_table_lookup(counts, known)) : 0;
        if (GPOINTER_TO_SIZE(n) > before ||
            (GPOINTER_TO_SIZE(n) == before && strcmp(compound, known) < 0))
            g_hash_table_insert(usage->parted, (char *)stem,
                                (char *)once(scan->reading, compound));
        g_free(one);
    }
}

static const struct scan_words *
words_of(const struct paragraph *p, int kind)
{
    return kind == SCAN_TEXT      ? &p->text
           : kind == SCAN_SECTION ? &p->section
                                  : &p->judgement;
}

static void
find_usage(struct scan *scan, int kind)
{
    struct scan_usage *usage = &scan->usages[kind];
    GHashTable *counts =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    usage->forms = g_hash_table_new(g_str_hash, g_str_equal);
    usage->stems = g_hash_table_new(g_str_hash, g_str_equal);
    usage->parted = g_hash_table_new(g_str_hash, g_str_equal);
    usage->same = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify)g_ptr_array_unref);
    for (size_t i = 0; i < scan->count; i++) {
        const struct scan_words *words = words_of(&scan->list[i], kind);
        add_compounds(counts, words);
        for (size_t w = 0; w < words->count; w++) {
            g_hash_table_add(usage->forms, (char *)words->list[w].form);
            g_hash_table_add(usage->stems, (char *)words->list[w].stem);
        }
    }
    find_parted(scan, usage, counts);
    g_hash_table_unref(counts);
}

/* The stem of the word, and those of its spelling variants that the texts
 * contain. */
static GPtrArray *
stems_of(const struct scan *scan,
         const struct scan_usage *usage,
         const char *wanted)
{
    char variants[VARIANTS_MAX][VARIANT_SIZE];
    GPtrArray *stems = g_hash_table_lookup(usage->same, wanted);

    if (stems)
        return stems;
    stems = g_ptr_array_new();
    g_ptr_array_add(stems, (gpointer)scan_stem(scan, wanted));
    const size_t n =
        variants_of(wanted, strlen(wanted), variants, VARIANTS_MAX);
    for (size_t i = 0; i < n; i++)
        if (g_hash_table_contains(usage->forms, variants[i]))
            g_ptr_array_add(stems, (gpointer)scan_stem(scan, variants[i]));
    g_hash_table_insert(usage->same, g_strdup(wanted), stems);
    return stems;
}

bool
scan_is_same(const struct scan *scan,
             const struct scan_usage *usage,
             const char *wanted,
             const struct scan_word *word)
{
    const GPtrArray *stems = stems_of(scan, usage, wanted);

    for (guint i = 0; i < stems->len; i++)
        if (stems->pdata[i] == word->stem)
            return true;
    return false;
}

char **
scan_parts(const struct scan *scan,
           const struct scan_usage *usage,
           const char *form)
{
    const char *compound =
        g_hash_table_lookup(usage->parted, scan_stem(scan, form));

    return compound ? g_strsplit(compound, "-", -1) : NULL;
}

void
scan_open(struct scan *scan, const char *const *paths)
{
    json_t *record;
    size_t i;

    scan->dump = dump_of(paths);
    scan->count = json_array_size(scan->dump);
    scan->list = g_new0(struct paragraph, scan->count);
    scan->reading = reading_new();
    scan->forms = g_hash_table_new(g_str_hash, g_str_equal);
    json_array_foreach(scan->dump, i, record)
    {
        struct paragraph *p = &scan->list[i];
        p->record = record;
        p->text = scan_read(scan, string_in(record, "text"));
        p->section = scan_read(scan, string_in(record, "section"));
        p->judgement = scan_read(scan, string_in(record, "judgement"));
        for (size_t w = 0; w < p->text.count; w++)
            g_hash_table_add(scan->forms, (char *)p->text.list[w].form);
    }
    for (int kind = 0; kind < SCAN_USAGES; kind++)
        find_usage(scan, kind);
    assert_true(scan->count > 0);
}

void
scan_close(struct scan *scan)
{
    for (size_t i = 0; i < scan->count; i++) {
        g_free(scan->list[i].text.list);
        g_free(scan->list[i].section.list);
        g_free(scan->list[i].judgement.list);
    }
    g_free(scan->list);
    g_hash_table_unref(scan->forms);
    for (int kind = 0; kind < SCAN_USAGES; kind++) {
        g_hash_table_unref(scan->usages[kind].forms);
        g_hash_table_unref(scan->usages[kind].stems);
        g_hash_table_unref(scan->usages[kind].parted);
        g_hash_table_unref(scan->usages[kind].same);
    }
    reading_free(scan->reading);
    json_decref(scan->dump);
}

unsigned
draw(unsigned *seed, unsigned below)
{
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 16) % below;
}
