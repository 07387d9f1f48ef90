/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "commands/command.h"
#include "commands/recording.h"
#include "print/cite.h"
#include "print/member.h"
#include "print/print.h"
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
    else if (recording_is_wanted(options))
        put_records(options, result);
    else
        put_paragraph(result);
}

/* Ask for as many paragraphs before it and after it as the settings say, by
 * default one, but none in a citation or a record. */
static void
set_neighbours(struct options *options, enum option_id id)
{
    const bool is_alone =
        options_have(options, OPTION_CITE) || recording_is_wanted(options);

    if (!options_have(options, id))
        json_object_set_new(
            options->params, options_rows[id].param,
            json_integer(
                is_alone ? 0 : findings_setting_number(FINDINGS_KEY_CONTEXT)));
}

static int
run(struct options *options)
{
    if (!recording_check(options, &records_paragraphs) ||
        !command_set_argument(options, "id", options->arguments[0]))
        return EXIT_ERROR;
    set_neighbours(options, OPTION_BEFORE);
    set_neighbours(options, OPTION_AFTER);
    return command_answer(options, "get", print_paragraph, NULL);
}

const struct command cmd_show = {
    .name = "show",
    .arguments = "ID",
    .takes = "one id, as a search prints it in brackets",
    .least = 1,
    .most = 1,
    .options = OPTION_BIT(OPTION_BEFORE) | OPTION_BIT(OPTION_AFTER) |
               COMMAND_RECORDS | OPTION_BIT(OPTION_ONLY_IDS) |
               OPTION_BIT(OPTION_CITE) | OPTION_BIT(OPTION_JSON),
    .summary = "show a paragraph and its neighbours",
    .help = "A search prints each paragraph's id in brackets.",
    .run = run,
};
