// From an import path to a folder, and back (cmd/go/internal/modload: importFromModules, dirInModule, resolveLocalPackage).
#include <fmt/format.h>

#include <algorithm>

#include "analysis/source/import_path.h"
#include "analysis/source/workspace.h"

namespace escapement::source {

namespace {

std::string describe(const Module& module) {
  std::string out = module.path;
  if (!module.version.empty()) out += " " + module.version;
  return out;
}

std::string parent_path(const std::string& path) {
  size_t const slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

}  // namespace

std::string Workspace::where_defined() const {
  if (!root_.work_file.empty()) return root_.work_file;
  return root_.mod_file.empty() ? std::string("no go.mod above this folder") : root_.mod_file;
}

// A folder with a go.mod of its own, between the module's folder and this one, belongs to another module.
bool Workspace::nested_module_between(const std::string& root, std::string folder) const {
  while (folder.size() > root.size()) {
    if (files_.folder(folder)->has_file("go.mod")) return true;
    folder = parent_path(folder);
  }
  return false;
}

std::optional<std::string> Workspace::folder_in(const Module& module, const std::string& import_path) const {
  if (!has_path_prefix(import_path, module.path)) return std::nullopt;
  std::string folder = module.folder;
  if (import_path.size() > module.path.size()) folder += import_path.substr(module.path.size());
  bool const local = module.main || (!module.replaced_by.path.empty() && module.replaced_by.version.empty());
  if (local && nested_module_between(module.folder, folder)) return std::nullopt;
  if (!files_.folder(folder)->has_go_files()) return std::nullopt;
  return folder;
}

std::expected<FoundPackage, MissingPackage> Workspace::find(const std::string& import_path) const {
  return vendor_ ? find_vendored(import_path) : find_in_modules(import_path);
}

std::expected<FoundPackage, MissingPackage> Workspace::find_vendored(const std::string& import_path) const {
  std::vector<FoundPackage> found;
  for (const Main& main : mains_) {
    if (auto folder = folder_in(*main.module, import_path)) found.push_back({*folder, main.module});
  }
  std::string const vendored = join_path(vendor_folder_, import_path);
  auto const listed = vendor_->module_of_package.find(import_path);
  bool const in_folder = files_.folder(vendored)->has_go_files();
  if (in_folder && listed != vendor_->module_of_package.end()) {
    const VendoredModule& entry = vendor_->modules[listed->second];
    auto module = std::make_shared<Module>();
    module->path = entry.module.path;
    module->version = entry.module.version;
    module->folder = vendor_folder_;
    module->go = entry.go.empty() ? "1.16" : entry.go;
    module->language_minor = language_minor(module->go);
    module->replaced_by = entry.replaced_by;
    found.push_back({vendored, std::move(module)});
  }
  if (found.size() == 1) return std::move(found[0]);
  if (found.size() > 1)
    return std::unexpected(MissingPackage{code::kAmbiguousImport,
                                          fmt::format("package {} is in {} and in {}", import_path, found[0].folder, found[1].folder)});
  std::string text =
      fmt::format("package {} is not in the main module, nor in {} (in use because of {})", import_path, vendored, where_defined());
  if (in_folder) text = fmt::format("package {} is in {}, but {} does not list it", import_path, vendored, vendor_->path);
  return std::unexpected(MissingPackage{code::kImportNotFound, std::move(text)});
}

// All modules whose path is a beginning of the import path may have the package, but only one may. With a pruned graph the
// main module's own requirements are asked first, and the whole graph only if none of them has it.
std::expected<FoundPackage, MissingPackage> Workspace::find_in_modules(const std::string& import_path) const {
  bool const lazily = !root_.work_file.empty() || (!mains_.empty() && pruning_of(mains_[0].module->go) == Pruning::Pruned);
  std::vector<std::string> looked_at;
  std::vector<FoundPackage> found;
  std::string absent;  // modules that could have it, but are not in the cache
  auto ask = [&](const std::string& path, const std::string& version) {
    ModulePtr module = module_at(path, version);
    if (module == nullptr) return;
    if (!files_.is_folder(module->folder)) {
      absent += fmt::format("{}{} (not in the module cache: {})", absent.empty() ? "" : ", ", describe(*module), module->folder);
    } else if (auto folder = folder_in(*module, import_path)) {
      found.push_back({std::move(*folder), std::move(module)});
    } else {
      looked_at.push_back(fmt::format("{} ({})", describe(*module), module->folder));
    }
  };
  auto root_version = [&](const std::string& path) -> std::optional<std::string> {
    if (main_of(path) != nullptr) return "";
    if (!root_.work_file.empty() || mains_.empty()) return std::nullopt;
    std::optional<std::string> out;
    for (const Requirement& one : mains_[0].file.requirements) {
      if (one.module.path == path && !excluded(one.module) && (!out || compare_versions(*out, one.module.version) < 0))
        out = one.module.version;
    }
    return out;
  };
  for (bool const whole_graph : {false, true}) {
    if (!whole_graph && !lazily) continue;
    looked_at.clear();
    absent.clear();
    for (std::string prefix = import_path; !prefix.empty(); prefix = parent_path(prefix)) {
      auto const version = whole_graph ? graph().selected(prefix) : root_version(prefix);
      if (version) ask(prefix, *version);
    }
    if (!found.empty() || mains_.empty()) break;
  }
  if (found.size() == 1) return std::move(found[0]);
  if (found.size() > 1) {
    return std::unexpected(MissingPackage{
        code::kAmbiguousImport, fmt::format("package {} is in two modules: {} ({}) and {} ({})", import_path, describe(*found[1].module),
                                            found[1].folder, describe(*found[0].module), found[0].folder)});
  }
  if (!absent.empty())
    return std::unexpected(
        MissingPackage{code::kModuleNotInCache, fmt::format("package {} may be in {}; `go mod download` brings it", import_path, absent)});
  std::string text = looked_at.empty() ? fmt::format("no module that {} requires can have package {}", where_defined(), import_path)
                                       : fmt::format("package {} is not in {}", import_path, fmt::join(looked_at, ", nor in "));
  if (mains_.empty()) text = fmt::format("package {} is not in the standard library, and there is {}", import_path, where_defined());
  if (!mains_.empty() && looked_at.empty() && !graph().unknown().empty()) {
    const auto& first = graph().unknown().front();
    text += fmt::format(" (what {} {} requires is not known: {})", first.module.path, first.module.version, first.why);
  }
  return std::unexpected(MissingPackage{code::kImportNotFound, std::move(text)});
}

std::optional<std::pair<std::string, ModulePtr>> Workspace::package_of_folder(const std::string& folder) const {
  const Main* best = nullptr;
  for (const Main& main : mains_) {
    if (!has_path_prefix(folder, main.module->folder)) continue;
    if (best == nullptr || main.module->folder.size() > best->module->folder.size()) best = &main;
  }
  if (best == nullptr) return std::nullopt;
  const std::string& root = best->module->folder;
  std::string below = folder.size() > root.size() ? folder.substr(root.size() + 1) : std::string();
  if (vendor_ && has_path_prefix(folder, vendor_folder_) && folder != vendor_folder_) {
    std::string path = folder.substr(vendor_folder_.size() + 1);
    if (auto found = find_vendored(path)) return std::pair(std::move(path), found->module);
  }
  return std::pair(join_path(best->module->path, below), best->module);
}

}  // namespace escapement::source
