/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/chips.h"

#include "link/params.h"
#include "page/address.h"
#include "page/html.h"
#include "page/search_box.h"
#include "print/naming.h"

#include <string.h>

/* Those that are not filters: how each is put in words. */
static const struct way {
    const char *name;
    const char *value; /* NULL: any, which follows the text */
    const char *text;
} ways[] = {
    {"from", NULL, "from "},         {"to", NULL, "to "},
    {"match", "all", "all words"},   {"match", "any", "any word"},
    {"exact", "1", "only as typed"}, {"all", "1", "near-duplicates one by one"},
};

static const struct way *
way_of(const struct argument *argument)
{
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++)
        if (strcmp(ways[i].name, argument->name) == 0 &&
            (!ways[i].value || strcmp(ways[i].value, argument->value) == 0))
            return &ways[i];
    return NULL;
}

static bool
is_chip(const struct argument *argument)
{
    return *argument->value &&
           (params_field(argument->name) || way_of(argument));
}

/* More reports than these are one chip. */
enum { REPORTS_MAX = 4 };

/* How many reports a chip for all of them would be of; 0 if each has its own,
 * or this is not one. */
static guint
n_together(const struct request *request, const struct argument *argument)
{
    guint n = 0;

    if (strcmp(argument->name, "report") != 0)
        return 0;
    for (guint i = 0; i < request->arguments->len; i++) {
        const struct argument *other =
            &g_array_index(request->arguments, struct argument, i);
        n += *other->value && strcmp(other->name, argument->name) == 0;
    }
    return n > REPORTS_MAX ? n : 0;
}

/* Whether a chip before it is for it too. */
static bool
is_with_another(const struct request *request, guint i)
{
    const struct argument *argument =
        &g_array_index(request->arguments, struct argument, i);

    if (n_together(request, argument) == 0)
        return false;
    while (i-- > 0) {
        const struct argument *other =
            &g_array_index(request->arguments, struct argument, i);
        if (*other->value && strcmp(other->name, argument->name) == 0)
            return true;
    }
    return false;
}

/* The next argument that is one, apart from those that are together with an
 * earlier one; NULL after the last. *at is where to go on. */
static const struct argument *
next(const struct request *request, guint *at)
{
    while (*at < request->arguments->len) {
        const guint i = (*at)++;
        const struct argument *argument =
            &g_array_index(request->arguments, struct argument, i);
        if (is_chip(argument) && !is_with_another(request, i))
            return argument;
    }
    return NULL;
}

bool
chips_are_any(const struct request *request)
{
    guint at = 0;

    return next(request, &at) != NULL;
}

/* In words: "inadequate", "from 2010", "24 reports". The caller frees it. */
static char *
text_of(const struct request *request, const struct argument *argument)
{
    const struct findings_field *field = params_field(argument->name);
    const guint n = n_together(request, argument);
    char name[NAMING_VALUE_SIZE];

    if (n > 0)
        return g_strdup_printf("%u reports", n);
    if (field)
        return g_strdup(naming_value(field->name, argument->value, name));
    const struct way *way = way_of(argument);
    return g_strconcat(way->text, way->value ? "" : argument->value, NULL);
}

static void
put_chip(GString *out,
         const struct request *request,
         const struct argument *argument)
{
    const bool is_of_many = n_together(request, argument) > 0;
    const struct address_change change = {
        argument->name, is_of_many ? NULL : argument->value, NULL};
    char *link = address_changed(request, NULL, &change, 1);
    char *text = text_of(request, argument);

    html(out, "<li><a href=\"%s\"><span class=\"hidden\">Remove </span>", link);
    if (params_field(argument->name) && !is_of_many)
        html(out, "<span class=\"of\">%s</span> ", argument->name);
    html(out, "%s <span aria-hidden=\"true\">×</span></a></li>\n", text);
    g_free(link);
    g_free(text);
}

void
chips_put(GString *out, const struct request *request)
{
    GArray *changes = g_array_new(FALSE, FALSE, sizeof(struct address_change));
    const struct argument *argument;
    guint at = 0;

    if (!chips_are_any(request)) {
        g_array_free(changes, TRUE);
        return;
    }
    html(out, "<ul class=\"chips\" aria-label=\"Filters in use\">\n");
    while ((argument = next(request, &at))) {
        const struct address_change change = {argument->name, NULL, NULL};
        put_chip(out, request, argument);
        g_array_append_val(changes, change);
    }
    if (changes->len > 1) {
        char *link = address_changed(
            request, NULL, (struct address_change *)(void *)changes->data,
            changes->len);
        html(out, "<li class=\"all\"><a href=\"%s\">Remove all</a></li>\n",
             link);
        g_free(link);
    }
    html(out, "</ul>\n");
    g_array_free(changes, TRUE);
}

void
chips_name(GString *title, const struct request *request)
{
    const struct argument *argument;
    guint at = 0;

    while ((argument = next(request, &at))) {
        char *text = text_of(request, argument);
        g_string_append_printf(title, ", %s", text);
        g_free(text);
    }
}

void
chips_put_hidden(GString *out,
                 const struct request *request,
                 const char *const *fields)
{
    for (guint i = 0; i < request->arguments->len; i++) {
        const struct argument *argument =
            &g_array_index(request->arguments, struct argument, i);
        const struct findings_field *field = params_field(argument->name);
        if (!field || !*argument->value || g_strv_contains(fields, field->name))
            continue;
        html(out,
             "<input type=\"hidden\" form=\"" SEARCH_BOX_FORM "\" name=\"%s\"",
             argument->name);
        html_value(out, argument->value);
        html(out, ">\n");
    }
}
