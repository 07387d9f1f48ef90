// SPDX-License-Identifier: GPL-2.0-or-later
//
// The folder of an index, examined before Xapian opens it: Xapian trusts the
// version file, which says where each table begins, and does not always keep
// the reason for which the system would not open a file.
#ifndef XAPIAN_CAPI_FOLDER_H
#define XAPIAN_CAPI_FOLDER_H

#include <string>

namespace capi
{

// The state that an index is at: what its version file contains, and which file
// that is. Each commit makes another one. "" if there is no version file at the
// path. Throws a Refusal if the system will not say.
std::string state_of(const std::string &path);

// Check that the version file in this state can be trusted, and that the tables
// which it names can be opened. Throws a DatabaseCorruptError or a Refusal;
// also if only the version file is missing, where Xapian would begin a new
// index.
void check_folder(const std::string &path, const std::string &state);

// Whether there are tables, but as empty as they are at first. Without a
// version file it is an index that somebody began to create.
bool is_begun(const std::string &path);

} // namespace capi

#endif
