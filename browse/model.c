/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model.h"

#include "print/incomplete.h"
#include "print/member.h"

#include "findings/wire.h"

#include <string.h>

/* The fields whose counts are shown. */
static const char *const counted[] = {"grade", "service_area", "kind",
                                      "authority", "year"};

void
model_init(struct model *model, const json_t *params)
{
    *model = (struct model){.given = json_deep_copy(params), .page = 1};
    edit_init(&model->query, member_text(params, "query"));
    edit_init(&model->name, "");
    facets_init(&model->facets, json_object_get(params, "filters"));
    model->hits = json_array();
    model->is_due[MODEL_SEARCH] = true;
}

void
model_fini(struct model *model)
{
    reading_close(&model->reading);
    facets_fini(&model->facets);
    edit_fini(&model->query);
    edit_fini(&model->name);
    json_decref(model->given);
    json_decref(model->result);
    json_decref(model->asked);
    json_decref(model->asking);
    json_decref(model->hits);
    json_decref(model->incomplete);
    g_free(model->message);
}

void
model_say(struct model *model, const char *format, ...)
{
    va_list args;

    g_free(model->message);
    model->message = NULL;
    if (!format)
        return;
    va_start(args, format);
    model->message = g_strdup_vprintf(format, args);
    va_end(args);
}

const json_t *
model_record(const struct model *model)
{
    return reading_is_open(&model->reading)
               ? reading_record(&model->reading)
               : json_array_get(model->hits, model->chosen);
}

static void
search(struct model *model, bool is_typed)
{
    model->is_due[MODEL_SEARCH] = true;
    model->is_due[MODEL_MORE] = false;
    model->is_typed = is_typed;
}

/* Move by so many hits; near the end of those that are loaded, more are due. */
static void
choose(struct model *model, long by)
{
    const size_t n = json_array_size(model->hits);
    const size_t ranked = member_count(model->result, "ranked");
    const long at = (long)model->chosen + by;

    model->chosen = at < 0 ? 0 : (size_t)at;
    if (model->chosen >= n)
        model->chosen = n > 0 ? n - 1 : 0;
    if (model->chosen + 2 * model->page >= n && n < ranked && n < MODEL_HITS &&
        !model->is_asked[MODEL_MORE])
        model->is_due[MODEL_MORE] = true;
}

static void
open_report(struct model *model)
{
    const json_t *record = json_array_get(model->hits, model->chosen);

    if (!record)
        return;
    reading_open(&model->reading, record);
    model->is_due[MODEL_FOUND] = true;
    model->mode = MODEL_REPORT;
}

static void
close_report(struct model *model)
{
    reading_close(&model->reading);
    model->is_due[MODEL_FOUND] = false;
    model->mode = MODEL_LIST;
}

static void
open_help(struct model *model)
{
    model->behind = model->mode;
    model->mode = MODEL_HELP;
    model->help_top = 0;
}

static enum model_wish
wish_for_record(struct model *model, enum model_wish wish)
{
    if (model_record(model))
        return wish;
    model_say(model, "no paragraph is chosen");
    return MODEL_NOTHING;
}

static void
ask_name(struct model *model)
{
    edit_fini(&model->name);
    edit_init(&model->name, "");
    model->mode = MODEL_NAMING;
}

static enum model_wish
press_in_list(struct model *model, const struct press *press)
{
    switch (press->kind) {
    case PRESS_UP:
        choose(model, -1);
        return MODEL_NOTHING;
    case PRESS_DOWN:
        choose(model, 1);
        return MODEL_NOTHING;
    case PRESS_PAGE_UP:
        choose(model, -(long)model->page);
        return MODEL_NOTHING;
    case PRESS_PAGE_DOWN:
        choose(model, (long)model->page);
        return MODEL_NOTHING;
    case PRESS_ENTER:
        open_report(model);
        return MODEL_NOTHING;
    case PRESS_TAB:
        model->mode = MODEL_FACETS;
        return MODEL_NOTHING;
    case PRESS_ESCAPE:
        return MODEL_QUIT;
    default:
        if (edit_press(&model->query, press) == EDIT_CHANGED)
            search(model, true);
        return MODEL_NOTHING;
    }
}

