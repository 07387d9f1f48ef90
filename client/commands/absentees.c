/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "commands/absentees.h"
#include "commands/command.h"
#include "commands/recording.h"
#include "print/expansion.h"
#include "print/member.h"
#include "print/print.h"

#include "findings/visible.h"

#include <stdio.h>
#include <string.h>

static void
put_absent_report(const json_t *report)
{
    const char *subject = member_subject(report);

    fputs("  ", stdout);
    print_text(*subject ? subject : member_text(report, "title"), stdout);
    if (*member_text(report, "date")) {
        fputs(", ", stdout);
        print_text(member_text(report, "date"), stdout);
    }
    fputs(" | ", stdout);
    print_text(member_text(report, "framework"), stdout);
    fputs(" [", stdout);
    print_text(member_text(report, "report"), stdout);
    putchar(']');
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
    const json_t *absent = json_object_get(result, "absent");
    char number[PRINT_NUMBER_SIZE];
    size_t i;
    json_t *one;

    if (recording_is_wanted(options)) {
        recording_put(options, kind_of(member_text(result, "of")), absent);
        recording_put_notes(options, result);
        return;
    }
    expansion_show(result, options->params, stdout);
    json_array_foreach(absent, i, one)
    {
        if (json_object_get(one, "report")) {
            put_absent_report(one);
        } else {
            fputs("  ", stdout);
            print_text(member_text(one, "authority"), stdout);
        }
        fputs(", ", stdout);
        print_counted(member_count(one, "paragraphs"), "paragraph", stdout);
        putchar('\n');
    }
    if (json_array_size(absent) > 0)
        putchar('\n');
    fputs(print_number(json_array_size(absent), number), stdout);
    findings_putf(stdout, " of %s %s never mention%s %s",
                  print_number(member_count(result, "selected"), number),
                  member_text(result, "of"),
                  json_array_size(absent) == 1 ? "s" : "",
                  member_text(options->params, "query"));
    putchar('\n');
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
