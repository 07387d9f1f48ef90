/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "account.h"
#include "log.h"

#include "findings/users.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

void
account_open(struct account *account, uint64_t number, int fd)
{
    struct findings_user peer = {.uid = (uid_t)-1};

    account->number = number;
    findings_peer(fd, &peer);
    account->uid = peer.uid;
    /* Looking up a name may take long, where names are not in a file. */
    if (!log_has(LEVEL_INFO))
        return;
    account->pid = findings_peer_process(fd);
    findings_user_name(peer.uid, account->user);
    if (strchr(account->user, ' '))
        snprintf(account->user, sizeof account->user, "%lu",
                 (unsigned long)peer.uid);
    log_at(LEVEL_DEBUG, "opened connection=%llu user=%s pid=%ld",
           (unsigned long long)number, account->user, (long)account->pid);
}

bool
account_is_owner(const struct account *account)
{
    return account->number > 0 &&
           (account->uid == geteuid() || account->uid == 0);
}

/* "status=ok", or the code of the error. */
static void
log_request(const struct account *account, const struct request_report *report)
{
    char status[32] = "ok", counts[64] = "";

    if (report->code)
        snprintf(status, sizeof status, "%d", report->code);
    if (report->has_counts && !report->code)
        snprintf(counts, sizeof counts, " hits=%zu total=%zu", report->shown,
                 report->total);
    log_at(LEVEL_INFO,
           "%s connection=%llu user=%s pid=%ld status=%s wait_ms=%.2f "
           "work_ms=%.2f%s bytes=%zu",
           report->method, (unsigned long long)account->number, account->user,
           (long)account->pid, status, report->waited * 1e3,
           report->worked * 1e3, counts, report->bytes_out);
}

void
account_request(struct account *account,
                struct metrics *metrics,
                const struct request_report *report)
{
    metrics_add_request(metrics, report);
    if (!report->method)
        return;
    account->requests++;
    if (log_has(LEVEL_INFO))
        log_request(account, report);
}

void
account_close(const struct account *account)
{
    if (account->number > 0)
        log_at(LEVEL_DEBUG, "closed connection=%llu requests=%llu",
               (unsigned long long)account->number,
               (unsigned long long)account->requests);
}
