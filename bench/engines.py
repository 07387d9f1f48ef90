"""What bench/relevance asks: findings' own programs, and SQLite's FTS5."""
import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

PAGE = 1000  # hits, the most that a search gives at a time
complaints = []


def complain(text):
    complaints.append(text)
    print("relevance: " + text, file=sys.stderr)


class Unable(Exception):
    """There is nothing to measure."""


class Refused(Exception):
    """A query that findings does not take."""


class Findings:
    """An index of some files, and the daemon that serves it."""

    def __init__(self, options, home, paths):
        self.options, self.home = options, Path(home)
        self.env = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": home,
                    "FINDINGS_DB": home + "/index", "FINDINGS_SOCKET": home + "/socket"}
        self.log = open(self.home / "log", "w+", encoding="utf-8")
        done = self.run("findings-index", *paths)
        if done.returncode != 0:
            raise Unable(f"findings-index ended with {done.returncode}:\n{done.stderr.decode()}")
        # Alike paragraphs are judged one by one, so none may stand for others.
        can_show_all = re.search(rb"--all\b", self.run("findings", "--help").stdout)
        self.all = ["--all"] if can_show_all else []

    def run(self, program, *arguments):
        return subprocess.run([self.options.programs / program, *arguments], env=self.env,
                              stdin=subprocess.DEVNULL, capture_output=True, check=False)

    def records(self, paths):
        return [json.loads(line) for line in
                self.run("findings-index", "--dump", "paragraphs", *paths).stdout.splitlines()]

    def __enter__(self):
        self.daemon = subprocess.Popen([self.options.programs / "findingsd"], env=self.env,
                                       stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        try:
            self.connect()
        except BaseException:
            self.daemon.kill()
            raise
        return self

    def connect(self):
        deadline = time.monotonic() + 30
        while True:
            self.check_alive()
            peer = socket.socket(socket.AF_UNIX)
            try:
                peer.connect(self.env["FINDINGS_SOCKET"])
                break
            except OSError:
                peer.close()
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
        self.wire = peer.makefile("rwb")
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

    def ask_by_client(self, query, offset):
        if "\0" in query:
            raise Refused("no argument can hold a zero byte")
        done = self.run("findings", "search", "--json", "-n", str(PAGE), "--offset", str(offset),
                        "--match", self.options.match, *self.all, "--", query.encode())
        if done.returncode not in (0, 1):
            raise Refused(f"exit status {done.returncode}: {done.stderr.decode(errors='replace').strip()}")
        return json.loads(done.stdout)

    def ask_by_socket(self, query, offset):
        params = {"query": query, "limit": PAGE, "offset": offset, "match": self.options.match,
                  "facets": [], "snippet": 0}
        self.wire.write(json.dumps({"id": 1, "method": "search", "params": params}).encode() + b"\n")
        self.wire.flush()
        answer = json.loads(self.wire.readline() or b'{"error": "the daemon hung up"}')
        if "error" in answer:
            raise Refused(json.dumps(answer["error"]))
        return answer["result"]

    def ranked(self, query, to_the_end):
        """The ids that the query finds, best first: a page, or all."""
        ask = self.ask_by_socket if self.options.socket else self.ask_by_client
        ids = []
        while True:
            result = ask(query["text"], len(ids))
            ids += [hit["id"] for hit in result["hits"]]
            if not to_the_end or not result["hits"] or len(ids) >= result["total"]:
                break
        wanted = result["total"] if to_the_end else min(result["total"], PAGE)
        if len(ids) != wanted or len(set(ids)) != len(ids):
            complain(f"query {query['id']}: {len(set(ids))} hits, not {wanted}: {query['text']}")
        return list(dict.fromkeys(ids))

    def ranked_or_nothing(self, query, to_the_end):
        try:
            return self.ranked(query, to_the_end)
        except Refused as reason:
            self.check_alive()
            complain(f"query {query['id']} was REFUSED and counts 0: {query['text']}\n{reason}")
            return []


class Fts5:
    """The same through SQLite, set up as one would to begin with."""

    def __init__(self, rows):
        self.db = sqlite3.connect(":memory:")
        self.db.execute("CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, title, text, "
                        "tokenize = 'porter unicode61')")
        self.db.executemany("INSERT INTO t VALUES (?, ?, ?)", rows)

    def ranked(self, query, to_the_end):
        words = dict.fromkeys(re.findall(r"[^\W_]+", query["text"].lower()))
        return [row[0] for row in self.db.execute(
            "SELECT id FROM t WHERE t MATCH ? ORDER BY bm25(t), rowid LIMIT ?",
            (" OR ".join(f'"{word}"' for word in words) or '""', -1 if to_the_end else PAGE))]
