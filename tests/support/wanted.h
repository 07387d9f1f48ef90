/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * wanted.h: the blocks that a test expects, and a comparison with those read.
 */
#ifndef TESTS_WANTED_H
#define TESTS_WANTED_H

#include "blocks/blocks.h"

#include <stddef.h>

struct wanted {
    enum block_kind kind;
    const char *text; /* NULL: end of the list; "": any text */
    int number;
    const char *grade; /* or NULL */
    unsigned page;     /* 0: any */
};

/* clang-format off */
#define PROSE(text) {BLOCK_PROSE, text, 0, NULL, 0}
#define HEADING(text) {BLOCK_HEADING, text, 0, NULL, 0}
#define GRADED(text, grade) {BLOCK_HEADING, text, 0, grade, 0}
#define GRADE(grade) {BLOCK_GRADE, "", 0, grade, 0}
#define NUMBERED(number, text) {BLOCK_NUMBERED, text, number, NULL, 0}
#define BULLET(text) {BLOCK_BULLET, text, 0, NULL, 0}
#define ROW(text) {BLOCK_ROW, text, 0, NULL, 0}
#define GRADED_ROW(text, grade) {BLOCK_ROW, text, 0, grade, 0}
#define SCALE {BLOCK_SCALE, "", 0, NULL, 0}
/* clang-format on */

/* Fails unless the blocks from number first on are exactly these; frees blocks.
 */
void
assert_blocks(struct blocks *blocks, size_t first, const struct wanted *wanted);

#endif
