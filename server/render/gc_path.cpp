#include "server/render/gc_path.h"

#include <filesystem>

namespace escapement::render {

std::string gc_path(const std::string& given, const std::string& given_folder, const std::string& here) {
  namespace fs = std::filesystem;
  std::string const path = (fs::path(here) / given).lexically_normal().string();
  std::string const folder = (fs::path(here) / given_folder).lexically_normal().string();
  // The package's folder, then those above it.
  for (fs::path above = folder; above.has_relative_path(); above = above.parent_path()) {
    std::string const prefix = above.string() + "/";
    if (!path.starts_with(prefix)) continue;
    std::string const relative = above.lexically_relative(here).string();
    if (!relative.empty() && relative.size() < above.string().size()) return relative + path.substr(prefix.size() - 1);
  }
  return path;
}

}  // namespace escapement::render
