/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "link/params.h"

#include "findings/schema.h"

#include <stdio.h>
#include <string.h>

static bool
fail(char reason[FINDINGS_REASON_SIZE],
     const char *name,
     const char *takes,
     const char *value)
{
    snprintf(reason, FINDINGS_REASON_SIZE, "%s takes %s, not \"%.200s\"", name,
             takes, value);
    return false;
}

/* The object's list of this name, which is made if it is not there. */
static json_t *
list_of(json_t *object, const char *name)
{
    if (!json_object_get(object, name))
        json_object_set_new(object, name, json_array());
    return json_object_get(object, name);
}

const struct findings_field *
params_field(const char *option)
{
    for (size_t i = 0; i < findings_n_fields; i++)
        if (findings_fields[i].option &&
            strcmp(findings_fields[i].option, option) == 0)
            return &findings_fields[i];
    return NULL;
}

/* The daemon's name of a field that people call by its option. */
static const char *
field_name(const char *text)
{
    const struct findings_field *field = params_field(text);

    return field ? field->name : text;
}

static bool
set_flag(json_t *params,
         const struct option_row *row,
         const char *value,
         char reason[FINDINGS_REASON_SIZE])
{
    if (options_is_among("1|true|on|yes", value))
        json_object_set_new(params, row->param, json_true());
    else if (!options_is_among("0|false|off|no", value))
        return fail(reason, row->name, "true or false", value);
    return true;
}

bool
params_set(json_t *params,
           const struct option_row *row,
           const char *value,
           char reason[FINDINGS_REASON_SIZE])
{
    guint64 number;

    switch (row->kind) {
    case OPTION_FLAG:
        return set_flag(params, row, value, reason);
    case OPTION_NUMBER:
        if (!g_ascii_string_to_unsigned(value, 10, 0, G_MAXINT32, &number,
                                        NULL))
            return fail(reason, row->name, "a whole number", value);
        json_object_set_new(params, row->param, json_integer((int)number));
        return true;
    case OPTION_CHOICE:
        if (!options_is_among(row->words, value))
            return fail(reason, row->name, row->words, value);
        break;
    case OPTION_FIELD:
        value = field_name(value);
        break;
    case OPTION_FIELDS:
        json_array_append_new(list_of(params, row->param),
                              json_string(field_name(value)));
        return true;
    case OPTION_SECONDS:
    case OPTION_TEXT:
        break;
    }
    json_object_set_new(params, row->param, json_string(value));
    return true;
}

static bool
take_argument(json_t *params,
              const struct argument *argument,
              uint64_t options,
              char reason[FINDINGS_REASON_SIZE])
{
    const struct findings_field *field = params_field(argument->name);

    if (strcmp(argument->name, "q") == 0) {
        json_object_set_new(params, "query", json_string(argument->value));
        return true;
    }
    if (field) {
        if (!json_object_get(params, "filters"))
            json_object_set_new(params, "filters", json_object());
        json_array_append_new(
            list_of(json_object_get(params, "filters"), field->name),
            json_string(argument->value));
        return true;
    }
    for (int id = 0; id < OPTIONS; id++)
        if ((options & OPTION_BIT(id)) && options_rows[id].param &&
            strcmp(options_rows[id].name, argument->name) == 0)
            return params_set(params, &options_rows[id], argument->value,
                              reason);
    return true;
}

json_t *
params_read(const struct request *request,
            uint64_t options,
            char reason[FINDINGS_REASON_SIZE])
{
    json_t *params = json_object();

    for (guint i = 0; i < request->arguments->len; i++) {
        const struct argument *argument =
            &g_array_index(request->arguments, struct argument, i);
        if (*argument->value &&
            !take_argument(params, argument, options, reason)) {
            json_decref(params);
            return NULL;
        }
    }
    return params;
}
