#include "analysis/types/not_in_heap.h"

#include <algorithm>

namespace escapement::types {

namespace {

bool is_the_mark(const TypeTable& t, TypeId named) {
  const Object& object = t.object(t.named_of(named).object);
  return object.package && t.names().text(object.name) == "nih" && t.package(object.package).path == "internal/runtime/sys";
}

}  // namespace

bool is_not_in_heap(TypeTable& t, TypeId type) {
  type = t.unalias(type);
  if (t.kind(type) == TypeKind::Named && is_the_mark(t, type)) return true;
  TypeId const u = t.underlying(type);
  if (t.kind(u) == TypeKind::Array) return is_not_in_heap(t, t.elem(u));
  return t.kind(u) == TypeKind::Struct &&
         std::ranges::any_of(t.fields(u), [&](const Field& field) { return is_not_in_heap(t, field.type); });
}

}  // namespace escapement::types
