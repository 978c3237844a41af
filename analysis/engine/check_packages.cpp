#include "analysis/engine/check_packages.h"

namespace escapement::engine {

namespace {
// The checker has a package unsafe of its own: what GOROOT/src/unsafe holds is documentation.
bool is_unsafe(const source::BuildPackage& package) { return package.source->standard && package.import_path == "unsafe"; }
}  // namespace

std::vector<check::GraphPackage> packages_to_check(const source::BuildGraph& build) {
  std::vector<check::GraphPackage> out;
  std::vector<uint32_t> place;  // in `out`, by the index in the build
  for (const source::BuildPackage& package : build.packages) {
    place.push_back(static_cast<uint32_t>(out.size()));
    if (is_unsafe(package)) continue;
    check::GraphPackage& entry = out.emplace_back();
    entry.source = {package.id(), package.import_path, package.source->folder, {}, package.source->name, package.source->language_minor};
    entry.assembly_files = package.source->assembly_files;
    for (const source::GoFile* file : package.files()) entry.source.files.push_back(package.source->path_of(file->name));
    for (const source::BuildPackage::Import& import : package.imports) {
      if (import.path.empty() || is_unsafe(build.packages[import.target])) continue;
      // An import of what comes later closes a cycle, which the checker reports there.
      bool const later = import.target >= place.size();
      entry.imports.emplace_back(import.path, later ? static_cast<uint32_t>(build.packages.size()) : place[import.target]);
    }
  }
  return out;
}

}  // namespace escapement::engine
