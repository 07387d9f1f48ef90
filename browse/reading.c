/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reading.h"
#include "lines.h"

#include "print/member.h"

#include <string.h>

/* Rows of a block besides its text and its heading: what it is, and a blank. */
enum { ROWS_AROUND = 2 };

static size_t
count(const struct reading *reading)
{
    return json_array_size(reading->paragraphs);
}

static const json_t *
record_at(const struct reading *reading, size_t i)
{
    return json_array_get(reading->paragraphs, i);
}

static bool
has_heading(const struct reading *reading, size_t i)
{
    json_t *own = member_headings(record_at(reading, i));
    json_t *last = i > 0 ? member_headings(record_at(reading, i - 1)) : NULL;
    const bool is_new = *json_string_value(own) && !json_equal(own, last);

    json_decref(own);
    json_decref(last);
    return is_new;
}

/* Work out which rows each block takes. */
static void
lay_out(struct reading *reading)
{
    struct lines lines = {0};
    size_t row = 0;

    reading->blocks =
        g_realloc_n(reading->blocks, count(reading), sizeof *reading->blocks);
    for (size_t i = 0; i < count(reading); i++) {
        struct reading_block *block = &reading->blocks[i];
        lines_wrap(&lines, member_text(record_at(reading, i), "text"),
                   reading->width);
        block->first = row;
        block->has_heading = has_heading(reading, i);
        block->rows = lines.n + ROWS_AROUND + block->has_heading;
        row += block->rows;
    }
    lines_fini(&lines);
}

size_t
reading_rows(const struct reading *reading)
{
    const size_t n = count(reading);

    return n > 0 ? reading->blocks[n - 1].first + reading->blocks[n - 1].rows
                 : 0;
}

size_t
reading_block_at(const struct reading *reading, size_t row)
{
    size_t from = 0, to = count(reading);

    while (to - from > 1) {
        const size_t middle = (from + to) / 2;
        if (reading->blocks[middle].first <= row)
            from = middle;
        else
            to = middle;
    }
    return from;
}

void
reading_open(struct reading *reading, const json_t *record)
{
    const size_t width = reading->width, height = reading->height;

    reading_close(reading);
    reading->width = width;
    reading->height = height;
    reading->paragraphs = json_array();
    reading->found = json_object();
    json_array_append_new(reading->paragraphs, json_copy((json_t *)record));
    reading->is_untouched = true;
    lay_out(reading);
}

void
reading_close(struct reading *reading)
{
    json_decref(reading->paragraphs);
    json_decref(reading->found);
    g_free(reading->blocks);
    *reading =
        (struct reading){.width = reading->width, .height = reading->height};
}

bool
reading_is_open(const struct reading *reading)
{
    return reading->paragraphs != NULL;
}

/* The last row that may be at the top of the screen. */
static size_t
top_max(const struct reading *reading)
{
    const size_t rows = reading_rows(reading);

    return rows > reading->height ? rows - reading->height : 0;
}

static void
set_top(struct reading *reading, size_t top)
{
    reading->top = MIN(top, top_max(reading));
}

/* Bring the current paragraph into sight, with a little of what comes before
 * it. */
static void
show_current(struct reading *reading)
{
    const struct reading_block *block = &reading->blocks[reading->current];
    const size_t lead = reading->height / 4;
    const bool fits =
        block->first >= reading->top &&
        block->first + block->rows <= reading->top + reading->height;

    if (!fits || reading->is_untouched)
        set_top(reading, block->first > lead ? block->first - lead : 0);
}

void
reading_resize(struct reading *reading, size_t width, size_t height)
{
    if (width == reading->width && height == reading->height)
        return;
    reading->width = width;
    reading->height = height;
    if (!reading_is_open(reading))
        return;
    lay_out(reading);
    set_top(reading, reading->top);
    show_current(reading);
}

/* After scrolling: the current paragraph is one that can be seen. */
static void
follow(struct reading *reading)
{
    const size_t bottom = reading->top + MAX(reading->height, 1) - 1;
    const size_t rows = reading_rows(reading);
    size_t first = reading_block_at(reading, reading->top);
    const size_t last = reading_block_at(reading, MIN(bottom, rows - 1));

    /* Only the blank row of it is left. */
    if (first < last && reading->top + 1 == reading->blocks[first + 1].first)
        first++;
    reading->current = CLAMP(reading->current, first, last);
}

