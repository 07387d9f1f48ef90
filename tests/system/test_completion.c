/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Completion, first in each shell, as a person has it: the shell runs in a
 * terminal, a line is typed as far as Tab, and what the line has become is
 * compared. Then what "findings complete" prints.
 */
#include "support.h"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A shell, and how it is made ready: with its script, and with Ctrl-T printing
 * the line that is being typed to the file $LINE. It must not start others. */
struct shell {
    const char *name;
    const char *const *args;
    const char *start; /* what is typed first; in $SCRIPTS are our scripts */
};

static const char *const bash_args[] = {"bash", "--norc", "--noprofile", "-i",
                                        NULL};
static const char *const zsh_args[] = {"zsh", "-f", "-i", NULL};
static const char *const fish_args[] = {"fish", "--no-config", "-i", NULL};

static const struct shell bash = {
    "bash", bash_args,
    "source \"$SCRIPTS/findings.bash\"\n"
    "show() { printf '%s' \"$READLINE_LINE\" >\"$LINE.new\"; "
    "mv \"$LINE.new\" \"$LINE\"; }\n"
    "bind -x '\"\\C-t\": show'\n"};
static const struct shell zsh = {
    "zsh", zsh_args,
    "fpath=(\"$SCRIPTS\" $fpath)\n"
    "autoload -Uz compinit\n"
    "compinit -u -D\n"
    "show() { printf '%s' \"$BUFFER\" >\"$LINE.new\"; "
    "mv \"$LINE.new\" \"$LINE\"; }\n"
    "zle -N show\n"
    "bindkey '^T' show\n"};
static const struct shell fish = {
    "fish", fish_args,
    "source $SCRIPTS/findings.fish\n"
    "function show; commandline | string collect >$LINE.new; "
    "mv $LINE.new $LINE; end\n"
    "bind \\ct show\n"};

/* A shell that runs, and the terminal that it runs in. */
struct session {
    pid_t pid;
    int terminal;
    char *line; /* the file */
};

struct fixture {
    struct test_world *world;
    char *folder; /* the shell's home */
};

/* The folder of a program, as the first in $PATH. */
static void
set_path(void)
{
    static const char programs[] = TEST_PROGRAMS;
    char path[8192] = "";
    size_t n = 0;

    for (const char *p = programs; *p;) {
        const size_t len = strcspn(p, ":");
        const char *name = p + len;
        while (name[-1] != '/')
            name--;
        n += (size_t)snprintf(path + n, sizeof path - n,
                              "%.*s:", (int)(name - 1 - p), p);
        p += len + (p[len] == ':');
    }
    snprintf(path + n, sizeof path - n, "%s", getenv("PATH"));
    setenv("PATH", path, 1);
}

