/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * confine.h: a process gives up what it does not need, for good, so that a
 * fault in it is of less use to whoever finds it.
 */
#ifndef FINDINGS_CONFINE_H
#define FINDINGS_CONFINE_H

#include <stdbool.h>
#include <stddef.h>

/* Sanitizers open files and make system calls of their own. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define FINDINGS_IS_SANITIZED true
#else
#define FINDINGS_IS_SANITIZED false
#endif

/* What may be done with a file, or with everything below a folder. */
enum {
    FINDINGS_MAY_READ = 1,
    FINDINGS_MAY_RUN = 2,
    FINDINGS_MAY_WRITE = 4,  /* to files that exist */
    FINDINGS_MAY_LISTEN = 8, /* make sockets, and remove what is there */
    FINDINGS_MAY_MAKE = 16   /* files, and remove and replace what is there */
};

struct findings_access {
    const char *path; /* NULL or missing: it is left out */
    unsigned may;
};

/* Neither this process nor a program that it runs gains privileges, such as
 * those of a set-user-ID program. */
void findings_confine_privileges(void);

/* This process, its threads made from now on and its children may open no other
 * files. What is open already stays so. False if that cannot be: it needs
 * Landlock, which Linux has since 5.13 unless it is switched off, and is not
 * done under sanitizers. Call findings_confine_privileges() first. */
bool findings_confine_files(const struct findings_access *list, size_t n);

/* Whether that keeps this process from reading a folder that it could read
 * otherwise. It may open what is in the folders that were listed, not in others
 * that have come to their places, because a file system was mounted there or a
 * link leads elsewhere. */
bool findings_confine_bars(const char *path);

#endif
