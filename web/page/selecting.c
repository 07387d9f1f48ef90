/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/selecting.h"

#include "page/address.h"
#include "page/html.h"
#include "link/params.h"
#include "print/naming.h"

#include "findings/schema.h"

#include <string.h>

bool
selecting_is_by(const char *name)
{
    static const char *const names[] = {"q", "from", "to", "match", "exact"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return params_field(name);
}

const char *
selecting_name(const char *field,
               const char *value,
               char out[NAMING_VALUE_SIZE])
{
    if (!*value)
        return "(none)";
    return strcmp(field, "framework") == 0 ? naming_framework(value, out)
                                           : naming_value(field, value, out);
}

/* A request with the selection of this one. */
static struct request *
selection_of(const struct request *request)
{
    struct request *own = request_new();

    for (guint i = 0; i < request->arguments->len; i++) {
        const struct argument *argument =
            &g_array_index(request->arguments, struct argument, i);
        if (*argument->value && selecting_is_by(argument->name))
            request_add(own, argument->name, argument->value);
    }
    return own;
}

/* Take away the values that the argument has, and give it this one unless it is
 * NULL. */
static void
set(struct request *request, const char *name, const char *value)
{
    for (guint i = request->arguments->len; i-- > 0;)
        if (strcmp(g_array_index(request->arguments, struct argument, i).name,
                   name) == 0)
            g_array_remove_index(request->arguments, i);
    if (value)
        request_add(request, name, value);
}

char *
selecting_address(const struct request *request,
                  const char *path,
                  const char *const *pairs)
{
    struct request *own = selection_of(request);

    for (; pairs && pairs[0]; pairs += 2)
        set(own, pairs[0], pairs[1]);
    char *address = address_at(own, path);
    request_free(own);
    return address;
}

/* Whether the request's filter on the field, if it has one, is not only another
 * value: a paragraph with two service areas has cells for both. */
static bool
may_be(const struct request *request,
       const struct findings_field *field,
       const char *value)
{
    bool is_any = false, is_this = false;

    for (guint i = 0; i < request->arguments->len; i++) {
        const struct argument *argument =
            &g_array_index(request->arguments, struct argument, i);
        if (strcmp(argument->name, field->option) != 0 || !*argument->value)
            continue;
        char *out = g_malloc(strlen(argument->value) + FINDINGS_DATE_SIZE);
        const char *given = findings_field_value(field, argument->value, out);
        is_any = true;
        is_this = is_this || (given && naming_is_same(given, value));
        g_free(out);
    }
    return !is_any || is_this;
}

/* Set the end of the range to this day unless it is already narrower. */
static void
narrow(struct request *request,
       const char *name,
       const char *day,
       bool is_beginning)
{
    const char *given = request_get(request, name);
    char first[FINDINGS_DATE_SIZE], last[FINDINGS_DATE_SIZE];

    if (given && findings_date_range(given, first, last) &&
        (is_beginning ? strcmp(first, day) > 0 : strcmp(last, day) < 0))
        return;
    set(request, name, day);
}

static bool
select_month(struct request *request, const char *month)
{
    char first[FINDINGS_DATE_SIZE], last[FINDINGS_DATE_SIZE];

    if (!findings_date_range(month, first, last))
        return false;
    narrow(request, "from", first, true);
    narrow(request, "to", last, false);
    return true;
}

/* Select only what has the value; false if that cannot be done. */
static bool
select_value(struct request *request, const struct selected_value *value)
{
    const struct findings_field *field = findings_field(value->field);

    if (!*value->value || !field)
        return false;
    if (strcmp(field->name, "date") == 0)
        return select_month(request, value->value);
    /* The year of a report is within what the filter on years selects. */
    if (!field->option ||
        (field->kind != FINDINGS_DATE && !may_be(request, field, value->value)))
        return false;
    set(request, field->option, value->value);
    return true;
}

char *
selecting_search(const struct request *request,
                 const struct selected_value *values,
                 size_t n)
{
    struct request *own = selection_of(request);
    bool is_good = true;

    for (size_t i = 0; is_good && i < n; i++)
        is_good = select_value(own, &values[i]);
    char *address = is_good ? address_at(own, "/") : NULL;
    request_free(own);
    return address;
}

static bool
is_among(const char *const *names, const char *name)
{
    while (*names && strcmp(*names, name) != 0)
        names++;
    return *names;
}

void
selecting_put_hidden(GString *out,
                     const struct request *request,
                     const char *const *but)
{
    for (guint i = 0; i < request->arguments->len; i++) {
        const struct argument *argument =
            &g_array_index(request->arguments, struct argument, i);
        if (!*argument->value || !selecting_is_by(argument->name) ||
            is_among(but, argument->name))
            continue;
        html(out, "<input type=\"hidden\" name=\"%s\"", argument->name);
        html_value(out, argument->value);
        html(out, ">\n");
    }
}
