/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The words in force, concept by concept, and where they come from.
 */
#include "messages/json_text.h"
#include "messages/params.h"
#include "methods/methods.h"

#include "findings/wire.h"

#include <string.h>

struct listing {
    const char *word; /* NULL: all */
    size_t limit;
    size_t offset;
};

static bool
read_listing(void *request, const json_t *params, struct failure *failure)
{
    static const char *const known[] = {"word", "limit", "offset", NULL};
    struct listing *listing = request;

    listing->limit = FINDINGS_WORDS_DEFAULT;
    return params_known(params, known, failure) &&
           params_string(params, "word", &listing->word, failure) &&
           params_count(params, "limit", FINDINGS_LIMIT_MAX, &listing->limit,
                        failure) &&
           params_count(params, "offset", UINT32_MAX, &listing->offset,
                        failure);
}

static json_t *
terms_json(const struct fe_concept *concept, enum fe_role role)
{
    json_t *terms = json_array();

    for (size_t i = 0; i < concept->n_terms; i++)
        if (concept->terms[i].role == role)
            json_array_append_new(terms, json_string(concept->terms[i].text));
    return terms;
}

static json_t *
relatives_json(const struct fe_lexicon *lexicon,
               const struct fe_concept *concept,
               enum fe_relation relation)
{
    json_t *names = json_array();

    for (size_t i = 0; i < concept->n_relatives[relation]; i++) {
        const struct fe_concept *other =
            fe_lexicon_concept(lexicon, concept->relatives[relation][i]);
        json_array_append_new(names, json_string(other->terms[0].text));
    }
    return names;
}

static json_t *
places_json(const struct fe_concept *concept)
{
    json_t *places = json_array();

    for (size_t i = 0; i < concept->n_places; i++)
        json_array_append_new(
            places, json_pack("{s:o, s:I}", "file",
                              facts_path_json(concept->places[i].source),
                              "line", (json_int_t) concept->places[i].line));
    return places;
}

/* Add a member, unless its list is empty, as most are. */
static void
add_list(json_t *entry, const char *name, json_t *list)
{
    if (json_array_size(list) > 0)
        json_object_set_new(entry, name, list);
    else
        json_decref(list);
}

static json_t *
entry_json(const struct fe_lexicon *lexicon, size_t number)
{
    static const char *const roles[] = {[FE_ROLE_NAME] = "names",
                                        [FE_ROLE_WORDING] = "wordings",
                                        [FE_ROLE_SAID] = "said",
                                        [FE_ROLE_HINT] = "hints",
                                        [FE_ROLE_ASKED] = "asked"};
    static const char *const relations[] = {[FE_RELATION_BROADER] = "broader",
                                            [FE_RELATION_NARROWER] = "narrower",
                                            [FE_RELATION_RELATED] = "related"};
    const struct fe_concept *concept = fe_lexicon_concept(lexicon, number);
    json_t *entry = json_object();

    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        add_list(entry, roles[i], terms_json(concept, (enum fe_role)i));
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++)
        add_list(entry, relations[i],
                 relatives_json(lexicon, concept, (enum fe_relation)i));
    if (concept->is_one_way)
        json_object_set_new(entry, "one_way", json_true());
    json_object_set_new(entry, "sources", places_json(concept));
    return entry;
}

/* The numbers of the concepts that are asked for; returns how many there are.
 */
static size_t
select_concepts(const struct fe_lexicon *lexicon,
                const char *word,
                size_t *numbers)
{
    const size_t n = fe_lexicon_n_concepts(lexicon);

    if (word && *word)
        return fe_lexicon_find(lexicon, word, strlen(word), numbers);
    for (size_t i = 0; i < n; i++)
        numbers[i] = i;
    return n;
}

static bool
run(const void *request,
    struct method_call *call,
    GString *out,
    struct failure *failure)
{
    const struct listing *listing = request;
    const struct words *words = call->facts->words;
    const struct fe_lexicon *lexicon = words->lexicon;
    size_t *numbers = g_new(size_t, fe_lexicon_n_concepts(lexicon) + 1);
    const size_t n = select_concepts(lexicon, listing->word, numbers);
    json_t *entries = json_array();

    (void)failure;
    for (size_t i = listing->offset;
         i < n && json_array_size(entries) < listing->limit; i++)
        json_array_append_new(entries, entry_json(lexicon, numbers[i]));
    g_free(numbers);
    call->found = (struct method_found){true, json_array_size(entries), n};
    return json_text_value_new(out, json_pack("{s:I, s:o, s:o}", "total",
                                              (json_int_t)n, "entries", entries,
                                              "words", words_json(words)));
}

const struct method method_words = {
    .name = "words",
    .needs_reader = true, /* a long list is made on a worker */
    .size = sizeof(struct listing),
    .read = read_listing,
    .run = run,
};
