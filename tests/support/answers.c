/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "answers.h"

#include <stdio.h>

const char *const answers_records[4] = {
    "{'id': 'leeds-2010-10-15/1', 'report': 'leeds-2010-10-15',"
    " 'authority': 'Leeds', 'date': '2010-10-15', 'number': 1,"
    " 'service_area': 'safeguarding', 'kind': 'finding',"
    " 'grade': 'inadequate', 'framework': 'slac', 'deadline': null,"
    " 'text': 'Case recording is inadequate.'}",
    "{'id': 'leeds-2010-10-15/2', 'report': 'leeds-2010-10-15',"
    " 'authority': 'Leeds', 'date': '2010-10-15', 'number': 2,"
    " 'service_area': 'looked-after-children', 'kind': 'finding',"
    " 'grade': 'good', 'framework': 'slac', 'deadline': null,"
    " 'text': 'Recording of cases is good for children in care.'}",
    "{'id': 'ynys-2012-03-01/1', 'report': 'ynys-2012-03-01',"
    " 'authority': 'Ynys M\u00f4n', 'date': '2012-03-01',"
    " 'service_area': 'looked-after-children', 'kind': 'finding',"
    " 'grade': 'adequate', 'framework': 'lac', 'deadline': null,"
    " 'text': 'Ynys M\u00f4n: each \u201ccase\u201d is on"
    " record.'}",
    "{'id': 'ynys-2012-03-01/2', 'report': 'ynys-2012-03-01',"
    " 'authority': 'Ynys M\u00f4n', 'date': '2012-03-01',"
    " 'service_area': 'general', 'kind': 'recommendation',"
    " 'grade': 'ungraded', 'framework': 'lac',"
    " 'deadline': 'three-months', 'text': 'Improve case recording.'}",
};

static const char filler[] =
    "{'id': 'hull-2009-05-08/%d', 'report': 'hull-2009-05-08',"
    " 'authority': 'Hull', 'date': '2009-05-08',"
    " 'service_area': 'adoption', 'kind': 'finding',"
    " 'grade': 'outstanding', 'text': 'Adoption is timely.'}";

int
answers_set_up(void **state)
{
    static const char *const reports[] = {"leeds-2010-10-15", "ynys-2012-03-01",
                                          "hull-2009-05-08"};
    struct questions *q = questions_open();
    char data[512];

    for (size_t i = 0; i < sizeof answers_records / sizeof *answers_records;
         i++)
        questions_add(q, answers_records[i]);
    for (int i = 1; i <= ANSWERS_ALIKE; i++) {
        snprintf(data, sizeof data, filler, i);
        questions_add(q, data);
    }
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++)
        questions_keep(q, reports[i], "{}");
    questions_commit(q);
    *state = q;
    return 0;
}
