/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The same functions both write and read a report, so that the two directions
 * cannot differ: each passes a member through the channel, one way or the
 * other.
 */
#include "run/transfer.h"
#include "base/memory.h"
#include "base/utf8.h"

#include "findings/schema.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct channel {
    struct text *out; /* when writing; otherwise NULL */
    const char *in;   /* when reading: the bytes left */
    size_t left;
    bool is_bad;  /* malformed; from then on only zeros are read */
    bool is_long; /* when writing: a text is too long; nothing
                     more is written */
    const struct paragraph *at; /* that has been reached; or NULL */
};

static void
bytes_io(struct channel *s, void *bytes, size_t len)
{
    if (s->out) {
        if (!s->is_long)
            text_add(s->out, bytes, len);
    } else if (s->is_bad || len > s->left) {
        s->is_bad = true;
        memset(bytes, 0, len);
    } else {
        memcpy(bytes, s->in, len);
        s->in += len;
        s->left -= len;
    }
}

static void
size_io(struct channel *s, size_t *size)
{
    uint64_t n = *size;

    bytes_io(s, &n, sizeof n);
    *size = (size_t)n;
}

static void
unsigned_io(struct channel *s, unsigned *number)
{
    bytes_io(s, number, sizeof *number);
}

static void
int_io(struct channel *s, int *number)
{
    bytes_io(s, number, sizeof *number);
}

/* A number with parts, or "". */
static void
parts_io(struct channel *s, char parts[PARTS_SIZE])
{
    bytes_io(s, parts, PARTS_SIZE);
    s->is_bad |= !memchr(parts, '\0', PARTS_SIZE) ||
                 parts[strspn(parts, "0123456789.")] != '\0';
    parts[PARTS_SIZE - 1] = '\0';
}

static void
bool_io(struct channel *s, bool *is)
{
    unsigned char byte = *is;

    bytes_io(s, &byte, 1);
    s->is_bad |= byte > 1;
    *is = byte == 1;
}

/* A string or NULL: a flag whether there is one, its length, its bytes. */
static void
string_io(struct channel *s, char **string)
{
    bool is_there = *string != NULL;
    size_t len = is_there && s->out ? strlen(*string) : 0;

    bool_io(s, &is_there);
    if (!is_there)
        return;
    size_io(s, &len);
    if (s->out) {
        s->is_long |= len > TRANSFER_TEXT_MAX;
        bytes_io(s, *string, len);
        return;
    }
    /* It becomes part of a record, which must be UTF-8. */
    if (s->is_bad || len > s->left || len > TRANSFER_TEXT_MAX ||
        memchr(s->in, '\0', len) || utf8_fault(s->in, len) < len) {
        s->is_bad = true;
        return;
    }
    *string = memory_resize(NULL, len + 1);
    (*string)[len] = '\0';
    bytes_io(s, *string, len);
}

static void
needed_string_io(struct channel *s, char **string)
{
    string_io(s, string);
    s->is_bad |= !*string;
}

/* A string in an array of fixed size. */
static void
array_io(struct channel *s, char *array, size_t size)
{
    char *string = s->out ? array : NULL;

    needed_string_io(s, &string);
    if (s->out)
        return;
    if (string && strlen(string) < size)
        memcpy(array, string, strlen(string) + 1);
    else
        s->is_bad = true;
    free(string);
}

/* Check that it is "" or so many characters of YYYY-MM-DD. */
static void
date_check(struct channel *s, const char date[DAY_SIZE], size_t len)
{
    static const char form[DAY_SIZE] = "dddd-dd-dd";

    s->is_bad |= *date && strlen(date) != len;
    for (size_t i = 0; date[i] && !s->is_bad; i++)
        s->is_bad = form[i] == 'd' ? date[i] < '0' || date[i] > '9'
                                   : date[i] != form[i];
}

/* A day. */
static void
day_io(struct channel *s, char day[DAY_SIZE])
{
    array_io(s, day, DAY_SIZE);
    date_check(s, day, DAY_SIZE - 1);
}

