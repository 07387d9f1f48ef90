/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/query/lexicon.h"

#include "support.h"

#include <errno.h>
#include <glib.h>
#include <string.h>

static const char file[] =
    "caseloads = case load = workload of social workers\n"
    "    wordings: too many cases\n"
    "    said: overworked\n"
    "    asked: how many do they have\n"
    "    related: SEND\n"
    "SEND = special educational needs\n"
    "    narrower: autism\n"
    "autism = ASD\n"
    "brothers, sister ~ siblings\n"
    "changes of worker = turnover\n";

struct world {
    struct arena *arena;
    struct stemmer *stemmer;
    struct fe_lexicon *lexicon;
    struct concepts *learnt;
};

static int
open_world(void **state)
{
    struct world *world = g_new(struct world, 1);

    world->arena = arena_new(1024 * 1024);
    world->stemmer = stemmer_new();
    world->learnt = concepts_new();
    concepts_add_equal(world->learnt, "caf",
                       "common assessment framework\n\nassessment\n",
                       world->stemmer);
    assert_int_equal(fe_lexicon_new(&world->lexicon, NULL), FE_OK);
    assert_int_equal(fe_lexicon_add_words(world->lexicon, "file", file,
                                          sizeof file - 1, NULL),
                     FE_OK);
    assert_int_equal(fe_lexicon_finish(world->lexicon, NULL), FE_OK);
    *state = world;
    return 0;
}

static int
close_world(void **state)
{
    struct world *world = *state;

    fe_lexicon_free(world->lexicon);
    concepts_free(world->learnt);
    stemmer_free(world->stemmer);
    arena_free(world->arena);
    g_free(world);
    return 0;
}

/* The concepts that the words lead to, as "name/role ...". content: only words
 * that are not fillers are looked up. A word that begins with '=' is an
 * abbreviation. */
static const char *
found(struct world *world,
      const struct concepts *concepts,
      const char *text,
      bool content)
{
    static const char roles[] = {'N', 'W', 'S', 'H', 'A'};
    char **words = g_strsplit(text, " ", -1);
    ARRAY(uint32_t) stems = {0};
    struct string out = {0};

    for (char **w = words; *w; w++)
        if (!content || !is_filler(*w))
            array_push(world->arena, &stems,
                       concepts_stem(concepts,
                                     **w == '=' ? *w
                                                : stem_of(world->stemmer,
                                                          world->arena, *w)));
    g_strfreev(words);
    const struct senses senses =
        content ? concepts_find_content(concepts, stems.at, stems.n)
                : concepts_find(concepts, stems.at, stems.n);
    string_add(world->arena, &out, "");
    for (size_t i = 0; i < senses.n; i++) {
        const struct concept *concept =
            concepts_at(concepts, senses.at[i].concept);
        string_addf(world->arena, &out, "%s%s/%c", i > 0 ? " " : "",
                    concept->names[0].words[0], roles[senses.at[i].role]);
    }
    return out.at;
}

struct claim {
    const char *text, *found;
};

static void
assert_found(struct world *world,
             const struct concepts *concepts,
             bool content,
             const struct claim *claims,
             size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *is = found(world, concepts, claims[i].text, content);
        if (strcmp(is, claims[i].found) != 0)
            fail_msg("%s: \"%s\", not \"%s\"", claims[i].text, is,
                     claims[i].found);
    }
}
#define ASSERT_FOUND(world, concepts, content, claims)                         \
    assert_found(world, concepts, content, claims, G_N_ELEMENTS(claims))

static void
a_term_is_found_by_the_stems_of_its_words(void **state)
{
    struct world *world = *state;
    static const struct claim claims[] = {
        {"caseloads", "caseloads/N"},
        {"caseload", "caseloads/N"},
        {"cases loaded", "caseloads/N"},
        {"too many cases", "caseloads/W"},
        {"overworked", "caseloads/S"},
        {"how many do they have", "caseloads/A"},
        {"special educational need", "=send/N"},
        {"too many", ""},
        {"load case", ""},
        {"never read", ""},
    };

    ASSERT_FOUND(world, lexicon_concepts(world->lexicon), false, claims);
}

static void
fillers_may_be_left_out_except_from_frames(void **state)
{
    struct world *world = *state;
    static const struct claim claims[] = {
        {"workload social workers", "caseloads/N"},
        {"workload of the social worker", "caseloads/N"},
        {"changes worker", "changes/N"},
        {"special educational needs", "=send/N"},
        {"how many have", ""},
        {"turnover", ""},       /* one word */
        {"too many cases", ""}, /* its first word is common */
    };

    ASSERT_FOUND(world, lexicon_concepts(world->lexicon), true, claims);
}

