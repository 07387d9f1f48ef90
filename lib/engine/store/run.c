/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/store/run.h"

#include "engine/base/leb128.h"

#include <stdlib.h>
#include <string.h>

/* A posting takes at most this many bytes, and so do the numbers of an entry.
 */
enum { POSTING_MAX = 2 * LEB128_MAX, NUMBERS_MAX = 4 * LEB128_MAX };

static int
compare(const char *a, size_t a_len, const char *b, size_t b_len)
{
    const int order = memcmp(a, b, MIN(a_len, b_len));

    return order ? order : (a_len > b_len) - (a_len < b_len);
}

/* Writing. */

void
run_writer_init(struct run_writer *writer,
                uint32_t first_id,
                run_put *put,
                void *data)
{
    writer->first_id = first_id;
    writer->put = put;
    writer->data = data;
    writer->n_pages = 0;
    writer->size = 0;
    writer->directory = g_byte_array_new();
    writer->len = 0;
    writer->filled = 0;
}

void
run_writer_fini(struct run_writer *writer)
{
    g_byte_array_unref(writer->directory);
}

void
run_writer_end(struct run_writer *writer)
{
    if (writer->filled == 0)
        return;
    writer->put(writer->data, writer->n_pages++, writer->page, writer->filled);
    writer->size += writer->filled;
    writer->filled = 0;
}

/* Begin another page unless this one has room for more than the term. */
static void
make_room(struct run_writer *writer, const char *term, size_t len)
{
    enum { LEAST = XC_TERM_MAX + NUMBERS_MAX + POSTING_MAX };
    unsigned char number[LEB128_MAX];

    if (writer->filled > 0 && writer->filled + LEAST <= RUN_PAGE_SIZE)
        return;
    run_writer_end(writer);
    g_byte_array_append(writer->directory, number,
                        (guint)leb128_put(number, (uint32_t)len));
    g_byte_array_append(writer->directory, (const guint8 *)term, (guint)len);
    writer->len = 0;
}

static size_t
shared_bytes(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t n = 0;

    while (n < a_len && n < b_len && a[n] == b[n])
        n++;
    return n;
}

/* Encode as many of the postings as fit in the room, at least one; *size is how
 * many bytes they take. Returns how many they are. */
static size_t
put_postings(unsigned char *out,
             size_t room,
             uint32_t before,
             const struct posting *postings,
             size_t n,
             size_t *size)
{
    unsigned char *at = out;
    size_t i = 0;

    for (; i < n && (i == 0 || (size_t)(at - out) + POSTING_MAX <= room); i++) {
        const struct posting posting = postings[i];
        const bool is_more = posting.times > 1;
        at += leb128_put(at, (posting.id - before) << 1 | is_more);
        if (is_more)
            at += leb128_put(at, posting.times);
        before = posting.id;
    }
    *size = (size_t)(at - out);
    return i;
}

void
run_writer_add(struct run_writer *writer,
               const char *term,
               size_t len,
               const struct posting *postings,
               size_t n)
{
    unsigned char body[RUN_PAGE_SIZE + POSTING_MAX];

    for (size_t done = 0, put; done < n; done += put) {
        make_room(writer, term, len);
        const size_t shared =
            shared_bytes(writer->term, writer->len, term, len);
        const size_t head = writer->filled + (len - shared) + NUMBERS_MAX;
        unsigned char *at = writer->page + writer->filled;
        size_t size;
        put = put_postings(body, RUN_PAGE_SIZE - head, writer->first_id - 1,
                           postings + done, n - done, &size);
        at += leb128_put(at, (uint32_t)shared);
        at += leb128_put(at, (uint32_t)(len - shared));
        memcpy(at, term + shared, len - shared);
        at += len - shared;
        at += leb128_put(at, (uint32_t)put);
        at += leb128_put(at, (uint32_t)size);
        memcpy(at, body, size);
        writer->filled = (size_t)(at + size - writer->page);
        memcpy(writer->term + shared, term + shared, len - shared);
        writer->len = len;
    }
}

/* Reading. */

/* A page that is kept. */
struct run_page {
    size_t len;
    char bytes[];
};

struct run *
run_new(void)
{
    struct run *run = g_new0(struct run, 1);

    run->references = 1;
    return run;
}

struct run *
run_ref(struct run *run)
{
    g_atomic_int_inc(&run->references);
    return run;
}

void
run_unref(struct run *run)
{
    if (!g_atomic_int_dec_and_test(&run->references))
        return;
    for (uint32_t i = 0; run->kept && i < run->n_pages; i++)
        g_free(run->kept[i]);
    g_free(run->kept);
    free(run->directory);
    g_free(run->firsts);
    g_free(run->first_lens);
    g_free(run);
}

bool
run_set_directory(struct run *run, char *directory, size_t len)
{
    const unsigned char *at = (const unsigned char *)directory;
    const unsigned char *end = at + len;
    uint32_t i = 0, n;

    /* Of at most this many pages, 64 KB, the lowest level of merging. */
    enum { KEPT_MAX = 16 };

    run->directory = directory;
    if (run->n_pages > len)
        return false;
    if (run->n_pages <= KEPT_MAX)
        run->kept = g_new0(struct run_page *, run->n_pages);
    run->firsts = g_new(const char *, run->n_pages + 1);
    run->first_lens = g_new(size_t, run->n_pages + 1);
    for (; i < run->n_pages; i++, at += n) {
        if (!leb128_take(&at, end, &n) || n > (size_t)(end - at) ||
            n > XC_TERM_MAX)
            return false;
        run->firsts[i] = (const char *)at;
        run->first_lens[i] = n;
    }
    return at == end;
}

