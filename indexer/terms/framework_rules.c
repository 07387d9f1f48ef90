/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Each list of a file is turned into rules line by line, so that what is wrong
 * can be named with its line.
 */
#include "terms/framework_rules.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/words.h"

#include "findings/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a line of a file is turned into rules with. */
struct compiling {
    const struct findings_framework *file;
    const struct findings_rule *line;
    char *reason;
};

/* The plain words of a line, with the stars around them. */
static char *
plain(const char *text)
{
    const bool is_open = *text == '*';
    size_t len = strlen(text += is_open);
    const bool is_begun = len > 0 && text[len - 1] == '*';
    char *const words = words_plain(text, len), *out;

    len = strlen(words);
    out = memory_resize(NULL, len + 3);
    snprintf(out, len + 3, "%s%s%s", is_open ? "*" : "", words,
             is_begun ? "*" : "");
    free(words);
    return out;
}

/* The next part of a value, without blanks; false at its end. */
static bool
next_part(const char **value, char *part, size_t size)
{
    const char *p = *value;

    if (!p || !*p)
        return false;
    p += strspn(p, " ,");
    size_t len = strcspn(p, ",");
    *value = p + len;
    while (len > 0 && p[len - 1] == ' ')
        len--;
    snprintf(part, size, "%.*s", (int)len, p);
    return true;
}

/* The word of the field; NULL if the text is none of them as they are written.
 */
static const char *
word_of(const char *field, const char *text)
{
    const char *word = findings_field_word(findings_field(field), text);
    return word && strcmp(word, text) == 0 ? word : NULL;
}

static bool
set_area(const struct compiling *c, const char *text, const char **area)
{
    *area = word_of("service_area", text);
    if (!*area)
        findings_framework_refuse(
            c->file, c->line->line, c->reason,
            "\"%.100s\" is not a service area; correct it, or add it to the "
            "list \"areas\" of the file",
            text);
    return *area != NULL;
}

/* The roles of headings, and whether their value is a deadline. */
static const struct {
    const char *name;
    enum heading_role role;
} roles[] = {
    {"title", HEADING_TITLE},       {"part", HEADING_PART},
    {"name", HEADING_NAME},         {"overall", HEADING_OVERALL},
    {"section", HEADING_SECTION},   {"area", HEADING_AREA},
    {"topic", HEADING_TOPIC},       {"within", HEADING_WITHIN},
    {"scale", HEADING_SCALE},       {"box", HEADING_BOX},
    {"deadline", HEADING_DEADLINE}, {"priority", HEADING_PRIORITY},
    {"record", HEADING_RECORD},     {"close", HEADING_CLOSE},
};

static bool
set_role(const struct compiling *c, struct heading_rule *rule)
{
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strcmp(roles[i].name, c->line->role) == 0) {
            rule->role = roles[i].role;
            return true;
        }
    findings_framework_refuse(
        c->file, c->line->line, c->reason,
        "\"%.60s\" is not what a heading can do; write title, part, name, "
        "overall, section, area, topic, within, scale, box, deadline, "
        "priority, "
        "record or close",
        c->line->role);
    return false;
}

static bool
refuse_value(const struct compiling *c, const char *part, const char *wanted)
{
    findings_framework_refuse(c->file, c->line->line, c->reason,
                              "\"%.100s\" is not %s; correct it", part, wanted);
    return false;
}

/* What stands after the equals sign: the area and the kind of the paragraphs,
 * or a deadline. */
static bool
set_value(const struct compiling *c, struct heading_rule *rule)
{
    const bool is_deadline =
        rule->role == HEADING_DEADLINE || rule->role == HEADING_PRIORITY;
    const char *value = c->line->value;
    char part[128];

    if (is_deadline && !value)
        return refuse_value(c, c->line->words,
                            "given a deadline; write one after an equals sign");
    while (next_part(&value, part, sizeof part)) {
        if (is_deadline) {
            rule->value = word_of("deadline", part);
            if (!rule->value)
                return refuse_value(c, part, "a deadline");
        } else if (word_of("kind", part)) {
            rule->value = word_of("kind", part);
        } else {
            rule->area = word_of("service_area", part);
            if (!rule->area)
                return refuse_value(
                    c, part,
                    "a service area or a kind (finding, recommendation or "
                    "context)");
        }
    }
    return true;
}

