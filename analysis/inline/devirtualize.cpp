// Devirtualization by what is assigned (cmd/compile/internal/devirtualize, StaticCall and concreteType): a local interface variable has the
// type of the values assigned to it, if that is one type alone and its address is never taken. nil does not count. Parameters, results and
// package variables can have any.
#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include "analysis/inline/inline.h"

namespace escapement::inlining {

using ir::LocalId;
using ir::LocalRole;
using ir::Node;
using ir::NodeId;
using ir::Op;
using types::TypeId;
using types::TypeKind;

namespace {

// What a variable is assigned: an expression to look into, or a value of which the type alone is known.
struct Assigned {
  NodeId value;
  TypeId type;
};

class Devirtualizer {
 public:
  Devirtualizer(check::Program& program, ir::Unit& unit) : t_(program.types()), unit_(unit) {}

  void run() {
    for (const ir::Func& func : unit_.funcs) collect_list(func.body);
    for (NodeId call : calls_) devirtualize(call);
  }

 private:
  // ---- what is assigned to interface variables

  void collect_list(std::span<const NodeId> list) {
    for (NodeId each : list) collect(each);
  }

  void collect(NodeId id) {
    if (!id) return;
    const Node& n = unit_.node(id);
    switch (n.op) {
      case Op::CallInter: calls_.push_back(id); break;
      case Op::Assign: assigned_value(n.x, n.y); break;
      case Op::AssignList: assigned_values(n); break;
      case Op::AssignType: assigned(first(n.list), {n.x, {}}); break;
      case Op::AssignMap:
      case Op::AssignRecv: assigned(first(n.list), {{}, unit_.node(n.x).type}); break;
      case Op::AssignCall: assigned_results(n); break;
      case Op::Range: assigned_by_range(n); break;
      case Op::TypeSwitch: assigned_by_type_switch(n); break;
      default: break;
    }
    collect(n.x);
    collect(n.y);
    collect_list(unit_.list(n.list));
    collect_list(unit_.list(n.list2));
  }

  NodeId first(uint32_t list) const { return unit_.list(list).empty() ? NodeId() : unit_.list(list)[0]; }

  NodeId without_init(NodeId id) const {
    while (id && unit_.node(id).op == Op::Init) id = unit_.node(id).x;
    return id;
  }

  void assigned(NodeId left, Assigned what) {
    if (!left || unit_.node(left).op != Op::Local) return;
    if (types::is_interface(t_, unit_.node(left).type)) assignments_[unit_.node(left).ref].push_back(what);
  }

  void assigned_value(NodeId left, NodeId right) {
    NodeId const value = without_init(right);
    if (!value || unit_.node(value).op == Op::Nil) return;
    bool const call = unit_.node(value).op == Op::CallFunc || unit_.node(value).op == Op::CallInter;
    assigned(left, call ? Assigned{{}, unit_.node(value).type} : Assigned{value, {}});
  }

  void assigned_values(const Node& n) {
    auto const left = unit_.list(n.list);
    auto const right = unit_.list(n.list2);
    for (size_t i = 0; i < left.size() && i < right.size(); ++i) {
      NodeId const value = without_init(right[i]);
      if (value && unit_.node(value).op != Op::Nil) assigned(left[i], {value, {}});
    }
  }

  void assigned_results(const Node& n) {
    auto const left = unit_.list(n.list);
    TypeId const results = unit_.node(without_init(n.x)).type;
    if (!results || t_.kind(results) != TypeKind::Tuple) return;
    types::TypeList const types = t_.elements(results);
    for (size_t i = 0; i < left.size() && i < types.size(); ++i) assigned(left[i], {{}, types[i]});
  }

  void assigned_by_range(const Node& n) {
    auto const targets = unit_.list(n.list2);
    TypeId u = t_.underlying(unit_.node(n.x).type);
    if (t_.kind(u) == TypeKind::Pointer) u = t_.underlying(t_.elem(u));
    switch (t_.kind(u)) {
      case TypeKind::Array:
      case TypeKind::Slice: return assigned(targets[1], {{}, t_.elem(u)});
      case TypeKind::Chan: return assigned(targets[0], {{}, t_.elem(u)});
      case TypeKind::Map: assigned(targets[0], {{}, t_.key(u)}); return assigned(targets[1], {{}, t_.elem(u)});
      default: assigned(targets[0], {}); assigned(targets[1], {});
    }
  }

  void assigned_by_type_switch(const Node& n) {
    for (NodeId clause : unit_.list(n.list)) assigned(unit_.node(clause).x, {n.x, {}});
  }

  // ---- the one type of an expression

  enum class Knowledge : uint8_t { Unknown, Nothing, Known };  // Nothing: nil, or only itself
  struct Concrete {
    Knowledge knowledge = Knowledge::Unknown;
    TypeId type;
  };

