// The packages of a build and who imports whom, tests included (`go list -deps -test`). Testing package p compiles p anew with
// its _test.go files, then its external tests, and anew every package between these and p, so that all see the same p
// (cmd/go/internal/load: TestPackagesAndErrors, recompileForTest).
#pragma once

#include <string>
#include <vector>

#include "analysis/source/loader.h"

namespace escapement::source {

enum class Variant : uint8_t {
  Plain,
  WithTests,      // p with its in-package tests: "p [p.test]"
  ExternalTests,  // "p_test [p.test]"
  Recompiled,     // imports the tested package: "q [p.test]"
};

struct BuildPackage {
  PackagePtr source;
  Variant variant = Variant::Plain;
  std::string import_path;  // without the suffix of test variants
  std::string tested;       // import path of the tested package; empty for plain packages
  struct Import {
    std::string path;     // as written; empty: what the linker adds to programs
    uint32_t target = 0;  // index into BuildGraph::packages
  };
  std::vector<Import> imports;  // by path

  std::string id() const;  // as `go list` prints it
  std::vector<const GoFile*> files() const;
};

struct BuildGraph {
  std::vector<BuildPackage> packages;  // a package comes behind those it imports, where there is no import cycle
  std::vector<LoadError> errors;       // at imports; those of the packages themselves are in their sources
};

enum class Tests : uint8_t { Leave, Include };

// `roots` and what they need; with `Tests::Include`, also the test variants of the roots.
BuildGraph build_graph(Loader& loader, const std::vector<PackagePtr>& roots, Tests tests);

}  // namespace escapement::source
