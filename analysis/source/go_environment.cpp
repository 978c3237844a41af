#include "analysis/source/go_environment.h"

#include <fmt/format.h>

#include <cstdlib>
#include <map>

#include "analysis/source/import_path.h"
#include "analysis/source/source_table.h"

namespace escapement::source {

namespace {

using Settings = std::map<std::string, std::string, std::less<>>;

// Lines NAME=VALUE; the first file to name a variable wins.
void add_settings(const std::string& path, Settings& settings) {
  auto const text = read_from_disk(path);
  if (!text) return;
  std::string_view rest = *text;
  while (!rest.empty()) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    size_t const equals = line.find('=');
    if (line.starts_with('#') || equals == std::string_view::npos) continue;
    settings.try_emplace(std::string(line.substr(0, equals)), line.substr(equals + 1));
  }
}

std::string user_settings_file(const Variables& variables) {
  if (std::string own = variables("GOENV"); !own.empty()) return own == "off" ? std::string() : own;
  std::string folder = variables("XDG_CONFIG_HOME");
  if (folder.empty() && !variables("HOME").empty()) folder = variables("HOME") + "/.config";
  return folder.empty() ? std::string() : folder + "/go/env";
}

std::vector<std::string> split(std::string_view text, std::string_view separators) {
  std::vector<std::string> out;
  while (!text.empty()) {
    size_t const end = std::min(text.find_first_of(separators), text.size());
    if (end != 0) out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return out;
}

// Words separated by blanks; a word may be quoted, so that it can hold blanks.
std::vector<std::string> split_flags(std::string_view text) {
  std::vector<std::string> out;
  while (true) {
    size_t const begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return out;
    text.remove_prefix(begin);
    bool const quoted = text[0] == '"' || text[0] == '\'';
    size_t const end = std::min(quoted ? text.find(text[0], 1) : text.find_first_of(" \t\r\n"), text.size());
    out.emplace_back(text.substr(quoted ? 1 : 0, quoted ? end - 1 : end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
}

}  // namespace

std::string GoEnvironment::folder_in_cache(const ModuleVersion& module) const {
  return fmt::format("{}/{}@{}", module_cache, escape_module_path(module.path), escape_module_path(module.version));
}

std::string GoEnvironment::mod_file_in_cache(const ModuleVersion& module) const {
  return fmt::format("{}/cache/download/{}/@v/{}.mod", module_cache, escape_module_path(module.path), escape_module_path(module.version));
}

std::string process_variable(std::string_view name) {
  const char* const value = std::getenv(std::string(name).c_str());
  return value == nullptr ? std::string() : value;
}

GoEnvironment read_go_environment(const std::string& goroot, int minor, const Variables& variables) {
  Settings settings;
  if (std::string const file = user_settings_file(variables); !file.empty()) add_settings(file, settings);
  add_settings(goroot + "/go.env", settings);
  auto value = [&](std::string_view name) {
    if (std::string set = variables(name); !set.empty()) return set;
    auto const it = settings.find(name);
    return it == settings.end() ? std::string() : it->second;
  };
  GoEnvironment out;
  out.goroot = goroot;
  out.minor = minor;
  out.work_file = value("GOWORK");
  out.experiments = split(value("GOEXPERIMENT"), ",");
  out.module_cache = value("GOMODCACHE");
  if (out.module_cache.empty()) {
    std::string gopath = value("GOPATH");
    gopath = gopath.substr(0, gopath.find(':'));
    if (gopath.empty()) gopath = variables("HOME") + "/go";
    out.module_cache = gopath + "/pkg/mod";
  }
  for (const std::string& flag : split_flags(value("GOFLAGS"))) {
    std::string_view word = flag;
    if (word.starts_with("--")) word.remove_prefix(1);
    if (word.starts_with("-mod=")) out.mod_flag = word.substr(5);
    if (word.starts_with("-tags=")) out.tags = split(word.substr(6), ", ");
  }
  return out;
}

}  // namespace escapement::source
