// Variables of loops that are new in every iteration (cmd/compile/internal/loopvar, ForCapture). Only those that are captured, or whose
// address is taken, are made so: a temporary carries the value from iteration to iteration, and the variable is declared in the body. What
// stands in a return statement leaves the loop with it and does not count.
#include <absl/container/flat_hash_set.h>

#include "analysis/ir/lowering.h"

namespace escapement::ir {

namespace {

class Rewriter {
 public:
  Rewriter(check::Program& program, Unit& unit) : t_(program.types()), unit_(unit) {}

  void run() {
    size_t const count = unit_.nodes.size();
    for (uint32_t i = 1; i < count; ++i) {
      Op const op = unit_.nodes[i].op;
      bool const defines = (unit_.nodes[i].flags & kDefine) != 0;
      if (op == Op::For) for_loop(NodeId(i));
      if (op == Op::Range && defines) range_loop(NodeId(i));
    }
  }

 private:
  void range_loop(NodeId id) {
    leaked_.clear();
    find_leaked(unit_.node(id).list, false);
    std::vector<NodeId> header = unit_.copy_of_list(unit_.node(id).list2);
    std::vector<NodeId> before;
    for (NodeId& variable : header) {
      if (!variable || !is_leaked(variable)) continue;
      LocalId const local(unit_.node(variable).ref);
      LocalId const carrier = temporary_for(local);
      before.push_back(declaration(local));
      before.push_back(assignment(local, carrier, unit_.node(id).pos));
      unit_.node(before.back()).flags |= kDefine;
      variable = use(carrier);
    }
    if (before.empty()) return;
    unit_.node(id).list2 = unit_.add_list(header);
    surround(id, std::move(before), {});
  }

  // The post statement and the condition move into the body, behind the declarations.
  void for_loop(NodeId id) {
    leaked_.clear();
    find_leaked(unit_.node(id).x, false);
    find_leaked(unit_.node(id).y, false);
    find_leaked(unit_.node(id).list, false);
    std::vector<NodeId> before;
    std::vector<NodeId> after;
    for (NodeId variable : unit_.lists[unit_.node(id).list2]) {
      if (!is_leaked(variable)) continue;
      LocalId const local(unit_.node(variable).ref);
      LocalId const carrier = temporary_for(local);
      redirect_definition(local, carrier);
      before.push_back(declaration(local));
      before.push_back(assignment(local, carrier, unit_.node(id).pos));
      unit_.node(before.back()).flags |= kDefine;
      unit_.locals[local.value].definition = before.back();
      after.push_back(assignment(carrier, local, unit_.node(id).pos));
    }
    if (before.empty()) return;
    if (unit_.node(id).y) before.push_back(unit_.node(id).y);
    if (unit_.node(id).x) before.push_back(test(unit_.node(id).x));
    unit_.node(id).x = NodeId();
    unit_.node(id).y = NodeId();
    surround(id, std::move(before), std::move(after));
  }

  bool is_leaked(NodeId variable) const { return unit_.node(variable).op == Op::Local && leaked_.contains(unit_.node(variable).ref); }

  void find_leaked(uint32_t list, bool in_return) {
    for (NodeId each : unit_.list(list)) find_leaked(each, in_return);
  }

  void find_leaked(NodeId id, bool in_return) {
    if (!id) return;
    const Node& n = unit_.node(id);
    in_return = in_return || n.op == Op::Return;
    if (!in_return && n.op == Op::Closure) {
      for (LocalId captured : unit_.funcs[n.ref].captures) leaked_.insert(captured.value);
    }
    if (!in_return && n.op == Op::Addr) {
      NodeId const outer = outer_value(n.x);
      if (unit_.node(outer).op == Op::Local) leaked_.insert(unit_.node(outer).ref);
    }
    find_leaked(n.x, in_return);
    find_leaked(n.y, in_return);
    find_leaked(n.list, in_return);
    find_leaked(n.list2, in_return);
    if (n.op == Op::InlCall) find_leaked(n.ref, in_return);
  }

  NodeId outer_value(NodeId id) const {
    for (;;) {
      const Node& n = unit_.node(id);
      bool const element = n.op == Op::Index && t_.kind(t_.underlying(unit_.node(n.x).type)) == types::TypeKind::Array;
      if (n.op != Op::Dot && n.op != Op::ConvNop && !element) return id;
      id = n.x;
    }
  }

  LocalId temporary_for(LocalId local) {
    LocalId const carrier(static_cast<uint32_t>(unit_.locals.size()));
    const Local& original = unit_.local(local);
    Local temporary;
    temporary.name = fmt::format(".autotmp_{}", unit_.funcs[original.func].locals.size());
    temporary.type = original.type;
    temporary.role = LocalRole::Temp;
    temporary.func = original.func;
    temporary.pos = temporary.end = original.pos;
    unit_.funcs[original.func].locals.push_back(carrier);
    unit_.locals.push_back(std::move(temporary));
    return carrier;
  }

  // The init statement sets the carrier; the variable's declaration there is gone.
  void redirect_definition(LocalId local, LocalId carrier) {
    NodeId const definition = unit_.local(local).definition;
    if (!definition) return;
    Node n = unit_.node(definition);
    auto const is_it = [&](NodeId left) { return left && unit_.node(left).op == Op::Local && unit_.node(left).ref == local.value; };
    if (n.op == Op::Assign) {
      unit_.node(definition).x = use(carrier);
    } else {
      std::vector<NodeId> left = unit_.copy_of_list(n.list);
      for (NodeId& each : left) {
        if (is_it(each)) each = use(carrier);
      }
      unit_.node(definition).list = unit_.add_list(left);
    }
    for (Node& node : unit_.nodes) {
      if (node.op != Op::Declare || node.ref != local.value) continue;
      node = Node{};
      node.op = Op::Block;
    }
  }

  void surround(NodeId loop, std::vector<NodeId> before, std::vector<NodeId> after) {
    std::vector<NodeId> body = std::move(before);
    auto const original = unit_.list(unit_.node(loop).list);
    body.insert(body.end(), original.begin(), original.end());
    body.insert(body.end(), after.begin(), after.end());
    unit_.node(loop).list = unit_.add_list(body);
  }

  NodeId of_local(Op op, LocalId local) {
    Node node;
    node.op = op;
    node.ref = local.value;
    node.type = unit_.local(local).type;
    node.pos = unit_.local(local).pos;
    return unit_.add(node);
  }
  NodeId use(LocalId local) { return of_local(Op::Local, local); }
  NodeId declaration(LocalId local) { return of_local(Op::Declare, local); }
  NodeId assignment(LocalId to, LocalId from, uint32_t pos) {
    Node node;
    node.op = Op::Assign;
    node.pos = pos;
    node.x = use(to);
    node.y = use(from);
    return unit_.add(node);
  }
  NodeId test(NodeId condition) {
    Node node;
    node.op = Op::If;
    node.pos = unit_.node(condition).pos;
    node.x = condition;
    return unit_.add(node);
  }

  types::TypeTable& t_;
  Unit& unit_;
  absl::flat_hash_set<uint32_t> leaked_;  // LocalIds, of the loop at hand
};

}  // namespace

void per_iteration_variables(check::Program& program, Unit& unit) {
  constexpr int kFirstPerIteration = 22;
  int const language = unit.package->files[unit.file].language_minor;
  if (language != 0 && language < kFirstPerIteration) return;
  Rewriter(program, unit).run();
}

}  // namespace escapement::ir
