/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "findings/settings.h"

#include "findings/files.h"
#include "findings/visible.h"
#include "findings/wire.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind {
    KIND_TEXT,
    KIND_PATH,
    KIND_PATHS, /* with commas between them */
    KIND_NUMBER,
    KIND_MINUTES,
    KIND_CHOICE
};

enum { FILE_MAX = 65535 };

struct row {
    const char *name;
    enum kind kind;
    const char *words;        /* for a choice, with '|' between them */
    long least, most;         /* for a number */
    const char *variables[2]; /* of the environment, the stronger first */
    const char *means;    /* the value, whatever the variable has; NULL: that of
                             the variable */
    const char *built_in; /* NULL: places.c knows it */
};

/* clang-format off */
static const struct row rows[FINDINGS_KEYS] = {
    [FINDINGS_KEY_DB] = {.name = "db", .kind = KIND_PATH,
        .variables = {"FINDINGS_DB"}},
    [FINDINGS_KEY_SOCKET] = {.name = "socket", .kind = KIND_PATH,
        .variables = {"FINDINGS_SOCKET"}},
    [FINDINGS_KEY_WORDS] = {.name = "words", .kind = KIND_PATHS},
    [FINDINGS_KEY_COUNT] = {.name = "count", .kind = KIND_NUMBER,
        .least = 1, .most = FINDINGS_LIMIT_MAX, .built_in = "10"},
    [FINDINGS_KEY_COLOR] = {.name = "color", .kind = KIND_CHOICE,
        .words = "auto|always|never", .variables = {"NO_COLOR"},
        .means = "never", .built_in = "auto"},
    [FINDINGS_KEY_PAGER] = {.name = "pager", .kind = KIND_TEXT,
        .variables = {"FINDINGS_PAGER", "PAGER"}, .built_in = "less -FRX"},
    [FINDINGS_KEY_CONTEXT] = {.name = "context", .kind = KIND_NUMBER,
        .least = 0, .most = FINDINGS_NEIGHBOURS_MAX, .built_in = "1"},
    [FINDINGS_KEY_IDLE_EXIT] = {.name = "idle_exit", .kind = KIND_MINUTES,
        .built_in = "30"},
};
/* clang-format on */

/* What the file says. The lines are apart from the values, so that keys that it
 * does not set cost no memory. */
static unsigned lines[FINDINGS_KEYS]; /* 0: it does not say */
static struct {
    char path[PATH_MAX];
    char values[FINDINGS_KEYS][PATH_MAX];
} file;

static bool __attribute__((format(printf, 3, 4)))
refuse(char *reason, unsigned line, const char *format, ...)
{
    va_list arguments;
    int n = line > 0 ? snprintf(reason, FINDINGS_REASON_SIZE,
                                "%.200s, line %u: ", file.path, line)
                     : snprintf(reason, FINDINGS_REASON_SIZE,
                                "cannot use \"%.200s\": ", file.path);

    if (n < 0 || n >= FINDINGS_REASON_SIZE)
        n = 0;
    va_start(arguments, format);
    vsnprintf(reason + n, FINDINGS_REASON_SIZE - (size_t)n, format, arguments);
    va_end(arguments);
    return false;
}

/* Remove blanks at both ends, in place. */
static char *
trim(char *text)
{
    text += strspn(text, " \t\r");
    size_t len = strlen(text);
    while (len > 0 && strchr(" \t\r", text[len - 1]))
        text[--len] = '\0';
    return text;
}

/* Write the path with the home folder in place of ~ or $HOME at its beginning.
 * NULL, or what is wrong with it. */
static const char *
expand(const char *path, char *out, size_t size)
{
    static const char *const names[] = {"~", "$HOME"};
    const char *home = "";

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const size_t len = strlen(names[i]);
        if (strncmp(path, names[i], len) != 0 ||
            (path[len] && path[len] != '/'))
            continue;
        home = getenv("HOME");
        if (!home || *home != '/')
            return "needs HOME, which is not set; write the whole path";
        path += len;
        break;
    }
    if (!*home && *path != '/')
        return "is not a whole path; begin it with / or ~/";
    const int n = snprintf(out, size, "%s%s", home, path);
    return n < 0 || (size_t)n >= size ? "is too long; choose another path"
                                      : NULL;
}

