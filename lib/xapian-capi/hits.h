// SPDX-License-Identifier: GPL-2.0-or-later
//
// What a search found, with nothing left of the database in it: it may
// outlive the reader and be read on another thread.
#ifndef XC_HITS_H
#define XC_HITS_H

#include "stemmer.h"
#include "xapian-capi.h"

#include <map>
#include <string>
#include <vector>

struct xc_hits {
    struct Hit {
        std::string data;
        double score;
    };
    struct Facet {
        unsigned slot;
        std::vector<std::string> values;
        std::vector<xc_count> counts; // value points into values
    };

    bool is_everything = false; // the query was blank
    std::uint64_t revision = 0;
    std::size_t total = 0;
    std::vector<Hit> page;
    std::vector<Facet> facets;
    std::string query;
    std::map<std::string, double> terms; // looked for, and how rare each is
    Xapian::Stem stem = xc::english_stemmer(); // for snippets
};

#endif
