/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "errand.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* In the child: no terminal, and signals as a program expects them. */
static void
become(const char *const *argv, FILE *in, FILE *said)
{
    const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    const int out = fileno(said);
    sigset_t none;

    sigemptyset(&none);
    for (int id = 1; id < NSIG; id++)
        signal(id, SIG_DFL); /* some cannot be set, which does not matter */
    sigprocmask(SIG_SETMASK, &none, NULL);
    setsid();
    if (dup2(in ? fileno(in) : nothing, STDIN_FILENO) < 0 ||
        dup2(out, STDOUT_FILENO) < 0 || dup2(out, STDERR_FILENO) < 0)
        _exit(126);
    execvp(argv[0], (char *const *)argv);
    _exit(127);
}

/* A file with this text, to be read; NULL if there is none. */
static FILE *
open_input(const char *text)
{
    FILE *file = text ? tmpfile() : NULL;

    if (file) {
        fwrite(text, 1, strlen(text), file);
        fflush(file);
        rewind(file);
    }
    return file;
}

static void
close_on_exec(FILE *file)
{
    if (file)
        fcntl(fileno(file), F_SETFD, FD_CLOEXEC);
}

bool
errands_start(struct errands *errands,
              const char *const *argv,
              const char *input,
              const char *done)
{
    struct errand *errand = errands->all;
    FILE *in, *said;

    while (errand->pid > 0 && errand < errands->all + ERRANDS_MAX - 1)
        errand++;
    if (errand->pid > 0)
        return false;
    in = open_input(input);
    said = tmpfile();
    close_on_exec(in);
    close_on_exec(said);
    const pid_t pid = said && (in || !input) ? fork() : -1;
    if (pid == 0)
        become(argv, in, said);
    if (in)
        fclose(in);
    if (pid < 0) {
        if (said)
            fclose(said);
        return false;
    }
    *errand = (struct errand){.pid = pid, .said = said, .done = done};
    return true;
}

/* What it printed, as one line, without the name that messages begin with. */
static void
read_said(FILE *file, char said[ERRAND_SAID_SIZE])
{
    static const char begin[] = "findings: ";
    size_t n;

    rewind(file);
    n = fread(said, 1, ERRAND_SAID_SIZE - 1, file);
    while (n > 0 && said[n - 1] == '\n')
        n--;
    said[n] = '\0';
    for (char *p = said; *p; p++)
        if (*p == '\n' || *p == '\t')
            *p = ' ';
    if (strncmp(said, begin, strlen(begin)) == 0)
        memmove(said, said + strlen(begin), n + 1 - strlen(begin));
}

bool
errands_end(struct errands *errands, char said[ERRAND_SAID_SIZE])
{
    for (int i = 0; i < ERRANDS_MAX; i++) {
        struct errand *errand = &errands->all[i];
        int status = 0;
        if (errand->pid == 0 || waitpid(errand->pid, &status, WNOHANG) == 0)
            continue;
        const bool is_good = WIFEXITED(status) && WEXITSTATUS(status) == 0;
        read_said(errand->said, said);
        if (!*said && errand->done)
            snprintf(said, ERRAND_SAID_SIZE, "%s",
                     is_good
                         ? errand->done
                         : "the program could not do it; try it in a shell");
        if (!errand->done)
            said[0] = '\0';
        fclose(errand->said);
        *errand = (struct errand){0};
        return true;
    }
    return false;
}

void
errands_fini(struct errands *errands)
{
    for (int i = 0; i < ERRANDS_MAX; i++)
        if (errands->all[i].pid > 0)
            fclose(errands->all[i].said);
    *errands = (struct errands){0};
}
