"""The engines measured: findings' own programs, and SQLite's FTS5."""
import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

BENCH = Path(__file__).resolve().parent
PAGE = 1000  # the most hits that one search returns
SETTLED = 0.001  # seconds until threads sleep after an answer
WARMING = [{"query": "zzzwarm", "limit": 1}, {"query": "warming quality", "limit": 1}]
complaints = []


def complain(text):
    complaints.append(text)
    print(f"{Path(sys.argv[0]).name}: {text}", file=sys.stderr)


class Unable(Exception):
    """There is nothing to measure."""


class Refused(Exception):
    """A query that findings refuses."""


class Answer(NamedTuple):
    """Ids, best first, and how many of the first ones are counted."""
    ids: list
    counted: int


def environment(home):
    """An environment in which the user's own files have no effect."""
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": str(home)}


def make_index(programs, index, paths, *options):
    done = subprocess.run([programs / "findings-index", "--db", index, *options, "--", *paths], env=environment(index),
                          stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode != 0 and not (done.returncode == 3 and Path(index).exists()):
        raise Unable(f"findings-index ended with {done.returncode}:\n{done.stderr.decode()}")
    if done.returncode == 3:  # some files were refused
        print(done.stderr.decode().rstrip(), file=sys.stderr)
    return Path(index)


class ShardDaemons:
    """Daemons that serve the folders at the places, which are sockets, to another daemon."""

    def __init__(self, programs, home, folders):
        self.programs, self.home, self.folders = Path(programs), Path(home), folders
        self.places = [self.home / f"shard{i}.sock" for i in range(len(folders))]
        self.daemons = []

    def __enter__(self):
        for i, (folder, place) in enumerate(zip(self.folders, self.places)):
            self.daemons.append(subprocess.Popen(
                [self.programs / "findingsd", "--db", folder, "--socket", self.home / f"asked{i}",
                 "--shard-socket", place],
                env=environment(self.home), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=open(self.home / f"log{i}", "w", encoding="utf-8")))
        deadline = time.monotonic() + 30
        while not all(place.exists() for place in self.places):
            if time.monotonic() > deadline or any(daemon.poll() is not None for daemon in self.daemons):
                self.__exit__()
                raise Unable(f"a daemon does not serve its shard; see {self.home}/log*")
            time.sleep(0.002)
        return self

    def __exit__(self, *_):
        for daemon in self.daemons:
            daemon.terminate()
        for daemon in self.daemons:
            if daemon.wait() != 0:
                complain(f"the daemon of a shard ended with {daemon.returncode}")


class Findings:
    """A daemon that serves an index, and how it is asked."""

    def __init__(self, programs, home, index, by_client=False, **asking):
        self.programs, self.asking = Path(programs), asking
        self.cores = None
        self.folders = index if isinstance(index, list) else [index]
        self.index = Path(self.folders[0])
        self.socket = str(Path(home, "socket"))
        self.env = environment(home)
        self.log = open(Path(home, "log"), "w+", encoding="utf-8")
        self.ask = self.ask_by_client if by_client else self.ask_by_socket
        # Near-duplicates are judged one by one, so they must not be collapsed.
        can_show_all = by_client and re.search(rb"--all\b", self.run("findings", "--help").stdout)
        self.all = ["--all"] if can_show_all else []

    def run(self, program, *arguments):
        return subprocess.run([self.programs / program, *arguments], env=self.env,
                              stdin=subprocess.DEVNULL, capture_output=True, check=False)

    def __enter__(self):
        places = [argument for folder in self.folders for argument in ("--db", folder)]
        self.daemon = subprocess.Popen([self.programs / "findingsd", *places, "--socket", self.socket],
                                       env=self.env, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        if self.cores:  # before it has started other threads, which inherit it
            os.sched_setaffinity(self.daemon.pid, self.cores)
        try:
            self.connect()
        except BaseException:
            self.daemon.kill()
            self.daemon.wait()
            raise
        return self

    def connect(self):
        deadline = time.monotonic() + 30
        while True:
            self.check_alive()
            peer = socket.socket(socket.AF_UNIX)
            try:
                peer.connect(self.socket)
                break
            except OSError:
                peer.close()
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.002)
        self.wire = peer.makefile("rwb")
        peer.close()  # the file object has its own descriptor
        self.wire.readline()  # the greeting

    def check_alive(self):
        if self.daemon.poll() is not None:
            self.log.seek(0)
            raise Unable(f"findingsd ended with {self.daemon.returncode}:\n{self.log.read()}")

    def __exit__(self, *_):
        self.wire.close()
        self.log.close()
        self.daemon.terminate()
        try:
            status = self.daemon.wait(30)
        except subprocess.TimeoutExpired:
            self.daemon.kill()
            status = self.daemon.wait()
        if status != 0:
            complain(f"findingsd ended with {status}")

    def ask_by_client(self, query, limit, offset):
        if "\0" in query:
            raise Refused("an argument cannot contain a zero byte")
        asking = ["--match", self.asking["match"]] if "match" in self.asking else []
        asking += ["--exact"] if self.asking.get("exact") else []
        done = self.run("findings", "search", "--socket", self.socket, "--json", "-n", str(limit),
                        "--offset", str(offset), *asking, *self.all, "--", query.encode())
        if done.returncode not in (0, 1):
            raise Refused(f"exit status {done.returncode}: {done.stderr.decode(errors='replace').strip()}")
        return json.loads(done.stdout)

    def ask_by_socket(self, query, limit, offset, **more):
        params = {"query": query, "limit": limit, "offset": offset, "facets": [], "snippet": 0,
                  **self.asking, **more}
        self.wire.write(json.dumps({"id": 1, "method": "search", "params": params}).encode() + b"\n")
        self.wire.flush()
        answer = json.loads(self.wire.readline() or b'{"error": "the daemon closed the connection"}')
        if "error" in answer:
            raise Refused(json.dumps(answer["error"]))
        return answer["result"]

    def records(self):
        """Every paragraph of the index."""
        records = []
        while True:
            page = self.ask_by_socket("", PAGE, len(records))["hits"]
            if not page:
                return records
            records += page

    def answer(self, query, depth=PAGE, is_whole=False):
        """At least this many of the first hits; with is_whole, all that are counted."""
        ids, counted = [], []
        while True:
            result = self.ask(query["text"], depth, len(ids))
            ids += [hit["id"] for hit in result["hits"]]
            # If hits do not say whether they are counted, all that are listed are.
            counted += [hit.get("counted", True) for hit in result["hits"]]
            if not is_whole or not result["hits"] or len(ids) >= result["total"]:
                break
        self.check(query, result, depth, is_whole, ids, counted)
        return Answer(list(dict.fromkeys(ids)), sum(counted))

    @staticmethod
    def check(query, result, depth, is_whole, ids, counted):
        total = result["total"]
        wanted = max(min(result.get("ranked", total), depth), total if is_whole else 0)
        if len(ids) < wanted or len(set(ids)) != len(ids):
            complain(f"query {query['id']}: {len(set(ids))} hits, not {wanted}: {query['text']}")
        elif sum(counted) != min(total, len(ids)) or not all(counted[:total]):
            complain(f"query {query['id']}: the first {total} hits are not the counted ones: {query['text']}")

    def answer_or_nothing(self, query, depth=PAGE, is_whole=False):
        try:
            return self.answer(query, depth, is_whole)
        except Refused as reason:
            self.check_alive()
            complain(f"query {query['id']} was REFUSED and counts 0: {query['text']}\n{reason}")
            return Answer([], 0)


def make_tools(folder):
    """The programs that Daemon uses, from the sources beside this file."""
    subprocess.run(["cc", "-std=c11", "-O2", "-o", folder / "load", BENCH / "load.c"], check=True)
    subprocess.run(["cc", "-std=c11", "-O2", "-shared", "-fPIC", "-o", folder / "cores.so", BENCH / "cores.c", "-ldl"],
                   check=True)


class Daemon(Findings):
    """A daemon that takes the machine for one of this number of cores (but has two workers at least), or, if it is
    pinned, has only these. Its cost is measured with the tools of make_tools()."""

    def __init__(self, programs, home, index, tools, workers, is_pinned=False):
        super().__init__(programs, home, index)
        self.tools, self.cores = tools, range(workers) if is_pinned else None
        self.env = {**self.env, "LD_PRELOAD": str(tools / "cores.so"), "CORES": str(workers)}

    def cpu(self):
        """The CPU time of all its threads, in ms; the threads do not end."""
        tasks = Path(f"/proc/{self.daemon.pid}/task")
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir()) / 1e6

    def resident(self, name="VmRSS"):
        """Its resident memory in MB; VmHWM: the most that there was."""
        status = Path(f"/proc/{self.daemon.pid}/status").read_text(encoding="ascii")
        return int(re.search(name + r":\s+(\d+)", status)[1]) / 1024

    def cost(self, params, times=1, settled=SETTLED):
        """The ms of CPU and of real time that a search takes, and the last answer."""
        line = json.dumps({"id": 1, "method": "search", "params": params}).encode() + b"\n"
        cpu, clock = self.cpu(), time.perf_counter()
        for _ in range(times):
            self.wire.write(line)
            self.wire.flush()
            answer = self.wire.readline()
        clock = time.perf_counter() - clock
        time.sleep(settled)
        if b'"error"' in answer[:200] or not answer:
            raise Unable(f"{line.decode()}was answered: {answer.decode()}")
        return (self.cpu() - cpu) / times, 1e3 * clock / times, answer

    def warm(self):
        for params in WARMING:
            self.cost(params)

    def load(self, requests, connections, seconds):
        """Asks as fast as it answers; returns the figures that bench/load.c prints."""
        done = subprocess.run([self.tools / "load", self.socket, requests, str(connections), str(seconds)],
                              capture_output=True, text=True, check=False)
        words = done.stdout.split()
        if done.returncode != 0 or len(words) % 2:
            raise Unable(f"load ended with {done.returncode}: {done.stderr}")
        return {name: float(value) for name, value in zip(words[::2], words[1::2])}


class Fts5:
    """The same with SQLite, set up as a beginner would."""

    def __init__(self, rows):
        self.db = sqlite3.connect(":memory:")
        self.db.execute("CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, title, text, "
                        "tokenize = 'porter unicode61')")
        self.db.executemany("INSERT INTO t VALUES (?, ?, ?)", rows)

    def answer_or_nothing(self, query, depth=PAGE, is_whole=False):
        words = dict.fromkeys(re.findall(r"[^\W_]+", query["text"].lower()))
        ids = [row[0] for row in self.db.execute(
            "SELECT id FROM t WHERE t MATCH ? ORDER BY bm25(t), rowid LIMIT ?",
            (" OR ".join(f'"{word}"' for word in words) or '""', -1 if is_whole else depth))]
        return Answer(ids, len(ids))
