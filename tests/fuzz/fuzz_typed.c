/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Fuzz target: lines with place and type, as they come out of a PDF before the
 * furniture is removed; this is the part of pdf.c that does not need poppler.
 * Each line of the input is one line of a page:
 *
 *     PAGE LEFT TOP RIGHT SIZE [b] [n] [tX] [cX] [wX]|TEXT
 *
 *     1 71 120 300 12 b|Overall effectiveness
 *     1 71 140 500 12 t92|1.<blank>The council ...
 *     2 71 200 450 12 c300|Adoption<tab>Good
 *
 * Places are in points from the top left of the page; pages are 842 high. b:
 * bold; n: a footnote's figure precedes it; t: where the text after a number or
 * bullet begins; c: where the last cell begins; w: the width of the first word.
 * Numbers are read by strtod(), infinities and NaN included: some PDFs contain
 * them. Lines that do not have this form or are not valid UTF-8 are skipped,
 * and so are those with a page number that no PDF has.
 */
#include "check.h"

#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "lines/cells.h"
#include "lines/furniture.h"
#include "lines/lines.h"
#include "reading.h"

#include <stdlib.h>
#include <string.h>

enum { PAGES_MAX = 2000 };

static const double page_height = 842;

/* Reads what precedes the bar, given as a string of its own. */
static bool
read_place(const char *place, struct line *line)
{
    double numbers[5];
    char *end;

    for (size_t i = 0; i < 5; i++) {
        numbers[i] = strtod(place, &end);
        if (end == place)
            return false;
        place = end;
    }
    if (!(numbers[0] >= 1 && numbers[0] <= PAGES_MAX))
        return false;
    line->page = (unsigned)numbers[0];
    line->left = line->text_left = numbers[1];
    line->top = numbers[2];
    line->right = numbers[3];
    line->size = numbers[4];
    line->bottom = line->top + line->size;
    line->first_word = 2 * line->size;
    line->page_height = page_height;
    for (; *place; place++) {
        const double number = strtod(place + 1, &end);
        line->is_bold |= *place == 'b';
        line->is_note |= *place == 'n';
        if (!strchr("tcw", *place) || end == place + 1)
            continue;
        *(*place == 't'   ? &line->text_left
          : *place == 'c' ? &line->cell_left
                          : &line->first_word) = number;
        place = end - 1;
    }
    return true;
}

/* Adds the line of len bytes at p, if it is valid. */
static void
add_line(struct lines *lines, struct text *bytes, const char *p, size_t len)
{
    const char *bar = memchr(p, '|', len);
    struct line line = {0};

    if (!bar)
        return;
    const char *text = bar + 1;
    size_t n = len - (size_t)(text - p);
    utf8_trim(&text, &n);
    char *place = memory_strndup(p, (size_t)(bar - p));
    if (n > 0 && !memchr(text, '\0', n) && utf8_fault(text, n) == n &&
        read_place(place, &line)) {
        line.chars = utf8_length(text, n);
        lines_add(lines, bytes, line, text, n);
    }
    free(place);
}

static struct lines
lines_of(const char *p, size_t len)
{
    struct lines lines = {.has_type = true};
    struct text bytes = {0};
    const char *end = p + len;

    while (p < end) {
        const char *newline = memchr(p, '\n', (size_t)(end - p));
        const char *stop = newline ? newline : end;
        add_line(&lines, &bytes, p, (size_t)(stop - p));
        p = stop + 1;
    }
    lines_end(&lines, &bytes);
    return lines;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct lines lines = lines_of((const char *)bytes, len);
    struct report_list reports = {0};
    struct report *report = report_list_add(&reports);
    char reason[REASON_SIZE] = "";

    furniture_remove_pdf(&lines);
    cells_join(&lines);
    if (reading_lines("2010/x.pdf", &lines, report, reason)) {
        check_read(&reports, CHECK_PAGES);
    } else {
        check(!report->source && !report->sections,
              "what is refused is not empty");
        check_reason(reason);
    }
    report_list_fini(&reports);
    return 0;
}
