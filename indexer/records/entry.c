/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Each key is a row of a table, and its kind says which values it may have. A
 * key that is not in the table is an error: it is probably misspelt, and its
 * value would be missing from every answer.
 */
#include "records/entry.h"
#include "base/utf8.h"
#include "lines/marks.h"
#include "records/plain_json.h"
#include "report/report.h"

#include "findings/schema.h"
#include "findings/wire.h"

#include <glib.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { NAME_MAX_SHOWN = 40 /* bytes of a text quoted in a reason */ };

enum kind {
    KIND_ID,
    KIND_STRING,
    KIND_WORD,
    KIND_WORDS, /* a word, or a list of words */
    KIND_DAY,
    KIND_MONTH, /* or a day */
    KIND_COUNT,
    KIND_NUMBER, /* a count, or a number with parts as text */
    KIND_IGNORED
};

struct key_rule {
    const char *name;
    enum kind kind;
    const char *vocabulary; /* for report_field() */
};

/* clang-format off */
static const struct key_rule keys[] = {
    [ENTRY_FRAMEWORK]      = {"framework",      KIND_WORD,   "framework"},
    [ENTRY_TITLE]          = {"title",          KIND_STRING, NULL},
    [ENTRY_AUTHORITY]      = {"authority",      KIND_STRING, NULL},
    [ENTRY_PROVIDER]       = {"provider",       KIND_STRING, NULL},
    [ENTRY_PUBLISHER]      = {"publisher",      KIND_STRING, NULL},
    [ENTRY_INSPECTED_FROM] = {"inspected_from", KIND_DAY,    NULL},
    [ENTRY_INSPECTED_TO]   = {"inspected_to",   KIND_DAY,    NULL},
    [ENTRY_PUBLISHED]      = {"published",      KIND_MONTH,  NULL},
    [ENTRY_DATE]           = {"date",           KIND_DAY,    NULL},
    [ENTRY_ID]             = {"id",             KIND_ID,     NULL},
    [ENTRY_REPORT]         = {"report",         KIND_ID,     NULL},
    [ENTRY_SERVICE_AREA]   = {"service_area",   KIND_WORDS,  "service_area"},
    [ENTRY_CHAPTER]        = {"chapter",        KIND_STRING, NULL},
    [ENTRY_SECTION]        = {"section",        KIND_STRING, NULL},
    [ENTRY_JUDGEMENT]      = {"judgement",      KIND_STRING, NULL},
    [ENTRY_KIND]           = {"kind",           KIND_WORD,   "kind"},
    [ENTRY_POLARITY]       = {"polarity",       KIND_WORD,   "polarity"},
    [ENTRY_DEADLINE]       = {"deadline",       KIND_WORD,   "deadline"},
    [ENTRY_GRADE]          = {"grade",          KIND_WORD,   "grade"},
    [ENTRY_GRADE_SOURCE]   = {"grade_source",   KIND_WORD,   "grade_source"},
    [ENTRY_SECTION_GRADE]  = {"section_grade",  KIND_WORD,   "grade"},
    [ENTRY_TEXT]           = {"text",           KIND_STRING, NULL},
    [ENTRY_LINE]           = {"line",           KIND_COUNT,  NULL},
    [ENTRY_PAGE]           = {"page",           KIND_COUNT,  NULL},
    [ENTRY_NUMBER]         = {"number",         KIND_NUMBER, NULL},
    [ENTRY_ITEM]           = {"item",           KIND_COUNT,  NULL},
    /* The source is always the file itself; the others occur in search results.
     */
    {"source",     KIND_IGNORED, NULL},
    {"path",       KIND_IGNORED, NULL},
    {"score",      KIND_IGNORED, NULL},
    {"snippet",    KIND_IGNORED, NULL},
    {"highlights", KIND_IGNORED, NULL},
};
/* clang-format on */

enum { N_KEYS = sizeof keys / sizeof *keys };

const char *
entry_key_name(enum entry_key key)
{
    return keys[key].name;
}

static bool
refuse(struct entry *entry)
{
    entry_fini(entry);
    return false;
}

/* How many bytes of a quoted text to show, in whole characters. */
static int
shown(const char *text)
{
    return (int)utf8_within(text, NAME_MAX_SHOWN);
}

