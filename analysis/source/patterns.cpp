#include "analysis/source/patterns.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include <absl/container/flat_hash_set.h>

#include "analysis/source/import_path.h"

namespace escapement::source {

namespace {

namespace fs = std::filesystem;

bool is_skipped_name(std::string_view name) { return name.starts_with('.') || name.starts_with('_') || name == "testdata"; }

// `ignore` lines of go.mod: "./x" is one folder with all below it, "x" every folder of that name.
class Ignored {
 public:
  explicit Ignored(const std::vector<std::string>& lines) {
    for (std::string_view line : lines) {
      bool const anchored = line.starts_with("./");
      if (anchored) line.remove_prefix(2);
      (anchored ? anchored_ : anywhere_).push_back(enclosed(line));
    }
  }
  // `folder` is relative to the module's.
  bool contains(std::string_view folder) const {
    if (folder.empty()) return false;
    std::string const path = enclosed(folder);
    return std::ranges::any_of(anchored_, [&](const std::string& p) { return path.starts_with(p); }) ||
           std::ranges::any_of(anywhere_, [&](const std::string& p) { return path.find(p) != std::string::npos; });
  }

 private:
  static std::string enclosed(std::string_view path) {
    return fmt::format("{}{}{}", path.starts_with('/') ? "" : "/", path, path.ends_with('/') ? "" : "/");
  }
  std::vector<std::string> anchored_, anywhere_;
};

class Matcher {
 public:
  Matcher(Loader& loader, std::string folder) : loader_(loader), folder_(std::move(folder)) {}

  void pattern(const std::string& text) {
    size_t const before = out_.packages.size();
    size_t const errors_before = out_.errors.size();
    size_t const seen_before = repeated_;
    if (is_local_path(text) || text.starts_with('/')) {
      local(text);
    } else if (text == "all") {
      for (PackagePtr& package : all_packages(loader_, workspace())) add(std::move(package));
    } else if (text == "std" || text == "cmd") {
      standard_tree(text == "cmd" ? "cmd" : "", text == "cmd" ? Tree::Commands : Tree::Library, nullptr);
    } else if (text == "work") {
      main_modules();
    } else if (text == "tool") {
      tools();
    } else if (text.find("...") != std::string::npos) {
      import_wildcard(text);
    } else {
      import_path(text);
    }
    bool const nothing = out_.packages.size() == before && out_.errors.size() == errors_before && repeated_ == seen_before;
    if (nothing) out_.errors.push_back({text, {}, code::kNoMatch, fmt::format("\"{}\" matches no packages", text)});
  }

  void main_modules() {
    if (!workspace()) return;
    for (const Workspace::Main& main : workspace()->mains()) module_tree(*main.module, ImportPattern("..."));
  }

  void tools() {
    if (!workspace()) return;
    for (const Workspace::Main& main : workspace()->mains()) {
      for (const std::string& tool : main.file.tools) import_path(tool);
    }
  }

  Matches take() { return std::move(out_); }

 private:
  enum class Tree : uint8_t { Library, Commands, Both };
  struct Walk {
    ImportPattern pattern;
    Ignored ignored;
    std::string root;
  };

  const WorkspacePtr& workspace() {
    if (!asked_) workspace_ = loader_.workspace_of(folder_);
    asked_ = true;
    return workspace_;
  }

  void add(PackagePtr package) {
    if (!package) return;
    if (added_.insert(package.get()).second) {
      out_.packages.push_back(std::move(package));
    } else {
      ++repeated_;
    }
  }

  // Of wildcards only: a folder whose files all belong to other builds is no match.
  void add_if_any_files(PackagePtr package) {
    if (package && package->standard && package->import_path == "builtin") return;  // documentation
    if (package && (package->has_files() || !package->invalid_files.empty())) add(std::move(package));
  }

  void import_path(const std::string& path) {
    Resolution found = loader_.resolve_named(workspace(), path);
    if (found.package) {
      add(std::move(found.package));
    } else {
      out_.errors.push_back(std::move(*found.error));
    }
  }

