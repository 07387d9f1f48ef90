/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Writing runs, and deciding which to merge.
 */
#include "engine/store/runs.h"

#include "engine/base/leb128.h"
#include "engine/store/merge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Runs up to a size are merged as soon as so many of them are the last ones.
 * Large ones, of thousands of paragraphs, are left alone for longer: those of a
 * first build are merged at its end, and each time costs a tenth of what it has
 * cost to add them. The sizes are in bytes. */
static const struct {
    size_t size;
    guint most;
} levels[] = {{(size_t)1 << 16, 8},
              {(size_t)1 << 19, 8},
              {(size_t)1 << 22, 8},
              {(size_t)1 << 28, 256},
              {(size_t)1 << 34, 64}};

struct runs_writer {
    struct xc_writer *store;
    GPtrArray *runs; /* struct run, by their documents; NULL: not read yet */
    GArray *dead;    /* ids of documents removed since the last commit */
    bool is_changed; /* the list of runs is to be written */
    /* Of the call that is being made. */
    enum xc_status status;
    struct xc_error failure;
};

struct runs_writer *
runs_writer_new(struct xc_writer *store)
{
    struct runs_writer *writer = g_new0(struct runs_writer, 1);

    writer->store = store;
    writer->dead = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    return writer;
}

void
runs_writer_forget(struct runs_writer *writer)
{
    if (writer->runs)
        g_ptr_array_unref(writer->runs);
    writer->runs = NULL;
    writer->is_changed = false;
    g_array_set_size(writer->dead, 0);
}

void
runs_writer_free(struct runs_writer *writer)
{
    if (!writer)
        return;
    runs_writer_forget(writer);
    g_array_free(writer->dead, TRUE);
    g_free(writer);
}

void
runs_writer_remove(struct runs_writer *writer, uint32_t id)
{
    g_array_append_val(writer->dead, id);
}

/* The store. A failure remains until the call ends. */

static void
begin(struct runs_writer *writer)
{
    writer->status = XC_OK;
}

static enum xc_status
end(struct runs_writer *writer, struct xc_error *err)
{
    if (writer->status != XC_OK && err)
        *err = writer->failure;
    return writer->status;
}

static void
fail_damaged(struct runs_writer *writer)
{
    if (writer->status != XC_OK)
        return;
    writer->status = XC_CORRUPT;
    writer->failure = (struct xc_error){
        .status = XC_CORRUPT, .message = "the posting lists are damaged"};
}

/* The value, which the caller frees; NULL after a failure. */
static char *
get(struct runs_writer *writer, const char *key, size_t *len)
{
    char *value = NULL;

    if (writer->status == XC_OK)
        writer->status = xc_writer_metadata(writer->store, key, &value, len,
                                            &writer->failure);
    return value;
}

static void
put(struct runs_writer *writer, const char *key, const void *bytes, size_t len)
{
    if (writer->status == XC_OK)
        writer->status = xc_writer_set_metadata(writer->store, key, bytes, len,
                                                &writer->failure);
}

static bool
fetch(void *data,
      const struct run *run,
      uint32_t page,
      char bytes[RUN_PAGE_MAX],
      size_t *len)
{
    struct runs_writer *writer = data;
    char key[RUN_KEY_SIZE];

    runs_page_key(run, page, key);
    char *value = get(writer, key, len);
    if (value && !run_take_page(value, *len, bytes))
        fail_damaged(writer);
    return writer->status == XC_OK;
}

/* The list of runs. */

static bool
read_runs(struct runs_writer *writer)
{
    if (writer->runs)
        return true;
    char *list = get(writer, RUNS_KEY, NULL);
    if (list && !(writer->runs = runs_parse(list)))
        fail_damaged(writer);
    free(list);
    return writer->runs;
}

static struct run *
run_at(const struct runs_writer *writer, size_t i)
{
    return writer->runs->pdata[i];
}

static void
write_list(struct runs_writer *writer)
{
    GString *list = g_string_new(NULL);

    for (guint i = 0; i < writer->runs->len; i++) {
        const struct run *run = run_at(writer, i);
        g_string_append_printf(list, "%u %u %u %u %u %zu\n", run->number,
                               run->first_id, run->last_id, run->n_pages,
                               run->dead, run->size);
    }
    put(writer, RUNS_KEY, list->str, list->len);
    g_string_free(list, TRUE);
    writer->is_changed = false;
}

static unsigned
free_number(const struct runs_writer *writer)
{
    unsigned highest = 0;

    for (guint i = 0; i < writer->runs->len; i++)
        highest = MAX(highest, run_at(writer, i)->number);
    return highest + 1;
}

