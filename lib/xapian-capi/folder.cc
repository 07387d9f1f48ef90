// SPDX-License-Identifier: GPL-2.0-or-later
#include "folder.h"
#include "boundary.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>

namespace
{

// A file that is closed again at the end.
struct File {
    explicit File(const std::string &path)
        : fd(open(path.c_str(), O_RDONLY | O_CLOEXEC)), number(errno)
    {
    }
    ~File()
    {
        if (fd >= 0)
            close(fd);
    }
    File(const File &) = delete;
    File &operator=(const File &) = delete;

    bool is_missing() const
    {
        return fd < 0 && (number == ENOENT || number == ENOTDIR);
    }

    const int fd;
    const int number; // errno, if it could not be opened
};

// What makes it this file and no other, at the beginning of a state.
struct Identity {
    std::uint64_t device, file;
    std::int64_t seconds, nanoseconds;
};

constexpr char magic[] = "\x0f\x0dXapian Glass";
constexpr std::size_t version_size = 2, uuid_size = 16,
                      head_size = sizeof magic - 1 + version_size + uuid_size;

// Numbers as Xapian stores them in a version file: seven bits to a byte, the
// lowest first, and the highest bit set if another byte follows.
class Numbers
{
  public:
    Numbers(const char *from, const char *to) : at(from), end(to) {}

    std::uint64_t next()
    {
        std::uint64_t number = 0;
        for (unsigned shift = 0; at < end && shift < 63; shift += 7) {
            const unsigned char byte = static_cast<unsigned char>(*at++);
            number |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80)
                return number;
        }
        throw Xapian::DatabaseCorruptError("the version file is cut short");
    }

    void skip(std::uint64_t n)
    {
        if (n > static_cast<std::uint64_t>(end - at))
            throw Xapian::DatabaseCorruptError("the version file is cut short");
        at += n;
    }

  private:
    const char *at;
    const char *const end;
};

// One table, as the version file describes it.
struct Root {
    explicit Root(Numbers &numbers)
        : block(numbers.next()), flags(numbers.next()), entries(numbers.next()),
          block_size(numbers.next() << 11)
    {
        numbers.next();               // from which size entries are compressed
        numbers.skip(numbers.next()); // the list of free blocks
    }

    std::uint64_t level() const { return flags >> 2; }
    bool has_block() const { return !(flags & 1); }

    // Xapian has room for ten levels, and asks for blocks of such sizes.
    bool is_possible() const
    {
        return level() < 10 && block_size >= 2048 && block_size <= 65536 &&
               (block_size & (block_size - 1)) == 0;
    }

    const std::uint64_t block, flags, entries, block_size;
};

void
check_table(const std::string &name, const Root &root, const File &file)
{
    struct stat info;
    if (!root.is_possible())
        throw Xapian::DatabaseCorruptError("the version file is damaged");
    if (!root.has_block())
        return;
    if (file.is_missing())
        throw Xapian::DatabaseCorruptError(name + " is missing");
    if (file.fd < 0 || fstat(file.fd, &info))
        throw capi::Refusal{"cannot open " + name,
                            file.fd < 0 ? file.number : errno};
    if (root.block >=
        static_cast<std::uint64_t>(info.st_size) / root.block_size)
        throw Xapian::DatabaseCorruptError(name + " is cut short");
}

// The size of the table that Xapian looks for first; -1 if there is none.
off_t
first_size(const std::string &path)
{
    struct stat info;
    return stat((path + "/postlist.glass").c_str(), &info) ? -1 : info.st_size;
}

} // namespace

std::string
capi::state_of(const std::string &path)
{
    const File file(path + "/iamglass");
    char bytes[1024];
    struct stat info;

    if (file.is_missing())
        return {};
    const ssize_t n = file.fd < 0 || fstat(file.fd, &info)
                          ? -1
                          : read(file.fd, bytes, sizeof bytes);
    if (n < 0)
        throw Refusal{"cannot read " + path, file.fd < 0 ? file.number : errno};
    const Identity identity = {info.st_dev, info.st_ino, info.st_mtim.tv_sec,
                               info.st_mtim.tv_nsec};
    std::string state(reinterpret_cast<const char *>(&identity),
                      sizeof identity);
    return state.append(bytes, static_cast<std::size_t>(n));
}

bool
capi::is_begun(const std::string &path)
{
    return first_size(path) == 0;
}

void
capi::check_folder(const std::string &path, const std::string &state)
{
    const std::string version =
        state.substr(std::min(state.size(), sizeof(Identity)));
    if (state.empty() && first_size(path) > 0)
        throw Xapian::DatabaseCorruptError("iamglass is missing");
    // Xapian itself refuses a file that begins otherwise.
    if (version.size() < head_size ||
        std::memcmp(version.data(), magic, sizeof magic - 1) != 0)
        return;
    Numbers numbers(version.data() + head_size,
                    version.data() + version.size());
    numbers.next(); // the revision
    const std::string names[] = {"postlist.glass", "docdata.glass",
                                 "termlist.glass", "position.glass",
                                 "spelling.glass", "synonym.glass"};
    // All are open at the same time, as they will be in Xapian.
    const File files[] = {
        File(path + "/" + names[0]), File(path + "/" + names[1]),
        File(path + "/" + names[2]), File(path + "/" + names[3]),
        File(path + "/" + names[4]), File(path + "/" + names[5])};
    for (std::size_t i = 0; i < sizeof files / sizeof *files; i++)
        check_table(names[i], Root(numbers), files[i]);
}
