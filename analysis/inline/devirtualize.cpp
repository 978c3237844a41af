#include "analysis/inline/devirtualize.h"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/ir/children.h"
#include "analysis/ir/method_call.h"

namespace escapement::inlining {

using ir::LocalId;
using ir::LocalRole;
using ir::Node;
using ir::NodeId;
using ir::Op;
using types::TypeId;
using types::TypeKind;

namespace {

// The package that the name of an interface's method belongs to, where others may have the same: that of the interface which has it, not the one
// that is compiled, because the call may have come with an imported body.
types::PackageId package_of_method(types::TypeTable& t, TypeId interface, base::NameId name) {
  auto const methods = t.type_set(t.underlying(interface)).methods;
  auto const method = std::ranges::find(methods, name, &types::Method::name);
  return method == methods.end() ? types::PackageId() : method->package;
}

// gc compares types by their address: a type without a name is another one wherever it is written (devirtualize.concreteType1).
bool same_as_written(types::TypeTable& t, TypeId a, TypeId b) {
  a = t.unalias(a);
  b = t.unalias(b);
  if (a == b) return true;
  if (t.kind(a) != t.kind(b)) return false;
  if (t.kind(a) == TypeKind::Pointer) return same_as_written(t, t.elem(a), t.elem(b));
  return t.kind(a) == TypeKind::Named && t.identical(a, b);
}

// typecheck.Implements: the methods of a type with a shape take its dictionary, so they are not those that an interface asks for.
bool implements_unshaped(types::TypeTable& t, TypeId type, TypeId interface) {
  if (!types::implements(t, type, interface)) return false;
  if (!t.has_shape(type)) return true;
  return std::ranges::none_of(t.type_set(t.underlying(interface)).methods, [&](const types::Method& method) {
    types::LookupResult const found = types::lookup(t, type, method.package, method.name);
    return found.kind == types::LookupResult::Kind::Method && t.has_shape(found.receiver);
  });
}

// The value of an inlined call that has one.
NodeId result_of(const ir::Unit& unit, const Node& n) { return unit.list(n.ref).empty() ? NodeId() : unit.list(n.ref)[0]; }

}  // namespace

// ---- what is assigned to interface variables

void Devirtualizer::analyse(const ir::Unit& unit, ir::FuncIndex function) {
  if (!analysed_[&unit].functions.insert(function).second) return;
  for (NodeId each : std::vector<NodeId>(unit.funcs[function].body)) collect(unit, each);
}

void Devirtualizer::collect(const ir::Unit& unit, NodeId id) {
  if (!id) return;
  const Node& n = unit.node(id);
  switch (n.op) {
    case Op::Assign: assigned_value(unit, n.x, n.y); break;
    case Op::AssignList: assigned_values(unit, n); break;
    case Op::AssignType:
      if (!unit.list(n.list).empty()) assigned(unit, unit.list(n.list)[0], {n.x, {}});
      break;
    case Op::AssignMap:
    case Op::AssignRecv:
      if (!unit.list(n.list).empty()) assigned(unit, unit.list(n.list)[0], {{}, unit.node(n.x).type});
      break;
    case Op::AssignCall: assigned_results(unit, n); break;
    case Op::Range: assigned_by_range(unit, n); break;
    case Op::TypeSwitch:
      for (NodeId clause : unit.list(n.list)) assigned(unit, unit.node(clause).x, {n.x, {}});
      break;
    case Op::Closure: analyse(unit, n.ref); break;
    default: break;
  }
  ir::for_each_child(unit, id, [&](NodeId child) { collect(unit, child); });
}

void Devirtualizer::assigned(const ir::Unit& unit, NodeId left, Assigned what) {
  if (!left || unit.node(left).op != Op::Local || !types::is_interface(t_, unit.node(left).type)) return;
  analysed_[&unit].assignments[unit.node(left).ref].push_back(what);
}

void Devirtualizer::assigned_value(const ir::Unit& unit, NodeId left, NodeId right) {
  NodeId const value = ir::without_init(unit, right);
  if (!value || unit.node(value).op == Op::Nil) return;
  if (ir::is_call(unit.node(value))) return assigned_result(unit, left, value, 0);
  assigned(unit, left, {value, {}});
}

TypeId Devirtualizer::result_type(const ir::Unit& unit, NodeId call, size_t result) const {
  TypeId const callee = t_.underlying(unit.node(unit.node(call).x).type);
  if (t_.kind(callee) != TypeKind::Signature) return {};
  auto const results = t_.signature_of(callee).results;
  return result < results.size() ? results[result].type : TypeId();
}

void Devirtualizer::assigned_result(const ir::Unit& unit, NodeId left, NodeId call, size_t result) {
  if (!left || unit.node(left).op != Op::Local || !types::is_interface(t_, unit.node(left).type)) return;
  TypeId const type = result_type(unit, call, result);
  Analysed& analysed = analysed_[&unit];
  auto& list = analysed.assignments[unit.node(left).ref];
  list.push_back({{}, type});
  if (type && types::is_interface(t_, type)) analysed.of_results[call.value].push_back({unit.node(left).ref, list.size() - 1, result});
}

void Devirtualizer::assigned_values(const ir::Unit& unit, const Node& n) {
  auto const left = unit.list(n.list);
  auto const right = unit.list(n.list2);
  for (size_t i = 0; i < left.size() && i < right.size(); ++i) {
    NodeId const value = ir::without_init(unit, right[i]);
    if (value && unit.node(value).op != Op::Nil) assigned(unit, left[i], {value, {}});
  }
}

void Devirtualizer::assigned_results(const ir::Unit& unit, const Node& n) {
  NodeId const value = ir::without_init(unit, n.x);
  auto const left = unit.list(n.list);
  const Node& call = unit.node(value);
  for (size_t i = 0; i < left.size(); ++i) {
    if (ir::is_call(call)) {
      assigned_result(unit, left[i], value, i);
    } else if (call.op == Op::InlCall && i < unit.list(call.ref).size()) {
      assigned(unit, left[i], {unit.list(call.ref)[i], {}});
    }
  }
}

void Devirtualizer::assigned_by_range(const ir::Unit& unit, const Node& n) {
  auto const targets = unit.list(n.list2);
  TypeId u = t_.underlying(unit.node(n.x).type);
  if (t_.kind(u) == TypeKind::Pointer) u = t_.underlying(t_.elem(u));
  switch (t_.kind(u)) {
    case TypeKind::Array:
    case TypeKind::Slice: return assigned(unit, targets[1], {{}, t_.elem(u)});
    case TypeKind::Chan: return assigned(unit, targets[0], {{}, t_.elem(u)});
    case TypeKind::Map: assigned(unit, targets[0], {{}, t_.key(u)}); return assigned(unit, targets[1], {{}, t_.elem(u)});
    default: assigned(unit, targets[0], {}); assigned(unit, targets[1], {});
  }
}

void Devirtualizer::inlined(ir::Unit& unit, ir::FuncIndex caller, NodeId call) {
  Analysed& analysed = analysed_[&unit];
  if (!analysed.functions.contains(caller)) return;
  Node const n = unit.node(call);
  for (NodeId each : unit.lists[n.list]) collect(unit, each);
  for (NodeId each : unit.lists[n.list2]) collect(unit, each);
  auto const it = analysed.of_results.find(call.value);
  if (it == analysed.of_results.end()) return;
  auto const results = unit.list(n.ref);
  for (const ResultOfCall& each : it->second) {
    if (each.result < results.size()) analysed.assignments[each.local][each.assignment] = {results[each.result], {}};
  }
  analysed.of_results.erase(it);
}

// ---- the one type of an expression

Devirtualizer::Concrete Devirtualizer::concrete_type(const ir::Unit& unit, NodeId id, Seen& seen) {
  for (;;) {
    if (!id) return {};
    const Node& n = unit.node(id);
    if (!n.type) return {};
    if (!types::is_interface(t_, n.type)) return {Knowledge::Known, n.type};
    if (n.op == Op::InlCall) {
      id = result_of(unit, n);
      continue;
    }
    bool const through = n.op == Op::ConvNop || n.op == Op::ConvIface || n.op == Op::DotType || n.op == Op::Init;
    if (!through) break;
    id = n.x;
  }
  const Node& n = unit.node(id);
  if (n.op != Op::Local) return {};
  const ir::Local& local = unit.local(LocalId(n.ref));
  bool const automatic = local.role == LocalRole::Variable || local.role == LocalRole::Temp;
  if (!automatic || local.address_taken) return {};
  if (!seen.insert(n.ref).second) return {Knowledge::Nothing, {}};
  return type_of_assignments(unit, LocalId(n.ref), seen);
}

Devirtualizer::Concrete Devirtualizer::type_of_assignments(const ir::Unit& unit, LocalId local, Seen& seen) {
  analyse(unit, unit.local(local).func);
  Concrete out{Knowledge::Nothing, {}};
  std::vector<Assigned> const assignments = analysed_[&unit].assignments[local.value];
  for (const Assigned& each : assignments) {
    Concrete one;
    if (each.value) {
      one = concrete_type(unit, each.value, seen);
    } else if (each.type && !types::is_interface(t_, each.type)) {
      one = {Knowledge::Known, each.type};
    }
    if (one.knowledge == Knowledge::Nothing) continue;
    if (one.knowledge == Knowledge::Unknown) return {};
    if (out.knowledge == Knowledge::Known && !same_as_written(t_, out.type, one.type)) return {};
    out = one;
  }
  return out;
}

// ---- the call

std::string Devirtualizer::call(ir::Unit& unit, NodeId call) {
  if (unit.node(call).op != Op::CallInter || (unit.node(call).flags & ir::kNoInline) != 0) return {};
  NodeId const selector_id = unit.node(call).x;
  Node const selector = unit.node(selector_id);
  Seen seen;
  Concrete const receiver = concrete_type(unit, selector.x, seen);
  if (receiver.knowledge != Knowledge::Known) return {};
  TypeId const interface = unit.node(selector.x).type;
  if (!implements_unshaped(t_, receiver.type, interface) || t_.is_shape(receiver.type)) return {};
  if (t_.has_shape(receiver.type)) return refuse(unit, call, "receiver", receiver.type);
  if (t_.has_shape(interface)) return refuse(unit, call, "interface", interface);
  types::LookupResult const found = types::lookup(t_, receiver.type, package_of_method(t_, interface, selector.name), selector.name);
  bool const method = found.kind == types::LookupResult::Kind::Method;
  if (!method && found.kind != types::LookupResult::Kind::InterfaceMethod) return {};
  std::string message =
      fmt::format("{} {} to {}", method ? "devirtualizing" : "partially devirtualizing", ir::print_expression(program_, unit, selector_id),
                  types::type_string(t_, receiver.type, unit.compiled_in, types::TypeStyle::Gc));
  Node assertion = ir::made_at(unit.node(call), Op::DotType, receiver.type);
  assertion.x = selector.x;
  NodeId const operand = ir::add_field_path(t_, unit, unit.add(assertion), found.path, selector);
  if (method) {
    call_method(unit, call, operand, found);
  } else {
    unit.node(selector_id).x = operand;
  }
  return message;
}

// A dictionary or an interface table would have to be known. gc says so whenever it looks at the call.
std::string Devirtualizer::refuse(const ir::Unit& unit, NodeId call, std::string_view what, TypeId type) const {
  return fmt::format("cannot devirtualize {}: shaped {} {}", ir::print_expression(program_, unit, call), what,
                     types::type_string(t_, type, unit.compiled_in, types::TypeStyle::Gc));
}

void Devirtualizer::call_method(ir::Unit& unit, NodeId call, NodeId operand, const types::LookupResult& found) {
  Node const selector = unit.node(unit.node(call).x);
  auto const [callee, receiver] = ir::add_method(t_, unit, operand, found, selector.name, selector);
  std::vector<NodeId> args{receiver};
  auto const old = unit.list(unit.node(call).list);
  args.insert(args.end(), old.begin(), old.end());
  Node& node = unit.node(call);
  node.op = Op::CallFunc;
  node.x = callee;
  node.list = unit.add_list(args);
}

}  // namespace escapement::inlining