static void
scroll(struct reading *reading, long by)
{
    const long top = (long)reading->top + by;

    set_top(reading, top > 0 ? (size_t)top : 0);
    follow(reading);
    /* At an end that does not move, the paragraph there. */
    if (by > 0 && reading->top == top_max(reading) &&
        (size_t)top > reading->top)
        reading->current = count(reading) - 1;
    if (by < 0 && top < 0)
        reading->current = 0;
}

const json_t *
reading_highlights(const struct reading *reading, size_t i, bool *is_found)
{
    const json_t *hit = json_object_get(
        reading->found, member_text(record_at(reading, i), "id"));

    *is_found = !json_is_false(json_object_get(hit, "counted")) && hit;
    return json_object_get(hit, "highlights");
}

/* Go to the next paragraph that was found in the direction; false if none of
 * those that are loaded was. */
static bool
go_to_found(struct reading *reading, bool is_back)
{
    for (size_t i = reading->current;
         is_back ? i > 0 : i + 1 < count(reading);) {
        bool is_found;
        i = is_back ? i - 1 : i + 1;
        reading_highlights(reading, i, &is_found);
        if (!is_found)
            continue;
        reading->current = i;
        show_current(reading);
        return true;
    }
    return false;
}

/* Go on towards the aim with what is loaded; it is reached, or cannot be, if no
 * more can be loaded. */
static void
pursue(struct reading *reading)
{
    const bool is_back =
        reading->aim == READING_PREVIOUS || reading->aim == READING_FIRST;
    const bool is_whole = is_back ? reading->is_at_start : reading->is_at_end;
    bool is_done = is_whole;

    switch (reading->aim) {
    case READING_STAY:
        return;
    case READING_NEXT:
    case READING_PREVIOUS:
        if (!reading->is_found_known)
            return;
        if (go_to_found(reading, is_back))
            is_done = true;
        else
            reading->is_missed = is_whole;
        break;
    case READING_FIRST:
        reading->current = 0;
        set_top(reading, 0);
        break;
    case READING_LAST:
        reading->current = count(reading) - 1;
        set_top(reading, top_max(reading));
        break;
    }
    if (is_done)
        reading->aim = READING_STAY;
}

static void
aim_at(struct reading *reading, enum reading_aim aim)
{
    reading->aim = aim;
    pursue(reading);
}

static void
step(struct reading *reading, bool is_back)
{
    if (is_back && reading->current > 0)
        reading->current--;
    else if (!is_back && reading->current + 1 < count(reading))
        reading->current++;
    show_current(reading);
}

static bool
press_letter(struct reading *reading, char letter)
{
    const long page = MAX((long)reading->height - 1, 1);

    switch (letter) {
    case 'j':
        scroll(reading, 1);
        return true;
    case 'k':
        scroll(reading, -1);
        return true;
    case ' ':
    case 'f':
        scroll(reading, page);
        return true;
    case 'b':
        scroll(reading, -page);
        return true;
    case 'g':
        aim_at(reading, READING_FIRST);
        return true;
    case 'G':
        aim_at(reading, READING_LAST);
        return true;
    case 'n':
        aim_at(reading, READING_NEXT);
        return true;
    case 'N':
        aim_at(reading, READING_PREVIOUS);
        return true;
    case ']':
        step(reading, false);
        return true;
    case '[':
        step(reading, true);
        return true;
    default:
        return false;
    }
}

bool
reading_press(struct reading *reading, const struct press *press)
{
    /* Each key is one of less, in whose place others may be pressed. */
    static const char letters[] = {
        [PRESS_DOWN] = 'j',      [PRESS_ENTER] = 'j',   [PRESS_UP] = 'k',
        [PRESS_PAGE_DOWN] = 'f', [PRESS_PAGE_UP] = 'b', [PRESS_HOME] = 'g',
        [PRESS_END] = 'G',       [PRESS_HELP] = 0,
    };
    const char letter =
        press->kind == PRESS_TEXT ? press->text[0] : letters[press->kind];

    reading->aim = READING_STAY;
    reading->is_missed = false;
    if (!press_letter(reading, letter))
        return false;
    reading->is_untouched = false;
    return true;
}

/* Whether paragraphs are missing on this side, and will be needed soon. */
static bool
lacks(const struct reading *reading, bool is_back)
{
    /* What was found must be known before it is looked for. */
    const enum reading_aim aim =
        reading->is_found_known ? reading->aim : READING_STAY;
    const size_t bottom = reading->top + 2 * reading->height;

    if (is_back)
        return !reading->is_at_start &&
               (aim == READING_PREVIOUS || aim == READING_FIRST ||
                reading->top < reading->height);
    return !reading->is_at_end && (aim == READING_NEXT || aim == READING_LAST ||
                                   bottom > reading_rows(reading));
}

