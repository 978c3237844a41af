// Texts by path: what an editor has open overlays what the disk holds. A path keeps its FileId for the life
// of the table. Thread-safe.
#pragma once

#include <cstdint>
#include <deque>
#include <expected>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "analysis/source/source_file.h"

namespace escapement::source {

// Codes: "source.not-found", "source.is-directory", "source.not-regular", "source.unreadable", "source.too-large".
struct ReadError {
  std::string path;
  std::string_view code;
  std::string text;
};

// A file's bytes, or the first `most` of them (0: all).
std::expected<std::string, ReadError> read_from_disk(const std::string& path, size_t most = 0);

class SourceTable {
 public:
  // The text of a file: its overlay, else the disk's. Texts of 2 GiB and more are refused.
  std::expected<SourceFilePtr, ReadError> read(const std::string& path);
  void overlay(const std::string& path, std::string text);
  void drop_overlay(const std::string& path);
  SourceFilePtr overlay_of(const std::string& path) const;
  // Overlays of a folder's files, sorted, so that a file that was never saved counts too.
  std::vector<std::string> overlays_in(const std::string& folder) const;

  FileId id_of(const std::string& path);
  const std::string& path_of(FileId id) const;

 private:
  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string, FileId> ids_;
  std::deque<std::string> paths_{std::string()};
  std::unordered_map<std::string, SourceFilePtr> overlays_;
};

}  // namespace escapement::source
