/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/page_saved.h"

#include "page/address.h"
#include "page/form.h"
#include "page/html.h"
#include "page/layout.h"
#include "page/saved_address.h"
#include "link/params.h"
#include "link/saver.h"
#include "ask/saved.h"
#include "ask/saved_file.h"
#include "print/member.h"

#include "findings/schema.h"

#include <stdlib.h>
#include <string.h>

/* A selection as it is saved, or "" if nothing is selected; NULL with a reason.
 * The caller frees it. */
static char *
value_of(const struct request *request, char reason[FINDINGS_REASON_SIZE])
{
    json_t *params = params_read(request, SAVED_OPTIONS, reason);
    char *words = g_strdup(member_text(params, "query"));
    struct options options = {
        .params = params, .arguments = &words, .n_arguments = *words ? 1 : 0};
    char *value = NULL;

    for (int id = 0; id < OPTIONS; id++)
        if (options_rows[id].param &&
            json_object_get(params, options_rows[id].param))
            options.given |= OPTION_BIT(id);
    if (params && saved_is_name(words))
        g_strlcpy(reason,
                  "a saved search cannot begin with another one; search for it "
                  "first, and save what is shown then",
                  FINDINGS_REASON_SIZE);
    else if (params)
        value = saved_value(&options, 0);
    g_free(words);
    json_decref(params);
    return value;
}

/* Write the arguments that select something as hidden fields. */
static void
put_selection(GString *out, const struct request *request)
{
    for (guint i = 0; i < request->arguments->len; i++) {
        const struct argument *argument =
            &g_array_index(request->arguments, struct argument, i);
        if (!*argument->value || strcmp(argument->name, "name") == 0 ||
            strcmp(argument->name, "replace") == 0)
            continue;
        html(out, "<input type=\"hidden\" name=\"%s\"", argument->name);
        html_value(out, argument->value);
        html(out, ">\n");
    }
}

static void
put_form(GString *out,
         const struct request *request,
         const char *value,
         const char *name,
         const char *before)
{
    html(out,
         "<form class=\"save\" method=\"post\" action=\"/saved\">\n"
         "<h2>Save this search</h2>\n<p><code>%s</code></p>\n",
         value);
    put_selection(out, request);
    if (before)
        html(out,
             "<p class=\"problem\" role=\"alert\">There is a saved search "
             "<b>%s</b> already: <code>%s</code>. Choose another name, or "
             "replace it.</p>\n<p><label><input type=\"checkbox\" "
             "name=\"replace\" value=\"1\"> Replace it</label></p>\n",
             name, before);
    html(out,
         "<p><label for=\"name\">Name</label>\n"
         "<span class=\"hint\" id=\"name-hint\">Letters, digits, - and _, "
         "without "
         "blanks. "
         "Search for it later as @name.</span>\n"
         "<input id=\"name\" name=\"name\" value=\"%s\" required "
         "pattern=\"[A-Za-z0-9_\\-]+\" maxlength=\"64\" "
         "title=\"Letters, digits, - and _, without blanks\" "
         "aria-describedby=\"name-hint\" autocomplete=\"off\">\n"
         "<button>Save</button></p>\n</form>\n",
         name);
}

static void
put_entry(GString *out, const struct saved_entry *entry)
{
    char reason[FINDINGS_REASON_SIZE];
    char *name = g_strndup(entry->name, entry->name_len);
    char *address = saved_address(name, reason);

    html(out, "<tr><th scope=\"row\">");
    if (address)
        html(out, "<a href=\"%s\">%s</a></th>", address, name);
    else
        html(out, "%s</th>", name);
    html(out, "<td><code>%s</code>", entry->value);
    if (!address)
        html(out, "<p class=\"problem\">%s</p>", reason);
    html(out, "</td><td><form method=\"post\" action=\"/saved\"><button "
              "name=\"remove\"");
    html_value(out, name);
    html(out,
         ">Remove <span class=\"unseen\">%s</span>"
         "</button></form></td></tr>\n",
         name);
    g_free(address);
    g_free(name);
}

