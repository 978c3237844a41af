#include "analysis/source/workspace.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "analysis/source/import_path.h"

namespace escapement::source {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kGoWithoutGoLine = "1.16";

std::string parent_of(const std::string& path) {
  size_t const slash = path.rfind('/');
  return slash == std::string::npos || slash == 0 ? "/" : path.substr(0, slash);
}

// The nearest folder from `folder` upwards that holds the file; its path, or empty.
std::string find_upwards(FileView& files, std::string folder, std::string_view name) {
  while (true) {
    if (files.folder(folder)->has_file(name)) return join_path(folder, name);
    if (folder == "/" || folder.empty()) return {};
    folder = parent_of(folder);
  }
}

std::string absolute_in(const std::string& folder, const std::string& path) {
  fs::path const full = fs::path(path).is_absolute() ? fs::path(path) : fs::path(folder) / path;
  std::string out = full.lexically_normal().string();
  while (out.size() > 1 && out.back() == '/') out.pop_back();
  return out;
}

}  // namespace

WorkspaceRoot find_workspace_root(FileView& files, const GoEnvironment& environment, const std::string& folder) {
  WorkspaceRoot out;
  out.mod_file = find_upwards(files, folder, "go.mod");
  if (environment.work_file == "off") return out;
  std::string work = environment.work_file.empty() ? find_upwards(files, folder, "go.work") : environment.work_file;
  if (work.empty()) return out;
  auto const text = files.text(work);
  if (!text) return out;
  ModFile const parsed = parse_mod_file(work, *text, ModFileKind::Workspace);
  std::string const own = out.mod_file.empty() ? std::string() : parent_of(out.mod_file);
  bool const listed =
      own.empty() || std::ranges::any_of(parsed.uses, [&](const ModUse& use) { return absolute_in(parent_of(work), use.folder) == own; });
  if (listed) {
    return {work, {}, {}};
  }
  out.outside_of = work;
  return out;
}

Workspace::Workspace(uint32_t id, FileView& files, const GoEnvironment& environment, WorkspaceRoot root)
    : id_(id), files_(files), environment_(environment), root_(std::move(root)) {
  if (!root_.work_file.empty()) {
    read_work_file();
    choose_vendoring(parent_of(root_.work_file), work_.go.empty() ? "1.18" : work_.go);
  } else if (!root_.mod_file.empty()) {
    read_main(root_.mod_file, std::nullopt);
    if (!mains_.empty()) choose_vendoring(mains_[0].module->folder, mains_[0].file.go);
  }
  check_replacements();
}

void Workspace::remember(const std::string& path) { made_from_.emplace_back(path, files_.stamp(path)); }

bool Workspace::stale() const {
  return std::ranges::any_of(made_from_, [&](const auto& file) { return files_.stamp(file.first) != file.second; });
}

void Workspace::read_work_file() {
  remember(root_.work_file);
  auto const text = files_.text(root_.work_file);
  work_ = parse_mod_file(root_.work_file, text.value_or(std::string()), ModFileKind::Workspace);
  errors_ = work_.errors;
  for (const ModUse& use : work_.uses) {
    read_main(absolute_in(parent_of(root_.work_file), use.folder) + "/go.mod", use);
  }
}

void Workspace::read_main(const std::string& mod_file, std::optional<ModUse> use) {
  remember(mod_file);
  auto const text = files_.text(mod_file);
  if (!text) {
    if (use) errors_.push_back({root_.work_file, use->at, code::kBadModFile, fmt::format("{} cannot be read: no module to use", mod_file)});
    return;
  }
  ModFile file = parse_mod_file(mod_file, *text, ModFileKind::MainModule);
  errors_.insert(errors_.end(), file.errors.begin(), file.errors.end());
  if (main_of(file.module) != nullptr) {
    errors_.push_back(
        {root_.work_file, use ? use->at : LineColumn(), code::kBadModFile,
         fmt::format("module {} is used twice, from {} and {}", file.module, main_of(file.module)->module->folder, parent_of(mod_file))});
    return;
  }
  auto module = std::make_shared<Module>();
  module->path = file.module.empty() ? "command-line-arguments" : file.module;
  module->folder = parent_of(mod_file);
  module->go = file.go.empty() ? kGoWithoutGoLine : std::string_view(file.go);
  module->language_minor = language_minor(module->go);
  module->main = true;
  if (module->language_minor > environment_.minor)
    errors_.push_back({mod_file,
                       {},
                       code::kBadModFile,
                       fmt::format("module {} needs Go {}, but the Go sources in {} are of Go 1.{}", module->path, module->go,
                                   environment_.goroot, environment_.minor)});
  mains_.push_back({std::move(module), std::move(file)});
}

