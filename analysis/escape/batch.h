// Escape analysis of one batch: the functions of a strongly connected component, with the literals in them
// that capture variables (cmd/compile/internal/escape, escape.go: Batch). Built once per bound.
#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "analysis/escape/graph.h"
#include "analysis/inline/compile.h"

namespace escapement::escape {

class Functions;

// Whom a call calls, as far as it is known.
struct Callee {
  enum class Kind : uint8_t { Dynamic, Function, Facts, Unknown };  // Unknown: known by name, its body is not analysed
  Kind kind = Kind::Dynamic;
  Function* function = nullptr;
  const facts::FunctionFacts* facts = nullptr;
  std::string name;
};

class Batch {
 public:
  Batch(check::Program& program, Functions& functions, std::vector<Function*> members, Bound bound, Flows flows = Flows::Untold);
  void run();

  // In order of creation.
  const std::vector<Loc*>& ordered() const { return all_; }
  Loc* location_of(const Function& function, LocalId local);
  const std::vector<Function*>& members() const { return members_; }
  // What an answer of this batch may wait for.
  const std::vector<std::string>& unknown_callees() const { return unknown_; }
  const std::vector<Line>& early_lines() const { return early_lines_; }
  // The heap and its like, which stand for no storage of the program; the name is empty for all other
  // locations.
  std::array<const Loc*, 3> pseudo_locations() const { return {&heap_, &mutator_, &callee_}; }
  std::string_view pseudo_name(const Loc& location) const;
  const ir::GcFlags& flags() const;
  // That stand in for variables of its functions.
  const Literals& literals() const { return literals_; }

 private:
  friend class Walker;
  struct ClosureUse {
    Hole hole;
    NodeId node;
    Function* container;
  };

  // batch.cpp
  void init_function(Function& function);
  void init_local(const Function& function, LocalId local);
  void walk_function(Function& function);
  Loc* new_location(const Function& function, NodeId node, LocalId local, bool persists);
  Loc* oldest(LocalId local);
  void flow(Hole hole, Loc* src);
  void flow_closure(const ClosureUse& use);
  Hole heap_hole() { return {&heap_, 0, nullptr, false}; }
  Hole mutator_hole() { return {&mutator_, 0, nullptr, false}; }
  Hole callee_hole() { return {&callee_, 0, nullptr, false}; }
  Hole discard() { return {&blank_, 0, nullptr, false}; }
  Hole note(Hole hole, NodeId at, std::string_view why);
  Hole note_local(Hole hole, const Note& about);
  Hole shift(Hole hole, int delta);
  Hole deref(Hole hole, NodeId at, std::string_view why) { return shift(note(hole, at, why), 1); }
  Hole address(Hole hole, NodeId at, std::string_view why) { return shift(note(hole, at, why), -1); }
  Hole tee(std::vector<Hole> holes);
  Hole later(Hole hole);
  Hole spill(Hole hole, NodeId node);

  // expressions.cpp
  void expr(Hole hole, NodeId node);
  void discard_expr(NodeId node) { expr(discard(), node); }
  void unsafe_value(Hole hole, NodeId node);
  void composite(Hole hole, NodeId node);
  void closure(Hole hole, NodeId node);
  void method_value(Hole hole, NodeId node);
  Hole dot_type(Hole hole, TypeId type, NodeId at, std::string_view why);

  // calls.cpp
  void call(const std::vector<Hole>& results, NodeId node);
  void call_function(const std::vector<Hole>& results, NodeId node);
  void call_interface(NodeId node);
  void inlined_call(const std::vector<Hole>& results, NodeId node);
  void call_builtin(Hole result, NodeId node);
  void append(Hole hole, NodeId node);
  void copy_elements(NodeId node);
  void unsafe_pointer(Hole result, NodeId node);
  void argument(Hole hole, NodeId value, NodeId call);
  void keep_uintptr(NodeId arg, const Callee& callee);
  void keep_pointer(NodeId arg, facts::UintptrArguments treatment);
  Callee callee_of(NodeId node);
  Callee callee_named(NodeId node);
  bool in_batch(const Callee& callee) const;
  void waits_for(const Callee& callee);
  Hole param_hole(const std::vector<Hole>& results, const Callee& callee, size_t param);
  Hole tag_hole(const std::vector<Hole>& results, const Leaks& leaks);