static bool
compile_heading(const struct compiling *c, void *out)
{
    struct heading_rule *rule = out;

    rule->words = plain(c->line->words);
    return set_role(c, rule) && set_value(c, rule);
}

static bool
compile_area(const struct compiling *c, void *out)
{
    struct area_rule *rule = out;

    rule->words = plain(c->line->words);
    if (!c->line->value)
        return refuse_value(c, c->line->words,
                            "given a service area; write one after an equals "
                            "sign");
    return set_area(c, c->line->value, &rule->area);
}

/* "context", or "context, then finding". */
static bool
compile_opening(const struct compiling *c, void *out)
{
    static const char then[] = "then ";
    struct opening_rule *rule = out;
    const char *value = c->line->value;
    char part[128];

    rule->words = plain(c->line->words);
    while (next_part(&value, part, sizeof part)) {
        const bool is_after = strncmp(part, then, strlen(then)) == 0;
        const char **kind = is_after ? &rule->after : &rule->kind;
        *kind = word_of("kind", part + (is_after ? strlen(then) : 0));
        if (!*kind)
            return refuse_value(c, part,
                                "a kind (finding, recommendation or context)");
    }
    if (!rule->kind)
        return refuse_value(c, c->line->words,
                            "given a kind; write, for example, \"= context\"");
    return true;
}

/* A title has the plain words of its parts, with "&" between them. */
static bool
compile_title(const struct compiling *c, void *out)
{
    const char *p = c->line->words;
    struct text title = {0};
    bool is_good = true;

    for (size_t len; *p; p += len + (p[len] == '&')) {
        len = strcspn(p, "&");
        char *words = words_plain(p, len);
        is_good = is_good && *words;
        text_add_string(&title, title.len > 0 ? "&" : "");
        text_add_string(&title, words);
        free(words);
    }
    *(char **)out = title.bytes;
    if (is_good && title.len < FRAMEWORK_TITLE_SIZE)
        return !c->line->value ||
               refuse_value(c, c->line->value,
                            "needed; lines of this list have no value");
    findings_framework_refuse(
        c->file, c->line->line, c->reason, "\"%.100s\" has %s; correct it",
        c->line->words, is_good ? "too many words" : "a part without words");
    return false;
}

static bool
compile_words(const struct compiling *c, void *out)
{
    *(char **)out = plain(c->line->words);
    if (c->line->value)
        return refuse_value(c, c->line->value,
                            "needed; lines of this list have no value");
    return true;
}

/* Whether line i of the list has words, given here as plain ones, and no line
 * before it has the same. */
static bool
is_new(const struct compiling *c, char *const *words, size_t i)
{
    const struct findings_rule *first = c->line - i;

    if (strspn(words[i], "*") == strlen(words[i])) {
        findings_framework_refuse(c->file, c->line->line, c->reason,
                                  "\"%.100s\" has no words; write some",
                                  c->line->words);
        return false;
    }
    for (size_t k = 0; k < i; k++)
        if (strcmp(words[k], words[i]) == 0) {
            findings_framework_refuse(
                c->file, c->line->line, c->reason,
                "\"%.100s\" is in line %u already; leave one of the two out",
                c->line->words, first[k].line);
            return false;
        }
    return true;
}

/* Turn the lines of a list into rules of this size; *out gets them, ended by
 * one that is all zero, or NULL if there is no such list. */
static bool
compile_list(const struct findings_framework *file,
             enum findings_rules list,
             bool (*compile)(const struct compiling *, void *),
             size_t size,
             void *out,
             char *reason)
{
    const struct findings_rule *lines = file->rules[list].list;
    const size_t count = file->rules[list].count;
    char *rules = NULL, **words;
    bool is_good = true;
    size_t n = 0;

    if (count > 0) {
        rules = memory_resize(NULL, (count + 1) * size);
        memset(rules, 0, (count + 1) * size);
    }
    memcpy(out, &rules, sizeof rules);
    words = memory_resize(NULL, (count + 1) * sizeof *words);
    for (; is_good && n < count; n++) {
        const struct compiling c = {file, &lines[n], reason};
        words[n] = plain(lines[n].words);
        is_good = is_new(&c, words, n) && compile(&c, rules + n * size);
    }
    while (n > 0)
        free(words[--n]);
    free(words);
    return is_good;
}