  Concrete concrete_type(NodeId id, absl::flat_hash_set<uint32_t>& seen) {
    for (;;) {
      const Node& n = unit_.node(id);
      if (!n.type) return {};
      if (!types::is_interface(t_, n.type)) return {Knowledge::Known, n.type};
      bool const through = n.op == Op::ConvNop || n.op == Op::ConvIface || n.op == Op::DotType || n.op == Op::Init;
      if (!through) break;
      id = n.x;
    }
    const Node& n = unit_.node(id);
    if (n.op != Op::Local) return {};
    const ir::Local& local = unit_.local(LocalId(n.ref));
    bool const automatic = local.role == LocalRole::Variable || local.role == LocalRole::Temp;
    if (!automatic || local.address_taken) return {};
    if (!seen.insert(n.ref).second) return {Knowledge::Nothing, {}};
    return type_of_assignments(n.ref, seen);
  }

  Concrete type_of_assignments(uint32_t local, absl::flat_hash_set<uint32_t>& seen) {
    Concrete out{Knowledge::Nothing, {}};
    for (const Assigned& each : assignments_[local]) {
      Concrete one;
      if (each.value) {
        one = concrete_type(each.value, seen);
      } else if (each.type && !types::is_interface(t_, each.type)) {
        one = {Knowledge::Known, each.type};
      }
      if (one.knowledge == Knowledge::Nothing) continue;
      if (one.knowledge == Knowledge::Unknown) return {};
      if (out.knowledge == Knowledge::Known && !t_.identical(out.type, one.type)) return {};
      out = one;
    }
    return out;
  }

  // ---- the call

  void devirtualize(NodeId call) {
    Node const selector = unit_.node(unit_.node(call).x);
    absl::flat_hash_set<uint32_t> seen;
    Concrete const receiver = concrete_type(selector.x, seen);
    if (receiver.knowledge != Knowledge::Known) return;
    if (!types::implements(t_, receiver.type, unit_.node(selector.x).type)) return;
    types::LookupResult const found = types::lookup(t_, receiver.type, unit_.package->id, selector.name);
    bool const method = found.kind == types::LookupResult::Kind::Method;
    if (!method && found.kind != types::LookupResult::Kind::InterfaceMethod) return;
    Node assertion;
    assertion.op = Op::DotType;
    assertion.type = receiver.type;
    assertion.pos = unit_.node(call).pos;
    assertion.x = selector.x;
    NodeId const operand = follow(add(assertion), found.path, selector.pos);
    if (method) {
      call_method(call, operand, found, selector);
    } else {
      unit_.node(unit_.node(call).x).x = operand;
    }
  }

  NodeId follow(NodeId x, std::span<const uint32_t> path, uint32_t pos) {
    for (uint32_t index : path) {
      TypeId u = t_.underlying(unit_.node(x).type);
      bool const pointer = t_.kind(u) == TypeKind::Pointer;
      if (pointer) u = t_.underlying(t_.elem(u));
      types::Field const field = t_.fields(u)[index];
      Node node;
      node.op = pointer ? Op::DotPtr : Op::Dot;
      node.type = field.type;
      node.name = field.name;
      node.pos = pos;
      node.x = x;
      x = add(node);
    }
    return x;
  }

  void call_method(NodeId call, NodeId operand, const types::LookupResult& found, const Node& selector) {
    TypeId const type = unit_.node(operand).type;
    bool const pointer = t_.kind(t_.underlying(type)) == TypeKind::Pointer;
    Node adjusted;
    adjusted.flags = ir::kImplicit;
    adjusted.pos = selector.pos;
    adjusted.x = operand;
    if (found.pointer_receiver && !pointer) {
      adjusted.op = Op::Addr;
      adjusted.type = t_.pointer(type);
      operand = add(adjusted);
    } else if (!found.pointer_receiver && pointer) {
      adjusted.op = Op::Deref;
      adjusted.type = t_.elem(t_.underlying(type));
      operand = add(adjusted);
    }
    Node receiver_type;
    receiver_type.op = Op::Type;
    receiver_type.pos = selector.pos;
    receiver_type.type = found.pointer_receiver ? t_.pointer(found.receiver) : found.receiver;
    Node callee;
    callee.op = Op::MethodExpr;
    callee.type = found.type;
    callee.pos = selector.pos;
    callee.name = selector.name;
    callee.ref = found.object.value;
    callee.x = add(receiver_type);
    std::vector<NodeId> args{operand};
    auto const old = unit_.list(unit_.node(call).list);
    args.insert(args.end(), old.begin(), old.end());
    unit_.lists.push_back(std::move(args));
    NodeId const callee_id = add(callee);
    unit_.node(call).op = Op::CallFunc;
    unit_.node(call).x = callee_id;
    unit_.node(call).list = static_cast<uint32_t>(unit_.lists.size() - 1);
  }

  NodeId add(Node node) {
    unit_.nodes.push_back(node);
    return NodeId(static_cast<uint32_t>(unit_.nodes.size() - 1));
  }

  types::TypeTable& t_;
  ir::Unit& unit_;
  std::vector<NodeId> calls_;
  absl::flat_hash_map<uint32_t, std::vector<Assigned>> assignments_;  // by LocalId
};

}  // namespace

void devirtualize(check::Program& program, ir::Unit& unit) { Devirtualizer(program, unit).run(); }

}  // namespace escapement::inlining
