// SPDX-License-Identifier: GPL-2.0-or-later
//
// A value slot held in memory, one small number a document, so that filters,
// facet counts and orders are a table look-up for each matching document
// instead of a read from disk. Valid for the revision it was loaded from.
#ifndef XC_COLUMNS_H
#define XC_COLUMNS_H

#include "plan.h"
#include "findings/engine-cc.h"

#include <xapian.h>

#include <cstdint>
#include <string>
#include <vector>

namespace xc
{

class Column
{
  public:
    // Values that differ in letter case or accents alone are one. Codes are in
    // the order of their values' text; 0 is the empty value.
    using Code = std::uint32_t;

    // Of the values' first bytes, where length is not 0.
    Column(const Xapian::Database &db, unsigned slot, std::size_t length);

    Code code(Xapian::docid id) const
    {
        return id < codes.size() ? codes[id] : 0;
    }
    std::size_t n_codes() const { return values.size(); }
    const std::string &value(Code code) const { return values[code]; }
    // How the value is compared.
    const std::string &key(Code code) const { return keys[code]; }

    // For each code, whether a document of that value passes. A value that is
    // not there as it is written may be there with other marks or blanks, or
    // with "and" for "&".
    std::vector<bool> passing(const xc_filter &filter) const;
    std::vector<bool> passing(const Plan &values) const;

    bool has(const std::string &value) const;

  private:
    void admit(const std::string &value, std::vector<bool> &passes) const;

    std::vector<std::string> values;
    std::vector<std::string> keys; // folded, by code, so in order
    std::vector<Code> codes;       // by document
};

} // namespace xc

#endif
