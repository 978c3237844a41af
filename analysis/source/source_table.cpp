#include "analysis/source/source_table.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace escapement::source {

std::vector<uint32_t> line_starts(std::string_view text) {
  std::vector<uint32_t> starts{0};
  for (size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    starts.push_back(static_cast<uint32_t>(at + 1));
  }
  return starts;
}

LineColumn line_column(const std::vector<uint32_t>& starts, uint32_t offset) {
  auto const it = std::ranges::upper_bound(starts, offset);
  auto const line = static_cast<uint32_t>(it - starts.begin());
  return {line, offset - starts[line - 1] + 1};
}

namespace {

constexpr uintmax_t kLargest = (uintmax_t{1} << 31) - 1;

SourceFilePtr make_file(FileId id, const std::string& path, std::string text) {
  auto file = std::make_shared<SourceFile>();
  file->id = id;
  file->path = path;
  file->text = std::move(text);
  file->starts = line_starts(file->text);
  return file;
}

class Descriptor {
 public:
  explicit Descriptor(const std::string& path) : fd_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

ReadError error_of(const std::string& path, int number) {
  struct stat link{};
  if (number == ENOENT && lstat(path.c_str(), &link) == 0)
    return {path, "source.not-found", "a symbolic link to a file that does not exist"};
  if (number == ENOENT || number == ENOTDIR) return {path, "source.not-found", "no such file or folder"};
  if (number == ELOOP) return {path, "source.not-found", "a symbolic link that leads back to itself"};
  if (number == ENXIO) return {path, "source.not-regular", "this is a pipe or a device, not a regular file"};
  return {path, "source.unreadable", fmt::format("cannot be read: {}", std::strerror(number))};
}

}  // namespace

std::expected<std::string, ReadError> read_from_disk(const std::string& path, size_t most) {
  Descriptor const file(path);
  struct stat status{};
  if (file.get() < 0 || fstat(file.get(), &status) != 0) return std::unexpected(error_of(path, errno));
  if (S_ISDIR(status.st_mode)) return std::unexpected(ReadError{path, "source.is-directory", "this is a folder, not a file"});
  if (!S_ISREG(status.st_mode))
    return std::unexpected(ReadError{path, "source.not-regular", "this is a pipe or a device, not a regular file"});
  auto size = static_cast<size_t>(status.st_size);
  if (most != 0) size = std::min(size, most);
  if (size > kLargest) {
    return std::unexpected(ReadError{path, "source.too-large", fmt::format("{} bytes; files under 2 GiB are analysed", size)});
  }
  std::string text(size, '\0');
  size_t filled = 0;
  while (filled < size) {
    ssize_t const got = ::read(file.get(), text.data() + filled, size - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::unexpected(error_of(path, errno));
    if (got == 0) break;  // the file has become shorter meanwhile
    filled += static_cast<size_t>(got);
  }
  text.resize(filled);
  return text;
}

FileId SourceTable::id_of(const std::string& path) {
  std::unique_lock const lock(mutex_);
  auto [it, added] = ids_.try_emplace(path, FileId(static_cast<uint32_t>(paths_.size())));
  if (added) paths_.push_back(path);
  return it->second;
}

const std::string& SourceTable::path_of(FileId id) const {
  std::shared_lock const lock(mutex_);
  return paths_[id.value];
}

std::expected<SourceFilePtr, ReadError> SourceTable::read(const std::string& path) {
  if (SourceFilePtr open = overlay_of(path)) return open;
  auto text = read_from_disk(path);
  if (!text) return std::unexpected(std::move(text.error()));
  return make_file(id_of(path), path, std::move(*text));
}

void SourceTable::overlay(const std::string& path, std::string text) {
  SourceFilePtr file = make_file(id_of(path), path, std::move(text));
  std::unique_lock const lock(mutex_);
  overlays_[path] = std::move(file);
}

void SourceTable::drop_overlay(const std::string& path) {
  std::unique_lock const lock(mutex_);
  overlays_.erase(path);
}

SourceFilePtr SourceTable::overlay_of(const std::string& path) const {
  std::shared_lock const lock(mutex_);
  auto it = overlays_.find(path);
  return it == overlays_.end() ? nullptr : it->second;
}

std::vector<std::string> SourceTable::overlays_in(const std::string& folder) const {
  std::vector<std::string> paths;
  std::shared_lock const lock(mutex_);
  for (const auto& [path, file] : overlays_) {
    size_t const slash = path.rfind('/');
    std::string_view const parent = slash == std::string::npos ? std::string_view(".") : std::string_view(path).substr(0, slash);
    if (parent == folder) paths.push_back(path);
  }
  std::ranges::sort(paths);
  return paths;
}

}  // namespace escapement::source
