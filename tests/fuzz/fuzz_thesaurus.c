/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Fuzz target: a thesaurus file. If it cannot be read, the error names one of
 * its lines; otherwise each concept has a name, and relations hold both ways.
 */
#include "check.h"

#include "engine/query/thesaurus.h"

#include <glib.h>

static bool
has(const struct thesaurus *t, size_t from, size_t relation, size_t to)
{
    const struct fe_concept *c = thesaurus_at(t, from);

    for (size_t i = 0; i < c->n_relatives[relation]; i++)
        if (c->relatives[relation][i] == to)
            return true;
    return false;
}

static void
check_concept(const struct thesaurus *t, size_t number)
{
    static const size_t inverses[] = {FE_RELATION_NARROWER, FE_RELATION_BROADER,
                                      FE_RELATION_RELATED};
    const struct fe_concept *c = thesaurus_at(t, number);

    check(c->n_terms > 0 && c->terms[0].role == FE_ROLE_NAME,
          "a concept without a name");
    for (size_t i = 0; i < c->n_terms; i++)
        check(*c->terms[i].text && g_utf8_validate(c->terms[i].text, -1, NULL),
              "a term that is not text");
    for (size_t r = 0; r < 3; r++)
        for (size_t i = 0; i < c->n_relatives[r]; i++) {
            const size_t other = c->relatives[r][i];
            check(other != number, "a concept is its own relative");
            check(has(t, other, inverses[r], number),
                  "a relation holds only one way");
        }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct thesaurus *t = thesaurus_new();
    struct thesaurus_error err = {0};

    if (thesaurus_add(t, "file", (const char *)data, size, &err) &&
        thesaurus_finish(t, &err)) {
        for (size_t i = 0; i < thesaurus_size(t); i++)
            check_concept(t, i);
    } else {
        check(err.line > 0 && *err.message &&
                  g_utf8_validate(err.message, -1, NULL),
              "refused without a reason");
    }
    thesaurus_free(t);
    return 0;
}
