#include "analysis/engine/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "analysis/source/import_path.h"
#include "analysis/source/patterns.h"
#include "analysis/types/sizes.h"

namespace escapement::engine {

namespace fs = std::filesystem;

namespace {

std::string absolute(const std::string& path) {
  std::error_code error;
  std::string out = fs::absolute(path, error).lexically_normal().string();
  while (out.size() > 1 && out.back() == '/') out.pop_back();
  return out;
}

Failure failure_of(const source::LoadError& error) {
  std::string where = error.path;
  if (error.at.line != 0) where += fmt::format(":{}:{}", error.at.line, error.at.column);
  return {std::move(where), std::string(error.code), error.text};
}

bool is_unreadable(const source::LoadError& error) {
  return error.code == source::code::kNotFound || error.code == source::code::kUnreadable || error.code == source::code::kNotRegular;
}

// A cheap look, enough to tell programs apart; the checker has the last word.
bool declares_main(source::SourceTable& table, const std::string& path) {
  auto const file = table.read(path);
  return file && ((*file)->text.starts_with("func main()") || (*file)->text.find("\nfunc main()") != std::string::npos);
}

class Grouping {
 public:
  Grouping(source::Loader& loader, source::Tests tests) : loader_(loader), tests_(tests) {}

  void pattern(const std::string& text) {
    std::string const full = absolute(text);
    size_t const dots = text.find("...");
    if (dots == std::string::npos && loader_.files().is_folder(full)) return folder(text, full);
    if (dots == std::string::npos && is_file(full)) return file(text, full);
    bool const path = source::is_local_path(text) || text.starts_with('/');
    std::string const above = text.substr(0, text.rfind('/', dots));
    if (dots != std::string::npos && (path || (text.find('/') < dots && loader_.files().is_folder(absolute(above)))))
      return folders_below(text, above.empty() ? "/" : above);
    if (path || text.ends_with(".go")) return say(unreadable(text, full));
    source::Matches const found = source::match_packages(loader_, absolute("."), {text});
    for (const source::LoadError& error : found.errors) say(failure_of(error));
    for (const source::PackagePtr& package : found.packages) add_package(package, package->folder);
  }

  std::vector<GroupResult> take() {
    for (auto& [key, named] : named_) add_named(named);
    return std::move(out_);
  }

 private:
  // Files of one folder that were named one by one.
  struct Named {
    std::string spelled, full;  // the folder
    std::vector<std::string> names;
  };

  // Why a name that is no folder and no file of one cannot be read.
  Failure unreadable(const std::string& text, const std::string& full) {
    auto const file = loader_.files().table().read(full);
    if (file) return {text, "source.not-regular", "this is not a Go file"};
    return {text, std::string(file.error().code), file.error().text};
  }

  void say(Failure failure) { out_.push_back(std::unexpected(std::move(failure))); }

  bool is_file(const std::string& full) {
    size_t const slash = full.rfind('/');
    return loader_.files().folder(full.substr(0, slash))->has_file(full.substr(slash + 1));
  }

  static std::string spelled(const std::string& folder, const std::string& name) {
    return folder == "." || folder.empty() ? name : source::join_path(folder, name);
  }

  void folder(const std::string& text, const std::string& full) {
    std::string folder = text;
    while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
    add_package(loader_.package_in(full), folder);
  }

  void folders_below(const std::string& text, const std::string& root) {
    std::string const full_root = absolute(root);
    std::string const pattern = source::is_local_path(text) || text.starts_with('/') ? text : "./" + text;
    source::Matches const found = source::match_packages(loader_, absolute("."), {pattern});
    for (const source::LoadError& error : found.errors) say(failure_of(error));
    for (const source::PackagePtr& package : found.packages) {
      std::string const below = package->folder.substr(std::min(package->folder.size(), full_root.size() + 1));
      add_package(package, below.empty() ? root : spelled(root, below));
    }
  }

