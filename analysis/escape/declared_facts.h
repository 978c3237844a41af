// What a declaration alone tells of a function: one without a body (in assembly, or linked by name) has fixed tags. Its pointers leak to the
// heap, unless //go:noescape says otherwise (cmd/compile/internal/escape, escape.go: paramTag).
#pragma once

#include <optional>

#include "analysis/check/program.h"
#include "analysis/facts/facts.h"

namespace escapement::escape {

facts::Leaks leaks_without_body(bool noescape);

// None: the function has a body, or no declaration that can be read.
std::optional<facts::FunctionFacts> declared_facts(check::Program& program, types::ObjectId object);

}  // namespace escapement::escape