static enum model_wish
press_in_facets(struct model *model, const struct press *press)
{
    enum { PAGE = 10 };

    switch (press->kind) {
    case PRESS_UP:
        facets_move(&model->facets, -1);
        break;
    case PRESS_DOWN:
        facets_move(&model->facets, 1);
        break;
    case PRESS_PAGE_UP:
        facets_move(&model->facets, -PAGE);
        break;
    case PRESS_PAGE_DOWN:
        facets_move(&model->facets, PAGE);
        break;
    case PRESS_BACKSPACE:
        if (facets_remove_last(&model->facets))
            search(model, false);
        break;
    case PRESS_TAB:
    case PRESS_ESCAPE:
        model->mode = MODEL_LIST;
        break;
    case PRESS_ENTER:
        if (facets_toggle(&model->facets))
            search(model, false);
        break;
    case PRESS_TEXT:
        if (strcmp(press->text, " ") == 0) {
            if (facets_toggle(&model->facets))
                search(model, false);
            break;
        }
        /* Anything else belongs to the query. */
        /* fall through */
    case PRESS_PASTED:
        model->mode = MODEL_LIST;
        return press_in_list(model, press);
    default:
        break;
    }
    return MODEL_NOTHING;
}

static enum model_wish
press_in_report(struct model *model, const struct press *press)
{
    const bool is_text = press->kind == PRESS_TEXT;

    if (press->kind == PRESS_ESCAPE || (is_text && press->text[0] == 'q'))
        close_report(model);
    else if (is_text && press->text[0] == '?')
        open_help(model);
    else
        reading_press(&model->reading, press);
    if (model->reading.is_missed)
        model_say(model, "no further match in this report");
    return MODEL_NOTHING;
}

static enum model_wish
press_in_name(struct model *model, const struct press *press)
{
    if (press->kind == PRESS_ESCAPE) {
        model->mode = MODEL_LIST;
        return MODEL_NOTHING;
    }
    if (press->kind != PRESS_ENTER) {
        edit_press(&model->name, press);
        return MODEL_NOTHING;
    }
    model->mode = MODEL_LIST;
    return model->name.text->len > 0 ? MODEL_SAVE : MODEL_NOTHING;
}

static enum model_wish
press_in_help(struct model *model, const struct press *press)
{
    const bool is_down = press->kind == PRESS_DOWN ||
                         press->kind == PRESS_PAGE_DOWN ||
                         (press->kind == PRESS_TEXT && press->text[0] == 'j');
    const bool is_up = press->kind == PRESS_UP ||
                       press->kind == PRESS_PAGE_UP ||
                       (press->kind == PRESS_TEXT && press->text[0] == 'k');

    if (is_down)
        model->help_top++; /* the screen knows where its end is */
    else if (is_up && model->help_top > 0)
        model->help_top--;
    else if (!is_up)
        model->mode = model->behind;
    return MODEL_NOTHING;
}

/* A key that means the same everywhere; false if it does not. */
static bool
press_anywhere(struct model *model,
               const struct press *press,
               enum model_wish *wish)
{
    const char letter = press->kind == PRESS_CONTROL ? press->text[0] : '\0';

    switch (letter) {
    case 'c':
    case 'q':
        *wish = MODEL_QUIT;
        return true;
    case 'l':
        *wish = MODEL_REDRAW;
        return true;
    case 'z':
        *wish = MODEL_SUSPEND;
        return true;
    default:
        break;
    }
    if (model->mode == MODEL_NAMING || model->mode == MODEL_HELP)
        return false;
    switch (letter) {
    case 'y':
        *wish = wish_for_record(model, MODEL_COPY);
        return true;
    case 'o':
        *wish = wish_for_record(model, MODEL_ORIGINAL);
        return true;
    case 's':
        ask_name(model);
        return true;
    default:
        break;
    }
    if (letter != 'g' && press->kind != PRESS_HELP)
        return false;
    open_help(model);
    return true;
}

/* The keys of the list that have letters as well. */
static struct press
plain(const struct press *press)
{
    struct press other = *press;

    if (press->kind == PRESS_CONTROL && press->text[0] == 'p')
        other.kind = PRESS_UP;
    else if (press->kind == PRESS_CONTROL && press->text[0] == 'n')
        other.kind = PRESS_DOWN;
    return other;
}

enum model_wish
model_press(struct model *model, const struct press *press)
{
    const struct press key = plain(press);
    enum model_wish wish = MODEL_NOTHING;

    model_say(model, NULL);
    if (press_anywhere(model, &key, &wish))
        return wish;
    switch (model->mode) {
    case MODEL_LIST:
        return press_in_list(model, &key);
    case MODEL_FACETS:
        return press_in_facets(model, &key);
    case MODEL_REPORT:
        return press_in_report(model, &key);
    case MODEL_NAMING:
        return press_in_name(model, &key);
    case MODEL_HELP:
        return press_in_help(model, &key);
    }
    return MODEL_NOTHING;
}

