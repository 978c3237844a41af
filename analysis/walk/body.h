// The order in which gc comes to the expressions of a function when it takes its body apart (cmd/compile/internal/walk). First statements are put in
// order: what an expression does besides, and what must not be evaluated twice, goes into temporaries before the statement (order.go). Then each
// statement is rewritten, with all that it is made of (walkExpr). Of both only that is kept which decides what gc says: which expressions a
// temporary stands for, because of an index in a temporary only the type is left, and which come before which.
#pragma once

#include <span>
#include <vector>

#include <absl/container/flat_hash_set.h>

#include "analysis/ir/ir.h"
#include "analysis/walk/captures.h"

namespace escapement::walk {

using ir::NodeId;
using ir::Op;

class Body {
 public:
  // The captures are the unit's.
  Body(check::Program& program, const ir::Unit& unit, ir::FuncIndex function, Captures& captures);

  // append(x, make([]T, n)...) makes the slice, as with -N.
  void make_what_is_appended() { makes_appended_ = true; }
  void run();

  // Indexes whose check has gone, as they are come to.
  const std::vector<NodeId>& unchecked() const { return unchecked_; }
  // Literals that capture variables, as they are come to; gc compiles them behind the function.
  const std::vector<ir::FuncIndex>& closures() const { return closures_; }

 private:
  // statements.cpp
  void block(std::span<const NodeId> list);
  void statement(NodeId id);
  void branch(const ir::Node& n);
  void range(const ir::Node& n);
  void range_operand(const ir::Node& n);
  void switch_clauses(const ir::Node& n);
  void select(const ir::Node& n);
  void communication(const ir::Node& clause);
  void send(const ir::Node& n);
  void call_statement(NodeId id);
  void builtin_statement(NodeId id);
  void inlined(const ir::Node& call);

  // assignments.cpp
  void order_target(NodeId id);
  void assign(const ir::Node& n);
  void assign_with_operator(const ir::Node& n);
  void assign_list(std::span<const NodeId> left, std::span<const NodeId> right);
  void assign_results(const ir::Node& n);
  void assign_with_ok(const ir::Node& n);
  void return_values(const ir::Node& n);
  bool is_affected(NodeId id, const absl::flat_hash_set<uint32_t>& assigned, bool memory) const;
  void assign_together(std::span<const NodeId> left, std::span<const NodeId> right);
  void append_to_entry(const ir::Node& left, const ir::Node& append);
  void keep_value(NodeId value);
  bool same_safe(NodeId a, NodeId b) const;

  // order.cpp
  void order(NodeId id, NodeId assigned_to = {});
  void order_all(std::span<const NodeId> list);
  void order_operands(NodeId id);
  void order_call(NodeId id);
  void order_append(NodeId id, NodeId assigned_to);
  void order_slice(NodeId id, NodeId assigned_to);
  void order_either(const ir::Node& n);
  void order_comparison(const ir::Node& n);
  void order_key(const ir::Node& map, NodeId key);
  void order_map_literal(NodeId id);
  void hoist(NodeId id);
  void hoist_dear(NodeId id);
  void hoist_unaddressable(NodeId id);

  // body.cpp
  void walk(NodeId id);
  void walk_all(std::span<const NodeId> list);
  void walk_operands(NodeId id);
  void walk_index(NodeId id);
  bool is_appended_make(const ir::Node& n) const;
  void walk_append(const ir::Node& n);
  void walk_comparison(const ir::Node& n);
  bool make_safe(NodeId id);
  bool make_safe_operands(NodeId id);

  bool reads_memory(const ir::Node& n) const;
  bool is_temporary(NodeId id) const { return temporaries_.contains(id.value); }
  // A variable, a temporary, a constant.
  bool is_cheap(NodeId id) const;
  bool is_name(NodeId id) const;
  bool is_addressable(NodeId id) const;
  const ir::Node& node(NodeId id) const { return unit_.node(id); }
  std::span<const NodeId> list(uint32_t id) const { return unit_.list(id); }

  types::TypeTable& t_;
  const ir::Unit& unit_;
  const ir::Func& function_;
  Captures& captures_;
  absl::flat_hash_set<uint32_t> temporaries_;  // nodes that temporaries stand for
  absl::flat_hash_set<uint32_t> found_;        // indexes whose check has gone: gc marks them
  bool makes_appended_ = false;
  std::vector<NodeId> unchecked_;
  std::vector<ir::FuncIndex> closures_;
  absl::flat_hash_set<ir::FuncIndex> known_closures_;
};

}  // namespace escapement::walk