static int
open_fixture(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    char *scripts = test_source("share/completion");

    test_corpus_open((void **)&fixture->world);
    fixture->folder = test_folder();
    set_path();
    setenv("HOME", fixture->folder, 1);
    setenv("XDG_CONFIG_HOME", fixture->folder, 1);
    setenv("XDG_DATA_HOME", fixture->folder, 1);
    setenv("XDG_CACHE_HOME", fixture->folder, 1);
    setenv("XDG_RUNTIME_DIR", fixture->folder, 1);
    setenv("FINDINGS_SOCKET", fixture->world->socket, 1);
    setenv("SCRIPTS", scripts, 1);
    setenv("TERM", "vt100", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    free(scripts);
    *state = fixture;
    return 0;
}

static int
close_fixture(void **state)
{
    struct fixture *fixture = *state;

    test_corpus_close((void **)&fixture->world);
    test_folder_remove(fixture->folder);
    free(fixture);
    return 0;
}

static bool
is_installed(const char *name)
{
    char command[64];

    snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", name);
    return system(command) == 0;
}

/* Read what the terminal shows, which nobody looks at, for a moment. */
static void
drain(const struct session *session)
{
    struct pollfd polled = {.fd = session->terminal, .events = POLLIN};
    char bytes[4096];

    while (poll(&polled, 1, 10) > 0 &&
           read(session->terminal, bytes, sizeof bytes) > 0)
        continue;
}

static void
type(const struct session *session, const char *keys)
{
    const size_t len = strlen(keys);

    assert_int_equal(write(session->terminal, keys, len), len);
    drain(session);
}

/* What the line is now; the caller frees it. */
static char *
line_now(const struct session *session)
{
    const time_t due = time(NULL) + 60;
    char *text = NULL;

    type(session, "\x14");
    while (!(text = test_read(session->line, NULL)) && time(NULL) < due)
        drain(session);
    assert_non_null(text);
    unlink(session->line);
    return text;
}

static void
open_session(struct session *session,
             const struct shell *shell,
             const char *folder)
{
    const struct winsize size = {.ws_row = 50, .ws_col = 200};
    const time_t due = time(NULL) + 60;
    char *start = test_path(folder, "start"), *text = NULL;

    session->line = test_path(folder, "line");
    setenv("LINE", session->line, 1);
    FILE *out = fopen(start, "w");
    assert_non_null(out);
    fprintf(out, "%stouch \"$LINE\"\n", shell->start);
    fclose(out);
    session->pid = forkpty(&session->terminal, NULL, NULL, &size);
    assert_true(session->pid >= 0);
    if (session->pid == 0) {
        execvp(shell->name, (char *const *)(uintptr_t)shell->args);
        _exit(127);
    }
    drain(session);
    type(session, "source \"$HOME/start\"\r");
    while (!(text = test_read(session->line, NULL)) && time(NULL) < due)
        drain(session);
    assert_non_null(text);
    unlink(session->line);
    free(text);
    free(start);
}

static void
close_session(struct session *session)
{
    kill(session->pid, SIGKILL);
    test_wait(session->pid);
    close(session->terminal);
    free(session->line);
}

/* What has been typed, and what it becomes in each shell. The end may be a
 * blank; it is not compared. */
static const struct {
    const char *typed, *line;
} lines[] = {
    {"findings sho", "findings show"},
    {"findings judgem", "findings judgements"},
    {"findings grade:inad", "findings grade:inadequate"},
    {"findings show --befo", "findings show --before"},
    {"findings show northm", "findings show northmere-2010-02-19/"},
    {"findings show northmere-2010-02-19/23",
     "findings show northmere-2010-02-19/23"},
    {"findings similar stonebeck-2023-06-16/1",
     "findings similar stonebeck-2023-06-16/1"},
    {"findings visits --authority wes",
     "findings visits --authority West\\ Calder\\ Vale"},
    {"findings visits --authority West\\ Ca",
     "findings visits --authority West\\ Calder\\ Vale"},
    {"findings visits --authority \"Wes",
     "findings visits --authority \"West Calder Vale\""},
    {"findings visits --authority 'West Ca",
     "findings visits --authority 'West Calder Vale'"},
    {"findings visits authority:West",
     "findings visits authority:\\\"West\\ Calder\\ Vale\\\""},
    {"findings visits --grade=good,inad",
     "findings visits --grade=good,inadequate"},
    {"findings visits --sort ne", "findings visits --sort newest"},
    {"findings visits --year 2023,201", "findings visits --year 2023,201"},
    {"findings matrix --rows fram", "findings matrix --rows framework"},
    {"findings visits grade:inad", "findings visits grade:inadequate"},
    {"findings visits authority:Wyn", "findings visits authority:Wyndmoor"},
    {"findings compare stone", "findings compare stonebeck-2023-06-16"},
    {"findings visits -- --grade inad", "findings visits -- --grade inad"},
    {"findings-index --chec", "findings-index --check"},
    {"findings-index --dump para", "findings-index --dump paragraphs"},
    {"findings-index st", "findings-index start"},
    {"findingsd --frame", "findingsd --frameworks"},
    {"findingsd --words sta", "findingsd --words start"},
    {"findingsd --user roo", "findingsd --user root"},
    {"findingsd --group=tt", "findingsd --group=tty"},
    {"findings @we", "findings @weak"},
    {"findings matrix @we", "findings matrix @weak"},
};

static void
cut_blanks(char *line)
{
    size_t len = strlen(line);

    while (len > 0 && (line[len - 1] == ' ' || line[len - 1] == '\n'))
        line[--len] = '\0';
}

/* Save one as @weak. */
static void
save_query(void)
{
    const char *args[] = {"save", "weak", "case recording", NULL};
    struct test_run run = test_program("findings", args);

    assert_int_equal(run.status, 0);
    test_run_free(&run);
}

static void
check_shell(const struct fixture *fixture, const struct shell *shell)
{
    struct session session;

    if (!is_installed(shell->name)) {
        print_message("%s is not installed: nothing to complete in\n",
                      shell->name);
        skip();
    }
    save_query();
    open_session(&session, shell, fixture->folder);
    type(&session, "cd\r");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        type(&session, lines[i].typed);
        type(&session, "\t");
        char *line = line_now(&session);
        cut_blanks(line);
        assert_string_equal(line, lines[i].line);
        free(line);
        type(&session, "\x15");
    }
    close_session(&session);
}