/* A run that is being written. */
struct writing {
    struct runs_writer *writer;
    struct run *run;
    struct run_writer made;
};

static void
put_page(void *data, uint32_t page, const unsigned char *bytes, size_t len)
{
    struct writing *writing = data;
    char key[RUN_KEY_SIZE];

    runs_page_key(writing->run, page, key);
    put(writing->writer, key, bytes, len);
}

static void
begin_run(struct writing *writing,
          struct runs_writer *writer,
          uint32_t first_id)
{
    writing->writer = writer;
    writing->run = run_new();
    writing->run->number = free_number(writer);
    writing->run->first_id = first_id;
    run_writer_init(&writing->made, first_id, put_page, writing);
}

/* Enter the run, whose documents end with this one, in place of n others from
 * the i-th on. */
static void
enter_run(struct writing *writing, uint32_t last_id, guint i, guint n)
{
    struct runs_writer *writer = writing->writer;
    struct run *run = writing->run;
    char key[RUN_KEY_SIZE];

    run_writer_end(&writing->made);
    run->last_id = last_id;
    run->n_pages = writing->made.n_pages;
    run->size = writing->made.size;
    runs_directory_key(run, key);
    put(writer, key, writing->made.directory->data,
        writing->made.directory->len);
    if (n > 0)
        g_ptr_array_remove_range(writer->runs, i, n);
    g_ptr_array_insert(writer->runs, (gint)i, run_ref(run));
    writer->is_changed = true;
}

static void
end_run(struct writing *writing)
{
    run_writer_fini(&writing->made);
    run_unref(writing->run);
}

static void
erase_run(struct runs_writer *writer, const struct run *run)
{
    char key[RUN_KEY_SIZE + sizeof "/dead"];

    for (uint32_t page = 0; page < run->n_pages; page++) {
        runs_page_key(run, page, key);
        put(writer, key, "", 0);
    }
    runs_directory_key(run, key);
    put(writer, key, "", 0);
    g_strlcat(key, "/dead", sizeof key);
    put(writer, key, "", 0);
}

/* Dead documents. */

