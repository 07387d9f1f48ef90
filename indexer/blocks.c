/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Two passes. The first looks at each line alone: a line that begins
 * something (a number, a bullet, a known heading, a blank line before it)
 * begins a block, any other goes on with the block before. The second looks
 * at the blocks of prose: which is the rest of a paragraph that a page cut in
 * two, which a heading that we do not know.
 */
#include "blocks.h"
#include "grades.h"
#include "text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    HEADING_MAX = 160,      /* bytes; prose that begins like one is longer */
    HEADING_WORDS_MAX = 14, /* of a heading that we do not know */
    NUMBER_GAP_MAX = 3,     /* a number may be missing, but not many */
    CONTENTS_MAX = 120      /* lines of a contents list */
};

struct draft {
    enum block_kind kind;
    unsigned line;
    unsigned page;
    int number;
    struct text text;
    const struct heading_rule *rule; /* of a known heading; or NULL */
    size_t chars;                    /* of its last line */
    bool after_blank;
};

struct reading {
    const struct lines *lines;
    const struct framework *framework;
    struct draft *drafts;
    size_t count;
    int last_number;
};

/* Bullets, by the character. Those above 0xf000 are symbol fonts'. */
static bool
is_bullet_mark(unsigned code)
{
    static const unsigned marks[] = {
        '-',    '*',    0x2022, 0x25aa, 0x25ab, 0x25a0, 0x25a1, 0x25cf, 0x25cb,
        0x25e6, 0x25fc, 0x25fe, 0x2023, 0x2043, 0x2013, 0x2014, 0x00b7, 0x27a2,
        0xf06e, 0xf02d, 0xf0a7, 0xf0be, 0xf0b7, 0xf0d8, 0xf0fc, 0xf076, 0xfffd};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i] == code)
            return true;
    return false;
}

/* The length of the bullet and the blanks that the line begins with. */
static size_t
bullet_length(const char *text, size_t len)
{
    unsigned code;
    size_t n = utf8_char(text, len, &code);

    if (!is_bullet_mark(code))
        return 0;
    if (n == len)
        return n; /* alone; its text follows */
    if (!isspace((unsigned char)text[n]) && code < 0x2000)
        return 0; /* "-word", "*word*" */
    while (n < len && isspace((unsigned char)text[n]))
        n++;
    return n;
}

/* "47. ", "47." alone: the length of it and the number; 0 where none. */
static size_t
number_length(const char *text, size_t len, int *number)
{
    size_t n = 0;

    *number = 0;
    while (n < len && n < 3 && isdigit((unsigned char)text[n]))
        *number = *number * 10 + (text[n++] - '0');
    if (n == 0 || n == len || text[n] != '.' || *number == 0)
        return 0;
    n++;
    if (n < len && !isspace((unsigned char)text[n]) &&
        !isupper((unsigned char)text[n]))
        return 0; /* 2.1 */
    while (n < len && isspace((unsigned char)text[n]))
        n++;
    return n;
}

/* The printed numbers run on. One or two may be missing and a list may start
 * again at one, but not in mid-sentence: "at the end of Key Stage\n1. They". */
static bool
number_runs_on(const struct reading *r, int number, bool may_begin)
{
    if (number == r->last_number + 1)
        return true;
    return may_begin &&
           (number == 1 || (number > r->last_number &&
                            number <= r->last_number + NUMBER_GAP_MAX));
}

static bool
is_table_rule(const char *text, size_t len)
{
    size_t dashes = 0;

    for (size_t i = 0; i < len; i++) {
        if (!strchr("|-:+= \t", text[i]))
            return false;
        dashes += strchr("-|=", text[i]) != NULL;
    }
    return dashes >= 2;
}

static bool
is_barred(const char *text, size_t len)
{
    return len > 1 && text[0] == '|' && text[len - 1] == '|';
}

static bool
is_row(const char *text, size_t len)
{
    return is_barred(text, len) || memchr(text, '\t', len) != NULL;
}

