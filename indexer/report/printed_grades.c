/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/printed_grades.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/words.h"
#include "blocks/prose.h"
#include "report/grade_grid.h"
#include "report/grade_labels.h"
#include "report/grade_lists.h"
#include "report/grade_pairs.h"
#include "report/labelled.h"
#include "report/scale.h"
#include "terms/dates.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum {
    CELLS_MAX = 6,     /* of a row of judgements */
    NAME_MAX = 200,    /* bytes of the name of a judgement */
    LETTERS_SIZE = 64, /* of a name, to compare */
    LINE_MAX = 160,    /* bytes; a longer block is prose */
    REST_MAX = 80,     /* bytes of the rest of a name, on a line of its own */
    SHORT_CELL = 12,   /* bytes of a score, beside a grade */
    HEADER_REACH = 12  /* rows from the head of a table */
};

/* What the pass finds in a block. */
struct found {
    const char *grade; /* NULL: none */
    struct span name;
    bool is_unnamed; /* "This inspection": the name is printed above */
};

struct pass {
    struct blocks *blocks;
    struct scale scale;
    bool is_past;    /* below a heading about earlier inspections */
    bool is_key;     /* below one that explains the grades */
    bool in_record;  /* below a heading that opens a record */
    bool *is_judged; /* of each block */
};

static const char overall[] = "Overall effectiveness";

/* Whether the text may name what was judged. A number of something is not a
 * grade of it. */
static bool
may_be_name(const struct pass *pass, struct span name, bool is_number)
{
    static const char *const counts[] = {"number", "total", "age",   "page",
                                         "year",   "size",  "grade", NULL};
    char letters[LETTERS_SIZE], first[DAY_SIZE], last[DAY_SIZE];
    char *text = memory_strndup(name.text, name.len);
    const char *at = text;
    const bool is_dated = dates_search(text, &at, first, last) && at == text;

    free(text);
    for (size_t i = 0; i + 3 < name.len; i++)
        if (isdigit((unsigned char)name.text[i]) &&
            strncmp(name.text + i + 1, " - ", 3) == 0)
            return false; /* the grade of another */
    labelled_letters(name.text, name.len, letters, sizeof letters);
    for (const char *const *count = counts; *count && is_number; count++)
        if (strncmp(letters, *count, strlen(*count)) == 0)
            return false;
    return strlen(letters) > 3 && name.len <= NAME_MAX && !is_dated &&
           !scale_grade(&pass->scale, name.text, name.len, NULL);
}

static struct span
trimmed(const char *text, size_t len)
{
    struct span span = {text, len};

    utf8_trim(&span.text, &span.len);
    while (span.len > 0 && strchr(":-", span.text[span.len - 1]))
        span.len--;
    utf8_trim(&span.text, &span.len);
    return span;
}

/* Where the name ends and the mark before a grade begins: a colon, a question
 * mark, which belongs to the name, or a dash between blanks. 0 if the text ends
 * otherwise. *rest is what follows. */
static size_t
split_at_mark(const char *text, size_t len, size_t *rest)
{
    static const char *const marks[] = {":", "?", " - ", "\xe2\x80\x93",
                                        "\xe2\x80\x94"};

    for (size_t i = len; i > 0; i--)
        for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
            const size_t n = strlen(marks[m]);
            if (i - 1 + n >= len || strncmp(text + i - 1, marks[m], n) != 0)
                continue;
            *rest = i - 1 + n;
            return i - 1 + (*marks[m] == '?');
        }
    return 0;
}

/* The grade of a line: "Quality of teaching: good", "Is it safe? Good". A
 * heading may also say it as a sentence: "Leadership is good". */
