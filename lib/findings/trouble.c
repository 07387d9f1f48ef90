/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "findings/trouble.h"
#include "findings/confine.h"
#include "findings/visible.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { PLACE_SIZE = 256 };

/* What to do about an error of the system. */
static const struct {
    int number;
    bool may_pass; /* in a moment, by itself */
    const char *advice;
} advices[] = {
    {ENOSPC, false, "make room on the disk and run it again"},
    {EDQUOT, false, "your disk quota is used up: make room and run it again"},
    {EFBIG, false,
     "raise the limit of the size of files (ulimit -f) and run it again"},
    {EROFS, false,
     "mount its file system so that it can be written to, or choose another "
     "folder with --db"},
    {EACCES, false,
     "run this as the user that the index belongs to, or change the "
     "permissions of its folder"},
    {EPERM, false,
     "run this as the user that the index belongs to, or change the "
     "permissions of its folder"},
    {EIO, false,
     "check the disk, which failed to read or write, and try again"},
    {ESTALE, false, "mount its file system again"},
    {ENOLCK, false,
     "its file system does not support locks: choose another folder with "
     "--db"},
    {ENOENT, false, "mount its disk or put the folder back, and try again"},
    {EMFILE, true, "raise the limit of open files (ulimit -n), or try again"},
    {ENFILE, true, "too many files are open on this machine: try again later"},
    {ENOMEM, true,
     "there is too little memory: end other programs or raise the limit "
     "(ulimit -v), and try again"},
    {ENOTUNIQ, false,
     "several indexes that are searched as one have each report once: take its "
     "file out of the folders of one of them, and run findings-index --prune "
     "with that"},
    {EHOSTUNREACH, true,
     "see that findingsd runs there with --shard-socket, and that the "
     "connection to its machine stands"},
    {EREMOTE, false,
     "change the original, or choose another folder with --db; if the copy is "
     "damaged, run xapian-replicate with --force-copy"},
    {ENODATA, true,
     "wait until xapian-replicate has copied an index there, or see why it has "
     "not"},
    {EAGAIN, true, "raise the limit of processes (ulimit -u), or try again"},
    {0, false, "try again"},
};

static size_t
advice_for(int number)
{
    size_t i = 0;

    while (advices[i].number && advices[i].number != number)
        i++;
    return i;
}

bool
findings_lacks(int number)
{
    return advices[advice_for(number)].may_pass;
}

const char *
findings_advice(int number)
{
    return advices[advice_for(number)].advice;
}

bool
findings_trouble_may_pass(const struct fe_error *err)
{
    return err->status == FE_FAILED && findings_lacks(err->system);
}

void
findings_trouble(const struct fe_error *err,
                 const char *db,
                 char out[FINDINGS_TROUBLE_SIZE])
{
    char index[PLACE_SIZE] = "the index", word[FINDINGS_SHELL_SIZE];
    char option[FINDINGS_SHELL_SIZE + sizeof "--db  "] = "";

    if (db) {
        snprintf(index, sizeof index, "the index \"%.240s\"", db);
        snprintf(option, sizeof option, "--db %s ",
                 findings_shell_word(db, "DIR", word));
    }
    const char *advice =
        err->system == EACCES && db && findings_confine_bars(db)
            ? "it is in another folder than before, because a disk was mounted "
              "or a link was changed; findingsd exits: start it again, unless "
              "that happens by itself"
            : findings_advice(err->system);
    switch (err->status) {
    case FE_NOT_FOUND:
        snprintf(out, FINDINGS_TROUBLE_SIZE,
                 "no index at \"%.200s\"; if it was moved or its disk is not "
                 "mounted, move it back or mount it, else create one with: "
                 "findings-index %sPATH...",
                 db ? db : "its place", option);
        break;
    case FE_LOCKED:
        snprintf(out, FINDINGS_TROUBLE_SIZE,
                 "another findings-index is writing to %s; wait until it has "
                 "finished",
                 index);
        break;
    case FE_WRONG_VERSION:
        snprintf(out, FINDINGS_TROUBLE_SIZE,
                 "%s was made by another version of findings; make it again "
                 "from the same reports with: findings-index %s--repair",
                 index, option);
        break;
    case FE_CORRUPT:
        if (err->system == EREMOTE) {
            snprintf(out, FINDINGS_TROUBLE_SIZE,
                     "%s is damaged (%.100s); it is a copy: replace it by "
                     "running xapian-replicate with --force-copy",
                     index, err->message);
            break;
        }
        snprintf(out, FINDINGS_TROUBLE_SIZE,
                 "%s is damaged (%.100s); repair it with: findings-index "
                 "%s--repair",
                 index, err->message, option);
        break;
    case FE_FAILED:
        snprintf(out, FINDINGS_TROUBLE_SIZE,
                 "%s cannot be used now (%.150s); nothing in it is lost: %s",
                 index, err->message, advice);
        break;
    default:
        snprintf(out, FINDINGS_TROUBLE_SIZE, "%s", err->message);
    }
}