/* The cells of "| a | b |" or "a<tab>b", trimmed, with a tab between. */
static void
add_cells(struct text *out, const char *text, size_t len)
{
    const bool has_bars = is_barred(text, len);
    const char bar = has_bars ? '|' : '\t';
    const char *end = text + len;

    if (has_bars) {
        text++;
        end--;
    }
    for (const char *p = text; p <= end;) {
        const char *stop = p;
        while (stop < end && *stop != bar)
            stop++;
        const char *cell = p;
        size_t n = (size_t)(stop - p);
        trim(&cell, &n);
        if (p > text)
            text_add(out, "\t", 1);
        text_add(out, cell, n);
        p = stop + 1;
    }
}

/* The length of a heading without a footnote's figure and a colon behind it:
 * "improve?1", "Immediately:". */
static size_t
without_mark(const char *text, size_t len)
{
    size_t n = len;

    while (n > 0 && isdigit((unsigned char)text[n - 1]))
        n--;
    if (n == len || n == 0 ||
        !(isalpha((unsigned char)text[n - 1]) || text[n - 1] == '?'))
        n = len;
    while (n > 0 && text[n - 1] == ':')
        n--;
    return n;
}

/* A known heading; the text may end with its grade. A sentence may begin like a
 * heading, or a line of prose be as short: "... and should do so\nimmediately."
 */
static const struct heading_rule *
known_heading(const struct framework *framework, const char *text, size_t len)
{
    size_t before = len;

    if (len > HEADING_MAX || is_barred(text, len))
        return NULL;
    const char *grade = grade_at_end(text, len, GRADE_NUMBERED, &before);
    const char *first = text;
    while (first < text + before && *first == '*')
        first++;
    if (before == 0 || islower((unsigned char)*first) ||
        memchr(text, '\t', before) || (!grade && text[before - 1] == '.'))
        return NULL;
    char *words = plain_words(text, without_mark(text, before));
    const struct heading_rule *rule = framework_heading(framework, words);
    free(words);
    return rule;
}

static struct draft *
begin(struct reading *r, enum block_kind kind, const struct line *line)
{
    r->drafts = grown(r->drafts, r->count, sizeof *r->drafts);
    struct draft *draft = &r->drafts[r->count++];
    *draft = (struct draft){.kind = kind,
                            .line = line->number,
                            .page = line->page,
                            .after_blank = line->after_blank};
    return draft;
}

/* Whether a hyphen at a line's end is the word's own, as in "short-term", and
 * not put there to break it: the report itself tells, by how it writes the
 * word and its parts elsewhere. */
static bool
keeps_hyphen(const struct lines *lines,
             const char *left,
             size_t left_len,
             const char *right,
             size_t right_len)
{
    static const char *const prefixes[] = {"multi", "inter", "pre",  "post",
                                           "non",   "co",    "self", "well",
                                           "sub",   "anti",  "semi", NULL};
    struct text joined = {0}, hyphened = {0};

    for (const char *const *p = prefixes; *p; p++)
        if (strlen(*p) == left_len && strncasecmp(*p, left, left_len) == 0)
            return true;
    text_add(&joined, left, left_len);
    text_add(&joined, right, right_len);
    text_add(&hyphened, left, left_len);
    text_add(&hyphened, "-", 1);
    text_add(&hyphened, right, right_len);
    const bool keeps = !lines_have_word(lines, joined.bytes, joined.len) &&
                       (lines_have_word(lines, hyphened.bytes, hyphened.len) ||
                        (lines_have_word(lines, left, left_len) &&
                         lines_have_word(lines, right, right_len)));
    free(joined.bytes);
    free(hyphened.bytes);
    return keeps;
}

static size_t
letters_at_end(const char *text, size_t len)
{
    size_t n = 0;
    while (n < len && isalpha((unsigned char)text[len - n - 1]))
        n++;
    return n;
}

static size_t
letters_at_start(const char *text, size_t len)
{
    size_t n = 0;
    while (n < len && isalpha((unsigned char)text[n]))
        n++;
    return n;
}

static bool
begins_with_word(const char *text, size_t len, const char *word)
{
    const size_t n = strlen(word);
    return len > n && memcmp(text, word, n) == 0 && text[n] == ' ';
}

/* Go on with a block: a blank between, but none within a word that was broken
 * at the line's end. */