static void
in_bash(void **state)
{
    check_shell(*state, &bash);
}

static void
in_zsh(void **state)
{
    check_shell(*state, &zsh);
}

static void
in_fish(void **state)
{
    check_shell(*state, &fish);
}

/* What "findings complete" prints for a line, asking the daemon on a socket. */
static struct test_run
complete_at(const char *socket, const char *shell, const char *line)
{
    const char *args[] = {"--socket", socket, "complete", "--shell",
                          shell,      "--",   line,       NULL};

    return test_program("findings", args);
}

static struct test_run
complete(void **state, const char *shell, const char *line)
{
    const struct fixture *fixture = *state;

    return complete_at(fixture->world->socket, shell, line);
}

static void
assert_completed(void **state, const char *line, const char *wanted)
{
    struct test_run run = complete(state, "zsh", line);

    assert_string_equal(run.out, wanted);
    assert_string_equal(run.err, "");
    assert_int_equal(run.status, *wanted ? 0 : 1);
    test_run_free(&run);
}

static void
values_come_with_what_they_mean(void **state)
{
    assert_completed(state, "findings help stat",
                     "status\tprint what the daemon serves and has done\n");
    assert_completed(state, "findings x --year 2023", "2023\t30 paragraphs\n");
    assert_completed(state, "findings x --authority=Wyndmoor,n",
                     "--authority=Wyndmoor,Northmere\t61 paragraphs\n");
    assert_completed(state, "findings show alderbrook-2011-04-01/5.", "");
    assert_completed(state, "findings-index --dump ",
                     "paragraphs\nreports\njudgements\n");
    assert_completed(state, "findings-index --db ", "\tfolder\n");
    assert_completed(state, "findings x --socket ", "\tfile\n");
    assert_completed(state, "f --match=a",
                     "--match=auto\n--match=all\n"
                     "--match=any\n");
    assert_completed(state, "findings status ", "");
    assert_completed(state, "findings x -n ", "");
    assert_completed(state, "findings x --unknown=", "");
    assert_completed(state, "findings x --authority \xff", "");
    save_query();
    assert_completed(state, "findings trend @", "@weak\t'case recording'\n");
    assert_completed(state, "findings @x", "");
}

static void
bash_gets_what_it_replaces_and_quoted(void **state)
{
    struct test_run run =
        complete(state, "bash", "findings x --authority=Northmere,W");

    assert_string_equal(run.out,
                        "Northmere,West\\ Calder\\ Vale\nNorthmere,Wyndmoor\n");
    test_run_free(&run);
}

