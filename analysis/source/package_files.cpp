#include "analysis/source/package_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace escapement::source {

namespace fs = std::filesystem;

namespace {

std::vector<std::string> go_files_of(SourceTable& table, const std::string& folder) {
  std::vector<std::string> paths = table.overlays_in(folder);
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::string const name = it->path().filename().string();
    if (!name.ends_with(".go") || name.front() == '_' || name.front() == '.') continue;
    std::error_code ignored;
    if (it->is_directory(ignored)) continue;
    paths.push_back(it->path().string());
  }
  std::ranges::sort(paths);
  paths.erase(std::ranges::unique(paths).begin(), paths.end());
  return paths;
}

}  // namespace

std::expected<std::vector<std::string>, ReadError> package_files(SourceTable& table, const std::string& folder,
                                                                 const BuildContext& context) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return std::unexpected(ReadError{folder, "source.not-found", "no such folder"});
  }
  std::vector<std::string> files;
  size_t left_out = 0;
  for (const std::string& path : go_files_of(table, folder)) {
    std::string const name = fs::path(path).filename().string();
    bool fits = !is_test_file(name) && file_name_fits(name, context);
    if (fits) {
      auto const file = table.read(path);
      fits = !file || parse_file_constraint((*file)->text).holds(context);
    }
    if (fits) {
      files.push_back(path);
    } else {
      ++left_out;
    }
  }
  if (!files.empty()) return files;
  std::string text = "no Go files in this folder";
  if (left_out != 0) {
    text = fmt::format("build constraints or test names leave out all {} Go files of this folder for {}/{}", left_out, context.goos,
                       context.goarch);
  }
  return std::unexpected(ReadError{folder, "source.no-go-files", text});
}

}  // namespace escapement::source
