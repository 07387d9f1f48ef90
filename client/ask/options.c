/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ask/options.h"
#include "ask/near.h"
#include "print/print.h"
#include "findings/schema.h"
#include "findings/wire.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
const struct option_row options_rows[OPTIONS] = {
    [OPTION_FROM] = {"from", OPTION_TEXT, "date_from", "DATE",
        "inspected then or later: 2010, 2010-10 or 2010-10-15"},
    [OPTION_TO] = {"to", OPTION_TEXT, "date_to", "DATE",
        "inspected then or earlier"},
    [OPTION_MATCH] = {"match", OPTION_CHOICE, "match", "auto|all|any",
        "count paragraphs with enough, all or any of the ideas"},
    [OPTION_EXACT] = {"exact", OPTION_FLAG, "exact", NULL,
        "do not correct the words or add synonyms"},
    [OPTION_SORT] = {"sort", OPTION_CHOICE, "sort", "relevance|newest|oldest",
        "the order of the hits"},
    [OPTION_LIMIT] = {"n", OPTION_NUMBER, "limit", "COUNT",
        "how many to show (by default 10; of compare and suggest 5, of explain "
        "3, of words 50)"},
    [OPTION_OFFSET] = {"offset", OPTION_NUMBER, "offset", "N",
        "how many to skip"},
    [OPTION_ALL] = {"all", OPTION_FLAG, NULL, NULL,
        "a search shows near-duplicates one by one, show a report's text"},
    [OPTION_FULL] = {"full", OPTION_FLAG, NULL, NULL,
        "show whole paragraphs"},
    [OPTION_FACETS] = {"facets", OPTION_FIELDS, "facets", "FIELDS",
        "fields to count by below the hits: filters, or date"},
    [OPTION_ROWS] = {"rows", OPTION_FIELD, "rows", "FIELD",
        "the field of the rows: a filter, or date (of a matrix, by default "
        "authority)"},
    [OPTION_COLUMNS] = {"columns", OPTION_FIELD, "columns", "FIELD",
        "the field of the columns: a filter, or date (by default grade)"},
    [OPTION_BY] = {"by", OPTION_FIELD, "columns", "FIELD",
        "a field, such as grade, whose values are counted one by one"},
    [OPTION_COUNT] = {"count", OPTION_CHOICE, "count",
        "paragraphs|reports|authorities",
        "what to count: by default paragraphs, in a trend reports"},
    [OPTION_ABSENT] = {"absent", OPTION_CHOICE, NULL, "reports|authorities",
        "list those that never mention it, in place of hits"},
    [OPTION_BEFORE] = {"before", OPTION_NUMBER, "before", "N",
        "how many paragraphs to show before it (by default 1)"},
    [OPTION_AFTER] = {"after", OPTION_NUMBER, "after", "N",
        "how many to show after it (by default 1)"},
    [OPTION_AS_TEXT] = {"text", OPTION_FLAG, NULL, NULL,
        "print for a person, even if no terminal reads it"},
    [OPTION_ONLY_FIELDS] = {"fields", OPTION_TEXT, NULL, "FIELDS",
        "print records with these fields, one on each line"},
    [OPTION_ONLY_IDS] = {"ids", OPTION_FLAG, NULL, NULL,
        "print only ids, one on each line"},
    [OPTION_ONLY_PATHS] = {"paths", OPTION_FLAG, NULL, NULL,
        "print only the paths of the originals, each once"},
    [OPTION_HEADER] = {"header", OPTION_FLAG, NULL, NULL,
        "print the names of the fields above the records"},
    [OPTION_NUL] = {"0", OPTION_FLAG, NULL, NULL,
        "end each record with NUL instead of a newline, for xargs -0"},
    [OPTION_COLOR] = {"color", OPTION_CHOICE, NULL, "auto|always|never",
        "whether to use colour (by default auto: on a terminal)"},
    [OPTION_NO_PAGER] = {"no-pager", OPTION_FLAG, NULL, NULL,
        "do not start a pager on a terminal"},
    [OPTION_CITE] = {"cite", OPTION_FLAG, NULL, NULL,
        "print citations, each quoting its paragraph"},
    [OPTION_SHELL] = {"shell", OPTION_CHOICE, NULL, "bash|zsh|fish",
        "the shell that completes"},
    [OPTION_PRINT] = {"print", OPTION_FLAG, NULL, NULL,
        "print the path and page, or address, in place of opening it"},
    [OPTION_REMOVE] = {"remove", OPTION_FLAG, NULL, NULL,
        "remove the saved query of this name"},
    [OPTION_PROMETHEUS] = {"prometheus", OPTION_FLAG, NULL, NULL,
        "print metrics in the text format of Prometheus"},
    [OPTION_BROWSE] = {"i", OPTION_FLAG, NULL, NULL,
        "type, and see hits and counts follow, on a screen of its own"},
    [OPTION_FORMAT] = {"format", OPTION_CHOICE, NULL, "ris|csl|csv|jsonl",
        "print everything counted, for another program"},
    [OPTION_CSV] = {"csv", OPTION_FLAG, NULL, NULL,
        "print a table for a spreadsheet"},
    [OPTION_SVG] = {"svg", OPTION_FLAG, NULL, NULL,
        "print a chart as an SVG image"},
    [OPTION_JSON] = {"json", OPTION_FLAG, NULL, NULL,
        "print the result as one JSON object"},
    [OPTION_SOCKET] = {"socket", OPTION_TEXT, NULL, "PATH",
        "the socket on which the daemon listens"},
    [OPTION_OWNER] = {"owner", OPTION_TEXT, NULL, "USER",
        "whose daemon it may be, besides yours and root's"},
    [OPTION_TIMEOUT] = {"timeout", OPTION_SECONDS, "timeout_ms", "SECONDS",
        "how long the answer may take: 1 to 30 (by default 5)"},
    [OPTION_NO_START] = {"no-start", OPTION_FLAG, NULL, NULL,
        "do not start a daemon if none is running"},
    [OPTION_HELP] = {"help", OPTION_FLAG, NULL, NULL, NULL},
    [OPTION_VERSION] = {"version", OPTION_FLAG, NULL, NULL, NULL},
};
/* clang-format on */