static void
go_on(const struct lines *lines,
      struct text *text,
      const char *more,
      size_t len)
{
    static const char soft_hyphen[] = "\xc2\xad";

    if (len == 0)
        return;
    if (text->len >= 2 &&
        memcmp(text->bytes + text->len - 2, soft_hyphen, 2) == 0) {
        text->len -= 2;
    } else if (text->len >= 2 && text->bytes[text->len - 1] == '-' &&
               isalnum((unsigned char)text->bytes[text->len - 2]) &&
               isalnum((unsigned char)more[0]) &&
               !begins_with_word(more, len, "and") &&
               !begins_with_word(more, len, "or")) {
        const size_t left = letters_at_end(text->bytes, text->len - 1);
        const size_t right = letters_at_start(more, len);
        if (left > 0 && islower((unsigned char)more[0]) &&
            !keeps_hyphen(lines, text->bytes + text->len - 1 - left, left, more,
                          right))
            text->len--;
    } else if (text->len > 0) {
        text_add(text, " ", 1);
    }
    text_add(text, more, len);
}

static bool
ends_sentence(const char *text, size_t len)
{
    while (len > 0 && strchr("\"')*", text[len - 1]))
        len--;
    /* A closing quotation mark of three bytes. */
    if (len >= 3 && (memcmp(text + len - 3, "\xe2\x80\x99", 3) == 0 ||
                     memcmp(text + len - 3, "\xe2\x80\x9d", 3) == 0))
        len -= 3;
    return len == 0 || strchr(".!?:;", text[len - 1]);
}

static bool
begins_small(const char *text, size_t len)
{
    return len > 0 && (islower((unsigned char)text[0]) || text[0] == '(' ||
                       text[0] == ',');
}

/* Whether a line of so many characters was broken because it was full: the
 * next one's first word would not have fitted. */
static bool
was_full(const struct lines *lines, size_t chars, const char *next, size_t len)
{
    const char *blank = memchr(next, ' ', len);
    const size_t word = blank ? (size_t)(blank - next) : len;

    return lines->width > 0 &&
           chars + 1 + utf8_length(next, word) > lines->width;
}

/* A line, without the marks before it, and the block before. */
struct taking {
    const struct line *line;
    const char *text;
    size_t len;
    bool is_marked; /* as a heading (#) */
    struct draft *last;
    bool is_apart; /* it begins a block, whatever it is */
    const struct heading_rule *rule;
};

static bool
take_grade(struct reading *r, const struct taking *t)
{
    size_t before;
    const char *grade = grade_at_end(t->text, t->len, GRADE_NUMBERED, &before);

    if (grade_explained(t->text, t->len))
        text_add(&begin(r, BLOCK_SCALE, t->line)->text, t->text, t->len);
    else if (grade && before == 0)
        text_add(&begin(r, BLOCK_GRADE, t->line)->text, t->text, t->len);
    else
        return false;
    return true;
}

/* A numbered paragraph; or a heading with a number, which is taken off. */
static bool
take_number(struct reading *r, struct taking *t)
{
    int number;
    const size_t skip = number_length(t->text, t->len, &number);

    if (skip == 0)
        return false;
    t->rule = known_heading(r->framework, t->text + skip, t->len - skip);
    if (t->rule) {
        t->text += skip;
        t->len -= skip;
        return false;
    }
    const bool may_begin =
        t->is_apart || t->last->kind == BLOCK_BULLET ||
        ends_sentence(t->last->text.bytes, t->last->text.len);
    if (!number_runs_on(r, number, may_begin))
        return false;
    r->last_number = number;
    struct draft *draft = begin(r, BLOCK_NUMBERED, t->line);
    draft->number = number;
    text_add(&draft->text, t->text + skip, t->len - skip);
    draft->chars = t->line->chars;
    return true;
}

static bool
take_bullet(struct reading *r, const struct taking *t)
{
    const size_t skip = bullet_length(t->text, t->len);
    unsigned code;

    if (skip == 0)
        return false;
    /* A dash at a wrapped line's start may be the sentence's. */
    utf8_char(t->text, t->len, &code);
    if ((code == 0x2013 || code == 0x2014) && !t->is_apart &&
        t->last->kind != BLOCK_BULLET &&
        !ends_sentence(t->last->text.bytes, t->last->text.len))
        return false;
    struct draft *draft = begin(r, BLOCK_BULLET, t->line);
    text_add(&draft->text, t->text + skip, t->len - skip);
    draft->chars = t->line->chars;
    return true;
}

