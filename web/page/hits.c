/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/hits.h"

#include "page/address.h"
#include "page/grades.h"
#include "page/html.h"
#include "page/written.h"
#include "print/cite.h"
#include "print/member.h"
#include "print/naming.h"
#include "print/show.h"

#include <stdlib.h>
#include <string.h>

static void
put_framework(GString *out, const json_t *record)
{
    const char *framework = member_text(record, "framework");
    const char *title = member_text(record, "title");
    char name[NAMING_VALUE_SIZE], letters[NAMING_VALUE_SIZE];

    if (!*framework || strcmp(framework, "other") == 0)
        return;
    html(out, "<li><abbr title=\"%s\">%s</abbr></li>\n",
         *title ? title : naming_value("framework", framework, name),
         naming_framework(framework, letters));
}

static void
put_areas(GString *out, const json_t *record)
{
    for (size_t i = 0; member_nth(record, "service_area", i); i++) {
        char name[NAMING_VALUE_SIZE];
        html(out, "<li>%s</li>\n",
             naming_value("service_area", member_nth(record, "service_area", i),
                          name));
    }
}

static void
put_kind(GString *out, const json_t *record)
{
    const char *kind = member_text(record, "kind");
    const char *deadline = member_text(record, "deadline");
    char name[NAMING_VALUE_SIZE];

    if (!*kind || strcmp(kind, "finding") == 0)
        return;
    html(out, "<li><b>%s</b>%s%s</li>\n", kind, *deadline ? ", deadline: " : "",
         naming_value("deadline", deadline, name));
}

void
hits_put_about(GString *out, const json_t *record)
{
    char *place = written(cite_put_place, record);
    json_t *headings = member_headings(record);

    html(out, "<ul class=\"about\">\n");
    put_framework(out, record);
    if (*place)
        html(out, "<li>%s</li>\n", place + strlen(", "));
    put_areas(out, record);
    if (*json_string_value(headings))
        html(out, "<li class=\"section\">%s</li>\n",
             json_string_value(headings));
    put_kind(out, record);
    html(out, "</ul>\n");
    json_decref(headings);
    free(place);
}

/* The original, with the search that it was found by, if that is what is shown:
 * from there one goes on to the next hit. The caller frees it. */
static char *
address_of_original(const struct request *request, const char *id)
{
    if (strcmp(request->path, "/") != 0)
        return address_of("/view/", id);
    char *path = g_strconcat("/view/", id, NULL);
    char *address = address_at(request, path);
    g_free(path);
    return address;
}

void
hits_put_actions(GString *out,
                 const struct request *request,
                 const json_t *record)
{
    const char *id = member_text(record, "id");
    const size_t page = member_count(record, "page");
    char *link = address_of("/paragraph/", id);
    char *similar = address_of("/similar/", id);
    char *view = address_of_original(request, id);

    html(out,
         "<ul class=\"actions\">\n"
         "<li><a href=\"%s?before=3&amp;after=3#here\">In context</a></li>\n"
         "<li><a href=\"%s\">Similar</a></li>\n"
         "<li><a href=\"%s#cite\">Cite</a></li>\n<li><a href=\"%s\">Original",
         link, similar, link, view);
    if (page > 0)
        html(out, ", page %zu", page);
    html(out,
         "</a></li>\n<li><button type=\"button\" class=\"keep\" "
         "data-id=\"%s\" hidden>Keep</button></li>\n</ul>\n",
         id);
    g_free(link);
    g_free(similar);
    g_free(view);
}

static void
put_also(GString *out, const struct request *request, const json_t *hit)
{
    const json_t *also = json_object_get(hit, "also");

    if (member_count(also, "paragraphs") == 0)
        return;
    char *text = written(show_write_also, also);
    char *link = address_with(request, NULL, "all", "1");
    html(out,
         "<p class=\"also\">Nearly the same text is <a href=\"%s\">%s</a>"
         "</p>\n",
         link, text);
    g_free(link);
    free(text);
}

static void
put_hit(GString *out,
        const struct request *request,
        const json_t *hit,
        size_t number)
{
    const char *id = member_text(hit, "id");
    const char *subject = member_subject(hit);
    char *link = address_of("/paragraph/", id);
    char *reference = written(cite_put_reference, hit);
    char date[CITE_DATE_SIZE];

    cite_ended(hit, date);
    html(out,
         "<li value=\"%zu\">\n<article class=\"hit\">\n"
         "<h3><a href=\"%s\">%s%s%s</a></h3>\n<p class=\"judged\">",
         number, link, *subject ? subject : member_text(hit, "source"),
         *date ? ", " : "", date);
    grades_put_explained(out, hit, number);
    html(out, "</p>\n");
    hits_put_about(out, hit);
    html(out, "<p class=\"text\">");
    html_marked(out, member_text(hit, "snippet"),
                json_object_get(hit, "highlights"));
    html(out, "</p>\n");
    put_also(out, request, hit);
    html(out, "<p class=\"cited\">%s [%s]</p>\n", reference, id);
    hits_put_actions(out, request, hit);
    html(out, "</article>\n</li>\n");
    free(reference);
    g_free(link);
}

void
hits_put(GString *out,
         const struct request *request,
         const json_t *result,
         size_t first)
{
    static const char begin[] = "<ol class=\"hits\">\n", end[] = "</ol>\n";
    const json_t *hits = json_object_get(result, "hits");
    bool is_open = false, is_in_part = false;
    const json_t *hit;
    size_t i;

    json_array_foreach(hits, i, hit)
    {
        if (!is_in_part && !show_is_counted(hit)) {
            g_string_append(out, is_open ? end : "");
            g_string_append(out, "<h2 id=\"in-part\">These match in part, and "
                                 "are not counted</h2>\n");
            is_in_part = true;
            is_open = false;
        }
        g_string_append(out, is_open ? "" : begin);
        is_open = true;
        put_hit(out, request, hit, first + i + 1);
    }
    g_string_append(out, is_open ? end : "");
}
