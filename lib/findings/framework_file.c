/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The form of a framework's file: properties ("name: sif"), and lists whose
 * lines are indented ("headings:").
 */
#include "findings/frameworks.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const lists[FINDINGS_N_RULES] = {
    [FINDINGS_OTHER_NAMES] = "other names",
    [FINDINGS_TITLES] = "titles",
    [FINDINGS_HEADINGS] = "headings",
    [FINDINGS_JUDGEMENTS] = "judgements",
    [FINDINGS_THEMES] = "themes",
    [FINDINGS_THEME_SENTENCES] = "theme sentences",
    [FINDINGS_OPENINGS] = "openings",
    [FINDINGS_AREAS] = "areas",
    [FINDINGS_GRADES] = "grades",
    [FINDINGS_DEADLINES] = "deadlines",
};

#define PROPERTIES "name, area, form, inspectorate and first judgement"
#define LISTS                                                                  \
    "other names, titles, headings, judgements, themes, theme sentences, "     \
    "openings, areas, grades and deadlines"

void
findings_framework_refuse(const struct findings_framework *framework,
                          unsigned line,
                          char reason[FINDINGS_REASON_SIZE],
                          const char *format,
                          ...)
{
    va_list arguments;
    int n = snprintf(reason, FINDINGS_REASON_SIZE,
                     "%.200s, line %u: ", framework->file, line);

    if (n < 0 || n >= FINDINGS_REASON_SIZE)
        n = 0;
    va_start(arguments, format);
    vsnprintf(reason + n, FINDINGS_REASON_SIZE - (size_t)n, format, arguments);
    va_end(arguments);
}

/* What is being read. */
struct reading {
    struct findings_framework *framework;
    unsigned line;
    enum findings_rules list; /* FINDINGS_N_RULES: none has begun */
    bool is_empty;            /* the list has no line yet */
    char *reason;
};

/* Remove blanks at both ends, in place. */
static char *
trim(char *text)
{
    size_t len;

    while (isspace((unsigned char)*text))
        text++;
    len = strlen(text);
    while (len > 0 && isspace((unsigned char)text[len - 1]))
        text[--len] = '\0';
    return text;
}

/* Cut the text at the mark, and return what comes after it, without blanks;
 * NULL if the mark is not there. */
static char *
cut(char *text, char *mark)
{
    if (!mark)
        return NULL;
    *mark = '\0';
    trim(text);
    return trim(mark + 1);
}

static bool
add_rule(struct reading *r, char *text)
{
    struct findings_rule rule = {.line = r->line};
    struct findings_rule *more;
    size_t *count = &r->framework->rules[r->list].count;

    if (r->list == FINDINGS_HEADINGS) {
        char *rest = cut(text, strchr(text, ':'));
        if (!rest) {
            findings_framework_refuse(
                r->framework, r->line, r->reason,
                "\"%.100s\" does not say what the heading does; write, for "
                "example, \"section: %.100s\"",
                text, text);
            return false;
        }
        rule.role = text;
        text = rest;
    }
    rule.value = cut(text, strrchr(text, '='));
    rule.words = text;
    if (!*rule.words || (rule.value && !*rule.value)) {
        findings_framework_refuse(r->framework, r->line, r->reason,
                                  "nothing stands %s the equals sign or the "
                                  "colon; complete the line",
                                  *rule.words ? "after" : "before or after");
        return false;
    }
    more =
        realloc(r->framework->rules[r->list].list, (*count + 1) * sizeof *more);
    if (!more) {
        snprintf(r->reason, FINDINGS_REASON_SIZE, "out of memory");
        return false;
    }
    more[(*count)++] = rule;
    r->framework->rules[r->list].list = more;
    r->is_empty = false;
    return true;
}

static bool
begin_list(struct reading *r, const char *key)
{
    for (int i = 0; i < FINDINGS_N_RULES; i++) {
        if (strcmp(key, lists[i]) != 0)
            continue;
        if (r->framework->rules[i].count > 0) {
            findings_framework_refuse(r->framework, r->line, r->reason,
                                      "the list \"%s\" is there already; write "
                                      "all of it in one place",
                                      key);
            return false;
        }
        r->list = i;
        r->is_empty = true;
        return true;
    }
    findings_framework_refuse(r->framework, r->line, r->reason,
                              "\"%.60s\" is neither a list nor has a value; "
                              "the lists are " LISTS,
                              key);
    return false;
}

static bool
set_property(struct reading *r, const char *key, char *value)
{
    struct findings_framework *f = r->framework;
    const struct {
        const char *key;
        const char **value;
        unsigned *line;
    } properties[] = {
        {"name", &f->name, &f->name_line},
        {"area", &f->area, &f->area_line},
        {"form", &f->form, &f->form_line},
        {"inspectorate", &f->inspectorate, NULL},
        {"first judgement", &f->first_judgement, NULL},
    };

    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
        if (strcmp(key, properties[i].key) != 0)
            continue;
        if (*properties[i].value) {
            findings_framework_refuse(
                f, r->line, r->reason,
                "\"%s\" is there already; leave one of the two out", key);
            return false;
        }
        *properties[i].value = value;
        if (properties[i].line)
            *properties[i].line = r->line;
        return true;
    }
    findings_framework_refuse(f, r->line, r->reason,
                              "\"%.60s\" is not a property of a framework; "
                              "the properties are " PROPERTIES,
                              key);
    return false;
}