/* In wrapped text without blank lines, a paragraph's last line is short. */
static bool
begins_paragraph(const struct reading *r, const struct taking *t)
{
    return t->is_apart ||
           (r->lines->width > 0 && t->last->kind != BLOCK_NUMBERED &&
            ends_sentence(t->last->text.bytes, t->last->text.len) &&
            !was_full(r->lines, t->last->chars, t->text, t->len));
}

/* Prose or a heading, which begins a block or goes on with the one before. */
static void
take_text(struct reading *r, const struct taking *t)
{
    struct draft *last = t->last;
    const bool is_heading = t->rule || t->is_marked;

    if (!is_heading && last && last->text.len == 0) {
        last->line = t->line->number; /* a number or a bullet stood alone */
        last->page = t->line->page;
        text_add(&last->text, t->text, t->len);
    } else if (!is_heading && !begins_paragraph(r, t)) {
        go_on(r->lines, &last->text, t->text, t->len);
    } else {
        last = begin(r, is_heading ? BLOCK_HEADING : BLOCK_PROSE, t->line);
        text_add(&last->text, t->text, t->len);
        last->rule = t->rule;
    }
    last->chars = t->line->chars;
}

/* One line that is not in a contents list. */
static void
take(struct reading *r, const struct line *line)
{
    struct draft *last = r->count > 0 ? &r->drafts[r->count - 1] : NULL;
    struct taking t = {
        .line = line, .text = line->text, .len = line->len, .last = last};
    /* A number that stood alone wants its text, be that a bullet even. */
    const bool is_awaited =
        last && last->kind == BLOCK_NUMBERED && last->text.len == 0;

    t.is_apart = line->after_blank || !last || last->rule ||
                 last->kind == BLOCK_ROW || last->kind == BLOCK_GRADE;
    if (is_table_rule(t.text, t.len) && t.len > 1)
        return;
    while (t.len > 1 && t.text[0] == '#') {
        t.is_marked = true;
        t.text++;
        t.len--;
    }
    trim(&t.text, &t.len);
    if (take_grade(r, &t))
        return;
    t.rule = known_heading(r->framework, t.text, t.len);
    if (!t.rule &&
        (take_number(r, &t) || (!t.rule && !is_awaited && take_bullet(r, &t))))
        return;
    if (!t.rule && is_row(t.text, t.len))
        add_cells(&begin(r, BLOCK_ROW, line)->text, t.text, t.len);
    else
        take_text(r, &t);
}

/* A contents list, from its heading on: how many lines it has. It ends where
 * its first entry comes again, as a heading. */
static size_t
contents_length(const struct lines *lines, size_t from)
{
    char *first = NULL;
    size_t length = 0;

    for (size_t i = from + 1; i < lines->count && i - from < CONTENTS_MAX;
         i++) {
        const struct line *line = &lines->list[i];
        char *words = plain_words(line->text, line->len);
        size_t n = strlen(words);
        bool has_number = false;
        while (n > 0 &&
               (isdigit((unsigned char)words[n - 1]) || words[n - 1] == ' ')) {
            has_number = true;
            words[--n] = '\0';
        }
        if (!first && n > 0) {
            first = words;
            continue;
        }
        const bool is_end =
            first && i > from + 2 && !has_number && strcmp(words, first) == 0;
        free(words);
        if (is_end) {
            length = i - from;
            break;
        }
    }
    free(first);
    return length;
}

static bool
is_contents_heading(const struct line *line)
{
    char *words = plain_words(line->text, line->len);
    const bool is_it = strcmp(words, "contents") == 0 ||
                       strcmp(words, "table of contents") == 0;
    free(words);
    return is_it;
}

/* The shape of a heading: short, a capital first, no stop at its end. */
static bool
looks_like_heading(const struct draft *draft)
{
    const char *text = draft->text.bytes;
    size_t len = draft->text.len, words = 0;

    while (len > 0 && text[len - 1] == '*')
        len--;
    if (len == 0 || len > HEADING_MAX || strchr(",!", text[len - 1]) ||
        (ends_sentence(text, len) && text[len - 1] != '?'))
        return false;
    while (*text == '*')
        text++;
    if (!isupper((unsigned char)*text) && !(*text & 0x80))
        return false;
    for (const char *p = text; *p; p++)
        words += *p == ' ';
    return words < HEADING_WORDS_MAX;
}

