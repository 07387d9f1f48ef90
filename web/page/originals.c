/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* memmem() */
#include "page/originals.h"

#include "page/layout.h"
#include "server/file.h"

#include "print/member.h"

#include "findings/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 64 * 1024 };

json_t *
originals_report(struct link *link,
                 const char *id,
                 struct link_failure *failure)
{
    json_t *params = json_pack("{s:{s:[s]}}", "filters", "report", id);
    struct link_parts *parts = link_parts(link, "reports", params, failure);
    json_t *part = parts ? link_next(parts, failure) : NULL;
    /* After the last part comes an object. */
    json_t *report = json_incref(json_array_get(part, 0));
    struct link_failure ignored;

    if (report)
        json_decref(link_next(parts, &ignored));

    if (part && strcmp(member_text(report, "id"), id) != 0) {
        *failure = (struct link_failure){FINDINGS_NOT_FOUND, .offset = -1};
        snprintf(failure->message, sizeof failure->message,
                 "No report in the index has the id “%.200s”.", id);
        json_decref(report);
        report = NULL;
    }
    json_decref(part);
    link_parts_end(parts);
    return report;
}

/* Files that were read and found to have the bytes that were indexed, so that
 * none is read for every view of it. */
static struct {
    pthread_mutex_t mutex;
    GHashTable *files; /* a set of identity(); NULL at first */
} known = {.mutex = PTHREAD_MUTEX_INITIALIZER};

enum { KNOWN_MAX = 4096 };

/* What is another text once the file, or what the index has of it, is another.
 * The caller frees it. */
static char *
identity(const struct original *original, const char *digest)
{
    struct stat st;

    if (fstat(original->fd, &st) < 0)
        return g_strdup("");
    return g_strdup_printf(
        "%s %ju %ju %jd %jd.%09ld %jd.%09ld", digest, (uintmax_t)st.st_dev,
        (uintmax_t)st.st_ino, (intmax_t)st.st_size, (intmax_t)st.st_mtim.tv_sec,
        st.st_mtim.tv_nsec, (intmax_t)st.st_ctim.tv_sec, st.st_ctim.tv_nsec);
}

static bool
was_known(const char *file)
{
    pthread_mutex_lock(&known.mutex);
    const bool is_there =
        known.files && g_hash_table_contains(known.files, file);
    pthread_mutex_unlock(&known.mutex);
    return is_there;
}

/* Takes ownership of the text. */
static void
remember(char *file)
{
    pthread_mutex_lock(&known.mutex);
    if (!known.files)
        known.files =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (g_hash_table_size(known.files) >= KNOWN_MAX)
        g_hash_table_remove_all(known.files);
    g_hash_table_add(known.files, file);
    pthread_mutex_unlock(&known.mutex);
}

static bool
has_digest(const struct original *original, const char *digest)
{
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
    guchar *bytes = g_malloc(CHUNK);
    off_t at = 0;
    ssize_t n;

    while ((n = pread(original->fd, bytes, CHUNK, at)) > 0) {
        g_checksum_update(sum, bytes, n);
        at += n;
    }
    const bool is_same = g_str_has_prefix(g_checksum_get_string(sum), digest);
    g_checksum_free(sum);
    g_free(bytes);
    return is_same;
}

/* Whether the file has the bytes that were indexed. */
static bool
is_known(const struct original *original, const json_t *report)
{
    const char *digest = member_text(report, "digest");

    if (!*digest)
        return false;
    char *file = identity(original, digest);
    if (was_known(file)) {
        g_free(file);
        return true;
    }
    if (!has_digest(original, digest)) {
        g_free(file);
        return false;
    }
    remember(file);
    return true;
}

static bool
refuse(struct original *original,
       const json_t *report,
       const char *why,
       char reason[FINDINGS_REASON_SIZE])
{
    if (original->fd >= 0)
        close(original->fd);
    original->fd = -1;
    snprintf(reason, FINDINGS_REASON_SIZE,
             "The file “%.200s” cannot be shown: %s. Its text is still in the "
             "index; if the file has moved, run findings-index on its new "
             "folder.",
             member_text(report, "source"), why);
    return false;
}

