/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "messages/naming.h"

#include "findings/wire.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { SUGGESTIONS = 3, CANDIDATES = 5, SHOWN = 70 };

bool
naming_find(struct report_records *reports,
            struct fe_reader *reader,
            const struct findings_field *field,
            const char *value,
            struct failure *failure)
{
    const struct fe_filter filter = {
        .slot = field->slot, .values = &value, .n_values = 1};
    const struct fe_request request = {.filters = &filter, .n_filters = 1};

    return reports_find(reports, reader, &request, failure);
}

/* "a, b, c": the first values, each cut to what a message has room for. The
 * caller frees it. */
static char *
list_values(const struct fe_counts *counts, size_t most)
{
    GString *list = g_string_new(NULL);

    for (size_t i = 0; i < counts->count && i < most; i++)
        g_string_append_printf(list, "%s%.*s", i > 0 ? ", " : "", SHOWN,
                               counts->list[i].value);
    return g_string_free(list, FALSE);
}

bool
naming_fail(struct fe_reader *reader,
            const struct findings_field *field,
            const char *param,
            const char *value,
            struct failure *failure)
{
    struct fe_counts counts;
    struct fe_error err;

    if (fe_reader_suggest_value(reader, field->slot, value, SUGGESTIONS,
                                &counts, &err) != FE_OK)
        return failure_status(failure, &err);
    char *like = list_values(&counts, SUGGESTIONS);
    if (*like)
        failure_param(failure, param,
                      "there is no %s \"%.100s\"; did you mean %s?",
                      field->name, value, like);
    else
        failure_param(failure, param,
                      "there is no %s \"%.100s\"; check the spelling",
                      field->name, value);
    g_free(like);
    fe_counts_free(&counts);
    failure->code = FINDINGS_NOT_FOUND;
    return false;
}

/* The record of the report that has exactly this id; NULL if there is none or,
 * with *failure set, on error. */
static json_t *
exactly(struct fe_reader *reader, const char *id, struct failure *failure)
{
    struct report_records reports;
    json_t *record = NULL;

    if (!naming_find(&reports, reader, findings_field("report"), id, failure))
        return NULL;
    if (reports.count > 0)
        record = json_incref(reports.list[0]);
    reports_fini(&reports);
    return record;
}

/* How many of the values, the first ones, begin with the text. */
static size_t
count_beginning(const struct fe_counts *counts, const char *text)
{
    const size_t len = strlen(text);
    size_t n = 0;

    while (n < counts->count &&
           strncasecmp(counts->list[n].value, text, len) == 0)
        n++;
    return n;
}

static int
compare_values(const void *a, const void *b)
{
    const struct fe_count *one = a, *other = b;

    return strcmp(one->value, other->value);
}

/* The ids are named in their order, which is that of the dates. */
static void
fail_several(const char *param,
             const char *text,
             const struct fe_counts *counts,
             size_t n,
             struct failure *failure)
{
    const bool is_cut = n > CANDIDATES;

    qsort(counts->list, n, sizeof *counts->list, compare_values);
    char *list = list_values(counts, MIN(n, (size_t)CANDIDATES));

    failure_param(failure, param,
                  "\"%.100s\" is the beginning of the ids of %s%zu reports: "
                  "%s%s; give one of them",
                  text, n == FINDINGS_SUGGESTIONS_MAX ? "at least " : "", n,
                  list, is_cut ? ", ..." : "");
    failure->code = FINDINGS_NOT_FOUND;
    g_free(list);
}

/* The record of the only report whose id begins with the text; NULL if there is
 * none or, with *failure set, if there are several. */
static json_t *
beginning(struct fe_reader *reader,
          const char *param,
          const char *text,
          struct failure *failure)
{
    struct fe_counts counts;
    struct fe_error err;
    json_t *record = NULL;

    if (fe_reader_suggest_value(reader, findings_field("report")->slot, text,
                                FINDINGS_SUGGESTIONS_MAX, &counts,
                                &err) != FE_OK) {
        failure_status(failure, &err);
        return NULL;
    }
    const size_t n = count_beginning(&counts, text);
    if (n > 1)
        fail_several(param, text, &counts, n, failure);
    else if (n == 1)
        record = exactly(reader, counts.list[0].value, failure);
    fe_counts_free(&counts);
    return record;
}

json_t *
naming_report(struct fe_reader *reader,
              const char *param,
              const char *id,
              struct failure *failure)
{
    json_t *record = exactly(reader, id, failure);

    if (record || failure->code)
        return record;
    char *text = g_strdelimit(g_strdup(id), " ", '-');
    record = beginning(reader, param, text, failure);
    g_free(text);
    if (!record && !failure->code)
        naming_fail(reader, findings_field("report"), param, id, failure);
    return record;
}
