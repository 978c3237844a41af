#include "analysis/ir/lowering.h"

namespace escapement::ir {

namespace {

class Rewriter {
 public:
  explicit Rewriter(Unit& unit) : unit_(unit) {}

  void run() {
    size_t const count = unit_.nodes.size();
    for (uint32_t i = 1; i < count; ++i) {
      Op const op = unit_.nodes[i].op;
      if (op == Op::For || (op == Op::Range && (unit_.nodes[i].flags & kDefine) != 0)) loop(NodeId(i));
    }
  }

 private:
  void loop(NodeId id) {
    std::vector<NodeId> const variables = unit_.lists[unit_.node(id).list2];
    std::vector<NodeId> before;
    std::vector<NodeId> after;
    for (NodeId variable : variables) {
      if (!variable) continue;
      LocalId const old(unit_.node(variable).ref);
      const Local& local = unit_.local(old);
      if (!local.captured && !local.address_taken) continue;
      LocalId const fresh = copy_of(old);
      replace_in(unit_.node(id).list, old, fresh);
      before.push_back(declaration(fresh));
      before.push_back(assignment(fresh, old));
      if (unit_.node(id).op == Op::For) after.push_back(assignment_back(old, fresh));
    }
    if (before.empty()) return;
    std::vector<NodeId> body = unit_.lists[unit_.node(id).list];
    body.insert(body.begin(), before.begin(), before.end());
    body.insert(body.end(), after.begin(), after.end());
    unit_.lists.push_back(std::move(body));
    unit_.node(id).list = static_cast<uint32_t>(unit_.lists.size() - 1);
  }

  LocalId copy_of(LocalId old) {
    LocalId const fresh(static_cast<uint32_t>(unit_.locals.size()));
    Local local = unit_.local(old);
    unit_.locals.push_back(local);
    unit_.funcs[local.func].locals.push_back(fresh);
    // The outer variable is gc's own now: it is neither captured nor addressed.
    unit_.locals[old.value].role = LocalRole::Temp;
    unit_.locals[old.value].captured = false;
    unit_.locals[old.value].address_taken = false;
    return fresh;
  }

  NodeId add(Node node) {
    unit_.nodes.push_back(node);
    return NodeId(static_cast<uint32_t>(unit_.nodes.size() - 1));
  }
  NodeId use(LocalId local) {
    Node node;
    node.op = Op::Local;
    node.ref = local.value;
    node.type = unit_.local(local).type;
    node.pos = unit_.local(local).pos;
    return add(node);
  }
  NodeId declaration(LocalId local) {
    Node node;
    node.op = Op::Declare;
    node.ref = local.value;
    node.type = unit_.local(local).type;
    node.pos = unit_.local(local).pos;
    return add(node);
  }
  NodeId assignment(LocalId to, LocalId from) {
    Node node;
    node.op = Op::Assign;
    node.flags = kDefine;
    node.pos = unit_.local(to).pos;
    node.x = use(to);
    node.y = use(from);
    return add(node);
  }
  NodeId assignment_back(LocalId to, LocalId from) {
    NodeId const id = assignment(to, from);
    unit_.node(id).flags = 0;
    return id;
  }

  void replace_in(uint32_t list, LocalId old, LocalId fresh) {
    for (NodeId each : std::vector<NodeId>(unit_.lists[list])) replace(each, old, fresh);
  }

  void replace(NodeId id, LocalId old, LocalId fresh) {
    if (!id) return;
    Node node = unit_.node(id);
    if (node.op == Op::Local) {
      if (node.ref == old.value) unit_.node(id).ref = fresh.value;
      return;
    }
    replace(node.x, old, fresh);
    replace(node.y, old, fresh);
    replace_in(node.list, old, fresh);
    replace_in(node.list2, old, fresh);
    if (node.op == Op::Closure) {
      for (LocalId& captured : unit_.funcs[node.ref].captures) {
        if (captured == old) captured = fresh;
      }
      for (NodeId each : std::vector<NodeId>(unit_.funcs[node.ref].body)) replace(each, old, fresh);
    }
  }

  Unit& unit_;
};

}  // namespace

void per_iteration_variables(Unit& unit) {
  if (unit.package->module && unit.package->module->language_minor != 0 && unit.package->module->language_minor < 22) return;
  Rewriter(unit).run();
}

}  // namespace escapement::ir
