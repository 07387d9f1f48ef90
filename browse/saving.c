/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "saving.h"

#include "ask/options.h"
#include "print/naming.h"

#include <string.h>

/* Add the option for each parameter that decides what is selected. */
static void
add_options(GPtrArray *args, const json_t *params)
{
    static const enum option_id ids[] = {OPTION_FROM, OPTION_TO, OPTION_MATCH,
                                         OPTION_EXACT};

    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
        const struct option_row *row = &options_rows[ids[i]];
        const json_t *value = json_object_get(params, row->param);
        if (json_is_true(value))
            g_ptr_array_add(args, g_strdup_printf("--%s", row->name));
        else if (json_is_string(value))
            g_ptr_array_add(args, g_strdup_printf("--%s=%s", row->name,
                                                  json_string_value(value)));
    }
}

char **
saving_arguments(const struct model *model)
{
    GPtrArray *args = g_ptr_array_new();
    const char *field;
    json_t *values, *value;
    size_t i;

    g_ptr_array_add(args, g_strdup("save"));
    json_object_foreach(model->facets.filters, field, values)
    {
        json_array_foreach(values, i, value)
        {
            g_ptr_array_add(args,
                            g_strdup_printf("--%s=%s", naming_field(field),
                                            json_string_value(value)));
        }
    }
    add_options(args, model->given);
    /* A name or a word may begin with a minus sign. */
    g_ptr_array_add(args, g_strdup("--"));
    g_ptr_array_add(args, g_strdup(model->name.text->str));
    if (strspn(model->query.text->str, " ") != model->query.text->len)
        g_ptr_array_add(args, g_strdup(model->query.text->str));
    g_ptr_array_add(args, NULL);
    return (char **)g_ptr_array_free(args, FALSE);
}
