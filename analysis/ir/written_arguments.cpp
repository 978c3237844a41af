#include "analysis/ir/written_arguments.h"

namespace escapement::ir {

using types::TypeId;
using types::TypeKind;

namespace {

void collect(types::TypeTable& t, TypeId type, std::vector<TypeId>& out) {
  switch (t.kind(type)) {
    case TypeKind::Alias: return collect(t, t.unalias(type), out);
    case TypeKind::Pointer:
    case TypeKind::Slice:
    case TypeKind::Array:
    case TypeKind::Chan: return collect(t, t.elem(type), out);
    case TypeKind::Map: collect(t, t.key(type), out); return collect(t, t.elem(type), out);
    case TypeKind::Struct:
      for (const types::Field& field : t.fields(type)) collect(t, field.type, out);
      return;
    case TypeKind::Signature:
      for (const auto& list : {t.signature_of(type).params, t.signature_of(type).results}) {
        for (const types::Parameter& each : list) collect(t, each.type, out);
      }
      return;
    case TypeKind::Named:
      for (TypeId each : t.named_of(type).args) out.push_back(each);
      return;
    default: return;
  }
}

}  // namespace

std::vector<TypeId> written_arguments(types::TypeTable& t, TypeId type) {
  std::vector<TypeId> out;
  collect(t, type, out);
  return out;
}

}  // namespace escapement::ir
