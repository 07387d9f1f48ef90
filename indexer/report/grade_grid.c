/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/grade_grid.h"
#include "base/memory.h"
#include "base/text.h"
#include "report/labelled.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MIN = 3, COLUMNS_MAX = 8 };

/* The cells of a row; none if it has more than any grid. */
static size_t
cells_of(const struct block *block, struct span cells[COLUMNS_MAX])
{
    size_t n = 0;

    if (block->kind != BLOCK_ROW)
        return 0;
    for (const char *p = block->text;; p++) {
        if (n == COLUMNS_MAX)
            return 0;
        cells[n++] = labelled_cell(p);
        p = strchr(p, '\t');
        if (!p)
            return n;
    }
}

/* The number of columns, if the row is the head of a grid: all cells are
 * grades. Otherwise 0. */
static size_t
head_of(const struct scale *scale,
        const struct block *block,
        struct span cells[COLUMNS_MAX])
{
    const size_t n = cells_of(block, cells);
    bool is_number = false;

    for (size_t i = 0; i < n; i++)
        if (!scale_grade(scale, cells[i].text, cells[i].len, &is_number) ||
            is_number)
            return 0;
    return n >= COLUMNS_MIN ? n : 0;
}

static void
add(struct blocks *out, const struct block *block)
{
    out->list = memory_grow(out->list, out->count, sizeof *out->list);
    out->list[out->count++] = *block;
}

/* Add a row for each name in a row of the grid. */
static void
add_names(struct blocks *out,
          const struct block *row,
          const struct span *names,
          const struct span *grades,
          size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct block block = *row;
        struct text text = {0};
        if (names[i].len == 0)
            continue;
        text_add(&text, names[i].text, names[i].len);
        text_add(&text, "\t", 1);
        text_add(&text, grades[i].text, grades[i].len);
        block.text = text.bytes;
        add(out, &block);
    }
}

void
grade_grid_divide(const struct scale *scale, struct blocks *blocks)
{
    struct blocks out = {0};
    struct span grades[COLUMNS_MAX], names[COLUMNS_MAX];
    size_t columns = 0; /* of the grid that the block may be in */

    for (size_t i = 0; i < blocks->count; i++) {
        struct block *block = &blocks->list[i];
        if (block->kind != BLOCK_ROW)
            columns = 0;
        if (columns > 0 && cells_of(block, names) == columns) {
            add_names(&out, block, names, grades, columns);
            free(block->text);
            continue;
        }
        if (columns == 0)
            columns = head_of(scale, block, grades);
        add(&out, block);
    }
    free(blocks->list);
    *blocks = out;
}