/* Of the same letter case, if there are any. */
static void
letter_case_matters_only_if_it_can(void **state)
{
    assert_completed(state, "findings compare stone",
                     "stonebeck-2023-06-16\t30 paragraphs\n");
    assert_completed(state, "findings compare Stone",
                     "Stonebeck\t30 paragraphs\n");
    assert_completed(state, "findings x --authority STONE",
                     "Stonebeck\t30 paragraphs\n");
}

static void
a_socket_in_the_line_is_asked(void **state)
{
    const struct fixture *fixture = *state;
    char line[256];

    snprintf(line, sizeof line, "findings --socket %s x --authority Ston",
             fixture->world->socket);
    struct test_run run = complete_at("/nowhere", "zsh", line);
    assert_string_equal(run.out, "Stonebeck\t30 paragraphs\n");
    test_run_free(&run);
}

/* Each field that completion offers is accepted. */
static void
fields_that_are_offered_are_accepted(void **state)
{
    const struct fixture *fixture = *state;
    struct test_run run = complete(state, "zsh", "findings x --facets ");
    size_t n = 0;

    for (char *rest = run.out, *row; (row = strsep(&rest, "\n")) && *row; n++) {
        row[strcspn(row, "\t")] = '\0';
        const char *args[] = {
            "--socket", fixture->world->socket, "visit", "--facets", row, NULL};
        struct test_run search = test_program("findings", args);
        assert_int_equal(search.status, 0);
        test_run_free(&search);
    }
    assert_true(n > 8);
    test_run_free(&run);
}

static void
without_a_daemon_only_words_of_the_program_are_offered(void **state)
{
    struct fixture *fixture = *state;
    char *nowhere = test_path(fixture->folder, "nowhere");
    struct test_run run =
        complete_at(nowhere, "zsh", "findings x --authority ");

    assert_string_equal(run.out, "");
    assert_string_equal(run.err, "");
    assert_int_equal(run.status, 1);
    assert_int_equal(access(nowhere, F_OK), -1);
    test_run_free(&run);
    run = complete_at(nowhere, "zsh", "findings x --grade inad");
    assert_string_equal(run.out, "inadequate\n");
    test_run_free(&run);
    free(nowhere);
}

static double
seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* A program that accepts connections and says nothing. */
static void
a_silent_daemon_is_not_waited_for(void **state)
{
    struct fixture *fixture = *state;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    char *path = test_path(fixture->folder, "silent");
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(fd, 4), 0);
    const double start = seconds();
    struct test_run run = complete_at(path, "zsh", "findings x --authority ");
    /* 0.15 s, but for what a busy machine adds; a search would wait a minute.
     */
    assert_true(seconds() - start < 20);
    assert_string_equal(run.out, "");
    assert_string_equal(run.err, "");
    test_run_free(&run);
    close(fd);
    free(path);
}

static void
the_word_complete_can_be_searched_for(void **state)
{
    struct test_run run = complete(state, "zsh", "records");

    assert_int_equal(run.status, 2);
    assert_has(run.err, "use: findings search complete ...");
    test_run_free(&run);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_bash),
        cmocka_unit_test(in_zsh),
        cmocka_unit_test(in_fish),
        cmocka_unit_test(values_come_with_what_they_mean),
        cmocka_unit_test(bash_gets_what_it_replaces_and_quoted),
        cmocka_unit_test(letter_case_matters_only_if_it_can),
        cmocka_unit_test(a_socket_in_the_line_is_asked),
        cmocka_unit_test(fields_that_are_offered_are_accepted),
        cmocka_unit_test(
            without_a_daemon_only_words_of_the_program_are_offered),
        cmocka_unit_test(a_silent_daemon_is_not_waited_for),
        cmocka_unit_test(the_word_complete_can_be_searched_for),
    };
    return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