/* A list without lines was probably not indented. */
static bool
end_list(struct reading *r, unsigned line)
{
    if (r->list == FINDINGS_N_RULES || !r->is_empty)
        return true;
    findings_framework_refuse(r->framework, line, r->reason,
                              "the list \"%s\" has no lines; indent them, or "
                              "leave it out",
                              lists[r->list]);
    return false;
}

static bool
read_line(struct reading *r, char *line)
{
    const bool is_indented = *line == ' ' || *line == '\t';
    char *text = trim(line), *value;

    if (!*text || *text == '#')
        return true;
    if (is_indented && r->list != FINDINGS_N_RULES)
        return add_rule(r, text);
    if (is_indented) {
        findings_framework_refuse(r->framework, r->line, r->reason,
                                  "an indented line belongs to a list, but "
                                  "none has begun; the lists are " LISTS);
        return false;
    }
    if (!end_list(r, r->line))
        return false;
    r->list = FINDINGS_N_RULES;
    value = cut(text, strchr(text, ':'));
    if (!value) {
        findings_framework_refuse(
            r->framework, r->line, r->reason,
            "\"%.60s\" has no colon; write a property (" PROPERTIES
            "), the name of a list, or indent a line of one",
            text);
        return false;
    }
    return *value ? set_property(r, text, value) : begin_list(r, text);
}

/* The length of the UTF-8 character; 0 if it is malformed or a control
 * character other than a tab. */
static size_t
character(const unsigned char *p, size_t len)
{
    static const unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
    const size_t n = *p < 0x80   ? 1
                     : *p < 0xc2 ? 0
                     : *p < 0xe0 ? 2
                     : *p < 0xf0 ? 3
                     : *p < 0xf5 ? 4
                                 : 0;
    unsigned code = n > 1 ? *p & (0x7fu >> n) : *p;

    if (n > len)
        return 0;
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
        code = code << 6 | (p[i] & 0x3f);
    }
    if (n == 1)
        return code == '\t' || (code >= ' ' && code != 0x7f);
    return n > 0 && code >= least[n] && code <= 0x10ffff &&
                   (code < 0xd800 || code > 0xdfff)
               ? n
               : 0;
}

static bool
is_text(struct reading *r, const char *line, size_t len)
{
    for (size_t i = 0, n; i < len; i += n)
        if ((n = character((const unsigned char *)line + i, len - i)) == 0) {
            findings_framework_refuse(r->framework, r->line, r->reason,
                                      "character %zu is not UTF-8 text; save "
                                      "the file as UTF-8",
                                      i + 1);
            return false;
        }
    return true;
}

static bool
read_lines(struct reading *r, size_t len)
{
    char *p = r->framework->text, *const end = p + len;
    static const char mark[] = "\xef\xbb\xbf"; /* of some editors */

    if (len >= 3 && memcmp(p, mark, 3) == 0)
        p += 3;
    while (p < end) {
        char *newline = memchr(p, '\n', (size_t)(end - p));
        char *const next = newline ? newline + 1 : end;
        size_t n = (size_t)((newline ? newline : end) - p);
        if (n > 0 && p[n - 1] == '\r')
            n--;
        r->line++;
        if (!is_text(r, p, n))
            return false;
        p[n] = '\0';
        if (!read_line(r, p))
            return false;
        p = next;
    }
    return end_list(r, r->line);
}

static char *
copy(const char *text, size_t len)
{
    char *out = malloc(len + 1);

    if (out) {
        memcpy(out, text, len);
        out[len] = '\0';
    }
    return out;
}

struct findings_framework *
findings_framework_read(const char *file,
                        const char *text,
                        size_t len,
                        char reason[FINDINGS_REASON_SIZE])
{
    struct findings_framework *f = calloc(1, sizeof *f);
    struct reading r = {
        .framework = f, .list = FINDINGS_N_RULES, .reason = reason};

    if (f) {
        f->file = copy(file, strlen(file));
        f->text = copy(text, len);
    }
    if (!f || !f->file || !f->text)
        snprintf(reason, FINDINGS_REASON_SIZE, "out of memory");
    else if (read_lines(&r, len))
        return f;
    findings_framework_free(f);
    return NULL;
}

void
findings_framework_free(struct findings_framework *framework)
{
    if (!framework)
        return;
    for (int i = 0; i < FINDINGS_N_RULES; i++)
        free(framework->rules[i].list);
    free((char *)framework->file);
    free(framework->text);
    free(framework);
}
