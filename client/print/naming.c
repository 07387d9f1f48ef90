/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/naming.h"

#include "findings/schema.h"

#include <ctype.h>
#include <string.h>

const char *
naming_field(const char *field)
{
    const struct findings_field *row = findings_field(field);

    return row && row->option ? row->option : field;
}

/* Kinds of inspection that are known by letters. */
static const struct {
    const char *framework, *letters, *name;
} frameworks[] = {
    {"cqc", "CQC", "Care Quality Commission inspection"},
    {"ilacs", "ILACS", "Inspection of local authority children’s services"},
    {"jtai", "JTAI", "Joint targeted area inspection"},
    {"lac", "LAC", "Inspection of looked after children services"},
    {"send", "SEND", "Area SEND inspection"},
    {"sif", "SIF", "Single inspection framework"},
    {"slac", "SLAC",
     "Inspection of safeguarding and looked after children services"},
};
enum { N_FRAMEWORKS = sizeof frameworks / sizeof *frameworks };

/* Which of them it is; N_FRAMEWORKS if it is another. */
static size_t
framework_at(const char *value)
{
    size_t i = 0;

    while (i < N_FRAMEWORKS && strcmp(frameworks[i].framework, value) != 0)
        i++;
    return i;
}

const char *
naming_value(const char *field, const char *value, char out[NAMING_VALUE_SIZE])
{
    const struct findings_field *row = findings_field(field);
    const size_t len = strlen(value);

    if (!row || !(row->is_defined || row->fixed_words) ||
        len >= NAMING_VALUE_SIZE)
        return value;
    if (strcmp(field, "framework") == 0 && framework_at(value) < N_FRAMEWORKS)
        return frameworks[framework_at(value)].name;
    if (strcmp(value, "send") == 0)
        return "SEND"; /* an abbreviation, not a word */
    for (size_t i = 0; i <= len; i++)
        out[i] = (char)(value[i] == '-' ? ' ' : value[i]);
    return out;
}

const char *
naming_framework(const char *value, char out[NAMING_VALUE_SIZE])
{
    const size_t at = framework_at(value);

    return at < N_FRAMEWORKS ? frameworks[at].letters
                             : naming_value("framework", value, out);
}

/* The text from the next character that is not a quotation mark. */
static const char *
skip_quotes(const char *text)
{
    return text + strspn(text, "\"");
}

bool
naming_is_same(const char *a, const char *b)
{
    for (;; a++, b++) {
        a = skip_quotes(a);
        b = skip_quotes(b);
        const int x = *a == '-' ? ' ' : tolower((unsigned char)*a);
        const int y = *b == '-' ? ' ' : tolower((unsigned char)*b);
        if (x != y || !x)
            return x == y;
    }
}

bool
naming_is_report(const char *text)
{
    static const char day[] = "-0000-00-00";

    for (; (text = strchr(text, '-')); text++) {
        size_t i = 0;
        while (day[i] && (day[i] == '0' ? isdigit((unsigned char)text[i]) != 0
                                        : text[i] == day[i]))
            i++;
        if (!day[i])
            return true;
    }
    return false;
}
