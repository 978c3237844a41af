// What the loader sees of the file system: folders, small files and heads of Go files, with the editor's overlays laid over them.
// Everything is read once and kept. `refresh` begins a new look: what is asked for after it is compared with the disk again
// (identity, size, time), except in folders that do not change. Thread-safe.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include <absl/container/flat_hash_map.h>

#include "analysis/source/go_header.h"
#include "analysis/source/source_table.h"

namespace escapement::source {

enum class EntryKind : uint8_t { File, Folder, LinkToFile, LinkToFolder, BrokenLink, Other };

struct FolderEntry {
  std::string name;
  EntryKind kind = EntryKind::File;

  bool is_file() const { return kind == EntryKind::File || kind == EntryKind::LinkToFile; }
};

struct Folder {
  bool exists = false;
  std::vector<FolderEntry> entries;  // by name; without "." and ".."

  const FolderEntry* find(std::string_view name) const;
  bool has_file(std::string_view name) const;
  bool has_go_files() const;  // whatever build they belong to
};
using FolderPtr = std::shared_ptr<const Folder>;

class FileView {
 public:
  explicit FileView(SourceTable& table) : table_(table) {}
  FileView(const FileView&) = delete;
  FileView& operator=(const FileView&) = delete;

  // Files below this folder are taken not to change while the program runs (GOROOT, the module cache).
  void add_constant_folder(std::string path) { constant_.push_back(std::move(path)); }
  void refresh() { ++look_; }
  uint64_t look() const { return look_; }

  // Never null; a folder that cannot be read does not exist.
  FolderPtr folder(const std::string& path);
  bool is_folder(const std::string& path) { return folder(path)->exists; }
  // A small file's text, such as go.mod; none if it cannot be read.
  std::optional<std::string> text(const std::string& path);
  // Changes whenever the text that `text` would give may have changed; 0 for no file.
  uint64_t stamp(const std::string& path);
  std::expected<GoHeaderPtr, ReadError> header(const std::string& path);

  SourceTable& table() { return table_; }

 private:
  struct Identity {
    uint64_t device = 0, inode = 0, size = 0;
    int64_t seconds = 0, nanoseconds = 0;
    bool operator==(const Identity&) const = default;
  };
  struct KeptFolder {
    FolderPtr folder;
    Identity identity;
    uint64_t look = 0;
  };
  struct KeptHeader {
    GoHeaderPtr header;
    Identity identity;
    SourceFilePtr overlay;
    uint64_t look = 0;
  };

  static Identity identity_of(const std::string& path);
  bool constant(const std::string& path) const;
  FolderPtr disk_folder(const std::string& path);
  std::expected<GoHeaderPtr, ReadError> read_header(const std::string& path, const SourceFilePtr& overlay);

  SourceTable& table_;
  std::vector<std::string> constant_;
  std::atomic<uint64_t> look_ = 1;
  std::shared_mutex mutex_;
  absl::flat_hash_map<std::string, KeptFolder> folders_;
  absl::flat_hash_map<std::string, KeptHeader> headers_;
};

}  // namespace escapement::source
