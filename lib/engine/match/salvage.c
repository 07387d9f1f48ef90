/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Reads an index that may be damaged: every call may fail without being the
 * last. Documents are read by their numbers, for which Xapian needs no other
 * table than that of their data.
 */
#include "engine/base/arena.h"
#include "engine/base/inspect.h"
#include "engine/base/keys.h"
#include "engine/base/kept_text.h"
#include "engine/base/status.h"
#include "engine/store/runs.h"
#include "engine/text/stream.h"
#include "engine/text/document.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DOCUMENT_MAX = 1 << 30, BLOCK = 1024, BYTES = 512 * 1024 };

struct fe_salvage {
    char *path;
    struct xc_reader *store;
    struct arena *arena;
    struct stemmer *stemmer;
    struct packer *packer;
    struct dictionary *dictionary;
    bool has_words; /* the whole dictionary could be read */
    uint32_t last_id, id;
    uint64_t postings; /* a sum over all that documents should have */
    uint64_t *there;   /* the set of documents that were found */
};

/* Documents refer to words by their numbers. */
static void
load_words(struct fe_salvage *salvage)
{
    char key[sizeof DICTIONARY_KEY + 16], *value;
    size_t len = 1;

    salvage->has_words = true;
    for (unsigned chunk = 0; salvage->has_words && len > 0; chunk++) {
        snprintf(key, sizeof key, DICTIONARY_KEY, chunk);
        salvage->has_words =
            xc_reader_metadata(salvage->store, key, &value, &len, NULL) ==
                XC_OK &&
            (len == 0 || dictionary_load(salvage->dictionary, chunk, value, len,
                                         salvage->stemmer));
        free(value);
    }
}

enum fe_status
fe_salvage_open(const char *path, struct fe_salvage **out, struct fe_error *err)
{
    struct xc_reader *store = NULL;
    struct xc_error failed;
    struct xc_info info;

    FE_REQUIRE(path && out);
    *out = NULL;
    char *folder;
    enum xc_status status = replica_find(path, &folder, NULL, &failed);
    if (status == XC_OK)
        status = inspect_open(folder, &store, NULL, &failed);
    if (status == XC_OK)
        status = xc_reader_info(store, &info, &failed);
    if (status != XC_OK) {
        xc_reader_close(store);
        g_free(folder);
        return status_of_store(status, &failed, err);
    }
    *out = g_new0(struct fe_salvage, 1);
    **out = (struct fe_salvage){
        .path = folder,
        .store = store,
        .arena = arena_new(DOCUMENT_MAX),
        .stemmer = stemmer_new(),
        .packer = packer_new(),
        .dictionary = dictionary_new(),
        .last_id = info.last_id,
        .there = g_new0(uint64_t, (size_t)info.last_id / 64 + 1)};
    load_words(*out);
    return FE_OK;
}

void
fe_salvage_close(struct fe_salvage *salvage)
{
    if (!salvage)
        return;
    xc_reader_close(salvage->store);
    dictionary_free(salvage->dictionary);
    packer_free(salvage->packer);
    stemmer_free(salvage->stemmer);
    arena_free(salvage->arena);
    g_free(salvage->there);
    g_free(salvage->path);
    g_free(salvage);
}

struct unpacking {
    struct fe_salvage *salvage;
    struct string out;
};

static void
unpack_data(void *data)
{
    struct unpacking *unpacking = data;
    struct fe_salvage *salvage = unpacking->salvage;
    size_t size = 1 << 16, end = 0, n = 0;
    struct xc_strings value = {NULL, 0, &end};

    for (; n == 0; size *= 4) {
        value.bytes = arena_alloc(salvage->arena, size);
        value.size = size;
        if (xc_reader_values_of(salvage->store, DATA_SLOT, &salvage->id, 1,
                                &value, &n, NULL) != XC_OK)
            arena_fail(salvage->arena, FE_CORRUPT, 0,
                       "the data of a document is damaged");
    }
    unpacking->out = unpack(salvage->packer, salvage->arena, value.bytes, end);
}

/* XC_NOT_FOUND if no document has the number. */
static enum xc_status
find_document(struct xc_reader *store, uint32_t id)
{
    size_t len;
    char *none;
    const enum xc_status status = xc_reader_data(store, id, &none, &len, NULL);

    free(none);
    return status;
}