static const char *
type_name(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_STRING:
        return "text";
    case JSON_INTEGER:
    case JSON_REAL:
        return "a number";
    case JSON_ARRAY:
        return "a list";
    case JSON_OBJECT:
        return "an object";
    case JSON_TRUE:
    case JSON_FALSE:
        return "true or false";
    case JSON_NULL:
        break;
    }
    return "null";
}

/* The edit distance: how many letters must be inserted, deleted or replaced to
 * make one name of the other. */
static size_t
distance(const char *a, const char *b)
{
    enum { LONGEST = 24 };
    size_t row[LONGEST + 1];
    const size_t len = strlen(b);

    if (len > LONGEST)
        return SIZE_MAX;
    for (size_t k = 0; k <= len; k++)
        row[k] = k;
    for (size_t i = 0; a[i]; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t k = 0; k < len; k++) {
            size_t best = diagonal + (a[i] != b[k]);
            if (row[k] + 1 < best)
                best = row[k] + 1;
            diagonal = row[k + 1];
            if (diagonal + 1 < best)
                best = diagonal + 1;
            row[k + 1] = best;
        }
    }
    return row[len];
}

/* The most similar key to a misspelt one; NULL if none is similar. */
static const char *
nearest_key(const char *name)
{
    const char *nearest = NULL;
    size_t least = strlen(name) / 2 + 1;

    for (size_t i = 0; i < N_KEYS; i++) {
        const size_t away = distance(name, keys[i].name);
        if (away < least) {
            least = away;
            nearest = keys[i].name;
        }
    }
    /* The name may be a part of a key: "area", "from". */
    for (size_t i = 0; !nearest && strlen(name) > 3 && i < N_KEYS; i++)
        if (strstr(keys[i].name, name))
            nearest = keys[i].name;
    return nearest;
}

static bool
unknown_key(const char *name, char *reason)
{
    const char *nearest = nearest_key(name);

    if (nearest)
        snprintf(reason, REASON_SIZE,
                 "unknown field \"%.*s\"; did you mean \"%s\"?", shown(name),
                 name, nearest);
    else
        snprintf(reason, REASON_SIZE,
                 "unknown field \"%.*s\"; leave it out (docs/records.md lists "
                 "the fields)",
                 shown(name), name);
    return false;
}

/* Leave out the last words of a list that is too long for a message. */
static void
shorten_list(char *words)
{
    enum { LIST_MAX = 146 }; /* bytes */

    if (strlen(words) <= LIST_MAX)
        return;
    words[LIST_MAX] = '\0';
    char *last = strrchr(words, ',');
    strcpy(last ? last : words, " ...");
}

static bool
read_word(const struct key_rule *rule,
          const char *text,
          enum entry_words known,
          const char **out,
          char *reason)
{
    const struct findings_field *field = report_field(rule->vocabulary);
    char words[REASON_SIZE];

    *out = findings_field_word(field, text);
    if (known == ENTRY_ANY_WORDS && (!*out || strcmp(*out, text) != 0))
        *out = g_intern_string(text);
    if (*out)
        return true;
    if (!findings_field_words(field, words, sizeof words))
        *words = '\0';
    shorten_list(words);
    snprintf(reason, REASON_SIZE, "%s is \"%.*s\"; it must be one of %.150s",
             rule->name, shown(text), text, words);
    return false;
}

static bool
is_all_blank(const char *text)
{
    size_t len = strlen(text);

    utf8_trim(&text, &len);
    return len == 0;
}

/* Whether it is a day or, if months are allowed, a month. */
static bool
is_date(const char *text, bool or_month)
{
    char first[FINDINGS_DATE_SIZE], last[FINDINGS_DATE_SIZE];
    const size_t len = strlen(text);

    return (len == DAY_SIZE - 1 || (or_month && len == MONTH_SIZE - 1)) &&
           findings_date_range(text, first, last);
}

