// The functions of a package while it is compiled: declared ones, instances, literals. Each has a body that inlining changes, in the package's
// units, and the body it was lowered with, from which calls of it are inlined.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <absl/container/flat_hash_map.h>

#include "analysis/inline/explain.h"
#include "analysis/ir/ir.h"

namespace escapement::inlining {

using ir::FuncIndex;
using ir::NodeId;
using ir::Unit;

// What the inliner knows of a function once it has looked (cmd/compile/internal/ir: Inline).
struct Inlinability {
  bool checked = false;
  bool inlinable = false;
  bool delays_results = false;  // its results need no declaration before its body (inline.canDelayResults)
  int cost = 0;                 // 0 where it was not counted to the end; also where it exceeds the budget
  std::string reason;           // why it cannot be inlined, in gc's words; empty where it can, or nobody has looked
};

// What its cost is made of, for who asks why.
struct Measured {
  std::vector<CostPart> dearest;  // spans in the file
  int other_cost = 0;
};

// Whose body takes the place of a call: a function of this package or of an imported one.
struct Callee {
  std::shared_ptr<const Unit> body;  // as it was lowered
  FuncIndex index = 0;               // in `body`
  Inlinability inlinability;
  uint64_t id = 0;    // equal for calls of the same function, in one package
  std::string name;   // as messages have it: "pkg.(*T).M"
  std::string plain;  // as names of literals in it have it: "(*T).M"
};

struct Function {
  Unit* unit = nullptr;
  FuncIndex index = 0;
  uint32_t number = 0;
  std::shared_ptr<const Unit> original;  // that its body was lowered in; none until something may be inlined from it
  FuncIndex original_index = 0;
  Inlinability inlinability;
  bool initialiser = false;  // one of those that make up the package's `init`
  bool gone = false;         // its unit was taken out
  bool big = false;          // only cheap functions are inlined into it
  uint32_t uses = 0;         // calls that resolve to it
  std::unique_ptr<const Measured> measured;

  ir::Func& func() const { return unit->funcs[index]; }
  bool is_literal() const { return func().outer.has_value(); }
  bool is_capturing() const { return is_literal() && !func().captures.empty(); }
};

class Functions {
 public:
  explicit Functions(types::TypeTable& t) : t_(t) {}
  // Enters the functions of a unit.
  void add(Unit& unit);
  // Enters a literal that was copied into the unit.
  Function& add_literal(Unit& unit, FuncIndex index);
  // Takes out the functions of a unit: nothing finds them any more.
  void remove(const Unit& unit);
  Function* of(ir::ObjectId object) const;
  // The function that a FuncName, MethodExpr or MethodValue names, if it is one of the package.
  Function* of(const Unit& unit, const ir::Node& name) const;
  Function& of(const Unit& unit, FuncIndex index) const { return *by_unit_.at(&unit)[index]; }
  const std::vector<Function*>& of_unit(const Unit& unit) const { return by_unit_.at(&unit); }
  std::deque<Function>& all() { return all_; }
  // Those that make up the package's `init`, in order.
  std::vector<Function*> initialisers();
  // All of them in the order in which gc has them before it inlines (ir.Package.Funcs), given the units that are read one after another: a literal is there once the body around it has been read.
  // Bodies are read last function first, but for the package's `init`, which is read before all; an instance comes behind its own literals.
  std::vector<Function*> in_reading_order(std::span<const Unit* const> read);

 private:
  Function& enter(Unit& unit, FuncIndex index);
  Function* of_instance(ir::TypeId receiver, ir::ObjectId method) const;
  std::vector<uint32_t> key_of(const ir::Instance& instance) const;

  std::deque<Function> all_;  // in gc's order
  types::TypeTable& t_;
  absl::flat_hash_map<uint32_t, Function*> by_object_;
  absl::flat_hash_map<std::vector<uint32_t>, Function*> by_instance_;
  absl::flat_hash_map<const Unit*, std::vector<Function*>> by_unit_;
};

}  // namespace escapement::inlining
