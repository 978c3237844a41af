// Rules about types that hold only once everything is declared: what a map's key, a variable, a receiver may be, and which names collide
// (specification: "Map types", "Interface types", "Method declarations", "Struct types"; go/types: validVarType, validRecv,
// collectMethods).
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using types::BasicKind;
using types::Field;

void Checker::check_delayed(const DelayedCheck& delayed) {
  switch (delayed.kind) {
    case DelayedCheck::Kind::Instance: verify_instance(delayed.node, t_.type_params(delayed.type), delayed.args); break;
    case DelayedCheck::Kind::MapKey: valid_map_key(delayed.node, delayed.type); break;
    case DelayedCheck::Kind::Variable: valid_variable(delayed.node, delayed.type); break;
    case DelayedCheck::Kind::Receiver: valid_receiver(delayed.node, delayed.type); break;
    case DelayedCheck::Kind::Embedded: valid_embedded(delayed.node, delayed.type); break;
    case DelayedCheck::Kind::Union: valid_union(delayed.node); break;
    case DelayedCheck::Kind::EmbeddedField: valid_embedded_field(delayed.node, delayed.type); break;
    case DelayedCheck::Kind::Array:
    case DelayedCheck::Kind::Element: break;  // layouts.cpp
  }
}

void Checker::valid_map_key(NodeId at, TypeId key) {
  if (!is_valid(key) || types::comparable(t_, key)) return;
  error(at, errors::kMapKey, fmt::format("{} cannot be the key of a map: its values cannot be compared", text_of(key)));
}

// Whether a type could turn out to be a constraint: worth a look when its declaration is known.
bool Checker::may_be_constraint(TypeId type) {
  TypeId const t = t_.unalias(type);
  if (t_.kind(t) == TypeKind::Interface) return !t_.interface_of(t).embedded.empty();
  if (t_.kind(t) != TypeKind::Named) return false;
  TypeId const right = t_.named_of(t_.origin(t)).rhs;
  if (!right) return true;
  TypeKind const kind = t_.kind(right);
  return kind == TypeKind::Named || kind == TypeKind::Alias || (kind == TypeKind::Interface && t != t_.error_type());
}

void Checker::valid_variable(NodeId at, TypeId type) {
  if (types::is_type_param(t_, type)) return;
  TypeId const u = t_.underlying(type);
  if (t_.kind(u) != TypeKind::Interface) return;
  const types::TypeSet& set = t_.type_set(u);
  if (set.all_types && !set.comparable) return;
  error(at, errors::kConstraintType, fmt::format("{} is a constraint, and cannot be the type of a variable", text_of(type)));
}

void Checker::valid_receiver(NodeId at, TypeId receiver) {
  TypeId type = t_.unalias(receiver);
  if (t_.kind(type) == TypeKind::Pointer) type = t_.unalias(t_.elem(type));
  switch (t_.kind(type)) {
    case TypeKind::Invalid: return;
    case TypeKind::Named: break;
    case TypeKind::Basic:
      error(at, errors::kReceiver, fmt::format("{} is not declared in this package, so it cannot get methods here", text_of(type)));
      return;
    default: error(at, errors::kReceiver, fmt::format("{} cannot be the type of a receiver", text_of(receiver))); return;
  }
  if (t_.object(t_.named_of(type).object).package != package_.id) {
    error(at, errors::kReceiver, fmt::format("{} is not declared in this package, so it cannot get methods here", text_of(type)));
    return;
  }
  TypeId const u = t_.underlying(type);
  bool const pointer = t_.kind(u) == TypeKind::Pointer || t_.basic_kind(u) == BasicKind::UnsafePointer;
  if (pointer || t_.kind(u) == TypeKind::Interface) {
    error(at, errors::kReceiver, fmt::format("{} is a pointer or an interface, so it cannot have methods", text_of(type)));
  }
}

// Methods of one name, and methods with the name of a field, are errors at the later method.
void Checker::unique_methods(NodeId name_node, ObjectId method, TypeId receiver) {
  TypeId type = t_.unalias(receiver);
  if (t_.kind(type) == TypeKind::Pointer) type = t_.unalias(t_.elem(type));
  if (t_.kind(type) != TypeKind::Named || is_blank(name_node)) return;
  TypeId const origin = t_.origin(type);
  for (ObjectId each : t_.named_of(origin).methods) {
    if (each == method) break;
    if (t_.object(each).name != name(name_node)) continue;
    error(name_node, errors::kDuplicateMethod, fmt::format("method {} is declared twice", tree_.text(name_node)));
    return;
  }
  TypeId const u = t_.underlying(origin);
  if (t_.kind(u) != TypeKind::Struct) return;
  if (std::ranges::any_of(t_.fields(u), [&](const Field& f) { return f.name == name(name_node); })) {
    error(name_node, errors::kDuplicateMethod, fmt::format("there is a field {} too", tree_.text(name_node)));
  }
}

}  // namespace escapement::check
