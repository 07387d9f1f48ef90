/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A search that says why each hit ranks as it does.
 */
#include "methods/methods.h"
#include "methods/method_search.h"

enum { LIMIT_DEFAULT = 3 };

static bool
read_explain(void *request, const json_t *params, struct failure *failure)
{
    struct search_request *s = request;

    if (json_is_false(json_object_get(params, "explain")))
        return failure_param(failure, "explain",
                             "\"explain\" cannot be false in this method; use "
                             "\"search\" instead");
    if (!method_search_read(s, params, LIMIT_DEFAULT, failure))
        return false;
    s->selection.request.is_explained = true;
    return true;
}

const struct method method_explain = {
    .name = "explain",
    .needs_reader = true,
    .is_timed = true,
    .size = sizeof(struct search_request),
    .read = read_explain,
    .fini = selection_fini,
    .run = method_search_run,
};