  void file(const std::string& text, const std::string& full) {
    size_t const slash = full.rfind('/');
    std::string const name = full.substr(slash + 1);
    auto const header = loader_.files().header(full);
    if (!header) return say({text, std::string(header.error().code), header.error().text});
    // Programs named side by side stay apart.
    std::string key = full.substr(0, slash) + "\n" + (*header)->package;
    if (declares_main(loader_.files().table(), full)) key += "\n" + name;
    Named& named = named_[key];
    size_t const end = text.rfind('/');
    named.spelled = end == std::string::npos ? std::string() : text.substr(0, std::max<size_t>(end, 1));
    named.full = full.substr(0, slash);
    named.names.push_back(name);
  }

  void add_named(const Named& named) {
    source::PackagePtr const package = loader_.package_of_files(named.full, named.names);
    say_workspace_errors(*package);
    Group group{named.spelled.empty() ? "." : named.spelled, package->import_path, {}, package};
    for (const std::string& name : named.names) group.files.push_back(spelled(named.spelled, name));
    out_.push_back(std::move(group));
  }

  // A folder's files by package clause. Files without one are shown with the package, so that the parser can say what is wrong.
  void add_package(const source::PackagePtr& package, const std::string& folder) {
    say_workspace_errors(*package);
    std::map<std::string, std::vector<std::string>> by_package;
    for (const source::GoFile& file : package->go_files) by_package[file.header->package].push_back(file.name);
    for (const source::GoFile& file : package->stray_files) {
      if (!file.name.ends_with("_test.go")) by_package[file.header->package].push_back(file.name);
    }
    for (const source::LoadError& error : package->errors) {
      if (error.code == source::code::kSeveralPackages || is_unreadable(error)) say(failure_in(folder, error));
      if (error.code == source::code::kNoPackageClause) by_package[package->name].push_back(error.path.substr(error.path.rfind('/') + 1));
    }
    bool const tests = tests_ == source::Tests::Include && (!package->test_files.empty() || !package->external_test_files.empty());
    if (by_package.empty() && !tests) return say(nothing_in(*package, folder));
    for (auto& [name, files] : by_package) {
      std::ranges::sort(files);
      add_programs(package, folder, name, files);
    }
    if (tests) add_tests(package, folder, by_package[package->name]);
  }

  // The package with the tests inside it, then the tests outside of it (cmd/go/internal/load: TestPackagesFor).
  void add_tests(const source::PackagePtr& package, const std::string& folder, const std::vector<std::string>& own) {
    auto add = [&](std::string path, std::vector<std::string> files, source::Variant variant) {
      std::ranges::sort(files);
      Group group{folder, std::move(path), {}, package, variant};
      for (const std::string& file : files) group.files.push_back(spelled(folder, file));
      out_.push_back(std::move(group));
    };
    auto names = [](const std::vector<source::GoFile>& files) {
      std::vector<std::string> out;
      for (const source::GoFile& file : files) out.push_back(file.name);
      return out;
    };
    if (!package->test_files.empty()) {
      std::vector<std::string> files = names(package->test_files);
      files.insert(files.end(), own.begin(), own.end());
      add(package->import_path, std::move(files), source::Variant::WithTests);
    }
    if (!package->external_test_files.empty())
      add(package->import_path + "_test", names(package->external_test_files), source::Variant::ExternalTests);
  }

  // go.mod, go.work, vendor/modules.txt: what is wrong with them is said once.
  void say_workspace_errors(const source::PackageSource& package) {
    if (!package.workspace || !workspaces_.insert(package.workspace->id()).second) return;
    for (const source::LoadError& error : package.workspace->errors()) say(failure_of(error));
  }

  static Failure failure_in(const std::string& folder, source::LoadError error) {
    error.path = spelled(folder, error.path.substr(error.path.rfind('/') + 1));
    return failure_of(error);
  }

  static Failure nothing_in(const source::PackageSource& package, const std::string& folder) {
    for (const source::LoadError& error : package.errors) {
      if (error.path != package.folder) return failure_in(folder, error);
    }
    if (package.errors.empty()) return {folder, std::string(source::code::kNoGoFiles), "the folder's Go files are tests only"};
    return {folder, std::string(package.errors[0].code), package.errors[0].text};
  }