static void
an_abbreviation_is_not_a_word(void **state)
{
    struct world *world = *state;
    const struct concepts *concepts = lexicon_concepts(world->lexicon);
    static const struct claim claims[] = {
        {"=send", "=send/N"}, {"send", ""}, {"=asd", "autism/N"}};

    ASSERT_FOUND(world, concepts, false, claims);
    assert_true(concepts_have_word(concepts, "=send"));
    assert_false(concepts_have_word(concepts, "send"));
    assert_true(concepts_have_word(concepts, "educational"));
    assert_false(concepts_have_word(concepts, "education"));
}

static void
a_one_way_term_does_not_lead_back(void **state)
{
    struct world *world = *state;
    const struct concepts *concepts = lexicon_concepts(world->lexicon);
    static const struct claim claims[] = {
        {"brother", "siblings/H"}, {"sisters", "siblings/H"}, {"siblings", ""}};

    ASSERT_FOUND(world, concepts, false, claims);
    assert_false(concepts_have_word(concepts, "siblings"));
}

static void
concepts_keep_their_terms_and_relations(void **state)
{
    struct world *world = *state;
    const struct concepts *concepts = lexicon_concepts(world->lexicon);
    const struct concept *one = concepts_at(concepts, 0);
    const struct concept *other = concepts_at(concepts, 1);

    assert_int_equal(one->n_names, 3);
    assert_int_equal(one->names[2].n, 4);
    assert_string_equal(one->names[2].words[3], "workers");
    assert_int_equal(one->n_wordings, 1);
    assert_int_equal(one->n_related, 1);
    assert_int_equal(one->related[0], 1);
    assert_int_equal(other->n_narrower, 1);
    assert_int_equal(other->narrower[0], 2);
    assert_int_equal(concepts_longest(concepts), 5);
}

static void
an_index_adds_words_with_the_same_meaning(void **state)
{
    struct world *world = *state;
    static const struct claim claims[] = {
        {"=caf", "=caf/N"},
        {"caf", ""},
        {"common assessment frameworks", "=caf/N"},
        {"assessments", "=caf/N"}};

    ASSERT_FOUND(world, world->learnt, false, claims);
    assert_int_equal(concepts_at(world->learnt, 0)->n_names, 3);
}

static void
an_error_in_a_file_has_its_line(void **state)
{
    static const char lonely[] = "a = b\nlonely\n";
    static const char lost[] = "a = b\n    related: nobody\n";
    struct fe_error err;
    struct fe_lexicon *lexicon;

    (void)state;
    fe_lexicon_new(&lexicon, NULL);
    assert_int_equal(
        fe_lexicon_add_words(lexicon, "mine", lonely, sizeof lonely - 1, &err),
        FE_BAD_QUERY);
    assert_int_equal(err.offset, 2);
    fe_lexicon_free(lexicon);
    fe_lexicon_new(&lexicon, NULL);
    assert_int_equal(
        fe_lexicon_add_words(lexicon, "mine", lost, sizeof lost - 1, &err),
        FE_OK);
    assert_int_equal(fe_lexicon_finish(lexicon, &err), FE_BAD_QUERY);
    assert_int_equal(err.offset, 2);
    assert_non_null(strstr(err.message, "mine, line 2: \"nobody\" is not"));
    fe_lexicon_free(lexicon);
}

static void
a_dictionary_is_used_if_it_can_be_read(void **state)
{
    struct fe_lexicon *lexicon;
    char *folder = test_folder();
    char *path = test_path(folder, "words");

    (void)state;
    fe_lexicon_new(&lexicon, NULL);
    assert_null(lexicon_dictionary(lexicon));
    assert_false(fe_lexicon_use_dictionary(lexicon, path));
    assert_int_equal(errno, ENOENT);
    assert_false(fe_lexicon_use_dictionary(lexicon, folder));
    assert_int_equal(errno, EISDIR);
    assert_null(lexicon_dictionary(lexicon));
    assert_true(g_file_set_contents(path, "plan\n", -1, NULL));
    assert_true(fe_lexicon_use_dictionary(lexicon, path));
    const struct spelling_dictionary *dictionary = lexicon_dictionary(lexicon);
    assert_non_null(dictionary);
    assert_true(spelling_dictionary_has(dictionary, "plan"));
    assert_false(fe_lexicon_use_dictionary(lexicon, folder));
    assert_ptr_equal(lexicon_dictionary(lexicon), dictionary);
    assert_true(fe_lexicon_use_dictionary(lexicon, path));
    fe_lexicon_free(lexicon);
    free(path);
    test_folder_remove(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_term_is_found_by_the_stems_of_its_words),
        cmocka_unit_test(fillers_may_be_left_out_except_from_frames),
        cmocka_unit_test(an_abbreviation_is_not_a_word),
        cmocka_unit_test(a_one_way_term_does_not_lead_back),
        cmocka_unit_test(concepts_keep_their_terms_and_relations),
        cmocka_unit_test(an_index_adds_words_with_the_same_meaning),
        cmocka_unit_test(an_error_in_a_file_has_its_line),
        cmocka_unit_test(a_dictionary_is_used_if_it_can_be_read),
    };

    return cmocka_run_group_tests(tests, open_world, close_world);
}
