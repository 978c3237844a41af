// The checker's imports, answered by the loader: each package's imports are resolved as its own module has them.
#pragma once

#include <expected>
#include <string>

#include <absl/container/flat_hash_map.h>

#include "analysis/check/program.h"
#include "analysis/source/loader.h"

namespace escapement::engine {

// One for each program. One thread at a time.
class LoaderImporter {
 public:
  explicit LoaderImporter(source::Loader& loader) : loader_(loader) {}

  // The package that is checked next: what has no key of its own imports as this one does.
  void set_root(source::PackagePtr root) { root_ = std::move(root); }
  std::expected<check::PackageSource, std::string> operator()(const check::Package& from, const std::string& path);

 private:
  source::Loader& loader_;
  source::PackagePtr root_;
  absl::flat_hash_map<std::string, source::PackagePtr> by_key_;
};

}  // namespace escapement::engine