/* What to do about a word that looks like an option. */
#define AFTER_DASHES                                                           \
    "; put words that begin with '-' after --, as in: findings -- case "       \
    "-neglect"

/* The code of a filter's option is this plus its row in the field table. */
enum { FILTERS = 256 };

/* Fill `out` for getopt: the options of options_rows, then those of the field
 * table. */
static void
list_options(struct option *out)
{
    size_t n = 0;

    for (int id = 0; id < OPTIONS; id++)
        out[n++] = (struct option){options_rows[id].name,
                                   options_rows[id].kind == OPTION_FLAG
                                       ? no_argument
                                       : required_argument,
                                   NULL, id};
    for (size_t i = 0; i < findings_n_fields; i++)
        if (findings_fields[i].option)
            out[n++] =
                (struct option){findings_fields[i].option, required_argument,
                                NULL, FILTERS + (int)i};
    out[n] = (struct option){0};
}

bool
options_have(const struct options *options, enum option_id id)
{
    return options->given & OPTION_BIT(id);
}

bool
options_know(const char *word)
{
    const size_t dashes = strspn(word, "-");
    const size_t len = strcspn(word + dashes, "=");
    struct option longs[OPTIONS + FINDINGS_FIELDS_MAX + 1];

    list_options(longs);
    for (const struct option *o = longs; o->name; o++)
        if (strlen(o->name) == len && dashes == (len > 1 ? 2 : 1) &&
            strncmp(o->name, word + dashes, len) == 0)
            return true;
    return false;
}

const char *
options_spelling(enum option_id id, char out[32])
{
    snprintf(out, 32, "%s%s", options_rows[id].name[1] ? "--" : "-",
             options_rows[id].name);
    return out;
}

static bool
fail_text(const char *option)
{
    return print_failure(
        "the value of --%s is not valid UTF-8; check the terminal's locale",
        option);
}

