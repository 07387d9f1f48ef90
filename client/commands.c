/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "commands.h"
#include "ask/ask.h"
#include "ask/name_lists.h"
#include "print/explain.h"
#include "print/format.h"
#include "print/grid.h"
#include "print/member.h"
#include "print/print.h"
#include "print/sheet.h"
#include "print/show.h"
#include "print/expansion.h"
#include "print/notes.h"

#include "findings/schema.h"
#include "findings/wire.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static int
found(bool is_found)
{
    return is_found ? EXIT_FOUND : EXIT_NOTHING;
}

static int
fail(const char *message)
{
    fprintf(stderr, "findings: %s\n", message);
    return EXIT_ERROR;
}

static bool
is_blank(const char *text)
{
    return strspn(text, " \t\r\n") == strlen(text);
}

/* Set the query to the words from the first-th on. Its text, borrowed from the
 * params; NULL where they are wrong, which has been reported. */
static const char *
set_query(struct options *options, int first)
{
    json_t *query = ask_query(options, first);

    if (query)
        json_object_set_new(options->params, "query", query);
    return json_string_value(query);
}

/* Set a parameter to a word as it was typed; false where it is wrong, which has
 * been reported. */
static bool
set_word(struct options *options, const char *param, const char *word)
{
    if (json_object_set_new(options->params, param, json_string(word)) == 0)
        return true;
    fail("the argument is not valid UTF-8; check the terminal's locale");
    return false;
}

static void
set_snippet(struct options *options)
{
    int characters = FINDINGS_SNIPPET_DEFAULT;

    if (options_have(options, OPTION_CITE))
        characters = 0; /* the whole text is quoted */
    else if (options_have(options, OPTION_FULL))
        characters = FINDINGS_SNIPPET_MAX;
    if (characters != FINDINGS_SNIPPET_DEFAULT)
        json_object_set_new(options->params, "snippet",
                            json_integer(characters));
}

static void
print_csv(json_t *rows)
{
    sheet_put_csv(rows, stdout);
    json_decref(rows);
}

/* Searching. */

/* Whether the list to page through has anything. Citations are only of what is
 * counted. */
static bool
has_hits(const struct options *options, const json_t *result)
{
    return member_count(result, "total") > 0 ||
           (member_count(result, "ranked") > 0 &&
            !options_have(options, OPTION_CITE));
}

/* The hits of a search, or what is similar. */
static int
print_hits(const struct options *options, json_t *result)
{
    const bool is_found = has_hits(options, result);

    if (options_have(options, OPTION_JSON)) {
        print_json(result, stdout);
    } else if (options_have(options, OPTION_CITE)) {
        expansion_show(result, options->params, stderr);
        show_citations(result);
        show_totals(result, options->offset, stderr);
    } else {
        expansion_show(result, options->params, stdout);
        show_hits(result, options->offset);
        show_totals(result, options->offset, stdout);
        show_facets(result, options->values[OPTION_COUNT]);
    }
    json_decref(result);
    return found(is_found);
}

static int
run_absent(struct options *options, const char *typed)
{
    int status;

    if (is_blank(typed))
        return fail("--absent needs words to look for");
    json_object_set_new(options->params, "of",
                        json_string(options->values[OPTION_ABSENT]));
    json_t *result =
        ask_daemon(options, "absent", json_incref(options->params), &status);
    if (!result)
        return status;
    const bool is_found = json_array_size(json_object_get(result, "absent"));
    if (options_have(options, OPTION_JSON)) {
        print_json(result, stdout);
    } else {
        expansion_show(result, options->params, stdout);
        show_absent(result, typed);
    }
    json_decref(result);
    return found(is_found);
}

struct exporting {
    const struct format *format;
    size_t count;
};