static struct found
grade_of_line(const struct pass *pass, const struct block *block)
{
    const size_t len = strlen(block->text);
    size_t rest, name = split_at_mark(block->text, len, &rest);
    bool is_number = false;
    struct found found = {0};

    if (len > LINE_MAX)
        return found;
    if (name > 0 && isdigit((unsigned char)block->text[name - 1]))
        rest = --name; /* "Staffing: 4 - Good" */
    if (name > 0)
        found.grade = scale_grade(&pass->scale, block->text + rest, len - rest,
                                  &is_number);
    if (!found.grade && block->kind == BLOCK_HEADING) {
        size_t before = 0;
        const char *grade = grade_of_heading(pass->scale.words, block->text,
                                             len, GRADE_BARE, &before);
        const char *end = block->text + before;
        if (grade && before > 0 &&
            (strncmp(end, " is ", 4) == 0 || strncmp(end, " are ", 5) == 0)) {
            found.grade = grade;
            name = before;
        }
    }
    found.name = trimmed(block->text, name);
    found.is_unnamed = grade_labels_unnamed(found.name);
    if (found.grade && !found.is_unnamed &&
        !may_be_name(pass, found.name, is_number))
        found.grade = NULL;
    return found;
}

/* The cells of a row; returns how many there are. */
static size_t
cells_of(const char *text, struct span cells[CELLS_MAX])
{
    size_t n = 0;

    for (const char *p = text; p; p = strchr(p, '\t')) {
        p += *p == '\t';
        const struct span cell = labelled_cell(p);
        if (cell.len == 0 && n > 0)
            continue;
        if (n == CELLS_MAX)
            return 0;
        cells[n++] = cell;
    }
    return n;
}

/* Whether the head of the table says that the column, counted from the right,
 * is about an earlier inspection. */
static bool
is_past_column(const struct pass *pass, size_t row, size_t from_right)
{
    for (size_t i = row; i > 0 && row - i < HEADER_REACH; i--) {
        const struct block *block = &pass->blocks->list[i - 1];
        struct span cells[CELLS_MAX];
        if (block->kind != BLOCK_ROW)
            return false;
        if (pass->is_judged[i - 1])
            continue;
        const size_t n = cells_of(block->text, cells);
        return from_right < n && grade_labels_past(cells[n - 1 - from_right]);
    }
    return false;
}

/* Whether the cell has a number of a scale, or says that there is none. */
static bool
is_number_or_none(struct span cell)
{
    char letters[LETTERS_SIZE];

    labelled_letters(cell.text, cell.len, letters, sizeof letters);
    return scale_is_number(cell.text, cell.len) || strcmp(letters, "na") == 0;
}

/* The grade among the cells after the name; NULL if there is none, or it is not
 * clear which it is. */
static const char *
grade_of_cells(const struct pass *pass,
               size_t row,
               const struct span *cells,
               size_t n,
               bool *is_number)
{
    const char *grade = NULL;

    *is_number = false;
    if (n == 2 && scale_is_number(cells[0].text, cells[0].len) &&
        is_number_or_none(cells[1]))
        n = 1; /* that of the whole, before that of a part */
    for (size_t i = 0; i < n; i++) {
        bool number;
        const char *found =
            scale_grade(&pass->scale, cells[i].text, cells[i].len, &number);
        if (number && (n > 1 || !found)) {
            if (n == 1 || (i == 0 && !grade))
                return NULL;
            continue; /* the number of the grade before it, or a score */
        }
        if (!found && cells[i].len > SHORT_CELL)
            return NULL;
        if (!found || is_past_column(pass, row, n - 1 - i))
            continue;
        if (grade && grade != found)
            return NULL;
        grade = found;
        *is_number = number;
    }
    return grade;
}

/* The grade of a row: "Quality of teaching | Good | 2". */
static struct found
grade_of_row(const struct pass *pass, size_t row)
{
    const struct block *block = &pass->blocks->list[row];
    struct span cells[CELLS_MAX];
    size_t n = cells_of(block->text, cells), name = 0;
    struct found found = {0};
    bool is_number;

    if (n == 1)
        return grade_of_line(pass, block);
    if (n > 2 && strspn(cells[0].text, "0123456789.") == cells[0].len)
        name = 1;
    if (n < 2 + name)
        return found;
    const size_t digits = strspn(cells[name].text, "0123456789.");
    const size_t skip = cells[name].text[digits] == ' ' ? digits : 0;
    found.name = trimmed(cells[name].text + skip, cells[name].len - skip);
    found.is_unnamed = grade_labels_unnamed(found.name);
    /* "Overall effectiveness | This inspection: | Good" */
    const size_t label =
        n > 2 + name && (grade_labels_unnamed(cells[name + 1]) ||
                         grade_labels_past(cells[name + 1]));
    if (label && grade_labels_past(cells[name + 1]))
        return found;
    found.grade = grade_of_cells(pass, row, cells + name + 1 + label,
                                 n - name - 1 - label, &is_number);
    if (found.grade && !found.is_unnamed &&
        !may_be_name(pass, found.name, is_number))
        found.grade = NULL;
    return found;
}

