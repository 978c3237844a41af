// From import paths to packages: one loader per build target (GOOS, GOARCH, tags). It reads folders lazily, keeps what it read,
// and never runs the go command. What cannot be resolved is one error at its import; the rest goes on. Thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include <absl/container/flat_hash_map.h>

#include "analysis/source/file_view.h"
#include "analysis/source/go_environment.h"
#include "analysis/source/goroot.h"
#include "analysis/source/import_cycles.h"
#include "analysis/source/package_source.h"
#include "analysis/source/workspace.h"

namespace escapement::source {

// The package an import means, what is wrong with the import, or both: an internal package that may not be imported is still known.
struct Resolution {
  PackagePtr package;
  std::optional<LoadError> error;  // without place; see Loader::resolve for the one with
};

class Loader {
 public:
  // Without a path in `goroot` there is no standard library.
  // `context` gives GOOS, GOARCH and tags; release and tool tags are added, and GOFLAGS' tags if it has none.
  Loader(SourceTable& table, const Goroot& goroot, BuildContext context, const Variables& variables = process_variable);
  Loader(const Loader&) = delete;
  Loader& operator=(const Loader&) = delete;

  // Files may have changed: what is asked for from now on is compared with the disk again. Packages handed out stay as they are.
  void refresh();

  // The workspace that governs a folder; null inside GOROOT/src.
  WorkspacePtr workspace_of(const std::string& folder);
  // The package in an absolute folder; its import path is "command-line-arguments" where no module gives it another.
  PackagePtr package_in(const std::string& folder);
  // Files of one folder named one by one: a package of their own, "command-line-arguments" (`go build a.go b.go`).
  PackagePtr package_of_files(const std::string& folder, const std::vector<std::string>& names);
  // A package of the standard library or a command of GOROOT/src; null if there is none.
  PackagePtr standard_package(const std::string& import_path);

  // What `path` means in a file of `importer`.
  Resolution resolve(const PackageSource& importer, const std::string& path);
  // The same, with the error at its place in `file`, and an import cycle through this import among the errors.
  Resolution resolve(const PackageSource& importer, const GoFile& file, const ImportSpec& spec);
  // What a path on the command line means in a workspace (null: standard packages only).
  Resolution resolve_named(const WorkspacePtr& workspace, const std::string& path);

  const BuildContext& context() const { return context_; }
  const GoEnvironment& environment() const { return environment_; }
  FileView& files() { return files_; }

 private:
  struct Key {
    uint32_t workspace = 0;  // 0: standard
    std::string path;
    friend bool operator==(const Key&, const Key&) = default;
    template <class H>
    friend H AbslHashValue(H h, const Key& key) {
      return H::combine(std::move(h), key.workspace, key.path);
    }
  };
  struct Kept {
    PackagePtr package;
    uint64_t look = 0;
  };

  PackagePtr package(const PackageIdentity& identity, const std::string& key_path);
  std::string standard_path(const PackageSource& importer, const std::string& path);
  bool is_standard_folder(const std::string& folder) const;
  std::optional<LoadError> rule_broken(const PackageSource& importer, const std::string& path, const PackageSource& target) const;
  std::string circle_through(const PackageSource& importer, const GoFile& file, const PackagePtr& target);

  FileView files_;
  GoEnvironment environment_;
  BuildContext context_;
  std::string source_root_;

  std::shared_mutex mutex_;
  absl::flat_hash_map<Key, Kept> packages_;
  absl::flat_hash_map<std::string, std::pair<WorkspaceRoot, uint64_t>> roots_;  // by folder, with the look
  std::map<WorkspaceRoot, std::pair<WorkspacePtr, uint64_t>> workspaces_;
  uint32_t next_workspace_ = 1;

  std::mutex cycles_mutex_;
  std::unique_ptr<ImportCycles> cycles_;  // as of the current look
};

}  // namespace escapement::source