  std::string absolute(const std::string& text) const {
    fs::path const path = text.starts_with('/') ? fs::path(text) : fs::path(folder_) / text;
    std::string out = path.lexically_normal().string();
    while (out.size() > 1 && out.back() == '/') out.pop_back();
    return out;
  }

  void local(const std::string& text) {
    size_t const dots = text.find("...");
    if (dots == std::string::npos) return one_folder(text);
    size_t const slash = text.rfind('/', dots);
    std::string const root = absolute(text.substr(0, slash + 1));
    if (!loader_.files().is_folder(root)) {
      out_.errors.push_back({text, {}, code::kNotFound, fmt::format("no such folder: {}", root)});
      return;
    }
    WorkspacePtr const own = loader_.workspace_of(root);
    const Module* module = nullptr;
    if (own) {
      for (const Workspace::Main& main : own->mains()) {
        if (has_path_prefix(root, main.module->folder)) module = main.module.get();
      }
    }
    Walk const walk{ImportPattern(join_path(root, text.substr(slash + 1))),
                    Ignored(module ? own->ignores(*module) : std::vector<std::string>()), module ? module->folder : root};
    walk_folders(walk, root, true, root);
  }

  void one_folder(const std::string& text) {
    std::string const folder = absolute(text);
    if (!loader_.files().is_folder(folder)) {
      out_.errors.push_back({text, {}, code::kNotFound, fmt::format("no such folder: {}", folder)});
    } else {
      add(loader_.package_in(folder));
    }
  }

  // `path` is matched against the pattern; it is the folder itself, or its import path.
  void walk_folders(const Walk& walk, const std::string& folder, bool top, const std::string& path) {
    FolderPtr const listing = loader_.files().folder(folder);
    if (!top && listing->has_file("go.mod")) return;
    if (walk.pattern.matches(path) && listing->has_go_files()) add_if_any_files(loader_.package_in(folder));
    for (const FolderEntry& entry : listing->entries) {
      if (entry.kind != EntryKind::Folder || is_skipped_name(entry.name)) continue;
      std::string below = join_path(folder, entry.name);
      std::string below_path = join_path(path, entry.name);
      bool const ignored = walk.ignored.contains(below.substr(std::min(below.size(), walk.root.size() + 1)));
      if (!ignored && walk.pattern.can_match_below(below_path)) walk_folders(walk, below, false, below_path);
    }
  }

  void import_wildcard(const std::string& text) {
    ImportPattern const pattern(text);
    standard_tree("", Tree::Both, &pattern);
    if (!workspace()) return;
    for (const ModulePtr& module : workspace()->vendored() ? std::vector<ModulePtr>() : workspace()->build_list()) {
      if (pattern.can_match_below(module->path)) module_tree(*module, pattern);
    }
    if (!workspace()->vendored()) return;
    for (const Workspace::Main& main : workspace()->mains()) module_tree(*main.module, pattern);
    vendor_tree(pattern);
  }

  void vendor_tree(const ImportPattern& pattern) { tree(workspace()->vendor_folder(), "", pattern, Ignored({}), false); }

  void module_tree(const Module& module, const ImportPattern& pattern) {
    bool const local = module.main || (!module.replaced_by.path.empty() && module.replaced_by.version.empty());
    tree(module.folder, module.path, pattern, Ignored(workspace()->ignores(module)), local);
  }

  // The packages of a module by import path; vendor folders and nested modules are none of its.
  void tree(const std::string& root, const std::string& prefix, const ImportPattern& pattern, const Ignored& ignored, bool local) {
    struct Pending {
      std::string folder, path;
    };
    std::vector<Pending> pending{{root, prefix}};
    std::vector<std::string> found;
    while (!pending.empty()) {
      Pending const at = std::move(pending.back());
      pending.pop_back();
      FolderPtr const listing = loader_.files().folder(at.folder);
      if (local && at.folder != root && listing->has_file("go.mod")) continue;
      if (!at.path.empty() && pattern.matches(at.path) && listing->has_go_files()) found.push_back(at.path);
      if (at.path.ends_with("/vendor") && at.folder != root) continue;
      for (const FolderEntry& entry : listing->entries) {
        if (entry.kind != EntryKind::Folder || is_skipped_name(entry.name)) continue;
        std::string below = join_path(at.folder, entry.name);
        std::string path = join_path(at.path, entry.name);
        if (!ignored.contains(below.substr(root.size() + 1)) && pattern.can_match_below(path))
          pending.push_back({std::move(below), std::move(path)});
      }
    }
    std::ranges::sort(found);
    for (const std::string& path : found) add_if_any_files(loader_.resolve_named(workspace(), path).package);
  }

