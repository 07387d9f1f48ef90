/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Which words count as forms of one another.
 */
#include "support.h"

#include "engine/text/stem.h"

#include <stdlib.h>
#include <string.h>

static int
set_up(void **state)
{
    *state = stemmer_new();
    return *state ? 0 : -1;
}

static int
tear_down(void **state)
{
    stemmer_free(*state);
    return 0;
}

/* The caller frees it. */
static char *
copy_of_stem(struct stemmer *stemmer, const char *word)
{
    size_t len;
    const char *stem = stemmer_stem(stemmer, word, strlen(word), &len);

    assert_non_null(stem);
    assert_true(len > 0);
    return strndup(stem, len);
}

/* All words of a row, separated by blanks, must have the same stem. */
static void
are_one(struct stemmer *stemmer, const char *const *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char *row = strdup(rows[i]), *rest = row, *first = NULL;
        for (char *word; (word = strsep(&rest, " "));) {
            char *stem = copy_of_stem(stemmer, word);
            if (first && strcmp(first, stem) != 0)
                fail_msg("%s: %s is %s, not %s", rows[i], word, stem, first);
            free(first);
            first = stem;
        }
        free(first);
        free(row);
    }
}
#define ARE_ONE(stemmer, rows)                                                 \
    are_one(stemmer, rows, sizeof(rows) / sizeof *(rows))

/* No two words of a row may have the same stem. */
static void
are_apart(struct stemmer *stemmer, const char *const *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char *row = strdup(rows[i]), *rest = row, *stems[16];
        size_t count = 0;
        for (char *word; (word = strsep(&rest, " "));) {
            assert_true(count < sizeof stems / sizeof *stems);
            stems[count] = copy_of_stem(stemmer, word);
            for (size_t k = 0; k < count; k++)
                if (strcmp(stems[k], stems[count]) == 0)
                    fail_msg("%s: %s is %s, too", rows[i], word, stems[k]);
            count++;
        }
        while (count > 0)
            free(stems[--count]);
        free(row);
    }
}
#define ARE_APART(stemmer, rows)                                               \
    are_apart(stemmer, rows, sizeof(rows) / sizeof *(rows))

static void
inflections_have_one_stem(void **state)
{
    static const char *const rows[] = {
        "visit visits visited visiting visit's",
        "child children child's children's",
        "woman women women's",
        "chairman chairmen",
        "wife wives",
        "criterion criteria",
        "crisis crises",
        "take takes took taken taking",
        "write wrote written writing",
        "oversee oversaw overseen overseeing",
        "refer refers referred referring referral referrals",
        "embed embeds embedded embedding",
        "evidence evidences evidenced evidencing",
        "experience experiences experienced experiencing",
        "staff staffs staffed staffing",
        "fuel fuels fuelled fuelling",
        "careful carefully",
        "practical practically",
        "relative relatives",
        "accountability accountabilities accountable",
        "happy happier happiest happily",
        "early earlier earliest",
        "strong stronger strongest strongly",
        "soldier soldiers",
        "family families",
    };

    ARE_ONE(*state, rows);
}

static void
a_verb_and_its_derivatives_have_one_stem(void **state)
{
    static const char *const rows[] = {
        "intervene intervenes intervened intervention interventions",
        "identify identified identification",
        "clarify clarification clarifications",
        "reduce reduced reduction",
        "emphasise emphasised emphasis",
        "prioritise prioritised priority priorities",
        "analyse analysed analysis analyses analytical",
        "vacant vacancy vacancies",
        "anxious anxiety",
        "violent violence",
        "fail failed failure failures",
        "deliver delivery delivered",
    };

    ARE_ONE(*state, rows);
}

