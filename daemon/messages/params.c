/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "messages/params.h"

#include "findings/wire.h"

#include <stdio.h>
#include <string.h>

/* Write the names, comma-separated. */
static void
list(const char *const *names, char *out, size_t size)
{
    size_t n = 0;

    *out = '\0';
    for (; *names && n < size; names++)
        n += (size_t)snprintf(out + n, size - n, "%s%s", n ? ", " : "", *names);
}

static bool
fail_unknown(const char *key, const char *const *names, struct failure *failure)
{
    char known[256];

    list(names, known, sizeof known);
    if (!*known)
        return failure_param(
            failure, key, "unknown parameter \"%.60s\"; this method takes none",
            key);
    return failure_param(
        failure, key, "unknown parameter \"%.60s\"; use only: %s", key, known);
}

bool
params_known(const json_t *params,
             const char *const *names,
             struct failure *failure)
{
    /* Iterating does not change the object. */
    json_t *object = (json_t *)params;
    const char *key;
    json_t *value;

    json_object_foreach(object, key, value)
    {
        const char *const *name = names;
        while (*name && strcmp(*name, key) != 0)
            name++;
        if (!*name)
            return fail_unknown(key, names, failure);
    }
    return true;
}

bool
params_none(void *request, const json_t *params, struct failure *failure)
{
    static const char *const known[] = {NULL};

    (void)request;
    return params_known(params, known, failure);
}

bool
params_string(const json_t *params,
              const char *name,
              const char **out,
              struct failure *failure)
{
    const json_t *value = json_object_get(params, name);

    if (!value)
        return true;
    if (!json_is_string(value))
        return failure_param(failure, name, "\"%s\" must be a string", name);
    *out = json_string_value(value);
    return true;
}

bool
params_count(const json_t *params,
             const char *name,
             size_t most,
             size_t *out,
             struct failure *failure)
{
    return params_count_from(params, name, 0, most, out, failure);
}

bool
params_count_from(const json_t *params,
                  const char *name,
                  size_t least,
                  size_t most,
                  size_t *out,
                  struct failure *failure)
{
    const json_t *value = json_object_get(params, name);
    long long number = json_integer_value(value);

    if (!value)
        return true;
    const bool is_whole = json_is_integer(value) ||
                          (json_is_real(value) &&
                           findings_whole(json_real_value(value), &number));
    if (!is_whole || number < 0 || (size_t)number < least ||
        (size_t)number > most)
        return failure_param(failure, name,
                             "\"%s\" must be a whole number from %zu to %zu",
                             name, least, most);
    *out = (size_t)number;
    return true;
}

bool
params_bool(const json_t *params,
            const char *name,
            bool *out,
            struct failure *failure)
{
    const json_t *value = json_object_get(params, name);

    if (!value)
        return true;
    if (!json_is_boolean(value))
        return failure_param(failure, name, "\"%s\" must be true or false",
                             name);
    *out = json_is_true(value);
    return true;
}

bool
params_needed(const json_t *params,
              const char *name,
              const char *hint,
              const char **out,
              struct failure *failure)
{
    *out = NULL;
    if (!params_string(params, name, out, failure))
        return false;
    if (!*out || !**out)
        return failure_param(failure, name,
                             "\"%s\" is missing or empty; give %s", name, hint);
    return true;
}

json_t *
params_id(json_t *given)
{
    long long whole;

    if (json_is_string(given) || json_is_integer(given) || json_is_null(given))
        return json_incref(given);
    if (json_is_real(given) && findings_whole(json_real_value(given), &whole))
        return json_integer(whole);
    return NULL;
}

const struct findings_field *
params_field(const char *param, const char *name, struct failure *failure)
{
    const struct findings_field *field = findings_field(name);
    const char *names[FINDINGS_FIELDS_MAX + 1];
    char known[256];
    size_t n = 0;

    if (field && field->slot > 0)
        return field;
    for (size_t i = 0; i < findings_n_fields; i++)
        if (findings_fields[i].slot > 0)
            names[n++] = findings_fields[i].name;
    names[n] = NULL;
    list(names, known, sizeof known);
    failure_param(failure, param, "unknown field \"%.60s\"; use one of: %s",
                  name, known);
    return NULL;
}

bool
params_choice(const json_t *params,
              const char *name,
              const char *const *words,
              size_t *out,
              struct failure *failure)
{
    const char *word = NULL;

    if (!params_string(params, name, &word, failure))
        return false;
    if (!word)
        return true;
    for (size_t i = 0; words[i]; i++) {
        if (strcmp(words[i], word) == 0) {
            *out = i;
            return true;
        }
    }
    char known[256];
    list(words, known, sizeof known);
    return failure_param(failure, name,
                         "\"%s\" cannot be \"%.60s\"; use one of: %s", name,
                         word, known);
}
