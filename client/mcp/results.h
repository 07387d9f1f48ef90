/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * results.h: what the tools ask the daemon, and what they make of its answers:
 * citations are added, and long lists become pages. See struct tool for what
 * the functions of each kind do.
 */
#ifndef CLIENT_MCP_RESULTS_H
#define CLIENT_MCP_RESULTS_H

#include <jansson.h>
#include <stdbool.h>

struct call;

bool search_prepare(json_t *params, char *reason);
json_t *search_refine(const struct call *call, char *reason);

bool paragraph_prepare(json_t *params, char *reason);
json_t *paragraph_refine(const struct call *call, char *reason);

json_t *report_refine(const struct call *call, char *reason);
json_t *reports_refine(const struct call *call, char *reason);
json_t *judgements_refine(const struct call *call, char *reason);
json_t *matrix_refine(const struct call *call, char *reason);

bool compare_prepare(json_t *params, char *reason);
json_t *compare_refine(const struct call *call, char *reason);

void cite_ask(struct call *call, json_t *params);
json_t *cite_refine(const struct call *call, char *reason);

#endif
