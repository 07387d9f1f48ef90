/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/text/variants.h"

#include "engine/text/rows.h"
#include "engine/text/shipped.h"

#include <glib.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

/* Some letters of a word. They do not end in NUL. */
struct letter_run {
    const char *text;
    size_t len;
};

#define PART(string) ((struct letter_run){string, strlen(string)})

struct variant_list {
    struct letter_run word;
    char (*list)[VARIANT_SIZE];
    size_t count;
    size_t max;
};

static bool
equals(struct letter_run a, struct letter_run b)
{
    return a.len == b.len && memcmp(a.text, b.text, a.len) == 0;
}

/* Add the word with other letters in place of `drop` letters at `at`. */
static void
add(struct variant_list *found, size_t at, size_t drop, struct letter_run put)
{
    const struct letter_run rest = {found->word.text + at + drop,
                                    found->word.len - at - drop};
    const size_t len = at + put.len + rest.len;

    if (found->count == found->max || len >= VARIANT_SIZE)
        return;
    char *variant = found->list[found->count];
    memcpy(variant, found->word.text, at);
    memcpy(variant + at, put.text, put.len);
    memcpy(variant + at + put.len, rest.text, rest.len);
    variant[len] = '\0';
    if (equals((struct letter_run){variant, len}, found->word))
        return;
    for (size_t i = 0; i < found->count; i++)
        if (strcmp(found->list[i], variant) == 0)
            return;
    found->count++;
}

static bool
has_at(struct letter_run word, size_t at, struct letter_run letters)
{
    return at + letters.len <= word.len &&
           memcmp(word.text + at, letters.text, letters.len) == 0;
}

/* Whether the word has one of these endings at `at`, and nothing more. They are
 * separated by spaces; "." is the empty ending. */
static bool
ends_so(struct letter_run word, size_t at, const char *endings)
{
    while (*endings) {
        const size_t len = strcspn(endings, " ");
        const struct letter_run ending = {endings, *endings == '.' ? 0 : len};
        if (at + ending.len == word.len && has_at(word, at, ending))
            return true;
        endings += len + (endings[len] == ' ');
    }
    return false;
}

static bool
is_vowel(char c)
{
    return c && strchr("aeiouy", c);
}

/* Guess whether the letters before a single or double l belong to a word whose
 * last syllable is not stressed: those with more than one group of vowels
 * (travel, counsel), or with -ia- or -ue- (dial, fuel); not heal or fill. */
static bool
is_unstressed(struct letter_run word, size_t at)
{
    size_t groups = 0;

    if (at < 3 || !is_vowel(word.text[at - 1]))
        return false;
    for (size_t i = 0; i < at; i++)
        groups +=
            is_vowel(word.text[i]) && (i == 0 || !is_vowel(word.text[i - 1]));
    return groups > 1 || has_at(word, at - 2, PART("ia")) ||
           has_at(word, at - 2, PART("ue"));
}

/* Letters that differ between the two spellings before certain endings. */
static const struct {
    const char *american;
    const char *british;
    const char *endings; /* NULL: any */
    size_t before;       /* letters, at least */
    bool (*applies)(struct letter_run word, size_t at);
} rules[] = {
    {"or", "our",
     ". s ed ing ings er ers able ably ful fully less ite ites hood hoods al "
     "ally ist ists ly some y",
     3, NULL},
    {"ens", "enc", "e es ed ing", 2, NULL},
    {"l", "ll", "ed ing ings er ers or ors ous ously ist ists", 3,
     is_unstressed},
    {"dgment", "dgement", NULL, 1, NULL},
    {"abl", "eabl", "e es y", 3, NULL},
};