  // Of package main, each file that declares main is a program of its own, with the files that do not.
  void add_programs(const source::PackagePtr& package, const std::string& folder, const std::string& name,
                    const std::vector<std::string>& files) {
    std::vector<std::string> mains;
    if (name == "main") {
      std::ranges::copy_if(files, std::back_inserter(mains),
                           [&](const std::string& file) { return declares_main(loader_.files().table(), package->path_of(file)); });
    }
    if (mains.size() < 2) mains = {std::string()};
    for (const std::string& main : mains) {
      std::vector<std::string> own;
      if (!main.empty()) own.push_back(main);
      for (const std::string& file : files) {
        if (main.empty() || std::ranges::find(mains, file) == mains.end()) own.push_back(file);
      }
      Group group{folder, main.empty() ? package->import_path : "command-line-arguments", {}, source_of(package, own)};
      for (const std::string& file : own) group.files.push_back(spelled(folder, file));
      out_.push_back(std::move(group));
    }
  }

  // A part of a folder's files is built as if they were named one by one.
  source::PackagePtr source_of(const source::PackagePtr& package, const std::vector<std::string>& names) {
    bool const whole = std::ranges::all_of(package->go_files,
                                           [&](const source::GoFile& file) { return std::ranges::find(names, file.name) != names.end(); });
    return whole ? package : loader_.package_of_files(package->folder, names);
  }

  source::Loader& loader_;
  source::Tests tests_;
  std::map<std::string, Named> named_;
  std::set<uint32_t> workspaces_;
  std::vector<GroupResult> out_;
};

}  // namespace

std::vector<GroupResult> load(source::Loader& loader, const std::vector<std::string>& patterns, source::Tests tests) {
  const std::string& goarch = loader.context().goarch;
  if (!types::sizes_for(goarch)) return {std::unexpected(Failure{goarch, "source.unknown-goarch", "gc knows no GOARCH of this name"})};
  Grouping grouping(loader, tests);
  for (const std::string& pattern : patterns.empty() ? std::vector<std::string>{"."} : patterns) grouping.pattern(pattern);
  return grouping.take();
}

GroupResult group_of(source::Loader& loader, const std::string& path) {
  std::string const folder = fs::path(path).parent_path().string();
  auto const tests = path.ends_with("_test.go") ? source::Tests::Include : source::Tests::Leave;
  for (GroupResult& group : load(loader, {folder}, tests)) {
    if (group && std::ranges::find(group->files, path) != group->files.end()) return std::move(group);
  }
  GroupResult out = std::unexpected(Failure{path, "source.not-found", "no such file or folder"});
  for (GroupResult& alone : load(loader, {path}, source::Tests::Leave)) out = std::move(alone);
  return out;
}

std::vector<source::LoadError> problems_of(source::Loader& loader, const Group& group) {
  std::vector<source::LoadError> out;
  const source::PackageSource& package = *group.source;
  auto with_place_of_user = [&group](source::LoadError error) {
    std::string const name = error.path.substr(error.path.rfind('/') + 1);
    for (const std::string& file : group.files) {
      if (file == name || file.ends_with("/" + name)) error.path = file;
    }
    return error;
  };
  for (const source::LoadError& error : package.errors) {
    if (error.code != source::code::kSeveralPackages && error.code != source::code::kNoPackageClause && !is_unreadable(error))
      out.push_back(with_place_of_user(error));
  }
  auto add_imports = [&](const source::GoFile& file) {
    bool const own = std::ranges::any_of(group.files, [&](const std::string& f) { return f == file.name || f.ends_with("/" + file.name); });
    for (const source::ImportSpec& spec : file.header->imports) {
      if (!own || spec.path == "C") continue;
      source::Resolution const found = loader.resolve(package, file, spec);
      if (found.package && found.error) out.push_back(with_place_of_user(*found.error));
    }
  };
  for (const auto* files : {&package.go_files, &package.test_files, &package.external_test_files})
    std::ranges::for_each(*files, add_imports);
  return out;
}

}  // namespace escapement::engine