static bool
take_records(const json_t *part, void *data)
{
    struct exporting *exporting = data;
    size_t i;
    json_t *record;

    json_array_foreach(part, i, record)
    {
        if (exporting->count == 0)
            format_begin(exporting->format, stdout);
        format_record(exporting->format, record, exporting->count++, stdout);
    }
    return !ferror(stdout); /* or the rest is for nobody */
}

static int
run_export(struct options *options)
{
    struct exporting exporting = {
        .format = format_find(options->values[OPTION_FORMAT])};
    int status;
    json_t *result = ask_parts(options, "export", json_incref(options->params),
                               take_records, &exporting, &status);

    if (!result)
        return status;
    if (exporting.count == 0)
        format_begin(exporting.format, stdout);
    format_end(exporting.format, stdout);
    notes_show(result, options->params, stderr);
    json_decref(result);
    return found(exporting.count > 0);
}

static int
run_search(struct options *options)
{
    const char *typed = set_query(options, 0);
    int status;

    if (!typed)
        return EXIT_ERROR;
    if (options_have(options, OPTION_ABSENT))
        return run_absent(options, typed);
    if (is_blank(typed) && !json_object_get(options->params, "filters") &&
        !json_object_get(options->params, "date_from") &&
        !json_object_get(options->params, "date_to"))
        return fail("nothing to look for; give words or a filter, or try "
                    "findings --help");
    if (options_have(options, OPTION_FORMAT))
        return run_export(options);
    set_snippet(options);
    if (!options_have(options, OPTION_ALL))
        json_object_set_new(options->params, "collapse", json_true());
    json_t *result =
        ask_daemon(options, "search", json_incref(options->params), &status);
    return result ? print_hits(options, result) : status;
}

static int
run_explain(struct options *options)
{
    const char *typed = set_query(options, 0);
    int status;

    if (!typed)
        return EXIT_ERROR;
    if (is_blank(typed))
        return fail("explain needs words; without them nothing is ranked");
    set_snippet(options);
    if (!options_have(options, OPTION_ALL))
        json_object_set_new(options->params, "collapse", json_true());
    if (!options_have(options, OPTION_LIMIT))
        json_object_set_new(options->params, "limit", json_integer(3));
    json_t *result =
        ask_daemon(options, "explain", json_incref(options->params), &status);
    if (!result)
        return status;
    const bool is_found = has_hits(options, result);
    if (options_have(options, OPTION_JSON)) {
        print_json(result, stdout);
    } else {
        notes_show(result, options->params, stdout);
        explain_show(result, options->offset);
        show_totals(result, options->offset, stdout);
    }
    json_decref(result);
    return found(is_found);
}

static int
run_similar(struct options *options)
{
    int status;

    if (!set_word(options, "id", options->arguments[0]))
        return EXIT_ERROR;
    set_snippet(options);
    json_t *result =
        ask_daemon(options, "similar", json_incref(options->params), &status);
    if (!result)
        return status;
    if (!options_have(options, OPTION_JSON) &&
        !options_have(options, OPTION_CITE))
        show_words(result);
    return print_hits(options, result);
}

static int
run_show(struct options *options)
{
    json_t *params = options->params;
    int status;

    if (!set_word(options, "id", options->arguments[0]))
        return EXIT_ERROR;
    for (int id = OPTION_BEFORE; id <= OPTION_AFTER; id++)
        if (!options_have(options, (enum option_id)id))
            json_object_set_new(
                params, options_rows[id].param,
                json_integer(!options_have(options, OPTION_CITE)));
    json_t *result = ask_daemon(options, "get", json_incref(params), &status);
    if (!result)
        return status;
    if (options_have(options, OPTION_JSON))
        print_json(result, stdout);
    else if (options_have(options, OPTION_CITE))
        show_cited(result);
    else
        show_paragraph(result);
    json_decref(result);
    return EXIT_FOUND;
}

/* Tables. */

