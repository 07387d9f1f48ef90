/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/ask.h"
#include "ask/form.h"
#include "commands/command.h"
#include "commands/recording.h"
#include "commands/each.h"
#include "commands/named.h"
#include "print/cite.h"
#include "print/member.h"
#include "print/pager.h"
#include "print/print.h"
#include "print/report.h"
#include "print/show.h"

#include "findings/settings.h"
#include "findings/visible.h"

#include <stdio.h>

/* Print a paragraph next to the one that was asked for, dimmed and indented. */
static void
put_neighbour(const json_t *record, const struct style *style)
{
    enum { INDENT = 8 };

    printf("%*s", INDENT, "");
    fputs(style->dim, stdout);
    findings_putf(stdout, "[%s]", member_text(record, "id"));
    putchar('\n');
    print_wrapped(member_text(record, "text"), NULL, INDENT, style);
    fputs(style->plain, stdout);
    putchar('\n');
}

static void
put_paragraph(const json_t *result)
{
    const struct style style = print_style(stdout);
    const json_t *record = json_object_get(result, "paragraph");
    const json_t *after = json_object_get(result, "after");
    size_t i;
    json_t *neighbour;

    json_array_foreach(json_object_get(result, "before"), i, neighbour)
    {
        put_neighbour(neighbour, &style);
    }
    show_head("", record, &style);
    show_section(record, &style);
    print_wrapped(member_text(record, "title"), NULL, 4, &style);
    putchar('\n');
    print_wrapped(member_text(record, "text"), NULL, 4, &style);
    if (json_array_size(after) > 0)
        putchar('\n');
    json_array_foreach(after, i, neighbour)
    {
        put_neighbour(neighbour, &style);
    }
}

static void
put_citations(const json_t *result)
{
    size_t i;
    json_t *neighbour;

    json_array_foreach(json_object_get(result, "before"), i, neighbour)
    {
        cite_put(neighbour, stdout);
    }
    cite_put(json_object_get(result, "paragraph"), stdout);
    json_array_foreach(json_object_get(result, "after"), i, neighbour)
    {
        cite_put(neighbour, stdout);
    }
}

static void
put_records(const struct options *options, const json_t *result)
{
    json_t *records = json_array();

    json_array_extend(records, json_object_get(result, "before"));
    json_array_append(records, json_object_get(result, "paragraph"));
    json_array_extend(records, json_object_get(result, "after"));
    recording_put(options, &records_paragraphs, records);
    json_decref(records);
}

static void
print_paragraph(const struct options *options, const json_t *result)
{
    if (options_have(options, OPTION_CITE))
        put_citations(result);
    else if (form_is_records(options))
        put_records(options, result);
    else
        put_paragraph(result);
}

/* The text of a report, as it arrives. */
struct text {
    const struct options *records; /* of how to print records; or NULL */
    json_t *kept; /* all paragraphs, for JSON; NULL: they are printed */
    json_t *last; /* that was printed; or NULL */
    struct style style;
};

static bool
take_paragraphs(const json_t *part, void *data)
{
    struct text *text = data;
    size_t i;
    json_t *paragraph;

    if (text->records) {
        recording_put(text->records, &records_paragraphs, part);
        return !ferror(stdout);
    }
    if (text->kept)
        return json_array_extend(text->kept, (json_t *)part) == 0;
    json_array_foreach(part, i, paragraph)
    {
        report_show_paragraph(paragraph, text->last, &text->style);
        json_decref(text->last);
        text->last = json_incref(paragraph);
    }
    return !ferror(stdout);
}

/* Print all text of a report, or put it into the result. Returns the exit
 * status. */
static int
add_text(const struct options *options, json_t *result)
{
    const bool is_kept = options_have(options, OPTION_JSON);
    const char *id = member_text(json_object_get(result, "report"), "id");
    struct text text = {.records = form_is_records(options) ? options : NULL,
                        .kept = is_kept ? json_array() : NULL,
                        .style = print_style(stdout)};
    int status;
    json_t *exported = ask_parts(
        options, "export",
        json_pack("{s:{s:[s]}, s:b}", "filters", "report", id, "paths",
                  is_kept || json_object_get(options->params, "paths")),
        take_paragraphs, &text, &status);

    if (exported)
        status = EXIT_FOUND;
    if (text.kept)
        json_object_set_new(result, "text", text.kept);
    json_decref(text.last);
    json_decref(exported);
    return status;
}