static void
set_text(struct block *block, struct span text)
{
    char *copy = memory_strndup(text.text, text.len);

    free(block->text);
    block->text = copy;
}

/* A block that is to be left out: its words have gone elsewhere. */
static void
drop(struct block *block)
{
    block->text[0] = '\0';
    block->grade = NULL;
}

static bool
is_dropped(const struct block *block)
{
    return !*block->text && !block->grade;
}

/* The heading right before this block, if it is to be graded by it. */
static struct block *
heading_before(const struct pass *pass, size_t i)
{
    while (i > 0 && is_dropped(&pass->blocks->list[i - 1]))
        i--;
    struct block *block = i > 0 ? &pass->blocks->list[i - 1] : NULL;
    return block && block->kind == BLOCK_HEADING && !block->grade &&
                   !scale_is_step(block->text)
               ? block
               : NULL;
}

/* The grade belongs to the heading above it: "Grade: 2", "Good". */
static void
give_to_heading(struct pass *pass, size_t i, const char *grade)
{
    struct block *block = &pass->blocks->list[i];
    struct block *heading = heading_before(pass, i);

    if (heading) {
        heading->grade = grade;
        pass->is_judged[heading - pass->blocks->list] = true;
        drop(block);
    } else if (block->kind == BLOCK_ROW) {
        set_text(block, (struct span){overall, sizeof overall - 1});
        block->grade = grade;
        pass->is_judged[i] = true;
    }
}

/* The rest of a name whose first line has the grade beside it. */
static void
join_name(struct pass *pass, size_t i)
{
    struct block *block = &pass->blocks->list[i];
    struct block *rest =
        i + 1 < pass->blocks->count ? &pass->blocks->list[i + 1] : NULL;
    struct text name = {0};

    if (!rest || rest->kind != BLOCK_PROSE || strlen(rest->text) > REST_MAX ||
        !prose_begins_small(rest->text, strlen(rest->text)) ||
        prose_ends_sentence(rest->text, strlen(rest->text)))
        return;
    text_add_string(&name, block->text);
    text_add(&name, " ", 1);
    text_add_string(&name, rest->text);
    set_text(block, (struct span){name.bytes, name.len});
    free(name.bytes);
    drop(rest);
}

static void
take(struct pass *pass, size_t i, struct found found)
{
    struct block *block = &pass->blocks->list[i];
    const bool was_row = block->kind == BLOCK_ROW;

    if (found.is_unnamed &&
        (block->kind != BLOCK_HEADING || heading_before(pass, i))) {
        give_to_heading(pass, i, found.grade);
        return;
    }
    set_text(block, found.name);
    block->grade = found.grade;
    pass->is_judged[i] = true;
    if (block->kind != BLOCK_HEADING)
        block->kind = BLOCK_ROW;
    if (was_row)
        join_name(pass, i);
}

/* What a heading says of the blocks below it. */
static void
note_heading(struct pass *pass, const struct block *block)
{
    const struct span heading = {block->text, strlen(block->text)};

    if (pass->is_key && scale_is_step(block->text))
        return; /* a line of the explanation */
    pass->in_record = block->rule && block->rule->role == HEADING_RECORD;
    pass->is_key = grade_labels_explain(heading);
    pass->is_past = grade_labels_past(heading);
}