static void
put_list(GString *out, const struct saved_file *file)
{
    struct saved_entry entry = saved_file_next(file->lines, 0);

    if (entry.line == 0) {
        html(out, "<p>Nothing is saved yet. Search for something, and choose "
                  "“Save this search” there.</p>\n");
        return;
    }
    html(out,
         "<table class=\"saved\">\n<caption>In the box, @name is the same; in "
         "the terminal, findings @name. They are in %s.</caption>\n<thead><tr>"
         "<th scope=\"col\">Name</th><th scope=\"col\">Search</th>"
         "<th scope=\"col\">Change</th></tr></thead>\n<tbody>\n",
         file->path);
    for (; entry.line > 0; entry = saved_file_next(file->lines, entry.line))
        put_entry(out, &entry);
    html(out, "</tbody>\n</table>\n");
}

/* Show the page; before is what the name that was chosen has already, or NULL.
 */
static void
show(const struct request *request, struct reply *reply, const char *before)
{
    const char *name = request_get(request, "name");
    char reason[FINDINGS_REASON_SIZE];
    struct saved_file file;
    char *value = value_of(request, reason);

    if (!value) {
        layout_problem(reply, request, 400, "That cannot be saved", reason);
        return;
    }
    layout_open(reply, request, "Saved searches");
    html(reply->body, "<h1>Saved searches</h1>\n");
    if (*value)
        put_form(reply->body, request, value, name ? name : "", before);
    if (saved_file_open(&file, false, reason))
        put_list(reply->body, &file);
    else
        html(reply->body, "<p class=\"problem\" role=\"alert\">%s</p>\n",
             reason);
    saved_file_close(&file);
    layout_close(reply, request);
    free(value);
}

void
page_saved(struct web *web, const struct request *request, struct reply *reply)
{
    (void)web;
    show(request, reply, NULL);
}

/* Change the file, and show it. */
static void
finish(struct web *web,
       const struct request *form,
       struct reply *reply,
       const struct saved_file *file)
{
    char reason[FINDINGS_REASON_SIZE];

    if (saver_write(web->saver, file, reason))
        reply_redirect(reply, "/saved");
    else
        layout_problem(reply, form, 500, "Not saved", reason);
}

static void
save(struct web *web,
     const struct request *form,
     struct reply *reply,
     struct saved_file *file)
{
    const char *name = request_get(form, "name");
    char reason[FINDINGS_REASON_SIZE];
    char *value = value_of(form, reason);

    if (!value) {
        layout_problem(reply, form, 400, "That cannot be saved", reason);
    } else if (!name || !saved_name_fits(name, strlen(name))) {
        layout_problem(reply, form, 400, "That cannot be a name",
                       "The name of a saved search has letters, digits, - and "
                       "_. Go back, and choose another.");
    } else if (!*value) {
        layout_problem(reply, form, 400, "Nothing to save",
                       "Search for words or choose filters first.");
    } else {
        const struct saved_entry entry =
            saved_file_find(file->lines, name, strlen(name));
        if (entry.line > 0 && !request_get(form, "replace")) {
            show(form, reply, entry.value);
            reply->status = 409;
        } else {
            saved_file_put(file->lines, name, value);
            finish(web, form, reply, file);
        }
    }
    free(value);
}

void
page_saved_change(struct web *web,
                  const struct request *request,
                  struct reply *reply)
{
    char reason[FINDINGS_REASON_SIZE];
    struct saved_file file;
    struct request *form = form_read(request);

    if (!form) {
        layout_problem(reply, request, 400, "That cannot be read",
                       "This address takes the fields of its form only.");
        return;
    }
    const char *removed = request_get(form, "remove");
    if (!saved_file_open(&file, true, reason)) {
        layout_problem(reply, request, 500, "Not saved", reason);
    } else if (removed) {
        saved_file_remove(file.lines, removed);
        finish(web, form, reply, &file);
    } else {
        save(web, form, reply, &file);
    }
    saved_file_close(&file);
    request_free(form);
}
