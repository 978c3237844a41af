#include "analysis/ir/method_call.h"

namespace escapement::ir {

using types::TypeKind;

NodeId add_field_path(types::TypeTable& t, Unit& unit, NodeId x, std::span<const uint32_t> path, const Node& place) {
  for (uint32_t index : path) {
    TypeId u = t.underlying(unit.node(x).type);
    bool const pointer = t.kind(u) == TypeKind::Pointer;
    if (pointer) u = t.underlying(t.elem(u));
    types::Field const field = t.fields(u)[index];
    Node node = made_at(place, pointer ? Op::DotPtr : Op::Dot, field.type);
    node.name = field.name;
    node.x = x;
    x = unit.add(node);
  }
  return x;
}

MethodOperands add_method(types::TypeTable& t, Unit& unit, NodeId x, const types::LookupResult& found, base::NameId name,
                          const Node& place) {
  TypeId const type = unit.node(x).type;
  bool const pointer = t.kind(t.underlying(type)) == TypeKind::Pointer;
  if (found.pointer_receiver != pointer) {
    Node adjusted =
        found.pointer_receiver ? made_at(place, Op::Addr, t.pointer(type)) : made_at(place, Op::Deref, t.elem(t.underlying(type)));
    adjusted.flags = kImplicit;
    adjusted.x = x;
    x = unit.add(adjusted);
  }
  Node callee = made_at(place, Op::MethodExpr, found.type);
  callee.name = name;
  callee.ref = found.object.value;
  callee.x = unit.add(made_at(place, Op::Type, found.pointer_receiver ? t.pointer(found.receiver) : found.receiver));
  TypeId const declaring = t.unalias(found.receiver);
  if (t.kind(declaring) == TypeKind::Named && t.named_of(declaring).origin)
    callee.token = unit.add_instance({found.object, t.named_of(declaring).args, t.has_shape(declaring)});
  return {unit.add(callee), x};
}

}  // namespace escapement::ir
