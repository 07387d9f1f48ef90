"""Builds of findings that differ in one part, made in a copy of the tree.

The product has no switches for its parts: a variant is an edit of the copy,
which is undone before the next one. Only what an edit affects is recompiled.
"""
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from engines import Unable

RANKING = "lib/engine/match/ranking.h"
PROGRAMS = ("findingsd", "findings", "findings-index")


class Row(NamedTuple):
    """A row of the table: what is changed, and how the search is asked."""
    name: str
    constants: dict = {}  # of ranking.h: a value for each
    edits: tuple = ()     # of (file, pattern, replacement)
    emptied: tuple = ()   # files (a glob) that are reduced to a comment
    asking: dict = {}     # parameters of each search

    def is_built(self):
        return bool(self.constants or self.edits or self.emptied)


def replaced(text, pattern, replacement, file, what):
    text, n = re.subn(pattern, replacement, text, flags=re.MULTILINE)
    if n == 0:
        raise Unable(f'{file} has no "{what}"; correct the row, or --try, that changes it')
    return text


def with_constant(text, name, value):
    """Replaces the definition of a macro or local constant, or the uses of a macro of another header."""
    define = rf"^(#define {name}\s+)\S+"
    if re.search(define, text, flags=re.MULTILINE):
        return replaced(text, define, rf"\g<1>{value}", RANKING, name)
    if name.isupper():
        return replaced(text, rf"\b{name}\b", str(value), RANKING, name)
    # Comments are skipped; the value ends at a comma or semicolon outside parentheses.
    pattern = rf"^(?!\s*(?://|/?\*))(.*\b{name} =\s+)(?:[^,;()]|\([^()]*\))+(?=[,;])"
    return replaced(text, pattern, rf"\g<1>{value}", RANKING, name)


def changed_files(tree, row):
    """The files that a row changes, with their new text."""
    changed = {}

    def text_of(file):
        return changed.get(file) or Path(tree, file).read_text(encoding="utf-8")

    for name, value in row.constants.items():
        changed[RANKING] = with_constant(text_of(RANKING), name, value)
    for file, pattern, replacement in row.edits:
        changed[file] = replaced(text_of(file), pattern, replacement, file, pattern)
    for glob in row.emptied:
        files = sorted(Path(tree).glob(glob))
        if not files:
            raise Unable(f"there is no {glob}; correct the row that empties it")
        changed.update((str(file.relative_to(tree)), "# nothing\n") for file in files)
    return changed


class Tree:
    """A copy of the source tree, first built unchanged."""

    def __init__(self, source, folder, share=None):
        self.root = Path(folder)
        shutil.copytree(source, self.root, symlinks=True,
                        ignore=shutil.ignore_patterns(".git", "build", "__pycache__"))
        if share:
            shutil.copytree(share, self.root / "share", dirs_exist_ok=True)
        self.call("cmake", "--preset", "release", f"-DFINDINGS_SHARE_DIR={self.root / 'share'}")
        self.build(*PROGRAMS)
        self.programs = self.root / "as-it-is"
        self.programs.mkdir()
        for program in PROGRAMS:
            shutil.copy2(self.root / "build" / program, self.programs)

    def call(self, *command):
        done = subprocess.run(command, cwd=self.root, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode != 0:
            raise Unable(f"{' '.join(map(str, command))} failed:\n{done.stdout[-4000:]}")

    def build(self, *targets):
        self.call("cmake", "--build", "--preset", "release", "-j", str(os.cpu_count() or 1), "--target", *targets)

    def programs_of(self, row, folder):
        """A folder with the programs of the variant."""
        if not row.is_built():
            return self.programs
        changed = changed_files(self.root, row)
        kept = {file: (self.root / file).read_text(encoding="utf-8") for file in changed}
        try:
            for file, text in changed.items():
                (self.root / file).write_text(text, encoding="utf-8")
            self.build("findingsd")
        finally:
            for file, text in kept.items():
                (self.root / file).write_text(text, encoding="utf-8")
        folder = Path(folder)
        folder.mkdir()
        shutil.copy2(self.root / "build/findingsd", folder)
        shutil.copy2(self.programs / "findings", folder)
        return folder