static int
run_matrix(struct options *options)
{
    const char *typed = set_query(options, 0);
    int status;

    if (!typed)
        return EXIT_ERROR;
    json_t *result =
        ask_daemon(options, "matrix", json_incref(options->params), &status);
    if (!result)
        return status;
    const bool is_found = member_count(result, "total") > 0;
    if (options_have(options, OPTION_JSON)) {
        print_json(result, stdout);
    } else if (options_have(options, OPTION_CSV)) {
        notes_show(result, options->params, stderr);
        print_csv(grid_matrix(result));
    } else {
        expansion_show(result, options->params, stdout);
        grid_show_matrix(result);
    }
    json_decref(result);
    return found(is_found);
}

static int
run_judgements(struct options *options)
{
    int status;
    json_t *result = ask_daemon(options, "judgements",
                                json_incref(options->params), &status);

    if (!result)
        return status;
    const bool is_found =
        json_array_size(json_object_get(result, "judgements"));
    if (options_have(options, OPTION_JSON)) {
        print_json(result, stdout);
    } else if (options_have(options, OPTION_CSV)) {
        notes_show(result, options->params, stderr);
        print_csv(grid_judgements(result));
    } else {
        expansion_show(result, options->params, stdout);
        grid_show_judgements(result);
        if (!is_found)
            puts("No judgements found.");
    }
    json_decref(result);
    return found(is_found);
}

/* Reports side by side. */

/* Whether it has a day in it, as the ids of reports have, and names have not.
 */
static bool
is_report(const char *text)
{
    static const char day[] = "-0000-00-00";

    for (; (text = strchr(text, '-')); text++) {
        size_t i = 0;
        while (day[i] && (day[i] == '0' ? isdigit((unsigned char)text[i]) != 0
                                        : text[i] == day[i]))
            i++;
        if (!day[i])
            return true;
    }
    return false;
}

/* Which reports: by the filters --report or --authority, whatever they are
 * named, else by the first words. How many words that took; -1 after an error,
 * which has been reported. */
static int
set_compared(struct options *options)
{
    json_t *params = options->params;
    json_t *filters = json_object_get(params, "filters");
    json_t *reports = json_incref(json_object_get(filters, "report"));
    json_t *authorities = json_object_get(filters, "authority");
    json_t *authority = NULL;
    char **words = options->arguments;
    int taken = 0;

    if (filters) {
        authority = json_incref(json_array_get(authorities, 0));
    } else if (options->n_arguments > 0 && !is_report(words[0])) {
        authority = json_string(words[0]);
        taken = 1;
    } else if (options->n_arguments > 1 && is_report(words[1])) {
        reports = json_pack("[s, s]", words[0], words[1]);
        taken = 2;
    }
    const bool is_good =
        filters ? reports ? json_array_size(reports) == 2 && !authorities
                          : json_array_size(authorities) == 1
                : authority || reports;
    if (is_good && reports)
        json_object_set(params, "reports", reports);
    else if (is_good)
        json_object_set(params, "authority", authority);
    json_object_del(params, "filters");
    json_decref(reports);
    json_decref(authority);
    if (is_good)
        return taken;
    fail("compare takes the ids of two reports, or one authority: findings "
         "compare REPORT REPORT, or --report A,B; findings judgements --csv "
         "lists ids");
    return -1;
}

/* Whether there is an authority of this name, letter case apart. */
static bool
is_authority(const struct options *options, const char *name, int *status)
{
    json_t *result =
        ask_daemon(options, "suggest",
                   json_pack("{s:s, s:s, s:i}", "field", "authority", "value",
                             name, "limit", FINDINGS_SUGGESTIONS_MAX),
                   status);
    bool is_one = false;
    size_t i;
    json_t *value;

    json_array_foreach(json_object_get(result, "values"), i, value)
    {
        is_one |= strcasecmp(member_text(value, "value"), name) == 0;
    }
    if (result)
        *status = EXIT_FOUND;
    json_decref(result);
    return is_one;
}

