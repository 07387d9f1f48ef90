/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Each source line is wrapped into lines of words, which are set down the page
 * one by one; a line that does not fit begins the next page.
 */
#include "typeset.h"
#include "paper.h"
#include "base/memory.h"
#include "base/text.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Places on the page, in points. */
static const double left = 71, right = 523, top = 80, bottom = 755;
static const double foot = 792, note_gap = 6;
static const double padding = 10; /* between the texts of two cells */
static const double small = 9;    /* of notes, running heads and feet */

/* In multiples of the type size. */
static const double leading = 1.21;
static const double gap = 1; /* after a paragraph, beyond the leading */
static const double raised_size = 0.6, raised_by = 0.35;

enum { LINES_MAX = 64, NOTES_MAX = 16 };

enum valign { ALIGN_TOP, ALIGN_MIDDLE, ALIGN_BOTTOM };

struct sheet {
    struct paper *paper;
    unsigned page;
    double y;      /* baseline of the last line */
    double bottom; /* where the text ends and the notes of the page begin */
    double size;   /* type size of the text */
    double cells;  /* left edge of the right-hand cells */
    enum valign align;
    char *head, *foot; /* running head and foot; or NULL */
    char *notes[NOTES_MAX];
    size_t n_notes;
};

/* Writes words in one type at one place; x is where the next word would begin.
 */
struct pen {
    struct sheet *sheet;
    double x, y, size;
    bool is_bold;
};

static enum paper_font
font_of(bool is_bold)
{
    return is_bold ? PAPER_BOLD : PAPER_PLAIN;
}

/* How many bytes from p on are in one type: up to an emphasis mark or a raised
 * figure. */
static size_t
run_length(const char *p, size_t len)
{
    size_t n = 0;
    while (n < len && p[n] != '_' &&
           !(p[n] == '^' && n + 1 < len && isdigit((unsigned char)p[n + 1])))
        n++;
    return n;
}

static size_t
figures(const char *p, size_t len)
{
    size_t n = 0;
    while (n < len && isdigit((unsigned char)p[n]))
        n++;
    return n;
}

static void
put(struct pen *pen,
    const char *text,
    size_t len,
    enum paper_font font,
    bool is_raised)
{
    const double size = is_raised ? pen->size * raised_size : pen->size;
    char *words = memory_strndup(text, len);

    if (len > 0 && pen->sheet)
        paper_text(pen->sheet->paper, pen->x,
                   pen->y - (is_raised ? pen->size * raised_by : 0), font, size,
                   words);
    pen->x += paper_width(font, size, text, len);
    free(words);
}

/* Writes words with their emphasis and raised figures; a pen without a sheet
 * only measures. */
static void
write_words(struct pen *pen, const char *p, size_t len)
{
    for (const char *end = p + len; p < end;) {
        const size_t n = run_length(p, (size_t)(end - p));
        put(pen, p, n, font_of(pen->is_bold), false);
        p += n;
        if (p < end && *p == '_') {
            pen->is_bold = !pen->is_bold;
            p++;
        } else if (p < end) {
            const size_t digits = figures(p + 1, (size_t)(end - p - 1));
            put(pen, p + 1, digits, PAPER_PLAIN, true);
            p += 1 + digits;
        }
    }
}

/* A line of wrapped text. */
struct wrapped {
    const char *text;
    size_t len;
    bool is_bold;   /* at its beginning */
    bool ends_page; /* a page break follows it */
};

/* Breaks the text into lines of that width; returns how many. */
static size_t
wrap(const char *text,
     double width,
     double size,
     bool is_bold,
     struct wrapped lines[LINES_MAX])
{
    size_t count = 0;

    while (*text && count < LINES_MAX) {
        struct pen pen = {.size = size, .is_bold = is_bold};
        struct wrapped *line = &lines[count++];
        bool is_full = false;
        *line = (struct wrapped){.text = text, .is_bold = is_bold};
        for (const char *p = text; *p && !is_full;) {
            const size_t word = strcspn(p, " \v\f");
            struct pen next = pen;
            write_words(&next, p, word);
            is_full = next.x > width && line->len > 0;
            if (is_full)
                break;
            pen = next;
            p += word;
            line->len = (size_t)(p - text);
            line->ends_page = *p == '\f';
            if (*p != ' ')
                break;
            write_words(&pen, p++, 1);
        }
        is_bold = pen.is_bold;
        text += line->len;
        while (*text == ' ')
            text++;
        text += *text == '\v' || *text == '\f';
    }
    return count;
}