/* A day or a month. */
static void
month_io(struct channel *s, char month[DAY_SIZE])
{
    array_io(s, month, DAY_SIZE);
    date_check(s, month,
               strlen(month) == MONTH_SIZE - 1 ? MONTH_SIZE - 1 : DAY_SIZE - 1);
}

/* Words used in report.h that are not values of a field. */
static const char *const judgement_sources[] = {"table", "record", "heading",
                                                NULL};

static const char *
word_among(const char *const *words, const char *word)
{
    while (*words && strcmp(*words, word) != 0)
        words++;
    return *words;
}

/* The field's own constant for word, if spelled exactly so; otherwise NULL. */
static const char *
word_of_field(const char *field, const char *word)
{
    const char *own = findings_field_word(report_field(field), word);
    return own && strcmp(own, word) == 0 ? own : NULL;
}

/* A constant string, or NULL. It is sent as bytes, and replaced on arrival by
 * the constant among the words or, if words is NULL, among those of the field.
 */
static void
word_io(struct channel *s,
        const char **word,
        const char *const *words,
        const char *field)
{
    char *string = s->out ? (char *)*word : NULL;

    string_io(s, &string);
    if (s->out)
        return;
    *word = NULL;
    if (string) {
        *word =
            words ? word_among(words, string) : word_of_field(field, string);
        s->is_bad |= !*word;
    }
    free(string);
}

static void
needed_word_io(struct channel *s,
               const char **word,
               const char *const *words,
               const char *field)
{
    word_io(s, word, words, field);
    s->is_bad |= !*word;
}

/* The number of elements that follow. When reading, returns room for them,
 * zeroed. Written as bytes, an element takes at least a quarter of its size in
 * memory, so that a false count cannot ask for much. */
static void *
list_io(struct channel *s, void *list, size_t *count, size_t element_size)
{
    size_io(s, count);
    if (s->out)
        return list;
    if (s->is_bad || *count > s->left / (element_size / 4)) {
        s->is_bad = true;
        *count = 0;
    }
    if (*count == 0)
        return NULL;
    list = memory_resize(NULL, *count * element_size);
    memset(list, 0, *count * element_size);
    return list;
}

static void
section_io(struct channel *s, struct section *section)
{
    string_io(s, &section->chapter);
    string_io(s, &section->heading);
    needed_word_io(s, &section->area, NULL, "service_area");
    needed_word_io(s, &section->kind, NULL, "kind");
    word_io(s, &section->polarity, NULL, "polarity");
    word_io(s, &section->grade, NULL, "grade");
}

static void
judgement_io(struct channel *s, struct judgement *judgement)
{
    needed_word_io(s, &judgement->area, NULL, "service_area");
    word_io(s, &judgement->second_area, NULL, "service_area");
    needed_word_io(s, &judgement->grade, NULL, "grade");
    needed_word_io(s, &judgement->source, judgement_sources, NULL);
    needed_string_io(s, &judgement->name);
}

/* The sections and judgements of the report must have been passed before. */
static void
paragraph_io(struct channel *s, struct paragraph *p, const struct report *r)
{
    if (!s->is_long)
        s->at = p;
    size_io(s, &p->section);
    for (size_t i = 0; i < AREAS_MAX; i++)
        word_io(s, &p->areas[i], NULL, "service_area");
    s->is_bad |= !p->areas[0];
    unsigned_io(s, &p->line);
    unsigned_io(s, &p->page);
    int_io(s, &p->number);
    parts_io(s, p->parts);
    int_io(s, &p->item);
    word_io(s, &p->deadline, NULL, "deadline");
    needed_word_io(s, &p->grade, NULL, "grade");
    needed_word_io(s, &p->grade_source, NULL, "grade_source");
    size_io(s, &p->judgement);
    needed_string_io(s, &p->id);
    bool_io(s, &p->is_id_whole);
    needed_string_io(s, &p->text);
    s->is_bad |=
        p->section >= r->n_sections ||
        (p->judgement != NO_JUDGEMENT && p->judgement >= r->n_judgements);
}

static void
oddity_io(struct channel *s, struct oddity *oddity)
{
    unsigned_io(s, &oddity->line);
    unsigned_io(s, &oddity->page);
    bool_io(s, &oddity->is_damage);
    needed_string_io(s, &oddity->text);
}

