// Prints "arch name size align offsets…" for the types T0, T1, … of a Go file, for each architecture:
//
//   sizes-dump GOROOT FILE ARCH…
//
// -1 is what is too large.
#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <vector>

#include "analysis/check/program.h"
#include "analysis/engine/importer.h"
#include "analysis/syntax/file_parser.h"

namespace {

using namespace escapement;

int64_t shown(int64_t bytes) { return bytes == types::kTooLarge ? -1 : bytes; }

void dump(types::TypeTable& t, std::string_view arch, std::string_view name, types::TypeId type) {
  fmt::print("{} {} {} {}", arch, name, shown(types::size_of(t, type)), types::align_of(t, type));
  if (t.kind(t.underlying(type)) == types::TypeKind::Struct) {
    for (int64_t offset : types::offsets_of(t, type)) fmt::print(" {}", shown(offset));
  }
  fmt::print("\n");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  auto const goroot = source::find_goroot(argv[1]);
  if (!goroot) return 2;
  for (int a = 3; a < argc; ++a) {
    source::SourceTable sources;
    source::BuildContext context;
    context.goarch = argv[a];
    check::Program program(sources, *goroot, context);
    source::Loader loader(sources, *goroot, context);
    engine::LoaderImporter importer(loader);
    importer.set_root(loader.standard_package("sync/atomic"));  // the types import nothing but this
    program.set_importer(std::ref(importer));
    auto const file = sources.read(argv[2]);
    if (!file) return 2;
    std::vector<check::PackageFile> files;
    files.push_back({*file, syntax::parse_file(program.names(), (*file)->id, (*file)->text), {}, {}});
    auto const package = program.check("types", "", std::move(files));
    for (const base::Diagnostic& d : package->diagnostics) fmt::print(stderr, "{}: {}\n", argv[a], d.text);
    types::TypeTable& t = program.types();
    for (uint32_t i = 0;; ++i) {
      std::string const name = fmt::format("T{}", i);
      auto const found = package->scope.find(program.names().intern(name));
      if (found == package->scope.end()) break;
      dump(t, context.goarch, name, t.type_of(found->second));
    }
  }
  return 0;
}
