"""What bench/peers compares: findings, and its peers, whose programs are in peers.d."""
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from engines import BENCH, Daemon, Unable, environment

LUCENE = "/usr/share/java/lucene-core-8.7.0.jar:/usr/share/java/lucene-analyzers-common-8.7.0.jar"
MODES = {"top": ("ten hits", {"facets": []}), "facets": ("ten hits and three facets", {})}
QUERY_SECONDS = 1  # for how long a query is repeated, at most


class Peer(NamedTuple):
    title: str
    source: str  # in peers.d
    module: str  # of pkg-config
    packages: tuple  # the first one's version is shown
    data: str = "."  # the part of its folder that is the index


PEERS = {
    "xapian": Peer("Xapian loop", "xapian.cc", "xapian-core", ("libxapian-dev",)),
    "sqlite": Peer("SQLite FTS5", "sqlite.c", "sqlite3", ("libsqlite3-dev",)),
    "groonga": Peer("Groonga", "groonga.c", "groonga", ("libgroonga-dev", "groonga-token-filter-stem")),
    "sphinx": Peer("Sphinx", "sphinx.c", "libmariadb", ("sphinxsearch", "libmariadb-dev")),
    "postgresql": Peer("PostgreSQL", "postgresql.c", "libpq", ("postgresql-15", "libpq-dev"), "data/base"),
    "lucene": Peer("Lucene 8.7", "Lucene.java", "", ("liblucene8-java", "default-jdk-headless")),
}


def said(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def version_of(package):
    """As installed; "" if it is not."""
    done = subprocess.run(["dpkg-query", "-W", "-f", "${db:Status-Status} ${Version}", package], capture_output=True,
                          text=True, check=False)
    state, _, version = done.stdout.partition(" ")
    return re.sub(r"^\d+:|[+~-].*", "", version) if state == "installed" else ""


def disk_mb(folder):
    """What it takes on the disk."""
    os.sync()  # until then, blocks may not have been allocated
    return sum(path.stat().st_blocks for path in folder.rglob("*") if path.is_file()) * 512 / 1e6


class Cost(NamedTuple):
    elapsed: float  # s
    cpu: float  # s
    peak: float  # MB, of the largest process


def cost_of(tools, command, **others):
    """What it and its children cost."""
    done = subprocess.run([tools / "cost", *command], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          check=False, **others)
    if done.returncode != 0:
        raise Unable(f"{Path(command[0]).name} ended with {done.returncode}:\n{done.stderr}")
    elapsed, cpu, peak = map(float, done.stdout.split())
    return Cost(elapsed, cpu, peak / 1024)


class Other:
    """A peer, ready to run."""

    def __init__(self, name, work):
        self.peer, self.title, self.tools = PEERS[name], PEERS[name].title, work
        self.folder, self.empty = work / name, 0
        program, common = work / f"peer-{name}", work / "peer.o"
        source = BENCH / "peers.d" / self.peer.source
        if name == "lucene":
            subprocess.run(["javac", "-d", work, "-cp", LUCENE, source], check=True)
            self.command = ["java", "-cp", f"{work}:{LUCENE}", "Lucene"]
            return
        flags = said("pkg-config", "--cflags", "--libs", self.peer.module).split()
        if name == "postgresql":
            flags.append(f'-DPOSTGRESQL_BIN="{said("pg_config", "--bindir")}"')
        compiler = ["g++", "-std=c++17"] if source.suffix == ".cc" else ["cc", "-std=c11"]
        subprocess.run(["cc", "-std=c11", "-O2", "-c", "-o", common, BENCH / "peers.d/peer.c"], check=True)
        subprocess.run([*compiler, "-O2", "-o", program, source, common, *flags], check=True)
        self.command = [program]

    def run(self, what, *arguments):
        done = subprocess.run([*self.command, what, self.folder, *arguments], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Unable(f"{self.title}: {done.stderr}")
        return done.stdout.split("\n")[:-1]

    def build(self, records):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        self.run("prepare")
        self.empty = disk_mb(self.folder / self.peer.data)
        return cost_of(self.tools, [*self.command, "index", self.folder, *sorted(records.iterdir())])

    def size(self):
        return disk_mb(self.folder / self.peer.data) - self.empty

    def compact(self):
        """The size that is possible; None if it has no way to make it smaller."""
        done = subprocess.run([*self.command, "compact", self.folder], capture_output=True, text=True, check=False)
        if done.returncode not in (0, 3):
            raise Unable(f"{self.title}: {done.stderr}")
        return self.size() if done.returncode == 0 else None

    def counts(self, queries):
        return [int(line) for line in self.run("count", queries.path)]

    def times(self, queries, repeats):
        """(mode, number of the query, elapsed ms, CPU ms)"""
        for line in self.run("time", queries.path, str(repeats), str(QUERY_SECONDS)):
            number, mode, elapsed, cpu = line.split()
            yield f"{mode} repeated", int(number), float(elapsed), float(cpu)


class Ours:
    """findings, through its programs."""
    title = "findings"

    def __init__(self, build, work):
        self.programs, self.tools, self.index, self.home = build.resolve(), work, work / "findings.index", work / "home"
        self.home.mkdir()

    def run(self, *arguments):
        return cost_of(self.tools, [self.programs / "findings-index", "--db", self.index, *arguments],
                       env=environment(self.home))

    def build(self, records):
        shutil.rmtree(self.index, ignore_errors=True)
        return self.run(records)

    def size(self):
        return disk_mb(self.index)

    def compact(self):
        """Of a copy; None if no program can make it smaller."""
        copy = self.index.with_name("compact.index")
        command = ["xapian-compact", self.index, copy]
        if "--compact" in said(self.programs / "findings-index", "--help"):
            shutil.copytree(self.index, copy)
            command = [self.programs / "findings-index", "--db", copy, "--compact"]
        try:
            subprocess.run(command, check=True, capture_output=True, env=environment(self.home))
            return disk_mb(copy)
        except (OSError, subprocess.CalledProcessError):
            return None
        finally:
            shutil.rmtree(copy, ignore_errors=True)

    def serve(self, workers, is_pinned=False):
        return Daemon(self.programs, self.home, self.index, self.tools, workers, is_pinned)

    def counts(self, queries):
        with self.serve(1) as daemon:
            return [json.loads(daemon.cost({**params, "limit": 0})[2])["result"]["total"] for params in queries.params]

    def times(self, queries, repeats):
        for mode, (_, more) in MODES.items():
            with self.serve(1) as daemon:
                daemon.warm()
                for i, params in enumerate(queries.params):
                    for repeat in range(repeats + 1):
                        cpu, elapsed, _ = daemon.cost({**params, "snippet": 0, **more})
                        yield f"{mode} {'repeated' if repeat else 'first'}", i, elapsed, cpu
