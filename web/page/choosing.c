/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/choosing.h"

#include "page/chips.h"
#include "page/html.h"
#include "page/selecting.h"
#include "link/params.h"
#include "print/member.h"
#include "print/naming.h"
#include "print/ranks.h"

#include "findings/schema.h"

#include <string.h>

void
choosing_open(GString *out, const struct request *request, const char *label)
{
    const char *query = request_get(request, "q");

    html(out,
         "<form class=\"choosing\" action=\"%s\">\n<div class=\"fields\">\n"
         "<p class=\"words\"><label for=\"q\">%s</label>\n"
         "<input id=\"q\" name=\"q\" type=\"search\" value=\"%s\" "
         "autocomplete=\"off\"></p>\n",
         request->path, label, query ? query : "");
}

static void
put_option(GString *out, const char *value, const char *text, bool is_chosen)
{
    html(out, "<option");
    html_value(out, value);
    html(out, "%s>%s</option>\n", is_chosen ? " selected" : "", text);
}

static void
open_select(GString *out, const char *label, const char *name)
{
    html(out,
         "<p><label for=\"by-%s\">%s</label>\n"
         "<select id=\"by-%s\" name=\"%s\">\n",
         name, label, name, name);
}

void
choosing_put_one(GString *out,
                 const struct request *request,
                 const char *label,
                 const char *name,
                 const struct choice *choices)
{
    open_select(out, label, name);
    for (; choices->value; choices++)
        put_option(out, choices->value, choices->text,
                   request_has(request, name, choices->value));
    html(out, "</select></p>\n");
}

void
choosing_put_text(GString *out,
                  const char *label,
                  const char *name,
                  const char *value,
                  const char *list)
{
    html(out, "<p><label for=\"by-%s\">%s</label>\n<input id=\"by-%s\" ", name,
         label, name);
    if (list)
        html(out, "list=\"%s\" ", list);
    html(out, "name=\"%s\" value=\"%s\" autocomplete=\"off\"></p>\n", name,
         value ? value : "");
}

void
choosing_put_field(GString *out,
                   const struct request *request,
                   const char *label,
                   const char *name,
                   const char *preset,
                   bool with_dates)
{
    const char *chosen = request_get(request, name);

    open_select(out, label, name);
    if (!*preset)
        put_option(out, "", "not divided", false);
    for (size_t i = 0; i < findings_n_fields; i++) {
        const struct findings_field *field = &findings_fields[i];
        const char *value = naming_field(field->name);
        if (field->slot == 0 || (field->kind == FINDINGS_DATE && !with_dates))
            continue;
        put_option(out, value,
                   strcmp(field->name, "date") == 0 ? "month" : value,
                   strcmp(value, chosen ? chosen : preset) == 0);
    }
    html(out, "</select></p>\n");
}

static bool
is_among(const char *const *names, const char *name)
{
    while (*names && strcmp(*names, name) != 0)
        names++;
    return *names;
}

/* The values to filter by, and how many paragraphs each would select: the
 * result of a search, which the caller frees; NULL if they are not known. */
static json_t *
ask_values(struct web *web, const struct request *request)
{
    char reason[FINDINGS_REASON_SIZE];
    struct link_failure failure;
    json_t *params = params_read(request, PARAMS_SELECTION, reason);
    json_t *facets = json_array();

    if (!params) {
        json_decref(facets);
        return NULL;
    }
    for (size_t i = 0; i < findings_n_fields; i++)
        if (findings_fields[i].option &&
            findings_fields[i].kind == FINDINGS_VALUE &&
            strcmp(findings_fields[i].name, "report") != 0)
            json_array_append_new(facets, json_string(findings_fields[i].name));
    json_object_update_new(params, json_pack("{s:i, s:i, s:o}", "limit", 0,
                                             "snippet", 0, "facets", facets));
    return link_ask(web->link, "search", params, &failure);
}

/* A choice of one more value of the field. */
static void
put_values(GString *out,
           const struct request *request,
           const struct findings_field *field,
           const json_t *counts)
{
    json_t *sorted = ranks_sorted(field->name, counts), *value;
    char name[NAMING_VALUE_SIZE];
    size_t i;

    open_select(out, field->option, field->option);
    put_option(out, "", "any", false);
    json_array_foreach(sorted, i, value)
    {
        const char *text = member_text(value, "value");
        if (!*text || request_has(request, field->option, text))
            continue;
        html(out, "<option value=\"%s\">%s (%zu)</option>\n", text,
             selecting_name(field->name, text, name),
             member_count(value, "count"));
    }
    html(out, "</select></p>\n");
    json_decref(sorted);
}

/* Fields that add another filter. */
static void
put_more(GString *out,
         struct web *web,
         const struct request *request,
         const char *const *but)
{
    json_t *result = ask_values(web, request);
    const json_t *facets = json_object_get(result, "facets");

    html(out, "<details>\n<summary>More filters</summary>\n"
              "<div class=\"fields\">\n");
    for (size_t i = 0; i < findings_n_fields; i++) {
        const struct findings_field *field = &findings_fields[i];
        const json_t *counts = json_object_get(facets, field->name);
        if (json_array_size(counts) > 0 && !is_among(but, field->option))
            put_values(out, request, field, counts);
    }
    choosing_put_text(out, "from (a year, month or day)", "from",
                      request_get(request, "from"), NULL);
    choosing_put_text(out, "to", "to", request_get(request, "to"), NULL);
    html(out, "</div>\n</details>\n");
    json_decref(result);
}

void
choosing_close(GString *out,
               struct web *web,
               const struct request *request,
               const char *const *but)
{
    static const char *const own[] = {"q", "from", "to", NULL};

    html(out, "</div>\n");
    put_more(out, web, request, but);
    selecting_put_hidden(out, request, own);
    html(out, "<button>Show</button>\n</form>\n");
    chips_put(out, request);
}

void
choosing_put_authorities(GString *out, struct web *web, const char *id)
{
    struct link_failure failure;
    json_t *result = link_ask(web->link, "search",
                              json_pack("{s:s, s:i, s:[s]}", "query", "",
                                        "limit", 0, "facets", "authority"),
                              &failure);
    json_t *value;
    size_t i;

    html(out, "<datalist id=\"%s\">\n", id);
    json_array_foreach(
        json_object_get(json_object_get(result, "facets"), "authority"), i,
        value)
    {
        if (*member_text(value, "value"))
            html(out, "<option value=\"%s\"></option>\n",
                 member_text(value, "value"));
    }
    html(out, "</datalist>\n");
    json_decref(result);
}
