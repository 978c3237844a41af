// Whether files are as they were when they were looked at.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace escapement::engine {

class FileStamps {
 public:
  FileStamps() = default;
  // Of files and folders; a folder changes when files in it come and go.
  explicit FileStamps(const std::vector<std::string>& paths);
  bool are_current() const;

 private:
  struct Stamp {
    std::string path;
    std::filesystem::file_time_type time;  // the clock's beginning: it cannot be looked at
    uintmax_t size = 0;                    // of files, in bytes
    bool operator==(const Stamp&) const = default;
  };
  static Stamp stamp_of(const std::string& path);
  std::vector<Stamp> stamps_;
};

}  // namespace escapement::engine
