/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/print.h"
#include "print/columns.h"
#include "print/wrap.h"

#include "findings/visible.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

size_t
print_shown(const char *p, char out[FINDINGS_VISIBLE_SIZE])
{
    if (!strchr("\t\n\r", *p))
        return findings_visible(p, out);
    memcpy(out, " ", sizeof " ");
    return 1;
}

/* Whether it is printed as it is, in one column: most characters are. */
static bool
is_plain(char c)
{
    return c >= ' ' && c <= '~';
}

size_t
print_step(const char *p, size_t *width)
{
    char shown[FINDINGS_VISIBLE_SIZE];

    *width = 1;
    if (is_plain(*p))
        return 1;
    const size_t n = print_shown(p, shown);
    *width = columns_of(shown);
    return n;
}

size_t
print_char(const char *p, FILE *out)
{
    char shown[FINDINGS_VISIBLE_SIZE];

    if (is_plain(*p)) {
        putc_unlocked(*p, out);
        return 1;
    }
    const size_t n = print_shown(p, shown);
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

void
print_wrapped(const char *text,
              const json_t *spans,
              size_t indent,
              const struct style *style)
{
    wrap_matched(text, spans, indent, style);
}

void
print_wrapped_after(const char *lead,
                    const char *text,
                    size_t indent,
                    const struct style *style)
{
    wrap_spans(lead, text, NULL, 0, indent, style);
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

static _Thread_local char *failures_to;
static _Thread_local size_t failures_size;

void
print_failures_to(char *message, size_t size)
{
    failures_to = message;
    failures_size = size;
}

bool
print_failure(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    if (failures_to)
        vsnprintf(failures_to, failures_size, format, args);
    else
        findings_message("findings", format, args);
    va_end(args);
    return false;
}

void
print_out_of_memory(void)
{
    print_failure("out of memory");
    exit(2);
}

size_t
print_data_char(const char *p, FILE *out)
{
    char shown[FINDINGS_VISIBLE_SIZE];

    if (is_plain(*p)) {
        putc_unlocked(*p, out);
        return 1;
    }
    const size_t n = print_shown(p, shown);
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

    if (!line)
        print_out_of_memory();
    findings_put_json(line, out);
    free(line);
}