// -mod=vendor is the rule from go 1.14 on where there is a vendor folder that was made for this kind of workspace.
void Workspace::choose_vendoring(const std::string& folder, std::string_view go) {
  vendor_folder_ = folder + "/vendor";
  if (environment_.mod_flag == "mod" || environment_.mod_flag == "readonly") return;
  std::string const list_path = vendor_folder_ + "/modules.txt";
  bool const wanted = environment_.mod_flag == "vendor";
  if (!wanted && (compare_go_versions(go, "1.14") < 0 || !files_.is_folder(vendor_folder_))) return;
  remember(list_path);
  VendorList list = parse_vendor_list(list_path, files_.text(list_path).value_or(std::string()));
  if (!wanted && list.for_workspace != !root_.work_file.empty()) return;
  vendor_ = std::move(list);
  std::vector<const ModFile*> read;
  for (const Main& main : mains_) read.push_back(&main.file);
  if (compare_go_versions(go, "1.14") < 0) return;
  auto found = vendoring_errors(*vendor_, read, [this](const ModuleVersion& m) { return written_replacement(m); });
  std::ranges::move(found, std::back_inserter(errors_));
}

const Workspace::Main* Workspace::main_of(const std::string& path) const {
  auto const it = std::ranges::find_if(mains_, [&](const Main& main) { return main.module->path == path; });
  return it == mains_.end() ? nullptr : &*it;
}

namespace {

const Replacement* replacement_in(const ModFile& file, const ModuleVersion& module) {
  const Replacement* any_version = nullptr;
  for (const Replacement& one : file.replacements) {
    if (one.from == module) return &one;
    if (one.from.path == module.path && one.from.version.empty()) any_version = &one;
  }
  return any_version;
}

}  // namespace

// With a folder made absolute. go.work's replacements come before those of the modules it uses.
ModuleVersion Workspace::replacement(const ModuleVersion& module) const {
  if (module.version.empty() && main_of(module.path) != nullptr) return {};
  auto absolute = [](const ModFile& file, const Replacement& found) {
    if (!found.to.version.empty()) return found.to;
    return ModuleVersion{absolute_in(parent_of(file.path), found.to.path), ""};
  };
  if (const Replacement* const found = replacement_in(work_, module)) return absolute(work_, *found);
  for (const Main& main : mains_) {
    if (const Replacement* const found = replacement_in(main.file, module)) return absolute(main.file, *found);
  }
  return {};
}

ModuleVersion Workspace::written_replacement(const ModuleVersion& module) const {
  if (module.version.empty() && main_of(module.path) != nullptr) return {};
  if (const Replacement* const found = replacement_in(work_, module)) return found->to;
  for (const Main& main : mains_) {
    const Replacement* const found = replacement_in(main.file, module);
    if (found == nullptr) continue;
    if (root_.work_file.empty() || !found->to.version.empty() || fs::path(found->to.path).is_absolute()) return found->to;
    // A workspace's modules.txt has folders relative to go.work.
    fs::path const full = fs::path(main.module->folder) / found->to.path;
    std::string relative = full.lexically_normal().lexically_relative(parent_of(root_.work_file)).string();
    while (relative.size() > 1 && relative.back() == '/') relative.pop_back();
    return {is_folder_path(relative) ? relative : "./" + relative, ""};
  }
  return {};
}

// Modules of one workspace must agree on replacements, unless go.work decides; folders must exist.
void Workspace::check_replacements() {
  struct Seen {
    ModuleVersion to;
    const ModFile* file;
  };
  std::vector<const ModFile*> read;
  if (!root_.work_file.empty()) read.push_back(&work_);
  for (const Main& main : mains_) read.push_back(&main.file);
  absl::flat_hash_map<ModuleVersion, Seen> seen;
  for (const ModFile* const file : read) {
    for (const Replacement& one : file->replacements) {
      ModuleVersion to = one.to;
      if (to.version.empty()) to.path = absolute_in(parent_of(file->path), to.path);
      auto const [it, added] = seen.try_emplace(one.from, Seen{to, file});
      if (!added && it->second.to != to && it->second.file != &work_) {
        errors_.push_back({file->path, one.at, code::kBadReplacement,
                           fmt::format("{} is replaced by {} here and by {} in {}; a replacement in go.work would decide", one.from.path,
                                       to.path, it->second.to.path, it->second.file->path)});
      }
      if (to.version.empty() && !vendor_ && !files_.is_folder(to.path))
        errors_.push_back(
            {file->path, one.at, code::kBadReplacement, fmt::format("{} is replaced by {}, which is no folder", one.from.path, to.path)});
    }
  }
}

