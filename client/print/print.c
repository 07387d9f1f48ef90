/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/print.h"

#include "findings/visible.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_DEFAULT = 80, WIDTH_MIN = 40, WIDTH_MAX = 120 };

bool
print_is_terminal(FILE *out)
{
    const int fd = fileno(out);

    return fd >= 0 && isatty(fd);
}

struct style
print_style(FILE *out)
{
    struct style style = {out, WIDTH_DEFAULT, "*", "*", "", "", ""};
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    struct winsize size;

    if (!print_is_terminal(out))
        return style;
    if (ioctl(fileno(out), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        style.width = size.ws_col < WIDTH_MIN   ? WIDTH_MIN
                      : size.ws_col > WIDTH_MAX ? WIDTH_MAX
                                                : size.ws_col;
    if ((!no_color || !*no_color) && term && strcmp(term, "dumb") != 0) {
        style.mark = style.strong = "\033[1m";
        style.dim = "\033[2m";
        style.unmark = style.plain = "\033[0m";
    }
    return style;
}

/* Write the character at p as it is printed. A new line or a tab in a report's
 * text is a blank. Returns its length in bytes. */
static size_t
shown_char(const char *p, char out[FINDINGS_VISIBLE_SIZE])
{
    if (!strchr("\t\n\r", *p))
        return findings_visible(p, out);
    memcpy(out, " ", sizeof " ");
    return 1;
}

static bool
begins_character(char c)
{
    return (c & 0xc0) != 0x80;
}

size_t
print_step(const char *p, size_t *width)
{
    char shown[FINDINGS_VISIBLE_SIZE];
    const size_t n = shown_char(p, shown);

    *width = 0;
    for (const char *s = shown; *s; s++)
        *width += begins_character(*s);
    return n;
}

size_t
print_char(const char *p, FILE *out)
{
    char shown[FINDINGS_VISIBLE_SIZE];
    const size_t n = shown_char(p, shown);

    fputs(shown, out);
    return n;
}

void
print_text(const char *text, FILE *out)
{
    while (*text)
        text += print_char(text, out);
}

const char *
print_number(size_t n, char out[PRINT_NUMBER_SIZE])
{
    char digits[PRINT_NUMBER_SIZE];
    const int len = snprintf(digits, sizeof digits, "%zu", n);
    size_t at = 0;

    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = digits[i];
    }
    out[at] = '\0';
    return out;
}

void
print_counted(size_t n, const char *noun, FILE *out)
{
    char number[PRINT_NUMBER_SIZE];

    findings_putf(out, "%s %s%s", print_number(n, number), noun,
                  n == 1 ? "" : "s");
}

size_t
print_width(const char *text)
{
    size_t width = 0, step;

    for (; *text; width += step)
        text += print_step(text, &step);
    return width;
}

size_t
print_cut(const char *text, size_t width, FILE *out)
{
    const size_t whole = print_width(text);
    size_t used = 0, step;

    if (whole <= width) {
        print_text(text, out);
        return whole;
    }
    for (print_step(text, &step); used + step < width;
         print_step(text, &step)) {
        used += step;
        text += print_char(text, out);
    }
    fputs(width > 0 ? "…" : "", out);
    return used + (width > 0);
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The printed width of the word at text. */
static size_t
word_width(const char *text)
{
    size_t width = 0, step;

    for (; *text && !is_blank(*text); width += step)
        text += print_step(text, &step);
    return width;
}

static size_t
span(const json_t *spans, size_t index, size_t end)
{
    return (size_t)json_integer_value(
        json_array_get(json_array_get(spans, index), end));
}

/* Print the text from this column on; the lines after the first are indented.
 */
static void
wrap(const char *text,
     const json_t *spans,
     size_t column,
     size_t indent,
     const struct style *style)
{
    const bool marks_show = *style->mark == '*';
    size_t next = 0;
    bool is_marked = false;

    for (const char *p = text; *p;) {
        const size_t at = (size_t)(p - text);
        if (is_marked && at >= span(spans, next, 1)) {
            fputs(style->unmark, style->out);
            column += marks_show;
            is_marked = false;
            next++;
        }
        const bool is_opened = !is_marked && next < json_array_size(spans) &&
                               at + 1 == span(spans, next, 0);
        if (is_blank(*p) && column + 1 + word_width(p + 1) +
                                    (size_t)marks_show * (1 + is_opened) >
                                style->width) {
            fprintf(style->out, "\n%*s", (int)indent, "");
            column = indent;
            p++;
            continue;
        }
        if (!is_marked && next < json_array_size(spans) &&
            at >= span(spans, next, 0)) {
            fputs(style->mark, style->out);
            column += marks_show;
            is_marked = true;
        }
        size_t step;
        print_step(p, &step);
        column += step;
        p += print_char(p, style->out);
    }
    if (is_marked)
        fputs(style->unmark, style->out);
    putc('\n', style->out);
}

void
print_wrapped(const char *text,
              const json_t *spans,
              size_t indent,
              const struct style *style)
{
    fprintf(style->out, "%*s", (int)indent, "");
    wrap(text, spans, indent, indent, style);
}

void
print_wrapped_after(const char *lead,
                    const char *text,
                    size_t indent,
                    const struct style *style)
{
    print_text(lead, style->out);
    wrap(text, NULL, print_width(lead), indent, style);
}

void
print_line(char *line, FILE *out)
{
    const struct style style = print_style(out);

    if (line)
        print_wrapped(line, NULL, 0, &style);
    free(line);
}

void
print_gap(size_t n, FILE *out)
{
    if (n > 0 && out == stdout)
        putc('\n', out);
}

bool
print_failure(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    findings_message("findings", format, args);
    va_end(args);
    return false;
}

size_t
print_data_char(const char *p, FILE *out)
{
    char shown[FINDINGS_VISIBLE_SIZE];
    const size_t n = shown_char(p, shown);

    if (strncmp(shown, p, n) == 0 || print_is_terminal(out))
        fputs(shown, out);
    else if (findings_is_control(p))
        putc(' ', out);
    else
        fwrite(p, 1, n, out);
    return n;
}

void
print_data(const char *text, FILE *out)
{
    while (*text)
        text += print_data_char(text, out);
}

void
print_json(const json_t *object, FILE *out)
{
    char *line = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(8));

    if (!line) {
        print_failure("out of memory");
        exit(2);
    }
    findings_put_json(line, out);
    free(line);
}
