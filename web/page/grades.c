/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/grades.h"

#include "page/html.h"
#include "print/member.h"
#include "print/naming.h"
#include "print/ranks.h"

#include <string.h>

const char *
grades_class(const char *grade)
{
    static const char *const classes[] = {[RANKS_PLAIN] = "plain",
                                          [RANKS_GOOD] = "good",
                                          [RANKS_FAIR] = "fair",
                                          [RANKS_POOR] = "poor"};

    return classes[ranks_tone(grade)];
}

void
grades_put(GString *out, const char *grade)
{
    char name[NAMING_VALUE_SIZE];

    if (*grade)
        html(out, "<span class=\"grade %s\">%s</span>", grades_class(grade),
             naming_value("grade", grade, name));
    else
        html(out, "<span class=\"grade plain\">–</span>");
}

/* Where a grade is from: in a word, and as a sentence. */
static const struct source {
    const char *source, *word, *sentence;
} sources[] = {
    {"stated", "stated here",
     "The paragraph itself states the grade, in its first sentence."},
    {"carried", "carried on",
     "An earlier paragraph of the same section states the grade, and no later "
     "one states another."},
    {"section", "of its section",
     "It is the grade printed with the heading of the section."},
    {"none", "why",
     "No grade applies to it: recommendations, context and letters have none."},
};

static const struct source *
source_of(const json_t *record)
{
    const char *source = member_text(record, "grade_source");

    for (size_t i = 0; i < G_N_ELEMENTS(sources); i++)
        if (strcmp(sources[i].source, source) == 0)
            return &sources[i];
    return &sources[G_N_ELEMENTS(sources) - 1];
}

void
grades_explain(GString *out, const json_t *record)
{
    const struct source *source = source_of(record);
    const char *section_grade = member_text(record, "section_grade");
    const char *judgement = member_text(record, "judgement");
    char name[NAMING_VALUE_SIZE];

    html(out, "%s", source->sentence);
    if (strcmp(source->source, "none") == 0)
        return;
    if (*judgement)
        html(out, " It is that of “%s”.", judgement);
    if (*section_grade &&
        strcmp(section_grade, member_text(record, "grade")) != 0)
        html(out, " The section as a whole is %s.",
             naming_value("grade", section_grade, name));
}

void
grades_put_explained(GString *out, const json_t *record, size_t number)
{
    grades_put(out, member_text(record, "grade"));
    html(out,
         " <span class=\"tip\"><button type=\"button\" class=\"why\" "
         "aria-describedby=\"why-%zu\">%s</button>"
         "<span role=\"tooltip\" id=\"why-%zu\">",
         number, source_of(record)->word, number);
    grades_explain(out, record);
    html(out, "</span></span>");
}