bool Workspace::excluded(const ModuleVersion& module) const {
  return std::ranges::any_of(
      mains_, [&](const Main& main) { return std::ranges::find(main.file.exclusions, module) != main.file.exclusions.end(); });
}

std::vector<ModuleVersion> Workspace::own_requirements(const ModFile& file) const {
  std::vector<ModuleVersion> out;
  for (const Requirement& one : file.requirements) {
    if (!excluded(one.module)) out.push_back(one.module);
  }
  return out;
}

// The go.mod of a module version that is not a main module.
std::optional<std::string> Workspace::dependency_mod_text(const ModuleVersion& actual, std::string& looked_for) const {
  if (actual.version.empty()) {
    looked_for = actual.path + "/go.mod";
    return files_.text(looked_for);
  }
  looked_for = environment_.mod_file_in_cache(actual);
  if (auto text = files_.text(looked_for)) return text;
  // Caches that were trimmed keep the unpacked module only.
  std::string const unpacked = environment_.folder_in_cache(actual);
  if (!files_.is_folder(unpacked)) return std::nullopt;
  return files_.text(unpacked + "/go.mod").value_or(std::string());
}

std::expected<ModuleRequirements, std::string> Workspace::requirements(const ModuleVersion& module) const {
  if (const Main* const main = main_of(module.path); main != nullptr && module.version.empty())
    return ModuleRequirements{pruning_of(main->module->go), own_requirements(main->file)};
  ModuleVersion const replaced = replacement(module);
  std::string looked_for;
  auto const text = dependency_mod_text(replaced.path.empty() ? module : replaced, looked_for);
  if (!text) return std::unexpected(fmt::format("its go.mod is not there: {}", looked_for));
  ModFile const file = parse_mod_file(looked_for, *text, ModFileKind::Dependency);
  return ModuleRequirements{pruning_of(file.go.empty() ? kGoWithoutGoLine : file.go), own_requirements(file)};
}

const RequirementGraph& Workspace::graph() const {
  std::scoped_lock const lock(mutex_);
  if (graph_) return *graph_;
  std::vector<ModuleVersion> mains;
  for (const Main& main : mains_) mains.push_back({main.module->path, ""});
  Pruning pruning = Pruning::Workspace;
  std::vector<ModuleVersion> roots;
  if (root_.work_file.empty() && !mains_.empty()) {
    pruning = pruning_of(mains_[0].module->go);
    roots = own_requirements(mains_[0].file);
  }
  graph_ = std::make_unique<RequirementGraph>(std::move(mains), pruning, std::move(roots),
                                              [this](const ModuleVersion& m) { return requirements(m); });
  return *graph_;
}

// The module of a version, with its folder; from the cache, or what replaces it.
ModulePtr Workspace::module_at(const std::string& path, const std::string& version) const {
  if (version.empty()) {
    const Main* const main = main_of(path);
    return main == nullptr ? nullptr : main->module;
  }
  ModuleVersion const key{path, version};
  {
    std::scoped_lock const lock(mutex_);
    if (auto it = modules_.find(key); it != modules_.end()) return it->second;
  }
  auto module = std::make_shared<Module>();
  module->path = path;
  module->version = version;
  module->replaced_by = replacement(key);
  const ModuleVersion& actual = module->replaced_by.path.empty() ? key : module->replaced_by;
  module->folder = actual.version.empty() ? actual.path : environment_.folder_in_cache(actual);
  std::string looked_for;
  ModFile const file = parse_mod_file(looked_for, dependency_mod_text(actual, looked_for).value_or(std::string()), ModFileKind::Dependency);
  module->go = file.go.empty() ? kGoWithoutGoLine : std::string_view(file.go);
  module->language_minor = language_minor(module->go);
  std::scoped_lock const lock(mutex_);
  return modules_.try_emplace(key, std::move(module)).first->second;
}

std::vector<ModulePtr> Workspace::build_list() const {
  std::vector<ModulePtr> out;
  for (const ModuleVersion& one : graph().build_list()) {
    if (ModulePtr module = module_at(one.path, one.version)) out.push_back(std::move(module));
  }
  return out;
}

std::vector<std::string> Workspace::ignores(const Module& module) const {
  if (const Main* const main = module.main ? main_of(module.path) : nullptr) return main->file.ignores;
  std::string const path = module.folder + "/go.mod";
  auto const text = files_.text(path);
  return text ? parse_mod_file(path, *text, ModFileKind::Dependency).ignores : std::vector<std::string>();
}

}  // namespace escapement::source