bool
original_open(struct original *original,
              const json_t *report,
              char reason[FINDINGS_REASON_SIZE])
{
    const char *path = member_text(report, "path");
    char bytes[FINDINGS_FORMAT_BYTES];
    struct stat st;

    original->fd = -1;
    if (*path != '/') {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "This report came by standard input, so it has no file to "
                 "show; its text is in the index.");
        return false;
    }
    /* Opening a pipe would wait for somebody to write to it. */
    const int how = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    original->fd = open(path, how | O_NOFOLLOW);
    const bool is_link = original->fd < 0 && errno == ELOOP;
    if (is_link)
        original->fd = open(path, how);
    if (original->fd < 0)
        return refuse(original, report, strerror(errno), reason);
    if (fstat(original->fd, &st) < 0)
        return refuse(original, report, strerror(errno), reason);
    if (!S_ISREG(st.st_mode))
        return refuse(original, report, "it is not a file any more", reason);
    if (st.st_size > ORIGINAL_MAX)
        return refuse(original, report, "it is too large", reason);
    /* A link may lead anywhere by now, but not to other bytes than were read.
     */
    if (is_link && !is_known(original, report))
        return refuse(original, report, "a link has taken its place", reason);
    const ssize_t n = pread(original->fd, bytes, sizeof bytes, 0);
    if (n < 0)
        return refuse(original, report, strerror(errno), reason);
    original->size = (size_t)st.st_size;
    original->format = findings_format_of(bytes, (size_t)n);
    if (original->format == FINDINGS_FORMAT_OTHER)
        return refuse(original, report, "it is not a report any more", reason);
    return true;
}

void
original_close(struct original *original)
{
    if (original->fd >= 0)
        close(original->fd);
    original->fd = -1;
}

bool
original_has_changed(const struct original *original, const json_t *report)
{
    return *member_text(report, "digest") && !is_known(original, report);
}

/* What a browser is told of a file, and what may be done with it there. */
struct kind {
    const char *type;
    const char *ending;
    const char *policy;
    bool is_shown; /* by browsers themselves */
};

/* Nothing in a file may act on the pages here, or load anything. */
#define SEALED "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"

static const struct kind pdf = {"application/pdf", ".pdf",
                                SEALED "; object-src 'self'; style-src "
                                       "'unsafe-inline'",
                                true};
static const struct kind page = {"text/html", ".html",
                                 SEALED "; style-src 'unsafe-inline'; img-src "
                                        "data:; sandbox",
                                 true};
static const struct kind docx = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".docx", SEALED "; sandbox", false};
static const struct kind odt = {"application/vnd.oasis.opendocument.text",
                                ".odt", SEALED "; sandbox", false};
static const struct kind text = {"text/plain; charset=utf-8", ".txt",
                                 SEALED "; sandbox", true};

/* An archive with the name of its type at the beginning is OpenDocument. */
static bool
is_odt(const struct original *original)
{
    char bytes[128];
    const ssize_t n = pread(original->fd, bytes, sizeof bytes, 0);

    return n > 0 &&
           memmem(bytes, (size_t)n, odt.type, strlen(odt.type)) != NULL;
}

static const struct kind *
kind_of(const struct original *original)
{
    switch (original->format) {
    case FINDINGS_FORMAT_PDF:
        return &pdf;
    case FINDINGS_FORMAT_HTML:
        return &page;
    case FINDINGS_FORMAT_ZIP:
        return is_odt(original) ? &odt : &docx;
    case FINDINGS_FORMAT_TEXT:
    case FINDINGS_FORMAT_OTHER:
        break;
    }
    return &text; /* only UTF-8 is read */
}

/* The name to save it under: the report's id, as far as that can be one. */
static char *
name_of(const json_t *report, const char *ending)
{
    char *name = g_strconcat(member_text(report, "id"), ending, NULL);

    return g_strcanon(name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-._", '-');
}

void
originals_show(struct web *web,
               const struct request *request,
               struct reply *reply)
{
    char reason[FINDINGS_REASON_SIZE];
    struct link_failure failure;
    struct original original;
    json_t *report = originals_report(web->link, request->rest, &failure);

    if (!report) {
        layout_failure(reply, request, &failure);
        return;
    }
    if (!original_open(&original, report, reason)) {
        layout_problem(reply, request, 404, "No file", reason);
    } else {
        const struct kind *kind = kind_of(&original);
        reply->type = kind->type;
        reply->policy = kind->policy;
        reply->is_shown = kind->is_shown;
        reply->download = name_of(report, kind->ending);
        file_send(reply, request, original.fd, original.size);
    }
    json_decref(report);
}
