// Calls of interface methods whose receiver can have one dynamic type alone become calls of that type's method (cmd/compile/internal/devirtualize:
// StaticCall, concreteType, State). A local interface variable has the type of the values assigned to it, if that is one type and its address is
// never taken. nil does not count. Parameters, results and package variables can have any.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include "analysis/ir/ir.h"

namespace escapement::inlining {

class Devirtualizer {
 public:
  explicit Devirtualizer(check::Program& program) : program_(program), t_(program.types()) {}

  // Changes the call where its receiver's type is known, and gives gc's message, or why it must stay; empty: there is nothing to say.
  std::string call(ir::Unit& unit, ir::NodeId call);
  // A body took the place of a call in a function: what it assigns counts from now on, and its results are the call's.
  void inlined(ir::Unit& unit, ir::FuncIndex caller, ir::NodeId call);
  // The unit is about to end.
  void forget(const ir::Unit& unit) { analysed_.erase(&unit); }

 private:
  // What a variable is assigned: an expression to look into, or a value of which the type alone is known (none: any).
  struct Assigned {
    ir::NodeId value;
    types::TypeId type;
  };
  // An assignment of a call's result, which is known better once the call is inlined.
  struct ResultOfCall {
    uint32_t local;
    size_t assignment;
    size_t result;
  };
  struct Analysed {
    absl::flat_hash_set<ir::FuncIndex> functions;
    absl::flat_hash_map<uint32_t, std::vector<Assigned>> assignments;     // by LocalId
    absl::flat_hash_map<uint32_t, std::vector<ResultOfCall>> of_results;  // by the call's NodeId
  };
  enum class Knowledge : uint8_t { Unknown, Nothing, Known };  // Nothing: nil, or only itself
  struct Concrete {
    Knowledge knowledge = Knowledge::Unknown;
    types::TypeId type;
  };
  using Seen = absl::flat_hash_set<uint32_t>;

  Concrete concrete_type(const ir::Unit& unit, ir::NodeId id, Seen& seen);
  Concrete type_of_assignments(const ir::Unit& unit, ir::LocalId local, Seen& seen);

  void analyse(const ir::Unit& unit, ir::FuncIndex function);
  void collect(const ir::Unit& unit, ir::NodeId id);
  void assigned(const ir::Unit& unit, ir::NodeId left, Assigned what);
  void assigned_value(const ir::Unit& unit, ir::NodeId left, ir::NodeId right);
  void assigned_result(const ir::Unit& unit, ir::NodeId left, ir::NodeId call, size_t result);
  void assigned_values(const ir::Unit& unit, const ir::Node& n);
  void assigned_results(const ir::Unit& unit, const ir::Node& n);
  void assigned_by_range(const ir::Unit& unit, const ir::Node& n);
  types::TypeId result_type(const ir::Unit& unit, ir::NodeId call, size_t result) const;

  std::string refuse(const ir::Unit& unit, ir::NodeId call, std::string_view what, types::TypeId type) const;
  void call_method(ir::Unit& unit, ir::NodeId call, ir::NodeId operand, const types::LookupResult& found);

  check::Program& program_;
  types::TypeTable& t_;
  absl::flat_hash_map<const ir::Unit*, Analysed> analysed_;
};

}  // namespace escapement::inlining
