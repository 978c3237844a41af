#include "analysis/source/loader.h"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/source/import_path.h"

namespace escapement::source {

namespace {

constexpr std::string_view kNamedFiles = "command-line-arguments";

BuildContext complete(BuildContext context, const GoEnvironment& environment) {
  context.minor = environment.minor;
  if (context.tags.empty()) context.tags = environment.tags;
  if (context.tool_tags.empty()) context.tool_tags = default_tool_tags(context);
  for (const std::string& experiment : environment.experiments) {
    bool const off = experiment.starts_with("no");
    std::string const tag = "goexperiment." + (off ? experiment.substr(2) : experiment);
    std::erase(context.tool_tags, tag);
    if (!off) context.tool_tags.push_back(tag);
  }
  return context;
}

bool same(const std::vector<GoFile>& a, const std::vector<GoFile>& b) {
  return std::ranges::equal(a, b, [](const GoFile& x, const GoFile& y) {
    return x.name == y.name && x.header == y.header && x.language_minor == y.language_minor;
  });
}

bool same(const PackageSource& a, const PackageSource& b) {
  return a.folder == b.folder && a.workspace == b.workspace && same(a.go_files, b.go_files) && same(a.test_files, b.test_files) &&
         same(a.external_test_files, b.external_test_files) && same(a.stray_files, b.stray_files) && a.errors == b.errors &&
         a.assembly_files == b.assembly_files && a.embedded_files == b.embedded_files && a.ignored_files == b.ignored_files;
}

std::string first_part(const PackageSource& package) {
  // Test variants import as the package they test.
  std::string_view const path = package.import_path;
  return std::string(path.substr(0, path.find(' ')));
}

}  // namespace

Loader::Loader(SourceTable& table, const Goroot& goroot, BuildContext context, const Variables& variables)
    : files_(table),
      environment_(read_go_environment(goroot.path, goroot.release.minor, variables)),
      context_(complete(std::move(context), environment_)),
      source_root_(environment_.source_root()) {
  if (!goroot.path.empty()) files_.add_constant_folder(goroot.path);
  files_.add_constant_folder(environment_.module_cache);
}

void Loader::refresh() {
  files_.refresh();
  std::scoped_lock const lock(cycles_mutex_);
  cycles_.reset();
}

// Modules in folders named "testdata" have a go.mod of their own, and so a workspace.
bool Loader::is_standard_folder(const std::string& folder) const {
  return !environment_.goroot.empty() && has_path_prefix(folder, source_root_);
}

WorkspacePtr Loader::workspace_of(const std::string& folder) {
  uint64_t const look = files_.look();
  WorkspaceRoot root;
  bool known = false;
  {
    std::shared_lock const lock(mutex_);
    if (auto it = roots_.find(folder); it != roots_.end() && it->second.second == look) {
      root = it->second.first;
      known = true;
    }
  }
  if (!known) root = find_workspace_root(files_, environment_, folder);
  bool const standard = is_standard_folder(folder) && root.work_file.empty() &&
                        (root.mod_file == source_root_ + "/go.mod" || root.mod_file == source_root_ + "/cmd/go.mod");
  std::unique_lock const lock(mutex_);
  roots_[folder] = {root, look};
  if (standard) return nullptr;
  auto& [workspace, checked] = workspaces_[root];
  if (workspace && (checked == look || !workspace->stale())) {
    checked = look;
    return workspace;
  }
  if (workspace) {
    uint32_t const old = workspace->id();
    absl::erase_if(packages_, [old](const auto& entry) { return entry.first.workspace == old; });
  }
  workspace = std::make_shared<Workspace>(next_workspace_++, files_, environment_, root);
  checked = look;
  return workspace;
}

PackagePtr Loader::package(const PackageIdentity& identity, const std::string& key_path) {
  Key key{identity.workspace ? identity.workspace->id() : 0, key_path};
  uint64_t const look = files_.look();
  PackagePtr old;
  {
    std::shared_lock const lock(mutex_);
    if (auto it = packages_.find(key); it != packages_.end()) {
      if (it->second.look == look || identity.standard) return it->second.package;
      old = it->second.package;
    }
  }
  PackagePtr fresh = read_package(files_, context_, identity);
  if (old && same(*old, *fresh)) fresh = old;
  std::unique_lock const lock(mutex_);
  Kept& kept = packages_[key];
  if (!kept.package || kept.look != look) kept = {std::move(fresh), look};
  return kept.package;
}

PackagePtr Loader::standard_package(const std::string& import_path) {
  std::string const folder = join_path(source_root_, import_path);
  if (environment_.goroot.empty() || import_path_fault(import_path) || !files_.folder(folder)->has_go_files()) return nullptr;
  return package({import_path, folder, true, nullptr, nullptr, environment_.minor}, import_path);
}

PackagePtr Loader::package_in(const std::string& folder) {
  WorkspacePtr const workspace = workspace_of(folder);
  if (!workspace) {
    std::string const path = folder.size() > source_root_.size() ? folder.substr(source_root_.size() + 1) : std::string();
    return package({path, folder, true, nullptr, nullptr, environment_.minor}, path);
  }
  if (auto found = workspace->package_of_folder(folder)) {
    const ModulePtr& module = found->second;
    return package({found->first, folder, false, workspace, module, module->language_minor}, found->first);
  }
  return package({std::string(kNamedFiles), folder, false, workspace, nullptr, environment_.minor}, "\n" + folder);
}

PackagePtr Loader::package_of_files(const std::string& folder, const std::vector<std::string>& names) {
  WorkspacePtr const workspace = workspace_of(folder);
  PackageIdentity identity{std::string(kNamedFiles), folder, workspace == nullptr, workspace, nullptr, environment_.minor};
  if (workspace) {
    if (auto found = workspace->package_of_folder(folder)) {
      identity.module = found->second;
      identity.language_minor = found->second->language_minor;
    }
  }
  return read_package(files_, context_, identity, &names);
}

// The standard library and its commands import what they vendor by the usual paths.
std::string Loader::standard_path(const PackageSource& importer, const std::string& path) {
  if (!importer.standard || has_standard_shape(path)) return path;
  std::string const below = is_standard_folder(importer.folder) ? importer.folder.substr(source_root_.size() + 1) : std::string();
  std::string vendored = (has_path_prefix(below, "cmd") ? "cmd/vendor/" : "vendor/") + path;
  return files_.is_folder(join_path(source_root_, vendored)) ? vendored : path;
}

Resolution Loader::resolve_named(const WorkspacePtr& workspace, const std::string& path) {
  auto failed = [&path](std::string_view code, std::string text) {
    return Resolution{nullptr, LoadError{path, {}, code, std::move(text)}};
  };
  if (is_local_path(path) || path.starts_with('/'))
    return failed(code::kBadImportPath, fmt::format("\"{}\" is a file path; imports name packages by their module's path", path));
  if (auto fault = import_path_fault(path)) return failed(code::kBadImportPath, fmt::format("\"{}\" is no import path: {}", path, *fault));
  if (has_standard_shape(path) || !workspace) {
    if (PackagePtr package = standard_package(path)) return {std::move(package), std::nullopt};
  }
  if (workspace && !workspace->mains().empty()) {
    auto found = workspace->find(path);
    if (found) {
      int const minor = found->module->language_minor;
      return {package({path, found->folder, false, workspace, found->module, minor}, path), std::nullopt};
    }
    if (found.error().code != code::kImportNotFound || !has_standard_shape(path))
      return failed(found.error().code, std::move(found.error().text));
  } else if (workspace && !has_standard_shape(path)) {
    auto found = workspace->find(path);
    return failed(found.error().code, std::move(found.error().text));
  }
  return failed(code::kImportNotFound, fmt::format("package {} is not in the standard library ({}/{})", path, source_root_, path));
}

Resolution Loader::resolve(const PackageSource& importer, const std::string& path) {
  if (path == "C") {
    return {nullptr, LoadError{importer.folder, {}, code::kUsesCgo, "packages that use cgo are analysed without their cgo files"}};
  }
  std::string const actual = standard_path(importer, path);
  Resolution out = resolve_named(importer.standard ? nullptr : importer.workspace, actual);
  if (out.package) out.error = rule_broken(importer, path, *out.package);
  return out;
}

// What holds for every import, whatever it leads to (cmd/go/internal/load: disallowInternal, disallowVendor).
std::optional<LoadError> Loader::rule_broken(const PackageSource& importer, const std::string& path, const PackageSource& target) const {
  std::string from = first_part(importer);
  if (from == kNamedFiles && importer.workspace) {
    auto const folder = importer.workspace->package_of_folder(importer.folder);
    from = folder ? folder->first : std::string();
  } else if (from == kNamedFiles && importer.standard) {
    from = importer.folder.substr(std::min(importer.folder.size(), source_root_.size() + 1));
  }
  auto broken = [&importer](std::string_view code, std::string text) { return LoadError{importer.folder, {}, code, std::move(text)}; };
  if (auto const parent = parent_of_internal(target.import_path)) {
    // All of crypto sees the FIPS module, which sees crypto/internal only.
    bool const to_fips = has_path_prefix(from, "crypto") && has_path_prefix(target.import_path, "crypto/internal/fips140");
    bool allowed = has_path_prefix(from, *parent) && (!target.standard || importer.standard);
    if (has_path_prefix(from, "crypto/internal/fips140") && importer.standard)
      allowed = has_path_prefix(target.import_path, "crypto/internal");
    if (!allowed && !(to_fips && importer.standard))
      return broken(code::kInternalImport, fmt::format("{} is internal: only packages below {} may import it", target.import_path,
                                                       parent->empty() ? std::string_view("GOROOT/src") : *parent));
  }
  if (auto const behind = behind_vendor(path))
    return broken(code::kBadImportPath, fmt::format("vendored packages are imported without their folder: \"{}\"", path.substr(*behind)));
  if (target.name == "main" && target.folder != importer.folder)
    return broken(code::kImportOfProgram, fmt::format("{} is a program, not a package that can be imported", path));
  for (const LoadError& error : target.errors) {
    if (error.code == code::kNoGoFiles) return broken(code::kNoGoFiles, fmt::format("package {}: {}", path, error.text));
  }
  return std::nullopt;
}

Resolution Loader::resolve(const PackageSource& importer, const GoFile& file, const ImportSpec& spec) {
  Resolution out = resolve(importer, spec.path);
  if (!out.error && out.package && !importer.standard) {
    if (std::string circle = circle_through(importer, file, out.package); !circle.empty())
      out.error = LoadError{{}, {}, code::kImportCycle, std::move(circle)};
  }
  if (out.error) {
    out.error->path = importer.path_of(file.name);
    out.error->at = spec.at;
  }
  return out;
}

// "import cycle: a imports b imports a", or empty.
// In-package tests may not import what imports the package; external tests may.
std::string Loader::circle_through(const PackageSource& importer, const GoFile& file, const PackagePtr& target) {
  auto has_file = [&file](const std::vector<GoFile>& files) { return std::ranges::find(files, file.name, &GoFile::name) != files.end(); };
  if (target->standard || has_file(importer.external_test_files)) return {};
  PackagePtr const self = resolve_named(importer.workspace, importer.import_path).package;
  if (!self || self->folder != importer.folder) return {};  // nobody can import files named one by one
  std::scoped_lock const lock(cycles_mutex_);
  if (!cycles_) {
    cycles_ = std::make_unique<ImportCycles>([this](const PackageSource& package) {
      std::vector<PackagePtr> out;
      for (const std::string& path : imported_paths(package.go_files)) {
        if (PackagePtr next = path == "C" ? nullptr : resolve_named(package.workspace, path).package) out.push_back(std::move(next));
      }
      return out;
    });
  }
  bool const test = has_file(importer.test_files);
  std::vector<PackagePtr> const circle = test ? cycles_->chain(target, self) : cycles_->circle(self, target);
  if (circle.empty()) return {};
  std::string text = test ? "import cycle: the test of " + self->import_path : "import cycle: " + circle[0]->import_path;
  for (size_t i = test ? 0 : 1; i < circle.size(); ++i) text += " imports " + circle[i]->import_path;
  return text;
}

}  // namespace escapement::source
