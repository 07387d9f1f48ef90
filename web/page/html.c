/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/html.h"

#include "findings/visible.h"

#include <stdarg.h>
#include <string.h>

static const char *
reference(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

static void
append_text(GString *out, const char *text, size_t len)
{
    for (const char *p = text, *end = text + len; p < end;) {
        char shown[FINDINGS_VISIBLE_SIZE];
        const size_t plain = strcspn(p, "&<>\"'");
        const char *escaped = reference(*p);
        if (escaped) {
            g_string_append(out, escaped);
            p++;
        } else if (*p >= ' ' && *p < 0x7f) {
            /* As far as it is plain ASCII. */
            size_t n = 1;
            while (n < plain && p + n < end && p[n] >= ' ' && p[n] < 0x7f)
                n++;
            g_string_append_len(out, p, (gssize)n);
            p += n;
        } else if (*p == '\n' || *p == '\t') {
            g_string_append_c(out, *p++);
        } else {
            const size_t n = findings_visible(p, shown);
            const bool is_same = strncmp(shown, p, n) == 0;
            if (is_same)
                g_string_append_len(out, p, (gssize)n);
            else
                g_string_append(out, "\xef\xbf\xbd");
            p += n;
        }
    }
}

/* The conversions that are numbers, and the letters before them. */
static void
append_number(GString *out, const char *spec, va_list *args)
{
    if (strcmp(spec, "d") == 0)
        g_string_append_printf(out, "%d", va_arg(*args, int));
    else if (strcmp(spec, "u") == 0)
        g_string_append_printf(out, "%u", va_arg(*args, unsigned));
    else if (strcmp(spec, "zu") == 0)
        g_string_append_printf(out, "%zu", va_arg(*args, size_t));
    else if (strcmp(spec, "lld") == 0)
        g_string_append_printf(out, "%lld", va_arg(*args, long long));
    else if (strcmp(spec, "g") == 0) {
        char number[G_ASCII_DTOSTR_BUF_SIZE];
        g_string_append(out, g_ascii_formatd(number, sizeof number, "%g",
                                             va_arg(*args, double)));
    } else
        g_error("html() does not know %%%s", spec);
}

void
html(GString *out, const char *format, ...)
{
    static const char *const specs[] = {"s", "%",  ".*s", "c", "d",
                                        "u", "zu", "lld", "g"};
    va_list args;

    va_start(args, format);
    for (const char *p = format; *p;) {
        const size_t literal = strcspn(p, "%");
        g_string_append_len(out, p, (gssize)literal);
        p += literal;
        if (!*p)
            break;
        p++;
        const char *spec = "";
        for (size_t i = 0; i < G_N_ELEMENTS(specs); i++)
            if (g_str_has_prefix(p, specs[i]))
                spec = specs[i];
        p += strlen(spec);
        if (*spec == '%')
            g_string_append_c(out, '%');
        else if (*spec == 's') {
            const char *text = va_arg(args, const char *);
            append_text(out, text, strlen(text));
        } else if (*spec == '.') {
            const int len = va_arg(args, int);
            append_text(out, va_arg(args, const char *), (size_t)len);
        } else if (*spec == 'c') {
            const char c = (char)va_arg(args, int);
            append_text(out, &c, 1);
        } else
            append_number(out, spec, &args);
    }
    va_end(args);
}

void
html_marked(GString *out, const char *text, const json_t *spans)
{
    const size_t len = strlen(text);
    size_t done = 0, i;
    const json_t *span;

    json_array_foreach(spans, i, span)
    {
        const json_int_t start = json_integer_value(json_array_get(span, 0));
        const json_int_t end = json_integer_value(json_array_get(span, 1));
        if (start < (json_int_t)done || end <= start || end > (json_int_t)len)
            continue;
        append_text(out, text + done, (size_t)start - done);
        g_string_append(out, "<mark>");
        append_text(out, text + start, (size_t)(end - start));
        g_string_append(out, "</mark>");
        done = (size_t)end;
    }
    append_text(out, text + done, len - done);
}