static bool
read_string(const struct key_rule *rule,
            const char *text,
            enum entry_words known,
            const char **out,
            char *reason)
{
    const bool or_month = rule->kind == KIND_MONTH;

    switch (rule->kind) {
    case KIND_WORD:
        return read_word(rule, text, known, out, reason);
    case KIND_DAY:
    case KIND_MONTH:
        *out = text;
        if (is_date(text, or_month))
            return true;
        snprintf(reason, REASON_SIZE,
                 "%s is \"%.*s\"; give a date as YYYY-MM-DD%s, or null",
                 rule->name, shown(text), text, or_month ? " or YYYY-MM" : "");
        return false;
    case KIND_ID:
        *out = text;
        if (*text && strlen(text) <= ENTRY_ID_MAX)
            return true;
        if (*text)
            snprintf(reason, REASON_SIZE,
                     "%s is too long; use at most %d bytes", rule->name,
                     ENTRY_ID_MAX);
        else
            snprintf(reason, REASON_SIZE,
                     "%s is empty; give an id, or null to have one made",
                     rule->name);
        return false;
    default:
        /* An empty string means that the value is not known. */
        *out = is_all_blank(text) ? NULL : text;
        return true;
    }
}

/* Read a word or a list of words, each of which is taken once. */
static bool
read_words(const struct key_rule *rule,
           const json_t *value,
           enum entry_words known,
           const char *out[AREAS_MAX],
           char *reason)
{
    const size_t n = json_is_array(value) ? json_array_size(value) : 1;

    for (size_t i = 0; i < n; i++) {
        const json_t *item =
            json_is_array(value) ? json_array_get(value, i) : value;
        const char *word;
        size_t k = 0;
        if (!json_is_string(item)) {
            snprintf(reason, REASON_SIZE,
                     "%s %s %s; give text, a list of texts, or null",
                     rule->name, item == value ? "is" : "is a list with",
                     type_name(item));
            return false;
        }
        if (!read_word(rule, json_string_value(item), known, &word, reason))
            return false;
        while (k < AREAS_MAX && out[k] && out[k] != word)
            k++;
        if (k < AREAS_MAX)
            out[k] = word;
    }
    if (n > 0)
        return true;
    snprintf(reason, REASON_SIZE,
             "%s is an empty list; give text, a list of texts, or null",
             rule->name);
    return false;
}

static bool
read_count(const struct key_rule *rule,
           const json_t *value,
           int *out,
           char *reason)
{
    long long n = json_integer_value(value);

    if ((json_is_integer(value) ||
         findings_whole(json_real_value(value), &n)) &&
        n >= 1 && n <= INT_MAX) {
        *out = (int)n;
        return true;
    }
    if (json_is_integer(value) && n > INT_MAX)
        snprintf(reason, REASON_SIZE, "%s is %lld; the largest number is %d",
                 rule->name, n, INT_MAX);
    else
        snprintf(reason, REASON_SIZE,
                 "%s is %.15g; give a whole number above 0, or null",
                 rule->name, json_number_value(value));
    return false;
}

/* A number with parts is text: 2.10 is not 2.1. */
static bool
read_parts(const struct key_rule *rule,
           const char *text,
           const char **out,
           char *reason)
{
    char parts[PARTS_SIZE];

    if (marks_parts(text, strlen(text), parts) == strlen(text) && *text &&
        strcmp(text, parts) == 0) {
        *out = text;
        return true;
    }
    snprintf(reason, REASON_SIZE,
             "%s is \"%.*s\"; give a whole number above 0, one with parts such "
             "as \"2.39\", or null",
             rule->name, shown(text), text);
    return false;
}

static bool
read_value(struct entry *entry,
           const char *name,
           const json_t *value,
           char *reason)
{
    size_t i = 0;

    while (i < N_KEYS && strcmp(keys[i].name, name) != 0)
        i++;
    if (i == N_KEYS)
        return unknown_key(name, reason);
    const struct key_rule *rule = &keys[i];
    if (rule->kind == KIND_IGNORED)
        return true;
    if (json_is_null(value) && i != ENTRY_TEXT)
        return true;
    if (rule->kind == KIND_WORDS)
        return read_words(rule, value, entry->words, entry->areas, reason);
    const bool is_count = rule->kind == KIND_COUNT || rule->kind == KIND_NUMBER;
    if (is_count && json_is_number(value))
        return read_count(rule, value, &entry->numbers[i], reason);
    if (rule->kind == KIND_NUMBER && json_is_string(value))
        return read_parts(rule, json_string_value(value), &entry->strings[i],
                          reason);
    if (!is_count && json_is_string(value))
        return read_string(rule, json_string_value(value), entry->words,
                           &entry->strings[i], reason);
    snprintf(reason, REASON_SIZE, "%s is %s; give %s%s", rule->name,
             type_name(value), is_count ? "a whole number above 0" : "text",
             i == ENTRY_TEXT ? "" : ", or null");
    return false;
}

