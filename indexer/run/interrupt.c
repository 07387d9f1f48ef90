/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run/interrupt.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t signal_seen;

static void
ask_to_stop(int number)
{
    signal_seen = number;
    /* The next signal of either kind ends the program. */
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
}

static void catch (int number)
{
    /* Interrupted system calls are restarted, except those that wait, such as
     * poll(). */
    struct sigaction action = {.sa_handler = ask_to_stop,
                               .sa_flags = SA_RESTART},
                     was;

    sigemptyset(&action.sa_mask);
    sigaddset(&action.sa_mask, SIGINT);
    sigaddset(&action.sa_mask, SIGTERM);
    /* Keep it ignored if it is: a shell starts background jobs that way. */
    if (sigaction(number, NULL, &was) == 0 && was.sa_handler != SIG_IGN)
        sigaction(number, &action, NULL);
}

void
interrupt_catch(void)
{
    catch (SIGINT);
    catch (SIGTERM);
    /* Reaching a limit on file size (ulimit -f) is to be an error like a full
     * disk. */
    signal(SIGXFSZ, SIG_IGN);
}

int
interrupt_signal(void)
{
    return signal_seen;
}