  // Without a pattern: all of it, vendored packages too.
  void standard_tree(const std::string& start, Tree which, const ImportPattern* pattern) {
    std::vector<std::string> pending{start};
    std::vector<std::string> found;
    while (!pending.empty()) {
      std::string const path = std::move(pending.back());
      pending.pop_back();
      FolderPtr const listing = loader_.files().folder(join_path(loader_.environment().source_root(), path));
      bool const left_out = path.empty() || path == "builtin" || (path == "runtime/cgo" && !loader_.context().cgo);
      if (!left_out && (pattern == nullptr || pattern->matches(path)) && listing->has_go_files()) found.push_back(path);
      for (const FolderEntry& entry : listing->entries) {
        if (entry.kind != EntryKind::Folder || is_skipped_name(entry.name)) continue;
        std::string below = join_path(path, entry.name);
        if (which == Tree::Library && (below == "cmd" || !has_standard_shape(below))) continue;
        if (pattern == nullptr || pattern->can_match_below(below)) pending.push_back(std::move(below));
      }
    }
    std::ranges::sort(found);
    for (const std::string& path : found) {
      PackagePtr package = loader_.standard_package(path);
      // Programs that cmd vendors are not commands.
      bool const vendored_program = which == Tree::Commands && path.starts_with("cmd/vendor") && package && package->name == "main";
      if (!vendored_program) add_if_any_files(std::move(package));
    }
  }

  Loader& loader_;
  std::string folder_;
  WorkspacePtr workspace_;
  bool asked_ = false;
  Matches out_;
  absl::flat_hash_set<const PackageSource*> added_;
  size_t repeated_ = 0;
};

}  // namespace

Matches match_packages(Loader& loader, const std::string& folder, const std::vector<std::string>& patterns) {
  Matcher matcher(loader, folder);
  for (const std::string& pattern : patterns) matcher.pattern(pattern);
  return matcher.take();
}

std::vector<PackagePtr> all_packages(Loader& loader, const WorkspacePtr& workspace) {
  if (!workspace || workspace->mains().empty()) return {};
  Matcher matcher(loader, workspace->mains()[0].module->folder);
  matcher.main_modules();
  matcher.tools();
  std::vector<PackagePtr> out = matcher.take().packages;
  // Until Go 1.16 the tests of dependencies counted, too.
  bool const tests_of_all =
      !workspace->vendored() && workspace->root().work_file.empty() && compare_go_versions(workspace->mains()[0].module->go, "1.16") < 0;
  size_t const own = tests_of_all ? SIZE_MAX : out.size();
  absl::flat_hash_set<const PackageSource*> seen;
  for (const PackagePtr& package : out) seen.insert(package.get());
  for (size_t i = 0; i < out.size(); ++i) {
    PackagePtr const package = out[i];
    std::vector<std::string> paths = imported_paths(package->go_files);
    if (i < own) {
      std::ranges::move(imported_paths(package->test_files), std::back_inserter(paths));
      std::ranges::move(imported_paths(package->external_test_files), std::back_inserter(paths));
    }
    for (const std::string& path : paths) {
      PackagePtr next = loader.resolve(*package, path).package;
      if (next && seen.insert(next.get()).second) out.push_back(std::move(next));
    }
  }
  std::ranges::sort(out, {}, [](const PackagePtr& p) { return p->import_path; });
  return out;
}

}  // namespace escapement::source
