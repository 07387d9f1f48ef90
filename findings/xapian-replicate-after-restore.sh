#!/usr/bin/env bash
# Xapian 1.4: after the master is put back from a backup, xapian-replicate makes a
# mixture of two databases of the replica, and reports success.
#
# One would guess that a replica follows its master, or says that it cannot:
# changesets are checked against the database's UUID and revision. A backup has
# the same UUID, and a lower revision than the replica, which is then said to be
# up to date ("no changes", exit status 0). Commits to the master that was put
# back use the same numbers of revisions again. As soon as they pass that of the
# replica, the next changeset fits by its numbers, and its blocks are written into
# a database that they do not belong to. Replicate with --force-copy once after
# putting back a backup.
#
# Counts the documents of the replica that differ from those of the master. Fails
# if it is not a mixture in the end, or if a step does not report success.
set -euo pipefail

version=1.4.22-1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -o APT::Sandbox::User=root download "python3-xapian=$version" \
    "libxapian30=$version" "xapian-tools=$version" >/dev/null
for package in ./*.deb; do
    dpkg-deb -x "$package" root
done
libraries=$(dirname "$(find root -name 'libxapian.so.30' | head -1)")

cat >restore.py <<'PY'
import os
import shutil
import socket
import subprocess
import sys
import time

import xapian

DOCUMENTS = 3000


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def is_listening(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def commit(numbers, text):
    db = xapian.WritableDatabase("master", xapian.DB_CREATE_OR_OPEN)
    for number in numbers:
        document = xapian.Document()
        document.set_data("%s %d" % (text, number))
        db.replace_document(number, document)
    db.commit()
    db.close()


def contents(path):
    db = xapian.Database(path)
    return [db.get_document(i).get_data() for i in range(1, DOCUMENTS + 1)]


def replicate(what, *options):
    run = subprocess.run(
        ["root/usr/bin/xapian-replicate", "--host=127.0.0.1",
         "--port=%d" % port, "--master=master", "--one-shot", "--verbose",
         "--reader-time=0", *options, "replica"],
        stdout=subprocess.PIPE, text=True)
    replica = contents("replica")
    differing = sum(a != b for a, b in zip(contents("master"), replica))
    lost = sum(data.startswith(b"lost") for data in replica)
    new = sum(data.startswith(b"new") for data in replica)
    print("%s, revision %d: exit status %d, \"%s\"\n    the replica has %d "
          "documents that were lost and %d that are new; %d differ"
          % (what, xapian.Database("master").get_revision(), run.returncode,
             run.stdout.splitlines()[-1], lost, new, differing))
    return run.returncode, differing, lost, new


print("Xapian", xapian.version_string())
os.environ["XAPIAN_MAX_CHANGESETS"] = "10"
port = free_port()
# The server ends its process group with itself.
server = subprocess.Popen(["root/usr/bin/xapian-replicate-server",
                           "--interface=127.0.0.1", "--port=%d" % port, "."],
                          start_new_session=True)
try:
    while not is_listening(port):
        time.sleep(0.05)
    commit(range(1, DOCUMENTS + 1), "old")
    shutil.copytree("master", "backup")
    results = [replicate("first copy")]
    commit(range(1, 100), "lost")
    commit(range(100, 200), "lost")
    results.append(replicate("two commits"))
    shutil.rmtree("master")
    shutil.copytree("backup", "master")
    results.append(replicate("master put back"))
    for i in range(3):
        commit(range(2000 + 100 * i, 2100 + 100 * i), "new")
    results.append(replicate("three other commits"))
    results.append(replicate("a full copy", "--force-copy"))
finally:
    server.terminate()
    server.wait()

differing = [result[1] for result in results]
is_mixed = results[3][2] > 0 and results[3][3] > 0
is_so = (not any(result[0] for result in results) and is_mixed
         and differing[:2] == [0, 0] and differing[2] > 0
         and differing[4] == 0)
print("as expected" if is_so else "NOT as expected")
sys.exit(not is_so)
PY
PYTHONPATH=root/usr/lib/python3/dist-packages LD_LIBRARY_PATH=$libraries \
    /usr/bin/python3 restore.py