/* Check that the values agree with each other; *key is that of a wrong one. */
static bool
check(const struct entry *entry, enum entry_key *key, char *reason)
{
    const char *date = entry->strings[ENTRY_DATE];
    const char *last = entry->strings[ENTRY_INSPECTED_TO];

    *key = ENTRY_TEXT;
    if (!entry->strings[ENTRY_TEXT]) {
        snprintf(reason, REASON_SIZE,
                 "text is %s; give the text of the paragraph",
                 json_object_get(entry->object, "text") ? "empty" : "missing");
        return false;
    }
    *key = ENTRY_DATE;
    if (date && last && strcmp(date, last) != 0) {
        snprintf(reason, REASON_SIZE,
                 "date is %s but inspected_to is %s; date is the last day of "
                 "the inspection: correct one or leave date out",
                 date, last);
        return false;
    }
    return true;
}

/* The offset after the string of JSON that begins at this offset. */
static size_t
string_end(const char *line, size_t len, size_t at)
{
    for (at++; at < len && line[at] != '"'; at++)
        at += line[at] == '\\';
    return at < len ? at + 1 : len;
}

/* Whether the string from begin to end is this key of an object. */
static bool
is_key(const char *line, size_t len, size_t begin, size_t end, const char *name)
{
    const size_t n = strlen(name);

    if (end - begin != n + 2 || memcmp(line + begin + 1, name, n) != 0)
        return false;
    while (end < len && strchr(" \t\r", line[end]) && line[end])
        end++;
    return end < len && line[end] == ':';
}

size_t
entry_column(const char *line, size_t len, const char *name)
{
    size_t depth = 0;

    for (size_t at = 0; at < len; at++) {
        const char c = line[at];
        if (c == '"') {
            const size_t end = string_end(line, len, at);
            if (depth == 1 && is_key(line, len, at, end, name))
                return utf8_length(line, at) + 1;
            at = end - 1;
        }
        depth += c == '{' || c == '[';
        depth -= (c == '}' || c == ']') && depth > 0;
    }
    return 1;
}

static bool
parse(const char *line, size_t len, json_t **out, size_t *column, char *reason)
{
    const size_t fault = utf8_fault(line, len);
    json_error_t error;

    *out = NULL;
    if (fault < len) {
        *column = utf8_length(line, fault) + 1;
        snprintf(reason, REASON_SIZE,
                 "byte %zu is not valid UTF-8; save the file as UTF-8",
                 fault + 1);
        return false;
    }
    *out = plain_json(line, len);
    if (!*out)
        *out = json_loadb(line, len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY,
                          &error);
    if (*out)
        return true;
    *column = error.column > 0 ? (size_t)error.column : 1;
    if (json_error_code(&error) == json_error_duplicate_key)
        snprintf(reason, REASON_SIZE,
                 "a field appears twice (%.100s); remove one of them",
                 error.text);
    else
        snprintf(
            reason, REASON_SIZE,
            "it is not valid JSON (%.100s); each line must be one whole object",
            error.text);
    return false;
}

bool
entry_read(const char *line,
           size_t len,
           enum entry_words words,
           struct entry *out,
           size_t *column,
           char reason[REASON_SIZE])
{
    enum entry_key key;
    const char *name;
    json_t *value;

    *column = 1;
    *out = (struct entry){.words = words};
    if (!parse(line, len, &out->object, column, reason))
        return false;
    if (!json_is_object(out->object)) {
        snprintf(reason, REASON_SIZE,
                 "it is %s; each line must be an object, {\"text\": \"...\"}",
                 type_name(out->object));
        return refuse(out);
    }
    json_object_foreach(out->object, name, value)
    {
        if (read_value(out, name, value, reason))
            continue;
        *column = entry_column(line, len, name);
        return refuse(out);
    }
    if (check(out, &key, reason))
        return true;
    *column = entry_column(line, len, keys[key].name);
    return refuse(out);
}

void
entry_fini(struct entry *entry)
{
    json_decref(entry->object);
    *entry = (struct entry){0};
}
