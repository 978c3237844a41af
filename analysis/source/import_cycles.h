// Packages that import each other in a circle: the strongly connected components of the import graph (Tarjan's algorithm, with a
// stack of its own, so that depth does not matter). Standard packages are leaves: they import no others.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <absl/container/flat_hash_map.h>

#include "analysis/source/package_source.h"

namespace escapement::source {

class ImportCycles {
 public:
  using Imports = std::function<std::vector<PackagePtr>(const PackageSource&)>;
  explicit ImportCycles(Imports imports) : imports_(std::move(imports)) {}

  // The packages from `from` to `to` and back to `from`, if `from` importing `to` closes a circle; else empty.
  std::vector<PackagePtr> circle(const PackagePtr& from, const PackagePtr& to);
  // The packages of a shortest chain of imports from `from` to `to`, both included; empty if there is none.
  std::vector<PackagePtr> chain(const PackagePtr& from, const PackagePtr& to);

 private:
  struct Node {
    PackagePtr package;
    std::vector<PackagePtr> imports;
    uint32_t number = 0;
    uint32_t lowest = 0;
    uint32_t component = 0;  // 0: not known yet
  };
  void explore(const PackagePtr& root);
  Node& enter(const PackagePtr& package);

  Imports imports_;
  absl::flat_hash_map<const PackageSource*, std::unique_ptr<Node>> nodes_;
  std::vector<Node*> open_;
  uint32_t next_number_ = 1;
  uint32_t next_component_ = 1;
};

}  // namespace escapement::source