/* Two authorities are no authority and a theme, though they may look so. What
 * is to become of them; EXIT_FOUND where the words are to be looked for. */
static int
check_theme(const struct options *options, const char *typed)
{
    const char *authority = options->arguments[0];
    int status;

    if (is_blank(typed) || !is_authority(options, typed, &status))
        return is_blank(typed) ? EXIT_FOUND : status;
    fprintf(stderr,
            "findings: \"%s\" is an authority; compare takes one authority, or "
            "two reports: findings compare \"%s\", or findings compare REPORT "
            "REPORT; to look for the word in one authority's reports: findings "
            "compare --authority \"%s\" \"%s\"\n",
            typed, authority, authority, typed);
    return EXIT_ERROR;
}

/* What the words find in each report. */
static void
print_compared_hits(const json_t *result)
{
    const json_t *reports = json_object_get(result, "reports");
    const struct style style = print_style(stdout);
    size_t i, j;
    json_t *found_in, *hit;

    json_array_foreach(json_object_get(result, "paragraphs"), i, found_in)
    {
        const json_t *report = json_array_get(reports, i);
        printf("\n%s", style.strong);
        print_text(member_text(report, "authority"), stdout);
        fputs(", ", stdout);
        print_text(member_text(report, "date"), stdout);
        fputs(": ", stdout);
        print_counted(member_count(found_in, "total"), "paragraph", stdout);
        printf("%s\n\n", style.plain);
        json_array_foreach(json_object_get(found_in, "hits"), j, hit)
        {
            show_hit(hit, j + 1, &style);
            putchar('\n');
        }
    }
}

static int
run_compare(struct options *options)
{
    int status;
    const int taken = set_compared(options);
    const char *typed = "";

    if (taken < 0)
        return EXIT_ERROR;
    if (options->n_arguments > taken && !(typed = set_query(options, taken)))
        return EXIT_ERROR;
    if (taken == 1 && (status = check_theme(options, typed)) != EXIT_FOUND)
        return status;
    set_snippet(options);
    json_t *result =
        ask_daemon(options, "compare", json_incref(options->params), &status);
    if (!result)
        return status;
    if (options_have(options, OPTION_JSON)) {
        print_json(result, stdout);
    } else {
        expansion_show(result, options->params, stdout);
        grid_show_compared(result);
        print_compared_hits(result);
    }
    json_decref(result);
    return EXIT_FOUND;
}

/* The index itself. */

static int
run_suggest(struct options *options)
{
    json_t *params = options->params;
    json_t *filters = json_incref(json_object_get(params, "filters"));
    const char *field = json_object_iter_key(json_object_iter(filters));
    json_t *values = json_object_get(filters, field ? field : "");
    int status = EXIT_ERROR;

    if (options->n_arguments + (int)json_array_size(values) != 1 ||
        json_object_size(filters) > 1) {
        json_decref(filters);
        return fail("suggest takes one word, or one --authority or --report");
    }
    json_object_del(params, "filters");
    bool is_good = true;
    if (options->n_arguments > 0) {
        is_good = set_word(options, "word", options->arguments[0]);
    } else {
        json_object_set_new(params, "field", json_string(field));
        json_object_set(params, "value", json_array_get(values, 0));
    }
    json_decref(filters);
    if (!is_good)
        return EXIT_ERROR;
    json_t *result =
        ask_daemon(options, "suggest", json_incref(params), &status);
    if (!result)
        return status;
    const bool is_found = json_array_size(json_object_get(result, "words")) +
                          json_array_size(json_object_get(result, "values"));
    if (options_have(options, OPTION_JSON))
        print_json(result, stdout);
    else
        show_suggestions(result);
    json_decref(result);
    return found(is_found);
}

static int
run_status(struct options *options)
{
    int status;
    json_t *result = ask_daemon(options, "status", json_object(), &status);

    if (!result)
        return status;
    if (options_have(options, OPTION_JSON))
        print_json(result, stdout);
    else
        show_status(result);
    json_decref(result);
    return EXIT_FOUND;
}

