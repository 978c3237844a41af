// Functions that Go and assembly call each other by: each takes its arguments by one calling convention and calls the function of the same name by the
// other (cmd/compile/internal/ssagen, abi.go: GenABIWrappers). gc makes them last before escape analysis, and inlines nothing into them.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "analysis/inline/compile.h"
#include "analysis/source/assembly_symbols.h"

namespace escapement::inlining {

// Those of a package that have parameters or results, in the order of its functions. assembly: what its own assembly files have.
std::vector<std::unique_ptr<ir::Unit>> abi_wrappers(check::Program& program, const check::Package& package, const InlinedPackage& inlined,
                                                    const source::AssemblySymbols& assembly);

// Whether Go has a calling convention of its own on an architecture, as GOARCH names it (internal/buildcfg, exp.go).
bool has_two_conventions(std::string_view goarch);

}  // namespace escapement::inlining
