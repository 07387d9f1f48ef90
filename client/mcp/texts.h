/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * texts.h: results as texts that a model reads: the same as the structured
 * results, but shorter. What comes from reports is on lines of its own that
 * begin with '>', with everything that is not visible escaped, so that it
 * cannot pass for anything else.
 */
#ifndef CLIENT_MCP_TEXTS_H
#define CLIENT_MCP_TEXTS_H

#include <jansson.h>
#include <stdio.h>

struct call;

void text_search(const struct call *call, const json_t *result, FILE *out);
void text_paragraph(const struct call *call, const json_t *result, FILE *out);
void text_report(const struct call *call, const json_t *result, FILE *out);
void text_reports(const struct call *call, const json_t *result, FILE *out);
void text_judgements(const struct call *call, const json_t *result, FILE *out);
void text_matrix(const struct call *call, const json_t *result, FILE *out);
void text_compare(const struct call *call, const json_t *result, FILE *out);
void text_cite(const struct call *call, const json_t *result, FILE *out);

#endif