static void
end_page(struct sheet *sheet)
{
    struct pen pen = {.sheet = sheet, .size = small};
    char number[16];

    pen.y = sheet->bottom + 2 * note_gap;
    for (size_t i = 0; i < sheet->n_notes; i++) {
        struct wrapped lines[LINES_MAX];
        const size_t n =
            wrap(sheet->notes[i], right - left, small, false, lines);
        for (size_t k = 0; k < n; k++) {
            pen.x = left;
            pen.y += small * leading;
            write_words(&pen, lines[k].text, lines[k].len);
        }
        free(sheet->notes[i]);
    }
    if (sheet->n_notes > 0)
        paper_box(sheet->paper, left, sheet->bottom + note_gap, 144, 0.5);
    sheet->n_notes = 0;
    sheet->bottom = bottom;
    if (sheet->head)
        paper_text(sheet->paper, left, 40, PAPER_PLAIN, small, sheet->head);
    if (!sheet->foot)
        return;
    paper_text(sheet->paper, left, foot, PAPER_PLAIN, small, sheet->foot);
    snprintf(number, sizeof number, "%u", sheet->page);
    paper_text(sheet->paper, right - 10, foot + small * leading, PAPER_PLAIN,
               small, number);
}

static void
begin_page(struct sheet *sheet)
{
    if (sheet->page > 0)
        end_page(sheet);
    sheet->page++;
    paper_page(sheet->paper);
    sheet->y = top;
}

/* Moves down to the baseline of the next line. */
static void
next_line(struct sheet *sheet, double size)
{
    if (sheet->y + size * leading > sheet->bottom)
        begin_page(sheet);
    sheet->y += size * leading;
}

/* Sets one line of a paragraph at the current baseline. */
static void
set_line(struct sheet *sheet, const struct wrapped *line, double x, double size)
{
    struct pen pen = {.sheet = sheet,
                      .x = x,
                      .y = sheet->y,
                      .size = size,
                      .is_bold = line->is_bold};
    write_words(&pen, line->text, line->len);
}

/* Sets a paragraph indented to indent. Its mark, if any, is at x. */
static void
set_paragraph(struct sheet *sheet,
              const char *mark,
              enum paper_font font,
              double x,
              double indent,
              double size,
              const char *text)
{
    struct wrapped lines[LINES_MAX];
    const size_t n =
        wrap(text, right - indent, size, font == PAPER_BOLD, lines);

    for (size_t i = 0; i < n || i == 0; i++) {
        next_line(sheet, size);
        if (i == 0 && mark)
            paper_text(sheet->paper, x, sheet->y, font, size, mark);
        if (i < n)
            set_line(sheet, &lines[i], indent, size);
        if (i < n && lines[i].ends_page)
            begin_page(sheet);
    }
    sheet->y += gap * size;
}

static void
set_heading(struct sheet *sheet, double size, bool is_bold, const char *text)
{
    set_paragraph(sheet, NULL, font_of(is_bold), left, left, size, text);
}

/* Sets "12. Text", or "12." whose text is the next element. */
static void
set_number(struct sheet *sheet, const char *text)
{
    const size_t n = strcspn(text, " ");
    char *mark = memory_strndup(text, n);

    set_paragraph(sheet, mark, PAPER_PLAIN, left, left + 28, sheet->size,
                  text[n] ? text + n + 1 : "");
    free(mark);
}

/* Sets a row of two cells; the alignment of the sheet applies to the shorter.
 */
static void
set_row(struct sheet *sheet, const char *text)
{
    const char *bar = strstr(text, " | ");
    char *label = memory_strndup(text, (size_t)(bar - text));
    struct wrapped cells[2][LINES_MAX];
    const double size = sheet->size;
    const double x[] = {left + 6, sheet->cells};
    const size_t n[] = {
        wrap(label, x[1] - x[0] - padding, size, false, cells[0]),
        wrap(bar + 3, right - x[1], size, false, cells[1]),
    };
    const size_t most = n[0] > n[1] ? n[0] : n[1];
    const double y = sheet->y;

    if (y + (double)most * size * leading > sheet->bottom) {
        begin_page(sheet);
        set_row(sheet, text);
        free(label);
        return;
    }
    for (size_t c = 0; c < 2; c++) {
        const double rest = (double)(most - n[c]) * size * leading;
        sheet->y = y + rest * (sheet->align == ALIGN_TOP      ? 0
                               : sheet->align == ALIGN_MIDDLE ? 0.5
                                                              : 1);
        for (size_t i = 0; i < n[c]; i++) {
            sheet->y += size * leading;
            set_line(sheet, &cells[c][i], x[c], size);
        }
    }
    sheet->y = y + ((double)most * leading + gap) * size;
    free(label);
}

/* Keeps a note for the foot of the page, where it takes room from the text. */
static void
take_note(struct sheet *sheet, const char *text)
{
    struct wrapped lines[LINES_MAX];
    const size_t n = wrap(text, right - left, small, false, lines);

    if (sheet->n_notes == NOTES_MAX)
        return;
    sheet->notes[sheet->n_notes++] = memory_strdup(text);
    sheet->bottom -=
        (double)n * small * leading + (sheet->n_notes == 1 ? 2 * note_gap : 0);
}