/* The next of the comma-separated values; *rest is NULL after the last. */
static char *
next_value(char **rest)
{
    char *value = *rest;
    char *comma = strchr(value, ',');

    if (comma)
        *comma++ = '\0';
    *rest = comma;
    return value;
}

/* The member of this name, which make() makes if it is not there yet; borrowed.
 */
static json_t *
member(json_t *object, const char *name, json_t *(*make)(void))
{
    if (!json_object_get(object, name))
        json_object_set_new(object, name, make());
    return json_object_get(object, name);
}

/* Add the values to the filter. A name may contain a comma, so lists of names
 * are left for name_lists_split(). */
static bool
add_filter(json_t *params, const struct findings_field *field, char *text)
{
    /* Whether it has a vocabulary, without reading that. */
    const bool is_name = field->kind == FINDINGS_VALUE && !field->is_defined &&
                         !field->fixed_words;
    json_t *values =
        member(member(params, "filters", json_object), field->name, json_array);

    for (char *rest = text; rest;) {
        const char *value = rest;
        if (is_name)
            rest = NULL;
        else
            value = next_value(&rest);
        if (json_array_append_new(values, json_string(value)) < 0)
            return fail_text(field->option);
    }
    return true;
}

/* The name of a field, which people may also call by its option. */
static json_t *
field_name(const char *text)
{
    for (size_t i = 0; i < findings_n_fields; i++)
        if (findings_fields[i].option &&
            strcmp(findings_fields[i].option, text) == 0)
            return json_string(findings_fields[i].name);
    return json_string(text);
}

static bool
add_fields(json_t *params, const struct option_row *row, char *text)
{
    json_t *fields = member(params, row->param, json_array);

    for (char *rest = text; rest;)
        if (json_array_append_new(fields, field_name(next_value(&rest))) < 0)
            return fail_text(row->name);
    return true;
}

static bool
set_number(struct options *options,
           enum option_id id,
           const char *text,
           bool is_attached)
{
    char *end, name[32];
    const long long n = strtoll(text, &end, 10);

    if (*end || end == text || n < 0)
        return print_failure("%s takes a whole number, not \"%s\"%s",
                             options_spelling(id, name), text,
                             is_attached ? AFTER_DASHES : "");
    if (id == OPTION_OFFSET)
        options->offset = (size_t)n;
    json_object_set_new(options->params, options_rows[id].param,
                        json_integer((json_int_t)n));
    return true;
}

static bool
set_seconds(struct options *options, enum option_id id, const char *text)
{
    enum { MOST = FINDINGS_TIMEOUT_MAX / 1000 };
    const struct option_row *row = &options_rows[id];
    char *end;
    const long n = strtol(text, &end, 10);

    if (*end || end == text || n < 1 || n > MOST)
        return print_failure("--%s takes a whole number from 1 to %d, not "
                             "\"%s\"",
                             row->name, MOST, text);
    json_object_set_new(options->params, row->param, json_integer(n * 1000));
    return true;
}

bool
options_is_among(const char *words, const char *word)
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
check_choice(const struct option_row *row, const char *text)
{
    return options_is_among(row->words, text) ||
           print_failure("--%s takes one of %s, not \"%s\"", row->name,
                         row->words, text);
}

static bool
set_socket(struct options *options, const char *path)
{
    if (!*path)
        return print_failure("--socket needs the path of the daemon's socket; "
                             "give one, or leave --socket out");
    snprintf(options->socket, sizeof options->socket, "%s", path);
    return true;
}

static bool
take_option(struct options *options,
            enum option_id id,
            char *text,
            bool is_attached)
{
    const struct option_row *row = &options_rows[id];
    json_t *params = options->params;

    options->given |= OPTION_BIT(id);
    options->values[id] = text;
    switch (row->kind) {
    case OPTION_NUMBER:
        return set_number(options, id, text, is_attached);
    case OPTION_SECONDS:
        return set_seconds(options, id, text);
    case OPTION_FIELDS:
        return add_fields(params, row, text);
    case OPTION_FIELD:
        return json_object_set_new(params, row->param, field_name(text)) == 0 ||
               fail_text(row->name);
    case OPTION_FLAG:
        return !row->param ||
               json_object_set_new(params, row->param, json_true()) == 0;
    case OPTION_CHOICE:
        if (!check_choice(row, text))
            return false;
        break;
    case OPTION_TEXT:
        if (id == OPTION_SOCKET)
            return set_socket(options, text);
        break;
    }
    return !row->param ||
           json_object_set_new(params, row->param, json_string(text)) == 0 ||
           fail_text(row->name);
}

