// All packages of std, found and put in order, and a program to check them in.
#pragma once

#include <fmt/format.h>

#include <optional>

#include "analysis/engine/check_packages.h"
#include "analysis/source/patterns.h"

namespace escapement::bench {

struct StdProgram {
  source::SourceTable sources;
  source::Loader loader;
  std::vector<check::GraphPackage> graph;
  check::Program program;

  explicit StdProgram(const source::Goroot& goroot)
      : loader(sources, goroot, {}),
        graph(engine::packages_to_check(
            source::build_graph(loader, source::match_packages(loader, "/", {"std"}).packages, source::Tests::Leave))),
        program(sources, goroot, loader.context()) {}
};

// Where no Go is in the folder, says so on stderr.
inline std::optional<source::Goroot> goroot_or_message(const char* folder) {
  auto const goroot = source::find_goroot(folder);
  if (goroot) return *goroot;
  fmt::print(stderr, "{}\n", goroot.error());
  return std::nullopt;
}

}  // namespace escapement::bench