static int
by_id(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

static bool
is_among(const GArray *ids, uint32_t id)
{
    return ids->len > 0 && bsearch(&id, ids->data, ids->len, sizeof id, by_id);
}

static void
sort_ids(GArray *ids)
{
    g_array_sort(ids, by_id);
}

/* Add the run's dead documents to the ids. */
static void
read_dead(struct runs_writer *writer, const struct run *run, GArray *ids)
{
    char key[RUN_KEY_SIZE + sizeof "/dead"];
    uint32_t id = run->first_id - 1, distance;
    size_t len = 0;

    if (run->dead == 0)
        return;
    runs_directory_key(run, key);
    g_strlcat(key, "/dead", sizeof key);
    char *value = get(writer, key, &len);
    if (!value)
        return;
    const unsigned char *at = (const unsigned char *)value, *end = at + len;
    while (at < end) {
        if (!leb128_take(&at, end, &distance))
            fail_damaged(writer);
        id += distance;
        g_array_append_val(ids, id);
    }
    free(value);
}

static void
write_dead(struct runs_writer *writer, struct run *run, GArray *ids)
{
    char key[RUN_KEY_SIZE + sizeof "/dead"];
    uint32_t before = run->first_id - 1;
    GByteArray *bytes = g_byte_array_new();

    sort_ids(ids);
    for (guint i = 0; i < ids->len; i++) {
        const uint32_t id = g_array_index(ids, uint32_t, i);
        unsigned char number[LEB128_MAX];
        g_byte_array_append(bytes, number,
                            (guint)leb128_put(number, id - before));
        before = id;
    }
    runs_directory_key(run, key);
    g_strlcat(key, "/dead", sizeof key);
    put(writer, key, bytes->data, bytes->len);
    g_byte_array_unref(bytes);
    run->dead = ids->len;
    writer->is_changed = true;
}

/* Note documents removed since the last commit in their runs. Those that are in
 * no run were added since, and are left out of the next. */
static void
bury(struct runs_writer *writer)
{
    for (guint i = 0; writer->dead->len > 0 && i < writer->runs->len; i++) {
        struct run *run = run_at(writer, i);
        GArray *ids = g_array_new(FALSE, FALSE, sizeof(uint32_t));
        read_dead(writer, run, ids);
        const guint before = ids->len;
        for (guint d = 0; d < writer->dead->len; d++) {
            const uint32_t id = g_array_index(writer->dead, uint32_t, d);
            if (id >= run->first_id && id <= run->last_id)
                g_array_append_val(ids, id);
        }
        if (ids->len > before)
            write_dead(writer, run, ids);
        g_array_free(ids, TRUE);
    }
    g_array_set_size(writer->dead, 0);
}

/* Adding. */

struct adding {
    struct writing writing;
    uint32_t last_id; /* 0: there was no term */
};

static bool
is_dead(const void *data, uint32_t id)
{
    const struct adding *adding = data;

    return is_among(adding->writing.writer->dead, id);
}

static void
add_term(void *data,
         const char *term,
         size_t len,
         const struct posting *postings,
         size_t n)
{
    struct adding *adding = data;

    run_writer_add(&adding->writing.made, term, len, postings, n);
    adding->last_id = MAX(adding->last_id, postings[n - 1].id);
}

enum xc_status
runs_writer_add(struct runs_writer *writer,
                struct inverter *inverter,
                struct xc_error *err)
{
    struct adding adding = {.last_id = 0};

    begin(writer);
    if (!read_runs(writer))
        return end(writer, err);
    const guint n = writer->runs->len;
    sort_ids(writer->dead);
    begin_run(&adding.writing, writer,
              n > 0 ? run_at(writer, n - 1)->last_id + 1 : 1);
    inverter_drain(inverter, is_dead, add_term, &adding);
    if (adding.last_id > 0)
        enter_run(&adding.writing, adding.last_id, n, 0);
    end_run(&adding.writing);
    return end(writer, err);
}

/* Merging. */

static bool
is_in_list(const void *ids, uint32_t id)
{
    return is_among(ids, id);
}

/* Merge n runs from the i-th on into one. */
static void
merge_runs(struct runs_writer *writer, guint i, guint n)
{
    const uint32_t last_id = run_at(writer, i + n - 1)->last_id;
    GArray *dead = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    struct merge merge = {.runs = (struct run *const *)&writer->runs->pdata[i],
                          .n = n,
                          .fetch = fetch,
                          .data = writer,
                          .dropped = dead};
    struct writing writing;

    begin_run(&writing, writer, run_at(writer, i)->first_id);
    for (guint k = 0; k < n; k++)
        read_dead(writer, run_at(writer, i + k), dead);
    merge.is_dropped = dead->len > 0 ? is_in_list : NULL;
    if (!merge_into(&merge, &writing.made))
        fail_damaged(writer);
    for (guint k = 0; k < n; k++)
        erase_run(writer, run_at(writer, i + k));
    if (writer->status == XC_OK)
        enter_run(&writing, last_id, i, n);
    end_run(&writing);
    g_array_free(dead, TRUE);
}

/* How many runs at the end of the list are to be merged if none may be larger
 * than this: a run is left alone if it is so large beside those after it that
 * hardly anything would be gained by writing it again. */
static guint
count_last(const struct runs_writer *writer, size_t size)
{
    enum { LARGER = 4 };
    const guint all = writer->runs->len;
    size_t total = 0;
    guint n = 0;

    for (; n < all; n++) {
        const size_t next = run_at(writer, all - 1 - n)->size;
        if (next > size ||
            (n > 0 && next > MAX(LARGER * total, levels[0].size)))
            break;
        total += next;
    }
    return n;
}

static void
merge_many(struct runs_writer *writer)
{
    for (size_t i = 0; i < G_N_ELEMENTS(levels) && writer->status == XC_OK;
         i++) {
        const guint n = count_last(writer, levels[i].size);
        if (n >= levels[i].most)
            merge_runs(writer, writer->runs->len - n, n);
    }
}

/* Rewrite runs that are mostly dead documents. */
static void
merge_dead(struct runs_writer *writer)
{
    for (guint i = 0; i < writer->runs->len && writer->status == XC_OK; i++) {
        const struct run *run = run_at(writer, i);
        if (run->dead > (run->last_id - run->first_id + 1) / 2)
            merge_runs(writer, i, 1);
    }
}

enum xc_status
runs_writer_merge(struct runs_writer *writer, struct xc_error *err)
{
    begin(writer);
    if (read_runs(writer)) {
        bury(writer);
        if (writer->runs->len > 1 ||
            (writer->runs->len == 1 && run_at(writer, 0)->dead > 0))
            merge_runs(writer, 0, writer->runs->len);
    }
    return end(writer, err);
}

enum xc_status
runs_writer_finish(struct runs_writer *writer, struct xc_error *err)
{
    begin(writer);
    if (read_runs(writer)) {
        bury(writer);
        merge_dead(writer);
        merge_many(writer);
    }
    if (writer->status == XC_OK && writer->is_changed)
        write_list(writer);
    return end(writer, err);
}
