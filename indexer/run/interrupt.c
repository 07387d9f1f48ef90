/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run/interrupt.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t signal_seen;

static void
ask_to_stop(int number)
{
    signal_seen = number;
    /* Whichever comes next is the second. */
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
}

static void catch (int number)
{
    /* A system call that it comes into goes on: only waiting ends. */
    struct sigaction action = {.sa_handler = ask_to_stop,
                               .sa_flags = SA_RESTART},
                     was;

    sigemptyset(&action.sa_mask);
    sigaddset(&action.sa_mask, SIGINT);
    sigaddset(&action.sa_mask, SIGTERM);
    /* A shell starts what runs in the background with Ctrl-C ignored. */
    if (sigaction(number, NULL, &was) == 0 && was.sa_handler != SIG_IGN)
        sigaction(number, &action, NULL);
}

void
interrupt_catch(void)
{
    catch (SIGINT);
    catch (SIGTERM);
    /* A file that may not grow (ulimit -f) is an error like a full disk. */
    signal(SIGXFSZ, SIG_IGN);
}

int
interrupt_signal(void)
{
    return signal_seen;
}
