// The modules that one build sees: the main module that go.mod above a folder makes, or the main modules that go.work lists,
// and the modules they require, replaced, vendored or from the module cache. It finds the folder of an import path
// (cmd/go/internal/modload: loadModFile, importFromModules). Thread-safe; what it knows does not change, but is found out lazily.
#pragma once

#include <expected>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "analysis/source/file_view.h"
#include "analysis/source/go_environment.h"
#include "analysis/source/mod_file.h"
#include "analysis/source/requirement_graph.h"
#include "analysis/source/vendor_list.h"

namespace escapement::source {

struct Module {
  std::string path;
  std::string version;  // empty: a main module
  std::string folder;   // absolute; of a vendored module: the vendor folder
  std::string go;       // its go line; "1.16" where there is none
  int language_minor = 16;
  bool main = false;
  ModuleVersion replaced_by;  // empty path: not replaced
};
using ModulePtr = std::shared_ptr<const Module>;

// Where a folder's workspace is defined. Both empty: nowhere; only the standard library can be imported.
struct WorkspaceRoot {
  std::string work_file;   // path of go.work, if the folder's module belongs to it
  std::string mod_file;    // path of go.mod
  std::string outside_of;  // path of a go.work that lies above but does not list the module
  auto operator<=>(const WorkspaceRoot&) const = default;
};
WorkspaceRoot find_workspace_root(FileView& files, const GoEnvironment& environment, const std::string& folder);

struct FoundPackage {
  std::string folder;
  ModulePtr module;
};

// Why an import path leads nowhere.
struct MissingPackage {
  std::string_view code;
  std::string text;
};

class Workspace {
 public:
  struct Main {
    ModulePtr module;
    ModFile file;
  };

  // `id` is the loader's number for it, never 0.
  Workspace(uint32_t id, FileView& files, const GoEnvironment& environment, WorkspaceRoot root);

  uint32_t id() const { return id_; }
  const WorkspaceRoot& root() const { return root_; }
  const std::vector<Main>& mains() const { return mains_; }
  bool vendored() const { return vendor_.has_value(); }
  const std::string& vendor_folder() const { return vendor_folder_; }
  // What is wrong with go.mod, go.work, modules.txt, replacements.
  const std::vector<LoadError>& errors() const { return errors_; }
  // Whether a file it was made from has changed since.
  bool stale() const;

  // A package outside of the standard library.
  std::expected<FoundPackage, MissingPackage> find(const std::string& import_path) const;
  // The import path of a folder inside a main module (or its vendor folder), and its module.
  std::optional<std::pair<std::string, ModulePtr>> package_of_folder(const std::string& folder) const;
  // Every module of the build, with its folder; empty folder: not in the cache.
  std::vector<ModulePtr> build_list() const;
  // The `ignore` lines of a module, for package patterns.
  std::vector<std::string> ignores(const Module& module) const;

 private:
  void read_work_file();
  void read_main(const std::string& mod_file, std::optional<ModUse> use);
  void choose_vendoring(const std::string& folder, std::string_view go);
  void check_replacements();
  ModuleVersion replacement(const ModuleVersion& module) const;
  // As it stands in the file, for the comparison with modules.txt.
  ModuleVersion written_replacement(const ModuleVersion& module) const;
  const Main* main_of(const std::string& path) const;
  std::expected<ModuleRequirements, std::string> requirements(const ModuleVersion& module) const;
  std::vector<ModuleVersion> own_requirements(const ModFile& file) const;
  bool excluded(const ModuleVersion& module) const;
  std::optional<std::string> dependency_mod_text(const ModuleVersion& actual, std::string& looked_for) const;
  const RequirementGraph& graph() const;
  ModulePtr module_at(const std::string& path, const std::string& version) const;
  std::expected<FoundPackage, MissingPackage> find_vendored(const std::string& import_path) const;
  std::expected<FoundPackage, MissingPackage> find_in_modules(const std::string& import_path) const;
  std::optional<std::string> folder_in(const Module& module, const std::string& import_path) const;
  bool nested_module_between(const std::string& root, std::string folder) const;
  std::string where_defined() const;
  void remember(const std::string& path);

  uint32_t id_;
  FileView& files_;
  const GoEnvironment& environment_;
  WorkspaceRoot root_;
  ModFile work_;
  std::vector<Main> mains_;
  std::optional<VendorList> vendor_;
  std::string vendor_folder_;
  std::vector<LoadError> errors_;
  std::vector<std::pair<std::string, uint64_t>> made_from_;  // path, stamp

  mutable std::mutex mutex_;  // guards what is found out lazily
  mutable std::unique_ptr<RequirementGraph> graph_;
  mutable absl::flat_hash_map<ModuleVersion, ModulePtr> modules_;
};
using WorkspacePtr = std::shared_ptr<const Workspace>;

}  // namespace escapement::source
