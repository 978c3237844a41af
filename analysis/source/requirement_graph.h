// Which version of each module a build uses: minimal version selection over the requirements that are not pruned away
// (Go Modules Reference, "Minimal version selection", "Module graph pruning"; cmd/go/internal/modload, readModGraph).
#pragma once

#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include "analysis/source/versions.h"

namespace escapement::source {

// From 1.17 on, go.mod lists all modules that the packages of the module and its tests need; of a module required by
// such a module only these lines count, not what they require in turn.
enum class Pruning : uint8_t { Pruned, Unpruned, Workspace };
Pruning pruning_of(std::string_view go_version);

struct ModuleRequirements {
  Pruning pruning = Pruning::Unpruned;
  std::vector<ModuleVersion> modules;
};

// What a module version requires, with replacements and exclusions applied; else why that is not known.
using RequirementReader = std::function<std::expected<ModuleRequirements, std::string>(const ModuleVersion&)>;

class RequirementGraph {
 public:
  // `mains`: the modules of the workspace, without version. `pruning` is the main module's, or Workspace for go.work.
  // The graph of a single main module starts from `roots`, its requirements; a workspace's from the main modules.
  RequirementGraph(std::vector<ModuleVersion> mains, Pruning pruning, std::vector<ModuleVersion> roots, const RequirementReader& reader);

  // Empty for a main module; none if no module of that path takes part.
  std::optional<std::string> selected(const std::string& path) const;
  // Main modules first, then the others by path.
  std::vector<ModuleVersion> build_list() const;

  struct Unknown {
    ModuleVersion module;
    std::string why;
  };
  // Modules whose requirements could not be read; versions may be too low because of them.
  const std::vector<Unknown>& unknown() const { return unknown_; }

 private:
  struct Task {
    ModuleVersion module;
    Pruning pruning;
    friend bool operator==(const Task&, const Task&) = default;
    template <class H>
    friend H AbslHashValue(H h, const Task& t) {
      return H::combine(std::move(h), t.module, t.pruning);
    }
  };

  void require(const std::vector<ModuleVersion>& modules);
  void enqueue(const ModuleVersion& module, Pruning pruning);
  void work_off(const RequirementReader& reader);
  void load_selected_for_workspace(const RequirementReader& reader);
  const ModuleRequirements* requirements_of(const ModuleVersion& module, const RequirementReader& reader);

  std::vector<ModuleVersion> mains_;
  absl::flat_hash_map<std::string, std::string> selected_;
  absl::flat_hash_map<ModuleVersion, std::optional<ModuleRequirements>> loaded_;
  absl::flat_hash_set<Task> seen_;
  std::vector<Task> queue_;
  std::vector<Unknown> unknown_;
};

}  // namespace escapement::source
