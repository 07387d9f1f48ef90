/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Fuzz target: a framework's file. If it cannot be read, the reason names it;
 * otherwise the lines of its lists are text that is not empty, and their lists
 * of names end.
 */
#include "check.h"

#include "findings/frameworks.h"

#include <glib.h>

static void
check_names(const char *list)
{
    struct findings_name name;

    while (list && findings_name_next(&list, &name) == FINDINGS_NAME_READ)
        check(*name.text && g_utf8_validate(list, -1, NULL),
              "a name that is not text");
}

static void
check_rule(const struct findings_rule *rule)
{
    check(*rule->words && rule->line > 0 &&
              g_utf8_validate(rule->words, -1, NULL),
          "a line without words");
    check(!rule->value || *rule->value, "an empty value");
    check_names(rule->words);
    check_names(rule->value);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char reason[FINDINGS_REASON_SIZE] = "";
    struct findings_framework *f =
        findings_framework_read("file", (const char *)data, size, reason);

    check(f || g_str_has_prefix(reason, "file, line "),
          "refused without a reason");
    for (int list = 0; f && list < FINDINGS_N_RULES; list++)
        for (size_t i = 0; i < f->rules[list].count; i++)
            check_rule(&f->rules[list].list[i]);
    findings_framework_free(f);
    return 0;
}