  // non_string.cpp
  std::optional<Hole> hole_of_non_string(NodeId function);

  // assign.cpp
  Hole target(NodeId node);
  void assign(std::span<const NodeId> left, std::span<const NodeId> right, std::string_view why, NodeId at);
  void assign_results(std::span<const NodeId> left, NodeId call, NodeId at);
  void reassigned(NodeId left, NodeId statement);
  Loc* outer_location(NodeId id);
  bool same_safe(NodeId a, NodeId b) const;
  bool is_self_assignment(NodeId left, NodeId right);
  bool is_slice_self_assignment(NodeId left, NodeId right);
  bool may_affect_memory(NodeId node) const;
  bool is_reflect_header_data(NodeId node) const;

  // statements.cpp
  void statement(NodeId node);
  void block(std::span<const NodeId> list);
  void mark_labels(std::span<const NodeId> list);
  void for_loop(NodeId node);
  void range_loop(NodeId node);
  void switch_statement(NodeId node);
  void type_switch_guard(NodeId guard, std::span<const NodeId> clauses);
  void return_statement(NodeId node);
  void go_or_defer(NodeId node);

  // heap_reason.cpp
  void rewrite_with_literals(const Loc& location);
  void rewrite_size(NodeId size);
  bool fits_constant(TypeId type, const constant::Value& value);
  void force_heap(Loc& location);
  std::string_view heap_reason(const Loc& location);
  int64_t closure_size(const Function& container, FuncIndex closure);

  // solve.cpp
  void walk_all();
  void walk_one(Loc* root, std::deque<Loc*>& todo);
  bool outlives(const Loc* l, const Loc* other) const;
  static bool contains(const Function* outer, const Function* inner);
  void leak_to(Loc* param, const Loc* sink, int derefs);
  static size_t leaked_result(const Loc& param, const Loc& sink);
  void tag_params(Function& function);
  static void enqueue(std::deque<Loc*>& todo, Loc* location);

  // idle_walks.cpp
  void note_enclosed();
  bool is_idle(Loc* root);
  static bool is_settled(const Edge& edge, const Loc& root);

  // explain.cpp
  FlowEnd end_of(const Loc& location) const;
  Flow flow_of(const Loc& dst, const Edge& edge) const;
  Path path_to(const Loc& root, const Loc* src) const;
  static Explanation& explanation_of(Loc& location);
  void explain_escape(Loc& location, Path path);
  void explain_leak(Loc& param, const Loc& root, int derefs);
  void tell_capture(const Loc& location, bool by_value);
  void tell(const Loc& about, std::string text);
  void tell(const Loc& about, const Path& path);

  // The one value an expression can have (ir.StaticValue).
  NodeId static_value(NodeId node);
  NodeId literal_value(NodeId node);
  const Unit& unit() const { return *current_->unit; }
  const ir::Node& node(NodeId id) const { return current_->unit->node(id); }
  std::vector<NodeId> copy(uint32_t list) const {
    auto const nodes = unit().list(list);
    return {nodes.begin(), nodes.end()};
  }

