#include "analysis/engine/file_stamps.h"

#include <algorithm>

namespace escapement::engine {

namespace fs = std::filesystem;

FileStamps::FileStamps(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) stamps_.push_back(stamp_of(path));
}

bool FileStamps::are_current() const {
  return std::ranges::all_of(stamps_, [](const Stamp& each) { return stamp_of(each.path) == each; });
}

FileStamps::Stamp FileStamps::stamp_of(const std::string& path) {
  Stamp out{path, {}, 0};
  std::error_code missing;
  out.time = fs::last_write_time(path, missing);
  if (missing) out.time = {};
  out.size = fs::file_size(path, missing);
  if (missing) out.size = 0;
  return out;
}

}  // namespace escapement::engine
