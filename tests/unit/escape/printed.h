// Decisions about a package as text, those that are kept up to edits and those that are made anew, to be compared: units are told by names, and places by
// the declarations that they are in.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "analysis/escape/open_decisions.h"

namespace escapement::test {

struct PrintedDecisions {
  struct One {
    std::string locations, lines, tags;
    bool is_made = false;  // an instance, or what gc makes along with types
    bool operator==(const One&) const = default;
  };
  std::map<std::string, One> units;  // by name; without method wrappers, of which an open package has none
  // In gc's order. Not those about copies of another declaration's literals, of which the order is not kept (OpenUnits::order).
  std::vector<std::string> lines;
  bool complete = true;  // all functions are analysed
};

struct OpenedPackage {
  check::Program& program;
  check::Package& package;
  inlining::Library& library;
  escape::Tags& tags;
  escape::Flows flows = escape::Flows::Untold;
};

PrintedDecisions kept(const OpenedPackage& of, const inlining::OpenPackage& open, const escape::OpenDecisions& decisions);
PrintedDecisions anew(const OpenedPackage& of);
// Where a function is not analysed, gc has no order of lines, and instances may have stayed which it alone needs.
bool is_same(const PrintedDecisions& kept, const PrintedDecisions& anew);
// What differs first.
std::string difference(const PrintedDecisions& kept, const PrintedDecisions& anew);

}  // namespace escapement::test
