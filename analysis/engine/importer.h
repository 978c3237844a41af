// The checker's imports, answered by the loader: each package's imports are resolved as its own module has them.
#pragma once

#include <expected>
#include <string>
#include <utility>

#include <absl/container/flat_hash_map.h>

#include "analysis/check/program.h"
#include "analysis/source/build_graph.h"
#include "analysis/source/loader.h"

namespace escapement::engine {

// One for each program. One thread at a time.
class LoaderImporter {
 public:
  explicit LoaderImporter(source::Loader& loader) : loader_(loader) {}

  // The package that is checked next: what has no key of its own imports as this one does. An external test sees the package it tests,
  // and everything between the two, with the tests inside that package (cmd/go/internal/load: recompileForTest).
  void set_root(source::PackagePtr root, source::Variant variant = source::Variant::Plain);
  std::expected<check::PackageSource, std::string> operator()(const check::Package& from, const std::string& path);

 private:
  // A package, and the package whose tests it is compiled for; null: for none.
  struct Compiled {
    source::PackagePtr package;
    source::PackagePtr tested;
  };
  bool imports(const source::PackagePtr& package, const source::PackagePtr& target);

  source::Loader& loader_;
  Compiled root_;
  absl::flat_hash_map<std::string, Compiled> by_key_;
  absl::flat_hash_map<std::pair<std::string, std::string>, bool> imports_;  // by folders
};

}  // namespace escapement::engine
