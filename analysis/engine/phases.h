// What each phase of the analysis makes of a package, as text: for people who work on Escapement, and for
// tests. Every phase has its own printer beside it; this file only runs the way up to the phase and calls the
// printer. Nothing is kept between calls.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/engine/engine.h"

namespace escapement::engine {

// Inlined, Escape and Placement: of packages that are compiled with all they import.
enum class Phase : uint8_t { Cst, Ast, Types, Ir, Inlined, Escape, Placement };

// "cst", "ast", …, in the order of the enumeration.
std::vector<std::string> phase_names();
std::optional<Phase> phase_of(std::string_view name);

// The printed phase of one package, or why the package cannot be read.
using PhaseResult = std::expected<std::string, Failure>;

// One result per package (or failure) that the patterns name, as compile_packages has them. Errors in the
// source do not stop a phase: it prints what it has.
std::vector<PhaseResult> print_phase(const Options& options, const std::vector<std::string>& patterns, Phase phase);

}  // namespace escapement::engine