bool
fe_salvage_next(struct fe_salvage *salvage,
                uint32_t *number,
                const char **data,
                size_t *len)
{
    struct unpacking unpacking = {.salvage = salvage};
    struct fe_error failure;
    enum xc_status status = XC_NOT_FOUND;

    FE_REQUIRE(salvage && number && data && len);
    arena_reset(salvage->arena);
    while (status == XC_NOT_FOUND && salvage->id < salvage->last_id)
        status = find_document(salvage->store, ++salvage->id);
    if (status == XC_NOT_FOUND)
        return false;
    salvage->there[salvage->id / 64] |= (uint64_t)1 << salvage->id % 64;
    const bool is_read =
        status == XC_OK &&
        arena_try(salvage->arena, unpack_data, &unpacking, &failure);
    *number = salvage->id;
    *data = is_read ? unpacking.out.at : NULL;
    *len = unpacking.out.len;
    return true;
}

bool
fe_salvage_keys(struct fe_salvage *salvage,
                const char *prefix,
                struct fe_keys *out)
{
    FE_REQUIRE(salvage && prefix && out);
    return keys_read(salvage->store, prefix, out, NULL) == XC_OK;
}

char *
fe_salvage_metadata(struct fe_salvage *salvage, const char *key)
{
    char *value;
    size_t len;

    FE_REQUIRE(salvage && key && *key);
    if (xc_reader_metadata(salvage->store, key, &value, &len, NULL) != XC_OK)
        return NULL;
    if (kept_text_is_good(value, len))
        return value;
    free(value);
    return NULL;
}

/* Comparing. */

static int
by_text(const void *a, const void *b)
{
    const struct xc_term *x = a, *y = b;
    const int order = memcmp(x->text, y->text, MIN(x->len, y->len));

    return order ? order : (x->len > y->len) - (x->len < y->len);
}

/* Sort the terms and add up the frequencies of equal ones, as Xapian does. */
static size_t
merge_terms(struct xc_term *terms, size_t n)
{
    size_t kept = 0;

    if (n > 1)
        qsort(terms, n, sizeof *terms, by_text);
    for (size_t i = 0; i < n; i++) {
        if (kept > 0 && by_text(&terms[kept - 1], &terms[i]) == 0)
            terms[kept - 1].frequency += terms[i].frequency;
        else
            terms[kept++] = terms[i];
    }
    return kept;
}

/* A copy of the terms, merged; returns how many. */
static size_t
merged_terms(struct fe_salvage *salvage,
             const struct xc_term *terms,
             size_t n,
             struct xc_term **out)
{
    *out = arena_array(salvage->arena, n, sizeof **out);
    if (n > 0)
        memcpy(*out, terms, n * sizeof **out);
    return merge_terms(*out, n);
}

/* One number for a posting: the sum over all postings does not depend on their
 * order. */
static uint64_t
posting_value(const char *term, size_t len, uint32_t id, uint32_t frequency)
{
    uint64_t value = (uint64_t)id << 32 | frequency;

    for (size_t i = 0; i < len; i++)
        value = (value ^ (unsigned char)term[i]) * 0x100000001b3u;
    value ^= value >> 31;
    return value * 0x9e3779b97f4a7c15u;
}

/* The terms of words, merged; returns how many. */
static size_t
terms_of_words(struct fe_salvage *salvage,
               const struct inverter_word *words,
               size_t n,
               struct xc_term **out)
{
    char text[FE_TERM_MAX + 1];

    *out = arena_array(salvage->arena, n, sizeof **out);
    for (size_t i = 0; i < n; i++) {
        const size_t len = document_term(&words[i], text);
        (*out)[i] =
            (struct xc_term){.text = arena_strndup(salvage->arena, text, len),
                             .len = len,
                             .frequency = words[i].times};
    }
    return merge_terms(*out, n);
}

struct comparing {
    struct fe_salvage *salvage;
    uint32_t id;
    const struct fe_document *document;
    const char *difference;
};

/* The bytes of the i-th string. */
static const char *
string_at(const struct xc_strings *strings, size_t i, size_t *len)
{
    const size_t start = i > 0 ? strings->ends[i - 1] : 0;

    *len = strings->ends[i] - start;
    return strings->bytes + start;
}