/* The parameters of a search by the query and filters as they are now. */
static json_t *
search_params(const struct model *model, size_t offset)
{
    json_t *params = json_copy(model->given);

    json_object_set_new(params, "query", json_string(model->query.text->str));
    json_object_set_new(params, "filters",
                        json_deep_copy(model->facets.filters));
    json_object_set_new(params, "limit", json_integer(MODEL_PAGE));
    json_object_set_new(params, "offset", json_integer((json_int_t)offset));
    json_t *fields = json_array();
    for (size_t i = 0; i < G_N_ELEMENTS(counted) && offset == 0; i++)
        json_array_append_new(fields, json_string(counted[i]));
    json_object_set_new(params, "facets", fields);
    return params;
}

/* Those of a search for all that the query finds in the report that is read. */
static json_t *
found_params(const struct model *model)
{
    enum { LIMIT = 500 };
    json_t *params = search_params(model, 0);
    const char *report = member_text(reading_record(&model->reading), "report");

    json_object_set_new(json_object_get(params, "filters"), "report",
                        json_pack("[s]", report));
    json_object_set_new(params, "limit", json_integer(LIMIT));
    json_object_set_new(params, "facets", json_array());
    json_object_set_new(params, "collapse", json_false());
    json_object_set_new(params, "snippet", json_integer(FINDINGS_SNIPPET_MAX));
    return params;
}

json_t *
model_ask(struct model *model,
          enum model_question question,
          const char **method)
{
    json_t *params = NULL;

    *method = "search";
    if (question == MODEL_NEAR) {
        *method = "get";
        params = reading_ask(&model->reading);
    } else if (model->is_due[question]) {
        params = question == MODEL_FOUND ? found_params(model)
                 : question == MODEL_MORE
                     ? search_params(model, json_array_size(model->hits))
                     : search_params(model, 0);
    }
    model->is_due[question] = false;
    model->is_asked[question] |= params != NULL;
    if (question == MODEL_SEARCH && params) {
        json_decref(model->asking);
        model->asking = json_incref(params);
    }
    return params;
}

bool
model_drop(struct model *model, enum model_question question)
{
    const bool is_moot =
        question == MODEL_MORE
            ? model->is_asked[MODEL_SEARCH]
            : question != MODEL_SEARCH && !reading_is_open(&model->reading);

    if (!model->is_asked[question] || !is_moot)
        return false;
    model->is_asked[question] = false;
    return true;
}

static void
take_search(struct model *model, const json_t *result)
{
    json_decref(model->result);
    json_decref(model->asked);
    json_decref(model->hits);
    json_decref(model->incomplete);
    model->incomplete = NULL;
    model->result = json_incref((json_t *)result);
    model->asked = model->asking;
    model->asking = NULL;
    model->hits = json_copy(json_object_get(result, "hits"));
    model->chosen = 0;
    facets_show(&model->facets, json_object_get(result, "facets"));
}

static void
take_more(struct model *model, const json_t *result)
{
    size_t i;
    json_t *hit;

    /* The page of another commit, or of other parts of the index, does not
     * continue the list. */
    if (!incomplete_is_same_state(result, model->result)) {
        search(model, false);
        return;
    }
    json_array_foreach(json_object_get(result, "hits"), i, hit)
    {
        json_array_append(model->hits, hit);
    }
    /* A short page is the last, whatever the first one promised. */
    if (json_array_size(json_object_get(result, "hits")) == 0)
        json_object_set_new(
            model->result, "ranked",
            json_integer((json_int_t)json_array_size(model->hits)));
}

static void
take_error(struct model *model,
           enum model_question question,
           const json_t *error)
{
    /* An answer that nobody waits for any more. */
    if (json_integer_value(json_object_get(error, "code")) ==
        FINDINGS_CANCELLED)
        return;
    incomplete_add(&model->incomplete, json_object_get(error, "data"));
    if (question == MODEL_NEAR || question == MODEL_FOUND)
        reading_fail(&model->reading);
    model_say(model, "%s", member_text(error, "message"));
}

void
model_take(struct model *model,
           enum model_question question,
           const json_t *answer)
{
    const json_t *result = json_object_get(answer, "result");

    model->is_asked[question] = false;
    if (!result) {
        take_error(model, question, json_object_get(answer, "error"));
        return;
    }
    switch (question) {
    case MODEL_SEARCH:
        take_search(model, result);
        break;
    case MODEL_MORE:
        take_more(model, result);
        break;
    case MODEL_FOUND:
        reading_take_found(&model->reading, result);
        break;
    case MODEL_NEAR:
        reading_take(&model->reading, result);
        break;
    case MODEL_QUESTIONS:
        break;
    }
    incomplete_add(&model->incomplete, result);
    if (model->reading.is_missed)
        model_say(model, "no further match in this report");
}