static bool
is_paragraph(const struct draft *draft)
{
    return draft->kind == BLOCK_NUMBERED || draft->kind == BLOCK_BULLET ||
           draft->kind == BLOCK_PROSE;
}

/* Whether a block of prose is the rest of the paragraph before it. */
static bool
is_rest(const struct reading *r,
        const struct draft *before,
        const struct draft *draft)
{
    const bool is_heading = looks_like_heading(draft);

    /* A line of the scale may be wrapped, or its cells have come apart. */
    if (before->kind == BLOCK_SCALE)
        return !draft->after_blank ||
               before->text.bytes[before->text.len - 1] == ')';
    if (!is_paragraph(before))
        return false;
    if (begins_small(draft->text.bytes, draft->text.len))
        return true;
    if (!ends_sentence(before->text.bytes, before->text.len))
        /* Bullets often have no stop; then a heading may follow. */
        return !(is_heading && before->kind == BLOCK_BULLET);
    if (is_heading)
        return false;
    if (before->kind == BLOCK_NUMBERED && r->framework->is_numbered)
        return true;
    return draft->page > before->page &&
           was_full(r->lines, before->chars, draft->text.bytes,
                    draft->text.len);
}

/* Put what belongs together into one; sort prose from unknown headings. */
static void
join(struct reading *r)
{
    size_t kept = 0;
    bool in_body = false, in_record = false;

    for (size_t i = 0; i < r->count; i++) {
        struct draft *draft = &r->drafts[i];
        struct draft *last = kept > 0 ? &r->drafts[kept - 1] : NULL;

        if (draft->text.len == 0) { /* a bullet with nothing behind it */
            free(draft->text.bytes);
            continue;
        }
        /* The first pass saw a heading's lines one by one. */
        if (draft->kind == BLOCK_PROSE)
            draft->rule =
                known_heading(r->framework, draft->text.bytes, draft->text.len);
        in_body |= draft->rule || draft->kind == BLOCK_NUMBERED;
        in_record |= draft->rule && draft->rule->role == HEADING_RECORD;
        if (draft->kind == BLOCK_PROSE && !draft->rule && last && in_body &&
            !in_record && is_rest(r, last, draft)) {
            go_on(r->lines, &last->text, draft->text.bytes, draft->text.len);
            last->chars = draft->chars;
            free(draft->text.bytes);
            continue;
        }
        /* A line that was broken because it was full goes on behind a page's
         * end. */
        const struct draft *next = i + 1 < r->count ? draft + 1 : NULL;
        const bool goes_on =
            next && next->kind == BLOCK_PROSE &&
            was_full(r->lines, draft->chars, next->text.bytes, next->text.len);
        if (draft->kind == BLOCK_PROSE &&
            (draft->rule || (!goes_on && looks_like_heading(draft))))
            draft->kind = BLOCK_HEADING;
        r->drafts[kept++] = *draft;
    }
    r->count = kept;
}

/* A character that a reader does not see, or a blank of another kind. */
static const char *
cleaned(unsigned code)
{
    switch (code) {
    case 0x00ad: /* soft hyphen */
    case 0x200b: /* zero-width space and its kin */
    case 0x200c:
    case 0x200d:
    case 0x2060:
    case 0xfeff:
        return "";
    case 0x00a0:
    case 0x2007:
    case 0x2009:
    case 0x202f:
        return " ";
    default:
        return code < 0x20 && code != '\t' ? " " : NULL;
    }
}

/* Whether the asterisk at p opens emphasis: "*word", not "A*-C" or "5 * 3". */
static const char *
emphasis_end(const char *text, const char *p)
{
    if ((p > text && !strchr(" (\"'", p[-1])) || !p[1] || p[1] == ' ')
        return NULL;
    for (const char *q = p + 2; *q && *q != '\t'; q++)
        if (*q == '*' && q[-1] != ' ' && !isalnum((unsigned char)q[1]))
            return q;
    return NULL;
}

/* Text as it reads: no marks of emphasis, no invisible characters, one blank
 * where there were several. */
