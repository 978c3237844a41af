// Assignments to variables that nothing reads are dropped, function literals with them (cmd/compile/internal/deadlocals): of such a literal
// gc prints nothing. An assignment to the blank identifier alone counts as a use; among several targets it does not.
#include <absl/container/flat_hash_map.h>

#include "analysis/ir/lowering.h"

namespace escapement::ir {

namespace {

class DeadLocals {
 public:
  DeadLocals(Unit& unit, TypeId integer) : unit_(unit), integer_(integer) {}

  void run(const Func& func) {
    visit_list(func.body);
    for (auto& [local, state] : assignments_) {
      if (state.used) continue;
      for (const Assignment& each : state.held) drop(each);
      if (local != kBlank && !state.held.empty()) unit_.locals[local].definition = NodeId();
    }
  }

 private:
  static constexpr uint32_t kBlank = 0;
  struct Assignment {
    NodeId statement;
    size_t index;  // of an assignment of several values
    NodeId value;
  };
  struct State {
    bool used = false;
    std::vector<Assignment> held;
  };

  void visit_list(std::span<const NodeId> list) {
    for (NodeId each : list) visit(each);
  }

  void visit(NodeId id) {
    if (!id) return;
    const Node n = unit_.node(id);
    switch (n.op) {
      case Op::Declare: return;
      case Op::Local: return use(n.ref);
      case Op::Closure:
        for (LocalId captured : unit_.funcs[n.ref].captures) use(captured.value);
        return visit_list(unit_.funcs[n.ref].body);
      case Op::Assign: return assign(id, 0, n.x, n.y, false);
      case Op::AssignList: return assign_list(id, n);
      default: break;
    }
    visit(n.x);
    visit(n.y);
    visit_list(unit_.list(n.list));
    visit_list(unit_.list(n.list2));
    if (n.op == Op::InlCall) visit_list(unit_.list(n.ref));
  }

  void use(uint32_t local) {
    State& state = assignments_[local];
    state.used = true;
    std::vector<Assignment> const held = std::exchange(state.held, {});
    for (const Assignment& each : held) visit(each.value);
  }

  void assign_list(NodeId id, const Node& n) {
    auto const left = unit_.list(n.list);
    auto const right = unit_.list(n.list2);
    bool const some_target = std::ranges::any_of(left, [](NodeId each) { return static_cast<bool>(each); });
    for (size_t i = 0; i < left.size() && i < right.size(); ++i) assign(id, i, left[i], right[i], some_target);
  }

  void assign(NodeId statement, size_t index, NodeId left, NodeId value, bool blank_is_no_use) {
    if (left && unit_.node(left).op != Op::Local) {
      visit(left);
      return visit(value);
    }
    uint32_t const local = left ? unit_.node(left).ref : kBlank;
    bool const droppable = left ? unit_.locals[local].role != LocalRole::Result : blank_is_no_use;
    if (!droppable || has_effects(value)) return visit(value);
    State& state = assignments_[local];
    if (state.used) return visit(value);
    state.held.push_back({statement, index, value});
  }

  bool has_effects(NodeId value) const {
    if (!value) return false;
    switch (unit_.node(value).op) {
      case Op::Local:
      case Op::Global:
      case Op::FuncName:
      case Op::Literal:
      case Op::Nil:
      case Op::Closure: return false;
      default: return true;
    }
  }

  void drop(const Assignment& dead) {
    Node& n = unit_.node(dead.statement);
    if (n.op == Op::Assign) {
      n.x = NodeId();
      n.y = NodeId();
      return;
    }
    replace(n.list, dead.index, NodeId());
    NodeId const nothing = zero();
    replace(unit_.node(dead.statement).list2, dead.index, nothing);
  }

  // Stands for the value of a dropped assignment of several.
  NodeId zero() {
    if (zero_) return zero_;
    Node literal;
    literal.op = Op::Literal;
    literal.type = integer_;
    literal.ref = static_cast<uint32_t>(unit_.values.size());
    unit_.values.push_back(constant::Value::of(int64_t{0}));
    zero_ = unit_.add(literal);
    return zero_;
  }

  void replace(uint32_t& list, size_t index, NodeId by) {
    std::vector<NodeId> nodes = unit_.copy_of_list(list);
    nodes[index] = by;
    list = unit_.add_list(nodes);
  }

  Unit& unit_;
  TypeId integer_;
  NodeId zero_;
  absl::flat_hash_map<uint32_t, State> assignments_;  // by LocalId
};

}  // namespace

void drop_dead_locals(Unit& unit, TypeId integer) {
  for (const Func& func : unit.funcs) {
    bool const root = !func.outer || func.captures.empty();
    if (root) DeadLocals(unit, integer).run(func);
  }
}

}  // namespace escapement::ir