static void
words_that_only_look_alike_have_different_stems(void **state)
{
    static const char *const rows[] = {
        "careful care",
        "evening even",
        "hard hardly",
        "near nearly",
        "later lateral",
        "person personal personality",
        "custom customer",
        "board boarding",
        "account accountable accountant",
        "practice practical",
        "relative relatively relate",
        "university universe universal",
        "organ organic organisation organism",
        "general generous generate",
        "police policy polite",
        "import important",
        "experiment experience expert",
        "initial initiative",
        "publish public publicity",
        "direct direction director",
        "specific specify special",
        "effect effective",
        "business busy",
        "wing win",
        "ring range",
        "find founded",
        "pass past",
        "hospital hospitality host",
        "refer reference",
    };

    ARE_APART(*state, rows);
}

static void
a_belief_and_its_believers_have_one_stem(void **state)
{
    static const char *const one[] = {"extremism extremist extremists",
                                      "terrorism terrorist", "racism racist",
                                      "optimism optimistic optimist"};
    static const char *const apart[] = {"extremism extreme", "terrorism terror",
                                        "social socialism"};

    ARE_ONE(*state, one);
    ARE_APART(*state, apart);
}

static void
ize_is_ise(void **state)
{
    static const char *const one[] = {
        "organise organize organisation organization organizers organisers",
        "prioritise prioritize prioritizing prioritisation", "analyse analyze",
        "recognise recognize recognition"};
    static const char *const apart[] = {"socialize social", "prize prise",
                                        "size sise"};

    ARE_ONE(*state, one);
    ARE_APART(*state, apart);
}

static void
abbreviations_have_plurals(void **state)
{
    static const char *const one[] = {
        "gcse gcses gcse's", "lscb lscbs", "ehcp ehcps", "pep peps",
        "iro iros iro's",    "gp gps",     "phd phds",   "ccg ccgs"};
    static const char *const apart[] = {"camhs camh", "nhs nh", "dcs dc",
                                        "dfes dfe", "ilacs ilac"};

    ARE_ONE(*state, one);
    ARE_APART(*state, apart);
}

static void
anything_has_a_stem(void **state)
{
    static const char *const words[] = {"a",   "'s",      "s",   "es",
                                        "2.1", "c\u00e6", "'",   "ss",
                                        "ing", "ed",      "ily", "-"};
    char word[1000];

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        free(copy_of_stem(*state, words[i]));
    for (size_t len = 1; len < sizeof word; len++) {
        memset(word, 'e', len);
        memcpy(word + len - 1, "s", 2);
        free(copy_of_stem(*state, word));
    }
}

/* No row of share/stems.txt is without effect, or undone by another. */
static void
every_row_of_the_table_has_an_effect(void **state)
{
    char *path = test_source("share/stems.txt"), *text = test_read(path, NULL);

    assert_non_null(text);
    for (char *rest = text, *line; (line = strsep(&rest, "\n"));) {
        line[strcspn(line, "#")] = '\0';
        char *right = strchr(line, '=');
        const size_t first = strcspn(line, " =");
        if (first == 0)
            continue;
        char *head = strndup(line, first);
        char *stem = copy_of_stem(*state, head);
        if (!right && strcmp(stem, head) != 0)
            fail_msg("%s is %s, of another row", head, stem);
        for (char *word, *words = right ? right + 1 : line + first;
             (word = strsep(&words, " "));) {
            char *own = copy_of_stem(*state, *word ? word : head);
            if (strcmp(own, stem) != 0)
                fail_msg("%s is %s, and not %s as %s is", word, own, stem,
                         head);
            free(own);
        }
        free(stem);
        free(head);
    }
    free(text);
    free(path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inflections_have_one_stem),
        cmocka_unit_test(a_verb_and_its_derivatives_have_one_stem),
        cmocka_unit_test(words_that_only_look_alike_have_different_stems),
        cmocka_unit_test(a_belief_and_its_believers_have_one_stem),
        cmocka_unit_test(ize_is_ise),
        cmocka_unit_test(abbreviations_have_plurals),
        cmocka_unit_test(anything_has_a_stem),
        cmocka_unit_test(every_row_of_the_table_has_an_effect),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
