// What escape analysis decides about a package that an editor changes: everything once, and after edits only those batches of functions that changed, and
// those for which what changed makes a difference. The answers are those of analysing all of it (for one exception see OpenUnits::order).
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "analysis/escape/result.h"
#include "analysis/escape/whole_program.h"
#include "analysis/inline/compile.h"

namespace escapement::escape {

// What one batch says of the functions of one unit. A unit has several where there are literals in it that capture nothing.
struct UnitPart {
  std::vector<Location> locations;
  std::vector<Line> lines;  // in gc's order
};

// What is decided about a unit: its parts, in the order of their batches. It never changes, and keeps what it speaks of alive, so that other threads may
// have it while updates go on.
struct UnitDecisions {
  std::shared_ptr<const ir::Unit> unit;
  std::vector<std::shared_ptr<const UnitPart>> parts;

  std::vector<Location> locations() const;
  std::vector<Line> lines() const;
};
using UnitDecisionsPtr = std::shared_ptr<const UnitDecisions>;

// One thread at a time. Refers to the open package, to the program that it is of, and to the tags.
class OpenDecisions {
 public:
  // `package`: compiled with Copies::All. `tags`: of all that it imports; those of the package itself do not come there. Throws base::Stopped as the
  // program does.
  OpenDecisions(check::Program& program, const inlining::OpenPackage& package, const Tags& tags, Flows flows = Flows::Untold);
  ~OpenDecisions();
  OpenDecisions(const OpenDecisions&) = delete;
  OpenDecisions& operator=(const OpenDecisions&) = delete;

  // After OpenPackage::update has returned true, once or more often. Where that was not enough, or either has thrown, new decisions are to be made.
  void update();

  // By the unit's number in OpenUnits; null: it is not analysed.
  const std::vector<UnitDecisionsPtr>& units() const;
  // The units of which the last update made new decisions, or took them away: numbers, in order.
  std::span<const uint32_t> changed() const;
  // Batches that the last update solved.
  size_t solved() const;
  // All lines, in gc's order.
  std::vector<Line> lines() const;
  // What callers know of a function, as Tags have it; null: it is none of the package, or not analysed.
  const facts::FunctionFacts* tags(ir::ObjectId function) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace escapement::escape
