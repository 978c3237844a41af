#include "analysis/source/source_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace escapement::source {

namespace fs = std::filesystem;

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

}  // namespace

FileId SourceTable::id_of(const std::string& path) {
  auto [it, added] = ids_.try_emplace(path, FileId(static_cast<uint32_t>(paths_.size())));
  if (added) paths_.push_back(path);
  return it->second;
}

std::expected<SourceFilePtr, ReadError> SourceTable::read(const std::string& path) {
  if (auto it = overlays_.find(path); it != overlays_.end()) return it->second;
  std::error_code error;
  fs::file_status const status = fs::status(path, error);
  if (!fs::exists(status)) {
    return std::unexpected(ReadError{path, "source.not-found", "no such file or folder"});
  }
  if (fs::is_directory(status)) {
    return std::unexpected(ReadError{path, "source.is-directory", "this is a folder, not a file"});
  }
  uintmax_t const size = fs::file_size(path, error);
  if (!error && size > kLargest) {
    return std::unexpected(
        ReadError{path, "source.too-large", fmt::format("{} bytes; files under 2 GiB are analysed", size)});
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return std::unexpected(
        ReadError{path, "source.unreadable", fmt::format("cannot be read: {}", std::strerror(errno))});
  }
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  return make_file(id_of(path), path, std::move(text));
}

void SourceTable::overlay(const std::string& path, std::string text) {
  overlays_[path] = make_file(id_of(path), path, std::move(text));
}

void SourceTable::drop_overlay(const std::string& path) {
  overlays_.erase(path);
}

const SourceFile* SourceTable::overlay_of(const std::string& path) const {
  auto it = overlays_.find(path);
  return it == overlays_.end() ? nullptr : it->second.get();
}

std::vector<std::string> SourceTable::overlays_in(const std::string& folder) const {
  std::vector<std::string> paths;
  for (const auto& [path, file] : overlays_) {
    if (fs::path(path).parent_path() == folder) paths.push_back(path);
  }
  std::ranges::sort(paths);
  return paths;
}

}  // namespace escapement::source
