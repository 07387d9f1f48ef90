/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * generate: writes a corpus of invented paragraphs as records
 * (docs/records.md).
 *
 *   generate PARAGRAPHS SEED FOLDER MODEL...
 *
 * The same arguments give the same bytes, and the first N paragraphs of a
 * larger corpus are those of a smaller one. The words follow each other as in
 * the MODEL texts (a Markov chain of order one). Some are replaced by invented
 * words, so that the vocabulary keeps growing with the number of words n, as K
 * * n^B (Heaps' law): a new word if the vocabulary is due to grow, otherwise
 * one from the same report or from any earlier one, so that few are frequent
 * and most are rare. Words are of ASCII letters and digits only, which every
 * tokeniser divides alike, and no value needs escaping in JSON. A file has
 * about 500 paragraphs, and ends with a report.
 */
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_PARAGRAPHS 500
#define WORD_SIZE 32
#define SLOTS (1u << 16) /* of the hash table; MODEL texts have fewer words */

#define INVENTED 0.08 /* the share of the words */
#define OF_REPORT                                                              \
    0.5 /* and of those that are repeated from the same report                 \
         */
#define HEAPS_K 6.0
#define HEAPS_B 0.58

static const char *const areas[] = {"safeguarding", "looked-after-children",
                                    "care-leavers", "adoption", "leadership"};
static const char *const grades[] = {"outstanding", "good", "adequate",
                                     "inadequate", "ungraded"};
static const char *const sections[] = {
    "Overall effectiveness", "Quality of provision", "Staying safe",
    "Leadership and management", "Partnership working"};
static const char *const kinds[] = {"finding", "finding", "finding",
                                    "recommendation", "context"};

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define AUTHORITIES 150

static uint64_t state;

/* The next number of the generator "splitmix64". */
static uint64_t
any(void)
{
    uint64_t z = state += 0x9E3779B97F4A7C15u;

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static size_t
below(size_t n)
{
    return (size_t)(any() % n);
}

static bool
chance(double share)
{
    return (double)(any() >> 11) / 9007199254740992.0 < share;
}

static _Noreturn void
die(const char *what)
{
    fprintf(stderr, "generate: %s: %s\n", what, strerror(errno));
    exit(2);
}

/* A list of numbers that grows. */
struct list {
    uint32_t *items;
    size_t count, capacity;
};

static void
append(struct list *list, uint32_t item)
{
    if (list->count == list->capacity) {
        list->capacity = list->capacity ? 2 * list->capacity : 8;
        list->items =
            realloc(list->items, list->capacity * sizeof *list->items);
        if (!list->items)
            die("a list");
    }
    list->items[list->count++] = item;
}

/* A word of the MODEL texts, with each word that follows it, as often as it
 * does. The word "" is the end of a sentence. */
struct word {
    char text[WORD_SIZE];
    struct list next;
};

static struct word *words;
static size_t word_count;
static uint32_t slots[SLOTS]; /* the place of the word in words, plus one */

static uint32_t
place_of(const char *text)
{
    uint32_t hash = 2166136261u;

    for (const char *p = text; *p; p++)
        hash = (hash ^ (unsigned char)*p) * 16777619u;
    for (;; hash++) {
        uint32_t *slot = &slots[hash % SLOTS];
        if (*slot && strcmp(words[*slot - 1].text, text) == 0)
            return *slot - 1;
        if (*slot)
            continue;
        if (word_count == SLOTS / 2) {
            errno = E2BIG;
            die("the MODEL texts");
        }
        strcpy(words[word_count].text, text);
        *slot = (uint32_t)++word_count;
        return *slot - 1;
    }
}

/* A word as it is generated: in small letters, up to an apostrophe or a hyphen.
 * False if there is none, or letters and digits are mixed. */
static bool
is_word(const char *token, char *text)
{
    size_t len = 0;
    bool is_digit = false, is_alpha = false;

    while (*token && !isalnum((unsigned char)*token))
        token++;
    for (; isalnum((unsigned char)*token) && len < WORD_SIZE - 1; token++) {
        text[len++] = (char)tolower((unsigned char)*token);
        is_digit |= isdigit((unsigned char)*token) != 0;
        is_alpha |= isalpha((unsigned char)*token) != 0;
    }
    text[len] = '\0';
    return len > 0 && is_digit != is_alpha;
}

static void
read_model(const char *path)
{
    FILE *file = fopen(path, "r");
    char token[256], text[WORD_SIZE];
    uint32_t last = 0;

    if (!file)
        die(path);
    while (fscanf(file, "%255s", token) == 1) {
        const char end = token[strlen(token) - 1];
        if (is_word(token, text)) {
            const uint32_t word = place_of(text);
            append(&words[last].next, word);
            last = word;
        }
        if (last != 0 && strchr(".:;?!", end)) {
            append(&words[last].next, 0);
            last = 0;
        }
    }
    if (last != 0)
        append(&words[last].next, 0);
    fclose(file);
}

#define SYLLABLES (80 * 80 * 80) /* what three syllables can be */

/* The invented word of a number: syllables, so that two numbers never give one
 * word. Every other number gives an inflected form of an earlier one's word, so
 * that stemming has work. */
static const char *
invented(uint32_t number)
{
    static const char consonants[] = "bcdfghklmnprstvw", vowels[] = "aeiou";
    static const char last[] = "bgkmp";
    static char text[WORD_SIZE];
    const char *ending = number % 4 == 1 ? "s" : number % 4 == 3 ? "ing" : "";
    const uint32_t root = number % 2 ? number / 4 : number / 2;
    const uint32_t low = root % SYLLABLES, high = root / SYLLABLES;
    /* Neighbours should look different; no factor divides both numbers. */
    uint32_t left =
        (uint32_t)((uint64_t)low * 200003 % SYLLABLES) + high * SYLLABLES;
    char *p = text;

    for (int syllable = 0; syllable < 3 || left > 0; syllable++) {
        *p++ = consonants[left % 16];
        *p++ = vowels[left / 16 % 5];
        left /= 80;
    }
    *p++ = last[root % 5];
    strcpy(p, ending);
    return text;
}

static struct list all_invented; /* every time that one was written */
static struct list of_report;
static uint32_t invented_count;
static double written; /* words */

static const char *
invent(void)
{
    uint32_t number;

    if (invented_count < HEAPS_K * pow(written, HEAPS_B))
        number = invented_count++;
    else if (of_report.count > 0 && chance(OF_REPORT))
        number = of_report.items[below(of_report.count)];
    else
        number = all_invented.items[below(all_invented.count)];
    append(&all_invented, number);
    append(&of_report, number);
    return invented(number);
}

static void
write_text(FILE *out)
{
    const size_t length = 60 + below(100);
    bool is_first = true;
    uint32_t word = 0;

    for (size_t n = 0; n < length || word != 0;) {
        const struct list *next = &words[word].next;
        word = next->items[below(next->count)];
        if (word == 0 || n >= 3 * length) { /* a chain may have no end */
            fputs(".", out);
            is_first = true;
            word = 0;
            continue;
        }
        const char *text = chance(INVENTED) ? invent() : words[word].text;
        fprintf(out, "%s%c%s", n ? " " : "",
                is_first ? toupper((unsigned char)*text) : *text, text + 1);
        is_first = false;
        written++;
        n++;
    }
}

/* What the paragraphs of a report have in common. */
struct report {
    size_t number, authority;
    unsigned year, month, day;
};

static void
write_record(FILE *out, const struct report *report, size_t number)
{
    const size_t section = below(COUNT(sections));

    fprintf(out,
            "{\"report\":\"r%07zu\",\"framework\":\"slac\",\"authority\":"
            "\"%c%sford\",\"date\":\"%u-%02u-%02u\",\"service_area\":\"%s\","
            "\"section\":\"%s\",\"kind\":\"%s\",\"number\":%zu,\"grade\":"
            "\"%s\",\"text\":\"",
            report->number,
            toupper((unsigned char)*invented((uint32_t)report->authority * 2)),
            invented((uint32_t)report->authority * 2) + 1, report->year,
            report->month, report->day, areas[below(COUNT(areas))],
            sections[section], kinds[below(COUNT(kinds))], number,
            grades[below(COUNT(grades))]);
    write_text(out);
    fputs("\"}\n", out);
}

static FILE *
next_file(const char *folder, FILE *previous, size_t number)
{
    char path[4096];

    if (previous && fclose(previous) != 0)
        die(folder);
    snprintf(path, sizeof path, "%s/%05zu.jsonl", folder, number);
    FILE *out = fopen(path, "w");
    if (!out)
        die(path);
    return out;
}

int
main(int argc, char **argv)
{
    const size_t count = argc > 4 ? strtoul(argv[1], NULL, 10) : 0;
    size_t in_file = FILE_PARAGRAPHS, files = 0, reports = 0;
    FILE *out = NULL;

    if (count == 0) {
        fputs("usage: generate PARAGRAPHS SEED FOLDER MODEL...\n", stderr);
        return 2;
    }
    state = strtoull(argv[2], NULL, 10);
    words = calloc(SLOTS / 2, sizeof *words);
    if (!words)
        die("memory");
    place_of(""); /* the first */
    for (int i = 4; i < argc; i++)
        read_model(argv[i]);
    for (size_t n = 0; n < count;) {
        const struct report report = {
            reports++, below(AUTHORITIES), 2006 + (unsigned)below(18),
            1 + (unsigned)below(12), 1 + (unsigned)below(28)};
        const size_t length = 30 + below(61);
        if (in_file >= FILE_PARAGRAPHS) {
            out = next_file(argv[3], out, files++);
            in_file = 0;
        }
        of_report.count = 0;
        for (size_t i = 1; i <= length && n < count; i++, n++, in_file++)
            write_record(out, &report, i);
    }
    if (fclose(out) != 0)
        die(argv[3]);
    return 0;
}
