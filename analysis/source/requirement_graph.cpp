#include "analysis/source/requirement_graph.h"

#include <algorithm>

namespace escapement::source {

Pruning pruning_of(std::string_view go_version) {
  return compare_go_versions(go_version, "1.17") < 0 ? Pruning::Unpruned : Pruning::Pruned;
}

RequirementGraph::RequirementGraph(std::vector<ModuleVersion> mains, Pruning pruning, std::vector<ModuleVersion> roots,
                                   const RequirementReader& reader)
    : mains_(std::move(mains)) {
  for (const ModuleVersion& main : mains_) selected_[main.path] = "";
  if (pruning != Pruning::Workspace) require(roots);
  for (const ModuleVersion& root : pruning == Pruning::Workspace ? mains_ : roots) enqueue(root, pruning);
  work_off(reader);
  if (pruning == Pruning::Workspace) load_selected_for_workspace(reader);
}

std::optional<std::string> RequirementGraph::selected(const std::string& path) const {
  auto const it = selected_.find(path);
  if (it == selected_.end() || it->second == "none") return std::nullopt;
  return it->second;
}

std::vector<ModuleVersion> RequirementGraph::build_list() const {
  std::vector<ModuleVersion> others;
  for (const auto& [path, version] : selected_) {
    if (!version.empty() && version != "none") others.push_back({path, version});
  }
  std::ranges::sort(others);
  std::vector<ModuleVersion> out = mains_;
  out.insert(out.end(), others.begin(), others.end());
  return out;
}

void RequirementGraph::require(const std::vector<ModuleVersion>& modules) {
  for (const ModuleVersion& module : modules) {
    auto [it, added] = selected_.try_emplace(module.path, module.version);
    if (!added && compare_selected(it->second, module.version) < 0) it->second = module.version;
  }
}

void RequirementGraph::enqueue(const ModuleVersion& module, Pruning pruning) {
  if (module.version == "none" || module.path == "go" || module.path == "toolchain") return;
  if (seen_.insert({module, pruning}).second) queue_.push_back({module, pruning});
}

const ModuleRequirements* RequirementGraph::requirements_of(const ModuleVersion& module, const RequirementReader& reader) {
  auto it = loaded_.find(module);
  if (it == loaded_.end()) {
    auto found = reader(module);
    if (found) {
      require(found->modules);
      it = loaded_.emplace(module, std::move(*found)).first;
    } else {
      unknown_.push_back({module, std::move(found.error())});
      it = loaded_.emplace(module, std::nullopt).first;
    }
  }
  return it->second ? &*it->second : nullptr;
}

void RequirementGraph::work_off(const RequirementReader& reader) {
  while (!queue_.empty()) {
    Task const task = std::move(queue_.back());
    queue_.pop_back();
    const ModuleRequirements* const found = requirements_of(task.module, reader);
    if (found == nullptr) continue;
    // Behind a module that lists all it needs, only the first step counts; one that does not is followed to the end.
    bool const follow = task.pruning != Pruning::Pruned || found->pruning == Pruning::Unpruned;
    Pruning const next = task.pruning == Pruning::Unpruned ? Pruning::Unpruned : found->pruning;
    if (!follow) continue;
    std::vector<ModuleVersion> const modules = found->modules;  // `loaded_` may move while they are queued
    for (const ModuleVersion& module : modules) enqueue(module, next);
  }
}

// In a workspace, one main module may raise the version of what another one requires. The requirements of the raised version
// count then, and may raise others, until nothing rises any more.
void RequirementGraph::load_selected_for_workspace(const RequirementReader& reader) {
  absl::flat_hash_set<std::string> relevant;
  absl::flat_hash_set<ModuleVersion> seen;
  for (const ModuleVersion& main : mains_) relevant.insert(main.path);
  while (true) {
    std::vector<ModuleVersion> wanted;
    for (const std::string& path : relevant) {
      ModuleVersion const module{path, selected_[path]};
      if (!seen.contains(module)) {
        wanted.push_back(module);
        continue;
      }
      auto const it = loaded_.find(module);
      if (it == loaded_.end() || !it->second) continue;
      for (const ModuleVersion& required : it->second->modules) {
        ModuleVersion const now{required.path, selected_[required.path]};
        if (compare_selected(now.version, required.version) > 0 && !seen.contains(now)) wanted.push_back(now);
      }
    }
    if (wanted.empty()) return;
    for (const ModuleVersion& module : wanted) {
      enqueue(module, Pruning::Workspace);
      seen.insert(module);
      relevant.insert(module.path);
    }
    work_off(reader);
  }
}

}  // namespace escapement::source