/* Whether the terms that the index has are these. */
static bool
has_terms(struct fe_salvage *salvage,
          uint32_t id,
          const struct xc_term *terms,
          size_t n_terms)
{
    struct xc_strings found = {
        arena_alloc(salvage->arena, BYTES), BYTES,
        arena_array(salvage->arena, BLOCK, sizeof(size_t))};
    uint32_t times[BLOCK];
    size_t n = 0, at = 0, len;
    bool is_end = false;
    char *from = arena_strdup(salvage->arena, "");

    while (!is_end) {
        if (xc_reader_document_terms(salvage->store, id, from, strlen(from),
                                     &found, times, NULL, BLOCK, &n, &is_end,
                                     NULL) != XC_OK)
            return false;
        for (size_t i = 0; i < n; i++, at++) {
            const char *text = string_at(&found, i, &len);
            if (at == n_terms || terms[at].len != len ||
                memcmp(terms[at].text, text, len) != 0 ||
                terms[at].frequency != times[i])
                return false;
            from = arena_printf(salvage->arena, "%.*s\x01", (int)len, text);
        }
        if (n == 0)
            break;
    }
    return at == n_terms;
}

static bool
has_value(struct fe_salvage *salvage, uint32_t id, const struct xc_value *value)
{
    size_t end = 0, n = 0;
    struct xc_strings found = {arena_alloc(salvage->arena, value->len + 1),
                               value->len, &end};

    return xc_reader_values_of(salvage->store, value->slot, &id, 1, &found, &n,
                               NULL) == XC_OK &&
           n == 1 && end == value->len &&
           memcmp(found.bytes, value->bytes, end) == 0;
}

static void
compare(void *data)
{
    struct comparing *comparing = data;
    struct fe_salvage *salvage = comparing->salvage;
    const struct prepared_document made =
        document_prepare(salvage->arena, salvage->dictionary, salvage->stemmer,
                         salvage->packer, comparing->document);
    const struct xc_document *stored = &made.stored;
    struct xc_term *terms;

    if (made.too_long) {
        comparing->difference = "a word of its record is too long";
        return;
    }
    size_t n = terms_of_words(salvage, made.words, made.n_words, &terms);

    for (size_t i = 0; i < n; i++)
        salvage->postings +=
            posting_value(terms[i].text, terms[i].len, comparing->id,
                          MAX(terms[i].frequency, 1));
    n = merged_terms(salvage, stored->terms, stored->n_terms, &terms);
    for (size_t i = 0; i < n; i++)
        salvage->postings += posting_value(terms[i].text, terms[i].len,
                                           comparing->id, terms[i].frequency);
    if (!has_terms(salvage, comparing->id, terms, n))
        comparing->difference = "its terms are not those of its record";
    for (size_t i = 0; i < stored->n_values; i++)
        if (!has_value(salvage, comparing->id, &stored->values[i]))
            comparing->difference = "its values are not those of its record";
}

const char *
fe_salvage_compare(struct fe_salvage *salvage,
                   uint32_t number,
                   const struct fe_document *document)
{
    struct comparing comparing = {salvage, number, document, NULL};
    struct fe_error failure;

    FE_REQUIRE(salvage && document);
    if (!arena_try(salvage->arena, compare, &comparing, &failure))
        return "it cannot be compared";
    return comparing.difference;
}

/* The sum over the postings of a term; false if they cannot be read. */
static bool
add_postings(struct xc_reader *store,
             const char *term,
             size_t len,
             uint64_t *sum)
{
    uint32_t ids[BLOCK], times[BLOCK], from = 1;
    size_t n;

    do {
        if (xc_reader_postings(store, term, len, from, ids, times, BLOCK, &n,
                               NULL) != XC_OK)
            return false;
        for (size_t i = 0; i < n; i++)
            *sum += posting_value(term, len, ids[i], times[i]);
        if (n > 0)
            from = ids[n - 1] + 1;
    } while (n == BLOCK);
    return true;
}

