/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/form.h"
#include "commands/command.h"
#include "commands/recording.h"
#include "print/line.h"
#include "print/member.h"
#include "print/print.h"

#include <stdio.h>

static void
print_suggestions(const struct options *options, const json_t *result)
{
    const json_t *words = json_object_get(result, "words");
    const json_t *found = words ? words : json_object_get(result, "values");
    const struct style style = print_style(stdout);
    size_t i;
    json_t *word;

    if (form_is_records(options)) {
        recording_put(options, &records_suggestions, found);
        return;
    }
    json_array_foreach(found, i, word)
    {
        struct line line;
        line_open(&line, &style);
        print_text(member_text(word, "value"), line.out);
        fprintf(line.out, " %zu", member_count(word, "count"));
        line_print(&line, "", 4);
    }
}

static bool
has_any(const struct options *options, const json_t *result)
{
    (void)options;
    return json_array_size(json_object_get(result, "words")) > 0 ||
           json_array_size(json_object_get(result, "values")) > 0;
}

/* Use the value of the filter, here the beginning of a name or a misspelt name,
 * as what to suggest names for. False unless there is exactly one. */
static bool
set_value(json_t *params)
{
    json_t *filters = json_incref(json_object_get(params, "filters"));
    const char *field = json_object_iter_key(json_object_iter(filters));
    json_t *values = json_object_get(filters, field ? field : "");
    const bool is_one =
        json_object_size(filters) == 1 && json_array_size(values) == 1;

    json_object_del(params, "filters");
    if (is_one) {
        json_object_set_new(params, "field", json_string(field));
        json_object_set(params, "value", json_array_get(values, 0));
    }
    json_decref(filters);
    return is_one;
}

static int
run(struct options *options)
{
    const bool has_filter = json_object_get(options->params, "filters") != NULL;

    if (has_filter == (options->n_arguments > 0) ||
        (has_filter && !set_value(options->params))) {
        print_failure(
            "suggest takes one word, or the beginning of one name: findings "
            "suggest WORD, or findings suggest --authority NAME");
        return EXIT_ERROR;
    }
    if (!has_filter &&
        !command_set_argument(options, "word", options->arguments[0]))
        return EXIT_ERROR;
    return recording_check(options, &records_suggestions)
               ? command_answer(options, "suggest", print_suggestions, has_any)
               : EXIT_ERROR;
}

const struct command cmd_suggest = {
    .name = "suggest",
    .arguments = "WORD",
    .takes = "one word",
    .most = 1,
    .options =
        OPTION_BIT(OPTION_LIMIT) | COMMAND_RECORDS | OPTION_BIT(OPTION_JSON),
    .filters = "authority|provider|report",
    .summary = "list words in the index that are spelt like it",
    .help = "With --authority, --provider or --report in place of a word, it "
            "lists names.",
    .run = run,
};