#define DATES (OPTION_BIT(OPTION_FROM) | OPTION_BIT(OPTION_TO))
#define WORDS (OPTION_BIT(OPTION_MATCH) | OPTION_BIT(OPTION_EXACT))
#define PAGE (OPTION_BIT(OPTION_LIMIT) | OPTION_BIT(OPTION_OFFSET))
#define JSON OPTION_BIT(OPTION_JSON)

const struct command commands[] = {
    {"search", "[WORDS...]", 0, -1,
     DATES | WORDS | PAGE | JSON | OPTION_BIT(OPTION_SORT) |
         OPTION_BIT(OPTION_ALL) | OPTION_BIT(OPTION_FULL) |
         OPTION_BIT(OPTION_FACETS) | OPTION_BIT(OPTION_COUNT) |
         OPTION_BIT(OPTION_ABSENT) | OPTION_BIT(OPTION_CITE) |
         OPTION_BIT(OPTION_FORMAT),
     "*", run_search, "paragraphs about the words, best first",
     "Without words, what the filters select, newest first."},
    {"show", "ID", 1, 1,
     JSON | OPTION_BIT(OPTION_BEFORE) | OPTION_BIT(OPTION_AFTER) |
         OPTION_BIT(OPTION_CITE),
     NULL, run_show, "one paragraph and its neighbours",
     "A search prints each paragraph's id in brackets."},
    {"similar", "ID", 1, 1,
     DATES | PAGE | JSON | OPTION_BIT(OPTION_FULL) | OPTION_BIT(OPTION_CITE),
     "*", run_similar, "paragraphs about the same thing, other reports first",
     "A search prints each paragraph's id in brackets."},
    {"matrix", "[WORDS...]", 0, -1,
     DATES | WORDS | JSON | OPTION_BIT(OPTION_ROWS) |
         OPTION_BIT(OPTION_COLUMNS) | OPTION_BIT(OPTION_COUNT) |
         OPTION_BIT(OPTION_CSV),
     "*", run_matrix, "counts in rows and columns",
     "A total is for the whole row or column: a report counted in two cells "
     "is\n"
     "counted once in the total."},
    {"judgements", "", 0, 0, DATES | JSON | OPTION_BIT(OPTION_CSV),
     "authority|framework|report|service_area|grade|year", run_judgements,
     "each authority's grades, report by report", NULL},
    {"compare", "REPORT REPORT|AUTHORITY [WORDS...]", 0, -1,
     WORDS | JSON | OPTION_BIT(OPTION_LIMIT) | OPTION_BIT(OPTION_FULL),
     "report|authority", run_compare, "two reports side by side",
     "For an authority, its latest two reports with grades. With words, what "
     "each\n"
     "says about them. --report A,B or --authority A may name them instead."},
    {"explain", "WORDS...", 1, -1,
     DATES | WORDS | PAGE | JSON | OPTION_BIT(OPTION_SORT) |
         OPTION_BIT(OPTION_ALL) | OPTION_BIT(OPTION_FULL),
     "*", run_explain, "how a query was read, and why hits rank as they do",
     "Rarity: the fewer paragraphs contain a term, the more it adds to a "
     "score."},
    {"suggest", "WORD", 0, 1, JSON | OPTION_BIT(OPTION_LIMIT),
     "authority|report", run_suggest,
     "words in the index that are spelt like it",
     "With --authority or --report instead of a word: names like it."},
    {"status", "", 0, 0, JSON, NULL, run_status, "what the daemon serves",
     NULL},
};

const size_t n_commands = sizeof commands / sizeof *commands;

