// SPDX-License-Identifier: GPL-2.0-or-later
#include "values.h"

#include "boundary.h"

#include <algorithm>

namespace
{

std::string
slug(const std::string &text)
{
    std::string out;
    for (const char c : xc::folded(text))
        out += c == ' ' || c == '_' ? '-' : c;
    return out;
}

// The number that digits spell; -1 where one is none.
int
number_of(const std::string &text, std::size_t start, std::size_t length)
{
    int n = 0;
    for (std::size_t i = start; i < start + length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        n = n * 10 + (text[i] - '0');
    }
    return n;
}

// A year, a month or a day: YYYY, YYYY-MM or YYYY-MM-DD.
bool
is_date(const std::string &text)
{
    static constexpr int days[] = {31, 29, 31, 30, 31, 30,
                                   31, 31, 30, 31, 30, 31};
    const std::size_t size = text.size();
    if ((size != 4 && size != 7 && size != 10) || number_of(text, 0, 4) < 1)
        return false;
    if (size == 4)
        return true;
    const int month = text[4] == '-' ? number_of(text, 5, 2) : 0;
    if (month < 1 || month > 12)
        return false;
    if (size == 7)
        return true;
    const int day = text[7] == '-' ? number_of(text, 8, 2) : 0;
    return day >= 1 && day <= days[month - 1];
}

std::string
without_zeros(const std::string &digits)
{
    const std::size_t first = digits.find_first_not_of('0');
    return first == std::string::npos ? "0" : digits.substr(first);
}

// Whether a range ends before it begins.
bool
is_backward(const xc::Field &field,
            const std::string &from,
            const std::string &to)
{
    if (from.empty() || to.empty())
        return false;
    if (field.kind == XC_FIELD_NUMBER && from.size() != to.size())
        return from.size() > to.size();
    // The end of a year is behind all its days.
    return from.substr(0, to.size()) > to;
}

// The value as the index has it.
std::string
check_value(const xc::Piece &piece, const std::string &value, bool may_be_empty)
{
    const xc::Field &field = *piece.field;
    if (value.empty()) {
        if (may_be_empty)
            return value;
        throw xc::BadQuery{piece.offset,
                           "a value of " + field.name + " is missing here"};
    }
    if (field.kind == XC_FIELD_NUMBER &&
        value.find_first_not_of("0123456789") != std::string::npos)
        throw xc::BadQuery{piece.offset,
                           field.name + " takes whole numbers, as in " +
                               field.name + ":47 or " + field.name + ":40..50"};
    if (field.kind == XC_FIELD_DATE && !is_date(value))
        throw xc::BadQuery{piece.offset, field.name +
                                             " takes days, months or years, as "
                                             "in " +
                                             field.name + ":2010-10 or " +
                                             field.name + ":2010..2013"};
    if (field.words.empty())
        return field.kind == XC_FIELD_NUMBER ? without_zeros(value) : value;
    const std::string wanted = slug(value);
    std::string known;
    for (const xc::Field::Word &word : field.words) {
        if (word.word == wanted || std::find(word.also.begin(), word.also.end(),
                                             wanted) != word.also.end())
            return word.word;
        known += (known.empty() ? "" : ", ") + word.word;
    }
    throw xc::BadQuery{piece.offset, "\"" + std::string(xc::cut(value, 40)) +
                                         "\" is no " + field.name +
                                         "; it is one of: " + known};
}

} // namespace

namespace xc
{

Plan
plan_of_values(const Piece &piece)
{
    const xc::Field &field = *piece.field;
    Plan plan;
    plan.kind = Plan::VALUES;
    plan.field = &field;
    const std::size_t dots =
        piece.is_exact ? std::string::npos : piece.text.find("..");
    if (dots != std::string::npos &&
        (field.kind == XC_FIELD_DATE || field.kind == XC_FIELD_NUMBER)) {
        plan.from = check_value(piece, piece.text.substr(0, dots), true);
        plan.to = check_value(piece, piece.text.substr(dots + 2), true);
        if (is_backward(field, plan.from, plan.to))
            throw BadQuery{piece.offset, "this range ends before it begins"};
        if (plan.from.empty() && plan.to.empty())
            throw BadQuery{piece.offset, "a range needs an end, as in " +
                                             field.name + ":2..7"};
    } else {
        std::string rest = piece.text;
        while (!rest.empty()) {
            const std::size_t comma =
                piece.is_exact ? rest.size()
                               : std::min(rest.find(','), rest.size());
            const std::string value = rest.substr(0, comma);
            rest.erase(0, comma + 1);
            plan.values.push_back(check_value(piece, value, false));
        }
    }
    return plan;
}

} // namespace xc
