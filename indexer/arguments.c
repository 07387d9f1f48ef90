/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "arguments.h"
#include "base/say.h"
#include "run/dump.h"
#include "run/run.h"

#include "findings/command_line.h"
#include "findings/engine.h"
#include "findings/frameworks.h"
#include "findings/visible.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

/* clang-format off */
static const char usage[] =
    "usage: findings-index [--db DIR] [--prune] [--ocr] [--frameworks PATH]...\n"
    "                      PATH...\n"
    "       findings-index [--db DIR] [--as NAME] -\n"
    "       findings-index [--db DIR] --shard I/N [--prune] [--ocr] PATH...\n"
    "       findings-index [--db DIR] --prune\n"
    "       findings-index [--db DIR] --watch [--prune] [--ocr] PATH...\n"
    "       findings-index [--db DIR] --verify\n"
    "       findings-index [--db DIR] --repair [--ocr] [PATH...]\n"
    "       findings-index [--db DIR] --compact\n"
    "       findings-index --dump paragraphs|reports|judgements [--ocr] PATH...\n"
    "       findings-index --check [--ocr] PATH...\n"
    "\n"
    "Reads inspection reports and brings the index up to date: PDFs (.pdf), web\n"
    "pages (.html), word processors' files (.docx, .odt), text (.txt, .md), and\n"
    "records as --dump paragraphs prints them (.jsonl). New and changed files are\n"
    "read, unchanged ones are skipped, and the reports of a file that was only moved\n"
    "keep their ids. A report that several files contain is indexed once. Folders\n"
    "are searched for such files, but README* is skipped.\n"
    "Then ask: findings WORDS\n"
    "\n"
    "  --db DIR     the index; by default $FINDINGS_DB, the key db of the file\n"
    "               ~/.config/findings/config, $XDG_DATA_HOME/findings or\n"
    "               ~/.local/share/findings\n"
    "  -            read standard input: records, whose reports are replaced one by\n"
    "               one, or what --as says\n"
    "  --as NAME    standard input is a file of this name, such as letter.txt; what\n"
    "               came under it before is replaced\n"
    "  --prune      remove reports whose files no longer exist: those below the\n"
    "               PATHs, which may be gone themselves, or all if no PATH is given;\n"
    "               stdin:NAME removes what came by standard input\n"
    "  --watch      go on until Ctrl-C: bring the index up to date whenever files\n"
    "               below the PATHs have changed\n"
    "  --verify     say whether the index is intact, and what is wrong with it, by\n"
    "               report and paragraph; nothing is changed\n"
    "  --repair     make a new index, from the files that the index was made from,\n"
    "               and the PATHs; reports whose files are gone are taken from the\n"
    "               index itself. Then it takes the place of the old one, which is\n"
    "               kept beside it\n"
    "  --compact    make the index smaller, which pays after many small changes\n"
    "  --ocr        also read pages that are images, or whose fonts do not say which\n"
    "               letters they show, with the program tesseract; this takes some\n"
    "               seconds for each page\n"
    "  --shard I/N  index only the I-th of N equal parts of the files, in order: make\n"
    "               N indexes with the same PATHs, on as many cores or machines, and\n"
    "               have findingsd search them as one (--db DIR1 --db DIR2 ...). A\n"
    "               file's part depends on all files; one that has come to be in\n"
    "               another part leaves the index\n"
    "  --dump WHAT  print what was read, one JSON object per line, without changing\n"
    "               the index\n"
    "  --check      print what looks wrong, one line each, for a person to check:\n"
    "               numbers out of order, grades that differ, a missing authority\n"
    "               or date, damaged and sideways pages, text that was left out,\n"
    "               files with the same report\n"
    "  --frameworks PATH\n"
    "               a kind of inspection of your own, or a folder of them, besides\n"
    "               those that findings knows (docs/frameworks.md); can be given\n"
    "               several times; by default $XDG_CONFIG_HOME/findings/frameworks\n"
    "               or ~/.config/findings/frameworks, if it exists. Give findingsd\n"
    "               the same\n"
    "  --help       print this help\n"
    "  --version    print the version\n"
    "\n"
    "Ctrl-C stops after the current report; what has been indexed is kept.\n"
    "Exit status: 0 all files indexed, 3 some files refused (each is named, with\n"
    "the reason), 4 another findings-index is writing to the index, 5 the index is\n"
    "damaged, 130 Ctrl-C, 143 SIGTERM, 2 any other error.\n";
