/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Reads the files of words again. Once this is done, the loop lets the words
 * take the place of those in force (work.c).
 */
#include "messages/json_text.h"
#include "messages/params.h"
#include "methods/methods.h"

#include "findings/wire.h"

static bool
run(const void *request,
    struct method_call *call,
    GString *out,
    struct failure *failure)
{
    const struct words_reader *reader = call->facts->words_reader;
    char reason[WORDS_REASON_SIZE];

    (void)request;
    call->words = reader->read(reader, true, reason);
    return call->words
               ? json_text_value_new(out, words_json(call->words))
               : failure_set(failure, FINDINGS_BAD_WORDS,
                             "%s; the words from before remain in force",
                             reason);
}

const struct method method_reload = {
    .name = "reload",
    .needs_reader = true, /* it takes long enough to be run on a worker */
    .is_quick = true,
    .is_restricted = true,
    .read = params_none,
    .run = run,
};
