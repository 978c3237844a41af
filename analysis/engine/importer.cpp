#include "analysis/engine/importer.h"

#include <fmt/format.h>

namespace escapement::engine {

std::expected<check::PackageSource, std::string> LoaderImporter::operator()(const check::Package& from, const std::string& path) {
  auto const it = by_key_.find(from.key);
  source::PackagePtr const importer = from.key.empty() || it == by_key_.end() ? root_ : it->second;
  source::Resolution found = loader_.resolve(*importer, path);
  if (!found.package) return std::unexpected(found.error->text);
  const source::PackageSource& package = *found.package;
  // A standard package is the same for all; the same path may mean another version in another workspace.
  std::string key = package.standard ? package.import_path : fmt::format("{}#{}", package.import_path, package.workspace->id());
  check::PackageSource out{key, package.import_path, package.folder, {}, package.name, package.language_minor};
  for (const source::GoFile& file : package.go_files) out.files.push_back(package.path_of(file.name));
  by_key_.try_emplace(std::move(key), std::move(found.package));
  return out;
}

}  // namespace escapement::engine
