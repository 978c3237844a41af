// The packages of a build as the checker takes them, to be checked together.
#pragma once

#include <vector>

#include "analysis/check/graph.h"
#include "analysis/source/build_graph.h"

namespace escapement::engine {

// One element for each package of the build but unsafe, in its order; bodies of all are checked. Imports that could not be resolved are missing: the
// build's errors name them, and the checker reports them at their place.
std::vector<check::GraphPackage> packages_to_check(const source::BuildGraph& build);

}  // namespace escapement::engine
