#include "analysis/exports/finite.h"

#include <algorithm>

namespace escapement::exports {

using types::TypeKind;

bool FiniteTypes::is_finite(types::TypeId type) {
  if (finite_.contains(type.value)) return true;
  if (!open_.insert(type.value).second) return false;
  bool finite = true;
  switch (t_.kind(type)) {
    case TypeKind::Invalid: finite = false; break;
    case TypeKind::Array: finite = is_finite(t_.elem(type)); break;
    case TypeKind::Struct:
      finite = std::ranges::all_of(t_.fields(type), [&](const types::Field& field) { return is_finite(field.type); });
      break;
    case TypeKind::Named:
    case TypeKind::Alias: finite = is_finite(t_.underlying(type)); break;
    default: break;
  }
  open_.erase(type.value);
  if (finite) finite_.insert(type.value);
  return finite;
}

}  // namespace escapement::exports