  check::Program& program_;
  types::TypeTable& t_;
  Functions& functions_;
  std::vector<Function*> members_;
  Bound bound_;
  Flows flows_;
  bool literals_known_ = false;  // literals have been looked for
  std::deque<Loc> locations_;
  std::vector<Loc*> all_;
  absl::flat_hash_map<LocalKey, Loc*> by_local_;
  absl::flat_hash_set<NodeKey> evaluated_;  // arguments whose value was taken before the call
  std::vector<Line> early_lines_;           // that gc prints before it has decided everything
  std::deque<Note> notes_;
  Loc heap_, mutator_, callee_, blank_;
  std::vector<ClosureUse> closures_;
  absl::flat_hash_set<std::pair<LocalKey, FuncIndex>> references_;  // variables and the literals that capture them by reference
  Function* current_ = nullptr;
  int loop_depth_ = 1;
  uint32_t walk_ = 0;
  std::vector<Loc*> reached_;                           // during a walk, in the order in which it comes to them
  absl::flat_hash_map<uint32_t, bool> looping_labels_;  // by name: a goto comes after it
  std::vector<std::string> unknown_;
  Literals literals_;
  int depth_ = 0;
};

// What is known of functions of other packages.
using KnownFunction = std::function<const facts::FunctionFacts*(ObjectId)>;
// The unit whose first function a FuncName, MethodExpr or MethodValue names; null: one of another package.
using UnitOf = std::function<const Unit*(const Unit&, const ir::Node&)>;
// The functions that a function mentions, by their numbers.
using MentionsOf = std::function<std::vector<uint32_t>(const Function&)>;

// Batches of functions, which are numbered in gc's order, callees first (ir.VisitFuncsBottomUp).
std::vector<std::vector<Function*>> batches_of(std::span<Function* const> functions, const MentionsOf& mentions_of);

// All functions of the package and what batches share.
class Functions {
 public:
  Functions(check::Program& program, const ir::Bodies& bodies, const facts::Facts& known);
  Functions(check::Program& program, const inlining::InlinedPackage& package, KnownFunction known, const ir::GcFlags& flags);
  // None yet: they come and go.
  Functions(check::Program& program, UnitOf unit_of, KnownFunction known)
      : program_(program), known_(std::move(known)), unit_of_(std::move(unit_of)) {}
  // Takes out a unit's functions, and enters those of the one that is in its place; null: there is none. Functions of the same index are the same
  // objects as before.
  void replace(const Unit* before, const Unit* now);
  const ir::GcFlags& flags() const { return flags_; }
  std::deque<Function>& all() { return all_; }
  // The function that a FuncName, MethodExpr or MethodValue names; null: it is none of the package.
  Function* named(const Unit& unit, const ir::Node& name);
  Function* of(ObjectId object);
  Function* of(const Unit* unit, FuncIndex index);
  const ir::StaticValues& static_values(const Unit* unit);
  // Whether the literal is still in the body of the outer function, or of one that is; or it is that function.
  bool is_within(const Function& literal, FuncIndex outer);
  std::vector<std::vector<Function*>> batches();
  // Of a batch that is about to be solved; from 1.
  uint32_t new_batch() { return ++last_batch_; }
  // Facts of a function that is not of this package, or has no body; null: unknown.
  const facts::FunctionFacts* facts_of(ObjectId object);
  facts::UintptrArguments uintptr_arguments(const Callee& callee) const;

 private:
  void add(const Unit* unit, FuncIndex index);
  std::vector<uint32_t> mentions_of(const Function& function);
  check::Program& program_;
  ir::GcFlags flags_;
  KnownFunction known_;
  UnitOf unit_of_;  // none: functions are found by their objects
  std::deque<Function> all_;
  uint32_t last_batch_ = 0;
  std::vector<Function*> free_;                                                                   // of those
  absl::flat_hash_map<uint32_t, std::unique_ptr<std::optional<facts::FunctionFacts>>> declared_;  // by ObjectId
  absl::flat_hash_map<uint32_t, Function*> by_object_;
  absl::flat_hash_map<const Unit*, std::vector<Function*>> by_unit_;
  absl::flat_hash_map<const Unit*, std::unique_ptr<ir::StaticValues>> static_values_;
  absl::flat_hash_map<const Unit*, absl::flat_hash_map<FuncIndex, std::vector<bool>>> within_;  // by outer function: of each of the unit
};

}  // namespace escapement::escape
