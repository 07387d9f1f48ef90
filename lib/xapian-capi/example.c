/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Index three short texts, then find those that have both of two words. Its
 * argument is the path of a new index.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xapian-capi.h>

enum { MOST = 8 };

static struct xc_error err;

static void
check(enum xc_status status)
{
    if (status == XC_OK)
        return;
    fprintf(stderr, "%s\n", err.message);
    exit(EXIT_FAILURE);
}

static void
add(struct xc_writer *writer, const char *first, const char *second)
{
    const struct xc_term terms[] = {{first, strlen(first), 1, NULL, 0},
                                    {second, strlen(second), 1, NULL, 0}};
    const struct xc_document document = {.terms = terms, .n_terms = 2};

    check(xc_writer_add(writer, &document, NULL, &err));
}

static size_t
find(struct xc_reader *reader, const char *word, uint32_t ids[MOST])
{
    size_t n;

    check(xc_reader_postings(reader, word, strlen(word), 0, ids, NULL, MOST, &n,
                             &err));
    return n;
}

int
main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "example.index";
    struct xc_writer *writer;
    struct xc_reader *reader;
    uint32_t warm[MOST], rain[MOST];

    check(xc_writer_open(path, &writer, &err));
    add(writer, "cold", "rain");
    add(writer, "warm", "sun");
    add(writer, "warm", "rain");
    check(xc_writer_commit(writer, &err));
    xc_writer_close(writer);

    check(xc_reader_open(&path, 1, &reader, &err));
    const size_t n_warm = find(reader, "warm", warm);
    const size_t n_rain = find(reader, "rain", rain);
    for (size_t w = 0, r = 0; w < n_warm; w++) {
        while (r < n_rain && rain[r] < warm[w])
            r++;
        if (r < n_rain && rain[r] == warm[w])
            printf("document %u\n", (unsigned)warm[w]);
    }
    xc_reader_close(reader);
    return EXIT_SUCCESS;
}
