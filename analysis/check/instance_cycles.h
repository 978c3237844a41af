// Instances of generic functions and types that need ever more instances.
#pragma once

#include <absl/container/flat_hash_set.h>

#include "analysis/check/program.h"

namespace escapement::check {

// The objects of those type parameters of a package, and types declared in its generic functions, that are given ever larger types: there is no end
// of instances of what they belong to. The package has an error then.
absl::flat_hash_set<uint32_t> growing_type_params(Program& program, Package& package);

}  // namespace escapement::check
