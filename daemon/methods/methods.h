/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * methods.h: what can be asked of the index, a check and a run for each;
 * docs/protocol.md describes them. The table of them is in answer.c.
 *
 * A check takes the parameters, an object, and is false, with *failure filled,
 * where they are wrong; it is quick. A run answers parameters that were
 * checked: it appends the result, an object. It is false, whatever it appended,
 * with *failure filled, or without for want of memory.
 */
#ifndef DAEMON_METHODS_METHODS_H
#define DAEMON_METHODS_METHODS_H

#include "messages/failure.h"

#include "findings/engine.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

typedef bool method_check(const json_t *params, struct failure *failure);
typedef bool method_run(struct fe_reader *reader,
                        const json_t *params,
                        GString *out,
                        struct failure *failure);

/* search.c */
method_check search_check, explain_check;
method_run search_run, explain_run;

/* paragraph.c */
method_check get_check, similar_check;
method_run get_run, similar_run;

/* matrix.c */
method_check matrix_check;
method_run matrix_run;

/* absent.c */
method_check absent_check;
method_run absent_run;

/* judgements.c */
method_check judgements_check;
method_run judgements_run;

/* compare.c */
method_check compare_check;
method_run compare_run;

/* suggest.c */
method_check suggest_check;
method_run suggest_run;

#endif
