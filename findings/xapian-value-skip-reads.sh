#!/usr/bin/env bash
# Xapian 1.4: ValueIterator::skip_to() can read more than stepping over every
# value between.
#
# One would guess that skip_to() never costs more reads than calling next()
# until the document is reached. It does where documents are some apart: a skip
# out of the current chunk of values searches the table from its root, and reads
# blocks again that next() would already have had in hand. Taking every fifth or
# tenth value of 20,000 by skip_to() reads two and a half times as often as
# taking all of them by next(). skip_to() wins where documents are a hundred
# apart.
#
# Counts the process's read calls (syscr of /proc/self/io) for both, for several
# distances. Fails if skip_to() no longer reads at least twice as often at
# distances of 5 and 10, or no longer reads less at 500.
set -euo pipefail

version=1.4.22-1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -o APT::Sandbox::User=root download "python3-xapian=$version" "libxapian30=$version" >/dev/null
for package in ./*.deb; do
    dpkg-deb -x "$package" root
done
libraries=$(dirname "$(find root -name 'libxapian.so.30' | head -1)")

cat >count.py <<'PY'
import os
import sys

import xapian

DOCUMENTS = 20000


def read_calls():
    with open("/proc/self/io") as lines:
        return next(int(l.split()[1]) for l in lines if l.startswith("syscr"))


def counted(walk):
    values = xapian.Database("db").valuestream(1)
    item = next(values)
    before = read_calls()
    walk(values, item)
    return read_calls() - before


def skipping(step):
    def walk(values, item):
        for docid in range(1 + step, DOCUMENTS, step):
            assert values.skip_to(docid).docid == docid
    return walk


def stepping(step):
    def walk(values, item):
        for docid in range(1 + step, DOCUMENTS, step):
            while item.docid < docid:
                item = next(values)
    return walk


db = xapian.WritableDatabase("db", xapian.DB_CREATE)
for i in range(DOCUMENTS):
    document = xapian.Document()
    document.add_value(1, os.urandom(150))
    db.add_document(document)
db.commit()

print("Xapian", xapian.version_string())
reads = {}
for step in (1, 2, 5, 10, 20, 40, 100, 500):
    reads[step] = counted(skipping(step)), counted(stepping(step))
    print("every %3d. value of %d: skip_to() %5d read calls, next() %5d"
          % ((step, DOCUMENTS) + reads[step]))
is_so = (all(reads[step][0] >= 2 * reads[step][1] for step in (5, 10))
         and reads[500][0] < reads[500][1])
print("as expected" if is_so else "NOT as expected")
sys.exit(not is_so)
PY
PYTHONPATH=root/usr/lib/python3/dist-packages LD_LIBRARY_PATH=$libraries \
    /usr/bin/python3 count.py