static void
by_rules(struct variant_list *found)
{
    const struct letter_run word = found->word;

    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const struct letter_run sides[] = {PART(rules[i].british),
                                           PART(rules[i].american)};
        for (size_t at = rules[i].before; at < word.len; at++) {
            /* British first: "ll" also begins with "l". */
            for (size_t k = 0; k < 2; k++) {
                if (!has_at(word, at, sides[k]) ||
                    (rules[i].endings &&
                     !ends_so(word, at + sides[k].len, rules[i].endings)) ||
                    (rules[i].applies && !rules[i].applies(word, at)))
                    continue;
                add(found, at, sides[k].len, sides[1 - k]);
                break;
            }
        }
    }
}

/* The regular endings of the word of a row. A word loses a final "e" before a
 * vowel. */
static const char *const endings[] = {
    "",    "s",  "es",   "d",     "ed",   "ing",  "ings", "er",
    "ers", "r",  "rs",   "ly",    "ish",  "y",    "ic",   "ical",
    "ism", "al", "ment", "ments", "ness", "able", "less", "fully"};

static size_t
base_of(struct letter_run word, const char *ending)
{
    const bool is_silent =
        word.len > 1 && word.text[word.len - 1] == 'e' && is_vowel(*ending);
    return word.len - is_silent;
}

/* If the word is a form of one side of a row, add the same form of the other.
 */
static void
by_word(struct variant_list *found,
        struct letter_run from,
        struct letter_run to)
{
    if (!has_at(found->word, 0, (struct letter_run){from.text, from.len - 1}))
        return;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const struct letter_run base = {from.text, base_of(from, endings[i])};
        const struct letter_run ending = PART(endings[i]);
        if (base.len + ending.len == found->word.len &&
            has_at(found->word, 0, base) &&
            has_at(found->word, base.len, ending))
            add(found, 0, base.len,
                (struct letter_run){to.text, base_of(to, endings[i])});
    }
}

/* If the word contains the letters of one side of a row, add the word with
 * those of the other. A hyphen shows where more letters may be. */
static void
by_letters(struct variant_list *found,
           struct letter_run from,
           struct letter_run to)
{
    const bool is_open_before = from.text[0] == '-';
    const bool is_open_after = from.text[from.len - 1] == '-';
    const size_t hyphens = (size_t)is_open_before + is_open_after;
    const struct letter_run letters = {from.text + is_open_before,
                                       from.len - hyphens};
    const struct letter_run others = {to.text + is_open_before,
                                      to.len - hyphens};

    for (size_t at = is_open_before; at < found->word.len; at++) {
        if (has_at(found->word, at, letters) &&
            (is_open_after || ends_so(found->word, at + letters.len, ". s")))
            add(found, at, letters.len, others);
        if (!is_open_before)
            break;
    }
}

/* A row of the file, which is read once. */
struct row {
    struct letter_run american, british;
    bool is_part; /* the letters are part of a word, rather than a word */
};

static GArray *table; /* struct row; kept until the program ends */
static pthread_once_t table_once = PTHREAD_ONCE_INIT;

static void
read_table(void)
{
    struct rows rows = rows_of(variants_shipped, variants_shipped_len);
    struct row row = {0};
    struct row_word next;

    table = g_array_new(FALSE, FALSE, sizeof row);
    while (rows_next(&rows, &next)) {
        const struct letter_run side = {next.text, next.len};
        if (next.is_first) {
            row.american = side;
            continue;
        }
        row.british = side;
        row.is_part = memchr(side.text, '-', side.len);
        g_array_append_val(table, row);
    }
}

size_t
variants_of(const char *word,
            size_t len,
            char (*variants)[VARIANT_SIZE],
            size_t max)
{
    struct variant_list found = {{word, len}, variants, 0, max};

    if (len == 0 || len >= VARIANT_SIZE)
        return 0;
    pthread_once(&table_once, read_table);
    for (guint i = 0; i < table->len; i++) {
        const struct row *row = &g_array_index(table, struct row, i);
        (row->is_part ? by_letters : by_word)(&found, row->american,
                                              row->british);
        (row->is_part ? by_letters : by_word)(&found, row->british,
                                              row->american);
    }
    by_rules(&found);
    return found.count;
}
