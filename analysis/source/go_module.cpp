#include "analysis/source/go_module.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

namespace escapement::source {

namespace fs = std::filesystem;

namespace {

GoModule read_go_mod(const fs::path& file) {
  GoModule module{file.parent_path().string(), "", 16};
  std::ifstream in(file);
  std::string line;
  while (std::getline(in, line)) {
    std::istringstream words(line.substr(0, line.find("//")));
    std::string verb;
    std::string value;
    if (!(words >> verb >> value)) continue;
    if (value.size() >= 2 && (value.front() == '"' || value.front() == '`')) value = value.substr(1, value.size() - 2);
    if (verb == "module") module.path = value;
    int minor = 0;
    if (verb == "go" && std::sscanf(value.c_str(), "1.%d", &minor) == 1) module.language_minor = minor;
  }
  return module;
}

bool has_go_files(const fs::path& folder) {
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() == ".go") return true;
  }
  return false;
}

}  // namespace

std::optional<GoModule> module_of(const std::string& folder) {
  std::error_code error;
  for (fs::path at = fs::absolute(folder, error); !at.empty(); at = at.parent_path()) {
    if (fs::is_regular_file(at / "go.mod", error)) return read_go_mod(at / "go.mod");
    if (at == at.root_path()) break;
  }
  return std::nullopt;
}

std::optional<std::string> folder_of_import(const std::string& import_path, const std::string& goroot,
                                            const std::optional<GoModule>& module) {
  if (import_path.empty() || import_path.front() == '/' || import_path.find("..") != std::string::npos) return std::nullopt;
  std::vector<fs::path> candidates;
  if (module && !module->path.empty()) {
    if (import_path == module->path) {
      candidates.emplace_back(module->folder);
    } else if (import_path.starts_with(module->path + "/")) {
      candidates.push_back(fs::path(module->folder) / import_path.substr(module->path.size() + 1));
    }
    candidates.push_back(fs::path(module->folder) / "vendor" / import_path);
  }
  fs::path const std_source = fs::path(goroot) / "src";
  candidates.push_back(std_source / import_path);
  candidates.push_back(std_source / "vendor" / import_path);
  for (const fs::path& candidate : candidates) {
    if (has_go_files(candidate)) return candidate.string();
  }
  return std::nullopt;
}

}  // namespace escapement::source