static bool
fetch(void *data,
      const struct run *run,
      uint32_t page,
      char bytes[RUN_PAGE_MAX],
      size_t *len)
{
    const struct fe_salvage *salvage = data;
    char key[RUN_KEY_SIZE], *value;

    runs_page_key(run, page, key);
    return xc_reader_metadata(salvage->store, key, &value, len, NULL) ==
               XC_OK &&
           run_take_page(value, *len, bytes);
}

static bool
is_there(const struct fe_salvage *salvage, uint32_t id)
{
    return id <= salvage->last_id && salvage->there[id / 64] >> id % 64 & 1;
}

/* Add the postings of an entry, of documents that are there. */
static bool
add_entry(struct fe_salvage *salvage,
          struct run_cursor *cursor,
          GArray *postings,
          uint64_t *sum)
{
    g_array_set_size(postings, cursor->n);
    if (!run_cursor_postings(cursor, (struct posting *)(void *)postings->data))
        return false;
    for (guint i = 0; i < postings->len; i++) {
        const struct posting posting =
            g_array_index(postings, struct posting, i);
        if (is_there(salvage, posting.id))
            *sum += posting_value(cursor->term, cursor->len, posting.id,
                                  posting.times);
    }
    return true;
}

static bool
add_run(struct fe_salvage *salvage, struct run *run, uint64_t *sum)
{
    char key[RUN_KEY_SIZE], *directory;
    size_t len;

    runs_directory_key(run, key);
    if (xc_reader_metadata(salvage->store, key, &directory, &len, NULL) !=
            XC_OK ||
        !run_set_directory(run, directory, len))
        return false;
    struct run_cursor *cursor = g_new(struct run_cursor, 1);
    GArray *postings = g_array_new(FALSE, FALSE, sizeof(struct posting));
    bool is_good = true;
    run_cursor_init(cursor, run, fetch, salvage);
    while (is_good && run_cursor_next(cursor))
        is_good = add_entry(salvage, cursor, postings, sum);
    is_good = is_good && !cursor->is_damaged && cursor->page == run->n_pages;
    g_array_free(postings, TRUE);
    g_free(cursor);
    return is_good;
}

/* The sum over the postings of words. */
static bool
add_runs(struct fe_salvage *salvage, uint64_t *sum)
{
    char *list;

    if (xc_reader_metadata(salvage->store, RUNS_KEY, &list, NULL, NULL) !=
        XC_OK)
        return false;
    GPtrArray *runs = runs_parse(list);
    bool is_good = runs;
    for (guint i = 0; is_good && i < runs->len; i++)
        is_good = add_run(salvage, runs->pdata[i], sum);
    if (runs)
        g_ptr_array_unref(runs);
    free(list);
    return is_good;
}

/* The sum over the postings of exact terms. */
static bool
add_terms(struct fe_salvage *salvage, uint64_t *sum)
{
    size_t ends[BLOCK], n = 1, len;
    struct xc_strings terms = {arena_alloc(salvage->arena, BYTES), BYTES, ends};
    GString *from = g_string_new(NULL);
    bool is_good = true, is_end = false;

    while (is_good && !is_end && n > 0) {
        is_good =
            xc_reader_terms(salvage->store, "", 0, from->str, from->len, &terms,
                            NULL, BLOCK, &n, &is_end, NULL) == XC_OK;
        for (size_t i = 0; is_good && i < n; i++) {
            const char *text = string_at(&terms, i, &len);
            is_good = add_postings(salvage->store, text, len, sum);
            g_string_truncate(from, 0);
            g_string_append_len(from, text, (gssize)len);
            g_string_append_c(from, '\x01');
        }
    }
    g_string_free(from, TRUE);
    return is_good;
}

const char *
fe_salvage_check_tables(struct fe_salvage *salvage)
{
    struct xc_error failed;
    uint64_t sum = 0;

    FE_REQUIRE(salvage);
    arena_reset(salvage->arena);
    if (!salvage->has_words)
        return "the list of words is damaged";
    /* If the system forbids Xapian's check, ours says whether the lists are
     * right. */
    if (xc_check(salvage->path, &failed) != XC_OK && !failed.system)
        return arena_strdup(salvage->arena, failed.message);
    if (!add_terms(salvage, &sum) || !add_runs(salvage, &sum))
        return "the posting lists cannot be read";
    return sum == salvage->postings
               ? NULL
               : "the posting lists are not those of the texts";
}