const struct command *
command_find(const char *name)
{
    for (size_t i = 0; i < n_commands; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

bool
command_filters(const struct command *command, const char *field)
{
    return command->filters && (strcmp(command->filters, "*") == 0 ||
                                options_is_among(command->filters, field));
}

/* Options that exclude others. */
static const struct {
    enum option_id id;
    uint32_t others;
} exclusions[] = {
    {OPTION_FORMAT, OPTION_BIT(OPTION_LIMIT) | OPTION_BIT(OPTION_OFFSET) |
                        OPTION_BIT(OPTION_ALL) | OPTION_BIT(OPTION_FULL) |
                        OPTION_BIT(OPTION_FACETS) | OPTION_BIT(OPTION_COUNT) |
                        OPTION_BIT(OPTION_ABSENT) | OPTION_BIT(OPTION_CITE) |
                        OPTION_BIT(OPTION_JSON)},
    {OPTION_ABSENT, OPTION_BIT(OPTION_LIMIT) | OPTION_BIT(OPTION_OFFSET) |
                        OPTION_BIT(OPTION_SORT) | OPTION_BIT(OPTION_ALL) |
                        OPTION_BIT(OPTION_FULL) | OPTION_BIT(OPTION_FACETS) |
                        OPTION_BIT(OPTION_COUNT) | OPTION_BIT(OPTION_CITE)},
    {OPTION_CITE, OPTION_BIT(OPTION_FULL) | OPTION_BIT(OPTION_JSON) |
                      OPTION_BIT(OPTION_FACETS) | OPTION_BIT(OPTION_COUNT)},
    {OPTION_CSV, OPTION_BIT(OPTION_JSON)},
};

/* Whether the options given can be combined. */
static bool
agree(const struct options *options)
{
    for (size_t i = 0; i < sizeof exclusions / sizeof *exclusions; i++) {
        for (int id = 0; id < OPTIONS; id++) {
            char a[32], b[32];
            if (!options_have(options, exclusions[i].id) ||
                !(options->given & exclusions[i].others & OPTION_BIT(id)))
                continue;
            fprintf(stderr, "findings: %s cannot be combined with %s\n",
                    options_spelling(exclusions[i].id, a),
                    options_spelling((enum option_id)id, b));
            return false;
        }
    }
    return true;
}

/* Whether the number of words is right. */
static bool
fits(const struct command *command, const struct options *options)
{
    if (options->n_arguments >= command->least &&
        (command->most < 0 || options->n_arguments <= command->most))
        return true;
    fprintf(stderr,
            "findings: %s takes %s; to search for the word, use: findings "
            "search %s ...\n",
            command->name,
            !*command->words                    ? "no arguments"
            : strcmp(command->words, "ID") == 0 ? "one id, as a search prints "
                                                  "it in brackets"
                                                : command->words,
            command->name);
    return false;
}

static bool
fail_option(const struct command *command, const char *dashes, const char *name)
{
    fprintf(stderr,
            "findings: %s does not accept %s%s; findings %s --help lists its "
            "options\n",
            command->name, dashes, name, command->name);
    return false;
}

/* Whether it takes the words and options; false where it was told what not. */
static bool
takes(const struct command *command, const struct options *options)
{
    const uint32_t alien =
        options->given & ~(command->options | OPTION_BIT(OPTION_SOCKET));
    json_t *filters = json_object_get(options->params, "filters");
    const char *field;
    json_t *values;
    char name[32];

    for (int id = 0; id < OPTIONS; id++)
        if (alien & OPTION_BIT(id))
            return fail_option(command, "",
                               options_spelling((enum option_id)id, name));
    json_object_foreach(filters, field, values)
    {
        if (!command_filters(command, field))
            return fail_option(command, "--", findings_field(field)->option);
    }
    return fits(command, options) && agree(options);
}

int
command_run(const struct command *command, struct options *options)
{
    if (!takes(command, options))
        return EXIT_ERROR;
    /* What suggest is given need not be the whole of a name. */
    if (command->run != run_suggest && !name_lists_split(options))
        return EXIT_ERROR;
    return command->run(options);
}