static char *
clean(const char *text, size_t len)
{
    struct text out = {0};
    const char *emphasis = NULL;

    for (size_t i = 0; i < len;) {
        unsigned code;
        size_t n = utf8_char(text + i, len - i, &code);
        const char *put = cleaned(code);
        if (text[i] == '*' && i + 1 < len && text[i + 1] == '*') {
            put = "";
            n = 2;
        } else if (text[i] == '*' && text + i == emphasis) {
            put = "";
            emphasis = NULL;
        } else if (text[i] == '*' && !emphasis &&
                   (emphasis = emphasis_end(text, text + i))) {
            put = "";
        }
        if (!put)
            text_add(&out, text + i, n);
        else
            text_add_string(&out, put);
        while (out.len >= 2 && out.bytes[out.len - 1] == ' ' &&
               out.bytes[out.len - 2] == ' ')
            out.bytes[--out.len] = '\0';
        i += n;
    }
    const char *start = out.bytes ? out.bytes : "";
    size_t size = out.len;
    /* Empty cells at a row's ends are cells. */
    while (size > 0 && start[size - 1] == ' ')
        size--;
    while (size > 0 && *start == ' ') {
        start++;
        size--;
    }
    char *copy = xstrndup(start, size);
    free(out.bytes);
    return copy;
}

static struct block
finished(const struct draft *draft)
{
    struct block block = {.kind = draft->kind,
                          .line = draft->line,
                          .page = draft->page,
                          .number = draft->number};
    const char *text = draft->text.bytes;
    size_t len = draft->text.len, before = len;

    if (block.kind == BLOCK_GRADE)
        block.grade = grade_at_end(text, len, GRADE_NUMBERED, &before);
    if (block.kind == BLOCK_HEADING) {
        block.rule = draft->rule;
        block.grade = grade_at_end(text, len, GRADE_NUMBERED, &before);
        while (block.grade && before > 0 && strchr(". ", text[before - 1]))
            before--;
        len = block.rule ? without_mark(text, before) : before;
    }
    block.text = clean(text, len);
    return block;
}

/* How many lines from i on are one known heading, 0 where none is; their text
 * is put together. */
static size_t
heading_lines(const struct lines *lines,
              const struct framework *framework,
              size_t i,
              struct text *text)
{
    const struct line *line = &lines->list[i];
    const struct heading_rule *rule =
        known_heading(framework, line->text, line->len);
    size_t n = 1;

    text->len = 0;
    text_add(text, line->text, line->len);
    /* A heading known by how it begins goes on in small letters. */
    const bool is_open = rule && rule->words[strlen(rule->words) - 1] == '*';
    const bool may_go_on = rule ? is_open
                                : isupper((unsigned char)line->text[0]) &&
                                      !ends_sentence(line->text, line->len);
    for (; n < 3 && i + n < lines->count && may_go_on && (!rule || is_open);
         n++) {
        const struct line *next = &lines->list[i + n];
        if (next->after_blank || text->len + next->len > HEADING_MAX ||
            (is_open && !islower((unsigned char)next->text[0])))
            break;
        go_on(lines, text, next->text, next->len);
        if (!rule)
            rule = known_heading(framework, text->bytes, text->len);
    }
    return rule ? n : 0;
}

void
blocks_read(const struct lines *lines,
            const struct framework *framework,
            struct blocks *out)
{
    struct reading r = {.lines = lines, .framework = framework};
    struct text text = {0};

    for (size_t i = 0; i < lines->count; i++) {
        struct line line = lines->list[i];
        size_t length;
        if (is_contents_heading(&line) &&
            (length = contents_length(lines, i)) > 0) {
            i += length - 1;
            continue;
        }
        if ((length = heading_lines(lines, framework, i, &text)) > 1) {
            line.text = text.bytes;
            line.len = text.len;
            i += length - 1;
        }
        take(&r, &line);
    }
    free(text.bytes);
    join(&r);

    *out = (struct blocks){.list = xrealloc(NULL, r.count * sizeof *out->list)};
    for (size_t i = 0; i < r.count; i++) {
        struct block block = finished(&r.drafts[i]);
        free(r.drafts[i].text.bytes);
        if (*block.text || block.grade)
            out->list[out->count++] = block;
        else /* nothing but invisible characters */
            free(block.text);
    }
    free(r.drafts);
}

void
blocks_fini(struct blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++)
        free(blocks->list[i].text);
    free(blocks->list);
    *blocks = (struct blocks){0};
}
