#include "analysis/engine/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>

#include "analysis/source/go_module.h"

namespace escapement::engine {

namespace fs = std::filesystem;

namespace {

// Cheap looks at a file's text, enough to sort files into packages; the parser has the last word.
struct PackageClause {
  std::string name;
  size_t at = 0;  // of the name, in bytes
};

PackageClause package_clause(const std::string& text) {
  static const std::regex kPackage(R"((?:^|\n)package[ \t]+([A-Za-z_][A-Za-z0-9_]*))");
  std::smatch match;
  std::string const head = text.substr(0, 1 << 16);
  if (!std::regex_search(head, match, kPackage)) return {};
  return {match[1].str(), static_cast<size_t>(match.position(1))};
}

std::string package_word(const std::string& text) { return package_clause(text).name; }

bool declares_main(const std::string& text) { return text.starts_with("func main()") || text.find("\nfunc main()") != std::string::npos; }

std::string import_path_of(const std::string& folder) {
  auto const module = source::module_of(folder);
  if (!module || module->path.empty()) return "command-line-arguments";
  std::error_code error;
  std::string const relative = fs::relative(folder, module->folder, error).string();
  return relative == "." ? module->path : module->path + "/" + relative;
}

Failure failure_of(const source::ReadError& error) { return {error.path, std::string(error.code), error.text}; }

// A folder holds one package. If it holds more, each is answered, and the first file of each further one is named.
void say_other_packages(source::SourceTable& table, const std::map<std::string, std::vector<std::string>>& by_package,
                        std::vector<GroupResult>& out) {
  const std::string* first = nullptr;
  for (const auto& [name, paths] : by_package) {
    if (!name.empty() && (first == nullptr || paths[0] < by_package.at(*first)[0])) first = &name;
  }
  for (const auto& [name, paths] : by_package) {
    if (name.empty() || name == *first) continue;
    auto const file = table.read(paths[0]);
    if (!file) continue;
    auto const at = source::line_column((*file)->starts, static_cast<uint32_t>(package_clause((*file)->text).at));
    out.push_back(std::unexpected(Failure{fmt::format("{}:{}:{}", paths[0], at.line, at.column), "source.two-packages",
                                          fmt::format("this is package {}, but {} in the same folder is package {}", name,
                                                      fs::path(by_package.at(*first)[0]).filename().string(), *first)}));
  }
}

// A folder's files by package clause; of package main, each file that declares main is a program of its own.
void add_folder(source::SourceTable& table, const std::string& folder, const source::BuildContext& context, std::vector<GroupResult>& out) {
  auto const files = source::package_files(table, folder, context);
  if (!files) {
    out.push_back(std::unexpected(failure_of(files.error())));
    return;
  }
  std::map<std::string, std::vector<std::string>> by_package;
  std::vector<std::string> mains;
  for (const std::string& path : *files) {
    auto const file = table.read(path);
    if (!file) {
      out.push_back(std::unexpected(failure_of(file.error())));
      continue;
    }
    std::string const name = package_word((*file)->text);
    by_package[name].push_back(path);
    if (name == "main" && declares_main((*file)->text)) mains.push_back(path);
  }
  say_other_packages(table, by_package, out);
  for (const auto& [name, paths] : by_package) {
    if (name != "main" || mains.size() < 2) {
      out.push_back(Group{folder, import_path_of(folder), paths});
      continue;
    }
    for (const std::string& main : mains) {
      Group group{folder, "command-line-arguments", {main}};
      for (const std::string& path : paths) {
        if (std::ranges::find(mains, path) == mains.end()) group.files.push_back(path);
      }
      out.push_back(std::move(group));
    }
  }
}

}  // namespace

std::vector<GroupResult> load(source::SourceTable& table, const std::vector<std::string>& patterns, const source::BuildContext& context) {
  std::vector<GroupResult> out;
  std::map<std::string, Group> files_by_folder;
  std::vector<std::string> const wanted = patterns.empty() ? std::vector<std::string>{"."} : patterns;
  for (const std::string& pattern : wanted) {
    if (pattern.ends_with("/...") || pattern == "...") {
      std::string const root = pattern == "..." ? "." : pattern.substr(0, pattern.size() - 4);
      auto const folders = source::folders_below(root);
      if (folders.empty()) out.push_back(std::unexpected(Failure{root, "source.no-go-files", "no Go files in this folder or below it"}));
      for (const std::string& folder : folders) add_folder(table, folder, context, out);
      continue;
    }
    std::error_code error;
    if (fs::is_directory(pattern, error)) {
      add_folder(table, pattern, context, out);
      continue;
    }
    auto const file = table.read(pattern);
    if (!file) {
      out.push_back(std::unexpected(failure_of(file.error())));
      continue;
    }
    std::string const folder = fs::path(pattern).parent_path().string();
    std::string const name = package_word((*file)->text);
    // Programs named side by side stay apart.
    std::string const key = folder + "\n" + name + (declares_main((*file)->text) ? "\n" + pattern : "");
    Group& group = files_by_folder[key];
    group.folder = folder.empty() ? "." : folder;
    group.import_path = "command-line-arguments";
    group.files.push_back(pattern);
  }
  for (auto& [key, group] : files_by_folder) out.push_back(std::move(group));
  return out;
}

}  // namespace escapement::engine