bool
findings_setting_next(const char **rest, char *out, size_t size)
{
    const size_t len = strcspn(*rest, ",");
    const char *next = (*rest)[len] ? *rest + len + 1 : NULL;
    const int n = snprintf(out, size, "%.*s", (int)len, *rest);

    *rest = next;
    return n >= 0 && (size_t)n < size;
}

/* Expand each path of the list. Returns the same as expand(). */
static const char *
expand_all(const char *list, char *out, size_t size)
{
    char item[PATH_MAX], path[PATH_MAX];
    size_t len = 0;

    for (const char *rest = list; rest;) {
        if (!findings_setting_next(&rest, item, sizeof item))
            return "is too long; choose another path";
        const char *fault = expand(trim(item), path, sizeof path);
        if (fault)
            return fault;
        const int n =
            snprintf(out + len, size - len, "%s%s", len > 0 ? "," : "", path);
        if (n < 0 || (size_t)n >= size - len)
            return "is too long; name fewer files";
        len += (size_t)n;
    }
    return NULL;
}

bool
findings_minutes(const char *text, uint64_t *ms)
{
    enum { YEAR = 366 * 24 * 60 };
    char *end;

    /* strtod() knows more forms than people write. */
    if (strspn(text, "0123456789.") != strlen(text))
        return false;
    const double minutes = strtod(text, &end);
    if (end == text || *end || minutes > YEAR)
        return false;
    *ms = (uint64_t)(minutes * 60000);
    return *ms > 0 || minutes <= 0;
}

static bool
is_among(const char *words, const char *word)
{
    const size_t len = strlen(word);

    for (const char *p = words; p; p = strchr(p, '|')) {
        p += *p == '|';
        if (strcspn(p, "|") == len && strncmp(p, word, len) == 0)
            return true;
    }
    return false;
}

static bool
take_number(const struct row *row, const char *text, char *out)
{
    char *end;

    errno = 0;
    const long n = strtol(text, &end, 10);
    if (strspn(text, "0123456789") != strlen(text) || errno != 0 ||
        n < row->least || n > row->most)
        return false;
    snprintf(out, PATH_MAX, "%ld", n);
    return true;
}

static bool
take_value(enum findings_key key, unsigned line, const char *text, char *reason)
{
    const struct row *row = &rows[key];
    char *out = file.values[key];
    const char *fault = NULL;
    uint64_t ms;

    switch (row->kind) {
    case KIND_PATH:
        fault = expand(text, out, PATH_MAX);
        break;
    case KIND_PATHS:
        fault = expand_all(text, out, PATH_MAX);
        break;
    case KIND_NUMBER:
        return take_number(row, text, out) ||
               refuse(reason, line,
                      "%s takes a whole number from %ld to %ld, not "
                      "\"%.100s\"",
                      row->name, row->least, row->most, text);
    case KIND_MINUTES:
        if (!findings_minutes(text, &ms))
            return refuse(reason, line,
                          "%s takes a number of minutes, or 0 for never, not "
                          "\"%.100s\"",
                          row->name, text);
        break;
    case KIND_CHOICE:
        if (!is_among(row->words, text))
            return refuse(reason, line, "%s takes one of %s, not \"%.100s\"",
                          row->name, row->words, text);
        break;
    case KIND_TEXT:
        break;
    }
    if (fault)
        return refuse(reason, line, "the %s \"%.100s\" %s", row->name, text,
                      fault);
    if (row->kind != KIND_PATH && row->kind != KIND_PATHS)
        snprintf(out, PATH_MAX, "%s", text);
    return true;
}

static bool
refuse_key(const char *name, unsigned line, char *reason)
{
    char names[256] = "";
    size_t len = 0;

    for (int key = 0; key < FINDINGS_KEYS; key++)
        len += (size_t)snprintf(names + len, sizeof names - len, "%s%s",
                                key > 0 ? ", " : "", rows[key].name);
    return refuse(reason, line, "there is no key \"%.60s\"; the keys are %s",
                  name, names);
}

static bool
set(const char *name, const char *value, unsigned line, char *reason)
{
    int key = 0;

    while (key < FINDINGS_KEYS && strcmp(rows[key].name, name) != 0)
        key++;
    if (key == FINDINGS_KEYS)
        return refuse_key(name, line, reason);
    if (lines[key] > 0)
        return refuse(reason, line,
                      "%s is already set in line %u; remove one of them", name,
                      lines[key]);
    if (!*value)
        return refuse(reason, line, "%s has no value; add one, or remove it",
                      name);
    if (strlen(value) >= PATH_MAX)
        return refuse(reason, line, "the value of %s is too long", name);
    lines[key] = line;
    return take_value((enum findings_key)key, line, value, reason);
}

