/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * model.h: what findings-browse knows and shows, what each key does to it, what
 * has to be asked, and what an answer changes. It knows nothing of terminals
 * and sockets.
 */
#ifndef BROWSE_MODEL_H
#define BROWSE_MODEL_H

#include "edit.h"
#include "facets.h"
#include "keys.h"
#include "reading.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum {
    MODEL_PAGE = 30,  /* hits that are asked for at a time */
    MODEL_HITS = 1000 /* and that are kept; FINDINGS_LIMIT_MAX allows as many */
};

/* What is asked of the daemon; of each, only the latest request matters. */
enum model_question {
    MODEL_SEARCH,
    MODEL_MORE,  /* hits */
    MODEL_FOUND, /* what the query finds in the report that is read */
    MODEL_NEAR,  /* neighbours of paragraphs */
    MODEL_QUESTIONS
};

/* What else a key asks for. */
enum model_wish {
    MODEL_NOTHING,
    MODEL_COPY,     /* the citation of the chosen paragraph */
    MODEL_ORIGINAL, /* to open the document */
    MODEL_SAVE,     /* the query, under the name that was typed */
    MODEL_SUSPEND,
    MODEL_REDRAW,
    MODEL_QUIT
};

enum model_mode {
    MODEL_LIST,
    MODEL_FACETS,
    MODEL_REPORT,
    MODEL_NAMING, /* a name for the query is typed */
    MODEL_HELP
};

struct model {
    json_t *given; /* parameters of each search that no key changes */
    struct edit query;
    struct edit name;
    struct facets facets;
    struct reading reading;
    enum model_mode mode;
    enum model_mode behind; /* the mode that help returns to */

    json_t *result;     /* of the latest search that was answered; or NULL */
    json_t *asked;      /* its parameters */
    json_t *asking;     /* those of the search that is not answered yet */
    json_t *hits;       /* those of the result, and more that were loaded */
    json_t *incomplete; /* the parts of the index that what is shown leaves out;
                           NULL: none */
    size_t chosen;      /* a hit */
    size_t page;        /* how many hits the screen shows, at least 1 */
    size_t help_top;

    bool is_due[MODEL_QUESTIONS]; /* has to be asked */
    bool is_typed; /* the search is due because of typing, and can wait */
    bool is_asked[MODEL_QUESTIONS];
    char *message; /* for the line at the bottom; NULL for none */
};

/* `params` are those of a search, and not kept. */
void model_init(struct model *model, const json_t *params);
void model_fini(struct model *model);

enum model_wish model_press(struct model *model, const struct press *press);

/* If the question is due, its method and parameters, which the caller owns;
 * NULL otherwise. It is then taken as asked, until it is answered or dropped.
 */
json_t *model_ask(struct model *model,
                  enum model_question question,
                  const char **method);

/* Whether the answer to the question is of no use any more; it is then no
 * longer asked. */
bool model_drop(struct model *model, enum model_question question);

/* The answer: an object with "result" or "error". */
void model_take(struct model *model,
                enum model_question question,
                const json_t *answer);

/* Set the message; format NULL: none. */
void model_say(struct model *model, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The record of the paragraph that copying and opening are about; NULL if there
 * is none. Borrowed. */
const json_t *model_record(const struct model *model);

#endif
