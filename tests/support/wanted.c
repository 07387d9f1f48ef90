/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "wanted.h"
#include "support.h"

void
assert_blocks(struct blocks *blocks, size_t first, const struct wanted *wanted)
{
    size_t i = first;

    for (; wanted->text; wanted++, i++) {
        if (i == blocks->count)
            fail_msg("no block \"%s\"", wanted->text);
        const struct block *block = &blocks->list[i];
        if (block->kind != wanted->kind)
            fail_msg("\"%s\": kind %d, not %d of \"%s\"", block->text,
                     (int)block->kind, (int)wanted->kind, wanted->text);
        if (*wanted->text)
            assert_string_equal(block->text, wanted->text);
        assert_int_equal(block->number, wanted->number);
        if (wanted->page > 0)
            assert_int_equal(block->page, wanted->page);
        if (wanted->grade && block->grade)
            assert_string_equal(block->grade, wanted->grade);
        else
            assert_ptr_equal(block->grade, wanted->grade);
    }
    if (i < blocks->count)
        fail_msg("one block too many: \"%s\"", blocks->list[i].text);
    blocks_fini(blocks);
}