bool
run_take_page(char *value, size_t len, char bytes[RUN_PAGE_MAX])
{
    const bool is_page = len <= RUN_PAGE_MAX;

    if (is_page)
        memcpy(bytes, value, len);
    free(value);
    return is_page;
}

bool
run_find_page(const struct run *run,
              uint32_t page,
              char bytes[RUN_PAGE_MAX],
              size_t *len)
{
    const struct run_page *kept =
        run->kept ? g_atomic_pointer_get(&run->kept[page]) : NULL;

    if (!kept)
        return false;
    memcpy(bytes, kept->bytes, kept->len);
    *len = kept->len;
    return true;
}

void
run_keep_page(const struct run *run,
              uint32_t page,
              const char *bytes,
              size_t len)
{
    if (!run->kept)
        return;
    struct run_page *kept = g_malloc(sizeof *kept + len);
    kept->len = len;
    memcpy(kept->bytes, bytes, len);
    if (!g_atomic_pointer_compare_and_exchange(&run->kept[page], NULL, kept))
        g_free(kept);
}

void
run_cursor_init(struct run_cursor *cursor,
                const struct run *run,
                run_fetch *fetch,
                void *data)
{
    cursor->run = run;
    cursor->fetch = fetch;
    cursor->data = data;
    cursor->page = 0;
    cursor->is_damaged = false;
    cursor->len = 0;
    cursor->at = cursor->end = NULL;
}

static bool
fetch_page(struct run_cursor *cursor, uint32_t page)
{
    size_t len;

    if (page >= cursor->run->n_pages ||
        !cursor->fetch(cursor->data, cursor->run, page, cursor->bytes, &len))
        return false;
    cursor->page = page + 1;
    cursor->len = 0;
    cursor->at = (const unsigned char *)cursor->bytes;
    cursor->end = cursor->at + len;
    return true;
}

static bool
read_entry(struct run_cursor *cursor)
{
    uint32_t shared, others, size;

    if (!leb128_take(&cursor->at, cursor->end, &shared) ||
        !leb128_take(&cursor->at, cursor->end, &others) ||
        shared > cursor->len || others > XC_TERM_MAX - shared ||
        others > (size_t)(cursor->end - cursor->at))
        return false;
    memcpy(cursor->term + shared, cursor->at, others);
    cursor->at += others;
    cursor->len = shared + others;
    cursor->term[cursor->len] = '\0';
    if (!leb128_take(&cursor->at, cursor->end, &cursor->n) ||
        !leb128_take(&cursor->at, cursor->end, &size) ||
        size > (size_t)(cursor->end - cursor->at) || cursor->n > size)
        return false;
    cursor->body = cursor->at;
    cursor->body_end = cursor->at += size;
    return true;
}

bool
run_cursor_next(struct run_cursor *cursor)
{
    if (cursor->at == cursor->end && !fetch_page(cursor, cursor->page))
        return false;
    cursor->is_damaged = !read_entry(cursor);
    return !cursor->is_damaged;
}

/* How the first term of a page compares with the given one. */
static int
compare_first(const struct run *run,
              uint32_t page,
              const char *term,
              size_t len)
{
    return compare(run->firsts[page], run->first_lens[page], term, len);
}

/* The page that the first entry of the term is in, or before; if the run has
 * any. */
static uint32_t
page_of(const struct run *run, const char *term, size_t len)
{
    uint32_t low = 0, high = run->n_pages;

    /* How many pages begin with a term before this one: the last of them may
     * have it too. */
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (compare_first(run, middle, term, len) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? low - 1 : 0;
}

uint32_t
run_pages_of(const struct run *run,
             const char *term,
             size_t len,
             uint32_t *first)
{
    uint32_t end = *first = page_of(run, term, len);

    while (end < run->n_pages &&
           (end == *first || compare_first(run, end, term, len) == 0))
        end++;
    return end - *first;
}

bool
run_cursor_seek(struct run_cursor *cursor, const char *term, size_t len)
{
    if (!fetch_page(cursor, page_of(cursor->run, term, len)))
        return false;
    while (run_cursor_next(cursor))
        if (compare(cursor->term, cursor->len, term, len) >= 0)
            return true;
    return false;
}

bool
run_cursor_continue(struct run_cursor *cursor)
{
    const struct run *run = cursor->run;
    char term[XC_TERM_MAX];
    const size_t len = cursor->len;

    if (cursor->at == cursor->end &&
        (cursor->page >= run->n_pages ||
         compare_first(run, cursor->page, cursor->term, len) != 0))
        return false;
    memcpy(term, cursor->term, len);
    return run_cursor_next(cursor) && run_cursor_is_at(cursor, term, len);
}

bool
run_cursor_postings(const struct run_cursor *cursor, struct posting *postings)
{
    const unsigned char *at = cursor->body;
    uint32_t before = cursor->run->first_id - 1, number;

    for (uint32_t i = 0; i < cursor->n; i++) {
        struct posting *posting = &postings[i];
        posting->times = 1;
        if (!leb128_take(&at, cursor->body_end, &number) || number < 2 ||
            ((number & 1) &&
             !leb128_take(&at, cursor->body_end, &posting->times)) ||
            number / 2 > cursor->run->last_id - before)
            return false;
        before = posting->id = before + number / 2;
    }
    return at == cursor->body_end;
}

bool
run_cursor_is_at(const struct run_cursor *cursor, const char *term, size_t len)
{
    return cursor->len == len && memcmp(cursor->term, term, len) == 0;
}
