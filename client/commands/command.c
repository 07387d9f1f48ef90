/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "commands/command.h"
#include "ask/ask.h"
#include "ask/form.h"
#include "print/pager.h"
#include "print/print.h"

#include "findings/settings.h"
#include "findings/wire.h"

#include <string.h>

bool
command_has_filter(const struct command *command, const char *field)
{
    return command->filters && (strcmp(command->filters, "*") == 0 ||
                                options_is_among(command->filters, field));
}

const char *
command_set_query(struct options *options, int first)
{
    json_t *query = ask_query(options, first);

    if (query)
        json_object_set_new(options->params, "query", query);
    return json_string_value(query);
}

bool
command_is_blank(const char *text)
{
    return strspn(text, " \t\r\n") == strlen(text);
}

bool
command_set_argument(struct options *options,
                     const char *param,
                     const char *argument)
{
    return json_object_set_new(options->params, param, json_string(argument)) ==
               0 ||
           print_failure(
               "%sthe %s is not valid UTF-8; check the terminal's locale",
               options->place, param);
}

void
command_set_count(struct options *options)
{
    if (!options_have(options, OPTION_LIMIT) &&
        findings_setting_is_given(FINDINGS_KEY_COUNT))
        json_object_set_new(
            options->params, options_rows[OPTION_LIMIT].param,
            json_integer(findings_setting_number(FINDINGS_KEY_COUNT)));
}

void
command_set_snippet(struct options *options)
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

void
command_set_paths(struct options *options)
{
    const char *fields = options->values[OPTION_ONLY_FIELDS];

    if (options_have(options, OPTION_JSON) ||
        options_have(options, OPTION_ONLY_PATHS) ||
        (fields && strstr(fields, "path")))
        json_object_set_new(options->params, "paths", json_true());
}

int
command_answer(const struct options *options,
               const char *method,
               void (*print)(const struct options *options,
                             const json_t *result),
               bool (*has_any)(const struct options *options,
                               const json_t *result))
{
    int status;
    json_t *result =
        ask_daemon(options, method, json_incref(options->params), &status);

    if (!result)
        return status;
    if (form_is_for_person(options))
        pager_start();
    if (options_have(options, OPTION_JSON))
        print_json(result, stdout);
    else
        print(options, result);
    status = !has_any || has_any(options, result) ? EXIT_FOUND : EXIT_NOTHING;
    json_decref(result);
    return status;
}
