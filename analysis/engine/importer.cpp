#include "analysis/engine/importer.h"

#include <algorithm>

#include <fmt/format.h>

namespace escapement::engine {

void LoaderImporter::set_root(source::PackagePtr root, source::Variant variant) {
  bool const outside = variant == source::Variant::ExternalTests && !root->test_files.empty();
  root_ = {root, outside ? root : nullptr};
}

// Whether a package is another one or needs it, directly or not.
bool LoaderImporter::imports(const source::PackagePtr& package, const source::PackagePtr& target) {
  if (package->folder == target->folder) return true;
  if (package->standard && !target->standard) return false;
  // Cycles of imports are errors elsewhere; here they only have to end.
  auto const [it, added] = imports_.try_emplace({package->folder, target->folder}, false);
  if (!added) return it->second;
  bool const found = std::ranges::any_of(source::imported_paths(package->go_files), [&](const std::string& path) {
    source::PackagePtr const next = loader_.resolve(*package, path).package;
    return next && imports(next, target);
  });
  imports_[{package->folder, target->folder}] = found;
  return found;
}

std::expected<check::PackageSource, std::string> LoaderImporter::operator()(const check::Package& from, const std::string& path) {
  auto const it = by_key_.find(from.key);
  Compiled const importer = from.key.empty() || it == by_key_.end() ? root_ : it->second;
  source::Resolution found = loader_.resolve(*importer.package, path);
  if (!found.package) return std::unexpected(found.error->text);
  const source::PackageSource& package = *found.package;
  // A standard package is the same for all; the same path may mean another version in another workspace.
  std::string key = package.standard ? package.import_path : fmt::format("{}#{}", package.import_path, package.workspace->id());
  source::PackagePtr const tested = importer.tested && imports(found.package, importer.tested) ? importer.tested : nullptr;
  if (tested) key += fmt::format(" [{}.test]", tested->import_path);
  check::PackageSource out{key, package.import_path, package.folder, {}, package.name, package.language_minor};
  for (const source::GoFile& file : package.go_files) out.files.push_back(package.path_of(file.name));
  if (tested && package.folder == tested->folder) {
    for (const source::GoFile& file : package.test_files) out.files.push_back(package.path_of(file.name));
  }
  by_key_.try_emplace(std::move(key), Compiled{std::move(found.package), tested});
  return out;
}

}  // namespace escapement::engine
