// What escape analysis decides about a package: gc's decision for every location, the flow that explains it,
// gc's own lines, and the graph of who points to what.
//
// Packages are analysed after those they import (whole_program.h). What escapes in a batch that calls a function which is not analysed is marked
// assumed. The analysis of single packages (below) knows nothing of imported bodies and solves each batch under two bounds: pessimistic (parameters
// of functions whose body is not known leak to the heap) and optimistic (they leak nothing); what both agree on is exact.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <absl/container/flat_hash_map.h>

#include "analysis/escape/flows.h"
#include "analysis/facts/facts.h"
#include "analysis/ir/ir.h"

namespace escapement::escape {

using facts::Certainty;
enum class Decision : uint8_t { None, MovedToHeap, Escapes, DoesNotEscape, LeakingParam, ParamDoesNotEscape };

struct Step {
  base::Place place;
  std::string_view text;  // lives as long as the program
};

struct Line : Spot {
  std::string text;
  Certainty certainty = Certainty::Exact;
  bool detail = false;             // of -m=2, not of -m
  bool nowhere = false;            // no place stands before it
  std::optional<Spot> about;       // a second place, that stands at the line's end: " at …"
  const ir::Unit* unit = nullptr;  // whose function it is about
};

// Whether lines also tell the flows that make things escape, as -m=2 does. Unwanted: nor are they kept (Location::why).
enum class Flows : uint8_t { Unwanted, Untold, Told };

struct CapturedBy {
  ir::FuncIndex closure = 0;
  bool by_reference = false;
};

struct Location {
  ir::FuncIndex func = 0;
  ir::LocalId local;  // a variable, or
  ir::NodeId node;    // an expression that allocates
  Decision decision = Decision::None;
  Certainty certainty = Certainty::Exact;
  bool on_heap = false;
  std::string text;                                // gc's line; empty where gc prints nothing
  std::vector<Step> why;                           // the reasons along the path that makes it escape or leak
  std::shared_ptr<const Explanation> explanation;  // the path itself, and those of leaks; null: there is none
  std::vector<std::string> depends_on;             // functions whose bodies an assumed answer waits for
  std::vector<CapturedBy> captured_by;
  // What stands in for a variable operand or size of this expression, because it can have no other value
  // (escape.rewriteWithLiterals).
  ir::NodeId literal;
  std::optional<uint64_t> length;  // of a make: the known number of elements
  bool zero_copy = false;          // a []byte that shares the bytes of its string
};

struct UnitResult {
  const ir::Unit* unit = nullptr;
  std::vector<Location> locations;
};

struct Result {
  std::vector<UnitResult> units;                          // those that were analysed, in the order of ir::Bodies
  std::vector<Line> lines;                                // in gc's order
  absl::flat_hash_map<const ir::Unit*, size_t> place_of;  // in `units`
  Literals literals;                                      // for the texts of explanations
  facts::PackageFacts facts;                              // for importers
};

// `known`: facts of other packages; a function that they do not have is one of unknown body.
Result analyse(check::Program& program, const ir::Bodies& bodies, const facts::Facts& known = {});

}  // namespace escapement::escape
