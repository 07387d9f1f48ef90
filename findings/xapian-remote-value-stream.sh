#!/usr/bin/env bash
# Xapian 1.4: over the remote backend, a stream of values is a round trip for
# each document, a posting list is one in all.
#
# One would guess that valuestream_begin() is as cheap to walk over a remote
# database as postlist_begin(), because both are lists in the same table of the
# server. The posting list comes in one message. The stream asks the server for
# each document in turn, which sends all of its data and values, to take a
# single value out of it: a column of 1,000 numbers costs a thousand round trips
# and as many whole documents.
#
# Counts the requests that the client writes (syscw of /proc/self/io), and the
# bytes that it reads, for both. Fails if the stream no longer takes at least
# one request for each document, or the posting list more than a few.
set -euo pipefail

version=1.4.22-1
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
apt-get -o APT::Sandbox::User=root download "libxapian30=$version" \
    "libxapian-dev=$version" "xapian-tools=$version" >/dev/null
for package in ./*.deb; do
    dpkg-deb -x "$package" root
done
libraries=$(dirname "$(find root -name 'libxapian.so.30' | head -1)")
export LD_LIBRARY_PATH=$libraries

cat >count.cc <<'CC'
#include <xapian.h>

#include <fstream>
#include <iostream>
#include <string>
#include <unistd.h>

static const unsigned documents = 1000;

static unsigned long count(const char *name) {
    std::ifstream fields("/proc/self/io");
    std::string field;
    unsigned long number;
    while (fields >> field >> number)
        if (field == name)
            return number;
    return 0;
}

template <typename Walk>
static unsigned long cost(const char *what, Walk walk) {
    const unsigned long requests = count("syscw:"), bytes = count("rchar:");
    const unsigned long elements = walk();
    const unsigned long sent = count("syscw:") - requests;
    std::cout << what << ": " << elements << " elements, " << sent
              << " requests, " << count("rchar:") - bytes << " bytes received\n";
    if (elements != documents)
        throw "not everything was listed";
    return sent;
}

static void make() {
    Xapian::WritableDatabase db("db", Xapian::DB_CREATE_OR_OVERWRITE);
    for (unsigned number = 0; number < documents; number++) {
        Xapian::Document document;
        document.set_data(std::string(1000, 'x'));
        document.add_boolean_term("every");
        document.add_value(0, Xapian::sortable_serialise(number));
        db.add_document(document);
    }
    db.commit();
}

static Xapian::Database open(unsigned port) {
    for (int attempt = 0;; attempt++)
        try {
            return Xapian::Remote::open("127.0.0.1", port);
        } catch (const Xapian::NetworkError &) {
            if (attempt == 100)
                throw;
            usleep(50000);
        }
}

int main(int argc, char **argv) try {
    if (argc == 1) {
        make();
        return 0;
    }
    const Xapian::Database db = open(std::stoul(argv[1]));
    std::cout << "Xapian " << Xapian::version_string() << "\n";
    const unsigned long of_list = cost("posting list", [&] {
        unsigned long n = 0;
        for (auto at = db.postlist_begin("every"); at != db.postlist_end("every"); ++at)
            n++;
        return n;
    });
    const unsigned long of_stream = cost("stream of values", [&] {
        unsigned long n = 0;
        for (auto at = db.valuestream_begin(0); at != db.valuestream_end(0); ++at)
            n++;
        return n;
    });
    if (of_list > 10)
        throw "changed: the posting list takes many requests";
    if (of_stream < documents)
        throw "changed: the stream takes less than a request for each document";
    std::cout << "as described\n";
} catch (const Xapian::Error &error) {
    std::cerr << error.get_description() << "\n";
    return 1;
} catch (const char *what) {
    std::cerr << what << "\n";
    return 1;
}
CC
g++ -std=c++17 -O1 -isystem "$(dirname "$(find root -name xapian.h | head -1)")" -o count count.cc \
    "$libraries/libxapian.so.30"
./count
# A port that is free, as the program cannot choose one.
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$(find root -name xapian-tcpsrv | head -1)" --quiet --interface 127.0.0.1 --port "$port" db &
server=$!
./count "$port"
