/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/style.h"
#include "print/ranks.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_DEFAULT = 80, WIDTH_MIN = 40, TEXT_MAX = 120 };

static const char *asked = "auto", *usual = "auto";

/* Of standard output, once it is known: asked again and again, and the same
 * when a pager has taken the terminal's place. */
static struct style held; /* if its `out` is set */
static bool is_held_terminal;

/* The variable's value; "" if it is not set. */
static const char *
variable(const char *name)
{
    const char *value = getenv(name);

    return value ? value : "";
}

void
style_color(const char *option, const char *setting)
{
    asked = option ? option : "auto";
    usual = setting ? setting : "auto";
    held.out = NULL;
}

bool
print_is_terminal(FILE *out)
{
    const int fd = fileno(out);

    if (held.out && out == held.out)
        return is_held_terminal;
    return fd >= 0 && isatty(fd);
}

/* As no-color.org and bixense.com/clicolors say. */
static bool
is_colored(FILE *out)
{
    const char *force = variable("CLICOLOR_FORCE"), *term = variable("TERM");

    if (strcmp(asked, "auto") != 0)
        return strcmp(asked, "always") == 0;
    if (*variable("NO_COLOR"))
        return false;
    if (*force && strcmp(force, "0") != 0)
        return true;
    if (strcmp(usual, "auto") != 0)
        return strcmp(usual, "always") == 0;
    return print_is_terminal(out) && *term && strcmp(term, "dumb") != 0;
}

/* Whether the locale's characters are UTF-8, as its name says; to load it would
 * take longer than all else that the client does. */
static bool
is_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    size_t i = 0;

    while (i < 2 && !*variable(names[i]))
        i++;
    const char *locale = variable(names[i]);
    return strstr(locale, "UTF-8") || strstr(locale, "utf8") ||
           strstr(locale, "UTF8") || strstr(locale, "utf-8");
}

static struct style
style_of(FILE *out)
{
    struct style style = {.out = out,
                          .width = WIDTH_DEFAULT,
                          .screen = WIDTH_DEFAULT,
                          .mark = "*",
                          .unmark = "*",
                          .strong = "",
                          .dim = "",
                          .id = "",
                          .plain = "",
                          .is_colored = is_colored(out),
                          .is_utf8 = is_utf8()};
    struct winsize size;

    if (print_is_terminal(out) && ioctl(fileno(out), TIOCGWINSZ, &size) == 0 &&
        size.ws_col > 0) {
        style.screen = size.ws_col < WIDTH_MIN ? WIDTH_MIN : size.ws_col;
        style.width = style.screen < TEXT_MAX ? style.screen : TEXT_MAX;
    }
    if (style.is_colored) {
        style.mark = "\033[1;35m";
        style.strong = "\033[1m";
        style.dim = "\033[2m";
        style.id = "\033[36m";
        style.unmark = style.plain = "\033[0m";
    }
    return style;
}

struct style
print_style(FILE *out)
{
    if (held.out && out == held.out)
        return held;
    const struct style style = style_of(out);
    if (out == stdout) {
        is_held_terminal = print_is_terminal(out);
        held = style;
    }
    return style;
}

const char *
style_grade(const struct style *style, const char *grade)
{
    static const char *const tones[] = {[RANKS_PLAIN] = "",
                                        [RANKS_GOOD] = "\033[1;32m",
                                        [RANKS_FAIR] = "\033[1;33m",
                                        [RANKS_POOR] = "\033[1;31m"};

    return style->is_colored ? tones[ranks_tone(grade)] : "";
}
