// SPDX-License-Identifier: GPL-2.0-or-later
//
// Counts of two facets at once, and of what a query does not find.
#include "search.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

struct xc_table {
    std::vector<std::string> rows;
    std::vector<std::string> columns;
    std::vector<std::size_t> cells; // with a last row and column for all
    xc_hits told;
};

namespace
{

using xc::Column;
using xc::Match;

// The codes that matches have, in the order of their values.
std::vector<Column::Code>
codes_of(const std::vector<Match> &list, const Column &column)
{
    std::vector<bool> seen(column.n_codes());
    for (const Match &m : list)
        seen[column.code(m.id)] = true;
    std::vector<Column::Code> codes;
    for (Column::Code c = 0; c < seen.size(); c++)
        if (seen[c])
            codes.push_back(c);
    return codes;
}

std::unique_ptr<xc_table>
make_table(xc_reader &reader,
           const xc_request &request,
           xc_facet rows,
           xc_facet columns)
{
    auto table = std::make_unique<xc_table>();
    xc::Search search(reader, request);
    const std::vector<Match> list =
        search.passing(xc::counted(search.matches()));
    const Column &row = reader.column(rows.slot, rows.length);
    const Column &column = reader.column(columns.slot, columns.length);
    const Column *unit = request.count_slot == XC_NO_SLOT
                             ? nullptr
                             : &reader.column(request.count_slot, 0);
    const auto row_codes = codes_of(list, row);
    const auto column_codes = codes_of(list, column);
    std::vector<std::size_t> row_places(row.n_codes());
    std::vector<std::size_t> column_places(column.n_codes());
    for (std::size_t i = 0; i < row_codes.size(); i++) {
        row_places[row_codes[i]] = i;
        table->rows.push_back(row.value(row_codes[i]));
    }
    for (std::size_t i = 0; i < column_codes.size(); i++) {
        column_places[column_codes[i]] = i;
        table->columns.push_back(column.value(column_codes[i]));
    }
    const std::size_t width = column_codes.size() + 1;
    table->cells.resize((row_codes.size() + 1) * width);
    std::vector<std::uint64_t> seen; // a cell and a unit
    for (const Match &m : list) {
        const std::size_t r = row_places[row.code(m.id)];
        const std::size_t c = column_places[column.code(m.id)];
        const Column::Code u = unit ? unit->code(m.id) : 0;
        for (const std::size_t cell : {r * width + c, r * width + width - 1,
                                       row_codes.size() * width + c,
                                       row_codes.size() * width + width - 1}) {
            if (!unit)
                table->cells[cell]++;
            else if (u != 0)
                seen.push_back(std::uint64_t{cell} << 32 | u);
        }
    }
    std::sort(seen.begin(), seen.end());
    seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
    for (const std::uint64_t pair : seen)
        table->cells[pair >> 32]++;
    search.tell(table->told);
    search.count(table->told, list);
    return table;
}

void
add_count(xc_counts &counts, const std::string &value, std::size_t count)
{
    char *copy = static_cast<char *>(std::malloc(value.size() + 1));
    auto *list = static_cast<xc_count *>(
        std::realloc(counts.list, (counts.count + 1) * sizeof *counts.list));
    if (list)
        counts.list = list;
    if (!copy || !list) {
        std::free(copy);
        throw std::bad_alloc();
    }
    std::memcpy(copy, value.c_str(), value.size() + 1);
    counts.list[counts.count++] = {copy, count};
}

// How like a value is to what was typed: 0 the same, more the less.
unsigned
unlikeness(const std::string &key, const std::string &wanted)
{
    if (key == wanted)
        return 0;
    if (key.compare(0, wanted.size(), wanted) == 0)
        return 1;
    const unsigned most = wanted.size() < 5 ? 1 : wanted.size() < 9 ? 2 : 3;
    const unsigned d = xc::distance(key, wanted, most);
    if (d <= most)
        return 1 + d;
    // A word of it, as "Yorkshire".
    return wanted.size() > 3 && (" " + key).find(" " + wanted) != key.npos
               ? most + 2
               : 100;
}

} // namespace

xc_status
xc_reader_table(xc_reader *reader,
                const xc_request *request,
                xc_facet rows,
                xc_facet columns,
                xc_table **out,
                xc_error *err)
{
    XC_REQUIRE(reader && request && out);
    *out = nullptr;
    return xc::guarded(err, [&] {
        xc::with_fresh_view(*reader, [&] {
            *out = make_table(*reader, *request, rows, columns).release();
        });
    });
}

size_t
xc_table_n_rows(const xc_table *table)
{
    return table->rows.size();
}

size_t
xc_table_n_columns(const xc_table *table)
{
    return table->columns.size();
}

const char *
xc_table_row(const xc_table *table, size_t row)
{
    XC_REQUIRE(row < table->rows.size());
    return table->rows[row].c_str();
}