/* clang-format on */

static bool
add_frameworks(const char *path)
{
    char reason[FINDINGS_REASON_SIZE];

    if (!*path)
        snprintf(reason, sizeof reason,
                 "--frameworks needs a file or a folder; give one, or leave "
                 "--frameworks out");
    else if (findings_frameworks_add(path, reason))
        return true;
    say("%s", reason);
    return false;
}

/* How many of the paths are standard input. */
static int
count_inputs(const struct arguments *arguments)
{
    int n = 0;

    for (int i = 0; i < arguments->n_paths; i++)
        n += strcmp(arguments->paths[i], "-") == 0;
    return n;
}

/* Whether standard input is read once, under a name that it can have. */
static bool
check_input(const struct arguments *arguments)
{
    const int n = count_inputs(arguments);
    char word[FINDINGS_SHELL_SIZE];

    if (n > 1)
        say("- can only be given once, because standard input is read to its "
            "end");
    else if (n > 0 && arguments->is_watched)
        say("--watch follows files and folders, not standard input; leave - "
            "out, and read it by itself");
    else if (n > 0 && arguments->sharding.shards > 0)
        say("--shard divides files, not standard input; leave - out, and give "
            "it to the index of one shard");
    else if (n > 0 && arguments->is_repaired)
        say("--repair reads files, not standard input; leave - out, and read "
            "it afterwards");
    else if (n == 0 && arguments->as)
        say("--as names standard input; give - as well, as in: findings-index "
            "--as %s -",
            findings_shell_word(*arguments->as ? arguments->as : "letter.txt",
                                "NAME", word));
    else if (arguments->as && !*arguments->as)
        say("--as needs a name, such as letter.txt");
    else
        return true;
    return false;
}

/* Whether the options given can be combined. */
static bool
check_combination(const struct arguments *arguments)
{
    if (arguments->is_pruned && (arguments->dump || arguments->is_check)) {
        say("--prune cannot be combined with --dump or --check, which do "
            "not change the index");
        return false;
    }
    if (arguments->dump && arguments->is_check) {
        say("--check cannot be combined with --dump; use one of them");
        return false;
    }
    if (arguments->is_verified + arguments->is_repaired +
            arguments->is_compacted +
            (arguments->is_pruned || arguments->is_watched || arguments->dump ||
             arguments->is_check) >
        1) {
        say("--verify, --repair and --compact cannot be combined with each "
            "other, nor with --prune, --watch, --dump or --check");
        return false;
    }
    if (arguments->sharding.shards > 0 &&
        (arguments->is_watched || arguments->is_verified ||
         arguments->is_repaired || arguments->is_compacted || arguments->dump ||
         arguments->is_check)) {
        say("--shard cannot be combined with --watch, --verify, --repair, "
            "--compact, --dump or --check; leave it out to work on the index "
            "of one shard");
        return false;
    }
    if (arguments->is_watched && (arguments->dump || arguments->is_check)) {
        say("--watch cannot be combined with --dump or --check, which do "
            "not change the index");
        return false;
    }
    return true;
}

/* Whether the values of options can be used. */
static bool
check_values(const struct arguments *arguments)
{
    if (arguments->db && !*arguments->db) {
        say("--db needs a folder; give one, or leave --db out");
        return false;
    }
    if (arguments->dump && !dump_is_known(arguments->dump)) {
        say("cannot dump \"%s\"; --dump takes paragraphs, reports or "
            "judgements",
            arguments->dump);
        return false;
    }
    return true;
}