static void
put_at(struct sheet *sheet, const char *text)
{
    char *end;
    const double x = strtod(text, &end), y = strtod(end, &end);
    struct pen pen = {.sheet = sheet, .x = x, .y = y, .size = small};

    end += *end == ' ';
    write_words(&pen, end, strlen(end));
}

static const char *
after(const char *line, const char *begin)
{
    const size_t n = strlen(begin);
    return strncmp(line, begin, n) == 0 ? line + n : NULL;
}

static void
run(char **words, const char *now)
{
    free(*words);
    *words = *now ? memory_strdup(now) : NULL;
}

static void
obey(struct sheet *sheet, const char *line)
{
    const char *rest;

    if ((rest = after(line, ".foot ")))
        run(&sheet->foot, rest);
    else if ((rest = after(line, ".head ")))
        run(&sheet->head, rest);
    else if (strcmp(line, ".page") == 0)
        begin_page(sheet);
    else if ((rest = after(line, ".space ")))
        sheet->y += strtod(rest, NULL);
    else if ((rest = after(line, ".size ")))
        sheet->size = strtod(rest, NULL);
    else if ((rest = after(line, ".cells ")))
        sheet->cells = strtod(rest, NULL);
    else if (strcmp(line, ".top") == 0)
        sheet->align = ALIGN_TOP;
    else if (strcmp(line, ".middle") == 0)
        sheet->align = ALIGN_MIDDLE;
    else if (strcmp(line, ".bottom") == 0)
        sheet->align = ALIGN_BOTTOM;
    else if ((rest = after(line, ".at ")))
        put_at(sheet, rest);
}

static bool
is_numbered(const char *line)
{
    const size_t n = figures(line, strlen(line));
    return n > 0 && n < 4 && line[n] == '.' &&
           (line[n + 1] == ' ' || line[n + 1] == '\0');
}

static void
take(struct sheet *sheet, const char *line)
{
    const double size = sheet->size;
    const char *text;

    if (*line == '.')
        obey(sheet, line);
    else if ((text = after(line, "= ")))
        set_heading(sheet, 26, false, text);
    else if ((text = after(line, "== ")))
        set_heading(sheet, size + 2, true, text);
    else if ((text = after(line, "=== ")))
        set_heading(sheet, size, true, text);
    else if ((text = after(line, "- ")))
        set_paragraph(sheet, "n", PAPER_SYMBOLS, left, left + 18, size, text);
    else if ((text = after(line, "-- ")))
        set_paragraph(sheet, "-", PAPER_SYMBOLS, left + 18, left + 36, size,
                      text);
    else if ((text = after(line, "* ")))
        set_paragraph(sheet, "\xe2\x80\xa2", PAPER_PLAIN, left, left + 18, size,
                      text);
    else if ((text = after(line, "| ")))
        set_row(sheet, text);
    else if (*line == '^')
        take_note(sheet, line);
    else if (is_numbered(line))
        set_number(sheet, line);
    else if (*line)
        set_paragraph(sheet, NULL, PAPER_PLAIN, left, left, size, line);
}

/* Adds words of the source; a backslash with v or f becomes that character. */
static void
add_words(struct text *line, const char *p, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        const char *code = p[i] == '\\' && i + 1 < len && p[i + 1] == 'v' ? "\v"
                           : p[i] == '\\' && i + 1 < len && p[i + 1] == 'f'
                               ? "\f"
                               : NULL;
        text_add(line, code ? code : p + i, 1);
        i += code != NULL;
    }
}

/* The next line of the source with its continuation lines; NULL at the end. */
static char *
next_element(const char **source)
{
    struct text line = {0};

    if (!**source)
        return NULL;
    text_add(&line, "", 0);
    do {
        const char *p = *source;
        size_t n = strcspn(p, "\n");
        *source = p + n + (p[n] == '\n');
        while (n > 0 && *p == ' ') {
            p++;
            n--;
        }
        if (line.len > 0)
            text_add(&line, " ", 1);
        add_words(&line, p, n);
    } while (**source == ' ');
    return line.bytes;
}

char *
typeset(const char *source, size_t *len)
{
    struct sheet sheet = {.paper = paper_new(),
                          .bottom = bottom,
                          .size = 12,
                          .cells = 303,
                          .align = ALIGN_TOP};
    char *line;

    begin_page(&sheet);
    while ((line = next_element(&source))) {
        take(&sheet, line);
        free(line);
    }
    end_page(&sheet);
    char *bytes = paper_bytes(sheet.paper, len);
    paper_free(sheet.paper);
    free(sheet.head);
    free(sheet.foot);
    return bytes;
}
