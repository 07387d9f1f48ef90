/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/page_suggest.h"

#include "page/address.h"
#include "page/html.h"
#include "ask/saved.h"
#include "ask/saved_file.h"
#include "print/member.h"
#include "print/naming.h"

#include "findings/schema.h"

#include <string.h>

#define BLANKS " \t\r\n"

enum {
    WORDS = 6,        /* suggested at most */
    CORRECTIONS = 3,  /* if no word begins as typed */
    VALUES = 4,       /* of each field */
    SAVED = 8,        /* saved queries */
    NAME_WORDS = 4,   /* that may be the beginning of one name */
    NAME_LEN_MIN = 3, /* bytes; what is shorter begins far too many */
};

/* The fields whose values are suggested. */
static const char *const fields[] = {"authority", "provider",  "service_area",
                                     "grade",     "framework", "kind"};

/* What is being typed. */
struct typing {
    struct web *web;
    const struct request *request;
    const char *query;
    const char *word; /* its last word, which ends at end */
    const char *end;
    GString *out;
    unsigned n; /* options so far */
};

static void
begin_option(struct typing *t)
{
    html(t->out, "<li role=\"option\" id=\"suggestion-%u\"", t->n++);
}

/* The option that puts a word in place of the last one. */
static void
put_word(struct typing *t, const char *word, const char *about)
{
    begin_option(t);
    html(t->out, " data-words=\"%.*s%s%s\">%s <small>%s</small></li>\n",
         (int)(t->word - t->query), t->query, word, *t->end ? t->end : " ",
         word, about);
}

/* The answer to suggest, a list of {value, count}; NULL if there is none. The
 * caller frees it. */
static json_t *
ask(struct typing *t, const char *name, json_t *params)
{
    struct link_failure failure;
    json_t *result = link_ask(t->web->link, "suggest", params, &failure);
    json_t *list = json_incref(json_object_get(result, name));

    json_decref(result);
    return list;
}

/* Put the words of the daemon's list. Returns how many it has. */
static size_t
put_list(struct typing *t, json_t *list, const char *what)
{
    const size_t n = json_array_size(list);
    const size_t len = (size_t)(t->end - t->word);
    json_t *item;
    size_t i;

    json_array_foreach(list, i, item)
    {
        const char *word = member_text(item, "value");
        const size_t count = member_count(item, "count");
        char *about = g_strdup_printf("%s%zu paragraph%s", what, count,
                                      count == 1 ? "" : "s");
        /* A word is offered neither again nor as somebody's. */
        if (!strchr(word, '\'') &&
            (strlen(word) != len ||
             g_ascii_strncasecmp(word, t->word, len) != 0))
            put_word(t, word, about);
        g_free(about);
    }
    json_decref(list);
    return n;
}

static void
put_words(struct typing *t)
{
    const size_t len = (size_t)(t->end - t->word);

    if (len < 2)
        return;
    if (put_list(t,
                 ask(t, "words",
                     json_pack("{s:s%, s:i}", "begin", t->word, len, "limit",
                               WORDS)),
                 "") == 0)
        put_list(t,
                 ask(t, "words",
                     json_pack("{s:s%, s:i}", "word", t->word, len, "limit",
                               CORRECTIONS)),
                 "did you mean this? ");
}

/* The option that makes a filter of the text from this place on. */
static void
put_value(struct typing *t,
          const struct findings_field *field,
          const char *from,
          const char *value)
{
    struct request *changed = request_new();
    char *rest = g_strdup_printf("%.*s%s", (int)(from - t->query), t->query,
                                 t->end + strspn(t->end, BLANKS));
    char name[NAMING_VALUE_SIZE];

    changed->path = g_strdup("/");
    request_add(changed, "q", g_strstrip(rest));
    for (guint i = 0; i < t->request->arguments->len; i++) {
        const struct argument *argument =
            &g_array_index(t->request->arguments, struct argument, i);
        if (strcmp(argument->name, "q") != 0 &&
            strcmp(argument->name, "at") != 0 &&
            strcmp(argument->name, "offset") != 0)
            request_add(changed, argument->name, argument->value);
    }
    if (!request_has(changed, field->option, value))
        request_add(changed, field->option, value);
    char *address = address_at(changed, NULL);
    begin_option(t);
    html(t->out, " data-address=\"%s\">%s <small>only this %s</small></li>\n",
         address, naming_value(field->name, value, name),
         naming_field(field->name));
    g_free(address);
    g_free(rest);
    request_free(changed);
}

