// What importers need to know of a package's functions: the tag of every parameter, and what inlining needs (inline_facts.h).
//
// A tag is kept for both bounds of escape analysis (analysis/escape/result.h): equal ones are exact, else the truth lies between them.
// Functions without a body have the tags that gc gives them by their declaration alone. Facts are plain data without ids of any table:
// they outlive the analysis that made them, and are stored under their version (serialise.h).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/facts/inline_facts.h"
#include "analysis/facts/leaks.h"

namespace escapement::facts {

enum class Certainty : uint8_t { Exact, Assumed };

struct ParamFacts {
  Leaks pessimistic;  // unknown bodies leak everything
  Leaks optimistic;   // unknown bodies leak nothing
  Certainty certainty() const { return pessimistic == optimistic ? Certainty::Exact : Certainty::Assumed; }
  bool operator==(const ParamFacts&) const = default;
};

// How arguments of the form uintptr(pointer) are treated (//go:uintptrescapes; functions without a body keep them alive).
enum class UintptrArguments : uint8_t { Plain, KeptAlive, Escape };

// Of a function with these FunctionMarks.
UintptrArguments uintptr_arguments(uint32_t marks);

struct FunctionFacts {
  std::string name;                // as gc names it in its package: "F", "(*T).M", "T.M"
  std::vector<ParamFacts> params;  // receiver first
  UintptrArguments uintptr_arguments = UintptrArguments::Plain;
  bool operator==(const FunctionFacts&) const = default;
};

struct PackageFacts {
  std::string import_path;
  std::vector<FunctionFacts> functions;  // exported functions and methods, sorted by name
  InlineFacts inlining;
  const FunctionFacts* find(std::string_view name) const;
  bool operator==(const PackageFacts&) const = default;
};

// The facts of the packages analysed so far.
class Facts {
 public:
  void add(PackageFacts package);
  const PackageFacts* package(std::string_view import_path) const;
  // None: the package is not analysed, or has no such function; its body is unknown.
  const FunctionFacts* find(std::string_view import_path, std::string_view function) const;

 private:
  std::map<std::string, PackageFacts, std::less<>> packages_;
};

}  // namespace escapement::facts
