"""Queries as people type them, each checked by the runner beside the cases."""
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from engines import Unable
from judged import halved


class Outcome(NamedTuple):
    kinds: dict  # for each kind, the cases that passed and all cases
    passed: int
    total: int
    said: str    # what the runner printed


def score_of(said):
    kinds = {kind: (int(passed), int(total)) for kind, passed, total
             in re.findall(r"^(\w+) +(\d+) of +(\d+) \([\d.]+\)$", said, re.MULTILINE)}
    last = re.search(r"^meaning: (\d+) of (\d+) \([\d.]+\)\s*\Z", said, re.MULTILINE)
    return (kinds, int(last[1]), int(last[2])) if last else None


def run_cases(findings, path, half=None):
    """The outcome of all cases of the file, or of half of them, asked of a daemon."""
    path = Path(path).resolve()
    runner = path.parent / "run.py"
    if not runner.is_file():
        raise Unable(f"no {runner}, which checks the cases; it comes with {path.name}")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as cases:
        lines = path.read_text(encoding="utf-8").splitlines()
        cases.writelines(line + "\n" for line in halved([line for line in lines if line.strip()], half))
        cases.flush()
        done = subprocess.run([sys.executable, "-B", runner, findings.programs, findings.socket, cases.name,
                               "--strict"], env=findings.env, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, check=False)
    score = score_of(done.stdout)
    if score is None:
        raise Unable(f"{runner} ended with {done.returncode} and no score:\n{done.stdout}{done.stderr}")
    return Outcome(*score, done.stdout)
