// Which imported bodies a package hands on to its importers (cmd/compile/internal/noder, linker.go: relocObj, exportBody): those that it inlined itself
// and that its export data reaches. What an exported object mentions is reached, in its type, in a body that can be inlined, and in any generic body.
#pragma once

#include "analysis/inline/library.h"

namespace escapement::inlining {

// `inlined`: the imported functions, as objects, whose bodies the package inlined. The package's own functions are in the library.
absl::flat_hash_set<uint32_t> handed_on(check::Program& program, const check::Package& package, Library::Contents& library,
                                        const absl::flat_hash_set<uint32_t>& inlined);

}  // namespace escapement::inlining
