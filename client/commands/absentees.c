/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "commands/absentees.h"
#include "ask/form.h"
#include "commands/command.h"
#include "commands/recording.h"
#include "print/expansion.h"
#include "print/line.h"
#include "print/member.h"
#include "print/print.h"

#include "findings/visible.h"

#include <stdio.h>
#include <string.h>

static void
write_report(struct line *line, const json_t *report)
{
    const char *subject = member_subject(report);

    print_text(*subject ? subject : member_text(report, "title"), line->out);
    if (*member_text(report, "date")) {
        fputs(", ", line->out);
        print_text(member_text(report, "date"), line->out);
    }
    fputs(" | ", line->out);
    print_text(member_text(report, "framework"), line->out);
    line_id(line, member_text(report, "report"));
}

/* Print a report or an authority that is absent. */
static void
put_one(const json_t *one, const struct style *style)
{
    struct line line;

    line_open(&line, style);
    if (json_object_get(one, "report"))
        write_report(&line, one);
    else
        print_text(member_text(one, "authority"), line.out);
    fputs(", ", line.out);
    print_counted(member_count(one, "paragraphs"), "paragraph", line.out);
    line_print(&line, "  ", 4);
}

/* Print how many are absent, and of how many. */
static void
put_total(const struct options *options,
          const json_t *result,
          const struct style *style)
{
    const size_t n = json_array_size(json_object_get(result, "absent"));
    char number[PRINT_NUMBER_SIZE];
    struct line line;

    line_open(&line, style);
    fputs(print_number(n, number), line.out);
    findings_putf(line.out, " of %s %s never mention%s %s",
                  print_number(member_count(result, "selected"), number),
                  member_text(result, "of"), n == 1 ? "s" : "",
                  member_text(options->params, "query"));
    line_print(&line, "", 0);
}

/* What a record of an answer, or of what is asked for, is of. */
static const struct records_kind *
kind_of(const char *of)
{
    return strcmp(of, "reports") == 0 ? &records_absent_reports
                                      : &records_absent_authorities;
}

static void
print_absent(const struct options *options, const json_t *result)
{
    const struct style style = print_style(stdout);
    const json_t *absent = json_object_get(result, "absent");
    size_t i;
    json_t *one;

    if (form_is_records(options)) {
        recording_put(options, kind_of(member_text(result, "of")), absent);
        recording_put_notes(options, result);
        return;
    }
    expansion_show(result, options->params, stdout);
    json_array_foreach(absent, i, one) { put_one(one, &style); }
    if (json_array_size(absent) > 0)
        putchar('\n');
    put_total(options, result, &style);
}

static bool
has_any(const struct options *options, const json_t *result)
{
    (void)options;
    return json_array_size(json_object_get(result, "absent")) > 0;
}

int
absentees_run(struct options *options)
{
    if (command_is_blank(member_text(options->params, "query"))) {
        print_failure("--absent needs words to search for; give some, as in: "
                      "findings \"private fostering\" --absent reports");
        return EXIT_ERROR;
    }
    if (!recording_check(options, kind_of(options->values[OPTION_ABSENT])))
        return EXIT_ERROR;
    json_object_set_new(options->params, "of",
                        json_string(options->values[OPTION_ABSENT]));
    return command_answer(options, "absent", print_absent, has_any);
}
