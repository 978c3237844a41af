#include "analysis/types/equality.h"

namespace escapement::types {

namespace {

Equality of_basic(BasicKind kind) {
  switch (kind) {
    case BasicKind::String:
    case BasicKind::Float32:
    case BasicKind::Float64:
    case BasicKind::Complex64:
    case BasicKind::Complex128: return Equality::Runtime;
    default: return Equality::Memory;
  }
}

Equality of_array(TypeTable& t, TypeId array) {
  Equality const element = equality_of(t, t.elem(array));
  if (element == Equality::Memory || element == Equality::None) return element;
  switch (t.length(array)) {
    case 0: return Equality::Memory;
    case 1: return element;
    default: return Equality::Special;
  }
}

// What stands between fields is not compared.
bool is_followed_by_padding(TypeTable& t, TypeId structure, const std::vector<int64_t>& offsets, size_t field) {
  int64_t const next = field + 1 < offsets.size() ? offsets[field + 1] : size_of(t, structure);
  return offsets[field] + size_of(t, t.fields(structure)[field].type) != next;
}

Equality of_struct(TypeTable& t, TypeId structure) {
  auto const fields = t.fields(structure);
  auto const is_blank = [&](const Field& field) { return t.names().text(field.name) == "_"; };
  if (fields.size() == 1 && !is_blank(fields[0])) return equality_of(t, fields[0].type);
  std::vector<int64_t> const offsets = offsets_of(t, structure);
  Equality out = Equality::Memory;
  for (size_t i = 0; i < fields.size(); ++i) {
    Equality const field = equality_of(t, fields[i].type);
    if (field == Equality::None) return Equality::None;
    if (field != Equality::Memory || is_blank(fields[i]) || is_followed_by_padding(t, structure, offsets, i)) out = Equality::Special;
  }
  return out;
}

}  // namespace

Equality equality_of(TypeTable& t, TypeId type) {
  TypeId const u = t.underlying(type);
  switch (t.kind(u)) {
    case TypeKind::Basic: return of_basic(t.basic_kind(u));
    case TypeKind::Array: return of_array(t, u);
    case TypeKind::Struct: return of_struct(t, u);
    case TypeKind::Interface: return Equality::Runtime;
    case TypeKind::Slice:
    case TypeKind::Map:
    case TypeKind::Signature: return Equality::None;
    default: return Equality::Memory;
  }
}

}  // namespace escapement::types
