/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lexicon_setup.h"
#include "value_names.h"
#include "messages/facts.h"
#include "shipped_words.h"

#include "findings/files.h"
#include "findings/places.h"
#include "findings/schema.h"
#include "findings/users.h"

#include <errno.h>
#include <glib.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    FILE_MAX =
        16 * 1024 * 1024 /* bytes; a larger file is hardly a list of words */
};

/* From Debian's package wbritish. */
#define DICTIONARY "/usr/share/dict/british-english"

static const enum fe_field_kind kinds[] = {
    [FINDINGS_VALUE] = FE_FIELD_VALUE,
    [FINDINGS_NUMBER] = FE_FIELD_NUMBER,
    [FINDINGS_DATE] = FE_FIELD_DATE,
    [FINDINGS_TEXT] = FE_FIELD_TEXT,
};

static const enum fe_naming namings[] = {
    [FINDINGS_UNNAMED] = FE_NAMES_NOTHING,
    [FINDINGS_TOPIC] = FE_NAMES_TOPIC,
    [FINDINGS_NEEDED] = FE_NAMES_NEEDED,
    [FINDINGS_PLACE] = FE_NAMES_PLACE,
};

/* Add the field under a name: its own, or that of the client's option, by which
 * people know it. */
static enum fe_status
add_field(struct fe_lexicon *lexicon,
          const struct findings_field *field,
          const char *name,
          struct fe_error *err)
{
    const bool is_text = field->kind == FINDINGS_TEXT;
    const struct findings_word *list = findings_words(field);
    struct fe_word words[FINDINGS_WORDS_MAX + 1] = {{0}};
    struct fe_field added = {.name = name,
                             .kind = kinds[field->kind],
                             .slot = is_text ? FE_NO_SLOT : field->slot,
                             .length = field->length,
                             .prefix = is_text ? field->prefix : NULL,
                             .weight = field->weight};

    if (strcmp(name, field->name) == 0)
        added.naming = namings[field->named];

    for (size_t i = 0; list && list[i].word; i++) {
        words[i] = (struct fe_word){list[i].word, list[i].also};
        added.words = words;
    }
    return fe_lexicon_add_field(lexicon, &added, err);
}

static enum fe_status
add_fields(struct fe_lexicon *lexicon, struct fe_error *err)
{
    enum fe_status status = FE_OK;

    for (size_t i = 0; status == FE_OK && i < findings_n_fields; i++) {
        const struct findings_field *field = &findings_fields[i];
        if (field->slot == 0 && field->kind != FINDINGS_TEXT)
            continue;
        status = add_field(lexicon, field, field->name, err);
        if (status == FE_OK && field->option &&
            strcmp(field->option, field->name) != 0)
            status = add_field(lexicon, field, field->option, err);
    }
    return status;
}

static bool
add_words(struct fe_lexicon *lexicon,
          const char *name,
          const char *text,
          size_t len,
          char *reason)
{
    struct fe_error err;

    if (fe_lexicon_add_words(lexicon, name, text, len, &err) == FE_OK)
        return true;
    if (err.status == FE_BAD_QUERY)
        snprintf(reason, LEXICON_SETUP_REASON_SIZE,
                 "%.400s, line %zu: %s; fix the line and try again", name,
                 err.offset, err.message);
    else
        snprintf(reason, LEXICON_SETUP_REASON_SIZE,
                 "cannot use the words in \"%.400s\": %s", name, err.message);
    return false;
}

static void
explain_unread(const char *path, int error, char *reason)
{
    char user[FINDINGS_USER_SIZE];

    if (error == EACCES)
        snprintf(reason, LEXICON_SETUP_REASON_SIZE,
                 "cannot read the words in \"%.400s\": %s; let %s, who runs "
                 "findingsd, read it (a folder that is new needs a restart)",
                 path, strerror(error), findings_user_name(geteuid(), user));
    else
        snprintf(reason, LEXICON_SETUP_REASON_SIZE,
                 "cannot read the words in \"%.400s\": %s; choose another file "
                 "with --words",
                 path, findings_read_problem(error));
}