json_t *
reading_ask(struct reading *reading)
{
    if (!reading_is_open(reading) || reading->is_asking)
        return NULL;
    const bool is_back_aim =
        reading->aim == READING_PREVIOUS || reading->aim == READING_FIRST;
    const bool is_back =
        lacks(reading, true) && (is_back_aim || !lacks(reading, false));
    if (!is_back && !lacks(reading, false))
        return NULL;
    const json_t *end = record_at(reading, is_back ? 0 : count(reading) - 1);
    reading->is_asking = true;
    reading->is_asking_back = is_back;
    return json_pack("{s:s, s:i, s:i}", "id", member_text(end, "id"), "before",
                     is_back ? READING_PAGE : 0, "after",
                     is_back ? 0 : READING_PAGE);
}

/* Remove n paragraphs from an end; those that are furthest from where somebody
 * reads. */
static void
drop(struct reading *reading, bool is_from_start, size_t n)
{
    if (n == 0)
        return;
    for (size_t i = 0; i < n; i++)
        json_array_remove(reading->paragraphs,
                          is_from_start ? 0 : count(reading) - 1);
    if (is_from_start)
        reading->is_at_start = false;
    else
        reading->is_at_end = false;
}

/* Put the paragraphs before or after those that are loaded, and keep in its
 * place on the screen what is there. */
static void
extend(struct reading *reading, const json_t *more, bool is_back)
{
    const size_t n = json_array_size(more);
    const size_t excess =
        count(reading) + n > READING_MAX ? count(reading) + n - READING_MAX : 0;
    const size_t at = reading_block_at(reading, reading->top);
    const size_t into = reading->top - reading->blocks[at].first;
    const size_t kept = is_back ? 0 : excess; /* removed from the start */
    const size_t added = is_back ? n : 0;

    for (size_t i = 0; i < n; i++) {
        json_t *record = json_array_get(more, is_back ? n - 1 - i : i);
        if (is_back)
            json_array_insert(reading->paragraphs, 0, record);
        else
            json_array_append(reading->paragraphs, record);
    }
    drop(reading, !is_back, excess);
    lay_out(reading);
    const size_t last = count(reading) - 1;
    const size_t now = at + added > kept ? at + added - kept : 0;
    const size_t current = reading->current + added;
    reading->current = MIN(current > kept ? current - kept : 0, last);
    set_top(reading, reading->blocks[MIN(now, last)].first + into);
}

void
reading_take(struct reading *reading, const json_t *result)
{
    const bool is_back = reading->is_asking_back;
    const json_t *more = json_object_get(result, is_back ? "before" : "after");
    const bool is_whole = json_array_size(more) < READING_PAGE;

    if (!reading_is_open(reading) || !reading->is_asking)
        return;
    reading->is_asking = false;
    if (json_array_size(more) > 0)
        extend(reading, more, is_back);
    if (is_back)
        reading->is_at_start = is_whole;
    else
        reading->is_at_end = is_whole;
    if (reading->is_untouched)
        show_current(reading);
    pursue(reading);
}

void
reading_fail(struct reading *reading)
{
    /* What cannot be loaded is not asked for again. */
    reading->is_at_start |= reading->is_asking && reading->is_asking_back;
    reading->is_at_end |= reading->is_asking && !reading->is_asking_back;
    reading->is_asking = false;
    reading->is_found_known = true;
    reading->aim = READING_STAY;
}

void
reading_forget(struct reading *reading)
{
    reading->is_asking = false;
}

void
reading_take_found(struct reading *reading, const json_t *result)
{
    size_t i;
    json_t *hit;

    if (!reading_is_open(reading))
        return;
    json_array_foreach(json_object_get(result, "hits"), i, hit)
    {
        /* A cut snippet has offsets of its own. */
        const bool is_whole =
            strcmp(member_text(hit, "snippet"), member_text(hit, "text")) == 0;
        const json_t *spans = json_object_get(hit, "highlights");
        json_object_set_new(
            reading->found, member_text(hit, "id"),
            json_pack("{s:b, s:O?}", "counted",
                      !json_is_false(json_object_get(hit, "counted")),
                      "highlights", is_whole ? spans : NULL));
    }
    reading->is_found_known = true;
    pursue(reading);
}

const json_t *
reading_record(const struct reading *reading)
{
    return record_at(reading, reading->current);
}
