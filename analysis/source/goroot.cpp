#include "analysis/source/goroot.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

namespace escapement::source {

namespace fs = std::filesystem;

namespace {

bool is_goroot(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path / "src" / "runtime", error) && fs::is_regular_file(path / "src" / "fmt" / "print.go", error);
}

GoRelease release_of(const fs::path& root) {
  GoRelease release;
  std::ifstream in(root / "VERSION");
  std::string word;
  int minor = 0;
  if (in >> word && std::sscanf(word.c_str(), "go1.%d", &minor) == 1) release.minor = minor;
  release.name = fmt::format("go1.{}", release.minor);
  release.append_lines = release.minor >= 25;
  release.literal_rewriting = release.minor >= 25;
  return release;
}

void add_from_path(std::vector<fs::path>& candidates) {
  const char* const variable = std::getenv("PATH");
  std::string_view rest = variable == nullptr ? "" : variable;
  while (!rest.empty()) {
    size_t const end = rest.find(':');
    fs::path const go = fs::path(rest.substr(0, end)) / "go";
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    std::error_code error;
    if (!fs::is_regular_file(go, error)) continue;
    fs::path const real = fs::canonical(go, error);
    if (!error) candidates.push_back(real.parent_path().parent_path());
  }
}

// A `goroot` beside the executable: what the build script links where it had to fetch a Go distribution.
void add_beside_executable(std::vector<fs::path>& candidates) {
  std::error_code error;
  fs::path const executable = fs::read_symlink("/proc/self/exe", error);
  if (!error) candidates.push_back(executable.parent_path() / "goroot");
}

}  // namespace

std::expected<Goroot, std::string> find_goroot(const std::string& wanted) {
  std::vector<fs::path> candidates;
  if (!wanted.empty()) {
    candidates.emplace_back(wanted);
  } else {
    for (const char* name : {"ESCAPEMENT_GOROOT", "GOROOT"}) {
      const char* const value = std::getenv(name);
      if (value != nullptr && *value != 0) candidates.emplace_back(value);
    }
    add_from_path(candidates);
    add_beside_executable(candidates);
    candidates.insert(candidates.end(), {"/usr/local/go", "/usr/lib/go"});
  }
  std::string looked_at;
  for (const fs::path& candidate : candidates) {
    if (is_goroot(candidate)) return Goroot{candidate.string(), release_of(candidate)};
    looked_at += fmt::format("{}{}", looked_at.empty() ? "" : ", ", candidate.string());
  }
  return std::unexpected(
      fmt::format("no Go standard library found (looked at {}); give its root with --goroot or ESCAPEMENT_GOROOT", looked_at));
}

}  // namespace escapement::source