static bool
add_file(struct fe_lexicon *lexicon,
         const char *path,
         bool may_be_missing,
         char *reason)
{
    size_t len;
    char *text = findings_read_file(path, FILE_MAX, &len);

    if (!text && may_be_missing && errno == ENOENT)
        return true;
    if (!text)
        explain_unread(path, errno, reason);
    const bool is_good = text && add_words(lexicon, path, text, len, reason);
    free(text);
    return is_good;
}

static bool
add_files(struct fe_lexicon *lexicon,
          const char *const *files,
          size_t n_files,
          char *reason)
{
    char path[PATH_MAX];

    for (size_t i = 0; i < n_files; i++)
        if (!add_file(lexicon, files[i], false, reason))
            return false;
    if (n_files > 0 || !findings_default_words(path, sizeof path))
        return true;
    return add_file(lexicon, path, true, reason);
}

/* The thesaurus that comes with the product. */
static const struct {
    const char *name;
    const unsigned char *text;
    const size_t *len;
} shipped[] = {
    {"share/thesaurus/people.txt", shipped_words_people,
     &shipped_words_people_len},
    {"share/thesaurus/needs.txt", shipped_words_needs,
     &shipped_words_needs_len},
    {"share/thesaurus/process.txt", shipped_words_process,
     &shipped_words_process_len},
    {"share/thesaurus/care.txt", shipped_words_care, &shipped_words_care_len},
    {"share/thesaurus/quality.txt", shipped_words_quality,
     &shipped_words_quality_len},
    {"share/thesaurus/questions.txt", shipped_words_questions,
     &shipped_words_questions_len},
};

enum { N_SHIPPED = sizeof shipped / sizeof *shipped };

static bool
add_shipped(struct fe_lexicon *lexicon, char *reason)
{
    for (size_t i = 0; i < N_SHIPPED; i++)
        if (!add_words(lexicon, shipped[i].name, (const char *)shipped[i].text,
                       *shipped[i].len, reason))
            return false;
    return true;
}

static bool
finish(struct fe_lexicon *lexicon, char *reason)
{
    struct fe_error err;

    /* Optional: without it, correctly spelt words are corrected too if the
     * index does not contain them. */
    fe_lexicon_use_dictionary(lexicon, DICTIONARY);
    fe_lexicon_set_repeated(lexicon, findings_field("report")->slot,
                            findings_field("framework")->slot);
    fe_lexicon_set_ties(lexicon, findings_field("date")->slot,
                        findings_field("report")->slot);
    if (fe_lexicon_add_light_words(lexicon, (const char *)shipped_words_light,
                                   shipped_words_light_len, &err) == FE_OK &&
        fe_lexicon_finish(lexicon, &err) == FE_OK)
        return true;
    snprintf(reason, LEXICON_SETUP_REASON_SIZE, "cannot prepare the words: %s",
             err.message);
    return false;
}

struct fe_lexicon *
lexicon_setup(const char *const *files,
              size_t n_files,
              char reason[LEXICON_SETUP_REASON_SIZE])
{
    struct fe_lexicon *lexicon = NULL;
    struct fe_error err;

    if (fe_lexicon_new(&lexicon, &err) != FE_OK ||
        add_fields(lexicon, &err) != FE_OK ||
        value_names_add(lexicon, &err) != FE_OK)
        snprintf(reason, LEXICON_SETUP_REASON_SIZE,
                 "cannot prepare the fields and names: %s", err.message);
    else if (add_shipped(lexicon, reason) &&
             add_files(lexicon, files, n_files, reason) &&
             finish(lexicon, reason))
        return lexicon;
    fe_lexicon_free(lexicon);
    return NULL;
}

struct words *
lexicon_setup_words(const struct words_reader *reader,
                    bool is_reread,
                    char reason[WORDS_REASON_SIZE])
{
    const double begun = facts_clock();
    struct fe_lexicon *lexicon =
        lexicon_setup(reader->files, reader->n_files, reason);

    return lexicon ? words_new(lexicon, N_SHIPPED, begun, is_reread) : NULL;
}