/* The longest comes first, so that one which contains another is found. */
static int
compare_printed(const void *a, const void *b)
{
    const struct grade_word *one = a, *other = b;
    const size_t len = strlen(one->printed), others = strlen(other->printed);

    return len != others ? (len < others ? 1 : -1)
                         : strcmp(one->printed, other->printed);
}

static void
add_printed(struct framework *out,
            size_t *n,
            const char *name,
            const char *grade)
{
    char *printed = memory_strdup(name);

    for (char *p = printed; *p; p++)
        *p = *p == '-' ? ' ' : *p;
    for (size_t i = 0; i < *n; i++)
        if (strcmp(out->grades[i].printed, printed) == 0) {
            free(printed);
            return;
        }
    out->grades = memory_resize(out->grades, (*n + 2) * sizeof *out->grades);
    out->grades[(*n)++] = (struct grade_word){printed, grade};
    out->grades[*n] = (struct grade_word){NULL, NULL};
}

/* The words for grades, as reports print them: the grades' own, and other names
 * in quotation marks. The vocabulary has read the lists already. False if there
 * are none. */
static bool
compile_grades(const struct findings_framework *file, struct framework *out)
{
    size_t n = 0;

    for (size_t i = 0; i < file->rules[FINDINGS_GRADES].count; i++) {
        const struct findings_rule *line =
            &file->rules[FINDINGS_GRADES].list[i];
        const char *words = line->words, *names = line->value;
        struct findings_name name;
        findings_name_next(&words, &name);
        const char *grade = word_of("grade", name.text);
        if (!name.is_value_only)
            add_printed(out, &n, name.text, grade);
        while (names && findings_name_next(&names, &name) == FINDINGS_NAME_READ)
            if (name.is_printed)
                add_printed(out, &n, name.text, grade);
    }
    if (n > 0)
        qsort(out->grades, n, sizeof *out->grades, compare_printed);
    return n > 0;
}

static bool
set_form(const struct findings_framework *file,
         struct framework *out,
         char *reason)
{
    bool is_of_council = false;
    const struct {
        const char *name;
        bool *is_so;
    } forms[] = {
        {"graded", &out->is_graded},
        {"letter", &out->is_letter},
        {"signed", &out->is_signed},
        {"numbered", &out->is_numbered},
        {"body after table", &out->opens_after_table},
        {"council", &is_of_council},
    };
    enum { N_FORMS = sizeof forms / sizeof *forms };
    const char *form = file->form;
    char part[128];

    while (next_part(&form, part, sizeof part)) {
        size_t i = 0;
        while (i < N_FORMS && strcmp(forms[i].name, part) != 0)
            i++;
        if (i == N_FORMS) {
            findings_framework_refuse(
                file, file->form_line, reason,
                "\"%.100s\" is not a form; write some of council, graded, "
                "letter, signed, numbered and body after table",
                part);
            return false;
        }
        *forms[i].is_so = true;
    }
    out->is_by_print = !is_of_council;
    return true;
}

static bool
set_properties(const struct findings_framework *file,
               struct framework *out,
               char *reason)
{
    const struct findings_rule line = {.line = file->area_line};

    out->name = file->name;
    out->first_judgement =
        file->first_judgement
            ? words_plain(file->first_judgement, strlen(file->first_judgement))
            : NULL;
    return set_area(&(struct compiling){file, &line, reason},
                    file->area ? file->area : "general", &out->area) &&
           set_form(file, out, reason);
}

bool
framework_rules_read(const struct findings_framework *file,
                     struct grade_word *grades,
                     struct framework *out,
                     char reason[FINDINGS_REASON_SIZE])
{
    if (!compile_grades(file, out))
        out->grades = grades;
    return set_properties(file, out, reason) &&
           compile_list(file, FINDINGS_TITLES, compile_title,
                        sizeof *out->titles, &out->titles, reason) &&
           compile_list(file, FINDINGS_HEADINGS, compile_heading,
                        sizeof *out->headings, &out->headings, reason) &&
           compile_list(file, FINDINGS_JUDGEMENTS, compile_area,
                        sizeof *out->judgements, &out->judgements, reason) &&
           compile_list(file, FINDINGS_THEMES, compile_area,
                        sizeof *out->themes, &out->themes, reason) &&
           compile_list(file, FINDINGS_THEME_SENTENCES, compile_words,
                        sizeof *out->theme_openings, &out->theme_openings,
                        reason) &&
           compile_list(file, FINDINGS_OPENINGS, compile_opening,
                        sizeof *out->openings, &out->openings, reason);
}
