// Many packages checked at once: each is parsed, then declared after those it imports, then its bodies are checked, on as many threads as
// are given. Results are those of checking them one after the other.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "analysis/check/program.h"

namespace escapement::check {

struct GraphPackage {
  PackageSource source;
  std::vector<std::pair<std::string, uint32_t>>
      imports;                                   // a path as written, and which element of the graph it means (itself or behind: a cycle)
  bool bodies = true;                            // false: only what its importers need
  std::vector<std::string> assembly_files = {};  // names in the package's folder; the checker does not read them
  Package* known = nullptr;                      // checked before, in the same program: taken as it is
};

// The packages of the graph, in its order; the program keeps them. An import of the package itself or of one behind it would be a cycle
// and is an error at its place, as is an import that the graph does not name and "unsafe" is not. At most `threads` threads, and not more than
// the processor runs at once. Throws base::Stopped as the program does.
std::vector<Package*> check_graph(Program& program, const std::vector<GraphPackage>& graph, unsigned threads);

}  // namespace escapement::check
