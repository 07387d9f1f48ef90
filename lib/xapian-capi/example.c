/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Index three short texts, then find those that have both of two words. Its
 * argument is the path of a new index.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xapian-capi.h>

static struct xc_error err;

static void
check(enum xc_status status)
{
    if (status != XC_OK) {
        fprintf(stderr, "%s\n", err.message);
        exit(EXIT_FAILURE);
    }
}

static void
index_texts(const char *path)
{
    const char *const texts[][2] = {
        {"cold", "rain"}, {"warm", "sun"}, {"warm", "rain"}};
    struct xc_writer *writer;

    check(xc_writer_open(path, &writer, &err));
    for (size_t i = 0; i < 3; i++) {
        const char *const *text = texts[i];
        const struct xc_term terms[] = {{text[0], strlen(text[0]), 1, NULL, 0},
                                        {text[1], strlen(text[1]), 1, NULL, 0}};
        const struct xc_document document = {.terms = terms, .n_terms = 2};
        check(xc_writer_add(writer, &document, NULL, &err));
    }
    check(xc_writer_commit(writer, &err));
    xc_writer_close(writer);
}

int
main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "example.index";
    uint32_t warm[8], rain[8];
    size_t n_warm, n_rain, w = 0, r = 0;
    struct xc_reader *reader;

    index_texts(path);
    check(xc_reader_open(&path, 1, &reader, &err));
    check(
        xc_reader_postings(reader, "warm", 4, 0, warm, NULL, 8, &n_warm, &err));
    check(
        xc_reader_postings(reader, "rain", 4, 0, rain, NULL, 8, &n_rain, &err));
    while (w < n_warm && r < n_rain)
        if (warm[w] < rain[r])
            w++;
        else if (warm[w] > rain[r])
            r++;
        else
            printf("document %u\n", (unsigned)warm[w++]);
    xc_reader_close(reader);
    return EXIT_SUCCESS;
}
