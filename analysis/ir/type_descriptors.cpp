#include "analysis/ir/type_descriptors.h"

#include <algorithm>

#include "analysis/ir/children.h"
#include "analysis/types/equality.h"
#include "analysis/types/method_set.h"

namespace escapement::ir {

using types::Equality;
using types::TypeKind;
using types::TypeStyle;

void TypeDescriptors::interface_table(TypeId type, TypeId interface) {
  if (!type || !interface || types::is_interface(t_, type) || !types::is_interface(t_, interface)) return;
  if (t_.has_shape(type) || t_.has_shape(interface) || t_.type_set(t_.underlying(interface)).methods.empty()) return;
  if (!tables_.insert({t_.canon(type).value, t_.canon(interface).value}).second) return;
  write(interface);
  write(type);
}

namespace {

// What initialises a package's variable is read as it is written (writer.pkgInit); the conversion to the variable's type is made without its table.
std::vector<NodeId> converted_later(const Unit& unit) {
  std::vector<NodeId> out;
  if (!unit.funcs[0].package_init) return out;
  for (NodeId statement : unit.funcs[0].body) {
    const Node& n = unit.node(statement);
    if (n.op == Op::Assign && n.y && (unit.node(n.y).flags & kImplicit) != 0) out.push_back(n.y);
  }
  return out;
}

// For each node the first one of those it is made of. Operands are made before what has them.
std::vector<uint32_t> first_parts(const Unit& unit) {
  std::vector<uint32_t> out(unit.nodes.size());
  for (uint32_t i = 0; i < out.size(); ++i) {
    out[i] = i;
    auto const part = [&](NodeId id) { out[i] = std::min(out[i], id.value < i ? out[id.value] : i); };
    for_each_child(unit, NodeId(i), part);
    if (unit.nodes[i].op == Op::Closure) std::ranges::for_each(unit.funcs[unit.nodes[i].ref].body, part);
  }
  return out;
}

// A conversion, an assertion, or a clause of a type switch.
struct Asking {
  NodeId node;
  NodeId type_switch = {};
};

// Those that need tables, as they are read (reader.expr, reader.switchStmt): a conversion says what it converts to before its operand, an assertion
// after it, a clause its types before its body.
std::vector<Asking> in_reading_order(const Unit& unit) {
  std::vector<Asking> out;
  for (uint32_t i = 0; i < unit.nodes.size(); ++i) {
    const Node& node = unit.nodes[i];
    if (node.op == Op::ConvIface || (node.op == Op::DotType && node.list == 0)) out.push_back({NodeId(i)});
    if (node.op != Op::TypeSwitch) continue;
    for (NodeId clause : unit.list(node.list)) out.push_back({clause, NodeId(i)});
  }
  if (out.size() < 2) return out;
  std::vector<uint32_t> const first = first_parts(unit);
  auto const place = [&](NodeId id) { return unit.node(id).op == Op::DotType ? id.value : first[id.value]; };
  std::ranges::sort(out, {}, [&](const Asking& each) { return std::pair(place(each.node), -int64_t{each.node.value}); });
  return out;
}

}  // namespace

void TypeDescriptors::read_unit(const Unit& unit) {
  std::vector<NodeId> const later = converted_later(unit);
  for (const Asking& each : in_reading_order(unit)) {
    const Node& node = unit.node(each.node);
    if (each.type_switch) {
      for (NodeId type : unit.list(node.list)) {
        if (unit.node(type).op == Op::Type) interface_table(unit.node(type).type, unit.node(unit.node(each.type_switch).x).type);
      }
    } else if (node.op == Op::DotType) {
      interface_table(node.type, unit.node(node.x).type);
    } else if (std::ranges::find(later, each.node) == later.end()) {
      interface_table(unit.node(node.x).type, node.type);
    }
  }
}

// Each type before its parts, and the parts in the order in which the descriptor has them.
void TypeDescriptors::write(TypeId type) {
  std::vector<Part> todo{{type}};
  std::vector<Part> parts;
  while (!todo.empty()) {
    TypeId const at = t_.unalias(todo.back().type);
    bool const hash = todo.back().hash;
    todo.pop_back();
    if (hash) {
      make_hash(at);
      continue;
    }
    if (!written_.insert(t_.canon(at).value).second || !is_made_here(at)) continue;
    if (t_.kind(at) == TypeKind::Named && t_.named_of(at).origin && instances_.is_without_end(t_.named_of(at).object)) continue;
    if (types::equality_of(t_, at) == Equality::Special) make({at, false});
    parts.clear();
    parts_of(at, parts);
    std::ranges::reverse(parts);
    todo.insert(todo.end(), parts.begin(), parts.end());
  }
}

// reflectdata.NeedEmit
bool TypeDescriptors::is_made_here(TypeId type) const {
  TypeId const base = t_.kind(type) == TypeKind::Pointer ? t_.unalias(t_.elem(type)) : type;
  if (t_.kind(base) == TypeKind::Basic) return false;
  if (t_.kind(base) != TypeKind::Named) return true;
  types::PackageId const package = t_.object(t_.named_of(base).object).package;
  return package == compiled_in_ || t_.named_of(base).origin;
}

void TypeDescriptors::parts_of(TypeId type, std::vector<Part>& out) {
  if (t_.kind(type) != TypeKind::Pointer) out.push_back({t_.pointer(type)});
  TypeId const u = t_.underlying(type);
  switch (t_.kind(u)) {
    case TypeKind::Pointer:
    case TypeKind::Slice:
    case TypeKind::Array:
    case TypeKind::Chan: out.push_back({t_.elem(u)}); break;
    case TypeKind::Map:
      out.push_back({t_.key(u)});
      out.push_back({t_.elem(u)});
      out.push_back({t_.key(u), true});
      break;
    case TypeKind::Struct:
      for (const types::Field& field : t_.fields(u)) out.push_back({field.type});
      break;
    case TypeKind::Signature:
      for (const auto& list : {t_.signature_of(u).params, t_.signature_of(u).results}) {
        for (const types::Parameter& each : list) out.push_back({each.type});
      }
      break;
    case TypeKind::Interface:
      for (const types::Method& each : t_.type_set(u).methods) out.push_back({each.signature});
      break;
    default: break;
  }
  methods_of(type, out);
}

// reflectdata.methods: the descriptor has the types of the methods, with the receiver as a parameter and without.
void TypeDescriptors::methods_of(TypeId type, std::vector<Part>& out) {
  bool const is_pointer = t_.kind(type) == TypeKind::Pointer;
  TypeId const base = is_pointer ? t_.unalias(t_.elem(type)) : type;
  if (types::is_interface(t_, base) || (t_.kind(base) != TypeKind::Named && t_.kind(base) != TypeKind::Struct)) return;
  auto const methods = types::methods_of(t_, base);
  for (bool const with_receiver : {true, false}) {
    for (const types::MethodOfType& each : methods) {
      if (!is_pointer && !types::applies_to_value(each.found)) continue;
      out.push_back({with_receiver ? types::method_type(t_, type, each.found.type) : each.found.type});
    }
  }
}

// The parts' functions come first.
void TypeDescriptors::make_hash(TypeId type) {
  type = t_.unalias(type);
  if (types::equality_of(t_, type) != Equality::Special || !hashed_.insert(t_.canon(type).value).second) return;
  TypeId const u = t_.underlying(type);
  if (t_.kind(u) == TypeKind::Array) make_hash(t_.elem(u));
  if (t_.kind(u) == TypeKind::Struct) {
    for (const types::Field& field : t_.fields(u)) make_hash(field.type);
  }
  make({type, true});
}

void TypeDescriptors::make(const TypeFunction& function) {
  std::string name = types::type_string(t_, function.type, types::PackageId(), TypeStyle::Link);
  if (made_.insert({std::move(name), function.hash}).second) functions_.push_back(function);
}

}  // namespace escapement::ir
