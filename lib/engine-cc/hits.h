// SPDX-License-Identifier: GPL-2.0-or-later
//
// What a search found, with nothing left of the database in it: it may
// outlive the reader and be read on another thread.
#ifndef XC_HITS_H
#define XC_HITS_H

#include "plan.h"
#include "findings/engine-cc.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace xc
{

// Counts, and the values that they point to; copies share these.
class Counts
{
  public:
    void add(const std::string &value, std::size_t count);
    const std::vector<xc_count> &list() const { return counts; }

  private:
    std::vector<std::shared_ptr<const std::string>> values;
    std::vector<xc_count> counts;
};

} // namespace xc

struct xc_hits {
    struct Hit {
        std::string data;
        double score = 0;
        bool is_counted = true;
        bool is_boilerplate = false; // where explained
        std::size_t alike = 0;
        std::size_t alike_values = 0;
        std::vector<xc_share> shares; // by term, where explained
    };
    struct Facet {
        xc_facet facet;
        xc::Counts counts;
    };
    struct Correction {
        std::size_t offset;
        std::size_t length;
        xc::Counts words;
        bool is_put;
    };

    std::uint64_t revision = 0;
    std::size_t total = 0;
    std::size_t shown = 0;
    std::size_t ranked = 0;
    std::vector<std::size_t> totals;
    std::vector<Hit> page;
    std::size_t origin = 0;
    std::vector<Facet> facets;
    std::string query;
    std::string corrected;
    std::vector<Correction> corrections;
    std::vector<std::pair<unsigned, std::string>> missing; // slot, value
    std::vector<xc::Term> terms;
    std::vector<std::string> forms; // by term

    // Ideas as callers see them; copies share what these point to.
    struct Told {
        std::vector<xc::Idea> ideas;
        std::vector<std::vector<xc_named>> values; // by idea
        std::vector<std::vector<std::size_t>> terms;
    };
    std::shared_ptr<const Told> told_ideas;
    void tell_ideas(const std::vector<xc::Idea> &ideas);
};

#endif
