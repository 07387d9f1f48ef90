/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The PDFs in corpus/ are typeset from the texts in corpus/papers. With
 * FINDINGS_GOLDEN=update in the environment they are rewritten.
 */
#include "support.h"

#include "typeset.h"
#include "base/text.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BYTES_MAX = 60000 }; /* keeps the repository small */

static int
is_source(const struct dirent *entry)
{
    return text_has_ending(entry->d_name, ".paper");
}

static char *
pdf_path(const char *name)
{
    char file[300];

    snprintf(file, sizeof file, "corpus/%.*s.pdf",
             (int)(strlen(name) - strlen(".paper")), name);
    return test_source(file);
}

static void
every_paper_is_what_its_source_makes(void **state)
{
    const char *wanted = getenv("FINDINGS_GOLDEN");
    const bool is_update = wanted && strcmp(wanted, "update") == 0;
    char *folder = test_source("corpus/papers");
    struct dirent **entries;
    const int n = scandir(folder, &entries, is_source, alphasort);

    (void)state;
    assert_true(n > 0);
    for (int i = 0; i < n; i++) {
        char *path = test_path(folder, entries[i]->d_name);
        char *pdf = pdf_path(entries[i]->d_name);
        size_t len, made_len;
        char *source = test_read(path, NULL);
        char *made = typeset(source, &made_len);
        if (is_update)
            test_write(pdf, made, made_len);
        char *bytes = test_read(pdf, &len);
        if (!bytes || len != made_len || memcmp(bytes, made, len) != 0)
            fail_msg("%s is not what its source makes; FINDINGS_GOLDEN=update "
                     "makes it",
                     pdf);
        assert_true(len < BYTES_MAX);
        free(bytes);
        free(made);
        free(source);
        free(pdf);
        free(path);
        free(entries[i]);
    }
    free(entries);
    free(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_paper_is_what_its_source_makes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