/* Whether the unknown option is a letter. For a long option optopt is 0 if it
 * is unknown, and its code if it got a value that it does not take. */
static bool
is_unknown_letter(void)
{
    return optopt < 0 || (optopt >= ' ' && optopt < FILTERS);
}

/* The argument that getopt could not read. It is the one before optind, unless
 * letters follow in the same argument, which getopt would read next: then
 * optind has not moved on. */
static const char *
unread_argument(char **argv)
{
    const char letter[] = {'-', (char)optopt, '\0'};
    const char *last = argv[optind - 1];

    return is_unknown_letter() && strcmp(last, letter) != 0 ? argv[optind]
                                                            : last;
}

/* Report an unknown option, with those that may have been meant. */
static bool
fail_unknown(const char *given)
{
    enum { NEAR_MAX = 3 };
    struct option longs[OPTIONS + FINDINGS_FIELDS_MAX + 1];
    const char *name = given + 2;
    const size_t len = strncmp(given, "--", 2) == 0 ? strcspn(name, "=") : 0;
    char near[128] = "";
    size_t n = 0, at = 0;

    list_options(longs);
    for (const struct option *o = longs; o->name && n < NEAR_MAX; o++)
        if (o->name[1] && len > 1 &&
            near_is(name, len, o->name, strlen(o->name)))
            at += (size_t)snprintf(near + at, sizeof near - at, "%s--%.30s",
                                   n++ > 0 ? " or " : "", o->name);
    return n > 0 ? print_failure("unknown option \"%s\"; did you mean %s? See "
                                 "findings --help",
                                 given, near)
                 : print_failure("unknown option \"%s\"; see findings "
                                 "--help" AFTER_DASHES,
                                 given);
}

/* Report an option that could not be read, in place of getopt, whose messages
 * begin with the program's path. */
static bool
fail_option(char **argv, bool is_without_value)
{
    const char *given = unread_argument(argv);

    if (is_without_value)
        return print_failure("%s needs a value; see findings --help",
                             argv[optind - 1]);
    if (optopt != 0 && !is_unknown_letter()) {
        const int len = (int)strcspn(given, "=");
        return print_failure("%.*s does not take a value; leave out \"%s\"",
                             len, given, given + len);
    }
    return fail_unknown(given);
}

/* Whether the value follows its letter without a space, so that the whole may
 * have been meant as a word. */
static bool
is_joined(char **argv)
{
    return optarg == argv[optind - 1] + 2;
}

/* The option of this code, which is a letter or the id of a long option. */
static enum option_id
id_of(int code)
{
    return code == 'n'   ? OPTION_LIMIT
           : code == '0' ? OPTION_NUL
           : code == 'i' ? OPTION_BROWSE
                         : (enum option_id)code;
}

bool
options_read(int argc, char **argv, struct options *options)
{
    struct option longs[OPTIONS + FINDINGS_FIELDS_MAX + 1];
    bool is_good = true;
    int c;

    list_options(longs);
    opterr = 0;
    optind = 0; /* from the beginning, if it has been called before */
    while (is_good &&
           (c = getopt_long(argc, argv, ":n:0i", longs, NULL)) != -1) {
        if (c == '?' || c == ':')
            is_good = fail_option(argv, c == ':');
        else if (c >= FILTERS)
            is_good = add_filter(options->params, &findings_fields[c - FILTERS],
                                 optarg);
        else
            is_good = take_option(options, id_of(c), optarg,
                                  c == 'n' && is_joined(argv));
    }
    options->arguments = argv + optind;
    options->n_arguments = argc - optind;
    return is_good;
}
