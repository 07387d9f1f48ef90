/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * tool.h: a tool, and a call of one. What a tool takes is what a command takes:
 * the options and filters of its entry, and their help; what it returns is
 * described once, by a table from which its schema and its results are made.
 */
#ifndef CLIENT_MCP_TOOL_H
#define CLIENT_MCP_TOOL_H

#include "commands/command.h"
#include "mcp/exchange.h"
#include "mcp/output.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* An argument that a command takes without an option. The last one of a list
 * has no name. */
struct argument {
    const char *name; /* also of the parameter of the request */
    const char *help;
    unsigned most; /* it is a list of at most so many; 0: it is a text */
    bool is_needed;
};

struct tool {
    const char *name, *title;
    const char *help; /* after the summary of the command, or in its place if
                         has_summary is not set */
    bool has_summary;
    const struct command *command;
    const struct argument *arguments;
    const char *filters;       /* what their values are, if not alternatives */
    uint64_t options;          /* those of the command that it has, and PAGE */
    unsigned limit, limit_max; /* how many items are returned; 0: it has no
                                limit */
    bool pages;         /* it returns a page of what the daemon says, which
                           is always all */
    const char *method; /* of the daemon */
    const struct member *members; /* of the result */

    /* Change the parameters of the request; false with a reason. NULL if
     * nothing is to be done. */
    bool (*prepare)(json_t *params, char *reason);
    /* Ask something else than the method with the parameters, of which it takes
     * ownership. Errors are then left to refine(). Else NULL. */
    void (*ask)(struct call *call, json_t *params);
    /* What the daemon says, with what the members name beyond that. The caller
     * owns it; NULL with a reason. */
    json_t *(*refine)(const struct call *call, char *reason);
    /* Write the result, which has the form of the members, for a model. */
    void (*write)(const struct call *call, const json_t *result, FILE *out);
};

/* At most so many inquiries for a call. */
enum { CALL_ASKED_MAX = 20 };

/* How many paragraphs before and after another are returned; the daemon would
 * return more, but a model is to read them. */
enum { TOOL_NEIGHBOURS = 1, TOOL_NEIGHBOURS_MAX = 20 };

/* A call on its way. */
struct call {
    const struct tool *tool;
    json_t *id;        /* of the request; owned, as all below */
    json_t *arguments; /* an object */
    size_t limit, offset;
    struct inquiry *asked;
    size_t n_asked, n_open; /* how many, and of these without an answer */
    struct call *next;
};

/* All tools, ended by one without a name. */
extern const struct tool tools_all[];

/* The tool of this name; NULL if there is none. */
const struct tool *tools_find(const char *name);

/* The tools as "tools/list" returns them; the caller owns it. */
json_t *tools_list(void);

/* Begin a call: make its inquiries, which are not asked yet. The arguments may
 * be NULL. NULL with a reason if they are wrong. */
struct call *call_new(const struct tool *tool,
                      const json_t *id,
                      const json_t *arguments,
                      const struct options *options,
                      char reason[FINDINGS_REASON_SIZE]);
void call_free(struct call *call);

/* Add an inquiry to the call, which takes ownership of params. */
void call_ask(struct call *call, const char *method, json_t *params);

/* The result of "tools/call", once all inquiries have an answer; the caller
 * owns it. */
json_t *call_result(const struct call *call);

/* The same of a call that cannot be made. */
json_t *call_refusal(const char *reason);

#endif