static void
report_io(struct channel *s, struct report *r)
{
    if (!s->is_long)
        s->at = NULL;
    needed_string_io(s, &r->id);
    needed_string_io(s, &r->source);
    needed_word_io(s, &r->framework, NULL, "framework");
    string_io(s, &r->title);
    string_io(s, &r->authority);
    string_io(s, &r->provider);
    string_io(s, &r->publisher);
    string_io(s, &r->lead_inspector);
    day_io(s, r->inspected_from);
    day_io(s, r->inspected_to);
    month_io(s, r->published);

    r->sections = list_io(s, r->sections, &r->n_sections, sizeof *r->sections);
    for (size_t i = 0; i < r->n_sections; i++)
        section_io(s, &r->sections[i]);
    r->judgements =
        list_io(s, r->judgements, &r->n_judgements, sizeof *r->judgements);
    for (size_t i = 0; i < r->n_judgements; i++)
        judgement_io(s, &r->judgements[i]);
    r->paragraphs =
        list_io(s, r->paragraphs, &r->n_paragraphs, sizeof *r->paragraphs);
    for (size_t i = 0; i < r->n_paragraphs; i++)
        paragraph_io(s, &r->paragraphs[i], r);
    r->oddities = list_io(s, r->oddities, &r->n_oddities, sizeof *r->oddities);
    for (size_t i = 0; i < r->n_oddities; i++)
        oddity_io(s, &r->oddities[i]);
    unsigned_io(s, &r->unread_pages);
    unsigned_io(s, &r->recognised_pages);
}

static void
outcome_io(struct channel *s, struct transfer *transfer)
{
    struct report_list *reports = &transfer->reports;

    array_io(s, transfer->digest, sizeof transfer->digest);
    bool_io(s, &transfer->is_read);
    array_io(s, transfer->reason, sizeof transfer->reason);
    reports->list =
        list_io(s, reports->list, &reports->count, sizeof *reports->list);
    for (size_t i = 0; i < reports->count; i++)
        report_io(s, &reports->list[i]);
}

void
transfer_fini(struct transfer *transfer)
{
    report_list_fini(&transfer->reports);
    *transfer = (struct transfer){0};
}

bool
transfer_write(const struct transfer *transfer,
               struct text *out,
               char reason[REASON_SIZE])
{
    struct channel s = {.out = out};
    const size_t len = out->len;
    char line[32] = "";

    /* Writing does not change it. */
    outcome_io(&s, (struct transfer *)transfer);
    if (!s.is_long)
        return true;
    out->len = len;
    if (s.at && s.at->line > 0)
        snprintf(line, sizeof line, " (line %u)", s.at->line);
    if (s.at)
        snprintf(reason, REASON_SIZE,
                 "the text of paragraph \"%.200s\"%s is longer than %d MB; "
                 "divide it",
                 s.at->id, line, TRANSFER_TEXT_MAX >> 20);
    else
        snprintf(reason, REASON_SIZE,
                 "a name or heading in it is longer than %d MB; shorten it",
                 TRANSFER_TEXT_MAX >> 20);
    return false;
}

/* Check what the types cannot. */
static bool
is_sound(const struct transfer *transfer)
{
    const char *digest = transfer->digest, *reason = transfer->reason;

    if (*digest && !digest_is_valid(digest, strlen(digest)))
        return false;
    /* It is shown on a terminal, so it must not contain control characters. */
    for (; *reason; reason++)
        if (((unsigned char)*reason < ' ' && *reason != '\n') ||
            *reason == 0x7f)
            return false;
    return transfer->is_read
               ? *digest != '\0'
               : *transfer->reason && transfer->reports.count == 0;
}

bool
transfer_read(const char *bytes, size_t len, struct transfer *out)
{
    struct channel s = {.in = bytes, .left = len};

    *out = (struct transfer){0};
    outcome_io(&s, out);
    if (!s.is_bad && s.left == 0 && is_sound(out))
        return true;
    transfer_fini(out);
    return false;
}
