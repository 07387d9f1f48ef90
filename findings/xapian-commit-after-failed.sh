#!/usr/bin/env bash
# Xapian 1.4: after a commit() that failed, commit() again succeeds, and what was
# to be committed is gone.
#
# One would guess that a writer whose commit() failed (the disk is full, say)
# either keeps its pending changes, so that calling commit() again once there is
# room writes them, or goes on failing. Neither: the failed call drops them, and
# the next one returns without an error, having nothing to write. Who retries a
# failed commit() and trusts its success loses everything since the last one.
# Remember the failure, and add the documents again.
#
# A limit on the size of files stands for the full disk. Fails if the second
# commit() raises, or if the documents are there after it.
set -euo pipefail

version=1.4.22-1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -o APT::Sandbox::User=root download "python3-xapian=$version" \
    "libxapian30=$version" >/dev/null
for package in ./*.deb; do
    dpkg-deb -x "$package" root
done
libraries=$(dirname "$(find root -name 'libxapian.so.30' | head -1)")

cat >commit.py <<'PY'
import os
import resource
import signal
import sys

import xapian


def add(db, count):
    for i in range(count):
        document = xapian.Document()
        document.set_data(os.urandom(200))
        document.add_term("t%d" % i)
        db.add_document(document)


def outcome_of_commit(db):
    try:
        db.commit()
        return "succeeds"
    except xapian.Error as error:
        return "raises %s: %s" % (type(error).__name__, error)


signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
print("Xapian", xapian.version_string())
db = xapian.WritableDatabase("db", xapian.DB_CREATE)
add(db, 1)
db.commit()
add(db, 2000)
print("documents, 2,000 of them pending:", db.get_doccount())

limits = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (100 * 1024, limits[1]))
first = outcome_of_commit(db)
print("commit() without room", first)
resource.setrlimit(resource.RLIMIT_FSIZE, limits)
second = outcome_of_commit(db)
print("commit() with room", second)
db.close()

left = xapian.Database("db").get_doccount()
print("documents then:", left)
is_so = first.startswith("raises") and second == "succeeds" and left == 1
print("as expected" if is_so else "NOT as expected")
sys.exit(not is_so)
PY
PYTHONPATH=root/usr/lib/python3/dist-packages LD_LIBRARY_PATH=$libraries \
    /usr/bin/python3 commit.py
