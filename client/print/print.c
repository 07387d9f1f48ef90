/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What is printed may come from anybody's documents, so control characters are
 * never sent to the terminal.
 */
#include "print/print.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_DEFAULT = 80, WIDTH_MIN = 40, WIDTH_MAX = 120 };

struct style
print_style(FILE *out)
{
    struct style style = {out, WIDTH_DEFAULT, "*", "*", "", "", ""};
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    const int fd = fileno(out);
    struct winsize size;

    if (fd < 0 || !isatty(fd))
        return style;
    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
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

size_t
print_char(const char *p, FILE *out)
{
    const unsigned char c = (unsigned char)*p;
    const size_t whole = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    size_t n = 1;

    while (n < whole && (p[n] & 0xc0) == 0x80)
        n++;
    if (c < 0x20 || c == 0x7f || (c == 0xc2 && (unsigned char)p[1] < 0xa0))
        putc(' ', out);
    else if (n == whole) /* else a buffer cut it short */
        fwrite(p, 1, n, out);
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

    fprintf(out, "%s %s%s", print_number(n, number), noun, n == 1 ? "" : "s");
}

static bool
begins_character(char c)
{
    return (c & 0xc0) != 0x80;
}

size_t
print_width(const char *text)
{
    size_t width = 0;

    for (; *text; text++)
        width += begins_character(*text);
    return width;
}

size_t
print_cut(const char *text, size_t width, FILE *out)
{
    const size_t whole = print_width(text);

    if (whole <= width) {
        print_text(text, out);
        return whole;
    }
    for (size_t i = 0; i + 1 < width; i++)
        text += print_char(text, out);
    fputs(width > 0 ? "…" : "", out);
    return width;
}

/* The printed width of the word at text. */
static size_t
word_width(const char *text)
{
    size_t width = 0;

    for (; *text && *text != ' '; text++)
        width += begins_character(*text);
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
        if (*p == ' ' && column + 1 + word_width(p + 1) +
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
        column++;
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
    char *line = NULL;
    size_t size;
    FILE *out = open_memstream(&line, &size);
    va_list args;

    if (!out)
        return false;
    va_start(args, format);
    vfprintf(out, format, args);
    va_end(args);
    fclose(out);
    fputs("findings: ", stderr);
    print_text(line ? line : "out of memory", stderr);
    putc('\n', stderr);
    free(line);
    return false;
}

/* A line of JSON being written. It may come in pieces that end within a
 * character. */
struct json_out {
    FILE *out;
    bool is_half; /* the last byte was 0xc2, which is not yet written */
};

/* Write a piece of JSON, with control characters that JSON allows unescaped,
 * DEL and U+0080 to U+009F, as escapes. */
static int
put_json_piece(const char *bytes, size_t len, void *data)
{
    struct json_out *json = data;

    for (size_t i = 0; i < len; i++) {
        const unsigned char c = (unsigned char)bytes[i];
        if (json->is_half && c < 0xa0)
            fprintf(json->out, "\\u%04x", (unsigned)c);
        else if (json->is_half)
            fprintf(json->out, "\xc2%c", c);
        else if (c == 0x7f)
            fputs("\\u007f", json->out);
        else if (c != 0xc2)
            putc(c, json->out);
        json->is_half = !json->is_half && c == 0xc2;
    }
    return 0;
}

void
print_json(const json_t *object, FILE *out)
{
    struct json_out json = {out, false};

    json_dump_callback(object, put_json_piece, &json,
                       JSON_COMPACT | JSON_REAL_PRECISION(8));
    putc('\n', out);
}