/* Whether a word of the name, or the whole, begins with the text; neither is
 * compared by letter case. */
static bool
has_beginning(const char *name, const char *text, size_t len)
{
    char *folded_name = g_utf8_casefold(name, -1);
    char *folded_text = g_utf8_casefold(text, (gssize)len);
    const char *found = folded_name;

    while ((found = strstr(found, folded_text)) && found > folded_name &&
           !strchr(" -(", found[-1]))
        found++;
    g_free(folded_name);
    g_free(folded_text);
    return found;
}

/* Put values of a vocabulary that begin with the text. */
static bool
put_known(struct typing *t,
          const struct findings_field *field,
          const char *from)
{
    const struct findings_word *words = findings_words(field);
    const size_t len = (size_t)(t->end - from);
    char name[NAMING_VALUE_SIZE];
    size_t n = 0;

    for (; words->word && n < VALUES; words++)
        if (has_beginning(naming_value(field->name, words->word, name), from,
                          len)) {
            put_value(t, field, from, words->word);
            n++;
        }
    return n > 0;
}

/* Put names that the index has. */
static bool
put_names(struct typing *t,
          const struct findings_field *field,
          const char *from)
{
    const size_t len = (size_t)(t->end - from);
    json_t *list = ask(t, "values",
                       json_pack("{s:s, s:s%, s:i}", "field", field->name,
                                 "value", from, len, "limit", VALUES));
    json_t *item;
    size_t i;
    bool is_any = false;

    json_array_foreach(list, i, item)
    {
        const char *value = member_text(item, "value");
        if (has_beginning(value, from, len)) {
            put_value(t, field, from, value);
            is_any = true;
        }
    }
    json_decref(list);
    return is_any;
}

/* Put the values that the last words begin: as many of these as possible. */
static void
put_values(struct typing *t, const struct findings_field *field)
{
    const char *starts[NAME_WORDS] = {t->word};
    size_t n = 1;

    for (const char *p = t->word; p > t->query && n < NAME_WORDS;) {
        while (p > t->query && strchr(BLANKS, p[-1]))
            p--;
        while (p > t->query && !strchr(BLANKS, p[-1]))
            p--;
        starts[n++] = p;
    }
    while (n-- > 0)
        if (t->end - starts[n] >= NAME_LEN_MIN &&
            (findings_words(field) ? put_known(t, field, starts[n])
                                   : put_names(t, field, starts[n])))
            return;
}

/* Put the saved queries whose names begin as typed. */
static void
put_saved(struct typing *t)
{
    char reason[FINDINGS_REASON_SIZE];
    const size_t len = (size_t)(t->end - t->query) - 1;
    struct saved_file file;

    if (saved_file_open(&file, false, reason)) {
        struct saved_entry entry = saved_file_next(file.lines, 0);
        for (; entry.line > 0 && t->n < SAVED;
             entry = saved_file_next(file.lines, entry.line)) {
            if (entry.name_len < len ||
                strncmp(entry.name, t->query + 1, len) != 0)
                continue;
            begin_option(t);
            html(t->out, " data-words=\"@%.*s\">@%.*s <small>%s</small></li>\n",
                 (int)entry.name_len, entry.name, (int)entry.name_len,
                 entry.name, entry.value);
        }
    }
    saved_file_close(&file);
}

/* Where the last word begins: after a blank, and what may be before a word. */
static const char *
word_before(const char *query, const char *end)
{
    const char *word = end;

    while (word > query && !strchr(BLANKS, word[-1]))
        word--;
    return word + strspn(word, "\"+-(");
}

void
page_suggest(struct web *web,
             const struct request *request,
             struct reply *reply)
{
    const char *query = request_get(request, "q");

    if (!query)
        return;
    const unsigned len = (unsigned)strlen(query);
    const char *end = query + request_number(request, "at", 0, len, len);
    end += strcspn(end, BLANKS);
    struct typing t = {.web = web,
                       .request = request,
                       .query = query,
                       .word = word_before(query, end),
                       .end = end,
                       .out = reply->body};
    if (*query == '@' && !strpbrk(query, BLANKS)) {
        put_saved(&t);
        return;
    }
    if (t.word >= end)
        return;
    put_words(&t);
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        put_values(&t, findings_field(fields[i]));
}