static int
show_report(const struct options *options, json_t *result)
{
    const bool is_whole = options_have(options, OPTION_ALL);
    const bool is_json = options_have(options, OPTION_JSON);
    int status = EXIT_FOUND;

    if (!is_json && !(is_whole && form_is_records(options)))
        report_show(result);
    if (is_whole)
        status = add_text(options, result);
    if (is_json && status == EXIT_FOUND)
        print_json(result, stdout);
    return status;
}

/* Whether the options that are given have a meaning for what the id names. If
 * not, reports why and returns false. */
static bool
suits(const struct options *options, const char *id, bool is_report)
{
    static const enum option_id of_paragraphs[] = {OPTION_BEFORE, OPTION_AFTER,
                                                   OPTION_CITE};
    char name[32];

    if (!is_report)
        return !options_have(options, OPTION_ALL) ||
               print_failure(
                   "%s--all shows the text of a report, but \"%s\" is "
                   "a paragraph; leave --all out",
                   options->place, id);
    for (size_t i = 0; i < sizeof of_paragraphs / sizeof *of_paragraphs; i++)
        if (options_have(options, of_paragraphs[i]))
            return print_failure(
                "%s%s is for a paragraph, but \"%s\" is a report; leave it "
                "out, or give the id of a paragraph",
                options->place, options_spelling(of_paragraphs[i], name), id);
    return true;
}

static int
show_id(struct options *options, const char *id, bool is_first)
{
    const bool is_spaced = !is_first && form_is_for_person(options);
    bool is_report;
    int status;

    if (is_spaced)
        putchar('\n');
    json_t *result = named_ask(options, id, &is_report, &status);
    if (!result)
        return status;
    status = EXIT_ERROR;
    if (suits(options, id, is_report)) {
        if (form_is_for_person(options))
            pager_start();
        status = is_report ? show_report(options, result) : EXIT_FOUND;
        if (!is_report && options_have(options, OPTION_JSON))
            print_json(result, stdout);
        else if (!is_report)
            print_paragraph(options, result);
    }
    json_decref(result);
    return status;
}

/* Ask for as many paragraphs before it and after it as the settings say, by
 * default one, but none in a citation or a record. */
static void
set_neighbours(struct options *options, enum option_id id)
{
    const bool is_alone =
        options_have(options, OPTION_CITE) || form_is_records(options);

    if (!options_have(options, id))
        json_object_set_new(
            options->params, options_rows[id].param,
            json_integer(
                is_alone ? 0 : findings_setting_number(FINDINGS_KEY_CONTEXT)));
}

static int
run(struct options *options)
{
    if (!recording_check(options, &records_paragraphs))
        return EXIT_ERROR;
    set_neighbours(options, OPTION_BEFORE);
    set_neighbours(options, OPTION_AFTER);
    command_set_paths(options);
    return each_id(options, show_id);
}

const struct command cmd_show = {
    .name = "show",
    .arguments = "ID...",
    .takes = "ids, as a search prints them in brackets",
    .least = 1,
    .most = -1,
    .options = OPTION_BIT(OPTION_BEFORE) | OPTION_BIT(OPTION_AFTER) |
               COMMAND_RECORDS | OPTION_BIT(OPTION_ONLY_IDS) |
               OPTION_BIT(OPTION_ONLY_PATHS) | OPTION_BIT(OPTION_ALL) |
               OPTION_BIT(OPTION_CITE) | OPTION_BIT(OPTION_JSON),
    .summary = "show a paragraph and its neighbours, or a report",
    .help = "A search prints each paragraph's id in brackets. What is before "
            "its slash is\n"
            "the id of the report, whose beginning is enough. With - the ids "
            "are read from\n"
            "standard input, one to a line.",
    .run = run,
};
