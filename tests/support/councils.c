/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "councils.h"

#define LEEDS_2010                                                             \
    "'report': 'leeds-2010-10-15', 'authority': 'Leeds', 'framework': 'slac'," \
    " 'date': '2010-10-15', 'deadline': null, "
#define LEEDS_2013                                                             \
    "'report': 'leeds-2013-06-20', 'authority': 'Leeds', 'framework': 'sif',"  \
    " 'date': '2013-06-20', 'deadline': null, "
#define HULL                                                                   \
    "'report': 'hull-2013-03-01', 'authority': 'Hull', 'framework': 'sif',"    \
    " 'date': '2013-03-01', 'deadline': null, "
#define YNYS                                                                   \
    "'report': 'ynys-2012-03-01', 'authority': 'Ynys M\u00f4n',"               \
    " 'framework': 'lac', 'date': '2012-03-01', "
#define BOILERPLATE                                                            \
    "'kind': 'context', 'service_area': 'general', 'grade': 'ungraded',"       \
    " 'text': 'Inspectors spoke with foster carers, teachers, nurses, police"  \
    " officers and elected members, read forty files chosen by lot and"        \
    " watched four panels at work during a fortnight in the town hall.'"

static const char *const records[] = {
    "{'id': 'leeds-2010-10-15/1', " LEEDS_2010 "'number': 1,"
    " 'service_area': 'safeguarding', 'kind': 'finding',"
    " 'grade': 'inadequate', 'section': 'Quality of provision',"
    " 'judgement': 'Case recording',"
    " 'text': 'Recording is inadequate and supervision is rare.'}",
    "{'id': 'leeds-2010-10-15/2', " LEEDS_2010 "'number': 2,"
    " 'service_area': 'safeguarding', 'kind': 'finding', 'grade': 'good',"
    " 'text': 'Partnership working is good.'}",
    "{'id': 'leeds-2010-10-15/3', " LEEDS_2010 "'number': 3,"
    " 'service_area': 'looked-after-children', 'kind': 'finding',"
    " 'grade': 'adequate', 'text': 'Health assessments are late.'}",
    "{'id': 'leeds-2013-06-20/1', " LEEDS_2013 "'number': 1,"
    " 'service_area': 'safeguarding', 'kind': 'finding', 'grade': 'good',"
    " 'text': 'Recording has improved, and supervision is regular.'}",
    "{'id': 'leeds-2013-06-20/2', " LEEDS_2013 "'number': 2,"
    " 'service_area': 'leadership', 'kind': 'recommendation',"
    " 'grade': 'ungraded', 'text': 'Make health assessments timely.'}",
    "{'id': 'hull-2013-03-01/1', " HULL "'number': 1,"
    " 'service_area': 'safeguarding', 'kind': 'finding',"
    " 'grade': 'adequate', 'text': 'Recording varies.'}",
    "{'id': 'hull-2013-03-01/2', " HULL "'number': 2,"
    " 'service_area': 'adoption', 'kind': 'finding',"
    " 'grade': 'outstanding', 'text': 'Adopters are found quickly.'}",
    "{'id': 'ynys-2012-03-01/1', " YNYS "'number': null,"
    " 'service_area': 'looked-after-children', 'kind': 'finding',"
    " 'grade': 'adequate', 'deadline': null,"
    " 'text': 'Each child has a plan.'}",
    "{'id': 'ynys-2012-03-01/2', " YNYS "'number': 5,"
    " 'service_area': 'general', 'kind': 'recommendation',"
    " 'grade': 'ungraded', 'deadline': 'three-months',"
    " 'text': 'Find more adopters.'}",
    "{'id': 'leeds-2013-06-20/c', " LEEDS_2013 BOILERPLATE "}",
    "{'id': 'hull-2013-03-01/c', " HULL BOILERPLATE "}",
    "{'id': 'ynys-2012-03-01/c', " YNYS BOILERPLATE "}",
};

#define FILE_MEMBERS                                                           \
    ", 'path': '/home/me/secret.pdf', 'name': 'secret', 'digest': 'ab'"

static const struct {
    const char *id;
    const char *record;
} reports[] = {
    {"leeds-2010-10-15",
     "{'id': 'leeds-2010-10-15', 'source': 'leeds.txt', 'framework': 'slac',"
     " 'title': 'Inspection of safeguarding', 'authority': 'Leeds',"
     " 'inspected_from': '2010-10-04', 'inspected_to': '2010-10-15',"
     " 'published': null, 'date': '2010-10-15', 'lead_inspector': 'A Person',"
     " 'paragraphs': 3" FILE_MEMBERS ", 'judgements': ["
     "{'service_area': 'safeguarding', 'judgement': 'Overall effectiveness',"
     " 'grade': 'inadequate', 'source': 'table'},"
     "{'service_area': 'safeguarding', 'judgement': 'Case recording',"
     " 'grade': 'inadequate', 'source': 'record'},"
     "{'service_area': 'looked-after-children',"
     " 'judgement': 'Overall effectiveness', 'grade': 'adequate',"
     " 'source': 'table'}]}"},
    {"leeds-2013-06-20",
     "{'id': 'leeds-2013-06-20', 'source': 'l13.txt', 'framework': 'sif',"
     " 'title': null, 'authority': 'Leeds', 'inspected_from': null,"
     " 'inspected_to': '2013-06-20', 'published': '2013-08-01',"
     " 'date': '2013-06-20', 'lead_inspector': null,"
     " 'paragraphs': 3" FILE_MEMBERS ", 'judgements': ["
     "{'service_area': 'leadership', 'judgement': 'Leadership',"
     " 'grade': 'requires-improvement', 'source': 'heading'},"
     "{'service_area': 'safeguarding', 'judgement': 'OVERALL  effectiveness ',"
     " 'grade': 'good', 'source': 'heading'}]}"},
    {"hull-2013-03-01",
     "{'id': 'hull-2013-03-01', 'source': 'h.txt', 'framework': 'sif',"
     " 'title': 'Hull', 'authority': 'Hull', 'date': '2013-03-01',"
     " 'paragraphs': 3" FILE_MEMBERS ", 'judgements': ["
     "{'service_area': 'adoption', 'judgement': 'Adoption performance',"
     " 'grade': 'outstanding', 'source': 'heading'},"
     "{'service_area': ['looked-after-children', 'care-leavers'],"
     " 'judgement': 'Children in care and care leavers',"
     " 'grade': 'adequate', 'source': 'heading'}]}"},
    {"ynys-2012-03-01",
     "{'id': 'ynys-2012-03-01', 'source': 'y.txt', 'framework': 'lac',"
     " 'title': null, 'authority': 'Ynys M\u00f4n', 'date': '2012-03-01',"
     " 'paragraphs': 3" FILE_MEMBERS ", 'judgements': []}"},
};

int
councils_set_up(void **state)
{
    struct questions *q = questions_open();

    for (size_t i = 0; i < sizeof records / sizeof *records; i++)
        questions_add(q, records[i]);
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++)
        questions_keep(q, reports[i].id, reports[i].record);
    questions_commit(q);
    *state = q;
    return 0;
}