const char *
xc_table_column(const xc_table *table, size_t column)
{
    XC_REQUIRE(column < table->columns.size());
    return table->columns[column].c_str();
}

size_t
xc_table_cell(const xc_table *table, size_t row, size_t column)
{
    const std::size_t rows = table->rows.size();
    const std::size_t columns = table->columns.size();
    XC_REQUIRE(row < rows || row == XC_ALL);
    XC_REQUIRE(column < columns || column == XC_ALL);
    return table->cells[std::min(row, rows) * (columns + 1) +
                        std::min(column, columns)];
}

const xc_hits *
xc_table_told(const xc_table *table)
{
    return &table->told;
}

void
xc_table_free(xc_table *table)
{
    delete table;
}

xc_status
xc_reader_absent(xc_reader *reader,
                 const xc_request *request,
                 unsigned slot,
                 xc_counts *out,
                 size_t *selected,
                 xc_hits **told,
                 xc_error *err)
{
    XC_REQUIRE(reader && request && out && selected && told);
    *out = {};
    *selected = 0;
    *told = nullptr;
    const xc_status status = xc::guarded(err, [&] {
        std::vector<std::size_t> counts;
        std::vector<bool> mentions;
        const Column *column = nullptr;
        auto hits = std::make_unique<xc_hits>();
        xc::with_fresh_view(*reader, [&] {
            column = &reader->column(slot, 0);
            counts.assign(column->n_codes(), 0);
            mentions.assign(column->n_codes(), false);
            xc::Search search(*reader, *request);
            const std::vector<Match> found = xc::counted(search.matches());
            for (const Match &m : found)
                mentions[column->code(m.id)] = true;
            *hits = {};
            search.tell(*hits);
            search.count(*hits, search.passing(found));
            xc_request all = *request;
            all.query = "";
            all.query_len = 0;
            xc::Search everything(*reader, all);
            for (const Match &m : everything.passing(everything.matches()))
                counts[column->code(m.id)]++;
        });
        for (Column::Code c = 1; c < counts.size(); c++) {
            *selected += counts[c] > 0;
            if (counts[c] > 0 && !mentions[c])
                add_count(*out, column->value(c), counts[c]);
        }
        *told = hits.release();
    });
    if (status != XC_OK)
        xc_counts_free(out);
    return status;
}

xc_status
xc_reader_suggest(xc_reader *reader,
                  const char *word,
                  size_t limit,
                  xc_counts *out,
                  xc_error *err)
{
    XC_REQUIRE(reader && word && out);
    *out = {};
    const xc_status status = xc::guarded(err, [&] {
        xc::with_fresh_view(*reader, [&] {
            xc_counts_free(out);
            for (const std::string &w : xc::phrase_of(word)) {
                std::vector<spelling_word> like(limit - out->count);
                like.resize(spelling_like(reader->spelling_of(""), w.c_str(),
                                          like.data(), like.size()));
                for (const spelling_word &found : like)
                    add_count(*out, found.text, found.documents);
            }
        });
    });
    if (status != XC_OK)
        xc_counts_free(out);
    return status;
}

xc_status
xc_reader_suggest_value(xc_reader *reader,
                        unsigned slot,
                        const char *text,
                        size_t limit,
                        xc_counts *out,
                        xc_error *err)
{
    XC_REQUIRE(reader && text && out);
    *out = {};
    const xc_status status = xc::guarded(err, [&] {
        xc::with_fresh_view(*reader, [&] {
            xc_counts_free(out);
            const Column &column = reader->column(slot, 0);
            const std::string wanted = xc::folded(text);
            std::vector<std::size_t> counts(column.n_codes());
            for (Xapian::docid id = 1; id <= reader->db.get_lastdocid(); id++)
                counts[column.code(id)]++;
            std::vector<std::pair<unsigned, Column::Code>> found;
            for (Column::Code c = 1; c < column.n_codes(); c++)
                if (const unsigned u = unlikeness(column.key(c), wanted);
                    u < 100)
                    found.emplace_back(u, c);
            std::stable_sort(
                found.begin(), found.end(), [&](const auto &a, const auto &b) {
                    return a.first != b.first
                               ? a.first < b.first
                               : counts[a.second] > counts[b.second];
                });
            for (std::size_t i = 0; i < found.size() && i < limit; i++)
                add_count(*out, column.value(found[i].second),
                          counts[found[i].second]);
        });
    });
    if (status != XC_OK)
        xc_counts_free(out);
    return status;
}

void
xc_counts_free(xc_counts *counts)
{
    if (!counts)
        return;
    for (std::size_t i = 0; i < counts->count; i++)
        std::free(const_cast<char *>(counts->list[i].value));
    std::free(counts->list);
    *counts = {};
}