static void
look_at(struct pass *pass, size_t i)
{
    struct block *block = &pass->blocks->list[i];
    struct span text = {block->text, strlen(block->text)};
    const char *alone;

    if (block->kind == BLOCK_HEADING)
        note_heading(pass, block);
    if (pass->is_key && block->kind == BLOCK_ROW)
        block->grade = NULL;
    if (pass->is_key && block->kind == BLOCK_GRADE)
        block->kind = BLOCK_SCALE;
    if (pass->in_record || pass->is_key || is_dropped(block) ||
        block->kind == BLOCK_SCALE)
        return;
    /* What the framework knows to be a graded heading. */
    if (block->kind == BLOCK_HEADING && block->grade) {
        pass->is_judged[i] = !pass->is_past;
        return;
    }
    if (block->kind == BLOCK_GRADE)
        alone = block->grade;
    else
        alone = block->kind == BLOCK_PROSE || block->kind == BLOCK_HEADING
                    ? scale_grade(&pass->scale, text.text, text.len, NULL)
                    : NULL;
    if (alone) {
        if (heading_before(pass, i) && !pass->is_past)
            give_to_heading(pass, i, alone);
        return;
    }
    const struct found found = block->kind == BLOCK_ROW
                                   ? grade_of_row(pass, i)
                                   : grade_of_line(pass, block);
    block->grade = NULL;
    if (found.grade && !pass->is_past && !grade_labels_past(text))
        take(pass, i, found);
}

/* The next block that was not left out, before the end. */
static size_t
next_of(const struct pass *pass, size_t i)
{
    do
        i++;
    while (i < pass->blocks->count && is_dropped(&pass->blocks->list[i]));
    return i;
}

static bool
is_text(const struct block *block)
{
    return block->kind == BLOCK_NUMBERED || block->kind == BLOCK_BULLET ||
           (block->kind == BLOCK_PROSE &&
            prose_ends_sentence(block->text, strlen(block->text)));
}

/* Whether the block is a row of judgements, although its number may be one
 * whose grade is not known. */
static bool
is_of_table(const struct pass *pass, size_t i)
{
    const struct block *block = &pass->blocks->list[i];
    const char *tab = strrchr(block->text, '\t');

    return pass->is_judged[i] ||
           (block->kind == BLOCK_ROW && pass->scale.is_known && tab &&
            scale_is_number(tab + 1, strlen(tab + 1)));
}

/* A graded row that stands alone in the text is a heading; a graded heading
 * that another follows is a row of a list. */
static void
settle(struct pass *pass)
{
    const struct blocks *blocks = pass->blocks;
    bool after_judged = false, has_text = false;

    for (size_t i = 0; i < blocks->count; i = next_of(pass, i)) {
        struct block *block = &blocks->list[i];
        const size_t next = next_of(pass, i);
        const bool is_last = next >= blocks->count;
        const bool in_list = !is_last && is_of_table(pass, next);
        if (is_dropped(block))
            continue;
        if (pass->is_judged[i]) {
            const bool opens = !is_last && !in_list &&
                               (has_text || is_text(&blocks->list[next])) &&
                               blocks->list[next].kind != BLOCK_ROW;
            const bool is_heading = block->kind == BLOCK_ROW
                                        ? opens && !after_judged && has_text
                                        : opens || block->rule;
            block->kind = is_heading ? BLOCK_HEADING : BLOCK_ROW;
            if (!is_heading)
                block->rule = NULL; /* its section comes later */
        }
        after_judged = is_of_table(pass, i);
        has_text |= is_text(block);
    }
}

static void
compact(struct blocks *blocks)
{
    size_t kept = 0;

    for (size_t i = 0; i < blocks->count; i++)
        if (is_dropped(&blocks->list[i]))
            free(blocks->list[i].text);
        else
            blocks->list[kept++] = blocks->list[i];
    blocks->count = kept;
}

void
printed_grades_find(const struct grade_word *words, struct blocks *blocks)
{
    const struct scale scale = scale_read(words, blocks);
    grade_grid_divide(&scale, blocks);
    grade_lists_divide(&scale, blocks);
    grade_pairs_join(&scale, blocks);
    struct pass pass = {
        .blocks = blocks,
        .scale = scale,
        .is_judged =
            memory_resize(NULL, (blocks->count + 1) * sizeof *pass.is_judged)};

    memset(pass.is_judged, 0, (blocks->count + 1) * sizeof *pass.is_judged);
    for (size_t i = 0; i < blocks->count; i++)
        look_at(&pass, i);
    settle(&pass);
    compact(blocks);
    free(pass.is_judged);
}