/* Cut off a comment: # and what follows, at the beginning or after a blank. */
static void
cut_comment(char *line)
{
    for (char *p = line; (p = strchr(p, '#')); p++)
        if (p == line || p[-1] == ' ' || p[-1] == '\t') {
            *p = '\0';
            return;
        }
}

static bool
take_line(char *text, unsigned line, char *reason)
{
    if (findings_utf8_fault(text, strlen(text)) < strlen(text))
        return refuse(reason, line, "it is not valid UTF-8; save it as UTF-8");
    cut_comment(text);
    text = trim(text);
    if (!*text)
        return true;
    char *equals = strchr(text, '=');
    if (!equals)
        return refuse(reason, line,
                      "\"%.60s\" is not a setting; write: KEY = VALUE", text);
    *equals = '\0';
    return set(trim(text), trim(equals + 1), line, reason);
}

static bool
take_lines(char *text, size_t len, char *reason)
{
    unsigned line = 0;

    for (char *rest = text; rest;) {
        char *begin = strsep(&rest, "\n");
        line++;
        /* A NUL would end the line early. */
        const size_t whole = (size_t)((rest ? rest - 1 : text + len) - begin);
        if (strlen(begin) < whole)
            return refuse(reason, line,
                          "it is not text; write it with an "
                          "editor for text");
        if (!take_line(begin, line, reason))
            return false;
    }
    return true;
}

/* Say why it cannot be read; true if there is none. */
static bool
refuse_file(int number, char *reason)
{
    switch (number) {
    case ENOENT:
    case ENOTDIR:
        return true;
    case EFBIG:
        return refuse(reason, 0, "it is longer than %d bytes; shorten it",
                      FILE_MAX);
    case EINVAL:
    case EISDIR:
        return refuse(reason, 0, "it is not a file; move it away");
    default:
        return refuse(reason, 0, "%s; check the file, and who may read it",
                      strerror(number));
    }
}

bool
findings_settings_read(char reason[FINDINGS_REASON_SIZE])
{
    for (int key = 0; key < FINDINGS_KEYS; key++)
        lines[key] = 0;
    if (!findings_settings_file(file.path, sizeof file.path))
        return true;
    size_t len;
    char *text = findings_read_file(file.path, FILE_MAX, &len);
    if (!text)
        return refuse_file(errno, reason);
    const bool is_good = take_lines(text, len, reason);
    free(text);
    return is_good;
}

const char *
findings_setting_name(enum findings_key key)
{
    return rows[key].name;
}

/* The variable of the environment that sets the key; NULL if none does. An
 * empty one does not, unless it is a command, which is then none. */
static const char *
variable_of(enum findings_key key)
{
    const struct row *row = &rows[key];

    for (size_t i = 0; i < sizeof row->variables / sizeof *row->variables;
         i++) {
        const char *value =
            row->variables[i] ? getenv(row->variables[i]) : NULL;
        if (value && (*value || row->kind == KIND_TEXT))
            return row->variables[i];
    }
    return NULL;
}

const char *
findings_setting(enum findings_key key)
{
    const char *variable = variable_of(key);

    if (variable)
        return rows[key].means ? rows[key].means : getenv(variable);
    return lines[key] > 0 ? file.values[key] : rows[key].built_in;
}

unsigned
findings_setting_number(enum findings_key key)
{
    return (unsigned)strtoul(findings_setting(key), NULL, 10);
}

bool
findings_setting_is_given(enum findings_key key)
{
    return variable_of(key) || lines[key] > 0;
}

const char *
findings_setting_source(enum findings_key key, char out[FINDINGS_SOURCE_SIZE])
{
    const char *variable = variable_of(key);

    if (variable)
        snprintf(out, FINDINGS_SOURCE_SIZE, "$%s", variable);
    else if (lines[key] > 0)
        snprintf(out, FINDINGS_SOURCE_SIZE, "%s:%u", file.path, lines[key]);
    else
        snprintf(out, FINDINGS_SOURCE_SIZE, "default");
    return out;
}