/* Whether there are paths if, and only if, they are needed. */
static bool
check_paths(const struct arguments *arguments)
{
    if (arguments->is_watched && arguments->n_paths == 0) {
        say("--watch needs to know what to follow; name files or folders");
        return false;
    }
    const bool is_of_index = arguments->is_verified || arguments->is_compacted;
    if (is_of_index && arguments->n_paths > 0) {
        say("%s reads only the index; leave \"%s\" out",
            arguments->is_verified ? "--verify" : "--compact",
            arguments->paths[0]);
        return false;
    }
    if (arguments->n_paths == 0 && arguments->sharding.shards > 0) {
        say("--shard needs to know all files; name the same files or folders "
            "for each shard");
        return false;
    }
    if (arguments->n_paths == 0 && !arguments->is_pruned && !is_of_index &&
        !arguments->is_repaired) {
        say("nothing to read; name files or folders, or see "
            "findings-index --help");
        return false;
    }
    return true;
}

/* Read the options. False if the program is to exit with *status. */
static bool
read_options(int argc, char **argv, struct arguments *arguments, int *status)
{
    static const struct option longs[] = {
        {"db", required_argument, NULL, 'd'},
        {"prune", no_argument, NULL, 'p'},
        {"watch", no_argument, NULL, 'w'},
        {"verify", no_argument, NULL, 'y'},
        {"repair", no_argument, NULL, 'r'},
        {"compact", no_argument, NULL, 'm'},
        {"ocr", no_argument, NULL, 'o'},
        {"dump", required_argument, NULL, 'u'},
        {"check", no_argument, NULL, 'c'},
        {"frameworks", required_argument, NULL, 'f'},
        {"as", required_argument, NULL, 'a'},
        {"shard", required_argument, NULL, 's'},
        {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'v'},
        {NULL, 0, NULL, 0}};
    char reason[FINDINGS_REASON_SIZE];
    int c;

    *arguments = (struct arguments){0};
    *status = EXIT_FATAL;
    opterr = 0;
    while ((c = getopt_long(argc, argv, ":", longs, NULL)) != -1) {
        switch (c) {
        case 'd':
            arguments->db = optarg;
            break;
        case 'p':
            arguments->is_pruned = true;
            break;
        case 'w':
            arguments->is_watched = true;
            break;
        case 'y':
            arguments->is_verified = true;
            break;
        case 'r':
            arguments->is_repaired = true;
            break;
        case 'm':
            arguments->is_compacted = true;
            break;
        case 'o':
            arguments->with_ocr = true;
            break;
        case 'u':
            arguments->dump = optarg;
            break;
        case 'c':
            arguments->is_check = true;
            break;
        case 'f':
            arguments->has_frameworks = true;
            if (!add_frameworks(optarg))
                return false;
            break;
        case 'a':
            arguments->as = optarg;
            break;
        case 's':
            if (!sharding_read(optarg, &arguments->sharding)) {
                say("--shard takes the number of a part and how many there "
                    "are, up to %d, such as 2/3, not \"%s\"",
                    SHARDS_MAX, optarg);
                return false;
            }
            break;
        case 'h':
            fputs(usage, stdout);
            *status = EXIT_ALL;
            return false;
        case 'v':
            findings_putf(stdout, "findings-index %s (Xapian %s)",
                          FINDINGS_VERSION, fe_xapian_version());
            putchar('\n');
            *status = EXIT_ALL;
            return false;
        default:
            findings_explain_option("findings-index", argv, c, reason);
            say("%s", reason);
            return false;
        }
    }
    arguments->paths = argv + optind;
    arguments->n_paths = argc - optind;
    return true;
}

bool
arguments_read(int argc, char **argv, struct arguments *arguments, int *status)
{
    if (!read_options(argc, argv, arguments, status))
        return false;
    *status = EXIT_FATAL;
    return check_combination(arguments) && check_values(arguments) &&
           check_paths(arguments) && check_input(arguments);
}
