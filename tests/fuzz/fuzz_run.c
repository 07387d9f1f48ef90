/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Fuzz target: a page of a run. Whatever can be read of it has terms in bounds
 * and postings of the run's documents, by rising ids, each at least once.
 */
#include "check.h"

#include "engine/store/run.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST = 100, LAST = 5000 };

struct page {
    const uint8_t *bytes;
    size_t len;
};

static bool
fetch(void *data,
      const struct run *run,
      uint32_t number,
      char bytes[RUN_PAGE_MAX],
      size_t *len)
{
    const struct page *page = data;

    check(number < run->n_pages, "a page that is not there");
    memcpy(bytes, page->bytes, page->len);
    *len = page->len;
    return true;
}

static void
check_postings(struct run_cursor *cursor)
{
    struct posting *postings = calloc(cursor->n + 1, sizeof *postings);
    uint32_t before = FIRST - 1;

    if (run_cursor_postings(cursor, postings))
        for (uint32_t i = 0; i < cursor->n; i++) {
            check(postings[i].id > before, "ids that do not rise");
            before = postings[i].id;
            check(before <= LAST, "a document that is not the run's");
        }
    free(postings);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct run_cursor *cursor = malloc(sizeof *cursor);
    struct page page = {bytes, len < RUN_PAGE_MAX ? len : RUN_PAGE_MAX};
    struct run *run = run_new();

    run->first_id = FIRST;
    run->last_id = LAST;
    run->n_pages = 1;
    check(run_set_directory(run, strndup("\x01m", 2), 2), "no directory");
    run_cursor_init(cursor, run, fetch, &page);
    while (run_cursor_next(cursor)) {
        check(cursor->len <= XC_TERM_MAX, "a term that is too long");
        check(cursor->term[cursor->len] == '\0', "a term without an end");
        check_postings(cursor);
    }
    run_cursor_init(cursor, run, fetch, &page);
    if (run_cursor_seek(cursor, "n", 1))
        check_postings(cursor);
    run_unref(run);
    free(cursor);
    return 0;
}
