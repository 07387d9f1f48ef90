/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * stem: a filter for bench/stems. It reads words, one to a line, and prints
 * each one followed by a tab and its stem.
 */
#include "engine/text/stem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
main(void)
{
    struct stemmer *stemmer = stemmer_new();
    char *line = NULL;
    size_t room = 0, len;

    while (getline(&line, &room, stdin) > 0) {
        line[strcspn(line, "\n")] = '\0';
        const char *stem = stemmer_stem(stemmer, line, strlen(line), &len);
        printf("%s\t%.*s\n", line, (int)len, stem);
    }
    free(line);
    stemmer_free(stemmer);
    return 0;
}
